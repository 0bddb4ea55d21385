"""Which contacts a list shows, and in which order; kept up so that a key costs little at ten thousand."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from netui.domain.ledger import Verdict
from netui.network.query import Query, Sought, holding, near, read_query
from netui.network.standing import Standing
from netui.storage import collector_off, set_aside

OWED_FIRST: dict[Verdict, int] = {"owe": 0, "unclear": 1, "balanced": 2, "mostly_giving": 3, "too_little": 4}
"""Verdicts in the order of who you owe."""

MANY = 1000
"""Contacts from which the garbage collector takes long enough to be noticed (choice)."""

Key = tuple[object, ...]


class Shown(msgspec.Struct, frozen=True):
    """The contacts that a list shows."""

    contacts: tuple[int, ...]
    near: bool = False
    """Whether nobody holds the words, and these only come near them."""


class _Ordered(msgspec.Struct):
    """All contacts in an order."""

    entries: list[Sought]
    _texts: list[str] | None = None

    def texts(self) -> list[str]:
        """What each is found by, one behind the other in memory."""
        if self._texts is None:
            apart = [sought.text for sought in self.entries]
            copied = "\0".join(apart).split("\0")
            # No text should hold a NUL; one of a foreign document might.
            self._texts = copied if len(copied) == len(apart) else apart
        return self._texts


class _Asked(msgspec.Struct, frozen=True):
    """A query in an order, and who holds all of it."""

    order: str
    query: Query
    found: list[Sought]
    shown: Shown


class Listing:
    """All contacts, folded and ordered once, and again only where one has changed."""

    def __init__(self) -> None:
        self._sought: dict[int, Sought] = {}
        self._ordered: dict[str, _Ordered] = {}
        self._asked: list[_Asked] = []
        """What was asked last, each of which narrows the one before: who adds a letter, or takes one away
        again, need not look through all."""
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
        self._asked.clear()
        old = {id(known[each]) for each in (*gone, *(standing.id for standing in changed)) if each in known}
        with collector_off():
            new = [Sought(standing) for standing in changed]
        for contact in gone:
            del known[contact]
        known.update((sought.standing.id, sought) for sought in new)
        if len(new) > len(known) // 8:  # sorting anew is then the cheaper way (choice)
            self._ordered.clear()
        for order, ordered in self._ordered.items():
            kept = [sought for sought in ordered.entries if id(sought) not in old]
            for sought in new:
                insort(kept, sought, key=_KEYS[order])
            self._ordered[order] = _Ordered(kept)

    def prepare(self) -> Iterator[None]:
        """Do in steps, in advance, what would else be done when a list is first ordered: a few milliseconds
        each with ten thousand contacts."""
        for order in _KEYS:
            self._in_order(order)
            yield
            self.shown("", order)
            self._ordered[order].texts()
            yield
        if len(self._sought) >= MANY:
            set_aside()

    def shown(self, text: str, order: str) -> Shown:
        """The contacts that ``text`` asks for, in an order (see :func:`order_key`).

        Archived ones only where something is asked for. Those who only come near are ordered by how near.
        """
        if not text.strip():
            if order not in self._all:
                entries = self._in_order(order).entries
                here = [each.id for each in entries if each.standing.touch.state != "archived"]
                self._all[order] = Shown(tuple(here))
            return self._all[order]
        query = read_query(text)
        held = self._holding(query, order)
        if held.found:
            return held.shown
        return Shown(tuple([each.id for each in near(query, self._in_order(order).entries)]), near=True)

    def ordered(self, order: str) -> list[Standing]:
        """How all stand, in an order, the archived ones too."""
        return [sought.standing for sought in self._in_order(order).entries]

    def _holding(self, query: Query, order: str) -> _Asked:
        """Those who hold all of a query, found among those who held the most of it before."""
        asked = self._asked
        while asked and not (asked[-1].order == order and query.narrows(asked[-1].query)):
            asked.pop()
        if asked and asked[-1].query == query:
            return asked[-1]
        if asked:
            found = holding(query, asked[-1].found)
        else:
            ordered = self._in_order(order)
            found = holding(query, ordered.entries, ordered.texts)
        asked.append(_Asked(order, query, found, Shown(tuple([each.id for each in found]))))
        return asked[-1]

    def _in_order(self, order: str) -> _Ordered:
        if order not in self._ordered:
            with collector_off():
                self._ordered[order] = _Ordered(sorted(self._sought.values(), key=_KEYS[order]))
        return self._ordered[order]


def order_key(order: str) -> Callable[[Standing], Key]:
    """A sort key: ``urgency`` (what wants doing first), ``name``, ``organisation``, ``last``, ``balance``,
    ``entries`` (most given and received first)."""
    key = _KEYS[order]
    return lambda standing: key(Sought(standing))


def _by_urgency(sought: Sought) -> Key:
    """Most urgent first; resting ones after the others, then those who are only names, people before
    organisations, then the archived."""
    touch = sought.standing.touch
    house = touch.state == "only_name" and sought.standing.contact.kind == "organisation"
    group = {"resting": 1, "only_name": 2, "archived": 3}.get(touch.state, 0)
    return (group, -(touch.urgency or 0.0), house, sought.name, sought.standing.id)


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


def _by_entries(sought: Sought) -> Key:
    balance = sought.standing.balance
    return (-balance.entries if balance is not None else 0, sought.name, sought.standing.id)


_KEYS: dict[str, Callable[[Sought], Key]] = {
    "urgency": _by_urgency,
    "name": _by_name,
    "organisation": _by_organisation,
    "last": _by_last,
    "balance": _by_balance,
    "entries": _by_entries,
}
