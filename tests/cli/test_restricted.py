"""Restricted use: what the client asks for and sends, and the one folder for files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from netui.cli.restricted import ASKED, asked_for, confined, forget_environment, is_restricted
from netui.errors import UsageProblem
from netui.paths import exchange_folder, exchange_path, private_folder
from tests.cli.conftest import Run

COMMANDS = ("log", "list", "due")


def test_restricted_by_option_or_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_restricted(["list", "--restricted"])
    assert not is_restricted(["list"])
    for value, wanted in (("1", True), ("yes", True), ("", False), ("0", False)):
        monkeypatch.setenv("NETUI_RESTRICTED", value)
        assert is_restricted([]) is wanted


def test_what_the_client_sends_about_netui_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NETUI_DOCUMENT", "NETUI_RESTRICTED", "_NETUI_COMPLETE"):
        monkeypatch.setenv(name, "1")
    forget_environment()
    assert not [name for name in os.environ if "NETUI" in name]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (None, []),
        ("", []),
        ("netui", []),
        ("netui due", ["due"]),
        ("due --short", ["due", "--short"]),
        ('log "coffee with Ada" 45min', ["log", "coffee with Ada", "45min"]),
        ("log -- --document", ["log", "--", "--document"]),
    ],
)
def test_what_the_client_asks_for(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, wanted: list[str]
) -> None:
    if asked is not None:
        monkeypatch.setenv(ASKED, asked)
    assert asked_for() == wanted
    assert confined(["--restricted"], COMMANDS) == ["--restricted", *wanted]
    assert confined(["--restricted", "due"], COMMANDS) == ["--restricted", "due"]


@pytest.mark.parametrize("asked", ["list 'unclosed", "list --document x", "netui --document=/etc/x list"])
def test_what_the_client_may_not_ask_for(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv(ASKED, asked)
    with pytest.raises(UsageProblem):
        asked_for()


def test_a_command_that_is_asked_for_is_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ASKED, "netui log 'coffee with @Ada'")
    assert "Ada" in run("--restricted").out
    monkeypatch.setenv(ASKED, "sh -i")
    assert "there is no command" in run("--restricted", code=2).err


def test_a_backup_is_named_and_no_path_is_followed(run: Run, path: Path) -> None:
    run("log", "coffee with @Ada")
    kept = Path(run("backup", "--json").json["backup"]["path"])
    for wanted in (str(kept), f"../{kept.name}", "/etc/passwd", "~/.profile", path.name, ""):
        assert "no such backup" in run("--restricted", "restore", wanted, code=1).err
    assert "everything is as in" in run("--restricted", "restore", kept.name).out
    path.write_bytes(b"{")
    assert "no such backup" in run("--restricted", "restore", str(kept), code=1).err
    assert "restored" in run("--restricted", "restore", kept.stem).out


def test_any_path_where_use_is_not_restricted() -> None:
    assert exchange_path("~/contacts.vcf", restricted=False) == Path("~/contacts.vcf").expanduser()


def test_one_folder_where_it_is() -> None:
    folder = private_folder(exchange_folder())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert exchange_path("contacts.vcf", restricted=True) == folder / "contacts.vcf"
    (folder / "there.csv").write_text("")
    assert exchange_path("there.csv", restricted=True) == folder / "there.csv"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "a/b", "/etc/passwd", "~", "~/x", "~root", ".ssh", ".profile", "a/", "./a",
     "a\nb", "a\x00b", "\x1b]0;x\x07", "\udcff", "\u202ea"],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    private_folder(exchange_folder())
    with pytest.raises(UsageProblem):
        exchange_path(name, restricted=True)


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = private_folder(exchange_folder())
    outside = tmp_path / "outside"
    outside.write_text("")
    (folder / "link").symlink_to(outside)
    (folder / "nowhere").symlink_to(tmp_path / "missing")
    (folder / "sub").mkdir()
    os.mkfifo(folder / "pipe")
    for name in ("link", "nowhere", "sub", "pipe"):
        with pytest.raises(UsageProblem):
            exchange_path(name, restricted=True)


def test_a_folder_that_is_a_link(tmp_path: Path) -> None:
    exchange_folder().parent.mkdir(parents=True)
    exchange_folder().symlink_to(tmp_path)
    with pytest.raises(UsageProblem):
        exchange_path("x", restricted=True)
