"""Today: evidence, answers by one key, ways to give, and the calm of an empty day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta

import pytest

from netui.domain.days import Now, day_words
from netui.domain.records import Contact, Goal, Pace, YearlyDate
from netui.network import Network
from netui.network.answers import snooze
from netui.network.picture import Picture, compute
from netui.tui.widgets.line_list import LineList
from netui.tui.widgets.log_bar import LogBar
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, screen_of, seen, settled, told, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


async def test_enter_shows_the_very_records(start: Start, network: Network, now: Now) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace", the engine', now)
    async with start() as (app, pilot):
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ReasonScreen"
        assert "200 days since you spoke" in seen(app)
        assert "coffee with Ada Lovelace, the engine" in seen(app)
        await pilot.press("j", "enter")
        await settled(app, pilot)
        assert on(app) == "ReadScreen"
        await pilot.press("escape", "k", "enter")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
        await pilot.press("escape", "escape")
        await settled(app, pilot)
        assert "Reach out" in seen(app)


async def test_all_reasons_of_a_contact_are_there_and_answered_one_by_one(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace", got advice:3, got feedback:3', now)
    async with start() as (app, pilot):
        await pilot.press("enter")
        await settled(app, pilot)
        before = seen(app)
        assert before.count(" Also ") >= 1
        await pilot.press("x")
        await settled(app, pilot)
        assert on(app) == "ReasonScreen"
        assert len(network.dismissals) == 1
        assert "This is answered" in seen(app) or "Why" in seen(app)


async def test_a_birthday_to_come_does_not_hide_that_it_is_time_to_speak(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace", the engine', now)
    with network.change("birthday") as change:
        change.update(Contact.table, next(iter(network.contacts)), dates=(YearlyDate(month=11, day=27),))
    async with start((120, 40)) as (app, pilot):
        reach_out, coming = seen(app).split("Reach out")[1].split("Coming up")
        assert "200 days since you spoke" in reach_out
        assert "also birthday on Friday 27 November" in reach_out
        assert "Ada Lovelace" in coming
        assert "birthday" in coming
        await pilot.press("enter")
        await settled(app, pilot)
        assert "200 days since you spoke" in seen(app)
        assert "birthday on Friday 27 November" in seen(app)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "200 days since you spoke; 90 unless you choose +2 "),
        (52, "200 days since you s… +2 "),
        (120, "200 days since you spoke; 90 unless you cho… +2  last: call, "),
        (150, "200 days since you spoke; 90 unless you choose +2 "),
    ],
)
async def test_a_row_says_how_many_other_reasons_stand_behind_it(
    start: Start, network: Network, now: Now, width: int, shown: str
) -> None:
    log_line(network, '200 days ago: call with @"Ada Lovelace", got advice:3, got feedback:3', now)
    async with start((width, 40)) as (app, _):
        assert shown in seen(app)


async def test_the_reason_closes_when_the_only_one_is_answered(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, 'met @"Ada Lovelace", promised a book by today', now)
    async with start() as (app, pilot):
        await pilot.press("enter", "d")
        await settled(app, pilot)
        assert on(app) != "ReasonScreen"
        (promise,) = network.follow_ups.values()
        assert promise.done == now.today
        assert promise.answered_by in network.interactions


async def test_a_goal_that_is_behind_is_called_one(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    first = now.today - timedelta(days=21)
    with network.change("goal") as change:
        change.insert(Goal(measure="gives", first=first, paces=(Pace(since=first, weekly=2),)))
    async with start() as (app, pilot):
        assert "A goal " in seen(app)
        assert "nobody named" not in seen(app)
        await pilot.press("d")
        await settled(app, pilot)
        assert screen_of(app).query_one(LogBar).is_open  # a goal is met by doing it


async def test_until_when_something_is_hidden_is_said(start: Start, network: Network, now: Now) -> None:
    log_line(network, '100 days ago: coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("x")
        await settled(app, pilot)
        assert told(app)[-1] == "hidden until tomorrow"
        await pilot.press("u", "s", "enter")
        await settled(app, pilot)
        assert told(app)[-1] == "hidden until Monday 30 November"
        await pilot.press("u")
        await settled(app, pilot)
    log_line(network, '330 days ago: coffee with @"Emmy Noether"', now)
    with network.change("archive") as change:
        for each, contact in network.contacts.items():
            change.update(Contact.table, each, archived=contact.name != "Emmy Noether")
    async with start() as (app, pilot):
        (row,) = app.today.rows
        await pilot.press("x")
        await settled(app, pilot)
        back = row.reminder.due + timedelta(days=90)
        assert told(app)[-1] == f"hidden until {day_words(back, now.today)}"


async def test_after_the_third_snooze_something_else_is_offered(
    start: Start, network: Network, now: Now
) -> None:
    (ada,) = log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now).contacts
    (row,) = compute(network, now).today(now).rows
    for _ in range(2):
        snooze(network, row.reminder, now.today + timedelta(days=1), now)
    network.undo()
    network.undo()
    for _ in range(2):  # two that are over: they count, and hide nothing today
        with network.change("snoozed") as change:
            from netui.domain.records import Dismissal

            change.insert(
                Dismissal(
                    reminder=row.reminder.id, answer="snoozed", made=now.today - timedelta(days=9),
                    until=now.today - timedelta(days=2), contacts=(ada,),
                )
            )  # fmt: skip
    async with start() as (app, pilot):
        await pilot.press("s", "enter")
        await settled(app, pilot)
        assert on(app) == "ChoiceScreen"
        assert "put off 3 times in a row" in seen(app)
        assert "every 180 days" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.contacts[ada].cadence == 180
        await pilot.press("u")
        await settled(app, pilot)
        assert network.contacts[ada].cadence is None


async def test_a_meeting_is_moved_to_another_day(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    (meeting,) = log_line(network, "plan: coffee with Ada tomorrow", now).follow_ups
    with network.change("its day has come") as change:
        change.update("follow_ups", meeting, due=now.today)
    async with start() as (app, pilot):
        await pilot.press("e")
        await pilot.pause()
        assert f"plan: coffee with Ada, {now.today}" in seen(app)
        await typed(pilot, "in 5 days")  # over the day, which is selected
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.follow_ups[meeting].due == now.today + timedelta(days=5)
        assert "Promised and due" not in seen(app)


async def test_mute_takes_the_reminders_away_and_undo_brings_them_back(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("m")
        await settled(app, pilot)
        assert "Nothing today" in seen(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert "200 days" in seen(app)


async def test_a_day_with_nothing_to_do_is_calm_whatever_comes(
    start: Start, network: Network, now: Now
) -> None:
    for days in range(3):
        log_line(network, f'{now.today - timedelta(days=days)}: coffee with @"Ada Lovelace"', now)
    log_line(network, "plan: walk with Ada in 4 days", now)
    async with start() as (app, _):
        assert "Nothing today. Press l" in seen(app)
        assert "Coming up" in seen(app)


@pytest.fixture
def matched(network: Network, now: Now) -> tuple[int, int]:
    """One who needs what another offers, both spoken to today."""
    log_line(network, 'met @"Ada Lovelace" needs:reviewer', now)
    log_line(network, 'met @"Mary Somerville" offers:reviewer', now)
    ada, mary = network.contacts
    return ada, mary


async def test_a_way_to_give_becomes_an_introduction_by_one_key(
    start: Start, network: Network, matched: tuple[int, int], now: Now
) -> None:
    async with start() as (app, pilot):
        assert "looks for reviewer" in seen(app)
        await pilot.press("i")
        await pilot.pause()
        text = " ".join(seen(app).replace("│", " ").split())
        assert "Introduce Ada Lovelace and Mary Somerville" in text
        assert "Ada Lovelace is looking for reviewer" in text
        await pilot.press("enter")
        await settled(app, pilot)
        (introduction,) = network.introductions.values()
        assert (introduction.state, introduction.between) == ("made", matched)
        made = network.interactions[introduction.interaction or 0]
        assert [(e.direction, e.kind, e.contacts) for e in made.exchanges] == [
            ("given", "introduction", matched)
        ]
        assert "looks for reviewer" not in seen(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert not network.introductions
        assert "looks for reviewer" in seen(app)


async def test_an_introduction_only_thought_of_logs_nothing(
    start: Start, network: Network, matched: tuple[int, int]
) -> None:
    logged = len(network.interactions)
    async with start() as (app, pilot):
        await pilot.press("i", "p")
        await settled(app, pilot)
        assert [each.state for each in network.introductions.values()] == ["proposed"]
        assert len(network.interactions) == logged


async def test_somebody_is_introduced_to_whoever_is_chosen(start: Start, network: Network, now: Now) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace" and @"Emmy Noether" and @"Alan Turing"', now)
    ids = {contact.name: each for each, contact in network.contacts.items()}
    async with start() as (app, pilot):
        await pilot.press("2", "slash", *"ada", "enter", "i")
        await pilot.pause()
        await typed(pilot, "noe")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        (introduction,) = network.introductions.values()
        assert introduction.between == (ids["Ada Lovelace"], ids["Emmy Noether"])


async def test_what_is_known_stands_beside_where_there_is_room(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace", talked about engines', now)
    async with start((160, 40)) as (app, pilot):
        assert "Balance    " in seen(app)
        assert "7 May 2026  coffee with Ada Lovelace" in seen(app)
        await pilot.resize_terminal(80, 24)
        await settled(app, pilot)
        assert app.screen.query_one("#rows", LineList).size.width == 80


async def test_what_was_last_spoken_of_follows_the_reason_where_there_is_room(
    start: Start, network: Network, now: Now
) -> None:
    for days in (83, 63, 43, 23):  # due on the 21st day at the latest, however its id spreads it
        log_line(network, f'{days} days ago: coffee with @"Ada Lovelace", the grant deadline', now)
    async with start() as (app, pilot):
        assert "23 days since you spoke; usually 20  last: coffee" in seen(app)
        await pilot.resize_terminal(120, 40)
        await settled(app, pilot)
        assert "last: coffee, the grant deadline" in seen(app)
        await pilot.resize_terminal(68, 24)
        await settled(app, pilot)
        assert "23 days since you spoke; usually 20" in seen(app)
        assert "last:" not in seen(app)


async def test_a_failing_rule_says_so_once_and_the_others_go_on(
    start: Start, network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(Picture, "_matches", broken)
    told: list[str] = []
    async with start() as (app, pilot):
        # What was said at the start stands among the notifications; what comes later is caught here.
        told += [notification.message for notification in app._notifications]
        monkeypatch.setattr(app, "tell", lambda message, **_: told.append(message))
        with network.change("somebody") as change:
            change.insert(Contact(name="Emmy Noether", added=date(2026, 1, 1)))
        await settled(app, pilot)
        assert "200 days" in seen(app)
    assert [message for message in told if "matches" in message] == [
        "the rule “matches” failed (ValueError) and rests; the others go on"
    ]


async def test_the_line_of_what_is_coming_up_is_changed(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'plan: tea with @"Ada Lovelace" in 4 days', now)
    async with start() as (app, pilot):
        assert "Coming up" in seen(app)
        await pilot.press("e")
        await pilot.pause()
        await typed(pilot, "2026-11-28")  # over the day, which is selected
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Sat 28 Nov" in seen(app)
    (plan,) = network.follow_ups.values()
    assert plan.due == date(2026, 11, 28)
