"""Forgetting for good: document, journal, history and backups written anew without something.

What is to be left of a record is not known here: a :class:`Redaction` says so. The history's lines keep their
numbers and are chained anew, so that no hash of a forgotten text is left by which it could be guessed; each
copy of the document goes to the new place of the line that it was made at. A last line, without a record,
says that something was forgotten: with it the chain moves on, and every open session reads the document anew.
All files are exchanged together (:mod:`netui.storage.staging`): killed at any moment, nothing has happened or
all of it will.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from netui.errors import DamagedError, DocumentError
from netui.storage import schema
from netui.storage.backups import Backup
from netui.storage.beside import conflict_copies, set_aside
from netui.storage.changes import in_this_version
from netui.storage.codec import BROKEN_JSON, Value, codec_of
from netui.storage.files import READ_BYTES, explained, open_for_reading, read_from
from netui.storage.journal import REMEDY
from netui.storage.layout import parse, pieces
from netui.storage.lines import (
    NULL,
    BadLineError,
    Body,
    Entry,
    Header,
    Line,
    Position,
    encode_header,
    encode_line,
    parse_line,
)
from netui.storage.model import Model
from netui.storage.resident import Resident
from netui.storage.staging import Staging


class Redaction(Protocol):
    """Says what is left of things when something is forgotten."""

    def concerns(self, data: bytes) -> bool:
        """Whether any of it may be in some JSON. Where it says no, all stays as it is; it is asked first."""
        ...

    def keeps_table(self, name: str) -> bool:
        """Whether a table may be called what it is called; where not, all of it goes."""
        ...

    def value(self, table: str, record_id: int, value: Value) -> Value | None:
        """What is left of a record, in any of its versions; None for nothing."""
        ...

    def label(self, label: str, *, touched: bool) -> str:
        """The label of a change; ``touched`` where less is left of one of its records."""
        ...

    def is_in(self, data: bytes) -> bool:
        """Whether a file that was set aside, be it torn anywhere, may hold any of it."""
        ...


class Forgotten(NamedTuple):
    """What was done besides the document."""

    changes: int
    """Changes of the history of which less is left, or nothing."""
    backups: int
    """Backups of whose records less is left."""
    files: tuple[Path, ...]
    """Files set aside, and synchronisers' copies, that were removed."""


def rewrite(resident: Resident, redaction: Redaction, line: Body) -> Forgotten:
    """Exchange all files. Only under the lock, caught up, the journal folded.

    ``line`` is the one that says so, but for its place in the chain. The resident records are as they were:
    they are to be read anew. Raises DocumentError, DamagedError.
    """
    files = tuple(holding(redaction, resident.path))
    staging = Staging(resident.path)
    with explained("write", staging.folder):
        staging.finish()
        try:
            staging.begin()
            history = _History(resident.history.path, redaction, line, resident.journal.at)
            staging.write(history.path, history.lines())
            backups = [
                backup
                for backup in resident.backups.all()
                if _stage_backup(staging, backup, redaction, history.moved)
            ]
            left = redacted(resident.model, redaction)
            staging.write(resident.path, pieces(left.snapshot(), resident.document_id, history.at))
            header = Header.after(
                history.at,
                document=resident.document_id,
                last_id=left.last_id,
                schema=schema.SCHEMA,
            )
            staging.commit(history.at, encode_header(header), files)
        except BaseException:
            with suppress(OSError):  # whoever comes next tries again
                staging.finish()
            raise
    return Forgotten(history.changed, len(backups), files)


def holding(redaction: Redaction, document: Path) -> Iterator[Path]:
    """The files set aside, and synchronisers' copies, that may hold any of it. Raises DocumentError."""
    beside = (*set_aside(document), *conflict_copies(document))
    return (path for path in beside if redaction.is_in(_content(path)))


def lines_of(history: Path) -> Iterator[Line]:
    """The lines of a history, oldest first. Raises DocumentError, DamagedError."""
    for place, raw in enumerate(raw_lines(history), start=1):
        try:
            yield parse_line(raw)
        except BadLineError as error:
            raise DamagedError(f"{history.name}, line {place}: {error}; {REMEDY}") from None


def raw_lines(path: Path) -> Iterator[bytes]:
    """The whole lines of a file, without their newlines. What follows the last one was never finished.

    Raises DocumentError.
    """
    with explained("read", path):
        try:
            descriptor = open_for_reading(path)
        except FileNotFoundError:
            return
        try:
            pending: list[bytes] = []  # of a line that may be as long as a whole import
            offset = 0
            while block := read_from(descriptor, offset, offset + READ_BYTES):
                offset += len(block)
                *whole, left = block.split(b"\n")
                for piece in whole:
                    yield b"".join((*pending, piece))
                    pending = []
                pending.append(left)
        finally:
            os.close(descriptor)


class _History:
    """The history as it is to be: redacted, chained anew, with one more line at its end."""

    def __init__(self, path: Path, redaction: Redaction, last: Body, at: Position) -> None:
        self.path = path
        self.changed = 0
        self.moved: dict[Position, Position] = {}
        """Where the places of the old chain are in the new one."""
        self.at = at
        """The new chain's end, once the lines were written."""
        self._redaction = redaction
        self._last = last

    def lines(self) -> Iterator[bytes]:
        """The new lines, oldest first."""
        previous: str | None = None
        for old in lines_of(self.path):
            body = self._redacted(old.body)
            previous = old.body.previous if previous is None else previous
            line, place = encode_line(msgspec.structs.replace(body, previous=previous))
            self.moved[old.position] = place
            previous = place.hash
            yield line
        before = self.moved.get(self.at, self.at)
        line, self.at = encode_line(msgspec.structs.replace(self._last, previous=before.hash))
        yield line

    def _redacted(self, body: Body) -> Body:
        try:
            body = in_this_version(body)  # a redaction knows no other
            records = [left for entry in body.records for left in self._entry(entry)]
            tables = {name: there for name, there in body.tables.items() if self._redaction.keeps_table(name)}
        except BROKEN_JSON as error:
            raise DamagedError(f"{self.path.name}, change {body.number}: {error}; {REMEDY}") from error
        touched = records != body.records or tables != body.tables
        label = self._redaction.label(body.label, touched=touched)
        self.changed += touched or label != body.label
        forgotten = body.forgotten or (touched and not records and not tables)
        return msgspec.structs.replace(body, records=records, tables=tables, label=label, forgotten=forgotten)

    def _entry(self, entry: Entry) -> Iterator[Entry]:
        if not self._redaction.keeps_table(entry.table):
            return
        if not self._redaction.concerns(b"%d:%b,%b" % (entry.id, entry.before, entry.after)):
            yield entry
            return
        before, after = (self._side(entry, raw) for raw in (entry.before, entry.after))
        if before != after:
            yield Entry(entry.table, entry.id, before, after)

    def _side(self, entry: Entry, raw: msgspec.Raw) -> msgspec.Raw:
        if raw == NULL:
            return NULL
        codec = codec_of(entry.table)
        value = codec.decode(raw)
        left = self._redaction.value(entry.table, entry.id, value)
        if left == value:
            return raw
        return NULL if left is None else msgspec.Raw(codec.encode(left))


def redacted(model: Model, redaction: Redaction) -> Model:
    """The records of which something is left, as they are left."""
    left = Model()
    for table in filter(redaction.keeps_table, model.names()):
        codec = codec_of(table)
        records, unknown = {}, {}
        for record_id in model.table(table):
            value = model.get(table, record_id)
            if value is not None and redaction.concerns(b"%d:%b" % (record_id, codec.encode(value))):
                value = redaction.value(table, record_id, value)
            if value is not None:
                records[record_id] = value.record
                if value.unknown is not None:
                    unknown[record_id] = value.unknown
        left.fill(table, records, unknown)
    left.note_id(model.last_id)
    return left


def _stage_backup(
    staging: Staging, backup: Backup, redaction: Redaction, moved: dict[Position, Position]
) -> bool:
    """Write a backup anew if need be; True where less of its records is left."""
    data = _content(backup.path)
    try:
        bookkeeping, model, _ = parse(backup.path, data)
    except DocumentError as error:
        raise DamagedError(f"{error.message}: mend that backup, or remove it, and forget again") from error
    old = bookkeeping.checkpoint.position
    at = moved.get(old, old)
    left = redacted(model, redaction) if redaction.concerns(data) else model
    less = left is not model and _is_less(left, model)
    if less or at != old:
        status = backup.path.stat()
        times = (status.st_atime_ns, status.st_mtime_ns)
        staging.write(backup.path, pieces(left.snapshot(), bookkeeping.document, at), times)
    return less


def _is_less(left: Model, model: Model) -> bool:
    names = model.names()
    return left.names() != names or any(
        left.get(name, record_id) != model.get(name, record_id)
        for name in names
        for record_id in model.table(name)
    )


def _content(path: Path) -> bytes:
    with explained("read", path):
        descriptor = open_for_reading(path)
        try:
            return read_from(descriptor, 0)
        finally:
            os.close(descriptor)
