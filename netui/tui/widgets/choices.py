"""A short list to choose from, above the line that is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.strip import Strip

from netui.tui.theme import Glyphs
from netui.tui.widgets.painting import Painted, Span, fit_spans

CHOICES_SHOWN = 6
"""Names offered at once (choice)."""


class Choices(Painted):
    """A short list above the input."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--cursor"}
    DEFAULT_CSS = """
    Choices {
        width: 1fr;
        height: auto;
        display: none;
        & > .choices--cursor { background: $row-cursor; text-style: $row-cursor-style; }
    }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._question = ""
        self._choices: tuple[str, ...] = ()
        self._cursor = 0

    @property
    def choices(self) -> tuple[str, ...]:
        """What is offered."""
        return self._choices

    @property
    def cursor(self) -> int:
        """The index of what would be taken."""
        return self._cursor

    def offer(self, choices: Sequence[str], question: str = "", cursor: int = 0) -> None:
        """Offer choices, the cursor on the one at that index; none closes the list."""
        if (tuple(choices), question) == (self._choices, self._question):
            return
        self._choices, self._question, self._cursor = tuple(choices), question, cursor
        self.display = bool(choices)
        self.refresh(layout=True)

    def move(self, step: int) -> None:
        """Move up or down, round the ends."""
        if self._choices:
            self._cursor = (self._cursor + step) % len(self._choices)
            self.refresh()

    def move_to(self, index: int) -> None:
        """Stand on the choice at ``index``."""
        self._cursor = index
        self.refresh()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """A line a choice, and one for the question."""
        return min(CHOICES_SHOWN, len(self._choices)) + bool(self._question)

    def render_line(self, y: int) -> Strip:
        """Draw a choice, or the question."""
        width = self.size.width
        if self._question and y == 0:
            spans = [Span(" "), *fit_spans([Span(self._question, "attention")], width - 2)]
            return self.strip_of(spans, width)
        top = max(0, self._cursor - CHOICES_SHOWN + 1)
        index = top + y - bool(self._question)
        if index >= len(self._choices):
            return self.blank_line(width)
        here = index == self._cursor
        mark = f" {self._glyphs.cursor} " if here else "   "
        spans = [Span(mark), *fit_spans([Span(self._choices[index])], width - 4, self._glyphs.ellipsis)]
        over = self.get_component_rich_style("choices--cursor", partial=True) if here else None
        return self.strip_of(spans, width, over=over)
