"""Balance: what is given and received, by person, organisation and channel, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from netui.domain.channels import LABELS, Mark
from netui.domain.days import counted, month_name, short_day
from netui.domain.ledger import Balance, Verdict
from netui.domain.records import Direction
from netui.network.listing import order_key
from netui.network.shown import NOBODY, names_of
from netui.network.standing import Standing
from netui.network.ways import ORDER, Way, WayKind, ways_of
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.brief_lines import CHANNEL_WORDS
from netui.tui.text import width_of
from netui.tui.theme import Glyphs
from netui.tui.widgets.line_list import ROW_INDENT, Key, Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.meter import balance_words, meter_line, meter_track, verdict_word
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.spark import Pair, paired_bars
from netui.tui.widgets.summary import Line, Summary

LISTS = ("persons", "organisations", "channels", "ways to give", "months")
ORDERS = (("balance", "who you owe"), ("entries", "most logged"))
VERDICTS: tuple[Verdict, ...] = ("owe", "unclear", "balanced", "mostly_giving", "too_little")
COLUMNS = (
    Column(20, flex=2, most=32),
    Column(17, flex=3, most=41),
    Column(22, flex=2, most=40),
    Column(10, drop=1, right=True),
)
COLUMNS_OF_WAYS = (Column(24, flex=1, most=48), Column(36, flex=2))
"""Who, and what one could give."""
COLUMNS_OF_PAIRS = (Column(36, flex=1, most=48), Column(30, flex=2))
"""Which two should meet, and why."""
MONTHS = 12

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
        "The dot is the share of giving in what was logged, recent things counting more; the brackets hold "
        "it four times in five, so a wide pair means that little is known. A hollow dot: it is unclear which "
        "way it leans; a dotted line: too little is logged. What was only asked or offered counts for "
        "nothing until it happens. tab goes on to organisations, to channels with those whom you never meet, "
        "to ways to give (i makes an introduction), and to the months."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("balance")

    def __init__(self) -> None:
        super().__init__()
        self._list = 0
        self._order = 0

    def body(self) -> ComposeResult:
        """Overall above, the list below."""
        yield Summary(self.netui.glyphs, id="overall")
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")

    def home(self) -> Widget:
        """The list."""
        return self.query_one("#rows", LineList)

    def show(self) -> None:
        """Draw the overall meter and the list."""
        self.query_one("#overall", Summary).show(list(self._overall()))
        self.query_one("#rows", LineList).show(Rows(self._listed()), empty=self._empty_text())

    # --- above ---------------------------------------------------------------------------------------------

    def _overall(self) -> Iterator[Line]:
        glyphs = self.netui.glyphs
        balance = self.netui.today.balance
        yield Line("Overall", lambda width: meter_line(balance, width, glyphs))
        counts = self.netui.picture.verdicts()
        yield Line("Contacts", lambda width: [Span(verdicts_counted(counts, width, glyphs))])
        out = [s.name for s in self.netui.picture.standings.values() if s.balance is None]
        if out:
            yield Line("Left out", [Span(", ".join(sorted(out)), "calm")])
        chosen = [
            Span(f" {name} ", "here" if index == self._list else "calm") for index, name in enumerate(LISTS)
        ]
        yield Line("", [*chosen, Span(f"   by {ORDERS[self._order][1]}" if self._list < 2 else "", "calm")])

    def _empty_text(self) -> str:
        if not self.netui.computed:
            return "Adding up…"
        return (
            "Nothing given or received is logged yet.\n\nPress l and say it as it was:\n"
            "    coffee with Ada, got advice      ·      sent Emmy a book"
        )

    # --- the lists -----------------------------------------------------------------------------------------

    def _listed(self) -> Iterator[Keyed]:
        match LISTS[self._list]:
            case "persons":
                yield from self._contacts("person")
            case "organisations":
                yield from self._contacts("organisation")
            case "channels":
                yield from self._channels()
                yield from self._marked()
            case "ways to give":
                yield from self._ways()
            case _:
                yield from self._months()

    def _contacts(self, kind: str) -> Iterator[Keyed]:
        standings = [
            standing
            for standing in self.netui.picture.standings.values()
            if standing.contact.kind == kind and standing.balance is not None and standing.balance.entries
        ]
        if self._grouped:
            standings.sort(key=order_key("balance"))
            for verdict in VERDICTS:
                group = [s for s in standings if s.balance is not None and s.balance.verdict == verdict]
                if group:
                    yield heading(balance_heading(verdict), str(len(group)))
                    yield from ((standing.id, partial(self._row, standing)) for standing in group)
                    yield blank()
        else:
            standings.sort(key=lambda s: (-(s.balance.entries if s.balance else 0), s.name, s.id))
            yield from ((standing.id, partial(self._row, standing)) for standing in standings)
        if kind == "person":
            yield from self._open()

    @property
    def _grouped(self) -> bool:
        """Whether contacts stand under their verdicts."""
        return ORDERS[self._order][0] == "balance"

    def _row(self, standing: Standing) -> Row:
        balance, glyphs = cast(Balance, standing.balance), self.netui.glyphs
        return Row(
            (
                Cell(standing.name, "strong"),
                Cell(lambda width: meter_track(balance, width, glyphs)),
                Cell(lambda width: [words_beside(balance, width, grouped=self._grouped)]),
                Cell(f"{balance.entries} logged", "calm"),
            )
        )

    def _open(self) -> Iterator[Keyed]:
        """What was asked or offered and has not happened."""
        found: list[tuple[date, int, Direction, str]] = []
        for interaction in self.network.interactions.values():
            for exchange in interaction.exchanges:
                if exchange.direction in ("asked", "offered"):
                    found += [
                        (interaction.day, c, exchange.direction, exchange.kind) for c in exchange.contacts
                    ]
        if not found:
            return
        yield heading("Asked and offered, still open", str(len(found)))
        for index, (day, contact, direction, kind) in enumerate(sorted(found, reverse=True)):
            known = self.network.contacts.get(contact)
            words = "you asked for" if direction == "asked" else "you offered"
            cells = (
                Cell(known.name if known else "", "strong"),
                Cell(f"{words} {kind}"),
                Cell(short_day(day, self.netui.now().today), "calm"),
            )
            yield (f"open:{index}:{contact}", Row(cells))

    def _channels(self) -> Iterator[Keyed]:
        given: dict[str, list[int]] = {}
        for interaction in self.network.interactions.values():
            tally = given.setdefault(interaction.channel or "unknown", [0, 0, 0])
            tally[0] += 1
            for exchange in interaction.exchanges:
                if exchange.direction == "given":
                    tally[1] += exchange.weight
                elif exchange.direction == "received":
                    tally[2] += exchange.weight
        for channel, (count, gave, got) in sorted(given.items(), key=lambda item: -item[1][0]):
            cells = (
                Cell(CHANNEL_WORDS[channel], "strong"),
                Cell(counted(count, "interaction")),
                Cell([Span(f"gave {gave}", "give"), Span("   "), Span(f"received {got}", "take")]),
            )
            yield f"channel:{channel}", Row(cells)

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

    def _ways(self) -> Iterator[Keyed]:
        found = ways_of(self.netui.picture, self.network, self.netui.now())
        if not found:
            yield blank()
            words = "Nothing comes to mind. needs: and offers: in a line tell netui who should meet whom."
            yield line(Span(words, "calm"), indent=3)
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
        return ("way", way), Row((Cell(names, "strong"), Cell(way.reason)), columns)

    def _months(self) -> Iterator[Keyed]:
        """Twelve months of given against received, the latest last."""
        today = self.netui.now().today
        months = [
            (today.year + (today.month - 1 - back) // 12, (today.month - 1 - back) % 12 + 1)
            for back in range(MONTHS)
        ]
        sums = {month: [0, 0] for month in months}
        for interaction in self.network.interactions.values():
            tally = sums.get((interaction.day.year, interaction.day.month))
            if tally is not None:
                for exchange in interaction.exchanges:
                    if exchange.direction in ("given", "received"):
                        tally[exchange.direction == "received"] += exchange.weight
        months.reverse()
        pairs = [Pair(f"{month_name(month)} {year % 100:02}", *sums[year, month]) for year, month in months]
        for spans in paired_bars(pairs, max(40, self.size.width - 4), self.netui.glyphs):
            yield line(*spans)

    # --- keys ----------------------------------------------------------------------------------------------

    def logged_about(self) -> int | None:
        """The contact under the cursor."""
        return self._contact_of(self.query_one("#rows", LineList).key)

    def _way_of(self, key: Key | None) -> Way | None:
        return cast(Way, key[1]) if isinstance(key, tuple) else None

    def action_introduce(self) -> None:
        """Make the introduction under the cursor, or introduce the contact to somebody."""
        way = self._way_of(self.query_one("#rows", LineList).key)
        if way is None or way.kind != "introduce":
            super().action_introduce()
            return
        from netui.tui.introducing import introduce_two

        introduce_two(self, (way.contacts[0], way.contacts[1]), way.reason)

    def _contact_of(self, key: Key | None) -> int | None:
        way = self._way_of(key)
        if way is not None:
            key = next(iter(way.contacts), None)
        if isinstance(key, str) and key.startswith("open:"):
            key = int(key.rpartition(":")[2])
        return key if isinstance(key, int) and key in self.network.contacts else None

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Open the contact whose entries a figure rests on; of a way to give, what it rests on."""
        message.stop()
        way = self._way_of(message.key)
        if way is not None and way.reminder is not None:
            self.netui.open_reason(way.reminder.id)
            return
        if way is not None:
            self.netui.open_record(way.evidence[0])
            return
        contact = self._contact_of(message.key)
        if contact is not None:
            self.netui.open_contact(contact)

    def action_next_list(self) -> None:
        """Persons, organisations, channels, ways to give, months."""
        self._list = (self._list + 1) % len(LISTS)
        self.show()

    def action_order(self) -> None:
        """By who you owe, or by how much is logged."""
        self._order = (self._order + 1) % len(ORDERS)
        self.show()


def balance_heading(verdict: Verdict) -> str:
    """The verdict over those at whom it stands."""
    return {"too_little": "Too little logged"}.get(verdict, verdict_word(verdict).capitalize())


def words_beside(balance: Balance, width: int, *, grouped: bool) -> Span:
    """What a meter says, in ``width`` cells: under the heading "Unclear" the lean, elsewhere "unclear"."""
    words = balance_words(balance)
    if width >= width_of(words.text) or balance.verdict != "unclear":
        return words
    return Span(words.text.removeprefix("unclear, ") if grouped else verdict_word("unclear"), words.tone)


def verdicts_counted(counts: Mapping[Verdict, int], width: int, glyphs: Glyphs) -> str:
    """How many contacts stand at each verdict, in words that fit into ``width`` cells if any do."""
    told = [(verdict, counts[verdict]) for verdict in VERDICTS if counts.get(verdict)]
    if not told:
        return "nothing given or received yet"
    parts = [f"{verdict_word(verdict)} {count}" for verdict, count in told]
    whole = f" {glyphs.between} ".join(parts)
    return whole if len(whole) <= width else ", ".join(parts).replace("mostly giving", "giving")
