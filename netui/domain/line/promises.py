"""What was promised, by whom and by when (rules.md, section 9)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from netui.domain.line.circumstances import SPOKEN_OF
from netui.domain.line.dates import DayReader, DayWords
from netui.domain.line.details import Key, minutes_in
from netui.domain.line.prose import Prose
from netui.domain.line.spans import trimmed, word_set
from netui.domain.line.subjects import before_verb, begins_clause, is_mine, names_from, subject_of

_BY: Final = re.compile(r"(?<![\w'-])by[ \t]+", re.IGNORECASE)
_NO_PROMISE_AFTER: Final = word_set(
    "as the a an was were is are be been being not never long much what which that whatever to"
)
"""``as promised`` and ``the promised book`` promise nothing."""

_INTRODUCING: Final = frozenset({"introduce", "introducing", "intro", "introduction"})
_ABBREVIATED: Final = word_set("etc eg ie vs cf approx incl no nr vol pp")
"""Words whose stop ends a sentence only where a new one clearly begins."""

_EXPECTING_AFTER: Final = word_set("i am i'm we we're are and but now still also then so")
"""Before ``expecting`` within a part of a sentence; after anything else somebody else may be expecting."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as the line says it: its text is ``text[start:end]``."""

    kind: Literal["promise", "expected"]
    start: int
    end: int
    due: date | None
    names: tuple[int, ...] | None
    """Indices into ``Prose.found`` of who promised, where the line names them; none for a stranger."""
    word: tuple[int, int]
    """Where ``promised``, ``expecting`` or ``todo:`` stands."""
    until: int
    """End of all that belongs to the promise, its day included."""


def promises_in(prose: Prose, days: DayReader, keys: Sequence[Key]) -> list[Promised]:
    """The promises of the prose, ascending. ``keys``: the ``due:`` of the line; ``days`` leans to the future.

    Raises LineError where the day by which something was promised does not exist.
    """
    found: list[Promised] = []
    clear = 0
    for index, word in enumerate(prose.words):
        if (
            word.start < clear
            or word.key not in ("promised", "expecting")
            or prose.name_at(index) is not None
        ):
            continue
        promise = _promise_at(prose, index, days, keys)
        if promise is not None:
            found.append(promise)
            clear = promise.until
    return found


def _promise_at(prose: Prose, index: int, days: DayReader, keys: Sequence[Key]) -> Promised | None:
    word = prose.words[index]
    before = before_verb(prose, index)
    said_before = prose.key(before) if before is not None else ""
    subject = subject_of(prose, index)
    kind: Literal["promise", "expected"] = "promise"
    if word.key == "expecting":
        named = before is not None and not said_before and subject is None
        if not (before is None or said_before in _EXPECTING_AFTER or named):
            return None
        kind = "expected"
    elif subject is not None and not is_mine(prose, index):
        kind = "expected"
    elif said_before in _NO_PROMISE_AFTER:
        return None
    names = None if subject is None or not (subject.names or subject.stranger) else subject.names
    return _read(prose, index, days, keys, kind, names)


def _read(
    prose: Prose, index: int, days: DayReader, keys: Sequence[Key], kind: Literal["promise", "expected"],
    names: tuple[int, ...] | None,
) -> Promised | None:  # fmt: skip
    word = prose.words[index]
    until = prose.visible.find(";", word.end)
    until = len(prose.visible) if until < 0 else until
    until = _next_clause(prose, word.end, until, days)
    until = _sentence_end(prose, index, until)
    start, end = trimmed(prose.visible, word.end, until)
    end = _without_minutes(prose, start, end)
    if end < trimmed(prose.visible, word.end, until)[1]:
        until = end
    place = bisect_right(keys, word.start, key=lambda key: key.start)
    due = _due(keys[place], days) if place < len(keys) and keys[place].start < until else None
    if due is None:
        due, end = _by_day(prose, word.end, end, days)
    start, end = trimmed(prose.visible, word.end, end)
    if start >= end:
        return None
    return Promised(kind, start, end, due, names, (word.start, word.end), until)


def _sentence_end(prose: Prose, verb: int, until: int) -> int:
    """Where the sentence of the word ``verb`` ends; at the latest ``until``."""
    for index in range(verb + 1, prose.word_from(until)):
        if prose.stop(index) == "." and _begins_sentence(prose, index):
            return prose.words[index - 1].end
    return until


def _begins_sentence(prose: Prose, index: int) -> bool:
    """Whether a sentence begins with the word after a full stop, which may be one of an abbreviation."""
    before, word = prose.words[index - 1], prose.words[index]
    gap = prose.visible[before.end : word.start]
    if "\n" in gap or "!" in gap or "?" in gap or begins_clause(prose, index):
        return True
    abbreviated = len(before.key) == 1 or before.key in _ABBREVIATED
    if (abbreviated and prose.name_at(index - 1) is None) or not any(char.isspace() for char in gap):
        return False
    return not prose.text[word.start].islower()


def _without_minutes(prose: Prose, start: int, end: int) -> int:
    """The end of a promise without the ``, 45min`` that tells how long one talked."""
    comma = prose.visible.rfind(",", start, end)
    length = minutes_in(prose.visible[comma:end]) if comma >= 0 else None
    if length is None or prose.visible[comma + 1 : comma + length[0]].strip() or comma + length[1] != end:
        return end
    return comma


def _next_clause(prose: Prose, start: int, until: int, days: DayReader) -> int:
    """The end of a promise whose day another clause follows (``by friday, got advice``); else ``until``."""
    for _, found in _days_by(prose, start, until, days):
        after = prose.word_from(found.end)
        joined = prose.key(after) == "and"
        if not (joined or prose.stop(after)) or prose.stop(after) == ";":
            continue
        if begins_clause(prose, after + joined):
            return found.end
    return until


def _days_by(prose: Prose, start: int, end: int, days: DayReader) -> Iterator[tuple[int, DayWords]]:
    """The days after ``by`` in a stretch, each with the place of its ``by``."""
    for match in _BY.finditer(prose.visible, start, end):
        found = days.day_at(prose.visible, match.end(), sure=True)
        if found is not None and found.end <= end and (found.lean != "past" or found.shape == "date"):
            yield match.start(), found


def _by_day(prose: Prose, start: int, end: int, days: DayReader) -> tuple[date | None, int]:
    """The day after ``by``, and the end of the text without it where it comes last."""
    for by, found in _days_by(prose, start, end, days):
        at_the_end = trimmed(prose.visible, found.end, end)
        return found.day, by if at_the_end[0] == at_the_end[1] else end
    return None, end


def _due(key: Key, days: DayReader) -> date | None:
    found = days.day_at(key.value, 0, sure=True)
    return found.day if found is not None and found.end == len(key.value) else None


def concerned_in(prose: Prose, promise: Promised) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Whom a promise is to or from, and whom it introduces somebody to; both indices into ``Prose.found``.

    Whose thing it is, what it is about and who made it (``Kat's paper``, ``the book by Kat``) is neither.
    """
    concerned: list[int] = []
    introduced: list[int] = []
    introducing = spoken_of = False
    index, after = prose.word_from(promise.start), prose.word_from(promise.end)
    while index < after:
        name = prose.name_at(index)
        before = "" if prose.stop(index) else prose.key(index - 1)
        if name is None:
            introducing = introducing or prose.key(index) in _INTRODUCING
            spoken_of = (spoken_of and not prose.stop(index)) or prose.key(index) in SPOKEN_OF
            index += 1
            continue
        if introducing and before == "to":
            names, index = names_from(prose, index)
            introduced += names
            index = max(index, name.last + 1)
            continue
        if not (name.owns or spoken_of or before == "by"):
            concerned.append(prose.owner[index])
        index = name.last + 1
    return tuple(concerned), tuple(introduced)


def todos_in(keys: Sequence[Key], days: DayReader) -> list[Promised]:
    """``todo:"TEXT" due:DAY``: the ``due:`` is the next one, if no other ``todo:`` comes before it."""
    found: list[Promised] = []
    for index, key in enumerate(keys):
        if key.key != "todo":
            continue
        due = keys[index + 1] if index + 1 < len(keys) and keys[index + 1].key == "due" else None
        found.append(
            Promised(
                "promise", key.value_start, key.value_start + len(key.value),
                _due(due, days) if due is not None else None, None, (key.start, key.start + len("todo")),
                key.end,
            )
        )  # fmt: skip
    return found
