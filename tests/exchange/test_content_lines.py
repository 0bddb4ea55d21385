"""Content lines, as files have them: folded, escaped, quoted, broken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.days import Now, now_at
from netui.exchange.content_lines import (
    FOLD_AT,
    ContentLine,
    content_lines,
    escaped,
    folded,
    parameter,
    split_at,
    unescaped,
)
from netui.exchange.formats import Source


def lines(content: bytes | str, now: Now) -> list[ContentLine | None]:
    return list(content_lines(Source(content.encode() if isinstance(content, str) else content, now)))


def line(content: bytes | str, now: Now) -> ContentLine:
    (only,) = lines(content, now)
    assert only is not None
    return only


def test_group_name_parameters_value(now: Now) -> None:
    found = line('Item1.tel;TYPE="work,voice";PREF=1;cell:tel:+1;ext=2\r\n', now)
    assert (found.group, found.name, found.value) == ("item1", "TEL", "tel:+1;ext=2")
    assert found.types == {"work", "voice", "cell"}
    assert found.param("PREF") == "1"
    assert found.param("NONE") == ""


def test_quotes_hold_colons_and_semicolons(now: Now) -> None:
    found = line('ATTENDEE;CN="Doe: J; x, y";X=1:mailto:j@example.org\n', now)
    assert (found.param("CN"), found.value) == ("Doe: J; x, y", "mailto:j@example.org")


def test_a_quote_that_is_never_closed_costs_nothing(now: Now) -> None:
    assert line('ATTENDEE;CN="Doe:mailto:j@example.org\n', now).value == "mailto:j@example.org"


def test_carets_of_rfc_6868(now: Now) -> None:
    found = line("X;A=^n^^^';B=^a^ ^b:v\n", now)
    assert (found.param("A"), found.param("B")) == ('\n^"', "^a^ ^b")


def test_folding_within_a_character(now: Now) -> None:
    content = "FN:Zoë".encode()
    place = content.index(b"\xc3") + 1
    assert line(content[:place] + b"\r\n " + content[place:], now).value == "Zoë"
    assert line("FN:one\n\ttwo\n  three\n", now).value == "onetwo three"


def test_an_edge_is_no_continuation_however_it_is_indented(now: Now) -> None:
    found = lines(" \n BEGIN:VCARD\n FN:Ada\n  END:VCARD\n TEL:1\n", now)
    assert [each and each.name for each in found] == ["BEGIN", "FN", "END", "TEL"]


def test_quoted_printable_goes_on_without_a_space(now: Now) -> None:
    content = "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\ntwo=\n\nTEL:1\n"
    assert [each and each.value for each in lines(content, now)] == ["one\r\ntwo", "1"]
    ended = "NOTE;QUOTED-PRINTABLE:one=\nEND:VCARD\n"
    assert [each and each.value for each in lines(ended, now)] == ["one", "VCARD"]


def test_base64_goes_on_with_or_without_a_space(now: Now) -> None:
    content = "PHOTO;ENCODING=b;TYPE=JPEG:AAAA\n BBBB\nCCCC\nDD==\n\nTEL:1\n"
    photo, phone = lines(content, now)
    assert photo is not None
    assert (photo.value, photo.left_out) == ("", "binary")
    assert phone is not None
    assert phone.value == "1"


def test_what_is_no_line_is_told(now: Now) -> None:
    assert lines("no colon\n:no name\nFN:x\n", now)[:2] == [None, None]


@given(st.text(max_size=200))
def test_folded_lines_are_short_and_come_back(text: str) -> None:
    octets = folded(f"NOTE:{escaped(text)}")
    assert all(len(piece) <= FOLD_AT for piece in octets.split(b"\r\n"))
    assert octets.endswith(b"\r\n")
    for piece in octets.split(b"\r\n"):
        piece.decode()  # no character is cut in two
    clean = "\n".join(text.encode("utf-8", "replace").decode().replace("\r\n", "\n").split("\r"))
    back = octets.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode().removeprefix("NOTE:")
    assert unescaped(back) == clean


@given(st.lists(st.text("ab\\,;n\n", max_size=6), min_size=1, max_size=4), st.sampled_from(",;"))
def test_escaped_parts_come_apart_again(parts: list[str], separator: str) -> None:
    assert split_at(separator.join(map(escaped, parts)), separator) == parts


@given(st.text("ab^\"':;, é", max_size=12).map(str.strip).filter(bool))
def test_parameters_come_back(text: str) -> None:
    now = now_at(datetime(2026, 11, 23, tzinfo=UTC), "UTC")
    assert line(f"X;A={parameter(text)}:v", now).param("A") == text


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x00" * 100, b"\xff\xfe", b"\xff\xfe\x00", b"FN", b":" * 9]
)
def test_anything_is_read_without_a_fault(content: bytes, now: Now) -> None:
    assert all(each is None or each.value == "" or each.name for each in lines(content, now))
