"""Tables as they occur: encodings, preambles, delimiters, quotes that nobody closed."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

import pytest

from netui.domain.days import Now
from netui.domain.plain import Brought, PlainContact, Skipped
from netui.errors import NetuiError
from netui.exchange.csv_table import columns_of
from netui.exchange.formats import Source, format_of
from tests.exchange.conftest import SAMPLES, Read

LINKEDIN = (SAMPLES / "linkedin-Connections.csv").read_text(encoding="utf-8")
DESKTOP = (SAMPLES / "outlook-desktop.csv").read_text(encoding="utf-8")


def names(brought: list[Brought]) -> list[str]:
    return [each.name for each in brought if isinstance(each, PlainContact)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings(read: Read, encoding: str) -> None:
    assert names(read(LINKEDIN.encode(encoding))[1]) == ["Ada Lovelace", 'María "Mari" García']


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_outlook_in_utf_16(read: Read, mark: str) -> None:
    text = "\ufeff" + DESKTOP.replace(",Ada,,Lovelace", ",Zoë,,Müller")
    found, brought = read(text.encode(mark))
    assert (found, names(brought)) == ("outlook", ["Zoë Müller"])


def test_line_ends_and_a_longer_preamble(read: Read) -> None:
    preamble = 'Notes:\n"When you export,\nthis ""may"" be long,\n\nand longer"\nwith,a,row\n\n'
    rows = LINKEDIN[LINKEDIN.index("First Name") :]
    for text in (LINKEDIN.replace("\n", "\r\n"), LINKEDIN.replace("\n", "\r"), preamble + rows, rows):
        assert names(read(text)[1])[0] == "Ada Lovelace"


def test_older_linkedin_without_addresses(read: Read) -> None:
    text = (
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        'Ada,Lovelace,,Engines,Analyst,"15 Mar 2024"\nEmmy,Noether,,,Professor,\n'
    )
    found, (ada, emmy) = read(text)
    assert isinstance(ada, PlainContact)
    assert isinstance(emmy, PlainContact)
    assert (found, ada.key, str(ada.connected)) == ("linkedin", "", "2024-03-15")
    assert (emmy.organisations, [note.text for note in emmy.notes]) == ((), ["Professor"])


def test_a_quote_that_nobody_closed_costs_one_row(read: Read) -> None:
    _, brought = read(
        'Name,Email\n"Broken,b@example.org\nAda,ada@example.org\n"Grace ""Amazing"" H",g@example.org\n'
    )
    assert names(brought) == ["Ada", 'Grace "Amazing" H']
    assert [each for each in brought if isinstance(each, Skipped)] == [
        Skipped(record=1, reason="a quote is opened and never closed")
    ]


def test_reading_a_table_changes_nothing_of_those_read_beside_it(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest field that the csv module takes is one number for all threads of a process."""
    reader, limits = csv.reader, {csv.field_size_limit()}

    def looking(lines: Iterable[str], **options: Any) -> Any:
        limits.add(csv.field_size_limit())
        return reader(lines, **options)

    monkeypatch.setattr(csv, "reader", looking)
    assert names(read('Name,Notes\n"Ada","a"\n"Emmy",b"c\n')[1]) == ["Ada", "Emmy"]
    assert limits == {csv.field_size_limit()}
    assert names(read(f'Name,Notes\n"Ada","{"x" * 200_000}"\n')[1]) == ["Ada"]


def test_a_quote_within_a_cell_is_a_quote(read: Read) -> None:
    assert (
        names(read('Name,Email\nAda "Countess" L,a@example.org\n"Bo" b,b@example.org\n')[1])[0]
        == 'Ada "Countess" L'
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(read: Read, delimiter: str) -> None:
    text = f"Name{delimiter}E-Mail{delimiter}Firma\nAda{delimiter}ada@example.org{delimiter}Engines\n"
    found, brought = read(text)
    assert (found, names(brought)) == ("csv", ["Ada"])


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"\xff\xfe", b"{", b"hello", b"a,b,c\n1,2,3\n", b"\x89PNG\r\n\x1a\n" + b"\0" * 50],
    ids=["nothing", "NUL", "a mark alone", "a bracket", "a word", "no header that says who", "a picture"],
)
def test_what_is_no_table_of_people_is_refused(content: bytes, now: Now) -> None:
    with pytest.raises(NetuiError):
        format_of(Source(content, now))


@pytest.mark.parametrize(
    "content",
    [
        b"Dear Omar,\n\nthank you for your letter.\nYours, Ada\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR,\0\0\x04\xb0,\0\0\n,a,b\n\0,c,d\n",
        b"one, two\n",
        b"",
    ],
    ids=["letter", "picture", "nothing below", "empty"],
)
def test_what_is_no_table_has_no_columns(content: bytes, now: Now) -> None:
    assert columns_of(Source(content, now)) == []


def test_a_table_of_any_words_has_columns(now: Now) -> None:
    assert columns_of(Source(b"wer,wo\nAda,London\n", now)) == [("wer", "Ada"), ("wo", "London")]
