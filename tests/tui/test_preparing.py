"""What is done in advance: small steps, after which nothing is left to be made on the first key."""

from __future__ import annotations

import subprocess
import sys

from netui.domain.days import Now
from netui.network import Network
from netui.network.listing import Listing
from netui.network.picture import compute
from netui.tui.contact_rows import ORDERS
from netui.tui.preparing import SCREENS, steps
from tests.conftest import log_line

LOADED = """
import sys
from netui.network.listing import Listing
from netui.tui.preparing import steps
import netui.tui.app
before = {name for name in sys.modules if name.startswith("netui.tui.screens.")}
for _ in steps(Listing):
    pass
print(*sorted({name for name in sys.modules if name.startswith("netui.tui.screens.")} - before))
"""


def test_the_screens_are_loaded_before_they_are_shown() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert {f"netui.tui.screens.{name}" for name in SCREENS} <= set(told.stdout.split())


def test_every_order_that_can_be_chosen_is_made(network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace" and @"Emmy Noether"', now)
    listing = Listing()
    listing.keep_up(compute(network, now).standings)
    for _ in steps(lambda: listing):
        pass
    assert listing._ordered.keys() >= {order for order, _, _ in ORDERS}
