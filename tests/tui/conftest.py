"""A program on a network of one's own, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from netui.clock import Clock
from netui.config import Config
from netui.network import Network
from netui.tui.app import NetuiApp
from netui.tui.base_screen import NetuiScreen
from tests.terminal import LONGEST

Driven = tuple[NetuiApp, Pilot[None]]


@pytest.fixture(autouse=True)
def _no_shell_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have one or not; what the screens say does not hang on that."""
    monkeypatch.setattr("netui.tui.lifecycle.a_shell_waits", lambda: False)


@pytest.fixture
def start(network: Network, clock: Clock) -> Callable[..., object]:
    """``async with start() as (app, pilot)``: the program, computed to the end."""

    @asynccontextmanager
    async def started(
        size: tuple[int, int] = (80, 24), config: Config | None = None
    ) -> AsyncIterator[Driven]:
        app = NetuiApp(network, clock, config or Config())
        async with app.run_test(size=size) as pilot:
            await settled(app, pilot)
            yield app, pilot

    return started


async def settled(app: NetuiApp, pilot: Pilot[None]) -> None:
    """Wait until everything is computed and shown."""
    async with asyncio.timeout(LONGEST):
        await pilot.pause()
        while not app.settled:
            await pilot.pause()
        await pilot.pause()


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text, key by key."""
    await pilot.press(*(_KEYS.get(character, character) for character in text))


_KEYS = {
    " ": "space", "@": "at", '"': "quotation_mark", ",": "comma", ":": "colon", ";": "semicolon",
    ".": "full_stop",
    "-": "minus", "/": "slash", "[": "left_square_bracket", "]": "right_square_bracket", "#": "number_sign",
    "'": "apostrophe",
}  # fmt: skip


def seen(app: NetuiApp) -> str:
    """What the terminal shows, line by line."""
    height = app.size.height
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines[:height])


def told(app: NetuiApp) -> list[str]:
    """What was said in passing and still stands."""
    return [notification.message for notification in app._notifications]


def on(app: NetuiApp) -> str:
    """The name of the class of the screen that is shown."""
    return type(app.screen).__name__


def screen_of(app: NetuiApp) -> NetuiScreen:
    """The screen that is shown."""
    assert isinstance(app.screen, NetuiScreen)
    return app.screen
