"""netui as a process: pipes, locales, what is imported, signals, completion."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from netui.storage.account import account_name
from tests.cli.conftest import NOW, STORY
from tests.terminal import Terminal, netui

COMMAND = (sys.executable, "-m", "netui")
LOADED = (
    sys.executable,
    "-c",
    "import sys; from netui.__main__ import main; code = main(); "
    "print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)",
)
"""Runs the command, then says which modules it has loaded."""


def start(
    path: Path,
    *arguments: str,
    command: Sequence[str] = COMMAND,
    environment: Mapping[str, str] = os.environ,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*command, "--document", str(path), "--now", NOW, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        timeout=30,
        check=False,
    )


def test_log_loads_neither_textual_nor_rich(path: Path) -> None:
    done = start(path, "log", STORY, "--json", command=LOADED)
    assert done.returncode == 0
    loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
    assert {"netui", "click", "msgspec"} <= loaded
    assert loaded.isdisjoint({"textual", "rich", "pendulum", "tinydb"})
    assert not any("netui.exchange" in name or "importing" in name for name in done.stderr.decode().split())


def test_due_loads_neither_textual_nor_rich(path: Path) -> None:
    done = start(path, "due", command=LOADED)
    loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
    assert loaded.isdisjoint({"textual", "rich"})


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_output_is_utf8_under_any_locale(path: Path, environment: dict[str, str]) -> None:
    done = start(path, "add", "--json", "王貞儀", environment=environment)
    assert json.loads(done.stdout.decode("utf-8"))["contact"]["name"] == "王貞儀"
    assert "王貞儀" in start(path, "list", environment=environment).stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("locale", "name", "dot"),
    [("C.UTF-8", "Zoë".encode(), "·".encode()), ("xx_XX.ISO-8859-1", b"Zo\xeb", b"."), ("C", None, b".")],
)
def test_a_terminal_is_sent_what_its_locale_names(
    path: Path, locale: str, name: bytes | None, dot: bytes
) -> None:
    start(path, "add", "Zoë")
    sent = []
    for command in ("list", "streak"):
        with Terminal(netui(path, command), environment={"LC_ALL": locale}) as terminal:
            terminal.wait()
            sent.append(bytes(terminal.output))
    assert name is None or name in sent[0]
    assert b"Tue  " + dot in sent[1]


def test_without_a_terminal_today_is_printed(path: Path) -> None:
    start(path, "log", STORY)
    environments: list[dict[str, str]] = [{}, {"TERM": "dumb"}]
    for environment in environments:
        done = start(path, environment=environment)
        assert done.returncode == 0
        assert b"this week" in done.stdout
        assert b"\x1b" not in done.stdout
        assert done.stderr == b""


def test_a_reader_that_goes_away_is_no_error(path: Path) -> None:
    start(path, "log", STORY)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as stdout:
        done = subprocess.run(
            [*COMMAND, "--document", str(path), "--now", NOW, "streak", "--json"],
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_at_the_other_end_is_one_line(path: Path) -> None:
    with Path("/dev/full").open("wb") as stdout:
        done = subprocess.run(
            [*COMMAND, "--document", str(path), "--now", NOW, "list"],
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"netui: cannot write the answer: No space left on device; any change is saved\n"


@pytest.mark.parametrize(
    ("command", "code", "word"),
    [
        (["list", "--json"], 1, b"cannot write the answer"),
        (["log", STORY, "--json"], 1, b"any change is saved"),
        (["list", "--bogus", "--json"], 2, b"No such option"),
    ],
)
def test_an_answer_as_json_that_finds_no_room(path: Path, command: list[str], code: int, word: bytes) -> None:
    with Path("/dev/full").open("wb") as stdout:
        done = subprocess.run(
            [*COMMAND, "--document", str(path), "--now", NOW, *command],
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    assert done.returncode == code
    assert word in done.stderr
    assert done.stderr.splitlines()[-1].startswith(b"netui: ")
    assert b"Traceback" not in done.stderr


def test_names_are_completed(path: Path) -> None:
    start(path, "log", STORY)
    for words, wanted in (
        ("netui show gr", ["Grace Hopper"]),
        ("netui show love", ["Ada Lovelace"]),
        ("netui show x", []),
    ):
        done = subprocess.run(
            COMMAND,
            capture_output=True,
            env={
                **os.environ,
                "NETUI_DOCUMENT": str(path),
                "_NETUI_COMPLETE": "bash_complete",
                "COMP_WORDS": words,
                "COMP_CWORD": "2",
            },
            timeout=30,
            check=False,
        )
        assert [line.partition(",")[2] for line in done.stdout.decode().split("\n") if line] == wanted


def test_completion_makes_no_document(path: Path) -> None:
    environment = {"_NETUI_COMPLETE": "bash_complete", "COMP_WORDS": "netui show gr", "COMP_CWORD": "2"}
    subprocess.run(
        COMMAND, env={**os.environ, "NETUI_DOCUMENT": str(path), **environment}, timeout=30, check=False
    )
    assert not path.exists()


def test_the_account_is_the_process_own_whatever_the_environment_says(path: Path) -> None:
    said = {**os.environ, "LOGNAME": "somebody", "USER": "somebody", "USERNAME": "somebody"}
    start(path, "log", STORY, environment=said)
    (change,) = json.loads(start(path, "history", "--json", environment=said).stdout)["changes"]
    assert change["account"] == pwd.getpwuid(os.getuid()).pw_name


def test_an_account_without_a_name_is_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getuid", lambda: 4_000_000_000)
    assert account_name() == "4000000000"
