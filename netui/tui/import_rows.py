"""What a file brings, as the import screen shows it: lines about it, rows, and two contacts side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from textwrap import wrap

from netui.domain.days import counted, short_day
from netui.domain.plain import PlainInteraction, PlainMeeting
from netui.domain.records import Contact
from netui.network.importing import DESCRIBED, Coming, Gathered, Pair, Plan, done_in_words
from netui.network.links import readable
from netui.tui.entries import list_day
from netui.tui.text import clip
from netui.tui.widgets.line_list import Keyed, Row, blank, heading
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.summary import LABEL, MARGIN, Line

COLUMNS = (Column(26, flex=1, most=40), Column(26, flex=1, most=40), Column(8, right=True))
"""The one who came, the one who was here, and how sure it is."""
_SKIPPED_COLUMNS = (Column(12), Column(30, flex=1))

_ENTRY_COLUMNS = (Column(15), Column(26, flex=2), Column(20, flex=2, drop=1))

_WHO = Column(18, flex=2, most=32)
_WHERE = Column(16, flex=3, most=48, drop=2)
_LAST = Column(16, drop=1)
_BRINGS = Column(20, flex=3)

_INDENT = 3

SHOWN = DESCRIBED
"""Skipped records, and contacts, that are listed."""

TAKE_IN = "take in"
"""The key of the row that takes it all in."""

Worded = Callable[[str], str]
"""Puts keys into a text as they are set."""

ContactOf = Callable[[int], Contact | None]
"""A contact by its id, as it is or will be."""


def about(gathered: Gathered, plan: Plan, width: int, worded: Worded, *, taken: bool) -> Iterator[Line]:
    """What was read, what becomes of it, and what of it is left, on a screen of so many columns."""
    yield Line("Read", [Span(f"{gathered.title}, {counted(gathered.read, 'record')}")])
    done = wrap(done_in_words(plan), max(20, width - LABEL - 2 * MARGIN))
    for label, words in zip_longest(("Done" if taken else "Would be",), done, fillvalue=""):
        yield Line(label, [Span(words, "strong")])
    if gathered.columns:
        columns = ", ".join(f"{column} is {field}" for column, field in gathered.columns.items())
        yield Line(
            "Columns", [Span("" if taken else worded("{read_as} changes them: "), "calm"), Span(columns)]
        )
    if gathered.earlier:
        asks = "" if taken else worded("; {read_as} asks for them, too")
        yield Line("Left", [Span(counted(gathered.earlier, "older meeting")), Span(asks, "calm")])
    if gathered.dropped:
        dropped = ", ".join(counted(number, what) for what, number in gathered.dropped.items())
        yield Line("Left out", [Span(dropped)])


def rows(
    gathered: Gathered, plan: Plan, pairs: dict[str, Pair], today: date, worded: Worded, *, taken: bool
) -> Iterator[Keyed]:
    """What can be done; then what wants a decision first: who could be the same (by their keys), what was
    skipped and why, who is given more, who comes, and what happened."""
    if not taken and plan.anything:
        how = Cell(worded("enter, or {take_in}"), "calm")
        yield TAKE_IN, Row((Cell("Take it all in", "strong"), how), COLUMNS[:2])
        yield blank()
    if pairs:
        merges = worded("{join} merges" if taken else "{join} merges, once it is taken in")
        yield heading("The same?", f"{len(pairs)}, {merges}")
        for key, pair in pairs.items():
            names = (Cell(plan.names[pair.one]), Cell(plan.names[pair.other]))
            yield key, Row((*names, Cell(f"{pair.score:.0%}", "calm")))
        yield blank()
    skipped = (*gathered.skipped, *gathered.refused)
    if skipped:
        yield heading("Skipped", _how_many(len(skipped)))
        for each in skipped[:SHOWN]:
            yield (
                None,
                Row((Cell(f"record {each.record}", "calm"), Cell(each.reason)), _SKIPPED_COLUMNS, _INDENT),
            )
        yield blank()
    yield from _contacts("Here already, given more", plan.merged, today)
    yield from _contacts("New", plan.added, today)
    if not taken:  # then they are let go of, and stand on Today and on the calendar
        yield from _entries("Meetings", gathered.meetings, today)
        yield from _entries("Happened", gathered.interactions, today)


def _contacts(title: str, coming: Sequence[Coming], today: date) -> Iterator[Keyed]:
    """Who, where they belong, the last contact where there was any, and what is added or changed."""
    if not coming:
        return
    has_last = any(each.last is not None for each in coming[:SHOWN])
    columns = (_WHO, _WHERE, _LAST, _BRINGS) if has_last else (_WHO, _WHERE, _BRINGS)
    yield heading(title, _how_many(len(coming)))
    for each in coming[:SHOWN]:
        cells = [Cell(each.name), Cell(each.where, "calm"), Cell(each.brings)]
        if has_last:
            last = f"last {list_day(each.last, today)}" if each.last is not None else ""
            cells.insert(2, Cell(last, "calm"))
        yield None, Row(tuple(cells), columns, _INDENT)
    yield blank()


def _entries(
    title: str, entries: Sequence[PlainMeeting] | Sequence[PlainInteraction], today: date
) -> Iterator[Keyed]:
    if not entries:
        return
    yield heading(title, _how_many(len(entries)))
    for each in entries[:SHOWN]:
        people = each.who if isinstance(each, PlainMeeting) else each.took_part
        names = ", ".join(who.name or who.email for who in people)
        cells = (Cell(short_day(each.day, today), "calm"), Cell(each.text), Cell(names, "calm"))
        yield None, Row(cells, _ENTRY_COLUMNS, _INDENT)
    yield blank()


def side_by_side(one: Contact, other: Contact, contact_of: ContactOf) -> Iterator[Line]:
    """Two contacts that could be one, field by field."""

    def houses(contact: Contact) -> str:
        found = (contact_of(each.organisation) for each in contact.organisations)
        return ", ".join(house.name for house in found if house is not None)

    yield Line("", [])
    yield Line("", _two("in the file", "here already", "calm"))
    for label, left, right in (
        ("Name", one.name, other.name),
        ("Works at", houses(one), houses(other)),
        ("E-mail", ", ".join(one.emails), ", ".join(other.emails)),
        ("Phone", ", ".join(one.phones), ", ".join(other.phones)),
        ("Web", ", ".join(map(readable, one.urls)), ", ".join(map(readable, other.urls))),
        ("Place", one.place, other.place),
    ):
        if left or right:
            yield Line(label, _two(left, right))


def _two(left: str, right: str, tone: Tone = "plain") -> Callable[[int], list[Span]]:
    """Two texts in two columns."""

    def spans(width: int) -> list[Span]:
        half = max(1, (width - 2) // 2)
        return [Span(clip(left, half).ljust(half), tone), Span("  "), Span(clip(right, half), tone)]

    return spans


def _how_many(number: int) -> str:
    return f"{SHOWN} of {number}" if number > SHOWN else f"{number}"
