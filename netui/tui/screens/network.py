"""Network: people and organisations, ordered by what wants doing, never by name alone."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from netui.domain.days import counted
from netui.domain.records import Contact
from netui.domain.suggestions import features_of
from netui.network import answers
from netui.network.brief import brief_of
from netui.network.listing import Shown
from netui.network.measures import Measures, measures_of
from netui.network.query import read_query
from netui.tui.base_screen import NOBODY_HERE, NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.brief_lines import brief_lines
from netui.tui.contact_rows import (
    COLUMNS,
    HEADS,
    NAMES_COLUMNS,
    NAMES_HEADS,
    ORDERS,
    contact_row,
    name_row,
)
from netui.tui.forgetting import ask_to_forget
from netui.tui.widgets.column_heads import ColumnHeads
from netui.tui.widgets.ground import Across, Down
from netui.tui.widgets.key_line import KeyLine
from netui.tui.widgets.line_input import LineInput
from netui.tui.widgets.line_list import Key, LineList, MadeOnce, MadeRows, Row
from netui.tui.widgets.painting import Span
from netui.tui.widgets.summary import Line, Summary

PREVIEW_FROM = 110
"""Columns from which the contact under the cursor is shown beside the list."""

FILTER_KEYS = (("enter", "to the list"), ("up, down", "move"), ("esc", "show all"))
"""What keys do while they are typed into the filter."""

FILTER_HINT = "name, #tag, org:name, circle:close, is:due"


class NetworkScreen(NetuiScreen):
    """The list of all contacts."""

    NAME = "network"
    HELP = (
        "People and organisations, those who want a word first: the bar fills as the usual time between two"
        " conversations passes. On the balance what you took is left and what you gave right, and the "
        "brackets say how sure that is."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("network")

    def __init__(self) -> None:
        super().__init__()
        self._order = 0
        self._query = ""
        self._measures: Measures | None = None
        self._measured: int | None = None
        """The number of the picture that the measures were taken from."""
        self._shown = Shown(())
        self._selected: set[int] = set()
        self._made = MadeOnce()

    def body(self) -> ComposeResult:
        """Headline, filter, list, preview."""
        yield Summary(self.netui.glyphs, id="headline")
        field = LineInput(FILTER_HINT, id="filter")
        field.display = False  # from the very first: while hidden it may take no key
        yield field
        with Across():
            with Down(id="listed"):
                yield ColumnHeads(COLUMNS, HEADS, self.netui.glyphs)
                yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")
            yield Summary(self.netui.glyphs, id="preview")

    def home(self) -> Widget:
        """The list."""
        return self._rows

    @property
    def _rows(self) -> LineList:
        return self.query_one("#rows", LineList)

    @property
    def _filter(self) -> LineInput:
        return self.query_one("#filter", LineInput)

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the contacts that the filter lets through."""
        self._show()

    def _show(self, *, anew: bool = False) -> None:
        if self.netui.computed:
            self._measure()
            self._shown = self.netui.listing.shown(self._query, ORDERS[self._order][0])
        keys = self._beginnings() if self._only_names else self._shown.contacts
        self._rows.show(MadeRows(keys, self._row), empty=self._empty_text(), anew=anew)
        self._selected = {contact for contact in self._selected if contact in self.network.contacts}
        self._rows.mark(self._selected)
        self._tell_headline()
        self._preview()

    def _measure(self) -> None:
        """Measure a new picture: once, not at each key of the filter."""
        if self._measured != self.netui.picture_number:
            self._measured = self.netui.picture_number
            self._measures = measures_of(self.netui.picture)

    @property
    def _only_names(self) -> bool:
        """Whether those are shown who are only names: with where to begin in the place of figures."""
        return bool(self._query) and read_query(self._query).only_names and not self._shown.near

    def _beginnings(self) -> list[int]:
        """Only names: people, then organisations, of each those first who share most with somebody active."""
        standings, suggestions = self.netui.picture.standings, self.netui.picture.suggestions

        def first(contact: int) -> tuple[bool, int]:
            if (standing := standings.get(contact)) is None:
                return False, 0
            shares = suggestions.weight(features_of(contact, standing.contact))
            return standing.contact.kind == "person", shares

        return sorted(self._shown.contacts, key=first, reverse=True)

    def _row(self, key: Key) -> Row:
        standing = self.netui.picture.standings.get(cast(int, key))
        if standing is None:
            return Row()
        if self._only_names:
            return name_row(standing, self.netui.picture.suggestions)
        return self._made.row(key, standing, lambda: contact_row(standing, self.netui.glyphs))

    def _tell_headline(self) -> None:
        self.query_one("#headline", Summary).show([Line("Network", self._headline())])

    def _headline(self) -> list[Span]:
        """The active share; or what is going on: a selection, a filter."""
        between = f" {self.netui.glyphs.between} "
        parts: list[Span] = []
        if self._selected:
            number = len(self._selected)
            them = "them" if number > 1 else "it, * selects all"
            parts = [
                Span(f"{number} selected", "strong"),
                Span(self.worded(f"{{edit}} changes {them}, esc lets go"), "calm"),
            ]
        if self._query:
            words = ("only a name", "only names") if self._only_names else ("contact", None)
            shown = counted(len(self._shown.contacts), *words)
            near = "nobody is called so, but near it: " if self._shown.near and self._shown.contacts else ""
            parts.append(Span(f"{near}{shown}"))
            if self._only_names:
                parts.append(Span(self.worded("{log} logs the first word with one"), "calm"))
        parts = parts or self._how_alive()
        if self._order and not self._only_names:
            parts.append(Span(f"by {ORDERS[self._order][1]}", "calm"))
        return _joined(parts, between)

    def _how_alive(self) -> list[Span]:
        measures = self._measures
        if measures is None or measures.active_share is None:
            return [Span("nobody active yet")]
        share = f"{measures.active_share:.0%} of {measures.known} active"
        rest = [f"{measures.resting} resting"] if measures.resting else []
        rest += [counted(measures.only_names, "only a name", "only names")] if measures.only_names else []
        return [Span(share, "strong"), *(Span(part, "calm") for part in rest)]

    def _empty_text(self) -> str:
        if not self.netui.computed:
            return "Looking through your network…"
        if self._query:
            return f"Nobody here matches “{self._query}”. esc shows all."
        return self.worded(
            "Nobody is here yet. Press {new} for a new contact, or {log} and log a conversation."
        )

    def _preview(self) -> None:
        rows, heads = self._rows, self.query_one(ColumnHeads)
        scrolls = len(rows.rows) > rows.size.height > 0
        if self._only_names:
            heads.show(NAMES_COLUMNS, NAMES_HEADS, scrolls=scrolls)
        else:
            heads.show(COLUMNS, HEADS, ordered=ORDERS[self._order][2], scrolls=scrolls)
        pane = self.query_one("#preview", Summary)
        pane.display = self.size.width >= PREVIEW_FROM
        contact = self.logged_about()
        if pane.display:
            brief = brief_of(self.network, contact, self.netui.now()) if contact is not None else None
            pane.show(brief_lines(self.network, brief, self.netui.glyphs) if brief else [])

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room."""
        self._preview()

    # --- going about ---------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """The contact under the cursor."""
        key = cast("int | None", self._rows.key)
        return key if key in self.network.contacts else None

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the contact beside the list."""
        message.stop()
        self._preview()

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open the contact."""
        message.stop()
        self.netui.open_contact(cast(int, message.key))

    def action_order(self) -> None:
        """Order by the next column."""
        self._order_by((self._order + 1) % len(ORDERS))

    def on_column_heads_clicked(self, message: ColumnHeads.Clicked) -> None:
        """Order by the column that was clicked."""
        message.stop()
        for place, (_, _, column) in enumerate(ORDERS):
            if column == message.index and not self._only_names:
                self._order_by(place)

    def _order_by(self, order: int) -> None:
        self._order = order
        self.show()

    def why_not(self, command: str) -> str:
        """What is selected counts as well as what is under the cursor."""
        number = len(self._selected)
        if command == "narrow":
            nobody = self.worded("nobody is here yet: {new} makes a new contact")
            return "" if self.netui.picture.standings else nobody
        if command in ("select", "select_all") and not self._shown.contacts:
            return "nobody is listed"
        if command == "merge" and number not in (0, 2):
            return "merge makes one contact of two: select two, or none"
        if command in ("edit", "mute", "archive", "merge"):
            return "" if number or self.logged_about() is not None else NOBODY_HERE
        return super().why_not(command)

    # --- the filter ----------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Type to filter."""
        self._filter.display = True
        self.set_focus(self._filter)  # at once: keys typed for it wait already

    def action_narrow(self) -> None:
        """Choose what the list is narrowed down to."""
        from netui.tui.choose import ChoiceScreen
        from netui.tui.narrowing import narrowings

        found = narrowings(self.netui.picture.standings.values())

        def chosen(index: int | None) -> None:
            if index is not None:
                self._filter.display = True
                # The change is told by the field, as if it had been typed.
                self._filter.value = f"{self._query} {found[index][2]}".strip()

        choices = [(label, number) for label, number, _ in found]
        self.app.push_screen(ChoiceScreen("Show only", choices, self.netui.glyphs), chosen)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell what keys do in the filter: there a letter is a letter."""
        self.query_one(KeyLine).show(FILTER_KEYS if event.widget is self._filter else self.keys_now())

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter as one types; the cursor is on the first who matches."""
        if message.input.id == "filter":
            message.stop()
            query = message.value.strip()
            if query != self._query:
                self._query = query
                self._show(anew=bool(query))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Keep the filter and go to the list."""
        if message.input.id == "filter":
            message.stop()
            self.home().focus()

    def key_down(self) -> None:
        """From the filter, move in the list that it filters. The list itself has its own keys."""
        if self._filter.has_focus:
            self._rows.action_move(1)

    def key_up(self) -> None:
        """As :meth:`key_down`, up."""
        if self._filter.has_focus:
            self._rows.action_move(-1)

    def key_escape(self) -> None:
        """Show all again; then let go who is selected."""
        if self._filter.display:
            self._filter.value = ""
            self._filter.display = False
            self.home().focus()
        elif self._selected:
            self._let_go()

    # --- selecting -----------------------------------------------------------------------------------------

    def action_select(self) -> None:
        """Select the contact under the cursor, or let it go, and step on."""
        contact = self.logged_about()
        if contact is not None:
            self._select(self._selected ^ {contact})
            self._rows.action_move(1)

    def action_select_all(self) -> None:
        """Select all that the list shows; again to let them go."""
        shown = set(self._shown.contacts)
        self._select(self._selected - shown if shown <= self._selected else self._selected | shown)

    def _let_go(self) -> None:
        self._select(set())

    def _select(self, selected: set[int]) -> None:
        self._selected = selected
        self._rows.mark(selected)
        self._tell_headline()

    def _in_order(self) -> list[int]:
        """Those selected, in the order in which they are listed; those whom the filter hides last."""
        shown = [contact for contact in self._shown.contacts if contact in self._selected]
        return [*shown, *sorted(self._selected.difference(shown))]

    # --- changing ------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Ask for a new contact and open it."""
        from netui.tui.contact_forms import new_contact_form

        new_contact_form(self, self.netui.open_contact)

    def action_edit(self) -> None:
        """Change the contact under the cursor, or all that are selected."""
        if self._selected:
            from netui.tui.several import change_several

            change_several(self, self._in_order(), self._let_go)
        elif (contact := self.logged_about()) is not None:
            from netui.tui.contact_forms import edit_contact_form

            edit_contact_form(self, contact)

    def action_merge(self) -> None:
        """Make one contact of two: of the two selected, or of this one and another."""
        from netui.tui.merging import merge_two, merge_with_somebody

        if len(self._selected) == 2:
            one, other = self._in_order()
            merge_two(self, one, other, self._let_go)
        elif (contact := self.logged_about()) is not None:
            merge_with_somebody(self, contact)

    def action_copy(self) -> None:
        """Copy an address of the contact under the cursor."""
        from netui.tui.copying import copy_address

        if (contact := self.logged_about()) is not None:
            copy_address(self, contact)

    def action_mute(self) -> None:
        """No reminders of this contact or of all selected, or again."""
        if self._selected:
            from netui.tui.several import mute_several

            mute_several(self, self._in_order())
        else:
            super().action_mute()

    def action_archive(self) -> None:
        """Put the contact or all selected away, or take them out again."""
        if self._selected:
            from netui.tui.several import archive_several

            archive_several(self, self._in_order(), self._let_go)
        elif (contact := self.logged_about()) is not None:
            archived = self.network.contacts[contact].archived
            self.attempt(
                lambda: answers.archive(self.network, contact, archived=not archived),
                "back among the others" if archived else "archived; u takes it back",
            )

    def action_delete(self) -> None:
        """Ask whether the contact is to be forgotten for good; nothing less takes a contact away."""
        contact = self.logged_about()
        if contact is not None:
            ask_to_forget(self.netui, (Contact.table, contact))


def _joined(parts: list[Span], between: str) -> list[Span]:
    """The parts with a sign between them."""
    joined = [span for part in parts for span in (Span(between, "calm"), part)]
    return joined[1:]
