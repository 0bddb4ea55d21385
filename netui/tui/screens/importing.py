"""Import: what a file would bring, before it is taken in; then who could be the same, side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from datetime import date
from threading import Event
from time import perf_counter
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from netui.domain.records import Contact
from netui.errors import NetuiError
from netui.exchange.csv_table import FIELDS, IGNORED, columns_of
from netui.exchange.files import read_bytes, reading
from netui.exchange.formats import Source, usual_since
from netui.network.days import day_said
from netui.network.importing import WRITTEN_AT, Import, Pair, Plan, gather
from netui.network.merging import merge
from netui.paths import exchange_path
from netui.tui.ask import AskScreen
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.choose import ChoiceScreen
from netui.tui.import_rows import COLUMNS, TAKE_IN, about, rows, side_by_side
from netui.tui.widgets.line_list import LineList, Rows
from netui.tui.widgets.painting import Span
from netui.tui.widgets.summary import Line, Summary

SLICE = 0.008
"""Seconds of work between two looks at the keyboard (choice)."""

TAKING_IN = "taking it in"
TAKEN_IN = "taken in; u takes it all back"

WIDE = 150
"""Columns from which two contacts are shown beside the list (choice)."""

LOOK_EVERY = 0.1
"""Seconds between two looks at how far the reading has come (choice)."""


class ImportScreen(NetuiScreen):
    """One file on its way in."""

    NAME = "import"
    HELP = (
        "What the file holds and what would become of it: nobody is made twice, what you typed stays, and "
        "names that are merely alike are listed; {read_as} says what a table's columns are, and since when a "
        "calendar's meetings are wanted. Nothing is written before you say so, with {take_in}, and it is one "
        "change, which {undo} takes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("import")

    def __init__(self, path: str, *, restricted: bool) -> None:
        super().__init__()
        self._path = path
        self._restricted = restricted
        self._mapped: dict[str, str] = {}
        """What the person says that columns are."""
        self._since: date | None = None
        """Of a calendar: from when on the person wants its meetings, where that is not the usual."""
        self._import: Import | None = None
        """Once all is read and weighed."""
        self._working: asyncio.Task[None] | None = None
        self._stopped = Event()
        """Set for a reading that is not wanted any more."""
        self._doing = ""
        """What is being done; empty where nothing is."""
        self._part = 0.0
        self._failed = ""
        self._table: list[tuple[str, str]] = []
        """Where it is a table, or may be one: its columns, each with what stands first in it."""
        self._taken: Plan | None = None
        self._pairs: dict[str, Pair] = {}

    def body(self) -> ComposeResult:
        """What it is about, what is in it, and the two under the cursor side by side: below it, or beside it
        where there is room."""
        yield Summary(self.netui.glyphs, id="brief")
        with Container(id="import"):
            yield LineList(COLUMNS, glyphs=self.netui.glyphs, id="rows")
            yield Summary(self.netui.glyphs, id="figures")

    def on_resize(self, event: events.Resize) -> None:
        """With room for both, the two stand beside the list."""
        super().on_resize(event)
        self.set_class(event.size.width >= WIDE, "-wide")

    # --- reading and weighing ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin to read."""
        super().on_mount()
        self._begin()

    def on_unmount(self) -> None:
        """Leaving stops it, whichever way; nothing was written."""
        self._stop()

    def action_back(self) -> None:
        """Leave, at once."""
        self._stop()
        super().action_back()

    @property
    def path(self) -> str:
        """The file, as it was said."""
        return self._path

    def take_up(self, path: str) -> None:
        """Go on with another file; what was read of this one is let go of."""
        self._path, self._mapped, self._since = path, {}, None
        self._begin()
        self.show()

    def _begin(self) -> None:
        """Read the file, as it is now and as the person has said that it is to be read."""
        self._stop()
        self._stopped = Event()
        self._import, self._taken, self._failed, self._table = None, None, "", []
        self._doing, self._part = "reading", 0.0
        self._work(self._read(self._stopped))

    def _work(self, task: Coroutine[None, None, None]) -> None:
        self._working = asyncio.create_task(task, name="import")
        self._working.add_done_callback(self.netui.ended)

    def _stop(self) -> None:
        self._stopped.set()
        if self._working is not None:
            self._working.cancel()

    @property
    def is_busy(self) -> bool:
        """Whether something is being read, weighed or taken in."""
        return bool(self._doing)

    @property
    def _is_writing(self) -> bool:
        return self._doing == TAKING_IN

    async def _read(self, stopped: Event) -> None:
        importing = Import(self.network, self.netui.now())
        try:
            await self._gather(importing, stopped)
            self._doing, self._part = "weighing", 0.0
            await self._in_slices(importing.planning())
        except NetuiError as error:
            self._failed = error.message
        else:
            self._import = importing
        self._doing = ""
        with self.app._context():
            self.show()

    async def _gather(self, importing: Import, stopped: Event) -> None:
        """Read in a thread: it touches nothing but the file, and one step of it may take long."""
        now = self.netui.now()
        path = exchange_path(self._path, restricted=self._restricted)
        source = Source(
            await asyncio.to_thread(read_bytes, path),
            now,
            columns=self._mapped,
            own=self.netui.config.own,
            since=self._since or usual_since(now),
        )
        work = asyncio.ensure_future(asyncio.to_thread(_gather, source, importing, stopped))
        try:
            while not (await asyncio.wait({work}, timeout=LOOK_EVERY))[0]:
                self._tell_part(source.done)
            work.result()
            importing.files[0].refuse_nothing()
            is_table = bool(importing.files[0].columns)
        except NetuiError:
            self._table = await asyncio.to_thread(columns_of, source.beginning())
            raise
        if is_table:
            self._table = await asyncio.to_thread(columns_of, source.beginning())

    async def _in_slices(self, steps: Iterator[float]) -> None:
        deadline = perf_counter() + SLICE
        for part in steps:
            if perf_counter() >= deadline:
                self._tell_part(part)
                await asyncio.sleep(0.001)
                deadline = perf_counter() + SLICE

    def _tell_part(self, part: float) -> None:
        before, self._part = int(self._part * 100), part
        if int(part * 100) != before:
            with self.app._context():
                self._show_about()

    # --- showing -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw how far it is, or what there is."""
        if not self.query("#rows"):  # gone, while the screen is being left
            return
        if self._taken is not None and self._taken.desk.is_taken_back:
            self._begin()  # it was undone, and may be taken in again
        self._show_about()
        listed = Rows()
        self._pairs = {}
        if self._import is not None:
            plan = self._taken or self._import.plan
            # Numbered, so that the cursor stays on a pair when its contacts are given the document's ids.
            self._pairs = {
                f"pair {number}": pair for number, pair in enumerate(plan.pairs) if self._are_two(pair)
            }
            gathered = self._import.files[0]
            today = self.netui.now().today
            listed = Rows(
                rows(gathered, plan, self._pairs, today, self.worded, taken=self._taken is not None)
            )
        self.query_one("#rows", LineList).show(listed, empty="")
        self._beside()

    def _show_about(self) -> None:
        for brief in self.query("#brief").results(Summary):  # gone, while the screen is being left
            brief.show(list(self._about()))

    def _about(self) -> Iterator[Line]:
        yield Line("File", [Span(self._path, "strong")])
        if self._failed:
            yield Line("", [Span(self._failed, "attention")])
            yield Line("", [Span(self.worded("{import} asks for another file, {back} goes back"), "calm")])
            if self._table:
                yield Line(
                    "",
                    [Span(self.worded("It looks like a table: {read_as} says what its columns are"), "calm")],
                )
        elif self.is_busy:
            stops = (
                self.worded("; {back} stops it") if not self._is_writing or self._part < WRITTEN_AT else ""
            )
            yield Line("", [Span(f"{self._doing}, {self._part:.0%}{stops}", "calm")])
        elif self._import is not None:
            plan = self._taken or self._import.plan
            gathered, width = self._import.files[0], self.app.size.width
            yield from about(gathered, plan, width, self.worded, taken=self._taken is not None)

    def _are_two(self, pair: Pair) -> bool:
        """Whether both are here still; before they are taken in, they are not yet."""
        return self._taken is None or {pair.one, pair.other} <= self.network.contacts.keys()

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the two under the cursor."""
        message.stop()
        self._beside()

    def _beside(self) -> None:
        pair = self._pair()
        both = (self._contact(pair.one), self._contact(pair.other)) if pair is not None else (None, None)
        one, other = both
        lines = side_by_side(one, other, self._contact) if one is not None and other is not None else ()
        self.query_one("#figures", Summary).show(list(lines))

    def _contact(self, contact_id: int) -> Contact | None:
        with suppress(KeyError):
            if self._taken is None and self._import is not None:
                return self._import.plan.desk.contact(contact_id)
            return self.network.contacts[contact_id]
        return None

    def _pair(self) -> Pair | None:
        return self._pairs.get(str(self.query_one("#rows", LineList).key))

    # --- taking it in --------------------------------------------------------------------------------------

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
        if command == "read_as":
            return self._why_not_read_as()
        if command == "import":
            return "one moment: it is being taken in" if self._is_writing else ""
        return super().why_not(command)

    def _why_not_take_in(self) -> str:
        if self._taken is not None:
            return "it is taken in already"
        if self._import is None:
            return "it is not read yet"
        if self.is_busy:
            return "it is being taken in"
        return "" if self._import.plan.anything else "there is nothing new in it"

    def _why_not_join(self) -> str:
        if self._pair() is None:
            return "stand on two that could be the same"
        return (
            ""
            if self._taken is not None
            else self.worded("take it in first, with {take_in}; then {join} merges")
        )

    def _why_not_read_as(self) -> str:
        if self._taken is not None:
            return "it is taken in already"
        if self.is_busy:
            return "it is not read yet"
        return "" if self._table or self._is_calendar else "there is nothing to say about how it is read"

    @property
    def _is_calendar(self) -> bool:
        return self._import is not None and self._import.files[0].format == "ical"

    def action_take_in(self) -> None:
        """Write it as one change."""
        if reason := self._why_not_take_in():
            self.netui.tell(reason)
            return
        importing = self._import
        assert importing is not None  # else there was a reason
        self._doing, self._part = TAKING_IN, 0.0
        self._work(self._take_in(importing))
        self._show_about()

    async def _take_in(self, importing: Import) -> None:
        try:
            await self._in_slices(importing.saving())
        except NetuiError as error:
            # What was weighed is spent: it is read again, so that it can be tried again.
            with self.app._context():
                self.netui.tell(error.message, problem=True)
            self.call_later(self._begin)
            return
        except asyncio.CancelledError:
            if importing.is_saved:  # it was left in the very moment
                with self.app._context():
                    self.netui.tell(TAKEN_IN)
            raise
        self._taken, self._doing = importing.plan, ""
        with self.app._context():
            self.netui.tell(TAKEN_IN)
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

    # --- how it is to be read ------------------------------------------------------------------------------

    def action_read_as(self) -> None:
        """Say what a column is, or from when on a calendar's meetings are wanted; then it is read again."""
        if reason := self._why_not_read_as():
            self.netui.tell(reason)
        elif self._table:
            self._ask_for_column()
        else:
            self._ask_since()

    def _ask_for_column(self) -> None:
        taken_for = self._import.files[0].columns if self._import is not None else {}
        columns = [column for column, _ in self._table]
        choices = [
            (column, ": ".join(filter(None, (taken_for.get(column, "left out"), first))))
            for column, first in self._table
        ]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._ask_what_it_is(columns[index])

        screen = ChoiceScreen("Which column?", choices, self.netui.glyphs, "what it is: what is in it")
        self.app.push_screen(screen, chosen)

    def _ask_what_it_is(self, column: str) -> None:
        fields = (*FIELDS, IGNORED)

        def chosen(index: int | None) -> None:
            if index is not None:
                self._mapped[column] = fields[index]
                self._begin()

        choices = [(field, "it is left out" if field == IGNORED else "") for field in fields]
        self.app.push_screen(ChoiceScreen(f"What is in {column}?", choices, self.netui.glyphs), chosen)

    def _ask_since(self) -> None:
        now = self.netui.now()

        def answered(text: str | None) -> None:
            if text is None:
                return
            try:
                self._since = day_said(text, now, day_order=self.netui.config.date_order)
            except NetuiError as error:
                self.netui.tell(error.message, problem=True)
            else:
                self._begin()

        since = self._since or usual_since(now)
        self.app.push_screen(AskScreen("Meetings since which day?", f"{since}", "2024-01-31"), answered)


def _gather(source: Source, importing: Import, stopped: Event) -> None:
    """Read a file to its end, or until nobody wants it any more. Raises NetuiError."""
    found, brought = reading(source, "csv" if source.columns else None)
    for _ in gather(found.name, found.title, brought, importing, source):
        if stopped.is_set():
            return


def ask_for_file(screen: NetuiScreen) -> None:
    """Ask which file, and show what is in it: on the import screen that is there, else on a new one."""

    def answered(path: str | None) -> None:
        if path is None:
            return
        if isinstance(screen, ImportScreen):
            screen.take_up(path)
        else:
            screen.app.push_screen(ImportScreen(path, restricted=screen.netui.restricted))

    here = screen.path if isinstance(screen, ImportScreen) else ""
    hint = "a path; ~ is your home. LinkedIn, Google, Outlook, vCard, .ics, CSV"
    screen.app.push_screen(AskScreen("Import which file?", here, hint), answered)
