"""The rows: what is tried, in few rounds in the suite and in full by ``python -m tests.faults``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.faults import (
    clocks,
    damage,
    forgetting,
    holders,
    kills,
    machine,
    mixed,
    order,
    system_calls,
    undoing,
)
from tests.faults.acts import ACTS
from tests.faults.walk import Act, walked
from tests.ssh import drops


class Row(NamedTuple):
    """One kind of fault. ``run`` gets an empty folder and a number of rounds, asserts, and says what held."""

    fault: str
    run: Callable[[Path, int], str]
    quick: int
    full: int


def walking(act: Act, folder: Path, every: int) -> str:
    """The walker over one act; here the rounds say of how many one is tried."""
    walk = walked(act, folder, every=every)
    return (
        f"{len(walk.calls)} calls, {walk.rounds} rounds, {walk.refused} refused in one line: "
        "the old or the new state whole, the next try works"
    )


ROWS = (
    Row("kill -9 while lines are logged and folded", kills.kills, 40, 200),
    Row("kill -9 of the real netui log", kills.killed_commands, 2, 30),
    Row("eight processes logging at once", kills.crowd, 480, 2000),
    Row("cut at every byte", damage.truncations, 400, 1 << 30),
    Row("single bits flipped", damage.flips, 300, 1000),
    Row("empty, foreign, rubbish", damage.foreign, 30, 300),
    Row("files of two machines and several moments mixed", mixed.mixed, 60, 2000),
    Row("a full disk", machine.full_disk, 1, 10),
    Row("a disk turned read-only", machine.read_only_disk, 1, 10),
    Row("a limit on the size of files", machine.size_limit, 2, 20),
    Row("another account, no permission", machine.not_allowed, 2, 10),
    Row("files and the folder taken away", machine.removed, 5, 25),
    Row("stopped sessions", holders.stopped, 2, 20),
    *(Row(f"each call failing or fatal: {act.name}", partial(walking, act), 7, 1) for act in ACTS),
    Row("strace refuses calls of the real netui log", system_calls.injected, 2, 1 << 30),
    Row("acknowledged means on disk", order.acknowledged_is_on_disk, 1, 10),
    Row("folds beside lines", order.folds_beside_lines, 10, 100),
    Row("lines logged while others are forgotten for good", forgetting.beside_lines, 30, 300),
    *(Row(name, run, 1, 50) for name, run in drops.rows()),
    Row("the clock set back", clocks.clock_set_back, 200, 2000),
    Row("odd days in all zones", clocks.odd_days, 1, 10),
    Row("random changes undone and redone", undoing.undone, 60, 1000),
)
