"""The quick log on somebody's row: who is in the line is seen, and gives way to whom one names."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from netui.config import Config
from netui.domain.days import Now
from netui.domain.records import Contact
from netui.network import Network
from netui.network.lines import read_line
from netui.network.logging import save
from netui.tui.app import NetuiApp
from netui.tui.widgets.log_bar import LogBar
from tests.conftest import log_line
from tests.tui.conftest import seen, settled, typed

Start = Callable[..., Any]


@pytest.fixture
def people(network: Network, now: Now) -> dict[str, int]:
    names = ("Ada Lovelace", "Emmy Noether", "Ada Byron")
    with network.change("add") as change:
        return {name: change.insert(Contact(name=name, added=now.today)) for name in names}


def bar_of(app: NetuiApp) -> str:
    return "\n".join(seen(app).split("\n")[-5:])


def last(network: Network) -> Any:
    return network.interactions[max(network.interactions)]


def who(network: Network) -> list[str]:
    return [network.contacts[one].name for one in last(network).took_part]


async def begun(app: NetuiApp, pilot: Any, contact: int, line: str) -> None:
    """Type a line in the log bar of somebody's screen."""
    app.open_contact(contact)
    await settled(app, pilot)
    await pilot.press("l")
    await typed(pilot, line)


async def logged(app: NetuiApp, pilot: Any, contact: int, line: str) -> str:
    """Log a line from somebody's screen; what the bar shows before it is saved."""
    await begun(app, pilot, contact, line)
    await pilot.pause()
    shown = bar_of(app)
    await saved(app, pilot)
    return shown


async def saved(app: NetuiApp, pilot: Any) -> None:
    """Save the line; once more where a name that is nobody's was asked about."""
    await pilot.press("enter")
    await settled(app, pilot)
    if "nobody here is called" in bar_of(app):
        await pilot.press("enter")
        await settled(app, pilot)


@pytest.mark.parametrize(
    ("line", "text", "took_part", "shown"),
    [
        (
            "tea, got advice",
            '@"Ada Lovelace": tea, got advice',
            ["Ada Lovelace"],
            "log with Ada Lovelace▸ tea",
        ),
        ("yesterday: tea with Emmy", None, ["Emmy Noether"], "log  not Ada Lovelace▸ yesterday"),
        ('tea with @"Zed Omar"', None, ["Zed Omar"], "not Ada Lovelace, tab brings them in"),
        ("tea with Zed", None, [], "not Ada Lovelace, tab brings them in"),
        ("tea with Emmy and Ada", None, ["Emmy Noether", "Ada Lovelace"], "log with Ada Lovelace▸"),
        ("tea, flew to Turin", '@"Ada Lovelace": tea, flew to Turin', ["Ada Lovelace"], "log with Ada"),
        ("promised Emmy the slides by friday", None, [], "not Ada Lovelace, tab brings them in"),
        (
            "promised the slides by friday",
            '@"Ada Lovelace": promised the slides by friday',
            [],
            "log with Ada Lovelace▸ promised",
        ),
        ("tea about Emmy", '@"Ada Lovelace": tea about Emmy', ["Ada Lovelace"], "of Emmy Noether"),
    ],
)
async def test_who_is_in_the_line_gives_way_to_whom_one_names(
    start: Start,
    network: Network,
    people: dict[str, int],
    line: str,
    text: str | None,
    took_part: list[str],
    shown: str,
) -> None:
    async with start() as (app, pilot):
        assert shown in await logged(app, pilot, people["Ada Lovelace"], line)
        assert who(network) == took_part
    assert last(network).text == (text or line)


async def test_whoever_is_left_out_is_brought_in_again_by_tab(
    start: Start, network: Network, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        await begun(app, pilot, people["Ada Lovelace"], "yesterday: tea with Emmy")
        await pilot.press("tab", "up", "enter")
        await pilot.pause()
        assert "log with Ada Lovelace▸ yesterday" in bar_of(app)
        await typed(pilot, ", got advice")
        await pilot.press("enter")
        await settled(app, pilot)
        assert who(network) == ["Ada Lovelace", "Emmy Noether"]
    assert last(network).text == '@"Ada Lovelace": yesterday: tea with Emmy, got advice'


@pytest.mark.parametrize("keys", [("tab", "delete", "enter"), ("home", "backspace", "end")])
async def test_letting_go_of_the_name_leaves_the_day(
    start: Start, network: Network, people: dict[str, int], now: Now, keys: tuple[str, ...]
) -> None:
    async with start() as (app, pilot):
        await begun(app, pilot, people["Ada Lovelace"], "yesterday: tea")
        await pilot.press(*keys)
        await pilot.pause()
        assert "not Ada Lovelace" in bar_of(app)
        assert "Sun 22 Nov" in bar_of(app)
        await typed(pilot, " again")
        await pilot.press("enter")
        await settled(app, pilot)
        assert who(network) == []
    assert last(network).text == "yesterday: tea again"
    assert (now.today - last(network).day).days == 1


async def test_what_is_changed_by_hand_stays_while_names_come_and_go(
    start: Start, network: Network, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        await begun(app, pilot, people["Ada Lovelace"], "tea, gave advice")
        await pilot.press("tab", "tab", "down", "down", "enter")  # the advice was large
        await typed(pilot, " to Emmy")
        await pilot.pause()
        assert "not Ada Lovelace" in bar_of(app)
        assert "given advice, large" in bar_of(app)
        await pilot.press(*["backspace"] * len(" to Emmy"))
        await pilot.pause()
        assert "log with Ada Lovelace" in bar_of(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert who(network) == ["Ada Lovelace"]
    assert last(network).exchanges[0].weight == 3


async def test_a_name_made_prose_gives_the_row_its_place_again_and_back(
    start: Start, network: Network, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        await begun(app, pilot, people["Ada Lovelace"], "tea with Emmy, got advice")
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert "▸with Emmy Noether" in bar_of(app)
        for _ in range(2):
            await pilot.press("down", "down")  # only spoken of; nothing but prose
            await pilot.pause()
            assert "log with Ada Lovelace" in bar_of(app)
            assert "▸prose Emmy" in bar_of(app)
            await pilot.press("up")
            await pilot.pause()
            assert "log with Ada Lovelace" in bar_of(app)
            assert "▸of Emmy Noether" in bar_of(app)
            await pilot.press("up")
            await pilot.pause()
            assert "log  not Ada Lovelace" in bar_of(app)
            assert "▸with Emmy Noether" in bar_of(app)
        await pilot.press("down", "enter", "enter")
        await settled(app, pilot)
        assert who(network) == ["Ada Lovelace"]
    assert last(network).mentioned == (people["Emmy Noether"],)


async def test_the_keys_of_the_screen_come_back_as_they_are_set(start: Start, people: dict[str, int]) -> None:
    async with start(config=Config(keys={"log": "A"})) as (app, pilot):
        app.open_contact(people["Ada Lovelace"])
        await settled(app, pilot)
        await pilot.press("A", "escape")
        await pilot.pause()
        assert "A log" in seen(app).splitlines()[-1]


async def test_a_half_typed_line_comes_back_as_it_was_left(
    start: Start, network: Network, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        await begun(app, pilot, people["Ada Lovelace"], "tea")
        await pilot.press("escape")
        assert app.unfinished == '@"Ada Lovelace": tea'
        await pilot.press("l")
        await pilot.pause()
        assert "log with Ada Lovelace▸ tea" in bar_of(app)
        await typed(pilot, " with Emmy")
        await pilot.press("escape")
        assert app.unfinished == "tea with Emmy"
        await pilot.press("l", "enter")
        await settled(app, pilot)
        assert who(network) == ["Emmy Noether"]
        assert app.unfinished == ""


async def test_nothing_typed_is_nothing_to_save(
    start: Start, network: Network, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        app.open_contact(people["Ada Lovelace"])
        await settled(app, pilot)
        await pilot.press("l", "enter")
        await pilot.pause()
        assert "Say what happened first" in bar_of(app)
        await pilot.press("escape")
        assert app.unfinished == ""
    assert not network.interactions


async def test_a_line_waiting_is_not_lost_by_a_look_at_anothers_bar(
    start: Start, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        await begun(app, pilot, people["Ada Lovelace"], "tea")
        await pilot.press("escape", "escape")
        app.open_contact(people["Emmy Noether"])
        await settled(app, pilot)
        await pilot.press("l", "backspace", "escape")
        await pilot.pause()
        assert app.unfinished == '@"Ada Lovelace": tea'


async def test_an_introduction_to_somebody_is_by_whom_the_row_is(
    start: Start, network: Network, people: dict[str, int], now: Now
) -> None:
    save(network, read_line(network, "met Ada Lovelace", now), now)
    async with start() as (app, pilot):
        shown = await logged(app, pilot, people["Ada Lovelace"], "introduced me to Emmy")
        assert "introduction" in shown
        assert "log with Ada Lovelace" in shown
    (introduction,) = network.introductions.values()
    assert introduction.introducer == people["Ada Lovelace"]


READS = {"coffee": 'coffee with @"Alan Turing", got advice', "phone": "phone call with @Bob about boats"}


async def log_of_others(app: NetuiApp, pilot: Any, screen: str) -> None:
    """Log two lines about others, so that the bar has shown their readings, and stand on a row."""
    for line in READS.values():
        await pilot.press("l")
        await typed(pilot, line)
        await pilot.press("enter")
        await settled(app, pilot)
    await pilot.press(screen)
    await settled(app, pilot)
    await pilot.press("l")
    await typed(pilot, "phone call with @Cid about boats")
    await pilot.press("enter")
    await settled(app, pilot)


@pytest.mark.parametrize(
    ("screen", "key", "reading"),
    [
        ("2", "l", "with Ada Lovelace · how not said"),
        ("2", "c", "note · with Ada Lovelace"),
        ("2", "p", "with Ada Lovelace · how not said"),
        ("1", "l", "with Ada Lovelace · how not said"),
        ("1", "c", "note · with Ada Lovelace"),
        ("1", "e", "of Ada Lovelace · promised: to send the book by Mon 23 Nov"),
        ("1", "p", "with Ada Lovelace · how not said"),
    ],
)
async def test_the_bar_opened_again_shows_the_reading_of_its_own_line(
    start: Start, network: Network, now: Now, screen: str, key: str, reading: str
) -> None:
    log_line(network, 'coffee with @"Ada Lovelace", promised to send the book by 23 november', now)
    async with start() as (app, pilot):
        await log_of_others(app, pilot, screen)
        await pilot.press(key)
        await pilot.pause()
        assert bar_of(app).split("\n")[2].strip() == reading
        assert "esc leave" in bar_of(app)


async def test_whom_the_bar_names_is_whom_the_line_is_saved_with(
    start: Start, network: Network, people: dict[str, int]
) -> None:
    """Line after line in one bar: each is shown and saved by its own reading, whatever stood there before."""
    ends = ("", " with Emmy", " about Emmy", " with Ada", " with Zed", ' with @"Zed Omar"', " at noon")
    lines = [f"{what}{end}" for end in ends for what in ("call", "yesterday: tea", "got advice")]
    Random(7).shuffle(lines)
    async with start() as (app, pilot):
        app.open_contact(people["Ada Lovelace"])
        await settled(app, pilot)
        for line in lines:
            await pilot.press("l")
            app.screen.query_one(LogBar).write(line)
            await pilot.pause()
            shown = bar_of(app)
            await saved(app, pilot)
            is_with = people["Ada Lovelace"] in last(network).took_part
            assert ("log with Ada Lovelace▸" in shown) == is_with, line
            assert ("not Ada Lovelace▸" in shown) != is_with, line


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("quick call about the mural with rosa", "Rosa"),
        ("met rosa novak yesterday", "Rosa Novak"),
        ("coffee with rosa, got advice", "Rosa"),
        ("met her with milk and friends", None),
        ("tea with great care", None),
        ("helped with homework", None),
        ("met briefly online", None),
        ("chat with neighbours", None),
        ("lunch with the team", None),
    ],
)
async def test_a_name_in_lower_case_is_asked_about_before_it_is_the_rows(
    start: Start, network: Network, people: dict[str, int], line: str, name: str | None
) -> None:
    async with start() as (app, pilot):
        shown = await logged(app, pilot, people["Ada Lovelace"], line)
        if name is None:
            assert "?" not in shown.split("\n")[2]
            assert who(network) == ["Ada Lovelace"]
            return
        assert f"? who is {name}, ctrl+n adds them" in shown
        assert not network.interactions
        assert "enter again logs it so" in bar_of(app)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "not Ada Lovelace▸" in bar_of(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert who(network) == [name]
