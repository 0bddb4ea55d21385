"""The guided tour of the demo: seven things to do, each noticed when it was done, in whatever order."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from netui.tui.widgets.painting import Span

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
