"""In which order things reach the disk, and how long the lock is held."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from netui.storage import Store
from netui.storage.lock import TIMEOUT
from netui.storage.resident import Resident
from tests.faults.acts import with_past
from tests.faults.processes import ended_well, forked
from tests.storage.helpers import note, open_store, texts, write_note


def order_of(act: Callable[[], object]) -> list[str]:
    """What an act does to the disk and to the records, as ``call name``, in order."""
    events: list[str] = []
    names: dict[int, str] = {}
    originals = {name: getattr(os, name) for name in ("open", "write", "fsync", "fdatasync", "replace")}
    apply = Resident.apply

    def opened(path: Any, flags: int, *mode: Any, **options: Any) -> int:
        descriptor: int = originals["open"](path, flags, *mode, **options)
        names[descriptor] = kind(Path(path))
        return descriptor

    def on_descriptor(name: str) -> Callable[..., Any]:
        def call(descriptor: int, *arguments: Any) -> Any:
            events.append(f"{name} {names.get(descriptor, 'journal')}")  # it was open before
            return originals[name](descriptor, *arguments)

        return call

    def replaced(source: Path, target: Path, **options: Any) -> None:
        events.append(f"replace {kind(Path(target))}")
        originals["replace"](source, target, **options)

    def applied(*arguments: Any) -> Any:
        events.append("apply")
        return apply(*arguments)

    calls: dict[str, Callable[..., Any]] = {
        name: on_descriptor(name) for name in ("write", "fsync", "fdatasync")
    }
    calls.update(open=opened, replace=replaced)
    for name, call in calls.items():
        setattr(os, name, call)
    Resident.apply = applied  # type: ignore[method-assign, assignment]
    try:
        act()
        events.append("done")
    finally:
        Resident.apply = apply  # type: ignore[method-assign]
        for name, original in originals.items():
            setattr(os, name, original)
    return events


def kind(path: Path) -> str:
    """What a path is to a document: temporary files by what they are on their way to."""
    if path.is_dir():
        return "folder"
    name = path.name
    return f"new {name.split('.')[2]}" if name.endswith(".tmp") else path.suffix[1:]


LOG = ["write journal", "fdatasync journal", "apply", "done"]

FOLD = [
    *("write new json", "fsync new json"),
    *("write history", "fdatasync history"),
    *("replace json", "fsync folder"),
    *("write new journal", "fsync new journal", "replace journal", "fsync folder"),
    "done",
]


def acknowledged_is_on_disk(folder: Path, rounds: int) -> str:
    """A line is synced before its record changes and before it is acknowledged; a fold syncs before each
    rename what is renamed, and after it the folder."""
    for turn in range(rounds):
        store = with_past(folder / f"{turn}" / "network.json")
        done = order_of(lambda: write_note(store, "new"))  # noqa: B023
        assert done == LOG, done
        folded = order_of(store.fold)
        rest = iter(folded)
        assert all(event in rest for event in FOLD), folded  # in this order, whatever is in between
        store.close()
    return f"{rounds} lines: {' → '.join(LOG[:-1])} → acknowledged; {rounds} folds: " + " → ".join(FOLD[:-1])


@contextmanager
def hold_times() -> Iterator[list[float]]:
    """The seconds that this process holds locks for, each."""
    holds: list[float] = []
    taken: dict[int, float] = {}
    flock = fcntl.flock

    def timed(descriptor: int, operation: int) -> None:
        if operation & fcntl.LOCK_UN and descriptor in taken:
            holds.append(time.monotonic() - taken.pop(descriptor))
        flock(descriptor, operation)
        if operation & fcntl.LOCK_EX:
            taken[descriptor] = time.monotonic()

    setattr(fcntl, "flock", timed)  # noqa: B010
    try:
        yield holds
    finally:
        setattr(fcntl, "flock", flock)  # noqa: B010


RECORDS = 3000
HELD_AT_MOST = TIMEOUT
"""Seconds after which others would be refused; far above what is measured, since other tests run beside it:
the figure is printed."""


def folds_beside_lines(folder: Path, rounds: int) -> str:
    """Folds in a thread and in another process while lines are appended: none lost, no long hold."""
    path = folder / "network.json"
    store = open_store(path)
    with store.change("many") as change:
        for number in range(RECORDS):
            change.insert(note(f"{number}"))
    store.fold()

    def other(tell: Callable[[str], None]) -> None:
        theirs = open_store(path)
        for number in range(10 * rounds):
            write_note(theirs, f"other {number}")
            if number % 20 == 19:
                theirs.fold()
        theirs.close()
        tell("done")

    child = forked(other)
    written = folded = 0
    with hold_times() as holds:
        for _ in range(rounds):
            write_note(store, f"own {written}")
            written += 1
            results: list[bool] = []
            thread = threading.Thread(target=folding(store, results))
            thread.start()
            while thread.is_alive():
                write_note(store, f"own {written}")
                written += 1
            thread.join()
            assert results, "a fold failed"
            folded += results[0]
    assert child.end() == b"done\n"
    assert ended_well(child)
    store.close()
    again = open_store(path)
    found = texts(again)[RECORDS:]
    assert sorted(found) == sorted(
        [*(f"own {number}" for number in range(written)), *(f"other {n}" for n in range(10 * rounds))]
    )
    assert [change.number for change in again.changes()] == list(range(len(found) + 1, 0, -1))
    again.close(fold=True)
    assert folded
    longest = max(holds)
    assert longest < HELD_AT_MOST, f"the lock was held for {longest:.3f} s"
    return (
        f"{folded} folds of {RECORDS} records beside {len(found)} lines: none lost; "
        f"the lock held for {1000 * longest:.1f} ms at the longest"
    )


def folding(store: Store, results: list[bool]) -> Callable[[], None]:
    """What a thread does."""
    return lambda: results.append(store.fold())
