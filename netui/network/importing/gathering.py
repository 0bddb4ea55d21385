"""What a file has brought, gathered: cleaned of what no record may hold, bounded, and each refusal told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from netui.domain.plain import (
    Brought,
    Dropped,
    PlainContact,
    PlainFollowUp,
    PlainInteraction,
    PlainMeeting,
    PlainMention,
    PlainNote,
    PlainRecord,
    Skipped,
)
from netui.domain.records import FollowUp, Interaction, Mention, Note
from netui.errors import NetuiError
from netui.network.incoming import without_controls

LONGEST_FIELD = 1 << 20
"""Characters of one field at most (bars.md, "Kept out")."""

MOST_RECORDS = 150_000
"""Records of one file at most (choice): the large network of bars.md moves in whole."""

MOST_CONTACTS = 50_000
"""Contacts of an address book at most, unless told otherwise (choice): so many are taken in in less than
300 MB, and LinkedIn allows 30,000."""

_TEXTS = (PlainNote, PlainInteraction, Note, Interaction, FollowUp)
"""Records with names by position in their text."""

_SEVERAL_LINES = (PlainNote, Note)
"""Records whose text may have several lines."""

_WITH_TEXT = (str, tuple, msgspec.Struct)
"""What a value is of a kind of, in which text may be."""

_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")


@dataclass(slots=True)
class Gathered:
    """The records of one file, each with its number there."""

    format: str
    title: str = ""
    """Of the format, for people."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of a table, what its columns were taken for."""
    contacts: list[PlainContact] = field(default_factory=list)
    interactions: list[PlainInteraction] = field(default_factory=list)
    notes: list[PlainNote] = field(default_factory=list)
    follow_ups: list[PlainFollowUp] = field(default_factory=list)
    meetings: list[PlainMeeting] = field(default_factory=list)
    records: list[PlainRecord] = field(default_factory=list)
    """Of netui's own document."""
    skipped: list[Skipped] = field(default_factory=list)
    refused: tuple[Skipped, ...] = ()
    """Of netui's own records those that do not fit; known when they are weighed."""
    dropped: dict[str, int] = field(default_factory=dict)
    """Photographs and other binary parts left out, by kind."""
    earlier: int = 0
    """Meetings of a calendar that are older than was asked for."""

    most_contacts: int = MOST_CONTACTS
    _taken: int = 0
    let_go: int = 0
    """Records that were let go of when they were written, so that their room is free."""

    def let_all_go(self) -> None:
        """Keep no more than how many there were."""
        self.let_go = self.read - self.earlier - len(self.skipped)
        for records in (self.contacts, self.interactions, self.notes, self.follow_ups, self.meetings):
            records.clear()
        self.records.clear()

    @property
    def read(self) -> int:
        """How many records the file has, skipped ones among them."""
        people, others = len(self.contacts), len(self.notes) + len(self.follow_ups) + len(self.meetings)
        kept = self.let_go + people + len(self.interactions) + others + len(self.records)
        return kept + self.earlier + len(self.skipped)

    def refuse_nothing(self) -> None:
        """It is no success to have read nothing: raises NetuiError, with why the first record was skipped."""
        if self.read == len(self.skipped):
            first = next((f": record {each.record}, {each.reason}" for each in self.skipped), "")
            raise NetuiError(f"nothing in it could be read{first}")

    def take(self, brought: Brought) -> None:
        """Take in what a reader yields. Raises NetuiError where there is too much of it."""
        if self._taken >= MOST_RECORDS:
            raise NetuiError(f"it has more than {MOST_RECORDS:,} records: take it in parts")
        self._taken += 1
        match brought:
            case Skipped():
                self.skipped.append(brought)
            case Dropped():
                self.dropped[brought.what] = self.dropped.get(brought.what, 0) + 1
            case PlainRecord():
                self.records.append(brought)
            case _:
                self._take_record(brought)

    def _take_record(
        self, brought: PlainContact | PlainInteraction | PlainNote | PlainFollowUp | PlainMeeting
    ) -> None:
        try:
            cleaned = clean(brought)
        except TooLongError as error:
            self.skipped.append(Skipped(record=self.read + 1, reason=str(error)))
            return
        match cleaned:
            case PlainContact() if cleaned.name:
                if len(self.contacts) >= self.most_contacts:
                    raise NetuiError(
                        f"it has more than {self.most_contacts:,} contacts; --max-size MIB allows more"
                    )
                self.contacts.append(cleaned)
            case PlainInteraction() if cleaned.text:
                self.interactions.append(cleaned)
            case PlainNote() if cleaned.text:
                self.notes.append(cleaned)
            case PlainFollowUp() if cleaned.text:
                self.follow_ups.append(cleaned)
            case PlainMeeting() if cleaned.who:
                self.meetings.append(cleaned)
            case _:
                reason = "no name" if isinstance(cleaned, PlainContact) else "no text"
                self.skipped.append(Skipped(record=self.read + 1, reason=reason))


class TooLongError(Exception):
    """A field is longer than any field may be."""

    def __str__(self) -> str:
        return f"a field is longer than {LONGEST_FIELD:,} characters"


def clean(value: Any, *, strip: bool = True) -> Any:
    """A record with every text of it on one line, but for notes, and without control characters.

    Unless told otherwise, space around a text goes, and so do empty values of a list. Positions of names move
    with the text. Raises TooLongError.
    """
    if isinstance(value, str):
        return _clean_text(value, lines=False, strip=strip)
    if isinstance(value, tuple):
        if all(map(_is_plain, value)):
            return value
        cleaned = tuple(clean(each, strip=strip) for each in value)
        return tuple(each for each in cleaned if each != "") if strip else cleaned
    if not isinstance(value, msgspec.Struct):
        return value
    lines = isinstance(value, _SEVERAL_LINES)
    changes: dict[str, Any] = {}
    for name in value.__struct_fields__:
        before: Any = getattr(value, name)
        if not before or not isinstance(before, _WITH_TEXT) or _is_plain(before):
            continue
        if name == "text":
            after: Any = _clean_text(str(before), lines=lines, strip=strip)
        else:
            after = clean(before, strip=strip)
        if after != before:
            changes[name] = after
    if "text" in changes and isinstance(value, _TEXTS):
        moved = partial(_moved, value.text, lines, strip, changes["text"])
        mentions: tuple[PlainMention | Mention, ...] = changes.get("mentions", value.mentions)
        changes["mentions"] = tuple(_mentions(mentions, moved))
    return msgspec.structs.replace(value, **changes) if changes else value


def _is_plain(value: object) -> bool:
    """Whether it is text on which nothing is to be done: most of a file is such."""
    return (
        type(value) is str
        and 0 < len(value) <= LONGEST_FIELD
        and value.isascii()
        and value.isprintable()
        and value[0] != " " != value[-1]
    )


def _clean_text(text: str, *, lines: bool, strip: bool) -> str:
    if len(text) > LONGEST_FIELD:
        raise TooLongError
    if not (text.isascii() and text.isprintable()):
        if lines:
            parts = _BREAK.sub("\n", text).split("\n")
            text = "\n".join(without_controls(part)[0].rstrip() for part in parts)
        else:
            text = without_controls(text)[0]
    return text.strip() if strip else text


def _moved(text: str, lines: bool, strip: bool, after: str, position: int) -> int:
    """Where a position of ``text`` is in the cleaned one."""
    whole = _clean_text(text, lines=lines, strip=False)
    lead = len(whole) - len(whole.lstrip()) if strip else 0
    # With a stop at its end no space before it is taken for one at the end of a line.
    before = _clean_text(f"{text[:position]}.", lines=lines, strip=False)
    return min(len(after), max(0, len(before) - 1 - lead))


def _mentions(
    mentions: Iterable[PlainMention | Mention], moved: Callable[[int], int]
) -> Iterator[PlainMention | Mention]:
    for mention in mentions:
        start, end = moved(mention.start), moved(mention.end)
        if start < end:
            yield msgspec.structs.replace(mention, start=start, end=end)
