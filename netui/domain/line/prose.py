"""The prose of a line as words, with what stands between them and who is named where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from netui.domain.line.scripts import NameEnds
from netui.domain.line.spans import ABBREVIATIONS, Word, split_at_names, words_of

Stop = Literal["", ",", ";", "."]
"""What ends before a word: nothing, a part, a clause, a sentence."""

NOBODY: Final = -1

_JOINING: Final = frozenset(("and", "&", "+", "/", ", and"))
_LIST_GOES_ON: Final = re.compile(r"\s*(?:,|&|and\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One place where somebody is named."""

    start: int
    end: int
    """``text[start:end]`` with ``@``, quotes or ``**``; without the ending of a possessive."""
    first: int
    last: int
    """The words of the name, both included."""
    candidates: tuple[int, ...]
    """Contacts it can mean; none when it is new."""
    name: str
    """Of a new contact; else as it was written."""
    explicit: bool = False
    owns: bool = False
    """A possessive: ``Grace's``."""
    whole: int | None = None
    """The one contact whose whole name this is."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An ordinary word that somebody is called by, where the rules read no name."""

    candidates: tuple[int, ...]
    called_so: bool
    """Whether it is a whole name, a nickname or a first name, and no mere last name."""


@dataclass(slots=True)
class Prose:
    """The words of a line and what is known of each."""

    text: str
    visible: str
    """The shadow of the text, blank where something else than prose stands."""
    words: list[Word]
    stops: list[Stop]
    """For each word what ends between it and the word before."""
    found: list[Found] = field(default_factory=list)
    """Ascending."""
    owner: list[int] = field(default_factory=list)
    """For each word the index in ``found`` of the name that it belongs to, or NOBODY."""
    promised: list[bool] = field(default_factory=list)
    """For each word whether it stands in a promise."""
    doubts: dict[int, Doubt] = field(default_factory=dict)
    """Ordinary words that may be names, by their place."""
    strangers: dict[int, int] = field(default_factory=dict)
    """Words that stand where a name would and are nobody's, doubts among them: first and last of each."""

    def name_at(self, index: int) -> Found | None:
        """The name that the word at ``index`` belongs to."""
        if not 0 <= index < len(self.words) or self.owner[index] == NOBODY:
            return None
        return self.found[self.owner[index]]

    def key(self, index: int) -> str:
        """The folded word at ``index``; empty outside the line and within a name."""
        if not 0 <= index < len(self.words) or self.owner[index] != NOBODY:
            return ""
        return self.words[index].key

    def stop(self, index: int) -> Stop:
        """What ends before the word at ``index``; a sentence at both ends of the line."""
        return self.stops[index] if 0 < index < len(self.words) else "."

    def free(self, index: int) -> bool:
        """Whether the word is prose: in no name and no promise."""
        return self.owner[index] == NOBODY and not self.promised[index]

    def names_within(self, start: int, end: int) -> range:
        """The indices of the names that stand within a stretch of the text."""
        first = bisect_left(self.found, start, key=lambda name: name.start)
        after = bisect_right(self.found, end, lo=first, key=lambda name: name.end)
        return range(first, after)

    def word_from(self, place: int) -> int:
        """The index of the first word that begins at ``place`` or later."""
        return bisect_left(self.words, place, key=lambda word: word.start)


def counted_up(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether two stretches of ``text`` are items of one list.

    After a comma alone the second may begin a sentence, unless the list goes on.
    """
    between = text[before[1] : after[0]].strip().lower()
    if between == ",":
        return _LIST_GOES_ON.match(text, after[1]) is not None
    return between in _JOINING


def prose_of(text: str, visible: str, name_ends: NameEnds) -> Prose:
    """The words of the prose, nobody named yet; for ``name_ends`` see :func:`spans.split_at_names`."""
    words = words_of(text, visible)
    if not visible.isascii():
        words = split_at_names(words, text, visible, name_ends)
    stops = [_stop(visible, words, index) for index in range(len(words))]
    return Prose(text, visible, words, stops, owner=[NOBODY] * len(words), promised=[False] * len(words))


def name_words(prose: Prose, found: Iterable[Found]) -> None:
    """Note who is named where: fills ``found`` and ``owner``, and mends stops that belong to a name."""
    prose.found = sorted(found, key=lambda name: name.start)
    for index, name in enumerate(prose.found):
        for word in range(name.first, name.last + 1):
            prose.owner[word] = index
            if word > name.first:
                prose.stops[word] = ""
        after = name.last + 1
        if after < len(prose.words) and prose.visible[name.end - 1] == ".":
            prose.stops[after] = _stop_in(prose.visible[name.end : prose.words[after].start])


def _stop(visible: str, words: list[Word], index: int) -> Stop:
    if index == 0:
        return "."
    before, word = words[index - 1], words[index]
    gap = visible[before.end : word.start]
    if gap == " ":
        return ""
    if gap.startswith(".") and before.key in ABBREVIATIONS:
        gap = gap[1:]
    return _stop_in(gap)


def _stop_in(gap: str) -> Stop:
    """The strongest stop in what stands between two words. A full stop within a word ends nothing."""
    if gap.isspace() and "\n" not in gap:
        return ""
    if "\n" in gap or any(mark in gap for mark in "!?…。！？") or ("." in gap and gap != "."):
        return "."
    if ";" in gap:
        return ";"
    if "," in gap or ":" in gap or "、" in gap or any(mark in gap for mark in ("–", "—", " - ", "(", ")")):
        return ","
    return ""
