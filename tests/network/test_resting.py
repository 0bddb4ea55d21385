"""Planned rest: planned, and taken back in whole or in part."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netui.clock import Clock
from netui.domain.days import Now, days_between
from netui.errors import NetuiError
from netui.network import Network
from netui.network.resting import is_rest, plan_rest, take_back_rest
from tests.conftest import INSTANT, ZONE

TODAY = Clock(ZONE, INSTANT).now().today
NEXT = TODAY + timedelta(days=7)


def spans(network: Network) -> list[tuple[date, date]]:
    return sorted((rest.first, rest.last) for rest in network.rests.values())


def test_a_day_within_is_taken_back_and_the_rest_of_it_stays(network: Network, now: Now) -> None:
    plan_rest(network, NEXT, NEXT + timedelta(days=6), now.today)
    day = NEXT + timedelta(days=3)
    assert take_back_rest(network, day, day, now.today) == 1
    assert spans(network) == [
        (NEXT, day - timedelta(days=1)),
        (day + timedelta(days=1), NEXT + timedelta(days=6)),
    ]
    assert not is_rest(network, day)
    assert is_rest(network, NEXT)
    assert take_back_rest(network, day, day, now.today) == 0
    network.undo()
    assert spans(network) == [(NEXT, NEXT + timedelta(days=6))]


def test_what_has_passed_is_neither_planned_nor_taken_back(network: Network, now: Now) -> None:
    yesterday = now.today - timedelta(days=1)
    for act in (plan_rest, take_back_rest):
        with pytest.raises(NetuiError, match="has passed"):
            act(network, yesterday, now.today, now.today)
    assert not network.rests


days = st.integers(0, 20).map(lambda offset: TODAY + timedelta(days=offset))
stretches = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@given(planned=st.lists(stretches, max_size=4), freed=stretches)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exactly_the_days_taken_back_are_no_rest(
    network: Network, planned: list[tuple[date, date]], freed: tuple[date, date]
) -> None:
    with network.change("again") as change:
        for record_id in list(network.rests):
            change.remove("rests", record_id)
    for first, last in planned:
        plan_rest(network, first, last, TODAY)
    before = {day for first, last in planned for day in days_between(first, last)}
    gone = set(days_between(*freed))
    assert take_back_rest(network, *freed, TODAY) == len(before & gone)
    after = {day for rest in network.rests.values() for day in days_between(rest.first, rest.last)}
    assert after == before - gone
