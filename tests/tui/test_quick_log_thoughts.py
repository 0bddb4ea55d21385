"""The quick log: what it gives to think before saving, whom it asks about, and lines opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from netui.domain.days import Now
from netui.domain.line.changes import Change, Meant
from netui.domain.records import Contact
from netui.network import Network
from netui.network.lines import read_line
from netui.network.logging import save
from netui.tui.widgets.log_bar import LogBar
from tests.tui.conftest import on, screen_of, seen, settled, told, typed
from tests.tui.test_quick_log import bar_of, last, people

Start = Callable[..., Any]


def log(network: Network, line: str, now: Now, changes: tuple[Change, ...] = ()) -> None:
    save(network, read_line(network, line, now, changes=changes), now)


async def test_an_ask_to_somebody_one_owes_is_a_thought_and_still_saved(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Ada [/x] Lovelace")
    log(network, "coffee with Ada, got:advice:3", now)
    async with start() as (app, pilot):
        await pilot.press("l")
        app.screen._quick_log.write("called Ada, asked for advice")
        await pilot.pause()
        assert "you owe Ada [/x] Lovelace: received 1, gave 0; you could give here" in bar_of(app)
        await pilot.press("enter")
        await settled(app, pilot)
    assert last(network).text == "called Ada, asked for advice"


async def test_a_day_over_a_year_ago_asks_once(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "2024-11-20: tea")
        await pilot.press("enter")
        await pilot.pause()
        assert "20 Nov 2024 is over a year ago: enter again logs it so" in bar_of(app)
        assert not network.interactions
        await typed(pilot, "s")  # another line is another question
        await pilot.press("enter")
        await pilot.pause()
        assert not network.interactions
        await pilot.press("enter")
        await settled(app, pilot)
    assert last(network).day.year == 2024


async def test_a_line_that_names_nobody_but_somebody_unknown_asks_once(
    start: Start, network: Network
) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "had coffee with Kwame Mensah")
        await pilot.press("enter")
        assert not network.interactions
        asked = "nobody here is called Kwame Mensah, ctrl+n adds them: enter again logs it so"
        assert asked in seen(app)
        await pilot.press("ctrl+n", "enter")
        assert [contact.name for contact in network.contacts.values()] == ["Kwame Mensah"]
        (entry,) = network.interactions.values()
        assert entry.took_part == tuple(network.contacts)
        await pilot.press("l")
        await typed(pilot, "walk with Priya Raman")
        await pilot.press("enter", "enter")
        assert len(network.interactions) == 2
        assert len(network.contacts) == 1


async def test_an_entry_is_opened_by_its_line_and_keeps_what_was_chosen(
    start: Start, network: Network, now: Now
) -> None:
    (ada,) = people(network, now, "Ada Lovelace")
    log(network, "yesterday: saw Ada", now, (Change(-1, "", "channel", "video"),))
    log(network, "note: Ada plays the harp", now)
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("G", "e")
        await pilot.pause()
        assert "yesterday: saw Ada" in bar_of(app)
        assert "video" in bar_of(app)
        await typed(pilot, " again")
        await pilot.press("escape")
        await pilot.press("l")  # a new line is another one
        await pilot.pause()
        assert "log with Ada Lovelace▸ what happened" in bar_of(app)
        await pilot.press("escape", "e")  # what was typed is still there
        await pilot.press("enter")
        await settled(app, pilot)
        record = last(network)
        assert (record.text, record.channel) == ("yesterday: saw Ada again", "video")
        assert len(network.interactions) == 1
        await pilot.press("g", "e")
        await typed(pilot, " well")
        await pilot.press("enter")
        await settled(app, pilot)
    (note,) = network.notes.values()
    assert note.text == "Ada plays the harp well"


async def test_a_line_begun_about_one_does_not_come_back_about_another(
    start: Start, network: Network, now: Now
) -> None:
    ada, emmy = people(network, now, "Ada Lovelace", "Emmy Noether")
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("l")
        await typed(pilot, "tea")
        await pilot.press("escape", "escape")
        app.open_contact(emmy)
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
        screen = screen_of(app)
        await pilot.press("l")
        await pilot.pause()
        assert screen._quick_log is not None
        assert screen._quick_log.text == ""
        assert "with Emmy Noether" in bar_of(app)
        await pilot.press("up")
        await pilot.pause()
        assert screen._quick_log.text == '@"Ada Lovelace": tea'
        assert "not Emmy Noether" in bar_of(app)


async def test_two_of_the_very_same_name_are_told_apart(start: Start, network: Network, now: Now) -> None:
    one, two = people(network, now, "Sam Lee", "Sam Lee")
    with network.change("edit") as change:
        change.update(Contact.table, one, emails=("sam@example.org",))
    log(network, "yesterday: tea with Sam", now, (Change(20, "Sam", "contact", Meant(two, "took_part")),))
    async with start() as (app, pilot):
        await pilot.press("l")
        app.screen._quick_log.write('lunch with @"Sam Lee"')
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Sam Lee, sam@example.org, added" in seen(app)
        assert "Sam Lee, last Sun 22 Nov" in seen(app)
        await pilot.press("down", "enter", "enter")
        await settled(app, pilot)
    assert last(network).took_part == (two,)


async def test_a_line_that_named_nobody_is_mended_by_the_keys_it_says(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "call with Zed Omar about boats")
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert told(app) == ["logged, but nobody is called Zed Omar: u, l, up, ctrl+n add them"]
        await pilot.press("u")
        await settled(app, pilot)
        await pilot.press("l", "up", "ctrl+n", "enter")
        await settled(app, pilot)
        assert told(app) == ["logged: Zed Omar (1 new); the first line logged"]
        assert [record.text for record in network.interactions.values()] == [
            'call with @"Zed Omar" about boats'
        ]


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("tea with @Ada", "plan: tea with Ada tomorrow"),
        ("@Ada: promised the book", "call with Ada, got advice, promised the book"),
    ],
)
async def test_why_a_changed_line_is_not_saved_is_read_in_whole(
    start: Start, network: Network, now: Now, line: str, changed: str
) -> None:
    log(network, line, now)
    entry = max([*network.follow_ups, *([] if network.follow_ups else network.interactions)])
    async with start() as (app, pilot):
        await screen_of(app).edit_line(entry)
        app.screen.query_one(LogBar).write(changed)
        await pilot.press("enter")
        await pilot.pause()
        (problem,) = [row for row in seen(app).split("\n") if "not saved: " in row]
        assert "…" not in problem
        assert "by itself" in problem
