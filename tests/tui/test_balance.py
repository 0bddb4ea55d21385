"""Balance: the lists, their order, what each figure rests on, what is open, the months."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from netui.domain.days import Now
from netui.domain.records import Contact
from netui.network import Network
from netui.network.evidence import OVERALL, Figure
from netui.tui.screens.balance import LISTS
from netui.tui.widgets.line_list import LineList
from netui.tui.widgets.list_tabs import ListTabs
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, told

Start = Callable[..., AbstractAsyncContextManager[Driven]]
SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture
def ledger(network: Network, now: Now) -> Network:
    """Somebody of each verdict, somebody left out, and something open."""
    for text in (
        'coffee with @"Ada Lovelace", got advice:3',
        "2 days ago: call with Ada, got a referral:2",
        '3 days ago: call with @"Emmy Noether", gave feedback:3, got advice:3',
        "4 days ago: lunch with Emmy, gave time:3, got a book:3",
        '5 days ago: met @"Alan Turing", gave advice:2, got feedback:2',
        '6 days ago: email to @"Mary Somerville", thanked Mary',
        '40 days ago: dinner with @"Cousin Kat", gave time',
        "20 days ago: call with Ada, asked for feedback",
        "30 days ago: call with Emmy, offered a referral",
    ):
        log_line(network, text, now)
    kat = next(each for each, contact in network.contacts.items() if contact.name == "Cousin Kat")
    with network.change("out of the ledger") as change:
        change.update(Contact.table, kat, in_ledger=False)
    return network


def lines_with(text: str, words: str) -> list[str]:
    return [line for line in text.split("\n") if words in line]


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_balance_says_the_one_key_to_press(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as (app, pilot):
        await pilot.press("3")
        for name in LISTS:
            await settled(app, pilot)
            text = seen(app)
            assert "Press l" in text or "l logs it" in text or "in a line, l," in text, name
            await pilot.press("tab")


@pytest.mark.parametrize("size", SIZES)
async def test_whom_one_owes_stands_first_and_how_sure_that_is(
    start: Start, ledger: Network, size: tuple[int, int]
) -> None:
    async with start(size) as (app, pilot):
        await pilot.press("3")
        await settled(app, pilot)
        text = seen(app)
        order = [
            "Overall",
            "You owe",
            "Ada",
            "Unclear",
            "Alan",
            "Balanced",
            "Emmy",
            "Too little logged",
            "Mary",
        ]
        places = [text.index(f" {word}") for word in order]
        assert places == sorted(places)
        (ada,) = (line for line in lines_with(text, "Ada Lovelace") if "gave" in line)
        assert "% sure" in ada
        assert "gave 0, got 2" in ada
        assert "4 people: you owe 1" in text
        assert "1 left out" in text
        assert "80% sure it is in here" in text
        assert ("What it rests on" in text) == (size[0] >= 120)
        await pilot.press("end")
        await settled(app, pilot)
        assert "Left out of the ledger" in seen(app)
        assert "Cousin Kat" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"


async def test_too_little_and_unclear_look_different_from_balanced_without_colour(
    start: Start, ledger: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    async with start() as (app, pilot):
        await pilot.press("3")
        await settled(app, pilot)
        text = seen(app)
        (alan,), (emmy,), (mary,) = (lines_with(text, name) for name in ("Alan", "Emmy", "Mary"))
        assert "○" in alan
        assert "●" in emmy
        assert "┄┄┄" in mary
        assert "○" not in emmy
        assert "●" not in mary


async def test_it_is_ordered_by_who_you_owe_by_most_logged_and_by_name(start: Start, ledger: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("3", "down")
        key = app.screen.query_one("#rows", LineList).key
        for order, first in (("by most logged", "Emmy"), ("by name", "Ada"), ("by who you owe", "Ada")):
            await pilot.press("o")
            await settled(app, pilot)
            text = seen(app)
            assert order in text
            rows = [line for line in text.split("\n") if "gave" in line and "Overall" not in line]
            assert first in rows[0]
            assert app.screen.query_one("#rows", LineList).key == key, "the cursor stays on whom it was on"
        await pilot.press("tab", "tab", "o")
        await settled(app, pilot)
        assert told(app) == ["only people and organisations can be ordered"]


async def test_each_figure_opens_what_it_rests_on(start: Start, ledger: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("3", "enter")
        await settled(app, pilot)
        assert on(app) == "EvidenceScreen"
        assert "Overall" in seen(app)
        assert len(lines_with(seen(app), "received ")) >= 5
        assert "Cousin" not in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ReadScreen"
        await pilot.press("escape", "escape")
        await pilot.press("down", "enter")
        await settled(app, pilot)
        text = seen(app)
        assert "you have received more" in text
        assert "received  referral x2" in text
        assert "received  advice x3" in text
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"


async def test_a_channel_has_a_meter_and_opens_too(start: Start, ledger: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("3", "tab", "tab")
        await settled(app, pilot)
        (phone,) = lines_with(seen(app), "By phone")
        assert "gave 1, got 2" in phone
        assert "4 interactions" in seen(app)
        app.screen.query_one("#rows", LineList).select(Figure("channel", "phone"))
        await pilot.press("enter")
        await settled(app, pilot)
        assert "By phone" in seen(app)
        assert len(lines_with(seen(app), "received ")) >= 2


async def test_what_was_asked_and_offered_is_listed_until_it_happens(
    start: Start, ledger: Network, now: Now
) -> None:
    async with start() as (app, pilot):
        await pilot.press("3", "tab", "tab", "tab")
        await settled(app, pilot)
        text = seen(app)
        assert "You asked for, and wait" in text
        assert "20 days" in lines_with(text, "Ada Lovelace")[0]
        assert "30 days" in lines_with(text, "Emmy Noether")[0]
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ReadScreen"
        assert "asked for feedback" in seen(app)
        await pilot.press("escape")
        log_line(ledger, "call with Ada, got feedback", now)
        await settled(app, pilot)
        assert "You asked for" not in seen(app)
        assert "You offered" in seen(app)


async def test_months_open_what_they_hold(start: Start, ledger: Network) -> None:
    async with start((120, 40)) as (app, pilot):
        await pilot.press("3", "shift+tab")
        await settled(app, pilot)
        text = seen(app)
        assert "each counts 1 to 3 by benefit" in text
        assert "Dec 25" in text
        (november,) = lines_with(text, "Nov 26")
        assert november.split()[1:3] != []
        assert "Nov 2026" in text, "the latest month is looked at first"
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "EvidenceScreen"
        assert "Nov 2026" in seen(app)


async def test_the_pane_shows_what_the_figure_under_the_cursor_rests_on(
    start: Start, ledger: Network
) -> None:
    async with start((120, 40)) as (app, pilot):
        await pilot.press("3", "down")
        await settled(app, pilot)
        assert "advice x3" in seen(app)
        await pilot.press("down")
        await settled(app, pilot)
        assert "Alan Turing" in seen(app)
        assert "advice x3" not in seen(app)
        assert app.focused is app.screen.query_one("#rows", LineList)


async def test_place_and_list_stay_while_the_size_changes(start: Start, ledger: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("3", "down", "down")
        listed = app.screen.query_one("#rows", LineList)
        key = listed.key
        assert key != OVERALL
        for size in (*SIZES[1:], (50, 12), (119, 30), SIZES[0]):
            await pilot.resize_terminal(*size)
            await settled(app, pilot)
            assert listed.key == key
            assert app.focused is listed
            assert any("▸" in line or "> " in line for line in seen(app).split("\n"))
        await pilot.resize_terminal(40, 10)
        await pilot.resize_terminal(80, 24)
        await settled(app, pilot)
        assert listed.key == key


async def test_tabs_are_clicked(start: Start, ledger: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("3")
        await settled(app, pilot)
        await pilot.click(ListTabs, offset=(30, 0))
        await settled(app, pilot)
        assert "By phone" in seen(app)


async def test_help_says_what_the_meter_means(start: Start) -> None:
    async with start((120, 40)) as (app, pilot):
        await pilot.press("3", "question_mark")
        await settled(app, pilot)
        assert "four times in five" in seen(app)
        assert "A hollow dot" in seen(app)


async def test_each_list_keeps_its_place(start: Start, ledger: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("3", "down", "down")
        await settled(app, pilot)
        here = app.screen.query_one("#rows", LineList).key
        await pilot.press("tab", "tab", "shift+tab", "shift+tab")
        await settled(app, pilot)
        assert app.screen.query_one("#rows", LineList).key == here != OVERALL


async def test_beside_what_is_open_stands_the_balance_with_them(start: Start, ledger: Network) -> None:
    async with start((120, 40)) as (app, pilot):
        await pilot.press("3", "tab", "tab", "tab")
        await settled(app, pilot)
        assert any(line.count("Ada Lovelace") == 1 and "│" in line for line in lines_with(seen(app), "Ada L"))
        assert "Twelve months" in seen(app)
        assert "enter opens it" not in seen(app)
