"""What stands beside the balance as text: channels, what is open, months, and what a figure rests on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from netui.cli.layout import CELL_WIDTH, CHANNEL_WORDS, clip, table
from netui.domain.days import month_name, short_day

if TYPE_CHECKING:
    from datetime import date

    from netui.cli.context import Session
    from netui.cli.shapes import Shape
    from netui.domain.channels import Mark
    from netui.domain.ledger import Balance, Entry
    from netui.domain.requests import Request
    from netui.network.evidence import Figure, MonthSum
    from netui.network.standing import Standing

ENTRIES_SHOWN = 500
"""Things given and received that are listed at most, the newest (choice; as on the screen)."""


# --- channels ----------------------------------------------------------------------------------------------


def channels(session: Session) -> list[tuple[str, int, Balance]]:
    """Each channel with its number of interactions and its balance, the most used first."""
    ledgers, today = session.picture.channels, session.now.today
    return [(channel, count, ledgers.ledger(channel).balance(today)) for channel, count in ledgers.counts()]


def marked(session: Session) -> list[tuple[Standing, Mark]]:
    """Contacts whose channels are worth a thought, with the most telling mark, in the order of the marks."""
    from netui.domain.channels import LABELS

    order = {kind: place for place, kind in enumerate(LABELS)}
    found = [
        (each, each.marks[0])
        for each in session.picture.standings.values()
        if each.marks and each.touch.state != "archived"
    ]
    return sorted(found, key=lambda item: (order[item[1].kind], item[0].name, item[0].id))


def channels_shape(session: Session) -> Shape:
    """The channels as JSON."""
    from netui.cli.shapes import balance_shape

    return {
        "channels": [
            {"channel": channel, "interactions": count, **balance_shape(balance)}
            for channel, count, balance in channels(session)
        ],
        "marks": [
            {"id": each.id, "name": each.name, "mark": mark.kind, "fact": mark.fact, "advice": mark.advice}
            for each, mark in marked(session)
        ],
    }


def channel_lines(session: Session) -> Iterator[str]:
    """The channels with their balances, then those whom they say something of."""
    from netui.cli.practice import balance_cells
    from netui.domain.days import counted

    rows = [
        (CHANNEL_WORDS[channel], counted(count, "interaction"), *balance_cells(balance))
        for channel, count, balance in channels(session)
    ]
    yield from table(rows) if rows else ["Nothing is logged yet."]
    label = ""
    for standing, mark in marked(session):
        if mark.label != label:
            label = mark.label
            yield ""
            yield f"{label[:1].upper()}{label[1:]}"
        yield f"  {clip(standing.name, CELL_WIDTH)}: {mark.evidence}"


# --- asked and offered -------------------------------------------------------------------------------------


def open_shape(session: Session) -> Shape:
    """What was asked or offered and has not happened, as JSON."""
    return {"open": [_request_shape(session, each) for each in _requests(session)]}


def _request_shape(session: Session, request: Request) -> dict[str, Any]:
    from netui.cli.shapes import references

    return {
        "direction": request.direction,
        "kind": request.kind,
        "day": request.day,
        "contacts": references(session.network, (request.contact,) if request.contact is not None else ()),
        "interaction": request.interaction,
    }


def open_lines(session: Session) -> Iterator[str]:
    """What was asked or offered and has not happened."""
    from netui.cli.layout import named_day
    from netui.network.shown import NOBODY, names_of

    found, today = _requests(session), session.now.today
    if not found:
        yield "Nothing asked or offered is open."
    for direction, title in (
        ("asked", "You asked for, and wait"),
        ("offered", "You offered, not given yet"),
    ):
        rows = [
            (
                ", ".join(names_of(session.network, (each.contact,))) if each.contact is not None else NOBODY,
                each.kind,
                named_day(each.day, today),
            )
            for each in found
            if each.direction == direction
        ]
        if rows:
            yield title
            yield from table(rows, indent="  ")


def _requests(session: Session) -> list[Request]:
    from netui.network.open_requests import requests_open

    return requests_open(session.network, session.now.today)


# --- months ------------------------------------------------------------------------------------------------


def months_shape(session: Session) -> Shape:
    """Twelve months of what was given and received, as JSON."""
    return {
        "months": [
            {"first": each.first, "given": each.given, "received": each.received} for each in _months(session)
        ]
    }


def month_lines(session: Session) -> Iterator[str]:
    """Twelve months of what was given and received, the latest last."""
    yield "Given and received by month, each thing 1 to 3 by benefit"
    yield from table(
        [
            (_month_words(each.first), f"gave {each.given}", f"received {each.received}")
            for each in _months(session)
        ],
        indent="  ",
    )


def _month_words(first: date) -> str:
    return f"{month_name(first.month)} {first.year}"


def _months(session: Session) -> list[MonthSum]:
    from netui.network.evidence import OVERALL, months_behind

    return months_behind(session.picture, OVERALL, session.now.today)


# --- what a figure rests on --------------------------------------------------------------------------------


def entries(session: Session, figure: Figure) -> list[tuple[int, Entry]]:
    """The things given and received that a figure rests on, the newest first."""
    from netui.network.evidence import entries_behind

    return list(islice(entries_behind(session.picture, figure), ENTRIES_SHOWN))


def entry_shapes(session: Session, figure: Figure) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [
        {
            "interaction": record_id,
            "day": entry.day,
            "direction": "given" if entry.given else "received",
            "kind": entry.kind,
            "weight": entry.weight,
        }
        for record_id, entry in entries(session, figure)
    ]


def _what(entry: Entry) -> str:
    """What was exchanged, and how often it counts where it was of more benefit."""
    times = f" x{entry.weight}" if entry.weight > 1 else ""
    return f"{'help' if entry.kind == 'other' else entry.kind}{times}"


def entry_lines(session: Session, figure: Figure) -> Iterator[str]:
    """The same, a line each: when, which way, what, how often it counts, how, and the words."""
    from netui.network.shown import shown_interaction
    from netui.network.told import CHANNEL_NOUNS

    rows = []
    for record_id, entry in entries(session, figure):
        interaction = session.network.interactions[record_id]
        rows.append((
            short_day(entry.day, session.now.today),
            "gave" if entry.given else "received",
            _what(entry),
            CHANNEL_NOUNS[interaction.channel or "unknown"],
            shown_interaction(session.network, interaction),
        ))  # fmt: skip
    if rows:
        yield "It rests on"
        yield from table(rows, indent="  ")
