"""The import screen, and the meetings to confirm on Today."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from netui.config import Config
from netui.domain.days import Now
from netui.errors import DocumentError
from netui.exchange.csv_table import FIELDS
from netui.network import Network
from netui.network.contacts import Fields, add_contact
from netui.network.drafts import open_drafts
from netui.storage.journal import Journal
from netui.tui.app import NetuiApp
from netui.tui.screens.importing import ImportScreen
from tests.conftest import log_line
from tests.exchange.conftest import SAMPLES
from tests.terminal import LONGEST
from tests.tui.conftest import Driven, on, seen, settled, told

Start = Callable[..., AbstractAsyncContextManager[Driven]]

TABLE = """\
Name,Email,Company,Notes
G. Hopper,ghopper@navy.example,Navy,
Bob New,bob@example.org,Acme,
,,,a note about nobody
"""
HOSTILE = 'Name,Email\n"Bob [/] x","[@click=app.quit]x[/]"\n"\x1b]0;t\x07 evil",\n'


async def opened(app: NetuiApp, pilot: Pilot[None], path: Path | str) -> ImportScreen:
    """The import screen with a file read."""
    screen = ImportScreen(str(path), restricted=False)
    app.push_screen(screen)
    await done(app, pilot)
    return screen


async def done(app: NetuiApp, pilot: Pilot[None]) -> None:
    """What the import screen is at, reading or taking in, comes to its end."""
    async with asyncio.timeout(LONGEST):
        await pilot.pause()
        while isinstance(app.screen, ImportScreen) and app.screen.is_busy:
            await pilot.pause()
    await settled(app, pilot)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    return path


async def test_a_file_is_shown_before_it_is_taken_in(
    start: Start, network: Network, now: Now, table: Path
) -> None:
    log_line(network, 'coffee with @"Grace Hopper"', now)
    async with start() as (app, pilot):
        await pilot.press("I")
        await pilot.pause()
        assert on(app) == "AskScreen"
        await pilot.press("escape")
        await opened(app, pilot, table)
        shown = seen(app)
        expected = (
            "CSV, 3 records",
            "2 new contacts, 2 new organisations",
            "The same?",
            "88%",
            "Skipped",
            "no name",
        )
        assert [words for words in expected if words not in shown] == []
        assert len(network.contacts) == 1
        await pilot.press("end", "m")
        assert len(network.contacts) == 1, "nothing is merged before it is here"
        await pilot.press("i")
        await done(app, pilot)
        assert "Done" in seen(app)
        assert {contact.name for contact in network.contacts.values()} == {
            "Grace Hopper", "G. Hopper", "Bob New", "Navy", "Acme",
        }  # fmt: skip
        assert "ghopper@navy.example" in seen(app), "the two are side by side"
        await pilot.press("i")
        assert len(network.contacts) == 5, "it is taken in once"
        await pilot.press("m")
        await settled(app, pilot)
        (grace,) = (each for each in network.contacts.values() if "G. Hopper" in each.nicknames)
        assert (grace.name, grace.emails) == ("Grace Hopper", ("ghopper@navy.example",))
        assert "88%" not in seen(app)
        await pilot.press("u", "u")
        await settled(app, pilot)
        assert [contact.name for contact in network.contacts.values()] == ["Grace Hopper"]
        await pilot.press("escape")
        await pilot.pause()
        assert on(app) == "TodayScreen"


LINKEDIN = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lovelace,https://www.linkedin.com/in/ada,ada@example.org,Analytical Engines,Countess,12 Mar 2020
Grace,Hopper,https://www.linkedin.com/in/grace,,Navy,{role},1 Jan 2024
{more}"""


async def test_what_comes_is_told_of_each(start: Start, network: Network, now: Now, tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text(LINKEDIN.format(role="Admiral", more=""))
    async with start((120, 40)) as (app, pilot):
        await opened(app, pilot, path)
        shown = seen(app).splitlines()
        (ada,) = (line for line in shown if "Ada Lovelace" in line)
        assert "Analytical Engines, Countess" in ada
        assert "e-mail, link, day of connecting" in ada
        await pilot.press("i")
        await done(app, pilot)
        (ada,) = (line for line in seen(app).splitlines() if "Ada Lovelace" in line)
        assert "e-mail, link, day of connecting" in ada, "also once it is taken in"
        log_line(network, "3 days ago: coffee with Grace Hopper", now)
        await settled(app, pilot)
        await pilot.press("escape")
        path.write_text(LINKEDIN.format(role="Rear Admiral", more=",,,,,,1 Jan 2024\nAlan,Turing,,,,,\n"))
        await opened(app, pilot, path)
        shown = seen(app).splitlines()
        headings = [line.split("  ")[0].strip() for line in shown if line.strip()]
        order = [headings.index(each) for each in ("Skipped", "Here already, given more", "New")]
        assert order == sorted(order)
        (grace,) = (line for line in shown if "Grace Hopper" in line)
        assert "last Fri 20 Nov" in grace
        assert grace.rstrip().endswith("  role")


async def test_what_happened_counts_as_the_last_contact(start: Start) -> None:
    async with start((120, 40)) as (app, pilot):
        await opened(app, pilot, SAMPLES / "friends.md")
        (carver,) = (
            line for line in seen(app).splitlines() if line.startswith("   George Washington Carver")
        )
        assert "last 4 Jan 2018" in carver
        assert "2 interactions" in carver


async def test_after_a_file_that_fails_escape_leads_back_at_once(
    start: Start, network: Network, tmp_path: Path, table: Path
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(b"\x00\x01 nothing that is known")
    async with start() as (app, pilot):
        await pilot.press("comma", "I")
        await pilot.pause()
        for name in (tmp_path / "none.csv", wrong, table):
            assert on(app) == "AskScreen"
            app.screen.query_one("#answer", Input).value = str(name)
            await pilot.press("enter")
            await done(app, pilot)
            assert on(app) == "ImportScreen"
            if name != table:
                assert "I asks for another file, esc goes back" in seen(app)
                await pilot.press("I")
                await pilot.pause()
                assert app.screen.query_one("#answer", Input).value == str(name)
        assert "2 new contacts" in seen(app)
        assert len(app.screen_stack) == 3
        await pilot.press("escape")
        await pilot.pause()
        assert on(app) == "SettingsScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert on(app) == "TodayScreen"
    assert not network.contacts


async def test_enter_takes_it_in(start: Start, network: Network, table: Path) -> None:
    async with start() as (app, pilot):
        await opened(app, pilot, table)
        await pilot.press("enter")
        await done(app, pilot)
        assert len(network.contacts) == 4
        again = await opened(app, pilot, table)
        assert "nothing new: 2 contacts here already" in seen(app)
        again.action_take_in()
        assert len(list(network.store.past())) == 1


async def test_what_was_undone_can_be_taken_in_again(start: Start, network: Network, table: Path) -> None:
    async with start() as (app, pilot):
        await opened(app, pilot, table)
        await pilot.press("i")
        await done(app, pilot)
        await pilot.press("u")
        await settled(app, pilot)
        await done(app, pilot)
        assert not network.contacts
        assert "Would be" in seen(app)
        await pilot.press("i")
        await done(app, pilot)
        assert len(network.contacts) == 4


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "cannot read"), (b"hello\n", "no format"), (b"Name,Email,Notes\n,,x\n", "could be read")],
)
async def test_what_cannot_be_read_says_why(
    start: Start, tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "x"
    if content is not None:
        path.write_bytes(content)
    async with start(size=(120, 40)) as (app, pilot):
        await opened(app, pilot, path)
        assert words in seen(app)
        await pilot.press("i", "m", "enter")
        await pilot.press("escape")
        await pilot.pause()
        assert on(app) == "TodayScreen"


async def test_leaving_while_it_is_read_stops_it(start: Start, network: Network, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Email\n" + "".join(f"Person {n},p{n}@example.org\n" for n in range(20_000)))
    async with start() as (app, pilot):
        screen = ImportScreen(str(path), restricted=False)
        app.push_screen(screen)
        await pilot.pause()
        assert "esc stops it" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert on(app) == "TodayScreen"
        task = screen._working
        assert task is not None
        await asyncio.wait([task])
        assert task.cancelled()
        assert not network.contacts
        assert app.crashed is None


async def test_hostile_text_is_text(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    path.write_text(HOSTILE)
    async with start() as (app, pilot):
        await opened(app, pilot, path)
        assert "Bob [/] x" in seen(app)
        assert "\x1b" not in seen(app)
        await pilot.press("i")
        await done(app, pilot)
        assert app.crashed is None


async def test_meetings_are_confirmed_and_dropped_by_one_key(
    start: Start, network: Network, now: Now
) -> None:
    add_contact(network, "Alice Organizer", Fields(emails=("alice@example.com",)), now)
    async with start() as (app, pilot):
        await opened(app, pilot, SAMPLES / "google-invite.ics")
        await pilot.press("i")
        await done(app, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
        waiting = len(open_drafts(network))
        assert f"{waiting} meetings to confirm" in seen(app)
        assert seen(app).count("Project sync") == 3
        await pilot.press("enter")
        await pilot.pause()
        assert on(app) == "ReadScreen"
        await pilot.press("escape", "d")
        await settled(app, pilot)
        (interaction,) = network.interactions.values()
        assert interaction.text == "Project sync"
        assert f"{waiting - 1} meetings to confirm" in seen(app)
        await pilot.press("x")
        await settled(app, pilot)
        assert f"{waiting - 2} meetings to confirm" in seen(app)
        assert len(network.interactions) == 1
        await pilot.press("u")
        await settled(app, pilot)
        assert f"{waiting - 1} meetings to confirm" in seen(app)


async def test_oneself_is_left_out_of_meetings_that_wait_already(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await opened(app, pilot, SAMPLES / "google-invite.ics")
        await pilot.press("i")
        await done(app, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
        assert "Alice Organizer, Me" in seen(app)
    async with start(config=Config(emails=("me@example.com",))) as (app, pilot):
        assert "Alice Organizer, Me" not in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Me" not in seen(app).replace("Meeting", "")
        await pilot.press("escape", "d")
        await settled(app, pilot)
    assert [contact.name for contact in network.contacts.values()] == ["Alice Organizer"]


UNKNOWN = "wer;post;bei\nAda Lovelace;ada@example.org;Engines\nBob New;bob@example.org;Acme\n"


async def test_what_a_column_is_can_be_said(start: Start, network: Network, tmp_path: Path) -> None:
    path = tmp_path / "leute.csv"
    path.write_text(UNKNOWN)
    async with start() as (app, pilot):
        await opened(app, pilot, path)
        assert "no format" in seen(app)
        assert "e says what its columns are" in seen(app)
        await pilot.press("e")
        await pilot.pause()
        assert on(app) == "ChoiceScreen"
        assert "left out: Ada Lovelace" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "What is in wer?" in seen(app)
        await pilot.press("enter")
        await done(app, pilot)
        assert "wer is name" in seen(app)
        assert "2 new contacts" in seen(app)
        await pilot.press("e", "down", "enter")
        await pilot.press(*["down"] * list(FIELDS).index("email"), "enter")
        await done(app, pilot)
        assert "wer is name, post is email" in seen(app)
        await pilot.press("e", "escape", "e", "down", "enter", "escape", "i")
        await done(app, pilot)
        assert {contact.emails for contact in network.contacts.values()} == {
            ("ada@example.org",), ("bob@example.org",),
        }  # fmt: skip
        await pilot.press("e")
        await pilot.pause()
        assert on(app) == "ImportScreen", "it is taken in"


async def test_older_meetings_are_asked_for(start: Start, network: Network, tmp_path: Path) -> None:
    path = tmp_path / "old.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:old\nDTSTART:20180101T100000Z\nSUMMARY:Long ago\n"
        "ATTENDEE:mailto:ada@example.org\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    async with start() as (app, pilot):
        await opened(app, pilot, path)
        assert "1 older meeting; e asks for them, too" in seen(app)
        await pilot.press("e")
        await pilot.pause()
        assert "2025-11-23" in seen(app)
        await pilot.press(*"no day", "enter")
        await pilot.pause()
        assert "is not a day" in told(app)[-1]
        await pilot.press("e", *"2001-01-01", "enter")
        await done(app, pilot)
        assert "1 meeting to confirm" in seen(app)
        await pilot.press("i")
        await done(app, pilot)
        assert [draft.text for _, draft in open_drafts(network)] == ["Long ago"]


async def test_leaving_while_it_is_taken_in_writes_nothing(
    start: Start, network: Network, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Email\n" + "".join(f"Person {n},p{n}@example.org\n" for n in range(5_000)))
    async with start() as (app, pilot):
        screen = await opened(app, pilot, path)
        screen.action_take_in()
        assert [line for line in screen._about() if "taking it in, 0%; esc stops it" in str(line)]
        screen.action_take_in()  # it is being taken in
        screen.action_back()
        await settled(app, pilot)
        assert on(app) == "TodayScreen"
        assert not network.contacts


async def test_leaving_in_the_moment_of_writing_says_that_it_is_written(
    start: Start, network: Network, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def left(steps: Iterator[float]) -> None:
        for _ in steps:
            pass
        raise asyncio.CancelledError

    async with start() as (app, pilot):
        screen = await opened(app, pilot, table)
        monkeypatch.setattr(screen, "_in_slices", left)
        await pilot.press("i")
        await pilot.pause()
        assert len(network.contacts) == 4
        assert told(app)[-1] == "taken in; u takes it all back"
        await pilot.press("escape")
        await pilot.pause()
        assert app.crashed is None


async def test_what_is_logged_meanwhile_is_weighed(
    start: Start, network: Network, now: Now, table: Path
) -> None:
    async with start() as (app, pilot):
        await opened(app, pilot, table)
        add_contact(network, "Bob New", Fields(emails=("bob@example.org",)), now)
        await pilot.press("i")
        await done(app, pilot)
        assert [contact.name for contact in network.contacts.values()].count("Bob New") == 1


async def test_what_could_not_be_written_can_be_tried_again(
    start: Start, network: Network, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DocumentError("cannot write it: the disk is full")

    async with start() as (app, pilot):
        await opened(app, pilot, table)
        with monkeypatch.context() as broken:
            broken.setattr(Journal, "append", full)
            await pilot.press("i")
            await done(app, pilot)
            assert "the disk is full" in told(app)[-1]
        await done(app, pilot)
        assert not network.contacts
        assert "2 new contacts" in seen(app)
        await pilot.press("i")
        await done(app, pilot)
        assert len(network.contacts) == 4
