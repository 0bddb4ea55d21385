"""The lists of Balance: people, organisations, channels, what is open, ways to give, months."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

from netui.domain.channels import LABELS, Mark
from netui.domain.days import counted, short_day
from netui.domain.ledger import Balance, Verdict
from netui.domain.requests import Request
from netui.network.evidence import OVERALL, Figure, months_behind
from netui.network.listing import order_key
from netui.network.open_requests import requests_open
from netui.network.shown import NOBODY, names_of
from netui.network.standing import Standing
from netui.network.ways import ORDER, Way, WayKind, ways_of
from netui.tui.balance_lines import (
    VERDICTS,
    balance_heading,
    figure_name,
    figure_row,
    month_rows,
    verdicts_counted,
)
from netui.tui.widgets.line_list import (
    ROW_INDENT,
    Joined,
    Key,
    Keyed,
    MadeOnce,
    MadeRows,
    Row,
    Rows,
    RowSource,
    blank,
    heading,
    line,
)
from netui.tui.widgets.painting import Cell, Column, Span

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

ListName = Literal["people", "organisations", "channels", "asked, offered", "ways to give", "months"]

KINDS: dict[ListName, tuple[str, tuple[str, str]]] = {
    "people": ("person", ("person", "people")),
    "organisations": ("organisation", ("organisation", "organisations")),
}
"""The lists of contacts: of which kind, and what they are called, one and many."""

COLUMNS_OF_WAYS = (Column(24, flex=1, most=48), Column(36, flex=2))
"""Who, and what one could give."""
COLUMNS_OF_PAIRS = (Column(36, flex=1, most=48), Column(30, flex=2))
"""Which two should meet, and why."""
COLUMNS_OF_REQUESTS = (Column(24, flex=1, most=36), Column(28, flex=1, most=40), Column(24, flex=1))
"""Of whom, what, and since when."""

WAY_HEADINGS: dict[WayKind, str] = {
    "promise": "Promised",
    "thanks": "Thanks not said yet",
    "owe": "You could give here",
    "introduce": "Who should meet",
}


class BalanceLists:
    """The lists as the picture has them: each made once for a picture, when it is first asked for."""

    def __init__(self, app: NetuiApp) -> None:
        self._app = app
        self._network = app.network
        self._glyphs = app.glyphs
        self._made: dict[tuple[ListName, str], RowSource] = {}
        self._made_of: int | None = None
        """The number of the picture that they were made of."""

    def rows(self, name: ListName, order: str) -> RowSource:
        """A list; people and organisations in an order (see :func:`netui.network.listing.order_key`)."""
        if not self._app.computed:
            return Rows()
        if self._made_of != self._app.picture_number:
            self._made_of = self._app.picture_number
            self._made.clear()
        if (name, order) not in self._made:
            self._made[name, order] = self._make(name, order)
        return self._made[name, order]

    def _make(self, name: ListName, order: str) -> RowSource:
        if name in KINDS:
            return Joined(self._contacts(*KINDS[name], order))
        lists: dict[ListName, Callable[[], Iterator[Keyed]]] = {
            "channels": self._channels,
            "asked, offered": self._requests,
            "ways to give": self._ways,
            "months": self._months,
        }
        return Rows(lists[name]())

    def _overall(self, noun: tuple[str, str], counts: Mapping[Verdict, int], out: int) -> Iterator[Keyed]:
        """The balance of all, and how many of those who are listed stand at each verdict.

        ``noun``: what they are, one and many. ``out``: how many are left out of the ledger.
        """
        glyphs, balance = self._glyphs, self._app.today.balance
        if not balance.entries:
            return
        yield OVERALL, figure_row(figure_name(self._network, OVERALL), balance, glyphs)
        contacts = counted(sum(counts.values()), *noun)
        left_out = f" {glyphs.between} {out} left out" if out else ""

        def told(width: int) -> list[Span]:
            words = verdicts_counted(counts, width - len(contacts) - 2 - len(left_out), glyphs)
            return [Span(f"{contacts}: {words}{left_out}", "calm")]

        yield None, Row((Cell(told),), (Column(flex=1),), ROW_INDENT)
        yield blank()

    def _contacts(self, kind: str, noun: tuple[str, str], order: str) -> Iterator[RowSource]:
        """Contacts of a kind; by who you owe they stand in groups, a verdict each."""
        of_kind = [each for each in self._app.listing.ordered(order) if each.contact.kind == kind]
        groups: dict[Verdict, list[Standing]] = {}
        weighed, out = [], []
        for standing in of_kind:
            balance = standing.balance
            if balance is None:
                out.append(standing)
            elif balance.entries:
                weighed.append(standing)
                groups.setdefault(balance.verdict, []).append(standing)
        counts = {verdict: len(group) for verdict, group in groups.items()}
        yield Rows(self._overall(noun, counts, len(out)))
        if order == "balance":
            for verdict in VERDICTS:
                if group := groups.get(verdict):
                    yield Rows([heading(balance_heading(verdict), str(len(group)))])
                    yield self._figures(group, grouped=True)
                    yield Rows([blank()])
        elif weighed:
            yield self._figures(weighed, grouped=False)
            yield Rows([blank()])
        yield Rows(self._left_out(out))

    def _figures(self, standings: Iterable[Standing], *, grouped: bool) -> RowSource:
        standing_of = {Figure("contact", each.id): each for each in standings}
        made = MadeOnce()

        def row(key: Key) -> Row:
            standing = standing_of[cast(Figure, key)]
            balance = cast(Balance, standing.balance)
            return made.row(
                key, standing, lambda: figure_row(standing.name, balance, self._glyphs, grouped=grouped)
            )

        return MadeRows(tuple(standing_of), row)

    def _left_out(self, standings: list[Standing]) -> Iterator[Keyed]:
        """Those who were taken out of the ledger, by name: nothing is computed for them."""
        if standings:
            yield heading("Left out of the ledger", str(len(standings)))
            for standing in sorted(standings, key=order_key("name")):
                cells = (Cell(standing.name, "strong"), Cell("nothing is added up here", "calm"))
                yield standing.id, Row(cells, COLUMNS_OF_WAYS)

    def _channels(self) -> Iterator[Keyed]:
        out = sum(each.balance is None for each in self._app.picture.standings.values())
        yield from self._overall(("contact", "contacts"), self._app.picture.verdicts(), out)
        channels, today = self._app.picture.channels, self._app.now().today
        for channel, count in channels.counts():
            figure = Figure("channel", channel)
            balance = channels.ledger(channel).balance(today)
            yield figure, figure_row(figure_name(self._network, figure), balance, self._glyphs)
            yield line(Span(counted(count, "interaction"), "calm"), indent=ROW_INDENT)
        yield from self._marked()

    def _marked(self) -> Iterator[Keyed]:
        """Those whose channels are worth a thought, by the most telling mark, with what would do good."""
        marked: dict[str, list[tuple[Standing, Mark]]] = {}
        for standing in self._app.picture.standings.values():
            if standing.marks and standing.touch.state != "archived":
                marked.setdefault(standing.marks[0].kind, []).append((standing, standing.marks[0]))
        for kind, label in LABELS.items():
            found = sorted(marked.get(kind, ()), key=lambda item: (item[0].name, item[0].id))
            if not found:
                continue
            yield blank()
            yield heading(f"{label[:1].upper()}{label[1:]}", str(len(found)))
            for standing, mark in found:
                yield standing.id, partial(_fact_row, standing, mark)
                if mark.advice:
                    yield None, partial(_advice_row, mark)

    def _requests(self) -> Iterator[Keyed]:
        """What was asked or offered and has not happened."""
        found = requests_open(self._network, self._app.now().today)
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
        today = self._app.now().today
        names = ", ".join(names_of(self._network, (request.contact,) if request.contact is not None else ()))
        since = f"{short_day(request.day, today)}, {counted((today - request.day).days, 'day')}"
        cells = (Cell(names or NOBODY, "strong"), Cell(request.kind), Cell(since, "calm"))
        return request, Row(cells, COLUMNS_OF_REQUESTS)

    def _ways(self) -> Iterator[Keyed]:
        found = ways_of(self._app.picture, self._network, self._app.now())
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
        between = f" {self._glyphs.both_ways} " if way.kind == "introduce" else ", "
        names = between.join(names_of(self._network, way.contacts)) or NOBODY
        columns = COLUMNS_OF_PAIRS if way.kind == "introduce" else COLUMNS_OF_WAYS
        return way, Row((Cell(names, "strong"), Cell(way.reason)), columns)

    def _months(self) -> Iterator[Keyed]:
        """Twelve months of given against received, the latest last."""
        if not self._app.today.balance.entries:
            return
        yield heading("Received and given, twelve months", "each counts 1 to 3 by benefit")
        months = months_behind(self._app.picture, OVERALL, self._app.now().today)
        yield from month_rows(months, self._glyphs)


def _fact_row(standing: Standing, mark: Mark) -> Row:
    return Row((Cell(standing.name, "strong"), Cell(mark.fact)), COLUMNS_OF_WAYS)


def _advice_row(mark: Mark) -> Row:
    return Row((Cell(), Cell(mark.advice, "calm")), COLUMNS_OF_WAYS, ROW_INDENT)
