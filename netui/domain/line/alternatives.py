"""What a piece of a reading can be changed to, by one key each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from netui.domain.line.changes import (
    DIRECTIONS,
    Meant,
    Passed,
    Value,
    contact_at,
    is_value,
    with_value,
)
from netui.domain.line.pieces import exchange_label
from netui.domain.line.reading import Piece, PieceKind, Reading
from netui.domain.line.words import CHANNEL_LABELS
from netui.domain.records import ContactKind


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that a piece can be changed to."""

    label: str
    value: Value


PROSE = Alternative("nothing but prose", None)
NAMED = "named"
"""The value that makes a word be read as the name that it may be: with an ``@``, in the line."""
NEW = "new"
"""The value that makes a new contact of a name that is nobody's: by :func:`printed.with_new`, in the line."""
TOO = "too"
"""The value that has somebody take part who was left out since the line names others."""


def alternatives(reading: Reading, piece: Piece, name_of: Callable[[int], str]) -> tuple[Alternative, ...]:
    """What ``piece`` can be changed to, what it is now among it; ``name_of`` names a contact."""
    match piece.kind:
        case "contact" | "new_contact":
            return _who(reading, piece, name_of)
        case "exchange":
            return _exchanges(reading, piece)
        case "channel":
            every = tuple(Alternative(label, value) for value, label in CHANNEL_LABELS.items())
            return every if piece.start >= piece.end else (*every, PROSE)
        case "promise":
            return (
                Alternative("you promised", "promise"), Alternative("expected of them", "expected"), PROSE,
            )  # fmt: skip
        case "started":
            return (
                Alternative("they began", "them"), Alternative("you began", "me"),
                Alternative("both, or not said", ""), PROSE,
            )  # fmt: skip
        case "purpose":
            purposes = ("relationship", "ask", "sale")
            return (*(Alternative(purpose, purpose) for purpose in purposes), PROSE)
        case "plain":
            return (Alternative("as the rules read it", ""), Alternative(f"prose: {piece.label}", None))
        case "left_out":
            return (Alternative(f"with {piece.label}, too", TOO), Alternative(f"not {piece.label}", None))
        case "unknown":
            return (Alternative("nobody's name", ""), Alternative(f"new contact: {piece.label}", NEW), PROSE)
        case "doubt":
            return (
                Alternative("nobody's name here", ""),
                Alternative(_doubted(reading, piece), NAMED),
                PROSE,
            )
        case _:
            return (Alternative(f"{_KIND_WORDS.get(piece.kind, piece.kind)}: {piece.label}", ""), PROSE)


_KIND_WORDS: Mapping[PieceKind, str] = {"about": "to know", "form": "this is a"}


def _who(reading: Reading, piece: Piece, name_of: Callable[[int], str]) -> tuple[Alternative, ...]:
    tie = next((one for one in reading.ties if one.start == piece.start), None)
    if tie is not None:
        return (*(Alternative(name_of(one), Meant(one)) for one in tie.candidates), PROSE)
    contact = contact_at(reading, piece)
    if contact is None:
        return (PROSE,)
    if contact.contact is None:
        kinds: tuple[ContactKind, ...] = ("person", "organisation")
        return (
            *(Alternative(f"new {kind}: {contact.name}", Meant(None, None, kind)) for kind in kinds), PROSE,
        )  # fmt: skip
    candidates = sorted({contact.contact, *contact.others})
    if reading.form == "note":
        return (*(Alternative(name_of(one), Meant(one)) for one in candidates), PROSE)
    return (
        *(Alternative(name_of(one), Meant(one, "took_part")) for one in candidates),
        *(Alternative(f"{name_of(one)}, only spoken of", Meant(one, "mentioned")) for one in candidates),
        PROSE,
    )


def _doubted(reading: Reading, piece: Piece) -> str:
    """Whom a word may name; of several, which one is asked next."""
    return next((one.name for one in reading.unknown if one.start == piece.start), "") or "somebody's name"


def _exchanges(reading: Reading, piece: Piece) -> tuple[Alternative, ...]:
    exchange = next((one for one in reading.exchanges if one.place == piece.start), None)
    if exchange is None:
        return (PROSE,)
    listed = []
    for direction in sorted(DIRECTIONS[exchange.direction]):
        for weight in (1, 2, 3):
            value = Passed(direction, weight)
            listed.append(Alternative(exchange_label(with_value(exchange, value)), value))
    return (*listed, PROSE)


def as_it_is(reading: Reading, piece: Piece, offered: Sequence[Alternative]) -> int:
    """The index of what ``piece`` is now among the alternatives ``offered``; 0 where none is chosen yet."""
    return next((index for index, one in enumerate(offered) if is_value(reading, piece, one.value)), 0)
