"""Ways to give: concrete things one could give now, with their reasons (rules.md, sections 4, 6 and 8)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from netui.domain.days import Now, day_words
from netui.domain.ranking import Reminder
from netui.domain.reminders import follow_up_day, plain_text
from netui.network.known import is_open
from netui.network.network import Network
from netui.network.picture import Picture

WayKind = Literal["introduce", "promise", "owe", "thanks"]

ORDER: tuple[WayKind, ...] = ("promise", "thanks", "owe", "introduce")
"""What one said first, then what one received, then what one thought of oneself (choice)."""


class Way(msgspec.Struct, frozen=True):
    """Something one could give."""

    kind: WayKind
    contacts: tuple[int, ...]
    """To whom first; of an introduction the two."""
    reason: str
    evidence: tuple[int, ...]
    reminder: Reminder | None = None
    """The one that ``done`` and ``snooze`` answer, where there is one now."""


def ways_of(picture: Picture, network: Network, now: Now, contact: int | None = None) -> list[Way]:
    """The ways to give, ranked; with one contact only if given. What was answered or muted is left out."""
    found = [*_promises(network, now), *_reminded(picture)]
    if contact is not None:
        found = [way for way in found if contact in way.contacts]
    return found


def beside(ways: Iterable[Way], reminders: Container[str], sought: Container[int]) -> list[Way]:
    """The ways of which no row of Today says anything yet.

    ``reminders``: the ids of those that rows show. ``sought``: the contacts whom rows put forward today.
    """
    return [
        way
        for way in ways
        if way.reminder is not None
        and way.reminder.id not in reminders
        and (way.kind == "introduce" or way.contacts[0] not in sought)
    ]


def few(ways: Sequence[Way], most: int) -> list[Way]:
    """The first of each kind in turn, ``most`` at most: not three of a kind, nor of one contact."""
    waiting = {kind: [way for way in ways if way.kind == kind] for kind in ORDER}
    found: list[Way] = []
    named: set[int] = set()
    while len(found) < most and any(waiting.values()):
        for kind in ORDER:
            left = [way for way in waiting[kind] if not named.intersection(way.contacts[:1])]
            waiting[kind] = left[1:]
            if left and len(found) < most:
                found.append(left[0])
                named.update(left[0].contacts[:1])
    return sorted(found, key=lambda way: ORDER.index(way.kind))


def _promises(network: Network, now: Now) -> Iterator[Way]:
    """All open promises of one's own, the soonest first, whether it is time to be reminded or not."""
    mine = [
        (record_id, record)
        for record_id, record in network.follow_ups.items()
        if record.kind == "promise" and record.owner == "me" and is_open(record)
    ]
    for record_id, record in sorted(mine, key=lambda item: (follow_up_day(item[1]), item[0])):
        by = f", by {day_words(record.due, now.today)}" if record.due is not None else ""
        yield Way("promise", record.contacts, f"{plain_text(record)}{by}", (record_id,))


def _reminded(picture: Picture) -> Iterator[Way]:
    kinds: tuple[Literal["thanks", "owe", "introduce"], ...] = ("thanks", "owe", "introduce")
    for kind in kinds:
        yield from _of(kind, picture.board.standing(kind))


def _of(kind: WayKind, reminders: Iterable[Reminder]) -> Iterator[Way]:
    for reminder in reminders:
        yield Way(kind, reminder.contacts, reminder.reason, reminder.evidence, reminder)
