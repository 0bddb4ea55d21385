"""How things stand with one contact, computed from the indexes by the rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

import msgspec

from netui.domain.cadence import Touch
from netui.domain.channels import (
    FACE_TO_FACE,
    LEAST_INTERACTIONS,
    REMOTE,
    REMOTE_ONLY_DAYS,
    Mark,
    marks_of,
    remote_since,
)
from netui.domain.days import Now, week_of
from netui.domain.facts import MetAt, Received
from netui.domain.ledger import Balance
from netui.domain.records import Contact
from netui.domain.reminders import RULES, Coming, Reminder, Rule, coming_up, reminders_of
from netui.domain.suggestions import ACTIVE_UP_TO, Then, features_of, is_dormant, turn_to_meet
from netui.network.known import (
    History,
    facts_from,
    first_day,
    known_of,
    last_day_before,
    organisation_name,
    own_history,
)
from netui.network.network import Network

NOT_WHEN_QUIET = ("soon", "due", "overdue")
"""States that a contact is not in while muted, or with a meeting planned (rules.md, section 3)."""


class Standing(msgspec.Struct, frozen=True):
    """One contact as the lists show it."""

    id: int
    contact: Contact
    organisation: str | None
    """Name of the organisation that the contact belongs to today."""
    touch: Touch
    balance: Balance | None
    """None for a contact taken out of the ledger."""
    marks: tuple[Mark, ...]
    reminders: tuple[Reminder, ...]
    coming: tuple[Coming, ...]
    last: int | None
    """The latest interaction that the contact took part in."""
    first: date | None = None
    """The first contact day."""
    then: Then | None = None
    """How it stood when the week and the month began, where anything is chosen by that."""
    met_at: MetAt | None = None
    """The latest event at which it was met, where nothing came since."""
    received: Received | None = None
    """What it is to be thanked for, sooner or later."""

    @property
    def name(self) -> str:
        """The contact's name."""
        return self.contact.name


class Failures(Protocol):
    """Is told of a rule that could not be applied, by its name."""

    def __call__(self, rule: str, error: Exception, /) -> None: ...


def standing_of(
    network: Network,
    contact_id: int,
    now: Now,
    *,
    leap_day_in_march: bool = False,
    rules: Iterable[Rule] = RULES,
    failed: Failures | None = None,
) -> Standing:
    """How things stand with ``contact_id`` now. Work in proportion to that contact's own records.

    ``rules`` make the reminders; one that raises is told to ``failed``, and the others go on.
    """
    known = known_of(network, contact_id, now)
    contact, shown, own = known.contact, known.touch, known.own
    week = week_of(now.today, now.week_start)
    facts = facts_from(network, known, now)
    reminders = reminders_of(
        facts,
        now.today,
        week=week,
        leap_day_in_march=leap_day_in_march,
        rules=rules,
        failed=failed,
    )
    if shown.state in NOT_WHEN_QUIET and (contact.muted or facts.planned):
        shown = msgspec.structs.replace(shown, state="active")
    first = first_day(own)
    return Standing(
        id=contact_id,
        contact=contact,
        organisation=organisation_name(network, contact, now.today),
        touch=shown,
        balance=known.balance,
        marks=known.marks,
        reminders=tuple(reminders),
        coming=tuple(coming_up(facts, now.today)),
        last=own[-1][0] if own else None,
        first=first,
        then=_then(contact_id, contact, shown, own, now.today, week),
        met_at=facts.met_at,
        received=facts.received,
    )


# --- when the week and the month began ---------------------------------------------------------------------


def then_on(network: Network, standing: Standing, today: date, week: date) -> Then | None:
    """How a contact will have stood, on a day to come, when its week and month began, if nothing changes."""
    own = own_history(network, standing.id, standing.contact)
    return _then(standing.id, standing.contact, standing.touch, own, today, week)


def then_of(network: Network, contact_id: int, now: Now) -> Then | None:
    """The same as :attr:`Standing.then`, where nothing else is asked of a contact."""
    known = known_of(network, contact_id, now)
    week = week_of(now.today, now.week_start)
    return _then(contact_id, known.contact, known.touch, known.own, now.today, week)


def _then(
    contact_id: int, contact: Contact, touch: Touch, own: History, today: date, week: date
) -> Then | None:
    """How the contact stood when the week and the month began; None where nothing is chosen by it.

    ``week``: the first day of this week.
    """
    if contact.archived or contact.muted:
        return None
    month = today.replace(day=1)
    first = first_day(own)
    only_name = contact.imported and not (first is not None and first < week)
    in_week = last_day_before(own, week)
    active = (
        in_week is not None
        and touch.cadence is not None
        and (week - in_week).days <= ACTIVE_UP_TO * touch.cadence
    )
    meet = _to_meet(own, week)
    dormant = is_dormant(last_day_before(own, month), month)
    if not (meet or dormant or only_name or active):
        return None
    features = features_of(contact_id, contact) if only_name or active else ()
    house = only_name and contact.kind == "organisation"
    return Then(
        meet=meet, dormant=dormant, only_name=only_name, house=house, active=active, features=features
    )


def _to_meet(own: History, week: date) -> bool:
    """Whether it was remote only when the week began, and has its turn in it."""
    if len(own) < LEAST_INTERACTIONS or _met_in_the_year_before(own, week):
        return False  # as nearly always: the rest need not be looked at
    records = [record for _, record in own if record.day < week]
    if len(records) < LEAST_INTERACTIONS or not turn_to_meet(remote_since(records, week), week):
        return False
    return any(mark.kind in REMOTE for mark in marks_of(records, None, week))


def _met_in_the_year_before(own: History, week: date) -> bool:
    """Whether it cannot have been remote only, with a meeting in the year before."""
    year = week - timedelta(days=REMOTE_ONLY_DAYS)
    for _, record in reversed(own):
        if record.day <= year:
            break
        if record.day < week and record.channel in FACE_TO_FACE:
            return True
    return False
