"""The history: the changes that earlier journals held, in the same bytes, for undo.

At each fold the journal's lines are added at its end. A crash between that and the new journal makes the next
fold add them again, so lines whose numbers it already has are skipped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from netui.errors import DamagedError
from netui.storage.files import (
    explained,
    install_whole,
    keep_aside,
    open_for_reading,
    open_private,
    read_from,
    sync_folder,
    write_all,
)
from netui.storage.lines import BadLineError, Position, position_after
from netui.storage.past import REMEDY, PastLine

KEPT_BYTES = 64 << 20
KEPT_CHANGES = 20
"""A history past twice KEPT_BYTES is cut to that size, but never to fewer changes than these (model.md)."""

BLOCK_BYTES = 1 << 16
"""How much is read at a time, going backwards (choice)."""


def lines_backwards(descriptor: int, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Each whole line between two offsets, last first, with its offset and without its newline.

    What follows the last newline is left out. Raises OSError.
    """
    gathered: list[bytes] = []  # of a line that may be as long as a whole import, its end first
    ended = False
    position = end
    while position > start:
        block_start = max(start, position - BLOCK_BYTES)
        first, *others = read_from(descriptor, block_start, position).split(b"\n")
        for piece in reversed(others):
            gathered.append(piece)
            position -= len(piece)
            if ended:
                yield position, b"".join(reversed(gathered))
            gathered = []
            ended = True
            position -= 1
        gathered.append(first)
        position = block_start
    if ended:
        yield start, b"".join(reversed(gathered))


class History:
    """The history file of one document, which need not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def end(self) -> Position | None:
        """The place after its last line that can be read; None where there is none. Raises DocumentError."""
        with explained("read", self.path):
            try:
                descriptor = open_for_reading(self.path)
            except FileNotFoundError:
                return None
            try:
                return _last_readable(descriptor, os.fstat(descriptor).st_size)[1]
            finally:
                os.close(descriptor)

    def add(self, lines: bytes) -> None:
        """Add a journal's whole lines that are not here yet, durably. Only under the lock.

        Raises DocumentError; DamagedError where the last line here is another than the journal's of that
        number. Nothing is then added.
        """
        with explained("write", self.path):
            descriptor = open_private(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
            try:
                size = os.fstat(descriptor).st_size
                end, last = _last_readable(descriptor, size)
                if end < size:
                    # Mostly of a fold that died while it wrote here, whose lines the journal still has. What
                    # else it may be is kept, and keeps no later change from its place in the history.
                    keep_aside(self.path, read_from(descriptor, end))
                    os.ftruncate(descriptor, end)
                new = self._after(lines, last)
                try:
                    write_all(descriptor, new)
                    os.fdatasync(descriptor)
                except BaseException:
                    with suppress(OSError):
                        os.ftruncate(descriptor, end)
                    raise
            finally:
                os.close(descriptor)

    def _after(self, lines: bytes, last: Position | None) -> bytes:
        """The lines behind the place ``last``; all are whole, ascending and were verified."""
        offset = 0
        while last is not None and offset < len(lines):
            end = lines.index(b"\n", offset)
            place = position_after(lines[offset:end])
            if place.number > last.number:
                break
            if place.number == last.number and place.hash != last.hash:
                raise DamagedError(
                    f"{self.path} and the journal do not belong together: change {last.number} of the one is "
                    f"another than that of the other; {REMEDY}"
                )
            offset = end + 1
        return lines[offset:]

    def trim(self) -> None:
        """Cut a history that has grown past twice :data:`KEPT_BYTES`. Only under the lock."""
        if not self.path.exists():
            return
        with explained("shorten", self.path):
            descriptor = open_for_reading(self.path)
            try:
                size = os.fstat(descriptor).st_size
                if size > 2 * KEPT_BYTES:
                    kept = _start_of_kept(descriptor, size)
                    install_whole(self.path, _blocks(descriptor, kept, size))
                    sync_folder(self.path.parent)
            finally:
                os.close(descriptor)

    def backwards(self, number: int) -> Iterator[PastLine]:
        """The lines up to change ``number``, newest first. Raises DocumentError, DamagedError."""
        with explained("read", self.path):
            try:
                descriptor = open_for_reading(self.path)
            except FileNotFoundError:
                return
            try:
                reached = False
                for offset, raw in lines_backwards(descriptor, 0, os.fstat(descriptor).st_size):
                    line = PastLine(raw, self.path, offset)
                    # Those of a fold that died stand in the journal, too: they are passed over here.
                    reached = reached or line.outline().number <= number
                    if reached:
                        yield line
            finally:
                os.close(descriptor)


def _last_readable(descriptor: int, size: int) -> tuple[int, Position | None]:
    """Where the last line that can be read ends, in bytes and in the chain; 0 and None when there is none."""
    for offset, raw in lines_backwards(descriptor, 0, size):
        with suppress(BadLineError):
            return offset + len(raw) + 1, position_after(raw)
    return 0, None


def _start_of_kept(descriptor: int, size: int) -> int:
    start = size
    for place, (offset, _) in enumerate(lines_backwards(descriptor, 0, size)):
        if place >= KEPT_CHANGES and size - offset > KEPT_BYTES:
            break
        start = offset
    return start


def _blocks(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    for offset in range(start, end, BLOCK_BYTES):
        yield read_from(descriptor, offset, min(offset + BLOCK_BYTES, end))
