"""The lists of a screen by name, one of them chosen; by key or by a click."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from netui.tui.text import width_of
from netui.tui.widgets.painting import Painted, Span

_MARGIN = 1


class ListTabs(Painted):
    """A line of names. Message: :class:`Chosen`."""

    DEFAULT_CSS = """
    ListTabs { width: 1fr; height: 1; }
    """

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._names = tuple(names)
        self._chosen = 0

    def show(self, index: int) -> None:
        """Show another one as chosen."""
        if index != self._chosen:
            self._chosen = index
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        at = _MARGIN
        for index, name in enumerate(self._names):
            end = at + width_of(name) + 2
            if at <= event.x < end:
                self.post_message(self.Chosen(index))
            at = end

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        if y:
            return self.blank_line(width)
        names = (
            Span(f" {name} ", "here" if index == self._chosen else "calm")
            for index, name in enumerate(self._names)
        )
        return self.strip_of([Span(" " * _MARGIN), *names], width)
