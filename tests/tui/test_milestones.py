"""Milestones in the session in which they are passed: said once in a line, and not again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual.pilot import Pilot

from netui.domain.days import Now
from netui.network import Network
from netui.network.introducing import become
from netui.tui.app import NetuiApp
from tests.conftest import log_line
from tests.tui.conftest import Driven, seen, settled, told, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


async def _log(app: NetuiApp, pilot: Pilot[None], text: str) -> list[str]:
    """Log a line; what is said then."""
    app.clear_notifications()
    await pilot.press("l")
    await settled(app, pilot)
    await typed(pilot, text)
    await pilot.press("enter")
    await settled(app, pilot)
    return told(app)


async def test_the_first_line_and_the_first_give_beside_what_was_said(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        assert await _log(app, pilot, 'coffee with @"Ada Lovelace"') == [
            "logged: Ada Lovelace (1 new); the first line logged"
        ]
        assert await _log(app, pilot, "call with Ada, gave advice") == [
            "logged: Ada Lovelace; the first thing given"
        ]
        await pilot.press("u", "ctrl+r")  # taken back and done again, it is no news
        await settled(app, pilot)
        assert told(app) == ["done again: log: call with Ada, gave advice; u takes it back"]
        assert await _log(app, pilot, "call with Ada, gave advice") == ["logged: Ada Lovelace"]
        assert network.milestones == {}  # the review tells them too, and keeps that it did
        await pilot.press("w", "tab", "tab", "tab", "tab")
        await settled(app, pilot)
        assert "the first thing given" in seen(app)


async def test_what_was_passed_before_the_session_is_left_to_the_review(
    start: Start, network: Network, now: Now
) -> None:
    for _ in range(12):
        log_line(network, 'coffee with @"Ada Lovelace", gave advice', now)
    async with start() as (app, pilot):
        assert told(app) == []
        assert await _log(app, pilot, "call with Ada") == ["logged: Ada Lovelace"]


async def test_another_session_s_lines_count_as_well(start: Start, network: Network, now: Now) -> None:
    for _ in range(9):
        log_line(network, 'coffee with @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        log_line(network, "coffee with Ada Lovelace", now)
        await settled(app, pilot)
        assert told(app) == ["10 logged"]


async def test_an_introduction_that_bore_fruit(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'introduced @"Ada Lovelace" to @"Alan Turing"', now)
    (introduction,) = network.introductions
    async with start() as (app, pilot):
        become(network, introduction, "fruitful", now)
        await settled(app, pilot)
        assert told(app) == ["the first introduction that bore fruit"]
