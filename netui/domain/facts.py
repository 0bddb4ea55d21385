"""What the rules need to know of one contact to make its reminders."""

from __future__ import annotations

from datetime import date

import msgspec

from netui.domain.cadence import Touch
from netui.domain.ledger import Balance
from netui.domain.records import Contact, ExchangeKind, FollowUp


class Day(msgspec.Struct, frozen=True):
    """The day that the rules look from."""

    today: date
    week: date
    """First day of the week."""
    leap_day_in_march: bool = False


class MetAt(msgspec.Struct, frozen=True):
    """The latest event at which a contact was met, where nothing but that event came since."""

    event: int
    """The event; where the line names none, the interaction that was one."""
    name: str
    """Empty where the line names no event."""
    day: date
    evidence: tuple[int, ...]


class Received(msgspec.Struct, frozen=True):
    """Something of weight that was received, and neither thanks nor a give since: the earliest such."""

    day: date
    kind: ExchangeKind
    interaction: int
    evidence: tuple[int, ...]
    """It and what else was received since."""


class Remote(msgspec.Struct, frozen=True):
    """That a contact is to be met, and what says so."""

    words: str
    evidence: tuple[int, ...]


class ContactFacts(msgspec.Struct, frozen=True):
    """What the rules need to know of one contact to make its reminders."""

    id: int
    contact: Contact
    touch: Touch
    balance: Balance
    follow_ups: tuple[tuple[int, FollowUp], ...]
    """The open ones in which it is named first (so that each follow-up is told once)."""
    planned: bool
    """A meeting is planned within the next cadence: then it is not due."""
    last_contact_ids: tuple[int, ...]
    """The interactions of the latest contact day: evidence of the cadence kind."""
    received_ids: tuple[int, ...]
    """Where one owes: interactions in which something was received, newest first."""
    met_at: MetAt | None = None
    received: Received | None = None
    remote: Remote | None = None
    """In a week in which its turn to be met has come, see :func:`netui.domain.suggestions.turn_to_meet`."""
    could_meet: tuple[int, str, str] | None = None
    """Where one owes: somebody who offers what this contact needs, not yet introduced: id, name, what."""
