"""Reminders: when they are there, what they say, and how they rank (rules.md, section 6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.cadence import touch
from netui.domain.ledger import Entry, balance_of
from netui.domain.records import Contact, Dismissal, FollowUp, FollowUpKind, Mention, Rest, YearlyDate
from netui.domain.reminders import (
    ContactFacts,
    Reminder,
    ReminderKind,
    coming_up,
    days_about,
    rank,
    reminders_of,
    reminders_without_contact,
    routine_reminder,
)
from netui.domain.routine import DayTally, practice

TODAY = date(2026, 11, 23)
"""A Monday."""
ADA = 123


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def facts(
    *spoke_ago: int,
    contact_id: int = ADA,
    gave: int = 0,
    received: int = 0,
    follow_ups: tuple[tuple[int, FollowUp], ...] = (),
    planned: bool = False,
    today: date = TODAY,
    **fields: Any,
) -> ContactFacts:
    fields.setdefault("cadence", 30)
    fields.setdefault("added", day(-400))
    contact = Contact(name="Ada Lovelace", **fields)
    days = sorted(day(-ago) for ago in spoke_ago)
    entries = [Entry(TODAY, True, 1)] * gave + [Entry(TODAY, False, 1)] * received
    return ContactFacts(
        id=contact_id,
        contact=contact,
        touch=touch(contact_id, contact, days, today),
        balance=balance_of(entries, TODAY),
        follow_ups=follow_ups,
        planned=planned,
        last_contact_ids=(77,) if days else (),
        received_ids=(66, 55) if received else (),
    )


def follow_up(kind: FollowUpKind, text: str, due: int | None, made: int = -30, **fields: Any) -> FollowUp:
    return FollowUp(
        kind=kind,
        owner={"promise": "me", "expected": "them", "meeting": "both"}[kind],  # type: ignore[arg-type]
        text=text,
        made=day(made),
        made_at=datetime(2026, 11, 1, tzinfo=UTC),
        zone="UTC",
        contacts=fields.pop("contacts", (ADA,)),
        due=None if due is None else day(due),
        **fields,
    )


def told(known: ContactFacts, today: date = TODAY, **options: Any) -> list[Reminder]:
    return reminders_of(known, today, **options)


def only(known: ContactFacts, kind: ReminderKind, today: date = TODAY) -> Reminder | None:
    found = [reminder for reminder in told(known, today) if reminder.kind == kind]
    assert len(found) <= 1
    return found[0] if found else None


# --- promises, meetings, what is expected ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "urgency", "reason"),
    [
        (3, None, None),
        (2, 0, "the compiler paper, by Wednesday 25 November"),
        (1, 0, "the compiler paper, by tomorrow"),
        (0, 1, "the compiler paper, by today"),
        (-1, 2, "the compiler paper, by yesterday"),
        (-10, 11, "the compiler paper, by Friday 13 November"),
    ],
)
def test_a_promise_is_told_from_two_days_before(due: int, urgency: float | None, reason: str | None) -> None:
    reminder = only(facts(1, follow_ups=((9, follow_up("promise", "the compiler paper", due)),)), "promise")
    if reason is None:
        assert reminder is None
        return
    assert reminder is not None
    assert (reminder.urgency, reminder.reason) == (urgency, reason)
    assert (reminder.id, reminder.due) == (f"promise:9:{day(due)}", day(due))
    assert (reminder.contacts, reminder.evidence) == ((ADA,), (9,))
    assert reminder.actions[0] == "done"


def test_a_promise_without_a_day_is_told_a_week_after_it_was_made() -> None:
    assert told(facts(1, follow_ups=((9, follow_up("promise", "the paper", None, made=-6)),))) == []
    (reminder,) = told(facts(1, follow_ups=((9, follow_up("promise", "the paper", None, made=-9)),)))
    assert reminder.reason == "the paper, promised on Saturday 14 November"
    assert (reminder.due, reminder.urgency) == (day(-2), 3)


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        (1, None),
        (0, "coffee with Kat, planned for today: confirm or move"),
        (-3, "coffee with Kat, planned for Friday 20 November: confirm or move"),
    ],
)
def test_a_meeting_is_told_when_its_day_has_come(due: int, reason: str | None) -> None:
    reminder = only(facts(1, follow_ups=((9, follow_up("meeting", "coffee with Kat", due)),)), "meeting")
    assert (reminder.reason if reminder else None) == reason


@pytest.mark.parametrize(
    ("due", "made", "reason"),
    [
        (-6, -30, None),
        (-7, -30, "the data, expected by Monday 16 November: ask kindly"),
        (None, -13, None),
        (None, -14, "the data, expected since Monday 9 November: ask kindly"),
    ],
)
def test_what_is_expected_is_asked_for_a_week_past_its_day(
    due: int | None, made: int, reason: str | None
) -> None:
    reminder = only(facts(1, follow_ups=((9, follow_up("expected", "the data", due, made)),)), "expected")
    assert (reminder.reason if reminder else None) == reason
    if reminder:
        assert (reminder.due, reminder.urgency) == (TODAY, 1)


def test_those_that_name_nobody_are_told_too() -> None:
    (reminder,) = reminders_without_contact([(9, follow_up("promise", "a talk", 0, contacts=()))], TODAY)
    assert reminder.contacts == ()
    assert "open" not in reminder.actions


def test_a_reason_is_one_short_line_without_the_marks_of_names() -> None:
    text = 'send @"Grace Hopper"\nthe notes' + " again" * 60
    mention = Mention(contact=5, start=5, end=20)
    (reminder,) = told(facts(1, follow_ups=((9, follow_up("promise", text, 0, mentions=(mention,))),)))
    assert reminder.reason.startswith("send Grace Hopper the notes again")
    assert reminder.reason.endswith("…, by today")
    assert len(reminder.reason) < 140


def test_days_at_the_ends_of_the_calendar_are_no_crash() -> None:
    for far in (date.max, date.min):
        for kind in ("promise", "expected", "meeting"):
            record = FollowUp(
                kind=kind,
                owner="me",
                text="x",
                made=far,
                made_at=datetime(2026, 1, 1, tzinfo=UTC),
                zone="UTC",
                due=far,
            )
            known = facts(1, follow_ups=((9, record),))
            assert len(told(known)) == (far == date.min)
            assert coming_up(known, TODAY) == []


# --- yearly dates ------------------------------------------------------------------------------------------


def born(month: int, of_month: int, year: int | None = None, label: str = "birthday") -> ContactFacts:
    return facts(1, cadence=10_000, dates=(YearlyDate(month=month, day=of_month, year=year, label=label),))


@pytest.mark.parametrize(
    ("month", "of_month", "reason"),
    [
        (11, 19, None),
        (11, 20, "birthday on Friday 20 November"),
        (11, 22, "birthday yesterday"),
        (11, 23, "birthday today"),
        (11, 24, "birthday tomorrow"),
        (11, 28, "birthday on Saturday 28 November"),
        (11, 30, "birthday on Monday 30 November"),
        (12, 1, None),
    ],
)
def test_a_birthday_is_told_from_a_week_before_to_three_days_after(
    month: int, of_month: int, reason: str | None
) -> None:
    reminder = only(born(month, of_month), "date")
    assert (reminder.reason if reminder else None) == reason


def test_the_years_are_told_where_they_are_known() -> None:
    assert [reminder.reason for reminder in told(born(11, 28, 1986))] == [
        "birthday on Saturday 28 November, turning 40"
    ]
    assert [reminder.reason for reminder in told(born(11, 22, 1986))] == ["birthday yesterday, turned 40"]
    assert [reminder.reason for reminder in told(born(11, 23, 2025, "founding day"))] == [
        "founding day today, 1 year"
    ]
    assert [reminder.reason for reminder in told(born(11, 23, 2026))] == ["birthday today"]


def test_29_february_in_other_years() -> None:
    leapling, today = born(2, 29), date(2027, 2, 28)
    assert [reminder.due for reminder in told(leapling, today)] == [today]
    assert [r.due for r in told(leapling, today, leap_day_in_march=True)] == [date(2027, 3, 1)]
    assert [reminder.due for reminder in told(leapling, date(2028, 2, 28))] == [date(2028, 2, 29)]


def test_dates_are_told_across_the_turn_of_the_year() -> None:
    (reminder,) = told(born(1, 2), date(2026, 12, 30))
    assert reminder.due == date(2027, 1, 2)
    (reminder,) = told(born(12, 31), date(2027, 1, 2))
    assert (reminder.due, reminder.urgency) == (date(2026, 12, 31), 3)


def test_a_day_that_does_not_exist_is_passed_over() -> None:
    assert told(born(13, 1)) == told(born(11, 31)) == []


@pytest.mark.parametrize("label", ["birthday", "Wedding day", "прием", "誕生日", "", "a:b c"])
def test_ids_are_ascii_without_spaces(label: str) -> None:
    (reminder,) = told(born(11, 23, label=label))
    assert reminder.id.isascii()
    assert " " not in reminder.id
    assert reminder.id.count(":") == 2


# --- reaching out ------------------------------------------------------------------------------------------


def test_cadence_is_told_from_the_due_day_on() -> None:
    assert only(facts(29), "cadence") is None
    reminder = only(facts(30), "cadence")
    assert reminder is not None
    assert (reminder.id, reminder.due) == (f"cadence:{ADA}:{day(-30)}", TODAY)
    assert reminder.evidence == (77,)
    assert "mute" in reminder.actions


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (facts(46, cadence=None, circle="close"), "46 days since you spoke; 30 for the close circle"),
        (facts(46, 76, 106, 136, cadence=None), "46 days since you spoke; usually 30"),
        (facts(46), "46 days since you spoke; you chose 30"),
        (facts(1, cadence=1), "1 day since you spoke; you chose 1"),
        (facts(120, cadence=None), "120 days since you spoke; 90 unless you choose"),
        (facts(added=day(-45)), "added 45 days ago, and nothing since"),
    ],
)
def test_the_reason_of_the_cadence(known: ContactFacts, reason: str) -> None:
    reminder = only(known, "cadence")
    assert reminder is not None
    assert reminder.reason == reason


def test_the_urgency_of_the_cadence_is_elapsed_by_cadence() -> None:
    reminder = only(facts(40, cadence=20), "cadence")
    assert reminder is not None
    assert reminder.urgency == 2.0


def test_archived_muted_and_planned_are_not_due() -> None:
    assert told(facts(46, archived=True)) == []
    assert told(facts(46, muted=True)) == []
    assert told(facts(46, planned=True)) == []


def test_muting_leaves_what_was_promised_and_the_dates() -> None:
    mine, theirs = (1, follow_up("promise", "x", 0)), (2, follow_up("expected", "y", -9))
    dates = (YearlyDate(month=11, day=23),)
    muted = facts(46, received=5, muted=True, follow_ups=(mine, theirs), dates=dates)
    assert [reminder.kind for reminder in told(muted)] == ["promise", "expected", "date"]
    archived = facts(46, received=5, archived=True, follow_ups=(mine, theirs), dates=dates)
    assert [reminder.kind for reminder in told(archived)] == ["promise"]


def test_only_a_name_is_not_due() -> None:
    assert told(facts(imported=True)) == []


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (facts(1, received=5, gave=1), "received 5, gave 1: you could give here"),
        (facts(1, received=3), "received 3, gave nothing yet: you could give here"),
        (
            facts(1, received=3, needs=("a reviewer",)),
            "received 3, gave nothing yet: you could give here (looking for a reviewer)",
        ),
    ],
)
def test_owing_is_told_with_its_counts(known: ContactFacts, reason: str) -> None:
    reminder = only(known, "owe")
    assert reminder is not None
    assert (reminder.reason, reminder.evidence, reminder.due) == (reason, (66, 55), day(-1))


def test_nothing_is_owed_where_it_is_not_sure_or_not_looked_at() -> None:
    assert told(facts(1, received=2)) == []
    assert told(facts(1, received=5, in_ledger=False)) == []


# --- the routine -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("active", "today", "reason"),
    [
        ((-7,), 3, None),
        ((-7,), 4, "0 of 3 days this week: today keeps it within reach"),
        ((0,), 4, None),
        ((0,), 5, "1 of 3 days this week: today keeps it within reach"),
        ((0,), 6, None),  # out of reach
        ((0, 1), 6, "2 of 3 days this week: today keeps it within reach"),
        ((0, 5), 5, None),  # today is active already
        ((0, 1, 2), 6, None),  # met
    ],
)
def test_the_routine_is_told_on_the_last_day_that_can_meet_it(
    active: tuple[int, ...], today: int, reason: str | None
) -> None:
    tallies = {day(offset): DayTally(1, active=True, late=False) for offset in active}
    reminder = routine_reminder(practice(tallies, [], [], day(today)), day(today))
    assert (reminder.reason if reminder else None) == reason
    if reminder:
        assert (reminder.id, reminder.contacts) == (f"routine:week:{TODAY}", ())


def test_days_of_planned_rest_are_kept_free() -> None:
    weekend = [Rest(first=day(4), last=day(6), marked=TODAY)]
    begun = {day(-7): DayTally(1, active=True, late=False)}
    # Two days are needed: Wednesday and Thursday are the last that are not rest.
    assert routine_reminder(practice(begun, weekend, [], day(1)), day(1)) is None
    assert routine_reminder(practice(begun, weekend, [], day(2)), day(2)) is not None
    assert routine_reminder(practice(begun, weekend, [], day(5)), day(5)) is None


def test_a_practice_that_has_not_begun_is_not_asked_for() -> None:
    assert all(routine_reminder(practice({}, [], [], day(each)), day(each)) is None for each in range(7))


@pytest.mark.parametrize("in_march", [False, True])
def test_whoever_has_a_yearly_date_told_is_found_without_the_rules(in_march: bool) -> None:
    """On each day of two years, for the days about it and for 29 February."""
    for number in range(730):
        today = date(2027, 6, 1) + timedelta(days=number)
        about = days_about(today)
        near = {(each.month, each.day) for each in (today + timedelta(days=off) for off in range(-5, 10))}
        for month, day_of_month in (*near, (2, 29)):
            yearly = YearlyDate(month=month, day=day_of_month)
            known = facts(1, today=today, dates=(yearly,))
            told = [each.kind for each in reminders_of(known, today, leap_day_in_march=in_march)]
            assert "date" not in told or (month, day_of_month) in about


# --- coming up ---------------------------------------------------------------------------------------------


def test_what_comes_in_the_next_week_and_is_no_reminder_yet() -> None:
    records = (
        (1, follow_up("promise", "the paper", 5)),
        (2, follow_up("promise", "the notes", 2)),
        (3, follow_up("meeting", "coffee with Kat", 7)),
        (4, follow_up("meeting", "tea", 8)),
    )
    found = coming_up(facts(27, follow_ups=records), TODAY)
    assert [(coming.day, coming.text) for coming in found] == [
        (day(3), "30 days by then; you chose 30"),
        (day(5), "the paper, promised"),
        (day(7), "coffee with Kat, planned"),
    ]


def test_only_what_is_soon_comes_up() -> None:
    assert coming_up(facts(0, cadence=7), TODAY) == []
    assert len(coming_up(facts(6, cadence=7), TODAY)) == 1
    assert coming_up(facts(27, muted=True), TODAY) == []
    assert coming_up(facts(27, planned=True), TODAY) == []


def test_a_longer_look_ahead_shows_dates() -> None:
    assert coming_up(born(12, 10), TODAY) == []
    assert [coming.text for coming in coming_up(born(12, 10), TODAY, 30)] == ["birthday"]


@given(st.integers(0, 200), st.integers(1, 120), st.integers(-20, 20))
def test_nothing_is_both_a_reminder_and_to_come(ago: int, cadence: int, due: int) -> None:
    known = facts(ago, cadence=cadence, follow_ups=((1, follow_up("promise", "x", due)),))
    kinds = {reminder.kind for reminder in told(known)}
    texts = [coming.text for coming in coming_up(known, TODAY)]
    assert "promise" not in kinds or "x, promised" not in texts
    assert "cadence" not in kinds or not any("by then" in text for text in texts)


# --- resting contacts -------------------------------------------------------------------------------------


def skipped(about: Reminder, made: int) -> Dismissal:
    return Dismissal(reminder=about.id, answer="skipped", made=day(made), until=day(made + 1))


def test_a_resting_contact_is_reminded_of_once_in_each_cadence() -> None:
    first = only(facts(95), "cadence")
    assert first is not None
    assert (first.due, first.urgency >= 3) == (day(-5), True)
    answers = {first.id: [skipped(first, made=0)]}
    seen = [
        offset
        for offset in range(60)
        if rank(told(facts(95, today=day(offset)), day(offset)), answers, day(offset))
    ]
    assert seen == list(range(25, 60))


def test_an_answer_from_before_it_rested_does_not_silence_it() -> None:
    resting = only(facts(90), "cadence")
    assert resting is not None
    answers = {resting.id: [skipped(resting, made=-5)]}
    assert [row.reminder for row in rank([resting], answers, TODAY)] == [resting]


@given(st.integers(0, 400), st.integers(0, 6), st.integers(0, 6), st.integers(-40, 40))
def test_no_reason_says_one_days_or_scolds(ago: int, gave: int, received: int, due: int) -> None:
    records = ((1, follow_up("promise", "x", due)), (2, follow_up("expected", "y", due)))
    for one in told(facts(ago, gave=gave, received=received, follow_ups=records)):
        assert " 1 days" not in f" {one.reason}"
        assert "!" not in one.reason
        assert "Ada" not in one.reason
        assert one.urgency >= 0
