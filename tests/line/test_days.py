"""Day, time, plan and note (rules.md, section 9), said on Monday, 23 November 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from netui.domain.line.reading import Form
from netui.errors import LineError
from tests.line.reader import on, reading, short

COFFEE: dict[str, Any] = {"who": ["Ada Lovelace=Ada"], "channel": "in_person"}


def _coffee(day: str, said: str, prose: str = "coffee with Ada", **more: Any) -> dict[str, Any]:
    return {**COFFEE, "day": day, "said": said, "prose": prose, **more}


AT_THE_START = (
    ("yesterday: coffee with Ada", "2026-11-22", "yesterday:"),
    ("Yesterday coffee with Ada", "2026-11-22", "Yesterday"),
    ("yesterday, coffee with Ada", "2026-11-22", "yesterday,"),
    ("fri: coffee with Ada", "2026-11-20", "fri:"),
    ("Tues: coffee with Ada", "2026-11-17", "Tues:"),
    ("sun : coffee with Ada", "2026-11-22", "sun :"),
    ("friday coffee with Ada", "2026-11-20", "friday"),
    ("friday: coffee with Ada", "2026-11-20", "friday:"),
    ("on friday coffee with Ada", "2026-11-20", "on friday"),
    ("tuesday coffee with Ada", "2026-11-17", "tuesday"),
    ("last friday coffee with Ada", "2026-11-20", "last friday"),
    ("last monday: coffee with Ada", "2026-11-16", "last monday:"),
    ("3 days ago coffee with Ada", "2026-11-20", "3 days ago"),
    ("3 days ago: coffee with Ada", "2026-11-20", "3 days ago:"),
    ("a day ago coffee with Ada", "2026-11-22", "a day ago"),
    ("two weeks ago coffee with Ada", "2026-11-09", "two weeks ago"),
    ("a month ago coffee with Ada", "2026-10-23", "a month ago"),
    ("20 nov coffee with Ada", "2026-11-20", "20 nov"),
    ("20 nov: coffee with Ada", "2026-11-20", "20 nov:"),
    ("20 Nov. coffee with Ada", "2026-11-20", "20 Nov."),
    ("20th of November coffee with Ada", "2026-11-20", "20th of November"),
    ("Nov 20th coffee with Ada", "2026-11-20", "Nov 20th"),
    ("Nov 20th, 2025: coffee with Ada", "2025-11-20", "Nov 20th, 2025:"),
    ("20 November 2025 coffee with Ada", "2025-11-20", "20 November 2025"),
    ("2026-11-20 coffee with Ada", "2026-11-20", "2026-11-20"),
    ("2026-11-20: coffee with Ada", "2026-11-20", "2026-11-20:"),
    ("20/11 coffee with Ada", "2026-11-20", "20/11"),
    ("20/11/2025: coffee with Ada", "2025-11-20", "20/11/2025:"),
    ("20/11/25: coffee with Ada", "2025-11-20", "20/11/25:"),
    ("20-11-2025: coffee with Ada", "2025-11-20", "20-11-2025:"),
    ("2026/11/20 coffee with Ada", "2026-11-20", "2026/11/20"),
    ("2026.11.20: coffee with Ada", "2026-11-20", "2026.11.20:"),
    ("20.11.: coffee with Ada", "2026-11-20", "20.11.:"),
    ("20.11.25: coffee with Ada", "2025-11-20", "20.11.25:"),
    ("20.11.2025 coffee with Ada", "2025-11-20", "20.11.2025"),
    ("20. 11. 2025: coffee with Ada", "2025-11-20", "20. 11. 2025:"),
    ("fri 20.11.: coffee with Ada", "2026-11-20", "fri 20.11.:"),
    ("Fri 20 Nov: coffee with Ada", "2026-11-20", "Fri 20 Nov:"),
    ("friday, 20 november coffee with Ada", "2026-11-20", "friday, 20 november"),
    # without a year: the latest such day not after today
    ("24 nov coffee with Ada", "2025-11-24", "24 nov"),
    ("25 december: coffee with Ada", "2025-12-25", "25 december:"),
    ("29 feb: coffee with Ada", "2024-02-29", "29 feb:"),
    ("4/5: coffee with Ada", "2026-05-04", "4/5:"),
)


@pytest.mark.parametrize(("line", "day", "said"), AT_THE_START)
def test_the_day_at_the_start(line: str, day: str, said: str) -> None:
    assert short(line) == _coffee(day, said)


@pytest.mark.parametrize(("said", "mark"), [("today:", ""), ("today", ""), ("monday:", ""), ("monday", "")])
def test_today_by_its_name_is_today(said: str, mark: str) -> None:
    line = f"{said} coffee with Ada"
    assert short(line) == {**COFFEE, "said": said, "prose": "coffee with Ada"}


@pytest.mark.parametrize(
    ("line", "day", "said"),
    [
        ("coffee with Ada yesterday", "2026-11-22", "yesterday"),
        ("coffee with Ada yesterday.", "2026-11-22", "yesterday"),
        ("coffee with Ada, yesterday", "2026-11-22", ", yesterday"),
        ("coffee with Ada 3 days ago", "2026-11-20", "3 days ago"),
        ("coffee with Ada two weeks ago", "2026-11-09", "two weeks ago"),
        ("coffee with Ada, friday", "2026-11-20", ", friday"),
        ("coffee with Ada on friday", "2026-11-20", "on friday"),
        ("coffee with Ada, on friday", "2026-11-20", ", on friday"),
        ("coffee with Ada, last friday", "2026-11-20", ", last friday"),
        ("coffee with Ada on 20 nov", "2026-11-20", "on 20 nov"),
        ("coffee with Ada, Nov 20th", "2026-11-20", ", Nov 20th"),
        ("coffee with Ada on Nov 20, 2025", "2025-11-20", "on Nov 20, 2025"),
        ("coffee with Ada on 20.11.2025.", "2025-11-20", "on 20.11.2025"),
        ("coffee with Ada, 2025/11/20", "2025-11-20", ", 2025/11/20"),
        ("coffee with Ada on 2026-11-20", "2026-11-20", "on 2026-11-20"),
        ("coffee with Ada, 20/11", "2026-11-20", ", 20/11"),
        ("coffee with Ada, Fri 20 Nov", "2026-11-20", ", Fri 20 Nov"),
    ],
)
def test_the_day_at_the_end(line: str, day: str, said: str) -> None:
    assert short(line) == _coffee(day, said)


@pytest.mark.parametrize(
    "line", ["coffee with Ada today", "coffee with Ada, monday", "coffee with Ada on 23 nov"]
)
def test_today_at_the_end(line: str) -> None:
    said = line.removeprefix("coffee with Ada").strip()
    assert short(line) == {**COFFEE, "said": said, "prose": "coffee with Ada"}


@pytest.mark.parametrize(
    "line",
    [
        "talked about plans for sunday",
        "sat with friends",
        "the friday report",
        "a word about sunday",
        "worked since yesterday",
        "the paper from yesterday",
        "sun at last",
        "saw it 20 nov",
        "saw it friday",
        "saw it last friday",
        "moved it to 31/02",
        "we scored 11/20",
        "1.5. miles of it",
        "1.2.3.4: a server",
        "20.11 francs",
        "45.11.2026 of them",
        "030-12-2026",
        "24/7 support",
        "1/2 hour of rain",
        "50/50 split",
        "today's news",
        "friday's news",
        "may be late",
        "march on",
        "nothing on fri",
        "so we will meet on friday",
        "tea, she'll sing on friday",
        "sat",
    ],
)
def test_a_day_in_the_prose_stays_prose(line: str) -> None:
    assert short(line) == {}


def test_sat_with_ada_is_no_saturday() -> None:
    assert short("sat with Ada") == {"who": ["Ada Lovelace=Ada"]}


def test_will_may_be_a_name_before_a_day() -> None:
    assert short("tea with Will on friday") == {
        "day": "2026-11-20",
        "said": "on friday",
        "prose": "tea with Will",
        "who": ["Will Young=Will"],
    }


def test_the_day_before_a_promise_is_the_lines() -> None:
    assert short("coffee with Ada yesterday; promised the paper by friday") == {
        **COFFEE,
        "day": "2026-11-22",
        "said": "yesterday",
        "follow_ups": ["promise me 2026-11-27: the paper (Ada Lovelace)"],
    }


def test_the_day_at_the_start_comes_before_one_at_the_end() -> None:
    assert short("friday: coffee with Ada yesterday") == _coffee(
        "2026-11-20", "friday:", "coffee with Ada yesterday"
    )


def test_a_day_may_be_followed_by_what_is_no_prose() -> None:
    assert short("coffee with Ada yesterday at 3pm, 45min #tea via:phone") == {
        **_coffee("2026-11-22", "yesterday"),
        "channel": "phone",
        "time": "15:00",
        "minutes": 45,
        "tags": ["tea"],
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2026-02-30: coffee with Ada", "30 February 2026 does not exist"),
        ("2026-02-30 coffee with Ada", "30 February 2026 does not exist"),
        ("coffee with Ada on 2026-02-30", "30 February 2026 does not exist"),
        ("coffee with Ada, 2026-02-30", "30 February 2026 does not exist"),
        ("31 feb coffee with Ada", "31 February does not exist"),
        ("31/02: coffee with Ada", "31 February does not exist"),
        ("29 feb 2026: coffee with Ada", "29 February 2026 does not exist"),
        ("45 nov: coffee with Ada", "45 November does not exist"),
        ("2026-13-01 coffee with Ada", "“2026-13-01” is no day: there is no month 13"),
        ("11/20 coffee with Ada", "“11/20” is no day: there is no month 20; days are read day/month"),
        ("2026/02/30: coffee with Ada", "30 February 2026 does not exist"),
        ("30.2.2026: coffee with Ada", "30 February 2026 does not exist"),
        ("31.4.: coffee with Ada", "31 April does not exist"),
        ("20.13.2026: coffee with Ada", "“20.13.2026” is no day: there is no month 13"),
        (
            "11-20-2026: coffee with Ada",
            "“11-20-2026” is no day: there is no month 20; days are read day/month",
        ),
        ("100000000 days ago: coffee with Ada", "“100000000 days ago” is out of the calendar"),
        ("mon 20 nov: coffee with Ada", "20 November 2026 is a Friday"),
        ("9999999 days ago coffee with Ada", "“9999999 days ago” is out of the calendar"),
        ("promised the paper by 31 feb", "31 February does not exist"),
        ("promised the paper by 2026-02-30", "30 February 2026 does not exist"),
        ("lunch with Ada; promised the paper by 31/4", "31 April does not exist"),
        ('todo:"the paper" due:2026-02-30', "30 February 2026 does not exist"),
        ("plan lunch with Ada on 31 june", "31 June does not exist"),
        ("", "there is nothing in the line"),
        (" \t ", "there is nothing in the line"),
        ("\u200b\u3000", "there is nothing in the line"),
        ("note: ", "say what is to be noted"),
        ("plan: ", "say what is planned"),
        ("plan tomorrow", "say what is planned"),
    ],
)
def test_what_cannot_be_is_refused(line: str, message: str) -> None:
    with pytest.raises(LineError, match="^" + message.replace("/", "/") + "$") as refused:
        reading(line)
    assert refused.value.exit_code == 2

    assert short("11-20-2026: coffee with Ada", day_order="mdy") == _coffee("2026-11-20", "11-20-2026:")
    assert short("4.5.: coffee with Ada", day_order="mdy") == _coffee("2026-05-04", "4.5.:")


def test_the_order_of_day_and_month_is_as_configured() -> None:
    assert short("11/20 coffee with Ada", day_order="mdy") == _coffee("2026-11-20", "11/20")
    assert short("4/5 coffee with Ada", day_order="mdy") == _coffee("2026-04-05", "4/5")
    assert short("4/5 coffee with Ada", day_order="dmy") == _coffee("2026-05-04", "4/5")
    with pytest.raises(LineError, match="days are read month/day"):
        reading("20/11 coffee with Ada", day_order="mdy")


@pytest.mark.parametrize(
    ("today", "line", "day"),
    [
        (date(2026, 11, 27), "friday: tea", date(2026, 11, 27)),
        (date(2026, 11, 27), "last friday: tea", date(2026, 11, 20)),
        (date(2026, 11, 27), "thu: tea", date(2026, 11, 26)),
        (date(2026, 11, 29), "monday: tea", date(2026, 11, 23)),
        (date(2026, 3, 1), "29 feb: tea", date(2024, 2, 29)),
        (date(2026, 1, 1), "31 dec: tea", date(2025, 12, 31)),
        (date(2026, 3, 31), "a month ago: tea", date(2026, 2, 28)),
        (date(2024, 2, 29), "a year ago: tea", date(2023, 2, 28)),
    ],
)
def test_days_look_back_from_other_days(today: date, line: str, day: date) -> None:
    assert reading(line, now=on(today)).day == day


def test_before_the_rollover_hour_yesterday_is_a_day_earlier() -> None:
    assert reading("yesterday: tea", now=on(date(2026, 11, 23), hour=2)).day == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("met Ada at 14:30", {"time": "14:30", "who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
        ("met Ada at 3pm", {"time": "15:00", "who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
        ("met Ada at 3:15 pm.", {"time": "15:15", "who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
        (
            "met Ada at 12am",
            {"day": "2026-11-22", "time": "00:00", "who": ["Ada Lovelace=Ada"], "channel": "in_person"},
        ),
        ("met Ada at 14:30: tea", {"time": "14:30", "who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
        ("met Ada at 25:00", {"who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
        ("met Ada at 3", {"who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
        ("met Ada at 13pm", {"who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
        ("met Ada, bread at 3.50", {"who": ["Ada Lovelace=Ada"], "channel": "in_person"}),
    ],
)
def test_time(line: str, expected: dict[str, Any]) -> None:
    assert short(line) == expected


def _meeting(day: str | None, text: str, whom: str = "Ada Lovelace", **more: Any) -> dict[str, Any]:
    planned: dict[str, Any] = {
        "form": "plan",
        **more,
        "follow_ups": [f"meeting both {day or '-'}: {text} ({whom})"],
    }
    return planned if day is None else {**planned, "day": day}


@pytest.mark.parametrize(
    ("line", "day", "said"),
    [
        ("plan coffee with Ada tomorrow", "2026-11-24", "tomorrow"),
        ("plan: coffee with Ada tomorrow.", "2026-11-24", "tomorrow"),
        ("Plan: coffee with Ada, tomorrow", "2026-11-24", ", tomorrow"),
        ("plan tomorrow: coffee with Ada", "2026-11-24", "tomorrow:"),
        ("plan tomorrow coffee with Ada", "2026-11-24", "tomorrow"),
        ("tomorrow: coffee with Ada", "2026-11-24", "tomorrow:"),
        ("tomorrow coffee with Ada", "2026-11-24", "tomorrow"),
        ("next tuesday: coffee with Ada", "2026-11-24", "next tuesday:"),
        ("next monday coffee with Ada", "2026-11-30", "next monday"),
        ("coffee with Ada, next tuesday", "2026-11-24", ", next tuesday"),
        ("coffee with Ada next tuesday", "2026-11-24", "next tuesday"),
        ("coffee with Ada tomorrow", "2026-11-24", "tomorrow"),
        ("2027-01-05: coffee with Ada", "2027-01-05", "2027-01-05:"),
        ("5 January 2027: coffee with Ada", "2027-01-05", "5 January 2027:"),
        ("coffee with Ada on 2027-01-05", "2027-01-05", "on 2027-01-05"),
        ("coffee with Ada, 5 jan 2027", "2027-01-05", ", 5 jan 2027"),
        ("plan coffee with Ada on friday", "2026-11-27", "on friday"),
        ("plan coffee with Ada on monday", "2026-11-30", "on monday"),
        ("plan coffee with Ada friday", "2026-11-27", "friday"),
        ("plan friday coffee with Ada", "2026-11-27", "friday"),
        ("friday: plan coffee with Ada", "2026-11-27", "friday:"),
        ("plan coffee with Ada on 5 jan", "2027-01-05", "on 5 jan"),
        ("plan coffee with Ada next week", "2026-11-30", "next week"),
        ("plan coffee with Ada in 3 days", "2026-11-26", "in 3 days"),
        ("plan: 20/12 coffee with Ada", "2026-12-20", "20/12"),
    ],
)
def test_a_plan_is_a_meeting_to_come(line: str, day: str, said: str) -> None:
    assert short(line) == _meeting(day, "coffee with Ada", said=said, prose="coffee with Ada", **COFFEE)


def test_a_plan_for_today_and_one_without_a_day() -> None:
    assert short("plan coffee with Ada today") == {
        **_meeting(None, "coffee with Ada", **COFFEE),
        "said": "today",
        "prose": "coffee with Ada",
        "follow_ups": ["meeting both 2026-11-23: coffee with Ada (Ada Lovelace)"],
    }
    assert short("plan coffee with Ada") == _meeting(
        None, "coffee with Ada", prose="coffee with Ada", **COFFEE
    )


def test_a_plan_with_time_and_promise() -> None:
    assert short("plan: lunch with Ada and Kat, friday at 12:30 #food; promised the menu by tomorrow") == {
        "form": "plan",
        "day": "2026-11-27",
        "said": ", friday",
        "prose": "lunch with Ada and Kat, friday at 12:30 #food; promised the menu by tomorrow",
        "time": "12:30",
        "who": ["Ada Lovelace=Ada", "Katherine Johnson=Kat"],
        "channel": "in_person",
        "tags": ["food"],
        "follow_ups": [
            "meeting both 2026-11-27: lunch with Ada and Kat (Ada Lovelace, Katherine Johnson)",
            "promise me 2026-11-24: the menu (Ada Lovelace, Katherine Johnson)",
        ],
    }


@pytest.mark.parametrize(
    "line",
    [
        "talked about the fair tomorrow",
        "coffee with friends, snow tomorrow",
        "nothing tomorrow",
        "20 dec is far away",
    ],
)
def test_what_may_be_something_elses_day_plans_nothing(line: str) -> None:
    assert reading(line).form == "interaction"


def test_nothing_happens_in_a_plan() -> None:
    assert short("plan: sent Kat a book, introduced Ada to Kat") == {
        "form": "plan",
        "prose": "sent Kat a book, introduced Ada to Kat",
        "who": ["Katherine Johnson=Kat", "Ada Lovelace=Ada"],
        "follow_ups": [
            "meeting both -: sent Kat a book, introduced Ada to Kat (Katherine Johnson, Ada Lovelace)"
        ],
    }


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("note: Ada likes tea", "Ada likes tea"),
        ("Note : Ada likes tea", "Ada likes tea"),
        ("note: Ada flies out tomorrow", "Ada flies out tomorrow"),
        (
            "note: Ada met us for coffee yesterday, gave advice",
            "Ada met us for coffee yesterday, gave advice",
        ),
        ("note: Ada promised the paper by friday", "Ada promised the paper by friday"),
    ],
)
def test_a_note_is_kept_whole(line: str, prose: str) -> None:
    assert short(line) == {"form": "note", "prose": prose, "who": ["~Ada Lovelace=Ada"]}


def test_a_note_with_its_day() -> None:
    assert short("yesterday: note: Ada likes tea #tea") == {
        "form": "note",
        "day": "2026-11-22",
        "said": "yesterday:",
        "prose": "Ada likes tea #tea",
        "who": ["~Ada Lovelace=Ada"],
        "tags": ["tea"],
    }


@pytest.mark.parametrize(
    ("line", "form", "expected"),
    [
        ("Ada likes tea", "note", {"form": "note", "who": ["~Ada Lovelace=Ada"]}),
        ("note: Ada sings", "note", {"form": "note", "who": ["~Ada Lovelace=Ada"], "prose": "Ada sings"}),
        ("coffee with Ada", "plan", _meeting(None, "coffee with Ada", **COFFEE)),
        (
            "friday coffee with Ada",
            "plan",
            _meeting("2026-11-27", "coffee with Ada", said="friday", prose="coffee with Ada", **COFFEE),
        ),
        ("plan coffee with Ada", "interaction", COFFEE),
        ("tomorrow coffee with Ada", "interaction", COFFEE),
    ],
)
def test_a_form_can_be_given_with_the_line(line: str, form: Form, expected: dict[str, Any]) -> None:
    assert short(line, form=form) == expected


def test_notes_and_plans_need_their_marks() -> None:
    assert short("note to self") == {}
    assert short("planned the fair") == {}
