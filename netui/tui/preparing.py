"""What is done in advance, once the first screen stands, so that no key has to wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib import import_module

from netui.storage import collector_on
from netui.tui.workers import in_slices

PAUSE = 0.05
"""Seconds between two steps (choice): a step takes milliseconds, and a key never waits for more than one."""

SCREENS = ("network", "balance", "streak", "contact", "goals")
"""Those that are opened most, in the order in which they are likely to be."""


async def prepare(listing: Iterator[object]) -> None:
    """Load the screens and make the ``listing``, by its steps, once the first screen is painted."""
    await asyncio.sleep(PAUSE)
    collector_on()
    for screen in SCREENS:
        import_module(f"netui.tui.screens.{screen}")
        await asyncio.sleep(PAUSE)
    await in_slices(listing)
