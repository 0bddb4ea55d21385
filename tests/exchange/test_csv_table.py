"""Any table with a header; netui's own is read back as it was written."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.plain import Outgoing, PlainContact, PlainMembership, PlainNote, Who
from netui.domain.records import YearlyDate
from netui.errors import UsageProblem
from netui.exchange import csv_table
from netui.exchange.formats import Source
from tests.conftest import INSTANT, ZONE
from tests.exchange.conftest import Read

NOW = Clock(ZONE, INSTANT).now()

WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters=":"), min_size=1, max_size=12
) | st.sampled_from(
    [
        "=1+1",
        "+41 44",
        "-x",
        "@SUM(A1)",
        "'=x",
        "''",
        '"',
        "a,b",
        "a;",
        "a;=1+1",
        '";',
        "Zoë",
        "日本",
        "👩‍👩‍👧",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)
SEVERAL = st.lists(TEXTS, max_size=2, unique=True).map(tuple)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def contacts(draw: st.DrawFn) -> PlainContact:
    name = draw(TEXTS)
    return PlainContact(
        name=name,
        nicknames=tuple(each for each in draw(SEVERAL) if each != name),
        organisations=tuple(
            PlainMembership(
                organisation=house,
                role=draw(TEXTS | st.just("")),
                department=draw(TEXTS | st.just("")),
                since=draw(st.none() | DAYS),
                until=draw(st.none() | DAYS),
            )
            for house in draw(SEVERAL)
            if house != name
        ),
        emails=draw(SEVERAL),
        phones=draw(SEVERAL),
        urls=draw(SEVERAL),
        place=draw(TEXTS | st.just("")),
        addresses=draw(SEVERAL),
        tags=draw(SEVERAL),
        circle=draw(st.sampled_from([None, "inner", "close", "wider", "outer"])),
        cadence=draw(st.none() | st.integers(1, 3650)),
        needs=draw(SEVERAL),
        offers=draw(SEVERAL),
        dates=tuple(
            YearlyDate(
                month=day.month, day=day.day, year=draw(st.sampled_from([None, day.year])), label=label
            )
            for day, label in draw(
                st.lists(st.tuples(DAYS, TEXTS), max_size=2, unique_by=lambda item: item[1])
            )
        ),
        introduced_by=tuple(Who(name=each) for each in draw(SEVERAL)),
        connected=draw(st.none() | DAYS),
        archived=draw(st.booleans()),
        notes=tuple(PlainNote(text=each, day=draw(DAYS)) for each in draw(SEVERAL)),
    )


# A contact is many draws: on a loaded machine hypothesis takes that for a fault of the strategy.
MANY_FIELDS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@MANY_FIELDS
@given(st.lists(contacts(), min_size=1, max_size=2))
def test_every_field_comes_back(written: list[PlainContact]) -> None:
    (file,) = csv_table.write(Outgoing(contacts=written), NOW)
    assert list(csv_table.read(Source(file.content, NOW))) == written


@MANY_FIELDS
@given(contacts())
def test_no_cell_begins_as_a_formula(contact: PlainContact) -> None:
    (file,) = csv_table.write(Outgoing(contacts=[contact]), NOW)
    for row in csv.reader(StringIO(file.content.decode("utf-8-sig"))):
        assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in row)


@MANY_FIELDS
@given(contacts(), st.text("x;'\"=+-@ \t\r\n,", max_size=20), st.sampled_from(",;\t"))
@example(PlainContact(name="Ada"), "x;=1+1", ";")
@example(PlainContact(name="Ada"), 'x;"=1+1;y', ";")
@example(PlainContact(name="Ada"), "a line\n=1+1\nanother", ";")
@example(PlainContact(name="Ada"), "x\t=1+1", "\t")
def test_wherever_it_is_split_no_cell_begins_as_a_formula(
    contact: PlainContact, text: str, separator: str
) -> None:
    contact = msgspec.structs.replace(contact, place=text, notes=(PlainNote(text=text),))
    (file,) = csv_table.write(Outgoing(contacts=[contact]), NOW)
    for row in csv.reader(StringIO(file.content.decode("utf-8-sig"), newline=""), delimiter=separator):
        assert not any(cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠")) for cell in row)


CELLS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    "'=1",
    "''+1",
    "x;=1+1",
    "x;'=1+1",
    "x; =1+1;\t-y",
    'x;"=1+1;y',
    "a list\n- of one\n'- and another",
    "\r\n\r\n",
    ";;;",
    "'x",
    "'90s",
    "':",
    "x",
    "",
    "'",
]


def test_an_apostrophe_before_anything_else_stays(now: Now) -> None:
    source = Source(b"Name,Notes\n'90s Ada,':-)\nBob,'=1+1\n", now)
    notes = [
        note.text for each in csv_table.read(source) if isinstance(each, PlainContact) for note in each.notes
    ]
    assert notes == ["':-)", "=1+1"]


def test_within_a_cell_of_a_foreign_table_apostrophes_stay(now: Now) -> None:
    source = Source(b"Name,Notes\nAda,a;'=1+1\n", now)
    (ada,) = csv_table.read(source)
    assert isinstance(ada, PlainContact)
    assert [note.text for note in ada.notes] == ["a;'=1+1"]


def test_of_our_own_table_some_columns_of_which_are_named_cells_come_back_as_they_were(now: Now) -> None:
    (file,) = csv_table.write(
        Outgoing(contacts=[PlainContact(name="Ada", notes=(PlainNote(text="a;=1+1"),))]), now
    )
    (ada,) = csv_table.read(Source(file.content, now, columns={"Place": "ignore"}))
    assert isinstance(ada, PlainContact)
    assert [note.text for note in ada.notes] == ["a;=1+1"]


@given(st.text("x;'\"=- \t\r\n"))
def test_whatever_is_made_harmless_is_read_back_as_it_was(cell: str) -> None:
    assert csv_table.as_it_was(csv_table.harmless(cell)) == cell


@pytest.mark.parametrize("cell", CELLS)
def test_a_harmless_cell_is_read_back_as_it_was(cell: str) -> None:
    assert csv_table.as_it_was(csv_table.harmless(cell)) == cell


def test_columns_are_guessed_from_their_headers(now: Now) -> None:
    text = (
        "Vorname;Nachname;E-Mail 1;Mobile 1;Firma;Stelle;Ort;Tags;Geburtstag;Notizen;Farbe\n"
        'Ada;Lovelace;ada@example.org;+44 1;Engines;Analystin;Turin;"maths, #looms";10.12.1815;spielt;blau\n'
    )
    source = Source(text.encode(), now)
    (ada,) = csv_table.read(source)
    assert ada == PlainContact(
        name="Ada Lovelace",
        emails=("ada@example.org",),
        phones=("+44 1",),
        organisations=(PlainMembership(organisation="Engines", role="Analystin"),),
        place="Turin",
        tags=("maths", "looms"),
        dates=(YearlyDate(month=12, day=10, year=1815),),
        notes=(PlainNote(text="spielt"),),
    )
    assert "Farbe" not in source.fields


def test_a_person_says_what_a_column_is(read: Read) -> None:
    text = "who,where,mail,colour\nAda,Turin,ada@example.org,blue\n"
    columns = {"who": "name", "WHERE": "place", "colour": "note", "mail": "ignore"}
    _, brought = read(text, "csv", columns)
    assert brought == [PlainContact(name="Ada", place="Turin", notes=(PlainNote(text="blue"),))]


@pytest.mark.parametrize(
    ("columns", "words"),
    [({"nobody": "name"}, "no column “nobody”"), ({"who": "shoe size"}, "no field “shoe size”")],
)
def test_a_column_or_field_that_there_is_not(read: Read, columns: dict[str, str], words: str) -> None:
    with pytest.raises(UsageProblem, match=words):
        read("who,where\nAda,Turin\n", "csv", {"where": "place", **columns})


def test_what_a_record_without_a_name_is_called(read: Read) -> None:
    text = "Name,Nickname,Company,Email\n,Countess,,\n,,Engines,\n,,,ada@example.org\n,,,\nAda,,,\n"
    _, brought = read(text)
    assert [(each.name, each.kind) for each in brought if isinstance(each, PlainContact)] == [
        ("Countess", "person"),
        ("Engines", "organisation"),
        ("ada@example.org", "person"),
        ("Ada", "person"),
    ]
