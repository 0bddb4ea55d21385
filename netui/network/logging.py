"""From a reading to records: what saving a line does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from netui.domain.days import Now
from netui.domain.introductions import leads_back
from netui.domain.line.reading import ReadContact, ReadFollowUp, Reading
from netui.domain.line.spans import fold
from netui.domain.line.words import exchange_kind_in
from netui.domain.records import (
    ME,
    Contact,
    Event,
    Exchange,
    FollowUp,
    Interaction,
    Introduction,
    Mention,
    Note,
    Opportunity,
)
from netui.errors import ChoiceNeeded, LineError, NotFoundError
from netui.network.lookup import ambiguity
from netui.network.network import Network
from netui.storage import Transaction

LABEL_LENGTH = 60
"""Code points of a line that a change's label shows."""

EVENT_NEARNESS = timedelta(days=3)
"""An event of the same name this near is the same event (choice)."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a line became."""

    interaction: int | None
    note: int | None
    follow_ups: tuple[int, ...]
    contacts: tuple[int, ...]
    """Ids in the order of the reading's contacts, new ones among them."""


def save(network: Network, reading: Reading, now: Now) -> Saved:
    """Write what was read, as one change. Durable when this returns.

    Raises ChoiceNeeded where a name could mean several contacts, DocumentError where it cannot be written.
    """
    refuse_ties(network, reading)
    with network.change(label_of(reading)) as transaction:
        return write(network, transaction, reading, now)


def label_of(reading: Reading) -> str:
    """What a change says that writes a line."""
    kind = {"interaction": "log", "note": "note", "plan": "plan"}[reading.form]
    return f"{kind}: {shorten(reading.text)}"


def write(
    network: Network, transaction: Transaction, reading: Reading, now: Now, *, event: int | None = None
) -> Saved:
    """Add to a change what was read; ``event`` is where it was, in place of the one that the line names."""
    contacts = contacts_in(network, transaction, reading, now)
    remember_about(transaction, reading, contacts)
    note = interaction = None
    if reading.form == "note":
        note = transaction.insert(note_in(reading, contacts, now))
    elif reading.form == "interaction":
        event = event_in(network, transaction, reading, contacts, event)
        interaction = transaction.insert(interaction_in(reading, contacts, now, event))
        add_introductions(transaction, reading, contacts, interaction)
        add_opportunity(transaction, reading, contacts, interaction)
    follow_ups = tuple(
        transaction.insert(follow_up_in(reading, follow_up, contacts, now, interaction))
        for follow_up in reading.follow_ups
    )
    return Saved(interaction=interaction, note=note, follow_ups=follow_ups, contacts=contacts)


def refuse_ties(network: Network, reading: Reading) -> None:
    """Raise ChoiceNeeded when a name in the line could mean several contacts."""
    if reading.ties:
        raise ChoiceNeeded(tuple(ambiguity(network, tie.matched, tie.candidates) for tie in reading.ties))


def shorten(text: str, length: int = LABEL_LENGTH) -> str:
    """``text`` on one line, cut with an ellipsis where it is longer than ``length`` code points."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def contacts_in(network: Network, transaction: Transaction, reading: Reading, now: Now) -> tuple[int, ...]:
    """The ids of the reading's contacts in its order; new ones are made.

    One whom another session has made since the line was read is that one. Raises NotFoundError where
    another session has taken one out since.
    """

    def id_of(contact: ReadContact) -> int:
        if contact.contact is None:
            made = _called(network, contact)
            new = Contact(name=contact.name, kind=contact.kind, added=now.today)
            return transaction.insert(new) if made is None else made
        if transaction.get(Contact.table, contact.contact) is None:
            raise NotFoundError(f"{contact.name} is not here any more: look at the line again")
        return contact.contact

    return tuple(id_of(contact) for contact in reading.contacts)


def _called(network: Network, wanted: ReadContact) -> int | None:
    """The contact of the same name and kind."""
    for contact in network.names.lookup(wanted.name):
        known = network.contacts[contact]
        if known.kind == wanted.kind and fold(known.name) == fold(wanted.name):
            return contact
    return None


def remember_about(transaction: Transaction, reading: Reading, contacts: tuple[int, ...]) -> None:
    """Keep what the line says of somebody's needs and offers."""
    for about in reading.about:
        contact = transaction.get(Contact.table, contacts[about.index])
        assert isinstance(contact, Contact)
        values: tuple[str, ...] = getattr(contact, about.field)
        if about.value not in values:
            fields = {about.field: (*values, about.value)}
            transaction.update(Contact.table, contacts[about.index], **fields)


def _mentions(reading: Reading, contacts: tuple[int, ...], start: int, end: int) -> tuple[Mention, ...]:
    """The names that lie in a stretch of the line, by their position in the stretch."""
    return tuple(
        Mention(contact=contacts[named.index], start=named.start - start, end=named.end - start)
        for named in reading.named
        if start <= named.start and named.end <= end
    )


def note_in(reading: Reading, contacts: tuple[int, ...], now: Now) -> Note:
    """The note that a line says."""
    start, end = reading.prose
    return Note(
        text=reading.text[start:end],
        day=reading.day,
        logged_at=now.instant,
        zone=now.zone,
        contacts=contacts,
        mentions=_mentions(reading, contacts, start, end),
        tags=reading.tags,
    )


def interaction_in(reading: Reading, contacts: tuple[int, ...], now: Now, event: int | None) -> Interaction:
    """The interaction that a line says."""
    by_role: Mapping[str, tuple[int, ...]] = {
        role: tuple(
            contact_id
            for contact_id, contact in zip(contacts, reading.contacts, strict=True)
            if contact.role == role
        )
        for role in ("took_part", "mentioned")
    }
    return Interaction(
        text=reading.text,
        day=reading.day,
        day_words=reading.day_words,
        at=_at(reading, now),
        zone=now.zone,
        logged_at=now.instant,
        logged_on=now.today,
        took_part=by_role["took_part"],
        mentioned=by_role["mentioned"],
        mentions=_mentions(reading, contacts, 0, len(reading.text)),
        channel=reading.channel,
        minutes=reading.minutes,
        purpose=reading.purpose,
        started=reading.started,
        place=reading.place,
        event=event,
        tags=reading.tags,
        exchanges=tuple(
            Exchange(
                direction=exchange.direction,
                kind=exchange.kind,
                weight=exchange.weight,
                contacts=tuple(contacts[index] for index in exchange.contacts),
            )
            for exchange in reading.exchanges
        ),
    )


def _at(reading: Reading, now: Now) -> datetime | None:
    """The instant of the time said: of what happened, a day's small hours are those that end it.

    A meeting planned ``at 1am`` is at that hour of the calendar day that was said.
    """
    if reading.time is None:
        return None
    night = reading.form == "interaction" and reading.time.hour < now.rollover_hour
    try:
        day = reading.day + timedelta(days=1) if night else reading.day
        return datetime.combine(day, reading.time, ZoneInfo(now.zone)).astimezone(UTC)
    except OverflowError:
        raise LineError(f"{reading.time:%H:%M} on {reading.day} is outside the calendar") from None


def event_in(
    network: Network,
    transaction: Transaction,
    reading: Reading,
    contacts: tuple[int, ...],
    event: int | None = None,
) -> int | None:
    """The event that a line names, made where none of that name is near that day; who was met joins it.

    ``event`` is the one that is meant, whatever the line names.
    """
    if event is None:
        event = _event_named(network, reading)
    if event is None and reading.event is None:
        return None
    met = met_in(reading, contacts)
    if event is None:
        assert reading.event is not None
        return transaction.insert(
            Event(name=reading.event, day=reading.day, place=reading.place or "", met=met)
        )
    join_event(transaction, event, transaction.known(Event.table, event), met)
    return event


def _event_named(network: Network, reading: Reading) -> int | None:
    """The event on record that a line names: of that name, near that day."""
    name = (reading.event or "").casefold()
    near = (
        event_id
        for event_id, event in network.events.items()
        if event.name.casefold() == name and abs(event.day - reading.day) <= EVENT_NEARNESS
    )
    return next(near, None) if name else None


def met_in(reading: Reading, contacts: tuple[int, ...]) -> tuple[int, ...]:
    """The people who took part."""
    return tuple(
        contact_id
        for contact_id, contact in zip(contacts, reading.contacts, strict=True)
        if contact.role == "took_part" and contact.kind == "person"
    )


def join_event(transaction: Transaction, event_id: int, event: Event, met: tuple[int, ...]) -> None:
    """Add those ``met`` to the people of an event."""
    together = (*event.met, *(contact for contact in met if contact not in event.met))
    if together != event.met:
        transaction.update(Event.table, event_id, met=together)


def add_introductions(
    transaction: Transaction, reading: Reading, contacts: tuple[int, ...], interaction: int
) -> None:
    """Keep the introductions that a line tells of."""
    for introduction in reading.introductions:
        first, second = (ME if index is None else contacts[index] for index in introduction.between)
        introducer = ME if introduction.introducer is None else contacts[introduction.introducer]
        transaction.insert(
            Introduction(
                introducer=introducer, between=(first, second), day=reading.day, interaction=interaction
            )
        )
        if ME in (first, second) and introducer != ME:
            _remember_introducer(transaction, introducer, second if first == ME else first)


def _remember_introducer(transaction: Transaction, introducer: int, introduced: int) -> None:
    """Keep who introduced whom, but for a circle of introducers, which would have no beginning to tell."""

    def introduced_by(contact: int) -> tuple[int, ...]:
        known = transaction.get(Contact.table, contact)
        return known.introduced_by if isinstance(known, Contact) else ()

    before = introduced_by(introduced)
    if introducer not in before and not leads_back(introduced, introducer, introduced_by):
        transaction.update(Contact.table, introduced, introduced_by=(*before, introducer))


def add_opportunity(
    transaction: Transaction, reading: Reading, contacts: tuple[int, ...], interaction: int
) -> None:
    """Keep the opportunity that a line tells of."""
    if reading.opportunity is None:
        return
    via = tuple(
        contact_id
        for contact_id, contact in zip(contacts, reading.contacts, strict=True)
        if contact.role == "took_part"
    )
    transaction.insert(
        Opportunity(title=reading.opportunity, day=reading.day, via=via, interaction=interaction)
    )


def follow_up_in(
    reading: Reading, follow_up: ReadFollowUp, contacts: tuple[int, ...], now: Now, interaction: int | None
) -> FollowUp:
    """The follow-up that a line says; ``interaction`` is the one in which it was made."""
    meeting = follow_up.kind == "meeting"
    return FollowUp(
        kind=follow_up.kind,
        owner=follow_up.owner,
        text=follow_up.text,
        made=now.today,
        made_at=now.instant,
        zone=now.zone,
        contacts=tuple(contacts[index] for index in follow_up.contacts),
        mentions=_mentions(reading, contacts, follow_up.start, follow_up.end),
        due=follow_up.due,
        at=_at(reading, now) if meeting else None,
        channel=reading.channel if meeting else None,
        exchange=None if meeting else exchange_kind_in(follow_up.text),
        interaction=interaction,
    )
