"""Which contacts a list shows, and in which order; kept up so that a key costs little at ten thousand."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping
from datetime import date
from heapq import merge
from operator import itemgetter

import msgspec

from netui.domain.ledger import Verdict
from netui.network.query import Query, Sought, holding, near, read_query
from netui.network.standing import Standing
from netui.storage import collector_off, set_aside

OWED_FIRST: dict[Verdict, int] = {"owe": 0, "unclear": 1, "balanced": 2, "mostly_giving": 3, "too_little": 4}
"""Verdicts in the order of who you owe."""

FEW = 200
"""Contacts that are taken in at a step: some milliseconds."""

RUN = 2_000
"""Contacts that are sorted at a step, likewise."""

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

    def without(self, old: Container[int]) -> _Ordered:
        """The same without some, by their identity."""
        return _Ordered([sought for sought in self.entries if id(sought) not in old])

    @property
    def has_texts(self) -> bool:
        """Whether anybody has looked for words among them."""
        return self._texts is not None

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
        with collector_off():
            for _ in self.keeping_up(standings):
                pass

    def keeping_up(self, standings: Mapping[int, Standing]) -> Iterator[None]:
        """The same in steps of a few milliseconds: until the last one, all is shown as it was."""
        known = self._sought
        changed = [
            standing
            for contact, standing in standings.items()
            if contact not in known or known[contact].standing is not standing
        ]
        gone = known.keys() - standings.keys() if len(known) + len(changed) > len(standings) else set()
        if not changed and not gone:
            return
        new: list[Sought] = []
        for number, standing in enumerate(changed, 1):
            new.append(Sought(standing))
            if not number % FEW:
                yield
        sought = {contact: each for contact, each in known.items() if contact not in gone}
        sought.update((each.id, each) for each in new)
        if len(new) > len(sought) // 8:  # sorting anew is then the cheaper way (choice)
            ordered: dict[str, _Ordered] = {}
            for order in self._ordered:
                ordered[order] = _Ordered((yield from _sorted(sought.values(), _KEYS[order])))
                yield
                if self._ordered[order].has_texts:
                    ordered[order].texts()
                    yield
        else:
            old = {id(known[each]) for each in (*gone, *(each.id for each in new)) if each in known}
            ordered = {order: each.without(old) for order, each in self._ordered.items()}
            for order, each in ordered.items():
                for number, one in enumerate(new, 1):
                    insort(each.entries, one, key=_KEYS[order])
                    if not number % FEW:
                        yield
        if self._sought is not known:  # somebody could not wait
            return
        self._sought, self._ordered = sought, ordered
        self._all.clear()
        self._asked.clear()

    def prepare(self) -> Iterator[None]:
        """Do in steps, in advance, what would else be done when a list is first ordered: some milliseconds
        each."""
        for order, key in _KEYS.items():
            known = self._sought
            if order not in self._ordered:
                entries = yield from _sorted(known.values(), key)
                if self._sought is known:
                    self._ordered.setdefault(order, _Ordered(entries))
            self.shown("", order)
            yield
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


def _sorted(sought: Iterable[Sought], key: Callable[[Sought], Key]) -> Generator[None, None, list[Sought]]:
    """Sort in steps by ``key``, by which no two are alike: some at a time, then those are merged."""
    left = list(sought)
    runs: list[list[tuple[Key, Sought]]] = []
    for start in range(0, len(left), RUN):
        runs.append(sorted(((key(each), each) for each in left[start : start + RUN]), key=itemgetter(0)))
        yield
    found: list[Sought] = []
    for number, (_, each) in enumerate(merge(*runs, key=itemgetter(0)), 1):
        found.append(each)
        if not number % RUN:
            yield
    return found


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
