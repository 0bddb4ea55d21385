"""Meetings to confirm as Today shows them: rows, a page to read, and what the keys do about them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import date
from typing import TYPE_CHECKING

from netui.domain.days import counted, day_words, short_day
from netui.domain.records import Draft
from netui.network import Network, drafts
from netui.tui.widgets.line_list import Keyed, Row, blank, heading
from netui.tui.widgets.painting import Cell, Column

if TYPE_CHECKING:
    from netui.tui.read import ReadScreen

SHOWN = 3
"""Meetings that stand on Today until all are asked for (choice)."""

PEOPLE_SHOWN = 3
"""People of one meeting who are named in its row (choice)."""

COLUMNS = (Column(22), Column(28, flex=3), Column(14))

_KEY = "draft:"


def rows(
    network: Network, today: date, own: Container[str], worded: Callable[[str], str], *, show_all: bool
) -> Iterator[Keyed]:
    """The meetings that wait, under a heading that says how they are answered; nothing where none waits.

    ``own``: one's own e-mails, which are nobody one met. ``worded``: puts keys into a text as they are set.
    """
    waiting = drafts.open_drafts(network)
    if not waiting:
        return
    shown = waiting if show_all else waiting[:SHOWN]
    more = f"{len(waiting) - len(shown)} more, {{all}}" if len(shown) < len(waiting) else ""
    aside = ", ".join(filter(None, ("{done} it took place, {skip} it did not", more)))
    yield heading(f"{counted(len(waiting), 'meeting')} to confirm", worded(aside))
    for draft_id, draft in shown:
        cells = (
            Cell(_people(network, draft, own), "strong"),
            Cell(draft.text or "a meeting"),
            Cell(short_day(draft.day, today), "calm"),
        )
        yield f"{_KEY}{draft_id}", Row(cells, COLUMNS)
    yield blank()


def _people(network: Network, draft: Draft, own: Container[str]) -> str:
    names = drafts.people_of(network, draft, own)
    more = f" and {len(names) - PEOPLE_SHOWN} more" if len(names) > PEOPLE_SHOWN else ""
    return ", ".join(names[:PEOPLE_SHOWN]) + more


def draft_of(key: object) -> int | None:
    """The meeting that a row stands for."""
    text = str(key)
    return int(text.removeprefix(_KEY)) if text.startswith(_KEY) else None


def page(
    network: Network, draft_id: int, today: date, own: Container[str], worded: Callable[[str], str]
) -> ReadScreen | None:
    """All that the calendar says of a meeting, to be read in whole; None where it is gone.

    ``own`` and ``worded``: as of :func:`rows`.
    """
    from netui.tui.read import ReadScreen

    draft = network.drafts.get(draft_id)
    if draft is None:
        return None
    new = [each.name or each.email for each in drafts.others_of(draft, own)]
    lines = [
        day_words(draft.day, today) + (f", {draft.minutes} minutes" if draft.minutes else ""),
        f"with {', '.join(drafts.people_of(network, draft, own))}",
        f"at {draft.place}" if draft.place else "",
        f"{worded('{done}')} makes contacts of {', '.join(new)}" if new else "",
    ]
    return ReadScreen(draft.text or "a meeting", [each for each in lines if each])
