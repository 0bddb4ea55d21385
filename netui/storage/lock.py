"""The lock beside a document: held for a moment by whoever writes, released by the system if they die.

It is ``flock`` on a file of its own. On the document it would be lost at the rename, and ``lockf`` is lost
when any descriptor of the file closes. Where the file system knows no locks, one session has the document to
itself from its first look to its end (:mod:`netui.storage.marker`).
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from netui.errors import LockedError
from netui.storage.files import Identity, explained, identity_of, open_private, status_at, try_lock
from netui.storage.marker import Holder, Marker, holder_in

TIMEOUT = 2.0
"""Seconds to wait for the lock (choice)."""

FIRST_PAUSE = 0.0005
LONGEST_PAUSE = 0.002
"""Seconds between two tries; doubled from the first to the longest (choice).

With 0.02 one of eight busy processes on two cores sometimes found the lock taken for the whole time-out."""


class Lock:
    """One document's lock, as one session sees it. Not for two threads at once."""

    def __init__(self, path: Path, account: str, session: str) -> None:
        self.path = path
        self.timeout = TIMEOUT
        self._account = account
        self._session = session
        self._host = os.uname().nodename
        self._name = os.fspath(path)
        self._descriptor = -1
        self._identity: Identity
        self._encoder = msgspec.json.Encoder()
        self._written = 0
        self._marker = Marker(path)

    @property
    def is_exclusive(self) -> bool:
        """Whether this session has the document to itself, since the file system knows no locks."""
        return self._marker.is_held

    @contextmanager
    def held(self, since: datetime, timeout: float | None = None) -> Iterator[None]:
        """Hold the lock in the block, waiting at most ``timeout`` seconds, or the lock's own time-out.

        ``since`` is the instant now. Raises LockedError, naming the holder, when the time is over, and
        DocumentError when the lock file cannot be opened.
        """
        with explained("lock", self.path):
            self._take(since, self.timeout if timeout is None else timeout)
        try:
            with suppress(OSError):  # a full disk: the lock holds without a name, too
                self._sign(since)
            yield
        finally:
            self._let_go()

    def close(self) -> None:
        """Let go of the file, and of the document if this session has it to itself."""
        with suppress(OSError):
            self._marker.release()
        self._close_file()

    def _let_go(self) -> None:
        if self._descriptor < 0 or self._marker.is_held:
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        except OSError:  # what was done is done: closing lets go of it, too
            self._close_file()

    def _close_file(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _take(self, since: datetime, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        pause = FIRST_PAUSE
        while True:
            if self._descriptor < 0:
                self._descriptor = open_private(self.path, os.O_RDWR | os.O_CREAT)
                self._identity = identity_of(os.fstat(self._descriptor))
                self._written = 0
            try:
                knows_locks = try_lock(self._descriptor)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise LockedError(self._who(since)) from None
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            if not knows_locks:
                self._marker.take(self._holder(since))
                return
            if self._is_the_one():
                self._refuse_beside_marker(since)
                return
            self._close_file()  # the file was removed, and maybe made anew: this lock keeps nobody out

    def _refuse_beside_marker(self, now: datetime) -> None:
        # The folder may be mounted elsewhere too, by what knows no locks.
        try:
            self._marker.refuse_others(now)
        except BaseException:
            self._let_go()
            raise

    def _is_the_one(self) -> bool:
        try:
            return identity_of(status_at(self._name)) == self._identity
        except FileNotFoundError:
            return False

    def _sign(self, since: datetime) -> None:
        text = self._encoder.encode(self._holder(since)) + b"\n"
        os.pwrite(self._descriptor, text, 0)
        if len(text) != self._written:
            os.ftruncate(self._descriptor, len(text))
            self._written = len(text)

    def _holder(self, since: datetime) -> Holder:
        return Holder(os.getpid(), self._host, self._account, self._session, since)

    def _who(self, now: datetime) -> str:
        with suppress(OSError):
            if holder := holder_in(os.pread(self._descriptor, 4096, 0)):
                return f"locked by {holder.words(now)}: try again, or end it (in {self.path.parent})"
        return f"locked by another session: try again in a moment (in {self.path.parent})"
