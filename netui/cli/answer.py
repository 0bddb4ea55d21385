"""Answers to reminders: done, snooze."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.line import take_line
from netui.cli.options import command, text_argument
from netui.errors import Ambiguity, Candidate, ChoiceNeeded, NotFoundError, UsageProblem

if TYPE_CHECKING:
    from netui.domain.reminders import Reminder
    from netui.network.answers import Offer


@command("done", short_help="A reminder is done.")
@click.argument("reminder", metavar="ID")
@text_argument(required=False)
@pass_session
def done(session: Session, reminder: str, text: tuple[str, ...]) -> None:
    """Answer a reminder. ID is what “due --all” shows, its beginning, or the name of whom it is about.

    A promise that is done becomes an interaction. Reaching out is answered by TEXT, the line to log; where
    somebody has reminders of both kinds, TEXT says which is meant.
    """
    from netui.network import answers

    words = session.typed(" ".join(text)).strip()
    found = _to_be_done(session, reminder, by_line=bool(words))
    if found.kind in answers.LOGGED_KINDS or found.kind in ("routine", "goal"):
        if not words:
            raise UsageProblem(f"say what you did: netui done {reminder} 'call, gave advice'")
        take_line(session, naming(session, found, words))
        return
    if words:
        raise UsageProblem("this one is done without a line; log what else there is to tell")
    interaction = answers.done(session.network, found, session.now)
    output.show(
        session.json,
        lambda: {"done": {"id": found.id, "kind": found.kind, "interaction": interaction}},
        lambda: [f"done: {_about(session, found)}"],
    )


@command("snooze", short_help="Hide a reminder until a day.")
@click.argument("reminder", metavar="ID")
@text_argument("day")
@pass_session
def snooze(session: Session, reminder: str, day: tuple[str, ...]) -> None:
    """Hide a reminder until a day to come: 2026-12-01, tomorrow, friday, next week, in 3 days, 3d."""
    from netui.cli.layout import named_day
    from netui.network import answers

    until = session.day_to_come(" ".join(day))
    found = find_reminder(session, reminder)
    back = answers.back_on(session.network, found, until, session.now)
    offer = answers.snooze(session.network, found, until, session.now)
    output.show(
        session.json,
        lambda: {"snoozed": {"id": found.id, "until": until}},
        lambda: [f"hidden until {named_day(back, session.now.today)}: {_about(session, found)}"],
    )
    if offer is not None:
        output.tell(_offer_words(session, offer, found.id))


def _offer_words(session: Session, offer: Offer, reminder: str) -> str:
    """What could be done in place of putting it off once more."""
    name = session.network.contacts[offer.contact].name
    longer = f"netui edit “{name}” --cadence {offer.cadence}, or " if offer.cadence is not None else ""
    mute = f", or netui mute “{name}”" if offer.mute else ""
    return (
        f"put off {offer.times} times in a row; perhaps {longer}"
        f"netui snooze {reminder} {offer.rest_until} to let it rest{mute}"
    )


def find_reminder(session: Session, wanted: str) -> Reminder:
    """The reminder that stands now under an id, the beginning of one, or the name of one contact.

    Raises NotFoundError where there is none, ChoiceNeeded where the name could be several people's or several
    reminders fit.
    """
    found = _fitting(session, wanted)
    if len(found) > 1:
        raise _several(wanted, found)
    return found[0]


def _to_be_done(session: Session, wanted: str, *, by_line: bool) -> Reminder:
    """As :func:`find_reminder`; of several, the one that is done by a line, or without one.

    One line answers all that a line about somebody answers, so of these the first will do.
    """
    from netui.network.answers import LOGGED_KINDS

    found = _fitting(session, wanted)
    found = [each for each in found if (each.kind in LOGGED_KINDS) == by_line] or found
    if len({each.contacts if each.kind in LOGGED_KINDS else each.id for each in found}) > 1:
        raise _several(wanted, found)
    return found[0]


def _several(wanted: str, found: Iterable[Reminder]) -> ChoiceNeeded:
    candidates = tuple(Candidate(reminder.id, reminder.reason) for reminder in found)
    return ChoiceNeeded((Ambiguity(wanted, candidates),), by_id="write more of the id")


def _fitting(session: Session, wanted: str) -> list[Reminder]:
    """The reminders that could be meant, one at least."""
    rows = session.picture.today(session.now).rows
    reminders = [reminder for row in rows for reminder in (row.reminder, *row.behind)]
    fitting = [reminder for reminder in reminders if reminder.id.startswith(wanted)] if wanted else []
    exact = [reminder for reminder in fitting if reminder.id == wanted]
    found = exact or fitting or _about_contact(session, wanted, reminders)
    if not found:
        raise NotFoundError(f"there is no reminder “{wanted}” now; netui due --all lists them")
    return found


def _about_contact(session: Session, name: str, reminders: list[Reminder]) -> list[Reminder]:
    from netui.network.incoming import without_controls
    from netui.network.lookup import ambiguity

    name = without_controls(name)[0].strip().removeprefix("@").strip('"')
    contacts = session.network.names.lookup(name) if name else []
    about = {contact: [each for each in reminders if contact in each.contacts] for contact in contacts}
    reminded = [contact for contact in contacts if about[contact]]
    if len(reminded) > 1:
        raise ChoiceNeeded((ambiguity(session.network, name, reminded),))
    return about[reminded[0]] if reminded else []


def naming(session: Session, reminder: Reminder, text: str) -> str:
    """``text`` with the reminder's contact named in it: before the prose, after words that give the day."""
    from netui.network.lookup import exact_name

    if not reminder.contacts:
        return text
    contact = reminder.contacts[0]
    reading = session.read(text)
    if any(named.contact == contact and named.role == "took_part" for named in reading.contacts):
        return text
    name = exact_name(session.network, contact)
    written = f'@"{name}"' if '"' not in name else name
    start, end = reading.day_words or (0, 0)
    if start > 0 or end == 0:
        return f"{written}: {text}"
    return f"{text[:end].rstrip()} {written}: {text[end:].lstrip()}"


def _about(session: Session, reminder: Reminder) -> str:
    from netui.cli.shapes import names_of

    names = ", ".join(names_of(session.network, reminder.contacts))
    return f"{names}, {reminder.reason}" if names else reminder.reason
