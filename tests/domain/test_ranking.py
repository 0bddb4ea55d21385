"""How reminders rank, and what answers hide (rules.md, section 6)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.ranking import REACHING_OUT, Ranked, Reminder, ReminderKind, rank
from netui.domain.records import Answer, Dismissal

TODAY = date(2026, 11, 23)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def reminder(
    kind: ReminderKind, contact: int, *, due: int = 0, urgency: float = 1.0, name: str = ""
) -> Reminder:
    return Reminder(
        id=name or f"{kind}:{contact}:{day(due)}",
        kind=kind,
        contacts=(contact,) if contact else (),
        due=day(due),
        urgency=urgency,
        reason="",
        evidence=(),
        actions=(),
    )


def answer(about: Reminder, how: Answer, until: int | None = None, made: int = 0) -> Dismissal:
    return Dismissal(
        reminder=about.id, answer=how, made=day(made), until=None if until is None else day(until)
    )


def shown(rows: Sequence[Ranked]) -> list[str]:
    return [row.reminder.id for row in rows]


def test_kinds_compete_in_their_order() -> None:
    kinds: list[ReminderKind] = [
        "promise", "meeting", "date", "event_follow_up", "cadence", "owe", "expected", "meet", "thanks",
        "introduce", "goal", "routine", "reconnect", "begin",
    ]  # fmt: skip
    reminders = [reminder(kind, contact) for contact, kind in enumerate(kinds, 1)]
    random.Random(1).shuffle(reminders)
    assert [row.reminder.kind for row in rank(reminders, {}, TODAY, capacity=20)] == kinds


def test_the_most_urgent_cadence_first_and_resting_ones_last_of_all() -> None:
    reminders = [
        reminder("cadence", 1, urgency=1.2),
        reminder("cadence", 2, urgency=2.9),
        reminder("cadence", 3, urgency=3.0),
        reminder("owe", 4),
    ]
    assert [row.reminder.contacts[0] for row in rank(reminders, {}, TODAY, capacity=9)] == [2, 1, 4, 3]


def test_one_contact_makes_one_row() -> None:
    promise, cadence, owe = reminder("promise", 1), reminder("cadence", 1, urgency=2), reminder("owe", 1)
    (row,) = rank([owe, cadence, promise], {}, TODAY)
    assert row == Ranked(promise, True, (cadence, owe))


def test_a_yearly_date_to_come_hides_nothing_that_is_to_be_done_today() -> None:
    ahead, today = reminder("date", 1, due=5, urgency=0), reminder("date", 1, due=0, urgency=1)
    overdue, resting = reminder("cadence", 1, urgency=2), reminder("cadence", 1, urgency=4)
    assert rank([ahead, overdue], {}, TODAY) == [Ranked(overdue, True, (ahead,))]
    assert rank([ahead, resting], {}, TODAY) == [Ranked(resting, True, (ahead,))]
    assert rank([today, overdue], {}, TODAY) == [Ranked(today, True, (overdue,))]  # the day itself is first
    assert rank([ahead], {}, TODAY) == [Ranked(ahead, True, ())]
    assert rank([ahead, overdue], {}, TODAY)[0].ahead() == [ahead]
    assert rank([today, overdue], {}, TODAY)[0].ahead() == []


def test_those_without_a_contact_stand_alone() -> None:
    reminders = [reminder("promise", 0, name="promise:1:x"), reminder("promise", 0, name="promise:2:x")]
    assert shown(rank(reminders, {}, TODAY)) == ["promise:1:x", "promise:2:x"]


def test_the_capacity_holds_for_reaching_out_only() -> None:
    reminders = [reminder("promise", contact) for contact in range(1, 6)]
    reminders += [reminder("cadence", contact, urgency=1.5) for contact in range(11, 16)]
    reminders.append(reminder("routine", 0))
    rows = rank(reminders, {}, TODAY)
    assert [row.reminder.kind for row in rows if row.today] == ["promise"] * 5 + ["cadence"] * 3 + ["routine"]
    assert [row.today for row in rows] == [True] * 9 + [False] * 2


def test_a_contact_with_a_promise_takes_no_place_of_the_capacity() -> None:
    reminders = [reminder("promise", 1), *(reminder("cadence", contact) for contact in (1, 2, 3, 4))]
    assert all(row.today for row in rank(reminders, {}, TODAY))


def test_one_place_is_kept_for_whoever_has_waited_longest() -> None:
    reminders = [
        reminder("cadence", contact, urgency=2.5 - contact / 10, due=-contact) for contact in range(1, 9)
    ]
    today = [row.reminder.contacts[0] for row in rank(reminders, {}, TODAY) if row.today]
    assert today == [1, 2, 8]
    assert [row.reminder.contacts[0] for row in rank(reminders, {}, TODAY)] == [1, 2, 8, 3, 4, 5, 6, 7]
    only_one = [row.reminder.contacts[0] for row in rank(reminders, {}, TODAY, capacity=1) if row.today]
    assert only_one == [1]
    assert not any(row.today for row in rank(reminders, {}, TODAY, capacity=0))


@pytest.mark.parametrize("how", ["snoozed", "skipped"])
def test_snoozed_and_skipped_hide_until_their_day(how: Answer) -> None:
    one = reminder("owe", 1)
    answers = {one.id: [answer(one, how, until=5)]}
    assert rank([one], answers, day(4)) == []
    assert shown(rank([one], answers, day(5))) == [one.id]


def test_done_hides_this_occurrence_for_good() -> None:
    one, next_year = reminder("date", 1), reminder("date", 1, due=365)
    answers = {one.id: [answer(one, "done")]}
    assert shown(rank([one, next_year], answers, day(365))) == [next_year.id]


def test_what_is_behind_comes_forward_when_the_first_is_dismissed() -> None:
    promise, cadence = reminder("promise", 1), reminder("cadence", 1)
    answers = {promise.id: [answer(promise, "skipped", until=1)]}
    assert shown(rank([promise, cadence], answers, TODAY)) == [cadence.id]


MADE = st.builds(
    reminder,
    st.sampled_from(["promise", "date", "cadence", "owe", "expected", "goal", "routine", "begin"]),
    st.integers(0, 12),
    due=st.integers(-40, 7),
    urgency=st.floats(0, 6),
)


@given(st.lists(MADE, max_size=30, unique_by=lambda one: one.id), st.integers(0, 6), st.randoms())
def test_ranking_loses_nothing_and_knows_no_order(
    reminders: list[Reminder], capacity: int, chance: random.Random
) -> None:
    rows = rank(reminders, {}, TODAY, capacity=capacity)
    together = [one.id for row in rows for one in (row.reminder, *row.behind)]
    assert sorted(together) == sorted(one.id for one in reminders)
    reaching = [row for row in rows if row.reminder.kind in REACHING_OUT]
    assert sum(row.today for row in reaching) == min(capacity, len(reaching))
    assert all(row.today for row in rows if row.reminder.kind not in REACHING_OUT)
    named = [row.reminder.contacts[0] for row in rows if row.reminder.contacts]
    assert len(named) == len(set(named))
    shuffled = reminders[:]
    chance.shuffle(shuffled)
    assert rank(shuffled, {}, TODAY, capacity=capacity) == rows
