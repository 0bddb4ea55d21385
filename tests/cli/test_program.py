"""netui without a command, demo and keys."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from netui.cli import program
from netui.cli.main import FAULT
from netui.clock import Clock
from netui.config import Config, Problem, Read
from netui.network import Network
from tests.cli.conftest import Run


class Opened:
    """Stands in for the program on a terminal, and remembers with what it was opened."""

    def __init__(self) -> None:
        self.seen: list[tuple[Path, bool, int]] = []
        self.environment: dict[str, str] = {}
        self.looks_round = False
        """Whether the first thing that a person does is to look round the demo."""

    def run(
        self,
        network: Network,
        clock: Clock,
        read: Read,
        *,
        demo: bool = False,
        restricted: bool = False,
        mouse: bool = False,
    ) -> tuple[int, bool]:
        """As ``netui.tui.app.run``."""
        assert clock.stands_still
        self.read, self.mouse = read, mouse
        self.environment = dict(os.environ)
        path = network.store.path
        self.seen.append((path, demo, path.parent.stat().st_mode & 0o777))
        return 7, self.looks_round and len(self.seen) == 1


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A terminal on both ends, and a program that only notes that it was opened."""
    double = Opened()
    module = ModuleType("netui.tui.app")
    module.run = double.run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "netui.tui.app", module)
    monkeypatch.setattr(program, "on_a_terminal", lambda: True)
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        monkeypatch.delenv(name)  # so that it comes back: pytest's snapshots have one of these
    return double


def test_the_program_is_opened_on_a_terminal(
    run: Run, path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", "/dev/null")
    assert run(code=7).out == ""
    assert (opened.read, opened.mouse) == (Read(Config(), ()), False)
    assert [(seen, demo) for seen, demo, _ in opened.seen] == [(path, False)]
    assert not [name for name in opened.environment if name.startswith("TEXTUAL")]


def test_the_mouse_can_be_asked_for(run: Run, opened: Opened) -> None:
    run("--mouse", code=7)
    assert opened.mouse


@pytest.mark.parametrize("words", [[], ["demo"]])
def test_what_is_wrong_with_the_configuration_is_left_to_the_screens(
    run: Run, opened: Opened, tmp_path: Path, words: list[str]
) -> None:
    config = tmp_path / "xdg_config_home" / "netui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("capacity = 'many'")
    assert run(*words, code=7).err == ""
    assert opened.read.problems == (Problem(config, "capacity cannot be 'many'"),)


def test_json_is_never_the_program(run: Run, opened: Opened) -> None:
    assert run("--json").json["reminders"] == []
    assert opened.seen == []


def test_demo_is_a_private_copy_thrown_away_at_the_end(run: Run, path: Path, opened: Opened) -> None:
    run("demo", code=7)
    ((copy, demo, mode),) = opened.seen
    assert (demo, mode) == (True, 0o700)
    assert not copy.parent.exists()
    assert not path.exists()


def test_who_looks_round_the_demo_comes_back(run: Run, path: Path, opened: Opened) -> None:
    opened.looks_round = True
    run(code=7)
    (own, first, _), (copy, then, _), (again, last, _) = opened.seen
    assert (first, then, last) == (False, True, False)
    assert own == again == path
    assert copy != path
    assert not copy.parent.exists()


def test_demo_without_a_terminal_prints_its_today(run: Run) -> None:
    told = run("demo").out
    assert "Ada Lovelace" in told
    assert "this week" in told


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It does."""
        return True


@pytest.mark.parametrize(
    ("term", "stdin", "wanted"),
    [
        ("xterm-256color", Terminal, True),
        ("dumb", Terminal, False),
        ("", Terminal, False),
        ("xterm-256color", io.StringIO, False),
    ],
)
def test_what_counts_as_a_terminal(
    monkeypatch: pytest.MonkeyPatch, term: str, stdin: Callable[[], io.StringIO], wanted: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdin", stdin())
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert program.on_a_terminal() is wanted


def test_keys(run: Run) -> None:
    told = run("keys", "--json").json["keys"]
    assert {"key", "id", "description"} == told[0].keys()
    (log,) = [each for each in told if each["id"] == "log"]
    assert log["key"] == "l"
    text = run("keys").out.splitlines()
    assert len(text) == len(told)
    assert text[0].split()[0] == told[0]["key"].split()[0]


def test_a_fault_of_netuis_own_is_one_line_without_values(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Network, *_: object, **__: object) -> None:
        raise KeyError("a private note")

    monkeypatch.setattr(Network, "undo", broken)
    told = run("undo", code=FAULT)
    assert told.out == ""
    assert told.err.startswith("netui: a fault of netui's own: KeyError at ")
    assert told.err.count("\n") == 1
    assert "private" not in told.err


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Network, *_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Network, "undo", interrupted)
    told = run("undo", code=130)
    assert told.out == ""
    assert told.err.strip() == ""
