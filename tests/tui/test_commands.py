"""The one list of commands: each key does something on each screen that lists it, and no two share one."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from netui.tui.app import NetuiApp
from netui.tui.base_screen import NetuiScreen
from netui.tui.commands import BY_THE_LIST, COMMANDS, EVERYWHERE, commands_for, keys_shown
from netui.tui.screens.balance import BalanceScreen
from netui.tui.screens.contact import ContactScreen
from netui.tui.screens.event import EventScreen
from netui.tui.screens.evidence import EvidenceScreen
from netui.tui.screens.goals import GoalsScreen
from netui.tui.screens.importing import ImportScreen
from netui.tui.screens.network import NetworkScreen
from netui.tui.screens.reason import ReasonScreen
from netui.tui.screens.review import ReviewScreen
from netui.tui.screens.settings import SettingsScreen
from netui.tui.screens.streak import StreakScreen
from netui.tui.screens.today import TodayScreen

SCREENS: tuple[type[NetuiScreen], ...] = (
    TodayScreen, NetworkScreen, BalanceScreen, StreakScreen, GoalsScreen, ContactScreen, ReasonScreen,
    EventScreen, EvidenceScreen, ReviewScreen, SettingsScreen, ImportScreen,
)  # fmt: skip


def test_every_screen_that_is_named_is_there() -> None:
    named = {screen for command in COMMANDS for screen in command.screens} - {EVERYWHERE}
    assert named == {screen.NAME for screen in SCREENS}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.NAME)
def test_each_key_does_something_and_one_thing(screen: type[NetuiScreen]) -> None:
    commands = commands_for(screen.NAME)
    for command in commands:
        if command.id != BY_THE_LIST:
            method = f"action_{command.id}"
            # Textual looks for an action where its key is bound, and nowhere else.
            assert hasattr(NetuiApp if EVERYWHERE in command.screens else screen, method), command.id
    keys = Counter(key for command in commands for key in command.keys.split(","))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.NAME)
def test_the_line_of_keys_ends_with_help_and_the_way_out(screen: type[NetuiScreen]) -> None:
    assert keys_shown(screen.NAME)[-2:] == [("?", "help"), ("q", "quit")]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.NAME)
def test_each_screen_says_in_two_sentences_what_it_is_for(screen: type[NetuiScreen]) -> None:
    assert len(re.findall(r"[.?](?:\s|$)", screen.HELP)) == 2
