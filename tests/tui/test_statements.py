"""Statements of what netui is for, as they are seen on the screens of the demo; the CHANGELOG says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from netui.clock import Clock
from netui.config import Config
from netui.network import Network
from netui.network.demo import load_demo
from netui.tui.app import NetuiApp
from tests.conftest import INSTANT, ZONE
from tests.tui.conftest import seen, settled, typed

DATA = Path(__file__).parents[2] / "data" / "demo.json"


@pytest.mark.parametrize(
    ("statement", "keys", "wanted"),
    [
        ("1 is a verb", "1", ("Promised and due", "Reach out", "Ways to give", "2 of 3 days")),
        ("2 is a process", "5", ("20 done, 11.4 planned by now", "30 days ahead", "Meanwhile")),
        (
            "5 is an opportunity",
            "5 tab",
            ("Mary Somerville → Laura Bassi (introduced you, Sep) → The summer",),
        ),
        ("7 is not a noun", "2", ("77% of 44 active", "4 only names", "due ▾")),
        ("7 has a way to begin", f"1 + {'j ' * 29}", ("only a name so far; #chemistry, as Jane Marcet",)),
        (
            "9 names asks only",
            "2 / hooke enter enter",
            ("asks only: you could give first", "5 of 5 in 180 days"),
        ),
        ("9 names one-sided", "2 / percy enter enter", ("one-sided and remote: a meeting would do it good",)),
        (
            "9 says by what channels",
            "3 tab tab",
            ("In person", "By message", "On social networks", "163 interactions"),
        ),
        ("10 is no working a room", "5 tab tab tab", ("of what was logged in 90 days (2 of", "5 met there")),
        ("10 follows up", "5 tab tab tab enter", ("Still open", "3 met, 2 still open")),
        ("11 is no guarantee", "3", ("├────[●]────┤", "99% sure", "unclear 14", "too little 9")),
    ],
)
async def test_it_is_seen_on_the_demo(
    tmp_path: Path, statement: str, keys: str, wanted: tuple[str, ...]
) -> None:
    clock = Clock(ZONE, INSTANT)
    network = Network.open(load_demo(DATA, tmp_path, clock.now()), clock.instant)
    app = NetuiApp(network, clock, Config(), demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for key in keys.split():
            await (
                typed(pilot, key)
                if len(key) > 1 and key not in ("tab", "enter")
                else pilot.press(_named(key))
            )
            await settled(app, pilot)
        for words in wanted:
            assert words in seen(app), statement
    network.close()


def _named(key: str) -> str:
    return {"/": "slash", "+": "plus"}.get(key, key)
