"""Small pictures of a course of numbers: a sparkline, and months of giving against receiving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netui.tui.text import fit, right
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Span

_LABEL = 7
"""Cells of a month with its year, "Nov 26", and the room after it."""

_NUMBER = 6


def sparkline(values: Sequence[float], width: int, glyphs: Glyphs = UNICODE) -> str:
    """Values between 0 and 1, oldest first, as one sign each; at most ``width`` cells.

    More values than cells are averaged, a stretch for each cell; the last cell ends with the last value.
    """
    if width <= 0 or not values:
        return ""
    cells = min(width, len(values))
    top = len(glyphs.spark) - 1
    shown: list[str] = []
    for cell in range(cells):
        stretch = values[cell * len(values) // cells : (cell + 1) * len(values) // cells]
        mean = sum(stretch) / len(stretch)
        shown.append(glyphs.spark[max(0, min(top, round(mean * top)))])
    return "".join(shown)


@dataclass(frozen=True, slots=True)
class Pair:
    """What was given and received in one month (sums of weights, or counts)."""

    label: str
    given: float
    received: float


def paired_bars(pairs: Sequence[Pair], width: int, glyphs: Glyphs = UNICODE) -> list[list[Span]]:
    """A line for each pair, exactly ``width`` cells: received grows left from an axis, given grows right.

    All lines have one scale. Each bar has its number beside it; the two sides differ by place and sign as
    well as by colour. The first line names the sides.
    """
    label = min(_LABEL, max(0, width - 1))
    half = max(0, (width - label - 1) // 2)
    room = max(0, half - _NUMBER)
    most = max((max(pair.given, pair.received) for pair in pairs), default=0)
    lines = [_sides(half, label, width)]
    for pair in pairs:
        received = bar(pair.received, most, room, glyphs.bar_take)
        given = bar(pair.given, most, room, glyphs.bar_give)
        left = right(f"{_number(pair.received)} {received} ", half, "")
        after = fit(f" {given} {_number(pair.given)}", half, "")
        lines.append(
            [
                Span(fit(pair.label, label), "calm"),
                Span(left, "take"),
                Span(glyphs.axis, "faint"),
                Span(after, "give"),
                Span(" " * (width - label - 1 - 2 * half)),
            ]
        )
    return lines


def _sides(half: int, label: int, width: int) -> list[Span]:
    spans = [Span(" " * label), Span(right("received ", half), "take"), Span(" ")]
    return [*spans, Span(fit(" given", half), "give"), Span(" " * (width - label - 1 - 2 * half))]


def bar(value: float, most: float, room: int, sign: str) -> str:
    """A bar that begins at zero and is ``room`` cells long for ``most``: at least one sign for anything."""
    if value <= 0 or most <= 0:
        return ""
    return sign * max(1, round(value / most * room))


def _number(value: float) -> str:
    return "" if value <= 0 else f"{value:.0f}" if value == int(value) or value >= 10 else f"{value:.1f}"
