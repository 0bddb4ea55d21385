"""Each screen as it stands, to the letter: three sizes, with the demo, an empty and a hostile network.

After a wanted change: look at the report, then ``pytest tests/tui/test_snapshots.py --snapshot-update``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from netui.clock import Clock
from netui.config import Config
from netui.domain.records import Contact
from netui.network import Network
from netui.network.demo import load_demo
from netui.paths import shipped
from netui.tui.app import NetuiApp
from netui.tui.ask import ConfirmScreen
from netui.tui.screens.importing import ImportScreen
from netui.tui.widgets.log_bar import LogBar
from tests.terminal import LONGEST
from tests.tui.conftest import seen, settled

CLOCK = Clock("Europe/London", datetime(2026, 11, 27, 10, tzinfo=UTC))
SIZES = ((80, 24), (120, 40), (200, 60))


def keys(text: str) -> tuple[str, ...]:
    """The keys that type a text."""
    names = {" ": "space", "#": "number_sign", ":": "colon"}
    return tuple(names.get(character, character) for character in text)


SCREENS = {
    "today": ("1",),
    "network": ("2",),
    "balance": ("3",),
    "channels": ("3", "tab", "tab"),
    "asked, offered": ("tab",),
    "ways to give": ("tab",),
    "months": ("tab",),
    "evidence": ("3", "tab", "down", "enter"),
    "streak": ("4",),
    "a year before": ("4", "left_square_bracket"),
    "rest being planned": ("t", "r", "down", "down"),
    "goals": ("5",),
    "opportunities": ("5", "tab"),
    "introductions": ("5", "tab"),
    "events": ("5", "tab"),
    "event": ("5", "enter"),
    "contact": ("2", "enter"),
    "how one came to know them": ("2", "enter", "tab", "tab"),
    "reason": ("1", "enter"),
    "review": ("w",),
    "review, promises": ("w", "tab"),
    "review, next": ("w", "tab", "space"),
    "review, balance": ("w", "tab"),
    "review, moment": ("w", "tab"),
    "review, finished": ("w", "tab"),
    "help": ("1", "question_mark"),
}
LINES = {
    "a line": (
        "yesterday: coffee with Emmy and @Zed, gave Emmy advice, promised the notes by friday #work",
        "",
    ),
    "names after @": ("coffee with @ma", ""),
    "kinds": ("got:a", ""),
    "a tie asked": ("lunch with Maria about Maria", "enter"),
    "a piece being changed": ("coffee with Emmy, gave Emmy advice", "tab tab"),
    "another weight": ("coffee with Emmy, gave Emmy advice", "tab tab tab down"),
    "what is pointed out": ("Rich says hello. Coffee tomorrow with Zed", ""),
    "what is wrong": ("2026-02-30: coffee with Emmy", ""),
    "an earlier line": ("", "up"),
    "help": ("", "f1"),
}
"""Lines in the log bar, and the keys pressed in them."""
HOSTILE_LINES = {
    "a line": ("coffee with @Bob and @Eve, gave @Bob advice", ""),
    "names after @": ("coffee with @", ""),
    "a tie asked": ("coffee with Bob", "enter"),
    "a piece being changed": ("coffee with Eve, got advice", "tab down"),
    "a name of every width": ("met 山田 太郎, family and xx", ""),
}
STATES = {
    "a filter with a query": ("2", "slash", *keys("#w org:royal")),
    "a filter that nobody matches": ("2", "slash", *keys("qqqq")),
    "only names": ("2", "slash", *keys("is:names")),
    "narrowed down from a list": ("2", "f"),
    "three selected": ("2", "space", "space", "space"),
    "what is to be done to two": ("2", "space", "space", "e"),
    "a new contact": ("2", "n"),
    "a new contact that is refused": ("2", "n", *["tab"] * 5, *keys("nowhere"), "enter"),
    "a contact to be changed": ("2", "e"),
    "merged with whom": ("2", "M"),
    "timeline": ("2", "enter", "tab"),
    "a new membership": ("2", "enter", "n"),
    "an organisation": ("2", "slash", *keys("is:org"), "enter", "enter"),
    "people of an organisation": ("2", "slash", *keys("is:org"), "enter", "enter", "tab"),
    "organisations": ("3", "tab"),
    "people by name": ("3", "o", "o"),
}
"""What comes over a screen, or what is done to it; each begins anew."""
HOSTILE = (
    "Bob [/x]", "[@click=app.bell]Click[/]", "Eve \x1b]52;c;cm0=\x07", "\u202eright to left\u202c", "شهرزاد",
    "山田 太郎", "Z" + "\u0327\u0301" * 12, "x" * 300, "NUL\x00name", "C1 \x9b31m red", "👩‍👩‍👧 family",
)  # fmt: skip


def opened(which: str, folder: Path) -> Network:
    if which == "demo":
        return Network.open(load_demo(shipped("demo.json"), folder, CLOCK.now()), CLOCK.instant)
    network = Network.open(folder / "network.json", CLOCK.instant)
    if which == "hostile":
        with network.change("hostile names") as change:
            for number, name in enumerate(HOSTILE, start=1_000):  # the ids give the order of reminders
                contact = Contact(name=name, added=date(2026, 6, 1), tags=(name,), needs=(name,))
                change.insert(contact, id=number)
    return network


@pytest.mark.parametrize("which", ["demo", "empty", "hostile"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens(
    which: str,
    size: tuple[int, int],
    tmp_path: Path,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    network = opened(which, tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for name, keys in SCREENS.items():
            await pilot.press(*keys)
            await settled(app, pilot)
            assert seen(app) == snapshot(name=name)
            assert all(len(line) for line in seen(app).split("\n"))
            await pilot.press("escape")
    network.close()


@pytest.mark.parametrize("which", ["demo", "hostile"])
async def test_the_log_bar(
    which: str, tmp_path: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    network = opened(which, tmp_path)
    with network.change("namesakes") as change:
        for number, name in enumerate(("Rich Holt", "Bob [/x]", "Bob [b]"), start=2_000):
            change.insert(Contact(name=name, added=date(2026, 6, 1)), id=number)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=SIZES[0]) as pilot:
        await settled(app, pilot)
        await pilot.press("3")  # where no row names somebody with whom a line begins
        for name, (line, pressed) in (LINES if which == "demo" else HOSTILE_LINES).items():
            bar = await log_bar(app, pilot, line)
            await pilot.press(*pressed.split())
            await _in_all_sizes(app, pilot, snapshot, name)
            await pilot.press("escape", "escape", "escape")
            bar.close()
        if which == "demo":
            await pilot.press("1", "home", "e")
            await _in_all_sizes(app, pilot, snapshot, "a promise opened again")
    network.close()


async def log_bar(app: NetuiApp, pilot: Pilot[None], line: str) -> LogBar:
    """The log bar, opened with ``line`` typed in it."""
    await pilot.press("l")
    await settled(app, pilot)
    bar = app.screen.query_one(LogBar)
    bar.write(line)
    await settled(app, pilot)
    return bar


async def _in_all_sizes(app: NetuiApp, pilot: Pilot[None], snapshot: SnapshotAssertion, name: str) -> None:
    for size in SIZES:
        await pilot.resize_terminal(*size)
        await settled(app, pilot)
        assert seen(app) == snapshot(name=f"{name} {size[0]}x{size[1]}")


@pytest.mark.parametrize("which", ["demo", "empty", "hostile"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_states(
    which: str,
    size: tuple[int, int],
    tmp_path: Path,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    network = opened(which, tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for name, pressed in STATES.items():
            await reach(app, pilot, pressed)
            assert seen(app) == snapshot(name=name)
    network.close()


MOST_SCREENS = 10
"""Screens and questions that stand over one another, and more."""


async def reach(app: NetuiApp, pilot: Pilot[None], pressed: Sequence[str]) -> None:
    """Press keys, from a screen over which nothing stands, in whose list nothing is done."""
    for _ in range(MOST_SCREENS):
        if not app.screen.is_modal and len(app.screen_stack) == 1:
            break
        asked = isinstance(app.screen, ConfirmScreen)  # whether what was typed may be lost
        await pilot.press("y" if asked else "escape")
        await settled(app, pilot)
    else:
        raise AssertionError(app.screen_stack)
    await pilot.press("2", "escape", "escape", "home", *pressed)
    await settled(app, pilot)


async def test_ascii_without_colour_says_the_same(
    tmp_path: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("NO_COLOR", "1")
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for name in ("today", "network", "balance", "streak", "goals", "opportunities", "review, promises"):
            await pilot.press(*SCREENS[name])
            await settled(app, pilot)
            assert seen(app) == snapshot(name=name)
    network.close()


async def test_no_colour_is_sent_without_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("NO_COLOR", "1")
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for keys in SCREENS.values():
            await pilot.press(*keys)
            await settled(app, pilot)
            for strip in app.screen._compositor.render_strips():
                background = app.screen.background_colors[1]
                for segment in strip.apply_filter(app.get_line_filters()[-1], background):
                    assert segment.style is None or segment.style.color is None, segment
                    assert segment.style is None or segment.style.bgcolor is None, segment
            await pilot.press("escape")
    network.close()


TABLE = """\
Name,Email,Company,Phone,Notes
M. Somerville,mary.s@example.net,Royal Society,+44 20 7946 0001,
Turing Alan,at@example.net,,,
[@click=app.bell]Click[/],click@example.net,,,
"\x1b]52;c;cm0=\x07 \u202eevil",,\x9b31m,,
山田 太郎,,,,[/x]
,,,,a note about nobody
"""
CALENDAR = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:weekly
DTSTART:20241104T100000Z
RRULE:FREQ=WEEKLY
SUMMARY:The weekly [/x]
ATTENDEE;CN=Mary Somerville:mailto:mary@example.org
END:VEVENT
BEGIN:VEVENT
UID:declined
DTSTART:20261104T100000Z
STATUS:CANCELLED
ATTENDEE:mailto:mary@example.org
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("which", ["demo", "hostile"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_import(
    which: str,
    size: tuple[int, int],
    tmp_path: Path,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)  # so that no path of this machine is seen
    (tmp_path / "people.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "meetings.ics").write_text(CALENDAR, encoding="utf-8")
    (tmp_path / "unknown.csv").write_text("wer;post\nAda;ada@example.org\n", encoding="utf-8")
    network = opened(which, tmp_path)
    app = NetuiApp(network, CLOCK, Config())

    async def shows(name: str) -> None:
        async with asyncio.timeout(LONGEST):
            await pilot.pause()
            while screen.is_busy:
                await pilot.pause()
        await settled(app, pilot)
        assert seen(app) == snapshot(name=name)

    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for file in ("unknown.csv", "meetings.ics", "people.csv"):
            screen = ImportScreen(file, restricted=False)
            app.push_screen(screen)
            await shows(file)
            if file != "people.csv":
                await pilot.press("e")
                await shows(f"{file}, how it is read")
                await pilot.press("escape", "escape")
        await pilot.press("down")
        await shows("two that could be the same")
        screen._doing, screen._part = "taking it in", 0.42
        screen.show()
        await settled(app, pilot)
        assert seen(app) == snapshot(name="taking it in")
        screen._doing = ""
        await pilot.press("i")
        await shows("taken in")
    network.close()
