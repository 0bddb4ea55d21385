"""Which of several people a name means (rules.md, section 9: tie)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import isqrt
from typing import Final, Protocol

from netui.domain.line.prose import Found, counted_up

RECENT_AT_LEAST: Final = 3
"""Interactions in the last year from which on somebody may be preferred for them."""
RECENT_TIMES: Final = 2
"""How many times the other's interactions of the last year that must be."""
MOST_PAIRS: Final = 4_000
"""Pairs of candidates that are compared in one line, about. Where ambiguous names make more, of each only the
candidates most active in the last year are (choice: keeps the reading within a frame)."""
MOST_OTHERS: Final = 50
"""Contacts taking part that a candidate is compared with (choice; a line that names more is no
conversation)."""


class Acquaintance(Protocol):
    """What is needed to settle which of two people a name means."""

    def shared(self, contact: int, other: int) -> int:
        """Number of interactions that both took part in."""
        ...

    def in_last_year(self, contact: int) -> int:
        """Number of interactions in the last 365 days that the contact took part in."""
        ...


Group = tuple[int, ...]
"""The candidates of an ambiguous name, which stand for all places where it is written."""


@dataclass(slots=True)
class Settler:
    """Settles the names of one line together; see :func:`settle`."""

    acquaintance: Acquaintance
    present: set[int]
    """Contacts that surely took part."""
    open: set[Group]
    taking_part: set[Group]
    """Those of which the contact took part, and so counts for the others."""
    settled: dict[Group, int] = field(default_factory=dict)
    known: dict[tuple[int, int], int] = field(default_factory=dict)
    """Shared interactions that were asked for."""

    def choose(self, group: Group, contact: int) -> None:
        """Take ``contact`` to be meant by ``group``."""
        self.settled[group] = contact
        self.open.discard(group)
        if group in self.taking_part:
            self.present.add(contact)

    def run(self) -> None:
        """Apply the rules in their order, and again as long as they settle something."""
        while self.open and (self._by_shared() or self._by_recent()):
            pass

    def _by_shared(self) -> bool:
        """Settle the names with the most shared interactions first; whether any was settled."""
        any_settled = False
        undecided: set[Group] = set()
        while True:
            wanted, count = self._most_shared(
                [group for group in sorted(self.open) if group not in undecided]
            )
            if not count:
                return any_settled
            for group, contacts in wanted.items():
                if len(contacts) == 1:
                    self.choose(group, next(iter(contacts)))
                    any_settled = True
            if all(len(contacts) > 1 for contacts in wanted.values()):
                undecided.update(wanted)

    def _most_shared(self, groups: Sequence[Group]) -> tuple[dict[Group, set[int]], int]:
        """The candidates, by name, of those that share the most interactions, and how many these are."""
        best: dict[Group, set[int]] = defaultdict(set)
        most = 0

        def weigh(count: int, *picks: tuple[Group, int]) -> None:
            nonlocal most
            if count > most:
                most = count
                best.clear()
            if count == most and count:
                for group, contact in picks:
                    best[group].add(contact)

        present = sorted(self.present)[:MOST_OTHERS]
        for group in groups:
            for contact in group:
                weigh(sum(self._shared(contact, other) for other in present), (group, contact))
        pairs = list(combinations([group for group in groups if group in self.taking_part][:MOST_OTHERS], 2))
        for one, two in pairs:
            for first, second in self._compared(one, two, MOST_PAIRS // len(pairs)):
                weigh(self._shared(first, second), (one, first), (two, second))
        return best, most

    def _compared(self, one: Group, two: Group, most: int) -> Iterable[tuple[int, int]]:
        """Pairs of candidates of two names, ``most`` at most."""
        if len(one) * len(two) > most:
            side = isqrt(most)
            one, two = (
                tuple(sorted(group, key=self.acquaintance.in_last_year, reverse=True)[:side])
                for group in (one, two)
            )
        return product(one, two)

    def _shared(self, contact: int, other: int) -> int:
        """Interactions that two contacts share; none with oneself."""
        if contact == other:
            return 0
        pair = (contact, other)
        if pair not in self.known:
            self.known[pair] = self.acquaintance.shared(contact, other)
        return self.known[pair]

    def _by_recent(self) -> bool:
        """Settle the names of which one contact was seen far more often in the last year; whether any was."""
        any_settled = False
        for group in sorted(self.open):
            counted = sorted(
                ((self.acquaintance.in_last_year(contact), contact) for contact in group), reverse=True
            )
            (most, contact), (next_most, _) = counted[:2]
            if most >= RECENT_AT_LEAST and most >= RECENT_TIMES * next_most:
                self.choose(group, contact)
                any_settled = True
        return any_settled


def settle(
    text: str,
    found: Sequence[Found],
    took_part: Sequence[bool],
    acquaintance: Acquaintance,
    choices: Mapping[int, int],
) -> list[int | None]:
    """The contact that each name of ``found`` means; None for a new one, and for a tie that nothing settles.

    A choice of the person (start of a name → contact) beats every rule. Then: one contact's whole name is the
    words written; the same contact is named more fully elsewhere in the line; shared interactions with the
    others taking part, of all ambiguous names together, most first; three interactions or more in the last
    year and twice the next one's.
    """
    chosen = [_chosen(name, choices) for name in found]
    groups = {name.candidates for name, contact in zip(found, chosen, strict=True) if contact is None}
    settler = Settler(
        acquaintance,
        present={
            contact for contact, part in zip(chosen, took_part, strict=True) if contact is not None and part
        },
        open={group for group in groups if len(group) > 1},
        taking_part={name.candidates for name, part in zip(found, took_part, strict=True) if part},
    )
    for name, contact in zip(found, chosen, strict=True):
        if contact is not None and name.candidates in settler.open:
            settler.choose(name.candidates, contact)
    _same_as_elsewhere(text, found, chosen, settler)
    settler.run()
    return [
        contact if contact is not None else settler.settled.get(name.candidates)
        for name, contact in zip(found, chosen, strict=True)
    ]


def _chosen(name: Found, choices: Mapping[int, int]) -> int | None:
    """What needs no weighing: the person's choice, the only candidate, or the one of that whole name."""
    choice = choices.get(name.start)
    if choice in name.candidates:
        return choice
    return name.candidates[0] if len(name.candidates) == 1 else name.whole


def _same_as_elsewhere(
    text: str, found: Sequence[Found], chosen: Sequence[int | None], settler: Settler
) -> None:
    """``Ada`` beside ``Ada Lovelace`` is she, unless the two are counted up in one list."""
    lists = _lists(text, found)
    counted: dict[int, set[int | None]] = defaultdict(set)
    for place, contact in zip(lists, chosen, strict=True):
        counted[place].add(contact)
    for index, name in enumerate(found):
        if name.candidates not in settler.open:
            continue
        others = {contact for contact in chosen if contact is not None and contact in name.candidates}
        if len(others) == 1 and not others & counted[lists[index]]:
            settler.choose(name.candidates, others.pop())


def _lists(text: str, found: Sequence[Found]) -> list[int]:
    """For each name the number of the list that it is an item of; one that stands alone has its own."""
    lists: list[int] = []
    for index, name in enumerate(found):
        before = found[index - 1] if index else None
        goes_on = before is not None and counted_up(text, (before.start, before.end), (name.start, name.end))
        lists.append(lists[-1] if goes_on else index)
    return lists
