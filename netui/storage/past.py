"""What was changed, read backwards: lines of the journal and the history, and changes made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, overload

from netui.errors import DamagedError
from netui.storage.changes import Change, change_of, operations_of
from netui.storage.lines import HASH_BYTES, BadLineError, Line, Outline, parse_line, parse_outline

REMEDY = "netui check says more"

LONG_BYTES = 1 << 16
"""Longer lines are looked through once (choice): an import's takes a fifth of a second each time."""

KNOWN_AT_MOST = 64
"""So many outlines of long lines are remembered (choice)."""

_known: dict[bytes, Outline] = {}
"""Outlines of long lines by their hash, which leaves no doubt about what they say."""


class PastLine(NamedTuple):
    """A whole line as it stands in a file, without its newline."""

    raw: bytes
    path: Path
    offset: int
    """Where in the file it begins, in bytes."""

    def outline(self) -> Outline:
        """What it says without its records. Raises DamagedError."""
        hash_ = self.raw[-2 * HASH_BYTES - 2 : -2] if len(self.raw) > LONG_BYTES else b""
        if known := _known.get(hash_):
            return known
        try:
            outline = parse_outline(self.raw)
        except BadLineError as error:
            raise self._damaged(error) from None
        if hash_:
            if len(_known) == KNOWN_AT_MOST:
                _known.clear()
            _known[hash_] = outline
        return outline

    def line(self) -> Line:
        """All that it says. Raises DamagedError."""
        try:
            return parse_line(self.raw)
        except BadLineError as error:
            raise self._damaged(error) from None

    def change(self) -> Change:
        """The change that it says. Raises DamagedError."""
        body = self.line().body
        operations = operations_of(body, self.path.name)
        return change_of(body, tuple(operation.touched() for operation in operations))

    def _damaged(self, error: BadLineError) -> DamagedError:
        return DamagedError(f"{self.path.name}, the line at byte {self.offset}: {error}; {REMEDY}")


class PastChanges(Sequence[Change]):
    """Changes, newest first, read from the disk no further than one looks."""

    def __init__(self, source: Iterator[Change]) -> None:
        self._source = source
        self._read: list[Change] = []

    def __iter__(self) -> Iterator[Change]:
        place = 0
        while self._reaches(place):
            yield self._read[place]
            place += 1

    def __len__(self) -> int:
        self._read.extend(self._source)
        return len(self._read)

    def __bool__(self) -> bool:
        return self._reaches(0)

    @overload
    def __getitem__(self, place: int) -> Change: ...
    @overload
    def __getitem__(self, place: slice) -> list[Change]: ...
    def __getitem__(self, place: int | slice) -> Change | list[Change]:
        if isinstance(place, slice) or place < 0 or not self._reaches(place):
            self._read.extend(self._source)
        return self._read[place]

    def _reaches(self, place: int) -> bool:
        while len(self._read) <= place:
            change = next(self._source, None)
            if change is None:
                return False
            self._read.append(change)
        return True
