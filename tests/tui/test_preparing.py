"""What is done in advance: small steps, after which nothing is left to be made on the first key."""

from __future__ import annotations

import subprocess
import sys

import pytest

from netui.domain.days import Now
from netui.network import Network
from netui.network.listing import Listing
from netui.network.picture import compute
from netui.tui.contact_rows import ORDERS
from netui.tui.preparing import SCREENS
from tests.conftest import log_line

LOADED = """
import asyncio, sys
from netui.tui.preparing import prepare
import netui.tui.app
before = {name for name in sys.modules if name.startswith("netui.tui.screens.")}
asyncio.run(prepare(iter(())))
print(*sorted({name for name in sys.modules if name.startswith("netui.tui.screens.")} - before))
"""


def test_the_screens_are_loaded_before_they_are_shown() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert {f"netui.tui.screens.{name}" for name in SCREENS} <= set(told.stdout.split())


def test_every_order_that_can_be_chosen_is_made(
    network: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netui.network.listing.RUN", 2)
    for name in ("Ada Lovelace", "Emmy Noether", "Omar Khayyam", "Mary Anning", "Hypatia"):
        log_line(network, f'coffee with @"{name}"', now)
    standings = compute(network, now).standings
    listing, plain = Listing(), Listing()
    listing.keep_up(standings)
    plain.keep_up(standings)
    assert len(list(listing.prepare())) > len(ORDERS)
    assert listing._ordered.keys() >= {order for order, _, _ in ORDERS}
    for order, _, _ in ORDERS:
        assert listing.ordered(order) == plain.ordered(order)
