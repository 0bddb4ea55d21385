"""The rows of the list of contacts, and what stands above them."""

from __future__ import annotations

from netui.domain.cadence import RESTING
from netui.domain.suggestions import features_of, shared_words
from netui.network.query import STATE_WORDS
from netui.network.standing import Standing
from netui.network.suggesting import Suggestions
from netui.tui.text import days_ago
from netui.tui.theme import Glyphs
from netui.tui.widgets.line_list import Row
from netui.tui.widgets.meter import meter_track
from netui.tui.widgets.painting import Cell, Column, Content, Span, Tone

COLUMNS = (
    Column(18, flex=3, most=34),
    Column(12, flex=2, drop=2, most=26),
    Column(9),
    Column(6, flex=1, most=10),
    Column(9, flex=1, drop=1, most=15),
    Column(11, flex=1, most=20),
)
"""Name, organisation, last contact, how much of the cadence has passed, balance, what is to be said."""

HEADS = ("name", "organisation", "spoke", "due", "balance", "")

ORDERS: tuple[tuple[str, str, int], ...] = (
    ("urgency", "what wants doing", 3),
    ("name", "name", 0),
    ("organisation", "organisation", 1),
    ("last", "last contact", 2),
    ("balance", "who you owe", 4),
)
"""What the list may be ordered by, in words, and the column that shows it."""

NAMES_COLUMNS = (Column(18, flex=2, most=34), Column(12, flex=2, drop=1, most=26), Column(38, flex=4))
"""Of those who are only names: name, organisation, where to begin."""

NAMES_HEADS = ("name", "organisation", "where to begin")


def contact_row(standing: Standing, glyphs: Glyphs) -> Row:
    """A contact in :data:`COLUMNS`."""
    touch = standing.touch
    wants = touch.state in ("due", "overdue")
    word = STATE_WORDS[touch.state]
    if not word and standing.marks:
        word = standing.marks[0].label
    spoken = touch.last_contact is not None and touch.elapsed is not None
    return Row(
        (
            Cell(standing.name, "strong" if wants else "plain"),
            Cell(_house(standing), "calm"),
            Cell(days_ago(touch.elapsed or 0) if spoken else "never", "plain" if spoken else "faint"),
            Cell(_passed(touch.urgency, glyphs)),
            Cell(_balance(standing, glyphs)),
            Cell(word, "attention" if wants else "calm"),
        )
    )


def name_row(standing: Standing, suggestions: Suggestions) -> Row:
    """Somebody who is only a name in :data:`NAMES_COLUMNS`: what one shares is where to begin."""
    shared = suggestions.shared(features_of(standing.id, standing.contact))
    words = shared_words(shared) if shared is not None else "a line would begin it"
    return Row(
        (Cell(standing.name), Cell(_house(standing), "calm"), Cell(words, "plain" if shared else "calm")),
        NAMES_COLUMNS,
    )


def _house(standing: Standing) -> str:
    return standing.organisation or ("organisation" if standing.contact.kind == "organisation" else "")


def _balance(standing: Standing, glyphs: Glyphs) -> Content:
    balance = standing.balance
    if balance is None or not balance.entries:
        return ""
    return lambda width: meter_track(balance, width, glyphs)


def _passed(urgency: float | None, glyphs: Glyphs) -> Content:
    """Cells that fill up as the cadence passes; full is due."""
    if urgency is None:
        return ""
    tone: Tone = "attention" if 1 <= urgency < RESTING else "calm" if urgency >= RESTING else "practice"

    def bar(width: int) -> tuple[Span, ...]:
        full = min(width, int(urgency * width))
        return Span(glyphs.bar * full, tone), Span(glyphs.bar_rest * (width - full), "faint")

    return bar
