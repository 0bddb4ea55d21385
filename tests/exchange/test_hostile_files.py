"""Hostile files: refused in a sentence, or read with what is good in them. Never a crash, never a path."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.plain import Brought, PlainContact, Skipped
from netui.errors import NetuiError
from netui.exchange.files import LARGEST, read_bytes, reading
from netui.exchange.formats import Source, all_formats
from netui.network.importing import gathering
from netui.network.importing.gathering import Gathered
from tests.conftest import INSTANT, ZONE
from tests.exchange.conftest import SAMPLES

NOW = Clock(ZONE, INSTANT).now()
GOOD = "Good Person"


def gathered(content: bytes, format_name: str | None = None) -> Gathered:
    """What a file brings, taken in as an import takes it in."""
    found, brought = reading(Source(content, NOW), format_name)
    into = Gathered(found.name)
    for each in brought:
        into.take(each)
    return into


def table(*rows: str) -> bytes:
    return "\n".join(("Name,Email,Notes", *rows, f"{GOOD},good@example.org,")).encode(
        "utf-8", "surrogatepass"
    )


HOSTILE: dict[str, bytes] = {
    "NUL in cells": table("A\0B,\0,\0"),
    "NUL all over": table("\0" * 5000),
    "escapes": table("\x1b]0;title\x07,\x1b[2J,\x9b31m"),
    "lone surrogates": table("\ud800\udfff,,"),
    "direction marks": table("\u202eevil\u202c,,"),
    "a 10 MB note": table("Long,," + "x" * 10_000_000),
    "a cell of a million lines in quotes": table('Long,,"' + "x\n" * 1_000_000 + '"'),
    "a quote never closed": table('"Open,,'),
    "many quotes never closed": table(*['"Open,,'] * 100),
    "quotes in quotes": table('""""""""",,'),
    "a hundred thousand commas": table("Wide" + "," * 100_000),
    "ten thousand short rows": table(*["x"] * 10_000),
    "paths for names": table("../../etc/passwd,file:///etc/passwd,~/.ssh/authorized_keys"),
    "formulas": table("=cmd|'/c calc'!A0,+1,@SUM(A1)"),
    "markup": table("Bob [/] x,[@click=app.quit]x[/],[red]"),
    "a mark in the middle": table("\ufeffMid\ufeff,,"),
    "carriage returns alone": table("A,,").replace(b"\n", b"\r"),
    "a carriage return within a broken quote": table('A "x\ry,,'),
    "every line end": b"Name,Email,Notes\r\nA,,\rB,,\n\r\n" + GOOD.encode() + b",,\n",
    "invalid UTF-8": table("A,,").replace(b"A", b"\xc3\x28\xff\xfe"),
    "a code page": table("Zoë,,").decode().encode("cp1252"),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + table("A,,"),
    "a bomb of ::: ": table("Many," + " ::: ".join(map(str, range(50_000))) + ","),
    "combining flood": table("Z" + "\u0301" * 50_000 + ",,"),
    "digits of other scripts": table("A,,٣"),
    "a row of spaces": table("   ,   ,   "),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_good_records_are_kept(content: bytes) -> None:
    into = gathered(content)
    assert GOOD in [contact.name for contact in into.contacts]
    for contact in into.contacts:
        text = "".join((contact.name, *contact.emails, *(note.text for note in contact.notes)))
        assert not any((ord(sign) < 32 and sign != "\n") or 0xD800 <= ord(sign) < 0xE000 for sign in text)


REFUSED: dict[str, bytes] = {
    "nothing but a mark": b"\xef\xbb\xbf",
    "a truncated mark": b"\xff",
    "UTF-16 of odd length": "Name,Email\nA,b@c.d".encode("utf-16")[:-1][:3],
    "brackets": b"[" * 1_000_000,
    "braces": b'{"a":' * 100_000,
    "a JSON of another kind": b'{"account": {}, "version": 7}',
    "zip": b"PK\x03\x04" + b"\0" * 1000,
    "gzip": b"\x1f\x8b\x08" + b"\xaa" * 1000,
    "an executable": b"\x7fELF" + bytes(range(256)) * 40,
    "a page": b"<html><body><script>alert(1)</script></body></html>",
    "a header of nobody": b"colour,size\nred,1\n",
    "one long line": b"x" * 5_000_000,
    "newlines": b"\n" * 1_000_000,
    "quotes": b'"' * 1_000_000,
    "commas": b"," * 1_000_000,
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_nothing_is_refused_in_a_sentence(content: bytes) -> None:
    started = process_time()
    refusal = refusal_of(content)
    assert refusal
    assert len(refusal) < 300
    assert "\n" not in refusal
    assert process_time() - started < 20


def refusal_of(content: bytes) -> str:
    """The sentence with which a file is refused, or one's own where nothing in it could be read."""
    try:
        into = gathered(content)
    except NetuiError as refused:
        return refused.message
    return "nothing" if into.read == len(into.skipped) else ""


def test_more_records_than_any_address_book_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_RECORDS", 100)
    assert len(gathered(b"Name\n" + b"x\n" * 100).contacts) == 100
    with pytest.raises(NetuiError, match="more than 100 records"):
        gathered(b"Name\n" + b"x\n" * 101)


def test_more_contacts_than_memory_is_for_are_refused_unless_asked_for() -> None:
    into = Gathered("csv", most_contacts=3)
    *three, fourth = reading(Source(b"Name\n" + b"x\n" * 4, NOW))[1]
    for each in three:
        into.take(each)
    with pytest.raises(NetuiError, match="more than 3 contacts; --max-size MIB allows more"):
        into.take(fourth)
    assert gathering.MOST_CONTACTS == 50_000


def _formats() -> Iterator[str]:
    return (each.name for each in all_formats() if each.read is not None)


@pytest.mark.parametrize("format_name", _formats())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_through_every_reader(format_name: str, content: bytes) -> None:
    with contextlib.suppress(NetuiError):
        gathered(content or b"x", format_name)


SAMPLE_FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".md" or path.name == "friends.md")


@pytest.mark.parametrize("sample", SAMPLE_FILES, ids=lambda path: path.name)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_sample_cut_and_bent_anywhere(sample: Path, data: st.DataObject) -> None:
    content = sample.read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    put = data.draw(
        st.sampled_from([b"", b"\0", b'"', b"\n", b"\xff", b"\x1b]0;", b"{", b":::", b"=\r\n", b",,,"])
    )
    with contextlib.suppress(NetuiError):
        gathered(content[:start] + put + content[end:])


def test_a_file_that_is_too_large_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(NetuiError, match="larger than 64 MiB"):
        read_bytes(large)
    assert len(read_bytes_of(tmp_path, b"Name\n", limit=5)) == 5
    with pytest.raises(NetuiError, match="larger"):
        read_bytes_of(tmp_path, b"Name\nA", limit=5)


def read_bytes_of(folder: Path, content: bytes, limit: int) -> bytes:
    path = folder / "small.csv"
    path.write_bytes(content)
    return read_bytes(path, limit)


@pytest.mark.parametrize("what", ["missing", "folder", "empty"])
def test_what_cannot_be_read_says_why(tmp_path: Path, what: str) -> None:
    path = tmp_path / what
    if what == "folder":
        path.mkdir()
    elif what == "empty":
        path.write_bytes(b" \n")
    with pytest.raises(NetuiError, match=what):
        read_bytes(path)


def test_a_large_table_takes_memory_in_proportion(now: Now) -> None:
    content = b"Name,Email\n" + b"".join(b"Person %d,p%d@example.org\n" % (n, n) for n in range(4_000))
    tracemalloc.start()
    count = sum(isinstance(each, PlainContact) for each in reading(Source(content, now))[1])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 8 * len(content), "rows are read one by one"


def test_skipped_rows_are_numbered_as_a_person_counts_them(now: Now) -> None:
    brought: list[Brought] = list(reading(Source(b"Name,Email\nA,\n\n,\n,,x\nB,\n,\n", now))[1])
    assert [each.record for each in brought if isinstance(each, Skipped)] == [2]
