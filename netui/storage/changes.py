"""What a change is to those who are told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from netui.errors import DamagedError
from netui.storage import schema as versions
from netui.storage.codec import BROKEN_JSON, MisfitError, Value, codec_of, fields_of, value_of
from netui.storage.lines import NULL, Body, Entry


class Touched(msgspec.Struct, frozen=True):
    """One record that a change made, changed or removed."""

    table: str
    id: int
    before: Any
    """The Record (a dict in a table that netui does not know), or None when it was made."""
    after: Any
    """The same, or None when it was removed."""
    operation: Operation
    """The same with the fields that netui does not know, for what takes it back."""


class Change(msgspec.Struct, frozen=True):
    """A change that is on disk; or, if ``reloaded``, word that the document was read anew.

    After a reload nothing that was computed from the records holds; what others had changed before and since
    is not told one by one. ``touched`` is then empty, ``number`` that of the last change the document holds.
    """

    number: int
    at: datetime
    session: str
    account: str
    label: str
    undoes: int | None = None
    redoes: int | None = None
    touched: tuple[Touched, ...] = ()
    tables: Mapping[str, bool] = msgspec.field(default_factory=dict)
    """By name, tables that it let be there though they may be empty (TinyDB has such), or be gone."""
    reloaded: bool = False


class Operation(msgspec.Struct, frozen=True):
    """One record of a change with all its fields, those that netui does not know among them."""

    table: str
    id: int
    before: Value | None
    after: Value | None

    def touched(self) -> Touched:
        """The same for those who are told."""
        return Touched(self.table, self.id, _record(self.before), _record(self.after), self)

    @property
    def inverse(self) -> Operation:
        """What takes this one back."""
        return Operation(self.table, self.id, self.after, self.before)

    def stands_in(self, current: Value | None) -> bool:
        """Whether a record still has what this operation gave it; its other fields may be different."""
        if current == self.after:
            return True
        if current is None or self.before is None or self.after is None:
            return False
        before, after = fields_of(self.table, self.before), fields_of(self.table, self.after)
        now = fields_of(self.table, current)
        changed = {name for name in before | after if before.get(name, ...) != after.get(name, ...)}
        return all(now.get(name, ...) == after.get(name, ...) for name in changed)

    def onto(self, current: Value | None) -> Operation:
        """This operation done to a record that is not what it was when the operation was made.

        The later edit wins, by fields: only those that the operation changed are set.
        """
        if current is None or self.before is None or self.after is None:
            return Operation(self.table, self.id, current, self.after)
        before, after = fields_of(self.table, self.before), fields_of(self.table, self.after)
        fields = fields_of(self.table, current)
        for name in before | after:
            if name not in after:
                fields.pop(name, None)
            elif name not in before or before[name] != after[name]:
                fields[name] = after[name]
        try:
            merged = value_of(self.table, self.id, fields)
        except MisfitError:  # another program's edit and this one do not go together
            merged = self.after
        return Operation(self.table, self.id, current, merged)


def operations_of(body: Body, place: str) -> list[Operation]:
    """The operations of a line that was read at ``place`` (for the message). Raises DamagedError."""
    return list(operations_in(body, place))


def operations_in(body: Body, place: str) -> Iterator[Operation]:
    """The same, one after the other."""
    try:
        body = in_this_version(body)
    except BROKEN_JSON as error:
        raise DamagedError(
            f"{place}, change {body.number}: a record is none of format {body.schema} ({error}); "
            "netui check says more"
        ) from error
    for entry in body.records:
        try:
            before, after = _read(entry.table, entry.before), _read(entry.table, entry.after)
        except BROKEN_JSON as error:
            raise DamagedError(
                f"{place}, change {body.number}: {entry.table} {entry.id} does not fit ({error}); "
                "netui check says more"
            ) from error
        yield Operation(entry.table, entry.id, before, after)


def change_of(body: Body, touched: tuple[Touched, ...]) -> Change:
    """The change that a line says, as it was applied."""
    return Change(
        number=body.number,
        at=body.at,
        session=body.session,
        account=body.account,
        label=body.label,
        undoes=body.undoes,
        redoes=body.redoes,
        touched=touched,
        tables=body.tables,
    )


def in_this_version(body: Body) -> Body:
    """The same line with its records in the version of this program. Raises what BROKEN_JSON holds."""
    if body.schema >= versions.SCHEMA:
        return body
    records = [
        Entry(
            entry.table,
            entry.id,
            *(_migrated(entry.table, raw, body.schema) for raw in (entry.before, entry.after)),
        )
        for entry in body.records
    ]
    return msgspec.structs.replace(body, schema=versions.SCHEMA, records=records)


def _migrated(table: str, raw: msgspec.Raw, schema: int) -> msgspec.Raw:
    if raw == NULL:
        return NULL
    fields = versions.migrated(table, msgspec.json.decode(raw, type=dict[str, Any]), schema)
    return msgspec.Raw(msgspec.json.encode(fields))


def _read(table: str, raw: msgspec.Raw) -> Value | None:
    return None if raw == NULL else codec_of(table).decode(raw)


def _record(value: Value | None) -> Any:
    return None if value is None else value.record
