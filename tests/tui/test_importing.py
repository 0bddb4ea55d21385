"""The import screen, and the meetings to confirm on Today."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from netui.domain.days import Now
from netui.network import Network
from netui.network.contacts import Fields, add_contact
from netui.network.drafts import open_drafts
from netui.tui.app import NetuiApp
from netui.tui.screens.importing import ImportScreen
from tests.conftest import log_line
from tests.exchange.conftest import SAMPLES
from tests.tui.conftest import Driven, on, seen, settled

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
    await pilot.pause()
    task = screen._reading
    assert task is not None
    await asyncio.wait([task])
    await settled(app, pilot)
    return screen


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
        told = (
            "CSV, 3 records",
            "2 new contacts, 2 new organisations",
            "The same?",
            "88%",
            "Skipped",
            "no name",
        )
        assert [words for words in told if words not in shown] == []
        assert len(network.contacts) == 1
        await pilot.press("end", "m")
        assert len(network.contacts) == 1, "nothing is merged before it is here"
        await pilot.press("i")
        await settled(app, pilot)
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


async def test_enter_takes_it_in(start: Start, network: Network, table: Path) -> None:
    async with start() as (app, pilot):
        await opened(app, pilot, table)
        await pilot.press("enter")
        await settled(app, pilot)
        assert len(network.contacts) == 4
        again = await opened(app, pilot, table)
        assert "nothing new: 2 contacts here already" in seen(app)
        again.action_take_in()
        assert len(list(network.store.past())) == 1


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
        task = screen._reading
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
        await settled(app, pilot)
        assert app.crashed is None


async def test_meetings_are_confirmed_and_dropped_by_one_key(
    start: Start, network: Network, now: Now
) -> None:
    add_contact(network, "Alice Organizer", Fields(emails=("alice@example.com",)), now)
    async with start() as (app, pilot):
        await opened(app, pilot, SAMPLES / "google-invite.ics")
        await pilot.press("i", "escape")
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
