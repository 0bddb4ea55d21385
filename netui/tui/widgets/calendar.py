"""The streak calendar: a glyph for how much was done on each day, and a cursor to walk it.

Where there is room a whole year is seen, weeks across; elsewhere months, weeks down. The days come from a
source that is asked for those that are seen alone, so that one can walk as far as there is anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from netui.domain.days import DEFAULT_WEEK_START, month_after, yearly_occurrence
from netui.domain.routine import CalendarDay
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.calendar_layouts import LABELS, Layout, YearLayout, layout_for
from netui.tui.widgets.painting import Painted, Span, Tone, fit_spans
from netui.tui.widgets.week_dots import LEVEL_TONES, day_sign

DaySource = Callable[[date, date], Sequence[CalendarDay]]
"""The days from one to another, both included."""

_LONG_AGO = date(1970, 1, 1)
"""Where a calendar without days begins; any day whose year exists would do."""


def _no_days(first: date, last: date) -> Sequence[CalendarDay]:
    return ()


class StreakCalendar(Painted, can_focus=True):
    """A calendar of practice. Messages: :class:`DayHighlighted`, :class:`DayActivated`, :class:`Seen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "down(-1)", "up", id="move_up", show=False),
        Binding("down,j", "down(1)", "down", id="move_down", show=False),
        Binding("left", "sideways(-1)", "left", id="left", show=False),
        Binding("right", "sideways(1)", "right", id="right", show=False),
        Binding("pageup", "month(-1)", "month before", id="page_up", show=False),
        Binding("pagedown", "month(1)", "month after", id="page_down", show=False),
        Binding("ctrl+u", "month(-1)", "month before", id="half_up", show=False),
        Binding("ctrl+d", "month(1)", "month after", id="half_down", show=False),
        Binding("home,g", "first", "first day", id="first", show=False),
        Binding("end,G", "last", "last day", id="last", show=False),
        Binding("enter", "activate", "open", id="open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "streak-calendar--range",
        "streak-calendar--cursor",
        "streak-calendar--cursor-blurred",
    }
    DEFAULT_CSS = """
    StreakCalendar {
        width: 1fr;
        height: auto;
        & > .streak-calendar--range { text-style: underline; }
        & > .streak-calendar--cursor { text-style: bold reverse; }
        & > .streak-calendar--cursor-blurred { text-style: bold; }
    }
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

    class Seen(Message):
        """Other days are seen than before: those of ``layout``."""

        def __init__(self, layout: Layout) -> None:
            super().__init__()
            self.layout = layout

        def can_replace(self, message: Message) -> bool:
            """Only the days that are seen now matter."""
            return isinstance(message, StreakCalendar.Seen)

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        week_start: int = DEFAULT_WEEK_START,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """``week_start`` is an ISO weekday."""
        super().__init__(id=id)
        self._glyphs = glyphs
        self._week_start = week_start
        self._source: DaySource = _no_days
        self._days: dict[date, CalendarDay] = {}
        self._today = self._cursor = self._first = self._last = _LONG_AGO
        self._ends = (_LONG_AGO, _LONG_AGO)
        self._layout: Layout | None = None
        self._from: date | None = None
        self._notice = ""

    # --- what it shows -------------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._cursor

    @property
    def chosen(self) -> tuple[date, date]:
        """The first and last day of the range that is being chosen; the cursor's day where none is."""
        begun = self._from or self._cursor
        return min(begun, self._cursor), max(begun, self._cursor)

    def show(
        self, source: DaySource, today: date, walked: tuple[date, date], ends: tuple[date, date]
    ) -> None:
        """Show other days, or the same ones changed. The cursor stays on its day; at first it is today.

        ``walked``: the days between which the cursor walks. ``ends``: where ``g`` and ``G`` lead.
        """
        if self._today == _LONG_AGO or self._cursor == self._today:
            self._cursor = today
        self._source, self._today, self._ends = source, today, ends
        self._first, self._last = walked
        self._cursor = min(max(self._cursor, self._first), self._last)
        self._days = {}
        self._settle()
        self.refresh()

    def select(self, day: date) -> bool:
        """Put the cursor on ``day``; False when one cannot walk that far."""
        if not self._first <= day <= self._last:
            return False
        self._go(day)
        return True

    def choose_from(self, day: date | None, notice: str = "") -> None:
        """Begin to choose a range from ``day`` on, or end it. ``notice`` stands where the legend was."""
        self._from, self._notice = day, notice
        self.refresh()

    def _settle(self) -> bool:
        """Find the days that are seen; whether they are others than before."""
        before = self._layout
        self._layout = self.layout_in(self.app.size)
        if self._layout == before and self._days:
            return False
        self._days = {day.day: day for day in self._source(self._layout.first, self._layout.last)}
        if self._layout != before:
            self.post_message(self.Seen(self._layout))
        return True

    # --- the cursor ----------------------------------------------------------------------------------------

    def action_down(self, steps: int) -> None:
        """Move down: by a day in a year, by a week in months."""
        self._move(steps * (1 if self._sideways == 7 else 7))

    def action_sideways(self, steps: int) -> None:
        """Move to the right: by a week in a year, by a day in months."""
        self._move(steps * self._sideways)

    def action_month(self, months: int) -> None:
        """Move by months, to the same day of the month or its last."""
        month = month_after(self._cursor, months)
        last = month_after(month, 1) - timedelta(days=1)
        self._go_within(month.replace(day=min(self._cursor.day, last.day)))

    def year(self, years: int) -> bool:
        """Move by years, to the same day of another year; False where one cannot walk that far at all."""
        before = self._cursor
        self._go_within(yearly_occurrence(before.month, before.day, before.year + years))
        return self._cursor != before

    def action_first(self) -> None:
        """Go to the first day that holds anything."""
        self._go_within(self._ends[0])

    def action_last(self) -> None:
        """Go to the last day that holds anything."""
        self._go_within(self._ends[1])

    def action_activate(self) -> None:
        """Open the day under the cursor."""
        self.post_message(self.DayActivated(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the day that is clicked; open it when clicked twice."""
        offset = event.get_content_offset(self)
        day = self._layout.day_at(offset.x, offset.y) if offset is not None and self._layout else None
        if day is not None and self.select(day) and event.chain == 2:
            self.action_activate()

    @property
    def _sideways(self) -> int:
        return self._layout.sideways if self._layout is not None else 1

    def _move(self, days: int) -> None:
        target = self._cursor + timedelta(days=days)
        if abs(days) == 1 or self._first <= target <= self._last:
            self._go_within(target)

    def _go_within(self, day: date) -> None:
        self._go(min(max(day, self._first), self._last))

    def _go(self, day: date) -> None:
        before = self._cursor
        if day == before:
            return
        self._cursor = day
        if self._settle() or self._from is not None:
            self.refresh()
        else:
            self._repaint(before)
            self._repaint(day)
        self.post_message(self.DayHighlighted(day))

    def _repaint(self, day: date) -> None:
        if self._layout is not None:
            x, y = self._layout.place(day)
            self.refresh(Region(x - 1, y, self._layout.cells + 1, 1))

    def on_focus(self) -> None:
        """Show that keys go here."""
        self._repaint(self._cursor)

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._repaint(self._cursor)

    def on_resize(self) -> None:
        """Lay out for the new size, with the cursor on its day."""
        if self._settle():
            self.refresh()

    # --- paint ---------------------------------------------------------------------------------------------

    def layout_in(self, screen: Size) -> Layout:
        """The layout that the calendar has on a screen of that size."""
        width = screen.width - self.styles.margin.width - self.gutter.width
        return layout_for(width, screen.height, self._week_start, self._cursor, self._layout, self._today)

    def height_in(self, screen: Size) -> int:
        """Lines that it takes on a screen of that size: the layout, and the legend below it."""
        return self._legend_at(self.layout_in(screen)) + 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as its layout takes."""
        return self.height_in(viewport)

    def _legend_at(self, layout: Layout) -> int:
        """The legend's line: close to months, whose last week is often empty."""
        return layout.height + isinstance(layout, YearLayout)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the layout, or the legend."""
        width, layout = self.size.width, self._layout
        if layout is None:
            return self.blank_line(width)
        if y < layout.height:
            segments: list[Segment] = []
            for piece in layout.pieces(y):
                segments += self._day(piece, layout.cells) if isinstance(piece, date) else self._label(piece)
            return self._with_cursor(Strip(segments).adjust_cell_length(width, self.base), y, layout)
        if y == self._legend_at(layout):
            spans = [Span(self._notice, "attention")] if self._notice else self._legend()
            margin = Span(" " * (LABELS if isinstance(layout, YearLayout) else 3))
            return self.strip_of(fit_spans([margin, *spans], width, self._glyphs.ellipsis), width)
        return self.blank_line(width)

    def _with_cursor(self, strip: Strip, y: int, layout: Layout) -> Strip:
        """The line with brackets round the day under the cursor, in the gaps before and after it.

        On today its mark is the closing one.
        """
        x, line = layout.place(self._cursor)
        if line != y:
            return strip.simplify()
        name = "streak-calendar--cursor" if self.has_focus else "streak-calendar--cursor-blurred"
        style = self.base + self.get_component_rich_style(name, partial=True)
        end = x + layout.cells - 1
        before, day, after = strip.crop(0, x - 1), strip.crop(x, end), strip.crop(end + 1)
        closing = self._glyphs.today if self._cursor == self._today else self._glyphs.meter_high
        opened, closed = (Strip([Segment(sign, style)]) for sign in (self._glyphs.meter_low, closing))
        return Strip.join([before, opened, day, closed, after]).simplify()

    def _label(self, span: Span) -> list[Segment]:
        return [Segment(span.text, self.look(span.tone))]

    def _day(self, day: date, cells: int) -> list[Segment]:
        """A day's glyph; three cells show it twice, so that days are square. The gap holds today's mark."""
        glyph, tone = self._drawn(day)
        style = self.look(tone)
        text = glyph * max(1, cells - 1)
        if self._from is not None and self._is_chosen(day):
            over = self.get_component_rich_style("streak-calendar--range", partial=True)
            return [Segment(text, style + over), Segment(" " * (cells - len(text)), self.base)]
        if day != self._today:
            # The gap in the day's own style, so that days alike are sent to the terminal in one piece.
            return [Segment(text.ljust(cells), style)]
        mark = self._glyphs.today.ljust(cells - len(text))
        return [Segment(text, style), Segment(mark, self.look("strong"))]

    def _drawn(self, day: date) -> tuple[str, Tone]:
        shown = self._days.get(day)
        if shown is None:
            return " ", "faint"
        if shown.level == 0 and (shown.rest or (self._from is not None and self._is_chosen(day))):
            return self._glyphs.rest, "calm"
        if shown.level == 0 and day > self._today:
            return " ", "faint"
        return day_sign(shown, self._glyphs)

    def _is_chosen(self, day: date) -> bool:
        first, last = self.chosen
        return first <= day <= last

    def _legend(self) -> list[Span]:
        glyphs = self._glyphs
        spans = [Span("fewer ", "calm")]
        for glyph, tone in zip(glyphs.levels, LEVEL_TONES, strict=True):
            spans.append(Span(f"{glyph} ", tone))
        return [
            *spans,
            Span("more interactions a day   ", "calm"),
            Span(glyphs.late, "level-3"),
            Span(" logged late   ", "calm"),
            Span(f"{glyphs.rest} rest   ", "calm"),
            Span(glyphs.today, "strong"),
            Span(" today", "calm"),
        ]
