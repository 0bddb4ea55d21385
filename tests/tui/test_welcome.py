"""The first start: three questions, answered, changed, or left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from syrupy.assertion import SnapshotAssertion

from netui.clock import Clock
from netui.config import Config
from netui.domain.days import Now
from netui.domain.goals import STAGES, amount, presets_for
from netui.network import Network
from netui.paths import shipped
from netui.tui.app import NetuiApp
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, typed


@asynccontextmanager
async def first_start(
    network: Network, clock: Clock, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driven]:
    app = NetuiApp(network, clock, Config(), welcome=True)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        yield app, pilot


async def test_three_enters_begin_an_established_practice(network: Network, clock: Clock) -> None:
    async with first_start(network, clock) as (app, pilot):
        assert on(app) == "WelcomeScreen"
        await pilot.press("enter", "enter", "enter")
        await settled(app, pilot)
        assert on(app) == "TodayScreen"
        assert "Nobody is here yet" in seen(app)
        assert [told.message for told in app._notifications] == ["begun; press l and write what happened"]
    assert network.profile.stage == "established"
    assert [each.days for each in network.profile.routine] == [3]
    assert [goal.measure for goal in network.goals.values()] == [
        preset.measure for preset in presets_for("established")
    ]


async def test_each_stage_proposes_its_goals_and_days(network: Network, clock: Clock) -> None:
    async with first_start(network, clock) as (app, pilot):
        shown = set()
        for _ in STAGES:
            shown.add(seen(app))
            await pilot.press("right")
            await settled(app, pilot)
        assert len(shown) == len(STAGES)
        assert "established" in seen(app)
        await pilot.press("right", "right", "right", "right")  # leading, founder, changing, returning
        await settled(app, pilot)
        assert "returning or retired" in seen(app)
        assert "< 2 >" in seen(app)
        await pilot.press("enter", "left", "enter", "enter")
        await settled(app, pilot)
    assert network.profile.stage == "returning"
    assert [each.days for each in network.profile.routine] == [1]


async def test_each_stage_proposes_how_often_to_talk_which_settings_shows(
    network: Network, clock: Clock
) -> None:
    async with first_start(network, clock) as (app, pilot):
        assert "talks every 7, 30, 90, 365 days by circle" in " ".join(_words_of(seen(app)))
        await pilot.press("right", "right")
        await settled(app, pilot)
        assert "talks every 7, 21, 60, 180 days by circle" in " ".join(_words_of(seen(app)))
        await pilot.press("enter", "enter", "enter", "comma")
        await settled(app, pilot)
        assert "21; by your stage" in seen(app)
        await pilot.press("5")
        await settled(app, pilot)
        for preset in presets_for("founder"):
            assert amount(preset.measure, preset.weekly) in seen(app)


async def test_the_log_has_the_key_that_was_set(network: Network, clock: Clock) -> None:
    app = NetuiApp(network, clock, Config(keys={"log": "v"}), welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("v")
        await settled(app, pilot)
        assert app.screen.query("LogBar")


def _words_of(text: str) -> list[str]:
    """The words in the frame."""
    return [word for line in text.splitlines() for word in line.partition("│")[2].partition("│")[0].split()]


async def test_days_go_round_from_seven_to_one(network: Network, clock: Clock) -> None:
    async with first_start(network, clock) as (app, pilot):
        await pilot.press("down", *["right"] * 5)
        await settled(app, pilot)
        assert "< 1 >" in seen(app)
        await pilot.press("left")
        await settled(app, pilot)
        assert "< 7 >" in seen(app)


async def test_beginning_is_one_change(network: Network, clock: Clock) -> None:
    async with first_start(network, clock) as (app, pilot):
        await pilot.press("enter", "enter", "enter", "u")
        await settled(app, pilot)
    assert network.profile.stage is None
    assert not network.goals


async def test_left_it_keeps_nothing_and_asks_again(network: Network, clock: Clock) -> None:
    for _ in range(2):
        async with first_start(network, clock) as (app, pilot):
            assert on(app) == "WelcomeScreen"
            await pilot.press("right", "escape")
            await settled(app, pilot)
            assert "Nobody is here yet" in seen(app)
        assert network.profile.stage is None


async def test_the_key_of_the_log_always_logs(network: Network, clock: Clock) -> None:
    async with first_start(network, clock) as (app, pilot):
        await pilot.press("l")
        await settled(app, pilot)
        await typed(pilot, 'coffee with @"Ada Lovelace"')
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "TodayScreen"
    assert [contact.name for contact in network.contacts.values()] == ["Ada Lovelace"]


async def test_it_asks_nobody_who_has_begun(network: Network, clock: Clock, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    async with first_start(network, clock) as (app, _):
        assert on(app) == "TodayScreen"


async def test_looking_round_leaves_for_the_demo(network: Network, clock: Clock) -> None:
    async with first_start(network, clock) as (app, pilot):
        await pilot.press("down", "down", "right", "right")
        await settled(app, pilot)
        assert "look round the demo" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
    assert app.looks_round
    assert network.profile.stage == "established"


async def test_importing_asks_for_the_file(network: Network, clock: Clock) -> None:
    async with first_start(network, clock) as (app, pilot):
        await pilot.press("down", "down", "right", "enter")
        await settled(app, pilot)
        assert network.profile.stage == "established"
        assert on(app) == "AskScreen"
        await typed(pilot, str(shipped("samples/linkedin-Connections.csv")))
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ImportScreen"
        assert "LinkedIn" in seen(app)


@pytest.mark.parametrize("size", [(50, 12), (80, 24), (120, 40)])
async def test_the_first_screen_as_it_stands(
    network: Network,
    clock: Clock,
    size: tuple[int, int],
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    async with first_start(network, clock, size) as (app, _):
        assert seen(app) == snapshot


@pytest.mark.parametrize("size", [(50, 12), (80, 24), (200, 60)])
async def test_the_questions_are_seen_in_any_room(
    network: Network, clock: Clock, size: tuple[int, int]
) -> None:
    async with first_start(network, clock, size) as (app, _):
        text = seen(app)
        assert all(
            words in text for words in ("Where you are", "Days a week", "Then", "by circle", "asks later")
        )
