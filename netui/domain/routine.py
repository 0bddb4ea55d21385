"""Routine, streak and the calendar (rules.md, section 2); strength is in :mod:`netui.domain.strength`."""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from netui.domain.days import DEFAULT_WEEK_START, week_of
from netui.domain.records import Interaction, Rest, RoutineChange
from netui.domain.strength import last_of, strengths

DEFAULT_ROUTINE = 3
"""Active days a week, where none was chosen (choice)."""
COUNTED_WITHIN = 7
"""Days after its day within which an interaction must be logged to count for streak and strength (choice)."""
LATE_AFTER = 2
"""Days after its day from which an entry is a late one (choice)."""
SPARE_EVERY = 4
"""Met weeks of a running streak that earn a spare rest (choice)."""
SPARE_MOST = 2
"""Spare rests held at most (choice)."""
BURSTS_LEAST_WEEKS = 12
"""Weeks of practice before bursts are spoken of (choice)."""
BURSTS_WEEKS = 52
"""Weeks that are looked at for bursts (choice)."""
QUARTILES_FROM = 20
"""Active days in a year from which the calendar's levels follow the quartiles (choice)."""
LEVELS = 4
"""The highest level of the calendar."""

_WEEK = 7

Outcome = Literal["met", "missed", "rested"]
"""What became of a week; ``rested``: planned rest on all of its days."""


class DayTally(msgspec.Struct, frozen=True):
    """What one calendar day holds."""

    count: int
    """Interactions of any channel: what the calendar draws."""
    active: bool
    """An active day: at least one counted interaction with somebody taking part, not social."""
    late: bool
    """Active, and all of its counted entries were logged 2 or more days after it: drawn hollow."""


class CalendarDay(msgspec.Struct, frozen=True):
    """A day as the calendar draws it. ``level`` is 0 to 4."""

    day: date
    count: int
    level: int
    late: bool
    rest: bool


class Week(msgspec.Struct, frozen=True):
    """A week from ``start`` on: its active days, and how many it needs after planned rest."""

    start: date
    active: int
    needed: int
    met: bool


class Streak(msgspec.Struct, frozen=True):
    """Consecutive met weeks up to now, and what goes with them."""

    weeks: int
    """Met weeks of the running streak."""
    rested: int
    """Weeks of the running streak that were passed over, planned or spare."""
    longest: int
    """Met weeks of the longest streak ever."""
    spare_rests: int
    """Spare rests held."""


class Practice(msgspec.Struct, frozen=True):
    """All that the streak screen and `netui streak` show."""

    today: date
    routine: int
    week: Week
    weeks: int
    rested: int
    longest: int
    days_in_a_row: int
    """Active days without a gap, up to today or, while today has none, to yesterday."""
    strength: float
    spare_rests: int
    active_this_month: int
    active_this_year: int
    bursts: bool
    active_today: bool = False
    rest_today: bool = False
    rest_days_ahead: int = 0
    """Days of planned rest after today in this week."""


def tally_day(interactions: Iterable[Interaction]) -> DayTally:
    """The tally of one day from that day's interactions."""
    count = 0
    lags = []
    for record in interactions:
        count += 1
        if record.took_part and record.channel != "social":
            day, logged_on = record.day, record.logged_on
            lag = 0 if day == logged_on else (logged_on - day).days
            if lag <= COUNTED_WITHIN:
                lags.append(lag)
    return DayTally(count=count, active=bool(lags), late=bool(lags) and min(lags) >= LATE_AFTER)


def practice(
    tallies: Mapping[date, DayTally],
    rests: Sequence[Rest],
    routine: Sequence[RoutineChange],
    today: date,
    *,
    week_start: int = DEFAULT_WEEK_START,
    strength: float | None = None,
) -> Practice:
    """How the practice stands on ``today``. Days to come count when they come.

    ``strength``: the last of :func:`strength_curve`, where that is known already.
    """
    active = _active_ordinals(tallies, today)
    this_week = week_of(today, week_start)
    monday, now = this_week.toordinal(), today.toordinal()
    first = active[0] if active else now
    resting = _rest_ordinals(rests, min(first, monday) - _WEEK, monday + _WEEK - 1)
    changes = _Routine(routine, week_start)
    weeks = list(_weeks(active, resting, changes, monday))
    streak = streak_of(_outcomes(weeks))
    start, active_days, needed, _ = weeks[-1]
    return Practice(
        today=today,
        routine=changes.on(monday),
        week=Week(this_week, active_days, needed, active_days >= needed),
        weeks=streak.weeks,
        rested=streak.rested,
        longest=streak.longest,
        days_in_a_row=_days_in_a_row(active, now),
        strength=last_of(strengths(_flags(active, resting, changes, now))) if strength is None else strength,
        spare_rests=streak.spare_rests,
        active_this_month=len(active) - bisect_left(active, today.replace(day=1).toordinal()),
        active_this_year=len(active) - bisect_left(active, today.replace(month=1, day=1).toordinal()),
        bursts=in_bursts([days for _, days, _, _ in weeks]),
        active_today=now in active[-1:],
        rest_today=now in resting,
        rest_days_ahead=sum(day in resting for day in range(now + 1, start + _WEEK)),
    )


def streak_of(outcomes: Iterable[Outcome]) -> Streak:
    """The streak after some weeks, oldest first. A week in progress that is not met yet is to be left out.

    Each fourth met week of the running streak earns a spare rest; a missed week spends one by itself. Held
    ones would survive a break, but a streak breaks only when none is held.
    """
    weeks = rested = longest = spare = 0
    for outcome in outcomes:
        if outcome == "met":
            weeks += 1
            longest = max(longest, weeks)
            if weeks % SPARE_EVERY == 0:
                spare = min(SPARE_MOST, spare + 1)
        elif weeks and (outcome == "rested" or spare):
            rested += 1
            spare -= outcome == "missed"
        else:
            weeks = rested = 0
    return Streak(weeks, rested, longest, spare)


def needed_in_week(routine: int, rest_days: int) -> int:
    """Active days that a week needs, of which ``rest_days`` (0 to 7) are planned rest."""
    return -(-routine * (_WEEK - rest_days) // _WEEK)


def routine_on(routine: Sequence[RoutineChange], day: date, *, week_start: int = DEFAULT_WEEK_START) -> int:
    """Active days a week in force on ``day``. A change takes effect with the week after it was made."""
    return _Routine(routine, week_start).on(week_of(day, week_start).toordinal())


def in_bursts(active_days: Sequence[int]) -> bool:
    """Whether activity came only in bursts, given the active days of each week since the first active one.

    Of the last 52 weeks: the busiest tenth (whole weeks) hold more than half of the active days, and fewer
    than half of the weeks have any. Weeks before the first active day say nothing, whatever was imported.
    """
    recent = sorted(active_days[-BURSTS_WEEKS:], reverse=True)
    if len(recent) < BURSTS_LEAST_WEEKS:
        return False
    busiest = sum(recent[: len(recent) // 10])
    return 2 * busiest > sum(recent) and 2 * sum(days > 0 for days in recent) < len(recent)


def strength_curve(
    tallies: Mapping[date, DayTally],
    rests: Sequence[Rest],
    routine: Sequence[RoutineChange],
    today: date,
    *,
    week_start: int = DEFAULT_WEEK_START,
) -> list[tuple[date, float]]:
    """Strength on each day from the first active day to today."""
    active = _active_ordinals(tallies, today)
    if not active:
        return []
    now = today.toordinal()
    resting = _rest_ordinals(rests, active[0], now)
    curve = strengths(_flags(active, resting, _Routine(routine, week_start), now))
    return [(date.fromordinal(day), strength) for day, strength in enumerate(curve, active[0])]


# --- the calendar ------------------------------------------------------------------------------------------


def calendar(
    tallies: Mapping[date, DayTally], rests: Sequence[Rest], first: date, last: date
) -> list[CalendarDay]:
    """One entry a day, both ends included.

    Levels follow the interactions on all days that hold some; the quartiles are those of the *active* days
    (as section 2 defines them) of the calendar year that the day lies in.
    """
    resting = _rest_ordinals(rests, first.toordinal(), last.toordinal())
    quartiles = {year: _quartiles(tallies, year) for year in range(first.year, last.year + 1)}
    nothing = DayTally(0, active=False, late=False)
    days = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        tally = tallies.get(day, nothing)
        level = level_of(tally.count, quartiles[day.year])
        days.append(CalendarDay(day, tally.count, level, tally.late, ordinal in resting))
    return days


def level_of(count: int, quartiles: Sequence[float]) -> int:
    """The level, 0 to 4, of a day with ``count`` interactions. No ``quartiles``: too few active days."""
    if count <= 0:
        return 0
    if not quartiles:
        return min(LEVELS, count)
    return 1 + sum(quartile < count for quartile in quartiles)


def _quartiles(tallies: Mapping[date, DayTally], year: int) -> tuple[float, ...]:
    """The quartiles of the active days' counts in a year, interpolated; empty below 20 active days."""
    counts = [tally.count for day, tally in tallies.items() if tally.active and day.year == year]
    if len(counts) < QUARTILES_FROM:
        return ()
    return tuple(statistics.quantiles(counts, n=4, method="inclusive"))


# --- days by their ordinals, since years of them are walked ------------------------------------------------


class _Routine:
    """The routine of each week."""

    def __init__(self, changes: Sequence[RoutineChange], week_start: int) -> None:
        ordered = sorted(changes, key=lambda change: change.since)
        self._days = [min(_WEEK, max(1, change.days)) for change in ordered] or [DEFAULT_ROUTINE]
        # The first holds from ever, each later one from the week after the one in which it was made.
        self._from = [week_of(change.since, week_start).toordinal() + _WEEK for change in ordered[1:]]
        self.week_offset = week_of(date.fromordinal(_WEEK + 1), week_start).toordinal() % _WEEK

    def on(self, week: int) -> int:
        """The routine of the week that begins on the ordinal ``week``."""
        return self._days[bisect_right(self._from, week)]

    def week(self, day: int) -> int:
        """The first ordinal of the week that the ordinal ``day`` lies in."""
        return day - (day - self.week_offset) % _WEEK


def _active_ordinals(tallies: Mapping[date, DayTally], today: date) -> list[int]:
    """Active days up to today, ascending."""
    return sorted(day.toordinal() for day, tally in tallies.items() if tally.active and day <= today)


def _rest_ordinals(rests: Iterable[Rest], first: int, last: int) -> set[int]:
    """Days of planned rest from ``first`` to ``last``: those that were marked on that day at the latest."""
    days: set[int] = set()
    for rest in rests:
        begin = max(rest.first.toordinal(), rest.marked.toordinal(), first)
        days.update(range(begin, min(rest.last.toordinal(), last) + 1))
    return days


def _weeks(
    active: Sequence[int], resting: set[int], routine: _Routine, this_week: int
) -> Iterator[tuple[int, int, int, bool]]:
    """Each week from the first active day to this one: start, active days, days needed, rested whole."""
    active_days = Counter(map(routine.week, active))
    rest_days = Counter(map(routine.week, resting))
    for start in range(routine.week(active[0]) if active else this_week, this_week + 1, _WEEK):
        rest = rest_days[start]
        yield start, active_days[start], needed_in_week(routine.on(start), rest), rest == _WEEK


def _outcomes(weeks: Sequence[tuple[int, int, int, bool]]) -> Iterator[Outcome]:
    """What became of the weeks; the last one, in progress, only where it lengthens or is rested whole."""
    for number, (_, active, needed, rested) in enumerate(weeks, 1):
        if rested:
            yield "rested"
        elif active >= needed:
            yield "met"
        elif number < len(weeks):
            yield "missed"


def _flags(
    active: Sequence[int], resting: set[int], routine: _Routine, today: int
) -> Iterator[tuple[int, int, bool | None]]:
    """The days from the first active one to today, as :func:`strengths` takes them."""
    if not active:
        return
    days = set(active)
    begin = routine.week(active[0])
    for week in range(begin, today + 1, _WEEK):
        wanted = routine.on(week)
        for day in range(max(week, active[0]), min(week + _WEEK, today + 1)):
            yield wanted, _WEEK, None if day in resting else day in days


def _days_in_a_row(active: Sequence[int], today: int) -> int:
    days = set(active)
    day = today if today in days else today - 1
    count = 0
    while day - count in days:
        count += 1
    return count
