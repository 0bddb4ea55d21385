"""Files on their way in and out: bounded, private to the account, and only where they may be."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkstemp

from netui.domain.plain import Brought
from netui.errors import NetuiError, UsageProblem
from netui.exchange.formats import File, Format, Source, all_formats, format_named, format_of

MIB = 1 << 20
LARGEST = 64 * MIB
"""Bytes of a file, unless told otherwise (bars.md, "Kept out")."""

STANDARD_INPUT = "-"


def read_bytes(path: str, limit: int = LARGEST, *, folder: Path | None = None) -> bytes:
    """What a file holds; ``-`` is standard input. Raises NetuiError where it cannot be read or is too large.

    With ``folder`` only a plain name in it is read, and no symbolic link followed.
    """
    try:
        if path == STANDARD_INPUT and folder is None:
            content = sys.stdin.buffer.read(limit + 1)
        else:
            where, flags = (path, 0) if folder is None else (inside(folder, path), os.O_NOFOLLOW)
            descriptor = os.open(where, os.O_RDONLY | os.O_CLOEXEC | flags)
            with os.fdopen(descriptor, "rb") as file:
                if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                    raise NetuiError(f"{path} is a folder: name a file in it")
                content = file.read(limit + 1)
    except OSError as error:
        raise NetuiError(f"cannot read {path}: {error.strerror}") from error
    if len(content) > limit:
        raise NetuiError(f"{path} is larger than {limit // MIB} MiB; --max-size MIB allows more")
    if not content.strip():
        raise NetuiError(f"{path} is empty")
    return content


def reading(source: Source, format_name: str | None = None) -> tuple[Format, Iterator[Brought]]:
    """The format of a file, by its content unless it is named, and what is in it. Raises NetuiError."""
    if format_name is None:
        found = format_of(source)
    else:
        found = format_named(format_name, (each for each in all_formats() if each.read is not None))
    assert found.read is not None
    return found, found.read(source)


def write_files(path: str, files: Iterator[File], *, folder: Path | None = None) -> tuple[int, int]:
    """Write an export to ``path``, one file, or a folder of several; returns how many files and bytes.

    A file that is there is exchanged whole or not at all. With ``folder`` only a plain name in it is written.
    Files are for this account alone. Raises NetuiError.
    """
    where = Path(path) if folder is None else inside(folder, path)
    count = size = 0
    try:
        for name, content in files:
            target = where / name if name else where
            if name:
                where.mkdir(mode=0o700, parents=True, exist_ok=True)
            _exchange(target, content)
            count, size = count + 1, size + len(content)
    except OSError as error:
        raise NetuiError(f"cannot write {path}: {error.strerror}") from error
    return count, size


def inside(folder: Path, name: str) -> Path:
    """A plain name in ``folder``. Raises UsageProblem for other folders, dot files and links."""
    if not name or name.startswith(".") or "/" in name or "\0" in name:
        raise UsageProblem(f"only plain names of files in {folder} can be used here")
    path = folder / name
    if path.is_symlink():
        raise UsageProblem(f"{name} is a link: only files in {folder} itself can be used here")
    return path


def _exchange(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise NetuiError(f"{target} is a folder: this format is one file")
    resolved = target.resolve()
    descriptor, temporary = mkstemp(prefix=".netui-", dir=resolved.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o600)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        Path(temporary).replace(resolved)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
