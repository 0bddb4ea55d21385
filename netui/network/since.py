"""What was touched since numbers were kept (:mod:`netui.network.first_look`): of all else they still hold.

It is what a picture that is kept up computes again after each of the changes, all of them taken together.
"""

from __future__ import annotations

from datetime import date

import msgspec

from netui.domain.records import Contact, Profile
from netui.network.changes import touched_by
from netui.network.network import Network

MOST_BYTES = 1 << 20
"""Of the lines since (choice): to read more takes longer than a first look may."""
MOST_TOUCHED = 1000
"""Contacts that are judged afresh at most (choice), a tenth of a millisecond each."""


class Since(msgspec.Struct, frozen=True):
    """The contacts and days of which the numbers no longer hold. Some may be gone, and some may be new."""

    contacts: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    edited: frozenset[int] = frozenset()
    """Those of the contacts whose own records were touched."""


def touched_since(network: Network, mark: str) -> Since | None:
    """What was touched since the records had a mark; None where that cannot be told, is too much, or is what
    the numbers of everybody rest on. Raises DocumentError, DamagedError."""
    changes = network.store.since(mark, most_bytes=MOST_BYTES)
    if changes is None or any(each.table == Profile.table for change in changes for each in change.touched):
        return None
    contacts: set[int] = set()
    days: set[date] = set()
    before: dict[int, Contact | None] = {}
    for change in changes:
        of_change = touched_by(change)
        contacts |= of_change[0]
        days |= of_change[1]
        for each in change.touched:
            if each.table == Contact.table:
                before.setdefault(each.id, each.before)
    # An organisation's ledger rests on its people's exchanges. A membership that was changed has named it.
    for contact in tuple(contacts):
        known = network.contacts.get(contact)
        if known is not None:
            contacts.update(membership.organisation for membership in known.organisations)
    if len(contacts) > MOST_TOUCHED:
        return None
    days |= _days_of_the_ledger(network, before)
    return Since(frozenset(contacts), frozenset(days), frozenset(before))


def _days_of_the_ledger(network: Network, before: dict[int, Contact | None]) -> set[date]:
    """The days of the exchanges of those who were taken out of the ledger, or into it again."""
    moved = {
        contact
        for contact, was in before.items()
        if _is_outside(was) != _is_outside(network.contacts.get(contact))
    }
    if not moved:
        return set()
    return {
        record.day
        for record in network.interactions.values()
        if any(not moved.isdisjoint(exchange.contacts) for exchange in record.exchanges)
    }


def _is_outside(contact: Contact | None) -> bool:
    """Whether its exchanges count nowhere; those of a contact that is not there count."""
    return contact is not None and not contact.in_ledger
