"""What the program costs, as ratios to something measured beside it (bars.md, "Speed and memory").

Run with ``python -m tests.benchmarks.program``; ``python -m tests.benchmarks`` runs all. Asserts nothing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from netui.clock import Clock
from netui.network import Changed, Network
from netui.network.guards import thoughts_on
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.picture import Picture, compute, exhaust
from tests.benchmarks.large import make_large
from tests.benchmarks.storage import LARGE, SMALL, report, timed
from tests.terminal import Terminal, netui

ROUNDS = 5
KEYS = 60
BACKSPACE, ESCAPE = b"\x7f", b"\x1b"
CLOCK = Clock("Europe/London", datetime(2026, 11, 23, 10, tzinfo=UTC))

REFERENCE_PROCESS = "import sys, msgspec, click, tinydb; msgspec.json.decode(open(sys.argv[1], 'rb').read())"
EMPTY_APP = """
from textual.app import App
from textual.widgets import Footer, Header, Static
class Empty(App):
    BINDINGS = [("j", "count", "count"), ("q", "quit", "quit")]
    count = 0
    def compose(self):
        yield Header()
        yield Static("ready", id="it")
        yield Footer()
    def action_count(self):
        self.count += 1
        self.query_one("#it", Static).update(f"{self.count}")
Empty().run()
"""


def netui_command(path: Path, *arguments: str) -> list[str]:
    """netui on a document, at the moment of the benchmarks."""
    moment = CLOCK.instant().isoformat() + f"[{CLOCK.zone}]"
    return netui(path, "--now", moment, *arguments)


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20)[-1]


def log_process(path: Path) -> None:
    """``netui log`` as a whole process."""
    line = netui_command(path, "log", "coffee with nobody in particular")
    reference = [sys.executable, "-c", REFERENCE_PROCESS, str(path)]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(timed(lambda: subprocess.run(reference, check=True, capture_output=True), 1))
        ours.append(timed(lambda: subprocess.run(line, check=True, capture_output=True), 1))
    report("large: netui log / import and decode", median(ours), median(ours) / median(theirs), "≤ 2.5")


def rules(path: Path) -> None:
    """The live reading, and the reminders."""
    network = Network.open(path, CLOCK.instant)
    now = CLOCK.now()
    names = [contact.name for contact in network.contacts.values() if contact.kind == "person"][:40]
    line = f"yesterday: coffee with {names[3]} and {names[7]}, gave advice, promised the notes by friday"
    read_line(network, line, now)
    times = [
        timed(lambda end=end: read_line(network, line[:end], now), 1)  # type: ignore[misc]
        for _ in range(3)
        for end in range(1, len(line))
    ]
    report("large: live reading per key, p95", p95(times), None, "≤ 16 ms")
    report(
        "large: all reminders from nothing",
        timed(lambda: compute(network, now).today(now), 3),
        None,
        "≤ 1500 ms",
    )
    picture = Picture(network)
    exhaust(picture.begin(now))
    picture.today(now)
    ask = read_line(network, f"called {names[3]} and {names[7]}, asked {names[3]} for advice", now)
    times = [timed(lambda: thoughts_on(network, picture, ask, now), 1) for _ in range(40)]
    report("large: what a line gives to think, p95", p95(times), None, "within the reading's 16 ms")
    changes: list[Callable[[], object]] = []

    def recompute(changed: Changed) -> None:
        exhaust(picture.keep_up(changed, now))
        picture.today(now)

    network.subscribe(lambda changed: changes.append(partial(recompute, changed)))
    times = []
    for name in names:
        save(
            network,
            read_line(network, f'coffee with @"{name}"', now, choices={12: _first(network, name)}),
            now,
        )
        times.append(timed(changes.pop(), 1))
    report("large: reminders after one line", median(times), None, "≤ 5 ms")
    network.close()


def _first(network: Network, name: str) -> int:
    return network.names.lookup(name)[0]


def screens(small: Path, large: Path) -> None:
    """The first screen, keys and memory, in a pseudo-terminal."""
    empty_start, starts = [], {"small": [], "large": []}  # type: ignore[var-annotated]
    wholes: dict[str, list[float]] = {"small": [], "large": []}
    for _ in range(ROUNDS):
        empty = Terminal([sys.executable, "-c", EMPTY_APP])
        empty_start.append(empty.until(b"ready"))
        empty.quiet()
        if len(empty_start) == ROUNDS:
            empty_memory = empty.memory()
            empty_key = p95([empty.press(b"j")[0] for _ in range(KEYS)])
        empty.end()
        for name, path in (("small", small), ("large", large)):
            terminal = Terminal(netui_command(path))
            starts[name].append(terminal.until(b"Promised and due"))
            wholes[name].append(terminal.until(b"Reach out"))
            terminal.quiet(1.0)
            if len(starts[name]) == ROUNDS:
                _keys(name, terminal, empty_key)
                memory = terminal.memory()
                bar = "≤ 1.5 ×" if name == "small" else "≤ 260 MB"
                what = f"{name}: memory / empty app"
                print(f"{what:<58} {memory:10.0f} MB {memory / empty_memory:9.2f}  {bar}")
            terminal.end()
    base = median(empty_start)
    report("empty app: first screen", base)
    for name, bar in (("small", "≤ 1.5"), ("large", "≤ 3")):
        report(f"{name}: what is due / empty app", median(starts[name]), median(starts[name]) / base, bar)
        report(f"{name}: whole Today / empty app", median(wholes[name]), median(wholes[name]) / base, bar)


def _keys(name: str, terminal: Terminal, empty_key: float) -> None:
    sizes = []
    for key in (b"4", b"3", b"2"):
        before = len(terminal.output)
        terminal.press(key)
        terminal.quiet(1.0)  # a list of thousands is built before its first paint
        sizes.append(len(terminal.output) - before)
    presses = [terminal.press(b"j") for _ in range(KEYS)]
    slowest = p95([seconds for seconds, _ in presses])
    report(f"{name}: a key in the list, p95 / empty app's", slowest, slowest / empty_key, "≤ 3, ≤ 30 ms")
    moved = median(size for _, size in presses)
    terminal.press(b"/")
    typed = [terminal.press(key) for key in (b"k", b"a", BACKSPACE, BACKSPACE) * (KEYS // 4)]
    terminal.press(ESCAPE)
    slowest = p95([seconds for seconds, _ in typed])
    report(f"{name}: a key in the filter, p95 / empty app's", slowest, slowest / empty_key, "≤ 3, ≤ 30 ms")
    print(f"{f'{name}: bytes for a cursor move, median':<58} {moved:10.0f} B   ≤ 1 kB")
    print(f"{f'{name}: bytes for a change of screen, most':<58} {max(sizes):10.0f} B   ≤ 12 kB")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small" / "network.json", Path(folder) / "large" / "network.json"
        make_large(small, contacts=SMALL[0], interactions=SMALL[1])
        make_large(large, contacts=LARGE[0], interactions=LARGE[1])
        log_process(large)
        rules(large)
        screens(small, large)


if __name__ == "__main__":
    main()
