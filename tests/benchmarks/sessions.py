"""One and twenty sessions on this machine: processor, memory, and the delay of a key.

Run with ``python -m tests.benchmarks.sessions``. Prints a table and asserts nothing.
"""

from __future__ import annotations

import os
import random
import selectors
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from statistics import median

from tests.benchmarks.networks import make_small
from tests.benchmarks.program import netui_command, p95
from tests.benchmarks.table import report
from tests.terminal import Terminal

MANY = 20
IDLE_SECONDS = 20.0
KEYS = 20
TYPED_EVERY = (0.25, 0.75)
"""Seconds between two keys of one person, who is not in step with any other."""
LONGEST = 5.0
"""Seconds in which a key must have been answered."""
SEED = 20261123


def seconds_used(sessions: list[Terminal]) -> float:
    """Seconds of processor that the sessions have used since their start."""
    ticks = 0
    for session in sessions:
        fields = Path(f"/proc/{session.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def shared_megabytes(sessions: list[Terminal]) -> float:
    """Memory of all sessions together, each shared page once (PSS)."""
    total = 0
    for session in sessions:
        for line in Path(f"/proc/{session.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def first_bytes(sessions: list[Terminal]) -> list[float]:
    """Move the cursor in each session as somebody who reads does; the delays until the first bytes of the
    answers. One thread waits for all of them, and reads nothing of what they say: it would take part."""
    chance = random.Random(SEED)
    now = time.perf_counter()
    presses: list[tuple[float, int, int]] = []
    """When, in which session, and the how manieth of it; the next one last."""
    for place in range(len(sessions)):
        pauses = (chance.uniform(*TYPED_EVERY) for _ in range(KEYS))
        presses += ((now + since, place, number) for number, since in enumerate(accumulate(pauses)))
    presses.sort(reverse=True)
    asked: dict[int, float] = {}
    delays: list[float] = []
    with selectors.DefaultSelector() as ready:
        for place, session in enumerate(sessions):
            ready.register(session.descriptor, selectors.EVENT_READ, place)
        while presses or asked:
            now = time.perf_counter()
            if presses and presses[-1][0] <= now:
                _, place, number = presses.pop()
                asked.setdefault(place, now)  # who is not answered has waited longer still
                sessions[place].send("j" if number % 8 < 4 else "k")
                continue
            for key, _ in ready.select(presses[-1][0] - now if presses else LONGEST):
                sessions[key.data].read(0)
                if (since := asked.pop(key.data, None)) is not None:
                    delays.append(time.perf_counter() - since)
            if not presses and time.perf_counter() - now > LONGEST:
                delays += [LONGEST] * len(asked)
                break
    return delays


def measured(count: int, folder: Path) -> None:
    """Open ``count`` sessions, leave them alone, then have a person at each."""
    sessions = []
    try:
        for number in range(count):
            path = folder / f"{count}-{number}" / "network.json"
            make_small(path)
            session = Terminal(netui_command(path))
            session.until(b"Balance ", 120)
            session.quiet(0.5)
            session.send("2")
            session.quiet(0.5)
            sessions.append(session)
        time.sleep(6)  # the fold after the start
        sent = sum(len(session.output) for session in sessions)
        before = seconds_used(sessions)
        time.sleep(IDLE_SECONDS)
        idle = (seconds_used(sessions) - before) / IDLE_SECONDS
        for session in sessions:
            session.quiet(0.01)
        sent = sum(len(session.output) for session in sessions) - sent
        memory = shared_megabytes(sessions)
        before, started = seconds_used(sessions), time.perf_counter()
        delays = first_bytes(sessions)
        used = (seconds_used(sessions) - before) / (time.perf_counter() - started)
        many = f"{count} sessions" if count > 1 else "1 session"
        report(f"{many}: untouched, of a core each", 100 * idle / count, "%", most=0.3)
        report(f"{many}: untouched, sent", sent, "B", most=0)
        report(f"{many}: in use, of a core", 100 * used, "%")
        report(f"{many}: memory together (PSS)", memory, "MB", most=1200)
        report(f"{many}: a key, median", 1000 * median(delays))
        report(f"{many}: a key, p95", 1000 * p95(delays), most=30)
    finally:
        for session in sessions:
            session.kill()


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        for count in (1, MANY):
            measured(count, Path(name))


if __name__ == "__main__":
    main()
