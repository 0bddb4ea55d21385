"""In tmux: left and come back to many times, at other sizes too, the screen is as if painted afresh."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.cli.main import main
from tests.terminal import LONGEST, UTF8_TERMINAL, Terminal, is_busy, netui

TIMES = 50


class Tmux:
    """A tmux server of the test's own, with one session in it."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.socket = str(folder / "tmux")
        self.run("new-session", "-d", "-x", "80", "-y", "24", "-s", "s", shlex.join(command))

    def run(self, *words: str) -> str:
        """Have tmux do something; what it says."""
        done = subprocess.run(
            self.words(*words), capture_output=True, text=True, check=True, env=environment()
        )
        return done.stdout

    def words(self, *words: str) -> list[str]:
        """A command line for this server."""
        return ["tmux", "-f", "/dev/null", "-S", self.socket, *words]

    def cells(self) -> list[tuple[object, ...]]:
        """What an eye sees of each cell, for who attaches once the screen is at rest: of a space no ink."""
        self.at_rest()
        with Terminal(self.words("attach", "-t", "s"), environment=environment()) as client:
            client.until_shown("logged")
            client.quiet()
            client.text()
            cells = [client.screen.buffer[row][column] for row in range(24) for column in range(80)]
        return [
            (*(("",) if cell.data == " " else (cell.data, cell.fg, cell.bold)), cell.bg, cell.reverse)
            for cell in cells
        ]

    def shown(self) -> str:
        """What the session's screen shows, with its colours."""
        return self.run("capture-pane", "-e", "-p", "-t", "s")

    def until_shown(self, wanted: str) -> None:
        """Wait until the session's screen shows something."""
        end = time.monotonic() + LONGEST
        while wanted not in self.shown():
            assert time.monotonic() < end, self.shown()
            time.sleep(0.05)

    def at_rest(self) -> str:
        """What the screen shows once it shows the same for a while."""
        program = int(self.run("display-message", "-p", "-t", "s", "#{pane_pid}"))
        end = time.monotonic() + LONGEST
        shown, same = self.shown(), 0
        while same < 3:
            assert time.monotonic() < end, "it never comes to rest"
            time.sleep(0.1)
            before, shown = shown, self.shown()
            same = same + 1 if before == shown and not is_busy(program) else 0
        return shown


def environment() -> dict[str, str]:
    """Without the tmux that the tests may run in."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("TMUX")},
        **UTF8_TERMINAL,
    }


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """netui in a session of tmux."""
    if shutil.which("tmux") is None:
        pytest.skip("no tmux here (Debian: tmux)")
    path = tmp_path / "network.json"
    assert main(["--document", str(path), "log", 'coffee with @"Ada Lovelace", got advice']) == 0
    running = Tmux(tmp_path, netui(path))
    yield running
    running.run("kill-server")


def test_detached_and_attached_again_it_is_as_painted_afresh(tmux: Tmux) -> None:
    tmux.until_shown("Balance ")
    for number in range(TIMES):
        size = (80, 24) if number % 3 else (100 + number, 30)
        with Terminal(tmux.words("attach", "-t", "s"), environment=environment(), size=size) as client:
            client.until_shown("Balance ")
            client.send(f"{number % 5 + 1}" if number % 2 else "j")
            client.send("1")
            tmux.run("detach-client", "-s", "s")
            client.wait()
            assert client.status == 0
    tmux.run("set", "-g", "status", "off")
    tmux.run("resize-window", "-t", "s", "-x", "80", "-y", "24")
    tmux.run("send-keys", "-t", "s", "3")
    tmux.until_shown("logged")
    left = tmux.cells()
    tmux.run("send-keys", "-t", "s", "C-l")
    assert tmux.cells() == left
    assert len({cell[0] for cell in left}) > 20
