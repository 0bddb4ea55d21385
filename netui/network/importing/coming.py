"""What an import brings to one contact, in a few words: where they belong, the last contact, what comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from netui.domain.records import Contact, FollowUp, Interaction, Note
from netui.network.importing.desk import STEP, Desk
from netui.network.importing.plan import DESCRIBED, Plan
from netui.network.network import Network

MANY = 2_000
"""Interactions between two looks at whether to go on (choice): they are but passed by."""

_LISTS = (
    ("emails", "e-mail", "e-mails"),
    ("phones", "phone", "phones"),
    ("urls", "link", "links"),
    ("dates", "yearly date", "yearly dates"),
    ("nicknames", "nickname", "nicknames"),
    ("addresses", "address", "addresses"),
    ("tags", "tag", "tags"),
    ("needs", "need", "needs"),
    ("offers", "offer", "offers"),
)
_SINGLES = (("name", "name"), ("place", "place"), ("circle", "circle"), ("cadence", "cadence"))
_ENTRIES = (
    (Interaction, "interaction", "interactions"),
    (Note, "note", "notes"),
    (FollowUp, "follow-up", "follow-ups"),
)


def describe(plan: Plan, network: Network) -> Iterator[None]:
    """Say of those who are to be looked at what the plan brings them, in steps."""
    looked_at = [*plan.added[:DESCRIBED], *plan.merged[:DESCRIBED]]
    wanted = {each.contact for each in looked_at}
    entries: dict[int, Counter[type]] = {each: Counter() for each in wanted}
    last: dict[int, date] = {}
    for number, record in enumerate(plan.desk.laid_out()):
        for contact in wanted.intersection(_who(record)):
            entries[contact][type(record)] += 1
            _note_last(last, contact, record)
        if number % STEP == 0:
            yield
    if here := wanted & network.contacts.keys():
        # For so few, the look-up by contact would take longer to make than this.
        for number, interaction in enumerate(tuple(network.interactions.values())):
            for contact in here.intersection(interaction.took_part):
                _note_last(last, contact, interaction)
            if number % MANY == 0:
                yield
    for each in looked_at:
        after = plan.desk.contact(each.contact)
        before = network.contacts.get(each.contact)
        each.where = _where(plan.desk, after)
        each.last = last.get(each.contact)
        told = [
            _so_many(number, one, many)
            for kind, one, many in _ENTRIES
            if (number := entries[each.contact][kind])
        ]
        each.brings = ", ".join([*told, *_fields(before, after)])


def _note_last(last: dict[int, date], contact: int, record: object) -> None:
    """Keep the latest day on which there was contact; by social media alone there was none."""
    if isinstance(record, Interaction) and record.channel != "social":
        last[contact] = max(record.day, last.get(contact, record.day))


def _who(record: object) -> Iterable[int]:
    match record:
        case Interaction():
            return record.took_part
        case Note() | FollowUp():
            return record.contacts
        case _:
            return ()


def _where(desk: Desk, contact: Contact) -> str:
    """The organisation of today, and the role there."""
    current = next((each for each in contact.organisations if each.until is None), None)
    return ", ".join(filter(None, (desk.name(current.organisation), current.role))) if current else ""


def _fields(before: Contact | None, after: Contact) -> Iterator[str]:
    """What is there that was not, and what is another than it was."""
    for field, one, many in _LISTS:
        held = () if before is None else getattr(before, field)
        if number := sum(each not in held for each in getattr(after, field)):
            yield _so_many(number, one, many)
    if before is not None:
        yield from _memberships(before, after)
    for field, word in _SINGLES:
        held, value = getattr(before, field, None), getattr(after, field)
        if value and value != held and (before is not None or field != "name"):
            yield f"{word} changed" if held else word
    if after.connected is not None and (before is None or before.connected != after.connected):
        yield "day of connecting"


def _so_many(number: int, one: str, many: str) -> str:
    return one if number == 1 else f"{number} {many}"


def _memberships(before: Contact, after: Contact) -> Iterator[str]:
    held = {each.organisation: each for each in before.organisations}
    new = sum(each.organisation not in held for each in after.organisations)
    other = [
        (old.role, each.role)
        for each in after.organisations
        if (old := held.get(each.organisation, each)) != each
    ]
    yield from ([_so_many(new, "organisation", "organisations")] if new else [])
    if other:
        yield "role" if any(old != new for old, new in other) else "days there"
