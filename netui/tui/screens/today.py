"""Today: whom to reach out to and why, what was promised, what is coming up, and the week in three lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from netui.domain.days import short_day, when_words
from netui.domain.ranking import Ranked
from netui.errors import NetuiError
from netui.network import answers
from netui.network.picture import Today
from netui.network.shown import shown_interaction
from netui.tui.ask import AskScreen
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.text import days_ahead
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.meter import meter_line
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.spark import sparkline
from netui.tui.widgets.summary import Line, Summary

OWED = ("promise", "meeting", "date", "goal", "routine")
"""Kinds that do not count towards the capacity: they stand above whom to reach out to."""

WHO = Column(22)
COLUMNS = (WHO, Column(36, flex=2, most=54), Column(28, flex=3, drop=1))
"""Who, why, and what stands beside it."""
COLUMNS_COMING = (WHO, Column(28, flex=3), Column(21))
"""Who, what, and when."""
COLUMNS_OF_TWO = (WHO, Column(52, flex=5))
"""The same where nothing stands beside it: the reason has all the room."""

OWED_SHOWN = 6
"""Rows above whom to reach out to at most, until all are asked for: room is kept for the latter (choice)."""

NOBODY = "nobody named"

CURVE_DAYS = 84
"""Days of strength that the sparkline shows."""


FIRST_WORDS = """\
Nobody is here yet.

Press l and write what happened, as you would tell a friend:

    coffee with @"Ada Lovelace", got advice, promised a book by friday

enter saves it. ? says more, q leaves.
netui demo shows a network in full swing.
"""


class TodayScreen(NetuiScreen):
    """The first screen."""

    NAME = "today"
    HELP = (
        "Whom to reach out to today and why, at most three of them, with what was promised above. "
        "Nothing is lost by waiting: what you hide comes back, and what you log goes at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("today")

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, Ranked] = {}
        self._show_all = False

    def body(self) -> ComposeResult:
        """The list, and the week below it."""
        yield LineList(
            COLUMNS,
            glyphs=self.netui.glyphs,
            id="rows",
        )
        yield Summary(self.netui.glyphs, id="week")

    def home(self) -> Widget:
        """The list."""
        return self.query_one("#rows", LineList)

    def show(self) -> None:
        """Draw the reminders and the week."""
        today = self.netui.today
        self._rows = {}
        self.query_one("#rows", LineList).show(Rows(self._sections(today)))
        self.query_one("#week", Summary).show(self._week(today))

    # --- the list ------------------------------------------------------------------------------------------

    def _sections(self, today: Today) -> Iterator[Keyed]:
        if not self.netui.computed:
            yield from self._nothing()
            return
        day = today.now.today
        ahead = [row for row in today.rows if row.reminder.kind == "date" and row.reminder.due > day]
        owed = [row for row in today.rows if row.reminder.kind in OWED and row not in ahead]
        others = [row for row in today.rows if row.reminder.kind not in OWED]
        if owed:
            yield from self._section("Promised and due", owed, owed[:OWED_SHOWN], today)
        if others:
            yield from self._section("Reach out", others, [row for row in others if row.today], today)
        if ahead or today.coming:
            yield heading("Coming up")
            coming = [*self._dates(ahead, today), *self._coming(today)]
            yield from (listed for _, listed in sorted(coming, key=lambda item: item[0]))
        if not today.rows and not today.coming:
            yield from self._nothing()

    def _section(
        self, title: str, rows: Sequence[Ranked], for_today: Sequence[Ranked], today: Today
    ) -> Iterator[Keyed]:
        shown = rows if self._show_all else for_today
        later = len(rows) - len(shown)
        yield heading(
            title,
            f"{len(shown)} today {self.netui.glyphs.between} {later} later, + shows them" if later else "",
        )
        yield from (self._row(row, today) for row in shown)
        yield blank()

    def _row(self, row: Ranked, today: Today) -> Keyed:
        reminder = row.reminder
        self._rows[reminder.id] = row
        name = "The week" if reminder.kind == "routine" else self._names(reminder.contacts) or NOBODY
        late = reminder.kind in ("promise", "meeting") and reminder.due < today.now.today
        tone: Tone = "attention" if late else "plain"
        cells = (Cell(name, "strong"), Cell(reminder.reason, tone), Cell(beside := self._beside(row), "calm"))
        return reminder.id, Row(cells) if beside else Row(cells[:2], COLUMNS_OF_TWO)

    def _names(self, contacts: tuple[int, ...]) -> str:
        known = (self.network.contacts.get(contact) for contact in contacts)
        return ", ".join(contact.name for contact in known if contact is not None)

    def _beside(self, row: Ranked) -> str:
        """What was last spoken of, else the next reason for the same contact."""
        if not row.reminder.contacts or row.reminder.kind in OWED:
            return ""
        if row.behind and row.reminder.kind != "cadence":
            return f"also {row.behind[0].reason}"
        standing = self.netui.picture.standings.get(row.reminder.contacts[0])
        if standing is None or standing.last is None or standing.last not in self.network.interactions:
            return ""
        return f"last: {shown_interaction(self.network, self.network.interactions[standing.last])}"

    def _dates(self, rows: Sequence[Ranked], today: Today) -> Iterator[tuple[date, Keyed]]:
        """Yearly dates that are still ahead."""
        for row in rows:
            reminder = row.reminder
            self._rows[reminder.id] = row
            what = reminder.reason.partition(f" {when_words(reminder.due, today.now.today)}")
            cells = self._coming_cells(reminder.contacts, f"{what[0]}{what[2]}", reminder.due, today)
            yield reminder.due, (reminder.id, Row(cells, COLUMNS_COMING))

    def _coming(self, today: Today) -> Iterator[tuple[date, Keyed]]:
        for index, item in enumerate(today.coming):
            key = f"coming:{index}:{item.contacts[0]}" if item.contacts else None
            yield (
                item.day,
                (key, Row(self._coming_cells(item.contacts, item.text, item.day, today), COLUMNS_COMING)),
            )

    def _coming_cells(
        self, contacts: tuple[int, ...], text: str, day: date, today: Today
    ) -> tuple[Cell, Cell, Cell]:
        when = f"{short_day(day, today.now.today)}, {days_ahead((day - today.now.today).days)}"
        return Cell(self._names(contacts) or NOBODY), Cell(text), Cell(when, "calm")

    def _nothing(self) -> Iterator[Keyed]:
        if not self.netui.computed:
            lines = ["Looking through your network…"]
        elif not self.network.contacts:
            lines = FIRST_WORDS.splitlines()
        else:
            lines = ["Nothing today. Press l when you have spoken with somebody."]
        yield blank()
        yield from (line(Span(text, "calm"), indent=3) for text in lines)

    # --- the week ------------------------------------------------------------------------------------------

    def _week(self, today: Today) -> list[Line]:
        practice, glyphs = today.practice, self.netui.glyphs
        week = practice.week
        met = ", met" if week.met else ""
        streak = f"{practice.weeks} week{'' if practice.weeks == 1 else 's'}"
        rested = f" ({practice.rested} rested)" if practice.rested else ""
        curve = self.netui.picture.strength_curve(today.now)[-CURVE_DAYS:]
        return [
            Line("This week", [
                *self._dots(today.now.today, week.start), Span(f"  {week.active} of {week.needed} days{met}"),
            ]),
            Line("Streak", [
                Span(f"{streak}{rested}", "strong"), Span(f"   strength {practice.strength:.0%} "),
                Span(sparkline([value for _, value in curve], 12, glyphs), "practice"),
            ]),
            Line("Balance", lambda width: meter_line(today.balance, width, glyphs)),
        ]  # fmt: skip

    def _dots(self, today: date, start: date) -> Iterator[Span]:
        glyphs = self.netui.glyphs
        for offset in range(7):
            day = start + timedelta(days=offset)
            tally = self.netui.picture.tallies.get(day)
            if tally is not None and tally.active:
                yield Span(f"{glyphs.levels[min(4, tally.count)]} ", "practice")
            else:
                yield Span(f"{glyphs.levels[0] if day <= today else ' '} ", "faint")

    # --- keys ----------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """The contact of the row under the cursor."""
        row = self._current()
        return row.reminder.contacts[0] if row and row.reminder.contacts else None

    def _current(self) -> Ranked | None:
        key = self.query_one("#rows", LineList).key
        return self._rows.get(str(key)) if key is not None else None

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open the contact of a row."""
        message.stop()
        row = self._rows.get(str(message.key))
        if row is not None and row.reminder.contacts:
            self.netui.open_contact(row.reminder.contacts[0])
        elif row is None and str(message.key).startswith("coming:"):
            contact = str(message.key).rpartition(":")[2]
            if contact:
                self.netui.open_contact(int(contact))

    async def action_done(self) -> None:
        """Answer the reminder: what is logged opens the log bar, the rest is done at once."""
        row = self._current()
        if row is None:
            return
        if row.reminder.kind in answers.LOGGED_KINDS or row.reminder.kind == "routine":
            await self.open_log()
            return
        self._do(lambda: answers.done(self.network, row.reminder, self.netui.now()), "done, u takes it back")

    def action_skip(self) -> None:
        """Hide the reminder until tomorrow."""
        row = self._current()
        if row is not None:
            self._do(
                lambda: answers.skip(self.network, row.reminder, self.netui.now()), "hidden until tomorrow"
            )

    def action_snooze(self) -> None:
        """Ask for a day and hide the reminder until then."""
        row = self._current()
        if row is None:
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self._do(lambda: self._snooze(row, text), "hidden until then")

        self.app.push_screen(
            AskScreen("Hide until", "next week", "a day: tomorrow, friday, in 10 days, 2026-12-24"), answered
        )

    def _snooze(self, row: Ranked, text: str) -> None:
        from netui.network.lines import day_to_come  # late: the language is not needed to start

        now = self.netui.now()
        until = day_to_come(text, now, day_order=self.netui.config.date_order)
        answers.snooze(self.network, row.reminder, until, now)

    def action_mute(self) -> None:
        """No reminders of this contact, or again."""
        contact = self.logged_about()
        if contact is not None:
            muted = self.network.contacts[contact].muted
            self._do(
                lambda: answers.mute(self.network, contact, muted=not muted),
                "reminders again" if muted else "no more reminders of this contact; u takes it back",
            )

    def action_all(self) -> None:
        """Show all, or those of today."""
        self._show_all = not self._show_all
        self.show()

    def _do(self, act: Callable[[], object], said: str) -> None:
        try:
            act()
        except NetuiError as error:
            self.netui.tell(error.message, problem=True)
        else:
            self.netui.tell(said)
