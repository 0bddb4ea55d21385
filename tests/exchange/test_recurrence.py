"""Repeating dates fall on the days on which dateutil has them, and cost what they may."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.exchange.recurrence import WEEKDAYS, Effort, TooMuch, days, read_rule

ANY = Effort(10**9)


def on(rule: str, start: str, last: str, since: str = "0001-01-01") -> list[str]:
    """The days of a rule, as text."""
    found = days(
        read_rule(rule),
        date.fromisoformat(start),
        date.fromisoformat(last),
        Effort(10**6),
        since=date.fromisoformat(since),
    )
    return [day.isoformat() for day in found]


def test_the_start_is_the_first_whether_the_rule_has_it_or_not() -> None:
    assert on("FREQ=WEEKLY;BYDAY=TU", "2026-08-05", "2026-08-20") == [
        "2026-08-05",
        "2026-08-11",
        "2026-08-18",
    ]
    assert on("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "2026-08-05", "2026-09-20") == ["2026-08-05", "2026-08-11"]


def test_the_last_day_of_february() -> None:
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
    assert on(rule, "2024-02-29", "2029-01-01") == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]  # fmt: skip


def test_plain_and_numbered_weekdays_stand_side_by_side() -> None:
    assert on("FREQ=MONTHLY;BYDAY=1MO,-1FR", "2026-01-05", "2026-02-28") == [
        "2026-01-05", "2026-01-30", "2026-02-02", "2026-02-27",
    ]  # fmt: skip


def test_a_day_that_a_month_lacks_is_passed_over() -> None:
    assert on("FREQ=MONTHLY", "2026-01-31", "2026-05-31") == ["2026-01-31", "2026-03-31", "2026-05-31"]


def test_until_is_a_day_of_it() -> None:
    rule = read_rule("FREQ=DAILY;UNTIL=20260103", date(2026, 1, 3))
    assert list(days(rule, date(2026, 1, 1), date(2027, 1, 1), Effort(100)))[-1] == date(2026, 1, 3)


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=", "FREQ=NEVER", "FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=x", "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;INTERVAL=²",
    ],
)  # fmt: skip
def test_what_is_no_rule_says_why(rule: str) -> None:
    with pytest.raises(ValueError, match="repeat"):
        read_rule(rule)


def test_a_rule_that_never_falls_on_a_day_ends_with_the_effort() -> None:
    rule = read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert list(days(rule, date(2020, 1, 1), date(2020, 12, 31), Effort(366))) == [date(2020, 1, 1)]
    with pytest.raises(TooMuch):
        list(days(rule, date(1970, 1, 1), date(2026, 12, 31), Effort(1000)))


@given(first=st.dates(date(1990, 1, 1), date(2030, 1, 1)), week=st.integers(1, 53))
@settings(max_examples=40, deadline=None)
def test_weeks_are_those_of_the_iso_calendar(first: date, week: int) -> None:
    """Also around the turn of the year, where dateutil 4.0 has 1 January 2022 in no week 52."""
    last = first + timedelta(days=800)
    found = list(days(read_rule(f"FREQ=YEARLY;BYWEEKNO={week}"), first, last, Effort(10**6)))
    every = (first + timedelta(days=n) for n in range(1, 801))
    assert found[1:] == [day for day in every if day.isocalendar().week == week]


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that fall on days every few years at least (dateutil never ends with the others)."""
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    by = draw(st.sampled_from(("", "weekdays", "numbered", "monthdays", "weeks", "yeardays")))
    if by == "weekdays":
        parts.append("BYDAY=" + ",".join(draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True))))
    elif by == "numbered" and frequency in ("MONTHLY", "YEARLY"):
        numbered = [f"{n}{day}" for n in (1, 2, -1, -2) for day in WEEKDAYS]
        parts.append("BYDAY=" + ",".join(draw(st.lists(st.sampled_from(numbered), min_size=1, max_size=4))))
    elif by == "monthdays" and frequency != "WEEKLY":
        parts.append(f"BYMONTHDAY={draw(st.sampled_from(('1,15', '28,-1', '31', '-2')))}")
    elif by == "weeks" and frequency == "YEARLY":
        parts.append(f"BYWEEKNO={draw(st.sampled_from(('2', '10,30', '-20')))}")
    elif by == "yeardays" and frequency == "YEARLY":
        parts.append(f"BYYEARDAY={draw(st.sampled_from(('1', '100,-100', '-1,200')))}")
    if by in ("weekdays", "numbered", "monthdays") and frequency in ("MONTHLY", "YEARLY"):
        parts.append(draw(st.sampled_from(("BYSETPOS=1", "BYSETPOS=-1", "BYSETPOS=1,-1", "X=1"))))
    return ";".join(parts)


@settings(max_examples=100, deadline=None)
@given(
    rule=rules(),
    start=st.dates(date(2014, 1, 1), date(2018, 1, 1)),
    length=st.integers(0, 2500),
    count=st.none() | st.integers(1, 40),
    gap=st.integers(0, 1500),
)
def test_as_dateutil_has_them(rule: str, start: date, length: int, count: int | None, gap: int) -> None:
    last, since = start + timedelta(days=length), start + timedelta(days=gap)
    theirs = rule.replace(";X=1", "") + f";UNTIL={last:%Y%m%d}"
    wanted = [each.date() for each in rrulestr(theirs, dtstart=datetime.combine(start, time()))]
    if wanted[:1] != [start]:
        wanted.insert(0, start)
    wanted = wanted[:count]
    ours = read_rule(rule + (f";COUNT={count}" if count else ""))
    assert list(days(ours, start, last, ANY)) == wanted
    assert list(days(ours, start, last, ANY, since=since)) == [day for day in wanted if day >= since]
