"""The seven days of a week, a sign each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from netui.domain.days import days_between
from netui.domain.routine import LEVELS, DayTally
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Span


def week_dots(
    tallies: Mapping[date, DayTally], start: date, today: date, glyphs: Glyphs = UNICODE
) -> Iterator[Span]:
    """The days from ``start`` on: how much was done on active ones, a dot for others; those to come empty."""
    for day in days_between(start, start + timedelta(days=6)):
        tally = tallies.get(day)
        if tally is not None and tally.active:
            yield Span(f"{glyphs.levels[min(LEVELS, tally.count)]} ", "practice")
        else:
            yield Span(f"{glyphs.levels[0] if day <= today else ' '} ", "faint")
