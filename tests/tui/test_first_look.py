"""The first look on the screen: Today whole before everybody is judged, and gone with the first change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from netui.clock import Clock
from netui.config import Config
from netui.domain.days import Now
from netui.kept_numbers import KeptNumbers
from netui.network import Network
from netui.network.picture import Picture
from netui.network.profile import set_circle
from netui.paths import state_folder
from netui.tui.app import NetuiApp
from netui.tui.forgetting import ask_to_forget
from netui.tui.screens.today import TodayScreen
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled

Open = Callable[[], AbstractAsyncContextManager[Driven]]

LINES = (
    'coffee with @"Ada Lovelace", promised the notes by today',
    '100 days ago: lunch with @"Emmy Noether", got advice',
    '200 days ago: call with @"Alan Turing"',
    '300 days ago: call with @"Mary Anning"',
    '400 days ago: call with @"Hypatia"',
    '92 days ago: call with @"Tycho Brahe"',
)


@pytest.fixture
def peopled(network: Network, now: Now, monkeypatch: pytest.MonkeyPatch) -> Network:
    """A few people; as many as are many here."""
    monkeypatch.setattr("netui.tui.keeping_numbers.MANY", 1)
    for each in LINES:
        log_line(network, each, now)
    network.store.fold()
    return network


@pytest.fixture
def numbers(peopled: Network) -> KeptNumbers:
    """Where they are kept."""
    return KeptNumbers(state_folder(), peopled.store.path)


@pytest.fixture
def opened(peopled: Network, clock: Clock, numbers: KeptNumbers) -> Open:
    """``async with opened() as (app, pilot)``: the program, which keeps numbers, as soon as it stands."""

    @asynccontextmanager
    async def started() -> AsyncIterator[Driven]:
        app = NetuiApp(peopled, clock, Config(), numbers=numbers)
        async with app.run_test(size=(80, 24)) as pilot:
            yield app, pilot
        app.numbers.keep_at_the_end()

    return started


async def test_what_is_first_drawn_is_what_is_drawn_in_the_end(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (app, pilot):
        await settled(app, pilot)
        assert app.looked_at is app.picture
        wanted = seen(app)
    drawn: list[Picture] = []
    show = TodayScreen.show

    def noting(screen: TodayScreen) -> None:
        drawn.append(screen.netui.looked_at)
        show(screen)

    monkeypatch.setattr(TodayScreen, "show", noting)
    # It is not computed before the test says so.
    compute = NetuiApp._compute
    monkeypatch.setattr(NetuiApp, "_compute", lambda app: None)
    async with opened() as (app, pilot):
        await pilot.pause()
        assert not app.picture.known
        assert seen(app) == wanted
        assert drawn[0] is not app.picture
        compute(app)
        await settled(app, pilot)
        assert drawn[-1] is app.picture
        assert seen(app) == wanted


async def test_keys_work_on_it(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as (app, pilot):
        await settled(app, pilot)
    monkeypatch.setattr(NetuiApp, "_compute", lambda app: None)
    async with opened() as (app, pilot):
        await pilot.pause()
        await pilot.press("plus")
        assert "Ada Lovelace" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert on(app) == "ReasonScreen"
        assert "the notes" in seen(app)


async def test_it_goes_with_the_first_change(
    opened: Open, peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (app, pilot):
        await settled(app, pilot)
    compute = NetuiApp._compute
    monkeypatch.setattr(NetuiApp, "_compute", lambda app: None)
    async with opened() as (app, pilot):
        await pilot.pause()
        assert app.looked_at is not app.picture
        log_line(peopled, 'call with @"Alan Turing"', now)
        assert app.looked_at is app.picture
        compute(app)
        await settled(app, pilot)
        assert "Emmy Noether" in seen(app)


def elsewhere(network: Network, clock: Clock, line: str, *, fold: bool = False) -> None:
    """Log a line in a session of its own, which leaves the document as it is, as ``netui log`` leaves a large
    one, unless it is to ``fold``."""
    other = Network.open(network.store.path, clock.instant)
    log_line(other, line, clock.now())
    other.store.close(fold=fold)
    network.follow()


async def test_after_a_line_by_another_session_it_says_that_too(
    opened: Open, peopled: Network, clock: Clock, numbers: KeptNumbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (app, pilot):
        await settled(app, pilot)
    before = numbers.read()
    assert before
    elsewhere(peopled, clock, 'promised @"Mary Anning" the hammer by today')
    compute = NetuiApp._compute
    monkeypatch.setattr(NetuiApp, "_compute", lambda app: None)
    async with opened() as (app, pilot):
        await pilot.pause()
        assert app.looked_at is not app.picture
        drawn = seen(app)
        assert "the hammer" in drawn
        compute(app)
        await settled(app, pilot)
        assert app.looked_at is app.picture
        assert seen(app) == drawn
    assert numbers.read() not in (b"", before)  # they are those of today's records now


async def test_numbers_that_hold_still_are_not_taken_down_again(
    opened: Open, numbers: KeptNumbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (app, pilot):
        await settled(app, pilot)
    monkeypatch.setattr(KeptNumbers, "write", lambda numbers, data: pytest.fail("they are written again"))
    async with opened() as (app, pilot):
        assert app._first_look is not None
        await settled(app, pilot)


@pytest.mark.parametrize("how", ["folded", "edited", "profile"])
async def test_there_is_none_where_it_cannot_be_told_what_was_changed(
    opened: Open, peopled: Network, clock: Clock, numbers: KeptNumbers, how: str
) -> None:
    async with opened() as (app, pilot):
        await settled(app, pilot)
    before, path = numbers.read(), peopled.store.path
    if how == "folded":
        elsewhere(peopled, clock, 'call with @"Alan Turing"', fold=True)
    elif how == "profile":
        set_circle(peopled, "wider", 30)
    else:
        path.write_text(path.read_text().replace("Alan Turing", "Alan M. Turing"))
        peopled.follow()
    async with opened() as (app, pilot):
        assert app._first_look is None
        await settled(app, pilot)
    assert (numbers.read() == before) is (how == "edited")  # of what has no mark nothing is kept


async def test_they_are_kept_while_nothing_happens(
    opened: Open, numbers: KeptNumbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netui.tui.following.FOLD_AFTER", 0.0)
    async with opened() as (app, pilot):
        await settled(app, pilot)
        async with asyncio.timeout(20):
            while not numbers.read():
                await pilot.pause()
                app.following.look_around()
        kept = numbers.read()
        app.following.look_around()
        assert not app.numbers.is_keeping
        assert numbers.read() == kept


async def test_nothing_is_kept_of_what_is_not_computed(
    opened: Open, numbers: KeptNumbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netui.tui.app.HASTEN", 0.0)
    monkeypatch.setattr("netui.tui.app.HASTEN_MOST", 0.0)
    monkeypatch.setattr(NetuiApp, "_compute", lambda app: None)
    async with opened() as (app, pilot):
        await pilot.pause()
        assert not app.picture.known
    assert numbers.read() == b""


async def test_forgetting_for_good_lets_go_of_them(
    opened: Open, peopled: Network, numbers: KeptNumbers, clock: Clock
) -> None:
    async with opened() as (app, pilot):
        await settled(app, pilot)
    assert numbers.read()
    app = NetuiApp(peopled, clock, Config(), numbers=numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        ada = next(each for each, contact in peopled.contacts.items() if contact.name == "Ada Lovelace")
        ask_to_forget(app, ("contacts", ada))
        await pilot.press("y")
        await settled(app, pilot)
        assert ada not in peopled.contacts
        assert numbers.read() == b""
        assert not list(state_folder().glob("numbers-*"))
    app.numbers.keep_at_the_end()
    assert ada.to_bytes(8, "little") not in numbers.read()


async def test_nothing_is_written_of_what_another_session_changes_meanwhile(
    opened: Open, peopled: Network, clock: Clock, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netui.network.numbers.STEP", 1)
    async with opened() as (app, pilot):
        await settled(app, pilot)
        steps = app.numbers._taken_down(ahead=False)
        assert next(steps) is None
        other = Network.open(peopled.store.path, clock.instant)
        log_line(other, 'call with @"Alan Turing"', now)
        other.store.fold()
        other.close()
        assert all(step is None for step in steps)


async def test_few_contacts_need_none(
    opened: Open, numbers: KeptNumbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netui.tui.keeping_numbers.MANY", 1000)
    async with opened() as (app, pilot):
        await settled(app, pilot)
    assert numbers.read() == b""
