"""What happens inside one change: operations gathered, looked at, and written as one line at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from netui.domain.records import Profile, Record
from netui.errors import NotFoundError
from netui.storage.changes import Change, Operation
from netui.storage.codec import MisfitError, Value, checked, codec_of, value_of
from netui.storage.ids import next_id
from netui.storage.lines import NULL, Entry
from netui.storage.model import BOOKKEEPING_ID, Model


class Staged(NamedTuple):
    """A record as it is to be written, looked at and encoded."""

    value: Value | None
    raw: msgspec.Raw


_GONE = Staged(None, NULL)


def staged(table: str, record_id: int, value: Value) -> Staged:
    """A value ready to be written: for many, ahead of the change. Raises MisfitError."""
    value, raw = checked(table, record_id, value)
    return Staged(value, msgspec.Raw(raw))


class Transaction(msgspec.Struct):
    """One change in the making. Nothing counts before it ends; made by ``Store.change``."""

    _model: Model
    _instant: Callable[[], datetime]
    label: str
    """What is done, for people; the block may say it anew by what it finds."""
    caught_up: list[Change]
    """What other sessions had changed since one last looked, in order; it counts whatever becomes of this."""
    undoes: int | None = None
    """The number of the change that it takes back."""
    redoes: int | None = None
    """The number of the change that it does again."""
    change: Change | None = None
    """The change as it was written; None before the end, and when there was nothing to write."""
    _staged: dict[tuple[str, int], Staged] = msgspec.field(default_factory=dict)
    _tables: dict[str, bool] = msgspec.field(default_factory=dict)
    _last_id: int = 0

    def new_id(self) -> int:
        """An id that no record has or had. Raises DocumentError when the document has used them all up."""
        self._last_id = next_id(self._instant(), max(self._last_id, self._model.last_id))
        return self._last_id

    def get(self, table: str, id: int) -> Any:  # noqa: A002 - the record's id is called id everywhere
        """The record under an id, this transaction's own operations included; None where there is none."""
        value = self._value(table, id)
        return None if value is None else value.record

    def known(self, table: str, id: int) -> Any:  # noqa: A002
        """The same of a record that must be there. Raises NotFoundError where another session took it out."""
        record = self.get(table, id)
        if record is None:
            raise NotFoundError(f"there is no record {id} in {table} any more")
        return record

    def insert(self, record: Record, *, id: int | None = None) -> int:  # noqa: A002
        """Add a record to the table of its class; returns its id, a new one unless given.

        Raises MisfitError (a DocumentError and a ValueError) where the id is taken or a field does not fit.
        """
        record_id = self.new_id() if id is None else id
        if self._value(record.table, record_id) is not None:
            raise MisfitError(f"{record.table} {record_id} exists already")
        self.put(record.table, record_id, record)
        return record_id

    def put_staged(self, table: str, id: int, ready: Staged) -> None:  # noqa: A002
        """Set a whole record that was made ready ahead, by :func:`staged`. Raises MisfitError."""
        self._refuse_own(table, id)
        self._staged[table, id] = ready

    def update(self, table: str, id: int, **fields: Any) -> Any:  # noqa: A002
        """Set fields of a record as it is now; returns it as it will be.

        Raises NotFoundError where there is none, MisfitError where a value does not fit, TypeError for a
        field that the record does not have.
        """
        record = self.known(table, id)
        changed = record | fields if isinstance(record, dict) else msgspec.structs.replace(record, **fields)
        self.put(table, id, changed)
        return self.get(table, id)

    def put(self, table: str, id: int, record: Any) -> None:  # noqa: A002
        """Set a whole record, there or not; fields that netui does not know stay as they are.

        Raises MisfitError where it does not fit.
        """
        self._stage(table, id, Value(record, self._unknown(table, id)))

    def put_value(self, table: str, id: int, value: Value) -> None:  # noqa: A002
        """Set a whole record and the fields of it that netui does not know. Raises MisfitError."""
        self._stage(table, id, value)

    def put_fields(self, table: str, id: int, fields: dict[str, Any]) -> None:  # noqa: A002
        """Set a whole record from its fields as JSON holds them, unknown ones too.

        Raises MisfitError where they do not fit, TypeError where they are not JSON.
        """
        self._stage(table, id, value_of(table, id, fields))

    def remove(self, table: str, id: int) -> None:  # noqa: A002
        """Remove a record. Raises NotFoundError where there is none."""
        self.known(table, id)
        self._staged[table, id] = _GONE

    def stands(self, operation: Operation) -> bool:
        """Whether a record still has what an operation gave it."""
        return operation.stands_in(self._value(operation.table, operation.id))

    def do(self, operation: Operation) -> None:
        """Do an operation as it is, or by fields where the record is not what it was (the later edit wins).

        Raises MisfitError.
        """
        table, record_id = operation.table, operation.id
        current = self._value(table, record_id)
        value = operation.after if current == operation.before else operation.onto(current).after
        if value is None:
            self._staged[table, record_id] = _GONE
        else:
            self._stage(table, record_id, value)

    def become(self, wanted: Model) -> None:
        """Make every record of the document what it is in ``wanted``."""
        for table in {*wanted.names(), *self._model.names()}:
            for record_id in wanted.table(table).keys() | self._model.table(table).keys():
                value = wanted.get(table, record_id)
                if value is None:
                    self._staged[table, record_id] = _GONE
                elif value != self._model.get(table, record_id):
                    self._stage(table, record_id, value)

    def name_table(self, name: str, *, there: bool = True) -> None:
        """Let a table be there though it holds nothing; if not ``there``, let it be gone then."""
        self._tables[name] = there

    def tables(self) -> dict[str, bool]:
        """By name, the tables that are to be there and were not, and those that are not to be."""
        return {name: there for name, there in self._tables.items() if there != self._model.is_named(name)}

    def value(self, table: str, id: int) -> Value | None:  # noqa: A002
        """The record with the fields that netui does not know."""
        return self._value(table, id)

    def operations(self) -> list[tuple[Operation, Entry]]:
        """What is to be written, each record once, in the order in which they were first touched."""
        operations = []
        for (table, record_id), staged in self._staged.items():
            known = record_id in self._model.table(table)
            before = self._model.get(table, record_id) if known else None
            raw = NULL if before is None else msgspec.Raw(codec_of(table).encode(before))
            if raw != staged.raw:
                operation = Operation(table, record_id, before, staged.value)
                operations.append((operation, Entry(table, record_id, raw, staged.raw)))
        return operations

    def _stage(self, table: str, record_id: int, value: Value) -> None:
        self._refuse_own(table, record_id)
        self._staged[table, record_id] = staged(table, record_id, value)

    @staticmethod
    def _refuse_own(table: str, record_id: int) -> None:
        if (table, record_id) == (Profile.table, BOOKKEEPING_ID):
            raise MisfitError(f"{table} {record_id} is netui's own record")

    def _value(self, table: str, record_id: int) -> Value | None:
        staged = self._staged.get((table, record_id))
        return self._model.get(table, record_id) if staged is None else staged.value

    def _unknown(self, table: str, record_id: int) -> Any:
        value = self._value(table, record_id)
        return None if value is None else value.unknown
