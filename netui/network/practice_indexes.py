"""Look-ups of the practice: who needs and offers what, who was introduced, what was done on which day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from netui.domain.introductions import MADE
from netui.domain.records import ME, Contact, Dismissal, FollowUp, Introduction, Record
from netui.domain.words import folded
from netui.network.indexes import Records, RecordsByKey, one_by_one


class DayIndex:
    """How many records of a table belong to each day."""

    def __init__(self, table: str, day_of: Callable[[Record], date | None]) -> None:
        self.table = table
        self._day_of = day_of
        self.days: Counter[date] = Counter()

    def filling(self, records: Records) -> Iterator[None]:
        return one_by_one(self, records)

    def add(self, record_id: int, record: Record) -> None:
        if (day := self._day_of(record)) is not None:
            self.days[day] += 1

    def remove(self, record_id: int, record: Record) -> None:
        if (day := self._day_of(record)) is not None:
            self.days[day] -= 1
            if not self.days[day]:
                del self.days[day]


def made_index() -> DayIndex:
    """The introductions that one made oneself, by day."""
    return DayIndex(Introduction.table, _made)


def _made(record: Record) -> date | None:
    assert isinstance(record, Introduction)
    return record.day if record.introducer == ME and record.state in MADE else None


def kept_index() -> DayIndex:
    """The promises of one's own that were kept, by day."""
    return DayIndex(FollowUp.table, _kept)


def _kept(record: Record) -> date | None:
    assert isinstance(record, FollowUp)
    return record.done if record.kind == "promise" and record.owner == "me" else None


def needs_index() -> RecordsByKey:
    """Contacts by what they need; archived ones left out."""
    return RecordsByKey(Contact.table, lambda record: _wishes(record, "needs"))


def offers_index() -> RecordsByKey:
    """Contacts by what they offer; archived ones left out."""
    return RecordsByKey(Contact.table, lambda record: _wishes(record, "offers"))


def _wishes(record: Record, field: str) -> Iterable[str]:
    assert isinstance(record, Contact)
    return () if record.archived else {folded(what) for what in getattr(record, field)}


def introduced_index() -> RecordsByKey:
    """Introductions by the two they brought together."""
    return RecordsByKey(Introduction.table, _pair)


def _pair(record: Record) -> Iterable[str]:
    assert isinstance(record, Introduction)
    return (pair_key(*record.between),)


def pair_key(one: int, other: int) -> str:
    """Two contacts in whatever order."""
    return f"{min(one, other)}-{max(one, other)}"


def nameless_index() -> RecordsByKey:
    """The open follow-ups that name nobody, under ``open``."""
    return RecordsByKey(FollowUp.table, _nameless)


def _nameless(record: Record) -> Iterable[str]:
    assert isinstance(record, FollowUp)
    still_open = record.done is None and record.dropped is None
    return ("open",) if still_open and not record.contacts else ()


def answers_index() -> RecordsByKey:
    """Answers by the id of the reminder."""
    return RecordsByKey(Dismissal.table, _answered)


def _answered(record: Record) -> Iterable[str]:
    assert isinstance(record, Dismissal)
    return (record.reminder,)
