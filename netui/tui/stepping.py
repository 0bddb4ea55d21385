"""Taking a change back, and doing it again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from netui.errors import NetuiError
from netui.network import ChangedSince, undoing
from netui.tui.terminal_app import TOLD_LENGTH
from netui.tui.text import clip

if TYPE_CHECKING:
    from netui.storage import Change
    from netui.tui.app import NetuiApp

SEEN_AFTER = 0.1
"""Seconds after which what is told has come to the screen (choice; it needs some hundredths)."""


class Stepping:
    """Steps of ``app`` through what was changed: back, and forward again."""

    def __init__(self, app: NetuiApp) -> None:
        self._app = app
        self._soon: asyncio.Task[None] | None = None
        """A large change that is about to be taken back, or done again."""

    @property
    def idle(self) -> bool:
        """Whether no step is about to be made."""
        return self._soon is None

    def back(self) -> None:
        """Take the last change back."""
        step = partial(self._app.network.undo, own_first=True)
        self._step_when_told(partial(self._step, step, "undone", "{redo} does it again"), again=False)

    def forward(self) -> None:
        """Do again what was taken back."""
        step = partial(self._app.network.redo, own_first=True)
        self._step_when_told(partial(self._step, step, "done again", "{undo} takes it back"), again=True)

    def _step_when_told(self, do: Callable[[], None], *, again: bool) -> None:
        """Of a change with a great many records one is told before the screens stand still."""
        if self._soon is not None:
            return  # pressed again before it began
        try:
            large = undoing.is_large(self._app.network, again=again)
        except NetuiError:
            large = False  # it says so itself
        if not large:
            do()
            return
        self._app.tell(f"{'doing it again' if again else 'taking it back'}: many records, a few seconds")
        self._soon = asyncio.create_task(self._do_soon(do), name="step")
        self._soon.add_done_callback(self._app.ended)

    async def _do_soon(self, do: Callable[[], None]) -> None:
        await asyncio.sleep(SEEN_AFTER)
        try:
            with self._app._context():
                do()
        finally:
            self._soon = None

    def _step(self, step: Callable[..., Change], word: str, back: str, *, anyway: bool = False) -> None:
        app = self._app
        try:
            change = step(anyway=anyway)
        except ChangedSince as question:
            from netui.tui.ask import ConfirmScreen

            app.push_screen(
                ConfirmScreen(f"{question.message}. Take back this one all the same?"),
                lambda yes: self._step(step, word, back, anyway=True) if yes else None,
            )
        except NetuiError as error:
            app.tell(error.message, problem=True)
        else:
            other = "" if change.session == app.network.store.session else ", made in another session"
            behind = f"{other}; {app.keymap.worded(back)}"
            label = clip(change.label, TOLD_LENGTH - len(f"{word}: {behind}"), app.glyphs.ellipsis)
            app.tell(f"{word}: {label}{behind}")
