"""Making and changing an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from netui.domain.days import Now
from netui.domain.line.dates import DayReader
from netui.errors import LineError, NetuiError
from netui.network.events import change_event, new_event
from netui.tui.form import Field, FormScreen, changed_fields

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen

DAY = "today, yesterday, 20 nov, 2026-12-24"


def day_typed(screen: NetuiScreen, text: str, now: Now, default: date) -> date:
    """The day that was typed, past or to come; ``default`` where nothing was. Raises LineError."""
    if not text:
        return default
    order = screen.netui.config.date_order
    for future in (False, True):
        reader = DayReader(today=now.today, week_start=now.week_start, order=order, future=future)
        found = reader.day_at(text, 0, sure=True)
        if found is not None and found.end == len(text):
            return found.day
    raise LineError(f"“{text}” is no day such as {DAY}")


def new_event_form(screen: NetuiScreen, opened: Callable[[int], None]) -> None:
    """Ask for an event and keep it; ``opened`` is called with its id."""
    now = screen.netui.now()
    made: list[int] = []

    def keep(values: list[str]) -> None:
        name, day, place, note = values
        if not name:
            raise NetuiError("an event needs a name")
        when = day_typed(screen, day, now, now.today)
        made.append(new_event(screen.network, name, when, place=place, note=note))

    fields = (Field("Name"), Field("Day", "", DAY), Field("Place"), Field("Note"))
    screen.app.push_screen(
        FormScreen("A new event", fields, keep), lambda kept: opened(made[-1]) if kept else None
    )


def change_event_form(screen: NetuiScreen, event: int) -> None:
    """Ask for other values of an event."""
    known, now = screen.network.events[event], screen.netui.now()

    def keep(values: list[str]) -> None:
        name, day, until, place, note = values
        if not name:
            raise NetuiError("an event needs a name")
        when = day_typed(screen, day, now, known.day)
        last = day_typed(screen, until, now, when) if until else None
        changed = changed_fields(known, name=name, day=when, until=last, place=place, note=note)
        change_event(screen.network, event, **changed)

    until = known.until.isoformat() if known.until is not None else ""
    fields = (
        Field("Name", known.name),
        Field("Day", known.day.isoformat()),
        Field("Last day", until, "where it takes several"),
        Field("Place", known.place),
        Field("Note", known.note),
    )
    screen.app.push_screen(FormScreen("Change the event", fields, keep))
