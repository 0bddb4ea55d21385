"""Lines logged and folded by one process while another forgets some of them for good."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from netui.domain.records import Note
from netui.errors import LockedError
from netui.network import Network
from netui.network.forgetting import forget
from netui.storage.forgetting import lines_of
from tests.faults.processes import ended_well, forked
from tests.storage.helpers import open_store, standing, texts, write_note

T = TypeVar("T")

FOLD_EVERY = 7
"""Lines after which the logging process folds; no divisor of anything here."""


INSISTED = 20
"""Times that somebody waits for the lock's whole time-out before they give up."""


def insisted(act: Callable[[], T]) -> T:
    """What ``act`` returns, once the lock could be had. A refused act has changed nothing."""
    for _ in range(INSISTED):
        with suppress(LockedError):
            return act()
    return act()


def beside_lines(folder: Path, rounds: int) -> str:
    """Half of the lines are forgotten as soon as they are acknowledged, while the next ones are logged.

    Whoever forgets one after the other leaves the lock free for moments only: a line that is refused since
    the wait was over is logged again, as a person would.
    """
    path = folder / "network.json"
    open_store(path).close()

    def log(tell: Callable[[str], None]) -> None:
        store = open_store(path)
        for number in range(rounds):
            tell(f"{insisted(partial(write_note, store, f'secret{number}'))}")
            insisted(partial(write_note, store, f"kept {number}"))
            if number % FOLD_EVERY == 0:
                insisted(store.fold)
        store.close()

    child = forked(log)
    network = Network(open_store(path), standing)
    network.backup()
    told = b""
    forgotten = 0
    while part := child.read_some():
        told += part
        *ids, told = told.split(b"\n")
        for record_id in ids:
            network.follow()
            forget(network, (Note.table, int(record_id)))
            forgotten += 1
    child.end()
    assert ended_well(child)
    network.follow()
    assert forgotten == rounds
    assert texts(network.store) == [f"kept {number}" for number in range(rounds)]
    network.close(fold=True)
    left = [file.name for file in folder.rglob("*") if file.is_file() and b"secret" in file.read_bytes()]
    assert not left, left
    lines = list(lines_of(path.with_suffix(".history")))
    for before, after in pairwise(lines):
        assert (after.body.number - 1, after.body.previous) == before.position
    kept = [line.body.label for line in lines if line.body.label.startswith("note: kept")]
    assert kept == [f"note: kept {number}" for number in range(rounds)]
    return f"{forgotten} lines forgotten, {rounds} beside them there once, the chain whole, no file holds any"
