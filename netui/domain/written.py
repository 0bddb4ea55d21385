"""A contact's fields as a person writes them: values on a line, a cadence, a birthday, a stretch of time.

Each ``…_written`` gives the text that a form shows, each ``read_…`` what is meant by it; what was written is
read as it was. The readers raise UsageProblem with a sentence to be shown beside the field.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from netui.domain.cadence import LONGEST
from netui.domain.days import counted
from netui.domain.records import YearlyDate
from netui.errors import UsageProblem

_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
"""Days of each (choice): a cadence is no calendar."""

_CADENCE = re.compile(r"(?P<number>\d{1,5})? ?(?P<unit>d|day|w|week|m|month|y|year)?s?", re.IGNORECASE)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def values_written(values: Sequence[str]) -> str:
    """Several values on one line, with commas between them; with semicolons where one holds a comma."""
    if any("," in value for value in values):
        return "; ".join(values) + (";" if len(values) == 1 else "")
    return ", ".join(values)


def read_values(text: str) -> tuple[str, ...]:
    """The values on a line, each once. A semicolon anywhere means that commas belong to the values."""
    parts = (" ".join(part.split()) for part in text.split(";" if ";" in text else ","))
    return tuple(dict.fromkeys(part for part in parts if part))


def cadence_written(cadence: int | None) -> str:
    """A cadence in days."""
    return "" if cadence is None else counted(cadence, "day")


def read_cadence(text: str) -> int | None:
    """The days that "30", "30 days", "2 weeks", "month" say; None for nothing."""
    words = " ".join(text.lower().removeprefix("every ").split())
    if not words:
        return None
    found = _CADENCE.fullmatch(words)
    if found is None or not (found["number"] or found["unit"]):
        raise UsageProblem(f"“{text}” is not how often: 30 days, 2 weeks, a number")
    days = int(found["number"] or 1) * _days_of(found["unit"])
    if not 1 <= days <= LONGEST:
        raise UsageProblem(f"from 1 day to {LONGEST} days")
    return days


def _days_of(unit: str | None) -> int:
    return next(days for name, days in _UNITS.items() if name.startswith((unit or "d").lower()))


def yearly_written(yearly: YearlyDate | None) -> str:
    """A birthday as ``1815-12-10``, or ``12-10`` where the year is not known."""
    if yearly is None:
        return ""
    year = f"{yearly.year:04}-" if yearly.year is not None else ""
    return f"{year}{yearly.month:02}-{yearly.day:02}"


def read_birthday(text: str) -> YearlyDate:
    """The day that ``YYYY-MM-DD``, ``MM-DD`` or ``--MM-DD`` says."""
    parts = text.strip().removeprefix("--").split("-")
    leap_year = 2000  # so that 29 February may come without a year
    try:
        *years, month, day = (int(part) for part in parts)
        date(years[0] if years else leap_year, month, day)
        if len(years) > 1:
            raise ValueError
    except ValueError:
        raise UsageProblem(f"“{text}” is not a birthday such as 1815-12-10 or 12-10") from None
    return YearlyDate(month=month, day=day, year=years[0] if years else None)


def read_begin(text: str) -> date | None:
    """The first day of "2019", "2019-05" or "2019-05-03"; None for nothing."""
    return _read_partial(text, last=False)


def read_end(text: str) -> date | None:
    """The last day of "2019", "2019-05" or "2019-05-03"; None for nothing."""
    return _read_partial(text, last=True)


def _read_partial(text: str, *, last: bool) -> date | None:
    if not text.strip():
        return None
    found = _PARTIAL.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            month = 12 if last else 1
        if day is None:
            day = monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except ValueError:
        raise UsageProblem(f"“{text.strip()}” is not a day such as 2019, 2019-05 or 2019-05-03") from None


def begin_written(day: date | None) -> str:
    """A first day, as short as it is read again: the year alone where that is its first day."""
    if day is None:
        return ""
    if (day.month, day.day) == (1, 1):
        return f"{day.year:04}"
    return day.isoformat()[:7] if day.day == 1 else day.isoformat()


def end_written(day: date | None) -> str:
    """A last day, as short as it is read again: the year alone where that is its last day."""
    if day is None:
        return ""
    if (day.month, day.day) == (12, 31):
        return f"{day.year:04}"
    return day.isoformat()[:7] if day.day == monthrange(day.year, day.month)[1] else day.isoformat()


def stretch_written(since: date | None, until: date | None) -> str:
    """From when to when: "since 2019", "2012 to 2019", "until 2019"; empty where neither is known."""
    begin, end = begin_written(since), end_written(until)
    if begin and end:
        return begin if begin == end else f"{begin} to {end}"
    if begin:
        return f"since {begin}"
    return f"until {end}" if end else ""
