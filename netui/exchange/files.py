"""Files on their way in and out: bounded, whole or not at all, private to the account."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import mkstemp

from netui.domain.plain import Brought
from netui.errors import NetuiError
from netui.exchange.formats import File, Format, Source, all_formats, format_named, format_of

MIB = 1 << 20
LARGEST = 64 * MIB
"""Bytes of a file, unless told otherwise (bars.md, "Kept out")."""

STANDARD_INPUT = "-"


def read_bytes(path: Path, limit: int = LARGEST) -> bytes:
    """What a file holds, ``-`` being standard input. Raises NetuiError, also for one too large."""
    try:
        if str(path) == STANDARD_INPUT:
            content = sys.stdin.buffer.read(limit + 1)
        else:
            with path.open("rb") as file:
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


def write_files(path: Path, files: Iterable[File]) -> tuple[int, int]:
    """Write an export to ``path``, one file, or a folder of several; returns how many files and bytes.

    A file that is there is exchanged whole or not at all. All are for this account alone. Raises NetuiError.
    """
    count = size = 0
    try:
        for name, content in files:
            target = path / name if name else path
            if name:
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
            _exchange(target, content)
            count, size = count + 1, size + len(content)
    except OSError as error:
        raise NetuiError(f"cannot write {path}: {error.strerror}") from error
    return count, size


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
