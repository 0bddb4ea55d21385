"""The tour of the demo: what it names, what it notices, and that it can be left and come back to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from netui.config import Config
from netui.network import Network
from netui.tui.app import NetuiApp
from netui.tui.tour import STEPS, Tour
from netui.tui.widgets.painting import span_width
from tests.tui.conftest import Driven, on, screen_of, seen, settled, told, typed
from tests.tui.test_snapshots import CLOCK, opened


@pytest.fixture
def demo(tmp_path: Path) -> Network:
    return opened("demo", tmp_path)


@asynccontextmanager
async def touring(network: Network, config: Config | None = None, columns: int = 80) -> AsyncIterator[Driven]:
    app = NetuiApp(network, CLOCK, config or Config(), demo=True)
    async with app.run_test(size=(columns, 24)) as pilot:
        await settled(app, pilot)
        yield app, pilot
    network.close()


def line(app: NetuiApp) -> str:
    """What the tour says."""
    return next((each.strip() for each in seen(app).splitlines() if " tour" in each or "Tour " in each), "")


async def test_seven_steps_from_the_first_to_the_last(demo: Network) -> None:
    async with touring(demo) as (app, pilot):
        assert line(app).startswith("Tour 1 of 7  whom to reach out to, and why: enter ")
        before = len(demo.interactions)
        await pilot.press("enter")
        await settled(app, pilot)
        assert line(app).startswith("Tour 2 of 7  tell what happened: l coffee with Ada")
        await pilot.press("l")
        await settled(app, pilot)
        await typed(pilot, "coffee with Ada Lovelace")
        await pilot.press("enter")
        await settled(app, pilot)
        assert len(demo.interactions) == before + 1
        assert line(app).startswith("Tour 3 of 7  take it back, also tomorrow: u")
        await pilot.press("u")
        await settled(app, pilot)
        assert len(demo.interactions) == before
        for keys, says in (
            ((), "Tour 4 of 7  what you give and take: 3"),
            (("3",), "Tour 5 of 7  the weeks you kept it up: 4"),
            (("4",), "Tour 6 of 7  the brief before you meet: / and a name"),
        ):
            await pilot.press(*keys)
            await settled(app, pilot)
            assert line(app).startswith(says)
        await pilot.press("slash")
        await settled(app, pilot)
        await typed(pilot, "Emmy")
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
        assert line(app).startswith("Tour 7 of 7  two minutes once a week: w")
        await pilot.press("w")
        await settled(app, pilot)
        assert line(app).startswith("That was the tour   q leaves the demo")


async def test_it_is_left_and_come_back_to_where_one_was(demo: Network) -> None:
    async with touring(demo) as (app, pilot):
        await pilot.press("enter", "escape", "T")
        await settled(app, pilot)
        assert line(app) == ""
        assert told(app) == ["T brings the tour back where you were"]
        await pilot.press("3")  # what is done meanwhile is noticed
        await settled(app, pilot)
        assert line(app) == ""
        (again,) = [each for each in app.get_system_commands(app.screen) if each.title.startswith("tour")]
        await again.callback()
        await settled(app, pilot)
        assert line(app).startswith("Tour 2 of 7")
        await pilot.press("1")
        await settled(app, pilot)
        assert line(app).startswith("Tour 2 of 7")
        assert app.guide is not None
        assert app.guide.tour.done == {"reason", "balance"}


async def test_it_names_the_keys_that_are_set(demo: Network) -> None:
    async with touring(demo, Config(keys={"tour": "f6", "open": "o", "order": "O"})) as (app, _):
        assert "and why: o   f6 hides this" in line(app)


async def test_it_is_in_the_demo_alone(tmp_path: Path) -> None:
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert not app.screen.query("TourLine")
        await pilot.press("T")
        assert told(app) == ["the tour belongs to the demo: netui demo"]
        assert screen_of(app).why_not("tour") == "the tour belongs to the demo"
    network.close()


async def test_it_stands_between_the_screen_and_its_keys(demo: Network, snapshot: SnapshotAssertion) -> None:
    async with touring(demo) as (app, pilot):
        for key in ("1", "4"):
            await pilot.press(key)
            await settled(app, pilot)
            assert seen(app) == snapshot(name=f"the tour on {key}")
            assert "q quit" in seen(app).splitlines()[-1]


def test_every_step_can_be_read_at_eighty_columns_and_its_key_at_sixty() -> None:
    tour = Tour()
    keys = {"log": "l"}
    for step in STEPS:
        spans = tour.spans(lambda command: keys.get(command, "ctrl+x"))
        assert span_width(spans) <= 80
        assert span_width(spans[:4]) <= 60
        assert tour.notice(step.id)
        assert not tour.notice(step.id)
    assert tour.step is None
    assert not tour.notice("goals")
