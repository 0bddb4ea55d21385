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

_TOKENS = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<style>[\d;]*)m"
    r"|(?P<line>\r?\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
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
        for number, pieces in painting.rows.items():
            before = self._rows.get(number) or _Row(self.width)
            if before.sure and all(_SURE.fullmatch(text) for _, text, _, _ in pieces):
                parts, look = self._differences(number, before, pieces, look)
            else:
                parts, look = self._whole(number, pieces, look)
            sent += parts
        if look != PLAIN:
            sent.append(change_of_look(look, PLAIN))
        return sent

    def _whole(self, number: int, pieces: list[_Piece], look: Look) -> tuple[list[str], Look]:
        """Every piece of a line, where it was painted; what the line then shows is not known for certain."""
        sent = []
        for column, text, wanted, follows in pieces:
            if not follows:
                sent.append(f"\x1b[{number + 1};{column + 1}H")
            sent += [change_of_look(look, wanted), text]
            look = wanted
        after = _Row(self.width)
        whole = _covered(pieces) >= self.width
        after.sure = whole and all(_SURE.fullmatch(text) for _, text, _, _ in pieces)
        if after.sure:
            _put(after, pieces)
        self._rows[number] = after
        self._cursor = None
        return sent, look

    def _differences(
        self, number: int, before: _Row, pieces: list[_Piece], look: Look
    ) -> tuple[list[str], Look]:
        """The cells of a line that are other than they were."""
        after = _Row(self.width)
        after.characters, after.looks = before.characters[:], before.looks[:]
        _put(after, pieces)
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


class _Piece(NamedTuple):
    column: int
    text: str
    look: Look
    follows: bool
    """Whether it was sent straight after the piece before, wherever the terminal was then."""


class _Painting:
    """The pieces of text that a painting puts into each line."""

    def __init__(self, width: int) -> None:
        self.rows: dict[int, list[_Piece]] = {}
        self.cursor: tuple[int, int] | None = None
        self._width = width
        self._moved = True

    def read(self, data: str, cursor: tuple[int, int] | None) -> bool:
        """Read what would be sent; False where there is anything in it that is not understood."""
        look = PLAIN
        self.cursor = cursor
        for token in _TOKENS.finditer(data):
            kind = token.lastgroup
            if kind == "column":
                self.cursor = (int(token["row"]) - 1, int(token["column"]) - 1)
                self._moved = True
            elif kind == "style":
                look = look_after(look, token["style"])
            elif kind == "text":
                if self.cursor is None:
                    return False
                self._add(token["text"], look)
            elif kind == "line" and self.cursor is not None:
                self.cursor = (self.cursor[0] + 1, 0)
                self._moved = True
            else:
                return False
        return True

    def _add(self, text: str, look: Look) -> None:
        assert self.cursor is not None
        row, column = self.cursor
        sure = _SURE.fullmatch(text) is not None
        if sure:
            text = text[: max(0, self._width - column)]
        if not text:
            return
        size = len(text) if sure else _cells(text)
        self.rows.setdefault(row, []).append(_Piece(column, text, look, follows=not self._moved))
        self._moved = False
        self.cursor = (row, column + size)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _covered(pieces: list[_Piece]) -> int:
    """How many cells from the first on are painted without a break."""
    end = 0
    for column, text, _, _ in sorted(pieces, key=lambda piece: piece.column):
        if column > end:
            break
        end = max(end, column + _cells(text))
    return end


def _put(row: _Row, pieces: list[_Piece]) -> None:
    for column, text, look, _ in pieces:
        end = column + len(text)
        row.characters[column:end] = text
        row.looks[column:end] = [look] * len(text)
        blank = _blank(look)
        if blank is not look:
            for place, character in enumerate(text, column):
                if character == " ":
                    row.looks[place] = blank


def _stretches(before: _Row, after: _Row) -> list[tuple[int, int]]:
    """From where to where cells differ, small gaps included."""
    stretches: list[tuple[int, int]] = []
    for place, (old, new, old_look, new_look) in enumerate(
        zip(before.characters, after.characters, before.looks, after.looks, strict=True)
    ):
        if old == new and old_look == new_look:
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
