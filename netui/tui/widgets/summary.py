"""A few lines of label and text, drawn as they are: the week on Today, a headline, a brief beside a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from textual.geometry import Size
from textual.strip import Strip

from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Painted, Span, fit_spans

LABEL = 11
"""Cells of the label, with the room after it."""

MARGIN = 1


class Line(msgspec.Struct, frozen=True):
    """A label and what stands beside it: spans, or what makes them for a width in cells."""

    label: str
    content: Sequence[Span] | Callable[[int], Sequence[Span]]


class Summary(Painted):
    """Lines under each other; as high as they are many."""

    DEFAULT_CSS = """
    Summary { width: 1fr; height: auto; }
    """

    def __init__(self, glyphs: Glyphs = UNICODE, *, id: str | None = None, label: int = LABEL) -> None:  # noqa: A002
        super().__init__(id=id)
        self._glyphs = glyphs
        self._label = label
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines. Only a change of their number lays out anew, where the height goes by it."""
        height = self.styles.height
        lay_out = len(lines) != len(self._lines) and height is not None and height.is_auto
        self._lines = tuple(lines)
        self.refresh(layout=lay_out)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if y >= len(self._lines):
            return self.blank_line(width)
        line = self._lines[y]
        room = max(0, width - MARGIN - self._label - MARGIN)
        content = line.content(room) if callable(line.content) else line.content
        label = (
            fit_spans([Span(line.label, "calm")], self._label, self._glyphs.ellipsis) if self._label else []
        )
        spans = [Span(" " * MARGIN), *label, *fit_spans(content, room, self._glyphs.ellipsis)]
        return self.strip_of(spans, width)
