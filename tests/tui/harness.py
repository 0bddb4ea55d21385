"""A small program around one widget, and eyes that read what it really paints."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.message import Message
from textual.widget import Widget

from netui.tui.text import NoColorFilter, SafeFilter
from netui.tui.theme import DARK, THEMES, theme_defaults


class Around(App[None]):
    """Shows one widget in one of netui's themes, and keeps the messages that come up from it."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget, theme: str = DARK.name, no_color: bool = False) -> None:
        super().__init__(ansi_color=True if no_color else None)
        self.animation_level = "none"
        self._around = widgets
        self._wanted = theme
        self._own_filters: list[LineFilter] = [SafeFilter(), *([NoColorFilter()] if no_color else [])]
        self.messages: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme_defaults(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *self._own_filters]

    def compose(self) -> ComposeResult:
        yield from self._around

    def on_mount(self) -> None:
        for own in THEMES:
            self.register_theme(own)
        self.theme = self._wanted

    async def _dispatch_message(self, message: Message) -> None:
        self.messages.append(message)
        await super()._dispatch_message(message)


def painted(widget: Widget) -> list[str]:
    """The lines of ``widget`` as they are painted; each must be exactly as wide as the widget."""
    strips = widget.render_lines(widget.size.region)
    for strip in strips:
        assert strip.cell_length == widget.size.width
        assert sum(cell_len(segment.text) for segment in strip) == widget.size.width
    return [strip.text for strip in strips]
