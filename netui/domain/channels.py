"""Channels, and what they say about a relationship (rules.md, section 5).

No real relationship is built by phone or social media alone, above all a one-sided one. A mark names such a
relationship with its evidence and a suggestion; it is made only where 5 interactions or more tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from datetime import date, timedelta
from itertools import islice
from operator import attrgetter
from typing import Literal

import msgspec

from netui.domain.days import counted
from netui.domain.ledger import Balance, initiation_of
from netui.domain.records import Channel, Interaction

MarkKind = Literal["asks_only", "one_sided_remote", "text_only", "remote_only", "events_only"]

RICHNESS: dict[Channel, int] = {"in_person": 5, "event": 4, "video": 3, "phone": 3, "message": 2, "social": 1}
"""Channels by how much they carry, richest highest; video and phone alike (after Daft & Lengel 1986)."""
FACE_TO_FACE = frozenset[Channel]({"in_person", "event"})
LIVE = FACE_TO_FACE | frozenset[Channel]({"video", "phone"})

LEAST_INTERACTIONS = 5
"""Interactions of known channel that a mark takes (choice)."""
TEXT_ONLY_DAYS = 180
"""Days without anything live (choice)."""
REMOTE_ONLY_DAYS = 365
"""Days without meeting (choice)."""
EVENTS_DAYS, EVENTS_SHARE = 90, 0.6
"""Stretch that is looked at for events, and their share of it (choice)."""
FOLLOWED_UP_WITHIN, FOLLOWED_UP_SHARE = 7, 0.5
"""Days within which a meeting at an event is to be followed up, and the share that suffices (choice)."""
ASKS_DAYS, ASKS_SHARE = 180, 0.75
"""Stretch that is looked at for asks and sales, and their share of it (choice)."""

REMOTE = frozenset[MarkKind]({"one_sided_remote", "remote_only"})
"""Marks of those whom one never meets."""

LABELS: dict[MarkKind, str] = {
    "asks_only": "asks only",
    "one_sided_remote": "one-sided and remote",
    "text_only": "text only",
    "remote_only": "remote only",
    "events_only": "events only",
}
"""The marks in words, the most telling first."""


class Mark(msgspec.Struct, frozen=True):
    """Something about the channels of a relationship that is worth a thought."""

    kind: MarkKind
    evidence: str
    """What it rests on and what one could do, in one sentence without the contact's name."""

    @property
    def label(self) -> str:
        """The mark in a word or two."""
        return LABELS[self.kind]

    @property
    def fact(self) -> str:
        """The evidence without what one could do."""
        return self.evidence.partition(": ")[0]

    @property
    def advice(self) -> str:
        """What one could do."""
        return self.evidence.partition(": ")[2]


def marks_of(
    interactions: Sequence[Interaction], balance: Balance | None, today: date, *, far: bool = False
) -> tuple[Mark, ...]:
    """The marks on a contact, the most telling first; that one is to be shown.

    ``interactions``: those that the contact took part in, oldest first. ``balance``: None where the contact
    is out of the ledger. ``far``: too far away to meet, so that the advice is to talk.
    """
    if not _tells(interactions):
        return ()
    meeting = "a video call would do it good" if far else "a meeting would do it good"
    if far and spoken_lately(interactions, today):
        meeting = "far away, but you do talk"
    talking = "a call would do it good" if far else "a meeting would do it good, or at least a call"
    remote = _without(interactions, FACE_TO_FACE, REMOTE_ONLY_DAYS, today)
    text = _without(interactions, LIVE, TEXT_ONLY_DAYS, today)
    lopsided = _one_sided(interactions, balance) if remote else None
    found: list[tuple[MarkKind, str | None]] = [
        ("asks_only", _asks_only(interactions, balance, today)),
        ("one_sided_remote", f"{remote}, {lopsided}: {meeting}" if lopsided else None),
        ("text_only", f"{text.replace('met', 'spoken')}: {talking}" if text else None),
        ("remote_only", f"{remote}: {meeting}" if remote else None),
        ("events_only", _events_only(interactions, today)),
    ]
    return tuple(Mark(kind, evidence) for kind, evidence in found if evidence)


def _tells(interactions: Sequence[Interaction]) -> bool:
    """Whether enough of the interactions are of known channel."""
    if len(interactions) < LEAST_INTERACTIONS:
        return False
    unknown = 0
    for place, record in enumerate(interactions, 1):
        unknown += record.channel is None
        if place - unknown == LEAST_INTERACTIONS:
            return True
    return False


def spoken_lately(interactions: Sequence[Interaction], today: date) -> bool:
    """Whether there was anything live in the last 180 days. ``interactions``: oldest first."""
    spoken = _latest(interactions, LIVE)
    return spoken is not None and (today - spoken).days < TEXT_ONLY_DAYS


def _latest(interactions: Sequence[Interaction], channels: Container[Channel]) -> date | None:
    """The latest day on which there was something by one of the channels."""
    for record in reversed(interactions):
        if record.channel in channels:
            return record.day
    return None


def _recent(interactions: Sequence[Interaction], days: int, today: date) -> Sequence[Interaction]:
    """Those of the last ``days`` days."""
    first = today - timedelta(days=days - 1)
    if not interactions or interactions[-1].day < first:
        return ()
    return interactions[bisect_left(interactions, first, key=attrgetter("day")) :]


def _without(
    interactions: Sequence[Interaction], channels: Container[Channel], days: int, today: date
) -> str | None:
    """Evidence that for ``days`` at least nothing happened by these channels, though something else did.

    Where nothing happened at all since the last time, the relationship is quiet: no matter of channels.
    """
    last = _latest(interactions, channels)
    if last is None:
        known = sum(record.channel is not None for record in interactions)
        return f"{counted(known, 'interaction')}, never met"
    ago = (today - last).days
    if ago < days:
        return None
    since = sum(record.channel is not None and record.day > last for record in interactions)
    return f"not met in {ago} days, {counted(since, 'interaction')} since" if since else None


def _one_sided(interactions: Sequence[Interaction], balance: Balance | None) -> str | None:
    if balance is not None and balance.verdict == "owe":
        return "more received than given"
    if balance is not None and balance.verdict == "mostly_giving":
        return "mostly giving"
    begun = initiation_of(interactions)
    if begun.label != "one_sided":
        return None
    return "nearly all begun by you" if 2 * begun.mine > begun.known else "nearly all begun by them"


def _asks_only(interactions: Sequence[Interaction], balance: Balance | None, today: date) -> str | None:
    recent = _recent(interactions, ASKS_DAYS, today)
    asks = sum(record.purpose != "relationship" for record in recent)
    if not asks or asks < ASKS_SHARE * len(recent) or _gave(interactions, balance):
        return None
    return f"{asks} of {len(recent)} in {ASKS_DAYS} days with an ask, and nothing given: you could give first"


def _gave(interactions: Sequence[Interaction], balance: Balance | None) -> bool:
    """Whether anything was ever given; from the records where there is no ledger to say whose it was."""
    if balance is not None:
        return balance.given > 0
    return any(exchange.direction == "given" for record in interactions for exchange in record.exchanges)


def _events_only(interactions: Sequence[Interaction], today: date) -> str | None:
    recent = [record for record in _recent(interactions, EVENTS_DAYS, today) if record.channel is not None]
    events = [record for record in recent if record.channel == "event"]
    if not events or len(events) < EVENTS_SHARE * len(recent):
        return None
    followed = [_followed_up(event, interactions) for event in events]
    # One that may still be followed up in time says nothing yet.
    judged = [
        done
        for event, done in zip(events, followed, strict=True)
        if done or (today - event.day).days > FOLLOWED_UP_WITHIN
    ]
    if not judged or sum(judged) >= FOLLOWED_UP_SHARE * len(judged):
        return None
    return (
        f"{len(events)} of {len(recent)} in {EVENTS_DAYS} days at events, "
        f"{sum(judged)} of {len(judged)} followed up: a word within a week would do it good"
    )


def _followed_up(event: Interaction, interactions: Sequence[Interaction]) -> bool:
    """Whether something other than an event came on the day of the event or within the week after it."""
    return any(
        record.channel != "event" and 0 <= (record.day - event.day).days <= FOLLOWED_UP_WITHIN
        for record in interactions
    )


def remote_since(interactions: Sequence[Interaction], before: date) -> date | None:
    """Since when a relationship had been remote only on ``before``; None where it was not, or nothing tells.

    That is a year after the last meeting, or the day of the fifth interaction of known channel. Whether it is
    still so is for :func:`marks_of` to say. ``interactions``: oldest first.
    """
    known = (record.day for record in interactions if record.channel is not None and record.day < before)
    fifth = next(islice(known, LEAST_INTERACTIONS - 1, None), None)
    if fifth is None:
        return None
    met = next(
        (r.day for r in reversed(interactions) if r.day < before and r.channel in FACE_TO_FACE), date.min
    )
    remote = date.fromordinal(min(met.toordinal() + REMOTE_ONLY_DAYS, date.max.toordinal()))
    since = fifth if met == date.min else max(fifth, remote)
    return since if since <= before else None
