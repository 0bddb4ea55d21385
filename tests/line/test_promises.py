"""Promises, mine and theirs (rules.md, section 9), said on Monday, 23 November 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.line.reader import on, reading, short

ADA, KAT, EMMY = "Ada Lovelace", "Katherine Johnson", "Emmy Noether"
TEA = [f"{ADA}=Ada"]


@pytest.mark.parametrize(
    ("line", "who", "expected"),
    [
        ("promised send the paper by friday", [], "promise me 2026-11-27: send the paper ()"),
        (
            "tea with Ada; promised send the paper by friday",
            TEA,
            f"promise me 2026-11-27: send the paper ({ADA})",
        ),
        ("tea with Ada, promised the paper", TEA, f"promise me -: the paper ({ADA})"),
        ("tea with Ada. Promised the paper.", TEA, f"promise me -: the paper ({ADA})"),
        ("tea with Ada promised the paper by friday.", TEA, f"promise me 2026-11-27: the paper ({ADA})"),
        ("tea with Ada and promised the paper", TEA, f"promise me -: the paper ({ADA})"),
        ("I promised the paper by tomorrow", [], "promise me 2026-11-24: the paper ()"),
        (
            "promised Ada the paper by tomorrow",
            ["~Ada Lovelace=Ada"],
            f"promise me 2026-11-24: Ada the paper ({ADA})",
        ),
        (
            "tea with Ada; promised Kat the paper",
            [*TEA, f"~{KAT}=Kat"],
            f"promise me -: Kat the paper ({KAT})",
        ),
        ("tea with Ada; promised Ada the paper", TEA, f"promise me -: Ada the paper ({ADA})"),
        ("promised: the paper", [], "promise me -: the paper ()"),
        ("tea with Ada; promised the paper by friday; fun", TEA, f"promise me 2026-11-27: the paper ({ADA})"),
        ("tea with Ada; promised a, b and cake. Also d", TEA, f"promise me -: a, b and cake ({ADA})"),
        # days
        ("promised the paper by today", [], "promise me 2026-11-23: the paper ()"),
        ("promised the paper by monday", [], "promise me 2026-11-30: the paper ()"),
        ("promised the paper by next friday", [], "promise me 2026-11-27: the paper ()"),
        ("promised the paper by fri", [], "promise me 2026-11-27: the paper ()"),
        ("promised the paper by next week", [], "promise me 2026-11-30: the paper ()"),
        ("promised the paper by 20 dec", [], "promise me 2026-12-20: the paper ()"),
        ("promised the paper by 20 nov", [], "promise me 2027-11-20: the paper ()"),
        ("promised the paper by Dec 1st", [], "promise me 2026-12-01: the paper ()"),
        ("promised the paper by 2026-12-01", [], "promise me 2026-12-01: the paper ()"),
        ("promised the paper by 1/12", [], "promise me 2026-12-01: the paper ()"),
        ("promised the paper by in 4 days", [], "promise me 2026-11-27: the paper ()"),
        ("promised the paper by 2 weeks", [], "promise me 2026-12-07: the paper ()"),
        ("promised the paper by friday to all", [], "promise me 2026-11-27: the paper by friday to all ()"),
        ("promised the paper, by friday", [], "promise me 2026-11-27: the paper ()"),
        ("promised the paper due:friday", [], "promise me 2026-11-27: the paper ()"),
        (
            "promised the book by the end of the month",
            [],
            "promise me -: the book by the end of the month ()",
        ),
        ("promised the book by Knuth by friday", [], "promise me 2026-11-27: the book by Knuth ()"),
        ("promised the paper tomorrow", [], "promise me 2026-11-24: the paper ()"),
        # theirs
        ("expecting the draft by friday", [], "expected them 2026-11-27: the draft ()"),
        ("tea with Ada; expecting the draft", TEA, f"expected them -: the draft ({ADA})"),
        (
            "expecting the draft from Kat by friday",
            [f"~{KAT}=Kat"],
            f"expected them 2026-11-27: the draft from Kat ({KAT})",
        ),
        ("tea with Ada, I'm expecting the draft", TEA, f"expected them -: the draft ({ADA})"),
        (
            "tea with Ada; they promised the draft by friday",
            TEA,
            f"expected them 2026-11-27: the draft ({ADA})",
        ),
        ("tea with Ada, she promised the draft", TEA, f"expected them -: the draft ({ADA})"),
        ("Ada promised the draft by friday", TEA, f"expected them 2026-11-27: the draft ({ADA})"),
        (
            "Ada promised me an intro to Kat",
            [*TEA, f"~{KAT}=Kat"],
            f"expected them -: an intro to Kat ({ADA})",
        ),
        # todo
        (
            'tea with Ada todo:"send the paper" due:friday',
            TEA,
            f"promise me 2026-11-27: send the paper ({ADA})",
        ),
        (
            'todo:"send Ada the paper" due:tomorrow',
            ["~Ada Lovelace=Ada"],
            f"promise me 2026-11-24: send Ada the paper ({ADA})",
        ),
        ('tea with Ada todo:"send the paper"', TEA, f"promise me -: send the paper ({ADA})"),
        ('tea with Ada todo:"a; b, 45m" due:2026-12-01', TEA, f"promise me 2026-12-01: a; b, 45m ({ADA})"),
        ('tea with Ada todo:"paper" due:"next week"', TEA, f"promise me 2026-11-30: paper ({ADA})"),
        ('tea with Ada todo:"paper" due:soon', TEA, f"promise me -: paper ({ADA})"),
        ("tea with Ada todo:paper", TEA, f"promise me -: paper ({ADA})"),
    ],
)
def test_one_promise(line: str, who: list[str], expected: str) -> None:
    found: dict[str, Any] = {"follow_ups": [expected]}
    assert short(line) == ({"who": who, **found} if who else found)


@pytest.mark.parametrize(
    "line",
    [
        "as promised, the paper",
        "the promised land",
        "tea as promised",
        "it was promised by friday",
        "never promised the paper",
        "promised",
        "promised by friday",
        "promised;",
        "Ada is expecting a baby",
        "she's expecting a baby",
        "not expecting rain",
        "was expecting rain",
        "expecting",
        'todo:""',
        "due:friday",
    ],
)
def test_no_promise(line: str) -> None:
    assert reading(line).follow_ups == ()


def test_several_promises_in_their_order() -> None:
    line = "tea with Ada; promised the paper by friday; expecting the book; promised Kat a call"
    assert short(line)["follow_ups"] == [
        f"promise me 2026-11-27: the paper ({ADA})",
        f"expected them -: the book ({ADA})",
        f"promise me -: Kat a call ({KAT})",
    ]


def test_what_is_promised_has_not_happened() -> None:
    assert short(
        "tea with Ada; promised to call Kat at 3pm for 45m, gave advice, introduced Ada to Emmy"
    ) == {
        "who": [f"{ADA}=Ada", f"~{KAT}=Kat", f"~{EMMY}=Emmy"],
        "follow_ups": [
            "promise me -: to call Kat at 3pm for 45m, gave advice, introduced Ada to Emmy "
            f"({ADA}, {KAT}, {EMMY})"
        ],
    }


def test_the_day_of_a_promise_is_never_the_lines() -> None:
    assert short("friday: tea with Ada, promised the paper by friday") == {
        "day": "2026-11-20",
        "said": "friday:",
        "prose": "tea with Ada, promised the paper by friday",
        "who": TEA,
        "follow_ups": [f"promise me 2026-11-27: the paper ({ADA})"],
    }
    assert reading("promised the paper on friday").day == date(2026, 11, 23)
    assert reading("promised the paper, friday").day == date(2026, 11, 23)


def test_what_is_no_prose_is_cut_off_a_promise() -> None:
    assert short("tea with Ada; promised the paper by friday #work via:phone") == {
        "who": TEA,
        "channel": "phone",
        "tags": ["work"],
        "follow_ups": [f"promise me 2026-11-27: the paper ({ADA})"],
    }
    assert short("walk with Ada, promised send the list by in 4 days, 45min") == {
        "who": TEA,
        "channel": "in_person",
        "minutes": 45,
        "follow_ups": [f"promise me 2026-11-27: send the list ({ADA})"],
    }


def test_a_day_gone_by_is_the_lines_even_after_a_promise() -> None:
    assert short("promised Ada the paper yesterday") == {
        "day": "2026-11-22",
        "said": "yesterday",
        "prose": "promised Ada the paper",
        "who": ["~Ada Lovelace=Ada"],
        "follow_ups": [f"promise me -: Ada the paper ({ADA})"],
    }


@pytest.mark.parametrize(
    ("today", "words", "due"),
    [
        (date(2026, 11, 27), "friday", date(2026, 12, 4)),
        (date(2026, 11, 27), "saturday", date(2026, 11, 28)),
        (date(2026, 11, 27), "next week", date(2026, 11, 30)),
        (date(2026, 11, 29), "next week", date(2026, 11, 30)),
        (date(2026, 12, 31), "tomorrow", date(2027, 1, 1)),
        (date(2026, 12, 31), "31 dec", date(2026, 12, 31)),
        (date(2026, 12, 31), "30 dec", date(2027, 12, 30)),
        (date(2026, 3, 1), "29 feb", date(2028, 2, 29)),
    ],
)
def test_promises_look_ahead_from_today(today: date, words: str, due: date) -> None:
    (follow_up,) = reading(f"last monday: promised the paper by {words}", now=on(today)).follow_ups
    assert follow_up.due == due


def test_a_note_promises_only_by_todo() -> None:
    assert reading("note: Ada promised the paper").follow_ups == ()
    assert short('note: Ada paints todo:"look at it" due:friday') == {
        "form": "note",
        "prose": 'Ada paints todo:"look at it" due:friday',
        "who": ["~Ada Lovelace=Ada"],
        "follow_ups": [f"promise me 2026-11-27: look at it ({ADA})"],
    }
