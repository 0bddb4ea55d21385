"""The first line of every screen: where one is, where one can go, and what day it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import events
from textual.message import Message
from textual.strip import Strip

from netui.domain.days import short_day
from netui.tui.text import fit, right
from netui.tui.widgets.painting import Painted, Span, span_width

Title = tuple[str, str, str]
"""Key, name and label of a screen."""

NAME = "netui"


class TitleBar(Painted):
    """Names the screens with their keys; the current one is reversed. Nothing here ticks."""

    DEFAULT_CSS = """
    TitleBar { width: 1fr; height: 1; background: $surface; }
    """

    class Chosen(Message):
        """A screen's title was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, titles: Sequence[Title], current: str, today: date) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._current = current
        self._today = today
        self._places: list[tuple[int, int, str]] = []

    def show(self, today: date, current: str | None = None) -> None:
        """Show another day, or another screen as the current one."""
        if (today, current or self._current) != (self._today, self._current):
            self._today, self._current = today, current or self._current
            self.refresh()

    def rename(self, titles: Sequence[Title]) -> None:
        """Show other keys or labels."""
        if tuple(titles) != self._titles:
            self._titles = tuple(titles)
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Ask for the screen that was clicked."""
        for start, end, name in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(name))

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        if y:
            return self.blank_line(width)
        spans = self._titles_in(width)
        day = f"{short_day(self._today)} "
        room = width - span_width(spans)
        if room > len(day) + 1:
            spans.append(Span(right(day, room), "calm"))
        return self.strip_of(spans, width)

    def _titles_in(self, width: int) -> list[Span]:
        """As many titles as fit; of the others the key alone."""
        spans = [Span(f" {NAME}  ", "strong")]
        self._places = []
        full = span_width(spans) + sum(len(f" {key} {label} ") for key, _, label in self._titles) <= width
        for key, name, label in self._titles:
            current = name == self._current
            text = f" {key} {label} " if full or current else f" {key} "
            left = width - span_width(spans)
            if len(text) > left:
                break
            start = span_width(spans)
            self._places.append((start, start + len(text), name))
            spans.append(Span(fit(text, len(text)), "here" if current else "plain"))
        return spans
