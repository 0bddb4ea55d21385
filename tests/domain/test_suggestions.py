"""Whom to meet, reconnect or begin with: few, and the same all week or month (rules.md, section 6)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from netui.domain.suggestions import Feature, first_of, is_dormant, to_begin_with, turn_to_meet

WEEK = date(2026, 11, 23)

FEATURE = st.tuples(st.sampled_from(["organisation", "tag", "need"]), st.integers(0, 4))


def test_a_turn_to_meet_comes_once_in_thirteen_weeks() -> None:
    since = date(2026, 10, 8)  # a Thursday
    weeks = [WEEK + timedelta(weeks=offset) for offset in range(-10, 40)]
    turns = [week for week in weeks if turn_to_meet(since, week)]
    assert turns[0] == date(2026, 10, 12)
    assert {later - earlier for earlier, later in pairwise(turns)} == {timedelta(days=91)}
    assert not turn_to_meet(None, WEEK)


def test_three_years_make_a_tie_dormant() -> None:
    assert is_dormant(WEEK - timedelta(days=1095), WEEK)
    assert not is_dormant(WEEK - timedelta(days=1094), WEEK)
    assert not is_dormant(None, WEEK)


@given(st.sets(st.integers(1, 10_000), min_size=1))
def test_one_of_them_and_the_same_in_whatever_order(contacts: set[int]) -> None:
    chosen = first_of("2026-11", contacts)
    assert chosen in contacts
    assert first_of("2026-11", sorted(contacts)) == chosen
    assert first_of("2026-11", contacts - {chosen or 0}) != chosen


def test_over_the_months_all_come_round() -> None:
    chosen = {first_of(f"{2020 + month // 12}-{month % 12 + 1:02}", range(1, 6)) for month in range(60)}
    assert chosen == set(range(1, 6))
    assert first_of("2026-11", ()) is None


def test_those_first_who_share_an_organisation_then_a_tag_then_a_need() -> None:
    names: dict[int, tuple[Feature, ...]] = {
        1: (("need", "tea"),), 2: (("tag", "maths"),), 3: (("organisation", 9),), 4: (), 5: (("tag", "x"),),
    }  # fmt: skip
    active: dict[Feature, object] = {("need", "tea"): 0, ("tag", "maths"): 0, ("organisation", 9): 0}
    assert to_begin_with(WEEK, names, active) == [3, 2, 1]


def test_people_come_before_organisations() -> None:
    names: dict[int, tuple[Feature, ...]] = {
        1: (), 2: (("tag", "maths"),), 8: (("organisation", 8),), 9: (("organisation", 9),),
    }  # fmt: skip
    active: dict[Feature, object] = {
        ("tag", "maths"): 0, ("organisation", 8): 0, ("organisation", 9): 0,
    }  # fmt: skip
    chosen = to_begin_with(WEEK, names, active, houses={8, 9})
    assert chosen[:2] == [2, 1]
    assert set(chosen[2:]) < {8, 9}


@given(st.dictionaries(st.integers(1, 500), st.lists(FEATURE, max_size=3).map(tuple)), st.sets(FEATURE))
def test_at_most_three_a_week(names: dict[int, tuple[Feature, ...]], shared: set[Feature]) -> None:
    chosen = to_begin_with(WEEK, names, dict.fromkeys(shared))
    assert len(chosen) == len(set(chosen)) == min(3, len(names))
