"""TinyDB over the journal: the same documents by TinyDB's own interface.

Reading copies only what is looked at. Writing hands TinyDB's updaters an overlay over the resident records,
and journals what they touched: an insert, or anything by id, does no work in proportion to the document.

``Store.database`` is the document of a running netui. Anything else that uses TinyDB opens a path, as it
would with TinyDB's own storage: ``Database(path, storage=JournalStorage)``; or, with TinyDB's own table, that
copies whole tables, ``TinyDB(path, storage=JournalStorage)``.
"""

from __future__ import annotations

import io
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from netui.domain.records import RECORDS
from netui.errors import DamagedError, DocumentError, NetuiError
from netui.storage.account import account_name
from netui.storage.codec import MisfitError, Value
from netui.storage.document import Store
from netui.storage.files import FILE_MODE, make_folder, resolved
from netui.storage.lock import Lock
from netui.storage.overlay import Overlay, TableView
from netui.storage.plain import PlainFile
from netui.storage.transaction import Transaction

Tables = dict[str, dict[int, Value]]

_ID = re.compile("-?[1-9][0-9]*|0")


class FileError(DocumentError, OSError):
    """A document that cannot be read or written, said as TinyDB's own storage says it: by an OSError."""


class StoreStorage(Storage):
    """A TinyDB storage that keeps its data in an open :class:`Store`."""

    def __init__(self, store: Store) -> None:
        self._store: Store | None = store
        self._read: Tables | None = None
        """What was last read or written as a whole."""

    def store_to_read(self) -> Store | None:
        """The store to read from; None where a storage has none, and is read and written whole."""
        return self._store

    def store_to_write(self) -> Store | None:
        """The store to write to, likewise."""
        return self._store

    def read(self) -> Any:
        """All tables, copied; None where there are none."""
        store = self.store_to_read()
        return None if store is None else self._read_all(store)

    def write(self, data: Mapping[str, Any]) -> None:
        """Journal what in ``data`` differs from what was last read, as one change.

        What other sessions have written since then stays. Nothing in ``data``, or nothing read before, means
        that this is to be all there is. Raises MisfitError (a ValueError) for what is no table, or where two
        sessions made a record of the same id.
        """
        store = self.store_to_write()
        if store is not None:
            self._write_all(store, data)

    def _read_all(self, store: Store) -> Any:
        self._read = _values_of(store)
        return {name: dict(TableView(store, name)) for name in store.model.names()} or None

    def _write_all(self, store: Store, data: Mapping[str, Any]) -> None:
        if not is_tables(data):
            raise MisfitError("a document holds tables of records alone")
        with self.transaction(store, "tinydb: write") as transaction:
            before = self._read if data and self._read is not None else _values_of(store)
            for name in {**before, **data}:
                overlay = Overlay(transaction, name, store.table(name))
                records = {int(key): record for key, record in data.get(name, {}).items()}
                overlay.merge(before.get(name, {}), records)
                overlay.stage()
                transaction.name_table(name, there=name in data)
        there = _values_of(store)
        self._read = {
            name: {int(key): there[name][int(key)] for key in records} for name, records in data.items()
        }

    @contextmanager
    def transaction(self, store: Store, label: str) -> Iterator[Transaction]:
        """The change being made, or a new one."""
        if store.active is not None:
            yield store.active
        else:
            with store.change(label) as transaction:
                yield transaction

    def close(self) -> None:
        """Fold, and close the store."""
        if self._store is not None:
            self._store.close(fold=True)


class JournalStorage(StoreStorage):
    """A TinyDB storage on a path, in place of TinyDB's ``JSONStorage`` and with its arguments.

    Tables become a document with a journal as soon as they are written to through a :class:`JournalTable` or
    as a whole; a file that stock TinyDB wrote then keeps its records, and stock TinyDB goes on reading it.
    It stays a plain file, written whole at each change under the same lock, as long as its text is chosen by
    ``json.dumps`` options or an ``encoding``, or holds what a document cannot: no tables, numbers that are
    none, records that do not fit the table of netui that has their table's name.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        create_dirs: bool = False,
        encoding: str | None = None,
        access_mode: str = "r+",
        **json_options: Any,
    ) -> None:
        """Open the file at ``path``, making it (and its folder, if ``create_dirs``) unless ``access_mode`` is
        ``r`` or ``rb``. Other modes than these, ``r+`` and ``rb+`` are warned of and taken as ``r+``: no file
        is ever emptied by being opened. Raises OSError, ValueError where options of the text are given for a
        document that has a journal.
        """
        self._store = None
        self._read = None
        self._mode = access_mode
        self._writable = access_mode not in ("r", "rb")
        if access_mode not in ("r", "rb", "r+", "rb+"):
            warnings.warn(
                "Using an `access_mode` other than 'r', 'rb', 'r+' or 'rb+' does nothing more than 'r+'",
                stacklevel=2,
            )
        with _as_tinydb_says():
            self._path = resolved(Path(path))
            if self._writable and create_dirs:
                make_folder(self._path.parent)
        # TinyDB's storages hold the file open from their beginning to their end, and so fail at once where
        # it cannot be had; what is read and written goes by the path, since files are exchanged whole.
        self._handle = self._opened()
        self._session = os.urandom(4).hex()
        self._lock = Lock(self._path.with_suffix(".lock"), account_name(), self._session)
        self._chosen_text = not json_options.keys() <= {"ensure_ascii"} or encoding is not None
        self._plain = PlainFile(self._path, self._lock, encoding or "utf-8", json_options)

    def _opened(self) -> io.FileIO:
        def private(name: str, flags: int) -> int:
            create = os.O_CREAT if self._writable else 0
            return os.open(name, flags | create | os.O_CLOEXEC | os.O_NOCTTY, FILE_MODE)

        return io.FileIO(os.fspath(self._path), "r+" if self._writable else "r", opener=private)

    def store_to_read(self) -> Store | None:
        """The store, up to date with what others have written; None while the file has no journal."""
        with _as_tinydb_says():
            if self._store is not None:
                if self._store.active is None:
                    self._store.follow()
            elif self._plain.has_journal():
                self._open_store()
        return self._store

    def store_to_write(self) -> Store | None:
        """The store, made where it can be; None where the file is to be written whole."""
        self._refuse_if_read_only()
        with _as_tinydb_says():
            if self._store is None and (
                self._plain.has_journal() or (not self._chosen_text and self._plain.adopt())
            ):
                self._open_store()
        return self._store

    def _refuse_if_read_only(self) -> None:
        if not self._writable:
            raise io.UnsupportedOperation(f'cannot write to {self._path}: its access mode is "{self._mode}"')

    def _open_store(self) -> None:
        if self._chosen_text:
            raise ValueError(f"{self._path} is a document of netui: its text cannot be chosen")
        self._store = Store.open(
            self._path,
            instant=lambda: datetime.now(UTC),
            account=account_name(),
            session=self._session,
            create=False,
            to_look=not self._writable,
        )

    def read(self) -> Any:
        """What the file says, copied: all tables, as a rule; None where there is nothing."""
        store = self.store_to_read()
        return self._plain.read() if store is None else self._read_all(store)

    def write(self, data: Mapping[str, Any]) -> None:
        """Journal what in ``data`` is new, or write the file whole; durable when this returns."""
        self._refuse_if_read_only()
        store = self.store_to_write() if is_tables(data) else self.store_to_read()
        if store is not None:
            self._write_all(store, data)
            return
        with _as_tinydb_says():
            self._plain.write(data)

    @contextmanager
    def transaction(self, store: Store, label: str) -> Iterator[Transaction]:
        """The change being made, or a new one."""
        with _as_tinydb_says(), super().transaction(store, label) as transaction:
            yield transaction

    def close(self) -> None:
        """Fold if there is a journal, and let go of the files."""
        try:
            with _as_tinydb_says():
                super().close()
        finally:
            self._lock.close()
            self._handle.close()


@contextmanager
def _as_tinydb_says() -> Iterator[None]:
    """Have the files' errors be OSErrors; those of what is in them stay what they are."""
    try:
        yield
    except (MisfitError, DamagedError, FileError):
        raise
    except DocumentError as error:
        raise FileError(str(error)) from error


def is_tables(data: Mapping[str, Any]) -> bool:
    """Whether ``data`` is tables of records by whole numbers."""
    return all(
        isinstance(records, Mapping)
        and all(_ID.fullmatch(str(key)) is not None for key in records)
        and all(isinstance(record, Mapping) for record in records.values())
        for records in data.values()
    )


def _values_of(store: Store) -> Tables:
    snapshot = store.model.snapshot()
    return {
        name: {key: Value(record, snapshot.unknown.get(name, {}).get(key)) for key, record in records.items()}
        for name, records in snapshot.tables.items()
    }


class JournalTable(Table):
    """A TinyDB table over a :class:`StoreStorage`; over any other storage it is TinyDB's own.

    In the tables that netui knows new records get netui's ids and are validated; in others TinyDB's.
    """

    _seen_generation = -1

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
        store = self._store_to_read()
        if store is not None and store.generation != self._seen_generation:
            self.clear_cache()
            self._seen_generation = store.generation
        return super().search(cond)

    def get(self, cond: Any = None, doc_id: Any = None, doc_ids: Any = None) -> Any:
        """One document by query or id, or a list of those with ``doc_ids``, in the order of ids."""
        if doc_id is not None or doc_ids is None or self._store_to_read() is None:
            return super().get(cond, doc_id, doc_ids)
        table = self._read_table()
        return [
            self.document_class(table[str(wanted)], wanted)
            for wanted in sorted(set(doc_ids))
            if str(wanted) in table
        ]

    def _store_to_read(self) -> Store | None:
        return self._storage.store_to_read() if isinstance(self._storage, StoreStorage) else None

    def _get_next_id(self) -> int:
        store = self._storage._store if isinstance(self._storage, StoreStorage) else None
        if store is None:
            return cast(int, super()._get_next_id())  # type: ignore[no-untyped-call]
        if self.name in RECORDS and store.active is not None:
            return store.active.new_id()
        next_id = cast(int, super()._get_next_id())  # type: ignore[no-untyped-call]
        if next_id in store.table(self.name):  # another session has counted on
            self._next_id = None
            next_id = cast(int, super()._get_next_id())  # type: ignore[no-untyped-call]
        return next_id

    def _read_table(self) -> Any:
        store = self._store_to_read()
        return super()._read_table() if store is None else TableView(store, self.name)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._one_change("write") as transaction:
            if transaction is None:
                super()._update_table(updater)
                return
            assert isinstance(self._storage, StoreStorage)
            store = self._storage.store_to_write()
            assert store is not None
            overlay = Overlay(transaction, self.name, store.table(self.name))
            updater(cast("dict[int, Mapping[str, Any]]", overlay))
            overlay.stage()
            transaction.name_table(self.name)
        self.clear_cache()

    @contextmanager
    def _one_change(self, doing: str) -> Iterator[Transaction | None]:
        storage = self._storage
        store = storage.store_to_write() if isinstance(storage, StoreStorage) else None
        if store is None:
            yield None
            return
        assert isinstance(storage, StoreStorage)
        with storage.transaction(store, f"tinydb: {doing} {self.name}") as transaction:
            try:
                yield transaction
            except (NetuiError, ValueError, TypeError):
                self._next_id = None  # an id was taken that nothing was written under
                raise


class Database(TinyDB):
    """TinyDB with :class:`JournalTable`, its query cache off; on an open Store if no storage is named."""

    table_class = JournalTable

    def __init__(self, *args: Any, storage: type[Storage] = StoreStorage, **kwargs: Any) -> None:
        super().__init__(*args, storage=storage, **kwargs)

    def table(self, name: str, **kwargs: Any) -> Table:
        """A table by its name."""
        return super().table(name, **{"cache_size": 0, **kwargs})
