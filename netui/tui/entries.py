"""The records behind a figure or a reminder: as rows of a list, and to be read in whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from netui.domain.days import counted, day_words, short_day
from netui.domain.goals import span_words, words_of
from netui.domain.records import (
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Note,
    Record,
    Review,
)
from netui.network import Network
from netui.network.shown import names_of, shown_interaction, with_names
from netui.network.told import OWNER_WORDS, introduction_words, record_of, told_of
from netui.tui.brief_lines import CHANNEL_WORDS
from netui.tui.widgets.line_list import Keyed, Row
from netui.tui.widgets.painting import Cell, Column

COLUMNS = (Column(11), Column(12), Column(30, flex=1))
"""Day, what it is, and its words."""


def list_day(day: date, today: date) -> str:
    """A day in a list. This year's with their weekday, others with their year: as wide as each other."""
    return short_day(day, today) if day.year == today.year else short_day(day).partition(" ")[2]


def evidence_rows(
    network: Network, ids: Iterable[int], today: date, *, prefix: str = "record"
) -> Iterator[Keyed]:
    """The very records that something rests on, each once; keys are ``(prefix, id)``."""
    for record_id in dict.fromkeys(ids):
        record = record_of(network, record_id)
        if record is None:
            continue
        day, what, words = told_of(network, record)
        shown = list_day(day, today) if day is not None else ""
        yield (prefix, record_id), Row((Cell(shown, "calm"), Cell(what, "calm"), Cell(words)), COLUMNS)


# --- in whole ----------------------------------------------------------------------------------------------


def whole_entry(
    network: Network, record: Record, today: date, *, besides: int | None = None
) -> tuple[str, list[str]] | None:
    """Heading and lines of a record to be read in whole; None where it has a screen of its own.

    ``besides``: the contact on whose screen it is read, who need not be named again.
    """
    match record:
        case Interaction():
            return short_day(record.day), [
                shown_interaction(network, record),
                *_interaction_told(network, record, besides),
            ]
        case Note():
            return f"Noted {short_day(record.day)}", [with_names(network, record.text, record.mentions)]
        case FollowUp():
            heading = f"{OWNER_WORDS[record.owner].capitalize()} {short_day(record.made)}"
            return heading, [
                with_names(network, record.text, record.mentions),
                *_follow_up_told(network, record, today),
            ]
        case Introduction():
            note = [record.note] if record.note else []
            return f"Introduced {short_day(record.day)}", [introduction_words(network, record), *note]
        case Goal():
            return "Goal", list(_goal_told(record, today))
        case Review():
            return f"The week of {short_day(record.week)}", list(_review_told(network, record))
    return None


def _interaction_told(network: Network, record: Interaction, besides: int | None) -> Iterator[str]:
    """What else is known of an interaction, a line each."""
    others = names_of(network, (each for each in record.took_part if each != besides))
    if others:
        yield f"{'also there' if besides is not None else 'there'}: {', '.join(others)}"
    for exchange in record.exchanges:
        names = ", ".join(names_of(network, exchange.contacts))
        yield f"{exchange.direction} {exchange.kind}, weight {exchange.weight}: {names}"
    if record.channel is not None:
        minutes = f", {counted(record.minutes, 'minute')}" if record.minutes else ""
        yield f"{CHANNEL_WORDS[record.channel]}{minutes}"


def _follow_up_told(network: Network, record: FollowUp, today: date) -> Iterator[str]:
    names = names_of(network, record.contacts)
    if names:
        yield f"with {', '.join(names)}"
    if record.due is not None:
        yield f"{'on' if record.kind == 'meeting' else 'by'} {day_words(record.due, today)}"
    made_in = network.interactions.get(record.interaction) if record.interaction is not None else None
    if made_in is not None:
        yield f"said {short_day(made_in.day)}: {shown_interaction(network, made_in)}"


def _goal_told(record: Goal, today: date) -> Iterator[str]:
    yield words_of(record)
    yield span_words(record, today)
    for before, pace in pairwise(record.paces):
        yield f"{before.weekly} a week until {day_words(pace.since, today)}, {pace.weekly} from then on"
    if record.why:
        yield record.why
    if record.ended is not None:
        yield f"ended {day_words(record.ended, today)}{f': {record.outcome}' if record.outcome else ''}"


def _review_told(network: Network, record: Review) -> Iterator[str]:
    named = names_of(network, record.next)
    yield f"named for the week after: {', '.join(named) or 'nobody'}"
    if record.words:
        yield record.words
