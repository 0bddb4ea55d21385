"""The streak calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.geometry import Region
from textual.strip import Strip

from netui.domain.routine import CalendarDay
from netui.tui.theme import ASCII, LIGHT, UNICODE
from netui.tui.widgets.calendar import LABELS, StreakCalendar
from tests.tui.harness import Around, painted

TODAY = date(2026, 11, 27)
"""A Friday."""


def year(counts: dict[date, int] | None = None, last: date = TODAY) -> list[CalendarDay]:
    first = TODAY - timedelta(days=370)
    counts = counts or {}
    return [
        CalendarDay(day, count, min(4, count), late=count == 2, rest=day == TODAY + timedelta(days=2))
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        for count in [counts.get(day, 0)]
    ]


COUNTS = {TODAY: 1, TODAY - timedelta(days=1): 2, TODAY - timedelta(days=2): 3, TODAY - timedelta(days=3): 9}


@pytest.mark.parametrize(("width", "cells"), [(80, 1), (120, 2), (200, 3)])
async def test_all_weeks_are_seen_with_the_days_under_each_other(width: int, cells: int) -> None:
    widget = StreakCalendar(year(COUNTS), TODAY)
    async with Around(widget).run_test(size=(width, 12)) as pilot:
        await pilot.pause()
        lines = painted(widget)
        assert " ".join(text[:LABELS].strip() for text in lines[1:8]) == "Mon Tue Wed Thu Fri Sat Sun"
        at = LABELS + 53 * cells
        assert [text[at] for text in lines[1:8]] == ["·", "█", "▓", "◌", "░", " ", " "]
        assert [text[LABELS] for text in lines[1:8]] == [" ", " ", " ", " ", " ", "·", "·"]
        assert lines[5].rstrip().endswith("░" * max(1, cells - 1))
        assert lines[0].count("Dec") == 1
        assert "Nov" in lines[0]
        assert "logged late" in lines[9]
        assert "rest" in lines[9]


async def test_rest_and_days_to_come() -> None:
    widget = StreakCalendar(year(COUNTS, TODAY + timedelta(days=2)), TODAY, glyphs=ASCII)
    async with Around(widget, theme=LIGHT.name).run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        lines = painted(widget)
        assert [text.rstrip()[-1] for text in lines[2:6]] == ["#", "*", "o", "-"]
        assert lines[7].rstrip()[-1] == "~"
        assert all(text.isascii() for text in lines)


async def test_the_cursor_walks_by_days_and_weeks_and_stays_within() -> None:
    widget = StreakCalendar(year(), TODAY)
    app = Around(widget)
    async with app.run_test(size=(80, 12)) as pilot:
        widget.focus()
        walked = []
        for key in "up k j left down right right t G down g left t enter".split():  # noqa: SIM905 - easier to read
            await pilot.press(key)
            walked.append((TODAY - widget.day).days if widget.day else None)
        assert walked == [1, 2, 1, 8, 7, 0, 0, 0, 0, 0, 370, 370, 0, 0]
        told = [m.day for m in app.messages if isinstance(m, StreakCalendar.DayHighlighted)]
        assert told[0] == TODAY - timedelta(days=1)
        assert told[-1] == TODAY
        assert [m.day for m in app.messages if isinstance(m, StreakCalendar.DayActivated)] == [TODAY]


async def test_today_and_the_cursor_are_marked_without_colour() -> None:
    widget = StreakCalendar(year(), TODAY)
    async with Around(widget, no_color=True).run_test(size=(80, 12)) as pilot:
        widget.focus()
        await pilot.press("left")
        await pilot.pause()
        (friday,) = widget.render_lines(Region(0, 5, 80, 1))
        reversed_at = [s.text for s in friday if s.style and s.style.reverse]
        underlined = [s.text for s in friday if s.style and s.style.underline]
        assert reversed_at == underlined == [UNICODE.levels[0]]
        assert all(s.style is None or s.style.color is None for s in friday)


async def test_a_step_repaints_only_two_days(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = StreakCalendar(year(), TODAY)
    async with Around(widget).run_test(size=(80, 12)) as pilot:
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
    widget = StreakCalendar(year(), TODAY)
    app = Around(widget)
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.click(widget, offset=(LABELS + 2, 3), times=2)
        clicked = date(2025, 11, 26)
        await pilot.click(widget, offset=(1, 3))
        await pilot.click(widget, offset=(60, 9))
        assert widget.day == clicked
        assert [m.day for m in app.messages if isinstance(m, StreakCalendar.DayActivated)] == [clicked]


async def test_where_not_all_weeks_fit_those_around_the_cursor_are_seen() -> None:
    widget = StreakCalendar(year(), TODAY)
    async with Around(widget).run_test(size=(30, 12)) as pilot:
        widget.focus()
        for key in ("t", "g", *["right"] * 60):
            await pilot.press(key)
            await pilot.pause()
            lines = widget.render_lines(widget.size.region)
            assert any(s.style and s.style.reverse for strip in lines for s in strip)
            painted(widget)


async def test_the_cursor_stays_on_its_day_when_days_change() -> None:
    widget = StreakCalendar(year(), TODAY, week_start=7)
    app = Around(widget)
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert painted(widget)[1].startswith(" Sun")
        assert widget.select(TODAY - timedelta(days=30))
        widget.show(year(COUNTS), TODAY)
        assert widget.day == TODAY - timedelta(days=30)
        assert not widget.select(date(1999, 1, 1))
        other = [CalendarDay(date(2024, 5, n), 0, 0, late=False, rest=False) for n in range(1, 11)]
        widget.show(other, TODAY)
        assert widget.day == date(2024, 5, 10)
        widget.show([], TODAY)
        assert not widget.day
        widget.focus()
        await pilot.pause()
        told = len(app.messages)
        await pilot.press("j", "t", "enter", "g")
        assert not [m for m in app.messages[told:] if isinstance(m, StreakCalendar.DayHighlighted)]
        assert painted(widget)
