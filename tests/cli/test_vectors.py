"""The vectors of rules.md, reproduced by the commands: lines logged on their days, figures from --json."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from netui.clock import Clock
from netui.domain.records import PROFILE_ID, Profile, RoutineChange
from netui.network import Network
from tests.cli.conftest import Run

MONDAY = date(2026, 9, 7)
TODAY = date(2026, 11, 23)


def noon(day: date) -> str:
    return f"{day}T12:00+00:00[Europe/London]"


def commit_to(path: Path, clock: Clock, days: int) -> None:
    """Set the routine, for which this release has no command."""
    network = Network.open(path, clock.instant)
    routine = (RoutineChange(since=date(2020, 1, 1), days=days),)
    with network.change("routine") as change:
        change.put(Profile.table, PROFILE_ID, Profile(routine=routine))
    network.close()


def streak(run: Run, day: date) -> dict[str, Any]:
    told: dict[str, Any] = run("streak", "--json", now=noon(day)).json
    return told


# --- routine, streak and strength --------------------------------------------------------------------------


@pytest.mark.parametrize(("rests", "strength"), [((), 0.655747), ((5, 10, 11), 0.596033)])
def test_strength_of_twenty_days(
    run: Run, path: Path, clock: Clock, rests: tuple[int, ...], strength: float
) -> None:
    commit_to(path, clock, 7)
    for ago in range(19, -1, -1):
        day = TODAY - timedelta(ago)
        if ago in rests:
            run("rest", "today", now=noon(day))
        else:
            run("log", "coffee with @Ada", now=noon(day))
    assert streak(run, TODAY)["strength"] == pytest.approx(strength, abs=1e-6)


@pytest.mark.parametrize(("routine", "strength"), [(3, 0.666667), (4, 0.5)])
def test_strength_of_two_days_a_week(
    run: Run, path: Path, clock: Clock, routine: int, strength: float
) -> None:
    commit_to(path, clock, routine)
    for week in range(100):
        for weekday in (5, 6):
            day = date(2024, 1, 1) + timedelta(weeks=week, days=weekday)
            run("log", "coffee with @Ada", now=noon(day))
    assert streak(run, day)["strength"] == pytest.approx(strength, abs=1e-6)


@pytest.mark.parametrize(
    ("active_days", "rest", "weeks", "rested", "spare"),
    [
        ([3, 3, 0, 3, 3, 0, 3, 3], None, 2, 0, 0),
        ([3, 3, 3, 3, 0, 3, 3], None, 6, 1, 0),
        ([3] * 8 + [0, 0, 3], None, 9, 2, 0),
        ([3] * 8 + [0, 0, 0, 3], None, 1, 0, 0),
        ([3] * 4 + [0] + [3] * 4, None, 8, 1, 1),
        ([3, 3, 0, 3], (14, 20), 3, 1, 0),
        ([3, 3, 2, 3], (18, 20), 4, 0, 1),
        ([3, 3, 1, 3], (18, 20), 1, 0, 0),
    ],
)
def test_streaks(
    run: Run, active_days: list[int], rest: tuple[int, int] | None, weeks: int, rested: int, spare: int
) -> None:
    if rest is not None:
        first, last = (str(MONDAY + timedelta(offset)) for offset in rest)
        run("rest", first, last, now=noon(MONDAY))
    for week, count in enumerate(active_days):
        for weekday in range(count):
            run("log", "coffee with @Ada", now=noon(MONDAY + timedelta(weeks=week, days=weekday)))
    told = streak(run, MONDAY + timedelta(weeks=len(active_days), days=-1))
    assert (told["current"], told["spare_rests"]) == ({"weeks": weeks, "rested": rested}, spare)


def test_what_counts_for_the_streak_and_what_is_late(run: Run) -> None:
    for line in ("2 days ago: call with @Ada", "yesterday: call with Ada", "7 days ago: call with Ada"):
        run("log", line)
    for line in ("8 days ago: call with Ada", "6 days ago: coffee", "Ada via:social", "call about Ada"):
        run("log", line)
    told = run("streak", "--json").json
    assert len(told["days"]) == 371
    days = {day["day"]: (day["count"], day["late"]) for day in told["days"] if day["count"]}
    assert days == {
        "2026-11-15": (1, False),
        "2026-11-16": (1, True),
        "2026-11-17": (1, False),
        "2026-11-21": (1, True),
        "2026-11-22": (1, False),
        "2026-11-23": (2, False),
    }
    assert (told["days_in_a_row"], told["week"]["active"]) == (2, 0)


def test_levels_follow_the_quartiles_from_twenty_active_days_on(run: Run) -> None:
    counts = [1] * 5 + [2] * 5 + [3] * 5 + [5] * 4
    for offset, count in enumerate(counts):
        for _ in range(count):
            run("log", "coffee with @Ada", now=noon(date(2026, 10, 1) + timedelta(offset)))

    def levels() -> set[tuple[int, int]]:
        days = run("streak", "--json").json["days"]
        return {(day["count"], day["level"]) for day in days if day["count"]}

    assert levels() == {(1, 1), (2, 2), (3, 3), (5, 4)}
    for _ in range(9):
        run("log", "coffee with Ada")  # the twentieth: quartiles 1.75, 2.5 and 3.5
    assert levels() == {(1, 1), (2, 2), (3, 3), (5, 4), (9, 4)}


# --- give and take -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "received", "mean", "interval", "verdict"),
    [
        (0, 1, 0.333, None, "too_little"),
        (0, 2, 0.250, (0.035, 0.536), "unclear"),
        (0, 3, 0.200, (0.026, 0.438), "owe"),
        (1, 3, 0.333, (0.112, 0.584), "unclear"),
        (1, 4, 0.286, (0.093, 0.510), "owe"),
        (2, 6, 0.300, (0.129, 0.490), "owe"),
        (3, 3, 0.500, (0.279, 0.721), "balanced"),
        (4, 0, 0.833, (0.631, 0.979), "unclear"),
        (5, 0, 0.857, (0.681, 0.983), "mostly_giving"),
        (8, 1, 0.818, (0.663, 0.945), "unclear"),
        (14, 2, 0.833, (0.716, 0.933), "mostly_giving"),
    ],
)
def test_verdicts(
    run: Run, given: int, received: int, mean: float, interval: tuple[float, float] | None, verdict: str
) -> None:
    for word, total in (("gave", given), ("got", received)):
        for weight in (min(3, total - done) for done in range(0, total, 3)):
            run("log", f"coffee with @Ada, {word}:advice:{weight}")
    (ada,) = run("balance", "ada", "--json").json["contacts"]
    assert (ada["given"], ada["received"], ada["verdict"]) == (given, received, verdict)
    assert ada["mean"] == pytest.approx(mean, abs=6e-4)
    if interval is not None:
        assert (ada["low"], ada["high"]) == pytest.approx(interval, abs=6e-4)


# --- cadence and days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elapsed", "cadence", "urgency", "state"),
    [(90, 30, 3.0, "resting"), (40, 20, 2.0, "overdue"), (5, 30, 0.1667, "active"), (8, 10, 0.8, "soon")],
)
def test_urgency(run: Run, elapsed: int, cadence: int, urgency: float, state: str) -> None:
    run("add", "Ada", "--cadence", str(cadence))
    run("log", f"{elapsed} days ago: coffee with Ada")
    (ada,) = run("list", "--json").json["contacts"]
    assert (ada["urgency"], ada["state"]) == (pytest.approx(urgency, abs=1e-4), state)


@pytest.mark.parametrize(
    ("instant", "zone", "today"),
    [
        ("2026-11-23T02:59Z", "Europe/London", "2026-11-22"),
        ("2026-11-23T03:00Z", "Europe/London", "2026-11-23"),
        ("2026-11-22T17:59Z", "Asia/Tokyo", "2026-11-22"),
        ("2026-11-22T18:00Z", "Asia/Tokyo", "2026-11-23"),
        ("2026-03-29T01:59Z", "Europe/London", "2026-03-28"),
        ("2026-03-29T02:00Z", "Europe/London", "2026-03-29"),
        ("2026-10-25T02:59Z", "Europe/London", "2026-10-24"),
        ("2026-10-25T03:00Z", "Europe/London", "2026-10-25"),
    ],
)
def test_the_day_begins_at_three_by_the_clock_of_the_zone(
    run: Run, instant: str, zone: str, today: str
) -> None:
    assert run("due", "--json", now=f"{instant}[{zone}]").json["today"] == today
    assert run("due", "--json", "--zone", zone, now=instant).json["today"] == today


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2027, 2, 20), None),
        (date(2027, 2, 21), "2027-02-28"),
        (date(2027, 3, 3), "2027-02-28"),
        (date(2027, 3, 4), None),
        (date(2028, 2, 22), "2028-02-29"),
        (date(2028, 3, 3), "2028-02-29"),
        (date(2028, 3, 4), None),
        (date(2100, 2, 28), "2100-02-28"),
    ],
)
def test_born_on_29_february(run: Run, day: date, due: str | None) -> None:
    run("add", "Ada", "--birthday", "1980-02-29")
    reminders = run("due", "--json", now=noon(day)).json["reminders"]
    assert [each["due"] for each in reminders if each["kind"] == "date"] == ([due] if due else [])
