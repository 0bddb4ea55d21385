"""What becomes of one contact that an import brings: made, joined to one that is here, or brought up to date.

Nothing that a person typed is overwritten. A later export of the same source changes what that source had
brought, and what it never had, or what was changed here since, stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from netui.domain.line.spans import fold
from netui.domain.plain import PlainContact, PlainMembership
from netui.domain.records import Contact, Membership, YearlyDate
from netui.domain.sameness import email_key, name_key, phone_key, profile_key, same_phone, token
from netui.network.merging import both

House = Callable[[str], int]
"""The id of an organisation by its name; it is made where there is none."""

_LISTS: dict[str, Callable[[Any], str]] = {
    "nicknames": fold,
    "emails": lambda each: email_key(each) or fold(each),
    "phones": lambda each: phone_key(each) or each,
    "urls": lambda each: profile_key(each) or each,
    "addresses": fold,
    "tags": str.casefold,
    "needs": fold,
    "offers": fold,
    "dates": lambda each: f"{each.label} {each.year} {each.month} {each.day}",
}
"""Fields with several values, and what makes two of them the same."""

_SINGLES = ("name", "place", "circle", "cadence", "connected")
"""Fields with one value, which :func:`renewed` exchanges where the source had brought it."""


def made(plain: PlainContact, house: House, today: date) -> Contact:
    """The contact that a record is, as it would be alone; only a name until something happens."""
    return Contact(
        name=plain.name,
        added=today,
        kind=plain.kind,
        organisations=tuple(_memberships(plain.organisations, house)),
        circle=plain.circle,
        cadence=plain.cadence,
        place=plain.place,
        connected=plain.connected,
        archived=plain.archived,
        imported=True,
        **{name: getattr(plain, name) for name in _LISTS},
    )


def joined(known: Contact, plain: PlainContact, house: House, today: date) -> Contact:
    """``known`` with what a record of the same person adds to it."""
    brought = msgspec.structs.replace(
        made(plain, house, today),
        phones=_unlike_any(plain.phones, known.phones, phone_key, same_phone),
        dates=tuple(_dates_beside(known.dates, plain.dates)),
        organisations=(),
        added=known.added,
    )
    return msgspec.structs.replace(
        both(known, brought),
        organisations=_with_memberships(known.organisations, plain.organisations, house),
        connected=known.connected or plain.connected,
        imported=known.imported,
        archived=known.archived,
    )


def _dates_beside(known: Iterable[YearlyDate], brought: Iterable[YearlyDate]) -> Iterator[YearlyDate]:
    """Those that do not say otherwise than a person has typed: there is but one birthday."""
    birthdays = {(each.month, each.day) for each in known if each.label == "birthday"}
    for each in brought:
        if each.label != "birthday" or not birthdays or (each.month, each.day) in birthdays:
            yield each


def _unlike_any(
    values: Iterable[str], known: Iterable[str], key: Callable[[str], str], same: Callable[[str, str], bool]
) -> tuple[str, ...]:
    keys = [key(each) for each in known]
    return tuple(each for each in values if not any(same(key(each), other) for other in keys))


def _memberships(plain: Iterable[PlainMembership], house: House) -> Iterator[Membership]:
    for each in plain:
        yield Membership(
            organisation=house(each.organisation),
            role=each.role,
            department=each.department,
            since=each.since,
            until=each.until,
        )


def _with_memberships(
    known: tuple[Membership, ...], brought: Iterable[PlainMembership], house: House
) -> tuple[Membership, ...]:
    """``known`` with further organisations; of one that is known only what is not."""
    for each in _memberships(brought, house):
        place = next(
            (
                index
                for index, old in enumerate(known)
                if old.organisation == each.organisation and (old.until is None) == (each.until is None)
            ),
            None,
        )
        if place is None:
            known = (*known, each)
            continue
        old = known[place]
        filled = msgspec.structs.replace(
            old,
            role=old.role or each.role,
            department=old.department or each.department,
            since=old.since or each.since,
        )
        known = (*known[:place], filled, *known[place + 1 :])
    return known


# --- what a source said ------------------------------------------------------------------------------------


def said_by(plain: PlainContact) -> tuple[int, ...]:
    """A token for each value of a record."""
    return tuple(dict.fromkeys(_tokens_of_plain(plain)))


def said_here(contact: Contact, house_name: Callable[[int], str]) -> set[int]:
    """The same of a contact that is here."""
    found = set(_tokens(contact))
    found |= {
        _membership_token(house_name(each.organisation), each.role, each.department)
        for each in contact.organisations
    }
    return found


def keys_of(plain: PlainContact) -> tuple[int, ...]:
    """What a record can be known by the next time that its source brings it, the surest first."""
    found = [token("key", plain.key)] if plain.key else []
    found += [token("url", key) for url in plain.urls if (key := profile_key(url))]
    found += [token("email", key) for email in plain.emails if (key := email_key(email))]
    found += [token("phone", key) for phone in plain.phones if (key := phone_key(phone))]
    if not found:
        # The day of connecting tells two of one name apart, and stays when they change their work.
        houses = sorted(fold(each.organisation) for each in plain.organisations)
        beside = [str(plain.connected)] if plain.connected else houses
        found = [token("name", plain.kind, name_key(plain.name), *beside)]
    return tuple(dict.fromkeys(found))


def _tokens_of_plain(plain: PlainContact) -> Iterator[int]:
    yield from _tokens(plain)
    for each in plain.organisations:
        yield _membership_token(each.organisation, each.role, each.department)
    for note in plain.notes:
        yield note_token(note.text)


def _tokens(contact: Contact | PlainContact) -> Iterator[int]:
    for name in _SINGLES:
        value = getattr(contact, name)
        if value not in (None, ""):
            yield token(name, str(value))
    for name, key in _LISTS.items():
        for value in getattr(contact, name):
            yield token(name, key(value))


def _membership_token(organisation: str, role: str, department: str) -> int:
    return token("organisations", fold(organisation), role, department)


def note_token(text: str) -> int:
    """The token of a note about a contact."""
    return token("notes", text)


# --- a later export ----------------------------------------------------------------------------------------


def renewed(
    known: Contact,
    plain: PlainContact,
    gone: set[int],
    fresh: set[int],
    house: House,
    house_name: Callable[[int], str],
    today: date,
) -> Contact:
    """``known`` as a later export of its source has it.

    ``gone`` are the tokens of what that source had brought and does not say any more, ``fresh`` of what it
    says for the first time. All else is left as it is, and a field of which it says nothing now, too: an
    export with fewer columns is no word that anything has changed.
    """
    changes: dict[str, Any] = {}
    for name, key in _LISTS.items():
        left = gone if getattr(plain, name) else set()
        stay = [each for each in getattr(known, name) if token(name, key(each)) not in left]
        held = {key(each) for each in stay}
        new = [
            each for each in getattr(plain, name) if token(name, key(each)) in fresh and key(each) not in held
        ]
        changes[name] = (*stay, *new)
    for name in _SINGLES:
        before, after = getattr(known, name), getattr(plain, name)
        told = after not in (None, "") and token(name, str(after)) in fresh
        if told and (before in (None, "") or token(name, str(before)) in gone):
            changes[name] = after
    if changes.get("name", known.name) != known.name:
        changes["nicknames"] = tuple(dict.fromkeys((*changes["nicknames"], known.name)))
    changes["organisations"] = tuple(
        _memberships_renewed(known, plain, gone, fresh, house, house_name, today)
    )
    return msgspec.structs.replace(known, **changes)


def _memberships_renewed(
    known: Contact,
    plain: PlainContact,
    gone: set[int],
    fresh: set[int],
    house: House,
    house_name: Callable[[int], str],
    today: date,
) -> Iterator[Membership]:
    """One that the source has left ends today, one that it has begun begins today; a role is exchanged."""
    new = {
        house(each.organisation): each
        for each in plain.organisations
        if _membership_token(each.organisation, each.role, each.department) in fresh
    }
    had = bool(known.organisations)
    gone = gone if plain.organisations else set()
    for old in known.organisations:
        name = house_name(old.organisation)
        left = _membership_token(name, old.role, old.department) in gone
        successor = new.get(old.organisation) if old.until is None else None
        if successor is not None:
            del new[old.organisation]
            if left:
                yield msgspec.structs.replace(old, role=successor.role, department=successor.department)
            else:
                yield msgspec.structs.replace(
                    old,
                    role=old.role or successor.role,
                    department=old.department or successor.department,
                )
        elif left and old.until is None:
            yield msgspec.structs.replace(old, until=today)
        else:
            yield old
    for organisation, each in new.items():
        yield Membership(
            organisation=organisation,
            role=each.role,
            department=each.department,
            since=each.since or (today if had else None),
            until=each.until,
        )
