"""The records as they were at a place of the chain, from what is known at another; and what proves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from netui.errors import DocumentError
from netui.storage.changes import Operation, operations_of
from netui.storage.layout import Bookkeeping, pieces
from netui.storage.lines import Position, beginning
from netui.storage.mending.chain import Chain, Way
from netui.storage.mending.document_file import DocumentFile, read_document
from netui.storage.mending.lines_file import Found
from netui.storage.mending.survey import content
from netui.storage.model import Model


@dataclass(slots=True)
class Base:
    """Records, and the place in the chain that they are at."""

    model: Model
    at: Position
    source: str = ""
    """The backup that they were rebuilt from, by name; empty where the document itself holds them."""


def replay(model: Model, lines: Iterable[Found], *, lost: Iterable[int] = (), by_fields: bool = True) -> bool:
    """Do lines to records; True where each record was what its line says that it was.

    After a line that is ``lost``, what the next ones say of a record before them is what the lost one had
    made of it: it is taken over whole, unless ``by_fields``, as where another program has written records.
    Raises DamagedError for a line whose records do not fit.
    """
    as_said = True
    first_lost = min(lost, default=None)
    for found in lines:
        body = found.line.body
        after_gap = first_lost is not None and body.number > first_lost
        for operation in operations_of(body, "a line"):
            current = model.get(operation.table, operation.id)
            as_said = as_said and current == operation.before
            whole = after_gap and not by_fields and current != operation.before
            model.apply(
                Operation(operation.table, operation.id, current, operation.after) if whole else operation
            )
        model.name_tables(body.tables)
    return as_said


def rebuilt(
    backups: Iterable[DocumentFile], chain: Chain, document_id: str, main: Position, found: Bookkeeping | None
) -> Base | None:
    """The records at ``main`` from the newest backup, or the very beginning, from which every line is there.

    ``found`` is the bookkeeping of the damaged document: where it can be read, its checksum must be that of
    the records as they were rebuilt up to there. None where nothing proves the outcome complete.
    """
    starts: list[DocumentFile | None] = [each for each in backups if _belongs(each, document_id)]
    for start in (*starts, None):
        at = beginning(document_id) if start is None else _place(start)
        way = chain.way(at, main)
        if not way.reached or way.lost:
            continue
        model = _model_of(start)
        if model is None:
            continue
        if _proven(model, way, document_id, at, found):
            return Base(model, main, "" if start is None else start.path.stem)
    return None


def _belongs(backup: DocumentFile, document_id: str) -> bool:
    found = backup.bookkeeping
    return backup.is_usable and found is not None and found.document == document_id


def _place(backup: DocumentFile) -> Position:
    assert backup.bookkeeping is not None
    return backup.bookkeeping.checkpoint.position


def _model_of(backup: DocumentFile | None) -> Model | None:
    if backup is None:
        return Model()
    try:
        return read_document(backup.path, content(backup.path)).model
    except DocumentError:
        return None


def _proven(model: Model, way: Way, document_id: str, at: Position, found: Bookkeeping | None) -> bool:
    """Bring a model to the end of the way; whether every record was as the lines, and the checksum, say."""
    lines = way.lines
    try:
        if found is not None and found.extent is not None:
            place = found.checkpoint.position
            places = [at, *(each.line.position for each in lines)]
            if place not in places:
                return False
            cut = places.index(place)
            if not replay(model, lines[:cut]):
                return False
            model.note_id(found.checkpoint.last_id)
            written = b"".join(pieces(model.snapshot(), document_id, place))
            if f"{crc32(written[: found.extent.bytes]):08x}" != found.extent.crc32:
                return False
            lines = lines[cut:]
        return replay(model, lines)
    except DocumentError:
        return False
