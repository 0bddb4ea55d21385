"""Goals: process measures over weeks (rules.md, section 7).

A goal says how many a week one wants to do of something that is in one's own hands. It is never failed: it
ends, with what came of it. Nothing here says how likely any success is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, TypeVar

import msgspec

from netui.domain.days import counted, day_words
from netui.domain.ranking import Reminder, past_due
from netui.domain.records import Goal, Interaction, Measure, Pace
from netui.domain.words import folded

EASIER_AFTER = 7
"""Days after which making a goal easier takes effect (rules.md, section 7)."""
AHEAD_FROM = 2.0
"""Days of buffer above which a goal is ahead (rules.md, section 7)."""
WITHIN_48_HOURS = 2
"""Days after an event within which following it up counts as within 48 hours: day 0, 1 and 2."""
LIVE_CHANNELS = frozenset({"in_person", "event", "video", "phone"})
"""Channels of a conversation."""

_WEEK = 7

State = Literal["behind", "on_pace", "ahead"]
_Value = TypeVar("_Value")

MEASURE_WORDS: dict[Measure, tuple[str, str]] = {
    "conversations": ("conversation", "conversations"),
    "interactions": ("interaction", "interactions"),
    "gives": ("give", "gives"),
    "introductions": ("introduction made", "introductions made"),
    "in_person": ("meeting in person", "meetings in person"),
    "promises_kept": ("promise kept", "promises kept"),
    "event_follow_ups": ("follow-up within 48 h", "follow-ups within 48 h"),
    "new_people": ("new person", "new people"),
    "tag": ("interaction", "interactions"),
}
"""One of a measure, and several."""


def amount(measure: Measure, number: int) -> str:
    """So much of a measure: "4 conversations"."""
    return f"{number} {MEASURE_WORDS[measure][number != 1]}"


class Standing(msgspec.Struct, frozen=True):
    """How a goal stands on a day."""

    done: int
    planned: float
    """What the weekly number asks for by now; today is not counted."""
    buffer_days: float
    """Days that one is ahead of it (below 0: behind)."""
    state: State
    running: bool
    """It has begun and has not ended."""
    first_week: bool
    """It runs in its first seven days, of which nobody is told that they are behind in them."""


def standing_of(goal: Goal, done: int, today: date) -> Standing:
    """How a goal stands on ``today`` of which ``done`` were done since it began."""
    planned = planned_by(goal, today)
    weekly = weekly_on(goal, min(today, last_day(goal, today)))
    buffer = (done - planned) / (weekly / _WEEK)
    return Standing(
        done=done,
        planned=planned,
        buffer_days=buffer,
        state="behind" if buffer < 0 else "ahead" if buffer > AHEAD_FROM else "on_pace",
        running=is_running(goal, today),
        first_week=is_running(goal, today) and (today - goal.first).days < _WEEK,
    )


def is_running(goal: Goal, today: date) -> bool:
    """Whether a goal counts on ``today``."""
    return goal.first <= today and goal.ended is None and (goal.until is None or today <= goal.until)


def last_day(goal: Goal, today: date) -> date:
    """The last day that counts for a goal, as of ``today``."""
    return min(day for day in (goal.ended, goal.until, today) if day is not None)


def planned_by(goal: Goal, today: date) -> float:
    """What is asked for by ``today``: a seventh of the weekly number for each day before it."""
    end = min(today, last_day(goal, today) + timedelta(days=1))
    total = 0
    for start, pace_end, weekly in _stretches(goal, end):
        total += weekly * max(0, (pace_end - start).days)
    return total / _WEEK


def _stretches(goal: Goal, end: date) -> Iterator[tuple[date, date, int]]:
    """The paces with the days for which they hold, up to ``end`` (excluded)."""
    starts = [goal.first, *(max(goal.first, pace.since) for pace in goal.paces[1:])]
    for place, pace in enumerate(goal.paces):
        following = starts[place + 1] if place + 1 < len(starts) else end
        yield starts[place], min(following, end), pace.weekly


def weekly_on(goal: Goal, day: date) -> int:
    """The weekly number on a day."""
    weekly = goal.paces[0].weekly
    for pace in goal.paces[1:]:
        if pace.since <= day:
            weekly = pace.weekly
    return max(1, weekly)


def with_pace(goal: Goal, weekly: int, today: date) -> tuple[Pace, ...]:
    """The paces of a goal that is to ask for ``weekly`` from now on: easier after seven days, harder at once.

    A change that has not yet taken effect gives way to the new one.
    """
    standing = [pace for place, pace in enumerate(goal.paces) if place == 0 or pace.since <= today]
    current = weekly_on(goal, today)
    if weekly == current:
        return tuple(standing)
    since = today + timedelta(days=EASIER_AFTER) if weekly < current else today
    if since <= goal.first:
        return (Pace(since=goal.first, weekly=weekly),)
    kept = [pace for place, pace in enumerate(standing) if place == 0 or pace.since != since]
    return (*kept, Pace(since=since, weekly=weekly))


def reminder_of(goal_id: int, goal: Goal, standing: Standing, today: date) -> Reminder | None:
    """A running goal whose buffer is below 0."""
    if not standing.running or standing.buffer_days >= 0:
        return None
    due = fell_behind(goal, standing.done, today)
    asked = f"{standing.planned:.1f}".removesuffix(".0")
    stands, words = state_words(goal, standing, today), words_of(goal, today)
    return Reminder(
        id=f"goal:{goal_id}:{goal.first}",
        kind="goal",
        contacts=(),
        due=due,
        urgency=past_due(due, today),
        reason=f"{f'{words}, {stands}' if standing.first_week else f'{stands} with {words}'}: "
        f"{standing.done} done, {asked} planned by now",
        evidence=(goal_id,),
        actions=("log", "snooze", "skip"),
    )


def fell_behind(goal: Goal, done: int, today: date) -> date:
    """The first day on which more was planned than ``done``."""
    planned = 0
    for start, end, weekly in _stretches(goal, today):
        days = (end - start).days
        if days > 0 and planned + weekly * days > done * _WEEK:
            return start + timedelta(days=(done * _WEEK - planned) // weekly + 1)
        planned += weekly * max(0, days)
    return today


def words_of(goal: Goal, day: date | None = None) -> str:
    """A goal in words, with the number that holds on ``day``, else the last one: "5 conversations a week"."""
    tag = f" with #{goal.tag}" if goal.measure == "tag" else ""
    weekly = goal.paces[-1].weekly if day is None else weekly_on(goal, day)
    return f"{amount(goal.measure, weekly)}{tag} a week"


def state_words(goal: Goal, standing: Standing, today: date) -> str:
    """How a goal stands, in words without praise or blame.

    The days behind are days of the pace of now, so that making a goal easier makes more of them. Where a
    harder pace has made them, how many are missing is said instead, which no change of pace alters.
    """
    days = counted(max(1, round(abs(standing.buffer_days))), "day")
    if standing.state == "behind":
        if standing.first_week:
            return "in its first week"
        missing = max(1, round(standing.planned - standing.done))
        return f"{missing if _was_harder(goal, today) else days} behind"
    if standing.state == "ahead":
        return f"{days} ahead"
    return "on pace"


def _was_harder(goal: Goal, today: date) -> bool:
    """Whether a goal has asked for more a week than it does on ``today``, or on its last day."""
    day = last_day(goal, today)
    weekly = weekly_on(goal, day)
    return any(pace.weekly > weekly for pace in goal.paces if pace.since <= day)


def span_words(goal: Goal, today: date) -> str:
    """When a goal runs."""
    until = f" until {day_words(goal.until, today)}" if goal.until is not None else ""
    return f"since {day_words(goal.first, today)}{until}"


# --- what is counted ---------------------------------------------------------------------------------------


class DayCounts(msgspec.Struct, frozen=True):
    """What one day holds of the measures that interactions alone tell."""

    conversations: int = 0
    interactions: int = 0
    gives: int = 0
    in_person: int = 0
    tags: tuple[str, ...] = ()
    """The tags of its interactions, one of each for each."""


def count_day(interactions: Iterable[Interaction]) -> DayCounts:
    """Count a day's interactions. One with nobody taking part, or by social networks, is none (choice)."""
    conversations = count = gives = in_person = 0
    tags: list[str] = []
    for record in interactions:
        for exchange in record.exchanges:
            gives += exchange.direction == "given"
        channel = record.channel
        if channel == "social" or not record.took_part:
            continue
        count += 1
        conversations += channel in LIVE_CHANNELS
        in_person += channel == "in_person"
        if record.tags:
            tags += sorted({folded(tag) for tag in record.tags})
    return DayCounts(conversations, count, gives, in_person, tuple(tags))


class Tallies(msgspec.Struct):
    """What is counted of each day, by measure; kept up by whoever has the records."""

    days: Mapping[date, DayCounts]
    introductions: Mapping[date, int]
    promises_kept: Mapping[date, int]
    event_follow_ups: Mapping[date, int]
    new_people: Mapping[date, int]

    def done(self, goal: Goal, today: date) -> int:
        """How many of a goal's measure were done since it began."""
        until = last_day(goal, today)
        match goal.measure:
            case "tag":
                wanted = folded(goal.tag)
                days = self.days.items()
                return sum(counts.tags.count(wanted) for day, counts in days if goal.first <= day <= until)
            case "conversations" | "interactions" | "gives" | "in_person":
                name = goal.measure
                return sum(getattr(counts, name) for counts in self._between(self.days, goal.first, until))
            case "introductions":
                return sum(self._between(self.introductions, goal.first, until))
            case "promises_kept":
                return sum(self._between(self.promises_kept, goal.first, until))
            case "event_follow_ups":
                return sum(self._between(self.event_follow_ups, goal.first, until))
            case "new_people":
                return sum(self._between(self.new_people, goal.first, until))

    @staticmethod
    def _between(by_day: Mapping[date, _Value], first: date, last: date) -> Iterator[_Value]:
        """What the days from ``first`` to ``last`` hold, by the shorter way."""
        if (last - first).days < len(by_day):
            ordinals = range(first.toordinal(), last.toordinal() + 1)
            return (by_day[day] for day in map(date.fromordinal, ordinals) if day in by_day)
        return (value for day, value in by_day.items() if first <= day <= last)


# --- presets -----------------------------------------------------------------------------------------------


class Preset(msgspec.Struct, frozen=True):
    """A goal to begin with."""

    measure: Measure
    weekly: int
    why: str


STAGES = ("student", "early", "established", "leading", "founder", "changing", "returning")
"""Stages of a working life, as the first start asks for them; they only set sensible defaults."""

STAGE_WORDS = {
    "student": "student",
    "early": "early career",
    "established": "established",
    "leading": "leading",
    "founder": "founder or freelance",
    "changing": "changing career",
    "returning": "returning or retired",
}

PRESETS: dict[str, tuple[Preset, ...]] = {
    "student": (
        Preset("conversations", 2, "to learn what people really do"),
        Preset("new_people", 1, "to know people beyond the course"),
        Preset("promises_kept", 1, "to be somebody one can rely on"),
    ),
    "early": (
        Preset("conversations", 3, "to be known by the work and by the talk about it"),
        Preset("gives", 2, "to be of use to others early"),
        Preset("event_follow_ups", 1, "to make meetings into relationships"),
    ),
    "established": (
        Preset("conversations", 4, "to keep the network alive"),
        Preset("gives", 3, "to give at least as much as one takes"),
        Preset("introductions", 1, "to bring people together who should meet"),
    ),
    "leading": (
        Preset("gives", 4, "to open doors for others"),
        Preset("introductions", 2, "to bring people together who should meet"),
        Preset("in_person", 2, "to hear what is not written"),
    ),
    "founder": (
        Preset("conversations", 5, "to hear from the people one works for"),
        Preset("gives", 3, "to be more than somebody who asks"),
        Preset("event_follow_ups", 2, "to make meetings into relationships"),
    ),
    "changing": (
        Preset("conversations", 5, "to learn the new field from those in it"),
        Preset("new_people", 2, "to know people where one wants to be"),
        Preset("gives", 2, "to be more than somebody who asks"),
    ),
    "returning": (
        Preset("conversations", 3, "to take up old threads"),
        Preset("in_person", 1, "to meet rather than to write"),
        Preset("gives", 2, "to pass on what one knows"),
    ),
}
"""Goals to begin with, by stage (choice)."""


def presets_for(stage: str | None) -> tuple[Preset, ...]:
    """The goals to begin with at a stage; those of an established person where it is not known."""
    return PRESETS.get(stage or "", PRESETS["established"])
