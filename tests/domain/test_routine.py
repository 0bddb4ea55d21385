"""Routine, streak, strength and calendar: the vectors of rules.md, section 2, and what must always hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.days import week_of
from netui.domain.records import Channel, Interaction, Rest, RoutineChange
from netui.domain.routine import (
    DayTally,
    Outcome,
    Streak,
    calendar,
    in_bursts,
    level_of,
    needed_in_week,
    practice,
    routine_on,
    streak_of,
    strength_curve,
    tally_day,
)
from netui.domain.strength import step, strength_of, strengths

MONDAY = date(2026, 11, 23)
ACTIVE = DayTally(count=1, active=True, late=False)


def interaction(
    logged_after: int = 0, channel: Channel | None = "phone", took_part: tuple[int, ...] = (1,)
) -> Interaction:
    return Interaction(
        text="a talk",
        day=MONDAY,
        logged_at=datetime(2026, 11, 23, tzinfo=UTC),
        logged_on=MONDAY + timedelta(days=logged_after),
        zone="UTC",
        took_part=took_part,
        channel=channel,
    )


def weeks_before(number: int) -> date:
    return MONDAY - timedelta(weeks=number)


def week(start: date, active_days: int) -> dict[date, DayTally]:
    return {start + timedelta(days=offset): ACTIVE for offset in range(active_days)}


def weeks(active_days: Iterable[int], *, until: date = MONDAY) -> dict[date, DayTally]:
    """Whole weeks, oldest first, the last one before the week of ``until``."""
    counts = list(active_days)
    tallies: dict[date, DayTally] = {}
    for number, count in enumerate(counts):
        tallies |= week(until - timedelta(weeks=len(counts) - number), count)
    return tallies


def rest(first: date, days: int, marked: date | None = None) -> Rest:
    return Rest(first=first, last=first + timedelta(days=days - 1), marked=marked or first)


# --- the tally of a day ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interactions", "expected"),
    [
        ([], DayTally(0, active=False, late=False)),
        ([interaction()], DayTally(1, active=True, late=False)),
        ([interaction(channel=None)], DayTally(1, active=True, late=False)),
        ([interaction(channel="social")], DayTally(1, active=False, late=False)),
        ([interaction(took_part=())], DayTally(1, active=False, late=False)),
        ([interaction(7)], DayTally(1, active=True, late=True)),
        ([interaction(8)], DayTally(1, active=False, late=False)),
        ([interaction(1), interaction(2)], DayTally(2, active=True, late=False)),
        ([interaction(2), interaction(5)], DayTally(2, active=True, late=True)),
        ([interaction(0, "social"), interaction(3)], DayTally(2, active=True, late=True)),
    ],
)
def test_what_a_day_holds(interactions: list[Interaction], expected: DayTally) -> None:
    assert tally_day(interactions) == expected


# --- the streak --------------------------------------------------------------------------------------------

MET: Outcome = "met"
MISSED: Outcome = "missed"
RESTED: Outcome = "rested"


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], Streak(0, 0, 0, 0)),
        ([MET, MET, MISSED, MET, MET, MISSED, MET, MET], Streak(2, 0, 2, 0)),
        ([MET] * 4, Streak(4, 0, 4, 1)),
        ([MET] * 4 + [MISSED], Streak(4, 1, 4, 0)),
        ([MET] * 4 + [MISSED] * 2, Streak(0, 0, 4, 0)),
        ([MET] * 4 + [MISSED] + [MET] * 4, Streak(8, 1, 8, 1)),
        ([MET] * 20, Streak(20, 0, 20, 2)),
        ([MET] * 12 + [MISSED] * 2, Streak(12, 2, 12, 0)),
        ([MET] * 3 + [RESTED] + [MET], Streak(4, 1, 4, 1)),
        ([RESTED, MET], Streak(1, 0, 1, 0)),
        ([MISSED] * 3 + [MET], Streak(1, 0, 1, 0)),
    ],
)
def test_streaks(outcomes: list[Outcome], expected: Streak) -> None:
    assert streak_of(outcomes) == expected


@given(st.lists(st.sampled_from([MET, MISSED, RESTED]), max_size=60))
def test_streaks_are_bounded_by_what_was_done(outcomes: list[Outcome]) -> None:
    streak = streak_of(outcomes)
    assert streak.weeks <= streak.longest <= outcomes.count(MET)
    assert 0 <= streak.spare_rests <= 2
    assert streak.rested <= len(outcomes) - streak.weeks
    assert streak_of([*outcomes, MET]).weeks == streak.weeks + 1


def test_the_week_in_progress_lengthens_but_never_breaks() -> None:
    before = weeks([3, 3])
    assert practice(before, [], [], MONDAY).weeks == 2
    assert practice(before | week(MONDAY, 2), [], [], MONDAY + timedelta(days=6)).weeks == 2
    assert practice(before | week(MONDAY, 3), [], [], MONDAY + timedelta(days=2)).weeks == 3
    assert practice(before, [], [], MONDAY + timedelta(days=7)).weeks == 0


def test_the_vector_of_weeks() -> None:
    found = practice(weeks([3, 3, 1, 3, 3, 0, 3, 3]), [], [], MONDAY)
    assert (found.weeks, found.rested, found.longest, found.spare_rests) == (2, 0, 2, 0)


def test_an_empty_network_has_no_streak() -> None:
    found = practice({}, [], [], MONDAY)
    assert (found.weeks, found.longest, found.strength, found.days_in_a_row) == (0, 0, 0.0, 0)
    assert (found.week.active, found.week.needed, found.week.met) == (0, 3, False)
    assert strength_curve({}, [], [], MONDAY) == []


@pytest.mark.parametrize("week_start", [1, 6, 7])
def test_weeks_begin_where_configured(week_start: int) -> None:
    start = week_of(MONDAY, week_start)
    found = practice(weeks([3, 3], until=start), [], [], MONDAY, week_start=week_start)
    assert found.week.start == start
    assert found.weeks == 2


def test_days_to_come_count_when_they_come() -> None:
    assert practice(week(MONDAY, 3), [], [], MONDAY).week.active == 1


# --- rest --------------------------------------------------------------------------------------------------


def test_rest_lowers_what_a_week_needs() -> None:
    assert [needed_in_week(3, days) for days in range(8)] == [3, 3, 3, 2, 2, 1, 1, 0]
    assert [needed_in_week(7, days) for days in range(8)] == [7, 6, 5, 4, 3, 2, 1, 0]


def test_a_week_rested_in_part_that_meets_its_need_lengthens() -> None:
    found = practice(weeks([3, 2, 3]), [rest(weeks_before(2) + timedelta(days=4), 3)], [], MONDAY)
    assert (found.weeks, found.rested) == (3, 0)


def test_a_week_rested_whole_is_passed_over_even_where_one_was_active() -> None:
    found = practice(weeks([3, 3, 3]), [rest(weeks_before(2), 7)], [], MONDAY)
    assert (found.weeks, found.rested, found.spare_rests) == (2, 1, 0)


def test_rest_counts_only_when_marked_on_the_day_at_the_latest() -> None:
    start = weeks_before(2)
    whole_week = [rest(start, 7, marked=start + timedelta(days=1))]
    assert practice(weeks([3, 0, 3]), whole_week, [], MONDAY).weeks == 1
    in_time = [rest(start, 7, marked=start)]
    assert practice(weeks([3, 0, 3]), in_time, [], MONDAY).weeks == 2
    marked_late = calendar({}, whole_week, start, start + timedelta(days=7))
    assert [day.rest for day in marked_late] == [False, *[True] * 6, False]


def test_rest_to_come_lowers_the_week_in_progress() -> None:
    found = practice({}, [rest(MONDAY + timedelta(days=3), 30, marked=MONDAY)], [], MONDAY)
    assert found.week.needed == needed_in_week(3, 4)
    assert found.rest_days_ahead == 4
    assert not found.rest_today


# --- the routine -------------------------------------------------------------------------------------------


def test_a_change_takes_effect_from_the_next_week_on() -> None:
    changes = [
        RoutineChange(since=weeks_before(10), days=2),
        RoutineChange(since=weeks_before(1) + timedelta(days=2), days=5),
    ]
    assert routine_on(changes, weeks_before(30)) == 2
    assert routine_on(changes, weeks_before(1) + timedelta(days=6)) == 2
    assert routine_on(changes, MONDAY) == 5
    assert practice(weeks([2, 2]), [], changes, MONDAY).weeks == 2
    assert practice({}, [], changes, MONDAY).routine == 5


def test_the_first_routine_holds_at_once_and_a_second_thought_next_week() -> None:
    first, second = RoutineChange(since=MONDAY, days=5), RoutineChange(since=MONDAY, days=1)
    assert routine_on([first, second], MONDAY) == 5
    assert routine_on([first, second], MONDAY + timedelta(days=7)) == 1
    assert routine_on([], MONDAY) == 3


# --- strength ----------------------------------------------------------------------------------------------

TWO_ON_FIVE_OFF = ([False] * 5 + [True] * 2) * 100


@pytest.mark.parametrize(
    ("num", "den", "days", "expected"),
    [
        (1, 1, [True] * 20, 0.655747),
        (1, 1, [None if offset in (5, 10, 11) else True for offset in reversed(range(20))], 0.596033),
        (7, 7, [True] * 20, 0.655747),
        (1, 2, [True] * 2, 0.054816),
        (3, 7, TWO_ON_FIVE_OFF, 0.666667),
        (4, 7, TWO_ON_FIVE_OFF, 0.5),
        (3, 7, [], 0.0),
    ],
)
def test_the_vectors_of_strength(num: int, den: int, days: list[bool | None], expected: float) -> None:
    assert strength_of(num, den, days) == pytest.approx(expected, abs=1e-6)


def test_one_step_without_anything_done() -> None:
    assert step(0.5, 0.0, 1, 1) == pytest.approx(0.474039, abs=1e-6)


@given(st.integers(1, 7), st.lists(st.sampled_from([True, False, None]), max_size=80))
def test_rest_is_as_if_the_day_were_not_there(routine: int, days: list[bool | None]) -> None:
    without = [day for day in days if day is not None]
    assert strength_of(routine, 7, days) == strength_of(routine, 7, without)


@given(st.integers(1, 7), st.lists(st.sampled_from([True, False, None]), max_size=80))
def test_strength_is_a_share_and_one_more_active_day_never_weakens(
    routine: int, days: list[bool | None]
) -> None:
    strength = strength_of(routine, 7, days)
    assert 0 <= strength <= 1
    assert strength_of(routine, 7, [*days, True]) >= strength_of(routine, 7, [*days, False])


def test_the_routine_of_each_day_counts() -> None:
    daily = [(7, 7, True)] * 10
    assert list(strengths([*daily, (1, 7, False)]))[-1] == pytest.approx(
        step(strength_of(1, 1, [True] * 10), 1.0, 1, 7)
    )


def test_the_curve_ends_at_the_strength_of_today() -> None:
    tallies = weeks([3, 1, 0, 4]) | week(MONDAY, 1)
    rests = [rest(weeks_before(2), 7)]
    today = MONDAY + timedelta(days=3)
    curve = strength_curve(tallies, rests, [], today)
    assert [day for day, _ in curve] == [weeks_before(4) + timedelta(days=n) for n in range(32)]
    assert curve[-1][1] == practice(tallies, rests, [], today).strength
    resting = [strength for day, strength in curve if weeks_before(2) <= day < weeks_before(1)]
    assert len(set(resting)) == 1


# --- days in a row, this month, bursts ---------------------------------------------------------------------


def test_days_in_a_row_while_today_may_still_come() -> None:
    tallies = {MONDAY - timedelta(days=offset): ACTIVE for offset in (1, 2, 3, 5)}
    assert practice(tallies, [], [], MONDAY).days_in_a_row == 3
    assert practice(tallies | {MONDAY: ACTIVE}, [], [], MONDAY).days_in_a_row == 4
    assert practice(tallies, [], [], MONDAY + timedelta(days=1)).days_in_a_row == 0


def test_active_days_of_month_and_year() -> None:
    tallies = dict.fromkeys(
        [date(2025, 12, 31), date(2026, 1, 1), date(2026, 10, 31), date(2026, 11, 1), MONDAY], ACTIVE
    )
    found = practice(tallies, [], [], MONDAY)
    assert (found.active_this_month, found.active_this_year) == (2, 4)
    assert found.active_today


@pytest.mark.parametrize(
    ("active_days", "expected"),
    [
        ([7] + [0] * 10, False),  # eleven weeks are too few
        ([7] + [0] * 11, True),
        ([3] * 12, False),
        ([7] + [1] * 6 + [0] * 5, False),  # more than half of the weeks have some
        ([7] + [1] * 4 + [0] * 7, True),
        ([4] + [1] * 4 + [0] * 7, False),  # just half is not more than half
        ([7] * 8 + [1] * 52, False),  # what was before the last 52 weeks
    ],
)
def test_bursts(active_days: list[int], expected: bool) -> None:
    assert in_bursts(active_days) is expected


# --- the calendar ------------------------------------------------------------------------------------------


def test_levels_below_twenty_active_days_are_the_counts() -> None:
    tallies = {date(2026, 1, 1 + n): DayTally(n, active=True, late=n == 2) for n in range(1, 8)}
    days = calendar(tallies, [], date(2026, 1, 1), date(2026, 1, 8))
    assert [day.level for day in days] == [0, 1, 2, 3, 4, 4, 4, 4]
    assert [day.late for day in days] == [False, False, True, *[False] * 5]


def test_levels_from_twenty_active_days_on_follow_the_quartiles() -> None:
    counts = [2] * 5 + [4] * 5 + [6] * 5 + [8] * 5
    tallies = {
        date(2026, 1, 1 + n): DayTally(count, active=True, late=False) for n, count in enumerate(counts)
    }
    tallies[date(2026, 2, 1)] = DayTally(1, active=False, late=False)
    levels = {day.count: day.level for day in calendar(tallies, [], date(2026, 1, 1), date(2026, 2, 1))}
    assert levels == {0: 0, 1: 1, 2: 1, 4: 2, 6: 3, 8: 4}


def test_each_year_has_its_own_quartiles() -> None:
    busy = {
        date(2025, 1, 1) + timedelta(days=n): DayTally(10 + n, active=True, late=False) for n in range(40)
    }
    quiet = {date(2026, 1, 1): DayTally(2, active=True, late=False)}
    days = {day.day: day.level for day in calendar(busy | quiet, [], date(2025, 1, 1), date(2026, 1, 1))}
    assert days[date(2025, 1, 1)] == 1
    assert days[date(2026, 1, 1)] == 2


@given(st.integers(0, 50), st.lists(st.integers(1, 20), min_size=3, max_size=3).map(sorted))
def test_levels_rise_with_the_count(count: int, quartiles: list[int]) -> None:
    level = level_of(count, quartiles)
    assert (level == 0) == (count == 0)
    assert level <= level_of(count + 1, quartiles) <= 4
