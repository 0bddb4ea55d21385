"""Days from many a today, against a search through the calendar: every weekday, ends of months and years, 29
February, clocks put forward and back, and hours about the rollover (rules.md, sections 1 and 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from netui.domain.days import Now, now_at
from netui.domain.line.ordinary import MONTHS, WEEKDAYS
from netui.domain.line.reading import Reading
from netui.network import Network
from netui.network.lines import read_line
from netui.network.logging import save
from tests.line.reader import NAMES, on, reading

ONE = timedelta(days=1)


def _from(first: date, days: int) -> Iterator[date]:
    return (first + ONE * number for number in range(days))


TODAYS = (
    *_from(date(2023, 12, 24), 16),
    *_from(date(2024, 2, 24), 10),
    *_from(date(2026, 2, 25), 8),
    *_from(date(2026, 4, 28), 5),
    *_from(date(2026, 11, 23), 7),
    *_from(date(2100, 2, 26), 4),
)


def _search(today: date, fits: Callable[[date], bool], step: int, *, also_today: bool) -> date:
    """The nearest day that fits, looking back (-1) or ahead (1)."""
    day = today if also_today else today + ONE * step
    while not fits(day):
        day += ONE * step
    return day


def _due(found: Reading) -> date | None:
    return found.follow_ups[0].due


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_weekdays(today: date) -> None:
    now = on(today)
    for number, name in enumerate(WEEKDAYS):

        def is_it(day: date, number: int = number) -> bool:
            return day.weekday() == number

        back = _search(today, is_it, -1, also_today=True)
        before = _search(today, is_it, -1, also_today=False)
        ahead = _search(today, is_it, 1, also_today=False)
        for line in (f"{name}: tea with Ada", f"{name[:3]}: tea with Ada", f"tea with Ada, {name}"):
            assert (reading(line, now=now).day, reading(line, now=now).form) == (back, "interaction"), line
        for line in (f"last {name}: tea with Ada", f"tea with Ada on last {name}"):
            assert reading(line, now=now).day == before, line
        for line in (
            f"plan: {name}: tea with Ada", f"plan tea with Ada {name}", f"plan tea with Ada on {name}",
            f"next {name}: tea with Ada", f"promised Ada tea by {name}", f"promised Ada tea by {name[:3]}",
            f"{name}: tea with Emmy, promised her tea by {name}", f"expecting tea from Ada by next {name}",
        ):  # fmt: skip
            assert _due(reading(line, now=now)) == ahead, line


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_days_of_the_year(today: date) -> None:
    now = on(today)
    wanted = {(12, 31), (1, 1), (2, 28), (2, 29), (3, 1), (4, 30), (today.month, today.day)}
    wanted |= {((day := today + ONE * away).month, day.day) for away in (-1, 1)}
    for month, number in sorted(wanted):

        def is_it(day: date, month: int = month, number: int = number) -> bool:
            return (day.month, day.day) == (month, number)

        back = _search(today, is_it, -1, also_today=True)
        ahead = _search(today, is_it, 1, also_today=True)
        name = MONTHS[month - 1].capitalize()
        for words in (f"{number} {name}", f"{name[:3]} {number}", f"{number}/{month}"):
            assert reading(f"{words}: tea with Ada", now=now).day == back, words
            assert _due(reading(f"plan: {words}: tea with Ada", now=now)) == ahead, words
            assert _due(reading(f"promised Ada tea by {words}", now=now)) == ahead, words
        for day in (back, ahead):
            written = f"{number} {name} {day.year}"
            found = reading(f"{written}: tea with Ada", now=now)
            assert (found.day, found.form) == (day, "plan" if day > today else "interaction")
            assert _due(reading(f"promised Ada tea by {day}", now=now)) == day


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_days_counted_from_today(today: date) -> None:
    now = on(today)
    monday = _search(today, lambda day: day.weekday() == 0, 1, also_today=False)
    past = {
        "today": 0, "yesterday": 1, "the day before yesterday": 2, "1 day ago": 1, "3 days ago": 3,
        "two weeks ago": 14, "last week": 7, "last night": 1,
    }  # fmt: skip
    for words, away in past.items():
        for line in (f"{words}: tea with Ada", f"tea with Ada {words}"):
            assert reading(line, now=now).day == today - ONE * away, line
    ahead = {"tomorrow": today + ONE, "next week": monday, "in 3 days": today + ONE * 3}
    for words, day in ahead.items():
        assert _due(reading(f"plan: {words}: tea with Ada", now=now)) == day
        assert _due(reading(f"plan tea with Ada {words}", now=now)) == day
        assert _due(reading(f"promised Ada tea by {words}", now=now)) == day


def test_months_and_years_ago_end_with_the_month() -> None:
    for today, words, day in (
        (date(2024, 3, 31), "a month ago", date(2024, 2, 29)),
        (date(2026, 3, 31), "one month ago", date(2026, 2, 28)),
        (date(2026, 1, 15), "2 months ago", date(2025, 11, 15)),
        (date(2024, 2, 29), "a year ago", date(2023, 2, 28)),
        (date(2024, 2, 29), "4 years ago", date(2020, 2, 29)),
        (date(2025, 12, 31), "last month", date(2025, 11, 30)),
    ):
        assert reading(f"{words}: tea with Ada", now=on(today)).day == day


CHANGES = (
    # zone, the instant of the change, and what the clock is put to
    ("Europe/London", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/London", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("America/Santiago", datetime(2026, 9, 6, 4, tzinfo=UTC)),  # at midnight: the day begins at one
)


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("rollover", [0, 3, 6])
def test_where_the_clock_is_changed(zone: str, change: datetime, rollover: int) -> None:
    for minutes in range(-36 * 60, 36 * 60, 30):
        instant = change + timedelta(minutes=minutes)
        now = now_at(instant, zone, rollover_hour=rollover)
        wall = instant.astimezone(ZoneInfo(zone))
        today = wall.date() - (ONE if wall.hour < rollover else ONE * 0)
        assert reading("tea with Ada", now=now).day == today
        assert reading("tea with Ada yesterday", now=now).day == today - ONE
        assert _due(reading("plan: tea with Ada tomorrow", now=now)) == today + ONE
        assert _due(reading("promised Ada tea by tomorrow", now=now)) == today + ONE


def _saved(network: Network, line: str, now: Now) -> datetime | None:
    saved = save(network, read_line(network, line, now), now)
    record = (
        network.follow_ups[saved.follow_ups[0]]
        if saved.interaction is None
        else network.interactions[saved.interaction]
    )
    return record.at


@pytest.mark.parametrize("zone", sorted({zone for zone, _ in CHANGES}))
def test_a_time_is_that_of_the_clock_on_its_own_day(network: Network, zone: str) -> None:
    """Also where the clock was changed between then and now; a plan's small hours are of the day said."""
    for now in (now_at(datetime(2026, month, 15, 12, tzinfo=UTC), zone) for month in range(1, 13)):
        for days in (-40, -1, 0, 1, 40):
            day = now.today + ONE * days
            at = _saved(network, f"{day}: tea with nobody at 14:30", now)
            expected = datetime.combine(day, time(14, 30), ZoneInfo(zone))
            assert at == expected.astimezone(UTC)


def test_the_small_hours_end_the_day_that_they_belong_to(network: Network) -> None:
    now = now_at(datetime(2026, 10, 25, 12, tzinfo=UTC), "Europe/London")
    assert _saved(network, "2026-10-24: tea with nobody at 1:30am", now) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )  # the first of the two half past one, of the night that ends the 24th
    assert _saved(network, "plan: 2027-03-28: tea with nobody at 9am", now) == datetime(
        2027, 3, 28, 8, tzinfo=UTC
    )
    assert reading("tea with Ada at 1:30am", now=now, names=NAMES).day == date(2026, 10, 24)
