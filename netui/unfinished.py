"""The half-typed line, kept over the end of a session: private, beside the crash reports, never the document.

Each session has a file of its own and holds a lock on it for as long as it lives, so that two sessions do not
take each other's lines; a session that begins takes over the latest one of those that have ended.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from netui.errors import NetuiError
from netui.paths import document_key, private_folder

if TYPE_CHECKING:
    # Only where a line is there: the language is not needed to start.
    from netui.domain.line.changes import Change, Value

Line = tuple[str, "tuple[Change, ...]"]
"""What was typed, and what was changed of it by hand."""

NOTHING: Line = ("", ())


class _Kept(msgspec.Struct):
    text: str = ""
    changes: list[dict[str, Any]] = msgspec.field(default_factory=list)


class Unfinished:
    """The half-typed line of one session on ``document``; files are in ``folder``.

    Where they cannot be written, nothing is kept and nothing is said: the line is in its input all the same.
    """

    def __init__(self, folder: Path, document: Path) -> None:
        self._folder, self._document = folder, document
        self._prefix = _prefix(document)
        self._descriptor = -1
        self._path: Path | None = None
        self._line = self._written = NOTHING
        self._writing = Lock()

    def take(self) -> Line:
        """The line that the last session left, which from now on is this one's."""
        with suppress(OSError):
            for path in sorted(_lines_of(self._folder, self._prefix), key=_age):
                if self._own(path, os.O_RDWR | os.O_NOFOLLOW):
                    self._line = self._written = _decoded(os.pread(self._descriptor, 1 << 20, 0))
                    break
        return self._line

    def note(self, line: Line) -> None:
        """Remember what is typed at this moment: costs nothing, so it may be called at each key."""
        self._line = line

    def keep(self) -> None:
        """Have what was last noted in the file; from any thread."""
        with self._writing, suppress(OSError, NetuiError):
            line = self._line
            if line == self._written:
                return
            if self._descriptor < 0:
                private_folder(self._folder)
                new = self._folder / f"{self._prefix}-{os.urandom(6).hex()}"
                if not self._own(new, os.O_RDWR | os.O_CREAT | os.O_EXCL):
                    return
            # The new line ends before the rest of the old is cut: at any moment there is one whole line.
            data = _encoded(line)
            os.pwrite(self._descriptor, data, 0)
            os.ftruncate(self._descriptor, len(data))
            self._written = line

    def forget(self, holds: Callable[[bytes], bool]) -> None:
        """Empty the files of all sessions in which ``holds`` finds what is forgotten."""
        forget(self._folder, self._document, holds)

    def close(self) -> None:
        """Keep the line for the next session, or nothing where there is none."""
        self.keep()
        with self._writing, suppress(OSError):
            if self._path is not None and not self._line[0]:
                self._path.unlink()
            if self._descriptor >= 0:
                os.close(self._descriptor)
            self._descriptor, self._path = -1, None

    def _own(self, path: Path, flags: int) -> bool:
        """Open and lock a file; False where it is another session's. Raises OSError."""
        descriptor = os.open(path, flags | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.fchmod(descriptor, 0o600)  # whatever the umask
        except BlockingIOError:
            os.close(descriptor)
            return False
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor, self._path = descriptor, path
        return True


def forget(folder: Path, document: Path, holds: Callable[[bytes], bool]) -> int:
    """Remove the half-typed lines on ``document`` in which ``holds`` finds what is forgotten; how many.

    Of a session that is still open only the file is emptied: what stands in its input is in sight there.
    Files that cannot be read or written are passed over: nobody else can read them either.
    """
    found = 0
    for path in _lines_of(folder, _prefix(document)):
        with suppress(OSError):
            if holds(path.read_bytes()):
                os.truncate(path, 0)
                found += 1
    return found


def _prefix(document: Path) -> str:
    """What the names of a document's files begin with."""
    return f"unfinished-{document_key(document)}"


def _lines_of(folder: Path, prefix: str) -> Iterator[Path]:
    return folder.glob(f"{prefix}-*")


def _age(path: Path) -> float:
    return -path.stat().st_mtime


def _encoded(line: Line) -> bytes:
    text, changes = line
    return msgspec.json.encode(_Kept(text, msgspec.to_builtins(changes))) + b"\n"


def _decoded(data: bytes) -> Line:
    """The line of a file; nothing where it holds none."""
    try:
        kept = msgspec.json.decode(data.partition(b"\n")[0], type=_Kept)
        return kept.text, tuple(map(_change, kept.changes))
    except msgspec.MsgspecError:
        return NOTHING


def _change(fields: dict[str, Any]) -> Change:
    from netui.domain.line.changes import Change, Meant, Passed
    from netui.domain.line.reading import PieceKind

    kept = fields.get("value")
    kind: Any = str | None
    if isinstance(kept, dict):
        kind = Passed if "weight" in kept else Meant
    value: Value = msgspec.convert(kept, type=kind)
    return Change(
        msgspec.convert(fields.get("start"), int),
        msgspec.convert(fields.get("words"), str),
        msgspec.convert(fields.get("kind"), PieceKind),
        value,
    )
