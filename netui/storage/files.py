"""Files of one account alone: opened 0600 whatever the umask, written whole, renamed into place.

Every OSError that a caller may meet becomes a :class:`~netui.errors.DocumentError` with a one-line reason by
way of :func:`explained`.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import NamedTuple

from netui.errors import DocumentError

FILE_MODE = 0o600
FOLDER_MODE = 0o700

TEMPORARY_SUFFIX = ".tmp"

WRITE_BYTES = 1 << 18
"""How much is gathered before it is handed to the system (choice)."""

READ_BYTES = 1 << 22
"""How much is asked of the system at a time where it is not known how much there is (choice)."""


class Signature(NamedTuple):
    """What tells one state of a file from another. Inode numbers are reused at once, so never alone."""

    device: int
    inode: int
    size: int
    modified_ns: int


def status_at(name: str) -> os.stat_result:
    """The status of the file that a path leads to. Raises OSError."""
    return os.stat(name)  # noqa: PTH116 - a quarter of the cost of a Path's, and asked at every change


class Identity(NamedTuple):
    """What tells one file from another, as long as either is open."""

    device: int
    inode: int


def identity_of(status: os.stat_result) -> Identity:
    """The identity in an ``os.stat`` or ``os.fstat`` result."""
    return Identity(status.st_dev, status.st_ino)


def signature_of(status: os.stat_result) -> Signature:
    """The signature in an ``os.stat`` or ``os.fstat`` result."""
    return Signature(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class explained:  # noqa: N801 - used as a statement; a class, since a generator costs thrice as much
    """Turn an OSError in the block into a DocumentError: "cannot ``doing`` ``name``: reason (in ``folder``)".

    Where there is little room the end of a message is not seen: so what tells least, the folder, is there.
    """

    __slots__ = ("_doing", "_path")

    def __init__(self, doing: str, path: Path) -> None:
        self._doing = doing
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            name, folder = self._path.name, self._path.parent
            raise DocumentError(f"cannot {self._doing} {name}: {reason} (in {folder})") from error


def resolved(path: Path) -> Path:
    """Where ``path`` leads to, so that a symbolic link stays one. Raises DocumentError for circles."""
    try:
        found = path.expanduser().resolve()
    except (OSError, RuntimeError) as error:
        raise DocumentError(f"its symbolic links lead nowhere: {path}") from error
    if found.is_symlink():  # from 3.13 on, a circle is no error but its own answer
        raise DocumentError(f"its symbolic links lead nowhere: {path}")
    return found


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, 0700. Raises OSError."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        with suppress(FileExistsError):  # another session may be making it too
            part.mkdir(mode=FOLDER_MODE)
            part.chmod(FOLDER_MODE)


def open_private(path: Path, flags: int) -> int:
    """Open ``path`` with ``os.O_…`` flags and 0600; never waits for a pipe's other end. Returns the
    descriptor. Raises OSError."""
    descriptor = os.open(path, flags | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY, FILE_MODE)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(0, "not a regular file")
    if stat.S_IMODE(status.st_mode) != FILE_MODE:
        with suppress(PermissionError):  # another account's file: writing may be allowed, this is not
            os.fchmod(descriptor, FILE_MODE)
    return descriptor


def open_for_reading(path: Path) -> int:
    """Open a regular file for reading alone; never waits for a pipe's other end. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "not a regular file")
    return descriptor


def read_from(descriptor: int, start: int, end: int | None = None) -> bytes:
    """The bytes from ``start`` to ``end``, or to the end of the file. Raises OSError."""
    parts = []
    position = start
    while end is None or position < end:
        if end is None:
            # All at once, where it is known how much that is: to join parts copies a large document.
            wanted = max(READ_BYTES, os.fstat(descriptor).st_size - position)
        else:
            wanted = min(READ_BYTES, end - position)
        part = os.pread(descriptor, wanted, position)
        if not part:
            break
        parts.append(part)
        position += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def write_all(descriptor: int, data: bytes | bytearray) -> None:
    """Write every byte: the system may take fewer at a time. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""What a file system says that knows no locks."""


def try_lock(descriptor: int) -> bool:
    """Lock a file, if nobody else has; False where the file system knows no locks.

    Raises BlockingIOError where somebody else has, OSError.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as error:
        if error.errno in NO_LOCKS:
            return False
        raise
    return True


class Temporary:
    """A file on its way to becoming ``target``: beside it, durable, not yet there.

    It is locked for as long as it is open, so that :func:`sweep` knows those of sessions that live.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self._make()
        while not self._is_locked():  # another session has swept it away before it was
            self._close()
            self._make()

    def _make(self) -> None:
        name = f".{self.target.name}.{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY_SUFFIX}"
        self.path = self.target.with_name(name)
        self._descriptor = open_private(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL)

    def _is_locked(self) -> bool:
        try:
            try_lock(self._descriptor)
        except BlockingIOError:
            return False
        return self.path.exists()

    def write(self, pieces: Iterable[bytes]) -> int:
        """Write the pieces and make them durable; returns how many bytes they were. Raises OSError."""
        gathered = bytearray()
        size = 0
        for piece in pieces:
            gathered += piece
            if len(gathered) >= WRITE_BYTES:
                write_all(self._descriptor, gathered)
                size += len(gathered)
                gathered = bytearray()
        write_all(self._descriptor, gathered)
        os.fsync(self._descriptor)
        return size + len(gathered)

    def install(self) -> Signature:
        """Rename onto the target; returns the target's signature. Raises OSError."""
        self.path.replace(self.target)
        signature = signature_of(os.fstat(self._descriptor))
        self._close()
        return signature

    def discard(self) -> None:
        """Remove it, unless it was installed."""
        if self._descriptor >= 0:
            with suppress(OSError):
                self.path.unlink()
            self._close()

    def _close(self) -> None:
        os.close(self._descriptor)
        self._descriptor = -1


def install_whole(target: Path, pieces: Iterable[bytes]) -> Signature:
    """Write ``pieces`` in place of ``target``, all or nothing; the folder is not synced. Raises OSError."""
    temporary = Temporary(target)
    try:
        temporary.write(pieces)
        return temporary.install()
    finally:
        temporary.discard()


def temporaries_of(target: Path) -> Iterator[Path]:
    """The temporary files beside ``target``, of sessions that live or died. Raises OSError."""
    return target.parent.glob(f".{escape(target.name)}.*{TEMPORARY_SUFFIX}")


def temporaries_in(folder: Path) -> Iterator[Path]:
    """All temporary files in ``folder``, which need not exist. Raises OSError."""
    return folder.glob(f".*{TEMPORARY_SUFFIX}")


def sweep(target: Path) -> None:
    """Remove the temporary files that sessions which died left beside ``target``. Raises OSError."""
    _sweep(temporaries_of(target))


def sweep_folder(folder: Path) -> None:
    """Remove all that sessions which died left in ``folder``, which need not exist. Raises OSError."""
    _sweep(temporaries_in(folder))


def _sweep(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(FileNotFoundError, BlockingIOError):  # gone meanwhile, or of a session that lives
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            try:
                # Where nothing can be locked, there is but one session: what it is writing is its own.
                if try_lock(descriptor) or f".{os.getpid()}-" not in path.name:
                    path.unlink()
            finally:
                os.close(descriptor)


def keep_aside(path: Path, torn: bytes) -> Path:
    """Save the torn end of a file as ``<stem>.torn-<n>`` beside it. Raises OSError."""
    number = 1
    while True:
        aside = path.with_suffix(f".torn-{number}")
        try:
            descriptor = open_private(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            number += 1
            continue
        try:
            write_all(descriptor, torn)
            os.fsync(descriptor)
        except BaseException:  # a full disk: the next try is not to leave another one
            aside.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        return aside
