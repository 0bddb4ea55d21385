"""What is known of one contact: its own records, found by the indexes, and what the rules need of them.

Of a long history only what a rule looks at is read: the latest days, and the exchanges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from netui.domain.cadence import DAYS_LOOKED_AT, DEFAULT_CADENCE, Touch, circle_cadences, touch
from netui.domain.channels import FACE_TO_FACE, REMOTE, Mark, marks_of, spoken_lately
from netui.domain.days import Now
from netui.domain.facts import ContactFacts, MetAt, Received, Remote
from netui.domain.ledger import (
    NOTHING_LOGGED,
    Balance,
    always_belongs,
    balance_of_exchanges,
    belonged,
    exchanges_with,
    exchanges_with_organisation,
)
from netui.domain.records import Contact, ExchangeKind, FollowUp
from netui.domain.reminders import days_about
from netui.domain.routine import COUNTED_WITHIN
from netui.network.indexes import Happened
from netui.network.network import Network

WORTH_THANKS = 2
"""Weight from which something received is to be thanked for (rules.md, section 6)."""
EVIDENCE_MOST = 12
"""Records that a reason names as its evidence at most (choice)."""

History = Sequence[Happened]
"""Interactions with their ids, oldest first."""


class Known(msgspec.Struct, frozen=True):
    """What both a standing and its facts rest on."""

    id: int
    contact: Contact
    own: History
    """The interactions it took part in; of an organisation those of its people."""
    touch: Touch
    balance: Balance | None
    """None for a contact taken out of the ledger."""
    marks: tuple[Mark, ...]


def known_of(network: Network, contact_id: int, now: Now) -> Known:
    """What is known of ``contact_id``, as of today."""
    contact = network.contacts[contact_id]
    took_part = involving(network, contact_id, contact)
    own = _own(network, contact_id, contact, took_part)
    # The gaps between talks with this and that member say nothing of how often one wants to be in touch with
    # an organisation, so its cadence is never inferred.
    days = latest_days(own, DAYS_LOOKED_AT if contact.kind == "person" else 1)
    balance = _balance(contact_id, contact, took_part, network, now.today)
    return Known(
        id=contact_id,
        contact=contact,
        own=own,
        touch=touch(contact_id, contact, days, now.today, circle_cadences(network.profile)),
        balance=balance,
        marks=marks_of([record for _, record in own], balance, now.today, far=contact.far),
    )


def who_falls_due(network: Network, today: date) -> frozenset[int]:
    """Those of whom something was promised, expected or planned, or who have a yearly date about now.

    Found without a look at anybody's history. Some among them may have no reminder today.
    """
    named = {
        record.contacts[0] for record in network.follow_ups.values() if record.contacts and is_open(record)
    }
    contacts = network.contacts
    about = days_about(today)
    dated = {
        contact_id
        for contact_id, contact in contacts.items()
        if contact.dates and any((yearly.month, yearly.day) in about for yearly in contact.dates)
    }
    return frozenset(each for each in named | dated if each in contacts)


# --- whose interactions ------------------------------------------------------------------------------------


def involving(network: Network, contact_id: int, contact: Contact) -> History:
    """Interactions of a person; of an organisation its members' too, each once."""
    if contact.kind == "person":
        return network.by_contact.history(contact_id)
    return network.by_contact.history_of_any((contact_id, *network.members.of(contact_id)))


def own_history(network: Network, contact_id: int, contact: Contact) -> History:
    """The interactions in which a contact took part; of an organisation, in which it or its people did."""
    return _own(network, contact_id, contact, involving(network, contact_id, contact))


def _own(network: Network, contact_id: int, contact: Contact, took_part: History) -> History:
    return took_part if contact.kind == "person" else _with_organisation(network, contact_id, took_part)


def _with_organisation(network: Network, organisation: int, interactions: History) -> History:
    """Those in which it took part itself, or somebody who belonged to it on that day: one keeps in touch with
    an organisation through its people."""
    contacts = network.contacts
    members = set(network.members.of(organisation))
    always = {organisation, *(each for each in members if always_belongs(contacts[each], organisation))}
    sometimes = members - always
    if not sometimes:
        return interactions
    return [
        (record_id, record)
        for record_id, record in interactions
        if not always.isdisjoint(record.took_part)
        or any(
            contact in sometimes and belonged(contacts[contact], organisation, record.day)
            for contact in record.took_part
        )
    ]


def latest_days(interactions: History, most: int) -> list[date]:
    """The latest contact days, at most so many, ascending: days of interactions by another channel than
    social."""
    found: list[date] = []
    for _, record in reversed(interactions):
        if record.channel != "social" and (not found or record.day != found[-1]):
            found.append(record.day)
            if len(found) == most:
                break
    return found[::-1]


def first_day(interactions: History) -> date | None:
    """The first contact day."""
    for _, record in interactions:
        if record.channel != "social":
            return record.day
    return None


def last_day_before(interactions: History, day: date) -> date | None:
    """The latest contact day before ``day``."""
    for _, record in reversed(interactions):
        if record.day < day and record.channel != "social":
            return record.day
    return None


def organisation_name(network: Network, contact: Contact, today: date) -> str | None:
    """The organisation that a contact belongs to today, by the membership begun last."""
    if not contact.organisations:
        return None
    contacts = network.contacts
    current = [
        membership
        for membership in contact.organisations
        if (membership.until is None or membership.until >= today) and membership.organisation in contacts
    ]
    if not current:
        return None
    latest = max(current, key=lambda membership: membership.since or date.min)
    return contacts[latest.organisation].name


def _balance(
    contact_id: int, contact: Contact, interactions: History, network: Network, today: date
) -> Balance | None:
    if not contact.in_ledger:
        return None
    if contact.kind == "person":
        return balance_of_exchanges(exchanges_with(interactions, contact_id), today)
    contacts = network.contacts
    members = {
        member: contacts[member] for member in network.members.of(contact_id) if contacts[member].in_ledger
    }
    return balance_of_exchanges(exchanges_with_organisation(interactions, contact_id, members), today)


# --- facts -------------------------------------------------------------------------------------------------


def facts_of(network: Network, contact_id: int, now: Now) -> ContactFacts:
    """What the rules need to know of one contact, for those that choose among all."""
    return facts_from(network, known_of(network, contact_id, now), now)


def facts_from(network: Network, known: Known, now: Now) -> ContactFacts:
    """What the rules need to know of one contact, of whom this is known."""
    contact_id, contact, own, touched = known.id, known.contact, known.own, known.touch
    today, balance = now.today, known.balance
    open_ones = network.follow_ups_of(contact_id)
    if open_ones:
        open_ones = [item for item in open_ones if is_open(item[1])]
    owing = balance is not None and balance.verdict == "owe"  # of all others nobody asks
    return ContactFacts(
        id=contact_id,
        contact=contact,
        touch=touched,
        balance=balance if balance is not None else NOTHING_LOGGED,
        follow_ups=tuple([item for item in open_ones if item[1].contacts[:1] == (contact_id,)]),
        planned=_planned((record for _, record in open_ones), touched, today) if open_ones else False,
        last_contact_ids=_latest(own),
        received_ids=received_ids(contact, contact_id, own) if owing else (),
        met_at=_met_at(network, contact_id, own, today) if contact.kind == "person" else None,
        received=unthanked(contact_id, own),
        remote=_remote(known, today) if known.marks else None,
        could_meet=_could_meet(network, known) if owing else None,
    )


def _planned(follow_ups: Iterable[FollowUp], touched: Touch, today: date) -> bool:
    """Whether a meeting is planned within the next cadence. ``follow_ups``: open ones."""
    horizon = today + timedelta(days=touched.cadence or DEFAULT_CADENCE)
    return any(
        record.kind == "meeting" and record.due is not None and today <= record.due <= horizon
        for record in follow_ups
    )


def _latest(own: History) -> tuple[int, ...]:
    """The interactions of the latest contact day."""
    found: list[int] = []
    day: date | None = None
    for record_id, record in reversed(own):
        if record.channel == "social":
            continue
        if day is not None and record.day < day:
            break
        day = record.day
        found.append(record_id)
    return tuple(found[::-1])


def received_ids(contact: Contact, contact_id: int, own: History) -> tuple[int, ...]:
    """Interactions in which something was received, newest first: from a person, or by way of an
    organisation's people."""
    return tuple(
        record_id
        for record_id, record in reversed(own)
        if any(
            exchange.direction == "received"
            and (contact.kind == "organisation" or contact_id in exchange.contacts)
            for exchange in record.exchanges
        )
    )


def unthanked(contact_id: int, own: History) -> Received | None:
    """The earliest thing of weight received from a contact since anything was last given to it."""
    found: list[tuple[Happened, ExchangeKind]] = []
    for item in reversed(own):
        if not item[1].exchanges:
            continue
        of_weight: list[tuple[Happened, ExchangeKind]] = []
        gave = False
        for exchange in item[1].exchanges:
            if contact_id not in exchange.contacts:
                continue
            if exchange.direction == "given":
                gave = True
            elif exchange.direction == "received" and exchange.weight >= WORTH_THANKS:
                of_weight.append((item, exchange.kind))
        if gave:
            break
        found += of_weight
    if not found:
        return None
    (record_id, record), kind = found[-1]
    ids = tuple(dict.fromkeys(each for (each, _), _ in reversed(found)))
    return Received(record.day, kind, record_id, ids)


def _met_at(network: Network, contact_id: int, own: History, today: date) -> MetAt | None:
    """The latest event at which a person was met, if nothing else came since."""
    met: tuple[date, int] | None = None
    if ids := network.events_of(contact_id):
        events = network.events
        met = max(((events[each].day, each) for each in ids if events[each].day <= today), default=None)
    at_it: list[int] = []
    for record_id, record in reversed(own):
        if met is not None and record.day < met[0]:
            break
        if record.channel == "social":
            continue
        if record.event is not None and (met is None or record.event == met[1]):
            if met is None:
                met = (record.day, record.event)
            at_it.append(record_id)
        elif met is None and record.channel == "event":
            # Logged when it was over: what an import brings is no evening from which one comes home.
            if (record.logged_on - record.day).days > COUNTED_WITHIN:
                return None
            met = (record.day, record_id)
            at_it.append(record_id)
        else:
            return None
    if met is None:
        return None
    event = network.events.get(met[1])
    if event is None or contact_id not in event.met:  # who is told of an event's changes is told its name
        return MetAt(met[1], "", met[0], tuple(at_it))
    return MetAt(met[1], event.name, met[0], (met[1], *at_it))


def _remote(known: Known, today: date) -> Remote | None:
    mark = next((mark for mark in known.marks if mark.kind in REMOTE), None)
    if mark is None:
        return None
    if known.contact.far and spoken_lately([record for _, record in known.own], today):
        return None
    since = [
        record_id
        for record_id, record in reversed(known.own)
        if record.channel is not None and record.channel not in FACE_TO_FACE
    ]
    return Remote(mark.evidence, tuple(since[:EVIDENCE_MOST]))


def _could_meet(network: Network, known: Known) -> tuple[int, str, str] | None:
    """Somebody who offers what this contact needs, and was not yet introduced to it."""
    for what in known.contact.needs:
        for other in network.offering(what):
            if other != known.id and not network.introduced(known.id, other):
                return other, network.contacts[other].name, what
    return None


def is_open(follow_up: FollowUp) -> bool:
    """Whether a follow-up is still to come."""
    return follow_up.done is None and follow_up.dropped is None
