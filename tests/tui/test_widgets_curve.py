"""The curve of a year, the dots of a week, and the tabs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netui.domain.days import days_between
from netui.domain.routine import DayTally, calendar
from netui.tui.theme import ASCII, UNICODE, Glyphs
from netui.tui.widgets.calendar_layouts import LABELS, WEEKS, YearLayout
from netui.tui.widgets.curve import YearCurve, area
from netui.tui.widgets.list_tabs import ListTabs
from netui.tui.widgets.painting import Span
from netui.tui.widgets.week_dots import day_sign, week_dots
from tests.tui.harness import Around, painted

MONDAY = date(2025, 11, 24)


def test_an_area_begins_at_zero_and_ends_at_one() -> None:
    assert area([0, 0.25, 0.5, 1, None, 0.001], 2) == ["   █  ", " ▄██ ▁"]
    assert area([1, 0.5], 1, ASCII) == ["#-"]


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30), st.integers(1, 8))
def test_a_column_is_as_high_as_its_value(values: list[float | None], height: int) -> None:
    lines = area(values, height)
    assert [len(line) for line in lines] == [len(values)] * height
    for column, value in enumerate(values):
        filled = sum(0 if line[column] == " " else UNICODE.spark.index(line[column]) + 1 for line in lines)
        wanted = (value or 0) * height * len(UNICODE.spark)
        assert abs(filled - wanted) <= 0.5 or (filled == 1 and 0 < wanted < 1)


@pytest.mark.parametrize(("size", "lines"), [((120, 40), 6), ((200, 60), 10)])
async def test_the_curve_stands_under_the_weeks(size: tuple[int, int], lines: int) -> None:
    widget = YearCurve()
    async with Around(widget).run_test(size=size) as pilot:
        layout = YearLayout(MONDAY, 2)
        half = layout.first + timedelta(weeks=26)
        widget.show([Span("Strength")], dict.fromkeys(days_between(half, layout.last), 0.5))
        widget.under(layout)
        await pilot.pause()
        text = painted(widget)
        assert len(text) == lines
        assert text[0].strip() == "Strength"
        assert text[1].split() == ["100%"]
        assert text[lines // 2].split()[0] == "50%"
        assert text[-1].split()[0] == "0%"
        assert text[-2].index("█") == LABELS + 26 * 2
        assert text[-2].rstrip().endswith("█" * WEEKS)


@pytest.mark.parametrize(("glyphs", "dots"), [(UNICODE, "░ · █ ◌ ·     "), (ASCII, "- . # o .     ")])
def test_a_week_is_seven_signs(glyphs: Glyphs, dots: str) -> None:
    tallies = {
        MONDAY: DayTally(1, active=True, late=False),
        MONDAY + timedelta(days=1): DayTally(1, active=False, late=False),
        MONDAY + timedelta(days=2): DayTally(9, active=True, late=False),
        MONDAY + timedelta(days=3): DayTally(1, active=True, late=True),
    }
    spans = week_dots(tallies, MONDAY, MONDAY + timedelta(days=4), glyphs)
    assert "".join(span.text for span in spans) == dots


def test_the_days_of_a_week_look_as_on_the_calendar() -> None:
    tallies = {
        MONDAY - timedelta(days=day): DayTally(1 + day % 5, active=True, late=day == 3) for day in range(40)
    }
    first = MONDAY - timedelta(days=6)
    shown = [day_sign(day) for day in calendar(tallies, (), first, MONDAY)]
    assert [(span.text[0], span.tone) for span in week_dots(tallies, first, MONDAY)] == shown
    assert len({glyph for glyph, _ in shown}) > 3


async def test_tabs_are_chosen_by_a_click() -> None:
    widget = ListTabs(("people", "channels", "months"))
    app = Around(widget)
    async with app.run_test(size=(80, 3)) as pilot:
        await pilot.pause()
        assert painted(widget)[0].rstrip() == "  people  channels  months"
        await pilot.click(widget, offset=(12, 0))
        await pilot.click(widget, offset=(60, 0))
        assert [m.index for m in app.messages if isinstance(m, ListTabs.Chosen)] == [1]
        widget.show(1)
        await pilot.pause()
        reverse = [s.text for s in widget.render_line(0) if s.style and s.style.reverse]
        assert reverse == [" channels "]
