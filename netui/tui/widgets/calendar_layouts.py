"""Where the days of a calendar stand: a year with weeks across, or months with weeks down.

A layout is plain geometry, made for a width and a first day. A line of it is labels and days; how a day looks
is the calendar's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from netui.domain.days import month_after, month_name, week_of, weekday_name
from netui.tui.widgets.painting import Span

LABELS = 5
"""Cells for the names of the weekdays beside a year."""

WEEKS = 53
"""Weeks of a year: today's weekday of a year ago is among them."""

NARROWEST_DAY, WIDEST_DAY = 2, 3
"""Cells that a day takes in a year, the gap after it included (choice)."""

YEAR_FROM = LABELS + WEEKS * NARROWEST_DAY
"""Columns from which a whole year is drawn."""

_MONTH_DAY = 3
_MONTH_LABEL = 3
MONTH_WIDTH = _MONTH_LABEL + 7 * _MONTH_DAY
_MONTH_GAP = 3
_MONTH_LINES = 8
"""The name, the weekdays, six weeks."""

_ROOM_ELSEWHERE = 15
"""Lines of a screen that a calendar of months leaves to the rest of it (choice)."""

_ROOM_FOR_A_NAME = 7
"""The day of a month up to which enough of it is left for its name, where a year begins within it."""

Piece = Span | date
"""A label, or the day that is drawn there."""


class Layout(Protocol):
    """Places for days."""

    @property
    def first(self) -> date:
        """The first day that has a place."""
        ...

    @property
    def last(self) -> date:
        """The last day that has a place."""
        ...

    @property
    def cells(self) -> int:
        """Cells that a day takes, with the gap after it."""
        ...

    @property
    def height(self) -> int:
        """Lines."""
        ...

    @property
    def sideways(self) -> int:
        """Days that a step to the right goes; a step down goes a day where this is a week, else a week."""
        ...

    def place(self, day: date) -> tuple[int, int]:
        """Column of cells and line of a day that is seen."""
        ...

    def day_at(self, x: int, y: int) -> date | None:
        """The day that is drawn at a place."""
        ...

    def pieces(self, y: int) -> Iterator[Piece]:
        """What stands in a line, from the left."""
        ...


@dataclass(frozen=True, slots=True)
class YearLayout:
    """Weeks across, days down, the names of the months above."""

    first: date
    """The first day of a week."""
    cells: int

    sideways = 7
    height = 8

    @property
    def last(self) -> date:
        """The last day of the last week."""
        return self.first + timedelta(days=7 * WEEKS - 1)

    def place(self, day: date) -> tuple[int, int]:
        """Column of cells and line of a day that is seen."""
        week, weekday = divmod((day - self.first).days, 7)
        return LABELS + week * self.cells, 1 + weekday

    def day_at(self, x: int, y: int) -> date | None:
        """The day that is drawn at a place."""
        week, weekday = (x - LABELS) // self.cells, y - 1
        inside = 0 <= week < WEEKS and 0 <= weekday < 7
        return self.first + timedelta(weeks=week, days=weekday) if inside else None

    def pieces(self, y: int) -> Iterator[Piece]:
        """The names of the months, or a weekday's line."""
        if y == 0:
            yield Span(self._months(), "calm")
            return
        first = self.first + timedelta(days=y - 1)
        yield Span(f" {weekday_name(first.isoweekday())} ", "calm")
        yield from (first + timedelta(weeks=week) for week in range(WEEKS))

    def _months(self) -> str:
        """The name of each month above the week in which it begins; with its year at first and in January."""
        text = ""
        for week in range(WEEKS):
            days = [self.first + timedelta(weeks=week, days=offset) for offset in range(7)]
            begins = next((day for day in days if day.day == 1), None)
            if not week and begins is None and days[0].day <= _ROOM_FOR_A_NAME:
                begins = days[0].replace(day=1)
            at = LABELS + week * self.cells
            if begins is not None and len(text) <= at:
                year = f" '{begins.year % 100:02}" if begins.month == 1 or not text else ""
                name = f"{month_name(begins.month)}{year} "
                text = text.ljust(at) + (name if week < WEEKS - 2 else "")
        return text


@dataclass(frozen=True, slots=True)
class MonthsLayout:
    """Months beside and below each other, each with its weeks down and the day on which each week begins."""

    first: date
    """The first day of a month."""
    columns: int
    rows: int
    week_start: int

    sideways = 1
    cells = _MONTH_DAY

    @property
    def last(self) -> date:
        """The last day of the last month."""
        return month_after(self.first, self.columns * self.rows) - timedelta(days=1)

    @property
    def height(self) -> int:
        """Lines, with an empty one between months below each other."""
        return self.rows * (_MONTH_LINES + 1) - 1

    def place(self, day: date) -> tuple[int, int]:
        """Column of cells and line of a day that is seen."""
        month = day.replace(day=1)
        number = (month.year - self.first.year) * 12 + month.month - self.first.month
        row, column = divmod(number, self.columns)
        week, weekday = divmod((day - week_of(month, self.week_start)).days, 7)
        x = column * (MONTH_WIDTH + _MONTH_GAP) + _MONTH_LABEL + weekday * _MONTH_DAY
        return x, row * (_MONTH_LINES + 1) + 2 + week

    def day_at(self, x: int, y: int) -> date | None:
        """The day that is drawn at a place."""
        row, line = divmod(y, _MONTH_LINES + 1)
        column, inside = divmod(x, MONTH_WIDTH + _MONTH_GAP)
        weekday, week = (inside - _MONTH_LABEL) // _MONTH_DAY, line - 2
        if not (0 <= column < self.columns and 0 <= row < self.rows and 0 <= weekday < 7 and week >= 0):
            return None
        month = month_after(self.first, row * self.columns + column)
        day = week_of(month, self.week_start) + timedelta(weeks=week, days=weekday)
        return day if day.replace(day=1) == month else None

    def pieces(self, y: int) -> Iterator[Piece]:
        """The names of the months beside each other, their weekdays, or a week of each."""
        row, line = divmod(y, _MONTH_LINES + 1)
        if line == _MONTH_LINES:
            return
        for column in range(self.columns):
            if column:
                yield Span(" " * _MONTH_GAP)
            yield from self._month_line(month_after(self.first, row * self.columns + column), line)

    def _month_line(self, month: date, line: int) -> Iterator[Piece]:
        monday = week_of(month, self.week_start)
        if line == 0:
            name = f"{'':{_MONTH_LABEL}}{month_name(month.month)} {month.year}"
            yield Span(name.ljust(MONTH_WIDTH), "strong")
            return
        if line == 1:
            names = (weekday_name((monday + timedelta(days=offset)).isoweekday()) for offset in range(7))
            yield Span(" " * _MONTH_LABEL + "".join(f"{name[:2]} " for name in names), "calm")
            return
        days = [monday + timedelta(weeks=line - 2, days=offset) for offset in range(7)]
        own = [day for day in days if day.replace(day=1) == month]
        yield Span(f"{own[0].day if own else '':>{_MONTH_LABEL - 1}} ", "calm")
        for day in days:
            yield day if day in own else Span(" " * _MONTH_DAY)


def layout_for(
    width: int, room: int, week_start: int, cursor: date, before: Layout | None, latest: date
) -> Layout:
    """The layout for ``width`` columns on a screen of ``room`` lines, that shows ``cursor``.

    It begins where ``before`` began if that shows the cursor too, moved as little as need be if it does not.
    Where there was none, ``latest`` is its last week or month.
    """
    if width >= YEAR_FROM:
        return _year(width, week_start, cursor, before, latest)
    return _months(width, room, week_start, cursor, before, latest)


def _year(width: int, week_start: int, cursor: date, before: Layout | None, latest: date) -> YearLayout:
    cells = min(WIDEST_DAY, (width - LABELS) // WEEKS)
    back = timedelta(weeks=WEEKS - 1)
    first = before.first if isinstance(before, YearLayout) else latest - back
    week = week_of(cursor, week_start)
    return YearLayout(min(max(week_of(first, week_start), week - back), week), cells)


def _months(
    width: int, room: int, week_start: int, cursor: date, before: Layout | None, latest: date
) -> MonthsLayout:
    columns = max(1, min(6, (width + _MONTH_GAP) // (MONTH_WIDTH + _MONTH_GAP)))
    rows = max(1, min(-(-12 // columns), (room - _ROOM_ELSEWHERE) // (_MONTH_LINES + 1)))
    back = columns * rows - 1
    same = isinstance(before, MonthsLayout) and (before.columns, before.rows) == (columns, rows)
    first = before.first if same and before is not None else month_after(latest.replace(day=1), -back)
    month = cursor.replace(day=1)
    return MonthsLayout(min(max(first, month_after(month, -back)), month), columns, rows, week_start)
