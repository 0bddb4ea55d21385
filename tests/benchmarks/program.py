"""What the program costs, as ratios to something measured beside it (bars.md, "Speed and memory").

Run with ``python -m tests.benchmarks.program``; ``python -m tests.benchmarks`` runs all. Asserts nothing.
"""

from __future__ import annotations

import compileall
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import netui as netui_package
from netui.errors import NetuiError
from netui.network import Changed, Network
from netui.network.guards import thoughts_on
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.picture import Picture, compute, exhaust
from tests.benchmarks.networks import CLOCK, NETWORKS
from tests.benchmarks.storage import timed
from tests.benchmarks.table import report
from tests.terminal import Terminal, netui

ROUNDS = 5
KEYS = 60
BACKSPACE, ESCAPE = b"\x7f", b"\x1b"
LEFT, RIGHT, UP, DOWN = b"\x1b[D", b"\x1b[C", b"\x1b[A", b"\x1b[B"
FIRST_TODAY = {"small": 1.5, "large": 3.0}
"""The bars of the first full Today."""

AFTER_A_LINE = "after a line by another session"
AGAIN = {"again on the same day": 0, AFTER_A_LINE: 0, "on the next day": 1}
"""When a network is opened again, in this order, and so many days later."""

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
    bar = 2.5 if name == "large" else None
    report(what, median(ours) * 1000, ratio=median(ours) / median(theirs), most_ratio=bar)


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


def screens(paths: Mapping[str, Path]) -> None:
    """The first screen, keys and memory, in a pseudo-terminal."""
    # As an installation has it, whatever the environment says of writing what was compiled.
    compileall.compile_dir(Path(netui_package.__file__).parent, quiet=2)
    taken: dict[str, list[float]] = defaultdict(list)
    for last in (False,) * (ROUNDS - 1) + (True,):
        empty = Terminal([sys.executable, "-c", EMPTY_APP])
        taken["empty"].append(empty.until(b"ready"))
        empty.quiet()
        for name, path in paths.items():
            kept = path.with_name("state")
            shutil.rmtree(kept, ignore_errors=True)
            terminal = opened(path)
            taken[f"{name}: what is due on screen"].append(terminal.until(b"Promised and due"))
            taken[f"{name}: first full Today"].append(terminal.until(b"Reach out"))
            terminal.quiet(1.0)
            if last:
                _in_use(name, terminal, empty)
            terminal.end()
            for when, days in AGAIN.items():
                if name != "small":  # of which nothing is kept
                    if when == AFTER_A_LINE:
                        line = netui_command(path, "log", "coffee with @Somebody, promised the notes")
                        subprocess.run(line, check=True, capture_output=True)
                    terminal = opened(path, days=days)
                    taken[f"{name}: first full Today, {when}"].append(terminal.until(b"Reach out"))
                    terminal.quiet(1.0)
                    terminal.end()
        empty.end()
    base = median(taken.pop("empty"))
    report("empty app: first screen", base * 1000)
    for what, times in taken.items():
        name = what.partition(":")[0]
        bar = FIRST_TODAY.get(name) if "full" in what else None
        report(f"{what} / empty app", median(times) * 1000, ratio=median(times) / base, most_ratio=bar)


def opened(path: Path, *, days: int = 0) -> Terminal:
    """netui on a document, which keeps beside it what it keeps over the end of a session."""
    return Terminal(
        netui_command(path, days=days), environment={"XDG_STATE_HOME": str(path.with_name("state"))}
    )


def _in_use(name: str, terminal: Terminal, empty: Terminal) -> None:
    """Memory and keys of a session, beside the empty app's."""
    most_ratio, most = {"small": (1.5, None), "large": (None, 260.0)}.get(name, (None, None))
    memory, empty_memory = terminal.memory(), empty.memory()
    ratio = memory / empty_memory
    report(f"{name}: memory / empty app", memory, "MB", ratio=ratio, most=most, most_ratio=most_ratio)
    _keys(name, terminal, empty)
    memory = terminal.memory()
    what = f"{name}: memory after its screens were seen / empty app"
    report(what, memory, "MB", ratio=memory / empty_memory, most=most)


def _keys(name: str, terminal: Terminal, empty: Terminal) -> None:
    def pressed(where: str, *keys: bytes) -> list[int]:
        """Press them, each beside a key of the empty app, and tell; the bytes of each answer."""
        ours, empty_s = zip(*((terminal.press(key), empty.press(b"j")[0]) for key in keys), strict=True)
        slowest, base = p95([seconds for seconds, _ in ours]), p95([*empty_s])
        most_ratio, most = (3.0, 30.0) if name == "large" else (None, None)
        what = f"{name}: a key in the {where}, p95 / empty app's"
        report(what, slowest * 1000, ratio=slowest / base, most_ratio=most_ratio, most=most)
        return [size for _, size in ours]

    sizes = []
    for key in (b"3", b"2", b"4"):
        before = len(terminal.output)
        terminal.press(key)
        terminal.quiet(1.0)  # a list of thousands is built before its first paint
        sizes.append(len(terminal.output) - before)
    pressed("calendar", *(LEFT, LEFT, UP, RIGHT) * (KEYS // 4))
    terminal.press(b"2")
    terminal.quiet(1.0)
    moved = median(pressed("list", *(b"j",) * (KEYS // 2), *(b"k",) * (KEYS // 2)))
    terminal.press(b"/")
    pressed("filter", *(b"k", b"a", BACKSPACE, BACKSPACE) * (KEYS // 4))
    terminal.press(ESCAPE)
    report(f"{name}: bytes for a cursor move, median", moved, "B", most=1000)
    report(f"{name}: bytes for a change of screen, most", max(sizes), "B", most=12_000)


def main(*, huge: bool = False) -> None:
    """Print the table; ``huge``: of the huge network, too."""
    with tempfile.TemporaryDirectory() as folder:
        names = ("small", "large", "huge") if huge else ("small", "large")
        paths = {name: Path(folder) / name / "network.json" for name in names}
        for name, path in paths.items():
            NETWORKS[name](path)
        for name in names[1:]:
            log_process(name, paths[name])
            rules(name, paths[name])
        screens(paths)


if __name__ == "__main__":
    main()
