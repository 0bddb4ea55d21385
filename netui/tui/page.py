"""A page of the papers, to be read in the program as ``netui help`` prints it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from netui.papers import lines_of, page
from netui.tui.read import BoxScreen

FRAME = 8
"""Columns that border, padding and scrollbar take."""

LEAST = 20
"""Columns that a page is laid out for at least (choice)."""


class PageScreen(BoxScreen):
    """One page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,ctrl+d", "page('scroll_page_down')", "page down", show=False),
        Binding("ctrl+u", "page('scroll_page_up')", "page up", show=False),
        Binding("g", "page('scroll_home')", "top", show=False),
        Binding("G", "page('scroll_end')", "bottom", show=False),
    ]

    def __init__(self, topic: str) -> None:
        super().__init__()
        self._topic = topic

    def compose(self) -> ComposeResult:
        """The page."""
        with VerticalScroll(id="page"):
            yield Static(id="text")

    def on_mount(self) -> None:
        """Say what it is, and how to leave."""
        self.box.border_title = f"help {self._topic}"
        self.box.border_subtitle = "esc closes, j k scroll, space a page on, g G ends"

    def on_resize(self, event: events.Resize) -> None:
        """Lay it out for the width there is."""
        lines = lines_of(page(self._topic), max(LEAST, event.size.width - FRAME))
        content = Content("\n").join(
            Content.styled(line.text, "bold") if line.kind == "heading" else Content(line.text)
            for line in lines
        )
        self.query_one("#text", Static).update(content)

    def action_page(self, move: str) -> None:
        """Move by what is seen, or to an end."""
        getattr(self.box, move)(animate=False)
