"""Import: what a file would bring, before it is taken in; then who could be the same, side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from time import perf_counter
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from netui.domain.days import counted
from netui.domain.records import Contact
from netui.errors import NetuiError
from netui.exchange.files import read_bytes, reading
from netui.exchange.formats import Source
from netui.network.importing import Import, Pair, Plan, done_in_words, gather
from netui.network.merging import merge
from netui.paths import exchange_path
from netui.tui.ask import AskScreen
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.text import clip
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank, heading, line
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.summary import Line, Summary

COLUMNS = (Column(26, flex=1, most=40), Column(26, flex=1, most=40), Column(8, right=True))
"""The one who came, the one who was here, and how sure it is."""
SKIPPED_COLUMNS = (Column(12), Column(30, flex=1))

SLICE = 0.008
"""Seconds of work between two looks at the keyboard (choice)."""
SHOWN = 200
"""Skipped records, and names, that are listed (choice)."""

TAKE_IN = "take in"
"""The key of the row that takes it all in."""


class ImportScreen(NetuiScreen):
    """One file on its way in."""

    NAME = "import"
    HELP = (
        "What the file holds and what would become of it: nobody is made twice, what you typed stays, and "
        "names that are merely alike are listed. Nothing is written before you say so, with i, and it is "
        "one change, which u takes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("import")

    def __init__(self, path: str, *, restricted: bool) -> None:
        super().__init__()
        self._path = path
        self._restricted = restricted
        self._import: Import | None = None
        self._reading: asyncio.Task[None] | None = None
        self._doing = "reading"
        self._part = 0.0
        self._failed = ""
        self._taken: Plan | None = None
        self._pairs: dict[str, Pair] = {}

    def body(self) -> ComposeResult:
        """What it is about, what is in it, and below it the two under the cursor side by side."""
        yield Summary(self.netui.glyphs, id="brief")
        yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")
        yield Summary(self.netui.glyphs, id="figures")

    def home(self) -> Widget:
        """The list."""
        return self.query_one("#rows", LineList)

    # --- reading -------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin to read."""
        super().on_mount()
        self._reading = asyncio.create_task(self._read(), name="import")
        self._reading.add_done_callback(self.netui._ended)

    def on_unmount(self) -> None:
        """Leaving stops it; nothing was written."""
        if self._reading is not None:
            self._reading.cancel()

    async def _read(self) -> None:
        try:
            path = exchange_path(self._path, restricted=self._restricted)
            content = await asyncio.to_thread(read_bytes, path)
            own = frozenset(email.casefold() for email in self.netui.config.emails)
            source = Source(content, self.netui.now(), own=own)
            importing = Import(self.network, self.netui.now())
            await self._in_slices(self._gathering(source, importing))
            self._doing = "weighing"
            await self._in_slices(importing.planning())
            gathered = importing.files[0]
            if gathered.read == len(gathered.skipped):
                reason = f": record 1, {gathered.skipped[0].reason}" if gathered.skipped else ""
                raise NetuiError(f"nothing in it could be read{reason}")
        except NetuiError as error:
            self._failed = error.message
        else:
            self._import = importing
        with self.app._context():
            self.show()

    @staticmethod
    def _gathering(source: Source, importing: Import) -> Iterator[float]:
        found, brought = reading(source)
        for _ in gather(found.name, found.title, brought, importing, source):
            yield source.done

    async def _in_slices(self, steps: Iterator[float]) -> None:
        deadline, told = perf_counter() + SLICE, -1
        for self._part in steps:
            if perf_counter() < deadline:
                continue
            if int(self._part * 100) != told:
                told = int(self._part * 100)
                with self.app._context():
                    self.query_one("#brief", Summary).show(list(self._about()))
            await asyncio.sleep(0.001)
            deadline = perf_counter() + SLICE

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw how far it is, or what there is."""
        self.query_one("#brief", Summary).show(list(self._about()))
        plan = self._taken or (self._import.plan if self._import is not None else None)
        self._pairs = (
            {f"pair:{pair.one}:{pair.other}": pair for pair in plan.pairs} if plan is not None else {}
        )
        rows = Rows(self._rows(plan)) if plan is not None else Rows()
        self.query_one("#rows", LineList).show(rows, empty="")
        self._beside()

    def _about(self) -> Iterator[Line]:
        yield Line("File", [Span(self._path, "strong")])
        if self._failed:
            yield Line("", [Span(self._failed, "attention")])
        elif self._import is None:
            yield Line("", [Span(f"{self._doing}, {self._part:.0%}; esc stops it", "calm")])
        else:
            gathered = self._import.files[0]
            yield Line("Read", [Span(f"{gathered.title}, {counted(gathered.read, 'record')}")])
            plan = self._taken or self._import.plan
            word = "Done" if self._taken is not None else "Would be"
            yield Line(word, [Span(done_in_words(plan), "strong")])
            if gathered.columns:
                columns = ", ".join(f"{column} is {field}" for column, field in gathered.columns.items())
                yield Line("Columns", [Span(columns)])
            left_out = ", ".join(counted(number, what) for what, number in gathered.dropped.items())
            if left_out:
                yield Line("Left out", [Span(left_out)])

    def _rows(self, plan: Plan) -> Iterator[Keyed]:
        assert self._import is not None
        if self._taken is None and plan.anything:
            yield TAKE_IN, Row((Cell("Take it all in", "strong"), Cell("enter, or i", "calm")), COLUMNS[:2])
            yield blank()
        pairs = [(key, pair) for key, pair in self._pairs.items() if self._are_two(pair)]
        if pairs:
            yield heading(
                "The same?", "m merges" if self._taken is not None else "m merges, once it is taken in"
            )
            yield from ((key, self._pair_row(plan, pair)) for key, pair in pairs)
            yield blank()
        gathered = self._import.files[0]
        skipped = (*gathered.skipped, *gathered.refused)
        if skipped:
            yield heading("Skipped", _more(len(skipped)))
            for each in skipped[:SHOWN]:
                yield None, Row((Cell(f"record {each.record}", "calm"), Cell(each.reason)), SKIPPED_COLUMNS)
            yield blank()
        for title, names in (("New", plan.added), ("Here already, given more", plan.merged)):
            if names:
                yield heading(title, _more(len(names)))
                yield from (line(Span(name), indent=3) for name in names[:SHOWN])
                yield blank()

    def _pair_row(self, plan: Plan, pair: Pair) -> Row:
        cells = (Cell(plan.names[pair.one]), Cell(plan.names[pair.other]), Cell(f"{pair.score:.0%}", "calm"))
        return Row(cells)

    def _are_two(self, pair: Pair) -> bool:
        """Whether both are here still; before they are taken in, they are not yet."""
        return self._taken is None or {pair.one, pair.other} <= self.network.contacts.keys()

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the two under the cursor."""
        message.stop()
        self._beside()

    def _beside(self) -> None:
        pair = self._pair()
        self.query_one("#figures", Summary).show(list(self._side_by_side(pair)) if pair is not None else [])

    def _side_by_side(self, pair: Pair) -> Iterator[Line]:
        one, other = self._contact(pair.one), self._contact(pair.other)
        if one is None or other is None:
            return
        for label, of in (
            ("Name", lambda each: each.name),
            ("Works at", self._houses),
            ("E-mail", lambda each: ", ".join(each.emails)),
            ("Phone", lambda each: ", ".join(each.phones)),
            ("Web", lambda each: ", ".join(each.urls)),
            ("Place", lambda each: each.place),
        ):
            left, right = of(one), of(other)
            if left or right:
                yield Line(label, lambda width, left=left, right=right: _two(left, right, width))  # type: ignore[misc]

    def _contact(self, contact_id: int) -> Contact | None:
        with suppress(KeyError):
            if self._taken is None and self._import is not None:
                return self._import.plan.desk.contact(contact_id)
            return self.network.contacts[contact_id]
        return None

    def _houses(self, contact: Contact) -> str:
        houses = (self._contact(each.organisation) for each in contact.organisations)
        return ", ".join(house.name for house in houses if house is not None)

    # --- keys ----------------------------------------------------------------------------------------------

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Take it in; of a pair that is here, open the one who came."""
        message.stop()
        pair = self._pair()
        if message.key == TAKE_IN:
            self.action_take_in()
        elif pair is not None and self._taken is not None:
            self.netui.open_contact(pair.one)

    def why_not(self, command: str) -> str:
        """First it is read, then taken in, then two of it can be made one."""
        if command == "take_in":
            return self._why_not_take_in()
        if command == "join":
            return self._why_not_join()
        return super().why_not(command)

    def _why_not_take_in(self) -> str:
        if self._taken is not None:
            return "it is taken in already"
        if self._import is None:
            return "it is not read yet"
        return "" if self._import.plan.anything else "there is nothing new in it"

    def _why_not_join(self) -> str:
        if self._pair() is None:
            return "stand on two that could be the same"
        return "" if self._taken is not None else "take it in first, with i; then m merges"

    def action_take_in(self) -> None:
        """Write it as one change."""
        if reason := self._why_not_take_in():
            self.netui.tell(reason)
            return
        importing = self._import
        assert importing is not None  # else there was a reason
        if self.attempt(importing.save, "taken in; u takes it all back"):
            self._taken = importing.plan
            self.show()

    def action_join(self) -> None:
        """Make one contact of the two under the cursor: who was here stays, and is given all of the other."""
        if reason := self._why_not_join():
            self.netui.tell(reason)
            return
        pair = self._pair()
        assert pair is not None  # else there was a reason
        if self.attempt(
            lambda: merge(self.network, pair.other, pair.one, self.netui.now()),
            "one contact now; u makes them two",
        ):
            self.show()

    def _pair(self) -> Pair | None:
        return self._pairs.get(str(self.query_one("#rows", LineList).key))


def _two(left: str, right: str, width: int) -> list[Span]:
    """Two texts in two columns."""
    half = max(1, (width - 2) // 2)
    return [Span(clip(left, half).ljust(half)), Span("  "), Span(clip(right, half))]


def _more(number: int) -> str:
    return f"{SHOWN} of {number}" if number > SHOWN else f"{number}"


def ask_for_file(screen: NetuiScreen) -> None:
    """Ask which file, and show what is in it."""
    restricted = screen.netui.restricted

    def answered(path: str | None) -> None:
        if path is not None:
            screen.app.push_screen(ImportScreen(path, restricted=restricted))

    hint = "a path; ~ is your home. LinkedIn, Google, Outlook, vCard, .ics, CSV"
    screen.app.push_screen(AskScreen("Import which file?", "", hint), answered)
