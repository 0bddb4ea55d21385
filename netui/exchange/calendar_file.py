"""What a calendar file holds: its events with the people in them, and the zones that it defines.

Nothing is judged here: who oneself is, what is past and what repeats is for :mod:`netui.exchange.icalendar`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import unquote

from netui.domain.plain import Who
from netui.exchange.calendar_times import (
    Observance,
    When,
    ZoneDefinition,
    Zones,
    read_length,
    read_when,
    when_in,
)
from netui.exchange.cells import joined
from netui.exchange.content_lines import ContentLine, TooManyLines, content_lines
from netui.exchange.formats import Source

DEEPEST = 64
"""Components within components; what is deeper is passed over."""

MOST_HELD = 400_000
"""Components, people in them and single dates of a file that are held at once (choice), after which the rest
is left out: ten years of a full calendar have a third of that, and they take less than 200 MB."""

_VIDEO = re.compile(
    r"zoom\.us/|teams\.(?:microsoft|live)\.com/|meet\.google\.com/|webex\.com/|whereby\.com/|meet\.jit\.si/"
    r"|gotomeeting\.com/|bluejeans\.com/",
    re.IGNORECASE,
)
_MANY = frozenset({"ATTENDEE", "ORGANIZER", "RDATE", "EXDATE"})
"""Lines of which a component may have any number."""
_NO_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})
_NO_PERSON = re.compile(
    r"@(?:[\w.-]+\.)?(?:resource|group|import)\.calendar\.google\.com$|^unknownorganizer@|^noreply@",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody in an event, and what they answered, in capitals."""

    who: Who
    answer: str = ""


@dataclass(slots=True)
class Event:
    """What is kept of a ``VEVENT``."""

    number: int
    """Counted from 1."""
    uid: str = ""
    start: When | None = None
    end: When | None = None
    length: timedelta | None = None
    title: str = ""
    place: str = ""
    video: bool = False
    all_day: bool = False
    cancelled: bool = False
    sequence: int = 0
    """The higher, the newer."""
    rule: str = ""
    more: list[When] = field(default_factory=list)
    without: list[When] = field(default_factory=list)
    instead_of: When | None = None
    """The occurrence of a repeating event whose place this one takes."""
    guests: dict[str, Guest] = field(default_factory=dict)
    """By address in lower case, by name where there is none. Rooms and lists are not among them."""
    whole: bool = False
    """Whether its end was there."""

    def take(self, line: ContentLine) -> None:
        """Take in one of its lines."""
        name = line.name
        if name in ("ATTENDEE", "ORGANIZER"):
            self._take_guest(line)
        elif name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            self._take_time(line)
        elif name in ("RDATE", "EXDATE"):
            found = (when_in(text.partition("/")[0], line.param("TZID")) for text in line.value.split(","))
            (self.more if name == "RDATE" else self.without).extend(filter(None, found))
        elif name == "DURATION":
            self.length = read_length(line.value)
        elif name == "RRULE":
            self.rule = line.value
        elif name == "STATUS":
            self.cancelled = self.cancelled or line.value.strip().upper() == "CANCELLED"
        elif name == "SEQUENCE" and line.value.strip().isdecimal():
            self.sequence = int(line.value.strip()[:9])
        elif name == "X-MICROSOFT-CDO-ALLDAYEVENT":
            self.all_day = line.value.strip().upper() == "TRUE"
        else:
            self._take_words(line)

    def _take_words(self, line: ContentLine) -> None:
        if line.name == "UID":
            self.uid = joined((line.value,))
        elif line.name == "SUMMARY":
            self.title = joined((line.text,))
        elif line.name == "LOCATION":
            place = joined((line.text,))
            self.video = self.video or _VIDEO.search(place) is not None
            self.place = "" if "://" in place else place
        elif line.name in ("DESCRIPTION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE"):
            self.video = self.video or _VIDEO.search(line.value) is not None

    def _take_time(self, line: ContentLine) -> None:
        when = read_when(line)
        if line.name == "DTSTART":
            self.start = when
        elif line.name == "DTEND":
            self.end = when
        else:
            self.instead_of = when

    def _take_guest(self, line: ContentLine) -> None:
        kind, role = line.param("CUTYPE").upper(), line.param("ROLE").upper()
        written = line.text.strip()
        bare = unquote(written[7:]) if written[:7].lower() == "mailto:" else written
        email = (_ADDRESS.search(bare) or _ADDRESS.search(line.param("EMAIL")) or [""])[0]
        name = joined((line.param("CN").strip("'\""),))
        if kind in _NO_PEOPLE or role == "NON-PARTICIPANT" or _NO_PERSON.search(email):
            return
        key = email.lower() or name.casefold()
        if not key:
            return
        known = self.guests.get(key)
        who = Who(name="" if name.casefold() == email.casefold() else name, email=email)
        if known is not None and not who.name:
            who = known.who
        self.guests[key] = Guest(who, line.param("PARTSTAT").upper() or (known.answer if known else ""))


class CalendarFile:
    """The events of a file in its order, and the zones that they are in."""

    def __init__(self, source: Source, zones: Zones) -> None:
        """Reads it whole: an occurrence may stand before the series that it is of, a zone after its use."""
        self.zones = zones
        self.events: list[Event] = []
        self.owner = ""
        """The address that the calendar is named by, as Google does; else empty."""
        self.found = False
        """Whether there was a calendar at all."""
        self.left_out = ""
        """Why it was not read to its end; empty where it was."""
        self._held = 0
        """Components, people and single dates so far."""
        self._cancels = False
        self._zone = ZoneDefinition()
        try:
            self._read(source)
        except TooManyLines as problem:
            self.left_out = str(problem)

    def _read(self, source: Source) -> None:
        within: list[str] = []
        depth = 0
        for line in content_lines(source):
            if line is None:
                continue
            if line.name == "BEGIN":
                depth += 1
                if depth <= DEEPEST:
                    within.append(line.value.strip().upper())
                    self._begin(within)
            elif line.name == "END":
                ended = line.value.strip().upper()
                if depth <= DEEPEST and ended in within:
                    while within.pop() != ended:
                        pass
                    self._end(ended)
                    depth = len(within)
                else:
                    depth = max(depth - 1, len(within))
            elif depth <= DEEPEST and within:
                self._take(within[-1], line)

    def _begin(self, within: list[str]) -> None:
        component = within[-1]
        self._hold(1)
        if component == "VCALENDAR":
            self.found = True
            self._cancels = False
        elif component == "VEVENT":
            self.events.append(Event(len(self.events) + 1, cancelled=self._cancels))
        elif component == "VTIMEZONE":
            self._zone = ZoneDefinition()
        elif component in ("STANDARD", "DAYLIGHT"):
            self._zone.observances.append(Observance())

    def _end(self, component: str) -> None:
        if component == "VEVENT" and self.events:
            self.events[-1].whole = True
        elif component == "VTIMEZONE":
            self.zones.define(self._zone)

    def _hold(self, number: int) -> None:
        self._held += number
        if self._held > MOST_HELD:
            raise TooManyLines

    def _take(self, component: str, line: ContentLine) -> None:
        if line.name in _MANY:
            self._hold(1 + line.value.count(","))
        if component == "VEVENT" and self.events:
            self.events[-1].take(line)
        elif component == "VCALENDAR":
            self._take_calendar_line(line)
        elif component == "VTIMEZONE" and line.name == "TZID":
            self._zone.name = line.text.strip()
        elif component == "VTIMEZONE" and line.name == "X-LIC-LOCATION":
            self._zone.location = line.text.strip()
        elif component in ("STANDARD", "DAYLIGHT") and self._zone.observances:
            self._zone.observances[-1].take(line)

    def _take_calendar_line(self, line: ContentLine) -> None:
        if line.name == "METHOD":
            self._cancels = line.value.strip().upper() == "CANCEL"
        elif line.name == "X-WR-CALNAME" and _ADDRESS.fullmatch(line.text.strip()):
            self.owner = line.text.strip().lower()
