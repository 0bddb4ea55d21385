"""``netui config``: where things are, what is set, setting something."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from netui.config import Config, read_config
from netui.settings import SETTINGS
from tests.cli.conftest import Run

NEXT_WEEK = "2026-11-30T10:00+00:00[Europe/London]"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "xdg_config_home" / "netui" / "config.toml"


def test_all_is_listed_with_where_it_is(run: Run, path: Path, file: Path) -> None:
    shown = run("config", "--json").json
    assert shown["paths"]["document"] == str(path)
    assert shown["paths"]["configuration"] == str(file)
    assert {each["key"] for each in shown["settings"]} == {setting.key for setting in SETTINGS}
    assert not any(each["set"] for each in shown["settings"])
    text = run("config").out
    assert str(path) in text
    assert "routine" in text
    assert not file.exists()


def test_every_setting_of_the_file_is_in_the_list() -> None:
    assert {each.key for each in SETTINGS if not each.in_document} == set(Config.__struct_fields__)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("capacity", "5", "capacity = 5"),
        ("zone", "Asia/Kolkata", 'zone = "Asia/Kolkata"'),
        ("date-order", "mdy", 'date_order = "mdy"'),
        ("leap day", "1 March", 'leap_day = "1 march"'),
        ("theme", "nord", 'theme = "nord"'),
        ("idle minutes", "20", "idle_minutes = 20"),
        ("glyphs", "ascii", 'glyphs = "ascii"'),
        ("mouse", "on", 'mouse = "on"'),
        ("keys.log", "v", 'log = "v"'),
        ("emails", "a@x.org, b@x.org", 'emails = ["a@x.org", "b@x.org"]'),
    ],
)
def test_the_program_is_set_in_the_file(run: Run, file: Path, key: str, value: str, kept: str) -> None:
    shown = run("config", "--now", "2026-11-23T10:00+00:00", key, value).out.strip()
    assert shown.lower() == value.lower()
    assert kept in file.read_text().splitlines()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_comments_and_links_stay(run: Run, file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("# mine\ncapacity = 2 # few\n\n# the theme\ntheme = 'nord'\n")
    file.parent.mkdir(parents=True)
    file.symlink_to(kept)
    run("config", "capacity", "4")
    assert file.is_symlink()
    assert kept.read_text() == "# mine\ncapacity = 4 # few\n\n# the theme\ntheme = 'nord'\n"
    run("config", "theme", "default")
    assert "theme =" not in kept.read_text()
    assert run("config", "theme").out.strip() == Config().theme


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("capacity", "0", "capacity is 1 to 20"),
        ("capacity", "many", "capacity is 1 to 20"),
        ("zone", "Mars/Olympus", "there is no time zone"),
        ("date_order", "ymd", "date_order is one of dmy, mdy"),
        ("routine", "8", "routine is one of 1, 2"),
        ("inner_days", "soon", "inner_days is days, 1 to 36500"),
        ("inner_days", "9" * 5000, "inner_days is days, 1 to 36500"),
        ("capacity", "9" * 5000, "capacity is 1 to 20"),
        ("keys", "a", "one key at a time"),
        ("keys.log", "d", "log: d is done’s already"),
        ("keys.log", "alt+x", "log: “alt+x” is no key that can be had"),
        ("stage", "king", "stage is one of student"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, file: Path, key: str, value: str, said: str) -> None:
    refused = run("config", key, value, code=2)
    assert said in refused.err
    assert not file.exists()
    assert run("history", "--json").json["changes"] == []


def test_a_new_file_says_what_can_be_set(run: Run, file: Path) -> None:
    assert run("config", "--write").out.strip() == str(file)
    text = file.read_text()
    for setting in SETTINGS:
        if not setting.in_document:
            assert setting.key in text
    assert read_config(file) == (Config(), ())
    # The samples are settings that can be: without their # they are read.
    samples = [line[2:] for line in text.splitlines() if line.startswith("# ") and " = " in line]
    file.write_text("\n".join(samples).replace("log =", "[keys]\nlog ="))
    assert read_config(file).problems == ()
    assert "there is a configuration already" in run("config", "--write", code=1).err


def test_setting_takes_the_sample_s_place(run: Run, file: Path) -> None:
    run("config", "--write")
    before = file.read_text()
    run("config", "capacity", "5")
    run("config", "emails", "a@x.org")
    assert file.read_text() == before.replace("# capacity = 3", "capacity = 5").replace(
        '# emails = ["me@example.org"]', 'emails = ["a@x.org"]'
    )


def test_a_sample_of_what_is_set_or_of_a_table_stays_one(run: Run, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("# capacity = 3\ncapacity = 2\n\n[keys]\n# mouse = 'auto'\nlog = 'v'\n")
    run("config", "capacity", "4")
    run("config", "mouse", "on")
    assert read_config(file) == (Config(capacity=4, mouse="on", keys={"log": "v"}), ())
    assert "# capacity = 3\ncapacity = 4\n" in file.read_text()
    assert "# mouse = 'auto'\n" in file.read_text()


def test_a_file_that_is_no_text_is_no_place_for_a_template(run: Run, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff\xfe")
    assert "there is a configuration already" in run("config", "--write", code=1).err
    assert "cannot be used" in run("config", "mouse", "on", code=1).err
    assert file.read_bytes() == b"\xff\xfe"


def test_all_keys_are_as_usual_again(run: Run, file: Path) -> None:
    run("config", "keys.log", "v")
    run("config", "keys.undo", "z")
    run("config", "keys", "default")
    assert read_config(file) == (Config(), ())


def test_a_first_setting_writes_what_else_there_is(run: Run, file: Path) -> None:
    run("config", "mouse", "off")
    assert read_config(file) == (Config(mouse="off"), ())
    assert "# theme = " in file.read_text()


def test_a_key_is_set_shown_and_taken_back(run: Run, file: Path) -> None:
    assert run("config", "keys.archive", "A").out.strip() == "A"
    assert run("config", "keys.help", "f4 ?").out.strip() == "f4, ?"
    assert read_config(file).config.keys == {"archive": "A", "help": ["f4", "?"]}
    keys = {each["id"]: each["key"] for each in run("keys", "--json").json["keys"]}
    assert (keys["archive"], keys["help"], keys["move_up"]) == ("A", "f4, ?", "up, k")
    assert run("config", "keys").out.strip() == "archive A; help f4, ?"
    run("config", "keys.archive", "default")
    run("config", "keys.help", "default")
    assert read_config(file) == (Config(), ())
    assert run("config", "keys.archive").out.strip() == "a"


def test_keys_that_cannot_be_are_told_by_keys(run: Run, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("[keys]\nlog = 'd'\nshout = 'a'\nundo = 'z'\n")
    shown = run("keys", "--json")
    keys = {each["id"]: each["key"] for each in shown.json["keys"]}
    assert (keys["log"], keys["undo"]) == ("l", "z")
    assert "log: d is done’s already" in shown.err
    assert "there is no key “shout”" in shown.err


def test_a_value_that_does_not_fit_is_told_and_the_rest_holds(run: Run, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("capacity = 'many'\nzone = 'Mars/Olympus'\ntheme = 'nord'\n")
    told = run("due").err
    assert told.count("capacity cannot be 'many'") == 1
    assert told.count("there is no time zone") == 1
    assert run("config", "theme").out.strip() == "nord"
    run("config", "capacity", "4")
    assert "capacity" not in run("due").err


def test_a_circle_has_its_cadence(run: Run) -> None:
    run("add", "Ada Lovelace", "--circle", "close")
    run("add", "Alan Turing")
    assert run("config", "close_days").out.strip() == "30"
    run("config", "close-days", "14")
    run("config", "wider days", "50")
    found = {each["name"]: each["cadence"] for each in run("list", "--json").json["contacts"]}
    assert found == {"Ada Lovelace": 14, "Alan Turing": 50}
    run("config", "close_days", "default")
    assert run("config", "close_days").out.strip() == "30"
    assert "undone: close circle: as proposed" in run("undo").out
    assert run("config", "close_days").out.strip() == "14"
    assert "a circle's cadence is 1 to" in run("config", "close_days", "0", code=1).err


def test_a_stage_proposes_cadences_which_what_is_set_goes_over(run: Run) -> None:
    run("config", "stage", "founder")
    assert run("config", "close_days").out.strip() == "21 (by your stage)"
    assert run("config", "inner_days").out.strip() == "7"
    run("config", "close_days", "28")
    assert run("config", "close_days").out.strip() == "28"


def test_an_unknown_setting(run: Run) -> None:
    assert "there is no key “shout”" in run("config", "keys.shout", "a", code=1).err
    assert "netui config lists those there are" in run("config", "colour", code=1).err


def test_a_broken_file_is_never_written_over(run: Run, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("capacity = = 3\n")
    assert str(file) in run("config", "theme", "nord", code=1).err
    assert file.read_text() == "capacity = = 3\n"


def test_the_practice_is_set_in_the_document(run: Run) -> None:
    run("log", 'coffee with @"Ada Lovelace"')
    run("config", "stage", "student")
    run("config", "week-start", "sunday")
    run("config", "week-start", "monday")
    run("config", "rollover-hour", "5")
    assert run("config", "routine", "5").out.strip() == "3 (5 from Mon 30 Nov)"
    assert run("streak", "--json").json["routine"] == 3
    assert run("streak", "--json", now=NEXT_WEEK).json["routine"] == 5
    found = {each["key"]: each["value"] for each in run("config", "--json").json["settings"]}
    assert (found["stage"], found["week_start"], found["rollover_hour"]) == ("student", "monday", "5")
    assert "undone: routine: 5 days a week" in run("undo").out
    assert run("config", "routine").out.strip() == "3"


def test_a_routine_changed_twice_in_a_week_keeps_the_last(run: Run) -> None:
    run("log", 'coffee with @"Ada Lovelace"')
    run("config", "routine", "5")
    assert run("config", "routine", "2").out.strip() == "3 (2 from Mon 30 Nov)"
    assert run("config", "routine", "3").out.strip() == "3"


def test_before_anything_is_logged_a_routine_holds_at_once(run: Run) -> None:
    assert run("config", "routine", "5").out.strip() == "5"
    assert run("config", "routine", "2").out.strip() == "2"


def test_earlier_weeks_keep_the_routine_of_their_time(run: Run) -> None:
    for day in ("2026-11-09", "2026-11-10", "2026-11-11"):
        run("log", f'{day}: coffee with @"Ada Lovelace"', now=f"{day}T10:00+00:00[Europe/London]")
    run("config", "routine", "6", now="2026-11-16T10:00+00:00[Europe/London]")
    longest = run("streak", "--json", now=NEXT_WEEK).json["longest"]
    assert longest == {"weeks": 1}


def test_under_restricted_use_the_program_is_not_set(run: Run, file: Path) -> None:
    assert "under restricted use" in run("--restricted", "config", "theme", "nord", code=None).err
    assert not file.exists()
