"""Network: people and organisations, ordered by what wants doing, never by name alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from netui.domain.cadence import RESTING
from netui.domain.days import counted
from netui.domain.records import Contact
from netui.errors import NetuiError
from netui.network import answers
from netui.network.brief import brief_of
from netui.network.listing import STATE_WORDS, matches, order_key
from netui.network.standing import Standing
from netui.tui.ask import AskScreen
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.brief_lines import brief_lines
from netui.tui.forgetting import ask_to_forget
from netui.tui.text import days_ago
from netui.tui.widgets.column_heads import ColumnHeads
from netui.tui.widgets.line_list import Key, LineList, MadeRows, Row
from netui.tui.widgets.meter import meter_track
from netui.tui.widgets.painting import Cell, Column, Content, Span, Tone
from netui.tui.widgets.summary import Line, Summary

COLUMNS = (
    Column(16, flex=3, most=34),
    Column(12, flex=2, drop=2, most=26),
    Column(10),
    Column(10),
    Column(11, drop=1),
    Column(11),
)
"""Name, organisation, last contact, how much of the cadence has passed, balance, what is to be said."""

HEADS = ("name", "organisation", "last spoke", "until due", "take   give", "")

BAR = 10
"""Cells of the bar that fills as the cadence passes."""

PREVIEW_FROM = 110
"""Columns from which the contact under the cursor is shown beside the list."""

ORDERS: tuple[tuple[str, str], ...] = (
    ("urgency", "what wants doing"),
    ("name", "name"),
    ("organisation", "organisation"),
    ("last", "last contact"),
    ("balance", "who you owe"),
)


class NetworkScreen(NetuiScreen):
    """The list of all contacts."""

    NAME = "network"
    HELP = (
        "People and organisations, those who want a word first. The bar fills as the usual time between two "
        "conversations passes; a bracket on the meter says how sure the balance is."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("network")

    def __init__(self) -> None:
        super().__init__()
        self._order = 0
        self._query = ""

    def body(self) -> ComposeResult:
        """Headline, filter, list, preview."""
        yield Summary(self.netui.glyphs, id="headline")
        field = Input(placeholder="name, organisation or #tag", id="filter", select_on_focus=False)
        field.cursor_blink = False
        field.display = False  # from the very first: while hidden it may take no key
        yield field
        with Horizontal():
            with Vertical(id="listed"):
                yield ColumnHeads(COLUMNS, HEADS, self.netui.glyphs)
                yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")
            yield Summary(self.netui.glyphs, id="preview")

    def home(self) -> Widget:
        """The list."""
        return self.query_one("#rows", LineList)

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the contacts that the filter lets through."""
        standings = [
            standing
            for standing in self.netui.picture.standings.values()
            if self.netui.computed
            and matches(standing, self._query)
            and (self._query or standing.touch.state != "archived")
        ]
        standings.sort(key=order_key(ORDERS[self._order][0]))
        rows = MadeRows([standing.id for standing in standings], self._row)
        self.query_one("#rows", LineList).show(rows, empty=self._empty_text())
        self.query_one("#headline", Summary).show(self._headline(len(standings)))
        self._preview()

    def _headline(self, shown: int) -> list[Line]:
        counts: dict[str, int] = {}
        for standing in self.netui.picture.standings.values():
            counts[standing.touch.state] = counts.get(standing.touch.state, 0) + 1
        names, archived = counts.get("only_name", 0), counts.get("archived", 0)
        known = len(self.netui.picture.standings) - names - archived
        active = sum(
            1
            for standing in self.netui.picture.standings.values()
            if standing.touch.state not in ("archived", "only_name")
            and standing.touch.urgency is not None
            and standing.touch.urgency <= 1.5
        )
        share = f"{active / known:.0%} of {known} kept alive" if known else "nobody kept alive yet"
        rest = [f"{counts['resting']} resting"] if counts.get("resting") else []
        rest += [counted(names, "only a name", "only names")] if names else []
        filtered = f" · {shown} shown" if self._query else ""
        order = f"by {ORDERS[self._order][1]}"
        text = " · ".join([order, share, *rest]) + filtered
        return [Line("Network", [Span(text)])]

    def _row(self, key: Key) -> Row:
        standing = self.netui.picture.standings.get(cast(int, key))
        return Row(self._cells(standing)) if standing is not None else Row()

    def _cells(self, standing: Standing) -> tuple[Cell, ...]:
        touch = standing.touch
        word = STATE_WORDS[touch.state]
        if touch.state in ("active", "soon", "due") and standing.marks:
            word = word or standing.marks[0].label
        last = (
            days_ago(touch.elapsed)
            if touch.last_contact is not None and touch.elapsed is not None
            else "never"
        )
        return (
            Cell(standing.name, "strong" if touch.state in ("due", "overdue") else "plain"),
            Cell(
                standing.organisation or ("organisation" if standing.contact.kind == "organisation" else ""),
                "calm",
            ),
            Cell(last, "plain" if touch.last_contact else "faint"),
            Cell(self._cadence_bar(touch.urgency)),
            Cell(self._meter(standing)),
            Cell(word, "attention" if touch.state in ("due", "overdue") else "calm"),
        )

    def _meter(self, standing: Standing) -> Content:
        balance = standing.balance
        if balance is None or not balance.entries:
            return ""
        return lambda width: meter_track(balance, width, self.netui.glyphs)

    def _cadence_bar(self, urgency: float | None) -> tuple[Span, ...]:
        """Cells that fill up as the cadence passes; full is due."""
        if urgency is None:
            return ()
        glyphs = self.netui.glyphs
        full = min(BAR, int(urgency * BAR))
        tone: Tone = "attention" if 1 <= urgency < RESTING else "calm" if urgency >= RESTING else "practice"
        return (Span(glyphs.bar * full, tone), Span(glyphs.bar_rest * (BAR - full), "faint"))

    def _empty_text(self) -> str:
        if self._query:
            return f"Nobody here matches “{self._query}”. esc shows all."
        if not self.netui.computed:
            return "Looking through your network…"
        return "Nobody is here yet. Press l and log a conversation, or n for a new contact."

    def _preview(self) -> None:
        listed = self.query_one("#rows", LineList)
        self.query_one(ColumnHeads).show(scrolls=len(listed.rows) > listed.size.height > 0)
        pane = self.query_one("#preview", Summary)
        pane.display = self.size.width >= PREVIEW_FROM
        contact = self.logged_about()
        if pane.display:
            brief = brief_of(self.network, contact, self.netui.now()) if contact is not None else None
            pane.show(brief_lines(self.network, brief, self.netui.glyphs) if brief else [])

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room."""
        self._preview()

    # --- keys ----------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """The contact under the cursor."""
        key = cast("int | None", self.query_one("#rows", LineList).key)
        return key if key in self.network.contacts else None

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the contact beside the list."""
        message.stop()
        self._preview()

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open the contact."""
        message.stop()
        self.netui.open_contact(cast(int, message.key))

    def action_filter(self) -> None:
        """Type to filter."""
        field = self.query_one("#filter", Input)
        field.display = True
        self.set_focus(field)  # at once: keys typed for it wait already

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter as one types."""
        if message.input.id == "filter":
            message.stop()
            self._query = message.value.strip()
            self.show()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Keep the filter and go to the list."""
        if message.input.id == "filter":
            message.stop()
            self.home().focus()

    def key_escape(self) -> None:
        """Show all again."""
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
            self.home().focus()

    def action_order(self) -> None:
        """Order by the next column."""
        self._order = (self._order + 1) % len(ORDERS)
        self.show()
        self.netui.tell(f"ordered by {ORDERS[self._order][1]}")

    def action_new(self) -> None:
        """Ask for a name and make a contact of it."""

        def answered(name: str | None) -> None:
            if name is not None:
                self._add(name)

        self.app.push_screen(AskScreen("A new contact", "", "the full name"), answered)

    def _add(self, name: str) -> None:
        try:
            with self.network.change(f"new contact: {name}") as change:
                contact = change.insert(Contact(name=name, added=self.netui.now().today))
        except NetuiError as error:
            self.netui.tell(error.message, problem=True)
        else:
            self.netui.open_contact(contact)

    def action_mute(self) -> None:
        """No reminders of this contact, or again."""
        self._change(lambda contact, id_: answers.mute(self.network, id_, muted=not contact.muted), "muted")

    def action_archive(self) -> None:
        """Put the contact away, or take it out again."""
        self._change(
            lambda contact, id_: answers.archive(self.network, id_, archived=not contact.archived), "archived"
        )

    def action_delete(self) -> None:
        """Ask whether the contact is to be forgotten for good; nothing less takes a contact away."""
        contact = self.logged_about()
        if contact is not None:
            ask_to_forget(self.netui, (Contact.table, contact))

    def _change(self, act: Callable[[Contact, int], object], field: str) -> None:
        contact = self.logged_about()
        if contact is None:
            return
        try:
            act(self.network.contacts[contact], contact)
        except NetuiError as error:
            self.netui.tell(error.message, problem=True)
            return
        after = self.network.contacts[contact]
        word = field if getattr(after, field) else f"no longer {field}"
        self.netui.tell(f"{after.name}: {word}; u takes it back")
