"""The weekly review, milestones, and the shares of events."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from netui.domain.events import met_at, shares
from netui.domain.milestones import MONTH_OF_PROMISES, Reached, kept_month, reached, to_tell
from netui.domain.records import FollowUp, Interaction, Review
from netui.domain.review import STEPS, chosen_for, reviewed_week, step_of, with_step

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("today", "week"),
    [(0, -7), (2, -7), (3, 0), (6, 0), (7, 0), (9, 0), (10, 7)],
)
def test_which_week_is_looked_back_on(today: int, week: int) -> None:
    assert reviewed_week(MONDAY + timedelta(days=today)) == MONDAY + timedelta(days=week)


def test_the_steps_in_any_order_end_in_a_finished_review() -> None:
    for order in permutations(STEPS):
        review = Review(week=MONDAY, begun=MONDAY)
        for step in order:
            assert review.finished is None
            review = with_step(review, step, MONDAY, skipped=step == "balance")
        assert review.finished == MONDAY
        assert (review.taken, review.skipped) == (STEPS, ("balance",))
        assert step_of(review) is None


def test_it_is_taken_up_where_it_was_left_and_a_skipped_step_can_be_taken() -> None:
    review = with_step(Review(week=MONDAY, begun=MONDAY), "unlogged", MONDAY, skipped=True)
    assert step_of(review) == "promises"
    assert with_step(review, "unlogged", MONDAY).skipped == ()
    assert step_of(None) == "unlogged"


def test_those_named_are_for_the_week_after_and_no_longer() -> None:
    reviews = {9: Review(week=MONDAY, begun=MONDAY, next=(1, 2, 3, 4))}
    days = [offset for offset in range(30) if chosen_for(reviews, MONDAY + timedelta(days=offset))]
    assert days == list(range(7, 14))
    assert chosen_for(reviews, MONDAY + timedelta(days=7)) == {1: 9, 2: 9, 3: 9}


def test_a_milestone_is_noticed_once_and_only_the_highest_is_told() -> None:
    new = reached({"interactions": 60, "gives": 1}, {("interactions", 1)})
    assert new == [Reached("interactions", 10), Reached("interactions", 50), Reached("gives", 1)]
    assert [each.words for each in to_tell(new)] == ["50 logged", "the first thing given"]
    assert reached({"interactions": 60}, {("interactions", number) for number in (1, 10, 50)}) == []


def test_what_is_below_a_noticed_one_is_nothing_new() -> None:
    assert reached({"streak": 30}, {("streak", 26)}) == []
    assert to_tell(reached({"streak": 30}, {("streak", 4)}))[0].words == "26 weeks of routine in a row"
    assert to_tell(reached({"streak": 10}, {("streak", 4)}))[0].words == "10 weeks of routine in a row"
    assert to_tell(reached({"fruitful": 1}, ()))[0].words == "the first introduction that bore fruit"


def promise(due: date | None, done: date | None, **fields: Any) -> FollowUp:
    return FollowUp(
        kind=fields.pop("kind", "promise"),
        owner=fields.pop("owner", "me"),
        text="",
        made=MONDAY,
        made_at=datetime(2026, 11, 23, tzinfo=UTC),
        zone="UTC",
        due=due,
        done=done,
        **fields,
    )


OCTOBER = [promise(date(2026, 10, day), date(2026, 10, day - 1)) for day in (2, 15, 31)]


@pytest.mark.parametrize(
    ("promises", "month"),
    [
        (OCTOBER, 202610),
        (OCTOBER[:2], 0),
        ([*OCTOBER, promise(date(2026, 10, 5), date(2026, 10, 6))], 0),
        ([*OCTOBER, promise(date(2026, 10, 5), None)], 0),
        ([*OCTOBER, promise(date(2026, 10, 5), None, dropped=date(2026, 10, 6))], 202610),
        ([*OCTOBER, promise(date(2026, 10, 5), None, owner="them")], 202610),
        ([*OCTOBER, promise(date(2026, 10, 5), None, kind="meeting")], 202610),
        ([*OCTOBER, promise(date(2026, 11, 2), None), promise(None, None)], 202610),
        ([*OCTOBER, promise(date(2025, 10, 5), None)], 202610),
        ([], 0),
    ],
)
def test_a_month_in_which_every_promise_was_kept(promises: list[FollowUp], month: int) -> None:
    assert kept_month(promises, date(2026, 11, 23)) == month
    assert kept_month(promises, date(2026, 12, 1)) == 0
    (told,) = to_tell(reached({MONTH_OF_PROMISES: 202601}, {(MONTH_OF_PROMISES, 202512)}))
    assert told.words == "every promise due in Jan kept"


def interaction(offset: int, **fields: Any) -> Interaction:
    day = MONDAY + timedelta(days=offset)
    fields.setdefault("took_part", (1,))
    return Interaction(
        text="", day=day, logged_at=datetime(2026, 11, 23, tzinfo=UTC), logged_on=day, zone="UTC", **fields
    )


@pytest.mark.parametrize(
    ("later", "days", "within"),
    [
        ((), None, False),
        ((interaction(-3, channel="phone"),), None, False),
        ((interaction(0, channel="event", event=7), interaction(1, channel="social")), None, False),
        ((interaction(0, channel="message"),), 0, True),
        ((interaction(2, channel="phone"), interaction(5, channel="phone")), 2, True),
        ((interaction(3, channel="phone"),), 3, False),
    ],
)
def test_who_was_followed_up(later: tuple[Interaction, ...], days: int | None, within: bool) -> None:
    met = met_at(1, 7, MONDAY, later)
    assert (met.days, met.within_48_hours) == (days, within)


def test_the_shares_of_events() -> None:
    records = [interaction(0, channel="event"), interaction(0, event=7), interaction(0), interaction(1)]
    records += [interaction(1, channel="social"), interaction(1, took_part=())]
    met = [
        met_at(1, 7, MONDAY, [interaction(1)]),
        met_at(2, 7, MONDAY, []),
        met_at(3, 7, MONDAY, [interaction(9)]),
    ]
    found = shares(records, met)
    assert (found.of_activity, found.met, found.followed_up, found.within_48_hours) == (0.5, 3, 2, 1)
    assert found.of_met == pytest.approx(2 / 3)
    nothing = shares([], [])
    assert (nothing.of_activity, nothing.of_met) == (None, None)
