"""Goals: what one wants to do each week and how it stands; what came of it; introductions and events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from netui.domain.days import counted, day_words, short_day
from netui.domain.goals import (
    Preset,
    Standing,
    is_running,
    presets_for,
    state_words,
    weekly_on,
    words_of,
)
from netui.domain.introductions import STATE_WORDS as INTRODUCTION_WORDS
from netui.domain.records import ME, Goal, Introduction
from netui.network.gatherings import events_newest_first, shares_of
from netui.network.goals import new_goal, results_since
from netui.network.introducing import all_newest_first
from netui.network.opportunities import STATE_WORDS, newest_first, story_of
from netui.network.shown import names_of
from netui.tui import goal_forms
from netui.tui.base_screen import NOTHING_HERE, NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.chains import path_words
from netui.tui.entries import list_day
from netui.tui.event_form import change_event_form, new_event_form
from netui.tui.event_lines import met_count, share_lines
from netui.tui.widgets.ground import Across
from netui.tui.widgets.line_list import Key, Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.list_tabs import ListTabs
from netui.tui.widgets.pace import pace_line
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.summary import Line, Summary

LISTS = ("goals", "opportunities", "introductions", "events")
INDENT = 5
"""Cells before what is told below a row."""

COLUMNS = (Column(30, flex=2, most=48), Column(16, flex=1, most=28), Column(20, flex=2, drop=1))
"""What, how it stands, and what else is to be said."""

COLUMNS_OF_PAIRS = (Column(22, flex=2, most=48), Column(20), Column(16, flex=2, drop=1))
"""Which two or which event, what became of it, and when."""

OTHERS_FROM = 120
"""Columns from which the other lists stand beside the one that is chosen (choice)."""

EMPTY = {
    "opportunities": (
        "Nothing came up yet. {new_here} keeps an opportunity with who led to it; in a line\n"
        '    call with Ada, opportunity:"the fellowship"'
    ),
    "introductions": "No introductions yet. {introduce} on a contact or a way to give makes one.",
    "events": 'No events yet. {new_here} makes one; in a line it is\n    met Ada at "Engines and Looms"',
}


class GoalsScreen(NetuiScreen):
    """Goals, and beside them what came up."""

    NAME = "goals"
    HELP = (
        "Goals ask for so many a week of what is in your own hands: the bar is what is done, the mark where"
        " the plan stands today, the buffer the days you have in hand. A goal is never failed but ends with"
        " what came of it; making it easier takes effect in seven days, harder at once, and no goal "
        "guarantees a result: what came up meanwhile stands beside it."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("goals")

    def __init__(self) -> None:
        super().__init__()
        self._list = 0

    def body(self) -> ComposeResult:
        """What is shown, and the list."""
        yield ListTabs(LISTS, id="tabs")
        yield Summary(self.netui.glyphs, id="overall")
        with Across(id="beside"):
            yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")
            others = LineList(COLUMNS, glyphs=self.netui.glyphs, id="others")
            others.can_focus = False
            yield others

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the list that is chosen."""
        self.query_one(ListTabs).show(self._list)
        self.query_one("#overall", Summary).show(list(self._above()))
        name = LISTS[self._list]
        self.query_one("#rows", LineList).show(Rows(self._rows(name)), empty=self.worded(EMPTY.get(name, "")))
        self._show_others()

    def _rows(self, name: str) -> Iterator[Keyed]:
        return {
            "goals": self._goals,
            "opportunities": self._opportunities,
            "introductions": self._introductions,
            "events": self._events,
        }[name]()

    def _show_others(self) -> None:
        """Beside goals what came up; beside that the goals, if any. To be looked at: tab goes there."""
        pane = self.query_one("#others", LineList)
        beside = ("goals",) if self._list else LISTS[1:]
        wide = self.size.width >= OTHERS_FROM
        rows = Rows(row for name in beside for row in self._beside(name)) if wide else Rows()
        pane.display = bool(len(rows))
        pane.show(rows)

    def _beside(self, name: str) -> Iterator[Keyed]:
        rows = [row for _, row in self._rows(name)]
        if rows:
            yield heading(name.capitalize())
            yield from ((None, row) for row in rows)
            yield blank()

    def on_resize(self, event: events.Resize) -> None:
        """Show the other lists where there is room."""
        self._show_others()

    def _above(self) -> Iterator[Line]:
        if LISTS[self._list] == "goals":
            yield from self._meanwhile()
        elif LISTS[self._list] == "events":
            yield from share_lines(shares_of(self.network, self.netui.now().today))

    def _meanwhile(self) -> Iterator[Line]:
        """The lagging results since the first of the goals that run."""
        now = self.netui.now()
        first = min((goal.first for _, goal, _ in self.netui.picture.running_goals(now)), default=None)
        if first is None:
            return
        results = results_since(self.network, first, now.today)
        happened = f" ({results.happened} happened)" if results.happened else ""
        parts = (
            f"{counted(results.opportunities, 'opportunity', 'opportunities')}{happened}",
            f"{counted(results.introductions_received, 'introduction')} received",
            f"{results.fruitful} of yours bore fruit",
        )
        yield Line("Meanwhile", [Span(f" {self.netui.glyphs.between} ".join(parts), "calm")])

    # --- goals ---------------------------------------------------------------------------------------------

    def _goals(self) -> Iterator[Keyed]:
        now = self.netui.now()
        running = self.netui.picture.running_goals(now)
        others = [
            (each, goal)
            for each, goal in sorted(self.network.goals.items(), reverse=True)
            if not is_running(goal, now.today)
        ]
        for goal_id, goal, standing in running:
            yield from self._goal(goal_id, goal, standing)
        if not running:
            yield from self._presets()
        if others:
            yield heading("Ended and to come")
            for goal_id, goal in others:
                yield self._other_goal(goal_id, goal)

    def _goal(self, goal_id: int, goal: Goal, standing: Standing) -> Iterator[Keyed]:
        today, glyphs = self.netui.now().today, self.netui.glyphs
        late = standing.state == "behind" and not standing.first_week
        tone: Tone = "attention" if late else "practice"
        cells = (
            Cell(words_of(goal), "strong"),
            Cell(state_words(goal, standing, today), tone),
            Cell(self._coming_pace(goal), "calm"),
        )
        yield ("goal", goal_id), Row(cells)
        columns = (Column(24, flex=1, most=48), Column(28, flex=1))
        asked = f"{standing.planned:.1f}".removesuffix(".0")
        told = f"{standing.done} done, {asked} planned by now"
        pace = Cell(lambda width: pace_line(standing.done, standing.planned, width, glyphs))
        yield None, Row((pace, Cell(told)), columns, INDENT)
        why = f"; {goal.why}" if goal.why else ""
        yield line(Span(f"{self._span(goal)}{why}", "calm"), indent=INDENT)
        yield blank()

    def _span(self, goal: Goal) -> str:
        """When a goal runs, short: why it matters stands on the same line."""
        today = self.netui.now().today
        until = f" to {short_day(goal.until, today)}" if goal.until is not None else " on"
        return f"{short_day(goal.first, today)}{until}"

    def _coming_pace(self, goal: Goal) -> str:
        """A change of the weekly number that has not taken effect yet."""
        today, last = self.netui.now().today, goal.paces[-1]
        if last.since <= today or last.weekly == weekly_on(goal, today):
            return ""
        return f"{weekly_on(goal, today)} until {short_day(last.since, today)}"

    def _other_goal(self, goal_id: int, goal: Goal) -> Keyed:
        now = self.netui.now()
        if goal.ended is None and now.today < goal.first:
            state = f"begins {day_words(goal.first, now.today)}"
        else:
            state = f"{self.netui.picture.goal(goal, now).done} done"
        outcome = goal.outcome or (
            "" if goal.ended or now.today < goal.first else self.worded("{ended} says what came of it")
        )
        return ("goal", goal_id), Row((Cell(words_of(goal)), Cell(state, "calm"), Cell(outcome, "calm")))

    def _presets(self) -> Iterator[Keyed]:
        yield blank()
        for words in (
            "No goal is running.",
            self.worded("enter takes one of these to begin with; {new_here} makes one of your own."),
        ):
            yield line(Span(words, "calm"), indent=3)
        yield blank()
        for place, preset in enumerate(presets_for(self.network.profile.stage)):
            cells = (Cell(goal_forms.preset_words(preset), "strong"), Cell(preset.why, "calm"))
            yield (
                ("preset", place),
                Row(cells, (Column(30), Column(20, flex=1))),
            )
        yield blank()

    # --- what came of it -----------------------------------------------------------------------------------

    def _opportunities(self) -> Iterator[Keyed]:
        today, glyphs = self.netui.now().today, self.netui.glyphs
        for opportunity_id in newest_first(self.network):
            story = story_of(self.network, opportunity_id)
            record = story.opportunity
            tone: Tone = "practice" if record.state == "happened" else "calm"
            cells = (
                Cell(record.title, "strong"),
                Cell(STATE_WORDS[record.state], tone),
                Cell(f"{list_day(record.day, today)}{f', {record.kind}' if record.kind else ''}", "calm"),
            )
            yield ("opportunity", opportunity_id), Row(cells)
            for path in story.paths:
                yield line(Span(path_words(self.network, path, today, glyphs, record.title)), indent=INDENT)
            if record.story:
                yield line(Span(record.story, "calm"), indent=INDENT)
            yield blank()

    def _introductions(self) -> Iterator[Keyed]:
        for introduction_id, record in all_newest_first(self.network):
            yield ("introduction", introduction_id), Row(self._introduction(record), COLUMNS_OF_PAIRS)

    def _introduction(self, record: Introduction) -> tuple[Cell, ...]:
        names = f" {self.netui.glyphs.both_ways} ".join(names_of(self.network, record.between))
        by = names_of(self.network, (record.introducer,)) if record.introducer != ME else []
        tone: Tone = "practice" if record.state in ("met", "fruitful") else "plain"
        day = list_day(record.day, self.netui.now().today)
        beside = ", ".join(part for part in (day, *(f"by {name}" for name in by), record.note) if part)
        return Cell(names, "strong"), Cell(INTRODUCTION_WORDS[record.state], tone), Cell(beside, "calm")

    def _events(self) -> Iterator[Keyed]:
        today = self.netui.now().today
        for event_id, event in events_newest_first(self.network):
            where = ", ".join(part for part in (list_day(event.day, today), event.place) if part)
            told = "still to come" if event.day > today else met_count(self.network, event_id)
            cells = (Cell(event.name, "strong"), Cell(told), Cell(where, "calm"))
            yield ("event", event_id), Row(cells, COLUMNS_OF_PAIRS)

    # --- keys ----------------------------------------------------------------------------------------------

    def _under_cursor(self) -> tuple[str, int]:
        return self._meant(self.query_one("#rows", LineList).key)

    def _meant(self, key: Key | None) -> tuple[str, int]:
        return cast("tuple[str, int]", key) if isinstance(key, tuple) else ("", 0)

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open what it is; take a goal to begin with; say what became of an introduction."""
        message.stop()
        kind, about = self._meant(message.key)
        if kind == "preset":
            self._take(presets_for(self.network.profile.stage)[about])
        elif kind == "introduction":
            goal_forms.became_form(self, about)
        elif kind:
            self.netui.open_record(about)

    def _take(self, preset: Preset) -> None:
        self.attempt(
            lambda: new_goal(self.network, preset.measure, preset.weekly, self.netui.now(), why=preset.why),
            "that is a goal of yours now; u takes it back",
        )

    def action_next_kind(self) -> None:
        """Goals, opportunities, introductions, events."""
        self._choose((self._list + 1) % len(LISTS))

    def on_list_tabs_chosen(self, message: ListTabs.Chosen) -> None:
        """Show the list whose name was clicked."""
        message.stop()
        self._choose(message.index)

    def _choose(self, index: int) -> None:
        self._list = index
        self.show()

    def action_new_here(self) -> None:
        """A new one of what the list shows."""
        match LISTS[self._list]:
            case "goals":
                goal_forms.new_goal_form(self)
            case "opportunities":
                goal_forms.new_opportunity_form(self)
            case "introductions":
                goal_forms.introduce_form(self)
            case _:
                new_event_form(self, self.netui.open_event)

    def why_not(self, command: str) -> str:
        """Each kind of row has keys of its own."""
        kind, _ = self._under_cursor()
        if command == "ended" and kind not in ("goal", "opportunity", "introduction"):
            return "no goal, opportunity or introduction is under the cursor"
        if command == "edit" and kind in ("", "preset"):
            return "it is no goal of yours yet: enter takes it" if kind else NOTHING_HERE
        return super().why_not(command)

    def action_ended(self) -> None:
        """End the goal with what came of it; or say what became of an opportunity or an introduction."""
        kind, about = self._under_cursor()
        if kind == "goal":
            goal_forms.end_form(self, about)
        elif kind == "opportunity":
            goal_forms.opportunity_became_form(self, about)
        elif kind == "introduction":
            goal_forms.became_form(self, about)

    def action_edit(self) -> None:
        """Ask for more or less a week; change an opportunity or an event."""
        kind, about = self._under_cursor()
        if kind == "goal":
            goal_forms.pace_form(self, about)
        elif kind == "opportunity":
            goal_forms.change_opportunity_form(self, about)
        elif kind == "introduction":
            goal_forms.became_form(self, about)
        elif kind == "event":
            change_event_form(self, about)
