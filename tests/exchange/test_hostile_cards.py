"""Hostile cards, calendars and lists: nothing breaks, and the good record after them is read."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest

from netui.domain.days import Now
from netui.domain.plain import Brought, Dropped, PlainContact, PlainMeeting, Skipped
from netui.errors import NetuiError
from netui.exchange import calendar_file, content_lines, friends, icalendar, monica, vcard
from netui.exchange.calendar_times import Zones
from netui.exchange.content_lines import FIELD_LIMIT
from netui.exchange.formats import Source, all_formats
from netui.exchange.recurrence import Effort
from tests.exchange.conftest import SAMPLES

GOOD_CARD = b"\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Good One\r\nEND:VCARD\r\n"
GOOD_EVENT = (
    b"\r\nBEGIN:VEVENT\r\nUID:good\r\nDTSTART:20261120T100000Z\r\nSUMMARY:Good One\r\n"
    b"ATTENDEE:mailto:ada@example.org\r\nEND:VEVENT\r\n"
)
GUEST = b"\nATTENDEE:mailto:ada@example.org\n"
LONG = b"x" * (2 * FIELD_LIMIT)

GOOD_NAME = "Good One"
GOOD_AFTER = {".vcf": GOOD_CARD, ".ics": GOOD_EVENT}
"""A good record by the suffix of the files at whose end it can stand."""
SAMPLE_FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".md" or path.name == "friends.md")

CARDS = {
    "nothing in it": b"BEGIN:VCARD\nEND:VCARD",
    "never ended": b"BEGIN:VCARD\nFN:Ada",
    "ended twice": b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\nEND:VCARD",
    "begun a thousand times": b"BEGIN:VCARD\n" * 1000,
    "within each other": b"BEGIN:VCARD\nAGENT:\n" * 500 + b"FN:Ada\n" + b"END:VCARD\n" * 500,
    "NUL": b"BEGIN:VCARD\nFN:A\x00da\nN\x00:x\n\x00\nEND:VCARD",
    "controls": b"BEGIN:VCARD\nFN:\x1b]0;owned\x07Ada\x9b2J\nEND:VCARD",
    "lone surrogates": b"BEGIN:VCARD\nFN:\xed\xa0\x80Ada\nEND:VCARD",
    "half a character": b"BEGIN:VCARD\nFN:Ad\xc3\nEND:VCARD",
    "a paths name": b"BEGIN:VCARD\nFN:../../../etc/passwd\nUID:../../../etc/passwd\nEND:VCARD",
    "a path to follow": b"BEGIN:VCARD\nFN:Ada\nPHOTO;VALUE=uri:file:///etc/passwd\nEND:VCARD",
    "a long note": b"BEGIN:VCARD\nFN:Ada\nNOTE:" + LONG + b"\nEND:VCARD",
    "a long folded note": b"BEGIN:VCARD\nFN:Ada\nNOTE:x\n" + (b" " + b"x" * 70 + b"\n") * 30_000
    + b"END:VCARD",
    "a long name of a property": b"BEGIN:VCARD\nFN:Ada\n" + LONG + b":x\nEND:VCARD",
    "a long parameter": b"BEGIN:VCARD\nFN:Ada\nTEL;X=" + b'"' * 100_001 + b":1\nEND:VCARD",
    "ten thousand parameters": b"BEGIN:VCARD\nFN:Ada\nTEL" + b";A=b" * 10_000 + b":1\nEND:VCARD",
    "many properties": b"BEGIN:VCARD\nFN:Ada\n" + b"TEL:1\n" * 20_000 + b"END:VCARD",
    "many organisations": b"BEGIN:VCARD\nFN:Ada\n" + b"ORG:a\nTITLE:b\n" * 4000 + b"END:VCARD",
    "backslashes": b"BEGIN:VCARD\nFN:Ada\nN:" + b"\\" * 99_999 + b"\nEND:VCARD",
    "soft breaks": b"BEGIN:VCARD\nFN;QUOTED-PRINTABLE:" + b"=\n" * 1000 + b"Ada\nEND:VCARD",
    "quoted-printable that is none": b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=ZZ=C3Ada=\nEND:VCARD",
    "an encoding that is none": b"BEGIN:VCARD\nFN;CHARSET=\x00../x;ENCODING=QUOTED-PRINTABLE:Ada=E9"
    b"\nEND:VCARD",
    "an encoding of no text": b"BEGIN:VCARD\nFN;CHARSET=zlib;ENCODING=QUOTED-PRINTABLE:Ada\nEND:VCARD",
    "base64 without an end": b"BEGIN:VCARD\nFN:Ada\nPHOTO;ENCODING=b:" + b"A" * 100_000 + b"\nEND:VCARD",
    "dates": b"BEGIN:VCARD\nFN:Ada\nBDAY:99999999\nBDAY:0000-00-00\nANNIVERSARY:--1332\nEND:VCARD",
    "preferences": b"BEGIN:VCARD\nFN;PREF=-1:Ada\nFN;PREF=999999999999:B\nFN;PREF=\xc2\xb2:C\nEND:VCARD",
    "a group only": b"BEGIN:VCARD\nFN:Ada\nitem1.:x\n.TEL:1\nitem1.item2.TEL:1\nEND:VCARD",
    "spaces": b" \n\t\n BEGIN:VCARD\n FN:Ada\n END:VCARD\n",
}  # fmt: skip

EVENTS = {
    "nothing in it": b"BEGIN:VEVENT\nEND:VEVENT",
    "never ended": b"BEGIN:VEVENT\nDTSTART:20200101",
    "deep": b"BEGIN:X\n" * 5000 + b"END:X\n" * 5000,
    "ends without a beginning": b"END:VALARM\n" * 1000,
    "the last day": b"BEGIN:VEVENT\nDTSTART:99991231T235959Z\nRRULE:FREQ=DAILY" + GUEST + b"END:VEVENT",
    "the first day": b"BEGIN:VEVENT\nDTSTART:00010101T000000\nRRULE:FREQ=DAILY" + GUEST + b"END:VEVENT",
    "no such day": b"BEGIN:VEVENT\nDTSTART:20260231T250000Z" + GUEST + b"END:VEVENT",
    "zones": b"BEGIN:VEVENT\nDTSTART;TZID=../../etc/passwd:20200101T000000" + GUEST + b"END:VEVENT",
    "a zone of NUL": b"BEGIN:VEVENT\nDTSTART;TZID=a\x00b:20200101T000000" + GUEST + b"END:VEVENT",
    "a zone without end": b"BEGIN:VTIMEZONE\nTZID:z\nBEGIN:STANDARD\nDTSTART:00010101T000000\n"
    b"TZOFFSETTO:+9999\nRRULE:FREQ=DAILY\nEND:STANDARD\nEND:VTIMEZONE\n"
    b"BEGIN:VEVENT\nDTSTART;TZID=z:20200101T000000" + GUEST + b"END:VEVENT",
    "each second": b"BEGIN:VEVENT\nDTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY" + GUEST + b"END:VEVENT",
    "never": b"BEGIN:VEVENT\nDTSTART:19700101T000000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30" + GUEST
    + b"END:VEVENT",
    "a far interval": b"BEGIN:VEVENT\nDTSTART:20200101T000000Z\nRRULE:FREQ=YEARLY;INTERVAL=999999999" + GUEST
    + b"END:VEVENT",
    "a rule of nonsense": b"BEGIN:VEVENT\nDTSTART:20200101\nRRULE:\xff;;=;FREQ" + GUEST + b"END:VEVENT",
    "a length": b"BEGIN:VEVENT\nDTSTART:20200101T000000Z\nDURATION:P999999W" + GUEST + b"END:VEVENT",
    "an end before the beginning": b"BEGIN:VEVENT\nDTSTART:20200101T000000Z\nDTEND:20190101" + GUEST
    + b"END:VEVENT",
    "many exceptions": b"BEGIN:VEVENT\nUID:x\nDTSTART:20200101T000000Z\nRRULE:FREQ=DAILY\n"
    + b"EXDATE:20200102T000000Z\n" * 5000 + GUEST + b"END:VEVENT",
    "many guests": b"BEGIN:VEVENT\nDTSTART:20200101\n"
    + b"".join(b"ATTENDEE:mailto:a%d@x.org\n" % n for n in range(5000)) + b"END:VEVENT",
    "an occurrence of nothing": b"BEGIN:VEVENT\nUID:q\nRECURRENCE-ID:x\nDTSTART:20200101" + GUEST
    + b"END:VEVENT",
    "a long title": b"BEGIN:VEVENT\nDTSTART:20200101\nSUMMARY:" + LONG + GUEST + b"END:VEVENT",
    "a sequence": b"BEGIN:VEVENT\nUID:s\nSEQUENCE:\xd9\xa3" + b"9" * 5000 + b"\nDTSTART:20200101" + GUEST
    + b"END:VEVENT",
    "no address": b"BEGIN:VEVENT\nDTSTART:20200101\nATTENDEE:\nATTENDEE;CN=:\nATTENDEE;CN=x:@\nEND:VEVENT",
}  # fmt: skip


@pytest.mark.parametrize("content", CARDS.values(), ids=CARDS)
def test_a_good_card_after_it_is_read(content: bytes, now: Now) -> None:
    brought = list(vcard.read(Source(b"BEGIN:VCARD\nFN:First\nEND:VCARD\n" + content + GOOD_CARD, now)))
    names = [each.name for each in brought if isinstance(each, PlainContact)]
    assert (names[0], names[-1]) == ("First", "Good One")
    assert all(
        len(note.text) <= FIELD_LIMIT
        for each in brought
        if isinstance(each, PlainContact)
        for note in each.notes
    )


@pytest.mark.parametrize("content", EVENTS.values(), ids=EVENTS)
def test_a_good_event_after_it_is_read(content: bytes, now: Now) -> None:
    text = b"BEGIN:VCALENDAR\nVERSION:2.0\n" + content + GOOD_EVENT + b"END:VCALENDAR\n"
    brought = list(icalendar.read(Source(text, now)))
    assert [each.text for each in brought if isinstance(each, PlainMeeting)][-1] == "Good One"


JUNK = {"colons": b":\n", "letters": b"A:\n", "nothing but folds": b" \n", "blank lines": b"\n"}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_junk_without_end_is_left_and_what_was_good_stays(
    junk: bytes, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_lines, "MOST_LINES", 10_000)
    brought = list(vcard.read(Source(GOOD_CARD + b"BEGIN:VCARD\nFN:Bad\n" + junk * 100_000, now)))
    assert [each.name for each in brought if isinstance(each, PlainContact)] == ["Good One"]
    assert brought[-1] == Skipped(record=2, reason="too many lines: the rest is left out")
    calendar = b"BEGIN:VCALENDAR\n" + GOOD_EVENT + b"BEGIN:VEVENT\nSUMMARY:Bad\n" + junk * 100_000
    brought = list(icalendar.read(Source(calendar, now)))
    assert [each.text for each in brought if isinstance(each, PlainMeeting)] == ["Good One"]
    assert brought[-1] == Skipped(record=3, reason="too many lines: the rest is left out")


MANY = {
    "people": b"ATTENDEE:mailto:a%d@example.org\n",
    "days left out": b"EXDATE:20200101,20200102,%d\n",
    "events": b"BEGIN:VEVENT\nUID:%d\nEND:VEVENT\n",
    "parts of a zone": b"BEGIN:VTIMEZONE\nBEGIN:STANDARD\nTZID:%d\nEND:STANDARD\nEND:VTIMEZONE\n",
}


@pytest.mark.parametrize("line", MANY.values(), ids=MANY)
def test_what_a_calendar_holds_is_bounded(line: bytes, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_file, "MOST_HELD", 1000)
    content = b"BEGIN:VCALENDAR\n" + GOOD_EVENT + b"BEGIN:VEVENT\n" + b"".join(line % n for n in range(5000))
    calendar = calendar_file.CalendarFile(Source(content, now), Zones("UTC", now.today, Effort(1)))
    assert calendar.left_out
    assert len(calendar.events) <= 1000
    assert all(len(each.guests) + len(each.without) <= 1000 for each in calendar.events)
    brought = list(icalendar.read(Source(content, now)))
    assert [each.text for each in brought if isinstance(each, PlainMeeting)] == ["Good One"]


def test_a_line_that_goes_on_for_ever_takes_no_memory(now: Now) -> None:
    content = b"BEGIN:VCARD\nFN:Ada\nNOTE:x\n" + b" \n" * 100_000 + b"END:VCARD\n"
    tracemalloc.start()
    brought = list(vcard.read(Source(content, now)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [each.name for each in brought if isinstance(each, PlainContact)] == ["Ada"]
    assert peak < 3 * len(content)


def test_the_end_of_a_file_may_be_anywhere(now: Now) -> None:
    for name, module in (("vcard-outlook-2003.vcf", vcard), ("google-invite.ics", icalendar)):
        content = (SAMPLES / name).read_bytes()
        for end in range(0, len(content), 7):
            every(module.read, content[:end], now)


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 100_000, b'{"version": "1", "account": ' * 5000])
def test_nesting_without_end(deep: bytes, now: Now) -> None:
    with pytest.raises(NetuiError):
        list(monica.read(Source(deep, now)))


def test_hostile_lists_of_friends(now: Now) -> None:
    content = (
        "### Friends:\n- " + "(a.k.a. " * 5000 + "\n- [[[[]]]] @ @@ @\n- **\n-\n"
        "### Activities:\n- 0000-00-00: x\n- 2020-01-01: " + "**" * 10_001
        + "\n- 2020-01-01: " + "_a" * 10_000 + "\n- 2020-01-01: ** ** @\n### Friends:\n- Good One\n"
    )  # fmt: skip
    brought = list(friends.read(Source(content.encode(), now)))
    assert "Good One" in [each.name for each in brought if isinstance(each, PlainContact)]


@pytest.mark.parametrize("sample", SAMPLE_FILES, ids=lambda path: path.name)
def test_generated_files_break_nothing(sample: Path, now: Now, pytestconfig: pytest.Config) -> None:
    """Samples with pieces cut, doubled, turned round and exchanged for what hurts, by a seed; and a good
    record after them, which is read whatever stands before it."""
    dice = random.Random(sample.name)
    content = sample.read_bytes()[:6000]
    for _ in range(pytestconfig.getoption("generated") // len(SAMPLE_FILES) + 1):
        hurt = bytearray(content)
        for _ in range(dice.randint(1, 8)):
            hurt_once(hurt, dice)
        good = GOOD_AFTER.get(sample.suffix, b"")
        for each in all_formats():
            if each.read is not None:
                every(each.read, bytes(hurt) + good, now)
        if good:
            read = vcard.read if sample.suffix == ".vcf" else icalendar.read
            begun = b"BEGIN:VCALENDAR\n" if sample.suffix == ".ics" else b""
            brought = every(read, begun + bytes(hurt) + good, now)
            assert GOOD_NAME in [_called(each) for each in brought], bytes(hurt)


def _called(brought: Brought) -> str:
    match brought:
        case PlainContact():
            return brought.name
        case PlainMeeting():
            return brought.text
    return ""


PIECES = (
    b"\x00", b"\xff", b"\xc3", b"\r", b"\n", b"\r\n ", b"=\n", b"=3D", b":", b";", b",", b"\\", b'"', b"^",
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"RRULE:FREQ=DAILY\n",
    b"{", b"}", b"[",
    b";ENCODING=QUOTED-PRINTABLE", b";ENCODING=b", b";VALUE=text", b"99999999999", b"-", b"**", b"_", b"@",
    b"\x1b[2J",
    b"null", b"\xe2\x80\xae",
)  # fmt: skip


def hurt_once(content: bytearray, dice: random.Random) -> None:
    """One injury."""
    start = dice.randrange(len(content) + 1)
    end = min(len(content), start + dice.choice((0, 1, 3, 20, 300)))
    piece = bytes(content[start:end])
    content[start:end] = dice.choice(
        (b"", piece * 2, piece[::-1], dice.choice(PIECES), dice.choice(PIECES) * 3)
    )


def every(read: object, content: bytes, now: Now) -> list[Brought]:
    """All that a reader makes of a content, if only that it is none; anything else is a fault."""
    assert callable(read)
    try:
        brought: list[Brought] = list(read(Source(content, now)))
    except NetuiError:
        return []
    for each in brought:
        if isinstance(each, PlainContact):
            assert each.name.strip()
        if isinstance(each, PlainMeeting):
            assert each.who
            assert each.day <= now.today
            assert each.key
        if isinstance(each, Skipped | Dropped):
            assert each.record > 0
    return brought
