"""The pace line of a goal: what is done as a bar, and where the plan stands in it."""

from __future__ import annotations

from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Span

ROOM_BEYOND = 1.2
"""The line reaches this far beyond the greater of the two, so that the mark never stands at its end."""

SMALLEST = 6
"""Cells below which nothing is drawn."""


def pace_line(done: float, planned: float, width: int, glyphs: Glyphs = UNICODE) -> list[Span]:
    """``done`` against ``planned`` in exactly ``width`` cells. Ahead of the mark one has days in hand."""
    if width < SMALLEST:
        return [Span(" " * max(0, width))]
    most = max(done, planned, 1.0) * ROOM_BEYOND
    filled = min(width, round(done / most * width))
    mark = min(width - 1, round(planned / most * width))
    before, after = min(filled, mark), max(0, filled - mark - 1)
    rest_before = mark - before
    rest_after = width - mark - 1 - after
    return [
        Span(glyphs.bar * before, "practice"),
        Span(glyphs.bar_rest * rest_before, "faint"),
        Span(glyphs.mark, "strong"),
        Span(glyphs.bar * after, "practice"),
        Span(glyphs.bar_rest * rest_after, "faint"),
    ]
