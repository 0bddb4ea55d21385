"""What a start does not do: load what the first screen does not need, read stylesheets twice, draw twice."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from textual.css.stylesheet import Stylesheet

from netui.domain.days import Now
from netui.network import Network
from netui.network.picture import Picture, compute
from netui.tui.screens.today import TodayScreen
from netui.tui.workers import PictureWorker, Progress
from tests.conftest import log_line
from tests.tui.conftest import Driven, seen, settled

Start = Callable[..., AbstractAsyncContextManager[Driven]]

LOADED = """
import dataclasses, sys
import netui.__main__, netui.cli.program, netui.tui.app
modules = {name: module for name, module in sys.modules.items() if name.startswith("netui.")}
print(*sorted(modules))
print(*(
    f"{name}.{each.__name__}"
    for name, module in modules.items()
    for each in vars(module).values()
    if isinstance(each, type) and each.__module__ == name and dataclasses.is_dataclass(each)
))
"""

NOT_NEEDED = {
    "netui.domain.line.names", "netui.domain.sameness", "netui.domain.milestones", "netui.network.brief",
    "netui.network.listing", "netui.network.query", "netui.tui.ask", "netui.tui.tour", "netui.tui.quick_log",
    "netui.tui.read",
}  # fmt: skip


def _printed(code: str) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split("\n")


def test_what_the_first_screen_does_not_need_is_not_loaded() -> None:
    modules, dataclasses = _printed(LOADED)[:2]
    assert not NOT_NEEDED & set(modules.split())
    assert not dataclasses, "each takes a millisecond to make: msgspec.Struct takes a tenth of that"


def test_the_collector_rests_while_the_program_is_loaded_and_works_for_a_command() -> None:
    code = (
        "import gc, netui.__main__ as program; print(gc.isenabled())\n"
        "program.main(['keys', '--json']); print(gc.isenabled())"
    )
    printed = _printed(code)
    assert (printed[0], printed[-2]) == ("False", "True")


async def test_a_small_network_is_whole_when_it_is_first_drawn(
    start: Start, network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_line(network, 'coffee with @"Ada Lovelace", promised the notes by today', now)
    drawn: list[bool] = []
    show = TodayScreen.show

    def noting(screen: TodayScreen) -> None:
        drawn.append(screen.netui.computed)
        show(screen)

    monkeypatch.setattr(TodayScreen, "show", noting)
    async with start() as (app, pilot):
        await settled(app, pilot)
        assert "the notes" in seen(app)
        assert app.listing.shown("", "name").contacts
    assert drawn == [True]


async def test_the_stylesheets_are_read_once(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[Stylesheet] = []
    monkeypatch.setattr(Stylesheet, "reparse", again.append)
    async with start() as (app, pilot):
        await settled(app, pilot)
    assert not again


# --- what is computed before the start ---------------------------------------------------------------------


async def test_what_was_computed_before_the_start_is_not_told_again(network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    picture, told = Picture(network), list[Progress]()
    worker = PictureWorker(picture, lambda: now, told.append)
    assert worker.hasten(60, 60) == Progress(complete=True)
    assert picture.standings == compute(network, now).standings
    worker.start()
    for _ in range(10):
        await asyncio.sleep(0)
    worker.stop()
    assert worker.idle
    assert not told


async def test_what_could_not_be_computed_before_the_start_is_gone_on_with(
    network: Network, now: Now
) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    picture, told = Picture(network), list[Progress]()
    worker = PictureWorker(picture, lambda: now, told.append)
    assert worker.hasten(0, 0) is None
    assert not picture.complete
    worker.start()
    while not told:
        await asyncio.sleep(0)
    worker.stop()
    assert picture.standings == compute(network, now).standings
