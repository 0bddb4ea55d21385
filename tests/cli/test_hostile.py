"""Hostile text, broken documents, closed doors: one line, and no escape at the terminal."""

from __future__ import annotations

import errno
import json
import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from tinydb import TinyDB

from netui.cli.main import main
from netui.cli.output import clean
from netui.domain.records import (
    PROFILE_ID,
    CircleCadence,
    Contact,
    Event,
    Goal,
    Interaction,
    Introduction,
    Opportunity,
    Pace,
    Profile,
    Review,
    RoutineChange,
)
from netui.network import Network
from tests.cli.conftest import COMMANDS, LATER, Run, is_quiet

CLIPBOARD = "\x1b]52;c;cm0gLXJm\x07"
PAYLOADS = [
    CLIPBOARD,
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\x9d0;title\x9c",
    "\u202egnp.exe",
    "\u2066\u2069\u200e\u200f",
    "\u200b\ufeff\u00ad",
    "\x0e\x0f\x00",
    "\U000e0041\U000e007f",
    "a" + "\u0301" * 50,
    "\u2028\u2029\x85",
]


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_what_a_document_holds_never_reaches_the_terminal(run: Run, network: Network, payload: str) -> None:
    network.close()
    _write_hostile(network, payload)
    for command in COMMANDS:
        result = run(*command, now=LATER, code=None)
        assert is_quiet(result.out), command
        assert is_quiet(result.err), command
    told = run("list", "--json")
    assert is_quiet(told.out)
    assert told.json["contacts"][0]["name"] == f"Ada{payload} Lovelace"


def _write_hostile(network: Network, payload: str) -> None:
    network = Network.open(network.store.path, network._instant)
    name = f"Ada{payload} Lovelace"
    now = network._instant()
    with network.change(f"log: {payload}") as change:
        for record_id, kind in ((1, "person"), (2, "organisation")):
            change.insert(
                Contact(
                    name=name,
                    added=now.date(),
                    kind=kind,  # type: ignore[arg-type]
                    nicknames=(payload,),
                    tags=(payload,),
                    needs=(payload,),
                    emails=(payload,),
                    cadence=3,
                ),
                id=record_id,
            )
        change.insert(
            Interaction(
                text=f"coffee {payload}",
                day=now.date(),
                logged_at=now,
                logged_on=now.date(),
                zone="Europe/London",
                took_part=(1,),
                place=payload,
            )
        )
        today = now.date()
        change.insert(Event(name=payload or "x", day=today, place=payload, note=payload, met=(1,)), id=3)
        change.insert(Introduction(introducer=0, between=(1, 2), day=today, note=payload))
        change.insert(Opportunity(title=payload, day=today, kind=payload, story=payload, via=(1, 2)))
        paces = (Pace(since=today, weekly=1),)
        change.insert(Goal(measure="tag", first=today, paces=paces, tag=payload, why=payload))
        change.insert(Review(week=date(2027, 1, 18), begun=today, words=payload, next=(1,)))
    network.close()


@pytest.mark.parametrize("payload", [CLIPBOARD, "\x9b31m", "\x00", "\udcff"], ids=ascii)
def test_controls_are_left_out_on_the_way_in_with_a_word(run: Run, payload: str) -> None:
    bare = "".join(c for c in payload if unicodedata.category(c) not in ("Cc", "Cs"))
    added = run("add", f"Ada{payload} Lovelace", "--json")
    assert added.json["contact"]["name"] == f"Ada{bare} Lovelace"
    assert "control characters and broken characters were left out" in added.err
    logged = run("log", f"coffee{payload} with @Emmy\n about\talgebra", "--json")
    text = logged.json["interaction"]["text"]
    assert text == f"coffee{bare} with @Emmy  about algebra"
    (emmy,) = logged.json["contacts"]
    assert text[emmy["start"] : emmy["end"]] == "@Emmy"


def test_text_that_scripts_and_emoji_need_stays(run: Run) -> None:
    name = "نیما یوشیج می\u200cرود"
    assert run("add", name, "--json").json["contact"]["name"] == name
    family = "👩\u200d🔬"
    assert run("log", f"coffee with @Emmy {family}", "--json").json["interaction"]["text"].endswith(family)
    assert family in run("show", "emmy").out


def test_long_text_is_cut_before_it_is_shown(run: Run) -> None:
    run("log", f"coffee with @Ada {'x' * 100_000}")
    assert max(map(len, run("show", "ada").out.splitlines())) < 400


def test_an_argument_that_is_no_text_is_one_line(run: Run) -> None:
    assert run("show", "\udcff\x1b[2J", code=1).err.count("\n") == 1
    assert run("\udcff", code=2).out == ""


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\x00" * 64, b'{"contacts":{}}', b'{"contacts":{"1":{"name":7}}}']
)
def test_a_damaged_document_is_told_and_left_alone(run: Run, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for command in (["list"], ["log", "met @Ada"], ["undo"], []):
        result = run(*command, code=1)
        assert result.out == ""
        assert result.err.startswith("netui: ")
        assert result.err.count("\n") == 1
    assert run("list", "--json", code=1).json["error"]["code"] == 1
    checked = run("check", "--json", code=1).json
    assert checked["ok"] is False
    assert [each.keys() for each in checked["problems"]] == [
        {"where", "what", "mend", "kind", "file", "safe"}
    ]
    assert path.read_bytes() == content


def test_check_names_what_is_missing(run: Run, path: Path, network: Network) -> None:
    now = network._instant()
    with network.change("break it") as change:
        change.insert(Contact(name="Ada", added=now.date(), introduced_by=(77,)), id=1)
    network.close()
    checked = run("check", "--json", code=1).json
    assert [(each["where"], each["what"]) for each in checked["problems"]] == [
        ("contacts 1", "names contact 77, which is not here")
    ]
    assert "to mend it: " in run("check", code=1).out


def test_check_makes_no_document(run: Run, path: Path) -> None:
    assert "there is no document" in run("check", code=1).err
    assert not path.exists()


def test_a_document_that_one_may_not_open(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("log", "met @Ada")

    def closed(path: object, *_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", closed)
        for command in (["log", "met Ada"], ["list"]):
            result = run(*command, code=1)
            assert result.out == ""
            assert ": Permission denied (in " in result.err
            assert result.err.count("\n") == 1
    assert len(run("show", "ada", "--json").json["timeline"]) == 1


def test_a_document_that_is_a_folder_or_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "file" / "network.json"):
        assert main(["log", "met @Ada", "--document", str(place), "--json"]) == 1
        streams = capsys.readouterr()
        assert json.loads(streams.out)["error"]["code"] == 1
        assert streams.err == ""


def test_a_configuration_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "xdg_config_home" / "netui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("capacity = 'many'")
    assert "config.toml" in run("list").err


def test_clean() -> None:
    assert clean("Ada Lovelace") == "Ada Lovelace"
    assert clean("a\tb\nc") == "a b c"
    assert clean("a\x1b[2J\u202eb") == "a\ufffd[2Jb"
    assert clean("e\u0301" + "\u0301" * 9) == "e" + "\u0301" * 4


@pytest.mark.parametrize("command", [["show"], ["balance"], ["archive"], ["done"]])
def test_a_name_with_a_byte_that_is_no_text(run: Run, command: list[str]) -> None:
    for name in ("Ada Lovelace", "Ada Byron"):
        run("add", name, "--cadence", "1")
    asked = run(*command, "\udcffAda", "--json", now=LATER, code=3).json
    assert asked["ambiguous"][0]["matched"] == "Ada"


def test_a_name_of_very_many_digits_is_nobodys(run: Run) -> None:
    assert "nobody here is called" in run("show", "9" * 5000, code=1).err


def test_a_damaged_document_is_told_by_check_without_sending_to_check(run: Run, path: Path) -> None:
    path.write_bytes(b"{")
    (problem,) = run("check", "--json", code=1).json["problems"]
    assert problem["where"] == str(path)
    assert "not a TinyDB document" in problem["what"]
    assert "netui check" not in problem["what"]


def test_an_entry_of_a_zone_that_is_not_known_can_be_amended(run: Run, path: Path) -> None:
    entry = run("log", "yesterday: met @Ada", "--json").json["interaction"]["id"]
    with TinyDB(path) as database:
        database.table("interactions").update({"zone": "Nowhere/Else"})
    amended = run("amend", str(entry), "yesterday: call with Ada", "--json").json["amended"]
    assert (amended["day"], amended["channel"]) == ("2026-11-22", "phone")


def test_a_cadence_beyond_the_calendar(run: Run, path: Path) -> None:
    run("add", "Ada")
    with TinyDB(path) as database:
        database.table("contacts").update({"cadence": 10**12})
    assert run("list", "--json").json["contacts"][0]["cadence"] == 36_500


def test_a_circle_s_cadence_beyond_all_bounds(run: Run, network: Network) -> None:
    circles = (CircleCadence(circle="close", days=0), CircleCadence(circle="inner", days=10**12))
    with network.change("break it") as change:
        change.put("profile", PROFILE_ID, Profile(circles=circles))
    network.close()
    run("add", "Ada", "--circle", "close")
    run("add", "Alan", "--circle", "inner")
    found = {each["name"]: each["cadence"] for each in run("list", "--json").json["contacts"]}
    assert found == {"Ada": 1, "Alan": 36_500}


def test_a_time_outside_the_calendar(run: Run) -> None:
    for line, zone in (
        ("0001-01-01: met @Ada at 5am", "Asia/Tokyo"),
        ("plan: met @Ada 9999-12-31 at 23:00", "America/New_York"),
    ):
        assert "outside the calendar" in run("log", line, "--zone", zone, code=2).err
    assert run("list", "--json").json["contacts"] == []


def test_check_names_a_profile_out_of_bounds(run: Run, network: Network) -> None:
    routine = (RoutineChange(since=date(2026, 1, 1), days=9),)
    circles = (CircleCadence(circle="close", days=0), CircleCadence(circle="inner", days=10**12))
    with network.change("break it") as change:
        profile = Profile(rollover_hour=30, week_start=0, routine=routine, circles=circles)
        change.put("profile", PROFILE_ID, profile)
    network.close()
    whats = [each["what"] for each in run("check", "--json", code=1).json["problems"]]
    assert whats == [
        "week_start is 0, not 1 to 7",
        "rollover_hour is 30, not 0 to 6",
        "routine is 9, not 1 to 7",
        "circles is 0, not 1 to 36500",
        "circles is 1000000000000, not 1 to 36500",
    ]
