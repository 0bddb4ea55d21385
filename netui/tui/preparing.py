"""What is done in advance, once the first screen stands, so that no key has to wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from netui.storage import collector_on

if TYPE_CHECKING:
    from netui.network.listing import Listing

PAUSE = 0.05
"""Seconds between two steps (choice): a step takes milliseconds, and a key never waits for more than one."""

SCREENS = ("network", "balance", "streak", "contact", "goals")
"""Those that are opened most, in the order in which they are likely to be."""


async def prepare(listing: Callable[[], Listing]) -> None:
    """Order the contacts and load the screens, once the first is painted."""
    await asyncio.sleep(PAUSE)
    collector_on()
    for _ in steps(listing):
        await asyncio.sleep(PAUSE)


def steps(listing: Callable[[], Listing]) -> Iterator[None]:
    """A few milliseconds each."""
    for screen in SCREENS:
        import_module(f"netui.tui.screens.{screen}")
        yield
    yield from listing().prepare()
