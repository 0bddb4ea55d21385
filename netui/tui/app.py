"""The program: wiring only. What the screens show is computed elsewhere; what keys do is in the screens."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen

from netui.clock import Clock
from netui.config import Config, Problem, Read
from netui.kept_numbers import KeptNumbers
from netui.network import Changed, Network
from netui.network.picture import Picture, Today
from netui.paths import state_folder
from netui.tui import commands, lifecycle
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.following import Following
from netui.tui.keeping_numbers import NumbersKeeper
from netui.tui.keymap import keymap_of
from netui.tui.leaving import watch
from netui.tui.opening import OpeningApp
from netui.tui.preparing import prepare
from netui.tui.stepping import Stepping
from netui.tui.theme import DARK, OTHER_LIGHT, THEMES, theme_defaults
from netui.tui.workers import PictureWorker, Progress
from netui.unfinished import Unfinished

if TYPE_CHECKING:
    from textual.command import Provider

    from netui.network.first_look import FirstLook
    from netui.network.listing import Listing
    from netui.tui.milestones import MilestonesTold
    from netui.tui.tour import Guide

HASTEN = 0.1
"""Seconds that are computed before the first screen is drawn: what can be done by then is on it, where a
screen without it and a second one would take longer (choice)."""

HASTEN_MOST = 0.3
"""Seconds that are computed before it where what is promised and due is not there sooner (choice)."""


class PictureChanged(Message):
    """The picture was computed again, wholly or in part. ``number``: which telling of the worker this is."""

    def __init__(self, progress: Progress, number: int) -> None:
        super().__init__()
        self.progress = progress
        self.number = number

    def can_replace(self, message: Message) -> bool:
        """A newer one says all that an older one says."""
        return isinstance(message, PictureChanged)


# Only Today is needed to start: what few sessions need is imported when it is first asked for.


def _new_guide(app: NetuiApp) -> Guide:
    from netui.tui.tour import Guide

    return Guide(app)


def _more_for_the_palette() -> type[Provider]:
    from netui.tui.palette import FoundInThePalette

    return FoundInThePalette


class NetuiApp(OpeningApp):
    """netui on a terminal."""

    TITLE = "netui"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {_more_for_the_palette}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    CSS_PATH = "netui.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(commands.EVERYWHERE)

    def __init__(
        self,
        network: Network,
        clock: Clock,
        config: Config,
        *,
        demo: bool = False,
        restricted: bool = False,
        kept: Unfinished | None = None,
        numbers: KeptNumbers | None = None,
        welcome: bool = False,
        problems: Sequence[Problem] = (),
    ) -> None:
        """``numbers``: where those of the first look outlive the session; None: nowhere. ``welcome``: whether
        an empty network is begun with a few questions. ``problems``: what cannot be used of the
        configuration."""
        super().__init__(network, clock, config, restricted=restricted, kept=kept)
        for theme in THEMES:
            self.register_theme(theme)
        # Not by assignment: the stylesheets would be read once more while the program starts.
        self.set_reactive(NetuiApp.theme, self._theme_of(config))
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(dict(self.keymap.changed))
        self._problems = tuple(problems)
        self.demo = demo
        self.guide = _new_guide(self) if demo else None
        """Leads through the tour; there is one of the demo alone."""
        self._milestones: MilestonesTold | None = None
        """Tells of those passed in this session; None until all is computed once."""
        self._welcome = welcome
        self.picture = Picture(
            network,
            capacity=config.capacity,
            leap_day_in_march=config.leap_day == "1 march",
            tell=self._rule_rests,
        )
        self.picture_number = 0
        """Raised with each new picture."""
        self._listing: Listing | None = None
        self._listed: int | None = None
        """The number of the picture that the listing was taken from."""
        self.looks_round = False
        """Whether it ends to show the demo, and is to come back after that."""
        self._worker = PictureWorker(self.picture, self.now, self._told, self._listing_kept_up)
        self._tellings = self._shown = 0
        """How often the worker has told of a picture, and up to which of them it was shown."""
        self._today: Today | None = None
        self._page: Today | None = None
        self._has_begun = False
        """Whether the first screen is made."""
        self._told_early: list[str] = []
        """What is to be told as soon as there is a screen to tell it on."""
        self.numbers = NumbersKeeper(self, numbers)
        self._first_look: FirstLook | None = None
        self._hastened: Progress | None = None
        """What was computed before the first screen was drawn, if that was all."""
        self._preparing: asyncio.Task[None] | None = None
        self.following = Following(self)
        self._steps = Stepping(self)

    # --- start and end -------------------------------------------------------------------------------------

    def on_load(self) -> None:
        """Begin to compute, so that a small network is shown whole at once."""
        self.network.subscribe(self.take_in)
        self._first_look = self.numbers.look()
        if self._first_look is None:
            self._hastened = self._worker.hasten(HASTEN, HASTEN_MOST)

    def on_mount(self) -> None:
        """Go on with that, follow others, and listen for the end."""
        self._has_begun = True
        if self.take_unfinished():
            self.tell(f"{self.keymap.shown('log')} brings back the line that you had not finished")
        self._tell_problems()
        for message in self._told_early:
            self.tell(message, problem=True)
        if self._first_look is None:
            self._compute()
        else:
            self.call_after_refresh(self._compute)  # Today is known: it is painted first
        if self._hastened is not None:
            self._computed(self._hastened)
        self.following.start()
        if self._welcome and self._is_new:
            self.call_after_refresh(self._ask_to_begin)

    def _tell_problems(self) -> None:
        """Say once, and so that it can be read, what cannot be used of the configuration."""
        problems = self.problems
        if problems:
            more = f" (and {len(problems) - 1} more: see the settings)" if len(problems) > 1 else ""
            self.tell(f"{problems[0]}; the usual holds there{more}", problem=True)

    @property
    def problems(self) -> list[str]:
        """What cannot be used of the configuration."""
        unknown = self.config.theme not in self.available_themes
        return [
            *map(str, self._problems),
            *(f"keys: {each}" for each in self.keymap.problems),
            *([f"there is no theme “{self.config.theme}”"] if unknown else []),
        ]

    @property
    def _is_new(self) -> bool:
        """Whether nobody has begun here."""
        network = self.network
        return not network.contacts and network.profile.stage is None and not network.store.read_only

    def _ask_to_begin(self) -> None:
        if not self.touched:  # somebody who types already has begun by themselves; it asks the next time
            self.open_welcome()

    def look_round(self) -> None:
        """Leave for the demo; whoever opened the program comes back to it after that."""
        self.looks_round = True
        self.exit()

    def refresh_css(self, animate: bool = True) -> None:
        """Textual would read all stylesheets again as it makes the first screen, with the same colours."""
        if self._has_begun:
            super().refresh_css(animate)
        else:
            self.stylesheet.update(self, animate=animate)

    def _compute(self) -> None:
        self._worker.start().add_done_callback(self.ended)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What the stylesheets may name in any theme."""
        return theme_defaults(self.current_theme)

    def ended(self, task: asyncio.Task[None]) -> None:
        """Take notice of how a task ended: one that breaks would otherwise do so in silence, and the screens
        would stand still."""
        if not task.cancelled() and (error := task.exception()) is not None:
            self._handle_exception(error if isinstance(error, Exception) else RuntimeError(str(error)))

    def tell(self, message: str, *, problem: bool = False, long: bool = False) -> None:
        """Say something in passing, with the keys as they are set."""
        super().tell(self.keymap.said(message), problem=problem, long=long)

    # --- what the screens ask ------------------------------------------------------------------------------

    @property
    def today(self) -> Today:
        """What there is to do today, as far as it is computed."""
        if self._today is None:
            self._today = self.picture.today(self.now())
        return self._today

    @property
    def page(self) -> Today:
        """What Today shows, as far as it is computed, or as the first look has it."""
        if self._page is None:
            self._page = self.looked_at.today(self.now())
        return self._page

    @property
    def looked_at(self) -> Picture:
        """What Today is drawn from: the first look, where there is one, until all is computed."""
        if self._first_look is not None and not self.picture.known:
            return self._first_look
        return self.picture

    @property
    def computed(self) -> bool:
        """Whether the picture has been computed once."""
        return self.picture.known

    @property
    def listing(self) -> Listing:
        """All contacts to be filtered and ordered, kept up with the picture."""
        if self._listing is None:
            from netui.network.listing import Listing

            self._listing = Listing()
        if self._listed != self.picture_number:
            self._listed = self.picture_number
            self._listing.keep_up(self.picture.standings)
        return self._listing

    def _listing_made(self) -> Iterator[None]:
        """Make the listing, and what it would make when it is first asked, in steps."""
        if self._listing is None:
            from netui.network.listing import Listing

            made, number = Listing(), self.picture_number
            yield from made.keeping_up(self.picture.standings)
            if self._listing is None:
                self._listing, self._listed = made, number
        yield from self.listing.prepare()

    def _listing_kept_up(self) -> Iterator[None]:
        """Keep the listing up with the picture in steps, so that no screen has to do it at once."""
        if self._listing is not None:
            yield from self._listing.keeping_up(self.picture.standings)

    @property
    def worker_is_idle(self) -> bool:
        """Whether nothing is being computed, or wants to be."""
        return self._worker.idle

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do of what was typed, and what was computed is shown."""
        idle = self.keys_done and self._worker.idle and self._steps.idle
        return idle and self._shown == self._tellings

    # --- following and computing ---------------------------------------------------------------------------

    def take_in(self, changed: Changed) -> None:
        """Have computed and shown again what a change touches."""
        if self.guide is not None:
            self.guide.sees_a_change()
        self._today = self._page = self._first_look = None
        self.following.wait_again()
        self._worker.want(changed)

    def _told(self, progress: Progress) -> None:
        self._tellings += 1
        self.post_message(PictureChanged(progress, self._tellings))

    def _rule_rests(self, message: str) -> None:
        # Told once by the picture, at the moment at which a rule is put to rest; the others go on.
        if not self._has_begun:
            self._told_early.append(message)
            return
        with self._context():
            self.tell(message, problem=True)

    def on_picture_changed(self, message: PictureChanged) -> None:
        """Have the screens show what was computed."""
        self._today = self._page = None
        self.picture_number += 1
        self._computed(message.progress)
        # The others see by the number that there is a new picture when they are shown again.
        for screen in self.screen_stack:
            if isinstance(screen, NetuiScreen) and (screen.is_current or self.screen.is_modal):
                screen.picture_changed()
        self._shown = message.number

    def _computed(self, progress: Progress) -> None:
        """What is to be done when the picture was computed, beside having it shown."""
        if progress.failed:
            self.tell(f"{progress.failed} contacts could not be judged; the rest is shown", problem=True)
        if not progress.complete:
            return
        if self._preparing is None:
            self._first_look = None
            self._preparing = asyncio.create_task(prepare(self._listing_made()), name="prepare")
            self._preparing.add_done_callback(self.ended)
        if self._milestones is None:
            self.call_after_refresh(self._tell_milestones)  # nothing to tell yet, and a screen to paint
        else:
            self._tell_milestones()

    def _tell_milestones(self) -> None:
        if self._milestones is None:
            from netui.tui.milestones import MilestonesTold

            self._milestones = MilestonesTold(self)
        else:
            self._milestones.tell_new()

    # --- commands that are the same everywhere -------------------------------------------------------------

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or the palette asks for; or say, as help does, why there is nothing to do it to."""
        screen = default_namespace if isinstance(default_namespace, NetuiScreen) else self.screen
        if (
            isinstance(screen, NetuiScreen)
            and screen.is_own(str(action))
            and (why := screen.why_not(str(action)))
        ):
            self.tell(why)
            return True
        return await super().run_action(action, default_namespace, namespaces)

    async def action_log(self) -> None:
        """Open the quick log of the screen that is shown."""
        if isinstance(self.screen, NetuiScreen):
            await self.screen.open_log()

    def action_undo(self) -> None:
        """Take the last change back."""
        self._steps.back()

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._steps.forward()

    def action_palette(self) -> None:
        """Open the palette."""
        self.action_command_palette()

    def action_light(self) -> None:
        """Change between light and dark."""
        self.theme = OTHER_LIGHT.get(self.theme, DARK.name)

    def action_tour(self) -> None:
        """Hide the tour, or show it where one was."""
        if self.guide is None:
            self.tell("the tour belongs to the demo: netui demo")
        else:
            self.guide.hide_or_show()

    def configure(self, read: Read) -> None:
        """Go on with another configuration: theme and keys at once, the rest as it is asked for."""
        self.config = config = read.config
        self._problems = tuple(read.problems)
        self.theme = self._theme_of(config)
        self.keymap = keymap_of(config.keys)
        self.set_keymap(dict(self.keymap.changed))
        for screen in self.screen_stack:
            if isinstance(screen, NetuiScreen):
                screen.show_keys()

    def _theme_of(self, config: Config) -> str:
        return config.theme if config.theme in self.available_themes else DARK.name

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the commands of the screen that is shown, from the one list."""
        name = screen.NAME if isinstance(screen, NetuiScreen) else commands.EVERYWHERE
        for command in commands.commands_for(name, self.keymap.commands):
            if command.id == commands.BY_THE_LIST:
                continue  # the list under the cursor does it, by its key alone
            yield SystemCommand(
                f"{command.label} ({command.shown_key})", command.help, partial(self._run, screen, command.id)
            )

    async def _run(self, screen: Screen[Any], command: str) -> None:
        # An action is looked for in one place only: the screen's own come first, as with keys.
        own = hasattr(screen, f"action_{command}")
        await self.run_action(command, screen if own else self)


class Ended(NamedTuple):
    """How the program was left."""

    code: int
    """The exit code."""
    looks_round: bool
    """Whether the demo is to be shown, and the program opened again after that."""


def run(
    network: Network,
    clock: Clock,
    read: Read,
    *,
    demo: bool = False,
    restricted: bool = False,
    mouse: bool = False,
) -> Ended:
    """Open the program on a network until it is left: by a signal, with 128 and its number as the code.

    ``mouse``: it is listened to whatever the configuration says. A fault of the program itself restores the
    terminal and leaves a report without anyone's data.
    """
    over_ssh = "SSH_CONNECTION" in os.environ
    kept = None if demo else Unfinished(state_folder(), network.store.path)
    numbers = None if demo else KeptNumbers(state_folder(), network.store.path)
    app = NetuiApp(
        network,
        clock,
        read.config,
        demo=demo,
        restricted=restricted,
        kept=kept,
        numbers=numbers,
        welcome=not demo,
        problems=read.problems,
    )
    watch(app.leave, app.keep_unfinished)
    try:
        app.run(mouse=mouse or read.config.wants_mouse(over_ssh=over_ssh))
    finally:
        app.keep_unfinished()
        if kept is not None:
            kept.close()
        network.store.fold()
    if app.crashed is not None:
        report = lifecycle.write_crash_report(app.crashed, clock.instant())
        where = f"; where it broke is kept in {report}" if report else ""
        raise lifecycle.ProgramFault(
            f"netui met a fault of its own and stopped; nothing logged is lost{where}"
        )
    app.numbers.keep_at_the_end()
    return Ended(app.return_code or 0, app.looks_round)
