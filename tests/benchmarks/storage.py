"""What storage costs, as ratios to something measured beside it (bars.md, "Speed and memory").

Run with ``python -m tests.benchmarks.storage``, with ``--folder`` on the disk that matters; the default is
the system's folder for temporary files. Asserts nothing.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tinydb import TinyDB
from tinydb.table import Document

from netui.domain.records import Interaction
from netui.network import Network
from netui.storage import Store
from netui.storage.codec import Value, codec_of, fields_of
from tests.benchmarks.networks import CLOCK, NETWORKS
from tests.benchmarks.table import report

BARE_BYTES = 300
ROUNDS = 200
HEAVY_ROUNDS = 5


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median seconds of ``work``."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return median(times)


def some_interaction(store: Store) -> Interaction:
    """One of the document's interactions."""
    record = next(iter(store.table(Interaction.table).values()))
    assert isinstance(record, Interaction)
    return record


def inserts(path: Path) -> tuple[float, float, float]:
    """Seconds of a bare append, of an insert through TinyDB's table, of a change with the network's indexes.

    By turns, so that all three meet the same disk.
    """
    network = Network.open(path, lambda: datetime.now(UTC))
    store = network.store
    record = some_interaction(store)
    fields = fields_of(Interaction.table, Value(record))
    table = store.database.table(Interaction.table)

    def insert() -> None:
        table.insert(fields)

    def change() -> None:
        with network.change("log: benchmark") as transaction:
            transaction.insert(record)

    _ = network.by_contact, network.by_day, network.names
    descriptor = os.open(path.with_name("bare"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append() -> None:
        os.write(descriptor, b"x" * (BARE_BYTES - 1) + b"\n")
        os.fdatasync(descriptor)

    turns = [(timed(append, 1), timed(insert, 1), timed(change, 1)) for _ in range(ROUNDS)]
    os.close(descriptor)
    store.close(fold=True)
    bare, inserted, changed = (median(column) for column in zip(*turns, strict=True))
    return bare, inserted, changed


def stock_insert(path: Path) -> float:
    """Seconds of stock TinyDB's insert into a copy of the document."""
    copy = path.with_name("stock.json")
    copy.write_bytes(path.read_bytes())
    with TinyDB(copy) as database:
        table = database.table(Interaction.table)
        fields = dict(next(iter(table)))
        first_id = 1 << 52
        numbers = iter(range(first_id, first_id + HEAVY_ROUNDS))
        return timed(lambda: table.insert(Document(fields, next(numbers))), HEAVY_ROUNDS)


def stock_first_read(path: Path) -> float:
    """Seconds until stock TinyDB has read the document for the first time."""

    def read() -> None:
        with TinyDB(path) as database:
            len(database.table(Interaction.table))

    return timed(read, HEAVY_ROUNDS)


def opening(path: Path) -> float:
    """Seconds of opening the document."""

    def reopen() -> None:
        Store.open(path, instant=CLOCK.instant, account="benchmark").close()
        gc.unfreeze()

    return timed(reopen, HEAVY_ROUNDS)


def folding(path: Path) -> tuple[float, float, float]:
    """Seconds of a fold, of encoding, writing and syncing the same, and the longest stall beside the fold."""
    store = Store.open(path, instant=lambda: datetime.now(UTC), account="benchmark")
    record = some_interaction(store)
    copy = path.with_name("plain.json")
    tables = {name: dict(store.table(name)) for name in store.model.names()}

    def plain() -> None:
        encoder = codec_of(Interaction.table)
        data = b"".join(piece for records in tables.values() for piece in encoder.encode_table(records, {}))
        with copy.open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())

    folds, plains, stalls = [], [], []
    for _ in range(HEAVY_ROUNDS):
        with store.change("log: benchmark") as transaction:
            transaction.insert(record)
        folds.append(timed(store.fold, 1))
        plains.append(timed(plain, 1))
        with store.change("log: benchmark") as transaction:
            transaction.insert(record)
        stalls.append(longest_stall(store))
    store.close()
    return median(folds), median(plains), median(stalls)


def longest_stall(store: Store) -> float:
    """Longest seconds that another thread was kept from running, by a fold in a thread."""
    thread = threading.Thread(target=store.fold)
    worst = 0.0
    thread.start()
    last = time.perf_counter()
    while thread.is_alive():
        time.sleep(0.0005)
        now = time.perf_counter()
        worst = max(worst, now - last)
        last = now
    thread.join()
    return worst


def follow_cost(path: Path) -> tuple[float, float]:
    """Seconds of a look when there is nothing new, and of one when another session has logged a line."""
    one = Store.open(path, instant=CLOCK.instant, account="benchmark")
    other = Store.open(path, instant=CLOCK.instant, account="benchmark")
    record = some_interaction(one)
    idle = timed(one.follow, ROUNDS)
    times = []
    for _ in range(ROUNDS // 4):
        with other.change("log: benchmark") as transaction:
            transaction.insert(record)
        times.append(timed(one.follow, 1))
    one.close()
    other.close(fold=True)
    return idle, median(times)


def measure(name: str, folder: Path) -> tuple[float, float]:
    """Print the rows of one size; seconds of an insert and of a change."""
    path = folder / name / "network.json"
    NETWORKS[name](path)
    bare, insert, change = inserts(path)
    large = name == "large"
    report(f"{name}: bare append and fdatasync", bare * 1000)
    what = f"{name}: insert through the TinyDB table / bare append"
    report(what, insert * 1000, ratio=insert / bare, most_ratio=2 if large else None)
    what = f"{name}: one line applied whole / bare append"
    report(what, change * 1000, ratio=change / bare, most_ratio=4 if large else None)
    stock = stock_insert(path)
    what = f"{name}: stock TinyDB's insert / ours"
    report(what, stock * 1000, ratio=stock / insert, least_ratio=1000 if large else None)
    read, opened = stock_first_read(path), opening(path)
    what = f"{name}: opening / stock TinyDB's first read"
    report(what, opened * 1000, ratio=opened / read, most_ratio=0.6 if large else None)
    fold, plain, stall = folding(path)
    what = f"{name}: fold / encode, write, sync"
    report(what, fold * 1000, ratio=fold / plain, most_ratio=1.5 if large else None)
    report(f"{name}: longest stall beside a fold in a thread", stall * 1000, most=50 if large else None)
    idle, news = follow_cost(path)
    report(f"{name}: a look, nothing new", idle * 1000)
    report(f"{name}: a look, one line of another session", news * 1000)
    return insert, change


def main(disk: Path | None = None, *, huge: bool = False) -> None:
    """Print the table; ``disk``: a folder on the disk to measure; ``huge``: of the huge network, too."""
    with tempfile.TemporaryDirectory(dir=disk) as folder:
        small = measure("small", Path(folder))
        large = measure("large", Path(folder))
        if huge:
            measure("huge", Path(folder))
    report("insert, large / small", large[0] * 1000, ratio=large[0] / small[0], most_ratio=1.5)
    ratio = large[1] / small[1]
    report("one line applied whole, large / small", large[1] * 1000, ratio=ratio, most_ratio=1.5)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=None, help="a folder on the disk to measure")
    main(parser.parse_args().folder)
