"""Cadence and urgency: the vectors of rules.md, section 3, and what must always hold."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.cadence import (
    CIRCLE_CADENCES,
    LONGEST,
    Touch,
    cadence_of,
    circle_cadences,
    spread_offset,
    spread_width,
    stable_fraction,
    state_of,
    touch,
    usual_gap,
)
from netui.domain.records import Circle, CircleCadence, Contact, Profile

TODAY = date(2026, 11, 23)
ADA = 890_000_000_000_123


def contact(**fields: Any) -> Contact:
    return Contact(name="Ada Lovelace", added=fields.pop("added", TODAY - timedelta(days=400)), **fields)


def days_ago(*ages: int) -> list[date]:
    return sorted(TODAY - timedelta(days=age) for age in ages)


def with_gaps(*gaps: int) -> list[date]:
    return [date(2026, 1, 1) + timedelta(days=offset) for offset in accumulate(gaps, initial=0)]


def last_spoke(days: int, cadence: int) -> Touch:
    return touch(ADA, contact(cadence=cadence), days_ago(days), TODAY)


@pytest.mark.parametrize(
    ("elapsed", "cadence", "urgency", "state"),
    [
        (90, 30, 3.0, "resting"),
        (40, 20, 2.0, "overdue"),
        (5, 30, 0.1667, "active"),
        (24, 30, 0.8, "soon"),
        (23, 30, 0.7667, "active"),
        (30, 30, 1.0, "due"),
        (45, 30, 1.5, "overdue"),
        (89, 30, 2.9667, "overdue"),
        (0, 1, 0.0, "active"),
    ],
)
def test_the_vectors_of_urgency(elapsed: int, cadence: int, urgency: float, state: str) -> None:
    found = last_spoke(elapsed, cadence)
    assert found.urgency == pytest.approx(urgency, abs=1e-4)
    assert found.state == state
    assert found.due == TODAY + timedelta(days=cadence - elapsed)


# --- which cadence -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "usual", "expected"),
    [
        ({"cadence": 45, "circle": "inner"}, 20, (45, "hand")),
        ({"circle": "inner"}, 20, (20, "inferred")),
        ({}, 3, (7, "inferred")),
        ({}, 900, (365, "inferred")),
        ({"circle": "inner"}, None, (7, "circle")),
        ({"circle": "close"}, None, (30, "circle")),
        ({"circle": "wider"}, None, (90, "circle")),
        ({"circle": "outer"}, None, (365, "circle")),
        ({}, None, (90, "default")),
    ],
)
def test_the_first_cadence_that_exists(
    fields: dict[str, Any], usual: int | None, expected: tuple[int, str]
) -> None:
    assert cadence_of(contact(**fields), usual) == expected


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ((), None),
        ((10, 20), None),
        ((10, 30, 20), 20),
        ((10, 11, 12, 13), 12),  # a half is rounded up
        ((1000, 1000, 5, 5, 5, 5, 5, 5, 5, 5), 5),  # the last eight
        ((1, 1, 1), 1),
    ],
)
def test_the_usual_gap(gaps: tuple[int, ...], expected: int | None) -> None:
    assert usual_gap(with_gaps(*gaps)) == expected


def test_what_is_usual_is_told_as_it_is_and_kept_to_as_is_sensible() -> None:
    daily = touch(ADA, contact(), days_ago(0, 1, 2, 3, 4), TODAY)
    assert (daily.usual, daily.cadence, daily.source) == (1, 7, "inferred")


# --- since when --------------------------------------------------------------------------------------------


def test_added_by_hand_and_never_contacted_counts_from_the_day_added() -> None:
    found = touch(ADA, contact(added=TODAY - timedelta(days=45), circle="close"), [], TODAY)
    assert (found.last_contact, found.elapsed, found.urgency, found.state) == (None, 45, 1.5, "overdue")


def test_imported_and_never_contacted_is_only_a_name() -> None:
    found = touch(ADA, contact(imported=True, cadence=10), [], TODAY)
    assert found == Touch(None, None, None, None, None, None, "only_name", None)


def test_imported_and_contacted_is_like_any_other() -> None:
    assert touch(ADA, contact(imported=True, cadence=10), days_ago(10), TODAY).state == "due"


@pytest.mark.parametrize("imported", [True, False])
def test_archived_says_so(imported: bool) -> None:
    assert touch(ADA, contact(archived=True, imported=imported), [], TODAY).state == "archived"


def test_an_older_entry_cannot_move_the_last_contact_back() -> None:
    assert touch(ADA, contact(cadence=30), days_ago(200, 4), TODAY).elapsed == 4


def test_a_day_to_come_is_no_crash() -> None:
    found = touch(ADA, contact(cadence=30), [TODAY + timedelta(days=3)], TODAY)
    assert (found.elapsed, found.state) == (0, "active")


def test_a_cadence_beyond_the_calendar_is_no_crash() -> None:
    stale = touch(ADA, contact(cadence=10**9), days_ago(1), TODAY)
    assert (stale.cadence, stale.due) == (LONGEST, TODAY + timedelta(days=LONGEST - 1))
    assert touch(ADA, contact(cadence=10**9), [date(9999, 1, 1)], TODAY).due == date.max


# --- the spread --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cadence", "width"),
    [(1, 1.0), (7, 1 + 0.15 * 4.5), (20, 1 + 0.15 * 4.5 + 0.1 * 13), (30, 1 + 0.15 * 4.5 + 1.3 + 0.05 * 10)],
)
def test_how_wide_the_due_days_are_spread(cadence: int, width: float) -> None:
    assert spread_width(cadence) == pytest.approx(width)


def test_the_spread_moves_the_due_day_and_not_the_urgency() -> None:
    last = days_ago(90)
    found = [touch(contact_id, contact(circle="wider"), last, TODAY) for contact_id in range(200)]
    assert {one.urgency for one in found} == {1.0}
    moved = {(one.due - TODAY).days for one in found if one.due}
    half = spread_width(90) / 2
    assert len(moved) >= 5
    assert max(map(abs, moved)) <= half + 0.5


def test_a_cadence_set_by_hand_is_not_spread() -> None:
    due = {touch(contact_id, contact(cadence=90), days_ago(90), TODAY).due for contact_id in range(50)}
    assert due == {TODAY}


@given(st.integers(0, 2**53), st.integers(1, 365))
def test_the_offset_lies_within_the_width(contact_id: int, cadence: int) -> None:
    assert abs(spread_offset(contact_id, cadence)) <= spread_width(cadence) / 2 + 0.5
    assert 0 <= stable_fraction(contact_id) < 1


def test_the_offset_is_the_same_in_every_process() -> None:
    code = f"from netui.domain.cadence import stable_fraction; print(repr(stable_fraction({ADA})))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {repr(stable_fraction(ADA))}


# --- always ------------------------------------------------------------------------------------------------

ORDER = ("active", "soon", "due", "overdue", "resting")


@given(st.floats(0, 10), st.floats(0, 10))
def test_states_follow_the_urgency(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert ORDER.index(state_of(low)) <= ORDER.index(state_of(high))


@given(
    st.lists(st.integers(0, 4000), unique=True, max_size=15),
    st.sampled_from(["inner", "close", "wider", "outer", None]),
    st.one_of(st.none(), st.integers(1, 400)),
)
def test_every_contact_added_by_hand_has_a_cadence(
    ages: list[int], circle: Circle | None, cadence: int | None
) -> None:
    found = touch(ADA, contact(circle=circle, cadence=cadence), days_ago(*ages), TODAY)
    assert found.cadence is not None
    assert found.elapsed == (min(ages) if ages else 400)
    assert found.urgency == found.elapsed / found.cadence
    assert (found.usual is None) == (len(ages) < 4)


def test_circles_have_the_days_that_were_set_else_what_the_stage_proposes() -> None:
    assert circle_cadences(Profile()) == CIRCLE_CADENCES
    assert circle_cadences(Profile(stage="established")) == CIRCLE_CADENCES
    founder = circle_cadences(Profile(stage="founder", circles=(CircleCadence(circle="close", days=40),)))
    assert founder == {"inner": 7, "close": 40, "wider": 60, "outer": 180}
    assert cadence_of(contact(circle="outer"), None, founder) == (180, "circle")
    assert cadence_of(contact(), None, founder) == (60, "default")
    assert cadence_of(contact(circle="outer", cadence=3), None, founder) == (3, "hand")
    assert cadence_of(contact(circle="outer"), 20, founder) == (20, "inferred")
