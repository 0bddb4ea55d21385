"""What tests of the network look at."""

from __future__ import annotations

from typing import Any

from netui.domain.records import RECORDS
from netui.network import Network


def tables(network: Network) -> dict[str, dict[int, Any]]:
    """All records by table, but tables in which there are none."""
    return {name: dict(network.store.table(name)) for name in RECORDS if network.store.table(name)}
