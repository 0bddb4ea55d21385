"""The pages of a contact: the brief, its people, all that happened, how one came to know them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from netui.domain.channels import RICHNESS
from netui.domain.days import counted, short_day
from netui.domain.records import FollowUp, Interaction, Note
from netui.domain.written import stretch_written
from netui.network.brief import Brief, TimelineEntry
from netui.network.evidence import Figure, months_behind
from netui.network.memberships import Belonging, memberships_of, people_of
from netui.network.opportunities import STATE_WORDS
from netui.network.shown import shown_interaction, with_names
from netui.network.told import CHANNEL_NOUNS, OWNER_WORDS, introduction_words
from netui.network.ways import ways_of
from netui.tui.balance_lines import month_rows
from netui.tui.brief_lines import CHANNEL_WORDS, brief_lines
from netui.tui.chains import tree_lines
from netui.tui.entries import list_day
from netui.tui.widgets.line_list import ROW_INDENT, Key, Keyed, Row, blank, heading, line
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.summary import Line

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

COLUMNS = (Column(11), Column(12, drop=2), Column(36, flex=3), Column(18, flex=1, drop=1, most=30))
"""Day, how, what, and what was exchanged."""
COLUMNS_OF_TWO = (Column(11), Column(12), Column(36, flex=1))
"""The same where nothing is exchanged."""
COLUMNS_OF_BELONGING = (Column(24, flex=2, most=40), Column(16, flex=2, drop=1, most=40), Column(20, flex=1))
"""Who or where, in which role, from when to when."""

EXCHANGE_WORDS: dict[str, tuple[str, Tone]] = {
    "given": ("gave", "give"),
    "received": ("got", "take"),
    "asked": ("asked for", "calm"),
    "offered": ("offered", "calm"),
}
"""As the line says it, short enough for a column."""

OPEN_SHOWN, WAYS_SHOWN, NOTES_SHOWN, TALKS_SHOWN = 3, 2, 1, 3
"""What the brief's page lists of each at most, and of talks at least (choice): it is to fit one screen."""

ASIDE_MOST = 60
"""Rows that stand beside a page at most (choice): no screen is higher."""

LEAST_LINES = 7
"""Lines of the brief above its list that it has in any case (choice)."""


class ContactPages:
    """What is told of one contact as it stands now."""

    def __init__(self, app: NetuiApp, brief: Brief) -> None:
        self._worded = app.keymap.worded
        self._brief = brief
        self._contact = brief.standing.id
        self._network = app.network
        self._picture = app.picture
        self._glyphs = app.glyphs
        self._now = app.now()
        self._today = self._now.today

    # --- the page of the brief -----------------------------------------------------------------------------

    def brief(self, height: int) -> tuple[list[Line], list[Keyed]]:
        """The lines of the brief and its list, together ``height`` rows where there is so much."""
        brief = self._brief
        rows = [*self._open(brief, OPEN_SHOWN), *self._ways(brief), *self._notes(brief, NOTES_SHOWN)]
        height -= len(rows)
        least = min(TALKS_SHOWN, len(brief.timeline)) + 1
        lines = brief_lines(
            self._network, brief, self._glyphs, whole=False, room=max(LEAST_LINES, height - least)
        )
        talks = brief.timeline[: max(TALKS_SHOWN, height - len(lines) - 1)]
        if talks:
            all_told = len(brief.timeline)
            more = (
                self._worded(f"{len(talks)} of {all_told}, {{next_page}} shows all")
                if len(talks) < all_told
                else ""
            )
            rows.append(heading("Last talks", more))
            rows += [(("entry", entry.id), self._entry_row(entry)) for entry in talks]
        return lines, rows

    def _open(self, brief: Brief, most: int | None = None) -> Iterator[Keyed]:
        if not brief.follow_ups:
            return
        left = len(brief.follow_ups) - (most or len(brief.follow_ups))
        more = f"{left} more, {{next_page}} shows all" if left > 0 else "{done} is done, {edit} another day"
        yield heading("Open", self._worded(more))
        for record_id, follow_up in brief.follow_ups[:most]:
            yield self._follow_up(record_id, follow_up)

    def _follow_up(self, record_id: int, follow_up: FollowUp) -> Keyed:
        today = self._today
        due = list_day(follow_up.due, today) if follow_up.due is not None else ""
        late = follow_up.due is not None and follow_up.due < today
        text = with_names(self._network, follow_up.text, follow_up.mentions)
        tone: Tone = "attention" if late else "calm"
        cells = (Cell(due, tone), Cell(OWNER_WORDS[follow_up.owner], "calm"), Cell(text))
        return ("follow_up", record_id), Row(cells, COLUMNS_OF_TWO)

    def _ways(self, brief: Brief) -> Iterator[Keyed]:
        """What one could give: whom they should meet, thanks, what one owes."""
        found: list[Keyed] = []
        names = self._network.contacts
        for what, other in brief.could_help:
            found.append(self._way(("meet", other), "introduce", f"{names[other].name} offers {what}"))
        for what, other in brief.could_be_helped:
            found.append(self._way(("meet", other), "introduce", f"{names[other].name} needs {what}"))
        for way in ways_of(self._picture, self._network, self._now, self._contact):
            if way.reminder is not None and way.kind in ("thanks", "owe"):
                word = "thank" if way.kind == "thanks" else "give"
                found.insert(0, self._way(("way", way.reminder.id), word, way.reason))
        if found:
            left = len(found) - WAYS_SHOWN
            yield heading(
                "You could",
                self._worded(f"{left} more: {{balance}} Balance, ways to give") if left > 0 else "",
            )
            yield from found[:WAYS_SHOWN]

    def _way(self, key: Key, word: str, words: str) -> Keyed:
        return key, Row((Cell(word), Cell(words)), (Column(11), Column(48, flex=1)))

    def _notes(self, brief: Brief, most: int | None = None) -> Iterator[Keyed]:
        if brief.notes:
            left = len(brief.notes) - (most or len(brief.notes))
            yield heading(
                "To know", self._worded(f"{left} more, {{next_page}} shows all") if left > 0 else ""
            )
            yield from (self._note(record_id, note) for record_id, note in brief.notes[:most])

    def _note(self, record_id: int, note: Note) -> Keyed:
        cells = (
            Cell(list_day(note.day, self._today), "calm"),
            Cell("note", "calm"),
            Cell(with_names(self._network, note.text, note.mentions)),
        )
        return ("entry", record_id), Row(cells, COLUMNS_OF_TWO)

    # --- all that happened ---------------------------------------------------------------------------------

    def timeline(self) -> Iterator[Keyed]:
        """All that is open, to know, and happened."""
        brief = self._brief
        yield from self._open(brief)
        yield from self._notes(brief)
        if brief.timeline:
            yield heading("Timeline", counted(len(brief.timeline), "entry", "entries"))
            # Made when they are seen: of 5,000 entries a screen shows 50.
            yield from ((("entry", entry.id), partial(self._entry_row, entry)) for entry in brief.timeline)

    def _entry_row(self, entry: TimelineEntry) -> Row:
        interaction = entry.interaction
        how = "mentioned" if entry.role == "mentioned" else CHANNEL_NOUNS[interaction.channel or "unknown"]
        cells = (
            Cell(list_day(interaction.day, self._today), "calm"),
            Cell(how, "calm"),
            Cell(shown_interaction(self._network, interaction)),
            Cell(tuple(self._exchanges(interaction))),
        )
        return Row(cells)

    def _exchanges(self, interaction: Interaction) -> Iterator[Span]:
        for exchange in interaction.exchanges:
            if self._contact in exchange.contacts:
                word, tone = EXCHANGE_WORDS[exchange.direction]
                weight = f" x{exchange.weight}" if exchange.weight > 1 else ""
                yield Span(f"{word} {exchange.kind}{weight}  ", tone)

    # --- how one came to know them -------------------------------------------------------------------------

    def ties(self) -> Iterator[Keyed]:
        """How one came to know them, where they belong, and whom and what one has in common."""
        brief = self._brief
        if brief.root is not None:
            yield heading("How you came to know them")
            yield line(Span(brief.contact.name, "strong"), indent=3)
            for place, (told, contact) in enumerate(
                tree_lines(self._network, brief.root, self._today, self._glyphs)
            ):
                # The same contact may stand in a tree twice, so the place is part of the key.
                key = None if contact is None else ("tie", (place, contact))
                yield key, Row((Cell(told),), (Column(flex=1),), 3)
            yield blank()
        yield from self._belongs()
        yield from self._in_common()
        yield from self._introductions()
        yield from self._came_of_it()
        yield from self._events()
        yield from self._channels(brief)

    # --- beside a page -------------------------------------------------------------------------------------

    def aside(self, happened: bool) -> Iterator[Keyed]:
        """What stands beside a page, to be looked at: what ``happened`` last, or else how one came to know
        them, and the months of the balance."""
        for key, row in islice(self.timeline() if happened else self.ties(), ASIDE_MOST):
            made = row() if callable(row) else row
            if made.cells and made.cells[0].tone == "heading":  # without the keys that would act there
                yield heading(str(made.cells[0].content))
                continue
            indent = ROW_INDENT if key is not None and made.indent is None else made.indent
            yield None, Row(made.cells, made.columns, indent)
        if not happened:
            yield from self._months()

    def _months(self) -> Iterator[Keyed]:
        months = months_behind(self._picture, Figure("contact", self._contact), self._today)
        if any(month.given or month.received for month in months):
            yield blank()
            yield heading("Twelve months", "by benefit")
            yield from month_rows(months, self._glyphs, keyed=False)

    def _introductions(self) -> Iterator[Keyed]:
        records = sorted(self._network.introductions_of(self._contact), key=lambda item: item[1].day)
        if not records:
            return
        yield heading("Introductions", "enter says what became of it")
        for record_id, record in reversed(records):
            cells = (
                Cell(list_day(record.day, self._today), "calm"),
                Cell(introduction_words(self._network, record)),
            )
            yield ("introduction", record_id), Row(cells, (Column(11), Column(48, flex=1)))
        yield blank()

    def _belongs(self) -> Iterator[Keyed]:
        """The organisations of a person over time."""
        found = memberships_of(self._network, self._contact, self._today)
        if not found:
            return
        yield heading("Belongs to", self._worded("{belongs} adds one, {edit} changes role and days"))
        yield from (self._belonging(each, each.membership.organisation) for each in found)
        yield blank()

    def people(self) -> Iterator[Keyed]:
        """The people of an organisation over time."""
        found = people_of(self._network, self._contact, self._today)
        present = [each for each in found if each.is_present(self._today)]
        for title, some in (("Here now", present), ("Before", found[len(present) :])):
            if some:
                number = counted(len(some), "person", "people")
                yield heading(
                    title,
                    self._worded(f"{number}; {{belongs}} adds somebody, {{edit}} changes role and days"),
                )
                yield from (self._belonging(each, each.person) for each in some)
                yield blank()

    def _belonging(self, belonging: Belonging, other: int) -> Keyed:
        membership = belonging.membership
        cells = (
            Cell(self._network.contacts[other].name),
            Cell(membership.role, "calm"),
            Cell(stretch_written(membership.since, membership.until), "calm"),
        )
        return ("belonging", (belonging.person, belonging.place)), Row(cells, COLUMNS_OF_BELONGING)

    def _in_common(self) -> Iterator[Keyed]:
        if self._brief.in_common:
            yield heading("In common", "who was there with you both, the oftenest first")
            for contact in self._brief.in_common:
                yield (
                    ("record", contact),
                    Row((Cell(self._network.contacts[contact].name),), (Column(flex=1),)),
                )
            yield blank()

    def _came_of_it(self) -> Iterator[Keyed]:
        found = [
            (each, record)
            for each, record in self._network.opportunities.items()
            if self._contact in record.via
        ]
        if not found:
            return
        yield heading("Led to")
        for record_id, record in sorted(found, key=lambda item: item[1].day, reverse=True):
            cells = (
                Cell(list_day(record.day, self._today), "calm"),
                Cell(f"{record.title}: {STATE_WORDS[record.state]}"),
            )
            yield ("record", record_id), Row(cells, (Column(11), Column(48, flex=1)))
        yield blank()

    def _events(self) -> Iterator[Keyed]:
        found = [(each, self._network.events[each]) for each in self._network.events_of(self._contact)]
        if not found:
            return
        yield heading("Met at")
        for event_id, event in sorted(found, key=lambda item: item[1].day, reverse=True):
            day = short_day(event.day, self._today)
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
            number = counted(brief.channels[channel], "time")
            told = Span(f"{words:<20} {number}")
            yield line(told, indent=3)
        for mark in brief.standing.marks[:1]:
            yield line(Span(f"{mark.label}: ", "strong"), Span(mark.advice), indent=3)
            yield line(Span(mark.fact, "calm"), indent=3)
