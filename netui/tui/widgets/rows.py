"""Rows of a list, and where a list has them from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import Protocol

import msgspec

from netui.tui.text import clean, width_of
from netui.tui.widgets.painting import Cell, Column, Span

Key = Hashable

KEPT = 256
"""Rows that are kept once they were made, and lines once they were drawn: some screens full (choice)."""


class Row(msgspec.Struct, frozen=True):
    """One line of the list."""

    cells: tuple[Cell, ...] = ()
    columns: tuple[Column, ...] | None = None
    """Its own columns (a heading's, say); None for those of the list."""
    indent: int | None = None
    """Cells before the first column; None for what is usual."""


Keyed = tuple[Key | None, Row | Callable[[], Row]]
"""A row, or what makes it, with what it stands for, the same as long as that exists; None where it cannot be
selected."""


class RowSource(Protocol):
    """Where a list has its rows from. All of it must be cheap, whatever the length."""

    def __len__(self) -> int:
        """Number of rows."""
        ...

    def key(self, index: int) -> Key | None:
        """What the row stands for; None where it cannot be selected."""
        ...

    def index_of(self, key: Key) -> int | None:
        """Where the row of ``key`` is now; None when it is gone."""
        ...

    def row(self, index: int) -> Row:
        """The row as it is drawn."""
        ...


class MadeOnce:
    """Rows that were made, each for as long as what it shows is the same object, so that a list need not
    draw them again. Only the last ones are kept."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[object, Row]] = {}

    def row(self, key: Hashable, shown: object, make: Callable[[], Row]) -> Row:
        """The row of ``key``, made now unless there is one of the very ``shown``."""
        made = self._made.get(key)
        if made is None or made[0] is not shown:
            if len(self._made) >= KEPT:
                self._made.clear()
            made = self._made[key] = (shown, make())
        return made[1]


class Rows:
    """Rows with headings and blank lines among them: each there already, or made when it is seen."""

    def __init__(self, rows: Iterable[Keyed] = ()) -> None:
        self._rows = tuple(rows)
        self._places = {key: index for index, (key, _) in enumerate(self._rows) if key is not None}
        self._made = MadeOnce()

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, index: int) -> Key | None:
        """The key given with the row."""
        return self._rows[index][0]

    def index_of(self, key: Key) -> int | None:
        """Where the row of ``key`` is."""
        return self._places.get(key)

    def row(self, index: int) -> Row:
        """The row given, or made now."""
        row = self._rows[index][1]
        return self._made.row(index, row, row) if callable(row) else row


class MadeRows:
    """Rows made when they are seen, one for each of many keys (contacts, say)."""

    def __init__(self, keys: Sequence[Key], make: Callable[[Key], Row]) -> None:
        self._keys = keys
        self._make = make

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, index: int) -> Key | None:
        """The key at ``index``."""
        return self._keys[index]

    def index_of(self, key: Key) -> int | None:
        """Where ``key`` is: looked for from the first on, since rows that are shown anew at each key of a
        filter are asked once, and a table of ten thousand takes ten times as long to make."""
        with suppress(ValueError):
            return self._keys.index(key)
        return None

    def row(self, index: int) -> Row:
        """The row made for the key at ``index``."""
        return self._make(self._keys[index])


class Joined:
    """Rows of several sources, one below the other."""

    def __init__(self, parts: Iterable[RowSource]) -> None:
        self._parts = tuple(parts)
        self._ends = tuple(accumulate(map(len, self._parts)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def key(self, index: int) -> Key | None:
        """The key in the part that the row is of."""
        part, place = self._place(index)
        return part.key(place)

    def index_of(self, key: Key) -> int | None:
        """Where ``key`` is, in the first part that holds it."""
        for part, end in zip(self._parts, self._ends, strict=True):
            place = part.index_of(key)
            if place is not None:
                return end - len(part) + place
        return None

    def row(self, index: int) -> Row:
        """The row of the part."""
        part, place = self._place(index)
        return part.row(place)

    def _place(self, index: int) -> tuple[RowSource, int]:
        number = bisect_right(self._ends, index)
        return self._parts[number], index - (self._ends[number - 1] if number else 0)


def heading(text: str, aside: str = "") -> Keyed:
    """A heading for :class:`Rows`, with something calm against the right edge."""
    columns = (Column(flex=1), Column(width_of(clean(aside)), right=True, drop=1))
    return None, Row((Cell(text, "heading"), Cell(aside, "calm")), columns)


def blank() -> Keyed:
    """An empty line for :class:`Rows`."""
    return None, Row()


def line(*spans: Span, indent: int | None = None) -> Keyed:
    """A line of spans that cannot be selected, for :class:`Rows`."""
    return None, Row((Cell(spans),), (Column(flex=1),), indent)
