"""The lock beside a document: held for a moment by whoever writes, released by the system if they die.

It is ``flock`` on a file of its own. On the document it would be lost at the rename, and ``lockf`` is lost
when any descriptor of the file closes.
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
from netui.storage.files import Identity, explained, identity_of, open_private, status_at

TIMEOUT = 2.0
"""Seconds to wait for the lock (choice)."""

FIRST_PAUSE = 0.0005
LONGEST_PAUSE = 0.002
"""Seconds between two tries; doubled from the first to the longest (choice).

With 0.02 one of eight busy processes on two cores sometimes found the lock taken for the whole time-out."""


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock, for the message to those who wait in vain."""

    pid: int
    host: str
    account: str
    session: str
    since: datetime


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

    @contextmanager
    def held(self, since: datetime, timeout: float | None = None) -> Iterator[None]:
        """Hold the lock in the block, waiting at most ``timeout`` seconds, or the lock's own time-out.

        ``since`` is the instant now. Raises LockedError, naming the holder, when the time is over, and
        DocumentError when the lock file cannot be opened.
        """
        with explained("lock", self.path):
            self._take(self.timeout if timeout is None else timeout)
        try:
            with suppress(OSError):  # a full disk: the lock holds without a name, too
                self._sign(since)
            yield
        finally:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _take(self, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        pause = FIRST_PAUSE
        while True:
            if self._descriptor < 0:
                self._descriptor = open_private(self.path, os.O_RDWR | os.O_CREAT)
                self._identity = identity_of(os.fstat(self._descriptor))
                self._written = 0
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise LockedError(self._who()) from None
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            if self._is_the_one():
                return
            self.close()  # the file was removed, and maybe made anew: this lock keeps nobody out

    def _is_the_one(self) -> bool:
        try:
            return identity_of(status_at(self._name)) == self._identity
        except FileNotFoundError:
            return False

    def _sign(self, since: datetime) -> None:
        holder = Holder(os.getpid(), self._host, self._account, self._session, since)
        text = self._encoder.encode(holder) + b"\n"
        os.pwrite(self._descriptor, text, 0)
        if len(text) != self._written:
            os.ftruncate(self._descriptor, len(text))
            self._written = len(text)

    def _who(self) -> str:
        try:
            holder = msgspec.json.decode(os.pread(self._descriptor, 4096, 0), type=Holder)
        except (OSError, msgspec.MsgspecError, UnicodeError):
            return f"another session holds {self.path}: try again in a moment"
        return (
            f"{self.path} is held by {holder.account}, process {holder.pid} on {holder.host}, "
            f"since {holder.since:%Y-%m-%d %H:%M:%S} UTC: try again, or end that process"
        )
