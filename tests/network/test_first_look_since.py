"""Numbers that were kept before something was changed: what was touched since is judged afresh, and the page
is the one computed from nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from netui.clock import Clock
from netui.domain.days import Now, week_of
from netui.domain.ranking import Reminder
from netui.domain.records import (
    Answer,
    Contact,
    Direction,
    Dismissal,
    Event,
    Exchange,
    FollowUp,
    Goal,
    Interaction,
    Measure,
    Membership,
    Pace,
    Rest,
    Review,
    YearlyDate,
)
from netui.network import Network, answers
from netui.network.first_look import FirstLook, first_look
from netui.network.merging import merge
from netui.network.picture import compute
from netui.network.profile import set_routine, set_stage, set_week_start
from netui.network.resting import plan_rest
from netui.network.since import MOST_TOUCHED
from tests.benchmarks.large import make_large
from tests.conftest import ZONE, log_line
from tests.network.helpers import run_in
from tests.network.test_first_look import holds, kept_of, later
from tests.network.test_incremental import LINES, NAMES, Kept, contacts


def look(network: Network, kept: bytes, now: Now) -> FirstLook | None:
    """The first look, as the program has it by default."""
    return first_look(network, kept, now, capacity=3, leap_day_in_march=False)


class KeptBefore(Kept):
    """Changes of every kind after numbers were kept, and a first look from these after each."""

    @initialize()
    def nothing_is_kept(self) -> None:
        self.kept, self.ahead = b"", False

    @rule(ahead=st.booleans())
    def keep(self, ahead: bool) -> None:
        self.kept, self.ahead = kept_of(self.picture, self.now, ahead=ahead), ahead

    @rule(line=st.sampled_from(LINES), one=contacts, other=st.sampled_from(("@Grace Hopper", "@Ada Byron")))
    def log_with_somebody_new(self, line: str, one: int, other: str) -> None:
        self._try(lambda: log_line(self.network, line.format(NAMES[one], other), self.now))

    @rule(ago=st.integers(0, 400), one=contacts, given=st.booleans())
    def log_of_before(self, ago: int, one: int, given: bool) -> None:
        what = "gave advice" if given else "got big advice"
        line = f'{ago} days ago: call with @"{NAMES[one]}", {what}'
        self._try(lambda: log_line(self.network, line, self.now))

    @rule(one=contacts)
    def note(self, one: int) -> None:
        self._try(lambda: log_line(self.network, f'note: @"{NAMES[one]}" likes tea', self.now))

    @rule(kept=contacts, other=contacts)
    def merge(self, kept: int, other: int) -> None:
        self._try(lambda: merge(self.network, self.people[kept], self.people[other], self.now))

    @rule(one=contacts)
    def remove(self, one: int) -> None:
        if self.people[one] in self.network.contacts:
            with self.network.change("remove") as change:
                change.remove(Contact.table, self.people[one])

    @rule(one=contacts, since=st.sampled_from((None, date(2026, 11, 1))), house=st.booleans())
    def belong(self, one: int, since: date | None, house: bool) -> None:
        belonging = (Membership(organisation=self.house, since=since),) if house else ()
        self._set("belong", self.people[one], {"organisations": belonging})

    @rule(fields=st.sampled_from([{"imported": True}, {"muted": True}, {"tags": ("maths",)}]))
    def edit_the_house(self, fields: dict[str, Any]) -> None:
        self._set("edit", self.house, fields)

    @rule(first=st.integers(0, 3), days=st.integers(0, 9))
    def rest(self, first: int, days: int) -> None:
        begin = self.now.today + timedelta(days=first)
        self._try(lambda: plan_rest(self.network, begin, begin + timedelta(days=days), self.now.today))

    @rule(days=st.integers(1, 7))
    def routine(self, days: int) -> None:
        self._try(lambda: set_routine(self.network, days, self.now))

    @invariant()
    def the_first_look_says_the_same(self) -> None:
        if not self.kept:
            return
        chance = len(self.network.interactions) % 7
        for days, capacity in ((0, 3), (chance, 1), (7, 0)):
            then = later(self.now, days)
            if days == 7 and not self.ahead:
                continue
            if look(self.network, self.kept, then) is None:
                assert self._profile_was_touched()
            else:
                holds(self.network, self.kept, then, capacity=capacity)

    def _profile_was_touched(self) -> bool:
        changes = self.network.store.changes()
        return any(each.table == "profile" for change in changes for each in change.touched)


def test_after_any_changes(tmp_path: Path) -> None:
    run_in(tmp_path, KeptBefore, examples=30, steps=20)


# --- many contacts, so that most stand below the page ------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document of six hundred contacts with thousands of conversations."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.json"
    make_large(path, contacts=600, interactions=2_500, today=date(2026, 11, 23))
    path.with_suffix(".journal").unlink()
    return path


_DIRECTIONS: tuple[tuple[Direction, ...], ...] = (("given",), ("received",), ("received", "received"), ())


class Changing:
    """What others may do to a crowd, by chance."""

    def __init__(self, network: Network, now: Now, chance: random.Random) -> None:
        self.network, self.now, self.chance = network, now, chance
        self.people = [each for each, contact in network.contacts.items() if contact.kind == "person"]
        self.houses = [each for each, contact in network.contacts.items() if contact.kind == "organisation"]

    def some(self, many: int) -> None:
        """So many changes, each a line."""
        kinds: tuple[Callable[[Any], None], ...] = (
            self.log, self.log, self.edit, self.edit, self.come, self.go, self.event, self.goal, self.rest,
            self.answer, self.promise, self.review, self.unlog,
        )  # fmt: skip
        for kind in self.chance.choices(kinds, k=many):
            with self.network.change(kind.__name__) as change:
                kind(change)

    def who(self) -> int:
        """Somebody who is there; one of the first hundred more often, who are met again and again."""
        there = [each for each in self.people if each in self.network.contacts]
        return self.chance.choice(there[:100] if self.chance.random() < 0.5 else there)

    def day(self, most: int) -> date:
        """Today, or a day of before."""
        return self.now.today - timedelta(days=self.chance.choice((0, 0, self.chance.randrange(most))))

    def log(self, change: Any) -> None:
        met = tuple({self.who(), self.who()})
        directions: tuple[Direction, ...] = self.chance.choice(_DIRECTIONS)
        change.insert(
            Interaction(
                text="coffee",
                day=self.day(self.chance.choice((10, 1500))),
                logged_at=self.now.instant,
                logged_on=self.now.today,
                zone=self.now.zone,
                took_part=met,
                channel=self.chance.choice(("in_person", "event", "social", "message", None)),
                event=self.chance.choice((None, *self.network.events)),
                exchanges=tuple(
                    Exchange(direction=each, kind="advice", weight=3, contacts=met) for each in directions
                ),
            )
        )

    def unlog(self, change: Any) -> None:
        change.remove(Interaction.table, self.chance.choice(list(self.network.interactions)))

    def edit(self, change: Any) -> None:
        today, house = self.now.today, self.chance.choice(self.houses)
        since = self.chance.choice((None, today - timedelta(days=400)))
        edits: list[dict[str, Any]] = [
            {"muted": True}, {"archived": True}, {"in_ledger": False}, {"cadence": 30}, {"circle": "inner"},
            {"needs": ("printer",)}, {"offers": ("printer", "ink")}, {"imported": True}, {"imported": False},
            {"dates": (YearlyDate(month=today.month, day=self.chance.randrange(1, 29)),)},
            {"organisations": (Membership(organisation=house, since=since),)}, {"organisations": ()},
            {"tags": ("club",)}, {"name": "Somebody Else"}, {"kind": "person"}, {"far": True},
        ]  # fmt: skip
        change.update(Contact.table, self.chance.choice((self.who(), house)), **self.chance.choice(edits))

    def come(self, change: Any) -> None:
        organisations = self.chance.choice(((), (Membership(organisation=self.chance.choice(self.houses)),)))
        imported, tags = self.chance.random() < 0.5, self.chance.choice(((), ("club",), ("maths", "press")))
        contact = Contact(
            name="Grace", added=self.day(99), imported=imported, organisations=organisations, tags=tags
        )
        self.people.append(change.insert(contact))

    def go(self, change: Any) -> None:
        change.remove(Contact.table, self.who())

    def event(self, change: Any) -> None:
        event = Event(name="The Symposium", day=self.day(30), met=(self.who(), self.who()))
        change.insert(event)

    def goal(self, change: Any) -> None:
        first = self.day(60)
        measure = self.chance.choice(get_args(Measure))
        change.insert(Goal(measure=measure, first=first, paces=(Pace(since=first, weekly=2),), tag="club"))

    def rest(self, change: Any) -> None:
        today = self.now.today
        change.insert(Rest(first=today, last=today + timedelta(days=2), marked=today))

    def promise(self, change: Any) -> None:
        made = self.day(20)
        due = self.chance.choice((None, made + timedelta(days=self.chance.randrange(30))))
        change.insert(
            FollowUp(
                kind=self.chance.choice(("promise", "expected", "meeting")),
                owner="me",
                text="the notes",
                made=made,
                made_at=self.now.instant,
                zone=self.now.zone,
                contacts=self.chance.choice(((), (self.who(),), (self.who(), self.who()))),
                due=due,
                done=self.chance.choice((None, None, self.now.today)),
            )
        )

    def review(self, change: Any) -> None:
        week = week_of(self.now.today, self.now.week_start) - timedelta(days=7)
        change.insert(Review(week=week, begun=week, next=(self.who(), self.who())))

    def answer(self, change: Any) -> None:
        rows = [row.reminder for row in compute(self.network, self.now, capacity=5).today(self.now).rows]
        reminder = self.chance.choice(rows[: self.chance.choice((9, len(rows)))])
        answer: Answer = self.chance.choice(("done", "snoozed"))
        until = None if answer == "done" else self.now.today + timedelta(days=self.chance.randrange(1, 9))
        made = self.day(40)
        change.insert(
            Dismissal(reminder=reminder.id, answer=answer, made=made, until=until, contacts=reminder.contacts)
        )


@given(
    seed=st.integers(0, 1 << 30),
    day=st.dates(date(2026, 11, 23), date(2028, 3, 5)),
    later_by=st.integers(0, 13),
    ahead=st.booleans(),
    before=st.integers(0, 8),
    since=st.integers(1, 16),
    capacity=st.integers(0, 7),
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_of_a_crowd_on_any_day(
    crowd: Path, seed: int, day: date, later_by: int, ahead: bool, before: int, since: int, capacity: int
) -> None:
    path = crowd.with_name("network.json")
    for left in (path, *(path.with_suffix(f".{each}") for each in ("journal", "history"))):
        left.unlink(missing_ok=True)
    shutil.copy(crowd, path)
    network = Network.open(path, lambda: datetime(2026, 11, 23, 10, tzinfo=UTC))
    now = network.now(Clock(ZONE, datetime(day.year, day.month, day.day, 9, tzinfo=UTC)).now)
    changing = Changing(network, now, random.Random(seed))
    then = later(now, later_by)
    try:
        changing.some(before)
        kept = kept_of(compute(network, now), now, ahead=ahead)
        changing.now = later(now, changing.chance.randint(0, later_by))
        changing.some(since)
        reached = (ahead and later_by <= 7) or _period(now) == _period(then)
        if reached or look(network, kept, then) is not None:
            holds(network, kept, then, capacity=capacity)
    finally:
        network.close()


def _period(now: Now) -> tuple[date, int]:
    return week_of(now.today, now.week_start), now.today.month


# --- of what use they are ----------------------------------------------------------------------------------


@pytest.fixture
def peopled(network: Network, now: Now) -> Network:
    """A few people whom one has met, in a document without a journal."""
    log_line(network, 'coffee with @"Ada Lovelace", got advice', now)
    log_line(network, '40 days ago: lunch with @"Emmy Noether"', now)
    network.store.fold()
    return network


def test_after_what_is_logged_every_day_they_serve(peopled: Network, now: Now) -> None:
    kept = kept_of(compute(peopled, now), now)
    for line in (
        'call with @"Ada Lovelace", gave advice',
        'lunch with @"Alan Turing"',
        'promised @"Emmy Noether" the notes by friday',
        'note: @"Ada Lovelace" likes tea',
        'promised @"Ada Lovelace" the form by today',
        'yesterday: met @"Emmy Noether" at "The Symposium"',
    ):
        log_line(peopled, line, now)
        holds(peopled, kept, now, capacity=3)
    for answer in (answers.done, answers.skip):
        answer(peopled, compute(peopled, now).today(now).rows[0].reminder, now)
        holds(peopled, kept, now, capacity=3)
    peopled.undo()
    holds(peopled, kept, now, capacity=3)


def test_after_another_session_they_serve_and_after_its_fold_they_do_not(peopled: Network, now: Now) -> None:
    kept = kept_of(compute(peopled, now), now)
    other = Network.open(peopled.store.path, lambda: now.instant)
    log_line(other, 'call with @"Alan Turing"', now)
    assert look(peopled, kept, now) is not None  # of what it knows
    peopled.follow()
    holds(peopled, kept, now, capacity=3)
    assert peopled.store.mark() != look(peopled, kept, now).mark  # type: ignore[union-attr]
    other.store.fold()
    other.close()
    peopled.follow()
    assert look(peopled, kept, now) is None


class Chosen:
    """Nine names, a friend who was met last week, and thirty old ties."""

    def __init__(self, network: Network, now: Now) -> None:
        self.network, self.now = network, now
        added = now.today - timedelta(days=4000)
        with network.change("all of them") as change:
            self.house = change.insert(Contact(name="House", kind="organisation", added=added, muted=True))
            self.names = [change.insert(self._name(each)) for each in range(9)]
            self.friend = change.insert(
                Contact(
                    name="Ada", added=added, tags=("club",), organisations=self._of_house(), needs=("ink",)
                )
            )
            self._met(change, self.friend, 7)
            self.ties = [change.insert(Contact(name=f"Tie {each}", added=added)) for each in range(30)]
            for place, tie in enumerate(self.ties):
                self._met(change, tie, 2000 + place)
        self.kept = kept_of(compute(network, now), now)

    def _name(self, number: int) -> Contact:
        return Contact(name=f"Name {number}", added=self.now.today, imported=True)

    def _of_house(self) -> tuple[Membership, ...]:
        return (Membership(organisation=self.house),)

    def _met(self, change: Any, contact: int, ago: int) -> None:
        day = self.now.today - timedelta(days=ago)
        change.insert(
            Interaction(
                text="coffee",
                day=day,
                logged_at=self.now.instant,
                logged_on=day,
                zone=self.now.zone,
                took_part=(contact,),
                channel="in_person",
            )
        )

    def named(self, kind: str) -> list[Reminder]:
        """Who is chosen now, as the first look has it, which is what is computed from nothing."""
        holds(self.network, self.kept, self.now, capacity=9)
        found = first_look(self.network, self.kept, self.now, capacity=9, leap_day_in_march=False)
        assert found is not None
        rows = found.today(self.now).rows
        return [each for row in rows for each in (row.reminder, *row.behind) if each.kind == kind]

    def edit(self, contact: int, **fields: Any) -> None:
        """Change a contact."""
        with self.network.change("edit") as change:
            change.update(Contact.table, contact, **fields)


@pytest.fixture
def chosen(network: Network, now: Now) -> Chosen:
    """Of whom some are chosen, and the numbers kept of that."""
    return Chosen(network, now)


def test_another_is_begun_with_where_one_is_a_name_no_longer(chosen: Chosen) -> None:
    before = {each.contacts[0] for each in chosen.named("begin")}
    assert len(before) == 3
    chosen.edit(min(before), archived=True)
    after = {each.contacts[0] for each in chosen.named("begin")}
    assert len(after) == 3
    assert len(after & before) == 2


@pytest.mark.parametrize("fields", [{"tags": ("Club",)}, {"needs": ("ink",)}, {"organisations": True}])
def test_one_is_begun_with_who_shares_something_since(chosen: Chosen, fields: dict[str, Any]) -> None:
    before = {each.contacts[0] for each in chosen.named("begin")}
    shares = next(each for each in chosen.names if each not in before)
    if "organisations" in fields:
        fields = {"organisations": (Membership(organisation=chosen.house),)}
    chosen.edit(shares, **fields)
    (begun,) = (each for each in chosen.named("begin") if each.contacts == (shares,))
    assert "a line would begin it" not in begun.reason
    chosen.edit(chosen.friend, tags=(), needs=(), organisations=())
    assert all("a line would begin it" in each.reason for each in chosen.named("begin"))


def test_an_organisation_that_is_gone_is_shared_no_longer(chosen: Chosen) -> None:
    chosen.edit(chosen.names[0], organisations=(Membership(organisation=chosen.house),))
    chosen.kept = kept_of(compute(chosen.network, chosen.now), chosen.now)
    assert any("of House" in each.reason for each in chosen.named("begin"))
    with chosen.network.change("gone") as change:
        change.remove(Contact.table, chosen.house)
    assert not any("of House" in each.reason for each in chosen.named("begin"))


def test_another_old_tie_is_taken_up_where_one_was_archived(chosen: Chosen) -> None:
    seen = set()
    for _ in range(5):
        (tie,) = chosen.named("reconnect")
        assert tie.evidence
        seen.add(tie.contacts[0])
        chosen.edit(tie.contacts[0], archived=True)
    assert len(seen) == 5


def test_who_was_met_for_the_first_time_counts_once(peopled: Network, now: Now) -> None:
    first = now.today - timedelta(days=20)
    with peopled.change("a goal") as change:
        change.insert(Goal(measure="new_people", first=first, paces=(Pace(since=first, weekly=2),)))
    kept = kept_of(compute(peopled, now), now)
    for line, met in (
        ('3 days ago: call with @"Ada Lovelace"', 1),
        ('5 days ago: call with @"Alan Turing"', 2),
        ('40 days ago: call with @"Ada Lovelace"', 1),
    ):
        log_line(peopled, line, now)
        holds(peopled, kept, now, capacity=3)
        ((_, _, standing),) = compute(peopled, now).running_goals(now)
        assert standing.done == met


def test_whose_exchanges_count_no_longer_or_again_since(peopled: Network, now: Now) -> None:
    ada = next(each for each, contact in peopled.contacts.items() if contact.name == "Ada Lovelace")
    for in_ledger in (False, True):
        before = compute(peopled, now).balance(now)
        kept = kept_of(compute(peopled, now), now)
        with peopled.change("the ledger") as change:
            change.update(Contact.table, ada, in_ledger=in_ledger)
        holds(peopled, kept, now, capacity=3)
        assert compute(peopled, now).balance(now) != before
    kept = kept_of(compute(peopled, now), now)
    with peopled.change("gone") as change:
        change.update(Contact.table, ada, in_ledger=False)
    with peopled.change("gone") as change:
        change.remove(Contact.table, ada)
    holds(peopled, kept, now, capacity=3)


def test_an_organisation_rests_on_its_people(peopled: Network, now: Now) -> None:
    long_ago = now.today - timedelta(days=300)
    with peopled.change("a house") as change:
        house = change.insert(Contact(name="The Works", kind="organisation", added=long_ago))
        ada = change.insert(
            Contact(name="Ada", added=long_ago, organisations=(Membership(organisation=house),))
        )
    kept = kept_of(compute(peopled, now), now)
    assert house in {row.reminder.contacts[0] for row in compute(peopled, now).today(now).rows}
    log_line(peopled, '3 days ago: lunch with @"Ada", got big advice, got a big lead', now)
    holds(peopled, kept, now, capacity=9)
    kept = kept_of(compute(peopled, now), now)
    with peopled.change("she leaves") as change:
        change.update(Contact.table, ada, organisations=())
    holds(peopled, kept, now, capacity=9)


def test_of_names_people_come_before_organisations(network: Network, now: Now) -> None:
    with network.change("names") as change:
        for each in range(6):
            change.insert(Contact(name=f"House {each}", added=now.today, imported=True, kind="organisation"))
        for each in range(2):
            change.insert(Contact(name=f"Name {each}", added=now.today, imported=True))
    kept = kept_of(compute(network, now), now, ahead=True)
    for days in (0, 7):
        holds(network, kept, later(now, days), capacity=9)
    with network.change("one more") as change:
        change.insert(Contact(name="Name 9", added=now.today, imported=True))
    for days in (0, 7):
        holds(network, kept, later(now, days), capacity=9)


@pytest.mark.parametrize(
    "change",
    [
        lambda network, now: set_week_start(network, 7),
        lambda network, now: set_stage(network, "founder"),
        lambda network, now: set_routine(network, 6, now),
    ],
)
def test_after_the_profile_was_changed_they_are_of_no_use(
    peopled: Network, now: Now, change: Callable[[Network, Now], None]
) -> None:
    kept = kept_of(compute(peopled, now), now)
    change(peopled, now)
    assert look(peopled, kept, now) is None
    peopled.undo()
    assert look(peopled, kept, now) is None
    assert look(peopled, kept_of(compute(peopled, now), now), now) is not None


def test_where_too_many_were_touched_they_are_of_no_use(peopled: Network, now: Now) -> None:
    kept = kept_of(compute(peopled, now), now)
    with peopled.change("an import") as change:
        for each in range(MOST_TOUCHED + 1):
            change.insert(Contact(name=f"Name {each}", added=now.today, imported=True))
    assert look(peopled, kept, now) is None


def test_numbers_of_which_the_journal_does_not_know_are_of_no_use(peopled: Network, now: Now) -> None:
    kept = kept_of(compute(peopled, now), now)
    numbers = msgspec.msgpack.decode(kept)
    identity, number, digest = numbers[1].split()
    for mark in (
        f"{identity} {int(number) + 1} {digest}",
        f"{identity} 0 {digest}",
        f"{identity} {number} {digest[::-1]}",
        f"{identity[::-1]} {number} {digest}",
        f"{identity} {digest}",
        "",
    ):
        assert look(peopled, msgspec.msgpack.encode([numbers[0], mark, *numbers[2:]]), now) is None
