"""What a person does about a reminder: done, snooze, skip, mute."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from netui.domain.cadence import LONGEST
from netui.domain.days import Now
from netui.domain.ranking import SILENCED_BY_MUTE, is_resting
from netui.domain.records import (
    Answer,
    Contact,
    Dismissal,
    Exchange,
    FollowUp,
    Interaction,
    Introduction,
    Note,
    Opportunity,
)
from netui.domain.reminders import Reminder
from netui.errors import NetuiError, NotFoundError
from netui.network.known import facts_of, is_open
from netui.network.network import Network
from netui.storage import Transaction

LOGGED_KINDS = frozenset[str](
    {"cadence", "owe", "meet", "thanks", "reconnect", "begin", "event_follow_up", "chosen"}
)
"""Kinds that are answered by logging what was done."""


SNOOZES_BEFORE_OFFER = 3
"""Snoozes in a row after which something else is offered (rules.md, section 6)."""
LONGER = 2
"""How many times as long the cadence is that is offered (choice)."""
REST_DAYS = 90
"""Days for which a reminder is let rest (choice)."""


def done(network: Network, reminder: Reminder, now: Now) -> int | None:
    """Answer a reminder as done; returns the interaction that it became, if any.

    Raises NetuiError for a kind that only a logged line answers.
    """
    if reminder.kind in LOGGED_KINDS:
        raise NetuiError("this one is answered by logging what you did: say it in a line")
    if reminder.kind in ("promise", "meeting", "expected"):
        return follow_up_done(network, reminder.evidence[0], now)
    if reminder.kind == "routine":
        raise NetuiError("the week is met by being active: log a line")
    if reminder.kind == "goal":
        raise NetuiError("a goal is met by doing it: log a line, or make it easier")
    _dismiss(network, reminder, "done", None, now, f"done: {reminder.reason}")
    return None


def follow_up_done(network: Network, follow_up_id: int, now: Now) -> int:
    """Mark a follow-up done; it becomes an interaction, and an exchange if it was one. Returns the former.

    A meeting is taken to have happened on its day, anything else today.
    """
    with network.change("done") as transaction:
        follow_up = _open(transaction, follow_up_id)
        transaction.label = f"done: {follow_up.text}"
        interaction = transaction.insert(_what_it_became(follow_up, now))
        transaction.update(FollowUp.table, follow_up_id, done=now.today, answered_by=interaction)
    return interaction


def _open(transaction: Transaction, follow_up_id: int) -> FollowUp:
    """A follow-up that is still to come. Raises NotFoundError for any other."""
    known = transaction.get(FollowUp.table, follow_up_id)
    if not isinstance(known, FollowUp) or not is_open(known):
        raise NotFoundError("that is no longer open")
    return known


def _what_it_became(follow_up: FollowUp, now: Now) -> Interaction:
    exchanges: tuple[Exchange, ...] = ()
    if follow_up.exchange is not None and follow_up.owner != "both":
        direction = "given" if follow_up.owner == "me" else "received"
        exchanges = (
            Exchange(direction=direction, kind=follow_up.exchange, contacts=follow_up.contacts),  # type: ignore[arg-type]
        )
    happened = now.today
    if follow_up.kind == "meeting" and follow_up.due is not None:
        happened = min(follow_up.due, now.today)
    return Interaction(
        text=follow_up.text,
        day=happened,
        at=follow_up.at if follow_up.at is not None and follow_up.at <= now.instant else None,
        zone=now.zone,
        logged_at=now.instant,
        logged_on=now.today,
        took_part=follow_up.contacts,
        mentions=follow_up.mentions,
        channel=follow_up.channel,
        exchanges=exchanges,
    )


class Offer(msgspec.Struct, frozen=True):
    """What could be done about a reminder that was put off again and again."""

    contact: int
    times: int
    """How often it was snoozed in a row."""
    cadence: int | None
    """A longer one, in days; None where there is none to lengthen."""
    rest_until: date
    """Let it rest until then: a snooze for a whole season."""
    mute: bool
    """Whether no more reminders to reach out to the contact would end it. What was promised, planned or
    expected, and a yearly date, is told of muted contacts too."""


def snooze(network: Network, reminder: Reminder, until: date, now: Now) -> Offer | None:
    """Hide a reminder until a day to come. It changes no elapsed time.

    From the third time in a row on, returns what one could do instead: a longer cadence, rest, or mute.
    """
    if until <= now.today:
        raise NetuiError(f"{until} is not a day to come")
    _dismiss(network, reminder, "snoozed", until, now, f"snooze until {until}: {reminder.reason}")
    return offer_after(network, reminder, now)


def back_on(network: Network, reminder: Reminder, until: date, now: Now) -> date:
    """The day on which a reminder that is hidden until a day stands again, if it is still true then.

    That of a contact who rests comes once in each cadence, so any answer holds until the next one begins.
    """
    cadence = facts_of(network, reminder.contacts[0], now).touch.cadence if is_resting(reminder) else None
    if cadence is None:
        return until
    return max(until, date.fromordinal(min(reminder.due.toordinal() + cadence, date.max.toordinal())))


def offer_after(network: Network, reminder: Reminder, now: Now) -> Offer | None:
    """What could be done about a reminder that was snoozed three times in a row or more.

    In a row means of the same occurrence: a word with the contact begins another one.
    """
    times = sum(answer.answer == "snoozed" for answer in network.answers_to(reminder.id))
    if times < SNOOZES_BEFORE_OFFER or not reminder.contacts:
        return None
    contact = reminder.contacts[0]
    cadence = None
    if reminder.kind == "cadence":
        current = facts_of(network, contact, now).touch.cadence
        cadence = min(LONGEST, LONGER * current) if current is not None else None
    rest_until = date.fromordinal(min(now.today.toordinal() + REST_DAYS, date.max.toordinal()))
    return Offer(contact, times, cadence, rest_until, mute=reminder.kind in SILENCED_BY_MUTE)


def skip(network: Network, reminder: Reminder, now: Now) -> None:
    """Hide a reminder until tomorrow."""
    tomorrow = now.today + timedelta(days=1)
    _dismiss(network, reminder, "skipped", tomorrow, now, f"skip today: {reminder.reason}")


def mute(network: Network, contact_id: int, *, muted: bool = True) -> None:
    """Have no reminders to reach out to a contact, or have them again."""
    with network.change("mute" if muted else "unmute") as transaction:
        transaction.label += f": {transaction.update(Contact.table, contact_id, muted=muted).name}"


def archive(network: Network, contact_id: int, *, archived: bool = True) -> None:
    """Put a contact away: no reminders, and only listed when asked for. Or take it out again."""
    with network.change("archive" if archived else "take out of the archive") as transaction:
        transaction.label += f": {transaction.update(Contact.table, contact_id, archived=archived).name}"


def delete(network: Network, record_id: int) -> None:
    """Take an interaction, a note or a follow-up out of the network. Undo brings it back.

    With an interaction goes what its line brought: open follow-ups, introductions, an opportunity. What was
    done since stays. A follow-up that the interaction had answered is open again, since it did not happen.
    """
    with network.change("delete") as transaction:
        tables = (Interaction.table, Note.table, FollowUp.table)
        table = next((each for each in tables if transaction.get(each, record_id) is not None), None)
        if table is None:
            raise NotFoundError("there is no such entry")
        transaction.label = f"delete: {transaction.get(table, record_id).text}"
        transaction.remove(table, record_id)
        for other_table, other_id in _brought_by(network, record_id):
            transaction.remove(other_table, other_id)
        for follow_up in _answered_by(network, record_id):
            transaction.update(FollowUp.table, follow_up, done=None, answered_by=None)


def _brought_by(network: Network, interaction: int) -> list[tuple[str, int]]:
    """Open follow-ups, introductions and opportunities that stand in an interaction's line."""
    return [
        (table, record_id)
        for table in (FollowUp.table, Introduction.table, Opportunity.table)
        for record_id, record in network.store.table(table).items()
        if record.interaction == interaction and not (isinstance(record, FollowUp) and record.done)
    ]


def _answered_by(network: Network, interaction: int) -> list[int]:
    """The follow-ups that became an interaction, but for those that go with it."""
    return [
        record_id
        for record_id, record in network.follow_ups.items()
        if record.answered_by == interaction and record.dropped is None
    ]


def lengthen(network: Network, contact_id: int, cadence: int) -> None:
    """Want to be in touch with a contact every ``cadence`` days only."""
    with network.change(f"every {cadence} days") as transaction:
        transaction.label += f": {transaction.update(Contact.table, contact_id, cadence=cadence).name}"


def _dismiss(
    network: Network, reminder: Reminder, answer: Answer, until: date | None, now: Now, label: str
) -> None:
    with network.change(label) as transaction:
        transaction.insert(
            Dismissal(
                reminder=reminder.id, answer=answer, made=now.today, until=until, contacts=reminder.contacts
            )
        )
