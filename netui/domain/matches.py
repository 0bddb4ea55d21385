"""Who should meet whom: a need of one equals an offer of another (rules.md, section 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import blake2b
from heapq import nlargest, nsmallest

import msgspec

from netui.domain.ranking import Reminder, past_due
from netui.domain.reaching import NAME_LENGTH
from netui.domain.records import Contact
from netui.domain.words import folded, one_line

MOST = 20
"""Matches that are looked at, the most recently active first (choice): of each need, and in all."""

Introduced = Callable[[int, int], bool]


class Match(msgspec.Struct, frozen=True):
    """Somebody needs what another offers."""

    needs: int
    offers: int
    what: str
    """Folded, as the two were held against each other."""
    active: date
    """Since when both have been active: the earlier of their latest contact days."""

    @property
    def pair(self) -> tuple[int, int]:
        """Who needs and who offers."""
        return self.needs, self.offers


class Matches:
    """The matches of all contacts, kept up contact by contact: only what is touched is paired again."""

    def __init__(self, introduced: Introduced) -> None:
        self._introduced = introduced
        self._known: dict[int, tuple[frozenset[str], frozenset[str], date]] = {}
        self._needing: defaultdict[str, set[int]] = defaultdict(set)
        self._offering: defaultdict[str, set[int]] = defaultdict(set)
        self._best: dict[str, list[Match]] = {}
        self._stale: set[str] = set()
        self._all: tuple[Match, ...] = ()

    def put(self, contact_id: int, contact: Contact | None, active: date | None) -> None:
        """What a contact needs and offers now, and its latest contact day. An archived one has no matches."""
        wishes = contact is not None and (contact.needs or contact.offers)
        if not wishes and contact_id not in self._known:
            return
        needs, offers = frozenset[str](), frozenset[str]()
        if contact is not None and not contact.archived:
            needs, offers = frozenset(map(folded, contact.needs)), frozenset(map(folded, contact.offers))
        before = self._known.pop(contact_id, (frozenset[str](), frozenset[str](), date.min))
        for what in before[0]:
            self._needing[what].discard(contact_id)
        for what in before[1]:
            self._offering[what].discard(contact_id)
        self._stale |= before[0] | before[1] | needs | offers
        if not (needs or offers):
            return
        self._known[contact_id] = (needs, offers, active or date.min)
        for what in needs:
            self._needing[what].add(contact_id)
        for what in offers:
            self._offering[what].add(contact_id)

    def known(self) -> Iterable[int]:
        """The contacts who need or offer anything."""
        return self._known.keys()

    @property
    def stale(self) -> bool:
        """Whether anything changed since :meth:`best` was asked."""
        return bool(self._stale)

    def best(self) -> tuple[Match, ...]:
        """At most :data:`MOST` matches, the most recently active first."""
        for what in self._stale:
            self._best.pop(what, None)
            if found := self._pairs(what):
                self._best[what] = found
        if self._stale:
            self._stale = set()
            self._all = tuple(nsmallest(MOST, (m for each in self._best.values() for m in each), key=_rank))
        return self._all

    def _pairs(self, what: str) -> list[Match]:
        needing, offering = self._needing.get(what), self._offering.get(what)
        if not needing or not offering:
            return []

        def latest(contacts: set[int]) -> list[int]:
            return nlargest(MOST, contacts, key=lambda contact: (self._known[contact][2], -contact))

        found = (
            Match(needs, offers, what, min(self._known[needs][2], self._known[offers][2]))
            for needs in latest(needing)
            for offers in latest(offering)
            if needs != offers and not self._introduced(needs, offers)
        )
        return nsmallest(MOST, found, key=_rank)


def _rank(match: Match) -> tuple[int, int, int, str]:
    return -match.active.toordinal(), match.needs, match.offers, match.what


def reminder_of(match: Match, name: str, today: date) -> Reminder:
    """An introduction to make; ``name`` is that of whoever offers."""
    due = today if match.active == date.min else min(match.active, today)
    slug = blake2b(match.what.encode(errors="replace"), digest_size=4).hexdigest()
    return Reminder(
        id=f"introduce:{match.needs}.{match.offers}:{slug}",
        kind="introduce",
        contacts=(match.needs, match.offers),
        due=due,
        urgency=past_due(due, today),
        reason=f"looks for {one_line(match.what, NAME_LENGTH)}, and {one_line(name, NAME_LENGTH)} offers it",
        evidence=(match.needs, match.offers),
        actions=("done", "log", "snooze", "skip", "mute", "open"),
    )
