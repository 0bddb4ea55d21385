"""All lines that could be read of a document's journal and history, as the chain that they form.

A line's ``previous`` names the line before it. Where that one cannot be read, or was taken out for good
(``netui forget``), the chain has a gap, and goes on with the next lower number; but never to a line of a
number at which it is known to have had another one: there two copies of a document have parted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from netui.storage.lines import Line, Position
from netui.storage.mending.lines_file import Found


@dataclass(slots=True)
class Way:
    """The lines between two places of the chain."""

    start: Position
    """Where it begins: the place that was looked for if ``reached``, else the last one that is known."""
    reached: bool
    lines: list[Found] = field(default_factory=list)
    """Oldest first."""
    lost: list[int] = field(default_factory=list)
    """The numbers in between that no line is known of, ascending."""


class Chain:
    """Lines by their place. Of two that are the same, one is kept."""

    def __init__(self, lines: Iterable[Found] = ()) -> None:
        self._lines: dict[Position, Found] = {}
        self._at_number: dict[int, list[Position]] = {}
        self._numbers: list[int] = []
        self.add(lines)

    def add(self, lines: Iterable[Found]) -> None:
        """Take lines in."""
        for found in lines:
            position = found.line.position
            if position not in self._lines:
                self._lines[position] = found
                self._at_number.setdefault(position.number, []).append(position)
        self._numbers = sorted(self._at_number)

    def __bool__(self) -> bool:
        return bool(self._lines)

    def __contains__(self, position: object) -> bool:
        return position in self._lines

    @property
    def positions(self) -> Iterable[Position]:
        """The places after each line, in no order."""
        return self._lines.keys()

    @property
    def highest(self) -> int:
        """The highest number of a line; 0 where there is none."""
        return self._numbers[-1] if self._numbers else 0

    def line(self, position: Position) -> Line | None:
        """The line that leads to a place."""
        found = self._lines.get(position)
        return None if found is None else found.line

    def way(self, base: Position | None, tip: Position) -> Way:
        """The lines after ``base`` (or from as far back as can be) that lead to ``tip``."""
        at = tip
        lines: list[Found] = []
        lost: list[int] = []
        while at != base:
            found = self._lines.get(at)
            if found is not None:
                lines.append(found)
                at = before(found.line)
                continue
            below = self._below(at, base)
            if below is None:
                return Way(at, False, lines[::-1], lost[::-1])
            lost += range(at.number, below.number, -1)
            at = below
        return Way(at, True, lines[::-1], lost[::-1])

    def tips(self) -> list[Position]:
        """The places that no line goes on from, highest number first."""
        left = {before(found.line) for found in self._lines.values()}
        return sorted(self._lines.keys() - left, reverse=True)

    def nearly(self, position: Position) -> Position | None:
        """The one place whose number or hash is that of ``position`` with one bit flipped, if there is one."""
        known = self._lines.keys() | {before(found.line) for found in self._lines.values()}
        for each in known:
            if each.hash == position.hash and each.number != position.number:
                return each
            if each.number == position.number and _flipped(each.hash, position.hash):
                return each
        return None

    def _below(self, at: Position, base: Position | None) -> Position | None:
        """Where the chain goes on across a gap; None at its end, and where it has parted."""
        if at.number in self._at_number or at.number == 0:
            return None
        place = bisect_left(self._numbers, at.number)
        number = self._numbers[place - 1] if place else 0
        if base is not None and number <= base.number < at.number:
            known = self._at_number.get(base.number, [base])
            return base if base in known else None
        if not place:
            return None
        positions = self._at_number[number]
        return positions[0] if len(positions) == 1 else None


def before(line: Line) -> Position:
    """The place that a line goes on from."""
    return Position(line.body.number - 1, line.body.previous)


def _flipped(one: str, other: str) -> bool:
    pair = (one.encode(), other.encode(errors="replace"))
    if len(pair[0]) != len(pair[1]):
        return False
    return (int.from_bytes(pair[0]) ^ int.from_bytes(pair[1])).bit_count() == 1
