"""Which contacts a record names, in whatever field; and the same record with others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from netui.domain.records import (
    ME,
    Contact,
    Dismissal,
    Draft,
    Event,
    Exchange,
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Membership,
    Mention,
    Note,
    Opportunity,
    Part,
    Review,
    Source,
)
from netui.network.changes import contacts_of

ID_LENGTH = 16
"""Digits of an id at most, which stays below 2^53."""

Other = Callable[[int], int | None]
"""The contact that is to stand where one stands; None for nobody."""

_NAMING: dict[type[Part], str] = {Mention: "contact", Membership: "organisation"}
"""Parts that name one contact, and the field that does."""

ABOUT = {
    **dict.fromkeys(("promise", "expected", "meeting"), FollowUp.table),
    "goal": Goal.table,
    "routine": None,
}
"""Kinds of reminder whose id names no contact, and what it names: a follow-up, a goal, or but a week."""


def contacts_named(record_id: int, record: object) -> Iterable[int]:
    """The ids of the contacts that a record names; a contact's own id among them."""
    yield from contacts_of(record_id, record)
    match record:
        case Contact():
            yield from record.introduced_by
        case Interaction() | Note() | FollowUp():
            yield from (mention.contact for mention in record.mentions)
        case Opportunity():
            yield from record.via
        case Source():
            yield from () if record.contact is None else (record.contact,)
        case Event() | Introduction():
            return


def with_contacts(record: Any, other: Other) -> Any:
    """``record`` with every contact that it names exchanged by ``other``, nobody named twice.

    An exchange or an introducer with nobody left is taken out; an introduction always keeps three. Positions
    in texts stay: a name in a text is the business of :mod:`netui.network.redacting`.
    """
    replace = msgspec.structs.replace
    match record:
        case Contact():
            organisations = _parts(record.organisations, other)
            introduced_by = _ids(record.introduced_by, other)
            if organisations is record.organisations and introduced_by is record.introduced_by:
                return record
            return replace(record, organisations=organisations, introduced_by=introduced_by)
        case Interaction():
            took_part, mentioned = _ids(record.took_part, other), _ids(record.mentioned, other)
            if (took_part, mentioned) != (record.took_part, record.mentioned):
                mentioned = tuple(each for each in mentioned if each not in took_part)
            return replace(
                record,
                took_part=took_part,
                mentioned=mentioned,
                mentions=_parts(record.mentions, other),
                exchanges=tuple(_exchanged(record.exchanges, other)),
            )
        case Note() | FollowUp():
            return replace(
                record,
                contacts=_ids(record.contacts, other),
                mentions=_parts(record.mentions, other),
            )
        case Introduction():
            first, second = (_stays(each, other) for each in record.between)
            return replace(record, introducer=_stays(record.introducer, other), between=(first, second))
        case Event():
            return replace(record, met=_ids(record.met, other))
        case Opportunity():
            return replace(record, via=_ids(record.via, other))
        case Dismissal():
            return replace(
                record,
                contacts=_ids(record.contacts, other),
                reminder=reminder_with(record.reminder, other),
            )
        case Review():
            return replace(record, next=_ids(record.next, other))
        case Draft():
            return replace(record, contacts=_ids(record.contacts, other))
        case Source():
            return record if record.contact is None else replace(record, contact=other(record.contact))
        case _:
            return record


def part_with(part: Part, other: Other) -> Part | None:
    """A piece of a record with every contact that it names exchanged; None where it has nobody left."""
    field = _NAMING.get(type(part))
    if field is not None:
        contact = other(getattr(part, field))
        return None if contact is None else msgspec.structs.replace(part, **{field: contact})
    if isinstance(part, Exchange) and part.contacts:
        contacts = _ids(part.contacts, other)
        return msgspec.structs.replace(part, contacts=contacts) if contacts else None
    return part


def reminder_with(reminder: str, other: Other) -> str:
    """A reminder's id as it is when other contacts stand in it."""
    kind, first_colon, rest = reminder.partition(":")
    about, colon, occurrence = rest.partition(":")
    if kind in ABOUT:
        return reminder
    parts = about.split(".")
    ids = 2 if kind == "introduce" else 1  # what follows are the words of a date
    exchanged = [str(_stays(int(part), other)) if _is_id(part) else part for part in parts[:ids]]
    return f"{kind}{first_colon}{'.'.join((*exchanged, *parts[ids:]))}{colon}{occurrence}"


def reminder_about(reminder: str) -> tuple[str | None, tuple[int, ...]]:
    """The table and the ids of what a reminder's id names."""
    kind, about = (*reminder.split(":", 2), "", "")[:2]
    parts = about.split(".")[: 2 if kind == "introduce" else 1]
    return ABOUT.get(kind, Contact.table), tuple(int(part) for part in parts if _is_id(part))


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) <= ID_LENGTH


def _ids(ids: tuple[int, ...], other: Other) -> tuple[int, ...]:
    if not ids:
        return ids
    found = tuple(ME if each == ME else other(each) for each in ids)
    if found == ids:
        return ids
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _stays(contact: int, other: Other) -> int:
    found = ME if contact == ME else other(contact)
    return contact if found is None else found


def _parts(parts: tuple[Part, ...], other: Other) -> tuple[Part, ...]:
    if not parts:
        return parts
    exchanged = tuple(_exchanged(parts, other))
    return parts if exchanged == parts else tuple(dict.fromkeys(exchanged))


def _exchanged(parts: Iterable[Part], other: Other) -> Iterator[Part]:
    for part in parts:
        if (new := part_with(part, other)) is not None:
            yield new
