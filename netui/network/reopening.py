"""An entry's line as it is opened again: what the person once chose of its reading is chosen again.

A line is read anew when it is changed. What was settled then (which of two people was meant, a channel or a
weight changed by hand, a name since changed) would be lost if the rules alone read it, and so would whatever
the entry holds that its line never said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from netui.domain.days import Now
from netui.domain.line.changes import ANYWHERE, Change, Meant, Passed, Value
from netui.domain.line.grammar import DayOrder
from netui.domain.line.printed import written_out
from netui.domain.line.reading import Form, Piece, PieceKind, ReadExchange, Reading
from netui.domain.records import Exchange, FollowUp, Interaction, Mention, Note, Role
from netui.network.lines import read_line
from netui.network.logging import interaction_in
from netui.network.network import Network

_Item = TypeVar("_Item")

_SCALARS = ("at", "channel", "minutes", "purpose", "started", "place")
_LISTS = ("took_part", "mentioned", "exchanges", "tags")


@dataclass(frozen=True, slots=True)
class Reopened:
    """An interaction's line to be written on."""

    text: str
    """As it was typed; a name that the contact no longer has is written as it is now."""
    changes: tuple[Change, ...]
    """What makes the rules read it as it was logged."""
    reading: Reading
    then: Now
    """The moment as of which its days are read: that at which it was logged."""
    day: tuple[int, int] | None = None
    """Where a day was written out that the line never held."""


def as_of(now: Now, entry: Interaction | Note) -> Now:
    """The moment at which an entry was logged."""
    instant = entry.logged_at
    today = entry.logged_on if isinstance(entry, Interaction) else entry.day
    try:
        local, zone = instant.astimezone(ZoneInfo(entry.zone)), entry.zone
    except (OSError, ValueError, KeyError):  # a zone that this machine does not know
        local, zone = instant.astimezone(ZoneInfo(now.zone)), now.zone
    return msgspec.structs.replace(now, instant=instant, local=local, zone=zone, today=today)


def reopened(
    network: Network, before: Interaction | Note, now: Now, *, day_order: DayOrder = "dmy"
) -> Reopened:
    """The line of ``before`` with the changes by which it is read as it was logged.

    Raises LineError for an interaction whose text says nothing (it came from elsewhere, without words).
    """
    then = as_of(now, before)
    form: Form | None = "note" if isinstance(before, Note) else None
    text, mentions = with_names_of_today(network, before)

    def read(changes: Sequence[Change]) -> Reading:
        return read_line(network, text, then, form=form, day_order=day_order, changes=changes)

    changes = tuple(people_as_known(before, mentions, read(())))
    if isinstance(before, Interaction):
        changes = (*changes, *_details(before, read(changes)))
    reading = read(changes)
    if reading.day_words is None:
        reading = replace(reading, day=before.day)
    return Reopened(text, changes, reading, then)


def with_names_of_today(
    network: Network, before: Interaction | Note | FollowUp
) -> tuple[str, tuple[Mention, ...]]:
    """The text with names that are no longer the contact's exchanged, and where each name stands in it."""
    renamed: list[tuple[int, int, str]] = []
    for mention in before.mentions:
        contact = network.contacts.get(mention.contact)
        words = before.text[mention.start : mention.end].removeprefix("@").strip('"*')
        if contact is not None and mention.contact not in network.names.lookup(words):
            renamed.append((mention.start, mention.end, contact.name))
    text = written_out(before.text, renamed, [(one.start, one.end) for one in before.mentions])
    names = {start: f'@"{name}"' for start, _, name in renamed}
    mentions: list[Mention] = []
    moved = 0
    for mention in before.mentions:
        start, end = mention.start + moved, mention.end + moved
        name = names.get(mention.start)
        if name is not None and text.startswith(name, start):
            moved += len(name) - (end - start)
            end = start + len(name)
        mentions.append(Mention(contact=mention.contact, start=start, end=end))
    return text, tuple(mentions)


def people_as_known(
    before: Interaction | Note | FollowUp, mentions: Sequence[Mention], reading: Reading
) -> Iterator[Change]:
    """Who was meant by each name and whether they took part; what was no name is none again."""
    known = {mention.start: mention.contact for mention in mentions}
    places: list[tuple[int, int, int | None]] = [(one.start, one.end, one.index) for one in reading.named]
    places += [(one.start, one.end, None) for one in reading.ties]
    for start, end, index in places:
        words, contact = reading.text[start:end], known.get(start)
        if contact is None:
            yield Change(start, words, "contact", None)
            continue
        read = reading.contacts[index] if index is not None else None
        role = _role(before, contact)
        if read is None or read.contact != contact or read.others or role not in (None, read.role):
            yield Change(start, words, "contact", Meant(contact, role))


def _role(before: Interaction | Note | FollowUp, contact: int) -> Role | None:
    """What the contact did; a note or a follow-up tells of nothing that happened."""
    if not isinstance(before, Interaction):
        return None
    return "took_part" if contact in before.took_part else "mentioned"


def _details(before: Interaction, reading: Reading) -> Iterator[Change]:
    """Channel, purpose, who began and exchanges, where they were changed by hand."""
    channel = _piece(reading, "channel")
    if before.channel is not None and before.channel != reading.channel:
        yield (
            Change(ANYWHERE, "", "channel", before.channel)
            if channel is None
            else _change(reading, channel, before.channel)
        )
    purpose, started = _piece(reading, "purpose"), _piece(reading, "started")
    if purpose is not None and before.purpose != reading.purpose:
        yield _change(reading, purpose, before.purpose)
    if started is not None and before.started != reading.started:
        yield _change(reading, started, before.started or "")
    yield from _exchanges(before, reading)


def _exchanges(before: Interaction, reading: Reading) -> Iterator[Change]:
    left = list(before.exchanges)
    for exchange in reading.exchanges:
        alike = [one for one in left if one.kind == exchange.kind]
        kept = next((one for one in alike if _passed(one) == _passed(exchange)), None) or next(
            iter(alike), None
        )
        if kept is not None:
            left.remove(kept)
        piece = next((one for one in reading.pieces if one.start == exchange.place), None)
        if piece is None or piece.kind != "exchange":
            continue
        if kept is None:
            yield _change(reading, piece, None)
        elif _passed(kept) != _passed(exchange):
            yield _change(reading, piece, Passed(kept.direction, kept.weight))


def _passed(exchange: Exchange | ReadExchange) -> tuple[str, int]:
    return exchange.direction, exchange.weight


def _piece(reading: Reading, kind: PieceKind) -> Piece | None:
    return next((one for one in reading.pieces if one.kind == kind), None)


def _change(reading: Reading, piece: Piece, value: Value) -> Change:
    return Change(piece.start, reading.text[piece.start : piece.end], piece.kind, value)


# --- what the line never said ------------------------------------------------------------------------------


def with_what_was_kept(before: Interaction, opened: Reopened, new: Interaction) -> Interaction:
    """``new``, made of the changed line, with what ``before`` held beside its line.

    What the changed line says as the old one did stays as it was kept: a minute more or less that was put
    right elsewhere, somebody added by hand.
    """
    contacts = tuple(
        -1 - index if one.contact is None else one.contact
        for index, one in enumerate(opened.reading.contacts)
    )
    said = interaction_in(opened.reading, contacts, opened.then, before.event)
    scalars = {
        field: getattr(before, field) for field in _SCALARS if getattr(new, field) == getattr(said, field)
    }
    lists = {
        field: joined(getattr(before, field), getattr(said, field), getattr(new, field)) for field in _LISTS
    }
    lists["mentioned"] = tuple(one for one in lists["mentioned"] if one not in lists["took_part"])
    return msgspec.structs.replace(new, **scalars, **lists)


def joined(before: tuple[_Item, ...], said: tuple[_Item, ...], new: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """What the new line says, without what was taken out of the old one's, with what was added to it."""
    kept = [one for one in new if one in before or one not in said]
    return (*kept, *(one for one in before if one not in said and one not in kept))
