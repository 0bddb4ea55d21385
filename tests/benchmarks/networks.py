"""The networks that are measured: *small* is the demo network, *large* and *huge* come from a seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from netui.clock import Clock
from netui.network.demo import load_demo
from netui.paths import shipped
from tests.benchmarks.large import make_large

CLOCK: Final = Clock("Europe/London", datetime(2026, 11, 23, 10, tzinfo=UTC))
"""The moment of the benchmarks."""


def make_small(path: Path) -> None:
    """Write the demo network to ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    load_demo(shipped("demo.json"), path.parent, CLOCK.now()).rename(path)


NETWORKS: Final[dict[str, Callable[[Path], None]]] = {
    "small": make_small,
    "large": make_large,
    "huge": partial(make_large, contacts=30_000, interactions=300_000),
}
