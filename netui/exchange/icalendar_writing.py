"""A calendar of what comes: yearly dates, promises and meetings planned, and whom to reach out to.

UIDs are the same in each export, so that a calendar program updates what it has. An entry bears no instant of
the export: the same records make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from netui.domain.days import Now
from netui.domain.plain import Outgoing, PlainContact, PlainDue, PlainFollowUp, Who
from netui.domain.records import YearlyDate
from netui.exchange.content_lines import escaped, folded, uid
from netui.exchange.formats import File

NO_YEAR = 1972
"""The first year of a yearly date of which no year is known, or one before it (choice): a leap year that
every calendar program can show."""

MORNING = "PT9H"
"""An alarm at nine on the day (choice)."""
AHEAD = "-PT15M"
"""An alarm before a meeting with a time (choice)."""
MEETING = "PT1H"
"""The length of a meeting planned (choice): no record says one."""

_STAMP = "20200101T000000Z"


def write(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """One calendar. Whoever was to be reached out to before today is on today."""
    yield File("", b"".join(map(folded, _lines(outgoing, now))))


def _lines(outgoing: Outgoing, now: Now) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//netui//netui//EN"
    yield "CALSCALE:GREGORIAN"
    yield "X-WR-CALNAME:netui"
    for contact in outgoing.contacts:
        for each in contact.dates:
            yield from _yearly(contact, each)
    for follow_up in outgoing.follow_ups:
        yield from _follow_up(follow_up)
    for due in outgoing.due:
        yield from _due(due, now.today)
    yield "END:VCALENDAR"


def _yearly(contact: PlainContact, each: YearlyDate) -> Iterator[str]:
    year = each.year if each.year and each.year >= NO_YEAR else NO_YEAR
    rule = "FREQ=YEARLY"
    if (each.month, each.day) == (2, 29):
        rule += ";BYMONTH=2;BYMONTHDAY=-1"
        year = year if _is_day(year, 2, 29) else NO_YEAR
    since = f"since {each.year}" if each.label != "birthday" else f"born {each.year}"
    yield from _entry(
        uid("date", contact.key or contact.name, each.label, f"{each.month}-{each.day}"),
        f"{contact.name}, {each.label}",
        f"DTSTART;VALUE=DATE:{date(year, each.month, each.day):%Y%m%d}",
        f"RRULE:{rule}",
        description=since if each.year else "",
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _follow_up(each: PlainFollowUp) -> Iterator[str]:
    names = _names(each.who)
    words = {
        "promise": f"promised to {names}",
        "expected": f"expected of {names}",
        "meeting": f"with {names}",
    }
    title = f"{each.text} ({words[each.kind]})" if names else each.text
    own = uid(each.kind, each.key or each.text)
    stamp = f"{each.made:%Y%m%d}T000000Z" if each.made else _STAMP
    if each.at is not None:
        yield from _entry(
            own, title, f"DTSTART:{_instant(each.at)}", f"DURATION:{MEETING}", stamp=stamp, alarm=AHEAD
        )
    elif each.due is not None:
        yield from _entry(own, title, f"DTSTART;VALUE=DATE:{each.due:%Y%m%d}", stamp=stamp)
    else:  # a day is what an entry of a calendar needs; one without is something to do
        yield from _entry(own, title, component="VTODO", stamp=stamp, alarm="")


def _due(each: PlainDue, today: date) -> Iterator[str]:
    yield from _entry(
        uid("due", each.key),
        f"Reach out to {_names((each.who,))}",
        f"DTSTART;VALUE=DATE:{max(each.day, today):%Y%m%d}",
        description=each.reason,
    )


def _entry(
    own: str,
    title: str,
    *lines: str,
    component: str = "VEVENT",
    description: str = "",
    stamp: str = _STAMP,
    alarm: str = MORNING,
) -> Iterator[str]:
    """One entry; ``own`` is its UID, ``alarm`` from its beginning."""
    yield f"BEGIN:{component}"
    yield f"UID:{own}"
    yield f"DTSTAMP:{stamp}"
    yield from lines
    yield f"SUMMARY:{escaped(title)}"
    if description:
        yield f"DESCRIPTION:{escaped(description)}"
    if component == "VEVENT":
        yield "TRANSP:TRANSPARENT" if "VALUE=DATE" in lines[0] else "TRANSP:OPAQUE"
    if alarm:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(title)}"
        yield f"TRIGGER:{alarm}"
        yield "END:VALARM"
    yield f"END:{component}"


def _names(people: Iterable[Who]) -> str:
    return ", ".join(each.name or each.email for each in people)


def _instant(instant: datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"
