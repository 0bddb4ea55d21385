"""The options that are the same everywhere, before the command's name and after it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netui import __version__
from netui.cli.main import COMMANDS, main
from tests.cli.conftest import NOW

NAMES = [name for names in COMMANDS.values() for name in names]


def test_they_are_taken_before_and_after(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "coffee with @Ada"
    for arguments in (
        ["--document", str(path), "--json", "--now", NOW, "--zone", "Asia/Tokyo", "log", line],
        ["log", "--document", str(path), "--json", "--now", NOW, "--zone", "Asia/Tokyo", line],
        ["log", line, "--document", str(path), "--json", "--now", NOW, "--zone", "Asia/Tokyo"],
        ["--json", "--zone", "Asia/Tokyo", "log", line, f"--now={NOW}", f"--document={path}"],
        ["log", "coffee", "--json", "with", "--restricted", f"--document={path}", "@Ada", "--now", NOW],
    ):
        assert main(arguments) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["interaction"]["text"] == line
        assert told["interaction"]["day"] == "2026-11-23"


def test_what_is_said_last_counts(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--document", str(tmp_path / "other.json"), "log", "met @Ada", "--document", str(path)]) == 0
    assert path.exists()
    assert not (tmp_path / "other.json").exists()
    assert capsys.readouterr().out.startswith("logged: ")


def test_the_zone_decides_what_today_is(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = "2026-11-23T20:00+00:00[Europe/London]"
    for zone, today in (("Asia/Tokyo", "2026-11-24"), ("America/New_York", "2026-11-23")):
        assert main(["due", "--json", "--document", str(path), "--now", late, "--zone", zone]) == 0
        assert json.loads(capsys.readouterr().out)["today"] == today


def test_the_environment_names_the_document(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NETUI_DOCUMENT", str(path))
    assert main(["list", "--now", NOW]) == 0
    assert path.exists()
    assert "Nobody is here yet" in capsys.readouterr().out


def test_restricted_use_does_not_listen_to_the_environment(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NETUI_DOCUMENT", str(path))
    assert main(["--restricted", "list", "--now", NOW]) == 0
    assert not path.exists()
    assert (tmp_path / "xdg_data_home" / "netui" / "network.json").exists()
    capsys.readouterr()


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--version"], ["log", "--version"], ["show", "--version", "ada"]):
        assert main(arguments) == 0
        assert capsys.readouterr().out == f"netui {__version__}\n"


@pytest.mark.parametrize("name", NAMES)
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Usage: netui {name}")
    assert "Everywhere:" in told
    assert "--document PATH" in told
    assert main(["--help", name]) == 0
    assert "Usage: netui [OPTIONS]" in capsys.readouterr().out


def test_the_help_names_every_command_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name in NAMES:
        (line,) = [line for line in lines if line.startswith(f"  {name} ")]
        assert line.endswith(".")
        assert not line.endswith("...")


@pytest.mark.parametrize(
    "arguments",
    [
        ["lgo"],
        ["--nonsense"],
        ["log"],
        ["log", "--now", "yesterday", "met @Ada"],
        ["log", "--zone", "Mars/Olympus", "met @Ada"],
        ["list", "--document", ""],
        ["delete", "seven"],
        ["add", "Ada", "--circle", "nearest"],
        ["add", "Ada", "--cadence", "0"],
        ["add", "Ada", "--birthday", "02-30"],
        ["due", "--limit", "0"],
    ],
)
def test_wrong_usage_is_one_line_and_2(
    arguments: list[str], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = [] if "--document" in arguments else ["--document", str(path)]
    assert main([*arguments, *document]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith("netui: ")
    assert streams.err.count("\n") == 1
    assert main([*arguments, *document, "--json"]) == 2
    streams = capsys.readouterr()
    assert json.loads(streams.out)["error"]["code"] == 2
    assert streams.err == ""


@pytest.mark.parametrize(
    "options",
    [
        ["--zone", ""],
        ["--document", ""],
        ["--document", "~nobody-of-this-name/network.json"],
        ["--now", "0001-01-01T00:00Z"],
        ["--now", "0001-01-01T00:00+14:00"],
        ["--now", "9999-12-31T23:59-12:00"],
        ["--now", "9999-12-31T23:59Z"],
    ],
)
def test_options_that_lead_nowhere(
    options: list[str], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["due"], ["log", "met @Ada"], ["check"]):
        assert main(["--document", str(path), *command, *options, "--json"]) == 2
        streams = capsys.readouterr()
        assert json.loads(streams.out)["error"]["code"] == 2
        assert streams.err == ""


def test_an_account_without_a_home(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr("netui.paths.config_path", homeless)
    assert main(["log", "met @Ada", "--document", str(path), "--now", NOW]) == 0
    monkeypatch.setattr("netui.paths.document_path", lambda given: homeless())
    assert main(["list"]) == 2
    assert "--document" in capsys.readouterr().err


def test_what_may_be_left_out_stands_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, usage in (
        ("balance", "[NAME]"),
        ("done", "ID [TEXT…]"),
        ("show", "NAME"),
        ("log", "TEXT…"),
    ):
        assert main([arguments, "--help"]) == 0
        assert capsys.readouterr().out.splitlines()[0].endswith(f"[OPTIONS] {usage}")
