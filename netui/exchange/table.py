"""Tables with a header, as spreadsheets and address books write them: rows by column, broken ones told."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import NamedTuple

from netui.domain.plain import Brought, PlainContact, Skipped
from netui.exchange.formats import Source

DELIMITERS = ",;\t|"
HEADER_WITHIN = 50
"""Lines at the beginning among which a header is looked for (choice): some files begin with a preamble."""

LONGEST_HEADER = 1 << 20
"""Characters of a line that is looked at for a header (choice)."""
LOOKED_THROUGH = 64 << 20
"""Characters that are looked through in all for the close of quotes that nobody closed, after which the rest
of the rows is given up (choice): each such quote is looked for to the end of the file."""

csv.field_size_limit(1 << 30)
# The limit is one for the whole process and all its threads, so it is set once and never put back: files are
# bounded before they are read, and fields where records are gathered.

SPLITTER = ":::"
"""Between several values of one cell, as Google writes them; with a space on either side."""


class Row(NamedTuple):
    """A row by its header, counted from 1; empty cells are left out."""

    number: int
    cells: dict[str, str]


class Table:
    """The rows of a table with a header."""

    def __init__(self, source: Source, is_header: Callable[[list[str]], bool]) -> None:
        self._source = source
        self.delimiter, self.header, self._start = _find_header(source.text, is_header)

    def rows(self) -> Iterator[Row | Skipped]:
        """Every row after the header; blank ones are none. A row that cannot be told apart is skipped."""
        text, total = self._source.text, max(1, len(self._source.text))
        place, number, looked_through = self._start, 0, 0
        while place < len(text):
            cells, end = _row_at(text, place, self.delimiter)
            if cells is None:
                looked_through += len(text) - place
                number += 1
                yield Skipped(record=number, reason="a quote is opened and never closed")
                if looked_through > LOOKED_THROUGH:
                    yield Skipped(record=number + 1, reason="too many broken rows: the rest is left out")
                    break
            elif any(cell.strip() for cell in cells):
                number += 1
                named = zip(self.header, map(str.strip, cells), strict=False)
                yield Row(number, {name: cell for name, cell in named if cell and name})
            place = end
            self._source.done = place / total
        self._source.done = 1.0


def has_header(source: Source, is_header: Callable[[list[str]], bool]) -> bool:
    """Whether a text begins with a table of such a header."""
    return bool(_find_header(source.head, is_header)[1])


def read_rows(
    source: Source,
    is_header: Callable[[list[str]], bool],
    contact_of: Callable[[dict[str, str]], PlainContact | str],
) -> Iterator[Brought]:
    """A contact for each row, or why there is none, where ``contact_of`` says a reason in its place."""
    for row in Table(source, is_header).rows():
        if isinstance(row, Skipped):
            yield row
            continue
        made = contact_of(row.cells)
        yield Skipped(record=row.number, reason=made) if isinstance(made, str) else made


def several(cell: str | None) -> tuple[str, ...]:
    """The values of one cell, each once, in their order."""
    if not cell:
        return ()
    if SPLITTER not in cell:
        return (cell.strip(),)
    return tuple(dict.fromkeys(part.strip() for part in cell.split(SPLITTER) if part.strip()))


def _find_header(text: str, is_header: Callable[[list[str]], bool]) -> tuple[str, list[str], int]:
    """The delimiter, the header's cells and where the rows begin; no cells where there is no such header."""
    place = 0
    for _ in range(HEADER_WITHIN):
        if place >= len(text):
            break
        line_end = _line_end(text, place)
        line = text[place:line_end]
        for delimiter in DELIMITERS if len(line) < LONGEST_HEADER else "":
            if delimiter in line or delimiter == DELIMITERS[0]:
                cells, end = _row_at(text, place, delimiter)
                named = [cell.strip().lstrip("\ufeff") for cell in cells or ()]
                if any(named) and is_header(named):
                    return delimiter, named, end
        # A preamble in quotes is one cell of many lines: its row is passed over whole.
        cells, end = _row_at(text, place, DELIMITERS[0])
        place = end if cells is not None else line_end
    return DELIMITERS[0], [], len(text)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    if end < 0:
        lone = text.find("\r", place)
        return lone + 1 if lone >= 0 else len(text)
    return end + 1


def _row_at(text: str, place: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of the row that begins at ``place``, and where the next one begins.

    None in place of cells where a quote is never closed: the next row is then taken to begin a line further.
    """
    line_end = _line_end(text, place)
    line = text[place:line_end]
    if '"' not in line:
        return line.rstrip("\r\n").split(delimiter), line_end
    taken = [place]

    def lines() -> Iterator[str]:
        while taken[0] < len(text):
            begin, taken[0] = taken[0], _line_end(text, taken[0])
            yield text[begin : taken[0]]

    try:
        return next(csv.reader(lines(), delimiter=delimiter, strict=True)), taken[0]
    except (csv.Error, StopIteration):
        if line.count('"') % 2 == 0 or taken[0] == line_end:
            # Quotes within a cell that are not doubled: as spreadsheets read them.
            line = line.rstrip("\r\n").replace("\r", " ")
            return next(csv.reader([line], delimiter=delimiter), []), line_end
        return None, line_end
