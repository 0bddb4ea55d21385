"""Deleting, and forgetting for good, by key: asked first, and then gone from every screen and file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from netui.clock import Clock
from netui.config import Config
from netui.domain.days import Now
from netui.network import Network
from netui.tui.app import NetuiApp
from netui.unfinished import Unfinished
from tests.conftest import log_line
from tests.tui.conftest import Driven, seen, settled, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


def files_with(path: Path, word: bytes) -> list[str]:
    return [file.name for file in path.parent.rglob("*") if file.is_file() and word in file.read_bytes()]


async def test_a_contact_is_forgotten_from_its_own_screen(
    start: Start, network: Network, path: Path, now: Now
) -> None:
    log_line(network, 'coffee with @"Zoe [/] Quillfeather", got advice', now)
    log_line(network, 'lunch with @"Grace Hopper" and @"Zoe [/] Quillfeather"', now)
    log_line(network, "called Grace; \\Zoe [/] Quillfeather is away", now)
    (zoe,) = (each for each, contact in network.contacts.items() if contact.name.startswith("Zoe"))
    async with start() as (app, pilot):
        app.open_contact(zoe)
        await settled(app, pilot)
        await pilot.press("D")
        await pilot.pause()
        assert "What is to go?" in seen(app)
        assert "d  delete the entry" in seen(app)
        assert "forget Zoe [/] Quillfeather for good" in seen(app)
        await pilot.press("escape", "D", "c")
        await pilot.pause()
        assert "with it 1 interaction" in " ".join(seen(app).replace("│", " ").split())
        assert "will still say it in words" in " ".join(seen(app).replace("│", " ").split())
        await pilot.press("enter")  # the careless key leaves all as it is
        await pilot.pause()
        assert zoe in network.contacts
        await pilot.press("D", "c", "y")
        await settled(app, pilot)
        assert "Left over" in seen(app)
        assert "Zoe [/] Quillfeather" in seen(app)
        await pilot.press("escape")
        await settled(app, pilot)
        assert "This contact is no longer here" in seen(app)
        await pilot.press("escape", "2")
        await settled(app, pilot)
        assert "Grace Hopper" in seen(app)
        assert "Zoe" not in seen(app)
    assert zoe not in network.contacts


async def test_an_entry_is_deleted_or_forgotten(start: Start, network: Network, path: Path, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    log_line(network, "note: Ada is fond of mulberry", now)
    (ada,) = network.contacts
    async with start() as (app, pilot):
        app.open_contact(ada)
        await settled(app, pilot)
        await pilot.press("D", "d")
        await settled(app, pilot)
        assert not network.notes
        await pilot.press("u")
        await settled(app, pilot)
        assert len(network.notes) == 1
        await pilot.press("home", "D", "f")
        await pilot.pause()
        assert "mulberry" in seen(app)
        await pilot.press("n")
        await pilot.pause()
        assert len(network.notes) == 1
        await pilot.press("D", "f", "y")
        await settled(app, pilot)
        assert not network.notes
        assert [told.message for told in app._notifications] == ["forgotten for good"]
        assert "Ada Lovelace" in seen(app)
        assert files_with(path, b"mulberry") == []
        await pilot.press("u")
        await pilot.pause()
        assert "which nothing takes back" in " ".join(seen(app).replace("│", " ").split())
        await pilot.press("n")
        await settled(app, pilot)
        assert len(network.interactions) == 1
    assert files_with(path, b"mulberry") == []


async def test_a_contact_is_forgotten_from_the_list(
    start: Start, network: Network, path: Path, now: Now
) -> None:
    log_line(network, 'coffee with @"Zoe Quillfeather"', now)
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        await pilot.press("D")
        await pilot.pause()
        assert "Nothing brings it back" in seen(app)
        await pilot.press("y")
        await settled(app, pilot)
        assert "Nobody is here yet" in seen(app)
        await pilot.press("D")
        await pilot.pause()
        assert "Nobody is here yet" in seen(app)
    assert files_with(path, b"Quillfeather") == []


async def test_what_is_typed_and_was_logged_is_not_brought_back(
    network: Network, clock: Clock, tmp_path: Path, now: Now
) -> None:
    log_line(network, 'coffee with @"Zoe Quillfeather"', now)
    app = NetuiApp(network, clock, Config(), kept=Unfinished(tmp_path / "state", network.store.path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("l")
        await typed(pilot, "tea with Quillfeather")
        await pilot.press("enter", "l")
        await typed(pilot, "saw Quillfeather again")
        await pilot.press("escape")
        app.keep_unfinished()
        assert len(files_with(tmp_path / "state" / "any", b"Quillfeather")) == 1
        app.open_contact(next(iter(network.contacts)))
        await settled(app, pilot)
        await pilot.press("D", "c", "y")
        await settled(app, pilot)
        assert (app.unfinished, app.logged_lines) == ("", [])
        assert files_with(tmp_path / "state" / "any", b"Quillfeather") == []
    assert app._kept is not None
    app._kept.close()
