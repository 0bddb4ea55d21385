"""The parts of the log bar that stand still: the rule above it, the word before the input, and the input."""

from __future__ import annotations

from collections.abc import Callable

from textual.strip import Strip

from netui.tui.text import clip
from netui.tui.theme import Glyphs
from netui.tui.widgets.line_input import LineInput
from netui.tui.widgets.painting import Painted, Span, span_width

PROMPT_WIDTH = 6

NAME_SHOWN = 24
"""Cells of the name before the input at most, and at most a third of what there is (choice)."""


class Prompt(Painted):
    """The word before the input, and with whom it is where that is not in what one types."""

    DEFAULT_CSS = f"""
    Prompt {{ height: 1; width: {PROMPT_WIDTH}; }}
    """

    def __init__(self, word: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._word = word
        self._glyphs = glyphs
        self._name = ""
        self._with = True

    def show(self, name: str, *, counts: bool) -> None:
        """Say with whom it is, or with whom it is not after all; of nobody there is the word alone.

        It is as wide one way as the other, so that what is typed does not move.
        """
        clipped = clip(name, min(NAME_SHOWN, self.app.size.width // 3), self._glyphs.ellipsis)
        if (clipped, counts) != (self._name, self._with):
            self._name, self._with = clipped, counts
            self.styles.width = span_width(self._spans())
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the words."""
        return self.strip_of(self._spans(), self.size.width)

    def _spans(self) -> list[Span]:
        cursor = f"{self._glyphs.cursor} "
        if not self._name:
            return [Span(f" {self._word}{cursor}"[:PROMPT_WIDTH], "strong")]
        about = Span(f" with {self._name}", "practice") if self._with else Span(f"  not {self._name}", "calm")
        return [Span(f" {self._word}", "strong"), about, Span(cursor, "strong")]


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
