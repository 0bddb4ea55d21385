"""A document held in memory: opened, kept up with what others write, read anew where it was replaced."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from netui.errors import DamagedError, DocumentError
from netui.storage import schema
from netui.storage.backups import Backups
from netui.storage.changes import Change, Operation, change_of, operations_of
from netui.storage.files import (
    Signature,
    explained,
    install_whole,
    open_for_reading,
    open_private,
    read_from,
    signature_of,
    status_at,
    sweep,
    sweep_folder,
    sync_folder,
)
from netui.storage.history import History
from netui.storage.intake import Intake
from netui.storage.journal import AbsentJournal, Bookmark, ChainBrokenError, Journal
from netui.storage.layout import Bookkeeping, Parsed, parse, pieces
from netui.storage.lines import Header, Line, Position, beginning
from netui.storage.model import Model, Snapshot
from netui.storage.staging import Staging

UNSTABLE_TRIES = 3
UNSTABLE_PAUSE = 0.05
"""A document that changes while it is read is read again, after these seconds (choice)."""


MUCH_BYTES = 256 * 1024
"""Bytes of others' lines that take longer to take in than a key may wait (choice)."""


class ForkedError(DamagedError):
    """A journal that does not follow from its document."""


class Resident:
    """The resident records, with the place in the chain that they are at. Not for two threads at once."""

    def __init__(self, path: Path, session: str, account: str) -> None:
        self.path = path
        self._name = os.fspath(path)
        self.document_id = ""
        self.model = Model()
        self.history = History(path.with_suffix(".history"))
        self.backups = Backups(path)
        self.generation = 0
        """Raised by everything that changes the records."""
        self.read_only: str | None = None
        """Why the document can only be looked at."""
        self.schema = schema.SCHEMA
        """The version of the format of the document as it lies there."""
        self.edited = False
        """Whether another program has written the document since netui last did."""
        self.remark: str | None = None
        """What was found among the files and seen to, in a sentence for a person."""
        self.former: list[Snapshot] = []
        """The records that there were before the document was read anew; to be freed by whoever has time."""
        self.pending: list[Change] = []
        """What others changed and nobody has been told of yet."""
        self.journal: Journal
        self.signature: Signature
        """The document file as it was when last read, or written by this session."""
        self._journal_path = path.with_suffix(".journal")
        self._ahead: tuple[Signature, Parsed | DocumentError] | None = None
        """A document that was read before it was to be loaded, and the file as it was then."""
        self._intake: Intake | None = None
        """What is being taken in beside these records: the journal was read up to there."""
        self._intake_from: tuple[Journal, Bookmark]
        """The journal that it was read from, and from where on."""
        self.looked_through: tuple[Signature | None, ...] = ()
        """The files as they were when one last looked through them for what is known here."""
        self._session = session
        self._account = account

    @property
    def is_of_an_older_format(self) -> bool:
        """Whether the document lies there in a format of an older netui."""
        return self.schema < schema.SCHEMA

    def close(self) -> None:
        """Let go of the journal."""
        if hasattr(self, "journal"):
            self.journal.close()

    # --- opening -------------------------------------------------------------------------------------------

    def open_files(self) -> tuple[int, Journal]:
        """The document's descriptor and its journal. Only under the lock, so that they go together.

        Where the document is only looked at, there is no lock: they are opened in the order in which a fold
        beside us does no harm, the journal first. Raises DocumentError, DamagedError.
        """
        if self.read_only:
            return self._open_to_look()
        with explained("open", self.path):
            Staging(self.path).finish()
            for path in (self.path, self._journal_path, self.history.path):
                sweep(path)
            sweep_folder(self.backups.folder)
            if not self.path.exists():
                self._create()
            descriptor = open_private(self.path, os.O_RDONLY)
        try:
            if self._journal_path.exists():
                return descriptor, self._own(Journal.open(self._journal_path))
            header = self._header_of(descriptor)
            self._refuse_if_history_goes_on(header.position)
            return descriptor, Journal.create(self._journal_path, header)
        except BaseException:
            os.close(descriptor)
            raise

    def _own(self, journal: Journal) -> Journal:
        """The journal, if it is not that of another document beside this one. Raises DocumentError."""
        other = self.path.with_name(journal.header.name or self.path.name)
        shared = other.with_suffix(journal.path.suffix) == journal.path
        if shared and other != self.path and other.exists():
            journal.close()
            raise DocumentError(
                f"{journal.path.name} belongs to {other.name}: give {self.path.name} a folder of its own, or "
                "another name before its ending"
            )
        return journal

    def _refuse_if_history_goes_on(self, at: Position) -> None:
        """Raise ForkedError where changes were made after the place at which the document is.

        New ones would take their numbers. A history that is shorter, or not there, does no harm.
        """
        end = self.history.end()
        if end is not None and end.number >= at.number and end != at:
            raise ForkedError(
                f"{self.path} ends at change {at.number}, its history at {end.number}, and there is no "
                "journal: nothing is overwritten; netui check says what there is"
            )

    def _open_to_look(self) -> tuple[int, Journal]:
        path = self._journal_path
        journal = Journal.open(path, to_look=True) if path.exists() else None
        descriptor = -1
        try:
            with explained("open", self.path):
                descriptor = open_for_reading(self.path)
            return descriptor, journal or AbsentJournal(path, self._header_of(descriptor))
        except BaseException:
            if descriptor >= 0:
                os.close(descriptor)
            if journal is not None:
                journal.close()
            raise

    def _header_of(self, descriptor: int) -> Header:
        """The header of the journal that a document's next changes go to."""
        with explained("read", self.path):
            bookkeeping = parse(self.path, read_from(descriptor, 0)).bookkeeping
        checkpoint = bookkeeping.checkpoint
        return Header.after(
            checkpoint.position,
            document=bookkeeping.document,
            last_id=checkpoint.last_id,
            schema=bookkeeping.schema,
            name=self.path.name,
        )

    def _create(self) -> None:
        for left in (self._journal_path, self.history.path):
            if left.exists():
                raise DamagedError(
                    f"{self.path.name} is gone, but {left.name} is there: netui check --mend makes it anew "
                    f"from what is left, or put it back (in {self.path.parent})"
                )
        document_id = os.urandom(16).hex()
        install_whole(self.path, pieces(Model().snapshot(), document_id, beginning(document_id)))
        sync_folder(self.path.parent)

    def open_to_look(self) -> None:
        """Open and take in a document that is only looked at, without the lock.

        Raises DocumentError, DamagedError; ForkedError where the files do not go together though one has
        tried again and again, for they do not while another session folds.
        """
        for left in reversed(range(UNSTABLE_TRIES)):
            descriptor, journal = self.open_files()
            try:
                self.load(descriptor, journal)
            except ForkedError:
                journal.close()
                if not left:
                    self._refuse_if_half_forgotten()
                    raise
                time.sleep(UNSTABLE_PAUSE)
            except BaseException:
                journal.close()
                raise
            else:
                return

    def _refuse_if_half_forgotten(self) -> None:
        if Staging(self.path).is_due:
            raise DocumentError(
                "netui was stopped while it forgot something: open "
                f"{self.path.name} where it can be written (in {self.path.parent})"
            )

    def load(self, descriptor: int, journal: Journal) -> None:
        """Take in a document and the lines of its journal that it does not hold. Needs no lock.

        Closes the descriptor. Raises DocumentError, DamagedError; the records are then as they were.
        """
        try:
            signature, parsed = self._parsed(descriptor)
        finally:
            os.close(descriptor)
        bookkeeping, model, as_written = parsed
        for line in _lines_since(bookkeeping, journal, self.path):
            for operation in operations_of(line.body, journal.path.name):
                model.apply(operation)
            model.name_tables(line.body.tables)
        model.note_id(journal.header.last_id)
        self.model.replace_by(model)
        self.document_id = bookkeeping.document
        self.journal = journal
        self.signature = signature
        self.schema = bookkeeping.schema
        self.edited = not as_written
        if newer := schema.newer(bookkeeping.schema, self.path):
            self.read_only = newer.message
        self.generation += 1

    def _parsed(self, descriptor: int) -> tuple[Signature, Parsed]:
        """A document, and the file as it was: read now, unless that was done ahead."""
        with explained("read", self.path):
            ahead, found = self._ahead, signature_of(os.fstat(descriptor))
            if ahead is None or ahead[0] != found:
                data, found = _stable(descriptor)
                return found, parse(self.path, data)
        if isinstance(ahead[1], DocumentError):
            raise ahead[1].with_traceback(None)  # or it would hold all that it was ever raised through
        self._ahead = None  # lines of the journal are applied to it
        return found, ahead[1]

    def document_to_read(self) -> Signature | None:
        """The document that lies there now where it is another than the one known, with the journal that is
        known: another program has written it, or a fold is in its midst. None where there is none to read,
        or it was read ahead. Raises OSError."""
        if self._is_as_seen() or not self.journal.is_at_its_path() or not self.document_is_new():
            return None
        found = signature_of(status_at(self._name))
        return None if self._ahead is not None and self._ahead[0] == found else found

    def read_ahead(self) -> None:
        """Read the document that lies there now, for when it is loaded; in any thread: nothing else changes.

        What is wrong with it is raised when it is loaded.
        """
        with suppress(OSError):
            descriptor = open_for_reading(self.path)
            try:
                data, signature = _stable(descriptor)
            finally:
                os.close(descriptor)
            try:
                self._ahead = signature, parse(self.path, data)
            except DocumentError as error:
                self._ahead = signature, error

    # --- keeping up ----------------------------------------------------------------------------------------

    def look(self) -> bool:
        """Take in what others have appended, without the lock; False where only the lock can tell.

        Raises DocumentError, DamagedError.
        """
        self._install_intake()
        with explained("read", self.path):
            if self._is_as_seen():
                self._ahead = None  # it was not to be loaded after all
                return True
            if not self.journal.is_at_its_path():
                return self._switched()
            if self.document_is_new():
                return False  # in the middle of another session's fold, or another program's work
            if not self.journal.has_news():
                return True
            return self.journal.ends_as_known() and self._read_on()

    def catch_up(self) -> None:
        """Take in what others have written. Only under the lock, but where the document is only looked at.

        Raises DocumentError, DamagedError.
        """
        self._install_intake()
        with explained("read", self.path), suppress(FileNotFoundError):
            if self._is_as_seen() and self.journal.ends_as_known():
                return
        with explained("read", self.path):
            if not self.path.exists():
                raise DocumentError(
                    f"{self.path.name} is gone: put it back, or leave netui and have netui check --mend make "
                    f"it anew from what is left (in {self.path.parent})"
                )
            if not self._journal_path.exists() and not self.read_only:
                self._put_journal_back()
            if not self._journal_path.exists():
                known = False
            elif not self.journal.is_at_its_path():
                known = self._switched()
            elif self.document_is_new() or not self.journal.ends_as_known():
                known = False
            else:
                known = not self.journal.has_news() or self._read_on()
            if not known:
                self._reload()

    def has_much_to_take_in(self) -> bool:
        """Whether the journal goes on for longer than can be read at once. Raises OSError."""
        return self.journal.has_news() and self.journal.unread() >= MUCH_BYTES

    def begin_intake(self) -> Intake | None:
        """Begin to take in what others have appended beside the records that are there, where it is much;
        None where it is not, or where more is to be looked at than the end of the journal.

        Whoever looks, or begins a change, before it is all read has the rest of it read at once: what was
        read from the journal counts. Raises DocumentError, DamagedError.
        """
        with explained("read", self.path):
            if not self.has_much_to_take_in() or not self.journal.ends_as_known():
                return None
            if self.journal.is_at_its_path() and self.document_is_new():
                return None
            before = self.journal.bookmark()
            try:
                lines = self.journal.read()
            except ChainBrokenError:
                return None
        if not lines:  # one that is being written, or was never finished
            return None
        self._intake = Intake(self.model, lines, self.journal.path.name)
        self._intake_from = self.journal, before
        return self._intake

    @property
    def takes_in(self) -> bool:
        """Whether others' changes are being taken in: the records are not what the journal was read up to."""
        return self._intake is not None

    def _install_intake(self) -> None:
        """Have all that was begun to be taken in, and hold these records."""
        intake, self._intake = self._intake, None
        if intake is None:
            return
        intake.is_installed = True
        journal, before = self._intake_from
        with journal.back_if_damaged(before):
            while intake.step():
                pass
        self.generation += 1
        self.model.replace_by(intake.model)
        self.pending += intake.changes

    def settle(self) -> None:
        """Catch up, and see to what stands after the journal's last whole line. Only under the lock.

        Raises DocumentError, DamagedError.
        """
        self.catch_up()
        if self.read_only:  # a newer netui has written it
            return
        if self.journal.set_right():
            self.catch_up()
        if aside := self.journal.set_torn_aside():
            self.remark = f"a change that was never finished was set aside in {aside.name}"

    def _put_journal_back(self) -> None:
        """Write the journal again that was taken away; not beside a document that it does not belong to.

        It may hold what another session has forgotten for good since.
        """
        if self.document_is_new():
            descriptor = open_for_reading(self.path)
            try:
                at = parse(self.path, read_from(descriptor, 0)).bookkeeping.checkpoint.position
            finally:
                os.close(descriptor)
            if not self.journal.has_been_at(at):
                return
        self.journal.put_back()

    def _is_as_seen(self) -> bool:
        return self.journal.is_as_seen() and not self.document_is_new()

    def is_as_left(self) -> bool:
        """Whether nothing is new, and nothing that was is still to be taken in or told. Raises OSError."""
        return not self.takes_in and not self.pending and self._is_as_seen()

    def document_is_new(self) -> bool:
        """Whether the document is another file, or has other content, than when last seen. Raises OSError."""
        return signature_of(status_at(self._name)) != self.signature

    def apply(self, operations: list[Operation], tables: Mapping[str, bool]) -> list[Operation]:
        """Do operations, and name ``tables``; returns the operations as they were done."""
        self.generation += 1
        self.model.name_tables(tables)
        return [self.model.apply(operation) for operation in operations]

    def taken(self) -> list[Change]:
        """What nobody has been told of yet; they are told now. After a reload, of that alone."""
        taken, self.pending = self.pending, []
        return [change for change in taken if change.reloaded][-1:] or taken

    def _read_on(self) -> bool:
        """Take in the journal's new lines; False where they do not follow from those before."""
        journal, before = self.journal, self.journal.bookmark()
        try:
            lines = journal.read()
        except ChainBrokenError:
            return False  # a line was taken back since its sync had failed, or the file was tampered with
        with journal.back_if_damaged(before):
            self._take_in(lines, journal)
        return True

    def _switched(self) -> bool:
        """Go over to the journal that a fold has begun; False where it does not go on from these records."""
        if not self._read_on():
            return False
        signature = signature_of(self.path.stat())
        fresh = Journal.open(self._journal_path, to_look=bool(self.read_only))
        try:
            lines = _lines_after(self.journal, fresh)
            # Another program may have written the document since that fold, or a newer netui have folded.
            ours = fresh.header.document == self.document_id and fresh.header.schema == self.schema
            ours = ours and fresh.header.written == signature
        except BaseException:
            fresh.close()
            raise
        if lines is None or not ours:
            fresh.close()
            return False
        self.journal.close()
        self.journal = fresh
        self.signature = signature
        self.edited = False
        self._ahead = None
        self._take_in(lines, fresh)
        return True

    def _take_in(self, lines: list[Line], journal: Journal) -> None:
        read = [(line.body, operations_of(line.body, journal.path.name)) for line in lines]
        for body, operations in read:
            done = self.apply(operations, body.tables)
            self.pending.append(change_of(body, tuple(operation.touched() for operation in done)))

    def _reload(self) -> None:
        old = self.journal
        if self.read_only:
            self.open_to_look()
        else:
            self._load_and_keep(old)
        old.close()
        self._told_reloaded()

    def _load_and_keep(self, old: Journal) -> None:
        """Load the files that lie here now; keep aside what was known here and cannot be had from them."""
        from netui.storage import replaced  # late: the files are seldom replaced

        before, document_id = self.model.snapshot(), self.document_id
        try:
            self._load_anew()
        except DamagedError:
            if replaced.is_nowhere(self, old.at):
                replaced.keep_all(self, old, pieces(before, document_id, old.at))
            raise
        try:
            if not replaced.leads_on_from(self, old.at):
                replaced.keep_lost(self, old, pieces(before, document_id, old.at))
        except BaseException:
            self.journal.close()
            raise
        self.former = [before]

    def _load_anew(self) -> None:
        descriptor, fresh = self.open_files()
        try:
            self.load(descriptor, fresh)
        except BaseException:
            fresh.close()
            raise

    def _told_reloaded(self) -> None:
        self.pending.append(
            Change(
                number=self.journal.at.number,
                at=datetime.fromtimestamp(self.signature.modified_ns / 1e9, UTC),
                session=self._session,
                account=self._account,
                label="the document was read anew",
                reloaded=True,
            )
        )


def _stable(descriptor: int) -> tuple[bytes, Signature]:
    """The bytes of a file that nobody wrote to meanwhile, as far as its status can tell. Raises OSError."""
    for left in reversed(range(UNSTABLE_TRIES)):
        signature = signature_of(os.fstat(descriptor))
        data = read_from(descriptor, 0)
        if signature == signature_of(os.fstat(descriptor)) or not left:
            break
        time.sleep(UNSTABLE_PAUSE)
    return data, signature


def _lines_since(bookkeeping: Bookkeeping, journal: Journal, document: Path) -> list[Line]:
    """The journal's lines that the document does not hold. Raises ForkedError where they do not follow."""
    checkpoint = bookkeeping.checkpoint
    reason = None
    if journal.header.document != bookkeeping.document:
        reason = "they are of two documents"
    elif checkpoint.number < journal.header.number:
        reason = f"the one ends at change {checkpoint.number}, the other begins after {journal.header.number}"
    lines = [] if reason else journal.read()
    start = journal.header.position
    if not reason and start != checkpoint.position:
        reached = [line.position for line in lines[: checkpoint.number - start.number]]
        if not reached or reached[-1] != checkpoint.position:
            reason = f"change {checkpoint.number} of the one is not in the other"
        lines = lines[len(reached) :]
    if reason:
        raise ForkedError(
            f"{document.name} and {journal.path.name} do not belong together: netui check says what each "
            f"holds, and both are kept; {reason} (in {document.parent})"
        )
    return lines


def _lines_after(old: Journal, fresh: Journal) -> list[Line] | None:
    """The lines of a new journal that come after all of the old one; None where it does not go on from it."""
    try:
        lines = fresh.read()
    except ChainBrokenError:
        return None
    if fresh.header.position == old.at:
        return lines
    for place, line in enumerate(lines):
        if line.position == old.at:
            return lines[place + 1 :]
    return None
