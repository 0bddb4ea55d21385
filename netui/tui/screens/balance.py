"""Balance: what is given and received, by person, organisation and channel, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from netui.domain.requests import Request
from netui.network.evidence import OVERALL, Figure, entries_behind, months_behind
from netui.network.ways import Way
from netui.tui.balance_lines import (
    COLUMNS,
    evidence_beside,
    figure_name,
)
from netui.tui.balance_lists import KINDS, BalanceLists, ListName
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.widgets.column_heads import ColumnHeads
from netui.tui.widgets.ground import Across, Down
from netui.tui.widgets.line_list import Key, Keyed, LineList, Rows, blank, heading
from netui.tui.widgets.list_tabs import ListTabs
from netui.tui.widgets.meter import meter_ends, meter_legend
from netui.tui.widgets.summary import Line, Summary

LISTS: tuple[ListName, ...] = (
    "people", "organisations", "channels", "asked, offered", "ways to give", "months",
)  # fmt: skip
WITH_METERS = ("people", "organisations", "channels")
ONLY_ORDERED = "only people and organisations can be ordered"
ORDERS = (("balance", "by who you owe"), ("entries", "by most logged"), ("name", "by name"))

EVIDENCE_FROM = 120
"""Columns from which what a figure rests on stands beside it (choice)."""
EVIDENCE_FROM_REASONS = 150
"""The same beside ways to give, whose reasons need room themselves (choice)."""
EVIDENCE_SHOWN = 40
"""Exchanges that stand there at most (choice)."""


class BalanceScreen(NetuiScreen):
    """The ledger."""

    NAME = "balance"
    HELP = (
        "The dot is the share of giving in what was logged, recent things counting more, and the brackets "
        "hold it four times in five: the wider they are, the less is known. A hollow dot says that it is "
        "unclear which way it leans, a dotted line that too little is logged, and what was only asked or "
        "offered counts for nothing until it happens."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("balance")

    def __init__(self) -> None:
        super().__init__()
        self._list = 0
        self._order = 0
        self._places: dict[str, Key | None] = {}
        """What the cursor stood on when a list was left."""

    def body(self) -> ComposeResult:
        """The lists by name, the one that is chosen, and beside it what a figure rests on."""
        glyphs = self.netui.glyphs
        yield ListTabs(LISTS, id="tabs")
        with Across(id="beside"):
            with Down(id="figures-listed"):
                yield ColumnHeads(COLUMNS, (), glyphs)
                yield LineList(COLUMNS, glyphs=glyphs, id="rows")
            evidence = LineList(glyphs=glyphs, id="evidence")
            evidence.can_focus = False
            yield evidence
        yield Summary(glyphs, id="legend", label=0)

    def on_mount(self) -> None:
        """Make the lists of the network that is open, before they are first drawn."""
        self._lists = BalanceLists(self.netui)

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the list that is chosen."""
        name = LISTS[self._list]
        self.query_one(ListTabs).show(self._list)
        listed = self.query_one("#rows", LineList)
        listed.show(self._lists.rows(name, ORDERS[self._order][0]), empty=self._empty_text())
        with_meters = name in WITH_METERS and self.netui.computed and bool(self.netui.today.balance.entries)
        self.query_one("#legend", Summary).display = with_meters
        self.query_one("#legend", Summary).show([Line("", meter_legend(self.netui.glyphs))])
        heads = self.query_one(ColumnHeads)
        order = ORDERS[self._order][1] if name in KINDS else ""
        heads.show(names=(order, meter_ends, "how sure", "things logged"))
        heads.display = with_meters
        self._show_beside()

    def _show_beside(self) -> None:
        """Make room for the evidence where there is some, and show it."""
        pane = self.query_one("#evidence", LineList)
        least = EVIDENCE_FROM_REASONS if LISTS[self._list] == "ways to give" else EVIDENCE_FROM
        wanted = self.size.width >= least and bool(self.netui.today.balance.entries)
        pane.display = wanted
        if pane.display:
            pane.show(Rows(self._evidence()))
        self.call_after_refresh(self._fit_heads)

    def _fit_heads(self) -> None:
        """Leave room above the scrollbar of the list, once it is known whether it has one."""
        listed = self.query_one("#rows", LineList)
        self.query_one(ColumnHeads).show(scrolls=len(listed.rows) > listed.size.height)

    def _evidence(self) -> Iterator[Keyed]:
        key, contact = self.query_one("#rows", LineList).key, self.logged_about()
        figure = key if isinstance(key, Figure) else Figure("contact", contact)
        if figure.about is None and figure != OVERALL:
            return
        picture, today = self.netui.picture, self.netui.now().today
        yield heading(figure_name(self.network, figure))
        yield blank()
        months = [] if figure.kind == "month" else months_behind(picture, figure, today)
        entries = islice(entries_behind(picture, figure), EVIDENCE_SHOWN)
        yield from evidence_beside(
            self.network, months, entries, today, self.netui.glyphs, opened=figure == key
        )

    def on_resize(self, event: events.Resize) -> None:
        """Show the evidence where there is room."""
        super().on_resize(event)
        self._show_beside()

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show what the figure under the cursor rests on."""
        message.stop()
        if message.line_list.id == "rows":
            self._show_beside()

    def _empty_text(self) -> str:
        if not self.netui.computed:
            return "Adding up…"
        if LISTS[self._list] == "asked, offered":
            return self.worded(
                "Nothing asked or offered is open. {log} logs it:\n"
                "    call with Ada, asked for advice      ·      offered Emmy time"
            )
        return self.worded(
            "Nothing given or received is logged yet.\n\nPress {log} and say it as it was:\n"
            "    coffee with Ada, got advice      ·      sent Emmy a book"
        )

    # --- keys ----------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """The contact under the cursor."""
        return self._contact_of(self.query_one("#rows", LineList).key)

    def _contact_of(self, key: Key | None) -> int | None:
        match key:
            case Way():
                contact = next(iter(key.contacts), None)
            case Figure() | Request():
                contact = key.contact
            case _:
                contact = cast("int | None", key)
        return contact if contact in self.network.contacts else None

    def action_introduce(self) -> None:
        """Make the introduction under the cursor, or introduce the contact to somebody."""
        way = self.query_one("#rows", LineList).key
        if not isinstance(way, Way) or way.kind != "introduce":
            super().action_introduce()
            return
        from netui.tui.introducing import introduce_two

        introduce_two(self, (way.contacts[0], way.contacts[1]), way.reason)

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open what a figure, a request or a way to give rests on; or the contact."""
        message.stop()
        match message.key:
            case Figure() as figure:
                self.netui.open_evidence(figure)
            case Request() as request:
                self.netui.open_record(request.interaction)
            case Way(reminder=None) as way:
                self.netui.open_record(way.evidence[0])
            case Way(reminder=reminder) if reminder is not None:
                self.netui.open_reason(reminder.id)
            case contact:
                self.netui.open_contact(cast(int, contact))

    def on_list_tabs_chosen(self, message: ListTabs.Chosen) -> None:
        """Show the list whose name was clicked."""
        message.stop()
        self._choose(message.index)

    def action_next_list(self) -> None:
        """People, organisations, channels, what is open, ways to give, months."""
        self._choose((self._list + 1) % len(LISTS))

    def action_list_before(self) -> None:
        """The list before."""
        self._choose((self._list - 1) % len(LISTS))

    def _choose(self, index: int) -> None:
        listed = self.query_one("#rows", LineList)
        self._places[LISTS[self._list]] = listed.key
        self._list = index
        self.show()
        place = self._places.get(LISTS[index])
        if place is not None and listed.select(place):
            return
        if LISTS[index] == "months":
            listed.action_last()
        else:
            listed.action_first()

    def why_not(self, command: str) -> str:
        """Only two of the lists have an order to choose."""
        if command == "order" and LISTS[self._list] not in KINDS:
            return ONLY_ORDERED
        return super().why_not(command)

    def action_order(self) -> None:
        """By who you owe, by how much is logged, or by name."""
        self._order = (self._order + 1) % len(ORDERS)
        self.show()
