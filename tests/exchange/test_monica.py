"""Monica's export: what is expected of the sample is read off the file."""

from __future__ import annotations

from datetime import date

import pytest

from netui.domain.plain import (
    Dropped,
    PlainContact,
    PlainFollowUp,
    PlainInteraction,
    PlainMembership,
    PlainNote,
    Skipped,
    Who,
)
from netui.domain.records import YearlyDate
from netui.errors import NetuiError
from tests.exchange.conftest import Read

GRACE = Who(name="Grace Brewster Hopper", key="11111111-1111-4111-8111-111111111111")
HOWARD = Who(name="Howard Aiken", key="22222222-2222-4222-8222-222222222222")


def test_the_sample_arrives_whole(read: Read) -> None:
    name, brought = read("monica.json")
    assert name == "monica"
    assert brought == [
        PlainContact(
            name="Grace Brewster Hopper",
            nicknames=("Amazing Grace",),
            organisations=(PlainMembership(organisation="US Navy", role="Rear Admiral"),),
            emails=("grace@example.com",),
            phones=("+1 555 0100",),
            urls=("https://example.com/grace",),
            place="Washington",
            addresses=("1 Navy Yard, Washington, DC, 20001, US",),
            tags=("navy", "computer science"),
            cadence=30,
            dates=(
                YearlyDate(month=12, day=9),
                YearlyDate(month=1, day=15, label="anniversary of service"),
            ),
            introduced_by=(HOWARD,),
            notes=(
                PlainNote(text="Keeps a clock\nthat runs backwards", day=date(2019, 4, 1), key="n1"),
                PlainNote(text="Promoted: at last", day=date(2018, 11, 8), key="l1"),
                PlainNote(text="Writes compilers"),
                PlainNote(text="food: no fish"),
                PlainNote(text="pet: Bug, Moth"),
                PlainNote(text="gift received: A nanosecond of wire, 11.8 inches"),
                PlainNote(text="I owe: 20 USD"),
                PlainNote(text="Twitter: @amazinggrace"),
                PlainNote(text="first met on 2015-06-01"),
                PlainNote(text="sibling: Mary Murray, born 1909-02-03"),
            ),
            key=GRACE.key,
        ),
        PlainInteraction(
            text="About COBOL", day=date(2020, 5, 1), took_part=(GRACE,), channel="phone", key="c1"
        ),
        PlainInteraction(
            text="Twitter: Happy fourth / And you",
            day=date(2021, 7, 4),
            took_part=(GRACE,),
            channel="message",
            key="v1",
        ),
        PlainFollowUp(
            kind="promise",
            owner="me",
            text="Return the book",
            who=(GRACE,),
            made=date(2026, 10, 1),
            key="k1",
        ),
        Skipped(record=2, reason="a task that is done"),
        PlainFollowUp(
            kind="promise",
            owner="me",
            text="Send the paper",
            who=(GRACE,),
            made=date(2026, 11, 1),
            due=date(2026, 12, 1),
            key="r2",
        ),
        Skipped(record=2, reason="a reminder that is past"),
        PlainContact(
            name="Howard Aiken", notes=(PlainNote(text="Professor"),), archived=True, key=HOWARD.key
        ),
        Skipped(record=4, reason="known only as somebody's relative: in a note there"),
        Skipped(record=5, reason="no name"),
        PlainInteraction(
            text="Dinner: at the yard",
            day=date(2022, 9, 9),
            took_part=(GRACE, HOWARD),
            key="aaaaaaaa-1111-4111-8111-111111111111",
        ),
        Skipped(record=9, reason="no day"),
        Dropped(record=7, what="photograph", size=107),
        Skipped(record=10, reason="1 journal entries, about nobody"),
    ]


@pytest.mark.parametrize(
    "text",
    ['{"version": "1.0-preview.1", "account": {"data": 5}}', '{"version": "1", "account": {', "[]"],
)
def test_what_is_no_export_says_so(read: Read, text: str) -> None:
    with pytest.raises(NetuiError, match="no export of Monica"):
        read(text, "monica")


def test_empty_lists_of_php_are_empty_objects(read: Read) -> None:
    text = (
        '{"version": "1",\n"account": {"data": {"3": {"type": "contact", "values": []}},'
        '"instance": [], "properties": []}}'
    )
    assert read(text) == ("monica", [])


def test_a_broken_record_costs_itself_only(read: Read) -> None:
    good = '{"uuid": "1", "properties": {"first_name": "Ada"}}'
    deep = '{"a": ' + "[" * 100 + "]" * 100 + "}"
    contacts = f'{{"type": "contact", "values": [7, {deep}, {good}]}}'
    text = f'{{"version": "1",\n"account": {{"data": [{contacts}, 9]}}}}'
    _, brought = read(text)
    assert [each.name for each in brought if isinstance(each, PlainContact)] == ["Ada"]
    assert [each.record for each in brought if isinstance(each, Skipped)] == [1, 2, 4]
