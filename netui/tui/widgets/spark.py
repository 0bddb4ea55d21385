"""Small pictures of a course of numbers: a sparkline, and months of giving against receiving."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

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


class Pair(msgspec.Struct, frozen=True):
    """What was given and received in one month (sums of weights, or counts)."""

    label: str
    given: float
    received: float


def pair_sides(width: int) -> list[Span]:
    """The names of the two sides, over :func:`paired_bar`, in exactly ``width`` cells."""
    label, half = _halves(width)
    sides = [Span(" " * label), Span(right("received ", half), "take"), Span(" ")]
    return [*sides, Span(fit(" given", half), "give"), Span(" " * (width - label - 1 - 2 * half))]


def paired_bar(pair: Pair, most: float, width: int, glyphs: Glyphs = UNICODE) -> list[Span]:
    """A pair in exactly ``width`` cells: received grows left from an axis, given grows right.

    ``most`` is the longest bar there is among the pairs under each other. Each bar has its number beside it;
    the two sides differ by place and sign as well as by colour.
    """
    label, half = _halves(width)
    room = max(0, half - _NUMBER)
    received = bar(pair.received, most, room, glyphs.bar_take)
    given = bar(pair.given, most, room, glyphs.bar_give)
    return [
        Span(fit(pair.label, label), "calm"),
        Span(right(f"{_number(pair.received)} {received} ", half, ""), "take"),
        Span(glyphs.axis, "faint"),
        Span(fit(f" {given} {_number(pair.given)}", half, ""), "give"),
        Span(" " * (width - label - 1 - 2 * half)),
    ]


def longest(pairs: Sequence[Pair]) -> float:
    """What the longest bar of some pairs stands for."""
    return max((max(pair.given, pair.received) for pair in pairs), default=0)


def _halves(width: int) -> tuple[int, int]:
    """Cells of the label, and of each side."""
    label = min(_LABEL, max(0, width - 1))
    return label, max(0, (width - label - 1) // 2)


def bar(value: float, most: float, room: int, sign: str) -> str:
    """A bar that begins at zero and is ``room`` cells long for ``most``: at least one sign for anything."""
    if value <= 0 or most <= 0:
        return ""
    return sign * max(1, round(value / most * room))


def _number(value: float) -> str:
    return "" if value <= 0 else f"{value:.0f}" if value == int(value) or value >= 10 else f"{value:.1f}"
