"""Every contact that a record names can be exchanged, in whatever field it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, get_args

import msgspec
import pytest

from netui.domain.records import ME, RECORDS, Introduction, Part, Record
from netui.network.references import reminder_about, reminder_with, with_contacts

OTHER_NUMBERS = {
    *("cadence", "month", "day", "year", "weight", "minutes", "start", "end", "weekly", "days"),
    *("week_start", "rollover_hour", "reached", "day_words", "key", "keys", "said", "here"),
}
"""Fields that hold a number which is no id."""

OTHER_IDS = {"event", "interaction", "answered_by", "moment", "entry"}
"""Fields that hold the id of another kind of record."""

ADA, GRACE = 7001, 7002


def filled(struct: type[msgspec.Struct], contact: int) -> Any:
    """A record with a contact's id in every field that could hold one."""
    values: dict[str, Any] = {}
    for known in msgspec.structs.fields(struct):
        found = [] if known.name in OTHER_NUMBERS | OTHER_IDS else list(_value(known.type, contact))
        if found or known.required:
            values[known.name] = found[0] if found else _plain(known.type)
    return struct(**values)


_INSTANT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def _plain(kind: Any) -> Any:
    if kind is date:
        return date(2026, 11, 23)
    if kind is datetime:
        return _INSTANT
    if kind is str:
        return "text"
    if kind is int:
        return 1
    return () if str(kind).startswith("tuple") else get_args(kind)[0]


def _value(kind: Any, contact: int) -> Iterator[Any]:
    items = get_args(kind)
    if kind is int or (int in items and type(None) in items):
        yield contact
    elif items and isinstance(items[0], type) and issubclass(items[0], Part):
        yield (filled(items[0], contact),)
    elif items == (int, ...):
        yield (contact,)
    elif items == (int, int):
        yield (ME, contact)


def numbers(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, int):
        yield value


@pytest.mark.parametrize("record_class", RECORDS.values(), ids=RECORDS)
def test_no_field_with_a_contact_is_passed_over(record_class: type[Record]) -> None:
    record = filled(record_class, ADA)
    moved = with_contacts(record, lambda contact: GRACE if contact == ADA else contact)
    assert ADA not in numbers(msgspec.to_builtins(moved))
    assert (GRACE in numbers(msgspec.to_builtins(moved))) == (ADA in numbers(msgspec.to_builtins(record)))
    if record_class is not Introduction:  # an introduction without one of its three is none: it goes whole
        gone = with_contacts(record, lambda contact: None if contact == ADA else contact)
        assert ADA not in numbers(msgspec.to_builtins(gone))


@pytest.mark.parametrize("record_class", RECORDS.values(), ids=RECORDS)
def test_a_record_that_names_another_stays_as_it_is(record_class: type[Record]) -> None:
    record = filled(record_class, ADA)
    assert with_contacts(record, lambda contact: None if contact == GRACE else contact) == record


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cadence:7001:2026-11-01", "cadence:7002:2026-11-01"),
        ("date:7001.birthday-7001:2026-12-10", "date:7002.birthday-7001:2026-12-10"),
        ("introduce:7001.5:reviewer", "introduce:7002.5:reviewer"),
        ("introduce:5.7001:reviewer", "introduce:5.7002:reviewer"),
        ("introduce:5:reviewer", "introduce:5:reviewer"),
        ("promise:7001:2026-12-10", "promise:7001:2026-12-10"),
        ("goal:7001:2026-12-10", "goal:7001:2026-12-10"),
        ("routine:week:2026-11-23", "routine:week:2026-11-23"),
        ("", ""),
    ],
)
def test_an_answer_goes_with_the_contact_of_its_reminder(before: str, after: str) -> None:
    assert reminder_with(before, lambda contact: GRACE if contact == ADA else contact) == after


@pytest.mark.parametrize(
    ("reminder", "about"),
    [
        ("cadence:7001:2026-11-01", ("contacts", (7001,))),
        ("date:7001.birthday-5:2026-12-10", ("contacts", (7001,))),
        ("introduce:7001.5:reviewer", ("contacts", (7001, 5))),
        ("promise:7001:2026-12-10", ("follow_ups", (7001,))),
        ("goal:7001:2026-12-10", ("goals", (7001,))),
        ("routine:week:2026-11-23", (None, ())),
        ("", ("contacts", ())),
        ("cadence", ("contacts", ())),
    ],
)
def test_what_a_reminder_is_about(reminder: str, about: tuple[str | None, tuple[int, ...]]) -> None:
    assert reminder_about(reminder) == about
