"""vCards, 4.0 or 3.0: one file, or a folder with one card a file, as khard and vdirsyncer keep them.

A card says all that a contact is (:class:`netui.domain.plain.PlainContact`), but for tags of its notes. What
the standard has no word for is said in properties of netui's own (``X-NETUI-…``), which other programs keep
or pass over; the card of one contact, which one hands on to others, is without them, and without tags and
notes: what one thinks of somebody is nobody else's business. What happened goes out as netui JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Literal

from netui.domain.days import Now
from netui.domain.plain import Outgoing, PlainContact, PlainMembership, PlainNote
from netui.domain.records import YearlyDate
from netui.exchange.content_lines import escaped, folded, parameter, uid
from netui.exchange.dates import NO_YEAR
from netui.exchange.formats import File

Version = Literal["3.0", "4.0"]

_APPLE_NO_YEAR = NO_YEAR[0]
"""A leap year, so that 29 February is a day of it."""


def write_whole(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """All cards in one file, vCard 4.0."""
    return _one_file(outgoing, "4.0")


def write_folder(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """A file a card, vCard 4.0."""
    return _files(outgoing, "4.0")


def write_three(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """All cards in one file, vCard 3.0."""
    return _one_file(outgoing, "3.0")


def write_three_folder(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """A file a card, vCard 3.0."""
    return _files(outgoing, "3.0")


def _one_file(outgoing: Outgoing, version: Version) -> Iterator[File]:
    own = not outgoing.to_hand_on
    yield File("", b"".join(card(contact, version, own=own) for contact in outgoing.contacts))


def _files(outgoing: Outgoing, version: Version) -> Iterator[File]:
    for contact in outgoing.contacts:
        content = card(contact, version, own=not outgoing.to_hand_on)
        yield File(f"{_uid(contact.key or contact.name)}.vcf", content)


def card(contact: PlainContact, version: Version, *, own: bool = True) -> bytes:
    """One card, of one's ``own`` book or to hand on. The same contact makes the same bytes."""
    return b"".join(map(folded, _lines(contact, version, own=own)))


def _uid(key: str) -> str:
    return uid("contact", key)


def _lines(contact: PlainContact, version: Version, *, own: bool) -> Iterator[str]:
    groups = count(1)
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"UID:urn:uuid:{_uid(contact.key or contact.name)}"
    yield from _naming(contact, version)
    yield from _memberships(contact.organisations, groups, own=own)
    yield from (f"EMAIL:{escaped(email)}" for email in contact.emails)
    yield from (f"TEL:{escaped(phone)}" for phone in contact.phones)
    # A URI is no text, but those who read cards (Apple, Google, vobject) split and unescape it as one.
    yield from (f"URL:{escaped(url)}" for url in contact.urls)
    if contact.place:
        yield f"ADR:;;;{escaped(contact.place)};;;"
    yield from (f"ADR:;;{escaped(address)};;;;" for address in contact.addresses)
    if contact.tags and own:
        yield f"CATEGORIES:{','.join(map(escaped, contact.tags))}"
    yield from _dates(contact.dates, version, groups)
    if own:
        yield from map(_note, contact.notes)
        yield from _own(contact)
    yield "END:VCARD"


def _own(contact: PlainContact) -> Iterator[str]:
    """What a card has no word for."""
    if contact.circle:
        yield f"X-NETUI-CIRCLE:{contact.circle}"
    if contact.cadence is not None:
        yield f"X-NETUI-CADENCE:{contact.cadence}"
    yield from (f"X-NETUI-NEEDS:{escaped(each)}" for each in contact.needs)
    yield from (f"X-NETUI-OFFERS:{escaped(each)}" for each in contact.offers)
    for who in contact.introduced_by:
        key = f";X-UID={_uid(who.key)}" if who.key else ""
        email = f";X-EMAIL={parameter(who.email)}" if who.email else ""
        yield f"X-NETUI-INTRODUCED-BY{key}{email}:{escaped(who.name)}"
    if contact.connected:
        yield f"X-NETUI-CONNECTED:{contact.connected.isoformat()}"
    if contact.archived:
        yield "X-NETUI-ARCHIVED:yes"


def _naming(contact: PlainContact, version: Version) -> Iterator[str]:
    is_house = contact.kind == "organisation"
    if version == "4.0":
        yield f"KIND:{'org' if is_house else 'individual'}"
    elif is_house:
        yield "X-ABShowAs:COMPANY"
    yield f"FN:{escaped(contact.name)}"
    # Where the family name begins is a guess, which the reader of FN has no need of; 3.0 wants an N.
    given, _, family = ("", "", "") if is_house else contact.name.rpartition(" ")
    yield f"N:{escaped(family)};{escaped(given)};;;"
    yield from (f"NICKNAME:{escaped(nickname)}" for nickname in contact.nicknames)
    if is_house:
        yield f"ORG:{escaped(contact.name)}"


def _memberships(memberships: tuple[PlainMembership, ...], groups: count[int], *, own: bool) -> Iterator[str]:
    for membership in memberships:
        days = {"FROM": membership.since, "UNTIL": membership.until} if own else {}
        group = f"item{next(groups)}." if membership.role or any(days.values()) else ""
        parts = (membership.organisation, membership.department) if membership.department else ()
        yield f"{group}ORG:{';'.join(map(escaped, parts or (membership.organisation,)))}"
        if membership.role:
            yield f"{group}TITLE:{escaped(membership.role)}"
        yield from (f"{group}X-NETUI-{name}:{day.isoformat()}" for name, day in days.items() if day)


def _dates(dates: tuple[YearlyDate, ...], version: Version, groups: count[int]) -> Iterator[str]:
    once = {"birthday": "BDAY", "anniversary": "ANNIVERSARY"} if version == "4.0" else {"birthday": "BDAY"}
    for each in dates:
        name = once.pop(each.label, "")
        if name and version == "4.0":
            year = f"{each.year:04}" if each.year else "--"
            yield f"{name}:{year}{each.month:02}{each.day:02}"
        elif name:
            yield f"{name}{_with_year(each)}"
        else:
            group = f"item{next(groups)}"
            yield f"{group}.X-ABDATE{_with_year(each)}"
            yield f"{group}.X-ABLabel:{escaped(each.label)}"


def _with_year(each: YearlyDate) -> str:
    if each.year:
        return f":{each.year:04}-{each.month:02}-{each.day:02}"
    return f";X-APPLE-OMIT-YEAR={_APPLE_NO_YEAR}:{_APPLE_NO_YEAR}-{each.month:02}-{each.day:02}"


def _note(note: PlainNote) -> str:
    """With the day on which it was made, as RFC 9554 section 4.5 has it."""
    created = f";CREATED={parameter(f'{note.day:%Y%m%d}T000000Z')}" if note.day else ""
    return f"NOTE{created}:{escaped(note.text)}"
