"""Help where one is: keys that do nothing say why, and really do nothing; pages are read in the program."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Static

from netui.clock import Clock
from netui.config import Config
from netui.domain.days import Now
from netui.domain.records import Contact
from netui.network import Network
from netui.network.demo import load_demo
from netui.network.lines import read_line
from netui.network.logging import save
from netui.papers import TOPICS, lines_of, page
from netui.paths import shipped
from netui.tui.app import NetuiApp
from netui.tui.commands import commands_for
from netui.tui.page import PageScreen
from netui.tui.screens.help import EXAMPLES
from tests.tui.conftest import Driven, on, screen_of, seen, settled, told, typed

EMPTY: dict[str, Sequence[str]] = {
    "today": ("1",), "network": ("2",), "balance": ("3",), "streak": ("4",), "goals": ("5",),
    "opportunities": ("5", "tab"), "events": ("5", "tab", "tab", "tab"), "review": ("w",),
    "settings": ("comma",),
}  # fmt: skip
"""The keys that lead to the screens of an empty network."""

DEMO: dict[str, Sequence[str]] = {
    **EMPTY,
    "a reminder": ("1", "down", "down"),
    "an introduction to make": ("5", "tab", "tab"),
    "asked, offered": ("3", "tab", "tab", "tab"),
    "contact": ("2", "enter"),
    "timeline": ("2", "enter", "tab"),
    "reason": ("1", "enter"),
    "evidence": ("3", "enter"),
    "event": ("5", "tab", "tab", "tab", "enter"),
    "a day before": ("4", "up"),
    "two selected": ("2", "space", "space"),
    "three selected": ("2", "space", "space", "space"),
    "review, next": ("w", "tab", "tab"),
}
NO_KEY_TO_TRY = {"suspend"}
"""A test has no shell to come back from."""


@asynccontextmanager
async def opened(which: str, folder: Path, clock: Clock, keys: Sequence[str]) -> AsyncIterator[Driven]:
    path = load_demo(shipped("demo.json"), folder, clock.now()) if which == "demo" else folder / "empty.json"
    network = Network.open(path, clock.instant)
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press(*keys)
        await settled(app, pilot)
        yield app, pilot
    network.close()


@pytest.mark.parametrize(
    ("which", "where"), [*(("empty", name) for name in EMPTY), *(("demo", name) for name in DEMO)]
)
async def test_a_key_that_is_said_to_do_nothing_does_nothing(
    which: str, where: str, tmp_path: Path, clock: Clock
) -> None:
    keys = DEMO[where]
    async with opened(which, tmp_path, clock, keys) as (app, pilot):
        screen = screen_of(app)
        idle = [command for command in commands_for(screen.NAME) if screen.why_not(command.id)]
        assert any(command.id in ("redo", screen.NAME) for command in idle)
        before, stack, changes = seen(app), list(app.screen_stack), list(app.network.store.changes())
        for command in idle:
            if command.id in NO_KEY_TO_TRY:
                continue
            app.clear_notifications()
            await pilot.press(command.keys.partition(",")[0])
            await settled(app, pilot)
            said = told(app)
            assert said, command.id  # no key of the screen is silent
            if screen.is_own(command.id):
                assert said == [screen.why_not(command.id)]
            app.clear_notifications()
            await settled(app, pilot)
            assert list(app.screen_stack) == stack, command.id
            assert seen(app) == before, (command.id, said)
        assert list(app.network.store.changes()) == changes


@pytest.mark.parametrize("where", EMPTY)
async def test_the_help_says_so_in_words(where: str, tmp_path: Path, clock: Clock) -> None:
    async with opened("empty", tmp_path, clock, EMPTY[where]) as (app, pilot):
        screen = screen_of(app)
        reasons = {command.help: screen.why_not(command.id) for command in commands_for(screen.NAME)}
        await pilot.press("question_mark")
        await pilot.pause()
        assert on(app) == "HelpScreen"
        lines = [str(each.content) for each in app.screen.query(".does").results(Static)]
        for about, reason in reasons.items():
            assert (f"{about} Not now: {reason}." if reason else about) in lines
        everything = "\n".join(str(each.content) for each in app.screen.query(Static))
        assert screen.HELP in everything
        for example in EXAMPLES:
            assert example in everything


@pytest.mark.parametrize("keys", [("d",), ("s",), ("x",), ("enter",)])
async def test_what_is_coming_up_says_why_it_is_not_answered(
    network: Network, now: Now, clock: Clock, keys: Sequence[str]
) -> None:
    save(network, read_line(network, 'plan: coffee with @"Ada Lovelace" in 3 days', now), now)
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("G", *keys)
        await settled(app, pilot)
        if keys == ("enter",):
            assert on(app) == "ContactScreen"
        else:
            assert told(app) == ["it is still to come, and can be answered on its day"]


async def test_a_letter_without_a_command_says_nothing(tmp_path: Path, clock: Clock) -> None:
    async with opened("empty", tmp_path, clock, ("b", "z", "v")) as (app, _):
        assert told(app) == []


async def test_a_filter_that_nobody_matches_can_still_be_narrowed(tmp_path: Path, clock: Clock) -> None:
    async with opened("demo", tmp_path, clock, ("2", "slash", "x", "q", "z", "enter")) as (app, pilot):
        assert "Nobody here matches" in seen(app)
        await pilot.press("f")
        await settled(app, pilot)
        assert on(app) == "ChoiceScreen"


async def test_nothing_is_under_the_cursor(tmp_path: Path, clock: Clock) -> None:
    async with opened("empty", tmp_path, clock, ("1",)) as (app, _):
        assert screen_of(app).why_not("edit") == "nothing is under the cursor"
        assert screen_of(app).why_not("open") == "nothing is under the cursor"
        assert screen_of(app).why_not("log") == ""


async def test_what_can_be_done_is_not_grey(tmp_path: Path, clock: Clock) -> None:
    async with opened("demo", tmp_path, clock, ("1",)) as (app, pilot):
        today = screen_of(app)
        assert [
            each for each in ("open", "done", "snooze", "skip", "edit", "mute") if today.why_not(each)
        ] == []
        assert today.why_not("undo") == "there is nothing to undo"
        await pilot.press("s", "enter")
        await settled(app, pilot)
        assert today.why_not("undo") == ""
        await pilot.press("u")
        await settled(app, pilot)
        assert today.why_not("redo") == ""


# --- pages -------------------------------------------------------------------------------------------------


def text_of(app: NetuiApp) -> str:
    return str(app.screen.query_one("#text", Static).content)


@pytest.mark.parametrize("size", [(50, 12), (80, 24), (200, 60)])
async def test_every_page_is_read_whole(size: tuple[int, int], network: Network, clock: Clock) -> None:
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for topic in TOPICS:
            app.open_page(topic)
            await pilot.pause()
            assert lines_of(page(topic), size[0] - 8)[0].text in seen(app)
            assert text_of(app).count("\n") == len(lines_of(page(topic), size[0] - 8)) - 1
            before = seen(app)
            await pilot.press("G")
            await pilot.pause()
            assert (seen(app) == before) == (len(lines_of(page(topic), size[0] - 8)) <= size[1] - 2)
            await pilot.press("g")
            await pilot.pause()
            assert seen(app) == before
            await pilot.press("space", "ctrl+d", "ctrl+u", "j", "k", "q")
            await pilot.pause()
            assert on(app) == "TodayScreen"


async def test_from_help_to_a_page(tmp_path: Path, clock: Clock) -> None:
    async with opened("empty", tmp_path, clock, ("question_mark", "p", "down", "enter")) as (app, pilot):
        assert isinstance(app.screen, PageScreen)
        assert "The rules" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert on(app) == "HelpScreen"


async def test_f1_asks_which_page_and_in_the_line_it_helps_with_that(tmp_path: Path, clock: Clock) -> None:
    async with opened("empty", tmp_path, clock, ("f1", "enter")) as (app, pilot):
        assert "The line" in text_of(app)
        await pilot.press("escape", "l", "f1")
        await pilot.pause()
        assert on(app) == "LineHelpScreen"


# --- the palette -------------------------------------------------------------------------------------------


async def palette(app: NetuiApp, pilot: object, words: str) -> None:
    await pilot.press("colon")  # type: ignore[attr-defined]
    await typed(pilot, words)  # type: ignore[arg-type]
    await settled(app, pilot)  # type: ignore[arg-type]
    await pilot.app.workers.wait_for_complete()  # type: ignore[attr-defined]
    await pilot.pause()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("lovelace", "ContactScreen"),
        ("royal", "ContactScreen"),
        ("help: rules", "PageScreen"),
        ("settings: routine", "SettingsScreen"),
        ("import", "AskScreen"),
    ],
)
async def test_the_palette_finds(words: str, wanted: str, tmp_path: Path, clock: Clock) -> None:
    async with opened("demo", tmp_path, clock, ()) as (app, pilot):
        await palette(app, pilot, words)
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == wanted
        if wanted == "SettingsScreen":
            assert app.screen.query_one("#rows").key == "routine"  # type: ignore[attr-defined]


async def test_the_palette_tries_a_theme(tmp_path: Path, clock: Clock) -> None:
    async with opened("demo", tmp_path, clock, ()) as (app, pilot):
        await palette(app, pilot, "theme: nord")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.theme == "nord"


async def test_a_hostile_name_in_the_palette(network: Network, now: Now, clock: Clock) -> None:
    with network.change("hostile") as change:
        change.insert(Contact(name="Bob [/] [@click=app.quit]x[/] \x1b]0;t\x07 [red]", added=now.today))
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await palette(app, pilot, "bob")
        assert "Bob [/] [@click=app.quit]x[/]" in seen(app)
        assert "\x1b" not in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
