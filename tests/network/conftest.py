"""What tests of the network begin with beside a network of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.clock import Clock
from netui.network import Network


@pytest.fixture
def other(network: Network, path: Path, clock: Clock) -> Iterator[Network]:
    """A second session on the same document."""
    opened = Network.open(path, clock.instant)
    yield opened
    opened.close()
