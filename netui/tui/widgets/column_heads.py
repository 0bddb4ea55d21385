"""The names of a list's columns, on the line above it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from netui.tui.text import clip, width_of
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.line_list import RIGHT_MARGIN, ROW_INDENT
from netui.tui.widgets.painting import GAP, Cell, Column, Content, Painted, Span, lay_out, widths_for

SCROLLBAR = 1
"""Cells that a long list's scrollbar takes at the right."""


class ColumnHeads(Painted):
    """One line, laid out as the rows of a list with the same columns are. The one that the list is ordered by
    is marked; a click on another is told by :class:`Clicked`."""

    DEFAULT_CSS = """
    ColumnHeads { width: 1fr; height: 1; }
    """

    class Clicked(Message):
        """A column's name was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, columns: Sequence[Column], names: Sequence[Content], glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._names = tuple(names)
        self._glyphs = glyphs
        self._ordered: int | None = None
        self._scrolls = False

    def show(
        self,
        columns: Sequence[Column] | None = None,
        names: Sequence[Content] | None = None,
        *,
        ordered: int | None = None,
        scrolls: bool | None = None,
    ) -> None:
        """Show other columns (None: the same), which one the list is ordered by, and whether there is to be
        room for the list's scrollbar."""
        before = (self._columns, self._names, self._ordered, self._scrolls)
        self._columns = self._columns if columns is None else tuple(columns)
        self._names = self._names if names is None else tuple(names)
        self._ordered = ordered
        self._scrolls = self._scrolls if scrolls is None else scrolls
        if (self._columns, self._names, self._ordered, self._scrolls) != before:
            self.refresh()

    @property
    def _room(self) -> int:
        return max(0, self.size.width - ROW_INDENT - RIGHT_MARGIN - (SCROLLBAR if self._scrolls else 0))

    def on_click(self, event: events.Click) -> None:
        """Tell which name was clicked."""
        event.stop()
        left = ROW_INDENT
        for index, width in enumerate(widths_for(self._columns, self._room)):
            if width and left <= event.x < left + width + GAP:
                self.post_message(self.Clicked(index))
                return
            left += width + GAP if width else 0

    def render_line(self, y: int) -> Strip:
        """Draw the names."""
        cells = [self._cell(index, name) for index, name in enumerate(self._names)]
        spans = lay_out(cells, self._columns, self._room, ellipsis=self._glyphs.ellipsis)
        return self.strip_of([Span(" " * ROW_INDENT), *spans], self.size.width)

    def _cell(self, index: int, name: Content) -> Cell:
        if index != self._ordered or not isinstance(name, str):
            return Cell(name, "calm")
        mark = f" {self._glyphs.ordered}"

        def marked(width: int) -> tuple[Span, ...]:
            """The name, cut rather than the mark."""
            cut = clip(name, width - width_of(mark), self._glyphs.ellipsis)
            return Span(cut, "strong"), Span(mark, "strong")

        return Cell(marked)
