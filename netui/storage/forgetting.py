"""Forgetting for good: document, journal, history and backups written anew without something.

What is to be left of a record is not known here: a :class:`Redaction` says so. Under one hold of the lock, in
an order in which every moment leaves files that open, and in which the document, by which the person named
what is to go, comes last, so that doing it again finishes it:

1. The journal is folded, so that it is empty (:meth:`Store.forget` has done that).
2. Files that were set aside and hold any of it are removed.
3. The history is written anew, and the chain of hashes with it: no hash of a forgotten text is left by which
   it could be guessed. Then each backup.
4. A line without records is appended to the journal. It only moves the chain on, to a hash with chance in it.
5. The document is written anew at that line: it and the journal there is go together.
6. A new journal begins after that line. Its header says that something was forgotten, so other sessions read
   the document anew; the line itself is in no file any more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from netui.errors import DamagedError
from netui.storage.backups import Backup
from netui.storage.codec import BROKEN_JSON, Value, codec_of
from netui.storage.files import (
    TEMPORARY_SUFFIX,
    explained,
    install_whole,
    open_for_reading,
    read_from,
    sync_folder,
)
from netui.storage.history import BLOCK_BYTES
from netui.storage.ids import next_id
from netui.storage.journal import REMEDY, Journal
from netui.storage.layout import parse, pieces
from netui.storage.lines import (
    HASH_BYTES,
    NULL,
    BadLineError,
    Body,
    Entry,
    Header,
    Position,
    encode_line,
    parse_line,
)
from netui.storage.model import Model
from netui.storage.resident import Resident

ASIDE = (".torn-", ".kept-")
"""What netui sets aside beside a document, by its name and then one of these, and a number."""

_NUMBER = re.compile(rb"\d+")


class Redaction(Protocol):
    """Says what is left of things when something is forgotten."""

    @property
    def ids(self) -> Collection[int]:
        """The ids to be forgotten. A record that holds none of them in its JSON stays as it is."""
        ...

    def value(self, table: str, record_id: int, value: Value) -> Value | None:
        """What is left of a record, in any of its versions; None for nothing."""
        ...

    def label(self, label: str, *, touched: bool) -> str:
        """The label of a change; ``touched`` where less is left of one of its records."""
        ...

    def drops(self, entries: Iterable[Entry]) -> bool:
        """Whether a change is to be dropped whole."""
        ...

    def is_in(self, data: bytes) -> bool:
        """Whether a file that was set aside holds anything to be forgotten."""
        ...


class Rewritten(NamedTuple):
    """What was done."""

    changes: int
    """Changes of the history of which less is left, or nothing."""
    backups: int
    """Backups of whose records less is left."""
    files: tuple[Path, ...]
    """Files set aside that were removed."""


def holds(raw: bytes, ids: Collection[bytes]) -> bool:
    """Whether any of ``ids`` (as digits) stands among the numbers in some JSON."""
    return any(number in ids for number in _NUMBER.findall(raw))


def digits(ids: Iterable[int]) -> frozenset[bytes]:
    """Ids as they stand in JSON, for :func:`holds`."""
    return frozenset(b"%d" % record_id for record_id in ids)


def set_aside(document: Path, more: Iterable[Path] = ()) -> Iterator[Path]:
    """Files that were set aside beside a document, and those in the folders ``more``. Raises DocumentError."""
    with explained("read", document.parent):
        found = [path for word in ASIDE for path in document.parent.glob(f"{_plain(document.stem)}{word}*")]
        found += [folder for folder in more if folder.is_dir()]
        for path in sorted(found):
            inside = sorted(path.rglob("*")) if path.is_dir() else [path]
            yield from (each for each in inside if each.is_file() and not each.is_symlink())


def holding(redaction: Redaction, files: Iterable[Path]) -> list[Path]:
    """Those of the files that hold anything to be forgotten. Raises DocumentError."""
    return [path for path in files if redaction.is_in(_content(path))]


def rewrite(
    resident: Resident, redaction: Redaction, line: Body, aside: Iterable[Path], instant: datetime
) -> Rewritten:
    """Steps 2 to 6. Only under the lock, caught up, the journal folded.

    ``line`` is what is appended in step 4, but for its place in the chain; ``aside`` are folders to look into
    besides. Raises DocumentError, DamagedError; doing it again then finishes it.
    """
    files = holding(redaction, set_aside(resident.path, aside))
    _remove(files)
    changes, moved = _rewrite_history(resident.history.path, redaction)
    backups = sum(_rewrite_backup(backup, redaction, moved) for backup in resident.backups.all())
    _rewrite_document(resident, redaction, line, instant)
    _remove(_temporaries(resident))
    return Rewritten(changes, backups, tuple(files))


# --- the history -------------------------------------------------------------------------------------------


class _Moved:
    """Where the places of the old chain are in the new one."""

    def __init__(self) -> None:
        self.to: dict[Position, Position] = {}
        self.first: int | None = None

    def place(self, old: Position) -> Position:
        """The new place of an old one.

        One that the history should have and has not (another chain's, or one of before an attempt that was
        broken off) gets a hash by chance: it belongs to nothing, and nothing is to be guessed by it.
        """
        if old in self.to:
            return self.to[old]
        if self.first is None or old.number < self.first or old in self.to.values():
            return old
        return Position(old.number, os.urandom(HASH_BYTES).hex())


def _rewrite_history(path: Path, redaction: Redaction) -> tuple[int, _Moved]:
    moved = _Moved()
    with explained("write", path):
        if not path.exists():
            return 0, moved
        rewriter = _Lines(path, redaction, moved)
        install_whole(path, rewriter.lines())
        sync_folder(path.parent)
    return rewriter.changed, moved


class _Lines:
    """The lines of a history, redacted, chained anew."""

    def __init__(self, path: Path, redaction: Redaction, moved: _Moved) -> None:
        self._path = path
        self._redaction = redaction
        self._ids = digits(redaction.ids)
        self._moved = moved
        self.changed = 0

    def lines(self) -> Iterator[bytes]:
        """The new lines, oldest first."""
        before: Position | None = None
        for place, raw in enumerate(_lines_of(self._path), start=1):
            try:
                old = parse_line(raw)
            except BadLineError as error:
                raise DamagedError(f"{self._path}, line {place}: {error}; {REMEDY}") from None
            if self._moved.first is None:
                self._moved.first = old.body.number
                before = Position(old.body.number - 1, old.body.previous)
            assert before is not None
            body = self._redacted(raw, old.body)
            if body is not None:
                line, before = encode_line(msgspec.structs.replace(body, previous=before.hash))
                yield line
            # A copy at a change that is gone is, as far as is left to tell, at the change before.
            self._moved.to[old.position] = before

    def _redacted(self, raw: bytes, body: Body) -> Body | None:
        """What is left of a line; None where nothing is."""
        entries = body.records
        if holds(raw, self._ids):
            try:
                entries = [left for entry in entries for left in self._entry(entry)]
            except BROKEN_JSON as error:
                raise DamagedError(f"{self._path}, change {body.number}: {error}; {REMEDY}") from error
            if self._redaction.drops(body.records):
                entries = []
        touched = entries != body.records
        label = self._redaction.label(body.label, touched=touched)
        self.changed += touched or label != body.label
        return msgspec.structs.replace(body, records=entries, label=label) if entries else None

    def _entry(self, entry: Entry) -> Iterator[Entry]:
        if not (holds(b"%d" % entry.id, self._ids) or holds(entry.before, self._ids)):
            if not holds(entry.after, self._ids):
                yield entry
                return
        before, after = (self._side(entry, raw) for raw in (entry.before, entry.after))
        if before != after:
            yield Entry(entry.table, entry.id, before, after)

    def _side(self, entry: Entry, raw: msgspec.Raw) -> msgspec.Raw:
        if raw == NULL:
            return NULL
        codec = codec_of(entry.table)
        left = self._redaction.value(entry.table, entry.id, codec.decode(raw))
        return NULL if left is None else msgspec.Raw(codec.encode(left))


def _lines_of(path: Path) -> Iterator[bytes]:
    """The whole lines of a file. What follows the last one was never finished, and the journal has it."""
    descriptor = open_for_reading(path)
    try:
        left = b""
        offset = 0
        while block := read_from(descriptor, offset, offset + BLOCK_BYTES):
            offset += len(block)
            *whole, left = (left + block).split(b"\n")
            yield from whole
    finally:
        os.close(descriptor)


# --- documents ---------------------------------------------------------------------------------------------


def redacted_model(model: Model, redaction: Redaction) -> Model:
    """The records of which something is left."""
    left = Model()
    for table in model.names():
        records, unknown = {}, {}
        for record_id in model.table(table):
            value = model.get(table, record_id)
            value = None if value is None else redaction.value(table, record_id, value)
            if value is not None:
                records[record_id] = value.record
                if value.unknown is not None:
                    unknown[record_id] = value.unknown
        left.fill(table, records, unknown)
    left.forgotten = model.forgotten
    left.note_id(model.last_id)
    # The highest id may be one of those that are forgotten; none of them is to be used again either.
    while left.last_id in redaction.ids:
        left.last_id += 1
    return left


def _rewrite_backup(backup: Backup, redaction: Redaction, moved: _Moved) -> bool:
    """Write a backup anew if need be; True where less of its records is left."""
    path = backup.path
    data = _content(path)
    bookkeeping, model = parse(path, data)
    position = moved.place(bookkeeping.checkpoint.position)
    held = holds(data, digits(redaction.ids))
    if not held and position == bookkeeping.checkpoint.position:
        return False
    left = redacted_model(model, redaction)
    # By rename, never in place: a dated copy may be the document's own file.
    with explained("write", path):
        install_whole(path, pieces(left.snapshot(), bookkeeping.document, position))
        sync_folder(path.parent)
    return held


def _rewrite_document(resident: Resident, redaction: Redaction, line: Body, instant: datetime) -> None:
    journal = resident.journal
    left = redacted_model(resident.model, redaction)
    left.note_id(next_id(instant, left.last_id))
    number = journal.at.number + 1
    left.forgotten = number
    encoded, position = encode_line(msgspec.structs.replace(line, number=number, previous=journal.at.hash))
    journal.append(encoded, position)
    snapshot = left.snapshot()
    with explained("write", resident.path):
        resident.signature = install_whole(
            resident.path, pieces(snapshot, resident.document_id, position)
        )
        sync_folder(resident.path.parent)
    resident.model.replace_by(left)
    resident.generation += 1
    header = Header(
        document=resident.document_id,
        number=position.number,
        hash=position.hash,
        last_id=snapshot.last_id,
        forgotten=number,
    )
    resident.journal = Journal.create(journal.path, header)
    journal.close()
    resident.tell_reloaded(forgot=False)


# --- other files -------------------------------------------------------------------------------------------


def _temporaries(resident: Resident) -> list[Path]:
    """Temporary files of others beside the document and its backups.

    Those of a session that lives are of a fold that will find itself overtaken, and lets go of them anyway.
    """
    folder, name = resident.path.parent, _plain(resident.path.stem)
    return [
        *folder.glob(f".{name}.*{TEMPORARY_SUFFIX}"),
        *resident.backups.folder.glob(f".*{TEMPORARY_SUFFIX}"),
    ]


def _remove(files: Iterable[Path]) -> None:
    for path in files:
        with explained("remove", path), suppress(FileNotFoundError):
            path.unlink()
            sync_folder(path.parent)


def _content(path: Path) -> bytes:
    with explained("read", path):
        descriptor = open_for_reading(path)
        try:
            return read_from(descriptor, 0)
        finally:
            os.close(descriptor)


def _plain(name: str) -> str:
    """A name as a pattern that fits it alone."""
    return re.sub(r"([*?[])", r"[\1]", name)

