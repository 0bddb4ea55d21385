"""The line of a promise or a meeting as it is opened again: said in words that are read back as it stands.

A follow-up keeps what is promised or planned, whose it is and by when, but not the line that said so. Its
line is written anew: ``@"Ada Lovelace": promised the paper by 2026-11-27``, ``plan: coffee with Kat,
2026-12-01``. Its day is written out, so that a day written in its place is one to come from today on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from netui.domain.days import Now
from netui.domain.line.changes import ANYWHERE, Change
from netui.domain.line.dates import DayOrder, time_in
from netui.domain.line.reading import ReadFollowUp, Reading
from netui.domain.records import FollowUp, FollowUpKind, Mention
from netui.network.lines import read_line
from netui.network.logging import follow_up_in
from netui.network.lookup import exact_name
from netui.network.network import Network
from netui.network.reopening import Reopened, joined, people_as_known, with_names_of_today

LEAD: dict[FollowUpKind, str] = {"promise": "promised ", "expected": "expecting ", "meeting": "plan: "}
"""What makes a line of a follow-up's text."""

_KEPT = ("due", "at", "channel")
_KEPT_TOGETHER = ("text", "mentions", "exchange")


def reopened_follow_up(
    network: Network, before: FollowUp, now: Now, *, day_order: DayOrder = "dmy"
) -> Reopened:
    """The line of ``before`` with the changes by which it is read as it stands."""
    text, mentions = with_names_of_today(network, before)
    opened: Reopened | None = None
    for line in _lines(network, before, text, mentions, now):
        opened = _opened(network, before, line, mentions, now, day_order)
        said = said_in(opened.reading, before.kind)
        if said is not None and (said.text, said.due) == (text, before.due):
            break
    assert opened is not None
    return opened


def said_in(reading: Reading, kind: FollowUpKind) -> ReadFollowUp | None:
    """The follow-up of that kind that a line says; of what was promised also one by the other side."""
    meeting = kind == "meeting"
    return next((one for one in reading.follow_ups if (one.kind == "meeting") == meeting), None)


class _Line(NamedTuple):
    written: str
    text: int
    """Where the text of the follow-up begins."""
    day: tuple[int, int] | None = None
    """Where its day is written out."""


def _lines(
    network: Network, before: FollowUp, text: str, mentions: Sequence[Mention], now: Now
) -> Iterator[_Line]:
    """Lines that may say it, the plainest first; the last is for a text that itself says another day."""
    lead = LEAD[before.kind] if before.kind == "meeting" else _whose(network, before, mentions)
    day = before.due.isoformat() if before.due is not None else ""
    time = _time_unsaid(before, text, now)
    plain = f"{lead}{text}"
    if day:
        joined_by = ", " if before.kind == "meeting" else " by "
        start = len(plain) + len(joined_by)
        yield _Line(f"{plain}{joined_by}{day}{time}", len(lead), (start, start + len(day)))
    if day and before.kind == "meeting":
        start = len(lead) + len(day) + 2
        yield _Line(f"{lead}{day}: {text}{time}", start, (len(lead), len(lead) + len(day)))
    yield _Line(f"{plain}{time}", len(lead))


def _whose(network: Network, before: FollowUp, mentions: Sequence[Mention]) -> str:
    """``promised`` with those before it whom the text does not name."""
    named = {mention.contact for mention in mentions}
    others = (one for one in before.contacts if one not in named and one in network.contacts)
    who = ", ".join(f'@"{exact_name(network, one)}"' for one in others)
    return f"{who}: {LEAD[before.kind]}" if who else LEAD[before.kind]


def _time_unsaid(before: FollowUp, text: str, now: Now) -> str:
    """The time of a meeting, where its text does not say it."""
    if before.at is None or time_in(text) is not None:
        return ""
    return f" at {before.at.astimezone(ZoneInfo(now.zone)):%H:%M}"


def _opened(
    network: Network,
    before: FollowUp,
    line: _Line,
    mentions: Sequence[Mention],
    now: Now,
    day_order: DayOrder,
) -> Reopened:
    moved = (
        Mention(contact=one.contact, start=one.start + line.text, end=one.end + line.text) for one in mentions
    )

    def read(changes: Sequence[Change]) -> Reading:
        return read_line(network, line.written, now, day_order=day_order, changes=changes)

    plain = read(())
    known = [*moved, *_named_before(plain, line.text)]
    changes = tuple(people_as_known(before, known, plain))
    reading = read(changes)
    if before.kind == "meeting" and before.channel is not None and before.channel != reading.channel:
        changes = (*changes, _by_channel(reading, before.channel))
        reading = read(changes)
    return Reopened(line.written, changes, reading, now, line.day)


def _named_before(reading: Reading, start: int) -> Iterator[Mention]:
    """Those whom the line names before the text, which are meant as they are read."""
    for named in reading.named:
        contact = reading.contacts[named.index].contact
        if named.end <= start and contact is not None:
            yield Mention(contact=contact, start=named.start, end=named.end)


def _by_channel(reading: Reading, channel: str) -> Change:
    piece = next((one for one in reading.pieces if one.kind == "channel"), None)
    if piece is None:
        return Change(ANYWHERE, "", "channel", channel)
    return Change(piece.start, reading.text[piece.start : piece.end], "channel", channel)


def follow_up_as_changed(
    before: FollowUp, opened: Reopened, reading: Reading, contacts: tuple[int, ...], now: Now
) -> FollowUp:
    """``before`` with what the changed line, which says one of its form, says otherwise than it did."""
    new = said_in(reading, before.kind)
    assert new is not None
    record = follow_up_in(reading, new, contacts, now, before.interaction)
    as_opened = said_in(opened.reading, before.kind)
    if as_opened is not None:
        known = tuple(
            -1 - index if one.contact is None else one.contact
            for index, one in enumerate(opened.reading.contacts)
        )
        said = follow_up_in(opened.reading, as_opened, known, now, before.interaction)
        kept = [field for field in _KEPT if getattr(record, field) == getattr(said, field)]
        if all(getattr(record, field) == getattr(said, field) for field in _KEPT_TOGETHER):
            kept += _KEPT_TOGETHER
        people = joined(before.contacts, said.contacts, record.contacts)
        record = msgspec.structs.replace(
            record, contacts=people, **{field: getattr(before, field) for field in kept}
        )
    return msgspec.structs.replace(record, made=before.made, made_at=before.made_at, zone=before.zone)
