"""The records behind a figure or a reminder, told in a line each."""

from __future__ import annotations

from datetime import date

from netui.domain.days import month_name, short_day
from netui.domain.goals import words_of
from netui.domain.introductions import STATE_WORDS
from netui.domain.records import (
    ME,
    RECORDS,
    Contact,
    Event,
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Note,
    Opportunity,
    Record,
    Review,
)
from netui.network.network import Network
from netui.network.shown import names_of, shown_interaction, with_names

OWNER_WORDS = {"me": "you promised", "them": "expected", "both": "planned"}
"""Whose turn a follow-up is."""

CHANNEL_NOUNS = {
    "in_person": "in person",
    "event": "event",
    "video": "video",
    "phone": "phone",
    "message": "message",
    "social": "social",
    "unknown": "",
}
"""As they stand in a column."""


def record_of(network: Network, record_id: int) -> Record | None:
    """The record of an id, whatever its table."""
    for table in RECORDS:
        record: Record | None = network.store.table(table).get(record_id)
        if record is not None:
            return record
    return None


def told_of(network: Network, record: Record) -> tuple[date | None, str, str]:
    """Day, kind and words of a record."""
    match record:
        case Interaction():
            noun = CHANNEL_NOUNS[record.channel or "unknown"] or "logged"
            return record.day, noun, shown_interaction(network, record)
        case Note():
            return record.day, "note", with_names(network, record.text, record.mentions)
        case FollowUp():
            text = with_names(network, record.text, record.mentions)
            return record.made, OWNER_WORDS[record.owner], f"{text}{_by(record)}"
        case Contact():
            return record.added, "added", f"{record.name}{_about(record)}"
        case Event():
            place = f", {record.place}" if record.place else ""
            return record.day, "event", f"{record.name}{place}"
        case Introduction():
            return record.day, "introduction", introduction_words(network, record)
        case Opportunity():
            return record.day, "opportunity", record.title
        case Goal():
            return record.first, "goal", words_of(record)
        case Review():
            return record.begun, "review", f"the week of {short_day(record.week)}"
    return None, "", ""


def _by(record: FollowUp) -> str:
    if record.due is None:
        return ""
    return f", {'on' if record.kind == 'meeting' else 'by'} {short_day(record.due)}"


def _about(contact: Contact) -> str:
    dates = (f"{each.label} {each.day} {month_name(each.month)}" for each in contact.dates)
    parts = (
        *dates,
        *(f"needs {need}" for need in contact.needs),
        *(f"offers {offer}" for offer in contact.offers),
        *(f"#{tag}" for tag in contact.tags),
    )
    return "".join(f", {part}" for part in parts)


def introduction_words(network: Network, record: Introduction) -> str:
    """Who introduced whom, and what became of it."""
    names = " and ".join(names_of(network, record.between))
    by = f", by {''.join(names_of(network, (record.introducer,)))}" if record.introducer != ME else ""
    return f"{names}{by}: {STATE_WORDS[record.state]}"
