"""Other programs read what is written: khard, khal, vdirsyncer, and the libraries vobject and icalendar."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

from netui.domain.days import Now
from netui.domain.plain import (
    Outgoing,
    PlainContact,
    PlainDue,
    PlainFollowUp,
    PlainMembership,
    PlainNote,
    Who,
)
from netui.domain.records import YearlyDate
from netui.exchange import icalendar as calendars
from netui.exchange import vcard
from netui.exchange.formats import Source, Writer

CONTACTS = (
    PlainContact(
        name="Ada Lovelace",
        nicknames=("Countess, the",),
        organisations=(
            PlainMembership(organisation="Engines, Ltd", role="Programmer", department="R&D"),
            PlainMembership(organisation="Royal Society", since=date(2020, 1, 1), until=date(2024, 5, 6)),
        ),
        emails=("ada@example.org", "countess@example.org"),
        phones=("+44 20 7946 0001",),
        urls=("https://example.org/ada?x=1,2",),
        place="London",
        addresses=("12 St James's Square, London",),
        tags=("maths", "first programmer"),
        dates=(
            YearlyDate(month=12, day=10, year=1985),
            YearlyDate(month=7, day=8, year=2005, label="anniversary"),
            YearlyDate(month=2, day=29, label="name day"),
        ),
        circle="close",
        cadence=30,
        needs=("a reviewer; soon",),
        introduced_by=(Who(name='Mary "M." Somerville', email="mary@example.org", key="9"),),
        notes=(PlainNote(text="Likes; commas, and\nlines", day=date(2024, 1, 2)), PlainNote(text="é" * 200)),
        key="1",
    ),
    PlainContact(name="Royal Society", kind="organisation", emails=("info@example.org",), key="2"),
    PlainContact(name="李 小龍", dates=(YearlyDate(month=2, day=29),), key="3"),
    PlainContact(name="../../etc/passwd", key="../4"),
)
OUTGOING = Outgoing(
    contacts=CONTACTS,
    follow_ups=(
        PlainFollowUp(
            kind="promise",
            owner="me",
            text="the paper; all of it",
            who=(Who(name="Ada Lovelace"),),
            made=date(2026, 11, 1),
            due=date(2026, 11, 27),
            key="1",
        ),
        PlainFollowUp(
            kind="meeting", owner="both", text="coffee", at=datetime(2026, 11, 24, 15, tzinfo=UTC), key="2"
        ),
        PlainFollowUp(kind="expected", owner="them", text="a book", key="3"),
    ),
    due=(PlainDue(who=Who(name="Royal Society"), day=date(2026, 11, 20), reason="46 days", key="9"),),
)

Run = Callable[..., str]


def absent(name: str) -> NoReturn:
    """What reads what is written is not there: said and passed over, but in CI (``.ci/run``) a fault."""
    reason = f"{name} is not installed: it comes with pip install -e '.[dev]'"
    if os.environ.get("NETUI_NEEDS_CLIENTS"):
        pytest.fail(reason)
    pytest.skip(reason)


def library(name: str) -> ModuleType:
    """A library that reads what is written."""
    try:
        return import_module(name)
    except ImportError:
        absent(name)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a program of this environment in a home of its own; its standard output. Skips where it is not."""

    def run_it(program: str, *words: str) -> str:
        path = Path(sys.executable).with_name(program)
        if not path.exists():
            absent(program)
        homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        done = subprocess.run(
            [path, *words],
            env={**os.environ, **dict.fromkeys(homes, str(tmp_path)), "LC_ALL": "C.UTF-8", "COLUMNS": "300"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run_it


def only(write: Writer | None, now: Now) -> bytes:
    """The one file that a writer makes."""
    assert write is not None
    (file,) = write(OUTGOING, now)
    return file.content


@pytest.fixture(params=[0, 1], ids=["4.0", "3.0"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, now: Now) -> Path:
    """A folder of cards, one a contact."""
    folder = tmp_path / "cards"
    folder.mkdir()
    write = vcard.FORMATS[request.param].write_folder
    assert write is not None
    for file in write(OUTGOING, now):
        (folder / file.name).write_bytes(file.content)
    return folder


def test_khard_lists_and_shows_the_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "khard.conf"
    config.write_text(f"[addressbooks]\n[[netui]]\npath = {folder}\n")
    listed = run("khard", "-c", str(config), "list", "--parsable", "--fields", "name")
    assert sorted(listed.split("\n")) == sorted(["", *(contact.name for contact in CONTACTS)])
    shown = run("khard", "-c", str(config), "show", "Ada Lovelace")
    for words in (
        "Countess, the", "Engines, Ltd", "R&D", "Programmer", "ada@example.org", "countess@example.org",
        "+44 20 7946 0001", "https://example.org/ada?x=1,2", "12 St James's Square, London",
        "maths", "first programmer", "Likes; commas, and", "é" * 200, "12/10/85",
    ):  # fmt: skip
        assert words in shown


def test_vdirsyncer_brings_the_folder_to_another_and_back(
    run: Run, folder: Path, tmp_path: Path, now: Now
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    config = tmp_path / "vdirsyncer.conf"
    storages = "".join(
        f'[storage {name}]\ntype = "filesystem"\npath = "{path}"\nfileext = ".vcf"\n'
        for name, path in (("one", folder), ("two", second))
    )
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path / "status"}"\n'
        f'[pair both]\na = "one"\nb = "two"\ncollections = null\n{storages}'
    )
    run("vdirsyncer", "-c", str(config), "discover")
    run("vdirsyncer", "-c", str(config), "sync")
    assert cards(second, now) == cards(folder, now)
    for file in second.iterdir():
        file.write_text(file.read_text().replace("FN:Ada Lovelace", "FN:Ada King"))
    run("vdirsyncer", "-c", str(config), "sync")
    assert "FN:Ada King" in "".join(file.read_text() for file in folder.iterdir())
    assert cards(second, now) == cards(folder, now)
    assert len(list(folder.iterdir())) == len(CONTACTS)


def cards(folder: Path, now: Now) -> list[str]:
    """What is in a folder of cards."""
    found = (each for file in folder.iterdir() for each in vcard.read(Source(file.read_bytes(), now)))
    return sorted(map(repr, found))


def test_khal_shows_the_calendar(run: Run, tmp_path: Path, now: Now) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "netui.ics").write_bytes(only(calendars.FORMAT.write, now))
    config = tmp_path / "khal.conf"
    zone = "local_timezone = Europe/London\ndefault_timezone = Europe/London\n"
    dates = "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
    times = "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    config.write_text(
        f"[calendars]\n[[netui]]\npath = {tmp_path / 'calendar'}\n[locale]\n{zone}{dates}{times}"
        f"[default]\ndefault_calendar = netui\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )
    run("khal", "-c", str(config), "import", "--batch", str(tmp_path / "netui.ics"))
    line = "{start-date} {start-time} {title}"
    words = ("list", "--format", line, "--day-format", "", "2026-11-23", "2028-03-01")
    listed = [each.strip() for each in run("khal", "-c", str(config), *words).split("\n") if each.strip()]
    assert listed == [
        "2026-11-23  Reach out to Royal Society",
        "2026-11-24 15:00 coffee",
        "2026-11-27  the paper; all of it (promised to Ada Lovelace)",
        "2026-12-10  Ada Lovelace, birthday",
        "2027-02-28  Ada Lovelace, name day",
        "2027-02-28  李 小龍, birthday",
        "2027-07-08  Ada Lovelace, anniversary",
        "2027-12-10  Ada Lovelace, birthday",
        "2028-02-29  Ada Lovelace, name day",
        "2028-02-29  李 小龍, birthday",
    ]


@pytest.mark.parametrize("form", [0, 1], ids=["4.0", "3.0"])
def test_vobject_finds_no_error(form: int, now: Now) -> None:
    vobject = library("vobject")
    content = only(vcard.FORMATS[form].write, now).decode()
    found = list(vobject.readComponents(content))
    assert [each.fn.value for each in found] == [contact.name for contact in CONTACTS]
    for each in found:
        assert each.validate(raiseException=True)
    ada = found[0]
    assert [each.value for each in ada.contents["email"]] == list(CONTACTS[0].emails)
    assert [each.value for each in ada.contents["org"]] == [["Engines, Ltd", "R&D"], ["Royal Society"]]
    assert [each.value for each in ada.contents["note"]] == [each.text for each in CONTACTS[0].notes]
    assert ada.contents["adr"][0].value.city == "London"
    assert ada.contents["categories"][0].value == list(CONTACTS[0].tags)


def test_icalendar_and_vobject_find_no_error_in_the_calendar(now: Now) -> None:
    icalendar = library("icalendar")
    vobject = library("vobject")
    content = only(calendars.FORMAT.write, now)
    parsed = icalendar.Calendar.from_ical(content)
    assert [each.errors for each in parsed.walk() if each.errors] == []
    events = parsed.walk("VEVENT")
    assert len(events) == 7
    assert len(parsed.walk("VTODO")) == 1
    assert len(parsed.walk("VALARM")) == 7
    birthday = next(each for each in events if each["SUMMARY"] == "李 小龍, birthday")
    assert birthday.decoded("DTSTART") == date(1972, 2, 29)
    assert birthday["RRULE"].to_ical() == b"FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"
    assert vobject.readOne(content.decode()).validate(raiseException=True)
