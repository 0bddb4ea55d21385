"""Introductions made and what became of them; and how one came to know somebody, from the records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

import msgspec

from netui.domain import introductions as rules
from netui.domain.days import Now, short_day
from netui.domain.introductions import MADE, Parent
from netui.domain.records import (
    ME,
    Contact,
    Exchange,
    Interaction,
    Introduction,
    IntroductionState,
    Mention,
)
from netui.errors import NetuiError, NotFoundError
from netui.network.network import Network
from netui.storage import Transaction

MOST_SAID = 2
"""Needs, and offers, that the draft of an introduction names at most (choice)."""


def introduce(
    network: Network,
    between: tuple[int, int],
    now: Now,
    *,
    by: int = ME,
    day: date | None = None,
    state: IntroductionState = "made",
    note: str = "",
) -> int:
    """Keep an introduction, as one change; returns its id. One that was made is logged as an interaction too.

    One of the two may be :data:`ME`, then it is received from ``by``. Raises NetuiError where it makes no
    sense or would close a circle of introducers.
    """
    _refuse_nonsense(between, by)
    when = day or now.today
    if when > now.today:
        raise NetuiError(f"{when} is still to come: keep it as proposed, or plan it")
    with network.change("introduce") as change:
        for contact in {by, *between} - {ME}:
            change.known(Contact.table, contact)
        change.label = f"introduce: {_name(network, between[0])} and {_name(network, between[1])}"
        introduced = next((each for each in between if each != ME), ME)
        if ME in between and state in MADE:
            remember_introducer(network, change, by, introduced)
        interaction = None
        if state in MADE and (by == ME or ME in between):
            interaction = change.insert(_interaction(network, by, between, when, now))
        return change.insert(
            Introduction(
                introducer=by, between=between, day=when, state=state, interaction=interaction, note=note
            )
        )


def _refuse_nonsense(between: tuple[int, int], by: int) -> None:
    if between[0] == between[1]:
        raise NetuiError("an introduction takes two")
    if by in between:
        raise NetuiError("whoever introduces two others is none of them")


def remember_introducer(network: Network, change: Transaction, introducer: int, introduced: int) -> None:
    """Keep on a contact who introduced it to one. Raises NetuiError for a circle of introducers."""

    def introduced_by(contact: int) -> tuple[int, ...]:
        known = change.get(Contact.table, contact)
        return known.introduced_by if isinstance(known, Contact) else ()

    if rules.leads_back(introduced, introducer, introduced_by):
        raise NetuiError(
            f"{_name(network, introducer)} was introduced by way of {_name(network, introduced)}: "
            "that would be a circle"
        )
    before = introduced_by(introduced)
    if introducer not in before:
        change.update(Contact.table, introduced, introduced_by=(*before, introducer))


def _interaction(network: Network, by: int, between: tuple[int, int], day: date, now: Now) -> Interaction:
    """What is logged of it, with each name where it stands."""
    words: list[tuple[str, int | None]] = [("introduced ", None)]
    if by != ME:
        words = [(_name(network, by), by), (" introduced ", None)]
    first, second = sorted(between) if ME in between else between  # "introduced me to …"
    for place, contact in enumerate((first, second)):
        words += [(_name(network, contact), contact), (" to " if place == 0 else "", None)]
    text, mentions = "", []
    for written, contact_or_none in words:
        if contact_or_none not in (None, ME):
            assert contact_or_none is not None
            mentions.append(Mention(contact=contact_or_none, start=len(text), end=len(text) + len(written)))
        text += written
    others = tuple(each for each in (by, *between) if each != ME)
    exchange = (
        Exchange(direction="given", kind="introduction", contacts=between)
        if by == ME
        else Exchange(direction="received", kind="introduction", contacts=(by,))
    )
    return Interaction(
        text=text,
        day=day,
        logged_at=now.instant,
        logged_on=now.today,
        zone=now.zone,
        took_part=others,
        mentions=tuple(mentions),
        exchanges=(exchange,),
    )


def become(network: Network, introduction: int, state: IntroductionState, now: Now, note: str = "") -> None:
    """Say what became of an introduction. One that was proposed and now made by oneself is logged."""
    with network.change("introduction") as change:
        known = change.get(Introduction.table, introduction)
        if not isinstance(known, Introduction):
            raise NotFoundError("there is no such introduction")
        if known.state == state and not note:
            raise NetuiError(f"that is so already: {rules.STATE_WORDS[state]}")
        names = " and ".join(_name(network, each) for each in known.between)
        change.label = f"introduction of {names}: {rules.STATE_WORDS[state]}"
        interaction = known.interaction
        newly_made = state in MADE and known.state not in MADE and interaction is None
        if newly_made and (known.introducer == ME or ME in known.between):
            interaction = change.insert(
                _interaction(network, known.introducer, known.between, now.today, now)
            )
            if ME in known.between:
                introduced = next(each for each in known.between if each != ME)
                remember_introducer(network, change, known.introducer, introduced)
        change.update(
            Introduction.table,
            introduction,
            state=state,
            became=now.today,
            interaction=interaction,
            day=now.today if newly_made else known.day,
            note=note or known.note,
        )


def latest_between(network: Network, one: int, other: int) -> int:
    """The latest introduction of two, whoever made it. Raises NotFoundError where there is none."""
    found = [
        record_id
        for contact in (one, other)
        if contact != ME
        for record_id, record in network.introductions_of(contact)
        if set(record.between) == {one, other}
    ]
    if not found:
        raise NotFoundError(f"no introduction of {_name(network, one)} and {_name(network, other)} is kept")
    return max(found)


# --- how one came to know somebody -------------------------------------------------------------------------


class Root(msgspec.Struct, frozen=True):
    """How one came to know somebody: who introduced whom, back to how it began."""

    links: tuple[rules.Link, ...]
    beginnings: dict[int, str]
    """Of each contact that nobody introduced: the first thing on record, in words."""


def parents_in(network: Network) -> Callable[[int], tuple[Parent, ...]]:
    """Who introduced a contact to one, by all that is on record."""

    def parents_of(contact: int) -> tuple[Parent, ...]:
        known = network.contacts.get(contact)
        if known is None:
            return ()
        records = [record for _, record in network.introductions_of(contact)]
        found = rules.introducers(known.introduced_by, records, contact)
        return tuple(parent for parent in found if parent.contact in network.contacts)

    return parents_of


def root_of(network: Network, contact: int) -> Root:
    """How one came to know a contact."""
    links = rules.chain([contact], parents_in(network))
    ends = [link.contact for link in links if not link.parents]
    return Root(links, {end: _beginning(network, end) for end in ends})


def _beginning(network: Network, contact: int) -> str:
    event = min(
        (network.events[each] for each in network.events_of(contact)),
        key=lambda event: event.day,
        default=None,
    )
    took_part = network.by_contact.took_part(contact)
    first = network.interactions[took_part[0]] if took_part else None
    if event is not None and (first is None or event.day <= first.day):
        return f"met at {event.name}, {short_day(event.day)}"
    if first is not None:
        return f"first spoke {short_day(first.day)}"
    return f"added {short_day(network.contacts[contact].added)}"


def draft(network: Network, between: tuple[int, int]) -> tuple[str, ...]:
    """The words that one could send to introduce two to each other, a line each; to be made one's own."""
    one, other = (network.contacts[each] for each in between)
    return (
        f"{one.name}, meet {other.name}. {_who_is(network, other)}".rstrip(),
        f"{other.name}, meet {one.name}. {_who_is(network, one)}".rstrip(),
        "I think you two should talk, and leave it to you from here.",
    )


def _who_is(network: Network, contact: Contact) -> str:
    """What one would say of somebody: where they are, what they look for, what they offer."""
    houses = (
        ", ".join(part for part in (each.role, network.contacts[each.organisation].name) if part)
        for each in contact.organisations
        if each.until is None and each.organisation in network.contacts
    )
    where = "; ".join(houses)
    said = [
        words + " and ".join(wishes[:MOST_SAID])
        for words, wishes in (("is looking for ", contact.needs), ("could help with ", contact.offers))
        if wishes
    ]
    if not said:
        return f"{contact.name}: {where}." if where else ""
    return f"{contact.name}{f' ({where})' if where else ''} {' and '.join(said)}."


def all_newest_first(
    network: Network, states: Collection[IntroductionState] = ()
) -> Iterator[tuple[int, Introduction]]:
    """The introductions on record, or those in these states."""
    for record_id, record in sorted(
        network.introductions.items(), key=lambda item: (item[1].day, item[0]), reverse=True
    ):
        if not states or record.state in states:
            yield record_id, record


def _name(network: Network, contact: int) -> str:
    if contact == ME:
        return "me"
    known = network.contacts.get(contact)
    return known.name if known is not None else f"unknown {contact}"
