"""Reminders with reasons (rules.md, section 6).

A reminder is a pure function of the records and of today: it is there as long as it is true. What a person
answered (snoozed, skipped, done) is looked at when the reminders are ranked, by :func:`rank`.

*Resting* contacts (three cadences and more) are reminded of once in each cadence: their occurrence begins
anew every cadence after the due day, ranks below everything else, and stands until it is answered in any way,
which then holds until the next one begins. So they are never silent altogether, and never in the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, date
from typing import Literal
from zlib import crc32

import msgspec

from netui.domain import reaching
from netui.domain.cadence import SOON
from netui.domain.days import counted, day_words, week_of, when_words, yearly_occurrence
from netui.domain.facts import ContactFacts, Day
from netui.domain.ranking import Action, Ranked, Reminder, ReminderKind, past_due, rank
from netui.domain.reaching import rhythm
from netui.domain.records import Contact, FollowUp, YearlyDate
from netui.domain.routine import Practice
from netui.domain.words import one_line

__all__ = [
    "RULES", "Action", "Coming", "ContactFacts", "Day", "Ranked", "Reminder", "ReminderKind", "Rule",
    "coming_up", "follow_up_day", "plain_text", "rank", "reminders_of", "reminders_without_contact",
    "routine_reminder",
]  # fmt: skip

PROMISE_AHEAD = 2
"""Days before its day from which a promise is told (choice)."""
WITHOUT_A_DAY = 7
"""Days after it was made on which a follow-up falls due for which no day was said (choice)."""
EXPECTED_AFTER = 7
"""Days past its day from which something expected is asked for (choice)."""
DATE_AHEAD, DATE_AFTER = 7, 3
"""Days before and after it within which a yearly date is told (choice)."""
COMING_DAYS = 7
"""How far ahead "coming up" looks, in days (choice)."""
TEXT_LENGTH = 120
"""Code points of a follow-up's text that a reason shows (choice)."""

_WEEK = 7


class Coming(msgspec.Struct, frozen=True):
    """Something in the next seven days that is no reminder yet."""

    day: date
    contacts: tuple[int, ...]
    text: str
    follow_up: int | None = None
    """The promise or the plan that it is."""


class Rule(msgspec.Struct, frozen=True):
    """A rule about one contact, with the kinds of reminder that it makes. One that fails rests by itself."""

    name: str
    kinds: tuple[ReminderKind, ...]
    make: Callable[[ContactFacts, Day], Iterable[Reminder]]
    about: Literal["anybody", "kept", "sought"] = "sought"
    """Whom it is about: anybody; all but the archived (kept); all but the archived and the muted."""


def reminders_of(
    facts: ContactFacts,
    today: date,
    *,
    week: date | None = None,
    leap_day_in_march: bool = False,
    rules: Iterable[Rule] | None = None,
    failed: Callable[[str, Exception], None] | None = None,
) -> list[Reminder]:
    """The reminders about one contact, before any answer to them is looked at.

    An archived contact is reminded of for what was promised or planned only; a muted one also for dates and
    for what is expected, but not for reaching out. ``week`` is the first day of this week, by default as
    weeks begin on Monday. A rule that raises is told to ``failed`` by its name, and the others go on; without
    it the error is raised.
    """
    contact = facts.contact
    day = Day(today, week or week_of(today), leap_day_in_march)
    found: list[Reminder] = []
    archived, muted = contact.archived, contact.muted
    for rule in RULES if rules is None else rules:
        if (archived and rule.about != "anybody") or (muted and rule.about == "sought"):
            continue
        try:
            found += rule.make(facts, day)
        except Exception as error:
            if failed is None:
                raise
            failed(rule.name, error)
    return found


def reminders_without_contact(follow_ups: Iterable[tuple[int, FollowUp]], today: date) -> list[Reminder]:
    """Promises, meetings and expected things (open ones) that name nobody."""
    return [
        reminder
        for follow_up_id, follow_up in follow_ups
        if (reminder := _follow_up(follow_up_id, follow_up, today))
    ]


def routine_reminder(practice: Practice, today: date) -> Reminder | None:
    """The week can no longer be met unless today is active. Days of planned rest are kept free for rest.

    Before the first active day there is no practice to keep up, and nothing is said.
    """
    if not practice.strength:
        return None
    week = practice.week
    left = _WEEK - 1 - (today - week.start).days - practice.rest_days_ahead
    if practice.active_today or practice.rest_today or week.active + left != week.needed - 1:
        return None
    return Reminder(
        id=f"routine:week:{week.start}",
        kind="routine",
        contacts=(),
        due=today,
        urgency=1.0,
        reason=f"{week.active} of {counted(week.needed, 'day')} this week: today keeps it within reach",
        evidence=(),
        actions=("log", "snooze", "skip"),
    )


def coming_up(
    facts: ContactFacts, today: date, days: int = COMING_DAYS, *, leap_day_in_march: bool = False
) -> list[Coming]:
    """What comes in the next ``days`` days and is no reminder yet: plans, promises, dates, who is soon due.

    Yearly dates are reminders from a week before, so of these only a longer look ahead shows any here.
    """
    return sorted(
        _coming(facts, today, days, leap_day_in_march), key=lambda coming: (coming.day, coming.text)
    )


# --- follow-ups --------------------------------------------------------------------------------------------


def follow_up_day(follow_up: FollowUp) -> date:
    """The day of a follow-up: as said, else a week after it was made."""
    return follow_up.due or _later(follow_up.made, WITHOUT_A_DAY)


def _follow_up(follow_up_id: int, follow_up: FollowUp, today: date) -> Reminder | None:
    """The reminder of an open follow-up, if its time has come."""
    day = follow_up_day(follow_up)
    due = _later(day, EXPECTED_AFTER) if follow_up.kind == "expected" else day
    if (due - today).days > _told_ahead(follow_up):
        return None
    actions: tuple[Action, ...] = ("done", "snooze", "skip")
    return Reminder(
        id=f"{follow_up.kind}:{follow_up_id}:{due}",
        kind=follow_up.kind,
        contacts=follow_up.contacts,
        due=due,
        urgency=past_due(due, today),
        reason=_follow_up_reason(follow_up, today),
        evidence=(follow_up_id,),
        actions=(*actions, "open") if follow_up.contacts else actions,
    )


def _told_ahead(follow_up: FollowUp) -> int:
    """Days before its due day from which a follow-up is told."""
    return PROMISE_AHEAD if follow_up.kind == "promise" and follow_up.due else 0


def _later(day: date, days: int) -> date:
    """``day`` and ``days`` more, but not beyond the calendar's end."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _follow_up_reason(follow_up: FollowUp, today: date) -> str:
    text = plain_text(follow_up)
    if follow_up.due is None:
        said = {"promise": "promised", "expected": "expected since", "meeting": "planned"}[follow_up.kind]
        words = f"{text}, {said} {when_words(follow_up.made, today)}".replace("since on", "since")
    elif follow_up.kind == "promise":
        words = f"{text}, by {day_words(follow_up.due, today)}"
    elif follow_up.kind == "expected":
        words = f"{text}, expected by {day_words(follow_up.due, today)}"
    else:
        words = f"{text}, planned for {day_words(follow_up.due, today)}"
    return words + {"promise": "", "expected": ": ask kindly", "meeting": ": confirm or move"}[follow_up.kind]


def plain_text(follow_up: FollowUp) -> str:
    """The text on one line, without the marks around names, and not longer than a reason can bear."""
    text = follow_up.text
    for mention in reversed(follow_up.mentions):
        name = text[mention.start : mention.end].removeprefix("@").strip('"*')
        text = text[: mention.start] + name + text[mention.end :]
    return one_line(text, TEXT_LENGTH)


# --- yearly dates ------------------------------------------------------------------------------------------


def _occurrences(contact: Contact, today: date, leap_day_in_march: bool) -> Iterator[tuple[YearlyDate, date]]:
    """The days about today on which the contact's yearly dates fall; one that does not exist, never."""
    for yearly in contact.dates:
        for year in (today.year - 1, today.year, today.year + 1):
            if not MINYEAR < year < MAXYEAR:
                continue
            try:
                day = yearly_occurrence(yearly.month, yearly.day, year, leap_day_in_march=leap_day_in_march)
            except ValueError:
                break
            yield yearly, day


def days_about(today: date) -> frozenset[tuple[int, int]]:
    """Month and day of the yearly dates that are told today. That of a leap day always: it may fall on one of
    two others."""
    told = range(-DATE_AFTER, DATE_AHEAD + 1)
    first, last = date.min.toordinal(), date.max.toordinal()
    days = (today.toordinal() + offset for offset in told)
    about = (date.fromordinal(day) for day in days if first <= day <= last)
    return frozenset([(2, 29), *((day.month, day.day) for day in about)])


def _date(contact_id: int, yearly: YearlyDate, day: date, today: date) -> Reminder:
    return Reminder(
        id=f"date:{contact_id}.{_slug(yearly.label)}:{day}",
        kind="date",
        contacts=(contact_id,),
        due=day,
        urgency=past_due(day, today),
        reason=_date_reason(yearly, day, today),
        evidence=(contact_id,),
        actions=("done", "log", "snooze", "skip", "open"),
    )


def _date_reason(yearly: YearlyDate, day: date, today: date) -> str:
    words = f"{_label(yearly)} {when_words(day, today)}"
    years = day.year - yearly.year if yearly.year else 0
    if years <= 0:
        return words
    if yearly.label == "birthday":
        return f"{words}, {'turned' if day < today else 'turning'} {years}"
    return f"{words}, {counted(years, 'year')}"


def _label(yearly: YearlyDate) -> str:
    return " ".join(yearly.label.split()) or "a yearly date"


def _slug(label: str) -> str:
    """A label as a part of an id; of one that is not plain ASCII words, its checksum."""
    slug = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")
    return slug if slug and label.isascii() else f"{crc32(label.encode(errors='replace')):08x}"


# --- what is to come ---------------------------------------------------------------------------------------


def _coming(facts: ContactFacts, today: date, days: int, leap_day_in_march: bool) -> Iterator[Coming]:
    contact, touch = facts.contact, facts.touch
    for number, follow_up in facts.follow_ups:
        day = follow_up_day(follow_up)
        if follow_up.kind != "expected" and _told_ahead(follow_up) < (day - today).days <= days:
            said = "promised" if follow_up.kind == "promise" else "planned"
            yield Coming(day, follow_up.contacts, f"{plain_text(follow_up)}, {said}", number)
    if contact.archived:
        return
    for yearly, day in _occurrences(contact, today, leap_day_in_march):
        if DATE_AHEAD < (day - today).days <= days:
            yield Coming(day, (facts.id,), _label(yearly))
    if contact.muted or facts.planned or touch.due is None or touch.urgency is None:
        return
    away = (touch.due - today).days
    if touch.urgency >= SOON and 0 < away <= days:
        elapsed = counted((touch.elapsed or 0) + away, "day")
        yield Coming(touch.due, (facts.id,), f"{elapsed} by then; {rhythm(facts)}")


# --- the rules ---------------------------------------------------------------------------------------------


def _open_ones(facts: ContactFacts, day: Day) -> Iterable[Reminder]:
    if not facts.follow_ups:
        return ()
    made = (_follow_up(follow_up_id, follow_up, day.today) for follow_up_id, follow_up in facts.follow_ups)
    archived = facts.contact.archived
    return [each for each in made if each is not None and not (archived and each.kind == "expected")]


def _dates(facts: ContactFacts, day: Day) -> Iterable[Reminder]:
    if not facts.contact.dates:
        return ()
    return [
        _date(facts.id, yearly, falls_on, day.today)
        for yearly, falls_on in _occurrences(facts.contact, day.today, day.leap_day_in_march)
        if -DATE_AFTER <= (falls_on - day.today).days <= DATE_AHEAD
    ]


RULES: tuple[Rule, ...] = (
    Rule("follow-ups", ("promise", "meeting", "expected"), _open_ones, about="anybody"),
    Rule("dates", ("date",), _dates, about="kept"),
    Rule("events", ("event_follow_up",), reaching.event_follow_up),
    Rule("cadence", ("cadence",), reaching.cadence),
    Rule("owing", ("owe",), reaching.owe),
    Rule("thanks", ("thanks",), reaching.thanks),
)
"""The rules about one contact that need nothing but what is known of it."""
