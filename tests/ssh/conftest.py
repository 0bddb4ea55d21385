"""A server to log in to, where there can be one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import Skipped
from tests.ssh.server import Server


def a_server() -> Iterator[Server]:
    """A server whose folders others could enter, were they not netui's own."""
    with tempfile.TemporaryDirectory(prefix="netui-ssh-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            with Server(folder) as running:
                yield running
        except Skipped as reason:
            pytest.skip(str(reason))


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own."""
    yield from a_server()
