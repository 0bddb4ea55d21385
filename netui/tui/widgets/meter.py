"""The give/take meter: which way a balance leans, how sure that is, and on how much it rests.

A full line is ``take ├─────┼──[══●══]──┤ give   a little more given · 14 logged``. The left end of the track
is "only received", the right end "only given", the mark in the middle as much of one as of the other. The
brackets hold the central 80 % interval, the dot the mean; where the verdict is *unclear* the dot is hollow,
where there is *too little logged* the track is dotted and holds neither. The rules are in
:mod:`netui.domain.ledger`.
"""

from __future__ import annotations

from typing import Protocol

from textual.strip import Strip

from netui.domain.ledger import Verdict
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.painting import Painted, Span, Tone, fit_spans

SMALLEST = 7
"""Cells below which a track is left empty."""

SMALLEST_WITH_WORDS = 13
"""Cells that a track keeps beside words and number: they say more than a longer track would (choice)."""

LEAST_SAID, MOST_SAID = 0.45, 0.55
"""Means between which a balance is simply balanced (choice)."""

LEANS_TO_GIVING = 0.60
"""Mean above which an unclear balance leans to giving (rules.md, section 4)."""

_WIDEST_TRACK = 41
_GAP = 3
_WORDS = len("unclear, leans to receiving")
_LOGGED = len(" · 999 logged")


class Weighed(Protocol):
    """What a meter needs to know; :class:`netui.domain.ledger.Balance` is one."""

    @property
    def entries(self) -> int:
        """Number of exchanges given or received."""
        ...

    @property
    def verdict(self) -> Verdict:
        """What may be said of the balance."""
        ...

    @property
    def mean(self) -> float:
        """Share of giving, 0 to 1."""
        ...

    @property
    def interval(self) -> tuple[float, float]:
        """The central 80 % interval of that share."""
        ...


def meter_track(balance: Weighed, width: int, glyphs: Glyphs = UNICODE) -> list[Span]:
    """The track alone in exactly ``width`` cells, for a row of a table or as part of a line.

    An even width leaves the last cell empty, since the middle needs a cell of its own.
    """
    if width < SMALLEST:
        return [Span(" " * max(0, width))]
    inner = (width - 2) - (width - 2 + 1) % 2
    cells = _cells(balance, inner, glyphs)
    spans = [Span(glyphs.meter_left, "faint"), *_grouped(cells), Span(glyphs.meter_right, "faint")]
    if inner + 2 < width:
        spans.append(Span(" "))
    return spans


def meter_ends(width: int) -> list[Span]:
    """The names of the ends, over meters of ``width`` cells that stand under each other."""
    track = width - (width + 1) % 2
    return [Span("take", "take"), Span(" " * max(1, track - len("takegive"))), Span("give", "give")]


def meter_legend(glyphs: Glyphs = UNICODE) -> list[Span]:
    """What the signs of a meter mean, in one line."""
    interval = f"{glyphs.meter_low}{glyphs.meter_span * 2}{glyphs.meter_high}"
    return [
        Span(glyphs.meter_dot, "strong"),
        Span(" share of giving   ", "calm"),
        Span(interval, "strong"),
        Span(" 80% sure it is in here   ", "calm"),
        Span(glyphs.meter_hollow, "strong"),
        Span(" unclear   ", "calm"),
        Span(glyphs.meter_unsure * 3, "strong"),
        Span(" too little", "calm"),
    ]


def _cells(balance: Weighed, inner: int, glyphs: Glyphs) -> list[tuple[str, Tone]]:
    middle = inner // 2
    too_little = balance.verdict == "too_little"
    line = glyphs.meter_unsure if too_little else glyphs.meter_line
    cells: list[tuple[str, Tone]] = [(line, "faint")] * inner
    cells[middle] = (glyphs.meter_middle, "faint")
    if too_little:
        return cells
    low, high = (_place(share, inner) for share in balance.interval)
    mean = _place(balance.mean, inner)
    for place in range(low, high + 1):
        tone = _side(place, middle)
        cells[place] = (glyphs.meter_middle if place == middle else glyphs.meter_span, tone)
    if low < mean:
        cells[low] = (glyphs.meter_low, _side(low, middle))
    if high > mean:
        cells[high] = (glyphs.meter_high, _side(high, middle))
    dot = glyphs.meter_hollow if balance.verdict == "unclear" else glyphs.meter_dot
    cells[mean] = (dot, _side(mean, middle))
    return cells


def _place(share: float, inner: int) -> int:
    return max(0, min(inner - 1, int(share * inner)))


def _side(place: int, middle: int) -> Tone:
    return "take" if place < middle else "give" if place > middle else "strong"


def _grouped(cells: list[tuple[str, Tone]]) -> list[Span]:
    spans: list[Span] = []
    for text, tone in cells:
        if spans and spans[-1].tone == tone:
            spans[-1] = Span(spans[-1].text + text, tone)
        else:
            spans.append(Span(text, tone))
    return spans


def balance_words(balance: Weighed) -> Span:
    """What the meter says, in words and in the colour of its side."""
    if balance.verdict == "too_little":
        return Span("too little logged", "calm")
    if balance.verdict == "owe":
        return Span("you have received more", "take")
    if balance.verdict == "mostly_giving":
        return Span("mostly giving", "give")
    mean = balance.mean
    if balance.verdict == "balanced":
        if mean > MOST_SAID:
            return Span("a little more given")
        return Span("balanced" if mean >= LEAST_SAID else "a little more received")
    if mean < LEAST_SAID:
        return Span("unclear, leans to receiving", "calm")
    return Span("unclear, leans to giving" if mean > LEANS_TO_GIVING else "unclear", "calm")


def verdict_word(verdict: Verdict) -> str:
    """The verdict in one or two words, for a heading or a narrow column."""
    return {
        "too_little": "too little",
        "owe": "you owe",
        "mostly_giving": "mostly giving",
        "balanced": "balanced",
        "unclear": "unclear",
    }[verdict]


def meter_line(balance: Weighed, width: int, glyphs: Glyphs = UNICODE) -> list[Span]:
    """The whole meter in exactly ``width`` cells: ends named, track, words, number logged.

    The track is as long for every balance, so that meters under each other can be compared. Where there is
    little room the number goes first, then the words, then the names of the ends.
    """
    number = _number(balance, glyphs)
    room = width - len("take  give")
    for words_room in (_GAP + _WORDS + max(_LOGGED, len(number)), _GAP + _WORDS, 0):
        track = min(_WIDEST_TRACK, room - words_room)
        if track >= (SMALLEST_WITH_WORDS if words_room > _GAP + _WORDS else SMALLEST) or not words_room:
            break
    if track < SMALLEST:
        return meter_track(balance, width, glyphs)
    track -= (track + 1) % 2
    spans = [Span("take ", "take"), *meter_track(balance, track, glyphs), Span(" give", "give")]
    if words_room:
        spans += [Span(" " * _GAP), balance_words(balance)]
    if words_room > _GAP + _WORDS:
        spans.append(Span(number, "calm"))
    return fit_spans(spans, width, glyphs.ellipsis)


def _number(balance: Weighed, glyphs: Glyphs) -> str:
    """On how much the balance rests; nothing is not counted."""
    if not balance.entries:
        return ""
    word = "so far" if balance.verdict == "too_little" else "logged"
    return f" {glyphs.between} {balance.entries} {word}"


class Meter(Painted):
    """A balance on a line of its own."""

    DEFAULT_CSS = """
    Meter { height: 1; width: 1fr; }
    """

    def __init__(
        self,
        balance: Weighed | None = None,
        glyphs: Glyphs = UNICODE,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._balance = balance
        self._glyphs = glyphs

    def show(self, balance: Weighed) -> None:
        """Show another balance."""
        self._balance = balance
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the meter."""
        width = self.size.width
        if y or self._balance is None:
            return self.blank_line(width)
        return self.strip_of(meter_line(self._balance, width, self._glyphs), width)
