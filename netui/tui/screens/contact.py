"""Contact: the brief first, then all that happened, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from netui.domain.days import counted, short_day
from netui.domain.records import Contact, Interaction, Note
from netui.errors import NetuiError
from netui.network import answers
from netui.network.brief import Brief, TimelineEntry, brief_of
from netui.network.shown import shown_interaction, with_names
from netui.tui.ask import ChooseScreen
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.brief_lines import CHANNEL_NOUNS, CHANNEL_WORDS, brief_lines
from netui.tui.forgetting import ask_to_forget
from netui.tui.read import ReadScreen
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, heading
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.summary import Summary

COLUMNS = (Column(11), Column(9, drop=2), Column(38, flex=3), Column(18, flex=1, drop=1, most=30))

EXCHANGE_WORDS: dict[str, tuple[str, Tone]] = {
    "given": ("gave", "give"),
    "received": ("got", "take"),
    "asked": ("asked for", "calm"),
    "offered": ("offered", "calm"),
}
"""As the line says it, short enough for a column."""


class ContactScreen(NetuiScreen):
    """One contact."""

    NAME = "contact"
    HELP = (
        "Who they are, when you last spoke, what is open both ways and how the balance stands; below it all "
        "that happened. l logs with this contact named, c takes a note, p promises."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("contact")

    def __init__(self, contact: int) -> None:
        super().__init__()
        self._contact = contact

    def body(self) -> ComposeResult:
        """The brief, the timeline."""
        yield Summary(self.netui.glyphs, id="brief")
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")

    def home(self) -> Widget:
        """The timeline."""
        return self.query_one("#rows", LineList)

    def show(self) -> None:
        """Draw the contact as it is now."""
        if self._contact not in self.network.contacts:
            self.query_one("#rows", LineList).show(
                Rows(), empty="This contact is no longer here. esc goes back."
            )
            self.query_one("#brief", Summary).show([])
            return
        brief = brief_of(self.network, self._contact, self.netui.now())
        self.query_one("#brief", Summary).show(
            brief_lines(self.network, brief, self.netui.glyphs, talks=False)
        )
        self.query_one("#rows", LineList).show(Rows(self._timeline(brief)), empty=EMPTY)

    def _timeline(self, brief: Brief) -> Iterator[Keyed]:
        if brief.notes:
            yield heading("To know", counted(len(brief.notes), "note"))
            for record_id, note in brief.notes:
                yield record_id, self._note(note)
        if brief.timeline:
            yield heading("Timeline", counted(len(brief.timeline), "entry", "entries"))
            for entry in brief.timeline:
                yield entry.id, self._entry(entry)

    def _note(self, note: Note) -> Row:
        return Row(
            (
                Cell(self._day(note.day), "calm"),
                Cell("note", "calm"),
                Cell(with_names(self.network, note.text, note.mentions)),
            )
        )

    def _entry(self, entry: TimelineEntry) -> Row:
        interaction = entry.interaction
        how = "mentioned" if entry.role == "mentioned" else CHANNEL_NOUNS[interaction.channel or "unknown"]
        return Row(
            (
                Cell(self._day(interaction.day), "calm"),
                Cell(how, "calm"),
                Cell(shown_interaction(self.network, interaction)),
                Cell(tuple(self._exchanges(interaction))),
            )
        )

    def _exchanges(self, interaction: Interaction) -> Iterator[Span]:
        for exchange in interaction.exchanges:
            if self._contact in exchange.contacts:
                word, tone = EXCHANGE_WORDS[exchange.direction]
                weight = f" x{exchange.weight}" if exchange.weight > 1 else ""
                yield Span(f"{word} {exchange.kind}{weight}  ", tone)

    def _day(self, day: date) -> str:
        """This year's days with their weekday, older ones with their year: as wide as each other."""
        today = self.netui.now().today
        return short_day(day, today) if day.year == today.year else short_day(day).partition(" ")[2]

    # --- keys ----------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """This contact."""
        return self._contact if self._contact in self.network.contacts else None

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Show an entry in whole."""
        message.stop()
        record_id = cast(int, message.key)
        interaction, note = self.network.interactions.get(record_id), self.network.notes.get(record_id)
        if interaction is not None:
            lines = [shown_interaction(self.network, interaction), *self._told(interaction)]
            self.app.push_screen(ReadScreen(short_day(interaction.day), lines))
        elif note is not None:
            text = with_names(self.network, note.text, note.mentions)
            self.app.push_screen(ReadScreen(f"Noted {short_day(note.day)}", [text]))

    def _told(self, interaction: Interaction) -> Iterator[str]:
        """What else is known of an interaction, a line each."""
        contacts = self.network.contacts
        others = [contacts[c].name for c in interaction.took_part if c in contacts and c != self._contact]
        if others:
            yield f"also there: {', '.join(others)}"
        for exchange in interaction.exchanges:
            names = ", ".join(contacts[c].name for c in exchange.contacts if c in contacts)
            yield f"{exchange.direction} {exchange.kind}, weight {exchange.weight}: {names}"
        if interaction.channel is not None:
            minutes = f", {counted(interaction.minutes, 'minute')}" if interaction.minutes else ""
            yield f"{CHANNEL_WORDS[interaction.channel]}{minutes}"

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def action_delete(self) -> None:
        """Ask what is to go, and how: the entry under the cursor, or the contact itself."""
        if self._contact not in self.network.contacts:
            return
        entry = self._entry_key()
        name = self.network.contacts[self._contact].name
        choices = {"c": f"forget {name} for good"}
        if entry is not None:
            choices = {
                "d": "delete the entry; u brings it back",
                "f": "forget the entry for good, from history and backups too",
                **choices,
            }

        def answered(choice: str | None) -> None:
            if choice == "d" and entry is not None:
                self._do(lambda: answers.delete(self.network, entry[1]), "deleted; u brings it back")
            elif choice == "f" and entry is not None:
                ask_to_forget(self.netui, entry)
            elif choice == "c":
                ask_to_forget(self.netui, (Contact.table, self._contact))

        self.app.push_screen(ChooseScreen("What is to go?", choices), answered)

    def _entry_key(self) -> tuple[str, int] | None:
        """The entry under the cursor."""
        record_id = cast("int | None", self.query_one("#rows", LineList).key)
        if record_id is None:
            return None
        table = Note.table if record_id in self.network.notes else Interaction.table
        return table, record_id

    def action_mute(self) -> None:
        """No reminders of this contact, or again."""
        muted = self.network.contacts[self._contact].muted
        self._do(
            lambda: answers.mute(self.network, self._contact, muted=not muted),
            "reminders again" if muted else "no more reminders; u takes it back",
        )

    def action_archive(self) -> None:
        """Put the contact away, or take it out again."""
        archived = self.network.contacts[self._contact].archived
        self._do(
            lambda: answers.archive(self.network, self._contact, archived=not archived),
            "back among the others" if archived else "archived; u takes it back",
        )

    def _do(self, act: Callable[[], object], said: str) -> None:
        try:
            act()
        except NetuiError as error:
            self.netui.tell(error.message, problem=True)
        else:
            self.netui.tell(said)


EMPTY = "Nothing is logged yet. l logs a conversation, c takes a note."
