"""Moving in: the records of a document of netui, with the ids that they have.

Ids never repeat, also not on two machines, so the same id is the same record, and what is here already stays
as it is. A contact who is here under another id is joined to that one, and all that named the other name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from netui.domain.plain import PlainContact, PlainMembership, Skipped
from netui.domain.records import ME, PROFILE_ID, Contact, Introduction, Profile
from netui.network.importing.desk import STEP
from netui.network.importing.gathering import Gathered, TooLongError, clean
from netui.network.importing.weighing import Weighing
from netui.network.merging import both
from netui.network.references import contacts_named, with_contacts
from netui.storage import MisfitError, Value, highest_id, read_value

BOOKKEEPING = (Profile.table, 2)
"""Where a document says which version of the format it has; the rest of that record is of its own place."""


def move_in(gathered: Gathered, weighing: Weighing) -> Iterator[None]:
    """Lay out the records of a file, in steps. Raises DocumentError for those of a newer netui."""
    if not gathered.records:
        return
    schema = _schema(gathered)
    last = highest_id(weighing.now.instant)
    moving = _Moving(weighing)
    reasons: list[Skipped] = []
    for number, plain in enumerate(gathered.records, start=1):
        if (plain.table, plain.id) == BOOKKEEPING:
            continue
        try:
            if not 0 < plain.id <= last:
                raise MisfitError("its id is none that netui gives")
            moving.take(number, plain.table, plain.id, read_value(plain.table, plain.id, plain.json, schema))
        except (MisfitError, TooLongError) as error:
            reasons.append(Skipped(record=number, reason=str(error)))
        if number % STEP == 0:
            yield
    reasons += moving.move()
    gathered.refused = tuple(reasons)


def _schema(gathered: Gathered) -> int:
    for plain in gathered.records:
        if (plain.table, plain.id) == BOOKKEEPING:
            try:
                return msgspec.json.decode(plain.json, type=dict[str, Any]).get("schema") or 1
            except msgspec.MsgspecError:
                return 1
    return 1


class _Moving:
    def __init__(self, weighing: Weighing) -> None:
        self._weighing = weighing
        self._network = weighing.network
        self._contacts: dict[int, tuple[int, Value]] = {}
        self._others: list[tuple[int, str, int, Value]] = []
        self._instead: dict[int, int] = {}
        """Contacts of the file who are here under another id, and that id."""
        self._was_empty = not self._network.contacts and not self._network.interactions

    def take(self, number: int, table: str, record_id: int, value: Value) -> None:
        """Take a record; what no record may hold is cleaned from it. Raises TooLongError."""
        record = clean(value.record, strip=False)
        value = Value(record, value.unknown)
        if table == Contact.table:
            self._contacts[record_id] = number, value
        else:
            self._others.append((number, table, record_id, value))

    def move(self) -> Iterator[Skipped]:
        """Lay it all out; yields what cannot be."""
        counts = self._weighing.plan.counts
        here = self._network.contacts
        for contact_id, (_, value) in self._contacts.items():
            if contact_id not in here:
                same = self._weighing.roster.same(self._as_plain(value.record))
                if same is not None and here[same].kind == value.record.kind:
                    self._instead[contact_id] = same
        for contact_id, (_, value) in self._contacts.items():
            if contact_id in here:
                counts.unchanged += 1
            elif contact_id in self._instead:
                self._join(self._instead[contact_id], self._settled(value.record))
            else:
                self._weighing.arrive(contact_id, Value(self._settled(value.record), value.unknown))
        for number, table, record_id, value in self._others:
            if record_id in self._network.store.table(table):
                continue
            if table == Profile.table and not (self._was_empty and record_id == PROFILE_ID):
                continue
            if isinstance(value.record, Introduction) and self._missing(record_id, value.record):
                yield Skipped(record=number, reason="it names somebody who is not in the file")
                continue
            self._weighing.desk.give(table, record_id, Value(self._settled(value.record), value.unknown))
            self._weighing.count_moved(table)

    def _settled(self, record: Any) -> Any:
        """A record that names those who are here; whoever is neither here nor in the file is left out."""
        return with_contacts(record, self._other)

    def _other(self, contact_id: int) -> int | None:
        found = self._instead.get(contact_id, contact_id)
        return found if found in self._contacts or found in self._network.contacts else None

    def _missing(self, record_id: int, record: object) -> bool:
        return any(each != ME and self._other(each) is None for each in contacts_named(record_id, record))

    def _join(self, known_id: int, record: Contact) -> None:
        known = self._weighing.desk.contact(known_id)
        together = both(known, record)
        self._weighing.count(known_id, changed=together != known, name=known.name)
        self._weighing.desk.put(known_id, together)

    def _as_plain(self, contact: Contact) -> PlainContact:
        house_name: Callable[[int], str] = lambda house: (  # noqa: E731
            self._contacts[house][1].record.name if house in self._contacts else ""
        )
        return PlainContact(
            name=contact.name,
            kind=contact.kind,
            nicknames=contact.nicknames,
            emails=contact.emails,
            phones=contact.phones,
            urls=contact.urls,
            organisations=tuple(
                PlainMembership(organisation=name)
                for each in contact.organisations
                if (name := house_name(each.organisation))
            ),
        )
