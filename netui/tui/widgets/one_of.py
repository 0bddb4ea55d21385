"""One of a few words, all of them seen: a field that is chosen, not typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from netui.tui.text import width_of
from netui.tui.theme import Glyphs
from netui.tui.widgets.painting import Painted, Span, Tone, fit_spans

_GAP = 1


class OneOf(Painted, can_focus=True):
    """A few words beside each other, one of which holds. Sideways arrows or space go to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "next", show=False),
        Binding("left", "step(-1)", "before", show=False),
        Binding("enter", "submit", "keep", show=False),
    ]
    DEFAULT_CSS = """
    OneOf { width: 1fr; height: 1; }
    """

    class Chosen(Message):
        """Another word holds."""

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, words: Sequence[str], value: str, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._words = tuple(words)
        self._place = self._words.index(value)
        self._glyphs = glyphs

    @property
    def value(self) -> str:
        """The word that holds."""
        return self._words[self._place]

    def action_step(self, step: int) -> None:
        """Take the next word, or the one before; no further than the ends."""
        self._choose(max(0, min(len(self._words) - 1, self._place + step)))

    def _choose(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self.refresh()
            self.post_message(self.Chosen())

    def action_submit(self) -> None:
        """As enter does in a line."""
        self.post_message(self.Submitted())

    def on_click(self, event: events.Click) -> None:
        """Take the word that is clicked."""
        left = 0
        for place, word in enumerate(self._words):
            left += width_of(self._shown(place, word)) + _GAP
            if event.x < left:
                self._choose(place)
                return

    def _shown(self, place: int, word: str) -> str:
        return f"[{word}]" if place == self._place else f" {word} "

    def render_line(self, y: int) -> Strip:
        """Draw the words: brackets hold the chosen one, so that it is seen without colour."""
        width = self.size.width
        spans: list[Span] = []
        for place, word in enumerate(self._words):
            chosen = place == self._place
            tone: Tone = ("here" if self.has_focus else "strong") if chosen else "calm"
            spans += [Span(self._shown(place, word), tone), Span(" " * _GAP)]
        return self.strip_of(fit_spans(spans, width, self._glyphs.ellipsis), width)

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()
