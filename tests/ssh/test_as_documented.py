"""What the page about SSH says an administrator can set up, tried to the letter."""

from __future__ import annotations

import grp
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.papers import page
from tests.faults.processes import Skipped
from tests.ssh.server import NETUI, Server
from tests.terminal import Terminal

PAGE = page("ssh")
INSTALLED = "/usr/local/bin/netui"


def block(beginning: str) -> str:
    """The block of the page that begins with these words."""
    (found,) = [
        each for each in re.findall(r"```\w*\n(.*?)```", PAGE, re.DOTALL) if each.startswith(beginning)
    ]
    return str(found)


@pytest.fixture
def for_the_group() -> Iterator[Server]:
    """A server with the page's lines for a group, the group being that of the tests."""
    written = block("Match Group")
    assert INSTALLED in written
    own = written.replace("Group netui", f"Group {grp.getgrgid(os.getgid()).gr_name}").replace(
        INSTALLED, NETUI
    )
    with tempfile.TemporaryDirectory(prefix="netui-ssh-") as name:
        try:
            with Server(Path(name), more=own) as running:
                yield running
        except Skipped as reason:
            pytest.skip(str(reason))


def test_for_a_group(for_the_group: Server) -> None:
    assert for_the_group.run("log", "'coffee with @\"Ada Lovelace\"'").returncode == 0
    assert "Ada Lovelace" in for_the_group.run("list").stdout
    for command in ("id", "sh -c id", "netui list; id"):
        assert "uid=" not in for_the_group.run(command).stdout
    with for_the_group.open() as terminal:
        terminal.until_shown("Balance ")
        terminal.send("\x1a")
        terminal.until_shown("there is no shell here")
        terminal.send("q")
        terminal.wait()
        assert terminal.status == 0
    through = subprocess.run(
        for_the_group.ssh(options=["-W", f"127.0.0.1:{for_the_group.port}"]), capture_output=True, check=False
    )
    assert b"SSH-" not in through.stdout


def test_for_one_key(server: Server) -> None:
    written = block('command="')
    assert INSTALLED in written
    server.allow(written.partition(" ssh-")[0].replace(INSTALLED, NETUI))
    assert server.run("log", "'coffee with @\"Ada Lovelace\"'").returncode == 0
    assert "Ada Lovelace" in server.run("list").stdout
    assert "uid=" not in server.run("id").stdout


def test_the_login_message(tmp_path: Path) -> None:
    snippet = block("[ -t 1 ]")
    script = tmp_path / "netui.sh"
    script.write_text(snippet)
    (tmp_path / "netui").symlink_to(Path(sys.executable).with_name("netui"))
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    said = subprocess.run(
        ["netui", "promise", "the book to @\"Ada Lovelace\" by today"],
        env={**os.environ, **environment}, check=True, capture_output=True,
    )  # fmt: skip
    assert said.returncode == 0
    with Terminal(["sh", "-c", f". {script}; echo done"], environment=environment) as terminal:
        shown = terminal.until_shown("done")
    assert "1 today: Ada Lovelace" in shown
    piped = subprocess.run(
        ["sh", "-c", f". {script}; echo done"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert piped.stdout == "done\n"
