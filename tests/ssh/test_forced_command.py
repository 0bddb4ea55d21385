"""Restricted use as a forced command: what it is for works, and each way out of it is shut."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.ssh.server import NETUI, Server, alive
from tests.terminal import LONGEST

NETUI_IS_SHOWN = "Balance "


@pytest.fixture
def forced(server: Server) -> Server:
    """A server on which the key runs netui and nothing else."""
    server.force(f"{NETUI} --restricted")
    return server


def document(server: Server) -> Path:
    """The one document there may be."""
    return server.home["XDG_DATA_HOME"] / "netui" / "network.json"


def files_of(server: Server) -> set[Path]:
    """Every file below the server's folder but netui's own three folders."""
    return {path for path in server.folder.rglob("*")
            if not any(path.is_relative_to(own) for own in server.home.values())}  # fmt: skip


def test_what_it_is_for(forced: Server) -> None:
    with forced.open() as terminal:
        terminal.until_shown(NETUI_IS_SHOWN)
        terminal.send('lcoffee with @"Ada Lovelace"\r')
        terminal.until_shown("logged: Ada Lovelace")
        terminal.send("q")
        terminal.wait()
        assert terminal.status == 0
    assert "Ada Lovelace" in forced.run("netui", "list").stdout
    assert forced.run("log", "'call with Ada, gave feedback'").returncode == 0
    assert "gave feedback" in forced.run("show", "ada").stdout
    assert "this week" in forced.run().stdout


WAYS = (
    "sh", "/bin/sh -i", "bash -c id", "id; id", "netui; id", "netui list; id", "netui list && id", "`id`",
    "$(id)", "netui $(id)", "list | id", "list > out", "scp -t .", "internal-sftp", "rsync --server . .",
    "netui --document out list", "list --document=out", "restore /etc/passwd", "restore ~/.profile",
    "restore ../network.json", "python -c 'print(uid)'", "'unclosed", "-m pdb", "netui\nid", "log",
)  # fmt: skip


def test_no_command_but_netuis(forced: Server) -> None:
    before = files_of(forced)
    for command in WAYS:
        told = forced.run(command)
        assert "uid=" not in told.stdout + told.stderr, command
        assert "Traceback" not in told.stderr, command
        # Where it is a query in netui's eyes it found nobody; nothing was run.
        assert told.returncode in (1, 2) or not told.stdout.strip(" \n") or "Nobody" in told.stdout, command
    assert files_of(forced) == before


def test_no_other_way_through_the_connection(forced: Server) -> None:
    through = ["-W", f"127.0.0.1:{forced.port}"]
    told = subprocess.run(forced.ssh(options=through), capture_output=True, timeout=LONGEST, check=False)
    assert told.returncode != 0
    assert b"SSH-" not in told.stdout
    with forced.open(options=["-R", "0:127.0.0.1:22", "-A", "-X"]) as terminal:
        terminal.until_shown(NETUI_IS_SHOWN)
        environment = Path(f"/proc/{forced.session()}/environ").read_bytes()
        assert b"SSH_AUTH_SOCK" not in environment
        assert b"DISPLAY" not in environment


def test_the_environment_of_the_client_does_not_count(forced: Server) -> None:
    out = forced.folder / "out"
    sent = {
        "NETUI_DOCUMENT": str(out / "network.json"),
        "NETUI_RESTRICTED": "0",
        "TEXTUAL_LOG": str(out / "log"),
        "TEXTUAL_DRIVER": "this:That",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(out),
        "TEXTUAL_PRESS": "q",
        "TEXTUAL": "devtools,debug",
    }
    out.mkdir()
    with forced.open(environment=sent) as terminal:
        terminal.until_shown(NETUI_IS_SHOWN)
        terminal.send("\x1a")  # ctrl+z
        terminal.until_shown("there is no shell here")
        terminal.send("q")
        terminal.wait()
        assert terminal.status == 0
    assert list(out.iterdir()) == []
    assert document(forced).exists()


def test_no_key_leads_out(forced: Server) -> None:
    with forced.open() as terminal:
        terminal.until_shown(NETUI_IS_SHOWN)
        before, session = files_of(forced), forced.session()
        terminal.watched = session
        for keys in (
            "\x1a",
            "\x1c",
            "\x1b",
            "!",
            "|",
            ":screenshot\r",
            "\x1b",
            ":sh\r",
            "\x1b",
            "\x10save\r",
        ):
            terminal.send(keys)
            terminal.quiet(0.2)
            assert alive(session)
        assert _children(session) == []
        assert files_of(forced) == before


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
