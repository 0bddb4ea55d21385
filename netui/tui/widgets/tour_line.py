"""One line above the keys that says what the tour asks to try next."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from netui.tui.widgets.painting import Painted, Span, fit_spans


class TourLine(Painted):
    """A line of spans; away while there is nothing to say."""

    DEFAULT_CSS = """
    TourLine { width: 1fr; height: 1; background: $panel; }
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        super().__init__()
        self._spans = tuple(spans)
        self.display = bool(spans)

    def show(self, spans: Sequence[Span]) -> None:
        """Say something else, or nothing."""
        if tuple(spans) != self._spans:
            self._spans = tuple(spans)
            self.display = bool(spans)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        return self.strip_of(fit_spans(self._spans, width), width)
