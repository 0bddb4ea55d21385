"""Streak: the calendar of the year, the day under the cursor, the routine in weeks and its strength."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.geometry import Size
from textual.widget import Widget

from netui.domain.days import counted, day_words, short_day
from netui.domain.records import Interaction
from netui.domain.routine import calendar
from netui.network.months import minutes_lately, months_until
from netui.network.resting import is_rest, plan_rest, take_back_rest
from netui.network.shown import NOBODY, names_of, shown_interaction
from netui.network.weeks import else_in_week
from netui.tui import streak_lines
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.commands import BY_THE_LIST
from netui.tui.widgets.calendar import StreakCalendar
from netui.tui.widgets.calendar_layouts import YearLayout
from netui.tui.widgets.curve import YearCurve
from netui.tui.widgets.line_list import ROW_INDENT, Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.summary import Line, Summary

COLUMNS = (Column(22, flex=1, most=32), Column(30, flex=3))
"""Who, and what was logged."""
COLUMN_BESIDE = (Column(flex=1),)
"""The same below each other, where the day stands beside the figures."""

COLUMNS_OF_WEEK = (Column(11), Column(flex=1))
"""On which day, and who."""

YEAR = timedelta(days=366)
"""How far one can walk beyond today; and back, where nothing earlier is logged."""
LONG_AGO = timedelta(days=366 * 120)
"""What was logged of days before that is not walked to."""

CURVE_FROM = 36
"""Lines of the screen from which the curve of strength stands under the year (choice)."""
DAY_LINES = 3
"""Lines that the day under the cursor keeps where everything stands below each other."""
MOST_MONTHS = 12
WEEK_SHOWN = 20
"""Interactions of the other days of a week that are listed at most (choice)."""


class StreakScreen(NetuiScreen):
    """The practice, day by day."""

    NAME = "streak"
    HELP = (
        "Each cell is a day, fuller with more interactions; a hollow one was logged late, a wave is planned "
        "rest. The streak counts weeks that met the routine, a spare rest, earned by every fourth such week, "
        "lets a missed one pass, and strength rises with practice and fades gently without."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("streak")
    AUTO_FOCUS = "#calendar"

    def __init__(self) -> None:
        super().__init__()
        self._rest_from: date | None = None
        """The day from which a rest is being planned or taken back, until its other end is chosen."""
        self._taking_back = False
        self._drawn_for: Size | None = None
        """The size for which the figures were chosen."""

    def body(self) -> ComposeResult:
        """Calendar, strength, figures, the day."""
        glyphs = self.netui.glyphs
        yield StreakCalendar(glyphs=glyphs, week_start=self.netui.now().week_start, id="calendar")
        yield YearCurve(glyphs, id="curve")
        with Container(id="under"):
            yield Summary(glyphs, id="figures")
            yield LineList(COLUMNS, glyphs=glyphs, beside=True, id="rows")

    def home(self) -> Widget:
        """The calendar."""
        return self.query_one(StreakCalendar)

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw calendar, figures and the day under the cursor."""
        today, picture = self.netui.now().today, self.netui.picture
        rests = tuple(self.network.rests.values())
        logged = [day for day in picture.tallies if day > today - LONG_AGO]
        last = max((*logged, *(rest.last for rest in rests), today))
        first = min((*logged, today))
        self.query_one(StreakCalendar).show(
            partial(calendar, picture.tallies, rests),
            today,
            (min(first, today - YEAR), max(last, today + YEAR)),
            (first, last),
        )
        self._show_figures()
        self._show_day()

    def _show_figures(self) -> None:
        """The figures that there is room for, beside the day where the calendar is a year."""
        self._drawn_for = self.size
        wide, curve = self._is_wide, self.query_one(YearCurve)
        self.set_class(wide, "-wide")
        if not self.netui.computed:
            curve.display = False
            self.query_one("#figures", Summary).show([Line("", [Span("Adding up…", "calm")])])
            return
        now, practice = self.netui.now(), self.netui.today.practice
        curve.display = wide and self.size.height >= CURVE_FROM
        course = self.netui.picture.strength_curve(now)
        if curve.display:
            curve.show([
                Span("Strength ", "calm"),
                Span(f"{practice.strength:.0%} today", "strong"),
                Span(f", {min(value for _, value in course[-365:]):.0%} at its lowest" if course else ""),
            ], dict(course))  # fmt: skip
        strength = () if curve.display else (
            streak_lines.strength_line(practice, [value for _, value in course[-364:]], self.netui.glyphs),
        )  # fmt: skip
        self.query_one("#figures", Summary).show(list(self._figures(strength)))

    @property
    def _is_wide(self) -> bool:
        return isinstance(self.query_one(StreakCalendar).layout_in(self.size), YearLayout)

    def _figures(self, strength: tuple[Line, ...]) -> Iterator[Line]:
        now, glyphs, tallies = self.netui.now(), self.netui.glyphs, self.netui.picture.tallies
        practice = self.netui.today.practice
        room = self._room_for_figures()
        head = [
            streak_lines.streak_line(practice, glyphs),
            streak_lines.week_line(practice, tallies, minutes_lately(self.network, now.today), glyphs),
            *strength,
        ]
        if practice.bursts:
            words = "activity came in bursts: a little each week carries further"
            head.append(Line("", [Span(words, "attention")]))
        bars = list(streak_lines.weekday_lines(tallies, now.today, now.week_start, glyphs))
        if room >= len(head) + len(bars) + 2 + 4:
            weekdays = [Line("", []), *bars, Line("", [])]
        else:
            weekdays = [streak_lines.weekdays_line(tallies, now.today, now.week_start, glyphs)]
        months = max(2, min(MOST_MONTHS, room - len(head) - len(weekdays) - 1))
        yield from (*head, *weekdays)
        yield from streak_lines.month_lines(months_until(self.network, self.netui.picture, now.today, months))

    def _room_for_figures(self) -> int:
        """Lines between what stands above, and the day or the keys below."""
        above = self.query_one(StreakCalendar).height_in(self.size) + 4
        if not self._is_wide:
            return self.size.height - above - 1 - DAY_LINES
        curve = self.query_one(YearCurve)
        return self.size.height - above - 1 - (curve.lines_in(self.size) if curve.display else 0)

    def on_resize(self, event: events.Resize) -> None:
        """Show what there is room for; the calendar keeps its day."""
        super().on_resize(event)
        if event.size != self._drawn_for:
            self._show_figures()
            self._show_day()

    def on_streak_calendar_seen(self, message: StreakCalendar.Seen) -> None:
        """Have the curve stand under the weeks that are seen."""
        message.stop()
        if isinstance(message.layout, YearLayout):
            self.query_one(YearCurve).under(message.layout)

    # --- the day -------------------------------------------------------------------------------------------

    def _show_day(self) -> None:
        self.query_one("#rows", LineList).show(Rows(self._day(self._under_cursor())))

    def _under_cursor(self) -> date:
        return self.query_one(StreakCalendar).day

    def _day(self, day: date) -> Iterator[Keyed]:
        today = self.netui.now().today
        ids = self.network.by_day.on(day)
        near = day_words(day, today) if abs((day - today).days) <= 1 else ""
        tally = self.netui.picture.tallies.get(day)
        named = (
            short_day(day, today), near, "rest" if is_rest(self.network, day) else "",
            "logged late" if tally is not None and tally.late else "",
        )  # fmt: skip
        minutes = sum(self.network.interactions[record_id].minutes or 0 for record_id in ids)
        told = counted(len(ids), "interaction") + (f", {minutes} min" if minutes else "")
        beside = self._is_wide
        yield heading(", ".join(word for word in named if word), told if ids and not beside else "")
        if ids and beside:
            yield line(Span(told, "calm"))
        for record_id in ids:
            interaction = self.network.interactions[record_id]
            if beside:
                yield record_id, partial(self._who, interaction)
                yield None, partial(self._what, interaction)
            else:
                yield record_id, partial(self._who_and_what, interaction)
        if not ids:
            yield line(Span(self._nothing_on(day, today), "calm"), indent=3)

        if beside:
            yield from self._same_week(day)

    def _same_week(self, day: date) -> Iterator[Keyed]:
        """What else was in the week of a day, the latest first, where there is room for it."""
        found = else_in_week(self.network, day, self.netui.now().week_start)
        if found:
            yield blank()
            yield heading("Else in that week")
            for each, record_id in found[:WEEK_SHOWN]:
                interaction = self.network.interactions[record_id]
                yield record_id, partial(self._when_and_who, each, interaction)
                yield None, partial(self._what, interaction)

    def _when_and_who(self, day: date, interaction: Interaction) -> Row:
        who = self._who(interaction).cells[0]
        return Row((Cell(short_day(day, self.netui.now().today), "calm"), who), COLUMNS_OF_WEEK)

    def _nothing_on(self, day: date, today: date) -> str:
        """What is to be said of a day of which nothing is logged: the key that would do something with it."""
        if self._rest_from is not None and day >= today:
            return f"r {'takes the rest back' if self._taking_back else 'plans the rest'} up to here."
        if day <= today:
            return self.worded("Nothing logged. {log} logs for it.")
        rest = (
            "{rest} takes the rest back." if is_rest(self.network, day) else "{rest} plans rest from here on."
        )
        return self.worded(rest)

    def _who_and_what(self, interaction: Interaction) -> Row:
        names = ", ".join(names_of(self.network, interaction.took_part)) or NOBODY
        return Row((Cell(names, "strong"), Cell(shown_interaction(self.network, interaction))))

    def _who(self, interaction: Interaction) -> Row:
        return Row(self._who_and_what(interaction).cells[:1], COLUMN_BESIDE)

    def _what(self, interaction: Interaction) -> Row:
        words = Cell(shown_interaction(self.network, interaction), "calm")
        return Row((words,), COLUMN_BESIDE, ROW_INDENT)

    # --- keys ----------------------------------------------------------------------------------------------

    def log_prefix(self) -> str:
        """The day under the cursor, where that is not today."""
        day = self._under_cursor()
        return f"{day.isoformat()}: " if day < self.netui.now().today else ""

    def on_streak_calendar_day_highlighted(self, message: StreakCalendar.DayHighlighted) -> None:
        """Show the day's interactions, and how long the rest would be that is being chosen."""
        message.stop()
        self._show_day()
        if self._rest_from is not None:
            self._ask_for_the_other_end()

    def on_streak_calendar_day_activated(self, message: StreakCalendar.DayActivated) -> None:
        """Go to the day's interactions; or end the rest there."""
        message.stop()
        if self._rest_from is not None:
            self.action_rest()
        elif self.network.by_day.on(message.day):
            self.query_one("#rows", LineList).focus()
        else:
            self.netui.tell(self.why_not(BY_THE_LIST))

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Read the interaction in whole."""
        message.stop()
        self.netui.open_record(cast(int, message.key))

    def key_escape(self) -> None:
        """Leave the rest that is being chosen; else go back to the calendar."""
        self._choose_rest_from(None)
        self.home().focus()

    def why_not(self, command: str) -> str:
        """What the day under the cursor allows."""
        day, today = self._under_cursor(), self.netui.now().today
        if command == "rest" and self._rest_from is None and day < today:
            return "rest is planned at the latest on its day: walk on to today"
        if command == "to_today" and day == today:
            return "the cursor is on today"
        if command == BY_THE_LIST and self._rest_from is None and not self.network.by_day.on(day):
            return "nothing is logged on that day"
        return super().why_not(command)

    def action_to_today(self) -> None:
        """Go to today."""
        self.query_one(StreakCalendar).select(self.netui.now().today)

    def action_year_before(self) -> None:
        """The same day a year before."""
        self._walk_years(-1)

    def action_year_after(self) -> None:
        """The same day a year after."""
        self._walk_years(1)

    def _walk_years(self, years: int) -> None:
        if not self.query_one(StreakCalendar).year(years):
            self.netui.tell("the calendar ends here" if years > 0 else "nothing earlier is logged")

    # --- rest ----------------------------------------------------------------------------------------------

    def action_rest(self) -> None:
        """Begin a rest on the day under the cursor, or end it there; on a day of rest, take it back."""
        today, here = self.netui.now().today, self._under_cursor()
        self.home().focus()
        if self._rest_from is None:
            self._taking_back = is_rest(self.network, here)
            self._choose_rest_from(here)
            return
        first, last = self._rest_chosen()
        span = self._span(first, last)
        if self._taking_back:
            done = partial(take_back_rest, self.network, first, last, today)
        else:
            done = partial(plan_rest, self.network, first, last, today)
        if self.attempt(done, f"{'no rest' if self._taking_back else 'rest'}: {span}; u takes it back"):
            self._choose_rest_from(None)

    def _choose_rest_from(self, day: date | None) -> None:
        self._rest_from = day
        if day is None:
            self.query_one(StreakCalendar).choose_from(None)
        else:
            self._ask_for_the_other_end()
        self._show_day()

    def _ask_for_the_other_end(self) -> None:
        first, last = self._rest_chosen()
        days = (last - first).days + 1
        walk = ": walk to the other end, " if days == 1 else f", {counted(days, 'day')}: "
        act = self.worded("{rest} takes the rest back" if self._taking_back else "{rest} plans it as rest")
        words = f"{self._span(first, last)}{walk}{act}, esc leaves"
        self.query_one(StreakCalendar).choose_from(self._rest_from, words)

    def _rest_chosen(self) -> tuple[date, date]:
        """The days from today on between the one from which a rest is chosen and the cursor."""
        first, last = self.query_one(StreakCalendar).chosen
        return max(first, self.netui.now().today), last

    def _span(self, first: date, last: date) -> str:
        today = self.netui.now().today
        until = f" to {short_day(last, today)}" if last > first else ""
        return f"{short_day(first, today)}{until}"
