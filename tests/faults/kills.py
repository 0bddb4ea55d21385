"""Processes that are killed, and processes at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tinydb import TinyDB

from netui.domain.records import Note
from netui.storage import Store
from tests.faults.processes import Child, died_of, ended_well, forked, pause
from tests.storage.helpers import labels, open_store, texts, write_note

LINES_AT_MOST = 400
FRESH_AFTER = 20
"""Kills to one document."""


def stock_texts(path: Path) -> list[str]:
    """The notes that stock TinyDB finds."""
    with TinyDB(path, access_mode="r") as stock:
        return [record["text"] for record in stock.table(Note.table)]


def writing(path: Path, name: str) -> Callable[[Callable[[str], None]], None]:
    """Lines in a loop, each told when it is acknowledged, with folds and reopenings in between."""

    def work(tell: Callable[[str], None]) -> None:
        chance = random.Random(name)
        store = open_store(path)
        for number in range(LINES_AT_MOST):
            write_note(store, f"{name} {number}")
            tell(f"{name} {number}")
            if chance.random() < 0.4:
                tell("folding")
                store.fold()
                tell("folded")
            if chance.random() < 0.05:
                store.close()
                store = open_store(path)
        store.close()

    return work


def kills(folder: Path, rounds: int) -> str:
    """``kill -9`` at random moments of a loop of lines and folds."""
    chance = random.Random(7)
    acknowledged = unsaid = folding = 0
    for first in range(0, rounds, FRESH_AFTER):
        path = folder / f"{first}" / "network.json"
        said: list[str] = []
        some = min(FRESH_AFTER, rounds - first)
        for kill in range(some):
            child = forked(writing(path, f"k{first + kill}"))
            # Every other one is killed while it writes, however busy the machine is; the rest at any moment.
            begun = child.read_some() if kill % 2 else b""
            pause(chance.random() * 0.03)
            told = (begun + child.end(signal.SIGKILL)).decode().splitlines()
            assert died_of(child.status) == signal.SIGKILL
            folding += told[-1:] == ["folding"]
            said += [line for line in told if line.startswith("k")]
            store = open_store(path)
            found = texts(store)
            past = labels(store)
            store.close()
            assert len(found) == len(set(found)), "a line is there twice"
            assert set(said) <= set(found), set(said) - set(found)
            assert len(found) <= len(said) + kill + 1, "more than the one unacknowledged line of each kill"
            assert past == [f"note: {text}" for text in found[::-1]]
        store = open_store(path)
        store.close(fold=True)
        assert stock_texts(path) == found
        assert not list(path.parent.glob(".*.tmp"))
        acknowledged += len(said)
        unsaid += len(found) - len(said)
    assert acknowledged >= rounds // 2
    return (
        f"{rounds} kills, {folding} of them during a fold: all {acknowledged} acknowledged lines there, "
        f"once; {unsaid} more that were written and not yet said"
    )


def killed_commands(folder: Path, rounds: int) -> str:
    """The real ``netui log`` killed at random moments of its life."""
    path = folder / "network.json"
    open_store(path).close()

    def log(text: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "netui", "--document", str(path), "log", f"note: {text}"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    started = time.monotonic()
    first = log("first")
    _, errors = first.communicate()
    usual = time.monotonic() - started
    assert first.returncode == 0, errors
    chance = random.Random(5)
    acknowledged = {"first"}
    killed: set[str] = set()
    for number in range(rounds):
        process = log(f"line{number}")
        pause(usual * (0.4 + 0.7 * chance.random()))
        process.kill()
        process.communicate()
        (acknowledged if process.returncode == 0 else killed).add(f"line{number}")
    store = open_store(path)
    found = texts(store)
    store.close()
    assert len(found) == len(set(found))
    assert acknowledged <= set(found) <= acknowledged | killed
    there = len(killed & set(found))
    return (
        f"{rounds} commands, {len(killed)} killed in time: "
        f"{len(acknowledged)} acknowledged lines there, {there} more"
    )


PROCESSES = 8
LONGEST_WAIT = 2.0
"""Seconds."""


def crowd(folder: Path, rounds: int) -> str:
    """Eight processes writing ``rounds`` lines together, each folding now and then."""
    path = folder / "network.json"
    open_store(path).close()
    each = rounds // PROCESSES
    reading, starting = os.pipe()

    def work_of(name: str) -> Callable[[Callable[[str], None]], None]:
        def work(tell: Callable[[str], None]) -> None:
            chance = random.Random(name)
            os.close(starting)
            store = Store.open(path, instant=lambda: datetime.now(UTC), account=name)
            os.read(reading, 1)  # until all are there: the end of the pipe
            longest = 0.0
            for number in range(each):
                started = time.monotonic()
                write_note(store, f"{name} {number}")
                longest = max(longest, time.monotonic() - started)
                if chance.random() < 0.03:
                    store.fold()
            store.close()
            tell(f"{longest}")

        return work

    children: list[Child] = [forked(work_of(f"p{number}")) for number in range(PROCESSES)]
    os.close(starting)
    longest = max(float(child.end()) for child in children)
    os.close(reading)
    assert all(ended_well(child) for child in children)
    store = open_store(path)
    found = texts(store)
    assert sorted(found) == sorted(f"p{n} {line}" for n in range(PROCESSES) for line in range(each))
    assert [change.number for change in store.changes()] == list(range(len(found), 0, -1))
    assert list(store.table(Note.table)) == sorted(store.table(Note.table)), "ids do not rise"
    store.close(fold=True)
    assert stock_texts(path) == found
    assert longest < LONGEST_WAIT, f"one waited {longest:.2f} s"
    return (
        f"{len(found)} lines by {PROCESSES} processes, each there once; longest wait {1000 * longest:.0f} ms"
    )
