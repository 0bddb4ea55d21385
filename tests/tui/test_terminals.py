"""netui in real pseudo-terminals: old, small and odd ones, changes of size, signals, hang-ups."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from netui.cli.main import main
from tests.terminal import LONGEST, Terminal, netui

SHOWN = "Balance "
QUIET = 0.4

COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:;\d+)*m")
ALLOWED = re.compile(
    rb"\x1b\[[0-9;]*[mHC]|\x1b\[\?[0-9;]+[hl]|\x1b\[\?(?:2026|2048)\$p|\x1b\[[<>][0-9]*u|[^\x00-\x1f\x7f]|[\r\n]"
)
"""All that may be sent to a terminal: looks, the cursor, switches, and text."""


@pytest.fixture
def written(path: Path) -> Path:
    """A document with a line in it."""
    line = 'coffee with @"Zoë Łukasik" about café, got advice'
    assert main(["--document", str(path), "log", line]) == 0
    return path


@pytest.mark.parametrize(
    ("environment", "encoding", "colours"),
    [
        ({"TERM": "xterm-256color"}, "utf-8", True),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "utf-8", True),
        ({"TERM": "screen-256color"}, "utf-8", True),
        ({"TERM": "tmux-256color"}, "utf-8", True),
        ({"TERM": "linux"}, "utf-8", True),
        ({"TERM": "vt100", "LC_ALL": "C"}, "ascii", False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "utf-8", False),
        ({"TERM": "xterm", "LC_ALL": "C"}, "ascii", True),
        ({"TERM": "xterm-256color", "LC_ALL": "de_DE.ISO-8859-1"}, "latin-1", True),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_terminals(written: Path, environment: Mapping[str, str], encoding: str, colours: bool) -> None:
    with Terminal(netui(written), environment=environment) as terminal:
        terminal.until(SHOWN.encode())
        for key in ("2", "3", "4", "l"):
            terminal.quiet(QUIET)
            terminal.send(key)
        # On a terminal of another encoding these letters are bytes that are no UTF-8.
        terminal.send("met zo\u00eb ".encode(encoding, "replace"))
        terminal.quiet(QUIET)
        terminal.send(b"\x1b")
        terminal.quiet(QUIET)
        os.kill(terminal.pid, signal.SIGTERM)
        terminal.wait()
        assert terminal.status == 128 + signal.SIGTERM
    sent = bytes(terminal.output)
    text = sent.decode(encoding)
    assert bool(COLOUR.search(sent)) is colours
    assert ALLOWED.sub(b"", sent.decode(encoding).encode("latin-1", "replace")) == b""
    if encoding == "latin-1":
        assert "Zo\u00eb ?ukasik" in text
    elif encoding == "ascii":
        assert "Zo? ?ukasik" in text


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (2, 1)])
def test_too_small_is_said_kindly_and_left_again(written: Path, size: tuple[int, int]) -> None:
    with Terminal(netui(written), size=size) as terminal:
        terminal.quiet(2.0)
        if size[0] >= 40:
            terminal.until_shown("a little more room")
        terminal.resize(80, 24)
        terminal.until_shown(SHOWN)
        terminal.send("q")
        terminal.wait()
        assert terminal.status == 0


def test_after_changes_of_size_it_is_as_painted_afresh(written: Path) -> None:
    with Terminal(netui(written, "--now", "2026-11-23T10:00+00:00[Europe/London]")) as terminal:
        terminal.until_shown(SHOWN)
        for number in range(1000):
            terminal.resize(50 + number % 41, 14 + number % 19)
            terminal.read(0.005)
        terminal.resize(80, 24)
        terminal.quiet(1.0)
        after = terminal.text()
        terminal.screen.reset()
        terminal.send("\x0c")  # ctrl+l
        terminal.quiet(1.0)
        assert terminal.text() == after
        assert SHOWN in after


@pytest.mark.parametrize("how", ["TERM=dumb", "no terminal", "</dev/null", "a pipe"])
def test_plain_text_and_never_an_escape(written: Path, how: str) -> None:
    streams: dict[str, int] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    if how == "TERM=dumb":
        with Terminal(netui(written), environment={"TERM": "dumb"}) as terminal:
            terminal.wait()
            assert terminal.status == 0
            assert b"this week" in terminal.output
            assert b"\x1b" not in terminal.output
        return
    streams["stdin"] = subprocess.PIPE if how == "a pipe" else subprocess.DEVNULL
    done = subprocess.run(netui(written), timeout=LONGEST, check=True, start_new_session=True, **streams)  # type: ignore[call-overload]
    assert b"this week" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_nothing_is_drawn_into_a_file_for_errors(written: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    shell = " ".join(netui(written)) + f" 2> {errors}"
    with Terminal(["/bin/sh", "-c", f"exec {shell}"]) as terminal:
        terminal.until_shown(SHOWN)
        terminal.send("q")
        terminal.wait()
        assert terminal.status == 0
    assert errors.read_bytes() == b""


def begin_a_line(terminal: Terminal) -> None:
    """Open the log bar and type half a line."""
    terminal.until_shown(SHOWN)
    terminal.send("lhalf a line")
    terminal.until_shown("half a line")
    end = time.monotonic() + LONGEST
    while kept_lines() != ["half a line"]:
        assert time.monotonic() < end, "it is not kept"
        terminal.read(0.05)


def kept_lines() -> list[str]:
    """The half-typed lines that were kept."""
    folder = Path(os.environ["XDG_STATE_HOME"]) / "netui"
    return [json.loads(path.read_bytes())["text"] for path in folder.glob("unfinished-*")]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_leaves_the_terminal_as_it_was(written: Path, number: signal.Signals) -> None:
    with Terminal(netui(written)) as terminal:
        begin_a_line(terminal)
        os.kill(terminal.pid, number)
        assert terminal.wait() < 3
        assert terminal.status == 128 + number
        for switch in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l"):
            assert switch in terminal.output
    assert kept_lines() == ["half a line"]


def test_after_looking_round_the_demo_a_signal_ends_it_as_soon(tmp_path: Path) -> None:
    patient = (
        f"import sys; from netui.tui import leaving; leaving.PATIENCE = {2 * LONGEST}; "
        "from netui.__main__ import main; sys.exit(main())"
    )
    document = str(tmp_path / "network.json")
    with Terminal([sys.executable, "-c", patient, "--document", document]) as terminal:
        terminal.until_shown("Where you are")
        terminal.send("\x1b[B\x1b[B\x1b[C\x1b[C\r")
        terminal.until_shown("Reach out")
        terminal.send("q")
        terminal.until_shown("Nobody is here yet")
        terminal.send("lhalf a line")
        terminal.until_shown("half a line")
        os.kill(terminal.pid, signal.SIGTERM)
        terminal.wait()  # it ends by itself, or it is there for longer than that
        assert terminal.status == 128 + signal.SIGTERM
    assert kept_lines() == ["half a line"]


def test_what_the_demo_leaves_when_it_is_killed_outright_goes_with_the_next(tmp_path: Path) -> None:
    environment = {"TMPDIR": str(tmp_path)}
    demo = [sys.executable, "-m", "netui", "demo"]
    with Terminal(demo, environment=environment) as terminal:
        terminal.until_shown("Reach out")
        (left,) = tmp_path.glob("netui-demo-*")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait()
    assert left.is_dir()
    with Terminal(demo, environment=environment) as terminal:
        terminal.until_shown("Reach out")
        assert not left.exists()
        terminal.send("q")
        terminal.wait()
    assert not list(tmp_path.glob("netui-demo-*"))


def test_it_ends_where_its_loop_waits_for_ever(written: Path) -> None:
    stuck = (
        "import os, sys, time; from netui.tui.terminal_app import TerminalApp; "
        "TerminalApp.action_redraw = lambda self: (os.write(1, b'stuck'), time.sleep(600)); "
        "from netui.__main__ import main; sys.exit(main())"
    )
    with Terminal([sys.executable, "-c", stuck, "--document", str(written)]) as terminal:
        terminal.until(b"\x1b[?1049h")
        terminal.send("\x0c")
        terminal.until(b"stuck")
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.wait() < 3
        assert terminal.status == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in terminal.output


def test_killed_outright_it_leaves_the_half_typed_line(written: Path) -> None:
    with Terminal(netui(written)) as terminal:
        begin_a_line(terminal)
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait()
    assert kept_lines() == ["half a line"]
    with Terminal(netui(written)) as terminal:
        terminal.until_shown("l brings back")
        terminal.send("l")
        terminal.until_shown("half a line")


def test_suspended_by_a_shell_and_brought_back(written: Path) -> None:
    environment = {"PS1": "$ ", "ENV": "/dev/null"}
    with Terminal(["/bin/sh", "-i"], environment=environment) as terminal:
        terminal.send(f"{' '.join(netui(written))}\r")
        terminal.until_shown(SHOWN)
        terminal.quiet(QUIET)
        shown = terminal.text()
        terminal.send("\x1a")
        terminal.until_shown("topped")  # Stopped, or suspended, in the words of the shell
        terminal.send("echo be'tw'een\r")
        terminal.until_shown("between")
        terminal.send("fg\r")
        terminal.until_shown(SHOWN)
        terminal.quiet(QUIET)
        assert terminal.text() == shown
        terminal.send("q")
        terminal.quiet(QUIET)
        terminal.send("exit\r")
        terminal.wait()
