"""A terminal that becomes larger and smaller again: one stays where one was, with what one had chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from netui.config import Config
from netui.tui.app import NetuiApp
from netui.tui.widgets.calendar import StreakCalendar
from netui.tui.widgets.line_list import LineList
from tests.tui.conftest import settled
from tests.tui.test_snapshots import CLOCK, SIZES, keys, opened

PLACES = {
    "network": ("2", *["down"] * 20),
    "network, three selected": ("2", "down", "space", "space", "down", "space"),
    "network, filtered": ("2", "slash", *keys("o"), "enter", *["down"] * 12),
    "network, in the filter": ("2", "slash", *keys("so"), "down"),
    "balance": ("3", *["down"] * 22),
    "channels": ("3", "tab", "tab", *["down"] * 7),
    "ways to give": ("3", *["tab"] * 4, *["down"] * 9),
    "months": ("3", "shift+tab", *["up"] * 5),
    "evidence": ("3", "enter", *["down"] * 25),
    "streak": ("4", *["up"] * 16, "left"),
    "streak, in the day": ("4", "up", "up", "enter"),
    "rest being planned": ("4", "r", "down", "down"),
    "contact": ("2", "enter", "down", "down"),
    "timeline": ("2", "enter", "tab", *["down"] * 15),
    "how one came to know them": ("2", "enter", "tab", "tab", "down"),
    "a form": ("2", "n", *keys("Zuse"), "tab", "tab", *keys("works")),
}


@pytest.mark.parametrize("place", PLACES)
async def test_place_and_selection_are_kept(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=SIZES[0]) as pilot:
        await settled(app, pilot)
        await pilot.press(*PLACES[place])
        await settled(app, pilot)
        before = _where(app)
        for size in (SIZES[2], (45, 10), SIZES[1], SIZES[0]):
            await _resize(app, pilot, size)
            if size in SIZES:
                assert _where(app) == before, size
                assert app.focused is not None
                assert app.focused.region.height > 0
                assert all(map(_in_sight, app.screen.query(LineList)))
    network.close()


async def _resize(app: NetuiApp, pilot: Pilot[None], size: tuple[int, int]) -> None:
    await pilot.resize_terminal(*size)
    await settled(app, pilot)


def _where(app: NetuiApp) -> list[object]:
    """Which screen, what has the focus, where the cursors stand, and what is marked."""
    found: list[object] = [type(app.screen), app.focused and app.focused.id]
    if isinstance(app.focused, LineList):
        found.append(app.focused.key)
    found += [sorted(map(str, listed._marked)) for listed in app.screen.query(LineList)]
    found += [calendar.day for calendar in app.screen.query(StreakCalendar)]
    return found


def _in_sight(listed: LineList) -> bool:
    """Whether the row under the cursor, if there is one, is within the window of a list that is shown."""
    place = None if listed.cursor is None else listed.cursor - listed.scroll_offset.y
    return place is None or not listed.region.height or 0 <= place < listed.region.height
