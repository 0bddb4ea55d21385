"""Today's page from the numbers that were kept is the page computed from nothing, on that day and later."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant

from netui.clock import Clock
from netui.domain.days import Now, week_of
from netui.domain.ledger import OWING_BELOW, beta_cdf
from netui.domain.records import Contact, Dismissal, Event, Goal, Measure, Pace, Profile, YearlyDate
from netui.network import Network
from netui.network.first_look import FirstLook, first_look
from netui.network.numbers import FORMAT, NEARLY_SURE, numbers_of
from netui.network.picture import Picture, compute
from netui.network.ways import ways_of
from tests.benchmarks.large import make_large
from tests.conftest import ZONE, log_line
from tests.network.helpers import run_in
from tests.network.test_incremental import Kept


def kept_of(picture: Picture, now: Now, *, ahead: bool = False) -> bytes:
    """What is kept of a picture; empty where nothing is."""
    mark, last = picture.network.store.mark(), b""
    assert mark is not None
    for made in numbers_of(picture, mark, now, ahead=ahead):
        last = made or last
    return last


def page(picture: Picture, network: Network, now: Now) -> dict[str, Any]:
    """All that Today shows."""
    today = picture.today(now)
    return {
        "rows": [row for row in today.rows if row.today],
        "ahead": sorted((each for row in today.rows for each in row.ahead()), key=lambda each: each.id),
        "count": len(today.rows) + today.below,
        "coming": today.coming,
        "practice": today.practice,
        "balance": today.balance,
        "ways": ways_of(picture, network, now),
        "goals": picture.running_goals(now),
        "tallies": picture.tallies,
        "curve": picture.strength_curve(now),
        "last": {
            contact: picture.standings[contact].last
            for row in today.rows
            if row.today
            for contact in row.reminder.contacts
        },
    }


def later(now: Now, days: int) -> Now:
    """The same hour some days later."""
    away = timedelta(days=days)
    return msgspec.structs.replace(
        now, instant=now.instant + away, local=now.local + away, today=now.today + away
    )


def holds(network: Network, kept: bytes, now: Now, *, capacity: int, march: bool = False) -> None:
    """The first look says what is computed from nothing."""
    look = first_look(network, kept, now, capacity=capacity, leap_day_in_march=march)
    assert look is not None
    fresh = compute(network, now, capacity=capacity, leap_day_in_march=march)
    assert page(look, network, now) == page(fresh, network, now)


class Looked(Kept):
    """Changes of every kind, and a first look after each, today and later in the week."""

    @invariant()
    def the_first_look_says_the_same(self) -> None:
        kept = kept_of(self.picture, self.now, ahead=True)
        if any(day > self.now.today for day in self.picture.tallies):
            assert not kept
            return
        chance = len(self.network.interactions) % 7
        for days, capacity in ((0, 1), (chance, 0), (7, 3)):
            holds(self.network, kept, later(self.now, days), capacity=capacity)


def test_after_any_change(tmp_path: Path) -> None:
    run_in(tmp_path, Looked, examples=20, steps=15)


# --- many contacts, so that most stand below the page ------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """Six hundred contacts with thousands of conversations."""
    path = tmp_path_factory.mktemp("crowd") / "network.json"
    make_large(path, contacts=600, interactions=2_500, today=date(2026, 11, 23))
    opened = Network.open(path, lambda: datetime(2026, 11, 23, 10, tzinfo=UTC))
    yield opened
    opened.close()


def _unsettled(network: Network, now: Now, chance: random.Random) -> None:
    """Some of all that the page rests on."""
    people = [each for each, contact in network.contacts.items() if contact.kind == "person"]
    today = now.today
    edits: list[dict[str, Any]] = [
        {"muted": True}, {"archived": True}, {"in_ledger": False}, {"cadence": 30}, {"circle": "inner"},
        {"needs": ("printer",)}, {"offers": ("printer", "ink")}, {"imported": True}, {"far": True},
        {"dates": (YearlyDate(month=today.month, day=chance.randrange(1, 29)),)},
        {"dates": (YearlyDate(month=2, day=29),)}, {"tags": ("club",)},
    ]  # fmt: skip
    measures: tuple[Measure, ...] = ("conversations", "new_people", "event_follow_ups", "promises_kept")
    with network.change("some of everything") as change:
        for _ in range(12):
            change.update(Contact.table, chance.choice(people), **chance.choice(edits))
        for _ in range(4):
            met = tuple(chance.sample(people, 2))
            day = today + timedelta(days=chance.randrange(-20, 7))
            change.insert(Event(name="The Symposium", day=day, met=met))
        for measure in chance.sample(measures, 2):
            first = today - timedelta(days=chance.randrange(60))
            change.insert(Goal(measure=measure, first=first, paces=(Pace(since=first, weekly=2),)))
        shown = [row.reminder for row in compute(network, now, capacity=5).today(now).rows]
        for reminder in chance.sample(shown, 9):
            until = chance.choice((None, today + timedelta(days=chance.randrange(9))))
            change.insert(
                Dismissal(
                    reminder=reminder.id,
                    answer="done" if until is None else "snoozed",
                    made=today - timedelta(days=chance.randrange(40)),
                    until=until,
                    contacts=reminder.contacts,
                )
            )
        change.put(
            Profile.table,
            0,
            msgspec.structs.replace(
                network.profile, stage=chance.choice((None, "leading")), week_start=chance.choice((1, 7))
            ),
        )


@given(
    seed=st.integers(0, 1 << 30),
    day=st.dates(date(2026, 11, 23), date(2028, 3, 5)),
    later_by=st.integers(0, 13),
    ahead=st.booleans(),
    capacity=st.integers(0, 7),
    march=st.booleans(),
    zone=st.sampled_from((ZONE, "Pacific/Auckland", "America/New_York")),
)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_on_any_day(
    crowd: Network, seed: int, day: date, later_by: int, ahead: bool, capacity: int, march: bool, zone: str
) -> None:
    moment = Clock(zone, datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    _unsettled(crowd, crowd.now(moment.now), random.Random(seed))
    try:
        now = crowd.now(moment.now)
        picture = compute(crowd, now, capacity=capacity, leap_day_in_march=march)
        kept = kept_of(picture, now, ahead=ahead)
        if any(each > now.today for each in picture.tallies):
            assert not kept
            return
        then = later(now, later_by)
        look = first_look(crowd, kept, then, capacity=capacity, leap_day_in_march=march)
        if look is None:
            assert _week(now) != _week(then) or now.today.month != then.today.month
            assert not ahead or later_by > 7
            return
        holds(crowd, kept, then, capacity=capacity, march=march)
    finally:
        crowd.undo()


def _week(now: Now) -> date:
    return week_of(now.today, now.week_start)


# --- of what use the numbers are ---------------------------------------------------------------------------


@pytest.fixture
def peopled(network: Network, now: Now) -> Network:
    """A few people whom one has met."""
    log_line(network, 'coffee with @"Ada Lovelace", got advice', now)
    log_line(network, '40 days ago: lunch with @"Emmy Noether"', now)
    return network


def _look(network: Network, kept: bytes, now: Now) -> FirstLook | None:
    return first_look(network, kept, now, capacity=3, leap_day_in_march=False)


def test_numbers_of_another_document_are_of_no_use(peopled: Network, now: Now, tmp_path: Path) -> None:
    kept = kept_of(compute(peopled, now), now)
    assert _look(peopled, kept, now) is not None
    other = Network.open(tmp_path / "other.json", lambda: now.instant)
    assert _look(other, kept, now) is None
    other.close()


def test_numbers_of_a_day_to_come_another_week_or_month_are_of_no_use(peopled: Network, now: Now) -> None:
    kept = kept_of(compute(peopled, now), now)
    assert _look(peopled, kept, later(now, 6)) is not None
    assert _look(peopled, kept, later(now, 7)) is None
    ahead = kept_of(compute(peopled, now), now, ahead=True)
    assert _look(peopled, ahead, later(now, 7)) is not None
    assert _look(peopled, ahead, later(now, 8)) is None  # Tuesday 1 December
    assert _look(peopled, kept_of(compute(peopled, later(now, 1)), later(now, 1)), now) is None
    last_of_month = later(now, 7)  # Monday 30 November
    kept = kept_of(compute(peopled, last_of_month), last_of_month)
    assert _look(peopled, kept, last_of_month) is not None
    assert _look(peopled, kept, later(now, 8)) is None


def test_numbers_of_another_netui_are_of_no_use(
    peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = kept_of(compute(peopled, now), now)
    monkeypatch.setattr("netui.network.first_look.FORMAT", "another")
    assert _look(peopled, kept, now) is None


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_damaged_numbers_raise_nothing(peopled: Network, now: Now, place: int, byte: int, cut: bool) -> None:
    kept = kept_of(compute(peopled, now), now)
    place %= len(kept)
    damaged = kept[:place] if cut else kept[:place] + bytes([byte]) + kept[place + 1 :]
    _look(peopled, damaged, now)


def test_nothing_is_kept_while_a_rule_rests_or_something_lies_ahead(peopled: Network, now: Now) -> None:
    picture = compute(peopled, now)
    picture.resting["owing"] = "it failed"
    assert not kept_of(picture, now)
    with peopled.change("ahead") as change:
        record = next(iter(peopled.interactions.values()))
        ahead = now.today + timedelta(days=3)
        change.insert(msgspec.structs.replace(record, day=ahead, logged_on=now.today))
    assert not kept_of(compute(peopled, now), now)


def test_no_name_and_no_word_is_kept(peopled: Network, now: Now) -> None:
    log_line(peopled, 'promised @"Ada Lovelace" the secret recipe by friday, #hush', now)
    kept = kept_of(compute(peopled, now), now)
    texts = [text for text in _texts(msgspec.msgpack.decode(kept)) if isinstance(text, str)]
    mark = peopled.store.mark()
    assert mark is not None
    assert texts == [FORMAT, mark]
    beside = kept.replace(mark.encode(), b"").lower()  # whose digests may well have an "ada" in them
    assert all(word not in beside for word in (b"ada", b"emmy", b"recipe", b"hush", b"coffee"))


def _texts(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    else:
        yield value


@given(
    given=st.integers(0, 60), received=st.integers(1, 60), age=st.integers(0, 3_000), days=st.integers(0, 13)
)
def test_by_the_end_of_the_next_week_nobody_comes_to_owe_who_was_not_near_it(
    given: int, received: int, age: int, days: int
) -> None:
    def sure(age: int) -> float:
        fresh = 0.5 ** (age / 365)
        return beta_cdf(OWING_BELOW, 1 + given * fresh, 1 + received * fresh)

    if sure(age) < NEARLY_SURE:
        assert sure(age + days) < NEARLY_SURE + 0.02
