"""What an import will do, to be looked at before it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from netui.network.importing.desk import Desk

DESCRIBED = 200
"""Contacts of each kind of whom it is said what is brought (choice)."""


@dataclass(slots=True)
class Counts:
    """What became of the contacts that an import brought, and how much else there was."""

    added: int = 0
    merged: int = 0
    """Here already, and given or changed something."""
    unchanged: int = 0
    organisations: int = 0
    """Made since somebody belongs to them."""
    interactions: int = 0
    notes: int = 0
    """Notes that stand by themselves, and those about the contacts."""
    follow_ups: int = 0
    drafts: int = 0
    known: int = 0
    """Entries of any kind that were brought before, or are here: not counted again."""
    others: int = 0
    """Further records of a document of netui."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts that could be one person, and how sure that is, 0 to 1."""

    one: int
    """The one that came."""
    other: int
    score: float


@dataclass(slots=True)
class Coming:
    """Somebody who comes, or who is here and is given more."""

    contact: int
    """As the plan's desk names them."""
    name: str
    where: str = ""
    """Organisation and role; like what follows, of the first :data:`DESCRIBED` alone."""
    last: date | None = None
    """The last contact, by what is here and what the file tells."""
    brings: str = ""
    """What is added or changed, in words."""


@dataclass(slots=True)
class Plan:
    """What an import will do, or has done: then the ids of the pairs are those of the document."""

    desk: Desk
    counts: Counts = field(default_factory=Counts)
    pairs: list[Pair] = field(default_factory=list)
    """Possible duplicates, the surest first. Nothing is done about them."""
    names: dict[int, str] = field(default_factory=dict)
    """Of the contacts in the pairs."""
    added: list[Coming] = field(default_factory=list)
    merged: list[Coming] = field(default_factory=list)
    """In the order of the files."""

    @property
    def anything(self) -> bool:
        """Whether it changes the network in any way that a person would notice."""
        counts = self.counts
        return any(
            (counts.added, counts.merged, counts.organisations, counts.interactions, counts.notes)
        ) or any((counts.follow_ups, counts.drafts, counts.others))
