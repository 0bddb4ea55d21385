"""Making and changing contacts, as one change each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from netui.domain.days import Now
from netui.domain.introductions import leads_back
from netui.domain.line.spans import fold
from netui.domain.records import Circle, Contact, Membership, Note, YearlyDate
from netui.errors import NetuiError
from netui.network.network import Network
from netui.storage import Transaction

_LISTS = ("nicknames", "emails", "phones", "tags", "needs", "offers")
"""Fields of a contact that hold several values; a value written with a minus before it is taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is to be set of a contact. Several values add to what is there; None leaves a field as it is."""

    organisations: tuple[str, ...] = ()
    """Names; an organisation is made where none has the name."""
    roles: tuple[str, ...] = ()
    """In the order of the organisations; alone, the role in the organisation there is."""
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    circle: Circle | None = None
    cadence: int | None = None
    """Days, at least 1."""
    birthday: YearlyDate | None = None
    introduced_by: tuple[int, ...] = ()
    not_introduced_by: tuple[int, ...] = ()
    """To be taken away again."""
    notes: tuple[str, ...] = ()
    is_organisation: bool = False
    far: bool | None = None
    """Too far away to meet."""
    in_ledger: bool | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is to be set."""
        return any(getattr(self, field.name) != field.default for field in fields(self))


def add_contact(network: Network, name: str, wanted: Fields, now: Now, *, anyway: bool = False) -> int:
    """Make a contact; returns its id.

    Raises NetuiError where a contact of that name is here, unless ``anyway``: two people may share a name.
    """
    with network.change(f"new contact: {name}") as change:
        if not anyway and any(
            known.name.casefold() == name.casefold() for known in network.contacts.values()
        ):
            raise NetuiError(f"{name} is here already; --anyway adds another one of that name")
        contact = change.insert(Contact(name=name, added=now.today))
        _set(network, change, contact, wanted, now)
    return contact


def is_here(network: Network, name: str) -> bool:
    """Whether a contact has that very name, case aside."""
    return any(contact.name.casefold() == name.casefold() for contact in network.contacts.values())


def new_contact(
    network: Network, contact: Contact, now: Now, *, organisation: str = "", role: str = ""
) -> int:
    """Keep a new contact as it is, belonging to the organisation of that name, made where there is none.

    Returns its id; raises NetuiError for a role in nothing, and for an organisation that would belong to one.
    """
    if role and not organisation:
        raise NetuiError("a role needs the organisation in which it is")
    if organisation and contact.kind == "organisation":
        raise NetuiError("people belong to an organisation, it belongs to none: leave that line empty")
    with network.change(f"new contact: {contact.name}") as change:
        if organisation:
            house = organisation_of(network, change, organisation, now)
            belongs = Membership(organisation=house, role=role)
            contact = msgspec.structs.replace(contact, organisations=(*contact.organisations, belongs))
        return change.insert(contact)


def edit_contact(
    network: Network,
    contact: int,
    wanted: Fields,
    now: Now,
    *,
    name: str | None = None,
    clear: Collection[str] = (),
) -> None:
    """Change a contact; ``clear`` may name ``cadence``, ``circle`` and ``birthday``.

    Raises NetuiError for a circle of introducers, and for a value to take away that is not there.
    """
    with network.change("edit") as change:
        known = change.known(Contact.table, contact)
        change.label = f"edit: {known.name}"
        cleared: dict[str, Any] = {field: None for field in ("cadence", "circle") if field in clear}
        if "birthday" in clear:
            cleared["dates"] = tuple(date for date in known.dates if date.label != "birthday")
        if name is not None:
            cleared["name"] = name
        change.update(Contact.table, contact, **cleared)
        _set(network, change, contact, wanted, now)


def rewrite_contact(network: Network, contact: int, before: Contact, after: Contact) -> bool:
    """Make ``after`` of a contact that was ``before`` when one began; False where the two are alike.

    Only the fields that differ are set: what another session changed meanwhile in others stays. Raises
    NetuiError for a circle of introducers.
    """
    names = Contact.__struct_fields__
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    if not changed:
        return False
    for introducer in changed.get("introduced_by", ()):
        _refuse_circle(network, contact, introducer)
    with network.change(f"edit: {before.name}") as change:
        change.update(Contact.table, contact, **changed)
    return True


def _set(network: Network, change: Transaction, contact: int, wanted: Fields, now: Now) -> None:
    known = change.known(Contact.table, contact)
    values: dict[str, Any] = {name: _joined(getattr(known, name), getattr(wanted, name)) for name in _LISTS}
    for name in ("circle", "cadence", "far", "in_ledger"):
        if getattr(wanted, name) is not None:
            values[name] = getattr(wanted, name)
    if wanted.is_organisation:
        values["kind"] = "organisation"
    if wanted.birthday is not None:
        others = tuple(date for date in known.dates if date.label != "birthday")
        values["dates"] = (wanted.birthday, *others)
    for introducer in wanted.introduced_by:
        change.known(Contact.table, introducer)
        _refuse_circle(network, contact, introducer)
    values["introduced_by"] = _introducers(network, known, wanted)
    values["organisations"] = _memberships(network, change, known, wanted, now)
    change.update(Contact.table, contact, **values)
    for text in wanted.notes:
        change.insert(
            Note(text=text, day=now.today, logged_at=now.instant, zone=now.zone, contacts=(contact,))
        )


def _introducers(network: Network, known: Contact, wanted: Fields) -> tuple[int, ...]:
    for introducer in wanted.not_introduced_by:
        if introducer not in known.introduced_by:
            raise NetuiError(f"{known.name} was not introduced by {network.contacts[introducer].name}")
    together = dict.fromkeys((*known.introduced_by, *wanted.introduced_by))
    return tuple(each for each in together if each not in wanted.not_introduced_by)


def _joined(values: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    for value in more:
        if value.startswith("-"):
            gone = fold(value[1:])
            left = tuple(each for each in values if fold(each) != gone)
            if left == values:
                raise NetuiError(f"there is no “{value[1:]}” to take away")
            values = left
        elif value not in values:
            values = (*values, value)
    return values


def _memberships(
    network: Network, change: Transaction, known: Contact, wanted: Fields, now: Now
) -> tuple[Membership, ...]:
    memberships = known.organisations
    if wanted.roles and not wanted.organisations:
        if not memberships:
            raise NetuiError(f"{known.name} belongs to no organisation in which to have a role")
        return (*memberships[:-1], msgspec.structs.replace(memberships[-1], role=wanted.roles[0]))
    made: dict[str, int] = {}
    for place, name in enumerate(wanted.organisations):
        organisation = made.get(fold(name)) or organisation_of(network, change, name, now)
        made[fold(name)] = organisation
        role = wanted.roles[place] if place < len(wanted.roles) else None
        memberships = _belonging(memberships, organisation, role)
    return memberships


def _belonging(
    memberships: tuple[Membership, ...], organisation: int, role: str | None
) -> tuple[Membership, ...]:
    """``memberships`` with a present one in ``organisation``; what is known of it stays."""
    for place, known in enumerate(memberships):
        if known.organisation == organisation and known.until is None:
            renewed = msgspec.structs.replace(known, role=known.role if role is None else role)
            return (*memberships[:place], renewed, *memberships[place + 1 :])
    return (*memberships, Membership(organisation=organisation, role=role or ""))


def organisation_of(network: Network, change: Transaction, name: str, now: Now) -> int:
    """The organisation of that name or nickname, made where there is none."""
    wanted = fold(name)
    for contact_id, contact in network.contacts.items():
        if contact.kind == "organisation" and wanted in map(fold, (contact.name, *contact.nicknames)):
            return contact_id
    return change.insert(Contact(name=name, kind="organisation", added=now.today))


def _refuse_circle(network: Network, contact: int, introducer: int) -> None:
    """A circle of introducers would have no beginning to tell."""

    def introduced_by(each: int) -> tuple[int, ...]:
        known = network.contacts.get(each)
        return known.introduced_by if known is not None else ()

    if leads_back(contact, introducer, introduced_by):
        raise NetuiError(
            f"{network.contacts[introducer].name} was introduced by this contact, or is the same"
        )
