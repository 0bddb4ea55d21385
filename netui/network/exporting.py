"""Export: the network, or one contact of it, as plain records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from netui.domain.days import Now
from netui.domain.plain import (
    Outgoing,
    PlainContact,
    PlainDue,
    PlainFollowUp,
    PlainInteraction,
    PlainMembership,
    PlainMention,
    PlainNote,
    PlainRecord,
    Who,
)
from netui.domain.records import Contact, FollowUp, Interaction, Mention, Note
from netui.network.known import is_open
from netui.network.network import Network
from netui.network.picture import Picture


def outgoing(
    network: Network, now: Now, *, contact: int | None = None, picture: Picture | None = None
) -> Outgoing:
    """What there is to write: all of it, or what is about one contact.

    ``picture``, where there is one, says who is due; it need be computed only for what tells of that.
    """
    return Outgoing(
        contacts=tuple(_contacts(network, contact)),
        interactions=tuple(
            _interaction(network, each, record)
            for each, record in sorted(network.interactions.items(), key=lambda item: (item[1].day, item[0]))
            if contact is None or contact in (*record.took_part, *record.mentioned)
        ),
        notes=tuple(
            _note(network, each, record)
            for each, record in network.notes.items()
            if not _is_of_one(record) and (contact is None or contact in record.contacts)
        ),
        follow_ups=tuple(
            _follow_up(network, each, record)
            for each, record in network.follow_ups.items()
            if is_open(record) and (contact is None or contact in record.contacts)
        ),
        due=tuple(_due(picture, now, contact)) if picture is not None else (),
        places=tuple(sorted(network.places())),
        to_hand_on=contact is not None,
    )


def document(network: Network) -> Outgoing:
    """The records of the document, with the version of their format."""
    return Outgoing(
        records=tuple(
            PlainRecord(table=table, id=each, json=raw) for table, each, raw in network.store.records()
        )
    )


def _contacts(network: Network, only: int | None) -> Iterator[PlainContact]:
    for contact_id, contact in network.contacts.items():
        if only is None or contact_id == only:
            yield plain_contact(network, contact_id, contact)


def plain_contact(network: Network, contact_id: int, contact: Contact) -> PlainContact:
    """A contact with names in place of ids, and the notes that are about nobody else."""
    return PlainContact(
        name=contact.name,
        kind=contact.kind,
        nicknames=contact.nicknames,
        organisations=tuple(
            PlainMembership(
                organisation=network.contacts[each.organisation].name,
                role=each.role,
                department=each.department,
                since=each.since,
                until=each.until,
            )
            for each in contact.organisations
            if each.organisation in network.contacts
        ),
        emails=contact.emails,
        phones=contact.phones,
        urls=contact.urls,
        place=contact.place,
        addresses=contact.addresses,
        tags=contact.tags,
        circle=contact.circle,
        cadence=contact.cadence,
        needs=contact.needs,
        offers=contact.offers,
        dates=contact.dates,
        introduced_by=tuple(_who(network, contact.introduced_by)),
        connected=contact.connected,
        notes=tuple(
            PlainNote(text=note.text, day=note.day, tags=note.tags, key=str(note_id))
            for note_id, note in network.notes_of(contact_id)
            if _is_of_one(note)
        ),
        archived=contact.archived,
        key=str(contact_id),
    )


def _is_of_one(note: Note) -> bool:
    return len(note.contacts) == 1 and not note.mentions


def _interaction(network: Network, interaction_id: int, record: Interaction) -> PlainInteraction:
    return PlainInteraction(
        text=record.text,
        day=record.day,
        at=record.at,
        took_part=tuple(_who(network, record.took_part)),
        mentioned=tuple(_who(network, record.mentioned)),
        mentions=tuple(_mentions(network, record.mentions)),
        channel=record.channel,
        minutes=record.minutes,
        place=record.place or "",
        tags=record.tags,
        key=str(interaction_id),
    )


def _note(network: Network, note_id: int, record: Note) -> PlainNote:
    return PlainNote(
        text=record.text,
        day=record.day,
        who=tuple(_who(network, record.contacts)),
        mentions=tuple(_mentions(network, record.mentions)),
        tags=record.tags,
        key=str(note_id),
    )


def _follow_up(network: Network, follow_up_id: int, record: FollowUp) -> PlainFollowUp:
    return PlainFollowUp(
        kind=record.kind,
        owner=record.owner,
        text=record.text,
        who=tuple(_who(network, record.contacts)),
        made=record.made,
        due=record.due,
        at=record.at,
        key=str(follow_up_id),
    )


def _who(network: Network, contacts: Iterable[int]) -> Iterator[Who]:
    for contact_id in contacts:
        contact = network.contacts.get(contact_id)
        if contact is not None:
            yield Who(name=contact.name, email=next(iter(contact.emails), ""), key=str(contact_id))


def _mentions(network: Network, mentions: Iterable[Mention]) -> Iterator[PlainMention]:
    for mention in mentions:
        for who in _who(network, (mention.contact,)):
            yield PlainMention(who=who, start=mention.start, end=mention.end)


def _due(picture: Picture, now: Now, only: int | None) -> Iterator[PlainDue]:
    """Whom to reach out to and when, by cadence; muted and archived ones are not sought."""
    for contact_id, standing in picture.standings.items():
        contact, touch = standing.contact, standing.touch
        if (
            touch.due is None
            or contact.muted
            or contact.archived
            or (only is not None and contact_id != only)
        ):
            continue
        yield PlainDue(
            who=Who(name=contact.name, key=str(contact_id)),
            day=touch.due,
            reason=f"wanted every {touch.cadence} days"
            if touch.source == "hand"
            else f"about every {touch.cadence} days",
            key=str(contact_id),
        )
