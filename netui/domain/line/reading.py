"""What was understood of a line: the answer of :func:`netui.domain.line.grammar.read`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from netui.domain.records import (
    Channel,
    ContactKind,
    Direction,
    ExchangeKind,
    FollowUpKind,
    Owner,
    Purpose,
    Role,
)

Form = Literal["interaction", "plan", "note"]
PieceKind = Literal[
    "day", "time", "form", "contact", "new_contact", "unknown", "doubt", "channel", "exchange", "promise",
    "tag", "minutes", "place", "event", "introduction", "about", "opportunity", "purpose", "started", "plain",
    "left_out",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, code points ``start`` to ``end`` (excluded), and what it was understood as."""

    start: int
    end: int
    kind: PieceKind
    label: str
    """For people: "Fri 20 Nov", "Ada Lovelace", "received advice"."""


@dataclass(frozen=True, slots=True)
class ReadContact:
    """A contact named in the line, at its first place. Others refer to it by its index in the reading."""

    contact: int | None
    """None when it is new."""
    name: str
    kind: ContactKind
    role: Role
    matched: str
    """The words as written at the first place (with ``@`` or ``**`` and quotes): ``text[start:end]``."""
    start: int
    end: int
    new: bool = False
    others: tuple[int, ...] = ()
    """Further contacts the words could mean, when the rule settled a tie: shown, changed with one key."""


@dataclass(frozen=True, slots=True)
class Named:
    """One place of a contact in the text."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A capitalised word where a name would stand, that is nobody's; or one that may be somebody's."""

    matched: str
    start: int
    end: int
    candidates: tuple[int, ...] = ()
    """Contacts called by this word of English, which by the rules is no name here."""
    name: str = ""
    """Of the only candidate."""


@dataclass(frozen=True, slots=True)
class ReadExchange:
    direction: Direction
    kind: ExchangeKind
    weight: Literal[1, 2, 3]
    contacts: tuple[int, ...]
    """Indexes into ``Reading.contacts``."""
    place: int = field(default=-1, compare=False)
    """Where its piece begins in the line; -1 where it has none of its own."""


@dataclass(frozen=True, slots=True)
class ReadFollowUp:
    kind: FollowUpKind
    owner: Owner
    text: str
    due: date | None
    contacts: tuple[int, ...]
    start: int = 0
    """Where its text stands in the line (``line[start:end] == text``)."""
    end: int = 0
    place: int = field(default=-1, compare=False)
    """Where its piece begins in the line; -1 where it has none."""


@dataclass(frozen=True, slots=True)
class ReadIntroduction:
    introducer: int | None
    """Index, or None for oneself."""
    between: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class ReadAbout:
    """Something to remember about a contact: ``needs:designer``."""

    index: int
    field: Literal["needs", "offers"]
    value: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Words that could mean several contacts, with nothing to tell them apart."""

    matched: str
    start: int
    end: int
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    """The line to the letter."""
    form: Form
    day: date
    """Of the interaction or plan; today if none is said."""
    day_words: tuple[int, int] | None = None
    """The words that gave the day, with their colon or comma: hidden where the day itself is shown."""
    prose: tuple[int, int] = (0, 0)
    """Where the prose stands: without the day words and without ``plan`` or ``note:``."""
    time: time | None = None
    contacts: tuple[ReadContact, ...] = ()
    named: tuple[Named, ...] = ()
    """Every place of every contact, ascending."""
    unknown: tuple[Unknown, ...] = ()
    channel: Channel | None = None
    minutes: int | None = None
    purpose: Purpose = "relationship"
    started: Owner | None = None
    place: str | None = None
    event: str | None = None
    tags: tuple[str, ...] = ()
    exchanges: tuple[ReadExchange, ...] = ()
    follow_ups: tuple[ReadFollowUp, ...] = ()
    introductions: tuple[ReadIntroduction, ...] = ()
    about: tuple[ReadAbout, ...] = ()
    opportunity: str | None = None
    ties: tuple[Tie, ...] = ()
    """Not empty: nothing may be saved before the person has chosen."""
    nobodys: tuple[str, ...] = ()
    """Kinds of exchange that stay prose, since ``her`` or ``him`` could mean several: ``advice``."""
    pieces: tuple[Piece, ...] = ()
    """Ascending, for the live reading."""
