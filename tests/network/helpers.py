"""What tests of the network look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from netui.domain.records import RECORDS
from netui.network import Network


def tables(network: Network) -> dict[str, dict[int, Any]]:
    """All records by table, but tables in which there are none."""
    return {name: dict(network.store.table(name)) for name in RECORDS if network.store.table(name)}


def run_in(folder: Path, machine: type[RuleBasedStateMachine], *, examples: int, steps: int) -> None:
    """Let a machine of states take so many ways of so many steps at most; its ``folder`` is set."""
    machine.folder = folder
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
