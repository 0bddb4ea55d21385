"""What a person changed of a reading by hand: kept beside the line, whose prose stays as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from netui.domain.line.pieces import exchange_label
from netui.domain.line.reading import Piece, PieceKind, ReadContact, ReadExchange, Reading
from netui.domain.line.words import CHANNEL_LABELS
from netui.domain.records import ContactKind, Direction, Role

_LONGEST_COMPARED = 2_000
"""Code points of a line up to which all that was written anew is looked at (choice: it is quadratic)."""

ANYWHERE = -1
"""The place of a change that is about no words of the line: the channel of a line that says none."""

DIRECTIONS: Mapping[Direction, tuple[Direction, ...]] = {
    "given": ("given", "received"),
    "received": ("received", "given"),
    "asked": ("asked", "received"),
    "offered": ("offered", "given"),
}
"""What an exchange is changed to: what was asked for may have been received after all."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant by a name, and what they did; None: as the rules say."""

    contact: int | None = None
    role: Role | None = None
    kind: ContactKind | None = None
    """Of a new contact."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Which way something passed, and how much it was worth."""

    direction: Direction
    weight: int


Value = Meant | Passed | str | None
"""What a piece was changed to. A word for channel, promise, purpose and who began; None: prose alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """A piece changed by hand: the ``words`` that stand at ``start`` are read as ``value``."""

    start: int
    words: str
    kind: PieceKind
    value: Value

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.words)

    def stands(self, text: str) -> bool:
        """Whether its words still stand there, whole."""
        if self.start == ANYWHERE:
            return True
        if text[self.start : self.end] != self.words:
            return False
        joined_before = self.start > 0 and _in_word(text[self.start - 1 : self.start + 1])
        return not joined_before and not _in_word(text[self.end - 1 : self.end + 1])


def _in_word(pair: str) -> bool:
    return len(pair) == 2 and pair.isalnum()


def moved(changes: Iterable[Change], before: str, after: str) -> tuple[Change, ...]:
    """The changes at their places in the line typed on; those whose words were touched go."""
    shortest = min(len(before), len(after))
    same = next((place for place in range(shortest) if before[place] != after[place]), shortest)
    most = shortest - same
    rest = next((count for count in range(most) if before[-1 - count] != after[-1 - count]), most)
    first_after = len(before) - rest
    kept = []
    for change in changes:
        if change.start == ANYWHERE or change.end <= same:
            kept.append(change)
        elif change.start >= first_after:
            kept.append(replace(change, start=change.start + len(after) - len(before)))
    return tuple(kept)


def carried(changes: Iterable[Change], before: str, after: str) -> tuple[Change, ...]:
    """Like :func:`moved` where the line was written anew, in as many places as one likes.

    A change goes along with its words where they stand, whole, in a stretch that both lines have.
    """
    if max(len(before), len(after)) > _LONGEST_COMPARED:
        return moved(changes, before, after)
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = []
    for change in changes:
        if change.start == ANYWHERE:
            kept.append(change)
            continue
        for block in same:
            if block.a <= change.start and change.end <= block.a + block.size:
                kept.append(replace(change, start=change.start + block.b - block.a))
    return tuple(kept)


def changed_by(changes: Sequence[Change], reading: Reading, piece: Piece, value: Value) -> tuple[Change, ...]:
    """The changes with ``piece`` changed to ``value``; a name everywhere it is so written."""
    new = [_change(reading, place, piece.kind, value) for place in _places(reading, piece, value)]
    starts = {change.start for change in new}
    kept = [change for change in changes if change.start not in starts or not change.stands(reading.text)]
    return (*kept, *new)


def changed_to(changes: Sequence[Change], reading: Reading, piece: Piece, value: Value) -> tuple[Change, ...]:
    """The changes that make ``value`` of ``piece``; those that were made already where that is its value."""
    if piece.kind == "plain":
        return tuple(changes) if value is None else taken_back(changes, piece)
    if is_value(reading, piece, value) or (value == "" and piece.kind != "started"):
        return tuple(changes)
    return changed_by(changes, reading, piece, value)


def taken_back(changes: Sequence[Change], piece: Piece) -> tuple[Change, ...]:
    """The changes without that of ``piece``, which is read by the rules again."""
    return tuple(change for change in changes if change.start != _start_of(piece))


def _change(reading: Reading, place: tuple[int, int], kind: PieceKind, value: Value) -> Change:
    start, end = place
    return Change(start, reading.text[start:end] if start != ANYWHERE else "", kind, value)


def _start_of(piece: Piece) -> int:
    return piece.start if piece.start < piece.end else ANYWHERE


def _places(reading: Reading, piece: Piece, value: Value) -> list[tuple[int, int]]:
    start = _start_of(piece)
    if piece.kind not in ("contact", "new_contact"):
        return [(start, piece.end)]
    words = reading.text[piece.start : piece.end]
    named = [(one.start, one.end) for one in reading.named] + [(one.start, one.end) for one in reading.ties]
    same = [(first, last) for first, last in named if reading.text[first:last] == words]
    index = next((one.index for one in reading.named if one.start == start), None)
    if isinstance(value, Meant) and value.role is not None and index is not None:
        same += [(one.start, one.end) for one in reading.named if one.index == index]
    return sorted(set(same))


# --- how the line is read with them ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByHand:
    """The changes that stand in a line, as :func:`netui.domain.line.grammar.read` takes them."""

    choices: Mapping[int, int]
    roles: Mapping[int, Role]
    plain: tuple[tuple[int, int], ...]


def by_hand(changes: Iterable[Change], text: str) -> ByHand:
    """What the reading itself must know of the changes; the rest is put into it by :func:`with_changes`."""
    standing = [change for change in changes if change.stands(text)]
    meant = {change.start: change.value for change in standing if isinstance(change.value, Meant)}
    return ByHand(
        {start: value.contact for start, value in meant.items() if value.contact is not None},
        {start: value.role for start, value in meant.items() if value.role is not None},
        tuple((change.start, change.end) for change in standing if change.value is None),
    )


def with_changes(reading: Reading, changes: Iterable[Change]) -> Reading:
    """``reading``, which was read :func:`by_hand`, with what else was changed."""
    for change in changes:
        if not change.stands(reading.text):
            continue
        match change.value:
            case Passed():
                reading = _passed(reading, change, change.value)
            case Meant(kind=kind) if kind is not None:
                reading = _of_kind(reading, change, kind)
            case str():
                reading = _said(reading, change, change.value)
            case None:
                piece = Piece(change.start, change.end, "plain", change.words)
                pieces = sorted([*reading.pieces, piece], key=lambda each: each.start)
                reading = replace(reading, pieces=tuple(pieces))
    return reading


def _relabelled(reading: Reading, change: Change, label: str) -> Reading:
    return replace(
        reading,
        pieces=tuple(
            replace(piece, label=label) if (piece.start, piece.kind) == (change.start, change.kind) else piece
            for piece in reading.pieces
        ),
    )


def _passed(reading: Reading, change: Change, value: Passed) -> Reading:
    exchange = next((one for one in reading.exchanges if one.place == change.start), None)
    if exchange is None:
        return reading
    new = with_value(exchange, value)
    exchanges = tuple(new if one is exchange else one for one in reading.exchanges)
    reading = replace(reading, exchanges=exchanges)
    if reading.purpose == "ask" and not any(piece.kind == "purpose" for piece in reading.pieces):
        asks = any(one.direction == "asked" for one in exchanges)
        gives = any(one.direction == "given" for one in exchanges)
        reading = replace(reading, purpose="ask" if asks and not gives else "relationship")
    return _relabelled(reading, change, exchange_label(new))


def with_value(exchange: ReadExchange, value: Passed) -> ReadExchange:
    """The exchange with its direction and weight changed."""
    weight = {2: 2, 3: 3}.get(value.weight, 1)
    return replace(exchange, direction=value.direction, weight=weight)  # type: ignore[arg-type]


def _of_kind(reading: Reading, change: Change, kind: ContactKind) -> Reading:
    contacts = tuple(
        replace(contact, kind=kind) if contact.new and contact.start == change.start else contact
        for contact in reading.contacts
    )
    return replace(reading, contacts=contacts)


def _said(reading: Reading, change: Change, value: str) -> Reading:
    """A word in place of what was read: channel, promise, purpose, who began."""
    match change.kind:
        case "channel":
            return _with_channel(reading, change, value)
        case "promise":
            return _promised_by(reading, change, value)
        case "purpose":
            return _relabelled(replace(reading, purpose=value), change, value)  # type: ignore[arg-type]
        case "started":
            started = value or None
            label = f"started by {value}" if value else "started by either"
            return _relabelled(replace(reading, started=started), change, label)  # type: ignore[arg-type]
        case _:
            return reading


def _with_channel(reading: Reading, change: Change, value: str) -> Reading:
    here = any(piece.kind == "channel" and piece.start == change.start for piece in reading.pieces)
    said = any(piece.kind == "channel" for piece in reading.pieces)
    if here if change.start != ANYWHERE else not said and reading.form != "note":
        label = CHANNEL_LABELS[value]  # type: ignore[index]
        reading = replace(reading, channel=value)  # type: ignore[arg-type]
        return _relabelled(reading, change, label)
    return reading


def _promised_by(reading: Reading, change: Change, value: str) -> Reading:
    follow_up = next((one for one in reading.follow_ups if one.place == change.start), None)
    if follow_up is None:
        return reading
    new = replace(
        follow_up,
        kind="promise" if value == "promise" else "expected",
        owner="me" if value == "promise" else "them",
    )
    piece = next(piece for piece in reading.pieces if piece.start == change.start)
    _, space, day = piece.label.partition(" ")
    label = f"{'promised' if value == 'promise' else 'expected'}{space}{day}"
    follow_ups = tuple(new if one is follow_up else one for one in reading.follow_ups)
    return _relabelled(replace(reading, follow_ups=follow_ups), change, label)


# --- what a piece is now ------------------------------------------------------------------------------------


def contact_at(reading: Reading, piece: Piece) -> ReadContact | None:
    """The contact that ``piece`` names."""
    index = next((one.index for one in reading.named if one.start == piece.start), None)
    return None if index is None else reading.contacts[index]


def is_value(reading: Reading, piece: Piece, value: Value) -> bool:
    """Whether ``piece`` is read as ``value`` now."""
    if piece.kind in ("plain", "left_out"):
        return value is None
    match value:
        case Meant():
            contact = contact_at(reading, piece)
            return contact is not None and (
                contact.contact == value.contact
                and value.role in (None, contact.role)
                and value.kind in (None, contact.kind)
            )
        case Passed():
            exchange = next((one for one in reading.exchanges if one.place == piece.start), None)
            return exchange is not None and (exchange.direction, exchange.weight) == (
                value.direction,
                value.weight,
            )
        case None:
            return False
        case _:
            return value == _word_of(reading, piece)


def _word_of(reading: Reading, piece: Piece) -> str:
    match piece.kind:
        case "channel":
            return reading.channel or ""
        case "promise":
            return next((one.kind for one in reading.follow_ups if one.place == piece.start), "")
        case "purpose":
            return reading.purpose
        case "started":
            return reading.started or ""
        case _:
            return ""
