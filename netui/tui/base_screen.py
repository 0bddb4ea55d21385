"""What every screen has: title line, body, line of keys, and the quick log when it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from netui.errors import NetuiError
from netui.network import Network
from netui.tui.commands import BY_THE_LIST, COMMANDS, keys_shown
from netui.tui.widgets.ground import Ground
from netui.tui.widgets.key_line import KeyLine
from netui.tui.widgets.line_list import LineList
from netui.tui.widgets.title_bar import TitleBar
from netui.tui.widgets.tour_line import TourLine

if TYPE_CHECKING:
    from netui.domain.line.reading import Reading
    from netui.tui.app import NetuiApp
    from netui.tui.quick_log import QuickLog


SMALLEST = (50, 12)
"""Columns and rows that a screen needs to be of use (choice)."""

NOTHING_HERE = "nothing is under the cursor"
NOBODY_HERE = "no contact is under the cursor"
DONE_AND_LOGGED = "done and logged; u takes it back"

ABOUT_A_CONTACT = frozenset(
    {"introduce", "mute", "merge", "copy", "archive", "delete", "edit_contact", "belongs"}
)
"""Commands that do nothing where the cursor is on nobody."""


TURNS = 10
"""Turns of the event loop before a painting (choice): so many that what a key sets off has gone through the
queues of the widgets between."""


PAINTED_EVERY = 1 / 60
"""Seconds between two paintings at least."""


class NetuiScreen(Screen[None]):
    """A screen of the program. It shows what the picture holds and hands lines to the network."""

    NAME: ClassVar[str]
    """As the list of commands names it."""
    HELP: ClassVar[str]
    """What the screen shows, in two sentences."""
    AUTO_FOCUS = "#rows"
    """Where the first key goes. Textual's default is the first widget that could take one, seen or not: a
    hidden filter swallowed the keys typed while a large network was first drawn."""
    TITLES: ClassVar[tuple[str, ...]] = ("today", "network", "balance", "streak", "goals")
    """The commands that the title line names, with their keys."""

    def __init__(self) -> None:
        super().__init__()
        self._painter: Timer | None = None
        self._drawn: int | None = None
        """The number of the picture that the screen shows."""
        self._quick_log: QuickLog | None = None
        self._ground = Ground()
        self._focused_before: Widget | None = None
        """What had the focus when the terminal became too small."""

    @property
    def netui(self) -> NetuiApp:
        """The program."""
        return cast("NetuiApp", self.app)

    def worded(self, template: str) -> str:
        """A text of ours with the keys in it as they are set."""
        return self.netui.keymap.worded(template)

    @property
    def network(self) -> Network:
        """The network."""
        return self.netui.network

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        yield TitleBar(self._titles(), self.NAME, self.netui.now().today)
        yield Static("netui wants a little more room:\n50 columns and 12 rows.", markup=False, id="too-small")
        yield from self.body()
        if self.netui.guide is not None:
            yield TourLine(self.netui.guide.spans())
        yield KeyLine(self.keys_here(), kept=self._keys_kept())

    def body(self) -> ComposeResult:
        """What the screen shows between title and keys."""
        raise NotImplementedError

    def show(self) -> None:
        """Draw what the picture holds now. Called only while the screen can be seen."""
        raise NotImplementedError

    def home(self) -> Widget:
        """The widget that has the focus when nothing is being typed: the list, where there is no other."""
        return self.query_one("#rows", LineList)

    # --- keys ----------------------------------------------------------------------------------------------

    def _titles(self) -> list[tuple[str, str, str]]:
        """Key, name and label of the screens of the title line."""
        found = {command.id: command for command in self.netui.keymap.commands}
        return [(found[name].shown_key, name, found[name].label) for name in self.TITLES]

    def keys_here(self) -> list[tuple[str, str]]:
        """Key and label for the line of keys, as they are set."""
        return keys_shown(self.NAME, self.netui.keymap.commands)

    def keys_now(self) -> list[tuple[str, str]]:
        """Key and label of the quick log while it is open, else of the screen."""
        quick_log = self._quick_log
        return list(quick_log.keys) if quick_log is not None and quick_log.is_open else self.keys_here()

    def _keys_kept(self) -> tuple[str, ...]:
        """Keys that the line of keys shows however narrow it is, so that nobody is ever lost (choice)."""
        return tuple(self.netui.keymap.shown(command) for command in ("help", "quit"))

    def show_keys(self) -> None:
        """Show the keys as they are set now."""
        self.query_one(KeyLine).show(self.keys_now(), kept=self._keys_kept())
        self.query_one(TitleBar).rename(self._titles())
        self.show_tour()

    def show_tour(self) -> None:
        """Show how far the tour has come, if there is one."""
        if self.netui.guide is not None:
            for tour_line in self.query(TourLine):
                tour_line.show(self.netui.guide.spans())

    # --- showing -------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin with what there is, drawn before the first paint, and the focus where keys work."""
        self._draw()
        self.set_focus(self.home())  # at once: the filter may be opened right after

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen covered this one."""
        if self.netui.guide is not None:
            self.netui.guide.sees(self.NAME)
        if self._drawn != self.netui.picture_number:
            self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is too little room to be of use; with more room the focus is where it was."""
        columns, rows = SMALLEST
        was_small = self.has_class("-too-small")
        small = event.size.width < columns or event.size.height < rows
        if small and not was_small:
            self._focused_before = self.focused  # what is hidden loses the focus
        self.set_class(small, "-too-small")
        if was_small and not small:
            self.call_after_refresh((self._focused_before or self.home()).focus)

    async def on_title_bar_chosen(self, message: TitleBar.Chosen) -> None:
        """Go to the screen whose title was clicked."""
        message.stop()
        await self.netui.run_action(message.name)

    def picture_changed(self) -> None:
        """The picture was computed again, while this screen is seen."""
        self._draw()

    def _draw(self) -> None:
        self._drawn = self.netui.picture_number
        self.query_one(TitleBar).show(self.netui.now().today)
        self.show()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing, behind all that is on the screen."""
        return self._ground.lines(self, crop) or super().render_lines(crop)

    @property
    def _update_timer(self) -> Timer:
        """What Textual has the screen painted by, at most sixty times a second."""
        if self._painter is None:
            self._painter = self.set_interval(PAINTED_EVERY, self._paint, name="screen_update", pause=True)
        return self._painter

    async def _paint(self) -> None:
        """Paint, once what is under way has arrived.

        Textual alone paints a key's first consequence at once and the others (the preview of a list, the day
        of a calendar) at the next sixtieth of a second. Here they are painted together.
        """
        for _ in range(TURNS):
            await asyncio.sleep(0)
        self._on_timer_update()

    # --- doing ---------------------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], object], said: str = "") -> bool:
        """Do something and say so in passing, or why it could not be done. Returns whether it was done.

        Without ``said`` what was done is to be seen without words.
        """
        try:
            act()
        except NetuiError as error:
            self.netui.tell(error.message, problem=True)
            return False
        if said:
            self.netui.tell(said)
        return True

    def follow_up_done(self, follow_up: int) -> None:
        """Keep that something promised or planned was done, and say so."""
        from netui.network import answers

        self.attempt(
            lambda: answers.follow_up_done(self.network, follow_up, self.netui.now()), DONE_AND_LOGGED
        )

    async def action_find(self) -> None:
        """Find a contact: the network with its filter open."""
        await self.netui.run_action("find", self.netui)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def why_not(self, command: str) -> str:
        """Why a command does nothing here and now, in a few words; empty where it does something."""
        from netui.network import undoing

        if command == BY_THE_LIST:
            return "" if self._opens_something() else NOTHING_HERE
        if command in ABOUT_A_CONTACT:
            return "" if self.logged_about() is not None else NOBODY_HERE
        if command == "undo":
            return "" if undoing.can_take_back(self.network) else "there is nothing to undo"
        if command == "redo":
            return "" if undoing.can_do_again(self.network) else "there is nothing to redo"
        if command == "suspend" and not self.netui.can_suspend:
            return "there is no shell here to come back from"
        if command == "tour" and self.netui.guide is None:
            return "the tour belongs to the demo"
        return "you are here" if command == self.NAME else ""

    def is_own(self, command: str) -> bool:
        """Whether it is a command of this screen, and not of the whole program, that may be without effect
        here."""
        return command == self.NAME or command in self._own_commands()

    @classmethod
    @cache
    def _own_commands(cls) -> frozenset[str]:
        own = (each.id for each in COMMANDS if cls.NAME in each.screens)
        return frozenset(own) - {BY_THE_LIST}

    def on_line_list_nothing_there(self, message: LineList.NothingThere) -> None:
        """Say that there is nothing to be opened."""
        message.stop()
        self.netui.tell(self.why_not(BY_THE_LIST) or NOTHING_HERE)

    def _opens_something(self) -> bool:
        """Whether there is something under the cursor to be opened."""
        home = self.home()
        return not isinstance(home, LineList) or home.key is not None

    # --- logging -------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """The contact that a new line is about, if the screen or the row is one's."""
        return None

    def log_prefix(self) -> str:
        """What a new line begins with."""
        contact = self.logged_about()
        return "" if contact is None else f"{self._written_name(contact)}: "

    def _written_name(self, contact: int) -> str:
        """A contact's name as the line reads it without doubt."""
        from netui.network.lookup import exact_name  # late, as is the log

        name = exact_name(self.network, contact)
        return name if '"' in name else f'@"{name}"'

    def save_line(self, reading: Reading) -> None:
        """Save a line of the quick log. Raises NetuiError where it cannot be kept."""
        from netui.network.logging import save

        save(self.network, reading, self.netui.now())

    async def open_log(self, text: str | None = None) -> None:
        """Open the quick log with ``text``, else with what was left unfinished, else the contact named."""
        (await self._mounted_log()).begin(text)

    async def edit_line(self, entry: int) -> None:
        """Open the line of an entry in the quick log, to be changed."""
        quick_log = await self._mounted_log()
        self.attempt(lambda: quick_log.reopen(entry))

    async def _mounted_log(self) -> QuickLog:
        if self._quick_log is None:
            from netui.tui.quick_log import QuickLog  # late: the language is not needed to start

            self._quick_log = QuickLog(self)
            await self.mount(self._quick_log, before=self.query_one(KeyLine))
        return self._quick_log

    def action_mute(self) -> None:
        """No reminders of the contact, or again."""
        from netui.network import answers

        contact = self.logged_about()
        if contact is None:
            return
        muted = self.network.contacts[contact].muted
        self.attempt(
            lambda: answers.mute(self.network, contact, muted=not muted),
            "reminders again" if muted else "no more reminders to reach out to them; u takes it back",
        )

    def action_introduce(self) -> None:
        """Introduce the contact to somebody: choose whom, see the words, keep that it was made."""
        from netui.tui.introducing import introduce_somebody

        contact = self.logged_about()
        if contact is not None:
            introduce_somebody(self, contact)

    async def action_take_note(self) -> None:
        """Open the quick log for a note about the contact."""
        await self.open_log(f"note: {self.log_prefix().removesuffix(': ')} ")

    async def action_promise(self) -> None:
        """Open the quick log for a promise to the contact."""
        await self.open_log(f"{self.log_prefix()}promised ")
