"""Folding: the journal's changes written into the document, in pieces, mostly without the lock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from netui.storage import schema
from netui.storage.backups import Backups
from netui.storage.files import Temporary, explained, keep_aside, sync_folder
from netui.storage.journal import Journal
from netui.storage.layout import pieces
from netui.storage.lines import Header, Position, is_whole
from netui.storage.model import Snapshot
from netui.storage.resident import Resident

SMALL_DOCUMENT_BYTES = 1 << 20
"""A document of this size is folded in 20 ms at most, sync included (choice)."""

LONG_JOURNAL_BYTES = 4 << 20
"""A journal of this size is folded though it is felt (choice)."""


class Frozen(msgspec.Struct, frozen=True):
    """The records as they were at one line of the journal."""

    snapshot: Snapshot
    document_id: str
    at: Position
    journal: Journal
    offset: int
    """Where in the journal's file that line ends."""
    lines: int
    """How many lines the file holds up to there."""


def freeze(resident: Resident) -> Frozen:
    """The records as they are now: a few milliseconds at 100,000 records."""
    journal = resident.journal
    return Frozen(
        snapshot=resident.model.snapshot(),
        document_id=resident.document_id,
        at=journal.at,
        journal=journal,
        offset=journal.offset,
        lines=journal.lines_read,
    )


class Written(msgspec.Struct, frozen=True):
    """What a fold has written, durably, that is not in its place yet."""

    document: Temporary
    backup: Temporary | None
    """A copy of the document there is, where the day has none."""

    def discard(self) -> None:
        """Remove what was not put in place."""
        self.document.discard()
        if self.backup is not None:
            self.backup.discard()


def write_beside(path: Path, frozen: Frozen, instant: datetime) -> Written:
    """Write the document that is to be beside the one there is, and the backup of the day of ``instant``.

    Needs no lock. Raises DocumentError.
    """
    with explained("write", path):
        document = Temporary(path)
        try:
            document.write(pieces(frozen.snapshot, frozen.document_id, frozen.at))
            # A document that never held anything needs no copy.
            backup = Backups(path).copy_of_day(instant.date()) if frozen.journal.header.number else None
        except BaseException:
            document.discard()
            raise
    return Written(document, backup)


def install(resident: Resident, frozen: Frozen, written: Written, instant: datetime) -> bool:
    """Put the written document in place and begin a new journal. Only under the lock.

    The backup of the day is kept first; of a document of an older format one more, for good; and of one that
    another program had edited what it becomes, with ``instant`` (UTC) in its name.

    False, and nothing done, where another session has folded meanwhile or another program has written the
    document or the journal. Raises DocumentError, DamagedError; document and journal then still go together.
    """
    journal = resident.journal
    with explained("fold the journal into", resident.path):
        if journal is not frozen.journal or not journal.is_at_its_path() or resident.document_is_new():
            return False
        if not journal.ends_as_known():
            return False  # other lines were written over it, which are not what the document is to hold
        held = journal.bytes_between(journal.header_bytes, frozen.offset)
        since, torn = _whole_lines(journal.bytes_between(frozen.offset))
        resident.history.add(held)
        resident.history.trim()
        if written.backup is not None:
            resident.backups.keep_day(written.backup)
        if resident.is_of_an_older_format:
            resident.backups.keep_format(resident.schema)
        if resident.edited:
            # The history knows nothing of what another program wrote: from this copy on, it says all again.
            resident.backups.keep_edited(instant, written.document.path)
        resident.signature = written.document.install()
        # The document's new name must not come to the disk after the journal's: the old document and the
        # new journal do not go together.
        sync_folder(resident.path.parent)
        if torn:
            keep_aside(journal.path, torn)
        fresh = Journal.create(journal.path, _header(frozen, resident), since)
    # Lines of other sessions that were not taken in yet are still ahead.
    ahead = journal.offset - frozen.offset
    fresh.skip_to(fresh.header_bytes + ahead, journal.at, journal.lines_read - frozen.lines)
    resident.journal = fresh
    resident.schema = schema.SCHEMA
    resident.edited = False
    journal.close()
    return True


def _header(frozen: Frozen, resident: Resident) -> Header:
    return Header.after(
        frozen.at,
        document=frozen.document_id,
        last_id=frozen.snapshot.last_id,
        schema=schema.SCHEMA,
        name=resident.path.name,
        written=resident.signature,
    )


def _whole_lines(data: bytes) -> tuple[bytes, bytes]:
    """The lines up to the last whole one, and what is torn after it."""
    end = data.rfind(b"\n") + 1
    last = data.rfind(b"\n", 0, max(end - 1, 0)) + 1
    if end and not is_whole(data[last : end - 1]):
        end = last
    return data[:end], data[end:]
