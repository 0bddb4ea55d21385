"""The days on which a repeating date of a calendar falls (``RRULE``, RFC 5545 section 3.3.10).

An own reading, on plain dates: dateutil's goes on to the year 9999 where a rule never falls on a day (11 s
for ``FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30``), and a file may hold any number of those. It is what the tests
compare this one with.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Literal

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_DAY = timedelta(days=1)


class TooMuch(Exception):
    """A rule, or all of a file's together, takes more work than any calendar has need of."""


@dataclass(slots=True)
class Effort:
    """How many days may still be looked at: a bound on what the rules of one file can cost."""

    days: int

    def spend(self, days: int) -> None:
        """Raises TooMuch where there is none left."""
        self.days -= days
        if self.days < 0:
            raise TooMuch


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A repeating date. Times of the day are the start's; numbers below 0 count from the end."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    """Which of its kind in the month or year, 0 for each; and the weekday, 0 for Monday."""
    positions: frozenset[int] = frozenset()
    week_start: int = 0


def read_rule(text: str, until: date | datetime | None = None) -> Rule:
    """The rule in the value of an ``RRULE``; ``until`` as the caller has read it, since it knows the zone.

    Raises ValueError, with a reason for people, where it is none or repeats more often than daily.
    """
    parts: dict[str, str] = {}
    for part in text.strip().upper().split(";"):
        name, _, value = part.partition("=")
        parts[name.strip()] = value.strip()
    frequency = parts.get("FREQ", "")
    if frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise ValueError("it repeats more often than once a day")
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise ValueError(f"“{text[:40]}” is no rule for repeating")
    return Rule(
        frequency=frequency,  # type: ignore[arg-type]  # mypy does not narrow by "in"
        interval=_number(parts, "INTERVAL") or 1,
        count=_number(parts, "COUNT"),
        until=until,
        months=_numbers(parts, "BYMONTH", 12),
        month_days=_numbers(parts, "BYMONTHDAY", 31),
        year_days=_numbers(parts, "BYYEARDAY", 366),
        weeks=_numbers(parts, "BYWEEKNO", 53),
        weekdays=_weekdays(parts.get("BYDAY", "")),
        positions=_numbers(parts, "BYSETPOS", 366),
        week_start=WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in WEEKDAYS else 0,
    )


def _number(parts: dict[str, str], name: str) -> int | None:
    if name not in parts:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", parts[name]) or int(parts[name]) < 1:
        raise ValueError(f"{name} of its repeating is not a number")
    return int(parts[name])


def _numbers(parts: dict[str, str], name: str, most: int) -> frozenset[int]:
    words = parts.get(name, "").split(",") if parts.get(name) else []
    if any(not re.fullmatch(r"[+-]?[0-9]{1,3}", word) or not 0 < abs(int(word)) <= most for word in words):
        raise ValueError(f"{name} of its repeating cannot be read")
    return frozenset(int(word) for word in words)


def _weekdays(text: str) -> frozenset[tuple[int, int]]:
    matches = [_WEEKDAY.fullmatch(word) for word in text.split(",")] if text else []
    if None in matches:
        raise ValueError("BYDAY of its repeating cannot be read")
    return frozenset((int(match[1] or 0), WEEKDAYS.index(match[2])) for match in matches if match)


def days(rule: Rule, start: date, last: date, effort: Effort, *, since: date = date.min) -> Iterator[date]:
    """The days from ``start`` to ``last`` on which it falls, in order; ``start`` is always the first.

    With ``since``, only those from that day on. A rule's ``until`` that is an instant is looked at by the
    caller, which knows the time of the day; here it counts by its date. Raises TooMuch.
    """
    if rule.until is not None:
        last = min(last, rule.until.date() if isinstance(rule.until, datetime) else rule.until)
    left = rule.count if rule.count is not None else -1
    rule = _completed(rule, start)
    if start <= last:
        left -= 1
        if start >= since:
            yield start
    skipped_to = since if rule.count is None else start
    every_day = _falls_on_every_day(rule)
    for first, end in _periods(rule, start, last, skipped_to):
        effort.spend((end - first).days)
        for day in (first,) if every_day else _in_period(rule, first, end):
            if day > last or left == 0:
                return
            if day <= start:
                continue
            left -= 1
            if day >= since:
                yield day


def _completed(rule: Rule, start: date) -> Rule:
    """With what the start says where the rule does not."""
    if rule.weeks or rule.year_days or rule.month_days or rule.weekdays:
        return rule
    known = {name: getattr(rule, name) for name in Rule.__slots__}
    if rule.frequency == "YEARLY":
        known["months"] = rule.months or frozenset({start.month})
    if rule.frequency in ("YEARLY", "MONTHLY"):
        known["month_days"] = frozenset({start.day})
    elif rule.frequency == "WEEKLY":
        known["weekdays"] = frozenset({(0, start.weekday())})
    return Rule(**known)


def _falls_on_every_day(rule: Rule) -> bool:
    """Whether each day that a completed rule looks at is one of its days: most that repeats daily is such."""
    narrowed = rule.months or rule.month_days or rule.year_days or rule.weeks or rule.weekdays
    return not narrowed and not rule.positions


def _periods(rule: Rule, start: date, last: date, skipped_to: date) -> Iterator[tuple[date, date]]:
    """First day and the day after the last of each stretch that the rule looks at as one.

    Those wholly before ``skipped_to`` may be passed over.
    """
    every = rule.interval
    if rule.frequency in ("DAILY", "WEEKLY"):
        length = 1 if rule.frequency == "DAILY" else 7
        first = start - timedelta(days=(start.weekday() - rule.week_start) % 7 if length == 7 else 0)
        passed = max(0, (skipped_to - first).days // (every * length))
        begin = first.toordinal()
        for day in range(begin + passed * every * length, last.toordinal() + 1, every * length):
            yield date.fromordinal(day), date.fromordinal(day + length)
        return
    length = 1 if rule.frequency == "MONTHLY" else 12
    month = start.year * 12 + (start.month - 1 if length == 1 else 0)
    passed = max(0, (skipped_to.year * 12 + skipped_to.month - 1 - month) // (every * length))
    for step in count(passed):
        at = month + step * every * length
        if at > last.year * 12 + last.month - 1:
            return
        yield _month(at), _month(at + length)


def _month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _in_period(rule: Rule, first: date, end: date) -> list[date]:
    found = [day for day in _each(first, end) if _falls_on(rule, day)]
    if not rule.positions:
        return found
    size = len(found)
    places = {place - 1 if place > 0 else size + place for place in rule.positions}
    return [found[place] for place in sorted(places) if 0 <= place < size]


def _each(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first += _DAY


def _falls_on(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and rule.month_days.isdisjoint(
        (day.day, day.day - monthrange(day.year, day.month)[1] - 1)
    ):
        return False
    if rule.year_days:
        number = day.timetuple().tm_yday
        if rule.year_days.isdisjoint((number, number - _length(day.year) - 1)):
            return False
    if rule.weeks and rule.weeks.isdisjoint(_week_numbers(day, rule.week_start)):
        return False
    return not rule.weekdays or any(_is_weekday(rule, day, *which) for which in rule.weekdays)


def _length(year: int) -> int:
    return 366 if isleap(year) else 365


def _week_numbers(day: date, week_start: int) -> tuple[int, int]:
    """The number of its week (the first with four days in the year is 1), from the beginning and the end."""
    middle = day - timedelta(days=(day.weekday() - week_start) % 7) + timedelta(days=3)
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    last_middle = date(middle.year, 12, 31)
    return number, number - ((last_middle - middle).days // 7 + number) - 1


def _is_weekday(rule: Rule, day: date, which: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if which == 0 or rule.frequency in ("DAILY", "WEEKLY"):
        return True
    if rule.frequency == "YEARLY" and not rule.months:
        before, length = day.timetuple().tm_yday - 1, _length(day.year)
    else:
        before, length = day.day - 1, monthrange(day.year, day.month)[1]
    return which == (before // 7 + 1 if which > 0 else -((length - 1 - before) // 7 + 1))
