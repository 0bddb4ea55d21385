"""The last line of every screen: the keys that matter here."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.strip import Strip

from netui.tui.text import clean, width_of
from netui.tui.widgets.painting import Painted, Span

KEPT = ("?", "q")
"""Keys that are shown however narrow it is, so that nobody is ever lost (choice)."""

_GAP = 2


class KeyLine(Painted):
    """Keys and what they do, as many as there is room for."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; width: 1fr; height: 1; background: $surface; }
    """

    def __init__(self, keys: Sequence[tuple[str, str]], *, kept: Collection[str] = KEPT) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._kept = frozenset(kept)

    def show(self, keys: Sequence[tuple[str, str]], *, kept: Collection[str] | None = None) -> None:
        """Show other keys."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self._kept = self._kept if kept is None else frozenset(kept)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        if y:
            return self.blank_line(width)
        spans = [Span(" ")]
        for key, label in keys_that_fit(self._keys, width - 2, self._kept):
            spans += [Span(key, "strong"), Span(f" {label}", "calm"), Span(" " * _GAP)]
        return self.strip_of(spans, width)


def keys_that_fit(
    keys: Sequence[tuple[str, str]], width: int, kept: Collection[str] = KEPT
) -> list[tuple[str, str]]:
    """The keys that fit into ``width`` cells, in order: the last ones go first, ``kept`` last of all."""
    shown = [(clean(key), clean(label)) for key, label in keys]
    while shown and _width(shown) > width:
        droppable = [pair for pair in shown if pair[0] not in kept] or shown
        shown.remove(droppable[-1])
    return shown


def _width(keys: Sequence[tuple[str, str]]) -> int:
    return sum(width_of(f"{key} {label}") for key, label in keys) + _GAP * max(0, len(keys) - 1)
