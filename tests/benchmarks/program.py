"""What the program costs, as ratios to something measured beside it (bars.md, "Speed and memory").

Run with ``python -m tests.benchmarks.program``; ``python -m tests.benchmarks`` runs all. Asserts nothing.
"""

from __future__ import annotations

import compileall
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import netui as netui_package
from netui.clock import Clock
from netui.errors import NetuiError
from netui.network import Changed, Network
from netui.network.guards import thoughts_on
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.picture import Picture, compute, exhaust
from tests.benchmarks.large import make_large
from tests.benchmarks.storage import HUGE, LARGE, SMALL, timed
from tests.benchmarks.table import report
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


def netui_command(path: Path, *arguments: str, days: int = 0) -> list[str]:
    """netui on a document, at the moment of the benchmarks, or so many days later."""
    moment = (CLOCK.instant() + timedelta(days=days)).isoformat() + f"[{CLOCK.zone}]"
    return netui(path, "--now", moment, *arguments)


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20)[-1]


def log_process(name: str, path: Path) -> None:
    """``netui log`` as a whole process."""
    line = netui_command(path, "log", "coffee with nobody in particular")
    reference = [sys.executable, "-c", REFERENCE_PROCESS, str(path)]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(timed(lambda: subprocess.run(reference, check=True, capture_output=True), 1))
        ours.append(timed(lambda: subprocess.run(line, check=True, capture_output=True), 1))
    what = f"{name}: netui log / import and decode"
    report(what, median(ours) * 1000, ratio=median(ours) / median(theirs), most_ratio=2.5)


def rules(name: str, path: Path) -> None:
    """The live reading, and the reminders."""
    network = Network.open(path, CLOCK.instant)
    now = CLOCK.now()
    names = [contact.name for contact in network.contacts.values() if contact.kind == "person"][:40]
    line = f"yesterday: coffee with {names[3]} and {names[7]}, gave advice, promised the notes by friday"
    read_line(network, line, now)

    def read_so_far(end: int) -> None:
        with suppress(NetuiError):  # "yesterday:" says nothing yet
            read_line(network, line[:end], now)

    times = [timed(partial(read_so_far, end), 1) for _ in range(3) for end in range(1, len(line))]
    report(f"{name}: live reading per key, p95", p95(times) * 1000, most=16)
    took = timed(lambda: compute(network, now).today(now), 3)
    report(f"{name}: all reminders from nothing", took * 1000, most=1500 if name == "large" else None)
    picture = Picture(network)
    exhaust(picture.begin(now))
    picture.today(now)
    ask = read_line(network, f"called {names[3]} and {names[7]}, asked {names[3]} for advice", now)
    times = [timed(lambda: thoughts_on(network, picture, ask, now), 1) for _ in range(40)]
    report(f"{name}: what a line gives to think, p95", p95(times) * 1000, most=16)
    changes: list[Callable[[], object]] = []

    def recompute(changed: Changed) -> None:
        exhaust(picture.keep_up(changed, now))
        picture.today(now)

    network.subscribe(lambda changed: changes.append(partial(recompute, changed)))
    times = []
    for each in names:
        save(
            network,
            read_line(network, f'coffee with @"{each}"', now, choices={12: _first(network, each)}),
            now,
        )
        times.append(timed(changes.pop(), 1))
    report(f"{name}: reminders after one line", median(times) * 1000, most=5 if name == "large" else None)
    network.close()


def _first(network: Network, name: str) -> int:
    return network.names.lookup(name)[0]


def screens(small: Path, large: Path) -> None:
    """The first screen, keys and memory, in a pseudo-terminal."""
    # As an installation has it, whatever the environment says of writing what was compiled.
    compileall.compile_dir(Path(netui_package.__file__).parent, quiet=2)
    empty_start, starts = [], {"small": [], "large": []}  # type: ignore[var-annotated]
    wholes: dict[str, list[float]] = {"small": [], "large": []}
    again: dict[int, list[float]] = {0: [], 1: []}
    state = large.with_name("state")
    kept_there = {"XDG_STATE_HOME": str(state)}
    for _ in range(ROUNDS):
        shutil.rmtree(state, ignore_errors=True)
        empty = Terminal([sys.executable, "-c", EMPTY_APP])
        empty_start.append(empty.until(b"ready"))
        empty.quiet()
        if len(empty_start) == ROUNDS:
            empty_memory = empty.memory()
            empty_key = p95([empty.press(b"j")[0] for _ in range(KEYS)])
        empty.end()
        for name, path in (("small", small), ("large", large)):
            terminal = Terminal(netui_command(path), environment=kept_there)
            starts[name].append(terminal.until(b"Promised and due"))
            wholes[name].append(terminal.until(b"Reach out"))
            terminal.quiet(1.0)
            if len(starts[name]) == ROUNDS:
                memory = terminal.memory()
                most_ratio, most = (1.5, None) if name == "small" else (None, 260.0)
                what = f"{name}: memory / empty app"
                ratio = memory / empty_memory
                report(what, memory, "MB", ratio=ratio, most=most, most_ratio=most_ratio)
                _keys(name, terminal, empty_key)
                memory = terminal.memory()
                what = f"{name}: memory after its screens were seen / empty app"
                report(what, memory, "MB", ratio=memory / empty_memory, most=most)
            terminal.end()
        for days, times in again.items():
            terminal = Terminal(netui_command(large, days=days), environment=kept_there)
            times.append(terminal.until(b"Reach out"))
            terminal.quiet(1.0)
            terminal.end()
    base = median(empty_start)
    report("empty app: first screen", base * 1000)
    for name, bar in (("small", 1.5), ("large", 3.0)):
        due, whole = median(starts[name]), median(wholes[name])
        report(f"{name}: what is due on screen / empty app", due * 1000, ratio=due / base)
        report(f"{name}: first full Today / empty app", whole * 1000, ratio=whole / base, most_ratio=bar)
    for days, when in enumerate(("again on the same day", "on the next day")):
        whole = median(again[days])
        what = f"large: first full Today, {when} / empty app"
        report(what, whole * 1000, ratio=whole / base, most_ratio=3.0)


def _keys(name: str, terminal: Terminal, empty_key: float) -> None:
    sizes = []
    for key in (b"4", b"3", b"2"):
        before = len(terminal.output)
        terminal.press(key)
        terminal.quiet(1.0)  # a list of thousands is built before its first paint
        sizes.append(len(terminal.output) - before)
    presses = [terminal.press(b"j") for _ in range(KEYS)]
    slowest = p95([seconds for seconds, _ in presses])
    what = f"{name}: a key in the list, p95 / empty app's"
    report(what, slowest * 1000, ratio=slowest / empty_key, most_ratio=3, most=30)
    moved = median(size for _, size in presses)
    terminal.press(b"/")
    typed = [terminal.press(key) for key in (b"k", b"a", BACKSPACE, BACKSPACE) * (KEYS // 4)]
    terminal.press(ESCAPE)
    slowest = p95([seconds for seconds, _ in typed])
    what = f"{name}: a key in the filter, p95 / empty app's"
    report(what, slowest * 1000, ratio=slowest / empty_key, most_ratio=3, most=30)
    report(f"{name}: bytes for a cursor move, median", moved, "B", most=1000)
    report(f"{name}: bytes for a change of screen, most", max(sizes), "B", most=12_000)


def main(*, huge: bool = False) -> None:
    """Print the table; ``huge``: of 30,000 contacts and 300,000 interactions too."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / name / "network.json" for name in ("small", "large")}
        make_large(paths["small"], contacts=SMALL[0], interactions=SMALL[1])
        make_large(paths["large"], contacts=LARGE[0], interactions=LARGE[1])
        log_process("large", paths["large"])
        rules("large", paths["large"])
        screens(paths["small"], paths["large"])
        if huge:
            path = Path(folder) / "huge" / "network.json"
            make_large(path, contacts=HUGE[0], interactions=HUGE[1])
            log_process("huge", path)
            rules("huge", path)


if __name__ == "__main__":
    main()
