"""How, where and at whose beginning one met, and who is only spoken of (rules.md, section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from netui.domain.line.prose import Prose
from netui.domain.line.spans import keys_of
from netui.domain.line.subjects import before_verb, begins_clause, is_mine, subject_of
from netui.domain.line.words import CHANNEL_PHRASES, CHANNELS
from netui.domain.records import Channel, Owner

SPOKEN_OF: Final = frozenset({"about", "re", "regarding"})
_MARKS: Final = ' \t@"*'
"""What may stand before a name that is said to be one."""
_GOES_ON: Final = frozenset({"and", "then", "but"})
_BEGINNING: Final = frozenset(
    {"called", "wrote", "invited", "phoned", "rang", "emailed", "messaged", "texted"}
)
_NO_BEGINNING_BEFORE: Final = frozenset({"off", "it", "itself"})
_LETTERS: Final = frozenset({"letter", "letters"})
_LETTERS_OF_ANOTHER_KIND: Final = frozenset(
    {"cover", "covering", "motivation", "application", "recommendation", "reference", "offer", "resignation"}
)
"""A ``cover letter`` is what was talked about, and not how one met."""
_LONGEST_PLACE: Final = 5
"""Words of a place's name that are looked at (choice)."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something found in the prose, and where it stands in the text."""

    value: str
    start: int
    end: int


def spoken_of(prose: Prose) -> list[bool]:
    """For each word whether it is in what was spoken of: after ``about``, ``re`` or ``regarding``.

    Up to the next comma, semicolon or ``with``, or the end of the sentence; and up to an ``and`` that goes on
    with what was done (``about Grace and gave Ada advice``).
    """
    marked = [False] * len(prose.words)
    within = False
    for index in range(len(prose.words)):
        key = prose.key(index)
        if prose.stop(index) and not _follows_colon(prose, index):
            within = False
        if key == "with" or (within and key in _GOES_ON and begins_clause(prose, index + 1)):
            within = False
        marked[index] = within
        if key in SPOKEN_OF:
            within = True
    return marked


def _follows_colon(prose: Prose, index: int) -> bool:
    """Whether the word follows ``re:``."""
    if index == 0 or prose.key(index - 1) not in SPOKEN_OF:
        return False
    return prose.visible[prose.words[index - 1].end : prose.words[index].start].strip(_MARKS) == ":"


def channel_in(prose: Prose, about: list[bool]) -> tuple[Channel, int, int] | None:
    """The channel that the prose says, and where: the longer forms first, then the first word.

    Promises, names, and what was spoken of say nothing about how one met.
    """
    first: tuple[Channel, int, int] | None = None
    for index, word in enumerate(prose.words):
        if not prose.free(index) or about[index]:
            continue
        after = index + 1
        if after < len(prose.words) and prose.free(after) and not prose.stop(after):
            channel = CHANNEL_PHRASES.get((word.key, prose.words[after].key))
            if channel is not None:
                return channel, word.start, prose.words[after].end
        letter = word.key in _LETTERS and prose.key(index - 1) in _LETTERS_OF_ANOTHER_KIND
        if first is None and word.key in CHANNELS and not letter:
            first = CHANNELS[word.key], word.start, word.end
    return first


def started_in(prose: Prose) -> tuple[Owner, int, int] | None:
    """Who began it, where the prose says so: ``they called``, ``Kat wrote``, ``I invited Ada``."""
    for index, word in enumerate(prose.words):
        if not prose.free(index) or not _is_beginning(prose, index):
            continue
        subject = subject_of(prose, index)
        before = before_verb(prose, index)
        if subject is not None:
            return "them", word.start, word.end
        if before is not None and is_mine(prose, index) and prose.key(before) == "i":
            return "me", word.start, word.end
    return None


def _is_beginning(prose: Prose, index: int) -> bool:
    if prose.key(index - 1) == "had":  # before what the line tells of: ``she had called``
        return False
    key, after = prose.key(index), "" if prose.stop(index + 1) else prose.key(index + 1)
    if key == "reached":
        return after == "out"
    return key in _BEGINNING and after not in _NO_BEGINNING_BEFORE


def place_in(prose: Prose, places: Iterable[str]) -> tuple[Said, range] | None:
    """The place on record that stands after ``in``, as it is on record, and its words."""
    starts = [index for index in _free_words(prose) if prose.words[index].key == "in"]
    if not starts:
        return None
    known = {" ".join(keys_of(place)): place for place in sorted(places)}
    for index in starts:
        for last in range(min(index + _LONGEST_PLACE, len(prose.words) - 1), index, -1):
            if any(prose.stop(word) for word in range(index + 1, last + 1)):
                continue
            start, end = prose.words[index + 1].start, prose.words[last].end
            place = known.get(" ".join(keys_of(prose.text[start:end])))
            if place:
                return Said(place, start, end), range(index + 1, last + 1)
    return None


def _free_words(prose: Prose) -> Iterator[int]:
    return (index for index in range(len(prose.words)) if prose.free(index))
