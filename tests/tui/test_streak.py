"""Streak: the calendar walked, days opened and logged for, rest planned and taken back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta

import pytest

from netui.domain.days import Now
from netui.network import Network
from netui.network.resting import plan_rest
from netui.tui.app import NetuiApp
from netui.tui.widgets.calendar import StreakCalendar
from netui.tui.widgets.curve import YearCurve
from netui.tui.widgets.line_list import LineList
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, told, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]
SIZES = [(80, 24), (120, 40), (200, 60)]


def focused(app: NetuiApp) -> str | None:
    return app.focused.id if app.focused is not None else None


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_calendar_says_the_one_key_to_press(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as (app, pilot):
        await pilot.press("4")
        await settled(app, pilot)
        text = seen(app)
        assert "Nothing logged. l logs for it." in text
        assert "0 of 3 active days, 3 to go" in text
        assert "nothing to go by yet" in text or "Strength 0% today" in text


@pytest.mark.parametrize("size", SIZES)
async def test_every_number_has_its_word(
    start: Start, network: Network, now: Now, size: tuple[int, int]
) -> None:
    for days in range(0, 60, 2):
        log_line(network, f'{days} days ago: coffee with @"Ada Lovelace", 45min, got advice', now)
    async with start(size) as (app, pilot):
        await pilot.press("4")
        await settled(app, pilot)
        text = seen(app)
        for words in (
            "1 week", "longest 1 week", "0 spare rests", "1 of 3 active days, 2 to go", "180 min in 7 days",
            "Active on", "By month", "active", "met", "minutes", "received", "came up",
            "1 interaction, 45 min", "Mon 23 Nov, today",
        ):  # fmt: skip
            assert words in text, words
        assert app.screen.query_one(YearCurve).display == (size[0] > 80)


async def test_enter_goes_to_the_day_and_reads_what_was_logged(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, f'yesterday: coffee with @"Ada Lovelace", {"long " * 30}end, got advice', now)
    async with start() as (app, pilot):
        await pilot.press("4", "enter")
        assert focused(app) == "calendar", "nothing is there to be gone to"
        await pilot.press("left", "enter")
        assert focused(app) == "rows"
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ReadScreen"
        assert "end, got advice" in seen(app)
        await pilot.press("escape")
        await pilot.press("escape")
        assert focused(app) == "calendar"
        await pilot.press("tab")
        assert focused(app) == "rows"


async def test_l_logs_for_the_day_under_the_cursor(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("4", "up", "l")  # a week up, where months are shown
        await typed(pilot, "call with Ada")
        await pilot.press("enter")
        await settled(app, pilot)
        assert date(2026, 11, 16) in {record.day for record in network.interactions.values()}
        assert "call with Ada" in seen(app)


async def test_years_are_walked_as_far_as_anything_is_logged(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '2023-05-06: coffee with @"Ada Lovelace"', now)
    async with start((120, 40)) as (app, pilot):
        await pilot.press("4", "left_square_bracket")
        calendar = app.screen.query_one(StreakCalendar)
        assert calendar.day == date(2025, 11, 23)
        await pilot.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert calendar.day == date(2023, 5, 6)
        await settled(app, pilot)
        assert "Sat 6 May 2023" in seen(app)
        assert "coffee with Ada" in seen(app)
        await pilot.press("left_square_bracket")
        await settled(app, pilot)
        assert told(app) == ["nothing earlier is logged"]
        await pilot.press("t")
        assert calendar.day == now.today
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert calendar.day > now.today
        await pilot.press("right_square_bracket")
        await settled(app, pilot)
        assert told(app) == ["the calendar ends here"]
        await pilot.press("g", "G")
        assert calendar.day == now.today


async def test_rest_is_planned_over_a_range(start: Start, network: Network, now: Now) -> None:
    async with start() as (app, pilot):
        await pilot.press("4", "r")
        await settled(app, pilot)
        assert "Mon 23 Nov: walk to the other end, r plans it as rest, esc leaves" in seen(app)
        await pilot.press("down", "right")
        await settled(app, pilot)
        assert "Mon 23 Nov to Tue 1 Dec, 9 days: r plans it as rest, esc leaves" in seen(app)
        assert "r plans the rest up to here." in seen(app)
        await pilot.press("r")
        await settled(app, pilot)
        (rest,) = network.rests.values()
        assert (rest.first, rest.last) == (now.today, now.today + timedelta(days=8))
        assert told(app) == ["rest: Mon 23 Nov to Tue 1 Dec; u takes it back"]
        assert "fewer" in seen(app)
        assert "r takes the rest back." in seen(app)  # the cursor stands on its last day
        assert "up to here" not in seen(app)
        await pilot.press("u")
        assert not network.rests


async def test_enter_plans_it_and_escape_leaves_it(start: Start, network: Network, now: Now) -> None:
    async with start((120, 40)) as (app, pilot):
        await pilot.press("4", "r", "down", "escape")
        await settled(app, pilot)
        assert "fewer" in seen(app)
        await pilot.press("r", "enter")
        await settled(app, pilot)
        (rest,) = network.rests.values()
        assert rest.first == rest.last == now.today + timedelta(days=1)
        assert "Tue 24 Nov, tomorrow, rest" in seen(app)


async def test_on_a_day_of_rest_the_same_keys_take_it_back(start: Start, network: Network, now: Now) -> None:
    plan_rest(network, now.today, now.today + timedelta(days=6), now.today)
    async with start((120, 40)) as (app, pilot):
        await pilot.press("4", "down", "r")
        await settled(app, pilot)
        assert "r takes the rest back" in seen(app)
        await pilot.press("down", "r")
        await settled(app, pilot)
        assert sorted((rest.first, rest.last) for rest in network.rests.values()) == [
            (now.today, now.today),
            (now.today + timedelta(days=3), now.today + timedelta(days=6)),
        ]
        assert told(app) == ["no rest: Tue 24 Nov to Wed 25 Nov; u takes it back"]


async def test_rest_is_not_begun_in_the_past_and_counts_from_today(
    start: Start, network: Network, now: Now
) -> None:
    async with start((120, 40)) as (app, pilot):
        await pilot.press("4", "up", "r")
        await settled(app, pilot)
        assert told(app) == ["rest is planned at the latest on its day: walk on to today"]
        await pilot.press("t", "r", "up", "up", "r")
        await settled(app, pilot)
        (rest,) = network.rests.values()
        assert rest.first == rest.last == now.today


async def test_the_day_and_what_is_focused_stay_while_the_size_changes(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '40 days ago: coffee with @"Ada Lovelace"', now)
    log_line(network, "40 days ago: call with Ada about looms", now)
    async with start() as (app, pilot):
        await pilot.press("4")
        calendar = app.screen.query_one(StreakCalendar)
        calendar.select(now.today - timedelta(days=40))
        await pilot.press("enter", "down")
        key = app.screen.query_one("#rows", LineList).key
        for size in (*SIZES[1:], (50, 12), (113, 24), SIZES[0]):
            await pilot.resize_terminal(*size)
            await settled(app, pilot)
            assert calendar.day == now.today - timedelta(days=40)
            assert focused(app) == "rows"
            assert app.screen.query_one("#rows", LineList).key == key
            assert all(len(line) for line in seen(app).split("\n"))
        assert "call with Ada about looms" in seen(app)


async def test_a_week_that_is_met_says_so(start: Start, network: Network, now: Now) -> None:
    plan_rest(network, now.today, now.today + timedelta(days=6), now.today)
    async with start() as (app, pilot):
        await pilot.press("4")
        await settled(app, pilot)
        assert "0 of 0 active days, met ✓" in seen(app)


async def test_where_there_is_room_the_rest_of_the_week_is_seen(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '9 days ago: coffee with @"Ada Lovelace"', now)
    log_line(network, '11 days ago: call with @"Emmy Noether"', now)
    async with start((120, 40)) as (app, pilot):
        await pilot.press("4", *["up"] * 9)
        await settled(app, pilot)
        assert "Else in that week" in seen(app)
        assert "Thu 12 Nov" in seen(app)
        assert "Emmy Noether" in seen(app)
        await pilot.resize_terminal(80, 24)
        await settled(app, pilot)
        assert "Else in that week" not in seen(app)


async def test_the_cursor_of_the_day_is_seen_only_where_keys_go(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("4")
        await settled(app, pilot)
        assert "▸" not in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert focused(app) == "rows"
        assert "▸" in seen(app)
