"""What a key costs on each screen of a large network, beside an empty Textual app's (bars.md, "Speed").

Run with ``python -m tests.benchmarks.keys``. Prints a table and asserts nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.large import make_large
from tests.benchmarks.program import (
    BACKSPACE,
    DOWN,
    EMPTY_APP,
    ESCAPE,
    KEYS,
    LEFT,
    RIGHT,
    UP,
    netui_command,
    p95,
)
from tests.terminal import Terminal

SIZES = ((80, 24), (120, 40))
TAB, ENTER = b"\t", b"\r"
MANY = (
    ("network: down, up", b"2", b"", (DOWN, DOWN, DOWN, UP)),
    ("network: pages", b"2", b"", (b"\x04", b"\x04", b"\x15", b"G", b"g")),
    ("network: a key in the filter", b"2", b"/", (b"k", b"a", BACKSPACE, BACKSPACE)),
    ("network: a name in the filter", b"2", b"/", (*(bytes([c]) for c in b"kalo mi"), *([BACKSPACE] * 7))),
    ("network: a filter that nobody matches", b"2", b"/", (b"x", b"q", b"z", b"k", *([BACKSPACE] * 4))),
    ("network: select", b"2", b"", (b" ",)),
    ("network: order by the next column", b"2", b"", (b"o",)),
    ("balance: down, up", b"3", b"", (DOWN, DOWN, DOWN, UP)),
    ("balance: order", b"3", b"", (b"o",)),
    ("streak: down, up", b"4", b"", (UP, UP, UP, DOWN)),
    ("streak: left, right", b"4", b"", (LEFT, LEFT, RIGHT, LEFT)),
    ("contact: down, up", b"2", ENTER + TAB, (DOWN, DOWN, DOWN, UP)),
)
"""What is measured, the screen, what is pressed once before, and the keys that are pressed in turn."""
SCREENS = ((b"2", "network"), (b"3", "balance"), (b"4", "streak"), (b"5", "goals"), (b"1", "today"))
ORDERS, LISTS = 5, 6
"""How many there are on Network and on Balance."""
LONGEST = 5.0
"""Seconds in which a key must have been answered."""


def answered(terminal: Terminal, key: bytes) -> float:
    """Seconds from a key to the last byte of what it painted, however late the first one comes."""
    started = time.perf_counter()
    terminal.send(key)
    if not terminal.read(LONGEST):
        return LONGEST
    last = time.perf_counter()
    while terminal.read(0.12):
        last = time.perf_counter()
    return last - started


def first_times(terminal: Terminal) -> list[tuple[str, float]]:
    """What is done for the first time since the start, in seconds."""
    found = [(f"{name}: the first time", answered(terminal, key)) for key, name in SCREENS]
    found += [(f"{name}: shown again", answered(terminal, key)) for key, name in SCREENS]
    answered(terminal, b"2")
    for place in range(2, ORDERS + 1):
        found.append((f"network: order {place} of {ORDERS}", answered(terminal, b"o")))
    answered(terminal, b"o")
    answered(terminal, b"3")
    for place in range(2, LISTS + 1):
        found.append((f"balance: list {place} of {LISTS}", answered(terminal, TAB)))
    answered(terminal, TAB)
    return found


def pressed(terminal: Terminal, screen: bytes, before: bytes, keys: Sequence[bytes]) -> list[float]:
    """Seconds of each of many presses of ``keys``, in turn."""
    terminal.press(screen)
    terminal.quiet(0.5)
    for key in before:
        terminal.send(bytes([key]))
        terminal.quiet(0.5)
    found = [terminal.press(keys[place % len(keys)])[0] for place in range(KEYS)]
    terminal.press(ESCAPE)
    return found


def _milliseconds(times: list[float]) -> str:
    return f"median {median(times) * 1000:6.1f} ms, p95 {p95(times) * 1000:6.1f} ms"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "network.json"
        make_large(path)
        for size in SIZES:
            empty = Terminal([sys.executable, "-c", EMPTY_APP], size=size)
            empty.until(b"ready")
            empty.quiet()
            base = [empty.press(b"j")[0] for _ in range(KEYS)]
            empty.end()
            print(f"{size[0]}x{size[1]}: the empty app's key {_milliseconds(base)}")
            terminal = Terminal(netui_command(path), size=size)
            terminal.until(b"Promised and due")
            terminal.quiet(2.0)
            for what, seconds in first_times(terminal):
                print(f"  {what:<44} {seconds * 1000:8.1f} ms")
            for what, screen, before, keys in MANY:
                times = pressed(terminal, screen, before, keys)
                print(f"  {what:<44} {_milliseconds(times)}  {p95(times) / p95(base):5.1f} x")
            terminal.end()


if __name__ == "__main__":
    main()
