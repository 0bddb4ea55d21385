"""Evidence: what a figure of the balance rests on, exchange by exchange."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from netui.network.evidence import Figure, balance_behind, entries_behind
from netui.tui.balance_lines import entry_rows, figure_name
from netui.tui.base_screen import NetuiScreen
from netui.tui.bindings import bindings_for
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows, blank
from netui.tui.widgets.meter import meter_legend, meter_line
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.summary import Line, Summary

ENTRIES_SHOWN = 500
"""Exchanges that are listed at most, the newest (choice)."""

NOTHING = "Nothing given or received is behind this. {back} goes back; {log} logs a line."


class EvidenceScreen(NetuiScreen):
    """One figure of the balance, with what it rests on."""

    NAME = "evidence"
    HELP = (
        "Each thing given or received that the figure rests on, the newest first. What was of more benefit "
        "counts twice or three times (x2, x3), and all of it half as much with each year that passes."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("evidence")

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._figure = figure

    def body(self) -> ComposeResult:
        """The figure, and what it rests on."""
        yield Summary(self.netui.glyphs, id="brief")
        yield LineList(glyphs=self.netui.glyphs, id="rows")
        yield Summary(self.netui.glyphs, id="legend", label=0)

    def show(self) -> None:
        """Draw the figure as it stands now."""
        self.query_one("#brief", Summary).show(list(self._about()))
        self.query_one("#rows", LineList).show(Rows(self._listed()), empty=self.worded(NOTHING))
        self.query_one("#legend", Summary).show([Line("", meter_legend(self.netui.glyphs))])

    def _about(self) -> Iterator[Line]:
        glyphs = self.netui.glyphs
        yield Line("", [Span(figure_name(self.network, self._figure), "strong")])
        balance = balance_behind(self.netui.picture, self._figure, self.netui.now().today)
        if balance is not None:
            yield Line("Balance", lambda width: meter_line(balance, width, glyphs))
            yield Line("Counts", [
                Span(f"given {balance.given:.1f}", "give"), Span(f"  {glyphs.between}  "),
                Span(f"received {balance.received:.1f}", "take"),
                Span("  by benefit, half after a year", "calm"),
            ])  # fmt: skip

    def _listed(self) -> Iterator[Keyed]:
        contact = self.logged_about()
        if contact is not None:
            name = self.network.contacts[contact].name
            yield ("contact", contact), Row((Cell(f"open {name}", "calm"),), (Column(flex=1),))
            yield blank()
        entries = islice(entries_behind(self.netui.picture, self._figure), ENTRIES_SHOWN)
        yield from entry_rows(self.network, entries, self.netui.now().today)

    def logged_about(self) -> int | None:
        """The contact that the figure is of."""
        contact = self._figure.contact
        return contact if contact in self.network.contacts else None

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Read an entry in whole, or open the contact."""
        message.stop()
        self.netui.open_record(cast("tuple[int, ...]", message.key)[-1])
