"""What the terminal shows, so that over a slow link only what changes is sent.

Textual paints a change of screen whole, each piece of it with all its colours, and between two pieces it
switches them off: 11 to 26 kB at 80 by 24. :class:`Shown` reads what would be sent, keeps a picture of the
terminal's cells, and hands on only the cells that differ, each with no more than what its style needs.

A line with characters of whose width terminals disagree (emoji, combining marks, most scripts) is sent whole
whenever it is painted, since nobody knows where its cells are. After anything that it cannot read it forgets
what it knew, and the next painting is sent whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

_PLACES = re.compile(r"\x1b\[(\d+);(\d+)H|\r?\n|\Z")
"""What goes to another place, and the end."""
_TOKENS = re.compile(r"\x1b\[(?P<style>[\d;]*)m|(?P<text>[^\x00-\x1f\x7f-\x9f]+)|(?P<other>.)", re.DOTALL)
_HARMLESS = re.compile(r"(?:\x1b\[\?(?:2026|25|7|2004|1004|1000|1003|1006|1015)[hl])+|\x1b\[\?2026\$p")
"""Switches that leave cells and cursor as they are, the brackets of a synchronised update among them."""

# One cell each in every terminal: ASCII, Latin, Greek, Cyrillic, and the signs that the screens draw with.
_SURE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u024f\u0370-\u0373\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u2190-\u2193\u21ab-\u21ff\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25fa\u2713]*"
)

_GAP = 5
"""Unchanged cells that are rather sent again than skipped: skipping costs as many bytes."""


class Look(NamedTuple):
    """The colours and attributes of a cell, as the parameters of SGR that switch them on."""

    ink: str = ""
    paper: str = ""
    attributes: frozenset[str] = frozenset()


PLAIN = Look()
_UNKNOWN = Look(ink="?")
_OFF = {
    "1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25", "6": "25", "7": "27", "8": "28",
    "9": "29", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
"""What switches an attribute off again."""
_NOT_SEEN_ON_BLANKS = frozenset("1238")
"""Bold, dim, italic and hidden: no attributes of a place without a letter."""


@lru_cache(maxsize=1024)
def look_after(look: Look, parameters: str) -> Look:
    """The look after ``ESC [ parameters m``."""
    ink, paper, attributes = look
    words = iter(parameters.split(";"))
    for word in words:
        code = int(word or "0")
        if code == 0:
            ink, paper, attributes = PLAIN
        elif word in _OFF:
            attributes |= {word}
        elif code in (38, 48):
            kind = next(words, "5")
            colour = ";".join([word, kind, *(next(words, "0") for _ in range(3 if kind == "2" else 1))])
            ink, paper = (colour, paper) if code == 38 else (ink, colour)
        elif 30 <= code <= 39 or 90 <= code <= 97:
            ink = "" if code == 39 else word
        elif 40 <= code <= 49 or 100 <= code <= 107:
            paper = "" if code == 49 else word
        else:
            attributes = frozenset(each for each in attributes if _OFF[each] != word)
    return Look(ink, paper, attributes)


@lru_cache(maxsize=4096)
def change_of_look(before: Look, after: Look) -> str:
    """The shortest SGR sequence that makes ``after`` of ``before``; empty where they are the same."""
    if before == after:
        return ""
    afresh = [*sorted(after.attributes), *filter(None, (after.ink, after.paper))]
    if before == _UNKNOWN or after == PLAIN:
        return f"\x1b[{';'.join(['0', *afresh] if afresh else [])}m"
    off = {_OFF[each] for each in before.attributes - after.attributes}
    on = {each for each in after.attributes if each not in before.attributes or _OFF[each] in off}
    steps = sorted(off) + sorted(on)
    if before.ink != after.ink:
        steps.append(after.ink or "39")
    if before.paper != after.paper:
        steps.append(after.paper or "49")
    shortest = min(";".join(steps), ";".join(["0", *afresh]), key=len)
    return f"\x1b[{shortest}m"


@lru_cache(maxsize=1024)
def _blank(look: Look) -> Look:
    """The look of a blank: its ink is not seen."""
    return Look("", look.paper) if look.attributes <= _NOT_SEEN_ON_BLANKS else look


class _Part(NamedTuple):
    """What is written without going elsewhere in between."""

    pieces: tuple[tuple[str, Look], ...]
    """Texts, and the look of each."""
    sure: bool
    """Whether every character is one cell wide for certain."""
    cells: int
    characters: str
    looks: tuple[Look, ...]
    """A look for each character as it is seen: a blank has no ink."""
    last: Look
    """The look that is on behind it."""


@lru_cache(maxsize=256)
def _part(look: Look, data: str) -> _Part | None:
    """Read what is written while ``look`` is on; None where there is anything in it that is not understood.
    A line that only moves is sent in the same words, and need not be read again."""
    pieces: list[tuple[str, Look]] = []
    looks: list[Look] = []
    for token in _TOKENS.finditer(data):
        kind = token.lastgroup
        if kind == "style":
            look = look_after(look, token["style"])
        elif kind == "text":
            text = token["text"]
            pieces.append((text, look))
            blank = _blank(look)
            if blank is look:
                looks += [look] * len(text)
            else:
                looks += [blank if character == " " else look for character in text]
        else:
            return None
    characters = "".join([text for text, _ in pieces])
    sure = _SURE.fullmatch(characters) is not None
    cells = len(characters) if sure else _cells(characters)
    return _Part(tuple(pieces), sure, cells, characters, tuple(looks), look)


class _Row:
    """One line of the terminal: a character and a look for each cell; None where it is not known."""

    __slots__ = ("characters", "looks", "sure")

    def __init__(self, width: int) -> None:
        self.characters: list[str | None] = [None] * width
        self.looks: list[Look] = [_UNKNOWN] * width
        self.sure = True
        """Whether every character is one cell wide for certain."""


class Shown:
    """The cells of a terminal of ``width`` columns."""

    def __init__(self, width: int = 80) -> None:
        self.width = width
        self._rows: dict[int, _Row] = {}
        self._cursor: tuple[int, int] | None = None
        """Row and column from 0, where it is known."""

    def forget(self, width: int | None = None) -> None:
        """Know nothing more: the next painting is sent whole. ``width``: the columns from now on."""
        self.width = width or self.width
        self._rows.clear()
        self._cursor = None

    def less(self, data: str) -> str:
        """What need be sent of ``data`` for the terminal to show the same."""
        if _HARMLESS.fullmatch(data):
            return data
        painting = _Painting(self.width)
        if not painting.read(data, self._cursor):
            self.forget()
            return data
        sent = "".join(self._lines(painting))
        if painting.cursor != self._cursor and painting.cursor is not None:
            sent += _move(self._cursor, painting.cursor)
            self._cursor = painting.cursor
        return sent

    def _lines(self, painting: _Painting) -> list[str]:
        """What to send of each line that was painted, ending in a plain look."""
        sent: list[str] = []
        look = PLAIN
        for number, parts in painting.rows.items():
            before = self._rows.get(number) or _Row(self.width)
            if before.sure and all(placed.part.sure for placed in parts):
                words, look = self._differences(number, before, parts, look)
            else:
                words, look = self._whole(number, parts, look)
            sent += words
        if look != PLAIN:
            sent.append(change_of_look(look, PLAIN))
        return sent

    def _whole(self, number: int, parts: list[_Placed], look: Look) -> tuple[list[str], Look]:
        """Everything of a line, where it was painted; what the line then shows is not known for certain."""
        sent = []
        for column, part, follows in parts:
            if not follows:
                sent.append(f"\x1b[{number + 1};{column + 1}H")
            for text, wanted in part.pieces:
                sent += [change_of_look(look, wanted), text]
                look = wanted
        after = _Row(self.width)
        after.sure = _covered(parts) >= self.width and all(placed.part.sure for placed in parts)
        if after.sure:
            _put(after, parts)
        self._rows[number] = after
        self._cursor = None
        return sent, look

    def _differences(
        self, number: int, before: _Row, parts: list[_Placed], look: Look
    ) -> tuple[list[str], Look]:
        """The cells of a line that are other than they were."""
        after = _Row(self.width)
        after.characters, after.looks = before.characters[:], before.looks[:]
        _put(after, parts)
        self._rows[number] = after
        if after.characters == before.characters and after.looks == before.looks:
            return [], look
        sent = []
        for start, end in _stretches(before, after):
            sent.append(_move(self._cursor, (number, start)))
            column = start
            for wanted, run in groupby(after.looks[start:end]):
                size = len(list(run))
                text = "".join(filter(None, after.characters[column : column + size]))
                if not (text.isspace() and _blank(look) == wanted):
                    sent.append(change_of_look(look, wanted))
                    look = wanted
                sent.append(text)
                column += size
            # In the last column terminals disagree about where the cursor is.
            self._cursor = (number, end) if end < self.width else None
        return sent, look


class _Placed(NamedTuple):
    """Where something is written."""

    column: int
    part: _Part
    follows: bool
    """Whether it was sent straight after what was before, wherever the terminal was then."""


class _Painting:
    """What a painting writes into each line."""

    def __init__(self, width: int) -> None:
        self.rows: dict[int, list[_Placed]] = {}
        self.cursor: tuple[int, int] | None = None
        self._width = width
        self._moved = True

    def read(self, data: str, cursor: tuple[int, int] | None) -> bool:
        """Read what would be sent; False where there is anything in it that is not understood."""
        look = PLAIN
        self.cursor = cursor
        start = 0
        for place in _PLACES.finditer(data):
            if place.start() > start:
                part = _part(look, data[start : place.start()])
                if part is None or not self._add(part):
                    return False
                look = part.last
            start = place.end()
            if place[1]:
                self.cursor = (int(place[1]) - 1, int(place[2]) - 1)
            elif place[0]:
                if self.cursor is None:
                    return False
                self.cursor = (self.cursor[0] + 1, 0)
            else:
                return True
            self._moved = True
        return True

    def _add(self, part: _Part) -> bool:
        """Take in what is written where the cursor is; False where it has no place."""
        if not part.pieces:
            return True
        if self.cursor is None:
            return False
        row, column = self.cursor
        if part.sure and column + part.cells > self._width:
            part = _cut(part, max(0, self._width - column))
        if part.cells:
            self.rows.setdefault(row, []).append(_Placed(column, part, follows=not self._moved))
            self._moved = False
            self.cursor = (row, column + part.cells)
        return True


def _cut(part: _Part, cells: int) -> _Part:
    """The beginning of a part of whose width one is sure: the rest would be outside the terminal."""
    pieces, left = [], cells
    for text, look in part.pieces:
        if left > 0:
            pieces.append((text[:left], look))
        left -= len(text)
    return _Part(tuple(pieces), True, cells, part.characters[:cells], part.looks[:cells], part.last)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _covered(parts: list[_Placed]) -> int:
    """How many cells from the first on are painted without a break."""
    end = 0
    for column, part, _ in sorted(parts, key=lambda placed: placed.column):
        if column > end:
            break
        end = max(end, column + part.cells)
    return end


def _put(row: _Row, parts: list[_Placed]) -> None:
    for column, part, _ in parts:
        end = column + part.cells
        row.characters[column:end] = part.characters
        row.looks[column:end] = part.looks


def _stretches(before: _Row, after: _Row) -> list[tuple[int, int]]:
    """From where to where cells differ, small gaps included."""
    stretches: list[tuple[int, int]] = []
    for place, (old, new, old_look, new_look) in enumerate(
        zip(before.characters, after.characters, before.looks, after.looks, strict=True)
    ):
        if old == new and (old_look is new_look or old_look == new_look):
            continue
        if (
            stretches
            and place - stretches[-1][1] <= _GAP
            and None not in after.characters[stretches[-1][1] : place]
        ):
            stretches[-1] = (stretches[-1][0], place + 1)
        else:
            stretches.append((place, place + 1))
    return stretches


def _move(before: tuple[int, int] | None, after: tuple[int, int]) -> str:
    """The shortest movement of the cursor."""
    if before == after:
        return ""
    if before is not None and before[0] == after[0] and before[1] < after[1]:
        return f"\x1b[{after[1] - before[1]}C"
    return f"\x1b[{after[0] + 1};{after[1] + 1}H"
