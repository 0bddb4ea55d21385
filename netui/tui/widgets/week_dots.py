"""A day as a sign, on the calendar and in the seven of a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from netui.domain.routine import LEVELS, CalendarDay, DayTally, calendar
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Span, Tone

LEVEL_TONES: tuple[Tone, ...] = ("faint", "level-1", "level-2", "level-3", "level-4")
"""How the levels of days look, beside their glyphs."""


def day_sign(day: CalendarDay, glyphs: Glyphs = UNICODE) -> tuple[str, Tone]:
    """How much was done on a day, or that it was logged late."""
    level = max(0, min(LEVELS, day.level))
    return (glyphs.late if day.late else glyphs.levels[level]), LEVEL_TONES[level]


def week_dots(
    tallies: Mapping[date, DayTally], start: date, today: date, glyphs: Glyphs = UNICODE
) -> Iterator[Span]:
    """The days from ``start`` on: active ones as on the calendar, a dot for others; those to come empty."""
    for shown in calendar(tallies, (), start, start + timedelta(days=6)):
        tally = tallies.get(shown.day)
        if tally is not None and tally.active:
            glyph, tone = day_sign(shown, glyphs)
        else:
            glyph, tone = glyphs.levels[0] if shown.day <= today else " ", LEVEL_TONES[0]
        yield Span(f"{glyph} ", tone)
