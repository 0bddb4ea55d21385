"""Goals: pace, buffer, and what is counted (rules.md, section 7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.goals import (
    PRESETS,
    STAGES,
    DayCounts,
    Tallies,
    count_day,
    fell_behind,
    is_running,
    planned_by,
    presets_for,
    reminder_of,
    standing_of,
    state_words,
    weekly_on,
    with_pace,
    words_of,
)
from netui.domain.records import Exchange, Goal, Interaction, Measure, Pace

START = date(2026, 11, 2)


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def goal(weekly: int = 7, measure: Measure = "conversations", **fields: Any) -> Goal:
    return Goal(measure=measure, first=START, paces=(Pace(since=START, weekly=weekly),), **fields)


@pytest.mark.parametrize(
    ("weekly", "done", "days", "planned", "buffer", "state"),
    [
        (7, 0, 0, 0.0, 0.0, "on_pace"),  # today is not counted
        (7, 0, 1, 1.0, -1.0, "behind"),
        (7, 3, 3, 3.0, 0.0, "on_pace"),
        (7, 5, 3, 3.0, 2.0, "on_pace"),
        (7, 6, 3, 3.0, 3.0, "ahead"),
        (3, 4, 14, 6.0, -14 / 3, "behind"),
        (3, 7, 14, 6.0, 7 / 3, "ahead"),
        (2, 2, 7, 2.0, 0.0, "on_pace"),
    ],
)
def test_pace_and_buffer(
    weekly: int, done: int, days: int, planned: float, buffer: float, state: str
) -> None:
    standing = standing_of(goal(weekly), done, day(days))
    assert standing.planned == pytest.approx(planned)
    assert standing.buffer_days == pytest.approx(buffer)
    assert standing.state == state


def test_nothing_more_is_asked_for_after_its_end() -> None:
    until = goal(until=day(6))
    assert planned_by(until, day(7)) == planned_by(until, day(70)) == 7.0
    assert is_running(until, day(6))
    assert not is_running(until, day(7))
    assert reminder_of(1, until, standing_of(until, 0, day(70)), day(70)) is None
    ended = goal(ended=day(3))
    assert not is_running(ended, day(3))
    assert not is_running(goal(), day(-1))
    assert planned_by(goal(), day(-5)) == 0.0


def test_harder_at_once_easier_in_a_week() -> None:
    harder = goal(3, until=None)
    paces = with_pace(harder, 5, day(10))
    assert paces == (Pace(since=START, weekly=3), Pace(since=day(10), weekly=5))
    easier = with_pace(harder, 2, day(10))
    assert easier == (Pace(since=START, weekly=3), Pace(since=day(17), weekly=2))
    softened = Goal(measure="gives", first=START, paces=easier)
    assert [weekly_on(softened, day(offset)) for offset in (0, 16, 17, 50)] == [3, 3, 2, 2]
    assert planned_by(softened, day(24)) == pytest.approx((17 * 3 + 7 * 2) / 7)
    # A change that has not taken effect gives way to the next one.
    assert with_pace(softened, 4, day(12)) == (Pace(since=START, weekly=3), Pace(since=day(12), weekly=4))
    assert with_pace(softened, 3, day(12)) == (Pace(since=START, weekly=3),)


def test_behind_is_told_with_since_when() -> None:
    known = goal(7, why="to be known")
    standing = standing_of(known, 3, day(10))
    reminder = reminder_of(9, known, standing, day(10))
    assert reminder is not None
    assert (reminder.id, reminder.kind, reminder.contacts) == (f"goal:9:{START}", "goal", ())
    assert reminder.reason == "7 days behind with 7 conversations a week: 3 done, 10 planned by now"
    assert (reminder.due, reminder.urgency, reminder.evidence) == (day(4), 7.0, (9,))
    assert reminder_of(9, known, standing_of(known, 10, day(10)), day(10)) is None


def test_what_a_harder_pace_left_undone_is_not_told_in_days_of_an_easier_one() -> None:
    harder = goal(7)
    easier = Goal(measure="conversations", first=START, paces=with_pace(harder, 1, day(14)))
    assert state_words(harder, standing_of(harder, 3, day(14)), day(14)) == "11 days behind"
    before, after = standing_of(easier, 3, day(20)), standing_of(easier, 3, day(21))
    assert state_words(easier, before, day(20)) == "17 days behind"
    assert (after.buffer_days, after.state) == (-126.0, "behind")
    assert state_words(easier, after, day(21)) == "18 behind"
    waiting, told = reminder_of(9, easier, before, day(20)), reminder_of(9, easier, after, day(21))
    assert waiting is not None
    assert told is not None
    assert waiting.reason == "17 days behind with 7 conversations a week: 3 done, 20 planned by now"
    assert told.reason == "18 behind with 1 conversation a week: 3 done, 21 planned by now"
    # Made harder again, the days are those of the hardest pace there was.
    harder_again = Goal(measure="conversations", first=START, paces=with_pace(easier, 7, day(21)))
    assert state_words(harder_again, standing_of(harder_again, 3, day(21)), day(21)) == "18 days behind"
    assert state_words(easier, standing_of(easier, 23, day(21)), day(21)) == "14 days ahead"
    # A change that has not taken effect before the end changes nothing.
    ended = Goal(measure="conversations", first=START, paces=easier.paces, ended=day(20))
    assert state_words(ended, standing_of(ended, 3, day(40)), day(40)) == "18 days behind"


@pytest.mark.parametrize("days", range(1, 7))
def test_nobody_is_behind_in_the_first_week(days: int) -> None:
    known = goal(4)
    standing = standing_of(known, 0, day(days))
    assert (standing.state, standing.first_week) == ("behind", True)
    assert state_words(known, standing, day(days)) == "in its first week"
    reminder = reminder_of(9, known, standing, day(days))
    assert reminder is not None
    asked = f"{4 * days / 7:.1f}".removesuffix(".0")
    assert reminder.reason == f"4 conversations a week, in its first week: 0 done, {asked} planned by now"
    later = standing_of(known, 0, day(7))
    assert state_words(known, later, day(7)) == "7 days behind"


@given(st.integers(1, 20), st.integers(0, 60), st.integers(0, 120))
def test_it_fell_behind_on_the_first_day_that_asked_for_more(weekly: int, done: int, days: int) -> None:
    known, today = goal(weekly), day(days)
    standing = standing_of(known, done, today)
    if standing.buffer_days < 0:
        fell = fell_behind(known, done, today)
        assert planned_by(known, fell) > done
        assert planned_by(known, fell - timedelta(days=1)) <= done


def test_words() -> None:
    assert words_of(goal(1, "introductions")) == "1 introduction made a week"
    assert words_of(goal(4, "tag", tag="maths")) == "4 interactions with #maths a week"


def interaction(**fields: Any) -> Interaction:
    fields.setdefault("took_part", (1,))
    return Interaction(
        text="", day=START, logged_at=datetime(2026, 11, 2, tzinfo=UTC), logged_on=START, zone="UTC", **fields
    )


def test_what_a_day_holds() -> None:
    give = Exchange(direction="given", kind="advice", contacts=(1,))
    take = Exchange(direction="received", kind="advice", contacts=(1,))
    counts = count_day(
        [
            interaction(channel="in_person", exchanges=(give, take), tags=("Maths", "maths")),
            interaction(channel="phone", tags=("maths",)),
            interaction(channel="message", exchanges=(give,)),
            interaction(channel="social"),
            interaction(),
            interaction(took_part=(), channel="phone"),
        ]
    )
    assert counts == DayCounts(conversations=2, interactions=4, gives=2, in_person=1, tags=("maths", "maths"))


@pytest.mark.parametrize(
    ("measure", "done"),
    [
        ("conversations", 2), ("interactions", 4), ("gives", 2), ("in_person", 2), ("tag", 3),
        ("introductions", 5), ("promises_kept", 6), ("event_follow_ups", 7), ("new_people", 8),
    ],
)  # fmt: skip
def test_each_measure_counts_its_own_from_the_first_day_to_today(measure: Measure, done: int) -> None:
    counts = DayCounts(conversations=1, interactions=2, gives=1, in_person=1, tags=("maths",))
    days = {day(offset): counts for offset in (-1, 0, 20, 21)}
    days[day(20)] = DayCounts(conversations=1, interactions=2, gives=1, in_person=1, tags=("maths", "maths"))
    tallies = Tallies(
        days=days,
        introductions={day(-1): 9, day(3): 5},
        promises_kept={day(20): 6, day(21): 9},
        event_follow_ups={day(0): 7},
        new_people={day(-30): 1, day(1): 8},
    )
    known = goal(measure=measure, tag="MATHS" if measure == "tag" else "")
    assert tallies.done(known, day(20)) == done


def test_presets_for_every_stage() -> None:
    assert set(PRESETS) == set(STAGES)
    assert presets_for(None) == presets_for("established") == presets_for("no such stage")
    assert all(preset.weekly >= 1 and preset.why for stage in STAGES for preset in presets_for(stage))
