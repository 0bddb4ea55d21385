"""The corpus on every screen: letters at most, nothing that acts, and none of it as bytes at the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from netui.domain.days import Now
from netui.network import Network
from netui.tui.app import NetuiApp
from netui.tui.ask import ConfirmScreen
from netui.tui.form import FormScreen
from tests.hostile.corpus import CORPUS, FORBIDDEN, SHORT
from tests.hostile.records import fill
from tests.terminal import Terminal, netui
from tests.tui.conftest import Driven, seen, settled, start

__all__ = ["start"]  # the fixture

Start = Callable[..., AbstractAsyncContextManager[Driven]]

SCREENS = ("1", "2", "3", "4", "5", "w")
KEYS = (
    "down", "down", "enter", "escape", "end", "enter", "escape", "tab", "down", "enter", "escape", "tab",
    "end", "enter", "escape", "e", "escape", "i", "escape", "s", "escape", "o", "n", "escape", "p", "escape",
    "D", "escape", "l", "at", "A", "escape", "escape",
)  # fmt: skip
"""What one does on a screen without saying yes to anything."""


WAYS = (
    ("1",), ("1", "enter"), ("1", "plus"), ("1", "s", "escape"), ("1", "e", "escape"), ("1", "i", "escape"),
    ("1", "end", "enter"), ("3", "tab", "tab"), ("3", "tab"), ("3", "end", "enter"), ("3", "i", "escape"),
    ("5",), ("5", "e", "escape"), ("5", "d", "escape"), ("5", "n", "enter", "escape"),
    ("5", "tab"), ("5", "enter"), ("5", "e", "escape"), ("5", "d", "escape"), ("5", "n", "escape"),
    ("5", "tab"), ("5", "enter", "escape"), ("5", "n", "escape"),
    ("5", "tab"), ("5", "enter"), ("5", "n", "escape"), ("5", "enter", "e", "escape"), ("5", "enter", "n"),
    ("w",), ("w", "tab"), ("w", "tab"), ("w", "space", "n", "escape"), ("w", "tab"), ("w", "tab"),
    ("w", "space", "tab"), ("w", "tab"),
    ("2", "enter"), ("2", "enter", "enter"), ("2", "enter", "tab", "tab"), ("2", "enter", "i", "enter"),
)  # fmt: skip
"""Keys that lead to a screen or a question, each begun from Today."""


SHARE = 8
"""One in so many of the corpus is on the screens at a time, which show only the first and last of a list."""


def assert_harmless(text: str, what: object) -> None:
    """Nothing in what is painted moves, hides or turns anything on a terminal."""
    joiners = "\n\u200c\u200d"
    bad = {c for c in text if c not in joiners and unicodedata.category(c) in ("Cc", "Cf", "Cs")}
    assert not bad, (what, bad)


async def left(app: NetuiApp, pilot: Pilot[None]) -> None:
    """Go back to the screen below all forms and questions, keeping nothing that was typed."""
    for _ in range(10):
        if len(app.screen_stack) == 1:
            await pilot.press("escape")  # the log bar or a list that narrows
            return
        asked = isinstance(app.screen, ConfirmScreen) and isinstance(app.screen_stack[-2], FormScreen)
        await pilot.press("y" if asked else "escape")
    raise AssertionError(app.screen_stack)


@pytest.mark.parametrize(("size", "first"), [((80, 24), 0), ((160, 50), SHARE // 2)], ids=["80x24", "160x50"])
async def test_every_screen(
    start: Start, network: Network, now: Now, size: tuple[int, int], first: int
) -> None:
    fill(network, CORPUS[first::SHARE], now)
    async with start(size) as (app, pilot):
        for keys in WAYS:
            await pilot.press("1", *keys)
            await settled(app, pilot)
            assert_harmless(seen(app), keys)
            await left(app, pilot)
        for screen in SCREENS:
            await pilot.press("1", screen)
            await settled(app, pilot)
            for key in KEYS:
                await pilot.press(key)
                assert_harmless(seen(app), (screen, key))
            await left(app, pilot)


async def test_every_contact(start: Start, network: Network, now: Now) -> None:
    ids = fill(network, CORPUS, now)
    literally = 0
    async with start() as (app, pilot):
        for each in ids:
            app.open_contact(each)
            await pilot.pause()
            shown = seen(app)
            assert_harmless(shown, each)
            literally += "[@click=app.bell]press[/]" in shown
            app.screen.dismiss()
            await pilot.pause()
    assert literally >= 3


@pytest.mark.parametrize("keys", [("l",), ("2", "slash"), ("2", "n"), ("ctrl+p",)], ids="-".join)
async def test_pasted_into_every_input(start: Start, network: Network, keys: tuple[str, ...]) -> None:
    async with start() as (app, pilot):
        await pilot.press(*keys)
        await settled(app, pilot)
        for text in SHORT:
            assert isinstance(app.focused, Input)
            app.post_message(events.Paste(text))
            await pilot.pause()
            assert_harmless(seen(app), text)
            app.focused.value = ""
    assert not network.contacts


def test_none_of_it_reaches_a_terminal(network: Network, now: Now) -> None:
    fill(network, CORPUS, now)
    path: Path = network.store.path
    network.close()
    with Terminal(netui(path), size=(120, 40)) as terminal:
        terminal.until_shown("Balance ")
        for screen in "12345":
            terminal.send(screen)
            terminal.quiet()
            for key in ("\x1b[B", "\x1b[F", "\r", "\x1b", "\t", "\x1b[F", "\r", "\x1b"):
                terminal.send(key)
                terminal.quiet()
        terminal.send("q")
        terminal.wait()
        assert terminal.status == 0
    sent = bytes(terminal.output)
    assert len(sent) > 50_000
    assert [payload for payload in FORBIDDEN if payload in sent] == []
