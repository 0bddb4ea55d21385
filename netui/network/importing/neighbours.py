"""Who lives near whom by name: possible duplicates are looked for among these alone (formats.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import islice

from netui.domain.sameness import EXACT, SPELLING, name_parts, nearness, neighbourhoods, spellings

CROWD = 100
"""Names in one neighbourhood, and people of one name, beyond which no more are looked at (choice): they tell
nobody from another."""

FEW = 8
"""Names in one neighbourhood that are compared one by one (choice): to sort them out takes longer."""

Parts = tuple[str, ...]
"""The words of a name, as :func:`name_parts` has them."""

Candidate = tuple[Parts, float]
"""A name that may be near, and how near it can be at most."""


class Neighbours:
    """Persons by their names and where these live."""

    def __init__(self) -> None:
        self._places: defaultdict[str, dict[Parts, list[int]]] = defaultdict(dict)
        self._called: dict[int, tuple[Parts, ...]] = {}
        """All that somebody is called."""
        self._crowds: dict[str, list[tuple[str, Parts]]] = {}
        """Of places with many names those that are looked at, each with the word by which it differs there.
        A crowd is made when somebody first looks there."""
        self._words: set[str] = set()
        """The words of the crowds."""
        self._spelt: defaultdict[str, list[str]] = defaultdict(list)
        """The same words by their :func:`spellings`."""

    def settle(self, contact_id: int, names: Iterable[str]) -> None:
        """Somebody of these names lives here. All are settled before anybody is looked for."""
        self._called[contact_id] = called = tuple(name_parts(name) for name in names)
        for parts in called:
            for place in {place for place, _ in neighbourhoods(parts)}:
                self._places[place].setdefault(parts, []).append(contact_id)

    def nearest(self, contact_id: int, fits: Callable[[int], bool]) -> tuple[int, float] | None:
        """Whose name is the nearest to one of somebody's, and how near, 0 to 1; ``fits`` says who can be."""
        best, nearest = None, 0.0
        for parts in self._called[contact_id]:
            for place, word in neighbourhoods(parts):
                names = self._places[place]
                if (other := next(filter(fits, names[parts][:CROWD]), None)) is not None:
                    return other, EXACT
                for theirs, at_most in self._candidates(names, place, word, parts):
                    if at_most <= nearest or (score := nearness(parts, theirs)) <= nearest:
                        continue
                    if (other := next(filter(fits, names[theirs][:CROWD]), None)) is not None:
                        best, nearest = other, score
        return None if best is None else (best, nearest)

    def _candidates(
        self, names: Collection[Parts], place: str, word: str, parts: Parts
    ) -> Iterable[Candidate]:
        """The names of a place that may be near to one that differs by ``word`` from others there."""
        if len(names) == 1:  # its own
            return ()
        if len(names) <= FEW:
            return [(theirs, EXACT) for theirs in names if theirs != parts]
        if place not in self._crowds:
            self._crowds[place] = self._crowd(place)
        crowd = self._crowds[place]
        if len(word) == 1:
            return [(theirs, EXACT) for _, theirs in crowd]
        same = {word, word[:1]}
        alike = {each for spelling in spellings(word) for each in self._spelt.get(spelling, ())} | same
        if len(parts) > 2:  # they may have the same words in another order
            return [(theirs, EXACT) for other, theirs in crowd if other in alike or len(theirs) > 2]
        return [(theirs, EXACT if other in same else SPELLING) for other, theirs in crowd if other in alike]

    def _crowd(self, place: str) -> list[tuple[str, Parts]]:
        names = islice(self._places[place], CROWD)
        crowd = [(dict(neighbourhoods(parts))[place], parts) for parts in names]
        for word in {word for word, _ in crowd} - self._words:
            self._words.add(word)
            for spelling in spellings(word):
                self._spelt[spelling].append(word)
        return crowd
