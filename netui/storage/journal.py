"""The journal: the file beside the document to which each change is appended before it counts.

:class:`Journal` is one such file, open, read up to a place. It knows lines and not what they say: the
resident records are changed by :mod:`netui.storage.document`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from netui.errors import DamagedError
from netui.storage.files import (
    explained,
    identity_of,
    install_whole,
    keep_aside,
    open_for_reading,
    open_private,
    read_from,
    status_at,
    sync_folder,
    write_all,
)
from netui.storage.lines import (
    BadLineError,
    Header,
    Line,
    Position,
    encode_header,
    is_whole,
    line_end,
    mended,
    parse_header,
    parse_line,
)

REMEDY = "netui check says more"


class ChainBrokenError(DamagedError):
    """A whole line that does not follow the one before it."""


class Bookmark(NamedTuple):
    """How far a journal was read: bytes, the place in the chain, lines."""

    offset: int
    at: Position
    lines: int


class Journal:
    """A journal file, open, read up to :attr:`offset` (bytes), which lies at :attr:`at` in the chain."""

    def __init__(self, path: Path, descriptor: int, header: Header, header_bytes: int) -> None:
        self.path = path
        self.header = header
        self.header_bytes = header_bytes
        self.offset = header_bytes
        self.at = header.position
        self._name = os.fspath(path)
        self._descriptor = descriptor
        self._identity = identity_of(os.fstat(descriptor))
        self._line_number = 1
        self._size_seen = 0

    @classmethod
    def open(cls, path: Path, *, to_look: bool = False) -> Journal:
        """Open a journal, only ``to_look`` or also to append, and read its header.

        Raises DocumentError, DamagedError.
        """
        with explained("open", path):
            descriptor = open_for_reading(path) if to_look else open_private(path, os.O_RDWR | os.O_APPEND)
        try:
            with explained("read", path):
                start = read_from(descriptor, 0, 1 << 12)
            line, newline, _ = start.partition(b"\n")
            if not newline:
                raise DamagedError(f"{path.name}, line 1: it is not whole; {REMEDY}")
            return cls(path, descriptor, parse_header(line), len(line) + 1)
        except BadLineError as error:
            os.close(descriptor)
            raise DamagedError(f"{path.name}, line 1: {error}; {REMEDY}") from None
        except BaseException:
            os.close(descriptor)
            raise

    @classmethod
    def create(cls, path: Path, header: Header, lines: bytes = b"") -> Journal:
        """Put a journal with these lines at ``path`` and sync its folder. Raises DocumentError."""
        with explained("write", path):
            install_whole(path, (encode_header(header), lines))
            sync_folder(path.parent)
        return cls.open(path)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @property
    def holds_lines(self) -> bool:
        """Whether there is any change in what was read."""
        return self.offset > self.header_bytes

    def is_at_its_path(self) -> bool:
        """Whether the path still leads to this file: not to another one, as after a fold.

        Raises FileNotFoundError where it leads nowhere, OSError.
        """
        return identity_of(status_at(self._name)) == self._identity

    def has_news(self) -> bool:
        """Whether the file's size is another than when it was last read to the end. Raises OSError."""
        return os.fstat(self._descriptor).st_size != self._size_seen

    def unread(self) -> int:
        """Bytes behind what was read. Raises OSError."""
        return os.fstat(self._descriptor).st_size - self.offset

    def is_as_seen(self) -> bool:
        """Whether the path leads to this file and nothing in it is new: one look. Raises OSError."""
        status = status_at(self._name)
        return status.st_size == self._size_seen and identity_of(status) == self._identity

    def ends_as_known(self) -> bool:
        """Whether the last line that was read stands there still: it may have been taken back since its
        sync failed. Raises OSError."""
        if not self.holds_lines:
            return True
        end = line_end(self.at.hash)
        return read_from(self._descriptor, self.offset - len(end), self.offset) == end

    def read(self) -> list[Line]:
        """Read the whole lines after :attr:`offset` and move behind them.

        A last line that is torn is left where it is, for it may be in the middle of being written. Raises
        DocumentError; DamagedError for any other broken line; ChainBrokenError.
        """
        with explained("read", self.path):
            data = read_from(self._descriptor, self.offset)
            shrunk = not data and os.fstat(self._descriptor).st_size < self.offset
        if shrunk:
            raise ChainBrokenError(f"{self.path.name} is shorter than it was, at line {self._line_number}")
        lines: list[Line] = []
        at, taken = self.at, 0
        pieces = data.split(b"\n")
        unfinished = pieces.pop()
        for place, piece in enumerate(pieces):
            line_number = self._line_number + 1 + place
            try:
                line = parse_line(piece)
            except BadLineError as error:
                if place == len(pieces) - 1 and not unfinished and not is_whole(piece):
                    break
                raise DamagedError(f"{self.path.name}, line {line_number}: {error}; {REMEDY}") from None
            self._check_follows(line, at, line_number)
            lines.append(line)
            at, taken = line.position, taken + len(piece) + 1
        self.offset += taken
        self.at = at
        self._line_number += len(lines)
        self._size_seen = self.offset + len(data) - taken
        return lines

    def _check_follows(self, line: Line, at: Position, line_number: int) -> None:
        if (line.body.number - 1, line.body.previous) != at:
            raise ChainBrokenError(
                f"{self.path.name}, line {line_number}: change {line.body.number} does not follow "
                f"change {at.number} before it; {REMEDY}"
            )

    def append(self, line: bytes, after: Position) -> None:
        """Append a line and make it durable; ``after`` is the place in the chain behind it.

        Only under the lock, after :meth:`read` and :meth:`set_torn_aside`. When it fails, the file is cut
        back to where it was, and DocumentError is raised.
        """
        with explained("write", self.path):
            try:
                write_all(self._descriptor, line)
                os.fdatasync(self._descriptor)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(self._descriptor, self.offset)
                raise
        self.offset += len(line)
        self.at = after
        self._line_number += 1
        self._size_seen = self.offset

    def set_right(self) -> bool:
        """Set the last line right where a single bit of it has flipped: it was acknowledged.

        Only under the lock. True where it was set right; it is then still to be read. Raises DocumentError.
        """
        if self._size_seen == self.offset:
            return False
        with explained("mend", self.path):
            line = read_from(self._descriptor, self.offset)
            right = mended(line[:-1]) if line.endswith(b"\n") else None
            if right is None:
                return False
            place = next(
                index for index, pair in enumerate(zip(line, right, strict=False)) if pair[0] != pair[1]
            )
            # The journal's own descriptor appends, wherever it is told to write.
            descriptor = open_private(self.path, os.O_WRONLY)
            try:
                os.pwrite(descriptor, right[place : place + 1], self.offset + place)
                os.fdatasync(descriptor)
            finally:
                os.close(descriptor)
        self._size_seen = self.offset
        return True

    def set_torn_aside(self) -> Path | None:
        """Move what stands after the last whole line into a file of its own, and name it; None for nothing.

        Only under the lock. Raises DocumentError.
        """
        if self._size_seen == self.offset:
            return None
        with explained("mend", self.path):
            aside = keep_aside(self.path, read_from(self._descriptor, self.offset))
            os.ftruncate(self._descriptor, self.offset)
            os.fsync(self._descriptor)
            self._size_seen = self.offset
        return aside

    def has_been_at(self, place: Position) -> bool:
        """Whether it begins at a place of the chain, or has a line that ends there. Raises DocumentError."""
        raws = self.bytes_between(self.header_bytes, self.offset).split(b"\n")[:-1]
        return place == self.header.position or any(place == parse_line(raw).position for raw in raws)

    def bytes_between(self, start: int, end: int | None = None) -> bytes:
        """The file's bytes from ``start`` to ``end``, or to its end. Raises DocumentError."""
        with explained("read", self.path):
            return read_from(self._descriptor, start, end)

    def bookmark(self) -> Bookmark:
        """How far it was read."""
        return Bookmark(self.offset, self.at, self.lines_read)

    @contextmanager
    def back_if_damaged(self, place: Bookmark) -> Iterator[None]:
        """Go back to ``place`` where what was read since cannot be used, so that the next time it is not
        passed over."""
        try:
            yield
        except DamagedError:
            self.skip_to(*place)
            raise

    def skip_to(self, offset: int, at: Position, lines: int) -> None:
        """Move to a place that is known to lie behind ``lines`` lines, without reading them."""
        self.offset = offset
        self.at = at
        self._line_number = 1 + lines
        self._size_seen = offset

    @property
    def lines_read(self) -> int:
        """How many changes have been read from this file."""
        return self._line_number - 1

    def put_back(self) -> None:
        """Write the file, of which only the open descriptor is left, to its path again.

        Raises DocumentError.
        """
        content = self.bytes_between(0)
        with explained("write", self.path):
            install_whole(self.path, (content,))
            sync_folder(self.path.parent)


class AbsentJournal(Journal):
    """What stands for a journal that is not there, where none may be made: no lines, until one is there."""

    def __init__(self, path: Path, header: Header) -> None:
        super().__init__(path, os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC), header, 0)

    def is_at_its_path(self) -> bool:
        return not self.path.exists()

    def is_as_seen(self) -> bool:
        return not self.path.exists()
