"""Contact: the brief on one page, then all that happened, then how one came to know them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from netui.domain.channels import RICHNESS
from netui.domain.days import counted, short_day
from netui.domain.records import Contact, FollowUp, Interaction, Note
from netui.network import answers
from netui.network.brief import Brief, TimelineEntry, brief_of
from netui.network.opportunities import STATE_WORDS
from netui.network.shown import shown_interaction, with_names
from netui.network.ways import ways_of
from netui.tui.answering import DAY_HINT
from netui.tui.ask import AskScreen, ChooseScreen
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.brief_lines import CHANNEL_NOUNS, CHANNEL_WORDS, brief_lines
from netui.tui.chains import tree_lines
from netui.tui.entries import OWNER_WORDS, introduction_words, list_day
from netui.tui.forgetting import ask_to_forget
from netui.tui.widgets.line_list import Key, Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.summary import Line, Summary

COLUMNS = (Column(11), Column(12, drop=2), Column(36, flex=3), Column(18, flex=1, drop=1, most=30))
"""Day, how, what, and what was exchanged."""
COLUMNS_OF_TWO = (Column(11), Column(12), Column(36, flex=1))
"""The same where nothing is exchanged."""

EXCHANGE_WORDS: dict[str, tuple[str, Tone]] = {
    "given": ("gave", "give"),
    "received": ("got", "take"),
    "asked": ("asked for", "calm"),
    "offered": ("offered", "calm"),
}
"""As the line says it, short enough for a column."""

PAGES = ("brief", "timeline", "how you know them")

OPEN_SHOWN, WAYS_SHOWN, NOTES_SHOWN, TALKS_SHOWN = 3, 2, 1, 3
"""What the brief's page lists of each at most, and of talks at least (choice): it is to fit one screen."""

LEAST_LINES = 7
"""Lines of the brief above its list that it has in any case (choice)."""

FRAME = 4
"""Rows that title, keys and the brief's margins take."""

EMPTY = "Nothing is logged yet. l logs a conversation, c takes a note."


class ContactScreen(NetuiScreen):
    """One contact."""

    NAME = "contact"
    HELP = (
        "The brief before meeting: who they are, when you last spoke, how the balance stands, what is open "
        "both ways, what you could give and the last talks. tab goes to all that happened, and to how you "
        "came to know them. l logs with this contact named, c takes a note, p promises, i introduces them."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("contact")

    def __init__(self, contact: int) -> None:
        super().__init__()
        self._contact = contact
        self._page = 0

    def body(self) -> ComposeResult:
        """The brief, and the list of the page."""
        yield Summary(self.netui.glyphs, id="brief")
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")

    def home(self) -> Widget:
        """The list."""
        return self.query_one("#rows", LineList)

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the contact as it is now."""
        summary, listed = self.query_one("#brief", Summary), self.query_one("#rows", LineList)
        if self._contact not in self.network.contacts:
            listed.show(Rows(), empty="This contact is no longer here. esc goes back.")
            summary.show([])
            return
        brief = brief_of(self.network, self._contact, self.netui.now())
        if not self._page:
            lines, rows = self._brief_page(brief)
            summary.show(lines)
            listed.show(Rows(rows), empty=EMPTY)
            return
        summary.show(self._above(brief))
        page = self._timeline_page if self._page == 1 else self._ties_page
        listed.show(Rows(page(brief)), empty=EMPTY)

    def _above(self, brief: Brief) -> list[Line]:
        """Over the further pages: who it is, and which page."""
        lines = brief_lines(self.network, brief, self.netui.glyphs, whole=False)
        chosen = [
            Span(f" {name} ", "here" if index == self._page else "calm") for index, name in enumerate(PAGES)
        ]
        return [*lines[:2], Line("", chosen)]

    def on_resize(self, event: events.Resize) -> None:
        """A taller screen has room for more of the brief."""
        if self.netui.computed:
            self.show()

    # --- the page of the brief -----------------------------------------------------------------------------

    def _brief_page(self, brief: Brief) -> tuple[list[Line], list[Keyed]]:
        """The lines of the brief and its list, together as high as the screen where there is so much."""
        rows = [*self._open(brief, OPEN_SHOWN), *self._ways(brief), *self._notes(brief, NOTES_SHOWN)]
        height = self.size.height - FRAME - len(rows)
        least = min(TALKS_SHOWN, len(brief.timeline)) + 1
        lines = brief_lines(
            self.network, brief, self.netui.glyphs, whole=False, room=max(LEAST_LINES, height - least)
        )
        talks = brief.timeline[: max(TALKS_SHOWN, height - len(lines) - 1)]
        if talks:
            all_told = len(brief.timeline)
            more = f"{len(talks)} of {all_told}, tab shows all" if len(talks) < all_told else ""
            rows.append(heading("Last talks", more))
            rows += [self._entry(entry) for entry in talks]
        return lines, rows

    def _open(self, brief: Brief, most: int | None = None) -> Iterator[Keyed]:
        if not brief.follow_ups:
            return
        left = len(brief.follow_ups) - (most or len(brief.follow_ups))
        yield heading("Open", f"{left} more, tab shows all" if left > 0 else "d is done, e another day")
        for record_id, follow_up in brief.follow_ups[:most]:
            yield self._follow_up(record_id, follow_up)

    def _follow_up(self, record_id: int, follow_up: FollowUp) -> Keyed:
        today = self.netui.now().today
        due = list_day(follow_up.due, today) if follow_up.due is not None else ""
        late = follow_up.due is not None and follow_up.due < today
        text = with_names(self.network, follow_up.text, follow_up.mentions)
        tone: Tone = "attention" if late else "calm"
        cells = (Cell(due, tone), Cell(OWNER_WORDS[follow_up.owner], "calm"), Cell(text))
        return ("follow_up", record_id), Row(cells, COLUMNS_OF_TWO)

    def _ways(self, brief: Brief) -> Iterator[Keyed]:
        """What one could give: whom they should meet, thanks, what one owes."""
        found: list[Keyed] = []
        names = self.network.contacts
        for what, other in brief.could_help:
            found.append(self._way(("meet", other), "introduce", f"{names[other].name} offers {what}"))
        for what, other in brief.could_be_helped:
            found.append(self._way(("meet", other), "introduce", f"{names[other].name} needs {what}"))
        for way in ways_of(self.netui.picture, self.network, self.netui.now(), self._contact):
            if way.reminder is not None and way.kind in ("thanks", "owe"):
                word = "thank" if way.kind == "thanks" else "give"
                found.insert(0, self._way(("way", way.reminder.id), word, way.reason))
        if found:
            left = len(found) - WAYS_SHOWN
            yield heading("You could", f"{left} more: 3 Balance, ways to give" if left > 0 else "")
            yield from found[:WAYS_SHOWN]

    def _way(self, key: Key, word: str, words: str) -> Keyed:
        return key, Row((Cell(word), Cell(words)), (Column(11), Column(48, flex=1)))

    def _notes(self, brief: Brief, most: int | None = None) -> Iterator[Keyed]:
        if brief.notes:
            left = len(brief.notes) - (most or len(brief.notes))
            yield heading("To know", f"{left} more, tab shows all" if left > 0 else "")
            yield from (self._note(record_id, note) for record_id, note in brief.notes[:most])

    def _note(self, record_id: int, note: Note) -> Keyed:
        cells = (
            Cell(list_day(note.day, self.netui.now().today), "calm"),
            Cell("note", "calm"),
            Cell(with_names(self.network, note.text, note.mentions)),
        )
        return ("entry", record_id), Row(cells, COLUMNS_OF_TWO)

    # --- all that happened ---------------------------------------------------------------------------------

    def _timeline_page(self, brief: Brief) -> Iterator[Keyed]:
        yield from self._open(brief)
        yield from self._notes(brief)
        if brief.timeline:
            yield heading("Timeline", counted(len(brief.timeline), "entry", "entries"))
            yield from (self._entry(entry) for entry in brief.timeline)

    def _entry(self, entry: TimelineEntry) -> Keyed:
        interaction = entry.interaction
        how = "mentioned" if entry.role == "mentioned" else CHANNEL_NOUNS[interaction.channel or "unknown"]
        cells = (
            Cell(list_day(interaction.day, self.netui.now().today), "calm"),
            Cell(how, "calm"),
            Cell(shown_interaction(self.network, interaction)),
            Cell(tuple(self._exchanges(interaction))),
        )
        return ("entry", entry.id), Row(cells)

    def _exchanges(self, interaction: Interaction) -> Iterator[Span]:
        for exchange in interaction.exchanges:
            if self._contact in exchange.contacts:
                word, tone = EXCHANGE_WORDS[exchange.direction]
                weight = f" x{exchange.weight}" if exchange.weight > 1 else ""
                yield Span(f"{word} {exchange.kind}{weight}  ", tone)

    # --- how one came to know them -------------------------------------------------------------------------

    def _ties_page(self, brief: Brief) -> Iterator[Keyed]:
        today, glyphs = self.netui.now().today, self.netui.glyphs
        if brief.root is not None:
            yield heading("How you came to know them")
            yield line(Span(brief.contact.name, "strong"), indent=3)
            for told in tree_lines(self.network, brief.root, today, glyphs):
                yield line(Span(told), indent=3)
            yield blank()
        yield from self._introductions()
        yield from self._came_of_it()
        yield from self._events()
        yield from self._channels(brief)

    def _introductions(self) -> Iterator[Keyed]:
        records = sorted(self.network.introductions_of(self._contact), key=lambda item: item[1].day)
        if not records:
            return
        yield heading("Introductions", "enter says what became of it")
        for record_id, record in reversed(records):
            cells = (
                Cell(list_day(record.day, self.netui.now().today), "calm"),
                Cell(introduction_words(self.network, record)),
            )
            yield ("introduction", record_id), Row(cells, (Column(11), Column(48, flex=1)))
        yield blank()

    def _came_of_it(self) -> Iterator[Keyed]:
        found = [
            (each, record)
            for each, record in self.network.opportunities.items()
            if self._contact in record.via
        ]
        if not found:
            return
        yield heading("Led to")
        for record_id, record in sorted(found, key=lambda item: item[1].day, reverse=True):
            cells = (
                Cell(list_day(record.day, self.netui.now().today), "calm"),
                Cell(f"{record.title}: {STATE_WORDS[record.state]}"),
            )
            yield ("record", record_id), Row(cells, (Column(11), Column(48, flex=1)))
        yield blank()

    def _events(self) -> Iterator[Keyed]:
        found = [(each, self.network.events[each]) for each in self.network.events_of(self._contact)]
        if not found:
            return
        yield heading("Met at")
        for event_id, event in sorted(found, key=lambda item: item[1].day, reverse=True):
            day = short_day(event.day, self.netui.now().today)
            yield (
                ("record", event_id),
                Row((Cell(day, "calm"), Cell(event.name)), (Column(11), Column(48, flex=1))),
            )
        yield blank()

    def _channels(self, brief: Brief) -> Iterator[Keyed]:
        """The channels, the richest first, with what they say and what would do good."""
        if not brief.channels:
            return
        richness: dict[str, int] = {str(channel): worth for channel, worth in RICHNESS.items()}
        yield heading("Channels", "the richest first")
        for channel in sorted(brief.channels, key=lambda each: -richness.get(each, 0)):
            words = CHANNEL_WORDS[channel] if channel != "unknown" else "not said"
            told = Span(f"{words:<20} {brief.channels[channel]}")
            yield line(told, indent=3)
        for mark in brief.standing.marks[:1]:
            yield line(Span(f"{mark.label}: ", "strong"), Span(mark.advice), indent=3)
            yield line(Span(mark.fact, "calm"), indent=3)

    # --- keys ----------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """This contact."""
        return self._contact if self._contact in self.network.contacts else None

    def _under_cursor(self) -> tuple[str, int | str]:
        return _meant(self.query_one("#rows", LineList).key)

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Show an entry in whole; open what has a screen of its own."""
        message.stop()
        kind, about = _meant(message.key)
        if kind == "way":
            self.netui.open_reason(str(about))
        elif kind == "meet":
            self.action_introduce()
        elif kind == "introduction":
            self._became(cast(int, about))
        elif kind:
            self.netui.open_record(cast(int, about), besides=self._contact)

    def action_next_page(self) -> None:
        """The brief, all that happened, how one came to know them."""
        self._page = (self._page + 1) % len(PAGES)
        self.show()
        self.query_one("#rows", LineList).action_first()

    def action_introduce(self) -> None:
        """Introduce them to whoever is under the cursor, or to somebody to be chosen."""
        kind, about = self._under_cursor()
        if kind != "meet":
            super().action_introduce()
            return
        from netui.tui.introducing import introduce_two

        introduce_two(self, (self._contact, cast(int, about)))

    def action_done(self) -> None:
        """The follow-up under the cursor is done; of an introduction, what became of it."""
        kind, about = self._under_cursor()
        if kind == "follow_up":
            self.attempt(
                lambda: answers.follow_up_done(self.network, cast(int, about), self.netui.now()),
                "done and logged; u takes it back",
            )
        elif kind == "introduction":
            self._became(cast(int, about))

    def _became(self, introduction: int) -> None:
        from netui.tui.goal_forms import became_form

        became_form(self, introduction)

    async def action_edit(self) -> None:
        """Change the line of the entry under the cursor, or the day of the follow-up."""
        kind, about = self._under_cursor()
        if kind == "entry":
            await self.edit_line(cast(int, about))
            return
        if kind != "follow_up":
            self.netui.tell("e changes a line, or the day of what is open; netui edit changes the contact")
            return
        from netui.network.lines import day_to_come

        def answered(typed: str | None) -> None:
            if typed is not None:
                now, order = self.netui.now(), self.netui.config.date_order
                self.attempt(
                    lambda: answers.move(
                        self.network, cast(int, about), day_to_come(typed, now, day_order=order)
                    ),
                    "moved; u takes it back",
                )

        self.app.push_screen(AskScreen("Move to", "", DAY_HINT), answered)

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
                self.attempt(lambda: answers.delete(self.network, entry[1]), "deleted; u brings it back")
            elif choice == "f" and entry is not None:
                ask_to_forget(self.netui, entry)
            elif choice == "c":
                ask_to_forget(self.netui, (Contact.table, self._contact))

        self.app.push_screen(ChooseScreen("What is to go?", choices), answered)

    def _entry_key(self) -> tuple[str, int] | None:
        """Table and id of the entry or the follow-up under the cursor."""
        kind, about = self._under_cursor()
        if kind not in ("entry", "follow_up"):
            return None
        record_id = cast(int, about)
        if kind == "follow_up":
            return FollowUp.table, record_id
        return Note.table if record_id in self.network.notes else Interaction.table, record_id

    def action_archive(self) -> None:
        """Put the contact away, or take it out again."""
        if self._contact not in self.network.contacts:
            return
        archived = self.network.contacts[self._contact].archived
        self.attempt(
            lambda: answers.archive(self.network, self._contact, archived=not archived),
            "back among the others" if archived else "archived; u takes it back",
        )


def _meant(key: Key | None) -> tuple[str, int | str]:
    return cast("tuple[str, int | str]", key) if isinstance(key, tuple) else ("", 0)
