"""Event: who was met, who has been followed up, and how small a piece of it all events are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from netui.domain.days import counted, short_day
from netui.domain.events import Met
from netui.domain.line.reading import Reading
from netui.domain.records import Event
from netui.domain.words import folded
from netui.network.events import leave_out, met_at
from netui.network.gatherings import met_of, shares_of
from netui.tui.base_screen import NOBODY_HERE, NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.event_form import change_event_form
from netui.tui.event_lines import met_words, share_lines
from netui.tui.text import days_ago
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank, heading
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.summary import Line, Summary

COLUMNS = (Column(24, flex=1, most=36), Column(24, flex=1, most=40), Column(20, flex=1, drop=1))
"""Who, how it went on, and where they are."""

NOBODY_MET = "Nobody is noted yet. {met} adds the people met, in one line: @ before the name of somebody new."
STILL_TO_COME = "This is still to come. Whom you meet there is added afterwards, with n."


class EventScreen(NetuiScreen):
    """One event."""

    NAME = "event"
    HELP = (
        "Who was met, those first who are still to be followed up: each stands on Today until there was a "
        "word since. That 48 hours are a good time for it is practitioners' advice, not a finding; a week "
        "later it is still worth doing."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("event")

    def __init__(self, event: int) -> None:
        super().__init__()
        self._event = event

    def body(self) -> ComposeResult:
        """What it was, and who was met."""
        yield Summary(self.netui.glyphs, id="brief")
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the event as it is now."""
        listed, brief = self.query_one("#rows", LineList), self.query_one("#brief", Summary)
        event = self.network.events.get(self._event)
        if event is None:
            listed.show(Rows(), empty=self.worded("This event is no longer here. {back} goes back."))
            brief.show([])
            return
        met = met_of(self.network, self._event)
        brief.show(list(self._about(event, met)))
        empty = STILL_TO_COME if event.day > self.netui.now().today else self.worded(NOBODY_MET)
        listed.show(Rows(self._listed(met)), empty=empty)

    def _about(self, event: Event, met: list[Met]) -> Iterator[Line]:
        today = self.netui.now().today
        until = f" to {short_day(event.until, today)}" if event.until is not None else ""
        between = f" {self.netui.glyphs.between} "
        place = f"{between}{event.place}" if event.place else ""
        tags = between + " ".join(f"#{tag}" for tag in event.tags) if event.tags else ""
        day = f"{short_day(event.day, today)}{until}"
        yield Line("", [Span(event.name, "strong"), Span(f"{between}{day}{place}{tags}", "calm")])
        if event.note:
            yield Line("Note", [Span(event.note)])
        if met:
            yield Line("Met", [Span(met_words(met))])
        yield from share_lines(shares_of(self.network, today))

    def _listed(self, met: list[Met]) -> Iterator[Keyed]:
        still_open = [one for one in met if one.followed_up is None]
        followed = [one for one in met if one.followed_up is not None]
        if still_open:
            yield heading("Still open", self.worded("{done} logs a word with them"))
            yield from (self._row(one) for one in still_open)
            yield blank()
        if followed:
            yield heading("Followed up")
            yield from (self._row(one) for one in followed)

    def _row(self, one: Met) -> Keyed:
        standing = self.netui.picture.standings.get(one.contact)
        name = self.network.contacts[one.contact].name
        house = standing.organisation or "" if standing is not None else ""
        cells = (Cell(name, "strong"), Cell(self._went_on(one)), Cell(house, "calm"))
        return one.contact, Row(cells)

    def _went_on(self, one: Met) -> str:
        if one.days is not None:
            return "the same day" if one.days == 0 else f"after {counted(one.days, 'day')}"
        event, today = self.network.events[self._event], self.netui.now().today
        passed = (today - event.day).days
        return "met today" if passed <= 0 else f"met {days_ago(passed)}{' ago' if passed > 1 else ''}"

    # --- keys ----------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """The contact under the cursor."""
        key = cast("int | None", self.query_one("#rows", LineList).key)
        return key if key in self.network.contacts else None

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open the contact."""
        message.stop()
        self.netui.open_contact(cast(int, message.key))

    async def action_met(self) -> None:
        """Open the quick log for the people met, with the day and the event named."""
        event = self.network.events.get(self._event)
        if event is None:
            return
        day = min(event.until or event.day, self.netui.now().today)
        await self.open_log(f'{day.isoformat()}: at "{_quotable(event.name)}" ')

    def save_line(self, reading: Reading) -> None:
        """A line that names this event adds those who took part to the people met there."""
        event, now = self.network.events.get(self._event), self.netui.now()
        named = reading.form == "interaction" and event is not None and reading.event is not None
        if event is not None and named and folded(reading.event or "") == folded(_quotable(event.name)):
            met_at(self.network, self._event, reading, now)
        else:
            super().save_line(reading)

    def why_not(self, command: str) -> str:
        """Whom one is to meet cannot be noted yet."""
        event = self.network.events.get(self._event)
        if command in ("met", "edit") and event is None:
            return "the event is no longer here"
        if command == "met" and event is not None and event.day > self.netui.now().today:
            return "the event is still to come"
        if command in ("done", "leave_out") and self.logged_about() is None:
            return NOBODY_HERE
        return super().why_not(command)

    async def action_done(self) -> None:
        """Follow up: log a word with whoever is under the cursor."""
        if self.logged_about() is not None:
            await self.open_log()

    def action_leave_out(self) -> None:
        """Take somebody out of those met; what was logged stays."""
        contact = self.logged_about()
        if contact is not None:
            self.attempt(
                lambda: leave_out(self.network, self._event, (contact,)),
                "no longer among those met; u takes it back",
            )

    def action_edit(self) -> None:
        """Change name, day, place and note."""
        if self._event in self.network.events:
            change_event_form(self, self._event)


def _quotable(name: str) -> str:
    """A name as it can stand in quotes in a line."""
    return " ".join(name.replace('"', " ").split())
