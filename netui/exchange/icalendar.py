"""Calendars (iCalendar, RFC 5545): meetings with other people, as drafts to confirm.

Oneself and rooms are left out, and so is what was cancelled, declined, or is still to come. A repeating
meeting is there by occurrence, up to now; one that was moved or cancelled by itself counts as such. What is
older than one asks about is counted, and left.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import chain

from netui.domain.plain import Brought, PlainMeeting, Skipped, Who
from netui.errors import NetuiError
from netui.exchange.calendar_file import CalendarFile, Event
from netui.exchange.calendar_times import FIRST_DAY, When, Zones, when_in
from netui.exchange.formats import Format, Source
from netui.exchange.icalendar_writing import write
from netui.exchange.recurrence import Effort, TooMuch, days, read_rule

_BEGINNING = re.compile(r"\s*BEGIN:[ \t]*VCALENDAR", re.IGNORECASE)
_DAY, _INSTANT = "%Y%m%d", "%Y%m%dT%H%M%SZ"
_UNTIL = re.compile(r"UNTIL=([0-9TZ]+)", re.IGNORECASE)

DAYS_LOOKED_AT = 2_000_000
"""What all that repeats in a file may cost together, in days looked at (choice): five hundred series of ten
years."""

OWN_SHARE, OWN_MEETINGS = 0.9, 3
"""Whoever is in this part of the meetings, and they are so many, is oneself where no address is known
(choice)."""

Moment = date | datetime
"""The day of something that lasts all day, the instant of anything else. The one never equals the other."""

ZONES_APART = 3
"""Days after which it is a later day in every zone."""

LONGEST = timedelta(days=1)
"""A meeting that is longer has no length in minutes (choice)."""

NO_TITLE = "meeting"
"""What an event without a title is called."""


def sniff(source: Source) -> bool:
    """Whether it begins with a calendar."""
    return _BEGINNING.match(source.head.replace("\0", "")) is not None


def read(source: Source) -> Iterator[Brought]:
    """A draft for each meeting and occurrence up to now, and why there is none for the other events.

    Raises NetuiError where there is no calendar at all.
    """
    effort = Effort(DAYS_LOOKED_AT)
    zones = Zones(source.now.zone, source.now.today + timedelta(days=1), effort)
    calendar = CalendarFile(source, zones)
    if not calendar.found:
        raise NetuiError("there is no calendar in it")
    yield from _Meetings(calendar, source, effort).all()
    if calendar.left_out:
        yield Skipped(record=len(calendar.events) + 1, reason=calendar.left_out)


class _Meetings:
    """The meetings among the events of a calendar."""

    def __init__(self, calendar: CalendarFile, source: Source, effort: Effort) -> None:
        self._events = calendar.events
        self._zones = calendar.zones
        self._source = source
        self._now = source.now
        self._effort = effort
        self._since = source.since or date.min
        self._long_ago = date.fromordinal(max(1, self._since.toordinal() - ZONES_APART))
        self._counted = {each.uid for each in self._events if each.sequence or _repeats(each)}
        """UIDs that stand for one event each, in several versions at most."""
        self._newest: dict[tuple[str, Moment | None], int] = {}
        self._starts: dict[str, set[Moment]] = defaultdict(set)
        self._replaced: dict[str, set[Moment]] = defaultdict(set)
        self._take_versions()
        self._own = {address.lower() for address in source.own} | ({calendar.owner} - {""})
        if not any(self._own & each.guests.keys() for each in self._events):
            self._own |= self._everywhere()

    def all(self) -> Iterator[Brought]:
        """The meetings, and what is none, in the file's order."""
        for each in self._events:
            reason = self._no_meeting(each)
            if not reason:
                try:
                    reason = yield from self._occurrences(each)
                except TooMuch:
                    reason = "it repeats too often to be followed"
                except ValueError as problem:
                    reason = str(problem)
            if reason:
                yield Skipped(record=each.number, reason=reason)

    # --- what is a meeting ---------------------------------------------------------------------------------

    def _take_versions(self) -> None:
        """Find what there is in several versions, and which occurrences have an event of their own."""
        series = {each.uid: each for each in self._events if each.uid and _repeats(each)}
        for each in self._events:
            if each.start is None or not each.uid:
                continue
            if each.instead_of is None:
                self._starts[each.uid].add(self._moment(each.start))
            else:
                self._replaced[each.uid].add(self._moment(each.instead_of))
                if not each.guests and each.uid in series:
                    each.guests = series[each.uid].guests
            version = self._version(each)
            newest = self._newest.get(version)
            if newest is None or self._events[newest - 1].sequence <= each.sequence:
                self._newest[version] = each.number

    def _version(self, each: Event) -> tuple[str, Moment | None]:
        """What the versions of one event have in common: its UID, and of an occurrence which one.

        Some programs give several events one UID: where nobody has counted versions and the starts differ,
        they are taken for several.
        """
        assert each.start is not None
        if each.instead_of is not None:
            return each.uid, self._moment(each.instead_of)
        return each.uid, None if each.uid in self._counted else self._moment(each.start)

    def _no_meeting(self, each: Event) -> str:
        """Why an event is no meeting of the past; empty for one that may be."""
        if not each.whole:
            return "the entry breaks off"
        if each.start is None:
            return "no day"
        if each.start.day < FIRST_DAY:
            return f"before {FIRST_DAY.year}"
        if each.uid and self._newest[self._version(each)] != each.number:
            return "there is a newer version of it"
        if each.cancelled:
            return "cancelled"
        if any(each.guests[own].answer == "DECLINED" for own in self._own & each.guests.keys()):
            return "declined"
        return "" if self._others(each) else "nobody else in it"

    def _others(self, each: Event) -> tuple[Who, ...]:
        return tuple(
            guest.who
            for key, guest in each.guests.items()
            if key not in self._own and guest.answer != "DECLINED"
        )

    def _everywhere(self) -> set[str]:
        """The address that is in nearly all meetings, where only one is."""
        meetings = {each.uid or str(each.number): each for each in self._events if len(each.guests) > 1}
        if len(meetings) < OWN_MEETINGS:
            return set()
        counts = Counter(key for each in meetings.values() for key in each.guests if "@" in key)
        often = {key for key, count in counts.items() if count >= OWN_SHARE * len(meetings)}
        return often if len(often) == 1 else set()

    # --- when it was ---------------------------------------------------------------------------------------

    def _occurrences(self, each: Event) -> Generator[Brought, None, str]:
        """A meeting for each occurrence up to now; returns why there is none, else nothing."""
        others = self._others(each)
        reason = "still to come"
        for when, moment in self._whens(each):
            instant = moment if isinstance(moment, datetime) and not each.all_day else None
            if instant is None and when.day > self._now.today:
                continue
            if instant is not None and instant > self._now.instant:
                continue
            reason = ""
            if when.day < self._long_ago or self._day(when, instant) < self._since:
                self._source.earlier += 1
                continue
            yield PlainMeeting(
                text=each.title or NO_TITLE,
                day=self._day(when, instant),
                who=others,
                key=self._key(each, each.instead_of or when),
                at=instant,
                minutes=None if instant is None else self._minutes(each),
                place=each.place,
                channel="video" if each.video else None,
            )
        return reason

    def _day(self, when: When, instant: datetime | None) -> date:
        """The person's day of an occurrence."""
        return when.day if instant is None else instant.astimezone(self._zones.own).date()

    def _whens(self, each: Event) -> Iterator[tuple[When, Moment]]:
        """When it was, and some days on: each occurrence once, but for those cancelled or moved."""
        assert each.start is not None
        if each.instead_of is not None or not _repeats(each):
            yield each.start, self._moment(each.start)
            return
        gone = {self._moment(when) for when in each.without} | self._replaced[each.uid]
        for when in chain(self._by_rule(each, each.start), sorted(each.more, key=self._written)):
            moment = self._moment(when)
            if moment not in gone and when.day not in gone:
                gone.add(moment)
                yield when, moment

    def _by_rule(self, each: Event, start: When) -> Iterator[When]:
        if not each.rule:
            yield start
            return
        rule = read_rule(each.rule, self._until(each.rule, start))
        last = self._now.today + timedelta(days=2)  # whatever the zone
        for day in days(rule, start.day, last, self._effort, since=FIRST_DAY):
            yield When(day, start.clock, start.zone)

    def _until(self, rule: str, start: When) -> date | None:
        """The last day on which a rule's occurrence still begins in time."""
        match = _UNTIL.search(rule)
        until = when_in(match[1], start.zone) if match else None
        if until is None or until.clock is None or start.clock is None:
            return until.day if until else None
        local = self._zones.in_zone(self._zones.instant(until), start.zone)
        return local.date() if start.clock <= local.time() else local.date() - timedelta(days=1)

    def _minutes(self, each: Event) -> int | None:
        length = each.length
        if each.end is not None and each.start is not None:
            length = self._zones.instant(each.end) - self._zones.instant(each.start)
        return length // timedelta(minutes=1) or None if length and timedelta() < length <= LONGEST else None

    def _moment(self, when: When) -> Moment:
        """When it is, wherever: what the same occurrence has in common however it is written."""
        return when.day if when.clock is None else self._zones.instant(when)

    def _written(self, when: When) -> str:
        """The same as calendars write it."""
        return f"{when.day:{_DAY}}" if when.clock is None else f"{self._zones.instant(when):{_INSTANT}}"

    def _key(self, each: Event, when: When) -> str:
        if not each.uid:
            digest = blake2b(f"{each.title}\0{self._written(when)}".encode(errors="replace"), digest_size=16)
            return digest.hexdigest()
        several = _repeats(each) or each.instead_of is not None
        if not several and each.uid not in self._counted:
            several = len(self._starts[each.uid]) > 1
        return f"{each.uid} {self._written(when)}" if several else each.uid


def _repeats(each: Event) -> bool:
    return each.instead_of is None and bool(each.rule or each.more)


FORMAT = Format(name="ical", title="iCalendar", sniff=sniff, read=read, write=write, suffix=".ics")
