"""Processes at once, and processes killed: nothing acknowledged is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tinydb import TinyDB

from tests.storage.helpers import open_store, texts
from tests.terminal import LONGEST

LINES = 100
KILLS = 20

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from netui.storage import Store
from tests.storage.helpers import note

path, name, lines, every = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
store = Store.open(path, instant=lambda: datetime.now(UTC), account=name)
for number in range(lines):
    with store.change(f"{name} {number}") as change:
        change.insert(note(f"{name} {number}"))
    print(number, flush=True)
    if number % every == every - 1:
        store.fold()
store.close()
"""


def writer(path: Path, name: str, *, lines: int, fold_every: int) -> subprocess.Popen[str]:
    """A process that writes notes and says the number of each that is acknowledged."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(lines), str(fold_every)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_two_processes_at_once_lose_nothing(path: Path) -> None:
    processes = [writer(path, name, lines=LINES, fold_every=every) for name, every in (("a", 30), ("b", 47))]
    here = open_store(path)
    end = time.monotonic() + LONGEST
    while any(process.poll() is None for process in processes):
        assert time.monotonic() < end, "they never end"
        here.follow()
        time.sleep(0.005)
    for process in processes:
        acknowledged, _ = process.communicate()
        assert process.returncode == 0
        assert acknowledged.split() == [str(number) for number in range(LINES)]
    here.follow()
    wanted = sorted(f"{name} {number}" for name in "ab" for number in range(LINES))
    assert sorted(texts(here)) == wanted
    assert [change.number for change in here.changes()] == list(range(2 * LINES, 0, -1))
    here.close(fold=True)
    with TinyDB(path) as stock:
        assert sorted(found["text"] for found in stock.table("notes")) == wanted


def test_killed_at_any_moment_loses_nothing_acknowledged(path: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[str] = []
    for kill in range(KILLS):
        process = writer(path, f"k{kill}", lines=100_000, fold_every=chance.choice((1, 2, 5)))
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        said = [first.strip(), *process.communicate()[0].split("\n")[:-1]]
        acknowledged += [f"k{kill} {number}" for number in said]
    store = open_store(path)
    found = texts(store)
    assert len(found) == len(set(found))
    assert set(acknowledged) <= set(found)
    assert len(found) <= len(acknowledged) + KILLS  # at most the one line that was not said any more
    assert [change.number for change in store.changes()] == list(range(len(found), 0, -1))
    assert list(path.parent.glob(".network*.tmp")) == []
    store.close(fold=True)
    with TinyDB(path) as stock:
        assert len(stock.table("notes")) == len(found)
