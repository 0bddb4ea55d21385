"""Text to read in a box over the screen: in whole what that cuts short, and what others make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from netui.tui.text import clean

LONGEST_TEXT = 20_000
"""Characters shown at most (choice): a text of megabytes would block the screen for seconds."""


class BoxScreen(ModalScreen[None]):
    """A box of text that scrolls by keys; closed by any of those that leave a screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "leave", "leave", show=False),
        Binding("j", "scroll_down", "down", show=False),
        Binding("k", "scroll_up", "up", show=False),
    ]

    @property
    def box(self) -> VerticalScroll:
        """What scrolls."""
        return self.query_one(VerticalScroll)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.box.focus()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_scroll_down(self) -> None:
        """A line down."""
        self.box.scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """A line up."""
        self.box.scroll_up(animate=False)


class ReadScreen(BoxScreen):
    """Shows a title and lines."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading = clean(title)
        self._lines = [clean(line[:LONGEST_TEXT]) for line in lines]

    def compose(self) -> ComposeResult:
        """The title and the lines."""
        with VerticalScroll(id="read"):
            yield Static(Content.styled(self._heading, "bold"))
            yield Static(Content("\n\n".join(self._lines)), id="lines")
            yield Static(Content("esc closes"), id="closes")
