"""What a reminder is, and which of them are for today (rules.md, section 6)."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from heapq import merge
from operator import itemgetter
from typing import Literal, get_args

import msgspec

from netui.domain.cadence import RESTING
from netui.domain.records import Dismissal

ReminderKind = Literal[
    "promise", "meeting", "date", "chosen", "event_follow_up", "cadence", "owe", "expected", "meet", "thanks",
    "introduce", "goal", "routine", "reconnect", "begin",
]  # fmt: skip
"""In the order in which they compete. ``chosen``: named for this week in the weekly review."""

Action = Literal["log", "done", "snooze", "skip", "mute", "open"]

CAPACITY = 3
"""Contacts to reach out to that Today shows at most (choice)."""

REACHING_OUT = frozenset[ReminderKind]({
    "chosen", "event_follow_up", "cadence", "owe", "expected", "meet", "thanks", "introduce", "reconnect",
    "begin",
})  # fmt: skip
"""Kinds that count towards the capacity."""

SILENCED_BY_MUTE = REACHING_OUT - {"expected"}
"""Kinds that are not told of a muted contact."""

EVENT_LATE_AFTER = 7
"""Days after an event from which following it up ranks last (choice)."""

_ORDER: dict[ReminderKind, int] = {kind: place for place, kind in enumerate(get_args(ReminderKind))}
_LAST = len(_ORDER)

Place = tuple[int, float, int, str]
"""Where a reminder ranks; smaller comes first, and no two are alike."""


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
    """The other reasons of the same row's contact, the stronger first; yearly dates to come are the last."""

    def ahead(self) -> list[Reminder]:
        """The yearly dates among the reasons that are still to come."""
        return [reminder for reminder in (self.reminder, *self.behind) if is_ahead(reminder)]


RowKey = int | str
"""The contact of a row, or the id of a reminder that is about nobody."""


def row_of(reminder: Reminder) -> RowKey:
    """The row that a reminder stands in: one contact makes one row."""
    return reminder.contacts[0] if reminder.contacts else reminder.id


def past_due(due: date, today: date) -> float:
    """The urgency of all kinds but cadence: days past due + 1, at least 0."""
    return float(max(0, (today - due).days + 1))


class Board:
    """All reminders in the order of Today, kept up source by source.

    A source (a contact, a rule about everybody) puts its reminders; only the rows that these touch are ranked
    again. What a person answered is asked of ``hidden`` whenever a row is ranked, so :meth:`refresh` the rows
    whose answers changed. The order does not depend on the order in which the sources came.
    """

    def __init__(self, hidden: Callable[[Reminder], bool], *, capacity: int = CAPACITY) -> None:
        self._hidden = hidden
        self._capacity = capacity
        self._sources: dict[Hashable, tuple[Reminder, ...]] = {}
        self._reminders: dict[RowKey, dict[str, Reminder]] = {}
        self._shown: dict[RowKey, Ranked] = {}
        self._owed: list[tuple[Place, Ranked]] = []
        self._reaching: list[tuple[Place, Ranked]] = []
        self._waiting: list[tuple[int, Place]] = []
        """Of those to reach out to: since when, and where they rank."""
        self._rows: tuple[Ranked, ...] | None = ()

    def put(self, source: Hashable, reminders: Iterable[Reminder]) -> None:
        """Put these reminders in the place of those that the source had."""
        before, now = self._sources.pop(source, ()), tuple(reminders)
        if not before and not now:
            return
        for reminder in before:
            self._reminders[row_of(reminder)].pop(reminder.id, None)
        for reminder in now:
            self._reminders.setdefault(row_of(reminder), {})[reminder.id] = reminder
        if now:
            self._sources[source] = now
        self.refresh({row_of(reminder) for reminder in (*before, *now)})

    def sources(self) -> Iterable[Hashable]:
        """The sources that have reminders."""
        return self._sources.keys()

    def refresh(self, rows: Iterable[RowKey] | None = None) -> None:
        """Rank these rows again, or all: what hides a reminder has changed."""
        for row in tuple(self._reminders) if rows is None else rows:
            self._take_away(row)
            reminders = self._reminders.get(row)
            if reminders is None:
                continue
            if not reminders:
                del self._reminders[row]
                continue
            standing = sorted(
                (reminder for reminder in reminders.values() if not self._hidden(reminder)), key=_strongest
            )
            if standing:
                self._add(row, Ranked(standing[0], False, tuple(standing[1:])))

    def rows(self) -> tuple[Ranked, ...]:
        """The rows, those for today first, each lot in the order in which the kinds compete."""
        if self._rows is None:
            chosen = self._chosen()
            places = {place for place, _ in chosen}
            today = merge(self._owed, chosen, key=itemgetter(0))
            self._rows = (
                *(Ranked(row.reminder, True, row.behind) for _, row in today),
                *(row for place, row in self._reaching if place not in places),
            )
        return self._rows

    def standing(self, kind: ReminderKind) -> list[Reminder]:
        """All of a kind that are not hidden, in their order, those behind a row's first among them."""
        found = [
            reminder
            for row in self._shown.values()
            for reminder in (row.reminder, *row.behind)
            if reminder.kind == kind
        ]
        return sorted(found, key=place_of)

    def _take_away(self, row: RowKey) -> None:
        shown = self._shown.pop(row, None)
        if shown is None:
            return
        self._rows = None
        place = place_of(shown.reminder)
        reaching = shown.reminder.kind in REACHING_OUT
        rows = self._reaching if reaching else self._owed
        del rows[bisect_left(rows, place, key=itemgetter(0))]
        if reaching:
            del self._waiting[bisect_left(self._waiting, _waits(shown.reminder, place))]

    def _add(self, row: RowKey, ranked: Ranked) -> None:
        self._rows = None
        self._shown[row] = ranked
        place = place_of(ranked.reminder)
        if ranked.reminder.kind not in REACHING_OUT:
            insort(self._owed, (place, ranked), key=itemgetter(0))
            return
        insort(self._reaching, (place, ranked), key=itemgetter(0))
        insort(self._waiting, _waits(ranked.reminder, place))

    def _chosen(self) -> list[tuple[Place, Ranked]]:
        """Whom to reach out to today, in order.

        Those chosen for this week, all of them; then by rank, the last place going to whoever has waited
        longest. A single place goes by rank alone.
        """
        named = bisect_left(self._reaching, (_ORDER["chosen"] + 1,), key=itemgetter(0))
        left = max(0, self._capacity - named)
        rest = len(self._reaching) - named
        by_rank = left if left <= 1 or rest <= left else left - 1
        chosen = self._reaching[: named + by_rank]
        if by_rank == left - 1:
            places = {place for place, _ in chosen}
            longest = next(place for _, place in self._waiting if place not in places)
            chosen.append(self._reaching[bisect_left(self._reaching, longest, key=itemgetter(0))])
        return chosen


def rank(
    reminders: Iterable[Reminder],
    dismissals: Mapping[str, Sequence[Dismissal]],
    today: date,
    *,
    capacity: int = CAPACITY,
) -> list[Ranked]:
    """Leave out what is dismissed, one row a contact, in the order of Today, with the capacity applied.

    ``dismissals`` are the answers by the id of the reminder. The same reminders give the same list in
    whatever order they come. To keep a list up, use a :class:`Board`.
    """

    def hidden(reminder: Reminder) -> bool:
        return reminder.id in dismissals and is_hidden(reminder, dismissals[reminder.id], today)

    board = Board(hidden, capacity=capacity)
    board.put("all", reminders)
    return list(board.rows())


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


def place_of(reminder: Reminder) -> Place:
    """Where a reminder ranks: by :func:`rank_of`, and by its id where that is alike."""
    return (*rank_of(reminder.kind, reminder.urgency, reminder.due.toordinal()), reminder.id)


def rank_of(kind: ReminderKind, urgency: float, due: int) -> tuple[int, float, int]:
    """Where reminders of a kind, an urgency and the ordinal of a due day rank.

    By kind; within it the cadence kind most urgent first, introductions by how recently both were active, the
    others longest due first. Resting contacts come last, and after them events that went by a week ago.
    """
    match kind:
        case "cadence":
            return _LAST if urgency >= RESTING else _ORDER["cadence"], -urgency, due
        case "event_follow_up" if urgency > EVENT_LATE_AFTER:
            return _LAST + 1, 0.0, due
        case "introduce":
            return _ORDER["introduce"], 0.0, -due
        case _:
            return _ORDER[kind], 0.0, due


def is_ahead(reminder: Reminder) -> bool:
    """Whether it is a yearly date that is still to come: something to know of, and nothing to do today."""
    return reminder.kind == "date" and not reminder.urgency


def _strongest(reminder: Reminder) -> tuple[bool, Place]:
    """The order of the reasons of one contact: a day to come hides nothing that is to be done today."""
    return is_ahead(reminder), place_of(reminder)


def _waits(reminder: Reminder, place: Place) -> tuple[int, Place]:
    """Since when somebody has waited. Nobody waits for an introduction that only we have thought of."""
    return date.max.toordinal() if reminder.kind == "introduce" else reminder.due.toordinal(), place
