"""TinyDB over the journal: the same documents by TinyDB's own interface.

Reading copies only what is looked at. Writing hands TinyDB's updaters an overlay over the resident records,
and journals what they touched: an insert, or anything by id, does no work in proportion to the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from netui.domain.records import RECORDS
from netui.errors import NetuiError
from netui.storage.codec import fields_of
from netui.storage.document import Store
from netui.storage.transaction import Transaction


class JournalStorage(Storage):
    """A TinyDB storage that keeps its data in a :class:`Store`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, copied; None where there are none."""
        tables = {name: dict(TableView(self.store, name)) for name in self.store.model.names()}
        return cast("dict[str, dict[str, Any]]", tables) or None

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Journal what in ``data`` differs from what there is, as one change."""
        model = self.store.model
        with self.transaction("tinydb: write") as transaction:
            for name in {*data, *model.names()}:
                overlay = Overlay(transaction, name, self.store.table(name))
                overlay.replace_by({int(key): record for key, record in data.get(name, {}).items()})
                overlay.stage()
        for name in model.names():
            if name not in data:
                model.forget_table(name)
        for name in data:
            model.name_table(name)

    @contextmanager
    def transaction(self, label: str) -> Iterator[Transaction]:
        """The change being made, or a new one."""
        if self.store.active is not None:
            yield self.store.active
        else:
            with self.store.change(label) as transaction:
                yield transaction

    def close(self) -> None:
        """Fold, and close the store."""
        self.store.close(fold=True)


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

    def replace_by(self, records: Mapping[int, Mapping[str, Any]]) -> None:
        """Hold these records alone."""
        self.clear()
        self._touched.update((key, dict(record)) for key, record in records.items())

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


class JournalTable(Table):
    """A TinyDB table over a :class:`JournalStorage`; over any other storage it is TinyDB's own.

    In the tables that netui knows new records get netui's ids and are validated; in others TinyDB's.
    """

    _seen_generation = -1

    @property
    def _journal(self) -> JournalStorage | None:
        return self._storage if isinstance(self._storage, JournalStorage) else None

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; returns its id."""
        with self._one_change("insert into"):
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert documents as one change; returns their ids."""
        with self._one_change("insert into"):
            return super().insert_multiple(documents)

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that match; cached results that another session made stale are not used."""
        journal = self._journal
        if journal is not None and journal.store.generation != self._seen_generation:
            self.clear_cache()
            self._seen_generation = journal.store.generation
        return super().search(cond)

    def get(self, cond: Any = None, doc_id: Any = None, doc_ids: Any = None) -> Any:
        """One document by query or id, or a list of those with ``doc_ids``, in the order of ids."""
        if self._journal is None or doc_id is not None or doc_ids is None:
            return super().get(cond, doc_id, doc_ids)
        table = self._read_table()
        return [
            self.document_class(table[str(wanted)], wanted)
            for wanted in sorted(set(doc_ids))
            if str(wanted) in table
        ]

    def _get_next_id(self) -> int:
        journal = self._journal
        if journal is not None and self.name in RECORDS and journal.store.active is not None:
            return journal.store.active.new_id()
        return cast(int, super()._get_next_id())  # type: ignore[no-untyped-call]

    def _read_table(self) -> Any:
        if self._journal is None:
            return super()._read_table()
        return TableView(self._journal.store, self.name)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        journal = self._journal
        if journal is None:
            super()._update_table(updater)
            return
        with self._one_change("write") as transaction:
            assert transaction is not None
            overlay = Overlay(transaction, self.name, journal.store.table(self.name))
            updater(cast("dict[int, Mapping[str, Any]]", overlay))
            overlay.stage()
        journal.store.model.name_table(self.name)
        self.clear_cache()

    @contextmanager
    def _one_change(self, doing: str) -> Iterator[Transaction | None]:
        journal = self._journal
        if journal is None:
            yield None
            return
        with journal.transaction(f"tinydb: {doing} {self.name}") as transaction:
            try:
                yield transaction
            except (NetuiError, ValueError, TypeError):
                self._next_id = None  # an id was taken that nothing was written under
                raise


class Database(TinyDB):
    """TinyDB on a :class:`Store`, its query cache off."""

    table_class = JournalTable

    def __init__(self, store: Store) -> None:
        super().__init__(store, storage=JournalStorage)

    def table(self, name: str, **kwargs: Any) -> Table:
        """A table by its name."""
        return super().table(name, **{"cache_size": 0, **kwargs})
