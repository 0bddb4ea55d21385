"""What the tests of the line share: the people on record, and a reading written down in short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from netui.domain.days import Now, now_at
from netui.domain.line.grammar import DayOrder, read
from netui.domain.line.names import NameIndex
from netui.domain.line.reading import Form, Reading
from netui.domain.records import Contact, ContactKind

ADDED = date(2026, 1, 1)
ADA, GRACE, EMMY, KAT, ALAN, MARY, ROYAL, ACME, RENE, KATE, WILL, LI, GUIDO = range(1, 14)

PEOPLE: tuple[tuple[int, str, tuple[str, ...], ContactKind], ...] = (
    (ADA, "Ada Lovelace", (), "person"),
    (GRACE, "Grace Hopper", ("The Admiral",), "person"),
    (EMMY, "Emmy Noether", (), "person"),
    (KAT, "Katherine Johnson", ("Kat",), "person"),
    (ALAN, "Alan Turing", (), "person"),
    (MARY, "Mary Somerville", (), "person"),
    (ROYAL, "Royal Society of London", (), "organisation"),
    (ACME, "Acme Corporation", ("Akme",), "organisation"),
    (RENE, "René Descartes", (), "person"),
    (KATE, "Mary-Kate O'Dowd", (), "person"),
    (WILL, "Will Young", (), "person"),
    (LI, "李清照", (), "person"),
    (GUIDO, "Guido van Rossum", (), "person"),
)


@dataclass
class Acquainted:
    """Who shares how many interactions, as a table."""

    together: Mapping[frozenset[int], int] = field(default_factory=dict)
    recent: Mapping[int, int] = field(default_factory=dict)

    def shared(self, contact: int, other: int) -> int:
        return self.together.get(frozenset((contact, other)), 0)

    def in_last_year(self, contact: int) -> int:
        return self.recent.get(contact, 0)


def index_of(people: tuple[tuple[int, str, tuple[str, ...], ContactKind], ...] = PEOPLE) -> NameIndex:
    """An index of those people."""
    names = NameIndex()
    for contact, name, nicknames, kind in people:
        names.add(contact, Contact(name=name, nicknames=nicknames, kind=kind, added=ADDED))
    return names


def persons(*names: str) -> NameIndex:
    """An index of persons with the ids 1, 2, …"""
    return index_of(tuple((number, name, (), "person") for number, name in enumerate(names, 1)))


def on(day: date = date(2026, 11, 23), hour: int = 10) -> Now:
    """That hour of that day in London; without a day Monday, 23 November 2026."""
    return now_at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), "Europe/London")


NOW = on()
NAMES = index_of()


def reading(
    text: str,
    *,
    now: Now = NOW,
    names: NameIndex = NAMES,
    acquaintance: Acquainted | None = None,
    form: Form | None = None,
    day_order: DayOrder = "dmy",
    choices: Mapping[int, int] | None = None,
    places: frozenset[str] = frozenset(),
) -> Reading:
    """Read a line, and check what holds of every reading."""
    found = read(
        text,
        now=now,
        names=names,
        acquaintance=acquaintance or Acquainted(),
        form=form,
        day_order=day_order,
        choices=choices,
        places=places,
    )
    check(found, text)
    return found


def check(found: Reading, text: str) -> None:
    """What holds of every reading: its positions are those of the text, its indexes are of its contacts."""
    assert found.text == text
    marked = [(one.start, one.end, one.matched) for one in found.contacts]
    marked += [(one.start, one.end, one.matched) for one in found.unknown]
    marked += [(one.start, one.end, one.matched) for one in found.ties]
    assert all(text[start:end] == matched != "" for start, end, matched in marked)
    for follow_up in found.follow_ups:
        assert text[follow_up.start : follow_up.end] == follow_up.text
        assert follow_up.text.strip() == follow_up.text != ""
    places = [(named.start, named.end) for named in found.named]
    assert places == sorted(set(places))
    assert {named.index for named in found.named} == set(range(len(found.contacts)))
    pieces = [(piece.start, piece.end) for piece in found.pieces]
    assert all(0 <= start < end <= len(text) for start, end in pieces)
    assert all(one[1] <= other[0] for one, other in pairwise(pieces))
    assert all(piece.label for piece in found.pieces)
    start, end = found.prose
    assert 0 <= start <= end <= len(text)


def digest(found: Reading, text: str) -> dict[str, Any]:
    """A reading in short, without what is as it is when a line says nothing of it.

    Contacts: the name and, after ``=``, the words as written where they differ; ``~`` mentioned, ``+`` new.
    """

    def name(index: int | None) -> str:
        return "me" if index is None else found.contacts[index].name

    def join(indexes: tuple[int, ...]) -> str:
        return ", ".join(name(index) for index in indexes)

    start, end = found.prose
    short: dict[str, Any] = {
        "form": found.form if found.form != "interaction" else None,
        "day": found.day.isoformat() if found.day != NOW.today else None,
        "said": None if found.day_words is None else text[slice(*found.day_words)],
        "prose": text[start:end] if text[start:end] != text.strip() else None,
        "time": None if found.time is None else f"{found.time:%H:%M}",
        "who": [
            f"{'~' * (contact.role == 'mentioned')}{'+' * contact.new}{contact.name}"
            + (f"={contact.matched}" if contact.matched != contact.name else "")
            for contact in found.contacts
        ],
        "unknown": [unknown.matched for unknown in found.unknown],
        "channel": found.channel,
        "minutes": found.minutes,
        "purpose": found.purpose if found.purpose != "relationship" else None,
        "started": found.started,
        "place": found.place,
        "event": found.event,
        "tags": list(found.tags),
        "exchanges": [
            f"{one.direction} {one.kind} {one.weight}: {join(one.contacts)}" for one in found.exchanges
        ],
        "introductions": [
            f"{name(one.introducer)}: {name(one.between[0])} & {name(one.between[1])}"
            for one in found.introductions
        ],
        "follow_ups": [
            f"{one.kind} {one.owner} {one.due or '-'}: {one.text} ({join(one.contacts)})"
            for one in found.follow_ups
        ],
        "about": [f"{name(one.index)} {one.field} {one.value}" for one in found.about],
        "opportunity": found.opportunity,
        "ties": [f"{tie.matched}: {tie.candidates}" for tie in found.ties],
    }
    return {key: value for key, value in short.items() if value not in (None, [])}


def short(text: str, **options: Any) -> dict[str, Any]:
    """A line read, in short."""
    return digest(reading(text, **options), text)
