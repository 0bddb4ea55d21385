"""A day that a person says for something that has been or is to come."""

from __future__ import annotations

from datetime import date

from netui.domain.days import Now
from netui.domain.line.dates import DayReader
from netui.domain.line.grammar import DayOrder
from netui.errors import LineError


def day_said(text: str, now: Now, *, day_order: DayOrder = "dmy") -> date:
    """The day that ``text`` says: ``2026-11-20``, ``yesterday``, ``tomorrow``; ``friday`` is the last one.

    Raises LineError where it says none, or one that does not exist.
    """
    words = text.strip()
    reader = DayReader(today=now.today, week_start=now.week_start, order=day_order)
    found = reader.day_at(words, 0, sure=True)
    if found is None or found.end != len(words):
        raise LineError(f"“{words}” is not a day such as 2026-11-20, yesterday, tomorrow or last friday")
    return found.day
