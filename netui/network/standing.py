"""How things stand with one contact, computed from the indexes by the rules."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from netui.domain.cadence import Touch, touch
from netui.domain.channels import Mark, marks_of
from netui.domain.days import Now
from netui.domain.ledger import Balance, Entry, balance_of, belonged, entries_with, entries_with_organisation
from netui.domain.records import Contact, FollowUp, Interaction
from netui.domain.reminders import Coming, ContactFacts, Reminder, coming_up, reminders_of
from netui.network.network import Network

NOT_WHEN_QUIET = ("soon", "due", "overdue")
"""States that a contact is not in while muted, or with a meeting planned (rules.md, section 3)."""


class Standing(msgspec.Struct, frozen=True):
    """One contact as the lists show it."""

    id: int
    contact: Contact
    organisation: str | None
    """Name of the organisation that the contact belongs to today."""
    touch: Touch
    balance: Balance | None
    """None for a contact taken out of the ledger."""
    marks: tuple[Mark, ...]
    reminders: tuple[Reminder, ...]
    coming: tuple[Coming, ...]
    last: int | None
    """The latest interaction that the contact took part in."""

    @property
    def name(self) -> str:
        """The contact's name."""
        return self.contact.name


def standing_of(network: Network, contact_id: int, now: Now, *, leap_day_in_march: bool = False) -> Standing:
    """How things stand with ``contact_id`` now. Work in proportion to that contact's own records."""
    contact, interactions = network.contacts[contact_id], network.interactions
    took_part = [
        (record_id, interactions[record_id]) for record_id in _involving(network, contact_id, contact)
    ]
    own = took_part if contact.kind == "person" else _with_organisation(network, contact_id, took_part)
    days = contact_days(own)
    # The gaps between talks with this and that member say nothing of how often one wants to be in touch with
    # an organisation, so its cadence is never inferred.
    stale = touch(contact_id, contact, days if contact.kind == "person" else days[-1:], now.today)
    balance = _balance(contact_id, contact, took_part, network, now.today)
    facts = _facts(network, contact_id, contact, stale, balance, own, now.today)
    if stale.state in NOT_WHEN_QUIET and (contact.muted or facts.planned):
        stale = msgspec.structs.replace(stale, state="active")
    return Standing(
        id=contact_id,
        contact=contact,
        organisation=organisation_name(network, contact, now.today),
        touch=stale,
        balance=balance,
        marks=marks_of([record for _, record in own], balance, now.today, far=contact.far),
        reminders=tuple(reminders_of(facts, now.today, leap_day_in_march=leap_day_in_march)),
        coming=tuple(coming_up(facts, now.today)),
        last=own[-1][0] if own else None,
    )


def contact_days(interactions: list[tuple[int, Interaction]]) -> list[date]:
    """Distinct contact days, ascending: days of interactions by a channel other than social."""
    return sorted({record.day for _, record in interactions if record.channel != "social"})


def organisation_name(network: Network, contact: Contact, today: date) -> str | None:
    """The organisation that a contact belongs to today, by the membership begun last."""
    current = [
        membership
        for membership in contact.organisations
        if (membership.until is None or membership.until >= today)
        and membership.organisation in network.contacts
    ]
    if not current:
        return None
    latest = max(current, key=lambda membership: membership.since or date.min)
    return network.contacts[latest.organisation].name


def _involving(network: Network, contact_id: int, contact: Contact) -> list[int]:
    """Interactions of a person; of an organisation its members' too, each once, oldest first."""
    ids = network.by_contact.took_part(contact_id)
    if contact.kind == "person":
        return ids
    everyone = {*ids}
    for member in network.members.of(contact_id):
        everyone.update(network.by_contact.took_part(member))
    interactions = network.interactions
    return sorted(everyone, key=lambda record_id: (interactions[record_id].day, record_id))


def _with_organisation(
    network: Network, organisation: int, interactions: list[tuple[int, Interaction]]
) -> list[tuple[int, Interaction]]:
    """Those in which it took part itself, or somebody who belonged to it on that day: one keeps in touch with
    an organisation through its people."""
    contacts = network.contacts
    members = set(network.members.of(organisation))
    return [
        (record_id, record)
        for record_id, record in interactions
        if any(
            contact == organisation
            or (contact in members and belonged(contacts[contact], organisation, record.day))
            for contact in record.took_part
        )
    ]


def _balance(
    contact_id: int,
    contact: Contact,
    interactions: list[tuple[int, Interaction]],
    network: Network,
    today: date,
) -> Balance | None:
    if not contact.in_ledger:
        return None
    entries: list[Entry]
    if contact.kind == "organisation":
        members = {
            member: network.contacts[member]
            for member in network.members.of(contact_id)
            if network.contacts[member].in_ledger
        }
        entries = entries_with_organisation(interactions, contact_id, members)
    else:
        entries = entries_with(interactions, contact_id)
    return balance_of(entries, today)


def _facts(
    network: Network,
    contact_id: int,
    contact: Contact,
    stale: Touch,
    balance: Balance | None,
    own: list[tuple[int, Interaction]],
    today: date,
) -> ContactFacts:
    open_ones = [item for item in network.follow_ups_of(contact_id) if is_open(item[1])]
    horizon = today + timedelta(days=stale.cadence or 0)
    last_day = stale.last_contact
    return ContactFacts(
        id=contact_id,
        contact=contact,
        touch=stale,
        balance=balance if balance is not None else balance_of([], today),
        follow_ups=tuple(item for item in open_ones if item[1].contacts[:1] == (contact_id,)),
        planned=any(
            record.kind == "meeting" and record.due is not None and today <= record.due <= horizon
            for _, record in open_ones
        ),
        last_contact_ids=tuple(
            record_id for record_id, record in own if record.day == last_day and record.channel != "social"
        ),
        received_ids=tuple(
            record_id
            for record_id, record in reversed(own)
            if any(
                exchange.direction == "received" and contact_id in exchange.contacts
                for exchange in record.exchanges
            )
        ),
    )


def is_open(follow_up: FollowUp) -> bool:
    """Whether a follow-up is still to come."""
    return follow_up.done is None and follow_up.dropped is None
