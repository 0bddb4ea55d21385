"""What is left of a record when something is forgotten for good. Pure rules, for any version of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from netui.domain.records import (
    Contact,
    Dismissal,
    Draft,
    Event,
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Mention,
    Note,
    Opportunity,
    Review,
    Source,
)
from netui.network.references import ID_LENGTH, reminder_about, with_contacts

SOMEONE = "someone"
"""What stands in a text where a forgotten name stood."""

PROSE: Mapping[type, tuple[str, ...]] = {
    Contact: ("needs", "offers", "tags", "place", "addresses"),
    Draft: ("text", "place"),
    Event: ("name", "note", "place"),
    Goal: ("why", "outcome", "tag"),
    Interaction: ("place", "tags"),
    Introduction: ("note",),
    Note: ("tags",),
    Opportunity: ("title", "story"),
    Review: ("words",),
}
"""Fields in which a person writes freely, besides the texts in which names have positions."""

Key = tuple[str, int]
"""A table and an id in it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What is to be forgotten."""

    contacts: frozenset[int] = frozenset()
    lines: frozenset[int] = frozenset()
    """Interactions that go with all that their line brought, whoever that is about."""
    interactions: frozenset[int] = frozenset()
    """Those, and others that go since nobody else took part."""
    others: frozenset[Key] = frozenset()
    """Further records."""
    names: frozenset[str] = frozenset()
    """What the contacts were called, to be taken out of prose that nobody can amend any more."""

    @property
    def words(self) -> re.Pattern[str] | None:
        """What finds a name in prose."""
        return pattern_of(self.names)

    def has(self, table: str, record_id: int) -> bool:
        """Whether a record is among it."""
        match table:
            case Contact.table:
                return record_id in self.contacts
            case Interaction.table:
                return record_id in self.interactions
            case _:
                return (table, record_id) in self.others

    def ids(self) -> frozenset[int]:
        """The ids of all of it, whatever their tables."""
        return self.contacts | self.interactions | {record_id for _, record_id in self.others}


def falls(record: object, gone: Gone) -> bool:
    """Whether a record makes no sense without what is gone, and goes with it."""

    def only(contacts: Collection[int]) -> bool:
        return bool(contacts) and gone.contacts.issuperset(contacts)

    match record:
        case Interaction():
            return only(record.took_part or record.mentioned)
        case Note() | Draft():
            return only(record.contacts)
        case Source():
            return record.contact in gone.contacts or record.entry in gone.ids()
        case FollowUp():
            with_line = record.interaction in (gone.lines if record.contacts else gone.interactions)
            return with_line or only(record.contacts)
        case Introduction():
            three = (record.introducer, *record.between)
            return record.interaction in gone.lines or not gone.contacts.isdisjoint(three)
        case Opportunity():
            return record.interaction in gone.lines
        case Dismissal():
            table, ids = reminder_about(record.reminder)
            return only(record.contacts) or (table is not None and any(gone.has(table, each) for each in ids))
        case _:
            return False


def left_of(record: Any, gone: Gone, *, words: bool = False) -> Any:
    """What is left of a record that stays; with ``words``, without the forgotten names in its prose, too."""
    pattern = gone.words if words else None
    record = _without_names(record, gone.contacts, pattern)
    record = with_contacts(record, lambda contact: None if contact in gone.contacts else contact)
    return _without_entries(record, gone)


def _without_entries(record: Any, gone: Gone) -> Any:
    """Without references to entries that are gone."""
    replace = msgspec.structs.replace
    match record:
        case Interaction() if record.event is not None and (Event.table, record.event) in gone.others:
            return replace(record, event=None)
        case FollowUp() if gone.interactions & {record.interaction, record.answered_by}:
            return replace(
                record,
                interaction=_kept(record.interaction, gone),
                answered_by=_kept(record.answered_by, gone),
            )
        case Introduction() | Opportunity() | Draft() if record.interaction in gone.interactions:
            return replace(record, interaction=None)
        case Review() if record.moment in gone.interactions:
            return replace(record, moment=None, words="")
        case _:
            return record


def _kept(interaction: int | None, gone: Gone) -> int | None:
    return None if interaction in gone.interactions else interaction


# --- texts -------------------------------------------------------------------------------------------------


def _without_names(record: Any, contacts: frozenset[int], words: re.Pattern[str] | None) -> Any:
    replace = msgspec.structs.replace
    match record:
        case Interaction() | Note() | FollowUp():
            text, mentions, moved = without_names(record.text, record.mentions, contacts, words)
            changed: dict[str, Any] = {"text": text, "mentions": mentions}
            if isinstance(record, Interaction) and record.day_words is not None:
                changed["day_words"] = (moved(record.day_words[0]), moved(record.day_words[1]))
            if text != record.text or mentions != record.mentions:
                record = replace(record, **changed)
    for name in PROSE.get(type(record), ()) if words is not None else ():
        record = replace(record, **{name: _worded(getattr(record, name), words)})
    return record


def _worded(value: Any, words: re.Pattern[str] | None) -> Any:
    if words is None or value is None:
        return value
    if isinstance(value, str):
        return words.sub(SOMEONE, value)
    return tuple(words.sub(SOMEONE, each) for each in value)


def without_names(
    text: str, mentions: Iterable[Mention], contacts: Collection[int], words: re.Pattern[str] | None = None
) -> tuple[str, tuple[Mention, ...], Callable[[int], int]]:
    """A text in which "someone" stands for ``contacts``, the other mentions, and where a position has moved.

    Names that ``words`` finds outside other mentions are exchanged, too.
    """
    kept = [mention for mention in mentions if mention.contact not in contacts]
    spans = [(mention.start, mention.end) for mention in mentions if mention.contact in contacts]
    if words is not None:
        spans += [
            found.span()
            for found in words.finditer(text)
            if not any(found.start() < mention.end and mention.start < found.end() for mention in kept)
        ]
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    place = 0
    for start, end in sorted(spans):
        if not place <= start < end <= len(text):
            continue  # it lies in one that is out already, or not in the text at all
        pieces += (text[place:start], SOMEONE)
        cuts.append((start, end))
        place = end

    def moved(position: int) -> int:
        shift = 0
        for start, end in cuts:
            if position >= end:
                shift += len(SOMEONE) - (end - start)
            elif position > start:
                return start + shift + len(SOMEONE)
        return position + shift

    still = tuple(
        msgspec.structs.replace(mention, start=moved(mention.start), end=moved(mention.end))
        for mention in kept
        if not any(mention.start < end and start < mention.end for start, end in cuts)
    )
    return "".join((*pieces, text[place:])), still, moved


@cache
def pattern_of(words: frozenset[str]) -> re.Pattern[str] | None:
    """What finds any of ``words`` standing by itself, case aside; None for no words."""
    found = sorted({word.strip() for word in words} - {""}, key=len, reverse=True)
    if not found:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)", re.IGNORECASE)


def leaves_of(value: Any, *, keys: bool) -> Iterator[Any]:
    """Every value in what JSON holds that holds no other; with ``keys``, the names of its fields, too."""
    if isinstance(value, dict):
        if keys:
            yield from value
        value = value.values()
    elif not isinstance(value, list | tuple):
        yield value
        return
    for part in value:
        yield from leaves_of(part, keys=keys)


def strings_in(value: Any, *, keys: bool = False) -> Iterator[str]:
    """Every string in what JSON holds."""
    return (leaf for leaf in leaves_of(value, keys=keys) if isinstance(leaf, str))


def numbers_in(value: Any) -> Iterator[int]:
    """Every whole number in what JSON holds, those that are written as strings, or as names, among them."""
    for leaf in leaves_of(value, keys=True):
        if isinstance(leaf, str) and leaf.isdecimal() and len(leaf) <= ID_LENGTH:
            yield int(leaf)
        elif isinstance(leaf, int) and not isinstance(leaf, bool):
            yield leaf
