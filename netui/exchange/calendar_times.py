"""Days, times, lengths and zones as calendars write them (RFC 5545 sections 3.3 and 3.6.5)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from netui.exchange.content_lines import ContentLine
from netui.exchange.recurrence import Effort, TooMuch, days, read_rule

FIRST_DAY = date(1970, 1, 1)
"""Nothing earlier is taken for a meeting (choice): repeating dates are followed from here at most."""

_WRITTEN = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z?))?")
_LENGTH = re.compile(r"\+?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?")
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")
_LONGEST_NAME = 100
_MIDNIGHT = time()


class When(NamedTuple):
    """A day, or a time in some zone, as a property has it."""

    day: date
    clock: time | None = None
    """None for a whole day."""
    zone: str = ""
    """As the file names it; ``UTC`` for an instant, empty for a time that floats: it is the person's own."""


def read_when(line: ContentLine) -> When | None:
    """What a ``DTSTART`` or its like says; None where that is no day of the calendar, or no time."""
    return when_in(line.value, line.param("TZID"))


def when_in(text: str, zone: str) -> When | None:
    """``20261123``, ``20261123T100000Z``, ``20261123T100000`` in a zone; None for anything else."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return When(day)
        clock = time(int(match[4]), int(match[5]), min(int(match[6] or 0), 59))
    except ValueError:
        return None
    return When(day, clock, "UTC" if match[7] else zone[:_LONGEST_NAME])


def read_length(text: str) -> timedelta | None:
    """``PT1H30M``; None for what is no length, or one before its beginning."""
    match = _LENGTH.fullmatch(text.strip().upper())
    if match is None:
        return None
    weeks, whole_days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=whole_days, hours=hours, minutes=minutes, seconds=seconds)


@dataclass(slots=True)
class Observance:
    """One stretch of a zone's year (``STANDARD``, ``DAYLIGHT``) as the file defines it."""

    start: When | None = None
    offset: timedelta | None = None
    """Of local time from UTC, while it lasts."""
    rules: list[str] = field(default_factory=list)
    more: list[When] = field(default_factory=list)

    def take(self, line: ContentLine) -> None:
        """Take in one of its lines."""
        if line.name == "DTSTART":
            self.start = read_when(line)
        elif line.name == "TZOFFSETTO" and (match := _OFFSET.fullmatch(line.value.strip())):
            size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
            if size < timedelta(hours=24):
                self.offset = -size if match[1] == "-" else size
        elif line.name == "RRULE":
            self.rules.append(line.value)
        elif line.name == "RDATE":
            self.more += filter(None, (when_in(text, "") for text in line.value.split(",")))


@dataclass(slots=True)
class ZoneDefinition:
    """A ``VTIMEZONE``."""

    name: str = ""
    location: str = ""
    """The name of the zone in the common list, where the file tells it (``X-LIC-LOCATION``)."""
    observances: list[Observance] = field(default_factory=list)


class _Defined(tzinfo):
    """A zone by what the file says of it."""

    def __init__(self, onsets: list[tuple[datetime, timedelta]]) -> None:
        self._onsets = onsets
        self._begins = [begin for begin, _ in onsets]

    def utcoffset(self, local: datetime | None) -> timedelta:
        """The offset that holds since the latest onset; before the first one, that of the first."""
        if local is None:
            return timedelta()
        place = bisect_right(self._begins, local.replace(tzinfo=None))
        return self._onsets[max(place - 1, 0)][1]

    def dst(self, local: datetime | None) -> timedelta:
        """Not told apart."""
        return timedelta()

    def tzname(self, local: datetime | None) -> str:
        """Nobody asks."""
        return ""


class Zones:
    """The zones that a file names: of the common list, or as it defines them itself."""

    def __init__(self, own: str, until: date, effort: Effort) -> None:
        """``own`` is the person's zone (IANA); definitions are followed up to the day ``until``."""
        self.own = ZoneInfo(own)
        self._until = until
        self._effort = effort
        self._definitions: dict[str, ZoneDefinition] = {}
        self._known: dict[str, tzinfo] = {"": self.own, "UTC": UTC}

    def define(self, zone: ZoneDefinition) -> None:
        """Take in what the file says of a zone."""
        self._definitions.setdefault(zone.name[:_LONGEST_NAME], zone)

    def instant(self, when: When) -> datetime:
        """UTC. A whole day begins at its midnight in the person's zone."""
        local = datetime.combine(when.day, when.clock or _MIDNIGHT, self._zone(when.zone))
        try:
            return local.astimezone(UTC)
        except OverflowError:
            return local.replace(tzinfo=UTC)

    def in_zone(self, instant: datetime, name: str) -> datetime:
        """An instant as a local time of that zone."""
        return instant.astimezone(self._zone(name))

    def _zone(self, name: str) -> tzinfo:
        zone = self._known.get(name)
        if zone is None:
            zone = self._known[name] = self._found(name)
        return zone

    def _found(self, name: str) -> tzinfo:
        definition = self._definitions.get(name, ZoneDefinition())
        segments = name.strip("/").split("/")
        for each in (name, definition.location, "/".join(segments[-2:]), "/".join(segments[-3:])):
            if zone := _listed(each):
                return zone
        return self._defined(definition.observances) or self.own

    def _defined(self, observances: Iterable[Observance]) -> tzinfo | None:
        onsets: list[tuple[datetime, timedelta]] = []
        for each in observances:
            if each.start is None or each.offset is None:
                continue
            clock = each.start.clock or time()
            begins = [each.start.day, *(when.day for when in each.more)]
            for text in each.rules:
                try:
                    rule = read_rule(text, _until(text))
                    begins += days(rule, each.start.day, self._until, self._effort, since=FIRST_DAY)
                except (ValueError, TooMuch):
                    continue
            onsets += [(datetime.combine(day, clock), each.offset) for day in begins]
        return _Defined(sorted(onsets)) if onsets else None


def _until(rule: str) -> date | None:
    """The last day of a zone's rule, to the day."""
    match = re.search(r"UNTIL=(\w+)", rule)
    when = when_in(match[1], "") if match else None
    return when.day if when else None


def _listed(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
