"""The guided tour of the demo: seven things to do, each noticed when it was done, in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from netui.tui.base_screen import NetuiScreen
from netui.tui.widgets.painting import Span

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

Key = Callable[[str], str]
"""The key of a command as it is set."""


class Step(msgspec.Struct, frozen=True):
    """One thing to do."""

    id: str
    """What notices it: the name of the screen that it leads to, or ``logged`` or ``undone``."""
    words: str
    """What it is, up to the key."""
    command: str
    after: str = ""
    """What follows the key."""


STEPS = (
    Step("reason", "whom to reach out to, and why", "open"),
    Step("logged", "tell what happened", "log", " coffee with Ada"),
    Step("undone", "take it back, also tomorrow", "undo"),
    Step("balance", "what you give and take", "balance"),
    Step("streak", "the weeks you kept it up", "streak"),
    Step("contact", "the brief before you meet", "find", " and a name"),
    Step("review", "two minutes once a week", "review"),
)


class Tour(msgspec.Struct):
    """How far somebody has come."""

    done: set[str] = msgspec.field(default_factory=set)
    shown: bool = True

    @property
    def step(self) -> Step | None:
        """The first thing that is not done yet; None after the last."""
        return next((step for step in STEPS if step.id not in self.done), None)

    def notice(self, step: str) -> bool:
        """Something was done; whether that was a step not done before."""
        new = step not in self.done and any(each.id == step for each in STEPS)
        if new:
            self.done.add(step)
        return new

    def spans(self, key: Key) -> list[Span]:
        """The line that says what to do next."""
        step = self.step
        if step is None:
            return [
                Span(" That was the tour", "practice"),
                Span("   "),
                Span(key("quit"), "strong"),
                Span(" leaves the demo", "calm"),
                *_hides(key),
            ]
        return [
            Span(f" Tour {STEPS.index(step) + 1} of {len(STEPS)} ", "practice"),
            Span(f" {step.words}: "),
            Span(key(step.command), "strong"),
            Span(step.after),
            *_hides(key),
        ]


def _hides(key: Key) -> list[Span]:
    return [Span("   "), Span(key("tour"), "strong"), Span(" hides this", "calm")]


class Guide:
    """Leads somebody through the tour on the screens of ``app``: notices what was done, and says what is
    next."""

    def __init__(self, app: NetuiApp) -> None:
        self.tour = Tour()
        self._app = app
        self._interactions = len(app.network.interactions)

    def spans(self) -> list[Span]:
        """What the tour says now; nothing while it is hidden."""
        return self.tour.spans(self._app.keymap.shown) if self.tour.shown else []

    def sees(self, step: str) -> None:
        """Note that a screen was shown, or what else the tour asks for was done."""
        self.tour.notice(step)
        self._show()

    def sees_a_change(self) -> None:
        """Note whether a line was logged, or taken back."""
        before, self._interactions = self._interactions, len(self._app.network.interactions)
        if self._interactions != before:
            self.sees("logged" if self._interactions > before else "undone")

    def hide_or_show(self) -> None:
        """Hide the tour, or bring it back to where one was."""
        self.tour.shown = not self.tour.shown
        self._show()
        if not self.tour.shown:
            self._app.tell(f"{self._app.keymap.shown('tour')} brings the tour back where you were")

    def _show(self) -> None:
        for screen in self._app.screen_stack:
            if isinstance(screen, NetuiScreen):
                screen.show_tour()
