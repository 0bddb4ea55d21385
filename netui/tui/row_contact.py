"""Whom the quick log is opened about: part of the line while nobody else is named in what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from netui.domain.line.changes import ANYWHERE, Change, Meant
from netui.domain.line.reading import Piece, Reading
from netui.domain.line.spans import fold
from netui.domain.line.words import NAMING_VERBS

LEFT_OUT = -2
"""Where the piece stands that says who is left out: before all that is typed."""

_MEETS = NAMING_VERBS | {"with"}
"""Words before one whom nobody knows here, who is then whom it is with."""


@dataclass(frozen=True, slots=True)
class RowContact:
    """The contact of a row or a screen, which begins the line unless what is typed names somebody else."""

    contact: int
    words: str
    """The name as the line reads it without doubt."""
    name: str
    by_hand: bool | None = None
    """Whether the person said that it is with them, or that it is not; None: by what is typed."""
    meant: Meant = field(default_factory=Meant)
    """What the person said of their part."""

    @property
    def prefix(self) -> str:
        """What the line begins with, where it is with them."""
        return f"{self.words}: "

    @property
    def left_out(self) -> Piece:
        """What says that they are left out."""
        return Piece(LEFT_OUT, LEFT_OUT, "left_out", self.name)

    def with_prefix(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """The changes of what is typed as those of the line that begins with them."""
        named = Change(0, self.words, "contact", replace(self.meant, contact=self.contact))
        return (named, *_shifted(changes, len(self.prefix)))

    def without_prefix(self, changes: Iterable[Change]) -> tuple[RowContact, tuple[Change, ...]]:
        """The changes of a line that begins with them as those of what is typed, and the part they had."""
        length = len(self.prefix)
        own = [one.value for one in changes if ANYWHERE < one.start < length]
        meant = next((value for value in reversed(own) if isinstance(value, Meant)), self.meant)
        rest = [one for one in changes if not ANYWHERE < one.start < length]
        return replace(self, meant=meant), _shifted(rest, -length)

    def choices(self, reading: Reading) -> dict[int, int]:
        """Of names in ``reading`` that could be theirs: that they are."""
        ties = {tie.start: self.contact for tie in reading.ties if self.contact in tie.candidates}
        settled = {one.start: self.contact for one in reading.contacts if self.contact in one.others}
        return ties | settled

    def is_named(self, reading: Reading) -> bool:
        """Whether what is typed names them itself, as one who took part."""
        return any(one.contact == self.contact and one.role == "took_part" for one in reading.contacts)

    def gives_way(self, alone: Reading, together: Reading) -> bool:
        """Whether the line is with somebody else: ``alone`` is what is typed, ``together`` with them first.

        Not where they have a part in what is typed without being named: ``introduced me to Emmy``.
        """
        others = (
            _is_told_of_others(alone)
            or any(one.role == "took_part" for one in alone.contacts)
            or bool(alone.ties)
            or any(_is_met(alone, one.start) for one in alone.unknown if not one.candidates)
        )
        return others and not _introduces(together, self.contact)


def row_contact_of(text: str, changes: Iterable[Change], name: str, contact: int) -> RowContact | None:
    """Whom an unfinished line was begun about, where it still begins so."""
    for change in changes:
        named = RowContact(contact, change.words, name)
        if change.start == 0 and isinstance(change.value, Meant) and text.startswith(named.prefix):
            return named
    return None


def _shifted(changes: Iterable[Change], by: int) -> tuple[Change, ...]:
    return tuple(one if one.start == ANYWHERE else replace(one, start=one.start + by) for one in changes)


def _is_met(reading: Reading, start: int) -> bool:
    before = reading.text[:start].split()
    return bool(before) and fold(before[-1]) in _MEETS


def _is_told_of_others(alone: Reading) -> bool:
    """Whether a line that says of no conversation is about somebody: ``promised Emmy the slides``."""
    if alone.form == "note":
        return bool(alone.contacts)
    told = [one.contacts for one in alone.follow_ups] + [one.contacts for one in alone.exchanges]
    return alone.channel is None and any(told)


def _introduces(reading: Reading, contact: int) -> bool:
    indexes = {index for index, one in enumerate(reading.contacts) if one.contact == contact}
    return any(indexes & {one.introducer, *one.between} for one in reading.introductions)
