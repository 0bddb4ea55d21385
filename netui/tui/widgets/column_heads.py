"""The names of a list's columns, on the line above it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.line_list import RIGHT_MARGIN, ROW_INDENT
from netui.tui.widgets.painting import Cell, Column, Content, Painted, Span, lay_out

SCROLLBAR = 1
"""Cells that a long list's scrollbar takes at the right."""


class ColumnHeads(Painted):
    """One line, laid out as the rows of a list with the same columns are."""

    DEFAULT_CSS = """
    ColumnHeads { width: 1fr; height: 1; }
    """

    def __init__(self, columns: Sequence[Column], names: Sequence[Content], glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._cells = tuple(Cell(name, "calm") for name in names)
        self._glyphs = glyphs
        self._scrolls = False

    def rename(self, names: Sequence[Content]) -> None:
        """Give the columns other names."""
        self._cells = tuple(Cell(name, "calm") for name in names)
        self.refresh()

    def show(self, *, scrolls: bool) -> None:
        """Leave room for the list's scrollbar, or not."""
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the names."""
        width = self.size.width
        inner = max(0, width - ROW_INDENT - RIGHT_MARGIN - (SCROLLBAR if self._scrolls else 0))
        spans = lay_out(self._cells, self._columns, inner, ellipsis=self._glyphs.ellipsis)
        return self.strip_of([Span(" " * ROW_INDENT), *spans], width)
