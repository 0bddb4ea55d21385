"""What can be read of a damaged journal or history: every line that is whole, wherever it stands.

Nothing is believed without its checksum. A line in which a single bit has flipped is set right, since its
checksum proves which bit it was; so is a line feed that became another byte, or another byte that became one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from netui.storage.lines import BadLineError, Header, Line, is_whole, mended, parse_header, parse_line

MENDED_AT_MOST = 32
"""Broken lines of a file of which every bit is tried (choice)."""

_HEADER_END = re.compile(rb',"sum":"[0-9a-f]{32}"}')
_LINE_END = re.compile(rb',"hash":"[0-9a-f]{32}"}')
_LABEL = re.compile(rb'"label":("(?:[^"\\]|\\.)*")')


class Found(NamedTuple):
    """A whole line of a journal or history."""

    line: Line
    raw: bytes
    """Without its newline; as it was written, not as it was found."""
    place: int
    """Its line in the file, from 1."""
    mended: bool
    """Whether it had to be set right."""


class Broken(NamedTuple):
    """What stands in place of a line."""

    raw: bytes
    place: int
    """Its line in the file, from 1."""
    why: str
    after: int | None
    """The number of the whole line before it; None where there is none."""

    @property
    def label(self) -> str | None:
        """What it seems to say that was done: read without a checksum, for a person's eyes alone."""
        match = _LABEL.search(self.raw)
        try:
            return None if match is None else str(json.loads(match[1]))
        except ValueError:
            return None


@dataclass(slots=True)
class LinesFile:
    """A journal or a history, as far as it can be read."""

    path: Path
    size: int
    header: Header | None = None
    header_why: str | None = None
    """Why a journal's header could not be read as it stands, whether or not it was set right."""
    good: list[Found] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    torn: bytes = b""
    """What stands after the last whole line: a change that was never acknowledged."""


def read_lines(path: Path, data: bytes, *, journal: bool) -> LinesFile:
    """Read the bytes of a journal, or of a history (which has no header)."""
    return _Reader(path, data, journal).read()


class _Reader:
    def __init__(self, path: Path, data: bytes, journal: bool) -> None:
        self._file = LinesFile(path, len(data))
        self._journal = journal
        self._pieces = data.split(b"\n")
        self._unfinished = self._pieces.pop()
        self._tries = MENDED_AT_MOST

    def read(self) -> LinesFile:
        pieces = self._pieces
        place = self._read_header() if self._journal else 0
        while place < len(pieces):
            place += self._take(place)
        if self._unfinished and not self._take_end():
            self._file.torn = self._unfinished
        return self._file

    def _read_header(self) -> int:
        """Read the header; returns how many pieces it took."""
        file = self._file
        first = self._pieces[0] if self._pieces else self._unfinished
        try:
            if not self._pieces:
                raise BadLineError("it is not whole")
            file.header = parse_header(first)
            return 1
        except BadLineError as error:
            file.header_why = str(error)
        right = mended(first, header=True)
        if right is not None and (header := _header(right)) is not None:
            file.header = header
            return min(1, len(self._pieces))
        match = _HEADER_END.search(first)
        if match is not None and (header := _header(first[: match.end()])) is not None:
            file.header = header  # the line feed after it has become another byte
            if not self._pieces:
                self._unfinished = first[match.end() + 1 :]
                return 0
            self._pieces[0] = first[match.end() + 1 :]
            return 0
        if len(self._pieces) > 1:
            for joined in _rejoined(first, self._pieces[1]):
                if (header := _header(joined)) is not None:
                    file.header = header
                    return 2
        if is_whole(first):
            return 0  # the header is gone, and this is a change
        if not self._pieces:
            self._unfinished = b""
        return min(1, len(self._pieces))

    def _take(self, place: int) -> int:
        """Take in the piece at ``place``, and the next where they were one; returns how many."""
        piece = self._pieces[place]
        try:
            self._add(parse_line(piece), piece, place, mended=False)
            return 1
        except BadLineError as error:
            why = str(error)
        if self._set_right(piece, place):
            return 1
        if place + 1 < len(self._pieces) and not is_whole(self._pieces[place + 1]):
            for joined in _rejoined(piece, self._pieces[place + 1]):
                if self._add_if_whole(joined, place):
                    return 2
        last = place == len(self._pieces) - 1
        if self._journal and last and not self._unfinished and not is_whole(piece):
            self._file.torn = piece + b"\n"
        else:
            after = self._file.good[-1].line.body.number if self._file.good else None
            self._file.broken.append(Broken(piece, place + 1, why, after))
        return 1

    def _take_end(self) -> bool:
        """Whether what follows the last line feed is lines whose own has become another byte."""
        parts = _parted(self._unfinished)
        place = len(self._pieces)
        return (
            len(parts) > 1 and not parts[-1] and all(self._add_if_whole(part, place) for part in parts[:-1])
        )

    def _set_right(self, piece: bytes, place: int) -> bool:
        parts = _parted(piece)
        if len(parts) > 1 and all(is_whole(part) for part in parts):
            return all(self._add_if_whole(part, place) for part in parts)
        if self._tries == 0:
            return False
        self._tries -= 1
        right = mended(piece)
        return right is not None and self._add_if_whole(right, place)

    def _add_if_whole(self, raw: bytes, place: int) -> bool:
        try:
            self._add(parse_line(raw), raw, place, mended=True)
        except BadLineError:
            return False
        return True

    def _add(self, line: Line, raw: bytes, place: int, *, mended: bool) -> None:
        self._file.good.append(Found(line, raw, place + 1, mended))


def _header(raw: bytes) -> Header | None:
    try:
        return parse_header(raw)
    except BadLineError:
        return None


def _rejoined(one: bytes, other: bytes) -> Iterator[bytes]:
    """What two pieces may have been before a bit's flip made a line feed between them."""
    return (b"%b%c%b" % (one, ord("\n") ^ 1 << bit, other) for bit in range(8))


def _parted(piece: bytes) -> list[bytes]:
    """A piece cut after each thing that looks like the end of a line, a byte left out at each cut."""
    parts = []
    start = 0
    for match in _LINE_END.finditer(piece):
        if match.end() < len(piece):
            parts.append(piece[start : match.end()])
            start = match.end() + 1
    return [*parts, piece[start:]]
