"""Introductions, and how one came to know somebody or something (rules.md, section 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec

from netui.domain.records import ME, Introduction, IntroductionState

DEPTH = 6
"""Steps back to oneself that a chain follows at most (rules.md, section 8)."""

PATHS_SHOWN = 6
"""Paths of one chain that are drawn at most (choice): many parents make many paths."""

STATE_WORDS: dict[IntroductionState, str] = {
    "proposed": "proposed",
    "made": "made",
    "met": "they met",
    "fruitful": "something came of it",
    "declined": "declined",
}
MADE = frozenset[IntroductionState]({"made", "met", "fruitful"})
"""States of an introduction that was made."""


class Parent(msgspec.Struct, frozen=True):
    """Who led to a contact: whoever introduced it to one, and when, where that is known."""

    contact: int
    day: date | None = None


class Link(msgspec.Struct, frozen=True):
    """A contact of a chain, with those who led to it."""

    contact: int
    depth: int
    """0 for the contacts that the chain begins from."""
    parents: tuple[Parent, ...]
    """All of them, whether the chain goes on through them or not."""


def introducers(
    introduced_by: Iterable[int], introductions: Iterable[Introduction], contact: int
) -> tuple[Parent, ...]:
    """Who introduced ``contact`` to one: as set on the contact, and by the introductions on record."""
    found: dict[int, date | None] = dict.fromkeys(introduced_by)
    for record in introductions:
        if record.state == "declined" or record.introducer in (ME, contact):
            continue
        if set(record.between) == {ME, contact} and found.get(record.introducer) is None:
            found[record.introducer] = record.day
    return tuple(Parent(each, day) for each, day in found.items())


def chain(
    starts: Iterable[int], parents_of: Callable[[int], Iterable[Parent]], *, depth: int = DEPTH
) -> tuple[Link, ...]:
    """Who led to whom led to ``starts``: breadth first, each contact once, all parents kept, no credit given.

    ``parents_of`` tells who led to a contact. A contact at ``depth`` is in it, but nobody behind.
    """
    found: dict[int, Link] = {}
    waiting = [(contact, 0) for contact in dict.fromkeys(starts)]
    for contact, steps in waiting:
        if contact in found:
            continue
        parents = tuple(parents_of(contact)) if steps < depth else ()
        found[contact] = Link(contact, steps, parents)
        waiting += [(parent.contact, steps + 1) for parent in parents if parent.contact not in found]
    return tuple(found.values())


class Step(msgspec.Struct, frozen=True):
    """A contact on a path, and when it was introduced by the one before it."""

    contact: int
    introduced: date | None


def paths(links: Iterable[Link], *, limit: int = PATHS_SHOWN) -> list[tuple[Step, ...]]:
    """The paths of a chain, from whoever stands at its beginning to where it led; at most ``limit``."""
    known = {link.contact: link for link in links}

    def back(link: Link, seen: frozenset[int]) -> Iterator[tuple[Step, ...]]:
        onward = [p for p in link.parents if p.contact in known and p.contact not in seen]
        if not onward:
            yield (Step(link.contact, None),)
        for parent in onward:
            for path in back(known[parent.contact], seen | {parent.contact}):
                yield (*path, Step(link.contact, parent.day))

    found: list[tuple[Step, ...]] = []
    for link in known.values():
        if link.depth == 0:
            for path in back(link, frozenset({link.contact})):
                found.append(path)
                if len(found) >= limit:
                    return found
    return found


def leads_back(contact: int, introducer: int, introduced_by: Callable[[int], Iterable[int]]) -> bool:
    """Whether ``contact`` would stand before itself if ``introducer`` had introduced it: that is refused."""
    seen: set[int] = set()
    waiting = [introducer]
    while waiting:
        each = waiting.pop()
        if each == contact:
            return True
        if each not in seen:
            seen.add(each)
            waiting += introduced_by(each)
    return False
