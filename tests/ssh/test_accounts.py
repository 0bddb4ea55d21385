"""What an account has is its own: another one reads nothing, whatever the umask was."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ssh.conftest import a_server
from tests.ssh.server import NETUI, Server, end_quietly


@pytest.fixture
def stranger() -> Iterator[str]:
    """Another account, made for the test and removed after it."""
    if os.getuid() != 0 or not shutil.which("useradd"):
        pytest.skip("only root can make another account")
    name = f"netui-{secrets.token_hex(4)}"
    # An asterisk for a password: none will do, but a key will.
    made = subprocess.run(
        ["useradd", "--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", "--password", "*", name],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"no account can be made here: {made.stderr.decode()}")
    yield name
    subprocess.run(["userdel", name], capture_output=True, check=True)


def a_day_of_use(server: Server) -> None:
    """Start, log, back up, half a line, and a link that drops, all with a umask that keeps nothing back."""
    with server.open(f"umask 000; exec {NETUI}") as terminal:
        terminal.until_shown("Balance ")
        terminal.send('lcoffee with @"Ada Lovelace"\r')
        terminal.until_shown("logged: Ada Lovelace")
        terminal.send("lhalf a line")
        terminal.until_shown("half a line")
        server.until_kept("half a line")
        session = server.session()
        terminal.kill()
        assert server.gone_after(session) < 3
        end_quietly(session)
    commands = (
        "log 'call with Ada'", "backup", "due", "check", "--restricted export json -o all.json",
        "--restricted export vcard -o all.vcf", "--restricted import all.vcf", "config capacity 4",
    )  # fmt: skip
    for command in commands:
        done = server.run(f"umask 000; {NETUI} {command}")
        assert done.returncode == 0, done.stderr
    crash = (
        "from netui.tui.screens.network import NetworkScreen; NetworkScreen.show = lambda self: 1 / 0; "
        "import sys; from netui.__main__ import main; sys.exit(main())"
    )
    with server.open(f'umask 000; exec {sys.executable} -c "{crash}"') as terminal:
        terminal.until_shown("Balance ")
        terminal.send("2")
        terminal.wait()
        assert terminal.status == 70


@pytest.fixture(scope="module")
def used() -> Iterator[Server]:
    """A server on which somebody has spent a day."""
    for server in a_server():
        a_day_of_use(server)
        yield server


def test_another_account_reads_nothing(used: Server, stranger: str) -> None:
    assert used.run("id -un", account=stranger).stdout.strip() == stranger
    found = used.run(f"find {used.folder} -type f -path '*netui*'; true", account=stranger)
    for folder in used.home.values():
        assert f"{folder / 'netui'}/" not in found.stdout
        assert used.run(f"ls {folder / 'netui'}", account=stranger).returncode != 0
    document = used.home["XDG_DATA_HOME"] / "netui" / "network.json"
    assert document.exists()
    for path in (document, document.with_suffix(".journal")):
        told = used.run(f"cat {path}", account=stranger)
        assert (told.returncode, told.stdout) == (1, "")
        assert "Permission denied" in told.stderr
    assert "Ada" not in used.run("ps -eo args", account=stranger).stdout


def test_every_file_is_the_accounts_own(used: Server) -> None:
    found = [path for home in used.home.values() for path in home.rglob("*")]
    assert {path.name.partition("-")[0] for path in found} >= {
        "network.json",
        "network.backups",
        "unfinished",
        "config.toml",
        "exchange",
        "crash",
    }
    (report,) = (path.read_text() for path in found if path.name.startswith("crash-"))
    assert "ZeroDivisionError" in report
    assert "Ada" not in report
    assert [path for path in found if stat.S_IMODE(path.lstat().st_mode) & 0o077] == []


def test_due_for_a_login_message(used: Server) -> None:
    told = used.run(f"{NETUI} due")
    assert told.returncode == 0
    assert "\x1b" not in told.stdout + told.stderr
    assert used.run(f"{NETUI} due --short").stdout.count("\n") <= 1
    assert "this week" in used.run(NETUI).stdout


def test_the_mouse_is_off(used: Server) -> None:
    with used.open(NETUI) as terminal:
        terminal.until_shown("Balance ")
        terminal.watched = used.session()
        terminal.quiet()
        assert b"\x1b[?1003h" not in terminal.output
        assert b"\x1b[?1000h" not in terminal.output
        said = len(terminal.output)
        terminal.quiet(2.0)
        assert len(terminal.output) == said, "something is sent while nothing happens"


def test_nothing_is_left_in_the_folder_for_temporary_files(used: Server, tmp_path: Path) -> None:
    told = used.run(f"TMPDIR={tmp_path} {NETUI} demo")
    assert "Ada Lovelace" in told.stdout
    assert list(tmp_path.iterdir()) == []
