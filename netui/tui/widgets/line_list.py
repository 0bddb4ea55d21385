"""The one list of the program: lines over a source of rows, with a cursor that knows what it stands on.

Only the rows that can be seen are ever asked for, so that ten thousand cost what thirty do. The cursor stays
on the same *key* when the rows change under it. A move repaints two lines; the window moves by a third of its
height when the cursor leaves it, so that walking down a long list over a slow link does not repaint it whole
at each step.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from math import ceil
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import GAP, Column, Painted, Span, fit_spans, lay_out
from netui.tui.widgets.rows import (
    KEPT,
    Joined,
    Key,
    Keyed,
    MadeOnce,
    MadeRows,
    Row,
    Rows,
    RowSource,
    blank,
    heading,
    line,
)

__all__ = [
    "Joined", "Key", "Keyed", "LineList", "MadeOnce", "MadeRows", "Row", "RowSource", "Rows", "blank",
    "heading", "line",
]  # fmt: skip

SCROLL_SHARE = 3
"""The window moves by its height divided by this when the cursor leaves it (choice)."""

ROW_INDENT = 3
"""Cells before a row that can be selected; the cursor's mark stands in the second."""

PLAIN_INDENT = 1
"""Cells before a heading or another row that cannot be selected."""

RIGHT_MARGIN = 1


def _thumb(bar: ScrollBar) -> tuple[int, int]:
    """Where a scrollbar's thumb begins and how long it is, in eighths of a cell, as Textual draws it."""
    size, rows, window = bar.size.height, bar.window_virtual_size, bar.window_size
    if not 0 < window < rows or not size:
        return 0, 0
    length = max(1.0, window * size / rows)
    return int((size - length) * bar.position / (rows - window) * 8), ceil(length * 8)


class LineList(Painted, ScrollView, can_focus=True):
    """A list drawn line by line.

    Messages: :class:`Highlighted`, :class:`Activated`, :class:`NothingThere`.
    """

    # Textual takes styles from the first base alone, so what a ScrollView has by default is said again.

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", id="move_up", show=False),
        Binding("down,j", "move(1)", "down", id="move_down", show=False),
        Binding("pageup", "page(-1.0)", "page up", id="page_up", show=False),
        Binding("pagedown", "page(1.0)", "page down", id="page_down", show=False),
        Binding("ctrl+u", "page(-0.5)", "half a page up", id="half_up", show=False),
        Binding("ctrl+d", "page(0.5)", "half a page down", id="half_down", show=False),
        Binding("home,g", "first", "first", id="first", show=False),
        Binding("end,G", "last", "last", id="last", show=False),
        Binding("enter", "activate", "open", id="open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--cursor-blurred"}
    DEFAULT_CSS = """
    LineList {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .line-list--cursor { background: $row-cursor; text-style: $row-cursor-style; }
        & > .line-list--cursor-blurred { text-style: none; }
    }
    """

    class Highlighted(Message):
        """The cursor stands on another key than before; None when there is nothing to stand on."""

        def __init__(self, line_list: LineList, key: Key | None, index: int | None) -> None:
            super().__init__()
            self.line_list = line_list
            self.key = key
            self.index = index

        @property
        def control(self) -> LineList:
            """The list, for ``@on`` selectors."""
            return self.line_list

        def can_replace(self, message: Message) -> bool:
            """Of several moves in a row only the last one matters."""
            return isinstance(message, LineList.Highlighted) and message.line_list is self.line_list

    class NothingThere(Message):
        """Enter was pressed where no row can be opened."""

    class Activated(Message):
        """A row was opened: by enter, or by a double click."""

        def __init__(self, line_list: LineList, key: Key) -> None:
            super().__init__()
            self.line_list = line_list
            self.key = key

        @property
        def control(self) -> LineList:
            """The list, for ``@on`` selectors."""
            return self.line_list

    def __init__(
        self,
        columns: Sequence[Column] = (),
        rows: RowSource | None = None,
        *,
        glyphs: Glyphs = UNICODE,
        empty: str = "",
        gap: int = GAP,
        beside: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """``beside``: whether keys go elsewhere at first, and the cursor is seen only where they go here."""
        super().__init__(id=id, classes=classes)
        self._beside = beside
        self._columns: tuple[Column, ...] = tuple(columns)
        self._rows: RowSource = rows if rows is not None else Rows()
        self._glyphs = glyphs
        self._empty = empty
        self._gap = gap
        self._cursor: int | None = None
        self._key: Key | None = None
        self._marked: Set[Key] = frozenset()
        self._drawn: dict[int, tuple[Row, bool, Strip]] = {}
        """Lines as they were drawn without the cursor, by the identity of their row, which is kept with
        them: a list that scrolls, or is filtered, shows most of them again."""
        self._width = self._top = 0
        """Cells of a line and the first row that is seen, while lines are drawn."""
        self._drawn_for: tuple[object, ...] = ()
        """What else the lines were drawn for."""

    # --- what it shows -------------------------------------------------------------------------------------

    @property
    def rows(self) -> RowSource:
        """The rows shown."""
        return self._rows

    @property
    def key(self) -> Key | None:
        """What the cursor stands on."""
        return self._key

    @property
    def cursor(self) -> int | None:
        """The index of the row under the cursor."""
        return self._cursor

    def show(
        self,
        rows: RowSource,
        *,
        columns: Sequence[Column] | None = None,
        empty: str | None = None,
        anew: bool = False,
    ) -> None:
        """Show other rows, or the same ones changed. The cursor stays on its key if that is still there;
        with ``anew`` it goes to the first row, and no key is looked for."""
        self._rows = rows
        if columns is not None:
            self._columns = tuple(columns)
        if empty is not None:
            self._empty = empty
        self._fit_size()
        if anew:
            self._begin()
        else:
            self._settle()
        self.refresh()

    def select(self, key: Key) -> bool:
        """Put the cursor on ``key``; False when it is not in the list."""
        index = self._rows.index_of(key)
        if index is None:
            return False
        self._go(index)
        return True

    def mark(self, keys: Set[Key]) -> None:
        """Mark the rows of ``keys``, and no others. Only those that change are painted again."""
        changed = self._marked ^ keys
        self._marked = frozenset(keys)
        top = round(self.scroll_offset.y)
        for index in range(top, min(len(self._rows), top + self.size.height)):
            if self._rows.key(index) in changed:
                self._repaint(index)

    # --- the cursor ----------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Move by rows that can be selected."""
        if self._cursor is None:
            return
        index = self._selectable(self._cursor + step, 1 if step > 0 else -1)
        if index is not None:
            self._go(index)
        elif step < 0:
            self._reveal(self._cursor)
        else:
            self._reveal_end(self._cursor)

    def action_page(self, pages: float) -> None:
        """Move by a part of what is seen."""
        if self._cursor is None:
            return
        target = self._cursor + round(pages * max(1, self._height - 1))
        self._go_near(target, 1 if pages > 0 else -1)

    def action_first(self) -> None:
        """Go to the first row."""
        self._go_near(0, 1)

    def action_last(self) -> None:
        """Go to the last row, what follows it in sight."""
        self._go_near(len(self._rows) - 1, -1)
        if self._cursor is not None:
            self._reveal_end(self._cursor)

    def action_activate(self) -> None:
        """Open the row under the cursor."""
        if self._key is not None:
            self.post_message(self.Activated(self, self._key))
        else:
            self.post_message(self.NothingThere())

    def on_click(self, event: events.Click) -> None:
        """Select what is clicked; open it when clicked twice."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if index >= len(self._rows) or self._rows.key(index) is None:
            return
        self._go(index)
        if event.chain == 2:
            self.action_activate()

    def _selectable(self, index: int, step: int) -> int | None:
        """The next row from ``index`` on that can be selected."""
        while 0 <= index < len(self._rows):
            if self._rows.key(index) is not None:
                return index
            index += step
        return None

    def _go_near(self, index: int, step: int) -> None:
        index = max(0, min(index, len(self._rows) - 1))
        near = self._selectable(index, step)
        if near is None:
            near = self._selectable(index, -step)
        if near is not None:
            self._go(near)

    def _go(self, index: int) -> None:
        before = self._cursor
        if index != before:
            self._cursor = index
            self._key = self._rows.key(index)
            if before is not None:
                self._repaint(before)
            self._repaint(index)
            self.post_message(self.Highlighted(self, self._key, index))
        self._reveal(index)

    def _begin(self) -> None:
        """Stand on the first row that can be selected."""
        before, self._cursor = self._key, self._selectable(0, 1)
        self._key = None if self._cursor is None else self._rows.key(self._cursor)
        if self._key != before:
            self.post_message(self.Highlighted(self, self._key, self._cursor))
        self.scroll_to(y=0, animate=False, force=True)

    def _settle(self) -> None:
        """Find the cursor's place again after the rows have changed."""
        before = self._key
        index = None if before is None else self._rows.index_of(before)
        if index is None:
            near = max(0, min(self._cursor or 0, len(self._rows) - 1))
            index = self._selectable(near, 1)
            index = self._selectable(near, -1) if index is None else index
        self._cursor = index
        self._key = None if index is None else self._rows.key(index)
        if self._key != before:
            self.post_message(self.Highlighted(self, self._key, index))
        if index is not None:
            self._reveal(index)

    def _reveal(self, index: int) -> None:
        """Move the window so that the row is seen, with the headings right above it."""
        height, top = self._height, round(self.scroll_target_y)
        if height <= 0:
            return
        first = index
        while first > 0 and self._rows.key(first - 1) is None and index - first + 1 < height:
            first -= 1
        jump = height // SCROLL_SHARE
        if first < top:
            target = min(first, max(0, index - jump)) if first > 0 else 0
        elif index >= top + height:
            target = index - height + 1 + jump
        else:
            return
        target = max(0, min(target, len(self._rows) - height))
        self.scroll_to(y=target, animate=False, force=True)

    def _reveal_end(self, index: int) -> None:
        """Move the window down over what follows the last row that can be selected, which stays in sight."""
        target = min(index, len(self._rows) - self._height)
        if target > round(self.scroll_target_y):
            self.scroll_to(y=target, animate=False, force=True)

    # --- size and paint ------------------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _fit_size(self) -> None:
        """Be as high as there are rows. The screen is laid out only where the scrollbar comes or goes."""
        size = Size(self.scrollable_content_region.width, len(self._rows))
        scrolls = self.styles.overflow_y == "auto" and 0 < self._height < size.height
        if scrolls != self.show_vertical_scrollbar:
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(LineList.virtual_size, size)
            if scrolls:
                self._fit_scrollbar(size.height)
            self.scroll_y = self.validate_scroll_y(self.scroll_y)
            self.scroll_target_y = self.validate_scroll_target_y(self.scroll_target_y)

    def _fit_scrollbar(self, rows: int) -> None:
        """Have the scrollbar know how many rows there are, and draw it again only where that is seen: of ten
        thousand rows and of three thousand it has the same thumb."""
        bar = self.vertical_scrollbar
        before = _thumb(bar)
        bar.set_reactive(ScrollBar.window_virtual_size, rows)
        if _thumb(bar) != before:
            bar.refresh()

    def on_mount(self) -> None:
        """Stand on the first row."""
        self._fit_size()
        self._settle()

    def on_resize(self) -> None:
        """Keep the row under the cursor in sight."""
        self._fit_size()
        if self._cursor is not None:
            self._reveal(self._cursor)

    def on_focus(self) -> None:
        """Show that keys go here."""
        self._repaint_cursor()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._repaint_cursor()

    def _repaint_cursor(self) -> None:
        if self._cursor is not None:
            self._repaint(self._cursor)

    def _repaint(self, index: int) -> None:
        y = index - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines within ``crop``."""
        self._width, self._top = self.scrollable_content_region.width, self.scroll_offset.y
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw the line ``y`` of the window."""
        width, index = self._width, y + self._top
        if index < len(self._rows):
            return self._draw(index, width)
        if not self._rows:
            return self._draw_empty(y, width)
        return self.blank_line(width)

    def _draw(self, index: int, width: int) -> Strip:
        row, key = self._rows.row(index), self._rows.key(index)
        marked = key in self._marked
        indent = row.indent
        if indent is None:
            indent = PLAIN_INDENT if key is None else ROW_INDENT
        if index == self._cursor:
            return self._draw_row(row, indent, width, here=True, marked=marked)
        drawn_for = (width, self._columns, self.base)
        if drawn_for != self._drawn_for or len(self._drawn) >= KEPT:
            self._drawn_for = drawn_for
            self._drawn.clear()
        drawn = self._drawn.get(id(row))
        if drawn is None or drawn[1] != marked:
            strip = self._draw_row(row, indent, width, here=False, marked=marked)
            drawn = self._drawn[id(row)] = (row, marked, strip)
        return drawn[2]

    def _draw_row(self, row: Row, indent: int, width: int, *, here: bool, marked: bool) -> Strip:
        here = here and (self.has_focus or not self._beside)
        spans = [self._margin(indent, here, marked)]
        inner = max(0, width - indent - RIGHT_MARGIN)
        columns = self._columns if row.columns is None else row.columns
        spans += lay_out(row.cells, columns, inner, gap=self._gap, ellipsis=self._glyphs.ellipsis)
        return self.strip_of(spans, width, over=self._cursor_style() if here else None)

    def notify_style_update(self) -> None:
        """Draw every line anew: a tone may look otherwise."""
        super().notify_style_update()
        self._drawn.clear()

    def _margin(self, indent: int, here: bool, marked: bool) -> Span:
        """What stands before a row: first whether it is marked, then whether the cursor is on it."""
        mark = self._glyphs.met if marked else " "
        cursor = self._glyphs.cursor if here else " "
        margin = f"{mark}{cursor:>{max(0, indent - 2)}}" if indent > 1 else cursor
        return Span(margin.ljust(indent)[:indent], "strong" if here or marked else "plain")

    def _cursor_style(self) -> Style:
        name = "line-list--cursor" if self.has_focus else "line-list--cursor-blurred"
        return self.get_component_rich_style(name, partial=True)

    def _draw_empty(self, y: int, width: int) -> Strip:
        lines = self._empty.split("\n")
        if not 1 <= y <= len(lines):
            return self.blank_line(width)
        spans = fit_spans([Span(" " * ROW_INDENT), Span(lines[y - 1], "calm")], width, self._glyphs.ellipsis)
        return self.strip_of(spans, width)
