"""What others write while the program is open is shown, however much it is, and no key is lost meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from netui.clock import Clock
from netui.domain.records import Contact
from netui.network import Network
from netui.storage import Store, resident
from netui.tui import following
from tests.conftest import log_line
from tests.terminal import LONGEST
from tests.tui.conftest import seen, settled, told, typed

Start = Callable[..., Any]
MANY = 400


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "FOLLOW_EVERY", 0.1)


@pytest.fixture
def other(network: Network, path: Path, clock: Clock) -> Iterator[Network]:
    """Another session; the first one has logged something before."""
    log_line(network, 'coffee with @"Ada Lovelace"', clock.now())
    network.store.fold()
    with closing(Network.open(path, clock.instant)) as other:
        yield other


async def until(true: Callable[[], bool]) -> None:
    """Wait for something."""
    async with asyncio.timeout(LONGEST):
        while not true():
            await asyncio.sleep(0.01)


def halved(path: Path) -> bytes:
    """Leave out the end of the document; what there was."""
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    return whole


def written(path: Path, whole: bytes, name: str) -> None:
    """Write the document as another program, which gives everybody a name."""
    path.write_bytes(whole)
    with TinyDB(path) as database:
        database.table(Contact.table).update({"name": name})


async def test_an_import_of_another_session_is_shown(
    network: Network, other: Network, clock: Clock, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resident, "MUCH_BYTES", 1_000)
    begun: list[object] = []
    original = Network.taking_in

    def taking_in(self: Network, intake: Any) -> Iterator[None]:
        begun.append(intake)
        return original(self, intake)

    monkeypatch.setattr(Network, "taking_in", taking_in)
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        with other.change("import") as change:
            for number in range(MANY):
                change.insert(Contact(name=f"Fellow {number}", added=clock.now().today))
        await typed(pilot, "fellow 77")
        await until(lambda: len(network.contacts) == MANY + 1)
        await settled(app, pilot)
        assert "Fellow 77" in seen(app)
        assert len(begun) == 1
        await pilot.press("escape", "l")
        await typed(pilot, "call with Fellow 77 and Ada")
        await pilot.press("enter")
        await settled(app, pilot)
    other.follow()
    assert sorted(len(record.took_part) for record in other.interactions.values()) == [1, 2]


async def test_another_program_s_document_is_read_when_it_is_whole(
    network: Network, other: Network, path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead: list[Path] = []
    original = Store.read_ahead

    def read_ahead(self: Store) -> None:
        ahead.append(self.path)
        original(self)

    monkeypatch.setattr(Store, "read_ahead", read_ahead)
    async with start() as (app, pilot):
        await pilot.press("2")
        whole = halved(path)  # it is in the middle of writing it
        await until(lambda: any("is not a TinyDB document" in each for each in told(app)))
        written(path, whole, "Ada Byron")
        await until(lambda: [each.name for each in network.contacts.values()] == ["Ada Byron"])
        await settled(app, pilot)
        assert "Ada Byron" in seen(app)
        assert len(ahead) >= 2


async def test_nothing_is_followed_while_nobody_writes(
    network: Network, other: Network, clock: Clock, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[int] = []
    original = Network.follow

    def follow(self: Network) -> bool:
        followed.append(len(self.interactions))
        return original(self)

    async with start() as (app, pilot):
        monkeypatch.setattr(Network, "follow", follow)
        looked: list[object] = []
        around = app.following.look_around

        def look_around(**how: bool) -> None:
            looked.append(how)
            around(**how)

        monkeypatch.setattr(app.following, "look_around", look_around)
        await until(lambda: len(looked) > 3)
        assert not followed
        log_line(other, "call with Ada", clock.now())
        await until(lambda: len(network.interactions) == 2)
        assert followed == [1]
        await settled(app, pilot)
