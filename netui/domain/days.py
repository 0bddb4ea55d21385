"""Days: what *today* is, and what *now* means to the rules (rules.md, section 1).

The rules work on plain :class:`datetime.date` and ordinals. Time zones are met once, at the edge, where a
:class:`Now` is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from netui.errors import UsageProblem

DEFAULT_ROLLOVER_HOUR = 3
"""Local hour before which it is still yesterday (choice; 0 to 6)."""

DEFAULT_WEEK_START = 1
"""ISO weekday on which a week begins, Monday."""


class Now(msgspec.Struct, frozen=True):
    """An instant as the person lives it. Make one with :func:`now_at`."""

    instant: datetime
    """UTC."""
    local: datetime
    """The same instant in the person's zone."""
    zone: str
    """IANA name."""
    today: date
    """The calendar day, by the rollover hour."""
    week_start: int = DEFAULT_WEEK_START
    rollover_hour: int = DEFAULT_ROLLOVER_HOUR


def known_zone(name: str) -> str:
    """``name`` if it is an IANA time zone; raises UsageProblem otherwise."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageProblem(f"there is no time zone {name!r}; names look like Europe/London") from None
    return name


def now_at(
    instant: datetime,
    zone: str,
    *,
    rollover_hour: int = DEFAULT_ROLLOVER_HOUR,
    week_start: int = DEFAULT_WEEK_START,
) -> Now:
    """What ``instant`` (aware) is in ``zone``: *today* is the local date, less a day before the rollover."""
    local = instant.astimezone(ZoneInfo(zone))
    return Now(
        instant=instant.astimezone(UTC),
        local=local,
        zone=zone,
        today=day_of(local, rollover_hour=rollover_hour),
        week_start=week_start,
        rollover_hour=rollover_hour,
    )


def on_day(now: Now, day: date) -> Now:
    """The same time of day on another ``day``. Raises OverflowError out of the calendar."""
    local = now.local.replace(tzinfo=None) + (day - now.today)
    instant = local.replace(tzinfo=ZoneInfo(now.zone)).astimezone(UTC)
    return msgspec.structs.replace(
        now, instant=instant, local=instant.astimezone(ZoneInfo(now.zone)), today=day
    )


def day_of(local: datetime, *, rollover_hour: int = DEFAULT_ROLLOVER_HOUR) -> date:
    """The calendar day that a local time belongs to."""
    day = local.date()
    return day - timedelta(days=1) if local.hour < rollover_hour else day


def week_of(day: date, week_start: int = DEFAULT_WEEK_START) -> date:
    """The first day of the week that ``day`` lies in. ``week_start`` is an ISO weekday, 1 to 7."""
    return day - timedelta(days=(day.isoweekday() - week_start) % 7)


def yearly_occurrence(month: int, day: int, year: int, *, leap_day_in_march: bool = False) -> date:
    """The day in ``year`` on which a yearly date falls.

    29 February falls on 28 February in other years, or on 1 March if ``leap_day_in_march``. Computed from the
    anchor each year, never stepped, so that it does not drift.
    """
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) != (2, 29):
            raise
        return date(year, 3, 1) if leap_day_in_march else date(year, 2, 28)


def month_after(day: date, number: int) -> date:
    """The first day of the month ``number`` months after that of ``day`` (before it, below 0)."""
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def days_between(first: date, last: date) -> list[date]:
    """The days from ``first`` to ``last``, both included; none where it ends before it begins."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_NEAR_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}

YEAR_GOES_WITHOUT_SAYING = 183
"""Days from today within which another year's number is left out (choice)."""


def counted(number: int, noun: str, many: str | None = None) -> str:
    """A number of things in words: "1 day", "3 days". The plural is ``many``, or the noun with an s."""
    return f"{number} {noun if number == 1 else many or noun + 's'}"


def counted_each(parts: Iterable[tuple[int, str, str | None]]) -> str:
    """Several numbers of things in words, but those of none: "2 notes, 1 backup"; empty where all are none.

    Each part is what :func:`counted` takes.
    """
    return ", ".join(counted(number, noun, many) for number, noun, many in parts if number)


def month_name(month: int) -> str:
    """The short name of a month, 1 to 12. English whatever the locale, as in all words here."""
    return _MONTHS[month - 1][:3]


def weekday_name(weekday: int) -> str:
    """The short name of an ISO weekday, 1 (Monday) to 7."""
    return _WEEKDAYS[weekday - 1][:3]


def short_day(day: date, today: date | None = None) -> str:
    """A day as it stands in a list, "Fri 27 Nov"; with its year where that is not the year of ``today``."""
    year = "" if today is not None and day.year == today.year else f" {day.year}"
    return f"{weekday_name(day.isoweekday())} {day.day} {month_name(day.month)}{year}"


def day_words(day: date, today: date) -> str:
    """A day for people: "today", "tomorrow", "yesterday", or "Saturday 28 November".

    With its year where that is another one than today's and half a year off or more. English whatever the
    locale.
    """
    away = (day - today).days
    if away in _NEAR_DAYS:
        return _NEAR_DAYS[away]
    words = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    far_off = day.year != today.year and abs(away) >= YEAR_GOES_WITHOUT_SAYING
    return f"{words} {day.year}" if far_off else words


def when_words(day: date, today: date) -> str:
    """Like :func:`day_words`, as an adverb: "today", or "on Saturday 28 November"."""
    words = day_words(day, today)
    return words if (day - today).days in _NEAR_DAYS else f"on {words}"
