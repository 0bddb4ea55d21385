"""The resident records: every table of the document in memory, typed, by id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from netui.domain.records import RECORDS
from netui.storage.changes import Operation
from netui.storage.codec import Unknown, Value

BOOKKEEPING_ID = 2
"""Where in the profile's table storage keeps its own record, which no one else sees."""


class Snapshot(msgspec.Struct, frozen=True):
    """All records at one moment; later changes do not show in it."""

    tables: Mapping[str, dict[int, Any]]
    unknown: Mapping[str, Mapping[int, Unknown]]
    last_id: int


class Model:
    """The records of a document. Records are never changed, only exchanged."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[int, Any]] = {table: {} for table in RECORDS}
        self._unknown: dict[str, dict[int, Unknown]] = {}
        self._named: set[str] = set()
        self.last_id = 0
        """The highest id ever seen, in records, in the journal, or said by the document."""

    def table(self, name: str) -> Mapping[int, Any]:
        """A live read-only view of a table, also after a reload."""
        return MappingProxyType(self._tables.setdefault(name, {}))

    def names(self) -> list[str]:
        """The tables that hold records, and those that were named without any."""
        return [name for name, records in self._tables.items() if records or name in self._named]

    def name_tables(self, tables: Mapping[str, bool]) -> None:
        """Let tables be there though they are empty, as TinyDB has it (True), or be gone when they are."""
        for name, there in tables.items():
            if there:
                self._tables.setdefault(name, {})
                self._named.add(name)
            else:
                self._named.discard(name)

    def is_named(self, name: str) -> bool:
        """Whether a table is there also when it is empty."""
        return name in self._named

    def fill(self, name: str, records: dict[int, Any], unknown: dict[int, Unknown]) -> None:
        """Take over a table that was read."""
        self._tables[name] = records
        self._unknown[name] = unknown
        self._named.add(name)
        self.note_id(max(records, default=0))

    def replace_by(self, other: Model) -> None:
        """Hold what ``other`` holds; views of this model's tables go on living."""
        for name in self._tables.keys() | other._tables.keys():
            mine, others = self._tables.setdefault(name, {}), other._tables.get(name, {})
            if mine is not others:
                mine.clear()
                mine.update(others)
        self._unknown = other._unknown
        self._named = other._named
        self.last_id = max(self.last_id, other.last_id)

    def copy(self, tables: Collection[str]) -> Model:
        """The same records, of which those in ``tables`` alone can be changed apart from these."""
        copy = Model()
        copy._tables = {
            name: records.copy() if name in tables else records for name, records in self._tables.items()
        }
        copy._unknown = {
            name: unknown.copy() if name in tables else unknown for name, unknown in self._unknown.items()
        }
        copy._named = self._named.copy()
        copy.last_id = self.last_id
        return copy

    def note_id(self, record_id: int) -> None:
        """An id is in use, or was."""
        self.last_id = max(self.last_id, record_id)

    def get(self, table: str, record_id: int) -> Value | None:
        """The value under an id."""
        record = self._tables.get(table, {}).get(record_id)
        return None if record is None else Value(record, self._unknown.get(table, {}).get(record_id))

    def apply(self, operation: Operation) -> Operation:
        """Do an operation; returns it as it was done, which differs where the record was not as expected."""
        current = self.get(operation.table, operation.id)
        if current != operation.before:
            operation = operation.onto(current)
        self.note_id(operation.id)
        records = self._tables.setdefault(operation.table, {})
        if operation.after is None:
            records.pop(operation.id, None)
            self._unknown.get(operation.table, {}).pop(operation.id, None)
            return operation
        records[operation.id] = operation.after.record
        unknown = self._unknown.setdefault(operation.table, {})
        if operation.after.unknown is not None:
            unknown[operation.id] = operation.after.unknown
        else:
            unknown.pop(operation.id, None)
        return operation

    def snapshot(self) -> Snapshot:
        """All records as they are now: work in proportion to their number, a few milliseconds at 100,000."""
        return Snapshot(
            tables={name: self._tables[name].copy() for name in self.names()},
            unknown={name: dict(unknown) for name, unknown in self._unknown.items() if unknown},
            last_id=self.last_id,
        )
