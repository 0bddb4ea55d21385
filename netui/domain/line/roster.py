"""From the places where somebody is named to the contacts of a line, each once, with what they did in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from netui.domain.line.names import NameIndex
from netui.domain.line.ordinary import SMALL_WORDS
from netui.domain.line.prose import Found, Prose
from netui.domain.line.reading import Named, ReadContact, Tie
from netui.domain.line.spans import keys_of
from netui.domain.line.ties import Acquaintance, settle
from netui.domain.records import Role


@dataclass(frozen=True, slots=True)
class Roster:
    """The contacts of a line."""

    contacts: tuple[ReadContact, ...]
    named: tuple[Named, ...]
    ties: tuple[Tie, ...]
    index_of: tuple[int | None, ...]
    """For each of ``Prose.found`` the index of its contact; None for a tie."""
    took_part: tuple[int, ...]
    """Indexes of those who took part."""

    def indexes(self, names: Iterable[int]) -> tuple[int, ...]:
        """The contacts that those of ``Prose.found`` are, each once, ascending."""
        return tuple(sorted({index for name in names if (index := self.index_of[name]) is not None}))


def roles_in(prose: Prose, about: Sequence[bool], addressed: frozenset[int]) -> list[Role]:
    """What each of ``Prose.found`` did: mentioned are possessives, names in a promise and what was spoken of.

    Of possessives those at whose place one was took part.

    ``addressed``: those of an exchange by ``to`` or ``from``, by ``her`` or by a possessive (``got Kat's
    feedback``), who took part wherever they stand.
    """
    roles: list[Role] = []
    for index, found in enumerate(prose.found):
        spoken_of = (about[found.first] or (found.owns and not at_home(prose, found))) and (
            index not in addressed
        )
        mentioned = prose.promised[found.first] or spoken_of
        roles.append("mentioned" if mentioned else "took_part")
    return roles


def at_home(prose: Prose, found: Found) -> bool:
    """Whether one was at somebody's: ``dinner at Kat's``, where whose place it is was there."""
    after = found.last + 1
    alone = bool(prose.stop(after)) or prose.key(after) in SMALL_WORDS
    return prose.key(found.first - 1) == "at" and not prose.stop(found.first) and alone


def roster_of(
    prose: Prose,
    roles: Sequence[Role],
    names: NameIndex,
    acquaintance: Acquaintance,
    choices: Mapping[int, int],
) -> Roster:
    """Settle who is meant, and list each contact once, at its first place."""
    meant = settle(prose.text, prose.found, [role == "took_part" for role in roles], acquaintance, choices)
    contacts: list[ReadContact] = []
    index_by_key: dict[int | str, int] = {}
    index_of: list[int | None] = []
    named: list[Named] = []
    ties: list[Tie] = []
    for found, role, contact in zip(prose.found, roles, meant, strict=True):
        if contact is None and found.candidates:
            ties.append(Tie(prose.text[found.start : found.end], found.start, found.end, found.candidates))
            index_of.append(None)
            continue
        key = contact if contact is not None else " ".join(keys_of(found.name))
        index = index_by_key.setdefault(key, len(contacts))
        if index == len(contacts):
            contacts.append(_contact(prose, found, role, contact, names))
        elif role == "took_part":
            contacts[index] = replace(contacts[index], role=role)
        index_of.append(index)
        named.append(Named(index, found.start, found.end))
    took_part = tuple(index for index, contact in enumerate(contacts) if contact.role == "took_part")
    return Roster(tuple(contacts), tuple(named), tuple(ties), tuple(index_of), took_part)


def _contact(prose: Prose, found: Found, role: Role, contact: int | None, names: NameIndex) -> ReadContact:
    record = names.contact(contact) if contact is not None else None
    return ReadContact(
        contact=contact,
        name=record.name if record is not None else found.name,
        kind=record.kind if record is not None else "person",
        role=role,
        matched=prose.text[found.start : found.end],
        start=found.start,
        end=found.end,
        new=contact is None,
        others=tuple(other for other in found.candidates if other != contact),
    )
