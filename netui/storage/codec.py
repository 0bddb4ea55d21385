"""Records to JSON and back, one codec a table, keeping what it does not know.

A field that this program does not know (a newer one wrote it) is kept beside the typed record as
:class:`Unknown`, and put back wherever the record is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, Protocol, get_args
from zlib import crc32

import msgspec

from netui.domain.records import RECORDS, Part, Record
from netui.errors import DocumentError

PIECE_RECORDS = 256
"""Records encoded at a time, so that the interpreter is never held for more than about a millisecond."""

BROKEN_JSON = (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError)
"""What decoding raises for bytes that are not what they should be."""


class MisfitError(DocumentError, ValueError):
    """A record that does not fit its table was to be written; nothing was."""


class Unknown(msgspec.Struct, frozen=True):
    """The fields of one record that its class does not know."""

    fields: Mapping[str, Any]
    parts: Mapping[str, Mapping[Part, Mapping[str, Any]]] = msgspec.field(default_factory=dict)
    """By the record's attribute and the part, the part's own unknown fields."""

    def without(self, unwanted: Callable[[Mapping[str, Any]], bool]) -> Unknown | None:
        """The same without the fields, each by itself, that are unwanted; None where none is left."""
        fields = _without(self.fields, unwanted)
        parts = {}
        for attribute, by_part in self.parts.items():
            left = ((part, _without(of_part, unwanted)) for part, of_part in by_part.items())
            if held := {part: of_part for part, of_part in left if of_part}:
                parts[attribute] = held
        return Unknown(fields, parts) if fields or parts else None

    def with_parts(self, other: Callable[[Part], Part | None]) -> Unknown:
        """The same, for a record in which each part was exchanged by ``other``; None for one that is gone."""
        exchanged = {
            attribute: {new: fields for part, fields in by_part.items() if (new := other(part)) is not None}
            for attribute, by_part in self.parts.items()
        }
        return Unknown(self.fields, exchanged)

    def joined(self, other: Unknown) -> Unknown:
        """These fields and those of ``other``; where both have one, this one's."""
        attributes = self.parts.keys() | other.parts.keys()
        parts = {each: {**other.parts.get(each, {}), **self.parts.get(each, {})} for each in attributes}
        return Unknown({**other.fields, **self.fields}, parts)


def _without(fields: Mapping[str, Any], unwanted: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not unwanted({name: value})}


class Value(NamedTuple):
    """A record of a table, as it is held."""

    record: Any
    """A Record of the table's class, or a dict in a table that netui does not know."""
    unknown: Unknown | None = None


class Codec(Protocol):
    """What turns the records of one table to JSON and back."""

    def decode(self, raw: bytes | msgspec.Raw) -> Value:
        """Read one record. Raises one of :data:`BROKEN_JSON`."""
        ...

    def decode_table(self, raw: msgspec.Raw, *, look: bool) -> tuple[dict[int, Any], dict[int, Unknown]]:
        """Read a table; ``look`` for unknown fields, too. Raises one of :data:`BROKEN_JSON`."""
        ...

    def encode(self, value: Value) -> bytes:
        """Write one record. Raises TypeError, ValueError or OverflowError for what JSON cannot hold."""
        ...

    def encode_table(self, records: Mapping[int, Any], unknown: Mapping[int, Unknown]) -> Iterator[bytes]:
        """Write the inside of a table's braces, in pieces that come one after the other."""
        ...

    def fits(self, record: object) -> bool:
        """Whether ``record`` is of the table's class."""
        ...

    def convert(self, fields: dict[str, Any]) -> Value:
        """The record that ``fields``, as JSON holds them, say.

        Raises one of :data:`BROKEN_JSON`, or TypeError or ValueError for what JSON cannot hold.
        """
        ...


class RecordCodec:
    """The codec of a table in :data:`~netui.domain.records.RECORDS`."""

    def __init__(self, record_class: type[Record]) -> None:
        self._class = record_class
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(record_class)
        self._table_decoder = msgspec.json.Decoder(dict[int, record_class])  # type: ignore[valid-type]
        self._known = _names(record_class)
        self._parts = _part_fields(record_class)

    def fits(self, record: object) -> bool:
        return type(record) is self._class

    def decode(self, raw: bytes | msgspec.Raw) -> Value:
        record = self._decoder.decode(raw)
        if self._encoder.encode(record) == bytes(raw):
            return Value(record)  # what we would write ourselves holds nothing unknown
        return Value(record, self._unknown(record, msgspec.json.decode(raw)))

    def decode_table(self, raw: msgspec.Raw, *, look: bool) -> tuple[dict[int, Any], dict[int, Unknown]]:
        if not look:
            return self._table_decoder.decode(raw), {}
        # One by one: other threads get their turn between two.
        records: dict[int, Any] = {}
        found = {}
        for record_id, each in msgspec.json.decode(raw, type=dict[int, msgspec.Raw]).items():
            value = self.decode(each)
            records[record_id] = value.record
            if value.unknown is not None:
                found[record_id] = value.unknown
        return records, found

    def encode(self, value: Value) -> bytes:
        if value.unknown is None:
            return self._encoder.encode(value.record)
        fields: dict[str, Any] = msgspec.to_builtins(value.record)
        for attribute, by_part in value.unknown.parts.items():
            written = fields.get(self._parts[attribute].name, ())
            for part, part_fields in zip(getattr(value.record, attribute), written, strict=False):
                part_fields.update(by_part.get(part, {}))
        return self._encoder.encode(fields | dict(value.unknown.fields))

    def encode_table(self, records: Mapping[int, Any], unknown: Mapping[int, Unknown]) -> Iterator[bytes]:
        entries = iter(records.items())
        comma = b""
        while piece := dict(islice(entries, PIECE_RECORDS)):
            if unknown.keys().isdisjoint(piece):
                yield comma + self._encoder.encode(piece)[1:-1]
            else:
                written = (
                    b'"%d":%b' % (record_id, self.encode(Value(record, unknown.get(record_id))))
                    for record_id, record in piece.items()
                )
                yield comma + b",".join(written)
            comma = b","

    def convert(self, fields: dict[str, Any]) -> Value:
        if not self._known.issuperset(fields):
            fields = _as_json(fields)  # of the fields that it does not know, all that can be said is this
        record = msgspec.convert(fields, self._class)
        return Value(record, self._unknown(record, fields))

    def _unknown(self, record: Any, fields: dict[str, Any]) -> Unknown | None:
        unknown = {name: value for name, value in fields.items() if name not in self._known}
        parts = {}
        for attribute, part in self._parts.items():
            pairs = zip(getattr(record, attribute), fields.get(part.name, ()), strict=False)
            by_part = {
                typed: {name: value for name, value in written.items() if name not in part.known}
                for typed, written in pairs
                if not part.known.issuperset(written)
            }
            if by_part:
                parts[attribute] = by_part
        return Unknown(unknown, parts) if unknown or parts else None


class DictCodec:
    """The codec of a table that netui does not know: its records are dicts, kept as they are."""

    _decoder = msgspec.json.Decoder(dict[str, Any])
    _table_decoder = msgspec.json.Decoder(dict[int, dict[str, Any]])

    def fits(self, record: object) -> bool:
        return isinstance(record, dict)

    def decode(self, raw: bytes | msgspec.Raw) -> Value:
        return Value(self._decoder.decode(raw))

    def decode_table(self, raw: msgspec.Raw, *, look: bool) -> tuple[dict[int, Any], dict[int, Unknown]]:
        return self._table_decoder.decode(raw), {}

    def encode(self, value: Value) -> bytes:
        return _strictly_encoded(value.record)

    def convert(self, fields: dict[str, Any]) -> Value:
        return Value(_as_json(fields))

    def encode_table(self, records: Mapping[int, Any], unknown: Mapping[int, Unknown]) -> Iterator[bytes]:
        entries = iter(records.items())
        comma = b""
        while piece := dict(islice(entries, PIECE_RECORDS)):
            yield comma + msgspec.json.encode(piece)[1:-1]
            comma = b","


@cache
def codec_of(table: str) -> Codec:
    """The codec of a table."""
    record_class = RECORDS.get(table)
    return DictCodec() if record_class is None else RecordCodec(record_class)


def checked(table: str, record_id: int, value: Value) -> tuple[Value, bytes]:
    """A value as it will be read again, and its JSON. Raises MisfitError where it does not fit its table."""
    codec = codec_of(table)
    if not codec.fits(value.record):
        kind = type(value.record).__name__
        raise MisfitError(f"{table} {record_id}: a {kind} does not belong in this table")
    try:
        raw = codec.encode(value)
        return codec.decode(raw), raw
    except (*BROKEN_JSON, ValueError, TypeError) as error:
        raise MisfitError(f"{table} {record_id}: {error}") from error


def value_of(table: str, record_id: int, fields: Mapping[str, Any]) -> Value:
    """The value that ``fields`` (as JSON holds them) say. Raises MisfitError, or TypeError for no JSON."""
    try:
        return codec_of(table).convert(dict(fields))
    except (*BROKEN_JSON, ValueError) as error:
        raise MisfitError(f"{table} {record_id}: {error}") from error


def read_value(table: str, record_id: int, raw: bytes, version: int) -> Value:
    """The value that a record's JSON, of a version of the format, says. Raises MisfitError."""
    from netui.storage.schema import SCHEMA, migrated  # late: only what moves in from elsewhere needs it

    if not 0 < version <= SCHEMA:
        raise MisfitError(f"it is of format {version}, this netui knows {SCHEMA}")
    try:
        if version < SCHEMA:
            return value_of(table, record_id, migrated(table, msgspec.json.decode(raw), version))
        return codec_of(table).decode(raw)
    except (*BROKEN_JSON, ValueError, TypeError) as error:
        raise MisfitError(f"{table} {record_id}: {error}") from error


def fields_of(table: str, value: Value) -> dict[str, Any]:
    """The fields of a value as JSON holds them, unknown ones too; one's own to change."""
    fields: dict[str, Any] = msgspec.json.decode(codec_of(table).encode(value))
    return fields


@cache
def known_fields() -> str:
    """A fingerprint of all fields that this program knows, to tell its own documents from a newer one's."""
    names = []
    for table, record_class in sorted(RECORDS.items()):
        names += [f"{table}.{name}" for name in sorted(_names(record_class))]
        for part in _part_fields(record_class).values():
            names += [f"{table}.{part.name}.{name}" for name in sorted(part.known)]
    return f"{crc32(' '.join(names).encode()):08x}"


def _strictly_encoded(fields: dict[str, Any]) -> bytes:
    """JSON by the standard library: it refuses what would come back as something else (sets, bytes, NaN)."""
    import json  # late: only what netui does not know needs it

    return json.dumps(fields, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _as_json(fields: dict[str, Any]) -> dict[str, Any]:
    """``fields`` as they will be read again, copied."""
    read: dict[str, Any] = msgspec.json.decode(_strictly_encoded(fields))
    return read


class _PartField(NamedTuple):
    name: str
    known: frozenset[str]


def _names(struct: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(struct.__struct_encode_fields__)


def _part_fields(record_class: type[Record]) -> dict[str, _PartField]:
    """By attribute, the fields that hold a tuple of parts."""
    found = {}
    for known in msgspec.structs.fields(record_class):
        item = next(iter(get_args(known.type)), None)
        if isinstance(item, type) and issubclass(item, Part):
            found[known.name] = _PartField(known.encode_name, _names(item))
    return found
