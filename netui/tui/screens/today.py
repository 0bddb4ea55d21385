"""Today: whom to reach out to and why, what was promised, what is coming up, and the week in three lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from netui.domain.days import short_day, when_words
from netui.domain.ranking import Ranked, Reminder, is_ahead
from netui.network import drafts
from netui.network.picture import Today
from netui.network.shown import NOBODY, names_of, spoken_of, whom
from netui.network.ways import Way, beside, few, ways_of
from netui.tui import draft_rows
from netui.tui.answering import ONLY_LINES, AnsweringScreen
from netui.tui.bindings import bindings_for
from netui.tui.text import clip, days_ahead
from netui.tui.widgets.ground import Across
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.meter import meter_line
from netui.tui.widgets.painting import Cell, Column, Span, Tone, span_width
from netui.tui.widgets.spark import sparkline
from netui.tui.widgets.summary import Line, Summary
from netui.tui.widgets.week_dots import week_dots

OWED = ("promise", "meeting", "date", "goal", "routine")
"""Kinds that do not count towards the capacity: they stand above whom to reach out to."""

WHO = Column(22)
COLUMNS = (WHO, Column(36, flex=2, most=54), Column(28, flex=3, drop=1))
"""Who, why, and what stands beside it."""
COLUMNS_COMING = (WHO, Column(28, flex=3), Column(21))
"""Who, what, and when."""
COLUMNS_OF_PAIRS = (Column(30, flex=2, most=44), Column(30, flex=3))
"""Which two should meet, and why."""
COLUMNS_OF_TWO = (WHO, Column(52, flex=5))
"""The same where nothing stands beside it: the reason has all the room."""

BESIDE_FROM = 110
"""Columns from which what stands beside a reason has a column of its own, and does not follow it at once."""

BESIDE_LEAST = 16
"""Cells below which what would follow a reason says too little."""

OWED_SHOWN = 6
"""Rows above whom to reach out to at most, until all are asked for: room is kept for the latter (choice)."""

WAYS_SHOWN = 3
"""Ways to give that are shown until all are asked for (choice)."""

PREVIEW_FROM = 132
"""Columns from which what is known of the row's contact is shown beside the list (choice)."""

STILL_COMING = "it is still to come, and can be answered on its day"
DRAFT_KEYS = "{done} says that it took place, {skip} that it did not"

CURVE_DAYS = 84
"""Days of strength that the sparkline shows."""


FIRST_WORDS = """\
Nobody is here yet.

Press {log} and write what happened, as you would tell a friend:

    coffee with @"Ada Lovelace", got advice, promised a book by friday

enter saves it. {help} says more, {quit} leaves.
netui demo shows a network in full swing.
"""


class TodayScreen(AnsweringScreen):
    """The first screen."""

    NAME = "today"
    HELP = (
        "Whom to reach out to today and why, at most three of them, below what was promised; enter shows "
        "what a reminder rests on, and where +1 stands behind it the other reason. Nothing is lost by "
        "waiting: what you hide comes back, and what you log goes at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("today")

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, Reminder] = {}
        self._room = (False, False)
        """What there was room for when it was last drawn."""
        self._show_all = False

    def body(self) -> ComposeResult:
        """The list, and the week below it."""
        with Across(id="beside"):
            yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")
            yield Summary(self.netui.glyphs, id="preview")
        yield Summary(self.netui.glyphs, id="week")

    def show(self) -> None:
        """Draw the reminders and the week."""
        today = self.netui.page
        self._room = self._has_room()
        self._rows = {}
        # What comes to stand above the first row while the rest is computed takes the cursor along.
        self.query_one("#rows", LineList).show(Rows(self._sections(today)), anew=not self.netui.touched)
        self.query_one("#week", Summary).show(self._week(today))
        self._preview()

    def _has_room(self) -> tuple[bool, bool]:
        """Whether there is room for what stands beside a reason, and for the brief."""
        return self.size.width >= BESIDE_FROM, self.size.width >= PREVIEW_FROM

    # --- the list ------------------------------------------------------------------------------------------

    def _sections(self, today: Today) -> Iterator[Keyed]:
        owed = [row for row in today.rows if row.reminder.kind in OWED and not is_ahead(row.reminder)]
        if owed and self.netui.looked_at.due_known:
            yield from self._section("Promised and due", owed, owed[:OWED_SHOWN], today)
        if not self.netui.looked_at.known:
            yield from self._nothing()
            return
        others = [row for row in today.rows if row.reminder.kind not in OWED]
        for_today = [row for row in others if row.today]
        own, worded = self.netui.config.own, self.worded
        waiting = list(draft_rows.rows(self.network, today.now.today, own, worded, show_all=self._show_all))
        yield from waiting
        if others:
            yield from self._section("Reach out", others, for_today, today, today.below)
        if self.network.contacts and not owed and not for_today and not waiting:
            yield from self._nothing()
            yield blank()
        yield from self._ways(for_today, today)
        ahead = [reminder for row in today.rows for reminder in row.ahead()]
        if ahead or today.coming:
            yield heading("Coming up")
            coming = [*self._dates(ahead, today), *self._coming(today)]
            yield from (listed for _, listed in sorted(coming, key=lambda item: item[0]))
        if not self.network.contacts and not waiting:
            yield from self._nothing()

    def _section(
        self,
        title: str,
        rows: Sequence[Ranked],
        for_today: Sequence[Ranked],
        today: Today,
        below: int = 0,
    ) -> Iterator[Keyed]:
        """``below``: how many more there are that cannot be shown before all is computed."""
        shown = rows if self._show_all and not below else for_today
        later = len(rows) - len(shown) + below
        yield heading(
            title,
            self.worded(f"{len(shown)} today {self.netui.glyphs.between} {later} later, {{all}} shows them")
            if later
            else "",
        )
        yield from (self._row(row, today) for row in shown)
        yield blank()

    def _row(self, row: Ranked, today: Today) -> Keyed:
        reminder = row.reminder
        self._rows[reminder.id] = reminder
        name = whom(self.network, reminder)
        late = reminder.kind in ("promise", "meeting") and reminder.due < today.now.today
        tone: Tone = "attention" if late else "plain"
        # What was last spoken of stands in the brief beside the list where there is room for that.
        beside, named = self._beside(row) if self.size.width < PREVIEW_FROM else ("", 0)
        follows, others = Span(f"  {beside}", "calm"), len(row.behind)
        shown = partial(_reason, Span(reminder.reason, tone), self.netui.glyphs.ellipsis)
        if beside and self.size.width >= BESIDE_FROM:
            cells = (
                Cell(name, "strong"),
                Cell(partial(shown, others - named, 0, None)),
                Cell(beside, "calm"),
            )
            return reminder.id, Row(cells)
        reason = Cell(partial(shown, others, named, follows if beside else None))
        return reminder.id, Row((Cell(name, "strong"), reason), COLUMNS_OF_TWO)

    def _ways(self, for_today: Sequence[Ranked], today: Today) -> Iterator[Keyed]:
        """What one could give; what a row above says already is left out."""
        sought = {row.reminder.contacts[0] for row in for_today if row.reminder.contacts}
        found = beside(ways_of(self.netui.looked_at, self.network, today.now), self._rows, sought)
        shown = found if self._show_all else few(found, WAYS_SHOWN)
        if shown:
            more = len(found) - len(shown)
            yield heading("Ways to give", self.worded(f"{more} more, {{all}} shows them") if more else "")
            yield from (self._way(way) for way in shown if way.reminder is not None)
            yield blank()

    def _way(self, way: Way) -> Keyed:
        assert way.reminder is not None
        self._rows[way.reminder.id] = way.reminder
        names = f" {self.netui.glyphs.both_ways} ".join(names_of(self.network, way.contacts))
        columns = COLUMNS_OF_PAIRS if way.kind == "introduce" else COLUMNS_OF_TWO
        return way.reminder.id, Row((Cell(names, "strong"), Cell(way.reason)), columns)

    def _beside(self, row: Ranked) -> tuple[str, int]:
        """The next reason for the same contact, else what was last spoken of; and how many reasons it names.

        Where it is time to speak again, what was last spoken of is of more use than most other reasons.
        """
        if not row.reminder.contacts:
            return "", 0
        if row.behind and (row.reminder.kind != "cadence" or is_ahead(row.behind[0])):
            return f"also {row.behind[0].reason}", 1
        standing = self.netui.looked_at.standings.get(row.reminder.contacts[0])
        if row.reminder.kind in OWED or standing is None or standing.last is None:
            return "", 0
        last = self.network.interactions.get(standing.last)
        if last is None:
            return "", 0
        return f"last: {spoken_of(self.network, last, standing.id)}", 0

    def _dates(self, reminders: Sequence[Reminder], today: Today) -> Iterator[tuple[date, Keyed]]:
        """Yearly dates that are still ahead."""
        for reminder in reminders:
            self._rows[reminder.id] = reminder
            what = reminder.reason.partition(f" {when_words(reminder.due, today.now.today)}")
            cells = self._coming_cells(reminder.contacts, f"{what[0]}{what[2]}", reminder.due, today)
            yield reminder.due, (reminder.id, Row(cells, COLUMNS_COMING))

    def _coming(self, today: Today) -> Iterator[tuple[date, Keyed]]:
        for index, item in enumerate(today.coming):
            about = item.contacts[0] if item.contacts else ""
            key = (
                f"coming:{index}:{item.follow_up or ''}:{about}" if item.contacts or item.follow_up else None
            )
            yield (
                item.day,
                (key, Row(self._coming_cells(item.contacts, item.text, item.day, today), COLUMNS_COMING)),
            )

    def _coming_cells(
        self, contacts: tuple[int, ...], text: str, day: date, today: Today
    ) -> tuple[Cell, Cell, Cell]:
        when = f"{short_day(day, today.now.today)}, {days_ahead((day - today.now.today).days)}"
        return Cell(", ".join(names_of(self.network, contacts)) or NOBODY), Cell(text), Cell(when, "calm")

    def _nothing(self) -> Iterator[Keyed]:
        if not self.netui.looked_at.known:
            lines = ["Looking through your network…"]
        elif not self.network.contacts:
            lines = self.worded(FIRST_WORDS).splitlines()
        else:
            lines = [self.worded("Nothing today. Press {log} when you have spoken with somebody.")]
        yield blank()
        yield from (line(Span(text, "calm"), indent=3) for text in lines)

    # --- the week ------------------------------------------------------------------------------------------

    def _week(self, today: Today) -> list[Line]:
        if not self.netui.looked_at.known:
            return [Line(label, ()) for label in ("This week", "Streak", "Balance")]
        practice, glyphs = today.practice, self.netui.glyphs
        week = practice.week
        met = ", met" if week.met else ""
        streak = f"{practice.weeks} week{'' if practice.weeks == 1 else 's'}"
        rested = f" ({practice.rested} rested)" if practice.rested else ""
        curve = self.netui.looked_at.strength_curve(today.now)[-CURVE_DAYS:]
        return [
            Line("This week", [
                *week_dots(self.netui.looked_at.tallies, week.start, today.now.today, glyphs),
                Span(f"  {week.active} of {week.needed} days{met}"),
            ]),
            Line("Streak", [
                Span(f"{streak}{rested}", "strong"), Span(f"   strength {practice.strength:.0%} "),
                Span(sparkline([value for _, value in curve], 12, glyphs), "practice"),
            ]),
            Line("Balance", lambda width: meter_line(today.balance, width, glyphs)),
        ]  # fmt: skip

    # --- beside the list -----------------------------------------------------------------------------------

    def _preview(self) -> None:
        pane = self.query_one("#preview", Summary)
        pane.display = self.size.width >= PREVIEW_FROM
        contact = self.logged_about() if pane.display else None
        if contact is None:
            pane.show([])
            return
        from netui.network.brief import brief_of  # late: most terminals start without it
        from netui.tui.brief_lines import brief_lines

        brief = brief_of(self.network, contact, self.netui.now())
        pane.show(brief_lines(self.network, brief, self.netui.glyphs))

    def on_resize(self, event: events.Resize) -> None:
        """Show the brief, and what stands beside a reason, where there is room."""
        if self.netui.looked_at.known and self._room != self._has_room():
            self.show()

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the brief of the contact under the cursor."""
        message.stop()
        self._preview()

    # --- keys ----------------------------------------------------------------------------------------------

    def reminder(self) -> Reminder | None:
        """The reminder under the cursor."""
        return self._rows.get(str(self.query_one("#rows", LineList).key))

    def logged_about(self) -> int | None:
        """The contact of the row under the cursor."""
        key = str(self.query_one("#rows", LineList).key)
        contact = super().logged_about()
        return self._coming_contact(key) if contact is None else contact

    def _coming_contact(self, key: str) -> int | None:
        """The contact of a row of what is coming up."""
        about = key.rpartition(":")[2] if key.startswith("coming:") else ""
        return int(about) if about.isdecimal() and int(about) in self.network.contacts else None

    def _coming_line(self) -> int | None:
        """The promise or the plan that is coming up under the cursor."""
        parts = str(self.query_one("#rows", LineList).key).split(":")
        number = int(parts[2]) if parts[0] == "coming" and parts[2] else None
        return number if number in self.network.follow_ups else None

    async def action_edit(self) -> None:
        """Open the line of what was promised or planned, also where it is still to come."""
        number = self._coming_line()
        if number is None:
            await super().action_edit()
        else:
            await self.edit_line(number)

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Show what a reminder rests on; of what is coming up, the contact."""
        message.stop()
        key = str(message.key)
        if key in self._rows:
            self.netui.open_reason(key)
        elif (draft := draft_rows.draft_of(key)) is not None:
            own, worded = self.netui.config.own, self.worded
            page = draft_rows.page(self.network, draft, self.netui.now().today, own, worded)
            if page is not None:
                self.app.push_screen(page)
        elif (contact := self._coming_contact(key)) is not None:
            self.netui.open_contact(contact)
        elif (number := self._coming_line()) is not None:
            self.netui.open_record(number)

    async def action_done(self) -> None:
        """Answer the reminder; of a meeting that a calendar brought: it took place."""
        draft = self._draft()
        if draft is None:
            await super().action_done()
        else:
            self.attempt(
                lambda: drafts.confirm(self.network, draft, self.netui.now(), self.netui.config.own),
                "logged; u takes it back",
            )

    def action_skip(self) -> None:
        """Hide the reminder until tomorrow; of a meeting that a calendar brought: it did not take place."""
        draft = self._draft()
        if draft is None:
            super().action_skip()
        else:
            self.attempt(
                lambda: drafts.drop(self.network, draft, self.netui.now()),
                "dropped, and not asked again; u takes it back",
            )

    def _draft(self) -> int | None:
        return draft_rows.draft_of(self.query_one("#rows", LineList).key)

    def why_not(self, command: str) -> str:
        """A meeting that a calendar brought is answered too; what is coming up, once its day has come."""
        if command in ("done", "skip", "snooze", "edit"):
            if self._draft() is not None:
                return "" if command in ("done", "skip") else self.worded(DRAFT_KEYS)
            if command == "edit" and self._coming_line() is not None:
                return ""
            if str(self.query_one("#rows", LineList).key).startswith("coming:"):
                return ONLY_LINES if command == "edit" else STILL_COMING
        return super().why_not(command)

    def action_all(self) -> None:
        """Show all, or those of today."""
        self._show_all = not self._show_all
        self.show()


def _reason(
    reason: Span, ellipsis: str, others: int, named: int, beside: Span | None, width: int
) -> list[Span]:
    """A reason with a mark of the others behind it, and what stands beside it where there is room for that.

    ``others``: how many reasons stand behind it, of which ``named`` are named by what stands beside.
    """
    if beside is not None:
        marked = [reason, _mark(others - named)]
        if span_width(marked) + BESIDE_LEAST <= width:
            return [*marked, beside]
    mark = _mark(others)
    room = max(0, width - span_width([mark]))
    return [Span(clip(reason.text, room, ellipsis), reason.tone), mark]


def _mark(others: int) -> Span:
    """What says that other reasons stand behind one."""
    return Span(f" +{others}" if others else "", "calm")
