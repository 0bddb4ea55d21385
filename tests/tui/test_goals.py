"""Goals, opportunities, introductions and events on their screen, and the screen of one event."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta

from netui.domain.days import Now
from netui.domain.records import Contact, Event, Goal, Introduction, Pace
from netui.network import Network
from netui.network.goals import change_pace, end_goal
from netui.network.introducing import introduce
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


def _goal(network: Network, now: Now, weekly: int = 2, **fields: object) -> int:
    first = now.today - timedelta(days=21)
    with network.change("goal") as change:
        return change.insert(
            Goal(measure="conversations", first=first, paces=(Pace(since=first, weekly=weekly),), **fields)  # type: ignore[arg-type]
        )


# --- goals -------------------------------------------------------------------------------------------------


async def test_without_a_goal_those_of_the_stage_are_offered(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("5")
        await settled(app, pilot)
        assert "No goal is running" in seen(app)
        assert "4 conversations a week" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        (goal,) = network.goals.values()
        assert (goal.measure, goal.paces[0].weekly) == ("conversations", 4)
        assert "No goal is running" not in seen(app)


async def test_the_stage_chooses_what_is_offered(start: Start, network: Network) -> None:
    from netui.domain.records import PROFILE_ID, Profile

    with network.change("stage") as change:
        change.put(Profile.table, PROFILE_ID, Profile(stage="student"))
    async with start() as (app, pilot):
        await pilot.press("5")
        await settled(app, pilot)
        assert "to learn what people really do" in seen(app)


async def test_a_goal_shows_its_pace_and_its_buffer(start: Start, network: Network, now: Now) -> None:
    log_line(network, '5 days ago: coffee with @"Ada Lovelace"', now)
    _goal(network, now, why="to be known")
    async with start() as (app, pilot):
        await pilot.press("5")
        await settled(app, pilot)
        text = seen(app)
        assert "2 conversations a week" in text
        assert "1 done, 6 planned by now" in text
        assert "18 days behind" in text
        assert "to be known" in text
        assert "┃" in text


async def test_a_goal_is_made_by_choosing_and_typing(start: Start, network: Network, now: Now) -> None:
    async with start() as (app, pilot):
        await pilot.press("5", "n", "j", "enter")
        await pilot.pause()
        await pilot.press("tab")
        await typed(pilot, "12")
        await pilot.press("enter")
        await settled(app, pilot)
        (goal,) = network.goals.values()
        assert (goal.measure, goal.paces[0].weekly) == ("gives", 3)
        assert goal.until == now.today + timedelta(days=83)


async def test_a_form_keeps_what_was_typed_until_it_can_be_kept(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("5", "n", "enter")
        await pilot.pause()
        await typed(pilot, "x")
        await pilot.press("enter")
        await pilot.pause()
        assert "is no number from 1 to 200" in " ".join(seen(app).split())
        assert not network.goals
        await pilot.press("backspace", "enter")
        await settled(app, pilot)
        assert len(network.goals) == 1


async def test_easier_takes_effect_in_a_week_and_harder_at_once(
    start: Start, network: Network, now: Now
) -> None:
    goal = _goal(network, now, weekly=4)
    async with start() as (app, pilot):
        await pilot.press("5", "e")
        await pilot.pause()
        await typed(pilot, "2")
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.goals[goal].paces[-1] == Pace(since=now.today + timedelta(days=7), weekly=2)
        assert "4 until Mon 30 Nov" in seen(app)
        await pilot.press("e")
        await pilot.pause()
        await typed(pilot, "6")
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.goals[goal].paces[-1] == Pace(since=now.today, weekly=6)


async def test_a_goal_is_read_in_whole(start: Start, network: Network, now: Now) -> None:
    goal = _goal(network, now, weekly=4)
    change_pace(network, goal, 2, now)
    async with start() as (app, pilot):
        await pilot.press("5", "enter")
        await settled(app, pilot)
        assert "4 a week until Monday 30 November, 2 from then on" in seen(app)
        await pilot.press("escape")
        end_goal(network, goal, "two became friends", now)
        await settled(app, pilot)
        await pilot.press("G", "enter")
        await settled(app, pilot)
        assert "ended today: two became friends" in seen(app)


async def test_a_goal_ends_with_what_came_of_it(start: Start, network: Network, now: Now) -> None:
    goal = _goal(network, now)
    async with start() as (app, pilot):
        await pilot.press("5", "d")
        await pilot.pause()
        await typed(pilot, "two became friends")
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.goals[goal].ended == now.today
        assert "Ended" in seen(app)
        assert "two became friends" in seen(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert network.goals[goal].ended is None


# --- opportunities and introductions -----------------------------------------------------------------------


async def test_an_opportunity_shows_its_chain(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'yesterday: @"Mary Somerville" introduced me to @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("5", "tab", "n")
        await pilot.pause()
        await typed(pilot, "the fellowship")
        await pilot.press("tab")
        await typed(pilot, "ada")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Mary Somerville → Ada Lovelace (introduced you, Nov) → the fellowship" in seen(app)
        await pilot.press("d", "j", "enter")
        await settled(app, pilot)
        (opportunity,) = network.opportunities.values()
        assert opportunity.state == "happened"
        await pilot.press("enter")
        await pilot.pause()
        assert "came up" in seen(app)


async def test_whoever_led_to_it_must_be_known(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("5", "tab", "n")
        await pilot.pause()
        await typed(pilot, "x")
        await pilot.press("tab")
        await typed(pilot, "nobody")
        await pilot.press("enter")
        await pilot.pause()
        assert "nobody here is called" in " ".join(seen(app).split())
        assert not network.opportunities


async def test_what_became_of_an_introduction(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace" and @"Emmy Noether"', now)
    ada, emmy = network.contacts
    made = introduce(network, (ada, emmy), now, state="proposed")
    async with start() as (app, pilot):
        await pilot.press("5", "tab", "tab")
        await settled(app, pilot)
        assert "Ada Lovelace ⇄ Emmy Noether" in seen(app)
        assert "proposed" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "by you, and logged" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        introduction = network.introductions[made]
        assert introduction.state == "made"
        assert introduction.interaction in network.interactions
        await pilot.press("d", "j", "enter")
        await settled(app, pilot)
        assert network.introductions[made].state == "fruitful"


async def test_nothing_stands_beside_goals_before_anything_came_up(start: Start, network: Network) -> None:
    async with start((120, 40)) as (app, pilot):
        await pilot.press("5")
        await settled(app, pilot)
        assert not app.screen.query_one("#others").display
        with network.change("an event") as change:
            change.insert(Event(name="The Fair", day=date(2026, 11, 20)))
        await settled(app, pilot)
        assert app.screen.query_one("#others").display
        assert "The Fair" in seen(app)


async def test_wide_screens_show_what_came_of_it_beside_the_goals(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, 'call with @"Ada Lovelace", opportunity:"the fellowship"', now)
    _goal(network, now)
    async with start((120, 40)) as (app, pilot):
        await pilot.press("5")
        await settled(app, pilot)
        assert "2 conversations a week" in seen(app)
        assert "Ada Lovelace → the fellowship" in seen(app)


# --- events ------------------------------------------------------------------------------------------------


async def test_an_event_is_made_and_people_are_added_in_one_line(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("5", "tab", "tab", "tab", "n")
        await pilot.pause()
        await typed(pilot, "Engines and Looms")
        await pilot.press("tab")
        await typed(pilot, "friday")
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "EventScreen"
        assert "Nobody is noted yet" in seen(app)
        ((event, record),) = network.events.items()
        assert record.day == date(2026, 11, 20)
        await pilot.press("n")
        await typed(pilot, 'Ada Lovelace and @"Emil Berg"')
        await pilot.press("enter")
        await settled(app, pilot)
        (ada, emil) = network.contacts
        assert network.events[event].met == (ada, emil)
        newest = network.interactions[max(network.interactions)]
        assert (newest.event, newest.channel, newest.day) == (event, "event", date(2026, 11, 20))
        assert "2 met, 2 still open" in seen(app)
        assert "100% of what was logged in 90 days" in seen(app)
        await pilot.press("1")
        await settled(app, pilot)
        assert seen(app).count("met at Engines and Looms") == 2  # each is to be followed up


async def test_whoever_is_followed_up_is_no_longer_open(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'yesterday: conference at "Engines", met @"Ada Lovelace" and @"Emil Berg"', now)
    (event,) = network.events
    async with start() as (app, pilot):
        app.open_event(event)
        await settled(app, pilot)
        assert "2 met, 2 still open" in seen(app)
        await pilot.press("d")
        await pilot.pause()
        assert "log with Ada Lovelace" in seen(app)
        await typed(pilot, "email")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "2 met, 1 still open" in seen(app)
        assert "after 1 day" in seen(app)
        assert "2 met there, 1 of them followed up, 1 within 48 hours" in seen(app)


async def test_somebody_is_left_out_of_those_met(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'yesterday: conference at "Engines", met @"Ada Lovelace" and @"Emil Berg"', now)
    (event,) = network.events
    async with start() as (app, pilot):
        app.open_event(event)
        await settled(app, pilot)
        await pilot.press("D")
        await settled(app, pilot)
        assert len(network.events[event].met) == 1
        await pilot.press("u")
        await settled(app, pilot)
        assert len(network.events[event].met) == 2


async def test_an_event_to_come_adds_nobody_and_is_changed(start: Start, network: Network, now: Now) -> None:
    with network.change("event") as change:
        event = change.insert(Event(name="Engines", day=now.today + timedelta(days=3)))
    async with start() as (app, pilot):
        app.open_event(event)
        await settled(app, pilot)
        assert "still to come" in seen(app)
        await pilot.press("n")
        await settled(app, pilot)
        assert "still to come" in seen(app)
        await pilot.press("e", "end")
        await typed(pilot, " and Looms")
        await pilot.press("tab")
        await pilot.press("ctrl+u")
        await typed(pilot, "yesterday")
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.events[event] == Event(name="Engines and Looms", day=now.today - timedelta(days=1))


async def test_a_plain_line_on_an_event_is_just_a_line(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'yesterday: conference at "Engines", met @"Ada Lovelace"', now)
    (event,) = network.events
    with network.change("somebody") as change:
        change.insert(Contact(name="Emil Berg", added=now.today))
    async with start() as (app, pilot):
        app.open_event(event)
        await settled(app, pilot)
        await pilot.press("l", "ctrl+u")
        await typed(pilot, "call with Emil Berg")
        await pilot.press("enter")
        await settled(app, pilot)
    assert len(network.events[event].met) == 1
    assert network.interactions[max(network.interactions)].channel == "phone"


async def test_introductions_of_those_who_are_gone_harm_nothing(
    start: Start, network: Network, now: Now
) -> None:
    with network.change("gone") as change:
        change.insert(Introduction(introducer=0, between=(4711, 4712), day=now.today))
    async with start() as (app, pilot):
        await pilot.press("5", "tab", "tab")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "what became of it?" in seen(app)


async def test_a_form_leaves_alone_what_others_change_meanwhile(
    start: Start, network: Network, now: Now
) -> None:
    with network.change("event") as change:
        event = change.insert(Event(name="Looms", day=now.today, place="Leeds", note="first"))
    async with start() as (app, pilot):
        await pilot.press("5", "tab", "tab", "tab", "e")
        await settled(app, pilot)
        with network.change("elsewhere") as change:
            change.update(Event.table, event, place="Hull", note="second")
        await typed(pilot, "x")
        await pilot.press("enter")
        await settled(app, pilot)
    kept = network.events[event]
    assert (kept.name, kept.place, kept.note) == ("Loomsx", "Hull", "second")
