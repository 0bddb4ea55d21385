"""Who introduced whom (rules.md, section 9): by name, by ``her`` and ``them``, and told from either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from netui.domain.line.pronouns import ONE_OF_THEM, People, who
from netui.domain.line.prose import Prose
from netui.domain.line.subjects import NOT_DONE, Subject, before_verb, is_mine, names_from, subject_of
from netui.domain.line.words import CHANNELS

_INTRODUCED: Final = frozenset({"introduced", "intro'd"})
_THROUGH: Final = frozenset({"by", "via", "over", "on", "through"})
_PASSIVE: Final = frozenset({"got", "was", "were"})
_TWO: Final = 2

Party = tuple[int | None, ...]
"""One side of an introduction: indices into ``Prose.found``; None is oneself."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """An introduction as the prose says it. Names are indices into ``Prose.found``; None is oneself."""

    between: tuple[int | None, int | None]
    by: int | None
    unsaid: bool
    """Nobody is named who introduced one: whoever else took part, if that is one."""
    start: int
    end: int
    verb_end: int


def introductions_in(prose: Prose, people: People) -> list[Introduced]:
    """The introductions that the prose tells of, in its order; those only spoken about are prose."""
    found: list[Introduced] = []
    for index, word in enumerate(prose.words):
        if word.key in _INTRODUCED and prose.free(index) and not people.about[index]:
            found.extend(_introduced(prose, index, people))
    return found


def _introduced(prose: Prose, verb: int, people: People) -> Iterator[Introduced]:
    before = before_verb(prose, verb)
    if before is not None and prose.key(before) in _PASSIVE:
        yield from _was_introduced(prose, verb, before, _people_before(prose, verb, people))
        return
    if before is not None and prose.key(before) in NOT_DONE:
        return
    subject = subject_of(prose, verb)
    doing = {who(prose, name) for name in subject.names} if subject is not None else set()
    there = [name for name in _people_before(prose, verb, people) if who(prose, name) not in doing]
    ones, end = _party(prose, verb + 1, there)
    others: Party = ()
    end = _past_channel(prose, end) if ones else end
    if ones and prose.key(end) == "to" and not prose.stop(end):
        to = end
        others, end = _party(prose, to + 1, there)
        if not others and prose.key(to + 1) not in ("each", "one"):
            return
    if not others:
        if len(ones) != _TWO:
            return
        ones, others = ones[:1], ones[1:]
    introducers, unsaid = _introducers(subject, me_among=None in (*ones, *others))
    start, stop = prose.words[verb].start, prose.words[end - 1].end
    for by, one, other in product(introducers, ones, others):
        if one != other and (by is None or by not in (one, other)):
            between = (other, one) if other is None else (one, other)
            yield Introduced(between, by, unsaid, start, stop, prose.words[verb].end)


def _past_channel(prose: Prose, index: int) -> int:
    """The word after ``by email``, where that stands between the two: ``introduced me by email to Kat``."""
    said = prose.key(index) in _THROUGH and prose.key(index + 1) in CHANNELS and prose.key(index + 2) == "to"
    return index + 2 if said and not any(prose.stop(place) for place in range(index, index + 3)) else index


def _people_before(prose: Prose, verb: int, people: People) -> list[int]:
    """Who ``her`` and ``them`` can be; nobody where somebody is among them whose name is not on record."""
    return [] if next(iter(prose.strangers), verb) < verb else people.before(verb)


def _was_introduced(prose: Prose, verb: int, passive: int, there: Sequence[int]) -> Iterator[Introduced]:
    """``got introduced to A by B``, also ``by B to A``: B introduced oneself, or whoever got introduced."""
    before = before_verb(prose, passive)
    subject = subject_of(prose, passive)
    one: int | None = None
    if subject is not None:
        if len(subject.names) != 1:
            return
        one = subject.names[0]
    elif before is not None and not is_mine(prose, passive) and prose.key(before) not in ("and", "then"):
        return
    sides: dict[str, tuple[int, ...]] = {}
    index = verb + 1
    while prose.key(index) in ("to", "by") and not prose.stop(index) and prose.key(index) not in sides:
        side = prose.key(index)
        if side == "by" and prose.key(index + 1) in ONE_OF_THEM and len(there) == 1:
            sides[side], index = tuple(there), index + 2
        else:
            sides[side], index = names_from(prose, index + 1)
    introducers = sides.get("by", ())
    if len(introducers) != 1:
        return
    for other in sides.get("to", ()):
        yield Introduced(
            (one, other), introducers[0], unsaid=False, start=prose.words[verb].start,
            end=prose.words[index - 1].end, verb_end=prose.words[verb].end,
        )  # fmt: skip


def _introducers(subject: Subject | None, *, me_among: bool) -> tuple[Party, bool]:
    """Who introduced, nobody where that is not on record; and whether it is unsaid.

    One cannot introduce oneself to oneself.
    """
    if subject is not None and subject.names:
        return subject.names, False
    unsaid = me_among and (subject is None or subject.pronoun)
    return (None,) if subject is None or unsaid else (), unsaid


def _party(prose: Prose, index: int, there: Sequence[int]) -> tuple[Party, int]:
    """One side of an introduction: ``me``, names, or those ``there`` already; and the word after."""
    if prose.stop(index):
        return (), index
    key = prose.key(index)
    if key == "me":
        return (None,), index + 1
    if key in ONE_OF_THEM and len(there) == 1:
        return tuple(there), index + 1
    if key == "them" and len(there) > 1:
        return tuple(there), index + 1
    return names_from(prose, index)
