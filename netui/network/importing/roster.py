"""Everybody who is here, by what they can be known by: who a record of an import is (formats.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from netui.domain.line.spans import fold
from netui.domain.plain import PlainContact
from netui.domain.records import Contact
from netui.domain.sameness import (
    SHARED_PHONE,
    contradict,
    differ,
    different_profiles,
    email_key,
    name_key,
    name_parts,
    phone_key,
    profile_key,
    same_phone,
)
from netui.network.importing.neighbours import Neighbours, Parts

PHONE_END = 7
"""Last digits by which phones are looked up before they are compared whole."""

HouseName = Callable[[int], str]
"""The name of an organisation by its id."""


class Roster:
    """The contacts that are here, and those that come; kept up as they come."""

    def __init__(self, house_name: HouseName) -> None:
        self._contacts: dict[int, Contact] = {}
        self._house_name = house_name
        self._emails: dict[str, int] = {}
        self._phones: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._profiles: dict[str, int] = {}
        self._profiles_of: dict[int, tuple[str, ...]] = {}
        self._names: defaultdict[str, list[int]] = defaultdict(list)
        self._houses: dict[str, int] = {}
        self._neighbours = Neighbours()

    def add(self, contact_id: int, contact: Contact) -> None:
        """A contact came, or has more by which it can be known."""
        self._contacts[contact_id] = contact
        for email in contact.emails:
            self._emails.setdefault(email_key(email), contact_id)
        for phone in contact.phones:
            if key := phone_key(phone):
                self._phones[key[-PHONE_END:]].append((key, contact_id))
        self._profiles_of[contact_id] = profiles = _profiles(contact)
        for profile in profiles:
            self._profiles.setdefault(profile, contact_id)
        names = (contact.name, *contact.nicknames)
        if contact.kind == "organisation":
            for name in names:
                self._houses.setdefault(fold(name), contact_id)
            return
        for name in names:
            ids = self._names[name_key(name)]
            if contact_id not in ids:
                ids.append(contact_id)

    def house(self, name: str) -> int | None:
        """The organisation of that name or nickname."""
        return self._houses.get(fold(name))

    def named(self, name: str) -> list[int]:
        """The persons and the organisation of that whole name or nickname."""
        house = self.house(name)
        return [*self._names.get(name_key(name), ()), *(() if house is None else (house,))]

    def with_email(self, email: str) -> int | None:
        """Whose e-mail it is."""
        return self._emails.get(key) if (key := email_key(email)) else None

    # --- the same ------------------------------------------------------------------------------------------

    def same(self, plain: PlainContact) -> int | None:
        """Who a record surely is: by profile, e-mail, phone, or name and organisation; None for nobody."""
        if plain.kind == "organisation":
            return self.house(plain.name)
        known = ((contact_id, False) for contact_id in self._known_by(plain))
        for contact_id, by_phone in chain(known, ((each, True) for each in self._with_phones(plain.phones))):
            contact = self._contacts[contact_id]
            names = _names(contact), _names(plain)
            another = contradict(_means(contact), _means(plain), names, by_phone=by_phone)
            if contact.kind == "person" and not another:
                return contact_id
        return self._same_name(plain)

    def _known_by(self, plain: PlainContact) -> Iterator[int]:
        """Who has a profile or an e-mail of the record."""
        for url in plain.urls:
            if (key := profile_key(url)) and key in self._profiles:
                yield self._profiles[key]
        for email in plain.emails:
            if (key := email_key(email)) and key in self._emails:
                yield self._emails[key]

    def _with_phones(self, phones: Iterable[str]) -> Iterator[int]:
        for phone in phones:
            key = phone_key(phone)
            for other, contact_id in self._phones.get(key[-PHONE_END:], ()) if key else ():
                if same_phone(key, other):
                    yield contact_id

    def _same_name(self, plain: PlainContact) -> int | None:
        """Whoever has the name and an organisation of the record, or neither has one and nothing differs."""
        houses = {fold(each.organisation) for each in plain.organisations}
        found = [
            contact_id
            for contact_id in self._names.get(name_key(plain.name), ())
            if self._in_same_house(contact_id, houses) and not self._differs(contact_id, plain, bool(houses))
        ]
        return found[0] if len(found) == 1 else None

    def _in_same_house(self, contact_id: int, houses: set[str]) -> bool:
        theirs = {
            fold(self._house_name(each.organisation)) for each in self._contacts[contact_id].organisations
        }
        return bool(theirs & houses) if houses else not theirs

    def _differs(self, contact_id: int, plain: PlainContact, by_house: bool) -> bool:
        """Whether two of one name are told apart: by a profile, or without an organisation by how to reach
        them."""
        mine, theirs = _means(self._contacts[contact_id]), _means(plain)
        if different_profiles(mine[2], theirs[2]):
            return True
        return not by_house and differ(mine, theirs)

    # --- near ----------------------------------------------------------------------------------------------

    def settling(self) -> Iterator[None]:
        """Look where everybody lives by name, a person at a step. :meth:`near` is asked after that, and
        nobody comes any more."""
        for contact_id, contact in self._contacts.items():
            if contact.kind == "person":
                self._neighbours.settle(contact_id, (contact.name, *contact.nicknames))
                yield

    def near(self, contact_id: int) -> tuple[int, float] | None:
        """Who else a person could be by the name, and how sure that is, 0 to 1; the surest one."""
        profiles = self._profiles_of[contact_id]

        def fits(other: int) -> bool:
            theirs = self._profiles_of[other]
            return other != contact_id and not (profiles and theirs and different_profiles(profiles, theirs))

        return self._neighbours.nearest(contact_id, fits) or self._near_by_phone(contact_id)

    def _near_by_phone(self, contact_id: int) -> tuple[int, float] | None:
        """The one other who has a phone of somebody, whatever the name; a firm's number is many people's."""
        found = {
            each
            for each in self._with_phones(self._contacts[contact_id].phones)
            if each != contact_id and self._contacts[each].kind == "person"
        }
        (other,) = found if len(found) == 1 else (None,)
        return (other, SHARED_PHONE) if other is not None else None


def _names(contact: Contact | PlainContact) -> list[Parts]:
    """All that a contact is called, by words."""
    return [name_parts(name) for name in (contact.name, *contact.nicknames)]


def _means(contact: Contact | PlainContact) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """E-mails, phones and profiles of a contact as they are compared."""
    return (
        [key for email in contact.emails if (key := email_key(email))],
        [key for phone in contact.phones if (key := phone_key(phone))],
        _profiles(contact),
    )


def _profiles(contact: Contact | PlainContact) -> tuple[str, ...]:
    return tuple(key for url in contact.urls if (key := profile_key(url)))
