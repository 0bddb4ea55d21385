"""Days: today, weeks, yearly dates, and days in words (rules.md, section 1)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import netui
from netui.domain.days import (
    counted,
    day_of,
    day_words,
    now_at,
    on_day,
    week_of,
    when_words,
    yearly_occurrence,
)

TODAY = date(2026, 11, 23)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("local", "rollover_hour", "expected"),
    [
        (datetime(2026, 11, 23, 2, 59, tzinfo=UTC), 3, date(2026, 11, 22)),
        (datetime(2026, 11, 23, 3, 0, tzinfo=UTC), 3, date(2026, 11, 23)),
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), 0, date(2026, 11, 23)),
        (datetime(2026, 11, 23, 5, 59, tzinfo=UTC), 6, date(2026, 11, 22)),
        (datetime(2026, 3, 1, 1, 0, tzinfo=UTC), 3, date(2026, 2, 28)),
    ],
)
def test_today_begins_at_the_rollover_hour(local: datetime, rollover_hour: int, expected: date) -> None:
    assert day_of(local, rollover_hour=rollover_hour) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/London", date(2026, 11, 23)),
        ("America/Los_Angeles", date(2026, 11, 22)),
        ("Pacific/Kiritimati", date(2026, 11, 23)),
    ],
)
def test_today_is_the_local_day(zone: str, expected: date) -> None:
    now = now_at(datetime(2026, 11, 23, 4, tzinfo=UTC), zone)
    assert now.today == expected
    assert now.instant == datetime(2026, 11, 23, 4, tzinfo=UTC)
    assert now.zone == zone


@pytest.mark.parametrize("hour", [0, 1, 2])
def test_both_sides_of_a_clock_change_are_the_same_day(hour: int) -> None:
    before = now_at(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), "Europe/London", rollover_hour=0)
    assert before.today == date(2026, 10, 25)


def test_the_week_begins_on_monday_unless_configured() -> None:
    sunday = date(2026, 11, 29)
    assert week_of(sunday) == date(2026, 11, 23)
    assert week_of(sunday, 7) == sunday
    assert week_of(date(2026, 11, 28), 7) == date(2026, 11, 22)


@given(days, st.integers(1, 7))
def test_a_day_lies_in_its_week(day: date, week_start: int) -> None:
    start = week_of(day, week_start)
    assert start.isoweekday() == week_start
    assert start <= day <= start + timedelta(days=6)


def test_29_february_in_other_years() -> None:
    assert yearly_occurrence(2, 29, 2028) == date(2028, 2, 29)
    assert yearly_occurrence(2, 29, 2027) == date(2027, 2, 28)
    assert yearly_occurrence(2, 29, 2027, leap_day_in_march=True) == date(2027, 3, 1)
    assert yearly_occurrence(2, 29, 2100) == date(2100, 2, 28)


def test_a_day_that_never_exists_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        yearly_occurrence(2, 30, 2027)


@pytest.mark.parametrize(
    ("day", "words", "adverb"),
    [
        (TODAY, "today", "today"),
        (date(2026, 11, 24), "tomorrow", "tomorrow"),
        (date(2026, 11, 22), "yesterday", "yesterday"),
        (date(2026, 11, 28), "Saturday 28 November", "on Saturday 28 November"),
        (date(2027, 1, 1), "Friday 1 January", "on Friday 1 January"),
        (date(2025, 11, 20), "Thursday 20 November 2025", "on Thursday 20 November 2025"),
        (date(2026, 1, 1), "Thursday 1 January", "on Thursday 1 January"),
    ],
)
def test_days_in_words(day: date, words: str, adverb: str) -> None:
    assert day_words(day, TODAY) == words
    assert when_words(day, TODAY) == adverb


def test_numbers_agree_with_their_nouns() -> None:
    assert [counted(number, "day") for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_names_of_days_and_months_are_in_one_place_alone() -> None:
    """So that another language is one file's work. What the line understands is read, and not shown."""
    package = Path(netui.__file__).parent
    kept = {package / "domain" / "days.py", package / "network" / "profile.py"}  # the settings' own values
    names = re.compile(
        r"""["'](mon|tues|wednes|thurs|fri|satur|sun)(day)?["']|["'](january|february)["']|\{[^{}]*:[^{}]*%[aAbB]|"""
        r"strftime|calendar\.(day|month)_",
        re.IGNORECASE,
    )
    found = [
        f"{path.relative_to(package)}: {line.strip()}"
        for path in sorted(package.rglob("*.py"))
        if path not in kept and "line" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if names.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("instant", "day", "local"),
    [
        ("2026-11-23T10:00", date(2026, 11, 28), "2026-11-28T10:00+00:00"),
        ("2026-11-23T10:00", date(2027, 6, 1), "2027-06-01T10:00+01:00"),
        # Half past one is still the evening before; on the night of the change there is no such hour.
        ("2026-11-24T01:30", date(2027, 3, 27), "2027-03-28T02:30+01:00"),
    ],
)
def test_the_same_time_on_another_day(instant: str, day: date, local: str) -> None:
    now = now_at(datetime.fromisoformat(instant).replace(tzinfo=UTC), "Europe/London")
    then = on_day(now, day)
    assert then.today == day
    assert then.local == datetime.fromisoformat(local)
    assert then.instant == then.local
    assert (then.zone, then.rollover_hour) == (now.zone, now.rollover_hour)
