"""A printed reading reads back the same, and keeps to the letter what is no name (rules.md, section 9)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.domain.line.printed import printed, with_new
from netui.domain.line.reading import Reading
from netui.errors import LineError
from tests.line.reader import reading, short
from tests.line.test_any_text import WORDS
from tests.line.test_sentences import NAMES, PLACES
from tests.line.test_table import ROWS, Row, unmarked


def _said(found: Reading) -> dict[str, Any]:
    """All that a reading says, its places in the text aside."""
    return {
        "contacts": [(one.contact, one.name, one.role, one.new) for one in found.contacts],
        "exchanges": found.exchanges,
        "introductions": found.introductions,
        "follow_ups": [(one.kind, one.owner, one.due, one.contacts) for one in found.follow_ups],
        "named": [named.index for named in found.named],
        **{
            name: getattr(found, name)
            for name in (
                "form", "day", "time", "channel", "minutes", "purpose", "started", "place", "event", "tags",
                "about", "opportunity",
            )
        },
    }  # fmt: skip


def _around(found: Reading) -> list[str]:
    """The text of a line outside the names."""
    ends = [0, *(named.end for named in found.named)]
    starts = [*(named.start for named in found.named), len(found.text)]
    return [found.text[end:start] for end, start in zip(ends, starts, strict=True)]


@pytest.mark.parametrize(
    "row", [row for _, row in ROWS if "refused" not in row.expected and "ties" not in row.expected]
)
def test_a_line_of_the_table_reads_back(row: Row) -> None:
    found = reading(unmarked(row.marked)[0], now=row.now, names=row.names, places=PLACES)
    again = reading(printed(found), now=row.now, names=row.names, places=PLACES)
    assert _said(again) == _said(found)
    assert _around(again) == _around(found)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_any_words_of_the_language_read_back(words: list[str]) -> None:
    try:
        found = reading(" ".join(words), names=NAMES, places=PLACES)
    except LineError:
        return
    if found.ties:
        return
    again = reading(printed(found), names=NAMES, places=PLACES)
    assert _said(again) == _said(found)
    assert _around(again) == _around(found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_what_is_no_name_is_kept_to_the_letter(before: str, after: str) -> None:
    line = f"{before} @Ada {after}"
    try:
        found = reading(line, names=NAMES)
    except LineError:
        return
    assert found.text == line
    assert found.ties or _around(found) == _around(reading(printed(found), names=NAMES))


def test_a_printed_line() -> None:
    found = reading('yesterday: tea with kat & Grace H., Zed sang to @Zed todo:"see Ada"', names=NAMES)
    assert printed(found) == (
        'yesterday: tea with @"Katherine Johnson" & @"Grace Hopper", @"Zed" sang to @"Zed" todo:"see Ada"'
    )


def test_an_unknown_name_becomes_a_new_contact() -> None:
    found = reading("tea with Zed Omar and Ada", names=NAMES)
    assert with_new(found, found.unknown[0]) == 'tea with @"Zed Omar" and Ada'
    beside = reading('@"Ada Lovelace": tea with Zed Omar', names=NAMES)
    assert with_new(beside, beside.unknown[0]) == '@"Ada Lovelace": tea with @"Zed Omar"'
    assert short(with_new(found, found.unknown[0]), names=NAMES)["who"] == [
        '+Zed Omar=@"Zed Omar"',
        "Ada Lovelace=Ada",
    ]
