"""A contact's fields as a person writes them: what was written is read as it was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.cadence import LONGEST
from netui.domain.records import YearlyDate
from netui.domain.written import (
    begin_written,
    cadence_written,
    end_written,
    read_begin,
    read_birthday,
    read_cadence,
    read_end,
    read_values,
    stretch_written,
    values_written,
    yearly_written,
)
from netui.errors import UsageProblem

VALUES = st.lists(
    st.text(
        st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), blacklist_characters=";"),
        min_size=1,
    ),
    unique=True,
)


@given(VALUES)
def test_values_are_read_as_they_were_written(values: list[str]) -> None:
    assert read_values(values_written(values)) == tuple(values)


def test_values_are_split_by_semicolons_where_one_holds_a_comma() -> None:
    assert values_written(["King, Ada"]) == "King, Ada;"
    assert values_written(["King, Ada", "Countess"]) == "King, Ada; Countess"
    assert read_values(" a ,, b,a ") == ("a", "b")


@given(st.integers(1, LONGEST))
def test_a_cadence_is_read_as_it_was_written(days: int) -> None:
    assert read_cadence(cadence_written(days)) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [("", None), ("30", 30), ("2 weeks", 14), ("every month", 30), ("3m", 90), ("Year", 365), ("1 d", 1)],
)
def test_cadences(text: str, days: int | None) -> None:
    assert read_cadence(text) == days


@pytest.mark.parametrize("text", ["0", "often", "36501", "2 fortnights", "s", "-3"])
def test_what_is_no_cadence(text: str) -> None:
    with pytest.raises(UsageProblem):
        read_cadence(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_days_of_a_membership_are_read_as_they_were_written(day: date) -> None:
    assert read_begin(begin_written(day)) == day
    assert read_end(end_written(day)) == day


def test_a_year_or_a_month_begins_with_its_first_and_ends_with_its_last_day() -> None:
    assert (read_begin("2019"), read_end("2019")) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (read_begin("2020-2"), read_end("2020-02")) == (date(2020, 2, 1), date(2020, 2, 29))
    assert (read_begin(" "), read_end("")) == (None, None)
    for text in ("19", "2019-13", "2019-02-30", "spring"):
        with pytest.raises(UsageProblem):
            read_begin(text)


def test_a_stretch_in_words() -> None:
    assert stretch_written(date(2019, 1, 1), None) == "since 2019"
    assert stretch_written(None, date(2019, 5, 31)) == "until 2019-05"
    assert stretch_written(date(2012, 3, 4), date(2019, 12, 31)) == "2012-03-04 to 2019"
    assert stretch_written(date(2012, 1, 1), date(2012, 12, 31)) == "2012"
    assert stretch_written(None, None) == ""


@given(st.dates(min_value=date(1000, 1, 1)), st.booleans())
def test_a_birthday_is_read_as_it_was_written(day: date, with_year: bool) -> None:
    birthday = YearlyDate(month=day.month, day=day.day, year=day.year if with_year else None)
    assert read_birthday(yearly_written(birthday)) == birthday
