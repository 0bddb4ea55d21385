"""The keys as a person has set them: honoured where they can be, told where not, shown wherever keys are."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import netui.tui
from netui.config import Config
from netui.domain.days import Now
from netui.network import Network
from netui.paths import config_path
from netui.tui.commands import COMMANDS, EVERYWHERE, MOVES, commands_for
from netui.tui.keymap import ALWAYS, Keymap, key_name, keymap_of
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, told, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]
SCREENS = sorted({screen for command in COMMANDS for screen in command.screens} - {EVERYWHERE})
IDS = [command.id for command in (*COMMANDS, *MOVES)]
KEYS = st.sampled_from(["a", "d", "Z", "1", "?", "f5", "ctrl+e", "ctrl+q", "esc", "up", "alt+x", "", "ab"])


def _keys_of(keymap: Keymap, screen: str) -> list[str]:
    commands = (*commands_for(screen, keymap.commands), *keymap.moves)
    return [key for command in commands for key in command.keys.split(",")]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("a", "a"), ("A", "A"), ("1", "1"), ("?", "question_mark"), ("/", "slash"), ("-", "minus"),
        ("é", "é"), (",", "comma"), (" ", "space"),
        ("esc", "escape"), ("Escape", "escape"), ("F5", "f5"),
        ("ctrl+e", "ctrl+e"), ("Ctrl+E", "ctrl+e"), ("shift+tab", "shift+tab"), ("comma", "comma"),
        ("", None), ("ab", None), ("alt+x", None), ("ctrl+i", None), ("ctrl+m", None), ("ctrl+1", None),
        ("shift+a", None), ("f99", None), ("backspace", None), ("delete", None), ("\x1b", None),
        ("a,b", None),
    ],
)  # fmt: skip
def test_keys_as_people_write_them(written: str, name: str | None) -> None:
    assert key_name(written) == name


def test_by_default_no_two_share_a_key() -> None:
    for screen in SCREENS:
        assert [key for key, times in Counter(_keys_of(Keymap(), screen)).items() if times > 1] == []
    for command, keys in ALWAYS.items():
        (found,) = (each for each in (*COMMANDS, *MOVES) if each.id == command)
        assert set(keys) <= set(found.keys.split(","))


def test_two_keys_can_be_exchanged() -> None:
    keymap = keymap_of({"done": "s", "snooze": "d"})
    assert keymap.problems == ()
    assert (keymap.shown("done"), keymap.shown("snooze")) == ("s", "d")


@pytest.mark.parametrize(
    ("configured", "problem"),
    [
        ({"shout": "a"}, "there is no key “shout”"),
        ({"log": "alt+l"}, "log: “alt+l” is no key that can be had"),
        ({"log": []}, "log: “” is no key that can be had"),
        ({"log": "d"}, "log: d is done’s already"),
        ({"snooze": "d"}, "snooze: d is done’s already"),
        ({"snooze": "u"}, "snooze: u is undo’s already"),
        ({"snooze": "j"}, "snooze: j is move_down’s already"),
        ({"snooze": "ctrl+q"}, "snooze: ctrl+q is quit’s already"),
        ({"undo": "z", "redo": "z"}, "redo: z is undo’s already"),
    ],
)
def test_what_cannot_be_is_told_and_the_default_kept(configured: dict[str, str], problem: str) -> None:
    keymap = keymap_of({**configured, "introduce": "v"})
    assert keymap.problems == (problem,)
    assert keymap.shown("introduce") == "v"
    last = list(configured)[-1]
    for command in COMMANDS:
        if command.id == last:
            assert keymap.shown(last) == command.shown_key


def test_the_same_key_on_two_screens_is_no_clash() -> None:
    assert keymap_of({"skip": "v", "rest": "v"}).problems == ()


@given(st.dictionaries(st.sampled_from(IDS), KEYS | st.lists(KEYS, max_size=3), max_size=8))
def test_whatever_is_set_no_screen_has_a_key_twice_and_nobody_is_locked_in(
    configured: dict[str, str | list[str]],
) -> None:
    keymap = keymap_of(configured)
    for screen in SCREENS:
        assert [key for key, times in Counter(_keys_of(keymap, screen)).items() if times > 1] == []
    found = {each.id: each.keys.split(",") for each in (*keymap.commands, *keymap.moves)}
    for command, keys in ALWAYS.items():
        assert set(keys) <= set(found[command])
    honoured = set(keymap.changed)
    assert len(keymap.problems) == len(set(configured) - honoured)


async def test_a_key_that_was_set_acts_and_is_shown(start: Start, network: Network) -> None:
    keys = {"log": "a", "archive": "b", "help": "f4", "network": "8", "open": "o", "order": "O"}
    async with start((100, 60), Config(keys=keys)) as (app, pilot):
        assert told(app) == []
        assert "a log" in seen(app)
        assert "f4 help" in seen(app)
        assert "8 Network" in seen(app)
        await pilot.press("l")
        await settled(app, pilot)
        assert not app.query("LogBar")
        await pilot.press("a")
        await settled(app, pilot)
        await typed(pilot, 'coffee with @"Ada Lovelace"; a b O')  # keys that are set are letters in a line
        await pilot.press("enter")
        await settled(app, pilot)
        (contact,) = network.contacts.values()
        assert not contact.archived
        await pilot.press("8", "o")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
        await pilot.press("f4")
        await settled(app, pilot)
        assert on(app) == "HelpScreen"
        shown = [line.strip(" │┃▎") for line in seen(app).splitlines()]
        assert any(line.startswith("b ") and "Put the contact away" in line for line in shown)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("changed; u takes it back", "changed; z takes it back"),
        ("done, u takes it back", "done, z takes it back"),
        ("taken in; u takes it all back", "taken in; z takes it all back"),
        ("logged: u takes it back to", "logged: u takes it back to"),
        ("2 contacts: archived; u takes them back", "2 contacts: archived; z takes them back"),
        ("deleted; u brings it back", "deleted; z brings it back"),
    ],
)
def test_what_is_said_names_the_key_that_takes_it_back(message: str, said: str) -> None:
    assert keymap_of({"undo": "z"}).said(message) == said
    assert Keymap().said(message) == message


def test_texts_name_the_keys_as_they_are_set() -> None:
    assert keymap_of({"log": "A"}).worded("Press {log}, or {next_list}") == "Press A, or tab"


async def test_empty_screens_name_the_keys_that_are_set(start: Start) -> None:
    keys = {
        "log": "A", "new": "B", "new_here": "B", "help": "f4", "quit": "Q", "back": "b", "rest": "R",
        "somebody": "S", "next_step": "N",
    }  # fmt: skip
    async with start(config=Config(keys=keys)) as (app, pilot):
        shown = []
        for screen in ("1", "2", "3", "4", "5", "w"):
            await pilot.press(screen)
            await settled(app, pilot)
            shown.append(seen(app))
    assert "Press A and write what happened" in shown[0]
    assert "f4 says more, Q leaves" in shown[0]
    assert "Press B for a new contact, or A and log" in shown[1]
    assert "Press A and say it as it was" in shown[2]
    assert "A logs for it" in shown[3]
    assert "B makes one of your own" in shown[4]


def test_every_key_that_a_text_names_is_a_command() -> None:
    known = {command.id for command in COMMANDS}
    worded: list[str] = []
    for path in Path(netui.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                worded += re.findall(r"\{([a-z_]+)\}", node.value)
    assert len(worded) > 60
    assert set(worded) <= known


async def test_the_palette_names_the_keys_that_are_set(start: Start) -> None:
    async with start(config=Config(keys={"log": "a", "archive": "b"})) as (app, _):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "log (a)" in titles


async def test_moving_by_other_keys(start: Start, network: Network, now: Now) -> None:
    for name in ("Ada Lovelace", "Grace Hopper"):
        log_line(network, f'coffee with @"{name}"', now)
    async with start(config=Config(keys={"move_down": "ctrl+n", "move_up": "ctrl+b"})) as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        rows = app.screen.query_one("#rows")
        first = rows.key  # type: ignore[attr-defined]
        await pilot.press("ctrl+n")
        assert rows.key != first  # type: ignore[attr-defined]
        await pilot.press("j", "ctrl+b")
        assert rows.key == first  # type: ignore[attr-defined]


async def test_what_is_wrong_is_told_once_on_the_start(start: Start) -> None:
    keys = {"log": "d", "shout": "a", "undo": "z"}
    async with start(config=Config(keys=keys)) as (app, pilot):
        assert told(app) == [
            "keys: there is no key “shout”; the usual holds there (and 1 more: see the settings)"
        ]
        assert app.keymap.shown("undo") == "z"
        app.clear_notifications()
        await pilot.press("2", "comma", "G")
        await settled(app, pilot)
        assert told(app) == []
        assert "keys: log: d is done’s already" in seen(app)


async def test_a_key_is_changed_on_the_settings_screen(start: Start) -> None:
    async with start(size=(100, 40)) as (app, pilot):
        await pilot.press("comma", "G", "enter")
        await settled(app, pilot)
        assert "Which key is to be another one?" in seen(app)
        await pilot.press("enter")  # log is the first
        await settled(app, pilot)
        await pilot.press("backspace", "v", "enter")
        await settled(app, pilot)
        assert "v log" in seen(app)
    assert 'log = "v"' in config_path().read_text()
