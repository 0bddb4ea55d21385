"""Calendars: the samples as they read, what calendar programs write, and the calendar that goes out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from netui.domain.days import Now
from netui.domain.plain import (
    Brought,
    Outgoing,
    PlainContact,
    PlainDue,
    PlainFollowUp,
    PlainMeeting,
    Skipped,
    Who,
)
from netui.domain.records import YearlyDate
from netui.errors import NetuiError
from netui.exchange import icalendar
from netui.exchange.formats import Source
from tests.exchange.conftest import Read, source_of

ME = frozenset({"me@example.com"})
ADA = "ATTENDEE;CN=Ada:mailto:ada@example.org"
MYSELF = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Me@example.com"


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar of these events, each the lines of one."""
    bodies = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{bodies}END:VCALENDAR\n".encode()


def brought(content: bytes, now: Now, own: frozenset[str] = ME) -> list[Brought]:
    return list(icalendar.read(Source(content, now, own=own)))


def meetings(content: bytes, now: Now, own: frozenset[str] = ME) -> list[PlainMeeting]:
    return [each for each in brought(content, now, own) if isinstance(each, PlainMeeting)]


def reasons(content: bytes, now: Now, own: frozenset[str] = ME) -> list[str]:
    return [each.reason for each in brought(content, now, own) if isinstance(each, Skipped)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- the samples -------------------------------------------------------------------------------------------


def test_google_invite(now: Now) -> None:
    """It begins on a Wednesday and repeats on Tuesdays: the first one, and each Tuesday up to now."""
    found = meetings(source_of("google-invite.ics", now).content, now)
    days = [date(2026, 8, 5), *(date(2026, 8, 11) + timedelta(weeks=week) for week in range(15))]
    assert found == [
        PlainMeeting(
            text="Project sync",
            day=day,
            who=(Who(name="Alice Organizer", email="alice@example.com"),),
            key=f"google-uid-123@google.com {day:%Y%m%d}T140000Z",
            at=datetime(day.year, day.month, day.day, 14, tzinfo=UTC),
            minutes=60,
        )
        for day in days
    ]
    assert days[-1] == date(2026, 11, 17)


def test_who_is_called_in_an_alarm_is_no_guest(read: Read) -> None:
    assert read("ics-alarm_google_future.ics") == ("ical", [Skipped(record=1, reason="nobody else in it")])


def test_events_that_share_a_uid(now: Now) -> None:
    assert brought(source_of("ics-example.ics", now).content, now) == [
        Skipped(record=1, reason="nobody else in it"),
        PlainMeeting(
            text="Morning ride with the team.",
            day=date(2026, 3, 28),
            who=(Who(email="another_friend@example.com"), Who(email="late_joiner@example.com")),
            key="d755cef5-2311-46ed-a0e1-6733c9e15c63 20260328T070000Z",
            at=at("2026-03-28T07:00"),
            minutes=390,
        ),
    ]


def test_blackberry(read: Read) -> None:
    assert read("ics-property_params.ics") == (
        "ical",
        [
            PlainMeeting(
                text="Test meeting from BB",
                day=date(2012, 8, 14),
                who=(
                    Who(name="RembrandXS", email="rembrand@xs4all.nl"),
                    Who(name="RembrandDX", email="rembrand@daxlab.com"),
                    Who(name="RembrandSB", email="rembspam@xs4all.nl"),
                ),
                key="XRIMCAL-628059586-522954492-9750559",
            )
        ],
    )


def test_carets(read: Read, now: Now) -> None:
    assert read("ics-rfc_6868.ics") == ("ical", [Skipped(record=1, reason="no day")])
    dated = source_of("ics-rfc_6868.ics", now).content.replace(
        b"END:VEVENT", b"DTSTART:20200101\r\nEND:VEVENT"
    )
    (meeting,) = meetings(dated, now)
    assert meeting.who == (Who(name='George Herman "Babe" Ruth', email="babe@example.com"),)


# --- who, and what is no meeting ---------------------------------------------------------------------------

DAY = "DTSTART:20261120T100000Z\nSUMMARY:Talk\n"


def test_oneself_rooms_and_those_who_declined_are_left_out(now: Now) -> None:
    event = DAY + "\n".join(
        (
            MYSELF,
            "ORGANIZER;CN=Grace:MAILTO:grace@example.org",
            "ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@example.org",
            "ATTENDEE;CN=Hall:mailto:hall@resource.calendar.google.com",
            "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:info@example.org",
            "ATTENDEE;CUTYPE=GROUP:mailto:all@example.org",
            "ATTENDEE;PARTSTAT=DECLINED:mailto:no@example.org",
            "ATTENDEE;CN=grace@example.org:mailto:Grace@example.org",
            "ATTENDEE;CN=No Address:invalid:nomail",
        )
    )
    (meeting,) = meetings(calendar(event), now)
    assert meeting.who == (Who(name="Grace", email="grace@example.org"), Who(name="No Address"))


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (DAY + MYSELF, "nobody else in it"),
        (DAY + ADA + "\nSTATUS:CANCELLED", "cancelled"),
        (DAY + ADA + "\nATTENDEE;PARTSTAT=DECLINED:mailto:me@example.com", "declined"),
        ("DTSTART:20261123T100001Z\n" + ADA, "still to come"),
        ("DTSTART;VALUE=DATE:20261124\n" + ADA, "still to come"),
        ("DTSTART:20260230T100000Z\n" + ADA, "no day"),
        ("DTSTART:16010101T100000Z\n" + ADA, "before 1970"),
        (DAY + ADA + "\nRRULE:FREQ=HOURLY", "it repeats more often than once a day"),
    ],
)
def test_what_is_no_meeting_says_why(now: Now, event: str, reason: str) -> None:
    assert brought(calendar(event), now) == [Skipped(record=1, reason=reason)]


def test_what_the_sender_takes_back(now: Now) -> None:
    assert reasons(calendar(DAY + ADA, head="METHOD:CANCEL\n"), now) == ["cancelled"]


def test_an_event_that_breaks_off_costs_itself_only(now: Now) -> None:
    content = calendar(DAY + ADA).removesuffix(b"END:VEVENT\nEND:VCALENDAR\n")
    content += b"BEGIN:VEVENT\nUID:2\n" + (DAY + ADA).encode() + b"\nEND:VEVENT\nEND:VCALENDAR\n"
    assert [type(each) for each in brought(content, now)] == [Skipped, PlainMeeting]


def test_oneself_is_whoever_is_in_nearly_all_meetings(now: Now) -> None:
    events = [f"UID:{n}\n{DAY}{MYSELF}\nATTENDEE:mailto:guest{n}@example.org" for n in range(3)]
    own: frozenset[str] = frozenset()
    assert [each.who for each in meetings(calendar(*events), now, own)] == [
        (Who(email=f"guest{n}@example.org"),) for n in range(3)
    ]
    assert [len(each.who) for each in meetings(calendar(*events[:2]), now, own)] == [2, 2]
    pair = [event.replace(f"guest{n}", "ada") for n, event in enumerate(events)]
    assert [len(each.who) for each in meetings(calendar(*pair), now, own)] == [2, 2, 2]
    named = calendar(*events[:1], head="X-WR-CALNAME:me@example.com\n")
    assert [len(each.who) for each in meetings(named, now, own)] == [1]


# --- when --------------------------------------------------------------------------------------------------


def test_zones_of_the_list_of_the_file_and_of_nobody(now: Now) -> None:
    def start(zone: str, head: str = "") -> datetime | None:
        (meeting,) = meetings(calendar(f"DTSTART{zone}:20260701T100000\n{ADA}", head=head), now)
        return meeting.at

    assert start(";TZID=Europe/Berlin") == at("2026-07-01T08:00")
    assert start(";TZID=/mozilla.org/20050126_1/Europe/Berlin") == at("2026-07-01T08:00")
    assert start("") == at("2026-07-01T09:00")  # the person's own: London
    assert start(";TZID=Nowhere") == at("2026-07-01T09:00")
    windows = (
        "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\n"
        "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    assert start(';TZID="W. Europe Standard Time"', windows) == at("2026-07-01T08:00")
    located = "BEGIN:VTIMEZONE\nTZID:My zone\nX-LIC-LOCATION:America/New_York\nEND:VTIMEZONE\n"
    assert start(";TZID=My zone", located) == at("2026-07-01T14:00")


def test_a_series_keeps_its_hour_through_summer_time(now: Now) -> None:
    event = f"UID:u\nDTSTART;TZID=Europe/London:20261019T100000\nRRULE:FREQ=WEEKLY;COUNT=3\n{ADA}"
    assert [each.at for each in meetings(calendar(event), now)] == [
        at("2026-10-19T09:00"), at("2026-10-26T10:00"), at("2026-11-02T10:00"),
    ]  # fmt: skip


def test_exceptions_moves_and_extra_days(now: Now) -> None:
    series = (
        "UID:u\nDTSTART:20261101T100000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=6\n"
        "EXDATE:20261102T100000Z\nEXDATE;VALUE=DATE:20261103\nRDATE:20261110T090000Z,20261101T100000Z\n" + ADA
    )
    moved = f"UID:u\nRECURRENCE-ID:20261104T100000Z\nDTSTART:20261104T150000Z\nSUMMARY:Moved\n{ADA}"
    gone = f"UID:u\nRECURRENCE-ID:20261105T100000Z\nDTSTART:20261105T100000Z\nSTATUS:CANCELLED\n{ADA}"
    bare = "UID:u\nRECURRENCE-ID:20261106T100000Z\nDTSTART:20261106T120000Z"
    content = calendar(moved, series, gone, bare)
    assert [(each.text, each.key[-13:], each.at) for each in meetings(content, now)] == [
        ("Moved", "61104T100000Z", at("2026-11-04T15:00")),
        ("meeting", "61101T100000Z", at("2026-11-01T10:00")),
        ("meeting", "61110T090000Z", at("2026-11-10T09:00")),
        ("meeting", "61106T100000Z", at("2026-11-06T12:00")),
    ]
    assert reasons(content, now) == ["cancelled"]
    assert [each.minutes for each in meetings(content, now)] == [None, 30, 30, None]


def test_until_in_another_zone(now: Now) -> None:
    for until, last in (("20261103T090000Z", 3), ("20261103T085959Z", 2), ("20261102", 2)):
        event = f"UID:u\nDTSTART;TZID=Europe/Berlin:20261101T100000\nRRULE:FREQ=DAILY;UNTIL={until}\n{ADA}"
        assert meetings(calendar(event), now)[-1].day == date(2026, 11, last)


def test_whole_days(now: Now) -> None:
    for start in ("DTSTART;VALUE=DATE:20261120", "DTSTART:20261120T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"):
        (meeting,) = meetings(calendar(f"{start}\nDTEND;VALUE=DATE:20261122\n{ADA}"), now)
        assert (meeting.day, meeting.at, meeting.minutes) == (date(2026, 11, 20), None, None)
    today = f"UID:u\nDTSTART;VALUE=DATE:20261122\nRRULE:FREQ=DAILY\n{ADA}"
    assert [each.day.day for each in meetings(calendar(today), now)] == [22, 23]


def test_the_newest_version_counts(now: Now) -> None:
    old, new = (f"UID:u\nSEQUENCE:{n}\nDTSTART:202611{n}1T100000Z\nSUMMARY:v{n}\n{ADA}" for n in (1, 0))
    content = calendar(old, new)
    assert [each.text for each in meetings(content, now)] == ["v1"]
    assert reasons(content, now) == ["there is a newer version of it"]


def test_where_and_through_what(now: Now) -> None:
    (meeting,) = meetings(calendar(DAY + ADA + "\nLOCATION:Kew\\, the gardens"), now)
    assert (meeting.place, meeting.channel) == ("Kew, the gardens", None)
    (meeting,) = meetings(calendar(DAY + ADA + "\nLOCATION:https://us02web.zoom.us/j/1"), now)
    assert (meeting.place, meeting.channel) == ("", "video")
    (meeting,) = meetings(calendar(DAY + ADA + "\nDESCRIPTION:Join: https://meet.google.com/x"), now)
    assert meeting.channel == "video"


def test_series_without_end_cost_what_they_may(now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icalendar, "DAYS_LOOKED_AT", 30_000)
    event = f"UID:%d\nDTSTART:19700101T100000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\n{ADA}"
    content = calendar(*(event % number for number in range(5)), DAY + ADA)
    assert "it repeats too often to be followed" in reasons(content, now)
    assert meetings(content, now)[-1].text == "Talk"


def test_what_is_no_calendar_says_so(read: Read) -> None:
    with pytest.raises(NetuiError, match="no calendar"):
        read("dear diary\n", "ical")


def test_the_same_key_in_each_export(now: Now) -> None:
    event = f"DTSTART:20261120T100000Z\nSUMMARY:Talk\n{ADA}"
    one, two = (meetings(calendar(each), now) for each in (event, f"{event}\nDESCRIPTION:now with more"))
    assert one[0].key == two[0].key != ""


# --- out ---------------------------------------------------------------------------------------------------


def written(outgoing: Outgoing, now: Now) -> list[str]:
    (file,) = icalendar.FORMAT.write(outgoing, now) if icalendar.FORMAT.write else ()
    assert file.content.endswith(b"END:VCALENDAR\r\n")
    return file.content.decode().replace("\r\n ", "").split("\r\n")


def test_yearly_dates(now: Now) -> None:
    dates = (
        YearlyDate(month=12, day=10, year=1985),
        YearlyDate(month=2, day=29),
        YearlyDate(month=7, day=8, year=1835, label="anniversary"),
    )
    lines = written(Outgoing(contacts=(PlainContact(name="Ada, Countess", key="1", dates=dates),)), now)
    assert [line for line in lines if line.startswith(("DTSTART", "RRULE", "SUMMARY"))] == [
        "DTSTART;VALUE=DATE:19851210",
        "RRULE:FREQ=YEARLY",
        "SUMMARY:Ada\\, Countess\\, birthday",
        "DTSTART;VALUE=DATE:19720229",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        "SUMMARY:Ada\\, Countess\\, birthday",
        "DTSTART;VALUE=DATE:19720708",
        "RRULE:FREQ=YEARLY",
        "SUMMARY:Ada\\, Countess\\, anniversary",
    ]
    assert lines.count("BEGIN:VALARM") == 3
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 3


def test_promises_meetings_and_due_contacts(now: Now) -> None:
    ada = (Who(name="Ada"),)
    outgoing = Outgoing(
        follow_ups=(
            PlainFollowUp(
                kind="promise", owner="me", text="the paper", who=ada, due=date(2026, 11, 27), key="1"
            ),
            PlainFollowUp(kind="meeting", owner="both", text="coffee", at=at("2026-11-24T15:00"), key="2"),
            PlainFollowUp(kind="expected", owner="them", text="a book", who=ada, key="3"),
        ),
        due=(
            PlainDue(who=ada[0], day=date(2026, 11, 1), reason="46 days, usually 30", key="9"),
            PlainDue(who=ada[0], day=date(2026, 12, 1), reason="soon", key="10"),
        ),
    )
    lines = written(outgoing, now)
    assert [line for line in lines if line.startswith(("BEGIN:V", "DTSTART", "SUMMARY"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261127", "SUMMARY:the paper (promised to Ada)", "BEGIN:VALARM",
        "BEGIN:VEVENT", "DTSTART:20261124T150000Z", "SUMMARY:coffee", "BEGIN:VALARM",
        "BEGIN:VTODO", "SUMMARY:a book (expected of Ada)",
        "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261123", "SUMMARY:Reach out to Ada", "BEGIN:VALARM",
        "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261201", "SUMMARY:Reach out to Ada", "BEGIN:VALARM",
    ]  # fmt: skip
    assert lines == written(outgoing, now)


def test_our_own_calendar_brings_no_meetings(now: Now) -> None:
    outgoing = Outgoing(due=(PlainDue(who=Who(name="Ada"), day=now.today, reason="soon", key="9"),))
    (file,) = icalendar.FORMAT.write(outgoing, now) if icalendar.FORMAT.write else ()
    assert brought(file.content, now) == [Skipped(record=1, reason="nobody else in it")]
