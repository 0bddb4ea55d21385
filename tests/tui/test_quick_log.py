"""The quick log: pieces changed by keys, completion, earlier lines, what was left unfinished, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from netui.domain.days import Now
from netui.domain.records import Contact
from netui.network import Network
from netui.network.lines import read_line
from netui.network.logging import save
from netui.tui.app import NetuiApp
from tests.tui.conftest import on, seen, settled, typed

Start = Callable[..., Any]


def people(network: Network, now: Now, *names: str) -> list[int]:
    with network.change("add") as change:
        return [change.insert(Contact(name=name, added=now.today)) for name in names]


def last(network: Network) -> Any:
    return network.interactions[max(network.interactions)]


def bar_of(app: NetuiApp) -> str:
    return "\n".join(seen(app).split("\n")[-5:])


async def test_pieces_are_changed_by_arrows_and_the_prose_stays(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Ada [/x] Lovelace")
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "coffee with Ada, gave advice")
        await pilot.press("tab", "down", "enter")  # in person, the first of the channels, to the next
        await pilot.press("tab", "tab", "tab", "down", "down")
        await pilot.pause()
        assert "given advice, large" in bar_of(app)
        await typed(pilot, " today")
        await pilot.press("enter")
        await settled(app, pilot)
        record = last(network)
    assert record.text == "coffee with Ada, gave advice today"
    assert (record.channel, record.exchanges[0].weight) == ("event", 3)


async def test_a_piece_is_made_prose_and_left_and_right_walk(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Ada Lovelace", "Emmy Noether")
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "saw Ada with Emmy")
        await pilot.press("tab", "right", "right", "left", "delete", "enter", "enter")
        await settled(app, pilot)
        assert [network.contacts[one].name for one in last(network).took_part] == ["Ada Lovelace"]
    assert last(network).text == "saw Ada with Emmy"


async def test_escape_goes_back_from_the_pieces_and_backspace_there_types_nothing(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Ada Lovelace")
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "tea with Ada")
        await pilot.press("tab", "backspace", "escape")
        await pilot.pause()
        assert "tea with Ada" in bar_of(app)
        assert "prose Ada" in bar_of(app)
        await pilot.press("shift+tab", "up", "escape")
        await pilot.press("escape", "l")
        await pilot.pause()
        assert "tea with Ada" in bar_of(app)


async def test_a_name_that_is_nobodys_becomes_a_contact_by_one_key(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "tea with Zed Omar")
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert 'tea with @"Zed Omar"' in bar_of(app)
        await pilot.press("ctrl+n")  # nobody is left
        await pilot.pause()
        assert "Every name" in bar_of(app)
        await pilot.press("enter")
        await settled(app, pilot)
    assert [contact.name for contact in network.contacts.values()] == ["Zed Omar"]


async def test_a_name_made_by_one_key_goes_back_to_what_was_typed_when_it_is_prose(
    start: Start, network: Network
) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "tea with Zed Omar, saw nobody")
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert 'tea with @"Zed Omar"' in bar_of(app)
        await pilot.press("tab", "down", "down")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "tea with Zed Omar, saw nobody" in bar_of(app)
        assert '@"' not in bar_of(app)


async def test_a_word_that_may_be_a_name_is_pointed_out_and_made_one_by_one_key(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Rich Holt", "Ada Lovelace")
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "Rich says the grant came through")
        await pilot.pause()
        assert "Rich may be Rich Holt" in bar_of(app)
        await pilot.press("tab", "down", "down", "up")
        await pilot.pause()
        assert "nobody's name here" in seen(app)
        await pilot.press("escape", "ctrl+n")
        await pilot.pause()
        assert "with Rich Holt" in bar_of(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert [network.contacts[one].name for one in last(network).took_part] == ["Rich Holt"]
    assert last(network).text == '@"Rich" says the grant came through'


async def test_where_several_are_called_by_the_word_it_is_asked_whose_it_is(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Rich Holt", "Rich Poor")
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "Rich says hello")
        await pilot.pause()
        assert "Rich may be a name" in bar_of(app)
        await pilot.press("tab", "down", "enter")
        await pilot.pause()
        assert "could be meant" in bar_of(app)
        await pilot.press("enter", "down", "enter", "enter")
        await settled(app, pilot)
        assert [network.contacts[one].name for one in last(network).took_part] == ["Rich Poor"]


async def test_the_same_by_its_piece(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "tea with Zed")
        await pilot.press("tab", "down", "enter", "enter")
        await settled(app, pilot)
    assert [contact.name for contact in network.contacts.values()] == ["Zed"]


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("tea #wo", "tea #work "),
        ('tea at "Py', 'tea at "PyCon" '),
        ("tea in Lis", "tea in Lisbon "),
        ("tea place:li", "tea place:Lisbon "),
        ("gave:ad", "gave:advice "),
        ("tea via:vi", "tea via:video "),
        ("tea started:th", "tea started:them "),
        ("tea with @lov", 'tea with @"Ada Lovelace" '),
    ],
)
async def test_words_are_completed(start: Start, network: Network, now: Now, line: str, taken: str) -> None:
    people(network, now, "Ada Lovelace")
    save(network, read_line(network, 'tea with Ada #work at "PyCon" place:Lisbon', now), now)
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, line)
        await pilot.pause()
        await pilot.press("tab")
        assert app.screen._quick_log.text == taken


async def test_a_word_that_is_whole_leaves_enter_alone(start: Start, network: Network, now: Now) -> None:
    save(network, read_line(network, "tea #work in Lisbon place:Lisbon", now), now)
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "walk #work")
        await pilot.press("enter")
        await settled(app, pilot)
    assert last(network).text == "walk #work"


async def test_up_brings_earlier_lines_and_down_what_was_being_typed(
    start: Start, network: Network, now: Now
) -> None:
    save(network, read_line(network, "tea with nobody", now), now)
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "note: a thought")
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("l")
        await typed(pilot, "half")
        log = app.screen._quick_log
        told = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            await pilot.pause()
            told.append(log.text)
    first, second = "note: a thought", "tea with nobody"
    assert told == [first, second, second, first, "half", "half"]


async def test_what_was_left_comes_back_also_after_another_line(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Ada Lovelace")
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "half a line")
        await pilot.press("escape", "2", "p")  # a promise to Ada, left as it was begun
        await pilot.pause()
        assert "promised" in bar_of(app)
        await pilot.press("escape", "l")
        await pilot.pause()
        assert "half a line" in bar_of(app)


async def test_help_with_the_line(start: Start) -> None:
    async with start() as (app, pilot):
        await pilot.press("l", "question_mark")
        await settled(app, pilot)
        assert on(app) == "LineHelpScreen"
        assert "coffee with Ada, got advice" in seen(app)
        assert "ctrl+n" in seen(app)
        await pilot.press("escape")
        await typed(pilot, "who")
        await pilot.press("question_mark")
        assert app.screen._quick_log.text == "who?"
        await pilot.press("f1")
        await settled(app, pilot)
        assert on(app) == "LineHelpScreen"


async def test_of_two_of_one_name_the_list_offers_each_by_what_tells_it_apart(
    start: Start, network: Network, now: Now
) -> None:
    one, two = people(network, now, "Sam Lee", "Sam Lee")
    with network.change("edit") as change:
        change.update(Contact.table, two, place="Turin")
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "tea with @sam")
        await pilot.pause()
        assert f"Sam Lee ({one})" in seen(app)
        await pilot.press("down", "tab")
        await pilot.pause()
        assert 'tea with @"Sam Lee (Turin)"' in bar_of(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert last(network).took_part == (two,)
        await pilot.press("2")
        await settled(app, pilot)
        assert "(Turin)" not in seen(app)


async def test_the_line_of_keys_is_the_bars_while_it_is_open(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Ada Lovelace")
    async with start() as (app, pilot):
        before = seen(app).split("\n")[-1]
        await pilot.press("l")
        await typed(pilot, "tea with @ad")
        await pilot.pause()
        assert "enter take" in seen(app)
        await pilot.press("escape")
        assert "enter save" in seen(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "enter keep" in seen(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert seen(app).split("\n")[-1] == before


@pytest.mark.parametrize("line", ["2026-11-20:", "yesterday", "friday: ..."])
async def test_a_line_of_a_day_alone_is_refused_kindly(start: Start, network: Network, line: str) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, line)
        await pilot.press("enter")
        await pilot.pause()
        assert "say what happened on that day" in bar_of(app)
        assert not network.interactions
        await typed(pilot, " tea")
        await pilot.press("enter")
        await settled(app, pilot)
        assert len(network.interactions) == 1


async def test_what_one_key_began_is_not_written_on_by_another(
    start: Start, network: Network, now: Now
) -> None:
    people(network, now, "Ada Lovelace")
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        await pilot.press("c")
        await typed(pilot, "likes figs")
        await pilot.press("escape", "l")
        await pilot.pause()
        assert "log with Ada Lovelace▸ what happened" in bar_of(app)
        await pilot.press("escape", "c")
        await pilot.pause()
        assert 'note: @"Ada Lovelace" likes figs' in bar_of(app)  # the same key takes it up again
        await pilot.press("escape", "l")
        await typed(pilot, "tea")
        await pilot.press("escape", "c")
        await pilot.pause()
        assert "tea" not in bar_of(app)
        await pilot.press("escape", "l", "escape", "l", "up")
        await pilot.pause()
        assert "likes figs" in bar_of(app)  # nothing is lost
