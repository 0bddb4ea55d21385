"""Reminders to reach out to one contact (rules.md, section 6): why a word would do good now.

A muted or archived contact has none of these.
"""

from __future__ import annotations

from datetime import date

from netui.domain.cadence import RESTING
from netui.domain.days import counted, day_words, when_words
from netui.domain.facts import ContactFacts, Day
from netui.domain.ranking import Action, Reminder, ReminderKind, past_due
from netui.domain.records import ExchangeKind
from netui.domain.words import one_line

THANKS_AFTER = 3
"""Days after which something received and not thanked for is told (rules.md, section 6)."""
NAME_LENGTH = 48
"""Code points of a name within a reason (choice)."""

ACTIONS: tuple[Action, ...] = ("log", "snooze", "skip", "mute", "open")

KIND_WORDS: dict[ExchangeKind, str] = {
    "introduction": "an introduction",
    "advice": "advice",
    "referral": "a referral",
    "feedback": "feedback",
    "time": "time",
    "resource": "something useful",
    "encouragement": "encouragement",
    "opportunity": "an opportunity",
    "thanks": "thanks",
    "other": "help",
}
"""What was given or received, in words."""


def reach(
    facts: ContactFacts,
    kind: ReminderKind,
    occurrence: object,
    due: date,
    reason: str,
    evidence: tuple[int, ...],
    today: date,
    *,
    urgency: float | None = None,
) -> Reminder:
    """A reminder to reach out to this contact; the urgency is days past due + 1 unless given."""
    return Reminder(
        id=f"{kind}:{facts.id}:{occurrence}",
        kind=kind,
        contacts=(facts.id,),
        due=due,
        urgency=past_due(due, today) if urgency is None else urgency,
        reason=reason,
        evidence=evidence,
        actions=ACTIONS,
    )


def event_follow_up(facts: ContactFacts, day: Day) -> tuple[Reminder, ...]:
    """Met at an event and nothing since, from the same day on."""
    met, today = facts.met_at, day.today
    if met is None or met.day > today:
        return ()
    where = one_line(met.name, NAME_LENGTH) or "an event"
    when = " today" if met.day == today else f"; nothing since {day_words(met.day, today)}"
    reason = f"met at {where}{when}"
    return (reach(facts, "event_follow_up", met.event, met.day, reason, met.evidence, today),)


def cadence(facts: ContactFacts, day: Day) -> tuple[Reminder, ...]:
    """From the due day on, most urgent first. Resting contacts once in each cadence."""
    touch, today = facts.touch, day.today
    if touch.due is None or touch.urgency is None or today < touch.due or facts.planned:
        return ()
    reminder = reach(
        facts,
        "cadence",
        touch.last_contact or facts.contact.added,
        _fell_due(facts, today),
        _cadence_reason(facts),
        facts.last_contact_ids or (facts.id,),
        today,
        urgency=touch.urgency,
    )
    return (reminder,)


def _fell_due(facts: ContactFacts, today: date) -> date:
    """The due day; of a resting contact, the day on which the occurrence of this cadence began."""
    touch = facts.touch
    assert touch.due is not None
    assert touch.cadence is not None
    due, urgency = touch.due.toordinal(), touch.urgency or 0.0
    return date.fromordinal(occurrence_began(due, touch.cadence, urgency, today.toordinal()))


def occurrence_began(due: int, cadence: int, urgency: float, today: int) -> int:
    """The same of ordinals."""
    return due if urgency < RESTING else today - (today - due) % cadence


def _cadence_reason(facts: ContactFacts) -> str:
    touch = facts.touch
    assert touch.elapsed is not None
    if touch.last_contact is None:
        return f"added {counted(touch.elapsed, 'day')} ago, and nothing since"
    return f"{counted(touch.elapsed, 'day')} since you spoke; {rhythm(facts)}"


def rhythm(facts: ContactFacts) -> str:
    """What the elapsed days are held against."""
    touch = facts.touch
    if touch.source == "hand":
        return f"you chose {touch.cadence}"
    if touch.usual is not None:
        return f"usually {touch.usual}"
    if touch.source == "circle":
        return f"{touch.cadence} for the {facts.contact.circle} circle"
    return f"{touch.cadence} unless you choose"


def owe(facts: ContactFacts, day: Day) -> tuple[Reminder, ...]:
    """The ledger says that you owe: with a concrete way to give where one is known."""
    balance, today = facts.balance, day.today
    if balance.verdict != "owe" or not facts.contact.in_ledger:
        return ()
    due = min(facts.touch.last_contact or facts.contact.added, today)
    gave = f"gave {balance.given_entries}" if balance.given_entries else "gave nothing yet"
    evidence = facts.received_ids
    way = "you could give here"
    if facts.could_meet is not None:
        other, name, what = facts.could_meet
        way = f"could introduce {one_line(name, NAME_LENGTH)} ({one_line(what, NAME_LENGTH)})"
        evidence = (*evidence, other)
    elif facts.contact.needs:
        way += f" (looking for {one_line(facts.contact.needs[0], NAME_LENGTH)})"
    reason = f"received {balance.received_entries}, {gave}: {way}"
    return (reach(facts, "owe", (facts.received_ids or (0,))[0], due, reason, evidence, today),)


def meet(facts: ContactFacts, day: Day) -> tuple[Reminder, ...]:
    """Only ever from afar, and its turn to be met in this week."""
    if facts.remote is None or facts.planned:
        return ()
    remote, week = facts.remote, day.week
    return (reach(facts, "meet", week, week, remote.words, remote.evidence, day.today),)


def thanks(facts: ContactFacts, day: Day) -> tuple[Reminder, ...]:
    """Something of weight received, and neither thanks nor a give since, from the third day."""
    received, today = facts.received, day.today
    if received is None or not facts.contact.in_ledger:
        return ()
    due = date.fromordinal(min(received.day.toordinal() + THANKS_AFTER, date.max.toordinal()))
    if due > today:
        return ()
    reason = f"not thanked yet: received {KIND_WORDS[received.kind]} {when_words(received.day, today)}"
    return (reach(facts, "thanks", received.interaction, due, reason, received.evidence, today),)
