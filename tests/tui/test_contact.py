"""Contact: the brief on one screen, all that happened, how one came to know them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta

import msgspec
import pytest

from netui.domain.days import Now
from netui.domain.records import Contact, YearlyDate
from netui.network import Network
from netui.network.brief import TimelineEntry
from netui.tui.widgets.line_list import LineList, Row
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, told, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


def _much(network: Network, now: Now) -> int:
    """Somebody of whom more is known than a screen holds."""
    log_line(network, 'met @"Mary Somerville" offers:reviewer and @"Emmy Noether" and @"Alan Turing"', now)
    (ada, *_) = log_line(
        network, 'yesterday: @"Mary Somerville" introduced me to @"Ada Lovelace"', now
    ).contacts[1:]
    for day in range(20, 40):
        log_line(
            network, f"{day} days ago: email to Ada Lovelace with Emmy Noether, talk {day}, got advice", now
        )
    for number in range(6):
        log_line(network, f"call with Ada Lovelace; promised book {number} by friday", now)
        log_line(network, f"note: Ada Lovelace likes number {number}", now)
    with network.change("more") as change:
        change.update(
            Contact.table, ada, needs=("reviewer",), offers=("algorithms",), tags=("engines", "poetry"),
            emails=("ada@example.org",), nicknames=("Countess",), dates=(YearlyDate(month=12, day=10),),
        )  # fmt: skip
    return ada


async def test_the_brief_fits_one_screen(start: Start, network: Network, now: Now) -> None:
    ada = _much(network, now)
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        text = seen(app)
        for wanted in (
            "Ada Lovelace", "Last ", "Needs ", "reviewer", "Balance", "Through    Mary Somerville, Nov",
            "you promised  book 0", "3 more, tab shows all", "Mary Somerville offers reviewer", "To know",
            "likes number 5", "Last talks",
        ):  # fmt: skip
            assert wanted in text, wanted
        assert text.split("Last talks")[1].count("call with Ada") == 3


async def test_tab_goes_to_all_of_it_and_to_how_one_came_to_know_them(
    start: Start, network: Network, now: Now
) -> None:
    ada = _much(network, now)
    log_line(network, 'call with Ada Lovelace, opportunity:"the fellowship"', now)
    async with start((80, 60)) as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "Timeline" in seen(app)
        for number in range(6):
            assert f"book {number}" in seen(app)
            assert f"likes number {number}" in seen(app)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "└ introduced by Mary Somerville, Nov" in seen(app)
        assert "  └ first spoke" in seen(app)
        assert "me and Ada Lovelace, by Mary Somerville: made" in seen(app)
        assert "the fellowship: open" in seen(app)
        assert "Channels" in seen(app)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "Last talks" in seen(app)


async def test_what_is_open_is_done_moved_and_deleted_by_one_key(
    start: Start, network: Network, now: Now
) -> None:
    (ada,) = log_line(network, 'met @"Ada Lovelace", promised advice on looms by friday', now).contacts
    (promise,) = network.follow_ups
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("e")
        await typed(pilot, "in 9 days")
        await pilot.press("enter")
        await settled(app, pilot)
        assert network.follow_ups[promise].due == now.today + timedelta(days=9)
        await pilot.press("home", "d")
        await settled(app, pilot)
        kept = network.interactions[network.follow_ups[promise].answered_by or 0]
        assert [(each.direction, each.kind) for each in kept.exchanges] == [("given", "advice")]
        assert "you promised" not in seen(app)
        # What the promise became is deleted: it is open again.
        await pilot.press("home", "D", "d")
        await settled(app, pilot)
        assert network.follow_ups[promise].done is None
        assert "you promised" in seen(app)
        await pilot.press("home", "D", "d")
        await settled(app, pilot)
        assert promise not in network.follow_ups


async def test_somebody_who_fits_is_introduced_from_the_brief(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, 'met @"Ada Lovelace" needs:reviewer', now)
    log_line(network, 'met @"Mary Somerville" offers:reviewer', now)
    ada, mary = network.contacts
    async with start() as (app, pilot):
        app.open_contact(mary)
        await settled(app, pilot)
        assert "Ada Lovelace needs reviewer" in seen(app)
        await pilot.press("i", "enter")
        await settled(app, pilot)
        (introduction,) = network.introductions.values()
        assert introduction.between == (mary, ada)
        assert "Ada Lovelace needs reviewer" not in seen(app)


async def test_a_mark_stands_with_its_evidence_and_the_advice_that_fits(
    start: Start, network: Network, now: Now
) -> None:
    (ada,) = log_line(network, 'emailed @"Ada Lovelace"', now).contacts
    for days in range(1, 8):
        log_line(network, f"{days} days ago: email to Ada", now)
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        assert "text only: a meeting would do it good, or at least a call" in seen(app)
        assert "8 interactions, never spoken" in seen(app)
        with network.change("far") as change:
            change.update(Contact.table, ada, far=True)
        await settled(app, pilot)
        assert "a call would do it good" in seen(app)
        await pilot.press("3", "tab", "tab")
        await settled(app, pilot)
        assert "Text only" in seen(app)
        assert "8 interactions, never spoken" in seen(app)


async def test_one_who_is_gone_is_said_to_be(start: Start, network: Network, now: Now) -> None:
    (ada,) = log_line(network, 'met @"Ada Lovelace"', now).contacts
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("u")
        await settled(app, pilot)
        assert "no longer here" in seen(app)
        for key in ("d", "e", "i", "m", "a", "D", "c", "p", "tab", "enter"):
            await pilot.press(key)
            await settled(app, pilot)
            if on(app) != "ContactScreen":
                await pilot.press("escape")
        await pilot.press("escape")


async def test_ways_to_give_stand_on_balance(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace" needs:reviewer, promised a book by friday', now)
    log_line(network, 'met @"Mary Somerville" offers:reviewer', now)
    log_line(network, '9 days ago: met @"Emmy Noether", got advice:3', now)
    async with start() as (app, pilot):
        await pilot.press("3", "tab", "tab", "tab", "tab")
        await settled(app, pilot)
        for wanted in ("Promised", "a book", "Thanks not said yet", "Ada Lovelace ⇄ Mary Somerville"):
            assert wanted in seen(app)
        await pilot.press("end", "enter")
        await settled(app, pilot)
        assert on(app) == "ReasonScreen"
        await pilot.press("escape", "i", "enter")
        await settled(app, pilot)
        assert len(network.introductions) == 1
        await pilot.press("home", "enter")
        await settled(app, pilot)
        assert on(app) == "ReadScreen"


async def test_a_line_is_changed_where_it_stands(start: Start, network: Network, now: Now) -> None:
    (ada,) = log_line(network, '3 days ago: coffee with @"Ada Lovelace"', now).contacts
    (entry,) = network.interactions
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("e", "end")
        await typed(pilot, ", got advice")
        await pilot.press("enter")
        await settled(app, pilot)
        changed = network.interactions[entry]
        assert changed.exchanges[0].kind == "advice"
        assert changed.day == now.today - timedelta(days=3)
        assert "got advice" in seen(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert not network.interactions[entry].exchanges


async def test_an_organisation_shows_its_people_over_time(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    log_line(network, 'met @"Emmy Noether"', now)
    ada, emmy = network.contacts
    with network.change("house") as change:
        house = change.insert(Contact(name="Royal Society", kind="organisation", added=now.today))
    async with start() as (app, pilot):
        app.open_contact(house)
        await settled(app, pilot)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "Nobody is known to belong here. n adds somebody." in seen(app)
        for name, role, begin, end in (("ada", "fellow", "2019", ""), ("emmy", "chair", "2010-03", "2015")):
            await pilot.press("n")
            await typed(pilot, name)
            await pilot.press("enter")
            await typed(pilot, role)
            await pilot.press("tab")
            await typed(pilot, begin)
            await pilot.press("tab")
            await typed(pilot, end)
            await pilot.press("enter")
            await settled(app, pilot)
        text = seen(app)
        assert text.index("Here now") < text.index("Ada Lovelace") < text.index("Before") < text.index("Emmy")
        assert "since 2019" in text
        assert "2010-03 to 2015" in text
        # Changed in place; a day that is none is said beside its line.
        await pilot.press("end", "e", "tab", "tab", "ctrl+u")
        await typed(pilot, "spring")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "“spring” is not a day" in seen(app)
        await pilot.press("ctrl+u", "enter")
        await settled(app, pilot)
        assert "since 2010-03" in seen(app)
        # The person opens, and shows the same from the other side; taken out, and brought back.
        await pilot.press("home", "enter")
        await settled(app, pilot)
        assert "chair, Royal Society" in seen(app) or "fellow, Royal Society" in seen(app)
        await pilot.press("shift+tab")
        await settled(app, pilot)
        assert "Belongs to" in seen(app)
        await pilot.press("escape", "home", "D", "d")
        await settled(app, pilot)
        assert sum(bool(network.contacts[each].organisations) for each in (ada, emmy)) == 1
        await pilot.press("u")
        await settled(app, pilot)
        assert all(network.contacts[each].organisations for each in (ada, emmy))


async def test_every_list_opens_its_record(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Mary Somerville" and @"Emmy Noether"', now)
    (ada,) = log_line(
        network, 'yesterday: @"Mary Somerville" introduced me to @"Ada Lovelace"', now
    ).contacts[1:]
    log_line(network, "lunch with Ada Lovelace and Emmy Noether", now)
    async with start((80, 60)) as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("tab", "tab")
        await settled(app, pilot)
        assert "└ introduced by Mary Somerville" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Mary Somerville" in seen(app).split("\n")[2]
        await pilot.press("escape", "down", "down", "enter")
        await settled(app, pilot)
        assert "Emmy Noether" in seen(app).split("\n")[2]


async def test_links_are_read_with_their_letters_and_copied_as_they_are(
    start: Start, network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://www.linkedin.com/in/zo%C3%AB-%E6%97%A5%E6%9C%AC"
    with network.change("add") as change:
        zoe = change.insert(
            Contact(name="Zoë", added=now.today, urls=(url,), connected=date(2020, 3, 12), imported=True)
        )
    async with start((120, 40)) as (app, pilot):
        copied: list[str] = []
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        app.open_contact(zoe)
        await settled(app, pilot)
        assert "https://www.linkedin.com/in/zoë-日本" in seen(app)
        assert "connected 12 Mar 2020" in seen(app)
        await pilot.press("y")
        assert copied == [url]
        with network.change("edit") as change:
            change.update(Contact.table, zoe, emails=("zoe@example.org",))
        await settled(app, pilot)
        await pilot.press("y")
        await settled(app, pilot)
        assert "https://www.linkedin.com/in/zoë-日本" in seen(app)
        await pilot.press("down", "enter")
        assert copied == [url, url]


async def test_an_address_is_copied_and_of_several_one_is_chosen(
    start: Start, network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ada,) = log_line(network, 'met @"Ada Lovelace"', now).contacts
    async with start() as (app, pilot):
        copied: list[str] = []
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("y")
        assert not copied
        with network.change("addresses") as change:
            change.update(Contact.table, ada, emails=("ada@example.org",))
        await pilot.press("y")
        assert copied == ["ada@example.org"]
        with network.change("addresses") as change:
            change.update(Contact.table, ada, phones=("+44 1\x1b]52;c;x\x07",))
        await pilot.press("y")
        await settled(app, pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert copied[1:] == ["+44 1]52;c;x"]


async def test_a_timeline_of_thousands_makes_only_the_rows_that_are_seen(
    start: Start, network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netui.tui import contact_pages

    (ada,) = log_line(network, 'met @"Ada Lovelace"', now).contacts
    (first,) = network.interactions.values()
    with network.change("years of it") as change:
        for number in range(5_000):
            day = now.today - timedelta(days=number % 3_000)
            change.insert(msgspec.structs.replace(first, text=f"talk {number}", mentions=(), day=day))
    made: list[int] = []
    row = contact_pages.ContactPages._entry_row

    def counted_row(self: contact_pages.ContactPages, entry: TimelineEntry) -> Row:
        made.append(entry.id)
        return row(self, entry)

    monkeypatch.setattr(contact_pages.ContactPages, "_entry_row", counted_row)
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "5001 entries" in seen(app)
        made.clear()
        await pilot.press("end")
        await settled(app, pilot)
        assert 0 < len(made) < 200
        # Its place is kept while another page is looked at, and at another size.
        listed = app.screen.query_one("#rows", LineList)
        key = listed.key
        await pilot.press("tab", "shift+tab")
        await pilot.resize_terminal(200, 60)
        await pilot.resize_terminal(80, 24)
        await settled(app, pilot)
        assert listed.key == key


async def test_what_follows_the_last_row_can_be_seen(start: Start, network: Network, now: Now) -> None:
    for number in range(12):
        log_line(network, f'call with @"Ada Lovelace" and @"Friend {number:02}"', now)
    ada = min(network.contacts)
    async with start((80, 16)) as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("tab", "tab")
        await settled(app, pilot)
        assert "by phone" not in seen(app)
        await pilot.press("end", "down")
        await settled(app, pilot)
        assert "by phone" in seen(app)
        assert "12 times" in seen(app)


async def test_a_wide_terminal_has_another_page_beside_the_one_that_is_chosen(
    start: Start, network: Network, now: Now
) -> None:
    ada = _much(network, now)
    async with start((110, 40)) as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        assert "How you came to know them" in seen(app)
        assert "Twelve months" in seen(app)
        assert "Last talks" in seen(app)
        await pilot.press("tab", "tab")
        await settled(app, pilot)
        assert seen(app).count("How you came to know them") == 1
        assert "Timeline" in seen(app)
        # Nothing there can be stood on: keys go to the page that is chosen.
        assert app.screen.query_one("#aside", LineList).key is None
        await pilot.resize_terminal(109, 40)
        await settled(app, pilot)
        assert "Timeline" not in seen(app)


async def test_the_entry_that_is_to_go_is_named(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'yesterday: coffee with @"Ada Lovelace" about engines and looms', now)
    (ada,) = network.contacts
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("G", "D")
        await pilot.pause()
        assert "The entry is “Sun 22 Nov: coffee with" in " ".join(seen(app).replace("│", " ").split())
        await pilot.press("d")
        await settled(app, pilot)
        (message,) = told(app)
        assert message.startswith("deleted “Sun 22 Nov: coffee with")
        assert message.endswith("”; u brings it back")
