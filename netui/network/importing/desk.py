"""Records to be made and changed, laid out before any is written: their ids are given when they are.

So an import can be looked at, counted, and left, and is one change when it is taken.
"""

from __future__ import annotations

import msgspec

from netui.domain.records import Contact, Draft, Record, Source
from netui.network.network import Network
from netui.network.references import with_contacts
from netui.storage import Transaction, Value


class Desk:
    """What is to be written. A record to be made has a negative id here, which others may name."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._made: dict[int, Record] = {}
        self._changed: dict[tuple[str, int], Record] = {}
        self._given: dict[tuple[str, int], Value] = {}

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

    def write(self, change: Transaction) -> dict[int, int]:
        """Write it all; returns the ids that the records to be made were given, by those here.

        What is written is let go of, so that there is room for the rest.
        """
        ids = {place: change.new_id() for place in self._made}

        def given(record_id: int) -> int:
            return ids.get(record_id, record_id)

        for place in ids:
            change.insert(_settled(self._made.pop(place), ids), id=ids[place])
        for (table, record_id), value in self._given.items():
            if value.unknown is None:
                change.put(table, record_id, with_contacts(value.record, given))
            else:
                known = msgspec.to_builtins(with_contacts(value.record, given))
                change.put_fields(table, record_id, {**value.unknown.fields, **known})
        for (table, record_id), record in self._changed.items():
            change.put(table, record_id, _settled(record, ids))
        self._given.clear()
        self._changed.clear()
        return ids


def _settled(record: Record, ids: dict[int, int]) -> Record:
    """A record that names others by the ids that they have been given."""

    def given(record_id: int) -> int:
        return ids.get(record_id, record_id)

    settled: Record = with_contacts(record, given)
    if isinstance(settled, Source) and settled.entry is not None:
        return msgspec.structs.replace(settled, entry=given(settled.entry))
    if isinstance(settled, Draft) and settled.interaction is not None:
        return msgspec.structs.replace(settled, interaction=given(settled.interaction))
    return settled
