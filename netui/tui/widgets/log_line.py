"""The parts of the log bar that stand still: the rule above it, the word before the input, and the input."""

from __future__ import annotations

from collections.abc import Callable

from textual.strip import Strip

from netui.tui.theme import Glyphs
from netui.tui.widgets.line_input import LineInput
from netui.tui.widgets.painting import Painted, Span


class Prompt(Painted):
    """The word before the input."""

    DEFAULT_CSS = """
    Prompt { height: 1; width: 6; }
    """

    def __init__(self, word: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._word = word
        self._glyphs = glyphs

    def render_line(self, y: int) -> Strip:
        """Draw the word."""
        return self.strip_of([Span(f" {self._word}{self._glyphs.cursor} "[:6], "strong")], self.size.width)


class Rule(Painted):
    """A line between the bar and what lies above it."""

    DEFAULT_CSS = """
    Rule { height: 1; width: 1fr; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        return self.strip_of([Span(self._glyphs.rule * self.size.width, "faint")], self.size.width)


class TypedLine(LineInput):
    """The input of the bar; where nothing is typed yet, a question mark is a key and no text."""

    def __init__(self, hint: str, untouched: Callable[[], bool]) -> None:
        super().__init__(hint)
        self._untouched = untouched

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text."""
        if character == "?" and self._untouched():
            return False
        return super().check_consume_key(key, character)
