"""A ``key:value`` that could not be read stays prose, but not in silence."""

from __future__ import annotations

import pytest

from netui.domain.line.leftovers import key_left_in_prose
from tests.line.reader import reading


@pytest.mark.parametrize(
    ("line", "said", "why"),
    [
        ("via:pigeon with Ada", "via:pigeon", "via: takes in-person, event, video"),
        ("gave:gold Ada", "gave:gold", "gave: takes a kind"),
        ("tea with Ada, got:advice:9", "got:advice:9", "got: takes a kind"),
        ("purpose:fun tea with Ada", "purpose:fun", "purpose: takes relationship, ask or sale"),
        ("started:us tea with Ada", "started:us", "started: takes me, them or both"),
        ('tea with Ada todo:"a book" due:someday', "due:someday", "that is no day"),
        ("tea with Ada due:friday", "due:friday", "it is the day of a promise"),
        ("tea with Ada and Emmy needs:designer", "needs:designer", "@ before one name says whose it is"),
        ('offers:"a room"', 'offers:"a room"', "@ before one name says whose it is"),
        ("via:phone via:email Ada", "via:phone", "said twice, and the last one counts"),
        ('place:"A" place:"B" tea with Ada', 'place:"A"', "said twice, and the last one counts"),
        ("plan: tea with Ada gave:intro", "gave:intro", "nothing has happened yet"),
        ("note: Ada via:phone", "via:phone", "a note tells of nothing that happened"),
        ('plan: tea with Ada opportunity:"A chair"', 'opportunity:"A chair"', "nothing is made of it here"),
    ],
)
def test_why_a_key_stays_prose(line: str, said: str, why: str) -> None:
    told = key_left_in_prose(reading(line))
    assert told.startswith(f"“{said}” stays prose: ")
    assert why in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tea with Ada, got:a", False),
        ("tea with Ada, got:a ", True),
        ("tea with Ada via:ph", False),
        ("tea with Ada via:pigeon", True),
        ("tea with Ada purpose:as", False),
        ("tea with Ada started:t", False),
        ('tea with Ada todo:"a book" due:fr', False),
        ('tea with Ada todo:"a book" due:fr, more', True),
        ("tea with Ada and Emmy needs:d", True),
    ],
)
def test_what_is_being_typed_is_given_time(line: str, said: bool) -> None:
    assert bool(key_left_in_prose(reading(line), typing=True)) == said
    assert key_left_in_prose(reading(line))


@pytest.mark.parametrize(
    "line",
    [
        "via:phone with Ada, gave:intro:3, purpose:ask started:me place:Turin event:X",
        'tea with Ada needs:designer offers:"a room" opportunity:"A chair"',
        'tea with Ada todo:"a book" due:friday',
        "tea with Ada, promised a book due:friday",
        "tea with Ada, promised a page on via:pigeon",
        "note: Ada needs:designer",
        "plan: tea with Ada via:phone",
        "https://example.org/via:pigeon for Ada",
        "got: a cold, saw Ada",
        "tea with Ada needs:",
    ],
)
def test_nothing_is_said_where_all_was_read(line: str) -> None:
    assert key_left_in_prose(reading(line)) == ""
