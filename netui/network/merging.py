"""One contact of two, as one change that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import msgspec

from netui.domain.days import Now
from netui.domain.introductions import leads_back
from netui.domain.line.spans import fold
from netui.domain.records import RECORDS, Contact, Introduction, Membership, Note, YearlyDate
from netui.errors import NetuiError
from netui.network.network import Network
from netui.network.references import Other, part_with, with_contacts
from netui.storage import Transaction, Unknown, Value

_SINGLE = ("place", "circle", "cadence")
"""Fields of which a contact has but one."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging did."""

    kept: int
    name: str
    """That of the contact that is there no more; a nickname now."""
    moved: dict[str, int]
    """By table, records that named the other contact and name this one."""
    dropped: int
    """Introductions of the two to each other, or by one of the other: they tell nothing of one contact."""
    noted: str
    """What there can be but one of, and the other had otherwise: kept in a note. Empty for nothing."""


def merge(network: Network, kept: int, other: int, now: Now) -> Merged:
    """Make one contact of two: ``kept`` keeps its id and its name, ``other`` gives it all that it has.

    Raises NetuiError for a contact with itself, for a person with an organisation, and where one of the two
    was introduced by the other, directly or by way of others.
    """
    with network.change("merge") as change:
        one, two = change.known(Contact.table, kept), change.known(Contact.table, other)
        change.label = f"merge: {one.name} and {two.name}"
        _refuse_nonsense(network, kept, other)
        moved, dropped = _move(network, change, kept, other)
        noted = _noted(one, two)
        _put_together(change, kept, other)
        change.remove(Contact.table, other)
        if noted:
            note = Note(text=noted, day=now.today, logged_at=now.instant, zone=now.zone, contacts=(kept,))
            change.insert(note)
    return Merged(kept, two.name, moved, dropped, noted)


def _refuse_nonsense(network: Network, kept: int, other: int) -> None:
    one, two = network.contacts[kept], network.contacts[other]
    if kept == other:
        raise NetuiError(f"both names are {one.name}'s: there is nothing to merge")
    if one.kind != two.kind:
        house = one if one.kind == "organisation" else two
        raise NetuiError(
            f"{house.name} is an organisation, the other a person: they cannot be one contact; "
            "netui edit NAME --organisation makes an organisation of the other"
        )

    def introduced_by(contact: int) -> Iterable[int]:
        ids = (kept, other) if contact in (kept, other) else (contact,)
        return (
            parent
            for each in ids
            if each in network.contacts
            for parent in network.contacts[each].introduced_by
        )

    for parent in introduced_by(kept):
        if any(leads_back(each, parent, introduced_by) for each in (kept, other)):
            raise NetuiError(
                f"one of {one.name} and {two.name} was introduced by the other, or by way of them: "
                "netui edit NAME --introduced-by=-NAME takes that away, then they can be merged"
            )


# --- references --------------------------------------------------------------------------------------------


def _instead(kept: int, other: int, contact: int) -> int:
    return kept if contact == other else contact


def _move(network: Network, change: Transaction, kept: int, other: int) -> tuple[dict[str, int], int]:
    moved: dict[str, int] = {}
    dropped = 0
    instead = partial(_instead, kept, other)
    for table in RECORDS:
        for record_id, record in list(network.store.table(table).items()):
            if table == Contact.table and record_id in (kept, other):
                continue
            after = with_contacts(record, instead)
            if after == record:
                continue
            if isinstance(after, Introduction) and len({after.introducer, *after.between}) < 3:
                change.remove(table, record_id)
                dropped += 1
                continue
            if isinstance(after, Contact):
                after = msgspec.structs.replace(after, organisations=_memberships(after.organisations))
            value = change.value(table, record_id)
            change.put_value(table, record_id, Value(after, _unknown_of(value, instead)))
            moved[table] = moved.get(table, 0) + 1
    return moved, dropped


def _unknown_of(value: Value | None, instead: Other) -> Unknown | None:
    """What netui does not know of a record, as it is where others stand in its parts."""
    unknown = value.unknown if value is not None else None
    return unknown and unknown.with_parts(lambda part: part_with(part, instead))


def _memberships(memberships: tuple[Membership, ...]) -> tuple[Membership, ...]:
    """Without those that say nothing that another one does not say, too."""

    def says_more(one: Membership, other: Membership) -> bool:
        return (
            one != other
            and (one.organisation, one.until) == (other.organisation, other.until)
            and other.role in ("", one.role)
            and other.since in (None, one.since)
        )

    return tuple(each for each in memberships if not any(says_more(more, each) for more in memberships))


# --- the contact itself ------------------------------------------------------------------------------------


def _put_together(change: Transaction, kept: int, other: int) -> None:
    one, two = change.value(Contact.table, kept), change.value(Contact.table, other)
    assert one is not None
    assert two is not None
    record = both(one.record, two.record)
    record = msgspec.structs.replace(
        record,
        organisations=_memberships(
            tuple(each for each in record.organisations if each.organisation not in (kept, other))
        ),
        introduced_by=tuple(each for each in record.introduced_by if each not in (kept, other)),
    )
    instead = partial(_instead, kept, other)
    mine, theirs = _unknown_of(one, instead), _unknown_of(two, instead)
    together = mine.joined(theirs) if mine is not None and theirs is not None else mine or theirs
    change.put_value(Contact.table, kept, Value(record, together))


def both(one: Contact, two: Contact) -> Contact:
    """``one`` with every distinct value of ``two``; its own where there can be but one.

    Archived, muted, imported: only where both are. Far, or out of the ledger: where either is.
    """
    nicknames = _distinct((*one.nicknames, two.name, *two.nicknames), fold)
    return msgspec.structs.replace(
        one,
        added=min(one.added, two.added),
        nicknames=tuple(each for each in nicknames if fold(each) != fold(one.name)),
        organisations=_distinct((*one.organisations, *two.organisations), lambda each: each),
        emails=_distinct((*one.emails, *two.emails), str.casefold),
        phones=_distinct((*one.phones, *two.phones), _digits),
        urls=_distinct((*one.urls, *two.urls), lambda each: each),
        addresses=_distinct((*one.addresses, *two.addresses), fold),
        connected=min(filter(None, (one.connected, two.connected)), default=None),
        tags=_distinct((*one.tags, *two.tags), str.casefold),
        needs=_distinct((*one.needs, *two.needs), fold),
        offers=_distinct((*one.offers, *two.offers), fold),
        dates=_dates((*one.dates, *two.dates)),
        introduced_by=_distinct((*one.introduced_by, *two.introduced_by), lambda each: each),
        imported=one.imported and two.imported,
        archived=one.archived and two.archived,
        muted=one.muted and two.muted,
        far=one.far or two.far,
        in_ledger=one.in_ledger and two.in_ledger,
        **{name: getattr(one, name) or getattr(two, name) for name in _SINGLE},
    )


def _distinct(values: Iterable[_T], sameness: Callable[[_T], object]) -> tuple[_T, ...]:
    """Each value once, as it was first written."""
    found: dict[object, _T] = {}
    for value in values:
        found.setdefault(sameness(value), value)
    return tuple(found.values())


def _digits(phone: str) -> str:
    """A telephone number without what people write between its digits."""
    plain = "".join(sign for sign in phone if sign.isdecimal() or sign in "+*#")
    return plain or phone


def _dates(dates: tuple[YearlyDate, ...]) -> tuple[YearlyDate, ...]:
    """Each date once; one without its year goes where the same with it is known."""
    known = {(each.month, each.day, each.label) for each in dates if each.year is not None}
    return _distinct(
        (each for each in dates if each.year is not None or (each.month, each.day, each.label) not in known),
        lambda each: each,
    )


def _noted(one: Contact, two: Contact) -> str:
    """What ``two`` had otherwise, of which there can be but one, in words."""
    values = {name: (getattr(one, name), getattr(two, name)) for name in _SINGLE}
    lost = [
        f"{name} {theirs}" for name, (ours, theirs) in values.items() if ours and theirs and ours != theirs
    ]
    return f"as {two.name}: {', '.join(lost)}" if lost else ""
