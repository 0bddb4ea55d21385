"""What stands behind other widgets and shows nothing of its own.

Textual paints each such widget line by line wherever anything in front of it changes, styles and filters
included; here one blank line is made and shown in every place.
"""

from __future__ import annotations

from rich.style import Style
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

__all__ = ["Across", "Down", "Ground"]


class Ground:
    """The blank lines of one widget."""

    def __init__(self) -> None:
        self._line: Strip | None = None
        self._line_for: tuple[int, Style] | None = None

    def lines(self, widget: Widget, crop: Region) -> list[Strip] | None:
        """Its lines within ``crop``; None where there is a border or a padding to draw."""
        if any(widget.styles.gutter):
            return None
        wanted = (crop.width, widget.rich_style)
        if self._line is None or self._line_for != wanted:
            line = Strip.blank(*wanted)
            background = widget.background_colors[1]
            for each in widget.get_line_filters():
                line = line.apply_filter(each, background)
            self._line, self._line_for = line, wanted
        return [self._line] * crop.height


class Across(Horizontal):
    """Widgets beside each other."""

    def __init__(self, *children: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(*children, id=id)
        self._ground = Ground()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing, where nothing stands."""
        return self._ground.lines(self, crop) or super().render_lines(crop)


class Down(Vertical):
    """Widgets below each other."""

    def __init__(self, *children: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(*children, id=id)
        self._ground = Ground()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing, where nothing stands."""
        return self._ground.lines(self, crop) or super().render_lines(crop)
