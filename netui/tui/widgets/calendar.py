"""The streak calendar: weeks across, days down, a glyph for how much was done, and a cursor to walk it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from netui.domain.days import DEFAULT_WEEK_START, month_name, week_of, weekday_name
from netui.domain.routine import CalendarDay
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Painted, Span, Tone, fit_spans

LABELS = 5
"""Cells for the names of the weekdays."""

WIDEST_DAY = 3
"""Cells that a day takes at most (choice)."""

_DAYS_AT = 1
"""The line of the week's first day, below the names of the months."""

_LEGEND_AT = _DAYS_AT + 8
HEIGHT = _LEGEND_AT + 1

_LONG_AGO = date(1970, 1, 1)
"""Where an empty calendar begins; any day whose week exists would do."""

_LEVEL_TONES: tuple[Tone, ...] = ("faint", "level-1", "level-2", "level-3", "level-4")


@dataclass(frozen=True, slots=True)
class _Window:
    """The weeks that are seen, and how wide their days are."""

    first: date
    weeks: int
    cells: int

    def place(self, day: date) -> tuple[int, int] | None:
        """Column of cells and line of a day, or None when it is out of sight."""
        week, weekday = divmod((day - self.first).days, 7)
        return (LABELS + week * self.cells, _DAYS_AT + weekday) if 0 <= week < self.weeks else None

    def day_at(self, x: int, y: int) -> date | None:
        """The day drawn at a place."""
        week, weekday = (x - LABELS) // self.cells, y - _DAYS_AT
        inside = 0 <= week < self.weeks and 0 <= weekday < 7
        return self.first + timedelta(weeks=week, days=weekday) if inside else None


class StreakCalendar(Painted, can_focus=True):
    """A calendar of practice. Messages: :class:`DayHighlighted`, :class:`DayActivated`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "day before", show=False),
        Binding("down,j", "move(1)", "day after", show=False),
        Binding("left", "move(-7)", "week before", show=False),
        Binding("right", "move(7)", "week after", show=False),
        Binding("pageup,ctrl+u", "move(-28)", "four weeks before", show=False),
        Binding("pagedown,ctrl+d", "move(28)", "four weeks after", show=False),
        Binding("home,g", "first", "first day", show=False),
        Binding("end,G", "last", "last day", show=False),
        Binding("t", "today", "today", show=False),
        Binding("enter", "activate", "open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "streak-calendar--today",
        "streak-calendar--cursor",
        "streak-calendar--cursor-blurred",
    }
    DEFAULT_CSS = f"""
    StreakCalendar {{
        width: 1fr;
        height: {HEIGHT};
        & > .streak-calendar--today {{ text-style: underline; }}
        & > .streak-calendar--cursor {{ text-style: reverse; }}
        & > .streak-calendar--cursor-blurred {{ text-style: bold underline; }}
    }}
    """

    class DayHighlighted(Message):
        """The cursor stands on another day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

        def can_replace(self, message: Message) -> bool:
            """Of several moves in a row only the last one matters."""
            return isinstance(message, StreakCalendar.DayHighlighted)

    class DayActivated(Message):
        """A day was opened."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(
        self,
        days: Sequence[CalendarDay] = (),
        today: date | None = None,
        *,
        glyphs: Glyphs = UNICODE,
        week_start: int = DEFAULT_WEEK_START,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """``days`` without a gap, oldest first; ``week_start`` is an ISO weekday."""
        super().__init__(id=id)
        self._glyphs = glyphs
        self._week_start = week_start
        self._days: dict[date, CalendarDay] = {}
        self._first = self._last = today or _LONG_AGO
        self._today = today
        self._cursor: date | None = None
        self._take(days)

    # --- what it shows -------------------------------------------------------------------------------------

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self._cursor

    def show(self, days: Sequence[CalendarDay], today: date) -> None:
        """Show other days, or the same ones changed. The cursor stays on its day if that is still there."""
        before = self._cursor
        self._today = today
        self._take(days)
        self.refresh()
        if self._cursor is not None and self._cursor != before:
            self.post_message(self.DayHighlighted(self._cursor))

    def select(self, day: date) -> bool:
        """Put the cursor on ``day``; False when the calendar does not hold it."""
        if day not in self._days:
            return False
        self._go(day)
        return True

    def _take(self, days: Sequence[CalendarDay]) -> None:
        self._days = {day.day: day for day in days}
        if not days:
            self._cursor = None
            return
        self._first, self._last = days[0].day, days[-1].day
        wanted = self._cursor or self._today or self._last
        self._cursor = min(max(wanted, self._first), self._last)

    # --- the cursor ----------------------------------------------------------------------------------------

    def action_move(self, days: int) -> None:
        """Move by days, not beyond the ends."""
        if self._cursor is not None:
            target = self._cursor + timedelta(days=days)
            if abs(days) < 7 or target in self._days:
                self._go(min(max(target, self._first), self._last))

    def action_first(self) -> None:
        """Go to the first day."""
        if self._cursor is not None:
            self._go(self._first)

    def action_last(self) -> None:
        """Go to the last day."""
        if self._cursor is not None:
            self._go(self._last)

    def action_today(self) -> None:
        """Go to today. Where the calendar does not hold it, the key is left to whoever can show it."""
        if self._today is None or self._today not in self._days:
            raise SkipAction
        self._go(self._today)

    def action_activate(self) -> None:
        """Open the day under the cursor."""
        if self._cursor is not None:
            self.post_message(self.DayActivated(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the day that is clicked; open it when clicked twice."""
        offset = event.get_content_offset(self)
        day = self._window().day_at(offset.x, offset.y) if offset is not None else None
        if day in self._days and day is not None:
            self._go(day)
            if event.chain == 2:
                self.action_activate()

    def _go(self, day: date) -> None:
        before, window = self._cursor, self._window()
        if day == before:
            return
        self._cursor = day
        if self._window() != window:
            self.refresh()
        else:
            self._repaint(before, window)
            self._repaint(day, window)
        self.post_message(self.DayHighlighted(day))

    def _repaint(self, day: date | None, window: _Window) -> None:
        place = window.place(day) if day is not None else None
        if place is not None:
            self.refresh(Region(place[0], place[1], window.cells, 1))

    def on_focus(self) -> None:
        """Show that keys go here."""
        self._repaint(self._cursor, self._window())

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._repaint(self._cursor, self._window())

    # --- paint ---------------------------------------------------------------------------------------------

    def _window(self) -> _Window:
        """All weeks if they fit, else as many as fit around the cursor."""
        room = max(1, self.size.width - LABELS)
        first = week_of(self._first, self._week_start)
        weeks = ((self._last - first).days // 7 + 1) if self._days else 0
        cells = max(1, min(WIDEST_DAY, room // max(1, weeks)))
        seen = min(weeks, room // cells)
        if seen < weeks and self._cursor is not None:
            at = (self._cursor - first).days // 7
            page = max(0, min(weeks - seen, at - at % max(1, seen // 2) - seen // 4))
            page = page if page <= at < page + seen else at - seen + 1
            first += timedelta(weeks=page)
        return _Window(first, seen, cells)

    def render_line(self, y: int) -> Strip:
        """Draw the names of the months, a weekday's line, or the legend."""
        width, window = self.size.width, self._window()
        if y == 0:
            return self.strip_of([Span(self._months(window, width), "calm")], width)
        if _DAYS_AT <= y < _DAYS_AT + 7:
            return self._weekday(y - _DAYS_AT, window, width)
        if y == _LEGEND_AT:
            return self.strip_of(fit_spans(self._legend(), width, self._glyphs.ellipsis), width)
        return self.blank_line(width)

    def _months(self, window: _Window, width: int) -> str:
        """The name of each month above the week in which it begins, where there is room for it."""
        text = ""
        for week in range(window.weeks):
            monday = window.first + timedelta(weeks=week)
            days = [monday + timedelta(days=offset) for offset in range(7)]
            begins = next((day for day in days if day.day == 1 and day in self._days), None)
            if week == 0 and begins is None:
                begins = max(monday, self._first)
                if begins.day > 21:
                    continue
            at = LABELS + week * window.cells
            if begins is not None and len(text) <= at and at + 3 <= width:
                text = text.ljust(at) + month_name(begins.month) + " "
        return text.ljust(width)[:width]

    def _weekday(self, offset: int, window: _Window, width: int) -> Strip:
        weekday = (self._week_start - 1 + offset) % 7 + 1
        base = self.rich_style
        label = self.tone_style("calm") or base
        segments = [Segment(f" {weekday_name(weekday)} ", base + label)]
        for week in range(window.weeks):
            segments += self._day(window.first + timedelta(weeks=week, days=offset), window.cells, base)
        return Strip(segments).simplify().adjust_cell_length(width, base)

    def _day(self, day: date, cells: int, base: Style) -> list[Segment]:
        """A day's glyph; three cells show it twice, so that the days are square."""
        shown = self._days.get(day)
        if shown is None:
            return [Segment(" " * cells, base)]
        glyph, tone = self._drawn(shown)
        style = base + (self.tone_style(tone) or base)
        text = glyph * max(1, cells - 1)
        mark = self._mark(day)
        if mark is None:
            # The gap in the day's own style, so that days alike are sent to the terminal in one piece.
            return [Segment(text.ljust(cells), style)]
        return [Segment(text, style + mark), Segment(" " * (cells - len(text)), base)]

    def _drawn(self, day: CalendarDay) -> tuple[str, Tone]:
        if day.level == 0 and day.rest:
            return self._glyphs.rest, "calm"
        if day.level == 0 and self._today is not None and day.day > self._today:
            return " ", "faint"
        level = max(0, min(4, day.level))
        return (self._glyphs.late if day.late else self._glyphs.levels[level]), _LEVEL_TONES[level]

    def _mark(self, day: date) -> Style | None:
        names = []
        if day == self._today:
            names.append("streak-calendar--today")
        if day == self._cursor:
            names.append("streak-calendar--cursor" if self.has_focus else "streak-calendar--cursor-blurred")
        return self.get_component_rich_style(*names, partial=True) if names else None

    def _legend(self) -> list[Span]:
        spans = [Span(" " * LABELS), Span("less ", "calm")]
        for glyph, tone in zip(self._glyphs.levels, _LEVEL_TONES, strict=True):
            spans.append(Span(f"{glyph} ", tone))
        return [
            *spans,
            Span("more     ", "calm"),
            Span(self._glyphs.late, "level-3"),
            Span(" logged late     ", "calm"),
            Span(f"{self._glyphs.rest} rest     ", "calm"),
            Span("today underlined", "calm"),
        ]
