"""Records to be made and changed, laid out before any is written: their ids are given when they are.

So an import can be looked at, counted, and left, and is one change when it is taken. What takes long of that
is done before the change begins, in steps: nobody else can write while it lasts.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from netui.domain.records import Contact, Draft, Record, Source
from netui.network.network import Network
from netui.network.references import with_contacts
from netui.storage import Staged, Transaction, Value, staged

STEP = 50
"""Records between two looks at whether to go on (choice): a few thousandths of a second."""


class Desk:
    """What is to be written. A record to be made has a negative id here, which others may name."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._made: dict[int, Record] = {}
        self._changed: dict[tuple[str, int], Record] = {}
        self._given: dict[tuple[str, int], Value] = {}
        self._ids: dict[int, int] = {}
        """The ids that the records to be made are given, by those here; once they are settled."""
        self._ready: dict[tuple[str, int], Staged] = {}
        self._written: tuple[tuple[str, int], ...] = ()
        """The records that were made."""

    def __bool__(self) -> bool:
        return bool(self._made or self._changed or self._given)

    def make(self, record: Record) -> int:
        """Lay out a record to be made; returns the id by which others name it here."""
        place = -1 - len(self._made)
        self._made[place] = record
        return place

    def put(self, record_id: int, record: Record) -> None:
        """Lay out what a record is to be from now on."""
        if record_id < 0:
            self._made[record_id] = record
        else:
            self._changed[record.table, record_id] = record

    def give(self, table: str, record_id: int, value: Value) -> None:
        """Lay out a record to be made under an id that it has already."""
        self._given[table, record_id] = value

    def contact(self, contact_id: int) -> Contact:
        """A contact as it will be. Raises KeyError where there is none."""
        key = Contact.table, contact_id
        record = self._made.get(contact_id) or self._changed.get(key)
        if record is None:
            record = self._given[key].record if key in self._given else self._network.contacts[contact_id]
        assert isinstance(record, Contact)
        return record

    def name(self, contact_id: int) -> str:
        """A contact's name; empty where there is none."""
        try:
            return self.contact(contact_id).name
        except KeyError:
            return ""

    def laid_out(self) -> Iterator[Record]:
        """The records to be made, as long as they are not settled."""
        yield from tuple(self._made.values())
        yield from (value.record for value in tuple(self._given.values()))

    def settle(self) -> Iterator[float]:
        """Make ready what is to be written, in steps that say how far it has come. Nothing is written.

        It holds for as long as nobody changes the network. Each record here is let go of when it is ready, so
        that there is room for the rest.
        """
        self._ids = dict(zip(self._made, self._network.store.ids_ahead(), strict=False))
        total = max(1, len(self._made) + len(self._given))
        for number, (place, record_id) in enumerate(self._ids.items()):
            record = self._settled(self._made.pop(place))
            self._ready[record.table, record_id] = staged(record.table, record_id, Value(record))
            if number % STEP == 0:
                yield number / total
        for number, (table, record_id) in enumerate(tuple(self._given), len(self._ids)):
            value = self._given.pop((table, record_id))
            record = with_contacts(value.record, self._id_of)
            self._ready[table, record_id] = staged(table, record_id, Value(record, value.unknown))
            if number % STEP == 0:
                yield number / total

    def write(self, change: Transaction) -> dict[int, int]:
        """Write it all, now that it is settled; returns the ids that the records to be made were given."""
        self._written = tuple(self._ready)
        for (table, record_id), ready in self._ready.items():
            change.put_staged(table, record_id, ready)
        for (table, record_id), record in self._changed.items():
            change.put(table, record_id, self._settled(record))
        self._ready.clear()
        self._changed.clear()
        return self._ids

    @property
    def is_taken_back(self) -> bool:
        """Whether nothing that was made is there any more, where anything was."""
        tables = {table: self._network.store.table(table) for table in {table for table, _ in self._written}}
        return bool(self._written) and not any(each in tables[table] for table, each in self._written)

    def _id_of(self, record_id: int) -> int:
        return self._ids.get(record_id, record_id)

    def _settled(self, record: Record) -> Record:
        """A record that names others by the ids that they have been given."""
        settled: Record = with_contacts(record, self._id_of)
        if isinstance(settled, Source) and settled.entry is not None:
            return msgspec.structs.replace(settled, entry=self._id_of(settled.entry))
        if isinstance(settled, Draft) and settled.interaction is not None:
            return msgspec.structs.replace(settled, interaction=self._id_of(settled.interaction))
        return settled
