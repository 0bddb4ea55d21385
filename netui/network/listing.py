"""Which contacts a list shows, and in which order; kept up so that a key costs little at ten thousand."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from netui.domain.cadence import State
from netui.domain.ledger import Verdict
from netui.network.query import Sought, holding, near, read_query
from netui.network.standing import Standing
from netui.storage import collector_off

OWED_FIRST: dict[Verdict, int] = {"owe": 0, "unclear": 1, "balanced": 2, "mostly_giving": 3, "too_little": 4}
"""Verdicts in the order of who you owe."""

STATE_WORDS: dict[State, str] = {
    "active": "",
    "soon": "soon",
    "due": "due",
    "overdue": "long due",
    "resting": "resting",
    "only_name": "only a name",
    "archived": "archived",
}
"""No word scolds; an active contact needs none."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The contacts that a list shows."""

    contacts: tuple[int, ...]
    near: bool = False
    """Whether nobody holds the words, and these only come near them."""


class Listing:
    """All contacts, folded and ordered once, and again only where one has changed."""

    def __init__(self) -> None:
        self._sought: dict[int, Sought] = {}
        self._ordered: dict[str, list[Sought]] = {}
        self._all: dict[str, Shown] = {}
        """What is shown where nothing is asked for, by order."""

    def keep_up(self, standings: Mapping[int, Standing]) -> None:
        """Take in how the contacts stand now. A standing that is the same object costs a comparison."""
        known = self._sought
        changed = [
            standing
            for contact, standing in standings.items()
            if contact not in known or known[contact].standing is not standing
        ]
        gone = known.keys() - standings.keys() if len(known) + len(changed) > len(standings) else set()
        if not changed and not gone:
            return
        self._all.clear()
        old = {id(known[each]) for each in (*gone, *(standing.id for standing in changed)) if each in known}
        with collector_off():
            new = [Sought(standing) for standing in changed]
        for contact in gone:
            del known[contact]
        known.update((sought.standing.id, sought) for sought in new)
        if len(new) > len(known) // 8:  # sorting anew is then the cheaper way (choice)
            self._ordered.clear()
        for order, entries in self._ordered.items():
            kept = [sought for sought in entries if id(sought) not in old]
            for sought in new:
                insort(kept, sought, key=_KEYS[order])
            self._ordered[order] = kept

    def shown(self, text: str, order: str) -> Shown:
        """The contacts that ``text`` asks for, in an order (see :func:`order_key`).

        Archived ones only where something is asked for. Those who only come near are ordered by how near.
        """
        entries = self._in_order(order)
        if not text.strip():
            if order not in self._all:
                here = [each.id for each in entries if each.standing.touch.state != "archived"]
                self._all[order] = Shown(tuple(here))
            return self._all[order]
        query = read_query(text)
        found = holding(query, entries)
        if found:
            return Shown(tuple([each.id for each in found]))
        return Shown(tuple([each.id for each in near(query, entries)]), near=True)

    def _in_order(self, order: str) -> list[Sought]:
        if order not in self._ordered:
            self._ordered[order] = sorted(self._sought.values(), key=_KEYS[order])
        return self._ordered[order]


def order_key(order: str) -> Callable[[Standing], Key]:
    """A sort key: ``urgency`` (what wants doing first), ``name``, ``organisation``, ``last``, ``balance``."""
    key = _KEYS[order]
    return lambda standing: key(Sought(standing))


def _by_urgency(sought: Sought) -> Key:
    """Most urgent first; resting ones after the others, then those who are only names, then the archived."""
    touch = sought.standing.touch
    group = {"resting": 1, "only_name": 2, "archived": 3}.get(touch.state, 0)
    return (group, -(touch.urgency or 0.0), sought.name, sought.standing.id)


def _by_name(sought: Sought) -> Key:
    return (sought.name, sought.standing.id)


def _by_organisation(sought: Sought) -> Key:
    """An organisation stands at the head of its people."""
    standing = sought.standing
    is_one = standing.contact.kind == "organisation"
    house = sought.name if is_one else sought.organisation
    return (not house, house, not is_one, *_by_urgency(sought))


def _by_last(sought: Sought) -> Key:
    last = sought.standing.touch.last_contact or date.min
    return (-last.toordinal(), sought.name, sought.standing.id)


def _by_balance(sought: Sought) -> Key:
    balance = sought.standing.balance
    if balance is None or not balance.entries:
        return (9, 0.0, sought.name, sought.standing.id)
    return (OWED_FIRST[balance.verdict], balance.mean, sought.name, sought.standing.id)


_KEYS: dict[str, Callable[[Sought], Key]] = {
    "urgency": _by_urgency,
    "name": _by_name,
    "organisation": _by_organisation,
    "last": _by_last,
    "balance": _by_balance,
}
