"""The typed records of the document, one class a table.

The fields are the document's format: adding one with a default is safe, renaming or removing one is a
migration (see :mod:`netui.storage.schema`). A record does not hold its own id, since TinyDB's document id is
the id. Days are calendar dates in the person's own zone; instants are UTC; tuples, since records are never
changed in place.
"""

# No "from __future__ import annotations" here: what reads and writes JSON needs the types themselves, and
# would have to make each of them from its text as the program starts.

from datetime import date, datetime
from typing import ClassVar, Literal

import msgspec

ME = 0
"""The id that stands for oneself where a contact's id is asked for (introductions)."""

ContactKind = Literal["person", "organisation"]
Channel = Literal["in_person", "event", "video", "phone", "message", "social"]
Circle = Literal["inner", "close", "wider", "outer"]
Direction = Literal["given", "received", "offered", "asked"]
ExchangeKind = Literal[
    "introduction", "advice", "referral", "feedback", "time", "resource", "encouragement", "opportunity",
    "thanks", "other",
]  # fmt: skip
FollowUpKind = Literal["promise", "expected", "meeting"]
IntroductionState = Literal["proposed", "made", "met", "fruitful", "declined"]
OpportunityState = Literal["open", "happened", "passed"]
Owner = Literal["me", "them", "both"]
Purpose = Literal["relationship", "ask", "sale"]
Role = Literal["took_part", "mentioned"]
Answer = Literal["snoozed", "skipped", "done"]
DraftState = Literal["open", "confirmed", "dropped"]
Measure = Literal[
    "conversations", "interactions", "gives", "introductions", "in_person", "promises_kept",
    "event_follow_ups", "new_people", "tag",
]  # fmt: skip
ReviewStep = Literal["unlogged", "promises", "next", "balance", "moment"]


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A piece of a record."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One record of a table; ``table`` names it."""

    table: ClassVar[str]


class Membership(Part, frozen=True, rename={"since": "from"}):
    """A person's belonging to an organisation; open-ended where a day is missing."""

    organisation: int
    role: str = ""
    since: date | None = None
    until: date | None = None
    department: str = ""


class YearlyDate(Part, frozen=True):
    """A birthday or another day that comes round each year. The year is optional."""

    month: int
    day: int
    year: int | None = None
    label: str = "birthday"


class Contact(Record, frozen=True):
    """A person or an organisation."""

    table: ClassVar[str] = "contacts"

    name: str
    added: date
    kind: ContactKind = "person"
    nicknames: tuple[str, ...] = ()
    organisations: tuple[Membership, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    place: str = ""
    addresses: tuple[str, ...] = ()
    """Postal addresses, each on one line."""
    tags: tuple[str, ...] = ()
    circle: Circle | None = None
    cadence: int | None = None
    """Days, as set by hand; see :mod:`netui.domain.cadence` for the others."""
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    dates: tuple[YearlyDate, ...] = ()
    introduced_by: tuple[int, ...] = ()
    connected: date | None = None
    """The day on which one connected on a network such as LinkedIn. It is no conversation."""
    imported: bool = False
    archived: bool = False
    muted: bool = False
    far: bool = False
    """Too far away to meet: the advice is to talk."""
    in_ledger: bool = True


class Mention(Part, frozen=True):
    """A contact's name in a text: code points ``start`` to ``end``, end excluded."""

    contact: int
    start: int
    end: int


class Exchange(Part, frozen=True):
    """Something given or received (it happened), offered or asked (it has not, yet)."""

    direction: Direction
    kind: ExchangeKind
    weight: Literal[1, 2, 3] = 1
    """Benefit to whoever received it: small, middling, large."""
    contacts: tuple[int, ...] = ()


class Interaction(Record, frozen=True):
    """Something that happened on a day. ``text`` is the line to the letter, as it was typed."""

    table: ClassVar[str] = "interactions"

    text: str
    day: date
    """Frozen when logged: travel and zone changes move nothing."""
    logged_at: datetime
    logged_on: date
    """The calendar day, in the zone of then, on which it was logged."""
    zone: str
    at: datetime | None = None
    day_words: tuple[int, int] | None = None
    """Where the text names the day, at its beginning or end; hidden where the day itself is shown."""
    took_part: tuple[int, ...] = ()
    mentioned: tuple[int, ...] = ()
    mentions: tuple[Mention, ...] = ()
    channel: Channel | None = None
    minutes: int | None = None
    purpose: Purpose = "relationship"
    started: Owner | None = None
    place: str | None = None
    event: int | None = None
    tags: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


class Note(Record, frozen=True):
    """Something to know about contacts; nothing happened."""

    table: ClassVar[str] = "notes"

    text: str
    day: date
    logged_at: datetime
    zone: str
    contacts: tuple[int, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()


class FollowUp(Record, frozen=True):
    """Something still to come: a promise of mine, one expected of them, or a planned meeting."""

    table: ClassVar[str] = "follow_ups"

    kind: FollowUpKind
    owner: Owner
    text: str
    made: date
    made_at: datetime
    zone: str
    contacts: tuple[int, ...] = ()
    mentions: tuple[Mention, ...] = ()
    due: date | None = None
    at: datetime | None = None
    channel: Channel | None = None
    """Through which it is to happen, where the line says so."""
    exchange: ExchangeKind | None = None
    """The kind of exchange it will be when done, if it is one."""
    interaction: int | None = None
    """The interaction in which it was made."""
    done: date | None = None
    answered_by: int | None = None
    """The interaction that it became."""
    dropped: date | None = None


class Introduction(Record, frozen=True):
    """Who introduced whom; :data:`ME` stands for oneself."""

    table: ClassVar[str] = "introductions"

    introducer: int
    between: tuple[int, int]
    day: date
    state: IntroductionState = "made"
    interaction: int | None = None
    note: str = ""
    became: date | None = None
    """The day on which its state was last changed."""


class Event(Record, frozen=True):
    """A gathering, with the people met there."""

    table: ClassVar[str] = "events"

    name: str
    day: date
    until: date | None = None
    place: str = ""
    tags: tuple[str, ...] = ()
    met: tuple[int, ...] = ()
    note: str = ""


class Opportunity(Record, frozen=True):
    """Something good that came up, and the contacts that led to it."""

    table: ClassVar[str] = "opportunities"

    title: str
    day: date
    kind: str = ""
    state: OpportunityState = "open"
    via: tuple[int, ...] = ()
    story: str = ""
    interaction: int | None = None
    ended: date | None = None
    """The day on which it happened or passed."""


class Pace(Part, frozen=True, rename={"since": "from"}):
    """How many a week a goal asks for, from a day on."""

    since: date
    weekly: int


class Goal(Record, frozen=True, rename={"first": "from"}):
    """A process measure for a stretch of weeks, and why it matters."""

    table: ClassVar[str] = "goals"

    measure: Measure
    first: date
    """The day it begins."""
    paces: tuple[Pace, ...]
    """In the order in which they take effect; the first from the beginning."""
    until: date | None = None
    """The last day of it; open where there is none."""
    why: str = ""
    tag: str = ""
    """Which one, where a tag is measured."""
    ended: date | None = None
    """The day on which it was put to rest. It has no failing, only an end."""
    outcome: str = ""
    """What came of it."""


class Milestone(Record, frozen=True):
    """Something worth a quiet word once, so that it is not said again."""

    table: ClassVar[str] = "milestones"

    kind: str
    reached: int
    noticed: date


class Review(Record, frozen=True):
    """A weekly review: how far it has come, so that it can be taken up again."""

    table: ClassVar[str] = "reviews"

    week: date
    """The first day of the week that is looked back on."""
    begun: date
    taken: tuple[ReviewStep, ...] = ()
    """The steps that are behind one, skipped ones among them."""
    skipped: tuple[ReviewStep, ...] = ()
    next: tuple[int, ...] = ()
    """Up to three contacts for the week after it, who then head Today."""
    moment: int | None = None
    """The interaction that was the good moment."""
    words: str = ""
    """The good moment in words."""
    finished: date | None = None


class Rest(Record, frozen=True, rename={"first": "from", "last": "to"}):
    """Planned days off the routine, both ends included, and the day on which they were marked."""

    table: ClassVar[str] = "rests"

    first: date
    last: date
    marked: date


class Dismissal(Record, frozen=True):
    """An answer to one occurrence of a reminder, by the reminder's id."""

    table: ClassVar[str] = "dismissals"

    reminder: str
    answer: Answer
    made: date
    until: date | None = None
    """Hidden before this day (snoozed, skipped); None for done."""
    contacts: tuple[int, ...] = ()


class Invited(Part, frozen=True):
    """Somebody of a draft who was not among the contacts when it came."""

    name: str = ""
    email: str = ""


class Draft(Record, frozen=True):
    """A meeting that a calendar brought: to be confirmed, which makes an interaction of it, or dropped.

    It is kept either way, so that the next import does not ask again.
    """

    table: ClassVar[str] = "drafts"

    key: int
    """What the calendar calls it, as :func:`netui.domain.sameness.token` writes it."""
    text: str
    day: date
    at: datetime | None = None
    minutes: int | None = None
    contacts: tuple[int, ...] = ()
    invited: tuple[Invited, ...] = ()
    place: str = ""
    channel: Channel | None = None
    state: DraftState = "open"
    answered: date | None = None
    interaction: int | None = None
    """The one that it became."""


class Source(Record, frozen=True):
    """What a record was called and what it said where it was imported from, in tokens that tell nobody more.

    So a second import adds nothing, and a later export changes what changed there and nothing typed here. See
    :func:`netui.domain.sameness.token`.
    """

    table: ClassVar[str] = "sources"

    source: str
    """The format."""
    keys: tuple[int, ...]
    """What it can be known by there."""
    contact: int | None = None
    """The contact that it became."""
    entry: int | None = None
    """The interaction, note or follow-up that it became; it may be gone since."""
    said: tuple[int, ...] = ()
    """Of a contact, each value that the source had for it."""
    here: tuple[int, ...] = ()
    """Those of them that were here before: the source takes none of these away."""


class RoutineChange(Part, frozen=True, rename={"since": "from"}):
    """A routine, in active days a week. It holds from the week after the one in which ``since`` lies; the
    first of all from the beginning."""

    since: date
    days: int


class CircleCadence(Part, frozen=True):
    """Days between talks with the contacts of a circle, where the person has set them."""

    circle: Circle
    days: int


class Profile(Record, frozen=True):
    """How the person practises. One record, with id 1."""

    table: ClassVar[str] = "profile"

    stage: str | None = None
    routine: tuple[RoutineChange, ...] = ()
    week_start: int = 1
    """ISO weekday on which a week begins, 1 = Monday."""
    rollover_hour: int = 3
    circles: tuple[CircleCadence, ...] = ()


PROFILE_ID = 1

RECORDS: dict[str, type[Record]] = {
    record.table: record
    for record in (
        Contact, Interaction, Note, FollowUp, Introduction, Event, Opportunity, Goal, Rest, Dismissal,
        Milestone, Review, Draft, Source, Profile,
    )
}  # fmt: skip
"""The tables that netui reads and writes. Other tables of a document are kept as they are."""
