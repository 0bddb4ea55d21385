"""What a change touched, told to whoever listens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from netui.domain.records import (
    Contact,
    Dismissal,
    Draft,
    Event,
    FollowUp,
    Interaction,
    Introduction,
    Note,
    Record,
    Review,
)
from netui.storage import Change


class Changed(msgspec.Struct, frozen=True):
    """The contacts, days and tables that a change touched: what depends on others need not be looked at."""

    contacts: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    tables: frozenset[str] = frozenset()
    everything: bool = False
    """The document was read anew: nothing computed before holds."""
    labels: tuple[str, ...] = msgspec.field(default=())
    """What was done, in words."""

    def joined(self, other: Changed) -> Changed:
        """Both together."""
        return Changed(
            contacts=self.contacts | other.contacts,
            days=self.days | other.days,
            tables=self.tables | other.tables,
            everything=self.everything or other.everything,
            labels=self.labels + other.labels,
        )


def touched_by(change: Change) -> tuple[set[int], set[date]]:
    """The contacts and the days that a change touched: those of each record before it and after it.

    The organisations of these contacts, whose standing rests on their people's, are left out but where their
    membership itself was changed.
    """
    contacts: set[int] = set()
    days: set[date] = set()
    for touched in change.touched:
        for record in (touched.before, touched.after):
            contacts.update(contacts_of(touched.id, record))
            days.update(days_of(record))
    return contacts, days


def contacts_of(record_id: int, record: object) -> Iterable[int]:
    """The contacts whose standing depends on a record (their organisations aside)."""
    match record:
        case Contact():
            yield record_id
            yield from (membership.organisation for membership in record.organisations)
        case Interaction():
            yield from record.took_part
            yield from record.mentioned
            for exchange in record.exchanges:
                yield from exchange.contacts
        case Note() | FollowUp() | Dismissal() | Draft():
            yield from record.contacts
        case Introduction():
            yield record.introducer
            yield from record.between
        case Event():
            yield from record.met
        case Review():
            yield from record.next
        case _:
            return


def days_of(record: Record | object) -> Iterable[date]:
    """The calendar days that a record stands on."""
    if isinstance(record, Interaction):
        yield record.day
