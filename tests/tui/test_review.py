"""The weekly review: five steps, each of which can be skipped, taken up again where it was left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime

import pytest

from netui.clock import Clock
from netui.config import Config
from netui.domain.days import Now
from netui.network import Network
from netui.network.answers import follow_up_done
from netui.tui.app import NetuiApp
from netui.tui.widgets.log_bar import LogBar
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, screen_of, seen, settled, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]

NAMES = ("Ada Lovelace", "Emmy Noether", "Alan Turing", "Grace Hopper")


@pytest.fixture
def four(network: Network, now: Now) -> dict[str, int]:
    """Four people who were not spoken to for long."""
    for days, name in enumerate(NAMES):
        log_line(network, f'{200 - days} days ago: coffee with @"{name}"', now)
    return {contact.name: each for each, contact in network.contacts.items()}


async def test_five_steps_end_with_those_who_head_today(
    start: Start, network: Network, four: dict[str, int], clock: Clock, now: Now
) -> None:
    async with start() as (app, pilot):
        await pilot.press("w")
        await settled(app, pilot)
        assert on(app) == "ReviewScreen"
        for step in ("What went unlogged", "Promises"):
            assert step in seen(app)
            await pilot.press("tab")
            await settled(app, pilot)
        assert "Who next week" in seen(app)
        await pilot.press("end", "space", "up", "space")
        await settled(app, pilot)
        assert "2 of 3 named" in seen(app)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "The balance" in seen(app)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "One good moment" in seen(app)
        await pilot.press("e")
        await typed(pilot, "a long laugh")
        await pilot.press("enter", "tab")
        await settled(app, pilot)
        assert "head Today" in seen(app)
        assert "a long laugh" in seen(app)
        (review,) = network.reviews.values()
        assert review.finished == now.today
        assert review.words == "a long laugh"
        assert len(review.next) == 2
        # On a Monday the week before is looked back on: the week that was named for has begun.
        await pilot.press("escape")
        await settled(app, pilot)
        assert seen(app).count("you named them for this week") == 2


async def test_every_step_can_be_left_out(start: Start, network: Network, four: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("w", "x", "x", "x", "x", "x")
        await settled(app, pilot)
        assert "That was the week." in seen(app) or "Looked back on" in seen(app)
        (review,) = network.reviews.values()
        assert review.skipped == review.taken == ("unlogged", "promises", "next", "balance", "moment")
        assert review.finished is not None


async def test_it_is_taken_up_where_it_was_left_also_after_a_restart(
    start: Start, network: Network, four: dict[str, int], clock: Clock
) -> None:
    async with start() as (app, pilot):
        await pilot.press("w", "tab", "tab", "space", "tab", "escape")
        await settled(app, pilot)
        assert on(app) == "TodayScreen"
        await pilot.press("w")
        await settled(app, pilot)
        assert "4 The balance" in seen(app)
        await pilot.press("shift+tab")
        await settled(app, pilot)
        assert "1 of 3 named" in seen(app)
    again = NetuiApp(network, clock, Config())
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(again, pilot)
        await pilot.press("w")
        await settled(again, pilot)
        assert "4 The balance" in seen(again)


async def test_three_are_enough_and_somebody_else_can_be_named(
    start: Start, network: Network, four: dict[str, int], now: Now
) -> None:
    (zora,) = log_line(
        network, 'coffee with @"Zora Kaluza"', now
    ).contacts  # spoken to today: not put forward
    async with start() as (app, pilot):
        await pilot.press("w", "tab", "tab")
        await settled(app, pilot)
        assert "Zora" not in seen(app)
        await pilot.press("n")
        await pilot.pause()
        await typed(pilot, "zor")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "1 of 3 named" in seen(app)
        for _ in range(3):
            await pilot.press("down", "space")
        await settled(app, pilot)
        assert "3 of 3 named" in seen(app)
        await pilot.press("tab")
        await settled(app, pilot)
        (review,) = network.reviews.values()
        assert len(review.next) == 3
        assert zora in review.next


async def test_a_day_is_logged_and_a_meeting_confirmed_from_the_first_step(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    (meeting,) = log_line(network, "plan: coffee with Ada tomorrow", now).follow_ups
    with network.change("it was last week") as change:
        change.update("follow_ups", meeting, due=date(2026, 11, 19))
    async with start() as (app, pilot):
        await pilot.press("w")
        await settled(app, pilot)
        assert "Planned, and not confirmed" in seen(app)
        await pilot.press("d")
        await settled(app, pilot)
        done = network.follow_ups[meeting]
        assert done.done == now.today
        assert network.interactions[done.answered_by or 0].day == date(2026, 11, 19)
        assert "Thursday 19" not in seen(app)
        await pilot.press("home", "enter")
        await pilot.pause()
        assert screen_of(app).query_one(LogBar).text == "2026-11-16: "
        await typed(pilot, "call with Ada")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Monday 16 November" not in seen(app)


async def test_promises_are_kept_and_moved_from_the_second_step(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, 'met @"Ada Lovelace", promised a book by friday', now)
    log_line(network, 'met @"Emmy Noether", expecting a draft by friday', now)
    book, draft = network.follow_ups
    async with start() as (app, pilot):
        await pilot.press("w", "tab")
        await settled(app, pilot)
        assert "Still open" in seen(app)
        assert "Expected of others" in seen(app)
        await pilot.press("e")
        await typed(pilot, "2026-12-01")
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.follow_ups[book].due == date(2026, 12, 1)
        await pilot.press("d")
        await settled(app, pilot)
        assert network.follow_ups[book].done == now.today
        assert network.follow_ups[draft].done is None


async def test_milestones_are_noticed_once(start: Start, network: Network, now: Now) -> None:
    for _ in range(10):
        log_line(network, 'coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("w", "tab", "tab", "tab", "tab")
        await settled(app, pilot)
        assert "10 logged" in seen(app)
        assert "the first line logged" not in seen(app)  # the highest alone
        assert not network.milestones
        await pilot.press("tab")
        await settled(app, pilot)
        assert "10 logged" in seen(app)
        assert {(each.kind, each.reached) for each in network.milestones.values()} >= {
            ("interactions", 1), ("interactions", 10),
        }  # fmt: skip
        await pilot.press("escape", "w", "tab", "tab", "tab", "tab", "tab")
        await settled(app, pilot)
        assert "10 logged" not in seen(app)


async def test_the_balance_and_the_moment_rest_on_the_week(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'friday: coffee with @"Ada Lovelace", gave advice, 45min', now)
    log_line(network, 'friday: met @"Emmy Noether", promised a book by today', now)
    (book,) = network.follow_ups
    follow_up_done(network, book, now)
    async with start() as (app, pilot):
        await pilot.press("w", "tab", "tab", "tab")
        await settled(app, pilot)
        assert "gave 1   received 0" in seen(app)
        assert "2 interactions, 2 in person, 45 minutes noted" in seen(app)
        await pilot.press("tab", "space")
        await settled(app, pilot)
        assert "✓  Fri 20 Nov" in seen(app)
        await pilot.press("tab")
        await settled(app, pilot)
        (review,) = network.reviews.values()
        assert network.interactions[review.moment or 0].exchanges
        assert "One good moment: coffee with Ada Lovelace" in seen(app)


async def test_an_empty_network_is_looked_back_on_calmly(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("w")
        await settled(app, pilot)
        for words in ("Nothing is promised", "Nobody is waiting", "gave 0", "A quiet week", "Looked back on"):
            await pilot.press("tab")
            await settled(app, pilot)
            assert words in seen(app)
        await pilot.press("w")  # already there
        await settled(app, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
        assert on(app) == "TodayScreen"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (26, "Something is logged on every day of the week so far."),
        (29, "Something is logged on every day of the week."),
    ],
)
async def test_a_week_that_is_not_over_is_looked_back_on_so_far(
    network: Network, day: int, words: str
) -> None:
    clock = Clock("Europe/London", datetime(2026, 11, day, 10, tzinfo=UTC))
    for back in range(7):
        log_line(network, f"{back} days ago: coffee with @Ada", clock.now())
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("w")
        await settled(app, pilot)
        assert words in seen(app)


async def test_each_step_begins_with_its_first_row(
    start: Start, network: Network, four: dict[str, int], now: Now
) -> None:
    for what in ("a book", "a chart", "a letter"):
        log_line(network, f"met Ada, promised {what} by friday", now)
    async with start() as (app, pilot):
        await pilot.press("w", "tab", "down", "down")
        await settled(app, pilot)
        assert "a letter" in _under_cursor(app)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "Emmy Noether" in _under_cursor(app)
        await pilot.press("down", "space")
        await settled(app, pilot)
        assert "Alan Turing" in _under_cursor(app)  # what is chosen keeps the cursor


async def test_what_was_received_and_given_is_told_whole_and_as_the_reminders_tell_it(
    start: Start, network: Network, now: Now
) -> None:
    for days in (400, 300, 200):
        log_line(network, f'{days} days ago: call with @"Ada Lovelace", got big advice', now)
    async with start(size=(80, 24)) as (app, pilot):
        await pilot.press("w", "tab", "tab", "tab")
        await settled(app, pilot)
        assert "You could give here" in seen(app)
        assert "received 3, gave 0" in seen(app)


def _under_cursor(app: NetuiApp) -> str:
    (row,) = (each for each in seen(app).splitlines() if each.lstrip().startswith("▸"))
    return row
