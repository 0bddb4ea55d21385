"""The objects of ``--json``, to the letter of the design: scripts rely on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from netui.domain.records import ME

if TYPE_CHECKING:
    from netui.domain.ledger import Balance
    from netui.domain.line.reading import ReadExchange, ReadFollowUp, Reading
    from netui.domain.records import Contact, Exchange, FollowUp, Interaction
    from netui.domain.reminders import Reminder
    from netui.network import Network
    from netui.network.logging import Saved
    from netui.network.standing import Standing

Shape = dict[str, Any]


# --- contacts ----------------------------------------------------------------------------------------------


def name_of(network: Network, contact: int) -> str:
    """A contact's name; "me" for oneself."""
    if contact == ME:
        return "me"
    known = network.contacts.get(contact)
    return known.name if known is not None else f"unknown {contact}"


def names_of(network: Network, contacts: Iterable[int]) -> list[str]:
    """Names in order."""
    return [name_of(network, contact) for contact in contacts]


def references(network: Network, contacts: Iterable[int]) -> list[Shape]:
    """Contacts as ``{"id", "name"}``."""
    return [{"id": contact, "name": name_of(network, contact)} for contact in contacts]


def contact_shape(network: Network, contact_id: int, contact: Contact) -> Shape:
    """All fields of a contact, defaults included, with its id and the names of its organisations."""
    shape = {"id": contact_id, **_all_fields(contact)}
    for membership in shape["organisations"]:
        membership["name"] = name_of(network, membership["organisation"])
    return shape


def listed_shape(standing: Standing) -> Shape:
    """A contact as ``list`` has it."""
    contact, touch = standing.contact, standing.touch
    return {
        "id": standing.id,
        "name": contact.name,
        "kind": contact.kind,
        "organisation": standing.organisation,
        "tags": contact.tags,
        "circle": contact.circle,
        "last_contact": touch.last_contact,
        "cadence": touch.cadence,
        "urgency": touch.urgency,
        "state": touch.state,
        "marks": [mark.kind for mark in standing.marks],
    }


def _all_fields(struct: msgspec.Struct) -> Shape:
    return {
        field.encode_name: _builtin(getattr(struct, field.name)) for field in msgspec.structs.fields(struct)
    }


def _builtin(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return _all_fields(value)
    if isinstance(value, tuple):
        return [_builtin(part) for part in value]
    return value


# --- interactions ------------------------------------------------------------------------------------------


def interaction_shape(network: Network, interaction_id: int, interaction: Interaction) -> Shape:
    """An interaction that is on record."""
    event = network.events.get(interaction.event) if interaction.event is not None else None
    time = None if interaction.at is None else f"{in_zone(interaction.at, interaction.zone):%H:%M}"
    return {
        "id": interaction_id,
        "day": interaction.day,
        "time": time,
        "text": interaction.text,
        "channel": interaction.channel,
        "minutes": interaction.minutes,
        "purpose": interaction.purpose,
        "started": interaction.started,
        "place": interaction.place,
        "event": event.name if event is not None else None,
        "tags": interaction.tags,
    }


def timeline_shape(network: Network, interaction_id: int, interaction: Interaction, role: str) -> Shape:
    """An interaction in a contact's timeline."""
    return {
        **interaction_shape(network, interaction_id, interaction),
        "role": role,
        "contacts": names_of(network, interaction.took_part),
        "exchanges": [exchange_shape(network, exchange) for exchange in interaction.exchanges],
    }


def exchange_shape(network: Network, exchange: Exchange) -> Shape:
    """Something given, received, offered or asked."""
    return {
        "direction": exchange.direction,
        "kind": exchange.kind,
        "weight": exchange.weight,
        "contacts": names_of(network, exchange.contacts),
    }


def follow_up_shape(network: Network, follow_up: FollowUp) -> Shape:
    """Something still to come."""
    return {
        "kind": follow_up.kind,
        "owner": follow_up.owner,
        "text": follow_up.text,
        "due": follow_up.due,
        "contacts": names_of(network, follow_up.contacts),
    }


def in_zone(instant: datetime, zone: str) -> datetime:
    """``instant`` as a clock in ``zone`` shows it; in UTC where there is no such zone or moment."""
    try:
        return instant.astimezone(ZoneInfo(zone))
    except (OSError, ValueError, KeyError, OverflowError):
        return instant.astimezone(UTC)


# --- a line ------------------------------------------------------------------------------------------------


def line_shape(network: Network, reading: Reading, saved: Saved | None) -> Shape:
    """What a line was understood as; ids are missing where nothing was saved."""
    names = [
        name_of(network, contact.contact) if contact.contact is not None else contact.name
        for contact in reading.contacts
    ]
    return {
        "saved": saved is not None,
        "interaction": _read_interaction(reading, saved) if reading.form == "interaction" else None,
        "planned": planned_shape(reading) if reading.form == "plan" else None,
        "note": {"text": note_text(reading)} if reading.form == "note" else None,
        "contacts": _read_contacts(reading, names, saved),
        "unknown": [
            {"matched": unknown.matched, "start": unknown.start, "end": unknown.end}
            for unknown in reading.unknown
        ],
        "exchanges": [_read_exchange(exchange, names) for exchange in reading.exchanges],
        "follow_ups": [_read_follow_up(follow_up, names) for follow_up in reading.follow_ups],
        "introductions": [
            {
                "introducer": _me_or(names, introduction.introducer),
                "between": [_me_or(names, index) for index in introduction.between],
            }
            for introduction in reading.introductions
        ],
        "opportunity": None if reading.opportunity is None else {"title": reading.opportunity},
    }


def planned_shape(reading: Reading) -> Shape:
    """The day and the text of a planned meeting."""
    meetings = [follow_up for follow_up in reading.follow_ups if follow_up.kind == "meeting"]
    text = meetings[0].text if meetings else reading.text[slice(*reading.prose)]
    return {"day": reading.day, "text": text}


def note_text(reading: Reading) -> str:
    """What a note says."""
    return reading.text[slice(*reading.prose)]


def _read_interaction(reading: Reading, saved: Saved | None) -> Shape:
    return {
        "id": saved.interaction if saved is not None else None,
        "day": reading.day,
        "time": f"{reading.time:%H:%M}" if reading.time is not None else None,
        "text": reading.text,
        "channel": reading.channel,
        "minutes": reading.minutes,
        "purpose": reading.purpose,
        "started": reading.started,
        "place": reading.place,
        "event": reading.event,
        "tags": reading.tags,
    }


def _read_contacts(reading: Reading, names: list[str], saved: Saved | None) -> list[Shape]:
    return [
        {
            "id": saved.contacts[index] if saved is not None else contact.contact,
            "name": names[index],
            "kind": contact.kind,
            "role": contact.role,
            "matched": contact.matched,
            "start": contact.start,
            "end": contact.end,
            "new": contact.new,
        }
        for index, contact in enumerate(reading.contacts)
    ]


def _read_exchange(exchange: ReadExchange, names: list[str]) -> Shape:
    return {
        "direction": exchange.direction,
        "kind": exchange.kind,
        "weight": exchange.weight,
        "contacts": [names[index] for index in exchange.contacts],
    }


def _read_follow_up(follow_up: ReadFollowUp, names: list[str]) -> Shape:
    return {
        "kind": follow_up.kind,
        "owner": follow_up.owner,
        "text": follow_up.text,
        "due": follow_up.due,
        "contacts": [names[index] for index in follow_up.contacts],
    }


def _me_or(names: list[str], index: int | None) -> str:
    return "me" if index is None else names[index]


# --- judgements --------------------------------------------------------------------------------------------


def balance_shape(balance: Balance) -> Shape:
    """A ledger with how sure it is."""
    low, high = balance.interval
    return {
        "given": balance.given,
        "received": balance.received,
        "entries": balance.entries,
        "mean": balance.mean,
        "low": low,
        "high": high,
        "verdict": balance.verdict,
    }


def reminder_shape(network: Network, reminder: Reminder, *, today: bool) -> Shape:
    """A reminder; ``today`` where it stands within the capacity of Today."""
    return {
        "id": reminder.id,
        "kind": reminder.kind,
        "contacts": references(network, reminder.contacts),
        "due": reminder.due,
        "urgency": reminder.urgency,
        "reason": reminder.reason,
        "evidence": reminder.evidence,
        "today": today,
    }
