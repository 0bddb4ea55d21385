"""Changing an entry where it stands, by writing its line anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netui.errors import NetuiError
from netui.tui.form import Field, FormScreen

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen


def amend_form(screen: NetuiScreen, entry: int) -> None:
    """Ask for another line of an interaction or a note, and put it in the place of what it was."""
    network = screen.network
    record = network.notes.get(entry) or network.interactions.get(entry)
    if record is None:
        screen.netui.tell("that is no longer here", problem=True)
        return

    def keep(values: list[str]) -> None:
        from netui.network.amending import amend  # late: the language is not needed before

        amend(network, entry, values[0], screen.netui.now(), day_order=screen.netui.config.date_order)

    screen.app.push_screen(
        FormScreen("The line, written anew", [Field("Line", record.text, "", _something)], keep),
        lambda kept: screen.netui.tell("changed; u takes it back") if kept else None,
    )


def _something(text: str) -> None:
    if not text:
        raise NetuiError("a line needs words; D deletes the entry")
