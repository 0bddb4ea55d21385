"""How long a key waits at most while something large happens beside an open session of the large network.

Run with ``python -m tests.benchmarks.stalls``. Prints a table and asserts nothing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.importing import MAKE_LARGE, ROWS, make_connections
from tests.benchmarks.program import netui_command
from tests.benchmarks.table import report
from tests.terminal import Terminal

AFTERWARDS = 6.0
"""Seconds for which keys are pressed when the other one is done: by then all is taken in and computed."""
LONGEST = 60.0
MOST = 50.0
"""Milliseconds of a pause that is not felt."""

REWRITE = (
    "import json, sys, pathlib; path = pathlib.Path(sys.argv[1]); "
    "path.write_text(json.dumps(json.loads(path.read_bytes())))"
)


def done(*command: str) -> Callable[[], object]:
    """Runs a command to its end."""
    return partial(subprocess.run, command, check=True, capture_output=True)


def longest_wait(terminal: Terminal, work: Callable[[], object]) -> float:
    """Seconds that a key waited at most for the first of what it painted, from when ``work`` begins."""
    ended: list[float] = []

    def do() -> None:
        work()
        ended.append(time.perf_counter())

    worker = threading.Thread(target=do)
    worker.start()
    waits, presses = [], 0
    while not ended or time.perf_counter() - ended[0] < AFTERWARDS:
        started = time.perf_counter()
        terminal.send(b"j" if presses % 16 < 8 else b"k")
        presses += 1
        terminal.read(LONGEST)
        waits.append(time.perf_counter() - started)
        while terminal.read(0.02):
            pass
    worker.join()
    return max(waits)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path, file = Path(folder) / "large" / "network.json", Path(folder) / "Connections.csv"
        # In a process of its own: to start others from one that has held so much takes long.
        subprocess.run([sys.executable, "-c", MAKE_LARGE, str(path)], check=True)
        make_connections(file)
        work = {
            "nothing else happens": lambda: None,
            "another session logs a line": done(*netui_command(path, "log", "coffee with nobody")),
            f"another session imports {ROWS} rows": done(*netui_command(path, "import", str(file), "--json")),
            "another session undoes that": done(*netui_command(path, "undo")),
            "another program writes the document": done(sys.executable, "-c", REWRITE, str(path)),
        }
        terminal = Terminal(netui_command(path), environment={"XDG_STATE_HOME": str(Path(folder) / "state")})
        try:
            terminal.until(b"Reach out")
            terminal.quiet(2.0)
            terminal.press(b"2")
            terminal.quiet(2.0)
            for what, each in work.items():
                waited = longest_wait(terminal, each) * 1000
                report(f"large: a key waits at most, while {what}", waited, most=MOST)
        finally:
            terminal.end()


if __name__ == "__main__":
    main()
