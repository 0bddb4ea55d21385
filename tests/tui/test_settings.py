"""The Settings screen: each setting shown, and changed by a key."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import msgspec
import pytest

from netui.clock import Clock
from netui.config import Config, read_config
from netui.domain.days import Now
from netui.network import Network
from netui.paths import config_path
from netui.settings import SETTINGS
from netui.tui.app import NetuiApp
from netui.tui.theme import LIGHT
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, told, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


async def _at(app: object, pilot: object, key: str) -> None:
    """Put the cursor on a setting."""
    place = [setting.key for setting in SETTINGS].index(key)
    await pilot.press("comma", *["down"] * place)  # type: ignore[attr-defined]
    await settled(app, pilot)  # type: ignore[arg-type]


async def test_every_setting_is_there(start: Start) -> None:
    async with start(size=(110, 40)) as (app, pilot):
        await pilot.press("comma")
        await settled(app, pilot)
        assert on(app) == "SettingsScreen"
        for setting in SETTINGS:
            assert setting.key.replace("_", " ") in seen(app)
            assert setting.about in seen(app)
        await pilot.press("comma", "escape")
        await settled(app, pilot)
        assert on(app) == "TodayScreen"


async def test_the_routine_is_chosen_and_undone(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await _at(app, pilot, "routine")
        await pilot.press("enter", "down", "down", "enter")  # from what holds, 3 a week
        await settled(app, pilot)
        assert "3; 5 from Mon 30 Nov" in seen(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert "5 from" not in seen(app)
    assert network.profile.routine == ()


async def test_the_theme_counts_at_once_and_is_kept(start: Start) -> None:
    async with start() as (app, pilot):
        await _at(app, pilot, "theme")
        themes = sorted(app.available_themes)
        steps = themes.index(LIGHT.name) - themes.index(app.theme)
        await pilot.press("enter", *(["down"] * steps if steps > 0 else ["up"] * -steps), "enter")
        await settled(app, pilot)
        assert app.theme == LIGHT.name
    assert read_config(config_path()) == (Config(theme=LIGHT.name), ())


async def test_a_line_that_cannot_be_is_refused(start: Start) -> None:
    async with start() as (app, pilot):
        await _at(app, pilot, "capacity")
        await pilot.press("enter", "backspace")
        await typed(pilot, "99")
        await pilot.press("enter")
        await settled(app, pilot)
        assert [told.message for told in app._notifications] == ["capacity is 1 to 20"]
    assert not config_path().exists()


@pytest.mark.parametrize("broken", [True, False])
async def test_a_broken_file_is_told_and_left(start: Start, broken: bool) -> None:
    async with start() as (app, pilot):
        config_path().parent.mkdir(parents=True)
        config_path().write_text("theme = = 1\n" if broken else "capacity = 4 # mine\n")
        await _at(app, pilot, "date_order")
        await pilot.press("enter", "down", "enter")
        await settled(app, pilot)
        kept = config_path().read_text()
        if broken:
            assert kept == "theme = = 1\n"
            (told,) = app._notifications
            assert "the configuration" in told.message
        else:
            assert kept == 'capacity = 4 # mine\ndate_order = "mdy"\n'
            assert app.config.date_order == "mdy"


async def test_a_circle_s_cadence_counts_at_once(start: Start, network: Network, now: Now) -> None:
    log_line(network, '20 days ago: coffee with @"Ada Lovelace"', now)
    (ada,) = network.contacts
    with network.change("circle") as change:
        change.put("contacts", ada, msgspec.structs.replace(network.contacts[ada], circle="close"))
    async with start() as (app, pilot):
        touch = app.picture.standings[ada].touch
        assert (touch.cadence, touch.state) == (30, "active")
        await _at(app, pilot, "close_days")
        await pilot.press("enter", "backspace", "backspace", "1", "0", "enter")
        await settled(app, pilot)
        touch = app.picture.standings[ada].touch
        assert (touch.cadence, touch.state) == (10, "overdue")
        await pilot.press("u")
        await settled(app, pilot)
        assert app.picture.standings[ada].touch.cadence == 30


async def test_under_restricted_use_no_key_is_set(network: Network, clock: Clock) -> None:
    app = NetuiApp(network, clock, Config(), restricted=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await _at(app, pilot, "keys")
        await pilot.press("enter")
        await settled(app, pilot)
        assert told(app) == ["under restricted use only the practice is set here"]
        assert on(app) == "SettingsScreen"
