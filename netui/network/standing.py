"""How things stand with one contact, computed from the indexes by the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

import msgspec

from netui.domain.cadence import DEFAULT_CADENCE, Touch, circle_cadences, touch
from netui.domain.channels import (
    FACE_TO_FACE,
    LEAST_INTERACTIONS,
    REMOTE,
    REMOTE_ONLY_DAYS,
    Mark,
    marks_of,
    remote_since,
    spoken_lately,
)
from netui.domain.days import Now, week_of
from netui.domain.facts import ContactFacts, MetAt, Received, Remote
from netui.domain.ledger import (
    Balance,
    Entry,
    always_belongs,
    balance_of,
    belonged,
    entries_with,
    entries_with_organisation,
)
from netui.domain.records import Contact, ExchangeKind, FollowUp, Interaction
from netui.domain.reminders import RULES, Coming, Reminder, Rule, coming_up, reminders_of
from netui.domain.routine import COUNTED_WITHIN
from netui.domain.suggestions import ACTIVE_UP_TO, Then, features_of, is_dormant, turn_to_meet
from netui.network.network import Network

WORTH_THANKS = 2
"""Weight from which something received is to be thanked for (rules.md, section 6)."""
EVIDENCE_MOST = 12
"""Records that a reason names as its evidence at most (choice)."""

NOT_WHEN_QUIET = ("soon", "due", "overdue")
"""States that a contact is not in while muted, or with a meeting planned (rules.md, section 3)."""


_NOTHING = Then()


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
    first: date | None = None
    """The first contact day."""
    then: Then | None = None
    """How it stood when the week and the month began, where anything is chosen by that."""

    @property
    def name(self) -> str:
        """The contact's name."""
        return self.contact.name


class Failures(Protocol):
    """Is told of a rule that could not be applied, by its name."""

    def __call__(self, rule: str, error: Exception, /) -> None: ...


def standing_of(
    network: Network,
    contact_id: int,
    now: Now,
    *,
    leap_day_in_march: bool = False,
    rules: Iterable[Rule] = RULES,
    failed: Failures | None = None,
) -> Standing:
    """How things stand with ``contact_id`` now. Work in proportion to that contact's own records.

    ``rules`` make the reminders; one that raises is told to ``failed``, and the others go on.
    """
    known = _known(network, contact_id, now)
    contact, stale, own = known.contact, known.touch, known.own
    facts = _facts(network, known, now)
    reminders = reminders_of(
        facts,
        now.today,
        week=week_of(now.today, now.week_start),
        leap_day_in_march=leap_day_in_march,
        rules=rules,
        failed=failed,
    )
    coming = tuple(coming_up(facts, now.today))
    shown = stale
    if stale.state in NOT_WHEN_QUIET and (contact.muted or facts.planned):
        shown = msgspec.structs.replace(stale, state="active")
    return Standing(
        id=contact_id,
        contact=contact,
        organisation=organisation_name(network, contact, now.today),
        touch=shown,
        balance=known.balance,
        marks=known.marks,
        reminders=tuple(reminders),
        coming=coming,
        last=own[-1][0] if own else None,
        first=known.days[0] if known.days else None,
        then=_then(network, known, now),
    )


def facts_of(network: Network, contact_id: int, now: Now) -> ContactFacts:
    """What the rules need to know of one contact, for those that choose among all."""
    return _facts(network, _known(network, contact_id, now), now)


class _Known(msgspec.Struct, frozen=True):
    """What both a standing and its facts rest on."""

    id: int
    contact: Contact
    own: list[tuple[int, Interaction]]
    """The interactions it took part in, oldest first; of an organisation those of its people."""
    days: list[date]
    touch: Touch
    balance: Balance | None
    marks: tuple[Mark, ...]


def _known(network: Network, contact_id: int, now: Now) -> _Known:
    contact = network.contacts[contact_id]
    ids = involving(network, contact_id, contact)
    took_part = list(zip(ids, map(network.interactions.__getitem__, ids), strict=True))
    own = took_part if contact.kind == "person" else _with_organisation(network, contact_id, took_part)
    days = contact_days(own)
    # The gaps between talks with this and that member say nothing of how often one wants to be in touch with
    # an organisation, so its cadence is never inferred.
    stale = touch(
        contact_id,
        contact,
        days if contact.kind == "person" else days[-1:],
        now.today,
        circle_cadences(network.profile),
    )
    balance = _balance(contact_id, contact, took_part, network, now.today)
    marks = marks_of([record for _, record in own], balance, now.today, far=contact.far)
    return _Known(contact_id, contact, own, days, stale, balance, marks)


def contact_days(interactions: list[tuple[int, Interaction]]) -> list[date]:
    """Distinct contact days, ascending: days of interactions by a channel other than social.

    ``interactions``: oldest first.
    """
    return list(dict.fromkeys([record.day for _, record in interactions if record.channel != "social"]))


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


def involving(network: Network, contact_id: int, contact: Contact) -> list[int]:
    """Interactions of a person; of an organisation its members' too, each once, oldest first."""
    if contact.kind == "person":
        return network.by_contact.took_part(contact_id)
    return network.by_contact.any_took_part((contact_id, *network.members.of(contact_id)))


def _with_organisation(
    network: Network, organisation: int, interactions: list[tuple[int, Interaction]]
) -> list[tuple[int, Interaction]]:
    """Those in which it took part itself, or somebody who belonged to it on that day: one keeps in touch with
    an organisation through its people."""
    contacts = network.contacts
    members = set(network.members.of(organisation))
    always = {organisation, *(each for each in members if always_belongs(contacts[each], organisation))}
    sometimes = members - always
    return [
        (record_id, record)
        for record_id, record in interactions
        if not always.isdisjoint(record.took_part)
        or any(
            contact in sometimes and belonged(contacts[contact], organisation, record.day)
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


def _facts(network: Network, known: _Known, now: Now) -> ContactFacts:
    contact_id, contact, own, stale = known.id, known.contact, known.own, known.touch
    today, balance, last_day = now.today, known.balance, known.touch.last_contact
    open_ones = [item for item in network.follow_ups_of(contact_id) if is_open(item[1])]
    horizon = today + timedelta(days=stale.cadence or DEFAULT_CADENCE)
    recent = _latest(own)
    owing = balance is not None and balance.verdict == "owe"  # of all others nobody asks
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
        last_contact_ids=tuple(record_id for record_id, record in recent if record.day == last_day),
        received_ids=received_ids(contact, contact_id, own) if owing else (),
        met_at=_met_at(network, contact_id, own, today),
        received=unthanked(contact_id, own),
        remote=_remote(known, today),
        could_meet=_could_meet(network, known) if owing else None,
    )


def _latest(own: list[tuple[int, Interaction]]) -> list[tuple[int, Interaction]]:
    """The interactions of the latest contact day."""
    found: list[tuple[int, Interaction]] = []
    for item in reversed(own):
        if item[1].channel == "social":
            continue
        if found and item[1].day < found[-1][1].day:
            break
        found.append(item)
    return found[::-1]


def received_ids(contact: Contact, contact_id: int, own: list[tuple[int, Interaction]]) -> tuple[int, ...]:
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


def unthanked(contact_id: int, own: list[tuple[int, Interaction]]) -> Received | None:
    """The earliest thing of weight received from a contact since anything was last given to it."""
    found: list[tuple[int, Interaction, ExchangeKind]] = []
    for record_id, record in reversed(own):
        if not record.exchanges:
            continue
        with_it = [exchange for exchange in record.exchanges if contact_id in exchange.contacts]
        if any(exchange.direction == "given" for exchange in with_it):
            break
        found += [
            (record_id, record, exchange.kind)
            for exchange in with_it
            if exchange.direction == "received" and exchange.weight >= WORTH_THANKS
        ]
    if not found:
        return None
    record_id, record, kind = found[-1]
    ids = tuple(dict.fromkeys(each for each, _, _ in reversed(found)))
    return Received(record.day, kind, record_id, ids)


def _met_at(
    network: Network, contact_id: int, own: list[tuple[int, Interaction]], today: date
) -> MetAt | None:
    """The latest event at which the contact was met, if nothing else came since."""
    if network.contacts[contact_id].kind != "person":
        return None
    events = network.events
    met: tuple[date, int] | None = max(
        ((events[each].day, each) for each in network.events_of(contact_id) if events[each].day <= today),
        default=None,
    )
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
    event = events.get(met[1])
    if event is None or contact_id not in event.met:  # who is told of an event's changes is told its name
        return MetAt(met[1], "", met[0], tuple(at_it))
    return MetAt(met[1], event.name, met[0], (met[1], *at_it))


def _remote(known: _Known, today: date) -> Remote | None:
    mark = next((mark for mark in known.marks if mark.kind in REMOTE), None)
    if mark is None:
        return None
    records = [record for _, record in known.own]
    if known.contact.far and spoken_lately(records, today):
        return None
    since = [
        record_id
        for record_id, record in reversed(known.own)
        if record.channel is not None and record.channel not in FACE_TO_FACE
    ]
    return Remote(mark.evidence, tuple(since[:EVIDENCE_MOST]))


def _could_meet(network: Network, known: _Known) -> tuple[int, str, str] | None:
    """Somebody who offers what this contact needs, and was not yet introduced to it."""
    for what in known.contact.needs:
        for other in network.offering(what):
            if other != known.id and not network.introduced(known.id, other):
                return other, network.contacts[other].name, what
    return None


def _then(network: Network, known: _Known, now: Now) -> Then | None:
    """How the contact stood when the week and the month began; None where nothing is chosen by it."""
    contact, touch = known.contact, known.touch
    if contact.archived or contact.muted:
        return None
    week, month = week_of(now.today, now.week_start), now.today.replace(day=1)
    only_name = contact.imported and not any(day < week for day in known.days[:1])
    in_week = _last_before(known.days, week)
    active = (
        in_week is not None
        and touch.cadence is not None
        and (week - in_week).days <= ACTIVE_UP_TO * touch.cadence
    )
    then = Then(
        meet=_to_meet(known, week),
        dormant=is_dormant(_last_before(known.days, month), month),
        only_name=only_name,
        active=active,
        features=features_of(known.id, contact) if only_name or active else (),
    )
    return then if then != _NOTHING else None


def _to_meet(known: _Known, week: date) -> bool:
    """Whether it was remote only when the week began, and has its turn in it."""
    if len(known.own) < LEAST_INTERACTIONS or _met_in_the_year_before(known.own, week):
        return False  # as nearly always: the rest need not be looked at
    records = [record for _, record in known.own if record.day < week]
    if len(records) < LEAST_INTERACTIONS or not turn_to_meet(remote_since(records, week), week):
        return False
    return any(mark.kind in REMOTE for mark in marks_of(records, None, week))


def _met_in_the_year_before(own: list[tuple[int, Interaction]], week: date) -> bool:
    """Whether it cannot have been remote only, with a meeting in the year before."""
    year = week - timedelta(days=REMOTE_ONLY_DAYS)
    for _, record in reversed(own):
        if record.day <= year:
            break
        if record.day < week and record.channel in FACE_TO_FACE:
            return True
    return False


def _last_before(days: list[date], day: date) -> date | None:
    place = bisect_left(days, day)
    return days[place - 1] if place else None


def is_open(follow_up: FollowUp) -> bool:
    """Whether a follow-up is still to come."""
    return follow_up.done is None and follow_up.dropped is None
