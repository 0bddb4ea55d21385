"""Who belongs to which organisation, in which role, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec

from netui.domain.days import Now
from netui.domain.records import Contact, Membership
from netui.errors import NetuiError, NotFoundError
from netui.network.contacts import organisation_of
from netui.network.network import Network
from netui.storage import Transaction


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership, and where it is kept."""

    person: int
    place: int
    """Its place among the person's memberships."""
    membership: Membership

    def is_present(self, today: date) -> bool:
        """Whether it has not ended before ``today``."""
        return self.membership.until is None or self.membership.until >= today


def people_of(network: Network, organisation: int, today: date) -> list[Belonging]:
    """All who belong or belonged to an organisation: those there now first, in each half the latest first."""
    found = [
        belonging
        for person in network.members.of(organisation)
        for belonging in memberships_of(network, int(person), today)
        if belonging.membership.organisation == organisation
    ]
    names = network.contacts
    found.sort(key=lambda each: names[each.person].name.casefold())
    found.sort(key=lambda each: _latest_first(each, today))
    return found


def memberships_of(network: Network, person: int, today: date) -> list[Belonging]:
    """All that a person belongs or belonged to: what holds now first, in each half the latest first."""
    found = [
        Belonging(person, place, membership)
        for place, membership in enumerate(network.contacts[person].organisations)
        if membership.organisation in network.contacts
    ]
    return sorted(found, key=lambda each: _latest_first(each, today))


def _latest_first(belonging: Belonging, today: date) -> tuple[bool, int, int]:
    membership = belonging.membership
    until = (membership.until or date.max).toordinal()
    return not belonging.is_present(today), -until, -(membership.since or date.min).toordinal()


def add_membership(network: Network, person: int, organisation: str, wanted: Membership, now: Now) -> None:
    """Have a person belong to the organisation of that name, made where there is none.

    ``wanted`` holds role and days; its organisation is not looked at. Raises NetuiError.
    """
    _refuse_backwards(wanted)
    with network.change(f"edit: {network.contacts[person].name}") as change:
        known = _person(change, person)
        kept = msgspec.structs.replace(
            wanted, organisation=organisation_of(network, change, organisation, now)
        )
        change.update(Contact.table, person, organisations=(*known.organisations, kept))


def change_membership(
    network: Network, person: int, place: int, organisation: str, wanted: Membership, now: Now
) -> None:
    """Put ``wanted``, in the organisation of that name, in the place of a membership. Raises NetuiError."""
    _refuse_backwards(wanted)
    with network.change(f"edit: {network.contacts[person].name}") as change:
        known = _at(_person(change, person), place)
        kept = msgspec.structs.replace(
            wanted, organisation=organisation_of(network, change, organisation, now)
        )
        change.update(Contact.table, person, organisations=(*known[:place], kept, *known[place + 1 :]))


def remove_membership(network: Network, person: int, place: int) -> None:
    """Take a membership out. Raises NotFoundError where it is gone."""
    with network.change(f"edit: {network.contacts[person].name}") as change:
        known = _at(_person(change, person), place)
        change.update(Contact.table, person, organisations=(*known[:place], *known[place + 1 :]))


def _person(change: Transaction, person: int) -> Contact:
    known = change.get(Contact.table, person)
    if not isinstance(known, Contact):
        raise NotFoundError("this contact is no longer here")
    if known.kind != "person":
        raise NetuiError(f"{known.name} is an organisation: people belong to it, it belongs to none")
    return known


def _at(known: Contact, place: int) -> tuple[Membership, ...]:
    if place >= len(known.organisations):
        raise NotFoundError("that is no longer here")
    return known.organisations


def _refuse_backwards(membership: Membership) -> None:
    since, until = membership.since, membership.until
    if since is not None and until is not None and until < since:
        raise NetuiError(f"it cannot end on {until}, before it begins on {since}")
