"""The streak calendar: a year where there is room, months elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from textual.geometry import Region
from textual.strip import Strip

from netui.domain.days import days_between
from netui.domain.routine import CalendarDay
from netui.tui.theme import ASCII, LIGHT, UNICODE, Glyphs
from netui.tui.widgets.calendar import StreakCalendar
from netui.tui.widgets.calendar_layouts import (
    LABELS,
    MONTH_WIDTH,
    YEAR_FROM,
    MonthsLayout,
    YearLayout,
    layout_for,
)
from tests.tui.harness import Around, painted

TODAY = date(2026, 11, 27)
"""A Friday."""

COUNTS = {TODAY: 1, TODAY - timedelta(days=1): 2, TODAY - timedelta(days=2): 3, TODAY - timedelta(days=3): 9}
REST = TODAY + timedelta(days=2)


class Shown:
    """A source of days that remembers what it was asked for. Days with two interactions were logged late."""

    def __init__(self, counts: dict[date, int] | None = None) -> None:
        self.counts = counts or {}
        self.asked: list[tuple[date, date]] = []

    def __call__(self, first: date, last: date) -> Sequence[CalendarDay]:
        self.asked.append((first, last))
        return [
            CalendarDay(day, count, min(4, count), late=count == 2, rest=day == REST)
            for day in days_between(first, last)
            for count in [self.counts.get(day, 0)]
        ]


def calendar_of(
    source: Shown, *, glyphs: Glyphs = UNICODE, week_start: int = 1, first: date = date(2024, 1, 1)
) -> tuple[StreakCalendar, Around]:
    """A calendar of four years, and the program around it."""
    widget = StreakCalendar(glyphs=glyphs, week_start=week_start)
    app = Around(widget)
    app.call_later(widget.show, source, TODAY, (first, date(2027, 11, 27)), (first, TODAY))
    return widget, app


@pytest.mark.parametrize(("width", "cells"), [(YEAR_FROM, 2), (120, 2), (200, 3)])
async def test_a_year_is_weeks_across_with_the_days_under_each_other(width: int, cells: int) -> None:
    widget, app = calendar_of(Shown(COUNTS))
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        lines = painted(widget)
        assert " ".join(text[:LABELS].strip() for text in lines[1:8]) == "Mon Tue Wed Thu Fri Sat Sun"
        at = LABELS + 52 * cells
        assert [text[at] for text in lines[1:8]] == ["·", "█", "▓", "◌", "░", " ", "~"]
        assert lines[0].split() == [
            "Dec",
            "'25",
            "Jan",
            "'26",
            "Feb",
            "Mar",
            "Apr",
            "May",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Oct",
            "Nov",
        ]
        assert "logged late" in lines[9]
        assert f"{UNICODE.today} today" in lines[9]


async def test_months_stand_beside_each_other_where_a_year_does_not_fit() -> None:
    widget, app = calendar_of(Shown(COUNTS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = painted(widget)
        assert lines[0].split() == ["Sep", "2026", "Oct", "2026", "Nov", "2026"]
        assert lines[1].split()[:7] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
        assert [text[54:57].strip() for text in lines[2:8]] == ["1", "2", "9", "16", "23", "30"]
        assert lines[6][54:].rstrip() == "23 ·· ██ ▓▓ ◌◌[░░◂   ~~"
        assert "fewer" in lines[8]


@pytest.mark.parametrize(
    ("size", "months"),
    [((50, 24), 1), ((60, 24), 2), ((80, 24), 3), ((105, 24), 4), ((80, 33), 6), ((80, 60), 12)],
)
async def test_as_many_months_as_there_is_room_for_end_with_this_one(
    size: tuple[int, int], months: int
) -> None:
    widget, app = calendar_of(Shown())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        names = [word for y in range(0, len(painted(widget)), 9) for word in painted(widget)[y].split()]
        years = [word for word in names if word.isdecimal()]
        assert len(years) == months
        assert "Nov" in names


async def test_only_days_that_are_seen_are_asked_for() -> None:
    source = Shown()
    widget, app = calendar_of(source)
    async with app.run_test(size=(80, 24)) as pilot:
        widget.focus()
        await pilot.pause()
        assert set(source.asked) == {(date(2026, 9, 1), date(2026, 11, 30))}
        before = len(source.asked)
        await pilot.press(*["up"] * 5)
        assert len(source.asked) == before
        await pilot.press(*["up"] * 8)
        assert widget.day == TODAY - timedelta(weeks=13)
        assert source.asked[before:] == [(date(2026, 8, 1), date(2026, 10, 31))]


@pytest.mark.parametrize(
    ("width", "walked"),
    [
        (120, {"up": 1, "k": 1, "down": -1, "j": -1, "left": 7, "right": -7}),
        (80, {"up": 7, "k": 7, "down": -7, "j": -7, "left": 1, "right": -1}),
    ],
)
async def test_the_cursor_walks_as_the_days_stand(width: int, walked: dict[str, int]) -> None:
    widget, app = calendar_of(Shown())
    async with app.run_test(size=(width, 30)) as pilot:
        widget.focus()
        for key, days in walked.items():
            widget.select(TODAY)
            await pilot.press(key)
            assert widget.day == TODAY - timedelta(days=days), key


async def test_the_cursor_goes_by_months_and_to_the_ends_and_stays_within() -> None:
    widget, app = calendar_of(Shown())
    async with app.run_test(size=(80, 24)) as pilot:
        widget.focus()
        widget.select(date(2026, 10, 31))
        await pilot.press("pagedown")
        assert widget.day == date(2026, 11, 30)
        await pilot.press("ctrl+u")
        assert widget.day == date(2026, 10, 30)
        await pilot.press("g")
        assert widget.day == date(2024, 1, 1)
        await pilot.press("left", "up", "pageup")
        assert widget.day == date(2024, 1, 1)
        await pilot.press("G", "enter")
        assert widget.day == TODAY
        assert [m.day for m in app.messages if isinstance(m, StreakCalendar.DayActivated)] == [TODAY]
        assert not widget.select(date(1999, 1, 1))


async def test_a_year_away_is_the_same_day_as_far_as_there_is_one() -> None:
    widget, app = calendar_of(Shown())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        widget.select(date(2024, 2, 29))
        assert widget.year(1)
        assert widget.day == date(2025, 2, 28)
        assert painted(widget)[0].split()[0] != "Dec"
        assert widget.year(-5)
        assert widget.day == date(2024, 1, 1)
        assert not widget.year(-1)


async def test_the_cursor_is_bracketed_and_today_marked_without_colour() -> None:
    widget = StreakCalendar()
    app = Around(widget, no_color=True)
    async with app.run_test(size=(120, 40)) as pilot:
        widget.show(Shown(COUNTS), TODAY, (date(2024, 1, 1), TODAY), (TODAY, TODAY))
        widget.focus()
        await pilot.press("left")
        await pilot.pause()
        (friday,) = widget.render_lines(Region(0, 5, 120, 1))
        assert friday.text.rstrip().endswith("[·]░◂")
        assert [s.text for s in friday if s.style and s.style.reverse] == ["[", "]"]
        assert all(s.style is None or s.style.color is None for s in friday)
        app.set_focus(None)
        await pilot.pause()
        (friday,) = widget.render_lines(Region(0, 5, 120, 1))
        assert friday.text.rstrip().endswith("[·]░◂")
        assert not [s.text for s in friday if s.style and s.style.reverse]


async def test_a_range_is_drawn_as_the_rest_it_would_be() -> None:
    widget, app = calendar_of(Shown(COUNTS), glyphs=ASCII)
    async with app.run_test(size=(80, 24)) as pilot:
        widget.focus()
        await pilot.pause()
        widget.choose_from(TODAY, "how long")
        await pilot.press("right", "right")
        assert widget.chosen == (TODAY, TODAY + timedelta(days=2))
        lines = painted(widget)
        assert lines[6][54:].rstrip() == "23 .. ## ** oo -- ~~[~~]"
        assert lines[8].strip() == "how long"
        assert all(text.isascii() for text in lines)
        widget.choose_from(None)
        assert "fewer" in painted(widget)[8]


async def test_a_step_repaints_only_two_days(monkeypatch: pytest.MonkeyPatch) -> None:
    widget, app = calendar_of(Shown())
    async with app.run_test(size=(120, 40)) as pilot:
        widget.focus()
        await pilot.pause()
        drawn: set[int] = set()
        original = widget.render_line

        def counted(y: int) -> Strip:
            drawn.add(y)
            return original(y)

        monkeypatch.setattr(widget, "render_line", counted)
        await pilot.press("up")
        await pilot.pause()
        assert drawn == {4, 5}
        drawn.clear()
        await pilot.press("left")
        await pilot.pause()
        assert drawn == {4}


async def test_a_click_selects_a_day_and_a_second_opens_it() -> None:
    widget, app = calendar_of(Shown())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.click(widget, offset=(LABELS + 2, 3), times=2)
        clicked = date(2025, 12, 3)
        await pilot.click(widget, offset=(1, 3))
        await pilot.click(widget, offset=(60, 9))
        assert widget.day == clicked
        assert [m.day for m in app.messages if isinstance(m, StreakCalendar.DayActivated)] == [clicked]
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.click(widget, offset=(MONTH_WIDTH + 3 + 3, 2))
        assert widget.day == clicked, "a place without a day"
        await pilot.click(widget, offset=(MONTH_WIDTH + 3 + 3, 3))
        assert widget.day.isoweekday() == 1


@pytest.mark.parametrize("theme", ["netui-dark", LIGHT.name])
async def test_the_day_stays_while_the_terminal_changes_its_size(theme: str) -> None:
    widget, app = calendar_of(Shown(COUNTS), week_start=7)
    app._wanted = theme
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        widget.select(date(2025, 3, 9))
        for size in ((200, 60), (50, 12), (120, 40), (80, 24), (113, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert widget.day == date(2025, 3, 9)
            assert any("[·" in text for text in painted(widget)), size
        widget.show(Shown(COUNTS), TODAY, (date(2024, 1, 1), TODAY), (TODAY, TODAY))
        assert widget.day == date(2025, 3, 9)
        widget.show(Shown(COUNTS), TODAY, (date(2026, 1, 1), TODAY), (TODAY, TODAY))
        assert widget.day == date(2026, 1, 1)


async def test_the_cursor_on_today_goes_along_to_tomorrow() -> None:
    widget, app = calendar_of(Shown())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        tomorrow = TODAY + timedelta(days=1)
        widget.show(Shown(), tomorrow, (date(2024, 1, 1), date(2027, 1, 1)), (TODAY, TODAY))
        assert widget.day == tomorrow


@pytest.mark.parametrize("width", [50, 80, 111, 200])
@pytest.mark.parametrize("week_start", [1, 6, 7])
def test_each_day_has_one_place_and_each_place_its_day(width: int, week_start: int) -> None:
    layout = layout_for(width, 40, week_start, TODAY, None, TODAY)
    assert isinstance(layout, YearLayout if width >= YEAR_FROM else MonthsLayout)
    assert layout.first <= TODAY <= layout.last
    places = {day: layout.place(day) for day in days_between(layout.first, layout.last)}
    assert len(set(places.values())) == len(places)
    for day, (x, y) in places.items():
        assert layout.day_at(x, y) == day
        assert 0 <= x <= width - layout.cells + 1
        assert day in list(layout.pieces(y))
    drawn = [piece for y in range(layout.height) for piece in layout.pieces(y) if isinstance(piece, date)]
    assert sorted(drawn) == days_between(layout.first, layout.last)
