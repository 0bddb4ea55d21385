"""The meter, the sparkline and the bars."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.domain.ledger import Verdict
from netui.tui.theme import ASCII, UNICODE, Glyphs
from netui.tui.widgets.meter import (
    Meter,
    balance_words,
    meter_ends,
    meter_legend,
    meter_line,
    meter_track,
    verdict_word,
)
from netui.tui.widgets.painting import Span, span_width
from netui.tui.widgets.spark import Pair, longest, pair_sides, paired_bar, sparkline
from tests.tui.harness import Around, painted


@dataclass(frozen=True)
class Known:
    """A balance as a meter sees it. The numbers are vectors of rules.md, section 4."""

    verdict: Verdict
    mean: float
    interval: tuple[float, float]
    entries: int = 7


TOO_LITTLE = Known("too_little", 0.33, (0.1, 0.7), 1)
OWE = Known("owe", 0.200, (0.026, 0.438), 3)
UNCLEAR = Known("unclear", 0.333, (0.112, 0.584), 4)
EVEN = Known("balanced", 0.500, (0.279, 0.721), 6)
GIVING = Known("mostly_giving", 0.833, (0.716, 0.933), 16)
ALL = [TOO_LITTLE, OWE, UNCLEAR, EVEN, GIVING]


def text_of(spans: list[Span]) -> str:
    return "".join(span.text for span in spans)


def test_a_track_shows_interval_mean_and_middle() -> None:
    assert text_of(meter_track(EVEN, 23)) == "├─────[════●════]─────┤"
    assert text_of(meter_track(GIVING, 23)) == "├──────────┼────[═●═]─┤"
    assert text_of(meter_track(OWE, 23)) == "├[═══●════]┼──────────┤"
    assert text_of(meter_track(UNCLEAR, 24)) == "├──[═══○═══┼═]────────┤ "


def test_what_is_not_known_looks_different_from_balanced() -> None:
    assert text_of(meter_track(TOO_LITTLE, 11)) == "├┄┄┄┄┼┄┄┄┄┤"
    assert UNICODE.meter_hollow in text_of(meter_track(UNCLEAR, 11))
    assert UNICODE.meter_dot in text_of(meter_track(EVEN, 11))
    ascii_tracks = [text_of(meter_track(balance, 11, ASCII)) for balance in ALL]
    assert ascii_tracks[0] == "|....+....|"
    assert len(set(ascii_tracks)) == len(ALL)
    assert all(track.isascii() for track in ascii_tracks)


def test_each_side_has_its_colour_and_its_word() -> None:
    tones = {span.text: span.tone for span in meter_line(UNCLEAR, 80)}
    assert tones["take "] == "take"
    assert tones[" give"] == "give"
    assert all(span.tone in ("take", "faint") for span in meter_track(OWE, 11) if "●" in span.text)
    assert all(span.tone == "give" for span in meter_track(GIVING, 11) if "●" in span.text)


def test_the_line_says_it_in_words_and_loses_them_last_first() -> None:
    wide = text_of(meter_line(Known("balanced", 0.58, (0.45, 0.70), 14), 100))
    assert wide.startswith("take ├")
    assert wide.rstrip().endswith("┤ give   a little more given · 14 logged")
    assert text_of(meter_line(UNCLEAR, 67)).rstrip().endswith("unclear, leans to receiving · 4 logged")
    assert text_of(meter_line(EVEN, 60)).rstrip().endswith("give   balanced")
    assert text_of(meter_line(UNCLEAR, 47)).rstrip().endswith("give   unclear, leans to receiving")
    assert text_of(meter_line(EVEN, 30)).rstrip().endswith("give")
    assert text_of(meter_line(EVEN, 12)).startswith("├")


def test_too_little_is_not_said_to_be_logged_twice() -> None:
    assert text_of(meter_line(TOO_LITTLE, 80)).rstrip().endswith("too little logged · 1 so far")
    nothing = Known("too_little", 0.5, (0.1, 0.9), 0)
    assert text_of(meter_line(nothing, 80)).rstrip().endswith("give   too little logged")


def test_meters_under_each_other_have_tracks_alike() -> None:
    for width in (80, 120, 200):
        assert len({text_of(meter_line(balance, width)).index(" give") for balance in ALL}) == 1


@pytest.mark.parametrize(
    ("balance", "words"),
    [
        (TOO_LITTLE, "too little logged"),
        (OWE, "you have received more"),
        (UNCLEAR, "unclear, leans to receiving"),
        (Known("unclear", 0.55, (0.2, 0.9)), "unclear"),
        (Known("unclear", 0.83, (0.6, 0.98)), "unclear, leans to giving"),
        (EVEN, "balanced"),
        (Known("balanced", 0.42, (0.26, 0.6)), "a little more received"),
        (GIVING, "mostly giving"),
    ],
)
def test_words(balance: Known, words: str) -> None:
    assert balance_words(balance).text == words
    assert verdict_word(balance.verdict)


@given(
    st.sampled_from(["too_little", "owe", "mostly_giving", "balanced", "unclear"]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(0, 120),
    st.sampled_from([UNICODE, ASCII]),
)
@settings(max_examples=200)
def test_a_meter_is_exactly_as_wide_as_asked(
    verdict: Verdict, low: float, mean: float, high: float, width: int, glyphs: Glyphs
) -> None:
    low, mean, high = sorted((low, mean, high))
    balance = Known(verdict, mean, (low, high), 12345)
    assert span_width(meter_track(balance, width, glyphs)) == width
    assert span_width(meter_line(balance, width, glyphs)) == width


async def test_the_widget_paints_its_line() -> None:
    widget = Meter(EVEN)
    async with Around(widget).run_test(size=(80, 3)) as pilot:
        await pilot.pause()
        assert "●" in painted(widget)[0]
        widget.show(TOO_LITTLE)
        assert "too little logged" in painted(widget)[0]


def test_a_sparkline_rises_and_ends_with_the_last_value() -> None:
    assert sparkline([0, 0.5, 1], 10) == "▁▅█"
    assert sparkline([i / 99 for i in range(100)], 8)[-1] == "█"
    assert len(sparkline([0.3] * 371, 12)) == 12
    assert sparkline([2, -1], 5, ASCII) == "#_"
    assert sparkline([], 5) == sparkline([1], 0) == ""


def bars(pairs: list[Pair], width: int, glyphs: Glyphs = UNICODE) -> list[str]:
    rows = [paired_bar(pair, longest(pairs), width, glyphs) for pair in pairs]
    return [text_of(spans) for spans in (pair_sides(width), *rows)]


def test_paired_bars_begin_at_zero_share_a_scale_and_differ_without_colour() -> None:
    lines = bars([Pair("Oct", 0, 0), Pair("Nov", 6, 3), Pair("Dec", 0.1, 0)], 61)
    assert all(len(text) == 61 for text in lines)
    assert lines[0].split() == ["received", "given"]
    assert lines[1].split() == ["Oct", "│"]
    assert lines[2].count("█") == 2 * lines[2].count("▒")
    assert lines[2].split()[1] == "3"
    assert lines[2].split()[-1] == "6"
    assert lines[3].count("█") == 1
    assert len({text.index("│") for text in lines[1:]}) == 1


def test_bars_name_the_month_and_its_year() -> None:
    assert bars([Pair("Nov 26", 6, 3)], 74)[1].startswith("Nov 26 ")


@pytest.mark.parametrize("width", [0, 4, 5, 20, 80, 200])
def test_bars_are_exactly_wide(width: int) -> None:
    for text in bars([Pair("Nov", 1234567, 3)], width, ASCII):
        assert width < 5 or len(text) == width


@pytest.mark.parametrize("width", [15, 16, 17, 40])
def test_the_names_of_the_ends_stand_over_the_ends(width: int) -> None:
    ends, track = text_of(meter_ends(width)), text_of(meter_track(EVEN, width)).rstrip()
    assert len(ends) == len(track)
    assert ends.startswith("take")
    assert ends.endswith("give")


def test_the_legend_fits_beside_a_margin_at_80_columns() -> None:
    for glyphs in (UNICODE, ASCII):
        assert span_width(meter_legend(glyphs)) <= 78
