"""Balance: what is given and received, by person, organisation and channel, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from netui.domain.channels import LABELS, Mark
from netui.domain.days import counted, short_day
from netui.domain.ledger import Balance, Verdict
from netui.domain.requests import Request
from netui.network.evidence import OVERALL, Figure, entries_behind, months_behind
from netui.network.listing import order_key
from netui.network.open_requests import requests_open
from netui.network.shown import NOBODY, names_of
from netui.network.standing import Standing
from netui.network.ways import ORDER, Way, WayKind, ways_of
from netui.tui.balance_lines import (
    COLUMNS,
    VERDICTS,
    balance_heading,
    evidence_beside,
    figure_name,
    figure_row,
    month_rows,
    verdicts_counted,
)
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.widgets.column_heads import ColumnHeads
from netui.tui.widgets.line_list import ROW_INDENT, Key, Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.list_tabs import ListTabs
from netui.tui.widgets.meter import meter_ends, meter_legend
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.summary import Line, Summary

LISTS = ("people", "organisations", "channels", "asked, offered", "ways to give", "months")
WITH_METERS = ("people", "organisations", "channels")
ORDERED = ("people", "organisations")
ONLY_ORDERED = "only people and organisations can be ordered"
ORDERS = (("balance", "by who you owe"), ("entries", "by most logged"), ("name", "by name"))

NOUNS = {"person": ("person", "people"), "organisation": ("organisation", "organisations")}

COLUMNS_OF_WAYS = (Column(24, flex=1, most=48), Column(36, flex=2))
"""Who, and what one could give."""
COLUMNS_OF_PAIRS = (Column(36, flex=1, most=48), Column(30, flex=2))
"""Which two should meet, and why."""
COLUMNS_OF_REQUESTS = (Column(24, flex=1, most=36), Column(28, flex=1, most=40), Column(24, flex=1))
"""Of whom, what, and since when."""

EVIDENCE_FROM = 120
"""Columns from which what a figure rests on stands beside it (choice)."""
EVIDENCE_SHOWN = 40
"""Exchanges that stand there at most (choice)."""

WAY_HEADINGS: dict[WayKind, str] = {
    "promise": "Promised",
    "thanks": "Thanks not said yet",
    "owe": "You could give here",
    "introduce": "Who should meet",
}


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

    def body(self) -> ComposeResult:
        """The lists by name, the one that is chosen, and beside it what a figure rests on."""
        glyphs = self.netui.glyphs
        yield ListTabs(LISTS, id="tabs")
        with Horizontal(id="beside"):
            with Vertical(id="figures-listed"):
                yield ColumnHeads(COLUMNS, (), glyphs)
                yield LineList(COLUMNS, glyphs=glyphs, id="rows")
            evidence = LineList(glyphs=glyphs, id="evidence")
            evidence.can_focus = False
            yield evidence
        yield Summary(glyphs, id="legend", label=0)

    def home(self) -> Widget:
        """The list."""
        return self.query_one("#rows", LineList)

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the list that is chosen."""
        name = LISTS[self._list]
        self.query_one(ListTabs).show(self._list)
        listed = self.query_one("#rows", LineList)
        listed.show(Rows(self._rows(name)), empty=self._empty_text())
        with_meters = name in WITH_METERS and self.netui.computed and bool(self.netui.today.balance.entries)
        self.query_one("#legend", Summary).display = with_meters
        self.query_one("#legend", Summary).show([Line("", meter_legend(self.netui.glyphs))])
        heads = self.query_one(ColumnHeads)
        order = ORDERS[self._order][1] if name in ORDERED else ""
        heads.show(names=(order, meter_ends, "how sure", "things logged"))
        heads.display = with_meters
        self._show_beside()

    def _show_beside(self) -> None:
        """Make room for the evidence where there is some, and show it."""
        pane = self.query_one("#evidence", LineList)
        wanted = self.size.width >= EVIDENCE_FROM and bool(self.netui.today.balance.entries)
        pane.display = wanted and LISTS[self._list] not in ("asked, offered", "ways to give")
        if pane.display:
            pane.show(Rows(self._evidence()))
        self.call_after_refresh(self._fit_heads)

    def _fit_heads(self) -> None:
        """Leave room above the scrollbar of the list, once it is known whether it has one."""
        listed = self.query_one("#rows", LineList)
        self.query_one(ColumnHeads).show(scrolls=len(listed.rows) > listed.size.height)

    def _evidence(self) -> Iterator[Keyed]:
        figure = self.query_one("#rows", LineList).key
        if not isinstance(figure, Figure):
            return
        picture, today = self.netui.picture, self.netui.now().today
        yield heading(figure_name(self.network, figure))
        yield blank()
        months = [] if figure.kind == "month" else months_behind(picture, figure, today)
        entries = islice(entries_behind(picture, figure), EVIDENCE_SHOWN)
        yield from evidence_beside(self.network, months, entries, today, self.netui.glyphs)

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
            return (
                "Nothing asked or offered is open. l logs it:\n"
                "    call with Ada, asked for advice      ·      offered Emmy time"
            )
        return (
            "Nothing given or received is logged yet.\n\nPress l and say it as it was:\n"
            "    coffee with Ada, got advice      ·      sent Emmy a book"
        )

    # --- the lists -----------------------------------------------------------------------------------------

    def _rows(self, name: str) -> Iterator[Keyed]:
        lists: dict[str, Callable[[], Iterator[Keyed]]] = {
            "people": partial(self._contacts, "person"),
            "organisations": partial(self._contacts, "organisation"),
            "channels": self._channels,
            "asked, offered": self._requests,
            "ways to give": self._ways,
            "months": self._months,
        }
        yield from lists[name]()

    def _overall(self, noun: tuple[str, str], counts: Mapping[Verdict, int], out: int) -> Iterator[Keyed]:
        """The balance of all, and how many of those who are listed stand at each verdict.

        ``noun``: what they are, one and many. ``out``: how many are left out of the ledger.
        """
        glyphs, balance = self.netui.glyphs, self.netui.today.balance
        if not balance.entries:
            return
        yield figure_row(OVERALL, figure_name(self.network, OVERALL), balance, glyphs)
        contacts = counted(sum(counts.values()), *noun)
        left_out = f" {glyphs.between} {out} left out" if out else ""

        def told(width: int) -> list[Span]:
            words = verdicts_counted(counts, width - len(contacts) - 2 - len(left_out), glyphs)
            return [Span(f"{contacts}: {words}{left_out}", "calm")]

        yield None, Row((Cell(told),), (Column(flex=1),), ROW_INDENT)
        yield blank()

    def _contacts(self, kind: str) -> Iterator[Keyed]:
        of_kind = [each for each in self.netui.picture.standings.values() if each.contact.kind == kind]
        weighed = [each for each in of_kind if each.balance is not None and each.balance.entries]
        counts = Counter(cast(Balance, each.balance).verdict for each in weighed)
        yield from self._overall(NOUNS[kind], counts, sum(each.balance is None for each in of_kind))
        order = ORDERS[self._order][0]
        if order == "entries":
            weighed.sort(key=lambda each: (-cast(Balance, each.balance).entries, each.name, each.id))
        else:
            weighed.sort(key=order_key(order))
        if order == "balance":
            for verdict in VERDICTS:
                group = [each for each in weighed if cast(Balance, each.balance).verdict == verdict]
                if group:
                    yield heading(balance_heading(verdict), str(len(group)))
                    yield from (self._contact_row(each, grouped=True) for each in group)
                    yield blank()
        else:
            yield from (self._contact_row(each) for each in weighed)
            yield blank()
        yield from self._left_out([each for each in of_kind if each.balance is None])

    def _contact_row(self, standing: Standing, *, grouped: bool = False) -> Keyed:
        balance = cast(Balance, standing.balance)
        figure = Figure("contact", standing.id)
        return figure_row(figure, standing.name, balance, self.netui.glyphs, grouped=grouped)

    def _left_out(self, standings: list[Standing]) -> Iterator[Keyed]:
        """Those who were taken out of the ledger, by name: nothing is computed for them."""
        if standings:
            yield heading("Left out of the ledger", str(len(standings)))
            for standing in sorted(standings, key=order_key("name")):
                cells = (Cell(standing.name, "strong"), Cell("nothing is added up here", "calm"))
                yield standing.id, Row(cells, COLUMNS_OF_WAYS)

    def _channels(self) -> Iterator[Keyed]:
        out = sum(each.balance is None for each in self.netui.picture.standings.values())
        yield from self._overall(("contact", "contacts"), self.netui.picture.verdicts(), out)
        channels, today = self.netui.picture.channels, self.netui.now().today
        for channel, count in channels.counts():
            figure = Figure("channel", channel)
            balance = channels.ledger(channel).balance(today)
            yield figure_row(figure, figure_name(self.network, figure), balance, self.netui.glyphs)
            yield line(Span(counted(count, "interaction"), "calm"), indent=ROW_INDENT)
        yield from self._marked()

    def _marked(self) -> Iterator[Keyed]:
        """Those whose channels are worth a thought, by the most telling mark, with what would do good."""
        marked: dict[str, list[tuple[Standing, Mark]]] = {}
        for standing in self.netui.picture.standings.values():
            if standing.marks and standing.touch.state != "archived":
                marked.setdefault(standing.marks[0].kind, []).append((standing, standing.marks[0]))
        for kind, label in LABELS.items():
            found = sorted(marked.get(kind, ()), key=lambda item: (item[0].name, item[0].id))
            if not found:
                continue
            yield blank()
            yield heading(f"{label[:1].upper()}{label[1:]}", str(len(found)))
            for standing, mark in found:
                fact, _, advice = mark.evidence.partition(": ")
                yield standing.id, Row((Cell(standing.name, "strong"), Cell(fact)), COLUMNS_OF_WAYS)
                if advice:
                    yield None, Row((Cell(), Cell(advice, "calm")), COLUMNS_OF_WAYS, ROW_INDENT)

    def _requests(self) -> Iterator[Keyed]:
        """What was asked or offered and has not happened."""
        found = requests_open(self.network, self.netui.now().today)
        for direction, title in (
            ("asked", "You asked for, and wait"),
            ("offered", "You offered, not given yet"),
        ):
            of_kind = [each for each in found if each.direction == direction]
            if of_kind:
                yield heading(title, str(len(of_kind)))
                yield from (self._request(each) for each in of_kind)
                yield blank()

    def _request(self, request: Request) -> Keyed:
        today = self.netui.now().today
        names = ", ".join(names_of(self.network, (request.contact,) if request.contact is not None else ()))
        since = f"{short_day(request.day, today)}, {counted((today - request.day).days, 'day')}"
        cells = (Cell(names or NOBODY, "strong"), Cell(request.kind), Cell(since, "calm"))
        return request, Row(cells, COLUMNS_OF_REQUESTS)

    def _ways(self) -> Iterator[Keyed]:
        found = ways_of(self.netui.picture, self.network, self.netui.now())
        if not found:
            yield blank()
            words = "Nothing comes to mind. needs: and offers: in a line, l, tell netui who should meet whom."
            yield line(Span(words, "calm"), indent=ROW_INDENT)
        for kind in ORDER:
            of_kind = [way for way in found if way.kind == kind]
            if of_kind:
                yield heading(WAY_HEADINGS[kind], "i introduces them" if kind == "introduce" else "")
                yield from (self._way(way) for way in of_kind)
                yield blank()

    def _way(self, way: Way) -> Keyed:
        between = f" {self.netui.glyphs.both_ways} " if way.kind == "introduce" else ", "
        names = between.join(names_of(self.network, way.contacts)) or NOBODY
        columns = COLUMNS_OF_PAIRS if way.kind == "introduce" else COLUMNS_OF_WAYS
        return way, Row((Cell(names, "strong"), Cell(way.reason)), columns)

    def _months(self) -> Iterator[Keyed]:
        """Twelve months of given against received, the latest last."""
        if not self.netui.today.balance.entries:
            return
        yield heading("Received and given, twelve months", "each counts 1 to 3 by benefit")
        months = months_behind(self.netui.picture, OVERALL, self.netui.now().today)
        yield from month_rows(months, self.netui.glyphs)

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
        self._list = index
        self.show()
        if LISTS[index] == "months":
            self.query_one("#rows", LineList).action_last()

    def why_not(self, command: str) -> str:
        """Only two of the lists have an order to choose."""
        if command == "order" and LISTS[self._list] not in ORDERED:
            return ONLY_ORDERED
        return super().why_not(command)

    def action_order(self) -> None:
        """By who you owe, by how much is logged, or by name."""
        if LISTS[self._list] not in ORDERED:
            self.netui.tell(ONLY_ORDERED)
            return
        self._order = (self._order + 1) % len(ORDERS)
        self.show()
