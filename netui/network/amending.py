"""Changing an entry by writing its line anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from netui.domain.days import Now
from netui.domain.line.changes import Change, carried
from netui.domain.line.grammar import DayOrder
from netui.domain.line.reading import Form, Reading
from netui.domain.records import (
    ME,
    Event,
    FollowUp,
    FollowUpKind,
    Interaction,
    Introduction,
    Note,
    Opportunity,
)
from netui.errors import NetuiError, NotFoundError
from netui.network.known import is_open
from netui.network.lines import read_line
from netui.network.logging import (
    add_introductions,
    add_opportunity,
    contacts_in,
    event_in,
    follow_up_in,
    interaction_in,
    join_event,
    met_in,
    note_in,
    refuse_ties,
    remember_about,
    shorten,
)
from netui.network.network import Network
from netui.network.reopening import Reopened, as_of, reopened, with_what_was_kept
from netui.storage import Transaction

_BEFORE: dict[FollowUpKind, str] = {"promise": "promised ", "expected": "expecting ", "meeting": ""}
"""What makes a line of a follow-up's text."""

Entry = Literal["interaction", "note", "follow_up"]


def amend(
    network: Network,
    record_id: int,
    text: str,
    now: Now,
    *,
    day_order: DayOrder = "dmy",
    changes: Sequence[Change] | None = None,
) -> Entry:
    """Put ``text`` in the place of an entry's line; returns what kind of entry it is.

    The line is read as of the moment at which the entry was logged, so that *yesterday* stays the day it was;
    without a day in it the entry keeps its own. When it was logged stays too: a day is not made active
    afterwards, and so does what was chosen by hand, as far as its words do, unless ``changes`` say what is
    chosen now. Raises NotFoundError, LineError, ChoiceNeeded, and NetuiError for a line of another form.
    """
    if (interaction := network.interactions.get(record_id)) is not None:
        opened = reopened(network, interaction, now, day_order=day_order)
        if changes is None:
            changes = carried(opened.changes, opened.text, text)
        reading = _read(network, text, opened.then, "interaction", day_order, changes)
        _amend_interaction(network, record_id, opened, reading)
        return "interaction"
    if (note := network.notes.get(record_id)) is not None:
        opened = reopened(network, note, now, day_order=day_order)
        if changes is None:
            changes = carried(opened.changes, opened.text, text)
        reading = _read(network, text, opened.then, "note", day_order, changes)
        _amend_note(network, record_id, reading, opened.then)
        return "note"
    if (follow_up := network.follow_ups.get(record_id)) is not None:
        then = as_of(now, follow_up)
        form: Form = "plan" if follow_up.kind == "meeting" else "interaction"
        line = _BEFORE[follow_up.kind] + text
        _amend_follow_up(network, record_id, _read(network, line, then, form, day_order), then)
        return "follow_up"
    raise NotFoundError("there is no such entry")


def _read(
    network: Network,
    text: str,
    then: Now,
    form: Form,
    day_order: DayOrder,
    changes: Sequence[Change] = (),
) -> Reading:
    forced = None if form == "interaction" else form
    reading = read_line(network, text, then, form=forced, day_order=day_order, changes=changes)
    refuse_ties(network, reading)
    if reading.form != form:
        raise NetuiError(
            f"that line is a {reading.form}, the entry is none: delete it and write the line anew"
        )
    return reading


def _amend_interaction(network: Network, record_id: int, opened: Reopened, reading: Reading) -> None:
    then = opened.then
    with network.change(f"amend: {shorten(reading.text)}") as change:
        before = change.known(Interaction.table, record_id)
        if reading.day_words is None:
            reading = replace(reading, day=before.day)
        contacts = contacts_in(network, change, reading, then)
        remember_about(change, reading, contacts)
        kept = change.get(Event.table, before.event) if before.event is not None else None
        event = before.event
        if event is not None and kept is not None and reading.event == opened.reading.event:
            join_event(change, event, kept, met_in(reading, contacts))  # whatever it is called by now
        else:
            event = event_in(network, change, reading, contacts)
        record = interaction_in(reading, contacts, then, event)
        change.put(Interaction.table, record_id, with_what_was_kept(before, opened, record))
        _exchange_introductions(network, change, record_id, reading, contacts)
        _exchange_opportunity(network, change, record_id, reading, contacts)
        _exchange_follow_ups(network, change, record_id, opened, reading, contacts)


def _exchange_introductions(
    network: Network, change: Transaction, interaction: int, reading: Reading, contacts: tuple[int, ...]
) -> None:
    """Those that the line tells of still keep what became of them."""
    known = {
        (record.introducer, record.between): record_id
        for record_id, record in network.introductions.items()
        if record.interaction == interaction
    }
    new = []
    for introduction in reading.introductions:
        introducer = ME if introduction.introducer is None else contacts[introduction.introducer]
        first, second = (ME if index is None else contacts[index] for index in introduction.between)
        if known.pop((introducer, (first, second)), None) is None:
            new.append(introduction)
    for record_id in known.values():
        change.remove(Introduction.table, record_id)
    add_introductions(change, replace(reading, introductions=tuple(new)), contacts, interaction)


def _exchange_opportunity(
    network: Network, change: Transaction, interaction: int, reading: Reading, contacts: tuple[int, ...]
) -> None:
    for record_id, record in network.store.table(Opportunity.table).items():
        if record.interaction != interaction:
            continue
        if record.title == reading.opportunity:
            return
        change.remove(Opportunity.table, record_id)
    add_opportunity(change, reading, contacts, interaction)


def _exchange_follow_ups(
    network: Network,
    change: Transaction,
    interaction: int,
    opened: Reopened,
    reading: Reading,
    contacts: tuple[int, ...],
) -> None:
    """Open follow-ups give way to the line's. Done ones stay.

    One that the line still says keeps its id, and the day it was moved to unless the line's day is another.
    """
    made_in_it = {
        record_id: record
        for record_id, record in network.follow_ups.items()
        if record.interaction == interaction
    }
    known = {(record.kind, record.text): record_id for record_id, record in made_in_it.items()}
    said = {(one.kind, one.text): one.due for one in opened.reading.follow_ups}
    for follow_up in reading.follow_ups:
        what = (follow_up.kind, follow_up.text)
        record_id = known.pop(what, None)
        record = follow_up_in(reading, follow_up, contacts, opened.then, interaction)
        if record_id is None:
            change.insert(record)
        elif is_open(made_in_it[record_id]):
            if what in said and said[what] == follow_up.due:
                record = msgspec.structs.replace(record, due=made_in_it[record_id].due)
            change.put(FollowUp.table, record_id, record)
    for record_id in known.values():
        if is_open(made_in_it[record_id]):
            change.remove(FollowUp.table, record_id)


def _amend_note(network: Network, record_id: int, reading: Reading, then: Now) -> None:
    with network.change(f"amend: {shorten(reading.text)}") as change:
        before = change.known(Note.table, record_id)
        contacts = contacts_in(network, change, reading, then)
        remember_about(change, reading, contacts)
        note = note_in(reading, contacts, then)
        if reading.day_words is None:
            note = msgspec.structs.replace(note, day=before.day)
        change.put(Note.table, record_id, note)


def _amend_follow_up(network: Network, record_id: int, reading: Reading, then: Now) -> None:
    if not reading.follow_ups:
        raise NetuiError("that line promises and plans nothing")
    with network.change(f"amend: {shorten(reading.follow_ups[0].text)}") as change:
        before = change.known(FollowUp.table, record_id)
        wanted = [follow_up for follow_up in reading.follow_ups if follow_up.kind == before.kind]
        if not wanted:
            raise NetuiError("that line promises and plans nothing")
        if not is_open(before):
            raise NetuiError("that is no longer open; amend the interaction that it became")
        contacts = contacts_in(network, change, reading, then)
        record = follow_up_in(reading, wanted[0], contacts, then, before.interaction)
        if record.due is None and before.due is not None:
            record = msgspec.structs.replace(record, due=before.due)
        if not record.contacts:
            record = msgspec.structs.replace(record, contacts=before.contacts)
        change.put(FollowUp.table, record_id, record)
