"""Milestones: noticed once, and quietly. They count what one did, never how many contacts one has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

MILESTONES: dict[str, tuple[tuple[int, ...], str]] = {
    "interactions": ((1, 10, 50, 100, 250, 500, 1000, 2500, 5000, 10_000), "logged"),
    "gives": ((1, 10, 50, 100, 250, 500, 1000), "given"),
    "introductions": ((1, 5, 10, 25, 50, 100), "introductions made"),
    "promises_kept": ((1, 10, 50, 100, 250), "promises kept"),
    "streak": ((4, 12, 26, 52, 104, 156), "weeks of routine in a row"),
    "opportunities": ((1, 5, 10, 25), "opportunities that happened"),
}
"""What is counted, from which numbers a word is said, and the words (choice)."""

_FIRST = {
    "interactions": "the first line logged",
    "gives": "the first thing given",
    "introductions": "the first introduction made",
    "promises_kept": "the first promise kept",
    "opportunities": "the first opportunity that happened",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone: what is counted, and the number that was reached."""

    kind: str
    number: int

    @property
    def words(self) -> str:
        """For people."""
        if self.number == 1:
            return _FIRST.get(self.kind, f"1 {MILESTONES[self.kind][1]}")
        return f"{self.number:,} {MILESTONES[self.kind][1]}"


def reached(counts: Mapping[str, int], noticed: Collection[tuple[str, int]]) -> list[Reached]:
    """The milestones that ``counts`` have passed and that were not ``noticed`` yet, in their order."""
    return [each for each in _all(counts) if (each.kind, each.number) not in noticed]


def to_tell(new: Collection[Reached]) -> list[Reached]:
    """Of new ones the highest of each kind: whoever brings years of history is not told ten times."""
    highest = {each.kind: each for each in sorted(new, key=lambda each: each.number)}
    return [highest[kind] for kind in MILESTONES if kind in highest]


def _all(counts: Mapping[str, int]) -> Iterator[Reached]:
    for kind, (numbers, _) in MILESTONES.items():
        for number in numbers:
            if counts.get(kind, 0) >= number:
                yield Reached(kind, number)
