"""The document and its journal, as one session holds them: :class:`Store`.

The order of things that nothing is lost by:

* A change takes the lock, reads what others have appended, chooses its ids, appends one line, syncs, and only
  then changes the resident records: all under one hold.
* A fold writes the records, as they were at some line, to a file beside the document while no lock is held;
  then, under the lock, it adds the lines up to there to the history, renames the document, and starts a new
  journal with the lines since. Whatever it dies at, document and journal together still say everything.
* A line of the journal is passed over only where its number and its hash are what the document holds.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netui.domain.records import Profile
from netui.errors import DocumentError, LockedError
from netui.storage import schema
from netui.storage.access import refused_to_write, why_only_reading
from netui.storage.backups import Backups
from netui.storage.beside import is_kept_beside
from netui.storage.changes import Change, change_of
from netui.storage.codec import codec_of
from netui.storage.collector import emptying
from netui.storage.files import explained, make_folder, resolved
from netui.storage.folding import (
    LONG_JOURNAL_BYTES,
    SMALL_DOCUMENT_BYTES,
    Frozen,
    Written,
    freeze,
    install,
    write_beside,
)
from netui.storage.ids import next_id
from netui.storage.layout import pieces
from netui.storage.lines import Body, encode_line
from netui.storage.lock import LONGEST_PAUSE, TIMEOUT, Lock
from netui.storage.model import BOOKKEEPING_ID, Model
from netui.storage.past import PastChanges, PastLine
from netui.storage.resident import Resident
from netui.storage.transaction import Transaction

if TYPE_CHECKING:
    from tinydb import TinyDB

    from netui.storage.files import Signature
    from netui.storage.forgetting import Forgotten, Redaction
    from netui.storage.intake import Intake

FORGET_LABEL = "forget: something was taken out for good"


class Store:
    """One session's hold on a document: resident records, changes, what others change.

    One thread at a time may use it, but for :meth:`fold`, which may run in another thread meanwhile.
    """

    def __init__(self, path: Path, instant: Callable[[], datetime], account: str, session: str) -> None:
        self.path = path
        """The document's own path, symbolic links followed."""
        self.session = session
        self.opened_at = 0
        """The number of the last change when this session began."""
        self.account = account.encode(errors="replace").decode()
        self._instant = instant
        self._lock = Lock(path.with_suffix(".lock"), self.account, session)
        self._resident = Resident(path, session, self.account)
        self._active: Transaction | None = None
        self._mutex = threading.RLock()
        self._folding = threading.Lock()
        self._database: TinyDB | None = None

    # --- opening and closing -------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        instant: Callable[[], datetime],
        account: str,
        session: str | None = None,
        create: bool = True,
        to_look: bool = False,
    ) -> Store:
        """Open the document at ``path``; where there is none, make it (and its folder) if ``create``.

        With ``to_look`` it is only looked at, and no lock taken, as where it cannot be written.

        ``instant`` tells the time, aware; ``account`` and ``session`` (8 hexadecimal digits, made if not
        given) are written into each line. Raises DocumentError where it cannot be read or written,
        DamagedError where it holds what netui did not write, LockedError; nothing is then overwritten.
        """
        path = resolved(path)
        if is_kept_beside(path):
            raise DocumentError(f"{path.name} is what netui keeps beside a document: name the document")
        with explained("open", path):
            if not create and not path.exists():
                raise DocumentError(f"there is no document at {path}")
            read_only = why_only_reading(path)
            if read_only is None and to_look:
                read_only = f"{path.name} was opened to look at only"
            if read_only is None:
                make_folder(path.parent)
        store = cls(path, instant, account, session or os.urandom(4).hex())
        try:
            store._begin(read_only)
        except BaseException:
            store._let_go()
            raise
        return store

    def _begin(self, read_only: str | None) -> None:
        resident = self._resident
        if read_only is None:
            try:
                with self._lock.held(self._now()):
                    descriptor, journal = resident.open_files()
            except DocumentError as error:
                read_only = refused_to_write(self.path, error)
                if read_only is None:
                    raise
            else:
                try:
                    resident.load(descriptor, journal)
                except BaseException:
                    journal.close()
                    raise
        if read_only is not None:
            resident.read_only = read_only
            resident.open_to_look()
        self.opened_at = resident.journal.at.number
        if resident.is_of_an_older_format:
            self._migrate()

    def _migrate(self) -> None:
        """Write a document of an older format anew; what is there now is kept as a backup."""
        try:
            while self._resident.is_of_an_older_format and not self.fold():
                self.follow()  # another session has done it meanwhile, or another program has written it
        except LockedError:
            raise
        except DocumentError as error:
            # Lines of this format must not follow a document of an older one.
            self._resident.read_only = f"it is of an older format and cannot be written anew: {error.message}"

    def close(self, *, fold: bool = False) -> None:
        """Let go of the files, having folded the journal into the document if ``fold``.

        Every change was durable before. Raises DocumentError when the fold fails. May be called twice.
        """
        try:
            if fold and self.needs_fold and not self.fold():
                self.follow()  # where others have put other files in the place of these, what is here is kept
        finally:
            self._let_go()

    def _let_go(self) -> None:
        self._lock.close()
        self._resident.close()

    # --- looking -------------------------------------------------------------------------------------------

    @property
    def read_only(self) -> str | None:
        """Why the document can only be looked at, in a sentence; None where it can be changed."""
        return self._resident.read_only

    @property
    def notice(self) -> str | None:
        """What a person should know of how the document is held, in a sentence; as a rule nothing."""
        if self._lock.is_exclusive:
            return (
                f"until this session ends, no other can open {self.path.name}, since its folder cannot lock "
                f"files (in {self.path.parent})"
            )
        return self.remark or self.read_only

    @property
    def remark(self) -> str | None:
        """What was found among the files and seen to, in a sentence; as a rule nothing."""
        return self._resident.remark

    @property
    def document_id(self) -> str:
        """The document's own id, 32 hexadecimal digits."""
        return self._resident.document_id

    def mark(self) -> str | None:
        """What tells these very records from all others, for what is computed from them and outlives the
        session. None where that cannot be told: another program has written the document, or a fold by
        another session is not taken in yet.
        """
        from netui.storage.marks import mark_of  # late: only a large network's program asks for it

        with self._mutex:
            return mark_of(self._resident)

    def since(self, mark: str, *, most_bytes: int) -> list[Change] | None:
        """What was changed since the records had a :meth:`mark`, oldest first; nothing where they have it.

        None where that cannot be told: where there is no mark now, where the document was written anew since,
        or where the lines have more than ``most_bytes``. A fold keeps what another program has written before
        it and leaves no line of that, so no mark outlives one. Raises DocumentError, DamagedError.
        """
        from netui.storage.marks import lines_since  # late, too

        with self._mutex, explained("read", self.path):
            lines = lines_since(self._resident, mark, most_bytes)
        return None if lines is None else [line.change() for line in lines]

    @property
    def generation(self) -> int:
        """Raised by everything that changes the resident records."""
        return self._resident.generation

    @property
    def model(self) -> Model:
        """The resident records, for this package alone."""
        return self._resident.model

    def table(self, name: str) -> Mapping[int, Any]:
        """A live read-only view of a table: records by id (dicts in a table that netui does not know)."""
        return self._resident.model.table(name)

    def changes(self, limit: int | None = None) -> PastChanges:
        """The changes so far, newest first, at most ``limit``: those of the journal, then of the history.

        Read from the disk no further than one looks. Raises DocumentError, DamagedError (as one looks).
        """
        return PastChanges(line.change() for line in islice(self.past(), limit))

    def past(self) -> Iterator[PastLine]:
        """The lines that :meth:`changes` are made of, newest first: for walking back through many."""
        with self._mutex:
            journal = self._resident.journal
            start = journal.header_bytes
            raws = journal.bytes_between(start, journal.offset).split(b"\n")[:-1]
        offset = journal.offset
        for raw in reversed(raws):
            offset -= len(raw) + 1
            yield PastLine(raw, journal.path, offset)
        yield from self._resident.history.backwards(journal.header.number)

    def past_with(self, pattern: re.Pattern[bytes]) -> Iterator[Change]:
        """Every change in whose line a pattern is found, oldest first. Raises DocumentError, DamagedError."""
        from netui.storage.forgetting import raw_lines  # late: rarely asked for

        with self._mutex:
            journal = self._resident.journal
            new = journal.bytes_between(journal.header_bytes, journal.offset).split(b"\n")[:-1]
        history = self._resident.history.path
        for path, start, raws in (
            (history, 0, raw_lines(history)),
            (journal.path, journal.header_bytes, new),
        ):
            offset = start
            for raw in raws:
                if pattern.search(raw):
                    yield PastLine(raw, path, offset).change()
                offset += len(raw) + 1

    @property
    def database(self) -> TinyDB:
        """The document as TinyDB has it; what is written through it goes through the journal too."""
        if self._database is None:
            from netui.storage.tiny import Database  # late: tinydb takes 20 ms to import

            self._database = Database(self)
        return self._database

    def records(self) -> Iterator[tuple[str, int, bytes]]:
        """Table, id and JSON of every record, fields that netui does not know among them; and, as a record of
        the profile's table, the version of the format. For a copy that is no document of its own."""
        for table in self.model.names():
            codec = codec_of(table)
            for record_id in self.model.table(table):
                value = self.model.get(table, record_id)
                if value is not None:
                    yield table, record_id, codec.encode(value)
        yield Profile.table, BOOKKEEPING_ID, b'{"schema":%d}' % schema.SCHEMA

    # --- changing ------------------------------------------------------------------------------------------

    @contextmanager
    def change(self, label: str) -> Iterator[Transaction]:
        """One change: all that is done in the block is one line, on disk when the block has ended.

        ``label`` says for people what is done. Without any operation nothing is written, after an exception
        in the block neither. Raises LockedError, DamagedError and DocumentError, also where the document is
        read-only; nothing has then changed.
        """
        with self._mutex:
            if self._active is not None:
                raise RuntimeError("a change is being made already")
            self._refuse_if_read_only()
            with self._lock.held(self._now()):
                self._resident.settle()
                self._refuse_if_read_only()  # a newer netui has written it
                transaction = Transaction(self.model, self._now, label, self._resident.taken())
                self._active = transaction
                try:
                    yield transaction
                    self._write(transaction)
                finally:
                    self._active = None

    def ids_ahead(self) -> Iterator[int]:
        """New ids for a change that is made ready before it begins. They hold for as long as
        :attr:`generation` stays and the change, when it begins, has nothing to catch up with."""
        last = 0
        while True:
            last = next_id(self._now(), max(last, self.model.last_id))
            yield last

    @property
    def active(self) -> Transaction | None:
        """The change that is being made."""
        return self._active

    def _write(self, transaction: Transaction) -> None:
        operations, tables = transaction.operations(), transaction.tables()
        if not operations and not tables:
            return
        journal = self._resident.journal
        body = Body(
            schema=schema.SCHEMA,
            number=journal.at.number + 1,
            at=self._now(),
            session=self.session,
            account=self.account,
            label=transaction.label.encode(errors="replace").decode(),
            undoes=transaction.undoes,
            redoes=transaction.redoes,
            records=[entry for _, entry in operations],
            tables=tables,
            previous=journal.at.hash,
        )
        journal.append(*encode_line(body))
        done = self._resident.apply([operation for operation, _ in operations], tables)
        transaction.change = change_of(body, tuple(operation.touched() for operation in done))

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise DocumentError(self.read_only)

    def _now(self) -> datetime:
        return self._instant().astimezone(UTC)

    # --- following -----------------------------------------------------------------------------------------

    @property
    def is_free(self) -> bool:
        """Whether no other thread puts a fold in place just now: whoever looks waits for that, a fifth of a
        second where the history ends with a whole import."""
        free = self._mutex.acquire(blocking=False)
        if free:
            self._mutex.release()
        return free

    def is_as_left(self) -> bool:
        """Whether nobody has written since one last followed, and all is told: two looks at the file system,
        after which none of the following need be asked. Raises DocumentError where the files are gone."""
        with self._mutex, explained("read", self.path):
            return self._resident.is_as_left()

    def document_to_read(self) -> Signature | None:
        """The document where another program has written it, or a fold is in its midst, and it was not read
        yet, which takes long: see :meth:`read_ahead`. Raises DocumentError."""
        with self._mutex, explained("read", self.path):
            return self._resident.document_to_read()

    def read_ahead(self) -> None:
        """Read that document, in a thread of its own; to be followed by :meth:`follow`, which then takes no
        longer than a key may wait."""
        self._resident.read_ahead()

    def letting_go(self) -> Iterator[None]:
        """Let go of the records that there were before the document was read anew, some a step: to have all
        freed at once takes longer than a key may wait."""
        while self._resident.former:
            for records in self._resident.former.pop().tables.values():
                yield from emptying(records)

    def follow(self) -> list[Change]:
        """What other sessions have changed since one last looked, in order; waits for no lock.

        Where the document was replaced by another program's, or two folds of others were missed, it is one
        ``reloaded`` change alone: nothing computed before holds. Two looks at the file system when there is
        nothing new. Raises DocumentError where the files are gone, DamagedError.
        """
        with self._mutex:
            if not self._resident.look():
                if self.read_only:
                    self._resident.catch_up()
                    return self._resident.taken()
                try:
                    with self._lock.held(self._now(), timeout=0):
                        self._resident.catch_up()
                except LockedError:
                    pass  # a fold is at work; what it does shows the next time
            return self._resident.taken()

    def has_much_to_take_in(self) -> bool:
        """Whether others have written so much that to take it in takes longer than a key may wait: see
        :meth:`begin_intake`. Raises DocumentError."""
        with self._mutex, explained("read", self.path):
            return self._resident.has_much_to_take_in()

    def begin_intake(self) -> Intake | None:
        """Begin to take that in, in steps of a few milliseconds, while the records stay as they are; None
        where there is not so much. When there are no more steps, :meth:`follow` puts the new records in
        place. What was written is read and checked now: best in a thread.

        Raises DocumentError, DamagedError.
        """
        with self._mutex:
            return None if self._resident.takes_in else self._resident.begin_intake()

    # --- folding -------------------------------------------------------------------------------------------

    @property
    def needs_fold(self) -> bool:
        """Whether the journal holds any change that this session may write into the document."""
        resident = self._resident
        return (resident.journal.holds_lines or resident.is_of_an_older_format) and not resident.read_only

    def fold(self) -> bool:
        """Write the journal's changes into the document; True when this session did so.

        May run in a thread: what it holds the lock for takes a moment, and the interpreter is given away
        every millisecond. Raises LockedError, DocumentError, DamagedError; document and journal then still
        go together, and nothing is lost.
        """
        if not self._folding.acquire(blocking=False):
            return False
        try:
            with self._mutex:
                if not self.needs_fold or self._resident.takes_in:
                    return False
                frozen = freeze(self._resident)
            written = write_beside(self.path, frozen, self._now())
            try:
                return self._install(frozen, written)
            finally:
                written.discard()
        finally:
            self._folding.release()

    def fold_if_small(self) -> bool:
        """Fold where it is not felt (about 20 ms), or where the journal has grown long; True if it did."""
        small = self._resident.signature.size <= SMALL_DOCUMENT_BYTES
        long = self._resident.journal.offset >= LONG_JOURNAL_BYTES
        return (small or long) and self.needs_fold and self.fold()

    # --- backups -------------------------------------------------------------------------------------------

    @property
    def backups(self) -> Backups:
        """The copies that were kept of this document."""
        return self._resident.backups

    def backup(self) -> Path:
        """Keep a copy of the records as they are here, the journal's changes too; returns its path.

        Raises DocumentError.
        """
        # Under the lock, or it might hold what another session forgets for good meanwhile.
        self._refuse_if_read_only()
        with self._mutex, self._lock.held(self._now()):
            self._resident.catch_up()
            frozen = freeze(self._resident)
            return self.backups.keep_now(self._now(), pieces(frozen.snapshot, frozen.document_id, frozen.at))

    # --- forgetting ----------------------------------------------------------------------------------------

    def forget(self, decide: Callable[[], Redaction]) -> Forgotten:
        """Take something out of document, journal, history, backups and files set aside, for good.

        ``decide`` says what is left; it is called while nobody else can write, with all taken in that others
        wrote. Raises LockedError, DocumentError, DamagedError: nothing has then happened, or all of it, which
        the next session to open the document, or to go on with it, brings to its end.
        """
        from netui.storage.forgetting import rewrite  # late: rarely asked for

        self._refuse_if_read_only()
        with self._folding, self._mutex, self._lock.held(self._now()):
            if self._active is not None:
                raise RuntimeError("a change is being made")
            resident = self._resident
            resident.settle()
            self._refuse_if_read_only()
            self._fold_now()
            line = Body(
                schema=schema.SCHEMA,
                number=resident.journal.at.number + 1,
                at=self._now(),
                session=self.session,
                account=self.account,
                label=FORGET_LABEL,
                forgotten=True,
                records=[],
                previous="",
            )
            forgotten = rewrite(resident, decide(), line)
            resident.catch_up()  # as any other session does: by reading all of it anew
            return forgotten

    def _fold_now(self) -> None:
        """Fold. Only under the lock, caught up, while no other fold of this session runs."""
        if not self.needs_fold:
            return
        frozen = freeze(self._resident)
        written = write_beside(self.path, frozen, self._now())
        try:
            if not install(self._resident, frozen, written, self._now()):
                raise DocumentError(f"{self.path.name} was written by another program just now: try again")
        finally:
            written.discard()

    def _install(self, frozen: Frozen, written: Written) -> bool:
        deadline = time.monotonic() + TIMEOUT
        while True:
            try:
                # Waiting happens outside the mutex: changes of this session need not wait with us.
                with self._mutex, self._lock.held(self._now(), timeout=0):
                    return install(self._resident, frozen, written, self._now())
            except LockedError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(LONGEST_PAUSE)
