"""How netui lives on a terminal: what reaches it, when it is given up, and what survives that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.filter import LineFilter

from netui.config import Config
from netui.terminal import terminal_encoding
from netui.tui import lifecycle
from netui.tui.driver import TerminalDriver
from netui.tui.keys_in_turn import KeysInTurn
from netui.tui.text import NoColorFilter, SafeFilter, clip
from netui.tui.theme import Glyphs, glyphs_for
from netui.unfinished import NOTHING, Line, Unfinished

if TYPE_CHECKING:
    from netui.domain.line.changes import Change

TOLD_LENGTH = 74
"""Characters of what is said in passing: one line at 80 columns, two where something is wrong."""


class TerminalApp(App[None]):
    """A program on a terminal that may be slow, old, shared, or gone from one moment to the next.

    ``restricted``: nobody can leave it for a shell. ``kept``: where the half-typed line outlives the session;
    None: nowhere.
    """

    def __init__(self, config: Config, *, restricted: bool = False, kept: Unfinished | None = None) -> None:
        no_color = lifecycle.without_colour()
        super().__init__(driver_class=TerminalDriver, ansi_color=True if no_color else None)
        self.animation_level = "none"
        self.restricted = restricted
        self.encoding = "utf-8" if config.glyphs == "unicode" else terminal_encoding()
        """What the terminal is taken to understand."""
        self.glyphs: Glyphs = glyphs_for(self.encoding, config.ascii)
        self.logged_lines: list[str] = []
        """The lines logged in this session, to be brought back."""
        self.unfinished = ""
        """What was typed in the log bar and not saved; it comes back with the same key."""
        self.unfinished_changes: tuple[Change, ...] = ()
        """What was changed of it by hand."""
        self.unfinished_with = ""
        """What the key that opened the bar begins a line with; empty: a line of any kind."""
        self.typing: Line | None = None
        """What stands in the open log bar, and what was changed of it by hand."""
        self.crashed: Exception | None = None
        self._kept = kept
        self._idle_limit = config.idle_seconds(restricted=restricted)
        self._last_key = monotonic()
        self.touched = False
        """Whether anything was typed or clicked yet."""
        self._keys = KeysInTurn(self, super().on_event)
        self._filters_of_ours: list[LineFilter] = [SafeFilter(self.encoding)]
        if no_color:
            self._filters_of_ours.append(NoColorFilter())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing that a name holds may reach the terminal as an escape."""
        return [*super().get_line_filters(), *self._filters_of_ours]

    def tell(self, message: str, *, problem: bool = False, long: bool = False) -> None:
        """Say something in passing, in place of what was said before. The message is text, never markup.

        What is wrong, or ``long``, may take two lines.
        """
        self.clear_notifications()
        # Textual takes away what was said before, but leaves its place empty above what is said now.
        self.screen.query("ToastHolder").remove()
        self.notify(
            clip(message, TOLD_LENGTH * (2 if problem or long else 1)),
            severity="warning" if problem else "information",
            timeout=4,
            markup=False,
        )

    def let_go_of_the_told(self) -> None:
        """What was said in passing on a screen ends with it; what is wrong stays as long as it does."""
        for said in list(self._notifications):
            if said.severity == "information":
                self._unnotify(said)

    # --- keys ----------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Note when a key was last pressed, and have what is typed arrive where it was meant to."""
        if isinstance(event, (events.InputEvent, events.Paste)):
            self._last_key = monotonic()
        if isinstance(event, (events.Key, events.Paste, events.MouseDown)):
            self.touched = True
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._keys.take(event)
        else:
            await super().on_event(event)

    @property
    def keys_done(self) -> bool:
        """Whether all that was typed is done with."""
        return self._keys.idle

    # --- the half-typed line -------------------------------------------------------------------------------

    def take_unfinished(self) -> bool:
        """Take over the line that an earlier session could not finish; whether there is one."""
        if self._kept is not None:
            self.unfinished, self.unfinished_changes = self._kept.take()
        return bool(self.unfinished)

    def keep_unfinished(self) -> None:
        """Have the half-typed line, if there is one, outlive the session. From any thread."""
        if self._kept is not None:
            unfinished = (self.unfinished, self.unfinished_changes) if self.unfinished else NOTHING
            self._kept.note(self.typing or unfinished)
            self._kept.keep()

    def forget_typed(self, holds: Callable[[bytes], bool]) -> None:
        """Let go of what was typed, here and in earlier sessions, where ``holds`` finds what is forgotten."""
        self.logged_lines = [line for line in self.logged_lines if not holds(line.encode())]
        if holds(self.unfinished.encode()):
            self.unfinished, self.unfinished_changes = NOTHING
        if self._kept is not None:
            self.keep_unfinished()
            self._kept.forget(holds)

    # --- leaving -------------------------------------------------------------------------------------------

    def leave(self, code: int) -> None:
        """End the program with an exit code. From any thread; raises RuntimeError where it has ended."""
        if self._loop is None:
            raise RuntimeError("netui is not running")
        self._loop.call_soon_threadsafe(partial(self.exit, return_code=code))

    def leave_when_idle(self) -> None:
        """End the program where there is a limit to how long nobody need touch it."""
        if self._idle_limit is not None and monotonic() - self._last_key >= self._idle_limit:
            self.exit(message="netui was left: nobody touched it for a while. All that was logged is saved.")

    def _handle_exception(self, error: Exception) -> None:
        self.crashed = self.crashed or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual's own report prints local variables, which here are private notes.
        self._close_messages_no_wait()

    # --- the terminal itself -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Paint everything anew: what the terminal made of its content at another size is not known."""
        self.action_redraw()

    def action_redraw(self) -> None:
        """Paint everything anew: something else has written on the terminal."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.forget_what_is_shown()
            self.screen.refresh(layout=True)

    @property
    def can_suspend(self) -> bool:
        """Whether there is a shell to leave for, and to come back from."""
        return not self.restricted and lifecycle.a_shell_waits()

    def action_suspend(self) -> None:
        """Give the shell the terminal until it brings netui back; not where there is none to do so."""
        if self.can_suspend:
            self.action_suspend_process()
        else:
            self.tell("there is no shell here to come back from; q leaves")

    # What Textual can do and netui has no use for: shut, so that no key and no palette leads there.

    def action_suspend_process(self) -> None:
        """Suspend the program; never under restricted use."""
        if not self.restricted:
            self.keep_unfinished()
            super().action_suspend_process()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing: netui opens no browser, here or on a server."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Nothing: netui writes no pictures, wherever Textual would put them."""
