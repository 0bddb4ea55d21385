"""What a reminder is, and which of them are for today (rules.md, section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Literal, get_args

import msgspec

from netui.domain.cadence import RESTING
from netui.domain.records import Dismissal

ReminderKind = Literal[
    "promise", "meeting", "date", "event_follow_up", "cadence", "owe", "expected", "meet", "thanks",
    "introduce", "goal", "routine", "reconnect", "begin",
]  # fmt: skip
"""In the order in which they compete; this release makes promise, meeting, date, cadence, owe, expected and
routine."""

Action = Literal["log", "done", "snooze", "skip", "mute", "open"]

CAPACITY = 3
"""Contacts to reach out to that Today shows at most (choice)."""

REACHING_OUT = frozenset[ReminderKind]({
    "event_follow_up", "cadence", "owe", "expected", "meet", "thanks", "introduce", "reconnect", "begin",
})  # fmt: skip
"""Kinds that count towards the capacity."""

_ORDER: dict[ReminderKind, int] = {kind: place for place, kind in enumerate(get_args(ReminderKind))}
_LAST = len(_ORDER)


class Reminder(msgspec.Struct, frozen=True):
    """Something to do, with its reason and what that rests on."""

    id: str
    """kind:about:occurrence, ASCII without spaces, e.g. ``cadence:123:2026-10-08``."""
    kind: ReminderKind
    contacts: tuple[int, ...]
    due: date
    """The day it fell due, or (a promise, a yearly date) will."""
    urgency: float
    """Of the cadence kind: elapsed days by cadence. Of the others: days past due + 1, at least 0."""
    reason: str
    """One sentence without the contact's name, which stands beside it."""
    evidence: tuple[int, ...]
    """Ids of the records that it rests on."""
    actions: tuple[Action, ...]


class Ranked(msgspec.Struct, frozen=True):
    """A reminder with its place in Today."""

    reminder: Reminder
    today: bool
    """Within the capacity of Today."""
    behind: tuple[Reminder, ...]
    """The other reasons of the same row's contact."""


def rank(
    reminders: Iterable[Reminder],
    dismissals: Mapping[str, Sequence[Dismissal]],
    today: date,
    *,
    capacity: int = CAPACITY,
) -> list[Ranked]:
    """Leave out what is dismissed, one row a contact, in the order of Today, with the capacity applied.

    ``dismissals`` are the answers by the id of the reminder. Rows for today come first, each lot in the order
    in which the kinds compete; the same reminders give the same list in whatever order they come.
    """
    standing = sorted(
        (
            (_place(reminder), reminder)
            for reminder in reminders
            if reminder.id not in dismissals or not is_hidden(reminder, dismissals[reminder.id], today)
        ),
        key=itemgetter(0),
    )
    rows: dict[int | str, list[Reminder]] = {}
    for _, reminder in standing:
        rows.setdefault(reminder.contacts[0] if reminder.contacts else reminder.id, []).append(reminder)
    # A row stands where its strongest reason does: the first one, since the reminders are in order.
    strongest = [row[0] for row in rows.values()]
    chosen = _chosen([reminder for reminder in strongest if reminder.kind in REACHING_OUT], capacity)
    ranked = [
        Ranked(first, first.kind not in REACHING_OUT or first.id in chosen, tuple(behind))
        for first, *behind in rows.values()
    ]
    return sorted(ranked, key=lambda row: not row.today)


def is_hidden(reminder: Reminder, dismissals: Iterable[Dismissal], today: date) -> bool:
    """Whether answers to this reminder hide it on ``today``.

    Done hides it for good, snoozed and skipped until their day. Any answer to a resting contact's occurrence
    hides that, so that there is one in a cadence; its due day is the day on which it began.
    """
    resting = is_resting(reminder)
    return any(
        dismissal.answer == "done"
        or (dismissal.until is not None and today < dismissal.until)
        or (resting and dismissal.made >= reminder.due)
        for dismissal in dismissals
    )


def is_resting(reminder: Reminder) -> bool:
    """Whether it is about a contact of three cadences and more."""
    return reminder.kind == "cadence" and reminder.urgency >= RESTING


def _place(reminder: Reminder) -> tuple[int, float, date, str]:
    """Where a reminder ranks: by kind, the cadence kind most urgent first, the others longest due first."""
    order = _LAST if is_resting(reminder) else _ORDER[reminder.kind]
    urgency = -reminder.urgency if reminder.kind == "cadence" else 0.0
    return order, urgency, reminder.due, reminder.id


def _chosen(ranked: Sequence[Reminder], capacity: int) -> set[str]:
    """The ids within the capacity: the first ones, and in the last place whoever has waited longest.

    A capacity of one goes by rank alone.
    """
    by_rank = capacity if capacity <= 1 or len(ranked) <= capacity else capacity - 1
    chosen = {reminder.id for reminder in ranked[: max(0, by_rank)]}
    if by_rank == capacity - 1:
        longest = min(reminder.due for reminder in ranked[by_rank:])
        chosen.add(next(reminder.id for reminder in ranked[by_rank:] if reminder.due == longest))
    return chosen
