"""Streak: the calendar of the year, the day under the cursor, the routine in weeks and its strength."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from netui.domain.days import counted, short_day, weekday_name
from netui.domain.records import Rest
from netui.domain.routine import Practice, calendar
from netui.errors import NetuiError
from netui.network.shown import shown_interaction
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.widgets.calendar import StreakCalendar
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.spark import sparkline
from netui.tui.widgets.summary import Line, Summary

WEEKS = 53
COLUMNS = (Column(22, flex=1, most=40), Column(30, flex=3))


class StreakScreen(NetuiScreen):
    """The practice, day by day."""

    NAME = "streak"
    HELP = (
        "Each cell is a day, fuller with more interactions; a hollow one was logged late, a wave is planned "
        "rest. The streak counts weeks that met the routine. A spare rest, earned by every fourth such week "
        "and used by itself, lets a missed week pass; strength rises with practice and fades gently without."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("streak")
    AUTO_FOCUS = "#calendar"

    def __init__(self) -> None:
        super().__init__()
        self._years_back = 0

    def body(self) -> ComposeResult:
        """Calendar, figures, the day."""
        yield StreakCalendar(glyphs=self.netui.glyphs, week_start=self.netui.now().week_start, id="calendar")
        yield Summary(self.netui.glyphs, id="figures")
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")

    def home(self) -> Widget:
        """The calendar."""
        return self.query_one(StreakCalendar)

    def show(self) -> None:
        """Draw calendar, figures and the day under the cursor."""
        now = self.netui.now()
        last = now.today - timedelta(days=364 * self._years_back)
        first = last - timedelta(days=7 * (WEEKS - 1) + (last.isoweekday() - now.week_start) % 7)
        end = max(last, now.today + timedelta(days=6 - (now.today.isoweekday() - now.week_start) % 7))
        days = calendar(
            self.netui.picture.tallies,
            tuple(self.network.rests.values()),
            first,
            end if not self._years_back else last,
        )
        self.query_one(StreakCalendar).show(days, now.today)
        self.query_one("#figures", Summary).show(list(self._figures()))
        self._show_day()

    def _figures(self) -> Iterator[Line]:
        now, glyphs = self.netui.now(), self.netui.glyphs
        practice = self.netui.today.practice
        rested = f" ({practice.rested} rested)" if practice.rested else ""
        yield Line("Streak", [
            Span(f"{counted(practice.weeks, 'week')}{rested}", "strong"),
            Span(f"   longest {counted(practice.longest, 'week')}"),
            Span(f"   spare rests {practice.spare_rests}", "calm"),
        ])  # fmt: skip
        yield Line("This week", self._week(practice))
        curve = [value for _, value in self.netui.picture.strength_curve(now)[-364:]]
        yield Line("Strength", lambda width: [
            Span(f"{practice.strength:.0%}  "),
            Span(sparkline(curve, max(8, min(53, width - 30)), glyphs), "practice"),
            Span("  over the year" if len(curve) > 300 else f"  over {counted(len(curve), 'day')}", "calm"),
        ])  # fmt: skip
        yield Line("Weekdays", [Span(self._weekdays())])
        if practice.bursts:
            yield Line("", [Span("activity came in bursts: a little each week carries further", "attention")])

    def _week(self, practice: Practice) -> list[Span]:
        """The week's active days, and what else is of these days: a row of them, the minutes."""
        week = practice.week
        met = "met" if week.met else f"{week.needed - week.active} to go"
        spans = [Span(f"{week.active} of {week.needed} active days, {met}")]
        if practice.days_in_a_row > 1:
            spans.append(Span(f"   {counted(practice.days_in_a_row, 'day')} in a row"))
        minutes = self._minutes()
        if minutes:
            spans.append(Span(f"   {minutes} min in 7 days", "calm"))
        return spans

    def _weekdays(self) -> str:
        """Active days of the last 52 weeks on each weekday."""
        now = self.netui.now()
        since = now.today - timedelta(days=364)
        counts = [0] * 8
        for day, tally in self.netui.picture.tallies.items():
            if tally.active and since <= day <= now.today:
                counts[day.isoweekday()] += 1
        order = [(now.week_start - 1 + offset) % 7 + 1 for offset in range(7)]
        return "  ".join(f"{weekday_name(weekday)} {counts[weekday]}" for weekday in order)

    def _minutes(self) -> int:
        """Minutes logged in the last seven days."""
        today = self.netui.now().today
        return sum(
            interaction.minutes or 0
            for offset in range(7)
            for record_id in self.network.by_day.on(today - timedelta(days=offset))
            if (interaction := self.network.interactions.get(record_id)) is not None
        )

    # --- the day -------------------------------------------------------------------------------------------

    def _show_day(self) -> None:
        self.query_one("#rows", LineList).show(Rows(self._day(self._under_cursor())))

    def _under_cursor(self) -> date:
        return self.query_one(StreakCalendar).day or self.netui.now().today

    def _day(self, day: date) -> Iterator[Keyed]:
        today = self.netui.now().today
        ids = self.network.by_day.on(day)
        resting = any(rest.first <= day <= rest.last for rest in self.network.rests.values())
        yield heading(short_day(day, today) + (", rest" if resting else ""), counted(len(ids), "interaction"))
        for record_id in ids:
            interaction = self.network.interactions[record_id]
            names = ", ".join(
                self.network.contacts[contact].name
                for contact in interaction.took_part
                if contact in self.network.contacts
            )
            cells = (
                Cell(names or "nobody named", "strong"),
                Cell(shown_interaction(self.network, interaction)),
            )
            yield record_id, Row(cells)
        if not ids:
            yield blank()
            words = "l logs for that day." if day <= today else "r plans it as rest."
            yield line(Span(f"Nothing on this day. {words}", "calm"), indent=3)

    # --- keys ----------------------------------------------------------------------------------------------

    def log_prefix(self) -> str:
        """The day under the cursor, where that is not today."""
        day = self._under_cursor()
        return f"{day.isoformat()}: " if day < self.netui.now().today else ""

    def on_streak_calendar_day_highlighted(self, message: StreakCalendar.DayHighlighted) -> None:
        """Show the day's interactions."""
        message.stop()
        self._show_day()

    def on_streak_calendar_day_activated(self, message: StreakCalendar.DayActivated) -> None:
        """Go to the day's interactions."""
        message.stop()
        self.query_one("#rows", LineList).focus()

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open whoever took part first."""
        message.stop()
        interaction = self.network.interactions.get(cast(int, message.key))
        if interaction is not None and interaction.took_part:
            self.netui.open_contact(interaction.took_part[0])

    def key_escape(self) -> None:
        """Back to the calendar."""
        self.home().focus()

    def action_to_today(self) -> None:
        """Go to today."""
        self._years_back = 0
        self.show()
        self.query_one(StreakCalendar).select(self.netui.now().today)

    def action_year_before(self) -> None:
        """The year before."""
        self._years_back += 1
        self.show()

    def action_year_after(self) -> None:
        """The year after."""
        self._years_back = max(0, self._years_back - 1)
        self.show()

    def action_rest(self) -> None:
        """Plan the day under the cursor as rest, or take that back."""
        now = self.netui.now()
        day = self._under_cursor()
        if day < now.today:
            self.netui.tell("rest is planned at the latest on its day", problem=True)
            return
        try:
            with self.network.change(f"rest: {day}") as change:
                rests = self.network.rests.items()
                marked = [record_id for record_id, rest in rests if rest.first <= day <= rest.last]
                for record_id in marked:
                    change.remove(Rest.table, record_id)
                if marked:
                    change.label = f"no rest: {day}"
                else:
                    change.insert(Rest(first=day, last=day, marked=now.today))
        except NetuiError as error:
            self.netui.tell(error.message, problem=True)
        else:
            self.netui.tell(
                f"{short_day(day, now.today)}: {'no longer rest' if marked else 'rest'}; u takes it back"
            )
