"""Milestones: noticed once, and quietly. They count what one did, never how many contacts one has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from netui.domain.days import month_name
from netui.domain.records import FollowUp

MILESTONES: dict[str, tuple[tuple[int, ...], str]] = {
    "interactions": ((1, 10, 50, 100, 250, 500, 1000, 2500, 5000, 10_000), "logged"),
    "gives": ((1, 10, 50, 100, 250, 500, 1000), "given"),
    "introductions": ((1, 5, 10, 25, 50, 100), "introductions made"),
    "fruitful": ((1, 5, 10, 25, 50), "introductions that bore fruit"),
    "promises_kept": ((1, 10, 50, 100, 250), "promises kept"),
    "streak": ((4, 10, 26, 52, 104, 156), "weeks of routine in a row"),
    "opportunities": ((1, 5, 10, 25), "opportunities that happened"),
}
"""What is counted, from which numbers a word is said, and the words (choice)."""

MONTH_OF_PROMISES = "month_of_promises"
"""The kind of a month in which every promise was kept; its number is year and month, 202611."""

PROMISES_NEEDED = 3
"""Promises that such a month has at least (choice)."""

_FIRST = {
    "interactions": "the first line logged",
    "gives": "the first thing given",
    "introductions": "the first introduction made",
    "fruitful": "the first introduction that bore fruit",
    "promises_kept": "the first promise kept",
    "opportunities": "the first opportunity that happened",
}


class Reached(msgspec.Struct, frozen=True):
    """A milestone: what is counted, and the number that was reached."""

    kind: str
    number: int

    @property
    def words(self) -> str:
        """For people."""
        if self.kind == MONTH_OF_PROMISES:
            return f"every promise due in {month_name(self.number % 100)} kept"
        if self.number == 1:
            return _FIRST.get(self.kind, f"1 {MILESTONES[self.kind][1]}")
        return f"{self.number:,} {MILESTONES[self.kind][1]}"


def reached(counts: Mapping[str, int], noticed: Collection[tuple[str, int]]) -> list[Reached]:
    """The milestones that ``counts`` have passed and that were not ``noticed`` yet, in their order.

    What is below a noticed one of its kind is nothing new.
    """
    highest: dict[str, int] = {}
    for kind, number in noticed:
        highest[kind] = max(number, highest.get(kind, 0))
    return [each for each in _all(counts) if each.number > highest.get(each.kind, 0)]


def to_tell(new: Collection[Reached]) -> list[Reached]:
    """Of new ones the highest of each kind: whoever brings years of history is not told ten times."""
    highest = {each.kind: each for each in sorted(new, key=lambda each: each.number)}
    return [highest[kind] for kind in (*MILESTONES, MONTH_OF_PROMISES) if kind in highest]


def kept_month(promises: Iterable[FollowUp], today: date) -> int:
    """The month before ``today``'s, 202610, if every promise of one's own that was due in it was kept by its
    day, at least :data:`PROMISES_NEEDED`; else 0. A dropped one counts as none."""
    last = today.replace(day=1) - timedelta(days=1)
    due = [
        record
        for record in promises
        if record.kind == "promise"
        and record.owner == "me"
        and record.dropped is None
        and record.due is not None
        and (record.due.year, record.due.month) == (last.year, last.month)
    ]
    kept = all(each.done is not None and each.due is not None and each.done <= each.due for each in due)
    return last.year * 100 + last.month if kept and len(due) >= PROMISES_NEEDED else 0


def _all(counts: Mapping[str, int]) -> Iterator[Reached]:
    for kind, (numbers, _) in MILESTONES.items():
        for number in numbers:
            if counts.get(kind, 0) >= number:
                yield Reached(kind, number)
    if month := counts.get(MONTH_OF_PROMISES, 0):
        yield Reached(MONTH_OF_PROMISES, month)
