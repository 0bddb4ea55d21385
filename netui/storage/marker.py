"""A file that says that one session has the document to itself, for file systems that know no locks.

There nothing tells whether a session that left its file behind still lives, but for one on this very machine:
its process is looked for. Any other file is believed, and named to whoever may know better.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import msgspec

from netui.errors import LockedError
from netui.storage.files import open_private, sync_folder, write_all

SUFFIX = ".session"


class Holder(msgspec.Struct, frozen=True):
    """Who holds a document, for the message to those who wait in vain."""

    pid: int
    host: str
    account: str
    session: str
    since: datetime

    def words(self, now: datetime) -> str:
        """Who, and since when; the machine and the day where they are others than here and now (UTC)."""
        machine = "" if self.host == os.uname().nodename else f" on {self.host}"
        day = "" if self.since.date() == now.date() else f"{self.since:%Y-%m-%d} "
        return f"{self.account} (process {self.pid}{machine}) since {day}{self.since:%H:%M} UTC"


def holder_in(data: bytes) -> Holder | None:
    """The holder that a file names; None where it was not written to its end."""
    try:
        return msgspec.json.decode(data, type=Holder)
    except (msgspec.MsgspecError, UnicodeError):
        return None


class Marker:
    """The file beside the document at ``document``, as one session sees it."""

    def __init__(self, document: Path) -> None:
        self.path = document.with_suffix(SUFFIX)
        self._name = os.fspath(self.path)
        self._own: bytes | None = None

    @property
    def is_held(self) -> bool:
        """Whether this session has the document to itself."""
        return self._own is not None

    def refuse_others(self, now: datetime) -> None:
        """Raise LockedError where another session has the document to itself. Raises OSError."""
        if self._own is None and os.path.lexists(self._name) and not self._cleared():
            raise LockedError(self._who(now))

    def take(self, holder: Holder) -> None:
        """Have the document to oneself until :meth:`release`.

        Raises LockedError where another session has, OSError.
        """
        if self._own is not None:
            if _content(self.path) != self._own:
                self._own = None
                raise LockedError(
                    f"{self.path.name} was taken away from this session: leave netui, start it again"
                )
            return
        while True:
            try:
                descriptor = open_private(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            except FileExistsError:
                if self._cleared():
                    continue
                raise LockedError(self._who(holder.since)) from None
            break
        own = msgspec.json.encode(holder) + b"\n"
        try:
            write_all(descriptor, own)
            os.fsync(descriptor)
        except BaseException:
            self.path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        sync_folder(self.path.parent)
        self._own = own

    def release(self) -> None:
        """Let others in. Raises OSError."""
        if self._own is not None and _content(self.path) == self._own:
            self.path.unlink(missing_ok=True)
        self._own = None

    def _cleared(self) -> bool:
        """Remove what a session of this machine left that is no more; False where it may live."""
        seen = _content(self.path)
        if seen is None:
            return True
        if not _is_over(seen):
            return False
        aside = self.path.with_name(f".{self.path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
        try:
            self.path.rename(aside)
        except FileNotFoundError:
            return True
        try:
            # Between our look and the rename, another session may have put its own in that place.
            if _content(aside) != seen:
                os.link(aside, self.path)
                return False
        except FileExistsError:
            return False
        finally:
            aside.unlink(missing_ok=True)
        return True

    def _who(self, now: datetime) -> str:
        holder = holder_in(_content(self.path) or b"")
        name = holder.words(now) if holder is not None else "another session"
        return (
            f"in use by {name}: end that session, or remove {self.path.name} if there is none any more "
            f"({self.path.parent} cannot lock files, so one session at a time may have a document there)"
        )


def _is_over(data: bytes) -> bool:
    holder = holder_in(data)
    if holder is None or holder.host != os.uname().nodename or holder.pid <= 0:
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:  # somebody else's, which lives
        return False
    return False


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
