"""A course of values as an area over the weeks of a calendar, several lines high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.geometry import Size
from textual.strip import Strip

from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.calendar_layouts import LABELS, WEEKS, YearLayout
from netui.tui.widgets.painting import Painted, Span, fit_spans

LINES, LINES_IF_TALL, TALL_FROM = 4, 8, 50
"""Lines of the area, and on a screen of so many lines (choice)."""


def area(values: Sequence[float | None], height: int, glyphs: Glyphs = UNICODE) -> list[str]:
    """Values between 0 and 1 as lines of columns that begin at zero; None leaves its column empty.

    Anything above nothing is seen: at least the lowest sign of the bottom line.
    """
    signs = glyphs.spark
    lines = []
    for line in range(height):
        floor = height - 1 - line
        text = ""
        for value in values:
            filled = 0 if value is None else round(max(0.0, min(1.0, value)) * height * len(signs))
            if value and not filled:
                filled = 1
            part = filled - floor * len(signs)
            text += " " if part <= 0 else signs[min(part, len(signs)) - 1]
        lines.append(text)
    return lines


class YearCurve(Painted):
    """A course of values, column by column under the weeks of a calendar of a year."""

    DEFAULT_CSS = """
    YearCurve { width: 1fr; height: auto; }
    """

    def __init__(self, glyphs: Glyphs = UNICODE, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._glyphs = glyphs
        self._title: Sequence[Span] = ()
        self._values: Mapping[date, float] = {}
        self._layout: YearLayout | None = None

    def lines_in(self, screen: Size) -> int:
        """Lines that it takes on a screen of that size, with those that set it apart."""
        return _area_lines(screen) + 2 + self.styles.margin.height

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The title, the area, the line that is zero."""
        return _area_lines(viewport) + 2

    def show(self, title: Sequence[Span], values: Mapping[date, float]) -> None:
        """Show another course, by day."""
        self._title, self._values = title, values
        self.refresh()

    def under(self, layout: YearLayout) -> None:
        """Stand under these weeks."""
        if layout != self._layout:
            self._layout = layout
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the title, a line of the area, or the line that is zero."""
        width = self.size.width
        if self._layout is None:
            return self.blank_line(width)
        if y == 0:
            return self.strip_of(fit_spans([Span(" "), *self._title], width, self._glyphs.ellipsis), width)
        height = self.size.height - 2
        if y > height:
            zero = Span(self._glyphs.rule * (WEEKS * self._layout.cells), "faint")
            return self.strip_of([Span(f"{'0%':>{LABELS - 1}} ", "calm"), zero], width)
        tick = {0: "100%", height // 2: "50%"}.get(y - 1, "")
        drawn = area(self._columns(), height, self._glyphs)[y - 1]
        return self.strip_of([Span(f"{tick:>{LABELS - 1}} ", "calm"), Span(drawn, "practice")], width)

    def _columns(self) -> list[float | None]:
        """The value of each column of cells: that of the last of its days."""
        assert self._layout is not None
        cells = self._layout.cells
        return [
            self._values.get(self._layout.first + timedelta(days=7 * (column + 1) // cells - 1))
            for column in range(WEEKS * cells)
        ]


def _area_lines(screen: Size) -> int:
    return LINES_IF_TALL if screen.height >= TALL_FROM else LINES
