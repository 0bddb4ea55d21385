"""What TinyDB reads and writes for a table: views of the resident records, copied as far as touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from netui.storage.codec import MisfitError, Value, fields_of
from netui.storage.document import Store
from netui.storage.transaction import Transaction


class TableView(Mapping[str, dict[str, Any]]):
    """A table as TinyDB's storages give it, by ids as text; each record is copied when it is looked at."""

    def __init__(self, store: Store, name: str) -> None:
        self._model = store.model
        self._name = name
        self._records = store.table(name)

    def __getitem__(self, key: str) -> dict[str, Any]:
        try:
            value = self._model.get(self._name, int(key))
        except ValueError:
            value = None
        if value is None:
            raise KeyError(key)
        return fields_of(self._name, value)

    def __iter__(self) -> Iterator[str]:
        return iter([str(record_id) for record_id in self._records])

    def __len__(self) -> int:
        return len(self._records)


class Overlay(MutableMapping[int, dict[str, Any]]):
    """A table as TinyDB's updaters get it: what they touch is copied, the rest is only pointed to."""

    def __init__(self, transaction: Transaction, name: str, records: Mapping[int, Any]) -> None:
        self._transaction = transaction
        self._name = name
        self._records = records
        self._touched: dict[int, dict[str, Any] | None] = {}
        self._cleared = False

    def __getitem__(self, key: int) -> dict[str, Any]:
        if key not in self._touched:
            value = None if self._cleared else self._transaction.value(self._name, key)
            if value is None:
                raise KeyError(key)
            self._touched[key] = fields_of(self._name, value)
        found = self._touched[key]
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        if key in self._touched:
            return self._touched[key] is not None
        return not self._cleared and key in self._records

    def __setitem__(self, key: int, record: dict[str, Any]) -> None:
        self._touched[key] = record

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched[key] = None

    def __iter__(self) -> Iterator[int]:
        if not self._cleared:
            yield from (key for key in self._records if self._touched.get(key, ...) is not None)
        for key, record in self._touched.items():
            if record is not None and (self._cleared or key not in self._records):
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every record."""
        self._touched.clear()
        self._cleared = True

    def merge(self, before: Mapping[int, Value], after: Mapping[int, Mapping[str, Any]]) -> None:
        """Do what was done to a copy of the table that held ``before`` and now holds ``after``.

        What others have written since the copy was taken stays. Raises MisfitError where they have used an id
        that is used anew here.
        """
        for key in before:
            if key not in after:
                self._touched[key] = None
        for key, record in after.items():
            was = before.get(key)
            if was is not None and fields_of(self._name, was) == record:
                continue
            if was is None and key in self and self[key] != record:
                raise MisfitError(f"{self._name} {key} is another session's by now: read the table again")
            self._touched[key] = dict(record)

    def stage(self) -> None:
        """Hand what was touched to the transaction. Raises MisfitError (a ValueError), TypeError."""
        if self._cleared:
            for key in list(self._records):
                self._touched.setdefault(key, None)
        for key, record in self._touched.items():
            if record is not None:
                self._transaction.put_fields(self._name, key, record)
            elif self._transaction.value(self._name, key) is not None:
                self._transaction.remove(self._name, key)
