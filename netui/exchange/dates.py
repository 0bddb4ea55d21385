"""Days as exports write them. What is no day of the calendar is none: never another day."""

from __future__ import annotations

import re
from datetime import date

from netui.domain.records import YearlyDate

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$")
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})(?:[T ].*)?$")
_WORDED = re.compile(r"(\d{1,2})[ .-]+([A-Za-z]{3})[a-z]*\.?,?[ -]+(\d{4})$")
_WORDED_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$")
_NUMBERS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$")

NO_YEAR = (1604, 1804)
"""Years that stand for none: Apple's and Facebook's."""


def day_in(text: str, *, day_first: bool = False) -> date | None:
    """The day that ``text`` says: ``15 Mar 2024``, ``2024-03-15``, ``3/15/2024``; None where it says none.

    Of ``3/5/2024`` the month comes first, as Outlook has it, unless ``day_first``; where only the one order
    is a day of the calendar, it is that one.
    """
    text = text.strip()
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDED.match(text):
        return _day(int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := _WORDED_MONTH_FIRST.match(text):
        return _day(int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2]))
    if match := _NUMBERS.match(text):
        return _of_numbers(match, day_first or match[2] == ".")
    return None


def yearly_in(text: str, label: str = "birthday") -> YearlyDate | None:
    """The yearly date that ``text`` says, as :func:`day_in` or ``--01-22`` without a year."""
    text = text.strip()
    if match := _YEARLESS.match(text):
        month, day = int(match[1]), int(match[2])
        return YearlyDate(month=month, day=day, label=label) if _day(2024, month, day) else None
    found = day_in(text)
    if found is None:
        return None
    year = None if found.year in NO_YEAR else found.year
    return YearlyDate(month=found.month, day=found.day, year=year, label=label)


def _of_numbers(match: re.Match[str], day_first: bool) -> date | None:
    one, two, three = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return _day(one, two, three)
    if len(match[4]) != 4:
        return None  # 0/0/00 is Outlook's word for nothing, and of two digits no century is known
    month_first, other = _day(three, one, two), _day(three, two, one)
    return (other or month_first) if day_first else (month_first or other)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
