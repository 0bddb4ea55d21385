"""Events: who was met, who has been followed up, and how small a piece of it all they are (statement 10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from netui.domain.goals import WITHIN_48_HOURS
from netui.domain.records import Interaction

SHARES_DAYS = 90
"""Days that the shares of events look back on (choice)."""


class Met(msgspec.Struct, frozen=True):
    """Somebody met at an event, and when there first was a word since."""

    contact: int
    followed_up: date | None
    days: int | None
    """Days from the event to it; 0 for the same day."""

    @property
    def within_48_hours(self) -> bool:
        """Whether it came by the second day."""
        return self.days is not None and self.days <= WITHIN_48_HOURS


def followed_up(event: int, day: date, interactions: Iterable[Interaction]) -> date | None:
    """The first day on or after ``day`` with an interaction other than the event's own, nor a social one.

    ``interactions``: those that the contact took part in, oldest first. ``event``: the id of the event.
    """
    for record in interactions:
        if record.day >= day and record.event != event and record.channel != "social":
            return record.day
    return None


def met_at(contact: int, event: int, day: date, interactions: Iterable[Interaction]) -> Met:
    """How it went on with somebody who was met at an event on ``day``."""
    since = followed_up(event, day, interactions)
    return Met(contact, since, None if since is None else (since - day).days)


class Shares(msgspec.Struct, frozen=True):
    """How small a piece events are, and how much of them was made something of. Over the last 90 days."""

    interactions: int
    at_events: int
    met: int
    """People met at events, once for each event."""
    followed_up: int
    within_48_hours: int

    @property
    def of_activity(self) -> float | None:
        """The share of the interactions that were at events; None where there were none."""
        return self.at_events / self.interactions if self.interactions else None

    @property
    def of_met(self) -> float | None:
        """The share of those met who were followed up; None where nobody was met."""
        return self.followed_up / self.met if self.met else None


def shares(interactions: Iterable[Interaction], met: Iterable[Met]) -> Shares:
    """The shares of some interactions and of the people met at the events among them."""
    count = at_events = 0
    for record in interactions:
        if record.took_part and record.channel != "social":
            count += 1
            at_events += record.channel == "event" or record.event is not None
    people = list(met)
    return Shares(
        interactions=count,
        at_events=at_events,
        met=len(people),
        followed_up=sum(one.followed_up is not None for one in people),
        within_48_hours=sum(one.within_48_hours for one in people),
    )


def first_day(today: date) -> date:
    """The first day that the shares look back on."""
    return today - timedelta(days=SHARES_DAYS - 1)
