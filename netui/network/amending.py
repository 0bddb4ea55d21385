"""Changing an entry by writing its line anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from netui.network.reopening import Reopened, reopened, with_what_was_kept
from netui.network.reopening_follow_ups import LEAD, follow_up_as_changed, reopened_follow_up
from netui.storage import Transaction

Entry = Literal["interaction", "note", "follow_up"]
_What = tuple[FollowUpKind, str]
"""A follow-up's kind and text."""


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
    chosen now. The days of a promise or a meeting lie ahead: they are read as of ``now``.

    Raises NotFoundError, LineError, ChoiceNeeded, and NetuiError for a line of another form.
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
        _amend_follow_up(network, record_id, follow_up, text, now, day_order, changes)
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
        article = "an" if reading.form == "interaction" else "a"
        raise NetuiError(f"that is {article} {reading.form}: log it by itself, and delete this")
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
    """Open follow-ups give way to the line's. Done ones stay, and so do those that were changed apart.

    One that the line still says keeps its id, and the day it was moved to unless the line's day is another.
    """
    made_in_it = {
        record_id: record
        for record_id, record in network.follow_ups.items()
        if record.interaction == interaction
    }
    known = {(record.kind, record.text): record_id for record_id, record in made_in_it.items()}
    said = {(one.kind, one.text): one.due for one in opened.reading.follow_ups}
    apart = _changed_apart(said, known)
    for follow_up in reading.follow_ups:
        what = (follow_up.kind, follow_up.text)
        if what in apart:
            known.pop(apart[what])
            continue
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


def _changed_apart(said: Collection[_What], known: Collection[_What]) -> dict[_What, _What]:
    """What the line says that was since changed by its own line, and what it is now: in the order of both."""
    missing = [what for what in said if what not in known]
    changed = [what for what in known if what not in said]
    apart: dict[_What, _What] = {}
    for what in missing:
        same_kind = next((one for one in changed if one[0] == what[0]), None)
        if same_kind is not None:
            changed.remove(same_kind)
            apart[what] = same_kind
    return apart


def _amend_note(network: Network, record_id: int, reading: Reading, then: Now) -> None:
    with network.change(f"amend: {shorten(reading.text)}") as change:
        before = change.known(Note.table, record_id)
        contacts = contacts_in(network, change, reading, then)
        remember_about(change, reading, contacts)
        note = note_in(reading, contacts, then)
        if reading.day_words is None:
            note = msgspec.structs.replace(note, day=before.day)
        change.put(Note.table, record_id, note)


def _amend_follow_up(
    network: Network,
    record_id: int,
    before: FollowUp,
    text: str,
    now: Now,
    day_order: DayOrder,
    changes: Sequence[Change] | None,
) -> None:
    """Without ``changes`` (by the command) ``text`` may be what is promised alone, its day left out."""
    _refuse_ended(before)
    opened = reopened_follow_up(network, before, now, day_order=day_order)
    written = changes is not None
    if changes is None:
        text = _with_lead(network, before, text, now, day_order)
        changes = carried(opened.changes, opened.text, text)
    form: Form = "plan" if before.kind == "meeting" else "interaction"
    reading = _read(network, text, now, form, day_order, changes)
    _refuse_more(reading)
    with network.change(f"amend: {shorten(text)}") as change:
        before = change.known(FollowUp.table, record_id)
        _refuse_ended(before)
        contacts = contacts_in(network, change, reading, now)
        remember_about(change, reading, contacts)
        record = follow_up_as_changed(before, opened, reading, contacts, now)
        if not written and record.due is None:
            record = msgspec.structs.replace(record, due=before.due)
        if not record.contacts:
            record = msgspec.structs.replace(record, contacts=before.contacts)
        change.put(FollowUp.table, record_id, record)


def _refuse_ended(follow_up: FollowUp) -> None:
    if not is_open(follow_up):
        raise NetuiError("that is no longer open; amend the interaction that it became")


def _with_lead(network: Network, before: FollowUp, text: str, now: Now, day_order: DayOrder) -> str:
    """``text`` with ``promised`` or ``plan:`` before it, unless it says so itself."""
    said = read_line(network, text, now, day_order=day_order).follow_ups
    return text if any(one.kind == before.kind for one in said) else LEAD[before.kind] + text


def _refuse_more(reading: Reading) -> None:
    """Refuse a line that says more than one promise or meeting, of which the rest would be lost."""
    if not reading.follow_ups:
        raise NetuiError("that line promises and plans nothing")
    told = reading.exchanges or reading.introductions or reading.opportunity or reading.minutes
    if len(reading.follow_ups) > 1 or (reading.form == "interaction" and (told or reading.channel)):
        raise NetuiError("that says more than a promise or a plan: log the rest by itself")
