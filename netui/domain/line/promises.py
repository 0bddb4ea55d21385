"""What was promised, by whom and by when (rules.md, section 9)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from netui.domain.line.circumstances import SPOKEN_OF
from netui.domain.line.dates import TOMORROW, DayReader, DayWords
from netui.domain.line.details import Key, minutes_in
from netui.domain.line.owing import OWING, owes
from netui.domain.line.prose import Prose
from netui.domain.line.spans import trimmed, word_set
from netui.domain.line.subjects import (
    ADVERBS,
    CLAUSE_VERBS,
    before_verb,
    begins_clause,
    is_mine,
    names_from,
    subject_of,
)
from netui.domain.line.todo import to_do_at
from netui.domain.line.words import NAMING_VERBS
from netui.errors import LineError

_DAY_OF_PROMISE: Final = re.compile(
    rf"(?<![\w'-])(?:(?P<by>by)[ \t]+|(?={TOMORROW}|next[ \t]|in[ \t]|(?:the[ \t]+)?day[ \t]))", re.IGNORECASE
)
_ON: Final = re.compile(r"(?<![\w'-])on[ \t]+", re.IGNORECASE)
_ITS_OWN_DAY: Final = word_set(
    """
    about re regarding for from of at during before after until till since than who whom which whose what
    where when while that if because as he she they i'm he's she's they're it's is was are were said says
    """
)
"""Beside these a day may be that of something else: ``the slides for the talk tomorrow``."""
_NO_PROMISE_AFTER: Final = word_set(
    "as the a an was were is are be been being not never long much what which that whatever to"
)
"""``as promised`` and ``the promised book`` promise nothing."""

_INTRODUCING: Final = frozenset({"introduce", "introducing", "intro", "introduction"})
_ABBREVIATED: Final = word_set("etc eg ie vs cf approx incl no nr vol pp")
"""Words whose stop ends a sentence only where a new one clearly begins."""

_PROMISING: Final = OWING | {"promised", "expecting"}
_EXPECTING_AFTER: Final = word_set("i am i'm we we're are and but now still also then so")
"""Before ``expecting`` within a part of a sentence; after anything else somebody else may be expecting."""


_MOST_DAYS: Final = 8
"""Words without ``by`` that are looked at for the day of one promise (choice)."""
_NEAR: Final = 20
"""Words within which a day may stand behind what says more of a promise (choice)."""
_SUBJECTS: Final = word_set("i we he she they")
_ME: Final = frozenset({"me", "us"})
_JOINING: Final = frozenset({"and", "but", "so", "then"})
_CONDITIONS: Final = word_set(
    "if when once unless until till while because since whether although though that"
)
_GOES_WITH_IT: Final = word_set("needs need wants want asked think thinks guess hope hopes mean")
"""After ``she`` these may say more of what was promised."""
_DID: Final = word_set(
    "is was has had said says told thinks thought knew went came made took spoke wrote left ran brought "
    "heard paid sat did will would"
)
"""Verbs that a name begins a clause with, beside regular ones."""


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
    begin: int
    """Begin of all that belongs to the promise: the word, or who it is that ``owes``."""
    until: int
    """End of all that belongs to the promise, its day included."""


def promises_in(prose: Prose, days: DayReader, keys: Sequence[Key]) -> list[Promised]:
    """The promises of the prose, ascending. ``keys``: the ``due:`` of the line; ``days`` leans to the future.

    Raises LineError where the day by which something was promised does not exist.
    """
    found: list[Promised] = []
    clear = 0
    for index, word in enumerate(prose.words):
        if word.start < clear or prose.name_at(index) is not None:
            continue
        last = to_do_at(prose, index)
        if last is not None:
            promise = _read(prose, last, days, keys, "promise", None, first=index)
        elif word.key in ("promised", "expecting") or (word.key in OWING and owes(prose, index)):
            promise = _promise_at(prose, index, days, keys)
        else:
            continue
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
    elif word.key == "owes" or (subject is not None and not is_mine(prose, index)):
        kind = "expected"
    elif word.key in OWING:
        kind = "promise"
    elif said_before in _NO_PROMISE_AFTER or said_before.endswith("n't"):
        return None
    names = None if subject is None or not (subject.names or subject.stranger) else subject.names
    return _read(prose, index, days, keys, kind, names)


def _read(
    prose: Prose, index: int, days: DayReader, keys: Sequence[Key], kind: Literal["promise", "expected"],
    names: tuple[int, ...] | None, first: int | None = None,
) -> Promised | None:  # fmt: skip
    """The promise behind the word ``index``; ``first``: where words begin that say what one has to do."""
    word = prose.words[index]
    until = prose.visible.find(";", word.end)
    until = len(prose.visible) if until < 0 else until
    until = _own_clause(prose, index, until)
    until = _sentence_end(prose, index, until)
    until = _next_clause(prose, word.end, until, days)
    start, end = trimmed(prose.visible, word.end, until)
    end = _without_minutes(prose, start, end)
    if end < trimmed(prose.visible, word.end, until)[1]:
        until = end
    place = bisect_right(keys, word.start, key=lambda key: key.start)
    due = _due(keys[place], days) if place < len(keys) and keys[place].start < until else None
    if due is None:
        due, end = _by_day(prose, word.end, end, days, to_do=first is not None)
    to_me = kind == "expected" and prose.key(index + 1) in _ME and not prose.stop(index + 1)
    start, end = trimmed(prose.visible, prose.words[index + 1].end if to_me else word.end, end)
    if start >= end:
        return None
    begin = word.start if first is None else prose.words[first].start
    if word.key in OWING and names:
        begin = min(prose.found[name].start for name in names)
    return Promised(
        kind,
        start,
        end,
        due,
        names,
        (min(begin, word.start) if first is not None else word.start, word.end),
        begin,
        until,
    )


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


def _own_clause(prose: Prose, verb: int, until: int) -> int:
    """The end of a promise that a clause with a subject of its own follows, or one more promise.

    ``his slides, I told Kat``; ``the slides, promised Kat the book``.

    Not where what comes before is a condition (``that when he calls, I answer``), and not where the clause
    says more of what was promised (``the slides, she needs them by monday``).
    """
    after = prose.word_from(until)
    conditional = False
    for index in range(verb + 1, after):
        conditional = conditional or prose.key(index) in _CONDITIONS
        if prose.stop(index) != "," or index == verb + 1:
            continue
        first = index + (prose.key(index) in _JOINING)
        if prose.key(first) in _PROMISING and (prose.key(first) not in OWING or owes(prose, first)):
            return prose.words[index - 1].end
        if conditional or prose.stop(first + 1) or not _has_own_subject(prose, first):
            continue
        behind = range(first + 1, min(first + _NEAR, after))
        if not any(prose.key(place) == "by" and prose.stop(place) == "," for place in behind):
            return prose.words[index - 1].end
    return until


def _has_own_subject(prose: Prose, first: int) -> bool:
    """Whether a clause begins with who does something: ``I told``, ``she said``, ``Kat sent``."""
    name = prose.name_at(first)
    if name is not None and name.owns:
        return False
    verb = first + 1 if name is None else name.last + 1
    while prose.key(verb) in ADVERBS and not prose.stop(verb):
        verb += 1
    if prose.stop(verb) or prose.key(verb) in _GOES_WITH_IT:
        return False
    if name is None:
        return prose.key(first) in _SUBJECTS or prose.key(first).partition("'")[0] in _SUBJECTS
    key = prose.key(verb)
    return key in CLAUSE_VERBS or key in NAMING_VERBS or key in _DID or (len(key) > 4 and key.endswith("ed"))


def _without_minutes(prose: Prose, start: int, end: int) -> int:
    """The end of a promise without the ``, 45min`` that tells how long one talked."""
    comma = prose.visible.rfind(",", start, end)
    length = minutes_in(prose.visible[comma:end]) if comma >= 0 else None
    if length is None or prose.visible[comma + 1 : comma + length[0]].strip() or comma + length[1] != end:
        return end
    return comma


def _next_clause(prose: Prose, start: int, until: int, days: DayReader) -> int:
    """The end of a promise whose day another clause follows (``by friday, got advice``); else ``until``."""
    for _, found in _days_in(prose, start, until, days):
        after = prose.word_from(found.end)
        joined = prose.key(after) == "and"
        if not (joined or prose.stop(after)) or prose.stop(after) == ";":
            continue
        if begins_clause(prose, after + joined):
            return found.end
    return until


def _days_in(prose: Prose, start: int, end: int, days: DayReader) -> Iterator[tuple[int, DayWords]]:
    """The days of a promise in a stretch, each with the place where it begins or its ``by`` does.

    Those after ``by``; and those that can only be ahead (``the notes tomorrow``) where they end a part of the
    sentence and nothing before them is what they may belong to (``about the talk tomorrow``).
    """
    plain = 0
    for match in _DAY_OF_PROMISE.finditer(prose.visible, start, end):
        if match["by"]:
            found = days.day_at(prose.visible, match.end(), sure=True)
            if found is not None and found.end <= end and (found.lean != "past" or found.shape == "date"):
                yield match.start(), found
            continue
        plain += 1
        found = _day_ahead(prose, match.end(), days) if plain <= _MOST_DAYS else None
        if found is not None and found.end <= end and _is_plain(prose, start, found):
            yield match.start(), found


def _day_ahead(prose: Prose, start: int, days: DayReader) -> DayWords | None:
    """The day at ``start``; without a ``by`` one out of the calendar is prose."""
    try:
        return days.day_at(prose.visible, start)
    except LineError:
        return None


def _is_plain(prose: Prose, start: int, found: DayWords) -> bool:
    """Whether a day without ``by`` can be nothing but the day by which something was promised."""
    after = prose.word_from(found.end)
    joined = prose.key(after) == "and" and begins_clause(prose, after + 1)
    timed = prose.key(after + (prose.key(after) == "at"))[:1].isdigit()
    if found.lean != "future" or not (prose.stop(after) or joined or timed):
        return False
    words = range(prose.word_from(start), prose.word_from(found.start))
    told = words[1:] if prose.key(words.start) == "that" else words
    return bool(words) and not any(prose.key(index) in _ITS_OWN_DAY for index in told)


def _by_day(
    prose: Prose, start: int, end: int, days: DayReader, *, to_do: bool = False
) -> tuple[date | None, int]:
    """The day of a promise, and the end of the text without it where it comes last.

    What one has to do may have its day after ``on`` or by itself at the end: ``must call Ada on friday``.
    """
    for by, found in _days_in(prose, start, end, days):
        at_the_end = trimmed(prose.visible, found.end, end)
        return found.day, by if at_the_end[0] == at_the_end[1] else end
    if to_do:
        for match in _ON.finditer(prose.visible, start, end):
            day = _day_ahead(prose, match.end(), days)
            if (
                day is not None
                and day.lean in ("either", "future")
                and trimmed(prose.visible, day.end, end)[0] >= end
            ):
                return day.day, match.start()
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


def promised_to(prose: Prose, first: int) -> range:
    """The words of the names with a colon before a line's promises (``Ada: promised the book``).

    Empty where the line says anything else: a promise alone is no conversation with whom it is to.
    """
    _, after = names_from(prose, first)
    if after == first or after >= len(prose.words) or not all(prose.promised[after:]):
        return range(0)
    name = prose.name_at(after - 1)
    gap = prose.visible[name.end : prose.words[after].start] if name is not None else ""
    return range(first, after) if gap.strip() == ":" else range(0)


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
                key.start, key.end,
            )
        )  # fmt: skip
    return found
