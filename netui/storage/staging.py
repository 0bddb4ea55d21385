"""Several files of a document exchanged together: all of them, or none.

They are written into a folder beside the document, and synced. What makes them count is one rename: that of
the new journal, which every session looks at before it writes. Whoever opens the document next under the
lock, or goes on with it, then puts the other files in their places; if the new journal never came to its own,
the folder is removed and nothing has happened.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from netui.storage.files import (
    FOLDER_MODE,
    make_folder,
    open_for_reading,
    open_private,
    read_from,
    sync_folder,
    write_all,
)
from netui.storage.lines import BadLineError, Position, parse_header

FOLDER_SUFFIX = ".staged"

_MANIFEST = "manifest"
_JOURNAL = "journal"


class Manifest(msgspec.Struct, frozen=True):
    """What is to be done once the new journal is in its place."""

    number: int
    hash: str
    """Where in the chain the new journal begins."""
    files: tuple[tuple[str, str], ...]
    """Each file in the folder, by name, and where it goes, as seen from the document's folder."""
    removed: tuple[str, ...]
    """Files that are to go, as seen from there."""


class Staging:
    """The folder beside the document at ``path`` in which files wait. Only under the lock."""

    def __init__(self, path: Path) -> None:
        self.folder = path.with_suffix(FOLDER_SUFFIX)
        self._home = path.parent
        self._journal = path.with_suffix(".journal")
        self._files: list[tuple[str, str]] = []

    def begin(self) -> None:
        """Make the folder. Raises OSError."""
        self.folder.mkdir(mode=FOLDER_MODE)
        self.folder.chmod(FOLDER_MODE)

    def write(self, target: Path, pieces: Iterable[bytes], times: tuple[int, int] | None = None) -> None:
        """Write what is to lie at ``target``; ``times`` (ns) are kept as its own. Raises OSError."""
        name = f"{len(self._files)}"
        self._write(name, pieces, times)
        self._files.append((name, self._relative(target)))

    def commit(self, at: Position, journal: bytes, removed: Iterable[Path]) -> None:
        """Make all count: the new ``journal``, which begins at ``at``, and what was written.

        Raises OSError; nothing has then happened. :meth:`finish` is still to be called.
        """
        manifest = Manifest(at.number, at.hash, tuple(self._files), tuple(map(self._relative, removed)))
        self._write(_JOURNAL, [journal])
        self._write(_MANIFEST, [msgspec.json.encode(manifest)])
        sync_folder(self.folder)
        sync_folder(self.folder.parent)
        (self.folder / _JOURNAL).replace(self._journal)
        # Before the others are renamed it must be on the disk that they are to be.
        sync_folder(self.folder.parent)

    def clear(self) -> None:
        """Remove the folder, if it is there. Raises OSError."""
        if self.folder.exists():
            with suppress(FileNotFoundError):  # first, so that what is left is never taken for the whole
                (self.folder / _MANIFEST).unlink()
            shutil.rmtree(self.folder)

    @property
    def is_due(self) -> bool:
        """Whether there is what counts and is not done yet. Raises OSError."""
        manifest = self._manifest()
        return manifest is not None and self._counts(manifest)

    def finish(self) -> None:
        """Do what counts and is not done yet; remove what does not count. Raises OSError."""
        if not self.folder.exists():
            return
        manifest = self._manifest()
        if manifest is not None and self._counts(manifest):
            for name, target in manifest.files:
                make_folder((self._home / target).parent)
                with suppress(FileNotFoundError):  # it is there already
                    (self.folder / name).replace(self._home / target)
            for folder in sorted({(self._home / target).parent for _, target in manifest.files}):
                sync_folder(folder)
            for path in (self._home / each for each in manifest.removed):
                with suppress(FileNotFoundError):
                    path.unlink()
                    sync_folder(path.parent)
        self.clear()

    def _counts(self, manifest: Manifest) -> bool:
        if (self.folder / _JOURNAL).exists():
            return False  # it waits, and the journal in its place may begin where this one does
        try:
            header = parse_header(_content(self._journal).partition(b"\n")[0])
        except (FileNotFoundError, BadLineError):
            return False
        return header.position == (manifest.number, manifest.hash)

    def _relative(self, path: Path) -> str:
        """As seen from the document's folder, which may have been moved by the time it counts."""
        return os.fspath(path.relative_to(self._home))

    def _manifest(self) -> Manifest | None:
        try:
            return msgspec.json.decode(_content(self.folder / _MANIFEST), type=Manifest)
        except (FileNotFoundError, msgspec.MsgspecError, UnicodeError):
            return None  # it was not written to its end

    def _write(self, name: str, pieces: Iterable[bytes], times: tuple[int, int] | None = None) -> None:
        path = self.folder / name
        descriptor = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            for piece in pieces:
                write_all(descriptor, piece)
            if times is not None:
                os.utime(descriptor, ns=times)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _content(path: Path) -> bytes:
    descriptor = open_for_reading(path)
    try:
        return read_from(descriptor, 0)
    finally:
        os.close(descriptor)
