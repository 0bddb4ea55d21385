"""Days and times as a person writes them (rules.md, section 9).

Past-leaning words mean the latest such day that is not after today; future-leaning ones, of plans and
promises, the first such day to come. A weekday said on that very weekday is today when one looks back, and a
week ahead when one looks forward (choice: of today one says ``today``); a date without a year may be today
both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Final, Literal

from netui.domain.days import Now, day_of, week_of
from netui.domain.line.ordinary import MONTHS, WEEKDAYS
from netui.errors import LineError

DayOrder = Literal["dmy", "mdy"]
"""Whether ``4/5`` is 4 May or 5 April."""

Lean = Literal["past", "present", "future", "either"]
Shape = Literal["relative", "weekday", "short", "date", "week", "span"]
"""``week`` is one to come, ``span`` one gone by, each standing for a day in it."""

_NUMBER_WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_MONTH_NUMBERS: Final = {
    form: number
    for number, month in enumerate(MONTHS, 1)
    for form in ((month, month[:3], "sept") if month == "september" else (month, month[:3]))
}
_SHORT_WEEKDAYS: Final = {
    form: number
    for number, forms in enumerate(("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun"))
    for form in forms.split()
}
_FULL_WEEKDAYS: Final = {name: number for number, name in enumerate(WEEKDAYS)}
_LEAP_SPAN: Final = 8
"""Years within which a 29 February surely comes round."""

_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?:,?[ \t]+(?P<year>(?:19|20|21)\d\d)(?![\w/-]|:\d))?"
_COUNT = r"(?P<count>\d{1,18}|an?|" + "|".join(_NUMBER_WORDS[1:]) + r")"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_FULL = "|".join(WEEKDAYS)
_SHORT = "|".join(sorted(_SHORT_WEEKDAYS, key=len, reverse=True))
_END = r"(?![\w/]|['-]\w|[.:]\d)"
_FLAGS = re.IGNORECASE | re.ASCII

_ISO = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _END, _FLAGS)
_SLASHED = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?" + _END, _FLAGS)
_DASHED = re.compile(r"(?P<one>\d{1,2})-(?P<two>\d{1,2})-(?P<year>\d{4})" + _END, _FLAGS)
_DOTTED = re.compile(
    _DAY + r"\.[ ]?(?P<month>\d{1,2})\.(?:[ ]?(?P<year>\d{4})|(?P<short>\d\d))?" + _END, _FLAGS
)
"""With stops the day comes first everywhere: ``20.11.2026``, ``20.11.``."""
_DAY_MONTH = re.compile(_DAY + r"(?:st|nd|rd|th)?(?:[ \t]+of)?[ \t]+" + _MONTH + _YEAR + _END, _FLAGS)
_MONTH_DAY = re.compile(_MONTH + r"[ \t]+" + _DAY + r"(?:st|nd|rd|th)?" + _YEAR + _END, _FLAGS)
_PART = r"(?:[ \t]+(?:morning|afternoon|evening|night|lunchtime))?"
"""The part of a day belongs to the day's words: ``yesterday evening``, ``friday night``."""
TOMORROW: Final = "(?:tom{1,2}or{1,2}ow|tmrw?)"
"""As it is written in haste, too."""
_RELATIVE = re.compile(
    rf"(?:(?P<word>today|yesterday|(?P<tomorrow>{TOMORROW}))"
    + _PART
    + r"|(?P<night>last[ \t]+night)|(?:the[ \t]+)?day[ \t]+(?P<two>before[ \t]+yesterday|after[ \t]+tomorrow)"
    + _PART
    + ")"
    + _END,
    _FLAGS,
)
_AGO = re.compile(_COUNT + r"[ \t]+" + _UNIT + r"[ \t]+ago" + _END, _FLAGS)
_LAST = re.compile(r"last[ \t]+(?P<unit>week|month)" + _END, _FLAGS)
_AHEAD = re.compile(r"(?P<in>in[ \t]+)?" + _COUNT + r"[ \t]+" + _UNIT + _END, _FLAGS)
_NEXT = re.compile(r"next[ \t]+(?P<unit>week|month)" + _END, _FLAGS)
_WEEKDAY = re.compile(r"(?:(?P<which>last|next)[ \t]+)?(?P<name>" + _FULL + ")" + _PART + _END, _FLAGS)
_SHORT_WEEKDAY = re.compile(
    r"(?:(?P<which>last|next)[ \t]+)?(?P<name>" + _SHORT + r")\b\.?" + _PART + _END, _FLAGS
)
_DATED = re.compile(r"(?P<name>" + _FULL + "|" + _SHORT + r")\.?,?[ \t]+(?=\d|[a-z]{3,9}\.?[ \t]+\d)", _FLAGS)
_FRACTION = re.compile(
    r"24/7\b|[123]/[234][ \t]+(?:an?|of|hour|hours|day|days|price|off|done|way|the)\b", _FLAGS
)

_HOUR = r"(?P<hour>\d{1,2})(?:(?P<mark>[:.])(?P<minute>\d\d))?[ \t]*(?P<half>[ap]\.?m\b)?(?!\w|[:.-]\d)"
_TIME = re.compile(rf"(?<![\w/.:-])(?P<said>(?:at[ \t]+|@[ \t]*){_HOUR})", _FLAGS)
_TIME_BEHIND = re.compile(rf"[ \t]*(?P<said>{_HOUR})", _FLAGS)
_TIME_OF_DAY = re.compile(
    rf"\b(?:today|{TOMORROW}|yesterday|{_FULL}|\d{{4}}-\d\d-\d\d){_PART},?[ \t]+(?P<said>{_HOUR})", _FLAGS
)


@dataclass(frozen=True, slots=True)
class DayWords:
    """Words that name a day: ``text[start:end]``."""

    start: int
    end: int
    day: date
    lean: Lean
    """What the words can mean at all: ``yesterday`` is past, ``tomorrow`` future, ``friday`` either."""
    shape: Shape


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads days for one line: what today is, which way words lean, and how ``4/5`` is ordered."""

    today: date
    week_start: int
    order: DayOrder
    future: bool = False

    def day_at(self, shadow: str, start: int, *, sure: bool = False) -> DayWords | None:
        """The day named by the words that begin at ``start``; None when they name none.

        ``sure``: the words stand where only a day can (before a colon, after ``by``), so that short names are
        read, and numbers that are no date are an error. Raises LineError for an impossible day.
        """
        readers: tuple[Callable[[str, int, bool], DayWords | None], ...] = (
            self._relative, self._ago, self._last, self._ahead, self._dated, self._weekday, self._iso,
            self._slashed, self._dotted, self._named,
        )  # fmt: skip
        for reader in readers:
            found = reader(shadow, start, sure)
            if found is not None:
                return found
        return None

    @staticmethod
    def extent(shadow: str, start: int) -> int:
        """Where words at ``start`` that look like a day end, possible or not; ``start`` for none."""
        dated = _DATED.match(shadow, start)
        places = (start,) if dated is None else (start, dated.end())
        matches = (pattern.match(shadow, place) for place in places for pattern in _PATTERNS)
        return max((match.end() for match in matches if match is not None), default=start)

    def _relative(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        match = _RELATIVE.match(shadow, start)
        if match is None:
            return None
        said = "tomorrow" if match["tomorrow"] else match["word"] or match["night"] or match["two"]
        away, lean = _RELATIVE_DAYS[" ".join(said.lower().split())]
        return DayWords(start, match.end(), self.today + timedelta(days=away), lean, "relative")

    def _ago(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        match = _AGO.match(shadow, start)
        if match is None:
            return None
        day = self._away(match, -1)
        return DayWords(start, match.end(), day, "present" if day == self.today else "past", "relative")

    def _last(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        """``last week`` and ``last month`` are the day a week or a month ago (choice): it lies in them."""
        match = _LAST.match(shadow, start)
        if match is None:
            return None
        return DayWords(start, match.end(), self._moved(-1, match["unit"].lower()), "past", "span")

    def _ahead(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        """``next week`` and ``next month`` are their first day (choice)."""
        coming = _NEXT.match(shadow, start)
        if coming is not None:
            week = coming["unit"].lower() == "week"
            first = (
                week_of(self.today, self.week_start) + timedelta(days=7)
                if week
                else self._moved(1, "month").replace(day=1)
            )
            return DayWords(start, coming.end(), first, "future", "week")
        match = _AHEAD.match(shadow, start)
        if match is None or not (match["in"] or sure):
            return None
        return DayWords(start, match.end(), self._away(match, 1), "future", "week")

    def _away(self, match: re.Match[str], sign: int) -> date:
        word = match["count"].lower()
        count = int(word) if word.isdigit() else 1 if word in ("a", "an") else _NUMBER_WORDS.index(word)
        try:
            return self._moved(sign * count, match["unit"].lower())
        except (OverflowError, ValueError):
            raise LineError(f"“{match[0].strip()}” is out of the calendar") from None

    def _moved(self, count: int, unit: str) -> date:
        """Today, ``count`` days, weeks, months or years on. Raises ValueError out of the calendar."""
        if unit in ("day", "week"):
            return self.today + timedelta(days=count * (7 if unit == "week" else 1))
        months = self.today.year * 12 + self.today.month - 1 + count * (12 if unit == "year" else 1)
        return _month_day(months // 12, months % 12 + 1, self.today.day)

    def _weekday(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        shape: Shape = "weekday"
        match = _WEEKDAY.match(shadow, start)
        if match is None and sure:
            match, shape = _SHORT_WEEKDAY.match(shadow, start), "short"
        if match is None:
            return None
        which = (match["which"] or "").lower()
        day = self._on_weekday(_weekday_number(match["name"]), which)
        lean: Lean = "past" if which == "last" else "future" if which == "next" else "either"
        return DayWords(start, match.end(), day, lean, shape)

    def _on_weekday(self, weekday: int, which: str) -> date:
        back = (self.today.weekday() - weekday) % 7
        if which == "next" or (self.future and not which):
            return self.today + timedelta(days=7 - back)
        return self.today - timedelta(days=(back or 7) if which == "last" else back)

    def _dated(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        """A weekday that a date follows (``Fri 20 Nov``): the date counts, and the two must agree."""
        match = _DATED.match(shadow, start)
        if match is None:
            return None
        place = match.end()
        found = (
            self._iso(shadow, place, sure)
            or self._slashed(shadow, place, sure)
            or self._dotted(shadow, place, sure)
            or self._named(shadow, place, sure)
        )
        if found is None:
            return None
        if found.day.weekday() != _weekday_number(match["name"]):
            raise LineError(f"{_long(found.day)} is a {WEEKDAYS[found.day.weekday()].capitalize()}")
        return DayWords(start, found.end, found.day, found.lean, "date")

    def _iso(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        match = _ISO.match(shadow, start)
        if match is None:
            return None
        return self._dates(match, int(match["day"]), int(match["month"]), int(match["year"]))

    def _slashed(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        match = _SLASHED.match(shadow, start) or _DASHED.match(shadow, start)
        if match is None or (not sure and _FRACTION.match(shadow, start)):
            return None
        one, two = int(match["one"]), int(match["two"])
        if not sure and not (1 <= one <= 31 and 1 <= two <= 31):
            return None
        year = None if match["year"] is None else int(match["year"])
        if year is not None and len(match["year"]) == 2:
            year += 2000
        day, month = (one, two) if self.order == "dmy" else (two, one)
        return self._dates(match, day, month, year)

    def _dotted(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        match = _DOTTED.match(shadow, start)
        if match is None:
            return None
        day, month = int(match["day"]), int(match["month"])
        if not sure and (match["year"] is None or not (1 <= day <= 31 and 1 <= month <= 12)):
            return None
        year = match["year"] or (f"20{match['short']}" if match["short"] else None)
        return self._dates(match, day, month, None if year is None else int(year))

    def _named(self, shadow: str, start: int, sure: bool) -> DayWords | None:
        match = _DAY_MONTH.match(shadow, start) or _MONTH_DAY.match(shadow, start)
        if match is None:
            return None
        day = int(match["day"])
        if not sure and not 1 <= day <= 31:
            return None
        year = None if match["year"] is None else int(match["year"])
        return self._dates(match, day, _MONTH_NUMBERS[match["month"].lower()], year)

    def _dates(self, match: re.Match[str], day: int, month: int, year: int | None) -> DayWords:
        if not 1 <= month <= 12:
            order = "day/month" if self.order == "dmy" else "month/day"
            hint = f"; days are read {order}" if match.re in (_SLASHED, _DASHED) else ""
            raise LineError(f"“{match[0]}” is no day: there is no month {month}{hint}")
        if year is None:
            return DayWords(match.start(), match.end(), self._nearest(day, month), "either", "date")
        try:
            found = date(year, month, day)
        except ValueError:
            raise LineError(f"{day} {MONTHS[month - 1].capitalize()} {year} does not exist") from None
        lean: Lean = "future" if found > self.today else "present" if found == self.today else "past"
        return DayWords(match.start(), match.end(), found, lean, "date")

    def _nearest(self, day: int, month: int) -> date:
        """The latest such day not after today; looking forward, the first one not before today."""
        step = 1 if self.future else -1
        for years in range(_LEAP_SPAN + 1):
            try:
                found = date(self.today.year + step * years, month, day)
            except ValueError:
                continue
            if (found - self.today).days * step >= 0:
                return found
        raise LineError(f"{day} {MONTHS[month - 1].capitalize()} does not exist")


_PATTERNS: Final = (
    _RELATIVE, _AGO, _LAST, _NEXT, _AHEAD, _WEEKDAY, _SHORT_WEEKDAY, _ISO, _SLASHED, _DAY_MONTH,
    _MONTH_DAY,
    _DASHED, _DOTTED,
)  # fmt: skip

_RELATIVE_DAYS: Final[dict[str, tuple[int, Lean]]] = {
    "yesterday": (-1, "past"),
    "today": (0, "present"),
    "tomorrow": (1, "future"),
    "last night": (-1, "past"),
    "before yesterday": (-2, "past"),
    "after tomorrow": (2, "future"),
}


def time_in(visible: str, after_day: int | None = None) -> tuple[int, int, time] | None:
    """The first time of day said with ``at`` (``at 14:30``, ``at 3pm``), and where it stands.

    Right behind the words of a day it needs none: ``tomorrow 10am``. ``after_day``: where such words end
    that are blank in ``visible``.
    """
    behind = None if after_day is None else _TIME_BEHIND.match(visible, after_day)
    first = () if behind is None else (behind,)
    for match in chain(first, _TIME.finditer(visible), _TIME_OF_DAY.finditer(visible)):
        half = (match["half"] or "").lower()
        if not half and match["mark"] != ":":
            continue
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if half:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        if hour < 24 and minute < 60:
            return match.start("said"), match.end(), time(hour, minute)
    return None


def day_of_time(said: time, now: Now) -> date:
    """The day on which it was last ``said``, where the line names none.

    Before the rollover hour that is the day before, as it is for *today* (rules.md, section 1): ``at 1:30am``
    is last night. Later in the day it is today, whether or not that hour has come.
    """
    if said.hour >= now.rollover_hour:
        return now.today
    local = datetime.combine(now.local.date(), said)
    day = day_of(local, rollover_hour=now.rollover_hour)
    return day if local <= now.local.replace(tzinfo=None) else day - timedelta(days=1)


def _weekday_number(name: str) -> int:
    word = name.lower()
    return _FULL_WEEKDAYS[word] if word in _FULL_WEEKDAYS else _SHORT_WEEKDAYS[word]


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _month_day(year: int, month: int, day: int) -> date:
    """The day of that month, or the month's last when it is shorter."""
    for last in (day, 30, 29, 28):
        try:
            return date(year, month, min(day, last))
        except ValueError:
            if last == 28:
                raise
    raise AssertionError
