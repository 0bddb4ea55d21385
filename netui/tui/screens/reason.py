"""Reason: what a reminder rests on, the very records, with all that one can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from netui.domain.days import day_words
from netui.domain.ranking import Ranked, Reminder
from netui.network.shown import whom
from netui.tui.answering import AnsweringScreen
from netui.tui.bindings import bindings_for
from netui.tui.brief_lines import beside_name, touch_words
from netui.tui.entries import evidence_rows
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank, heading
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.summary import Line, Summary

ANSWERED = "This is answered, or no longer so. {back} goes back."

RECORDS_SHOWN = 200
"""Records of one reason that are listed at most (choice)."""


class ReasonScreen(AnsweringScreen):
    """One row of Today, with what it rests on."""

    NAME = "reason"
    HELP = (
        "Why this came up: each reason with the very records that it rests on. enter opens a record or the "
        "contact; {done}, {snooze} and {skip} answer the reason under the cursor as on Today."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reason")

    def __init__(self, reminder: str) -> None:
        super().__init__()
        self._id = reminder
        self._row: Ranked | None = None

    def body(self) -> ComposeResult:
        """Whom it is about, and the reasons."""
        yield Summary(self.netui.glyphs, id="brief")
        yield LineList(glyphs=self.netui.glyphs, id="rows")

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the row as it stands now."""
        self._row = self._found()
        self.query_one("#brief", Summary).show(list(self._about()))
        self.query_one("#rows", LineList).show(Rows(self._listed()), empty=self.worded(ANSWERED))

    def _found(self) -> Ranked | None:
        for row in self.netui.page.rows:
            reminders = (row.reminder, *row.behind)
            if any(each.id == self._id for each in reminders):
                first = next(each for each in reminders if each.id == self._id)
                return Ranked(first, row.today, tuple(each for each in reminders if each is not first))
        return None

    def _about(self) -> Iterator[Line]:
        if self._row is None:
            return
        reminder = self._row.reminder
        yield Line("", [Span(whom(self.network, reminder), "strong"), *self._beside(reminder)])
        standing = self.netui.looked_at.standings.get(reminder.contacts[0]) if reminder.contacts else None
        if standing is not None and len(reminder.contacts) == 1:
            yield Line("Last", [Span(touch_words(standing.touch))])
            if standing.contact.needs:
                yield Line("Needs", [Span(", ".join(standing.contact.needs))])
        yield Line("Actions", [Span(self.worded(_can_do(reminder)), "calm")])

    def _beside(self, reminder: Reminder) -> list[Span]:
        if len(reminder.contacts) != 1 or reminder.contacts[0] not in self.network.contacts:
            return []
        contact = self.network.contacts[reminder.contacts[0]]
        return [Span(beside_name(self.network, contact, self.netui.glyphs), "calm")]

    def _listed(self) -> Iterator[Keyed]:
        if self._row is None:
            return
        today = self.netui.now().today
        for place, reminder in enumerate((self._row.reminder, *self._row.behind)):
            if place:
                yield blank()
            since = "since " if reminder.due < today else ""
            yield heading("Also" if place else "Why", f"{since}{day_words(reminder.due, today)}")
            yield ("reason", reminder.id), Row((Cell(reminder.reason, "strong"),), (Column(flex=1),))
            # The cursor stands on a record of one reason: the key says of which.
            yield from evidence_rows(
                self.network, reminder.evidence[:RECORDS_SHOWN], today, prefix=reminder.id
            )
        others = [each for each in self._row.reminder.contacts if each in self.network.contacts]
        if others:
            yield blank()
            for contact in others:
                name = self.network.contacts[contact].name
                yield ("contact", contact), Row((Cell(f"open {name}", "calm"),), (Column(flex=1),))

    # --- keys ----------------------------------------------------------------------------------------------

    def reminder(self) -> Reminder | None:
        """The reason under the cursor; the first one where it stands on none."""
        if self._row is None:
            return None
        key = self.query_one("#rows", LineList).key
        kind, about = cast("tuple[str, object]", key) if isinstance(key, tuple) else ("", None)
        reminders = (self._row.reminder, *self._row.behind)
        here = about if kind == "reason" else kind
        return next((each for each in reminders if each.id == here), self._row.reminder)

    def answered(self) -> None:
        """Nothing is left to look at where it was the only reason."""
        if self._row is not None and not self._row.behind and self.is_current:
            self.dismiss()

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open a record or the contact."""
        message.stop()
        kind, about = cast("tuple[str, int | str]", message.key)
        if kind == "contact":
            self.netui.open_contact(cast(int, about))
        elif kind == "reason":
            contact = self.logged_about()
            if contact is not None:
                self.netui.open_contact(contact)
        else:
            self.netui.open_record(cast(int, about))


def _can_do(reminder: Reminder) -> str:
    """The keys that answer a reminder, in words."""
    done = {
        "promise": "{done} kept, and logged", "expected": "{done} received, and logged",
        "meeting": "{done} it took place", "introduce": "{introduce} introduce them, {done} not needed",
        "date": "{done} done", "goal": "{log} log", "routine": "{log} log",
    }.get(reminder.kind, "{done} log a word with them")  # fmt: skip
    moved = ", {edit} another day" if reminder.kind in ("promise", "meeting", "expected") else ""
    muted = ", {mute} mute" if "mute" in reminder.actions else ""
    return done + moved + ", {snooze} snooze, {skip} skip today" + muted
