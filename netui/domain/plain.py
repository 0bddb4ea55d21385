"""What comes in from elsewhere and goes out, as plain records: names in place of ids, nothing of a document.

Readers of formats yield these, writers take them (:mod:`netui.exchange`); what becomes of them in the network
is the business of :mod:`netui.network.importing` and :mod:`netui.network.exporting`. They stand here since
both rooms know them and neither knows the other.

Text in them is as the file has it, decoded: control characters, sizes and depth are judged once, for all
formats, where records are taken in. Days are calendar days, instants are UTC, tuples are in the file's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

from netui.domain.records import Channel, Circle, ContactKind, FollowUpKind, Owner, Part, YearlyDate


class Who(Part, frozen=True):
    """Somebody as a file names them. What it does not say is empty; one of the three is there."""

    name: str = ""
    email: str = ""
    key: str = ""
    """The :attr:`PlainContact.key` of a contact of the same file."""


class PlainMention(Part, frozen=True):
    """A name in a text: code points ``start`` to ``end``, end excluded, marks such as ``**`` included."""

    who: Who
    start: int
    end: int


class PlainMembership(Part, frozen=True):
    """A person's belonging to an organisation, by its name; open-ended where a day is missing."""

    organisation: str
    role: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None


class PlainNote(Part, frozen=True):
    """Something to know. ``who`` is empty in :attr:`PlainContact.notes`: it is about that contact."""

    text: str
    """May have several lines."""
    day: date | None = None
    """None where the file says none: the day of the import."""
    who: tuple[Who, ...] = ()
    mentions: tuple[PlainMention, ...] = ()
    tags: tuple[str, ...] = ()
    key: str = ""
    """What the source calls it; empty for its day and text."""


class PlainContact(Part, frozen=True):
    """A person or an organisation."""

    name: str
    """The whole name as people write it, given name first where the file tells names apart. Never empty:
    a record without a name is skipped, or takes its nickname, organisation or e-mail for one."""
    kind: ContactKind = "person"
    nicknames: tuple[str, ...] = ()
    organisations: tuple[PlainMembership, ...] = ()
    emails: tuple[str, ...] = ()
    """Without ``mailto:``."""
    phones: tuple[str, ...] = ()
    """As written, without ``tel:`` and invisible marks."""
    urls: tuple[str, ...] = ()
    place: str = ""
    """Where they are, in a word or two: the city, or the location of friends.md."""
    addresses: tuple[str, ...] = ()
    """Postal addresses, each on one line, parts set off by commas."""
    tags: tuple[str, ...] = ()
    """Without ``#`` or ``@``; may hold spaces. A source's own lists (``* myContacts``) are no tags."""
    circle: Circle | None = None
    cadence: int | None = None
    """Days."""
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    dates: tuple[YearlyDate, ...] = ()
    """The birthday is labelled ``birthday``; others as the file has it, in lower case (``anniversary``)."""
    introduced_by: tuple[Who, ...] = ()
    connected: date | None = None
    """The day on which one connected there. It is no conversation."""
    notes: tuple[PlainNote, ...] = ()
    archived: bool = False
    key: str = ""
    """What the source calls it for ever: a UID, a profile address. Empty where it has nothing of the kind."""


class PlainInteraction(Part, frozen=True):
    """Something that happened on a day. Those who took part and are not in the network become contacts."""

    text: str
    day: date
    at: datetime | None = None
    """UTC, where a time is known."""
    took_part: tuple[Who, ...] = ()
    mentioned: tuple[Who, ...] = ()
    mentions: tuple[PlainMention, ...] = ()
    channel: Channel | None = None
    minutes: int | None = None
    place: str = ""
    tags: tuple[str, ...] = ()
    key: str = ""
    """What the source calls it; empty for its day and text."""


class PlainMeeting(Part, frozen=True):
    """A meeting in a calendar: a draft, which becomes an interaction when the person confirms it."""

    text: str
    """Its title."""
    day: date
    """Of the occurrence, in the person's zone; of a long one, its first day."""
    who: tuple[Who, ...]
    """The others: oneself, rooms and resources left out. Never empty."""
    key: str
    """The UID and, of a recurring one, the occurrence: the same in each export."""
    at: datetime | None = None
    """UTC; None for an all-day one."""
    minutes: int | None = None
    place: str = ""
    channel: Channel | None = None


class PlainFollowUp(Part, frozen=True):
    """A promise, something expected, or a meeting planned."""

    kind: FollowUpKind
    owner: Owner
    text: str
    who: tuple[Who, ...] = ()
    made: date | None = None
    due: date | None = None
    at: datetime | None = None
    """UTC, of a meeting with a time."""
    key: str = ""
    """What the source calls it; on the way out, the record's id in the document."""


class Skipped(Part, frozen=True):
    """A record that could not be taken in, and why in a few words: "no name", "the card breaks off"."""

    record: int
    """Counted from 1, as a person would count the records of the file; header and preamble are none."""
    reason: str


class Dropped(Part, frozen=True):
    """A photograph or another binary part of a record that is taken in without it."""

    record: int
    what: str
    """In a word: photograph, logo, sound, key, attachment."""
    size: int = 0
    """Bytes, as the file has them."""


class PlainRecord(Part, frozen=True):
    """A record of netui's own document, to the letter: for moving in or out whole."""

    table: str
    id: int
    json: bytes


Brought: TypeAlias = (
    PlainContact
    | PlainInteraction
    | PlainMeeting
    | PlainNote
    | PlainFollowUp
    | PlainRecord
    | Skipped
    | Dropped
)
"""What a reader yields, in the file's order."""


class PlainDue(Part, frozen=True):
    """A contact whom it is time to reach out to from a day on, for a calendar."""

    who: Who
    day: date
    reason: str
    key: str
    """The contact's id in the document, with what tells two of its reminders apart."""


class PlainPage(Part, frozen=True):
    """Something to read: the brief of a contact, or a week's review."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    """What is said, by what it is about."""
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Headings with their items, one a line."""


class Outgoing(Part, frozen=True):
    """What a writer is given: the whole network, or a part of it. ``key`` of a record is its id here."""

    contacts: Sequence[PlainContact] = ()
    interactions: Sequence[PlainInteraction] = ()
    notes: Sequence[PlainNote] = ()
    """Notes about several contacts, or with names in their text; those about one are in the contact."""
    follow_ups: Sequence[PlainFollowUp] = ()
    """Open ones."""
    due: Sequence[PlainDue] = ()
    places: Sequence[str] = ()
    """All places on record."""
    records: Sequence[PlainRecord] = ()
    """The document itself; only there for a format that asks for it."""
    page: PlainPage | None = None
    """The same."""
    to_hand_on: bool = False
    """Whether it is about one contact, to be handed to somebody, and not one's own book."""
