"""What the cells of different address books have in common: whole names, addresses on a line, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast, get_args

from netui.domain.plain import PlainMembership, PlainNote
from netui.domain.records import Circle, ContactKind

NO_TAGS = frozenset({"mycontacts", "my contacts", "starred", "other contacts", "all contacts", "contacts"})
"""Lists that Google keeps by itself; friends, family and coworkers are a person's own words."""


def joined(parts: Iterable[str | None], between: str = " ") -> str:
    """The parts that are there, on one line."""
    return between.join(" ".join(part.split()) for part in parts if part and part.strip())


def name_and_kind(
    name: str, *, nicknames: Iterable[str] = (), organisation: str = "", emails: Iterable[str] = ()
) -> tuple[str, ContactKind]:
    """What a record is to be called: its name, else a nickname, its organisation (which it then is), an
    e-mail. The name is empty where there is none of them."""
    if name:
        return name, "person"
    for nickname in nicknames:
        return nickname, "person"
    if organisation:
        return organisation, "organisation"
    return next(iter(emails), ""), "person"


def membership(organisation: str, role: str = "", department: str = "") -> tuple[PlainMembership, ...]:
    """A belonging to an organisation, where one is named."""
    if not organisation:
        return ()
    return (PlainMembership(organisation=organisation, role=role, department=department),)


def notes(*texts: str | None) -> tuple[PlainNote, ...]:
    """A note for each text that is there."""
    return tuple(PlainNote(text=text.strip()) for text in texts if text and text.strip())


def role_note(organisation: str, role: str) -> str:
    """A role in no organisation is no membership, and still worth knowing: what a note says of it."""
    return "" if organisation else role


def labels(values: Iterable[str]) -> tuple[str, ...]:
    """Tags of a list of labels, without those that the source keeps by itself."""
    bare = (value.strip().removeprefix("*").strip() for value in values)
    return tuple(dict.fromkeys(each for each in bare if each and each.casefold() not in NO_TAGS))


def circle_in(text: str) -> Circle | None:
    """The circle of that name; None for none."""
    word = text.strip().casefold()
    return cast(Circle, word) if word in get_args(Circle) else None


def cadence_in(text: str) -> int | None:
    """A number of days; None for what is none, or out of all reason."""
    word = text.strip()
    return (int(word) or None) if word.isascii() and word.isdecimal() and len(word) < 6 else None


def address(cells: Mapping[str, str], *columns: str) -> str:
    """A postal address on one line, of the columns that are filled."""
    if cells.keys().isdisjoint(columns):
        return ""
    return joined((cells.get(column) for column in columns), ", ")
