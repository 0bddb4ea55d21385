"""The document's bytes: stock TinyDB JSON, with storage's own record at its very end.

``{"contacts":{"<id>":{…},…},…,"profile":{"1":{…},"2":{bookkeeping}}}``. The bookkeeping says which change the
document holds last, and the length and checksum of what stands before it, so that a flipped bit is told from
another program's edit: the one leaves the length as it was, and in the checksum the trace of one bit; the
other does not keep this layout, or has changed more than a bit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import msgspec

from netui.domain.records import Profile
from netui.errors import DamagedError
from netui.storage import schema as versions
from netui.storage.codec import BROKEN_JSON, codec_of, known_fields
from netui.storage.collector import collector_off, set_aside
from netui.storage.files import explained, open_for_reading, read_from
from netui.storage.flipped_bit import SEARCHED_BYTES, flipped_bit
from netui.storage.journal import REMEDY
from netui.storage.lines import Position
from netui.storage.model import BOOKKEEPING_ID, Model, Snapshot


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The last change that the document holds, and the highest id used by then."""

    number: int
    hash: str
    last_id: int

    @property
    def position(self) -> Position:
        """The place in the chain after that change."""
        return Position(self.number, self.hash)


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before the bookkeeping."""

    bytes: int
    crc32: str
    """Eight hexadecimal digits."""
    fields: str | None = None
    """The fingerprint of the fields that the writer knew; None if there were fields that it did not know."""


class Bookkeeping(msgspec.Struct, frozen=True, kw_only=True):
    """Storage's own record of a document."""

    schema: int
    document: str
    """The document's id, 32 hexadecimal digits."""
    checkpoint: Checkpoint
    extent: Extent | None = None


_encoder = msgspec.json.Encoder()
_tables_decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])
_END = b"}}"
_OWN_FIELDS = {"schema", "document", "checkpoint"}


class Parsed(NamedTuple):
    """A document that was read."""

    bookkeeping: Bookkeeping
    model: Model
    as_written: bool
    """Whether netui wrote these very bytes; False when another program, or a person, has edited them."""


def pieces(snapshot: Snapshot, document_id: str, at: Position) -> Iterator[bytes]:
    """The document's bytes, in pieces each of which takes about a millisecond at most."""
    size, checksum = 0, 0
    for piece in _before_bookkeeping(snapshot):
        yield piece
        size += len(piece)
        checksum = crc32(piece, checksum)
    yield _encoder.encode(
        Bookkeeping(
            schema=versions.SCHEMA,
            document=document_id,
            checkpoint=Checkpoint(number=at.number, hash=at.hash, last_id=snapshot.last_id),
            extent=Extent(
                bytes=size,
                crc32=f"{checksum:08x}",
                fields=None if snapshot.unknown else known_fields(),
            ),
        )
    )
    yield _END


def _before_bookkeeping(snapshot: Snapshot) -> Iterator[bytes]:
    yield b"{"
    for name in snapshot.tables:
        if name != Profile.table:
            yield _encoder.encode(name) + b":{"
            yield from _inside(snapshot, name)
            yield b"},"
    yield _encoder.encode(Profile.table) + b":{"
    for piece in _inside(snapshot, Profile.table):
        yield piece + b","
    yield b'"%d":' % BOOKKEEPING_ID


def _inside(snapshot: Snapshot, name: str) -> Iterator[bytes]:
    return codec_of(name).encode_table(snapshot.tables.get(name, {}), snapshot.unknown.get(name, {}))


def is_document(data: bytes) -> bool:
    """Whether a file's bytes are a document of netui, be it damaged or a newer one's."""
    try:
        raw = _tables_decoder.decode(data)[Profile.table]
        own = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])[str(BOOKKEEPING_ID)]
        return msgspec.json.decode(own, type=dict[str, msgspec.Raw]).keys() >= _OWN_FIELDS
    except (*BROKEN_JSON, KeyError):
        return False


def parse(path: Path, data: bytes) -> Parsed:
    """Read a document's bytes; those of an older format are migrated.

    One of a newer format is read as far as this program knows it. Raises DamagedError; DocumentError for a
    newer one that it cannot read at all.
    """
    if not data:
        raise DamagedError(f"{path.name} is empty; {REMEDY}")
    with collector_off():
        try:
            tables = _tables_decoder.decode(data)
        except BROKEN_JSON as error:
            raise DamagedError(f"{path.name} is not a TinyDB document ({error}); {REMEDY}") from error
        bookkeeping, profile = _bookkeeping(path, tables.pop(Profile.table, None))
        versions.check_schema(bookkeeping.schema, path)
        ours = _is_as_written(path, data, bookkeeping)
        extent = bookkeeping.extent
        look = not ours or extent is None or extent.fields != known_fields()
        model = Model()
        try:
            for name, raw in (*tables.items(), *profile.items()):
                _fill(model, path, name, _of_today(name, raw, bookkeeping.schema), look)
        except DamagedError as error:
            # What does not fit here may fit there: a newer netui's document is not called damaged.
            raise versions.newer(bookkeeping.schema, path) or error from None
    model.note_id(bookkeeping.checkpoint.last_id)
    set_aside()
    return Parsed(bookkeeping, model, ours)


def read_document(path: Path) -> Model:
    """The records of a whole document that nobody writes to: a backup, a copy.

    Raises DocumentError, also for one of a newer netui; DamagedError.
    """
    with explained("read", path):
        descriptor = open_for_reading(path)
        try:
            data = read_from(descriptor, 0)
        finally:
            os.close(descriptor)
    bookkeeping, model, _ = parse(path, data)
    if error := versions.newer(bookkeeping.schema, path):
        raise error
    return model


def _of_today(name: str, raw: msgspec.Raw, schema: int) -> msgspec.Raw:
    """A table as this program's version has it."""
    if schema >= versions.SCHEMA:
        return raw
    try:
        records = msgspec.json.decode(raw, type=dict[str, dict[str, Any]])
    except BROKEN_JSON:
        return raw  # whoever decodes it next says what is wrong with it
    migrated = {key: versions.migrated(name, fields, schema) for key, fields in records.items()}
    return msgspec.Raw(_encoder.encode(migrated))


def _bookkeeping(path: Path, raw: msgspec.Raw | None) -> tuple[Bookkeeping, dict[str, msgspec.Raw]]:
    """Storage's own record, and the profile's table without it, where that holds anything else."""
    foreign = f"{path.name} is not a document of netui: its table “profile” lacks netui's own record"
    if raw is None:
        raise DamagedError(foreign)
    try:
        records = msgspec.json.decode(raw, type=dict[int, msgspec.Raw])
        own = records.pop(BOOKKEEPING_ID, None)
        if own is None:
            raise DamagedError(foreign)
        bookkeeping = msgspec.json.decode(own, type=Bookkeeping)
    except BROKEN_JSON as error:
        raise DamagedError(f"{path.name}, table profile: {error}; {REMEDY}") from error
    if not records:
        return bookkeeping, {}
    return bookkeeping, {Profile.table: msgspec.Raw(_encoder.encode(records))}


def _is_as_written(path: Path, data: bytes, bookkeeping: Bookkeeping) -> bool:
    """Whether netui wrote these very bytes; False when another program did. Raises DamagedError.

    What was edited without a change of its length is told from a flipped bit by the trace in the checksum;
    where the document is too large to look for that, it is taken to be damaged.
    """
    extent = bookkeeping.extent
    if extent is None or data[extent.bytes :] != _encoder.encode(bookkeeping) + _END:
        return False
    try:
        trace = crc32(memoryview(data)[: extent.bytes]) ^ int(extent.crc32, 16)
    except ValueError:
        return False
    if not trace:
        return True
    if extent.bytes > SEARCHED_BYTES or flipped_bit(trace, extent.bytes):
        raise DamagedError(f"{path.name} is damaged: its length is right and its checksum wrong; {REMEDY}")
    return False


def _fill(model: Model, path: Path, name: str, raw: msgspec.Raw, look: bool) -> None:
    try:
        records, unknown = codec_of(name).decode_table(raw, look=look)
    except BROKEN_JSON as error:
        raise DamagedError(f"{path.name}, {_misfit(name, raw, error)}; {REMEDY}") from error
    model.fill(name, records, unknown)


def _misfit(name: str, raw: msgspec.Raw, error: Exception) -> str:
    """Which record of a table does not fit, in words."""
    try:
        records = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except BROKEN_JSON:
        return f"table {name}: {error}"
    for key, record in records.items():
        if not key.removeprefix("-").isdecimal():
            return f"{name} {key}: its id is no whole number"
        try:
            codec_of(name).decode(record)
        except BROKEN_JSON as reason:
            return f"{name} {key}: {reason}"
    return f"table {name}: {error}"
