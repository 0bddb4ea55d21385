"""Homes of every kind: no XDG variables, an odd name, a umask that keeps nothing back, nothing writable."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.terminal import LONGEST

FOLDERS = (".local/share/netui", ".config/netui", ".local/state/netui")

CRASH = (
    sys.executable,
    "-c",
    "from datetime import UTC, datetime; from netui.tui.lifecycle import write_crash_report; "
    "assert write_crash_report(ValueError('private'), datetime.now(UTC))",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a space and letters beyond ASCII in its name."""
    folder = tmp_path / "Zoë Ünal’s home"
    folder.mkdir()
    return folder


def run(
    home: Path, *arguments: str, command: Sequence[str] = (sys.executable, "-m", "netui"), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run netui for the account whose home that is, with no other variable than what every login has."""
    return subprocess.run(
        [*command, *arguments],
        env={"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        umask=0,
        timeout=LONGEST,
        check=False,
    )


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_without_any_xdg_variable(home: Path, locale: str) -> None:
    assert run(home, "log", 'coffee with @"Zoë Quill"', LC_ALL=locale).returncode == 0
    assert "Zoë Quill" in run(home, "list", LC_ALL=locale).stdout
    assert str(home / FOLDERS[0] / "network.json") in run(home, "config", LC_ALL=locale).stdout
    assert sorted(path.name for path in home.iterdir()) == [".local"]


def test_a_day_under_a_umask_that_keeps_nothing_back(home: Path) -> None:
    for words in (
        ("log", 'coffee with @"Ada Lovelace"'),
        ("backup",),
        ("config", "capacity", "4"),
        ("config", "stage", "established"),
        ("export", "json", "-o", str(home / FOLDERS[0] / "all.json")),
        ("import", str(home / FOLDERS[0] / "all.json")),
        ("--restricted", "export", "vcard", "-o", "all.vcf"),
        ("log", "call with Ada"),
        ("undo",),
        ("forget", "Ada", "--yes"),
        ("check", "--mend"),
    ):
        done = run(home, *words)
        assert done.returncode == 0, (words, done.stderr)
    assert run(home, command=CRASH).returncode == 0
    found = [home / folder for folder in FOLDERS]
    found += [path for folder in found for path in folder.rglob("*")]
    assert {"network.json", "network.history", "network.backups", "config.toml", "exchange"} <= {
        path.name for path in found
    }
    assert [path for path in found if stat.S_IMODE(path.lstat().st_mode) & 0o077] == []


@pytest.fixture
def unprivileged() -> list[str]:
    """What a command begins with, so that it may write no more than the modes of files say."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv here (Debian: util-linux)")
    words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root may write anywhere here, and may not give that up")
    return words


def test_nothing_can_be_written_in_it(home: Path, tmp_path: Path, unprivileged: list[str]) -> None:
    netui = [*unprivileged, sys.executable, "-m", "netui"]
    home.chmod(0o555)
    for words in (("log", "note: nobody"), ("due",), ()):
        done = run(home, *words, command=netui)
        assert done.returncode == 1
        assert done.stderr.startswith("netui: cannot ")
        assert done.stderr.count("\n") == 1
    # A document elsewhere needs none of it.
    elsewhere = f"--document={tmp_path / 'elsewhere' / 'network.json'}"
    assert run(home, elsewhere, "log", 'coffee with @"Ada Lovelace"', command=netui).returncode == 0
    assert "Ada Lovelace" in run(home, elsewhere, "list", command=netui).stdout
    assert list(home.iterdir()) == []
