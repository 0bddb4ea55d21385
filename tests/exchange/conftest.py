"""Files as they come in, and the network that they come into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from netui.domain.days import Now
from netui.domain.plain import Brought
from netui.exchange.files import reading
from netui.exchange.formats import Source
from netui.network import Network
from netui.network.importing import Import, Plan, gather

SAMPLES = Path(__file__).parents[2] / "data" / "samples"

Bring = Callable[..., Plan]
Read = Callable[..., tuple[str, list[Brought]]]


@pytest.fixture
def read(now: Now) -> Read:
    """Read a file's content (or the sample of that name): its format, and all that is in it."""

    def read_it(
        content: bytes | str, format_name: str | None = None, columns: Mapping[str, str] = {}
    ) -> tuple[str, list[Brought]]:
        found, brought = reading(source_of(content, now, columns=columns), format_name)
        return found.name, list(brought)

    return read_it


def source_of(content: bytes | str, now: Now, **about: Any) -> Source:
    """A file on its way in: its bytes, its text, or a sample by its name."""
    if isinstance(content, str) and "\n" not in content and (SAMPLES / content).is_file():
        content = (SAMPLES / content).read_bytes()
    return Source(content.encode() if isinstance(content, str) else content, now, **about)


@pytest.fixture
def bring(network: Network, now: Now) -> Bring:
    """Import files, each a content or a sample's name, as one change; returns what was done."""

    def bring_it(*contents: bytes | str, save: bool = True, into: Network | None = None) -> Plan:
        importing = Import(into or network, now)
        for content in contents:
            source = source_of(content, now)
            found, brought = reading(source)
            exhaust(gather(found.name, found.title, brought, importing, source))
        exhaust(importing.planning())
        return importing.save() if save else importing.plan

    return bring_it


def exhaust(steps: Iterable[object]) -> None:
    """Go through all steps."""
    for _ in steps:
        pass
