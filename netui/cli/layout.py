"""Text in columns, days and names in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from unicodedata import category, east_asian_width

from netui.cli.output import clean
from netui.domain.days import day_words, short_day

CELL_WIDTH = 52
"""Columns of the terminal that a cell takes at most, but for the last one of a line (choice)."""

LINE_WIDTH = 240
"""Columns that the last cell of a line takes at most (choice)."""

CHANNEL_WORDS = {
    "in_person": "in person",
    "event": "at an event",
    "video": "video",
    "phone": "phone",
    "message": "message",
    "social": "social network",
    "unknown": "unknown",
}


def width_of(text: str) -> int:
    """Columns that ``text`` takes on a terminal: two for East Asian wide signs, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def clip(text: str, width: int) -> str:
    """``text`` cleaned, and cut with an ellipsis where it is wider than ``width`` columns."""
    line = clean(text[: 4 * width + 64])
    if width_of(line) <= width and len(text) <= 4 * width + 64:
        return line
    kept, used = 0, 0
    for character in line:
        used += _cells(character)
        if used > width - 1:
            break
        kept += 1
    return f"{line[:kept].rstrip()}…"


def table(rows: Iterable[Sequence[str]], *, indent: str = "", gap: str = "  ") -> Iterator[str]:
    """Rows as lines of aligned columns. Columns that are empty in every row are left out.

    Every cell is cut to :data:`CELL_WIDTH`, but for the last of a row, where prose belongs.
    """
    cells = [[clip(cell, CELL_WIDTH) for cell in row[:-1]] + [clip(row[-1], LINE_WIDTH)] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield (
            indent
            + gap.join(
                cell + " " * (width - width_of(cell))
                for cell, width in zip(row, widths, strict=True)
                if width
            ).rstrip()
        )


def labelled(pairs: Iterable[tuple[str, str]], *, indent: str = "  ") -> Iterator[str]:
    """Values with what they are before them; pairs without a value are left out."""
    return table([pair for pair in pairs if pair[1]], indent=indent)


def joined(names: Iterable[str]) -> str:
    """Names in a row."""
    return ", ".join(names)


def named_day(day: date, today: date) -> str:
    """A day with its distance: "Sun 22 Nov (yesterday)", "Fri 27 Nov (in 4 days)"."""
    away = (day - today).days
    distance = day_words(day, today) if abs(away) <= 1 else _distance(away)
    return f"{short_day(day, today)} ({distance})"


def _distance(days: int) -> str:
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def moment(instant: datetime, zone: str) -> str:
    """An instant as a person in ``zone`` reads it: "2026-11-23 10:00"."""
    from netui.cli.shapes import in_zone

    return f"{in_zone(instant, zone):%Y-%m-%d %H:%M}"
