"""The screens, and how each comes to be shown: all but Today are loaded when they are first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from netui.clock import Clock
from netui.config import Config
from netui.domain.days import Now
from netui.domain.records import Contact, Event, Opportunity
from netui.network import Network
from netui.tui.base_screen import NetuiScreen
from netui.tui.keymap import Keymap, keymap_of
from netui.tui.screens.today import TodayScreen
from netui.tui.terminal_app import TerminalApp
from netui.unfinished import Unfinished

if TYPE_CHECKING:
    from netui.network.evidence import Figure


def _network_screen() -> Screen[Any]:
    from netui.tui.screens.network import NetworkScreen

    return NetworkScreen()


def _balance_screen() -> Screen[Any]:
    from netui.tui.screens.balance import BalanceScreen

    return BalanceScreen()


def _streak_screen() -> Screen[Any]:
    from netui.tui.screens.streak import StreakScreen

    return StreakScreen()


def _goals_screen() -> Screen[Any]:
    from netui.tui.screens.goals import GoalsScreen

    return GoalsScreen()


class OpeningApp(TerminalApp):
    """A program that opens its screens: five that the title line names, and those shown over one of them.

    For the other parameters see :class:`~netui.tui.terminal_app.TerminalApp`.
    """

    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "today": TodayScreen,
        "network": _network_screen,
        "balance": _balance_screen,
        "streak": _streak_screen,
        "goals": _goals_screen,
    }
    DEFAULT_MODE = "today"

    def __init__(
        self,
        network: Network,
        clock: Clock,
        config: Config,
        *,
        restricted: bool = False,
        kept: Unfinished | None = None,
    ) -> None:
        super().__init__(config, restricted=restricted, kept=kept)
        self.network = network
        self.clock = clock
        self.config = config
        self.keymap: Keymap = keymap_of(config.keys)

    def now(self) -> Now:
        """What it is now."""
        return self.network.now(self.clock.now)

    # --- the five ------------------------------------------------------------------------------------------

    async def action_today(self) -> None:
        """Show Today."""
        await self._show_mode("today")

    async def action_network(self) -> None:
        """Show the network."""
        await self._show_mode("network")

    async def action_balance(self) -> None:
        """Show the balance."""
        await self._show_mode("balance")

    async def action_streak(self) -> None:
        """Show the streak calendar."""
        await self._show_mode("streak")

    async def action_goals(self) -> None:
        """Show goals, opportunities, introductions and events."""
        await self._show_mode("goals")

    async def action_find(self) -> None:
        """Find a contact: the network with its filter open."""
        await self._show_mode("network")  # a new screen gives the focus to its list first
        if not self.screen.is_modal:
            await self.run_action("filter", self.screen)

    async def _show_mode(self, mode: str) -> None:
        while len(self.screen_stack) > 1 and not self.screen.is_modal:
            self.pop_screen()
        if not self.screen.is_modal:
            self.let_go_of_the_told()
            with self.batch_update():
                await self.switch_mode(mode)
            self.screen.refresh()

    def delay_update(self, delay: float = 0.0) -> None:
        """Nothing: :meth:`_show_mode` paints a screen once it is put together.

        Textual would hold it back for a twentieth of a second, however soon that is.
        """

    # --- by a key, over the screen that is shown -----------------------------------------------------------

    def action_review(self) -> None:
        """Begin the weekly review, or take it up again."""
        from netui.tui.screens.review import ReviewScreen

        if isinstance(self.screen, NetuiScreen) and not isinstance(self.screen, ReviewScreen):
            self.push_screen(ReviewScreen())

    def action_import(self) -> None:
        """Ask for a file and show what it would bring."""
        from netui.tui.screens.importing import ask_for_file

        if isinstance(self.screen, NetuiScreen):
            ask_for_file(self.screen)

    def action_settings(self) -> None:
        """Show what can be set."""
        from netui.tui.screens.settings import SettingsScreen

        if isinstance(self.screen, NetuiScreen) and not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def open_setting(self, key: str) -> None:
        """Show what can be set, with the cursor on one of it."""
        from netui.tui.widgets.line_list import LineList

        self.action_settings()
        self.call_after_refresh(lambda: self.screen.query_one("#rows", LineList).select(key))

    def action_help(self) -> None:
        """Say what the screen shows and what its keys do."""
        from netui.tui.screens.help import HelpScreen

        if isinstance(self.screen, NetuiScreen):
            about = self.keymap.worded(self.screen.HELP)
            self.push_screen(HelpScreen(self.screen.NAME, about, self.screen.why_not))

    def help_with_the_line(self) -> None:
        """Say what can be said in a line, and what the keys of the log bar do."""
        from netui.tui.screens.help import LineHelpScreen

        self.push_screen(LineHelpScreen())

    def action_pages(self) -> None:
        """Ask for a page, and show it."""
        from netui.papers import TOPICS
        from netui.tui.choose import ChoiceScreen

        topics = tuple(TOPICS)
        room = max(map(len, topics)) + 2
        choices = [(f"{topic:{room}}{about}", "") for topic, about in TOPICS.items()]
        self.push_screen(
            ChoiceScreen("Which page?", choices, self.glyphs),
            lambda index: None if index is None else self.open_page(topics[index]),
        )

    def open_page(self, topic: str) -> None:
        """Show a page to be read."""
        from netui.tui.page import PageScreen

        self.push_screen(PageScreen(topic))

    def open_welcome(self) -> None:
        """Ask the few questions that a new network begins with."""
        from netui.tui.screens.welcome import WelcomeScreen

        self.push_screen(WelcomeScreen())

    # --- what a row is about, over the screen that is shown ------------------------------------------------

    def open_contact(self, contact: int) -> None:
        """Show a contact."""
        from netui.tui.screens.contact import ContactScreen

        self.push_screen(ContactScreen(contact))

    def open_reason(self, reminder: str) -> None:
        """Show what a reminder rests on."""
        from netui.tui.screens.reason import ReasonScreen

        self.push_screen(ReasonScreen(reminder))

    def open_evidence(self, figure: Figure) -> None:
        """Show what a figure of the balance rests on."""
        from netui.tui.screens.evidence import EvidenceScreen

        self.push_screen(EvidenceScreen(figure))

    def open_event(self, event: int) -> None:
        """Show an event."""
        from netui.tui.screens.event import EventScreen

        self.push_screen(EventScreen(event))

    def open_opportunity(self, opportunity: int) -> None:
        """Show the story of an opportunity to be read in whole."""
        from netui.tui.chains import story_lines
        from netui.tui.read import ReadScreen

        title, *lines = story_lines(self.network, opportunity, self.now().today, self.glyphs)
        self.push_screen(ReadScreen(title, lines))

    def open_record(self, record_id: int, *, besides: int | None = None) -> None:
        """Show a record: on its own screen if it has one, else to be read in whole.

        ``besides``: the contact on whose screen it is read.
        """
        from netui.network.told import record_of
        from netui.tui.entries import whole_entry
        from netui.tui.read import ReadScreen

        record = record_of(self.network, record_id)
        if record is None:
            self.tell("that is no longer here", problem=True)
        elif isinstance(record, Contact):
            self.open_contact(record_id)
        elif isinstance(record, Event):
            self.open_event(record_id)
        elif isinstance(record, Opportunity):
            self.open_opportunity(record_id)
        elif (whole := whole_entry(self.network, record, self.now().today, besides=besides)) is not None:
            self.push_screen(ReadScreen(*whole))
