"""The labelled pieces of a line, as the live reading shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from netui.domain.days import short_day
from netui.domain.line.opening import Opening
from netui.domain.line.reading import Piece, PieceKind, ReadExchange, Reading, Unknown
from netui.domain.line.remarks import doubt_words

WEIGHT_WORDS = {1: "", 2: ", middling", 3: ", large"}
_FORM_LABELS = {"plan": "plan", "note": "note", "interaction": ""}


@dataclass(slots=True)
class Labels:
    """Collects the pieces of one line as they are found."""

    text: str
    today: date
    pieces: list[Piece] = field(default_factory=list)

    def add(self, start: int, end: int, kind: PieceKind, label: str) -> None:
        """Note that ``text[start:end]`` was understood."""
        self.pieces.append(Piece(start, end, kind, label))

    def add_due(self, start: int, end: int, label: str, due: date | None) -> None:
        """Note a promise, with its day if it has one."""
        self.add(start, end, "promise", label if due is None else f"{label} by {short_day(due, self.today)}")


def exchange_label(exchange: ReadExchange) -> str:
    """``received advice``, ``given introduction, large``."""
    return f"{exchange.direction} {exchange.kind}{WEIGHT_WORDS[exchange.weight]}"


def pieces_of(opening: Opening, reading: Reading, labels: Labels) -> tuple[Piece, ...]:
    """All pieces of the line, ascending; of two that overlap the one found to be there first stays."""
    first: list[Piece] = []
    if opening.form_words is not None:
        start, end = opening.form_words
        length = len(labels.text[start:end].rstrip())
        first.append(Piece(start, start + length, "form", _FORM_LABELS[opening.form]))
    if opening.day is not None and opening.day_words is not None:
        first.append(Piece(*opening.day_words, "day", short_day(opening.day.day, labels.today)))
    for named in reading.named:
        contact = reading.contacts[named.index]
        kind: PieceKind = "new_contact" if contact.new else "contact"
        first.append(Piece(named.start, named.end, kind, contact.name))
    first += [Piece(tie.start, tie.end, "contact", f"{tie.matched}?") for tie in reading.ties]
    first += [_unknown_piece(one) for one in reading.unknown]
    ordered = sorted([*first, *labels.pieces], key=lambda piece: piece.start)
    pieces: list[Piece] = []
    for piece in ordered:
        if piece.start < piece.end and (not pieces or piece.start >= pieces[-1].end):
            pieces.append(piece)
    return tuple(pieces)


def _unknown_piece(unknown: Unknown) -> Piece:
    if not unknown.candidates:
        return Piece(unknown.start, unknown.end, "unknown", unknown.matched)
    return Piece(unknown.start, unknown.end, "doubt", doubt_words(unknown))
