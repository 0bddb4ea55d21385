"""Examining the records: what refers to something that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netui.domain.cadence import LONGEST
from netui.domain.records import (
    ME,
    RECORDS,
    Contact,
    FollowUp,
    Interaction,
    Mention,
    Note,
    Profile,
)
from netui.network.network import Network
from netui.network.references import contacts_named


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it must be."""

    where: str
    """The table and the record's id, or a file."""
    what: str
    mend: str
    """What can be done about it."""
    kind: str = "record"
    file: str | None = None
    """The path of the file that it is about; None for a record's."""
    safe: bool = False
    """Whether ``netui check --mend`` does it."""


def records_by_table(network: Network) -> dict[str, int]:
    """How many records each table holds."""
    return {table: len(network.store.table(table)) for table in RECORDS}


def problems(network: Network) -> Iterator[Problem]:
    """All that is wrong with the records, table by table. Changes nothing."""
    for table in RECORDS:
        for record_id, record in network.store.table(table).items():
            for what, mend in _problems_of(network, record_id, record):
                yield Problem(f"{table} {record_id}", what, mend)


def _problems_of(network: Network, record_id: int, record: object) -> Iterator[tuple[str, str]]:
    for contact in sorted({*contacts_named(record_id, record)} - {ME, record_id}):
        if contact not in network.contacts:
            yield (
                f"names contact {contact}, which is not here",
                "undo what removed the contact, or amend the entry",
            )
    match record:
        case Contact():
            yield from _contact_problems(network, record_id, record)
        case Interaction() if record.event is not None and record.event not in network.events:
            yield f"was at event {record.event}, which is not here", "amend the entry"
        case Profile():
            yield from _profile_problems(record)
        case _:
            pass
    if isinstance(record, Interaction | Note | FollowUp) and _misplaced(record.text, record.mentions):
        yield "has a name that does not lie in its text", "amend the entry with the same text"


def _contact_problems(network: Network, contact_id: int, contact: Contact) -> Iterator[tuple[str, str]]:
    if not contact.name.strip():
        yield "has no name", f"netui edit {contact_id} --name NAME"
    for membership in contact.organisations:
        house = network.contacts.get(membership.organisation)
        if house is not None and house.kind != "organisation":
            yield f"belongs to {house.name}, which is no organisation", "netui edit NAME --organisation"
    if _introduces_itself(network, contact_id):
        yield "was introduced, by way of others, by itself", "undo the last --introduced-by"


def _profile_problems(profile: Profile) -> Iterator[tuple[str, str]]:
    known = (
        ("week_start", (profile.week_start,), range(1, 8)),
        ("rollover_hour", (profile.rollover_hour,), range(7)),
        ("routine", tuple(change.days for change in profile.routine), range(1, 8)),
        ("circles", tuple(each.days for each in profile.circles), range(1, LONGEST + 1)),
    )
    for field, values, allowed in known:
        for value in values:
            if value not in allowed:
                yield f"{field} is {value}, not {allowed[0]} to {allowed[-1]}", f"undo what set {field}"


def _introduces_itself(network: Network, contact_id: int) -> bool:
    seen: set[int] = set()
    waiting = list(network.contacts[contact_id].introduced_by)
    while waiting:
        each = waiting.pop()
        if each == contact_id:
            return True
        if each not in seen and each in network.contacts:
            seen.add(each)
            waiting += network.contacts[each].introduced_by
    return False


def _misplaced(text: str, mentions: Iterable[Mention]) -> bool:
    return any(not 0 <= mention.start < mention.end <= len(text) for mention in mentions)
