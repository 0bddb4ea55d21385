"""All lines that could be read of a document's journal and history, as the chain that they form.

A line's ``previous`` names the line before it. Where that one cannot be read, or was taken out for good
(``netui forget``), the chain has a gap, and goes on with the next lower number; but never to a line of a
number at which it is known to have had another one: there two copies of a document have parted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from netui.storage.lines import Body, Line, Position, encode_line
from netui.storage.mending.lines_file import Found

LOST = "lost: "
"""How the label of a line begins that stands in for one that cannot be read any more."""


LOST_AT_MOST = 10_000
"""So many lines in a row are stood in for (choice)."""


@dataclass(slots=True)
class Way:
    """The lines between two places of the chain."""

    start: Position
    """Where it begins: the place that was looked for if ``reached``, else the last one that is known."""
    reached: bool
    lines: list[Found] = field(default_factory=list)
    """Oldest first."""
    lost: list[int] = field(default_factory=list)
    """The numbers in between that no line is known of, ascending: all, or more than LOST_AT_MOST."""


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
            lost += islice(range(at.number, below.number, -1), LOST_AT_MOST + 1 - len(lost))
            at = below
        return Way(at, True, lines[::-1], lost[::-1])

    def tips(self) -> list[Position]:
        """The places that no line goes on from, highest number first."""
        left = {before(found.line) for found in self._lines.values()}
        ends = self._lines.keys() - left
        return sorted((each for each in ends if not stands_in(self._lines[each].line)), reverse=True)

    def _below(self, at: Position, base: Position | None) -> Position | None:
        """Where the chain goes on across a gap; None at its end, and where it has parted."""
        if at.number == 0:
            return None
        others = self._at_number.get(at.number, [])
        if others:
            instead = others[0] if len(others) == 1 else None
            return instead if instead is not None and stands_in(self._lines[instead].line) else None
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


def stands_in(line: Line) -> bool:
    """Whether a line only says that another one, of its number, cannot be read any more."""
    return line.body.forgotten and not line.body.records and line.body.label.startswith(LOST)


def stand_in(at: Position, after: Line | None, label: str | None, last: Body) -> tuple[bytes, Position]:
    """A line, newline included, for the change after ``at`` that cannot be read any more.

    ``after`` is the line before it; ``label`` what the lost one seems to have said; ``last`` gives the
    instant where there is none before it, and the version.
    """
    return encode_line(
        Body(
            schema=last.schema,
            number=at.number + 1,
            at=last.at if after is None else after.body.at,
            session=last.session if after is None else after.body.session,
            account=last.account if after is None else after.body.account,
            label=f"{LOST}{label or 'a change that cannot be read any more'}",
            forgotten=True,
            records=[],
            previous=at.hash,
        )
    )
