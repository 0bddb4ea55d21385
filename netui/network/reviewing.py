"""The weekly review on the records: what each step shows, and keeping how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from netui.domain import milestones, review
from netui.domain.channels import FACE_TO_FACE
from netui.domain.days import Now, counted, counted_each
from netui.domain.events import Shares
from netui.domain.ledger import Balance
from netui.domain.ranking import REACHING_OUT, Reminder
from netui.domain.records import Contact, FollowUp, Interaction, Milestone, Review, ReviewStep
from netui.domain.reminders import follow_up_day
from netui.errors import NetuiError
from netui.network.gatherings import shares_of
from netui.network.known import is_open
from netui.network.milestones import new_milestones
from netui.network.network import Network
from netui.network.picture import Picture

CANDIDATES = 6
"""Contacts that are put forward for the next week (choice)."""
MOMENTS = 6
"""Interactions that are put forward as the good moment (choice)."""
WORDS_LENGTH = 400
"""Code points of a good moment in words at most (choice)."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Unlogged:
    """What may have gone unlogged."""

    empty_days: tuple[date, ...]
    """Days of the week up to today with nothing on record."""
    meetings: tuple[tuple[int, FollowUp], ...]
    """Planned meetings whose day has passed and that nobody confirmed."""


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises of the week, and those that are next."""

    kept: tuple[tuple[int, FollowUp], ...]
    open: tuple[tuple[int, FollowUp], ...]
    """One's own, the soonest first."""
    expected: tuple[tuple[int, FollowUp], ...]


@dataclass(frozen=True, slots=True)
class WeekBalance:
    """The week's give and take beside all of it, and the work beside what came of it."""

    given: int
    received: int
    overall: Balance
    owing: tuple[int, ...]
    """The contacts whom one owes."""
    interactions: int
    meetings: int
    """Those in person."""
    minutes: int
    """Those that were noted."""
    opportunities: int
    introductions: int
    events: Shares

    @property
    def work(self) -> str:
        """The work in words: "3 interactions, 1 in person, 45 minutes noted"."""
        met = f", {self.meetings} in person" if self.meetings else ""
        minutes = f", {counted(self.minutes, 'minute')} noted" if self.minutes else ""
        return f"{counted(self.interactions, 'interaction')}{met}{minutes}"

    @property
    def came(self) -> str:
        """What came of it in words; empty where nothing did."""
        return counted_each(
            (
                (self.opportunities, "opportunity", "opportunities"),
                (self.introductions, "introduction", None),
            )
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """All that a review shows, by step."""

    week: date
    review_id: int | None
    """None while nothing of it was kept."""
    review: Review
    unlogged: Unlogged
    promises: Promises
    candidates: tuple[int, ...]
    """Contacts to choose from for the next week, those first who have the strongest reason."""
    balance: WeekBalance
    moments: tuple[tuple[int, Interaction], ...]
    """Of the week, what may be the good one."""
    milestones: tuple[milestones.Reached, ...]

    @property
    def step(self) -> ReviewStep | None:
        """The step that comes next; None when it is finished."""
        return review.step_of(self.review)


def look(network: Network, picture: Picture, now: Now) -> Looked:
    """The review of this moment: the one that was begun, or a new one."""
    week = review.reviewed_week(now.today, now.week_start)
    review_id, record = _review_of(network, week, now)
    last = min(week + _WEEK - timedelta(days=1), now.today)
    return Looked(
        week=week,
        review_id=review_id,
        review=record,
        unlogged=_unlogged(network, week, last, now.today),
        promises=_promises(network, week, last),
        candidates=tuple(_candidates(network, picture)),
        balance=_week_balance(network, picture, week, last, now),
        moments=tuple(_moments(network, week, last)),
        milestones=tuple(milestones.to_tell(new_milestones(network, picture, now))),
    )


def _review_of(network: Network, week: date, now: Now) -> tuple[int | None, Review]:
    found = [each for each, record in network.reviews.items() if record.week == week]
    if found:
        return min(found), network.reviews[min(found)]
    return None, Review(week=week, begun=now.today)


# --- what the steps show -----------------------------------------------------------------------------------


def _interactions(network: Network, first: date, last: date) -> list[tuple[int, Interaction]]:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [(each, network.interactions[each]) for day in days for each in network.by_day.on(day)]


def _unlogged(network: Network, first: date, last: date, today: date) -> Unlogged:
    logged = {record.day for _, record in _interactions(network, first, last)}
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    meetings = (
        (each, record)
        for each, record in network.follow_ups.items()
        if record.kind == "meeting" and is_open(record) and record.due is not None and record.due < today
    )
    return Unlogged(tuple(day for day in days if day not in logged), _by_day(meetings))


def _promises(network: Network, first: date, last: date) -> Promises:
    promised = [(each, record) for each, record in network.follow_ups.items() if record.kind == "promise"]
    return Promises(
        kept=_by_day(item for item in promised if item[1].done and first <= item[1].done <= last),
        open=_by_day(item for item in promised if is_open(item[1]) and item[1].owner == "me"),
        expected=_by_day(
            (each, record)
            for each, record in network.follow_ups.items()
            if record.kind == "expected" and is_open(record)
        ),
    )


def _by_day(items: Iterable[tuple[int, FollowUp]]) -> tuple[tuple[int, FollowUp], ...]:
    return tuple(sorted(items, key=lambda item: (follow_up_day(item[1]), item[0])))


def _candidates(network: Network, picture: Picture) -> list[int]:
    """Those with the strongest reasons to be reached out to, then those who are soon due."""
    rows = (row.reminder for row in picture.board.rows())
    reasons = [reminder.contacts[0] for reminder in rows if _to_person(reminder)]
    coming = [
        contact for item in picture.coming() for contact in item.contacts[:1] if contact in network.contacts
    ]
    return list(dict.fromkeys((*reasons, *coming)))[:CANDIDATES]


def _to_person(reminder: Reminder) -> bool:
    return reminder.kind in REACHING_OUT and bool(reminder.contacts)


def _week_balance(network: Network, picture: Picture, first: date, last: date, now: Now) -> WeekBalance:
    records = [record for _, record in _interactions(network, first, last)]
    directions = Counter(exchange.direction for record in records for exchange in record.exchanges)
    return WeekBalance(
        given=directions["given"],
        received=directions["received"],
        overall=picture.balance(now),
        owing=tuple(
            contact
            for contact, standing in picture.standings.items()
            if standing.balance is not None
            and standing.balance.verdict == "owe"
            and standing.contact.kind == "person"
        ),
        interactions=len(records),
        meetings=sum(record.channel in FACE_TO_FACE for record in records),
        minutes=sum(record.minutes or 0 for record in records),
        opportunities=sum(first <= each.day <= last for each in network.opportunities.values()),
        introductions=sum(first <= each.day <= last for each in network.introductions.values()),
        events=shares_of(network, now.today),
    )


def _moments(network: Network, first: date, last: date) -> list[tuple[int, Interaction]]:
    """The week's interactions, those first in which most was given or received, then the richest."""

    def worth(item: tuple[int, Interaction]) -> tuple[int, int, int]:
        record = item[1]
        exchanged = sum(
            exchange.weight for exchange in record.exchanges if exchange.direction in ("given", "received")
        )
        return -exchanged, -(record.minutes or 0), -item[0]

    people = (item for item in _interactions(network, first, last) if item[1].took_part)
    return sorted(people, key=worth)[:MOMENTS]


# --- going through it --------------------------------------------------------------------------------------


def take(
    network: Network,
    picture: Picture,
    step: ReviewStep,
    now: Now,
    *,
    next: Sequence[int] | None = None,  # noqa: A002 - the field's name
    moment: int | None = None,
    words: str | None = None,
    skipped: bool = False,
) -> Review:
    """Keep that a step is behind one, with what was said in it; returns the review as it is now.

    ``next`` belongs to the step of that name: at most three contacts, who head Today in the week to come.
    With the last step the review is finished, and the milestones that it told are noticed for good.
    """
    if next is not None and len(set(next)) > review.MOST_NEXT:
        raise NetuiError(f"name {review.MOST_NEXT} contacts for next week at most")
    if words is not None and len(words) > WORDS_LENGTH:
        raise NetuiError(f"a good moment is told in {WORDS_LENGTH} characters at most")
    said: dict[str, Any] = {}
    if next is not None:
        said["next"] = tuple(dict.fromkeys(next))
    if moment is not None:
        said["moment"] = moment
    if words is not None:
        said["words"] = words
    with network.change(f"weekly review: {review.STEP_WORDS[step].lower()}") as change:
        if any(change.get(Contact.table, contact) is None for contact in next or ()):
            raise NetuiError("one of those named for next week is not here")
        review_id, known = _review_of(network, review.reviewed_week(now.today, now.week_start), now)
        record = review.with_step(msgspec.structs.replace(known, **said), step, now.today, skipped=skipped)
        if review_id is None:
            change.insert(record)
        else:
            change.put(Review.table, review_id, record)
        if record.finished is not None and known.finished is None:
            for each in new_milestones(network, picture, now):
                change.insert(Milestone(kind=each.kind, reached=each.number, noticed=now.today))
    return record
