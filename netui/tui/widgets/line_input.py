"""An input for one line: no control characters, no blinking, and a paste of many lines is one line."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from netui.tui.text import typed

LONGEST_LINE = 10_000
"""Characters that a line may have; more of a paste is left out (choice)."""


class LineInput(Input):
    """An input for one line that takes no control characters and does not blink."""

    virtual_size = Reactive(Size(0, 0))
    """As wide as the text, and always one line high: a letter does not lay out the screen anew, as it does
    with Textual's own."""

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(placeholder=placeholder, select_on_focus=False, compact=True, id=id)
        self.cursor_blink = False

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what may be typed; of a paste its lines in one."""
        super().insert_text_at_cursor(self._allowed(text))

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace the text between two places."""
        super().replace(self._allowed(text), start, end)

    def validate_value(self, value: str) -> str:
        """Whatever way a text came, it holds no control characters."""
        return typed(value)[:LONGEST_LINE]

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *self.selection)

    def _allowed(self, text: str) -> str:
        return typed(text[: 2 * LONGEST_LINE])[: max(0, LONGEST_LINE - len(self.value))]
