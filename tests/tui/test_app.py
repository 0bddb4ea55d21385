"""The program as a person uses it: keys in, screens out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest
from textual.events import ScreenResume
from textual.widgets import Input

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import Contact
from netui.errors import DocumentError
from netui.network import Network, undoing
from netui.tui.base_screen import NetuiScreen
from netui.tui.widgets.line_list import LineList
from netui.tui.widgets.log_bar import LogBar
from netui.tui.widgets.title_bar import TitleBar
from tests.conftest import log_line
from tests.terminal import LONGEST
from tests.tui.conftest import Driven, on, screen_of, seen, settled, told, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


@pytest.mark.parametrize("key", ["1", "3", "4", "5"])
async def test_finding_a_contact_from_every_screen(
    start: Start, network: Network, now: Now, key: str
) -> None:
    log_line(network, 'coffee with @"Ada Lovelace" and @"Alan Turing"', now)
    async with start() as (app, pilot):
        await pilot.press(key, "slash")
        await settled(app, pilot)
        await typed(pilot, "turing")
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
        assert "Alan Turing" in seen(app)


async def test_an_empty_network_says_the_one_key_to_press(start: Start) -> None:
    async with start() as (app, _):
        assert "Press l and write what happened" in seen(app)


async def test_the_first_line_shows_on_every_screen(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "3", "4", "1", "l")  # the screens are there before anything is
        await typed(pilot, 'coffee with @"Ada Lovelace", got advice, promised the paper by friday')
        await pilot.pause()
        assert "Ada Lovelace" in seen(app)
        assert "in person" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert [contact.name for contact in network.contacts.values()] == ["Ada Lovelace"]
        assert not screen_of(app).query_one(LogBar).is_open
        assert "1 of 3 days" in seen(app)
        for key, wanted in (("2", "Ada Lovelace"), ("3", "Ada Lovelace"), ("4", "Ada Lovelace")):
            await pilot.press(key)
            await settled(app, pilot)
            assert wanted in seen(app), key
        await pilot.press("2", "enter")
        await settled(app, pilot)
        assert "got advice" in seen(app)
        assert "Fri 27 Nov   you promised  the paper" in seen(app)


async def test_what_was_logged_is_there_after_starting_again(
    start: Start, network: Network, path: Path, clock: Clock
) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, 'coffee with @"Ada Lovelace"')
        await pilot.press("enter")
        again = Network.open(path, clock.instant)
        assert len(again.interactions) == 1
        again.close()
        await settled(app, pilot)


async def test_another_session_shows_by_itself(start: Start, path: Path, clock: Clock, now: Now) -> None:
    other = Network.open(path, clock.instant)
    async with start() as (app, pilot):
        log_line(other, 'coffee with @"Ada Lovelace", promised the paper by today', now)
        async with asyncio.timeout(LONGEST):
            while "the paper" not in seen(app):
                await asyncio.sleep(0.05)
        await pilot.pause()
    other.close()


async def test_undo_and_redo_by_key(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, 'coffee with @"Ada Lovelace"')
        await pilot.press("enter")
        await pilot.press("u")
        assert not network.contacts
        await settled(app, pilot)
        assert "Press l and write what happened" in seen(app)
        await pilot.press("ctrl+r")
        assert len(network.contacts) == 1


async def test_a_large_change_is_taken_back_after_one_was_told(
    start: Start, network: Network, monkeypatch: pytest.MonkeyPatch, now: Now
) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    monkeypatch.setattr(undoing, "LARGE_BYTES", 100)
    monkeypatch.setattr("netui.tui.stepping.SEEN_AFTER", 2)  # time enough to press a key twice
    async with start() as (app, pilot):
        for key, word, left in (("u", "taking it back", 0), ("ctrl+r", "doing it again", 1)):
            shown: list[str] = []
            network.subscribe(lambda _, shown=shown: shown.extend(told(app)))  # type: ignore[misc]
            await pilot.press(key, key)
            await settled(app, pilot)
            assert len(network.contacts) == left, "the key pressed again meanwhile counts for nothing"
            assert f"{word}: many records, a few seconds" in shown
        assert told(app)[-1].startswith("done again: log: coffee")


async def test_undo_asks_where_another_session_has_changed_it_since(
    start: Start, network: Network, path: Path, clock: Clock, now: Now
) -> None:
    (ada,) = log_line(network, 'coffee with @"Ada Lovelace"', now).contacts
    other = Network.open(path, clock.instant)
    async with start() as (app, pilot):
        for session, place in ((network, "London"), (other, "Paris")):
            with session.change(f"edit: {place}") as change:
                change.update(Contact.table, ada, place=place)
        await pilot.press("u")
        await settled(app, pilot)
        assert "“edit: London” changed has been changed again since" in seen(app)
        await pilot.press("n")
        await settled(app, pilot)
        assert network.contacts[ada].place == "Paris"
        await pilot.press("u", "y")
        await settled(app, pilot)
        assert network.contacts[ada].place == ""
    other.close()


async def test_what_was_typed_comes_back_after_escape(start: Start) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "coffee with")
        await pilot.press("escape")
        assert not screen_of(app).query_one(LogBar).is_open
        await pilot.press("2", "l")
        assert screen_of(app).query_one(LogBar).text == "coffee with"


async def test_a_full_disk_keeps_the_line(
    start: Start, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DocumentError("cannot write the journal: no space left on device")

    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, 'coffee with @"Ada Lovelace"')
        monkeypatch.setattr(network.store, "change", full)
        await pilot.press("enter")
        await pilot.pause()
        bar = screen_of(app).query_one(LogBar)
        assert bar.is_open
        assert bar.text == 'coffee with @"Ada Lovelace"'
        assert "no space left" in seen(app)


async def test_an_impossible_day_is_said_and_not_saved(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, "2026-02-30: coffee")
        await pilot.press("enter")
        await pilot.pause()
        assert "30 February" in seen(app)
        assert not network.interactions


async def test_a_tie_is_asked_about(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Grace Hopper" and @"Grace Kelly"', now)
    async with start() as (app, pilot):
        await pilot.press("4", "l")
        await typed(pilot, "coffee with @Grace ")
        await pilot.press("enter")
        await pilot.pause()
        assert "Which @Grace?" in seen(app)
        await pilot.press("down", "enter")
        await pilot.press("enter")
        await settled(app, pilot)
    assert sum(len(record.took_part) == 1 for record in network.interactions.values()) == 1


async def test_logging_from_a_reminder_begins_with_the_contact(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        assert "Ada Lovelace" in seen(app)
        await pilot.press("l")
        await pilot.pause()
        assert "log with Ada Lovelace▸" in seen(app)
        assert screen_of(app).query_one(LogBar).text == ""
        await typed(pilot, "call")
        await pilot.press("enter")
        await settled(app, pilot)
    newest = network.interactions[max(network.interactions)]
    assert newest.text == '@"Ada Lovelace": call'
    assert newest.took_part == tuple(network.contacts)
    assert newest.channel == "phone"


async def test_done_skip_and_snooze(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace", promised a book by today', now)
    log_line(network, '200 days ago: coffee with @"Emmy Noether"', now)
    async with start() as (app, pilot):
        await pilot.press("d")
        await settled(app, pilot)
        assert "a book" not in seen(app).split("This week")[0]
        assert "Emmy Noether" in seen(app)
        await pilot.press("s")
        await pilot.pause()
        assert "Hide until" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        (dismissal,) = network.dismissals.values()
        assert (dismissal.answer, dismissal.until) == ("snoozed", date(2026, 11, 30))
        await pilot.press("u")
        await settled(app, pilot)
        await pilot.press("x")
        await settled(app, pilot)
        assert [d.answer for d in network.dismissals.values()] == ["skipped"]


async def test_a_hidden_filter_takes_no_key(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("2", "j", "k")
        await settled(app, pilot)
        field = app.screen.query_one("#filter", Input)
        assert not field.display
        assert field.value == ""
        assert isinstance(app.focused, LineList)
        # What Textual does when a screen is shown before anything has the focus: on a busy machine, at first.
        app.screen.set_focus(None)
        app.screen.post_message(ScreenResume())
        await pilot.pause()
        assert isinstance(app.focused, LineList)
        assert "Ada Lovelace" in seen(app)


async def test_filter_and_order_in_the_network(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace" and @"Emmy Noether" and @"Alan Turing"', now)
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        await typed(pilot, "noe")
        await pilot.pause()
        assert "Emmy Noether" in seen(app)
        assert "Alan Turing" not in seen(app)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert "Alan Turing" in seen(app)
        await pilot.press("o")
        await pilot.pause()
        assert seen(app).index("Ada") < seen(app).index("Alan") < seen(app).index("Emmy")


async def test_an_entry_is_read_in_whole(start: Start, network: Network, now: Now) -> None:
    log_line(network, f'coffee with @"Ada Lovelace" and @"Emmy Noether", {"long " * 40}end, got advice', now)
    async with start() as (app, pilot):
        await pilot.press("2", "enter")
        await settled(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "end, got advice" in seen(app)
        assert "also there" in seen(app)
        await pilot.press("escape", "escape")
        await settled(app, pilot)
        assert "active" in seen(app)


async def test_a_small_terminal_is_told_kindly(start: Start) -> None:
    async with start((40, 10)) as (app, pilot):
        assert "a little more room" in seen(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "a little more room" not in seen(app)
        assert "Press l and write" in seen(app)


async def test_every_screen_opens_and_help_is_there(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        for key in ("1", "2", "3", "4"):
            await pilot.press(key)
            await pilot.press("question_mark")
            await pilot.pause()
            assert "esc closes this" in seen(app) or "Keys" in seen(app)
            await pilot.press("escape")
        await pilot.press("colon")
        await pilot.pause()
        await pilot.press("escape")


HOSTILE = (
    "Bob [/x]",
    "[@click=app.bell]Click[/]",
    "Eve \x1b]52;c;cm0=\x07",
    "\u202eright\u202c",
    "山田 太郎",
    "x" * 300,
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_hostile_names_harm_no_screen(
    start: Start, network: Network, size: tuple[int, int], now: Now
) -> None:
    with network.change("hostile") as change:
        for name in HOSTILE:
            change.insert(
                Contact(name=name, added=date(2026, 1, 1), tags=(name,), needs=(name,), nicknames=(name,))
            )
    async with start(size) as (app, pilot):
        for key in ("1", "2", "3", "4"):
            await pilot.press(key)
            await settled(app, pilot)
            text = seen(app)
            assert "\x1b" not in text
            assert "\u202e" not in text
            if key == "2":
                assert "Bob [/x]" in text
        await pilot.press("2")
        for _ in HOSTILE:
            await pilot.press("enter")
            await settled(app, pilot)
            assert "\x1b" not in seen(app)
            await pilot.press("escape", "down")


@pytest.mark.parametrize(
    ("words", "wanted"), [("Goals", "No goal is running"), ("review", "What went unlogged")]
)
async def test_the_palette_does_what_the_keys_do(start: Start, words: str, wanted: str) -> None:
    async with start() as (app, pilot):
        await pilot.press("colon")
        await pilot.pause()
        await typed(pilot, words)
        await settled(app, pilot)
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await settled(app, pilot)
        assert wanted in seen(app)


async def test_a_click_on_a_title_shows_its_screen(start: Start) -> None:
    async with start() as (app, pilot):
        for place, name in ((28, "balance"), (9, "today")):
            await pilot.click(TitleBar, offset=(place, 0))
            await settled(app, pilot)
            assert isinstance(app.screen, NetuiScreen)
            assert name == app.screen.NAME


async def test_what_was_said_in_passing_ends_with_the_screen(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("l")
        await typed(pilot, 'call with @"Ada Lovelace"')
        await pilot.press("enter")
        await settled(app, pilot)
        assert told(app)
        await pilot.press("2")
        await settled(app, pilot)
        assert not told(app)
        assert "the first line" not in seen(app)
