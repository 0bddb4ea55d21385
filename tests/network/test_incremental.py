"""After any run of changes the picture kept up is the picture computed from nothing, reminders and all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from netui.clock import Clock
from netui.domain.ledger import Balance
from netui.domain.records import (
    ME,
    Contact,
    Event,
    FollowUp,
    Interaction,
    IntroductionState,
    Membership,
    Review,
    YearlyDate,
)
from netui.errors import NetuiError
from netui.network import Network, answers
from netui.network.goals import change_pace, end_goal, new_goal
from netui.network.introducing import become, introduce
from netui.network.picture import Picture, compute, exhaust
from netui.network.reviewing import take
from tests.conftest import INSTANT, ZONE, log_line
from tests.network.helpers import run_in

NAMES = ("Ada Lovelace", "Emmy Noether", "Alan Turing", "Hypatia", "Mary Anning", "Tycho Brahe")
LINES = (
    'coffee with @"{0}", got big advice',
    '3 days ago: lunch with @"{0}", gave a referral',
    '5 days ago: met @"{0}" and @"{1}" at "The Symposium"',
    "2 days ago: panel with {0}",
    '40 days ago: zoom with @"{0}", got a big lead, got advice',
    '1200 days ago: call with @"{0}"',
    '500 days ago: email to @"{0}"',
    '200 days ago: message to @"{0}"',
    '20 days ago: liked a post by @"{0}" on linkedin',
    'met @"{0}", promised the notes by friday',
    "promised myself a walk by today",
    'plan: walk with @"{0}" tomorrow',
    'call with @"{0}", expecting the form by 10 days ago',
    'thanked @"{0}"',
    '@"{0}" introduced me to @"{1}"',
    '@"{0}" needs:reviewer',
    '@"{0}" offers:reviewer',
)
MEASURES = ("conversations", "gives", "introductions", "event_follow_ups", "new_people", "promises_kept")

contacts = st.integers(0, len(NAMES) - 1)


def by_channel(picture: Picture, today: date) -> list[tuple[str, int, Balance]]:
    """What a picture knows of each channel."""
    ledgers = picture.channels
    return [(name, count, ledgers.ledger(name).balance(today)) for name, count in ledgers.counts()]


class Kept(RuleBasedStateMachine):
    """Changes of every kind, one after the other."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        self.clock = Clock(ZONE, INSTANT)
        self.now = self.clock.now()
        Kept.number += 1
        path = self.folder / f"{Kept.number}" / "network.json"
        path.parent.mkdir()
        self.network = Network.open(path, self.clock.instant)
        with self.network.change("people") as change:
            self.house = change.insert(
                Contact(name="Royal Society", kind="organisation", added=date(2026, 1, 1))
            )
            self.people = [
                change.insert(
                    Contact(
                        name=name,
                        added=date(2026, 9, 1),
                        imported=place >= 2,
                        tags=("maths",) if place % 2 else (),
                        organisations=(Membership(organisation=self.house),) if place % 3 == 0 else (),
                        needs=("editor",) if place == 4 else (),
                        offers=("editor",) if place == 1 else (),
                    )
                )
                for place, name in enumerate(NAMES)
            ]
        self.picture = Picture(self.network)
        exhaust(self.picture.begin(self.now))
        self.network.subscribe(lambda changed: exhaust(self.picture.keep_up(changed, self.now)))

    number = 0

    @rule(line=st.sampled_from(LINES), one=contacts, other=contacts)
    def log(self, line: str, one: int, other: int) -> None:
        named = [NAMES[each] for each in (one, other)]
        self._try(lambda: log_line(self.network, line.format(*named), self.now))

    @rule(
        who=contacts,
        fields=st.sampled_from(
            [
                {"muted": True}, {"archived": True}, {"archived": False}, {"in_ledger": False},
                {"far": True}, {"tags": ("maths", "Sea")}, {"needs": ("Reviewer",)}, {"offers": ("editor",)},
                {"name": "Somebody Else"}, {"cadence": 7}, {"imported": True}, {"introduced_by": ()},
                {"dates": (YearlyDate(month=11, day=25),)},
            ]
        ),
    )  # fmt: skip
    def edit(self, who: int, fields: dict[str, Any]) -> None:
        self._set("edit", self.people[who], fields)

    @rule(name=st.sampled_from(("The Works", "Royal Society")))
    def rename_the_house(self, name: str) -> None:
        self._set("rename", self.house, {"name": name})

    @rule(one=contacts, other=contacts, by=st.sampled_from((ME, 0, 2)))
    def introduce(self, one: int, other: int, by: int) -> None:
        introducer = by if by == ME else self.people[by]
        between = (self.people[one], self.people[other])
        self._try(lambda: introduce(self.network, between, self.now, by=introducer, state="proposed"))

    @precondition(lambda self: bool(self.network.introductions))
    @rule(state=st.sampled_from(("made", "met", "fruitful", "declined")))
    def what_became_of_it(self, state: IntroductionState) -> None:
        self._try(lambda: become(self.network, max(self.network.introductions), state, self.now))

    @rule(measure=st.sampled_from(MEASURES), weekly=st.integers(1, 9), ago=st.integers(-3, 40))
    def goal(self, measure: Any, weekly: int, ago: int) -> None:
        first = self.now.today - timedelta(days=ago)
        new_goal(self.network, measure, weekly, self.now, first=first)

    @precondition(lambda self: bool(self.network.goals))
    @rule(weekly=st.integers(1, 9))
    def another_pace(self, weekly: int) -> None:
        self._try(lambda: change_pace(self.network, max(self.network.goals), weekly, self.now))

    @precondition(lambda self: bool(self.network.goals))
    @rule()
    def end(self) -> None:
        self._try(lambda: end_goal(self.network, max(self.network.goals), "", self.now))

    @precondition(lambda self: bool(self.network.events))
    @rule(fields=st.sampled_from([{"name": "Another Name"}, {"met": ()}, {"day": date(2026, 10, 1)}]))
    def event(self, fields: dict[str, Any]) -> None:
        with self.network.change("event") as change:
            change.update(Event.table, max(self.network.events), **fields)

    @rule(chosen=st.lists(contacts, max_size=3))
    def review(self, chosen: list[int]) -> None:
        named = [self.people[each] for each in dict.fromkeys(chosen)]
        self._try(lambda: take(self.network, self.picture, "next", self.now, next=named))
        with self.network.change("of last week") as change:
            for review_id in self.network.reviews:
                change.update(Review.table, review_id, week=date(2026, 11, 16))

    @rule(place=st.integers(0, 9), how=st.sampled_from(("skip", "snooze", "done")))
    def answer(self, place: int, how: str) -> None:
        rows = self.picture.today(self.now).rows
        if not rows:
            return
        reminder = rows[place % len(rows)].reminder
        act: dict[str, Callable[[], object]] = {
            "skip": lambda: answers.skip(self.network, reminder, self.now),
            "snooze": lambda: answers.snooze(self.network, reminder, date(2026, 12, 1), self.now),
            "done": lambda: answers.done(self.network, reminder, self.now),
        }
        self._try(act[how])

    @rule(table=st.sampled_from((Interaction.table, FollowUp.table)))
    def take_away(self, table: str) -> None:
        records = self.network.store.table(table)
        if records:
            self._try(lambda: answers.delete(self.network, max(records)))

    @rule(back=st.booleans())
    def step_back(self, back: bool) -> None:
        self._try(self.network.undo if back else self.network.redo)

    def _set(self, label: str, contact: int, fields: dict[str, Any]) -> None:
        def act() -> None:
            with self.network.change(label) as change:
                change.update(Contact.table, contact, **fields)

        self._try(act)

    def _try(self, act: Callable[[], object]) -> None:
        with contextlib.suppress(NetuiError):
            act()

    @invariant()
    def same_as_from_nothing(self) -> None:
        fresh = compute(self.network, self.now)
        assert self.picture.standings == fresh.standings
        assert self.picture.tallies == fresh.tallies
        assert self.picture.today(self.now) == fresh.today(self.now)
        assert self.picture.best_matches() == fresh.best_matches()
        assert self.picture.running_goals(self.now) == fresh.running_goals(self.now)
        assert by_channel(self.picture, self.now.today) == by_channel(fresh, self.now.today)

    def teardown(self) -> None:
        if hasattr(self, "network"):
            self.network.close()


def test_incremental_equals_from_nothing(tmp_path: Path) -> None:
    run_in(tmp_path, Kept, examples=30, steps=20)
