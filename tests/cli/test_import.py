"""import, export and drafts as commands."""

from __future__ import annotations

import gc
import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.exchange.conftest import SAMPLES

LINKEDIN = str(SAMPLES / "linkedin-Connections.csv")
CALENDAR = str(SAMPLES / "google-invite.ics")


def test_the_shape_that_scripts_rely_on(run: Run) -> None:
    run("add", "Ada", "Lovelace")
    told = run("import", LINKEDIN, "--json").json
    pair = told["possible_duplicates"]
    assert told == {
        "version": 1, "saved": True, "format": "linkedin", "read": 3, "added": 2, "merged": 0, "unchanged": 0,
        "skipped": [{"record": 3, "reason": "no name"}], "interactions": 0, "drafts": 0, "earlier": 0,
        "possible_duplicates": [["Ada Lovelace", "Ada Lovelace", 1.0]], "notes": 0, "follow_ups": 0,
        "organisations": 2, "others": 0, "dropped": {},
    }  # fmt: skip
    assert len(pair) == 1
    again = run("import", LINKEDIN, "--json").json
    assert (again["added"], again["merged"], again["unchanged"]) == (0, 0, 2)
    assert gc.isenabled()  # it is off only while the command runs


CALENDAR_OF_YEARS = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:weekly
DTSTART:20161121T100000Z
RRULE:FREQ=WEEKLY
SUMMARY:Weekly
ATTENDEE:mailto:ada@example.org
END:VEVENT
BEGIN:VEVENT
UID:old
DTSTART:20180101T100000Z
SUMMARY:Long ago
ATTENDEE:mailto:ada@example.org
END:VEVENT
END:VCALENDAR
"""


def test_meetings_of_long_ago_are_counted_and_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "years.ics"
    path.write_text(CALENDAR_OF_YEARS)
    told = run("import", str(path)).out
    assert "53 meetings to confirm" in told
    assert "left: 471 older meetings; --since DAY asks for them, too" in told
    again = run("import", str(path), "--since", "2018-01-01", "--json").json
    assert (again["drafts"], again["earlier"], again["read"]) == (413, 58, 524)
    assert run("import", str(path), "--since", "the 40th of May", code=2).err
    path.write_text(CALENDAR_OF_YEARS.replace("RRULE:FREQ=WEEKLY\n", "").replace("UID:", "UID:other "))
    told = run("import", str(path)).out
    assert "\nnothing new\n" in told
    assert "left: 2 older meetings" in told


def test_a_dry_run_writes_nothing(run: Run, path: Path) -> None:
    run("add", "Somebody")
    before = run("list", "--json").json
    told = run("import", LINKEDIN, "--dry-run", "--json").json
    assert (told["saved"], told["added"]) == (False, 2)
    assert run("list", "--json").json == before
    assert "would be 2 new contacts" in run("import", LINKEDIN, "--dry-run").out


def test_in_words_and_undone(run: Run) -> None:
    said = run("import", LINKEDIN)
    assert "LinkedIn connections, 3 records" in said.out
    assert "2 new contacts, 2 new organisations they belong to" in said.out
    assert "skipped: record 3, no name" in said.out
    assert said.err == ""
    assert "nothing new: 2 contacts here already" in run("import", LINKEDIN).out
    assert run("undo", "--json").json["undone"]["label"].startswith("import: linkedin, 2 new contacts")
    assert run("list", "--json").json["contacts"] == []


def test_several_files_are_one_change(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("who,mail\nBob Ray,bob@example.org\n,\nx,\n")
    told = run(
        "import", LINKEDIN, str(table), "--map", "who=name", "--map", "mail=email", "--json", code=None
    )
    assert told.code == 2, "a column that one of the files has not is a wrong usage"
    run("import", LINKEDIN, str(SAMPLES / "outlook-com.csv"))
    run("undo")
    assert run("list", "--json").json["contacts"] == []


def test_columns_are_told_and_can_be_said(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("who,Email,colour\nBob Ray,bob@example.org,blue\n")
    assert run("import", str(table), code=1).err.startswith(f"netui: {table}: this is no format")
    told = run("import", str(table), "--map", "who=name", "--map", "colour=tag", "--json").json
    assert told["columns"] == {"who": "name", "Email": "email", "colour": "tag"}
    shown = run("show", "Bob", "--json").json["contact"]
    assert (shown["emails"], shown["tags"]) == (["bob@example.org"], ["blue"])
    assert run("import", str(table), "--map", "who", code=2).err.startswith("netui: --map wants COLUMN=FIELD")
    assert "no field “shoe”" in run("import", str(table), "--map", "who=shoe", code=2).err


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (None, 1, "cannot read"),
        ("", 1, "is empty"),
        ("hello\n", 1, "no format that netui reads"),
        ("Name,Email\n,\n", 1, "nothing in it could be read"),
    ],
)
def test_what_brings_nothing_is_no_success(
    run: Run, tmp_path: Path, content: str | None, code: int, words: str
) -> None:
    file = tmp_path / "file.csv"
    if content is not None:
        file.write_text(content)
    result = run("import", str(file), code=code)
    assert (words in result.err, result.out) == (True, "")
    told = run("import", str(file), "--json", code=code).json
    assert told["error"]["code"] == code
    assert run("list", "--json").json["contacts"] == []


def test_an_unknown_format_lists_those_there_are(run: Run) -> None:
    assert "there are vcard, ical" in run("import", LINKEDIN, "--format", "nonsense", code=2).err
    assert "there are vcard, vcard3" in run("export", "nonsense", code=2).err


# --- meetings to confirm -----------------------------------------------------------------------------------


def test_meetings_wait_and_are_answered_once(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "xdg_config_home" / "netui"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('emails = ["me@example.com"]\n')
    told = run("import", CALENDAR, "--json").json
    assert told["drafts"] == 16, (
        "weekly on Tuesdays from 11 August to 17 November, and the first on a Wednesday"
    )
    assert told["added"] == 0
    assert "16 meetings to confirm: netui drafts" in run().out
    waiting = run("drafts", "--json").json["drafts"]
    assert [each["day"] for each in waiting[:2]] == ["2026-11-17", "2026-11-10"]
    assert waiting[0]["invited"] == [{"name": "Alice Organizer", "email": "alice@example.com"}]
    confirmed = run("drafts", "confirm", str(waiting[0]["id"]), "--json").json["confirmed"]
    shown = run("show", "Alice", "--json").json
    assert [each["id"] for each in shown["timeline"]] == [confirmed[0]["interaction"]]
    assert (shown["timeline"][0]["day"], shown["timeline"][0]["minutes"]) == ("2026-11-17", 60)
    run("drafts", "drop", str(waiting[1]["id"]))
    assert "confirmed" not in run("drafts").out
    assert len(run("drafts", "--json").json["drafts"]) == 14
    assert run("import", CALENDAR, "--json").json["drafts"] == 0
    run("undo")
    assert len(run("drafts", "--json").json["drafts"]) == 15, "undo asks again"
    assert run("drafts", "drop", "all", "--json").json["dropped"]
    assert "No meetings wait" in run("drafts").out
    assert run("drafts", "confirm", "7", code=1).err.startswith("netui: that meeting does not wait")
    assert run("drafts", "confirm", "x", code=2).err


def test_oneself_is_left_out_of_meetings_that_wait_already(run: Run) -> None:
    run("import", CALENDAR)
    told = run("drafts").out
    assert "Alice Organizer, Me" in told
    assert "netui config emails ADDRESS" in told
    run("config", "emails", "Me@example.com")
    told = run("drafts").out
    assert "Me" not in told
    assert "netui config emails" not in told
    waiting = run("drafts", "--json").json["drafts"]
    assert {person["name"] for each in waiting for person in each["invited"]} == {"Alice Organizer"}
    run("drafts", "confirm", "all")
    assert [each["name"] for each in run("list", "--json").json["contacts"]] == ["Alice Organizer"]


# --- export ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["vcard", "vcard3", "csv", "json", "ical", "friends", "markdown", "md"])
def test_every_format_goes_out(run: Run, tmp_path: Path, name: str) -> None:
    run("import", LINKEDIN)
    run("log", "coffee with Ada, promised send the paper by friday")
    on_stdout = run("export", name).out
    assert on_stdout.strip()
    assert "Ada Lovelace" in on_stdout
    out = tmp_path / "out"
    told = run("export", name, "-o", str(out), "--json").json["exported"]
    assert (told["path"], told["files"], told["bytes"]) == (str(out), 1, out.stat().st_size)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert run("export", name, "--json").json["exported"]["text"] == on_stdout


def test_vcards_as_a_folder(run: Run, tmp_path: Path) -> None:
    run("import", LINKEDIN)
    folder = tmp_path / "cards"
    run("export", "vcard", "-o", f"{folder}/")
    assert len(list(folder.glob("*.vcf"))) == 4
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    run("export", "vcard", "-o", str(folder))
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "is one file" in run("export", "csv", "-o", str(folder), code=1).err


def test_what_is_about_one_contact(run: Run) -> None:
    run("import", LINKEDIN)
    assert "Globex" not in run("export", "csv", "Ada").out
    assert run("export", "markdown", "Ada").out.startswith("# Ada Lovelace\n")
    assert run("export", "json", "Ada", code=2).err
    assert run("export", "csv", "Nobody", code=1).err


def test_an_export_never_takes_the_place_of_the_document(run: Run, path: Path) -> None:
    run("add", "Ada")
    before = path.read_bytes()
    for target in (path, path.with_suffix(".journal"), path.with_suffix(".history")):
        assert "belongs to it" in run("export", "json", "-o", str(target), code=1).err
    link = path.with_name("link.json")
    link.symlink_to(path)
    assert "belongs to it" in run("export", "json", "-o", str(link), code=1).err
    assert path.read_bytes() == before


def test_an_export_that_cannot_be_written_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    run("add", "Ada")
    assert "cannot write" in run("export", "csv", "-o", str(tmp_path / "missing" / "out.csv"), code=1).err
    assert not (tmp_path / "missing").exists()
    assert list(tmp_path.glob(".netui-*")) == []


def test_restricted_use_reads_and_writes_in_one_folder(run: Run, tmp_path: Path) -> None:
    run("add", "Ada")
    folder = tmp_path / "xdg_data_home" / "netui" / "exchange"
    run("--restricted", "export", "csv", "-o", "out.csv")
    assert (folder / "out.csv").stat().st_size > 0
    assert run("--restricted", "import", "out.csv", "--json").json["unchanged"] == 1
    outside = tmp_path / "secret.csv"
    outside.write_text("Name\nEve\n")
    (folder / "link.csv").symlink_to(outside)
    for name in (str(outside), "../secret.csv", "link.csv", ".hidden", "-", "a/b.csv"):
        assert run("--restricted", "import", name, code=None).code in (1, 2)
        assert run("--restricted", "export", "csv", "-o", name, code=None).code in (1, 2) or name == "-"
    assert outside.read_text() == "Name\nEve\n"
    assert len(run("list", "--json").json["contacts"]) == 1


def test_whole_and_back(run: Run, tmp_path: Path) -> None:
    run("import", LINKEDIN)
    run("log", "coffee with Ada, gave advice")
    out = tmp_path / "all.json"
    run("export", "json", "-o", str(out))
    before = json.loads(out.read_text())
    other = tmp_path / "other.json"
    run("--document", str(other), "import", str(out))
    run("--document", str(other), "export", "json", "-o", str(out))
    assert json.loads(out.read_text()) == before


def test_two_that_could_be_one_are_merged_as_it_says(run: Run, tmp_path: Path) -> None:
    run("add", "Ada Lovelace")
    table = tmp_path / "people.csv"
    table.write_text("name,company\nAda Lovelace,Analytical Engines\n")
    assert (
        "the same? Ada Lovelace and Ada Lovelace, 100%: netui merge\n"
        in run("import", "--dry-run", str(table)).out
    )
    told = run("import", str(table)).out
    said = next(line for line in told.splitlines() if line.startswith("the same?")).partition(": netui ")[2]
    assert run(*said.split()).code == 0
    assert [each["name"] for each in run("list", "--json").json["contacts"]].count("Ada Lovelace") == 1
