"""What many tests begin with: a moment, and a network of one's own."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.line.grammar import read
from netui.network import Network
from netui.network.logging import Saved, save

INSTANT = datetime(2026, 11, 23, 10, tzinfo=UTC)
"""A Monday morning."""

ZONE = "Europe/London"

Log = Callable[..., Saved]


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many files are generated to be imported: a part of them in each run, all 10,000 of bars.md on
    demand."""
    parser.addoption("--generated", type=int, default=2_000, help="hostile files made for an import")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """``-n auto`` is twice the processors: tests of screens wait more than they work."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _nothing_is_set_aside_for_good() -> Iterator[None]:
    """What a document or a screen has set aside from the collector is given back with the test, and the
    collector is on: a thread that was stopped may have it off a moment longer."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the account's own document, configuration or zone."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("NETUI_DOCUMENT", "NO_COLOR", "SSH_CONNECTION", "NETUI_RESTRICTED"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", ZONE)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock(ZONE, INSTANT)


@pytest.fixture
def now(clock: Clock) -> Now:
    """Monday 23 November 2026, ten in the morning."""
    return clock.now()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the document is."""
    return tmp_path / "network.json"


@pytest.fixture
def network(path: Path, clock: Clock) -> Iterator[Network]:
    """An empty network."""
    opened = Network.open(path, clock.instant)
    yield opened
    opened.close()


def log_line(network: Network, text: str, now: Now) -> Saved:
    """Log a line as the program does."""
    reading = read(text, now=now, names=network.names, acquaintance=network.acquaintance(now.today))
    return save(network, reading, now)


@pytest.fixture
def log(network: Network, now: Now) -> Callable[[str], Saved]:
    """Log a line now."""
    return lambda text: log_line(network, text, now)
