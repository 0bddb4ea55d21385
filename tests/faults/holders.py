"""Sessions that stand still: holding nothing they delay nobody; holding the lock they are named."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

from tests.faults.machine import reason_of
from tests.faults.processes import Child, forked
from tests.storage.helpers import open_store, texts, write_note

SHORT_TIMEOUT = 0.05
"""Seconds that one waits for the lock here, in place of two."""


def stopped_idle(path: Path) -> Child:
    """A session that has written a line, holds nothing, and is stopped."""

    def work(tell: Callable[[str], None]) -> None:
        store = open_store(path)
        write_note(store, "of the one that stops")
        tell("idle")
        signal.sigwait({signal.SIGUSR1})

    child = forked(work)
    assert child.read_some() == b"idle\n"
    child.stop()
    return child


def stopped_holding(path: Path) -> Child:
    """A session that is stopped in the middle of a change."""

    def work(tell: Callable[[str], None]) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})  # one that comes early is kept
        store = open_store(path)
        with store.change("note: held") as change:
            tell("holding")
            signal.sigwait({signal.SIGUSR1})
            assert change.new_id()
        write_note(store, "after the stop")

    child = forked(work)
    assert child.read_some() == b"holding\n"
    child.stop()
    return child


def stopped(folder: Path, rounds: int) -> str:
    """Sessions stopped with and without the lock, then woken or killed."""
    for turn in range(rounds):
        path = folder / f"{turn}" / "network.json"
        store = open_store(path)
        idle = stopped_idle(path)
        store._lock.timeout = 0  # who would have to wait for a moment is refused
        write_note(store, "not delayed")
        assert store.fold()
        idle.end(signal.SIGKILL)

        holder = stopped_holding(path)
        store._lock.timeout = SHORT_TIMEOUT
        reason = reason_of(lambda: write_note(store, "refused"))  # noqa: B023
        wanted = rf"locked by alice \(process {holder.pid}\) since 10:00 UTC: try again, or end it .*"
        assert re.fullmatch(wanted, reason), reason
        assert store.follow() == []
        assert texts(store) == ["of the one that stops", "not delayed"]
        more = []
        if turn % 2:
            os.kill(holder.pid, signal.SIGCONT)
            holder.end(signal.SIGUSR1)
            more = ["after the stop"]
        else:
            holder.end(signal.SIGKILL)
        write_note(store, "carried on")
        assert texts(store) == ["of the one that stops", "not delayed", *more, "carried on"]
        store.close()
    return f"{rounds} of each: idle ones delayed nobody, holders were named, and all carried on afterwards"
