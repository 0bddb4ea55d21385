"""The balance as rows: figures with their meters, what each rests on, and its months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from netui.domain.days import month_name
from netui.domain.ledger import Balance, Entry, Verdict, percent_sure
from netui.network import Network
from netui.network.evidence import Figure, MonthSum
from netui.network.shown import shown_interaction
from netui.tui.brief_lines import CHANNEL_WORDS
from netui.tui.entries import list_day
from netui.tui.text import width_of
from netui.tui.theme import Glyphs
from netui.tui.widgets.line_list import ROW_INDENT, Key, Keyed, Row, blank, heading, line
from netui.tui.widgets.meter import balance_words, meter_track, verdict_word
from netui.tui.widgets.painting import Cell, Column, Span, Tone
from netui.tui.widgets.spark import Pair, longest, pair_sides, paired_bar

VERDICTS: tuple[Verdict, ...] = ("owe", "unclear", "balanced", "mostly_giving", "too_little")
"""In the order of who you owe."""

COLUMNS = (
    Column(18, flex=2, most=32),
    Column(13, flex=3, most=41),
    Column(18, flex=1, most=30),
    Column(17, drop=1),
)
"""Of whom, the meter, what it says, and how much was given and got."""

ENTRY_COLUMNS = (Column(11), Column(8), Column(16), Column(20, flex=1))
"""When, which way, what, and the words."""
_GAVE: tuple[str, Tone] = ("gave", "give")
_RECEIVED: tuple[str, Tone] = ("received", "take")
_DAY = ENTRY_COLUMNS[0].width
_WHOLE = (Column(flex=1),)
_BARS = (Column(flex=1, most=110),)

_WEIGHT_WORDS = {1: "", 2: " x2", 3: " x3"}


def figure_row(name: str, balance: Balance, glyphs: Glyphs, *, grouped: bool = False) -> Row:
    """A figure with its meter. ``grouped``: it stands under its verdict, which need not be said again."""
    return Row(
        (
            Cell(name, "strong"),
            Cell(lambda width: meter_track(balance, width, glyphs)),
            Cell(lambda width: [words_beside(balance, width, grouped=grouped)]),
            Cell(tallies_of(balance), "calm"),
        )
    )


def tallies_of(balance: Balance) -> str:
    """How often something was given and got."""
    return f"gave {balance.given_entries}, got {balance.received_entries}"


def words_beside(balance: Balance, width: int, *, grouped: bool = False) -> Span:
    """What a meter says and how sure that is, in ``width`` cells: the longest words that fit."""
    words, percent = balance_words(balance), percent_sure(balance)
    verdict = verdict_word(balance.verdict)
    if percent is not None:
        said = [f"{percent}% sure"] if grouped else [f"{verdict}, {percent}% sure", verdict]
    else:
        lean = words.text.removeprefix("unclear, ")
        said = [lean] if grouped else [words.text, verdict]
    return Span(next((text for text in said if width_of(text) <= width), said[-1]), words.tone)


def balance_heading(verdict: Verdict) -> str:
    """The verdict over those at whom it stands."""
    return {"too_little": "Too little logged"}.get(verdict, verdict_word(verdict).capitalize())


def verdicts_counted(counts: Mapping[Verdict, int], width: int, glyphs: Glyphs) -> str:
    """How many contacts stand at each verdict, in words that fit into ``width`` cells if any do."""
    told = [(verdict, counts[verdict]) for verdict in VERDICTS if counts.get(verdict)]
    if not told:
        return "nothing given or received yet"
    parts = [f"{verdict_word(verdict)} {count}" for verdict, count in told]
    whole = f" {glyphs.between} ".join(parts)
    return whole if len(whole) <= width else ", ".join(parts).replace("mostly giving", "giving")


def figure_name(network: Network, figure: Figure) -> str:
    """What a figure is of."""
    about = figure.about
    if isinstance(about, int):
        return network.contacts[about].name if about in network.contacts else ""
    if isinstance(about, date):
        return month_words(about)
    return CHANNEL_WORDS[about].capitalize() if about is not None else "Overall"


def month_words(first: date) -> str:
    """A month with its year."""
    return f"{month_name(first.month)} {first.year}"


# --- what it rests on --------------------------------------------------------------------------------------


def entry_rows(network: Network, entries: Iterable[tuple[int, Entry]], today: date) -> Iterator[Keyed]:
    """The exchanges behind a figure, a line each; keys are ``("entry", place, interaction)``."""
    for place, (record_id, entry) in enumerate(entries):
        yield ("entry", place, record_id), partial(_entry_row, network, record_id, entry, today)


def _entry_row(network: Network, record_id: int, entry: Entry, today: date) -> Row:
    return Row(
        (
            Cell(list_day(entry.day, today), "calm"),
            Cell([_side(entry)]),
            Cell(_what(entry)),
            Cell(shown_interaction(network, network.interactions[record_id]), "calm"),
        ),
        ENTRY_COLUMNS,
    )


def entries_below_each_other(
    network: Network, entries: Iterable[tuple[int, Entry]], today: date
) -> Iterator[Keyed]:
    """The same where there is little room beside each other: to be looked at, two lines each."""
    for record_id, entry in entries:
        first = [
            Span(f"{list_day(entry.day, today):<{_DAY}}  ", "calm"),
            _side(entry),
            Span(f"  {_what(entry)}"),
        ]
        yield None, Row((Cell(first),), _WHOLE)
        words = shown_interaction(network, network.interactions[record_id])
        yield None, Row((Cell(words, "calm"),), _WHOLE, ROW_INDENT)


def _side(entry: Entry) -> Span:
    word, tone = _GAVE if entry.given else _RECEIVED
    return Span(f"{word:<{ENTRY_COLUMNS[1].width}}", tone)


def _what(entry: Entry) -> str:
    """What was exchanged, and how often it counts where it was of more benefit."""
    return f"{'help' if entry.kind == 'other' else entry.kind}{_WEIGHT_WORDS[entry.weight]}"


def month_rows(months: Sequence[MonthSum], glyphs: Glyphs, *, keyed: bool = True) -> Iterator[Keyed]:
    """The months as paired bars that begin at zero, with one scale; keys are their figures."""
    pairs = [
        Pair(f"{month_name(each.first.month)} {each.first.year % 100:02}", each.given, each.received)
        for each in months
    ]
    most = longest(pairs)
    yield None, Row((Cell(pair_sides),), _BARS, ROW_INDENT)
    for month, pair in zip(months, pairs, strict=True):
        key: Key | None = Figure("month", month.first) if keyed else None
        yield key, Row((Cell(partial(_bar, pair, most, glyphs)),), _BARS, ROW_INDENT)


def _bar(pair: Pair, most: float, glyphs: Glyphs, width: int) -> list[Span]:
    return paired_bar(pair, most, width, glyphs)


def evidence_beside(
    network: Network,
    months: Sequence[MonthSum],
    entries: Iterable[tuple[int, Entry]],
    today: date,
    glyphs: Glyphs,
    *,
    opened: bool = True,
) -> Iterator[Keyed]:
    """What a figure rests on, to be looked at beside it: its months, then the latest exchanges. ``opened``:
    whether enter opens them."""
    if any(month.given or month.received for month in months):
        yield heading("Twelve months", "by benefit")
        yield from month_rows(months, glyphs, keyed=False)
        yield blank()
    listed = list(entries_below_each_other(network, entries, today))
    yield heading("What it rests on", "enter opens it" if opened and listed else "")
    yield from listed or [line(Span("Nothing is logged yet.", "calm"), indent=ROW_INDENT)]
