"""Making and changing events, and who was met at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from netui.domain.days import Now
from netui.domain.line.reading import Reading
from netui.domain.nearest import did_you_mean, nearest_called
from netui.domain.records import Event
from netui.domain.words import folded, holds_words
from netui.errors import Ambiguity, Candidate, ChoiceNeeded, NetuiError, NotFoundError
from netui.network.logging import Saved, label_of, refuse_ties, write
from netui.network.network import Network


def find_event(network: Network, wanted: str) -> int:
    """The event of an id, a name or some words of it. Raises NotFoundError, ChoiceNeeded."""
    words = folded(wanted)
    if words.isdecimal() and len(words) <= 16 and int(words) in network.events:
        return int(words)
    names = {each: folded(record.name) for each, record in network.events.items()}
    exact = [each for each, name in names.items() if name == words]
    found = exact or [each for each, name in names.items() if holds_words(name, words)]
    if not found:
        called = {each: (record.name,) for each, record in network.events.items()}
        near = did_you_mean(network.events[each].name for each in nearest_called(wanted, called))
        raise NotFoundError(f"there is no event “{wanted}”{near or '; netui event lists them'}")
    if len(found) > 1:
        known = ((each, network.events[each]) for each in sorted(found))
        candidates = (Candidate(each, f"{record.name}, {record.day}") for each, record in known)
        raise ChoiceNeeded((Ambiguity(wanted, tuple(candidates)),), by_id="give the id")
    return found[0]


def new_event(
    network: Network,
    name: str,
    day: date,
    *,
    until: date | None = None,
    place: str = "",
    tags: tuple[str, ...] = (),
    note: str = "",
) -> int:
    """Keep an event; returns its id. Raises NetuiError where it would end before it begins."""
    _refuse_backwards(day, until)
    with network.change(f"event: {name}") as change:
        return change.insert(Event(name=name, day=day, until=until, place=place, tags=tags, note=note))


def _refuse_backwards(day: date, until: date | None) -> None:
    if until is not None and until < day:
        raise NetuiError(f"an event cannot end on {until}, before it begins on {day}")


def change_event(network: Network, event: int, **fields: Any) -> None:
    """Change fields of an event. Raises NetuiError where it would end before it begins."""
    with network.change("event") as change:
        changed = change.update(Event.table, event, **fields)
        change.label = f"event: {changed.name}"
        _refuse_backwards(changed.day, changed.until)


def met_at(network: Network, event: int, reading: Reading, now: Now) -> Saved:
    """Log a line about the people met at an event, on its day; each of them is to be followed up.

    Raises NetuiError for an event that is still to come, or a line that names nobody.
    """
    if reading.form != "interaction":
        raise NetuiError("say who was met, as in a line: Ada, Grace and @“Somebody New”")
    if not any(contact.role == "took_part" and contact.kind == "person" for contact in reading.contacts):
        raise NetuiError("that names nobody: write @ before the name of somebody new")
    refuse_ties(network, reading)
    with network.change(label_of(reading)) as change:
        known = change.known(Event.table, event)
        if known.day > now.today:
            raise NetuiError(f"{known.name} is on {known.day}, which is still to come")
        day = reading.day if reading.day_words is not None and _within(known, reading.day) else known.day
        channel = reading.channel or "event"
        return write(network, change, replace(reading, day=day, channel=channel), now, event=event)


def _within(event: Event, day: date) -> bool:
    return event.day <= day <= (event.until or event.day)


def leave_out(network: Network, event: int, contacts: Iterable[int]) -> None:
    """Take people out of those met at an event; what was logged stays."""
    gone = set(contacts)
    with network.change("event") as change:
        known = change.known(Event.table, event)
        change.label = f"event: {known.name}"
        met = tuple(contact for contact in known.met if contact not in gone)
        if met == known.met:
            raise NetuiError(f"none of them is among those met at {known.name}")
        change.update(Event.table, event, met=met)
