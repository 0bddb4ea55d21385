"""The figures of the practice as lines: streak, week, months with what came of them, weekdays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from netui.domain.days import counted, month_name
from netui.domain.routine import DayTally, Practice
from netui.network.months import Month, weekday_counts
from netui.tui.theme import Glyphs
from netui.tui.widgets.painting import Cell, Column, Span, lay_out
from netui.tui.widgets.spark import bar, sparkline
from netui.tui.widgets.summary import Line
from netui.tui.widgets.week_dots import week_dots

MOST_OF_A_SPARKLINE = 40
"""Cells (choice)."""

_HEADS = ("active", "logged", "met", "minutes", "gave", "received", "introduced", "came up")
_COLUMNS = tuple(Column(max(len(head), 7 if head == "active" else 0), right=True) for head in _HEADS)


def streak_line(practice: Practice, glyphs: Glyphs) -> Line:
    """The running streak, the longest, and the rests held."""
    rested = f" ({practice.rested} rested)" if practice.rested else ""
    between = f" {glyphs.between} "
    return Line("Streak", [
        Span(f"{counted(practice.weeks, 'week')}{rested}", "strong"),
        Span(f"{between}longest {counted(practice.longest, 'week')}"),
        Span(f"{between}{counted(practice.spare_rests, 'spare rest')}", "calm"),
    ])  # fmt: skip


def week_line(practice: Practice, tallies: Mapping[date, DayTally], minutes: int, glyphs: Glyphs) -> Line:
    """This week's days, whether it is met, and what else is of these days."""
    week, between = practice.week, f" {glyphs.between} "
    days = f"{week.active} of {counted(week.needed, 'active day')}"
    spans = [*week_dots(tallies, week.start, practice.today, glyphs), Span(f" {days}")]
    if week.met:
        spans.append(Span(f", met {glyphs.met}", "practice"))
    else:
        spans.append(Span(f", {week.needed - week.active} to go", "strong"))
    if practice.days_in_a_row > 1:
        spans.append(Span(f"{between}{practice.days_in_a_row} in a row"))
    if minutes:
        spans.append(Span(f"{between}{minutes} min in 7 days", "calm"))
    return Line("This week", spans)


def strength_line(practice: Practice, curve: Sequence[float], glyphs: Glyphs) -> Line:
    """Strength today, and its course."""
    over = "over the year" if len(curve) > 300 else f"over {counted(len(curve), 'day')}"
    share = f"{practice.strength:.0%}  "
    told = f"  of 100%, {over}" if curve else "nothing to go by yet"

    def spans(width: int) -> list[Span]:
        course = sparkline(curve, min(MOST_OF_A_SPARKLINE, width - len(share) - len(told)), glyphs)
        return [Span(share, "strong"), Span(course, "practice"), Span(told, "calm")]

    return Line("Strength", spans)


def month_lines(months: Sequence[Month]) -> Iterator[Line]:
    """A table of months, the work beside what came of it."""
    heads = tuple(Cell(head, "calm") for head in _HEADS)
    yield Line("By month", lambda width: lay_out(heads, _COLUMNS, width))
    for month in months:
        yield _month_line(month)


def _month_line(month: Month) -> Line:
    numbers = (
        month.interactions, month.meetings, month.minutes, month.given, month.received, month.introductions,
        month.opportunities,
    )  # fmt: skip
    cells = (
        Cell(counted(month.active_days, "day"), "strong" if month.active_days else "calm"),
        *(Cell(str(number), "plain" if number else "calm") for number in numbers),
    )
    label = f"{month_name(month.first.month)} {month.first.year}"
    return Line(label, lambda width: lay_out(cells, _COLUMNS, width))


def weekdays_line(tallies: Mapping[date, DayTally], today: date, week_start: int, glyphs: Glyphs) -> Line:
    """Active days of the last 52 weeks on each weekday, in one line."""
    counts = weekday_counts(tallies, today, week_start)
    most = max(count for _, count in counts)
    top = len(glyphs.spark)

    def spans(width: int) -> Iterator[Span]:
        for name, count in counts:
            yield Span(f"{name} ", "calm")
            yield Span(glyphs.spark[max(1, round(count / most * top)) - 1] if count else " ", "practice")
            yield Span(f"{count:<2}" if width < _WITH_GAPS else f"{count:<4}")
        yield Span(" days" if width < _WITH_GAPS else "days", "calm")

    return Line("Active on", lambda width: list(spans(width)))


_WITH_GAPS = 7 * len("Mon #31  ")


def weekday_lines(
    tallies: Mapping[date, DayTally], today: date, week_start: int, glyphs: Glyphs
) -> Iterator[Line]:
    """The same as bars that begin at zero, a line a weekday."""
    counts = weekday_counts(tallies, today, week_start)
    most = max(count for _, count in counts)
    for index, (name, count) in enumerate(counts):
        yield Line("Active on" if not index else "", [
            Span(f"{name} ", "calm"),
            Span(bar(count, most, 24, glyphs.bar), "practice"),
            Span(f" {counted(count, 'day')}" + (" in 52 weeks" if not index else "")),
        ])  # fmt: skip
