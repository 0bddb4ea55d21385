"""Text on its way to the terminal."""

from __future__ import annotations

from datetime import date
from unicodedata import category

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from netui.domain.days import counted, short_day
from netui.tui import text
from netui.tui.text import NoColorFilter, SafeFilter, clean, clip, days_ago, days_ahead, fit, right, typed

BLACK = Color(0, 0, 0)

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\x9b\x00\n\t\u202e\u2066\u200b\udc80\U000e0041"),
        st.sampled_from("\u200c\u200d\ufe0f\u0301\u0e31日本👩🏽🔬❤éa "),
    ),
    max_size=40,
)

PAYLOADS = [
    "\x1b]0;title\x07",
    "\x1b]52;c;AAAA\x1b\\",
    "\x1b[2J",
    "\x1bP1$r\x1b\\",
    "\x9b31m",
    "\x0e\x0f",
    "\u202eevil\u202c",
    "\u2066x\u2069",
    "a\u200bb\ufeffc",
    "nul\x00",
    "\U000e0041\U000e0042tag",
    "half \ud83d pair",
    "line\u2028two\u2029three",
    "a\r\nb\x85c",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_hidden_is_left_of_a_payload(payload: str) -> None:
    shown = clean(payload)
    assert shown.isprintable()
    assert not set(shown) & set("\u202e\u2066\u2069\u200b\ufeff\u2028\u2029")


def test_what_cannot_be_shown_leaves_a_trace_and_line_ends_become_spaces() -> None:
    assert clean("\x1b]52;c;AA\x07") == "�]52;c;AA�"
    assert clean("one\ntwo\tthree") == "one two three"


@pytest.mark.parametrize(
    "kept",
    [
        "Ada Lovelace",
        "Zoë Müller-Østby",
        "日本語",
        "عائشة",
        "می\u200cخواهم",
        "👩🏽\u200d🔬",
        "❤\ufe0f",
        "Bob [/x]",
        "नमस्ते",
    ],
)
def test_scripts_and_emoji_stay_as_they_are(kept: str) -> None:
    assert clean(kept) == kept


def test_a_pile_of_marks_is_cut() -> None:
    assert clean("Z" + "\u0301" * 500 + "ed") == "Z" + "\u0301" * text.MARKS_IN_A_ROW + "ed"


def test_a_joiner_between_plain_letters_goes() -> None:
    assert clean("a\u200db\u200dc") == "abc"
    assert clean("\u200dAda\u200d") == "Ada"


@given(ANY_TEXT, st.integers(0, 30), st.sampled_from(["…", "..", ""]))
@example("日本語", 4, "…")
@example("👩\u200d🔬👩\u200d🔬", 3, "…")
@example("❤\ufe0f❤\ufe0f", 2, "..")
@settings(max_examples=300)
def test_a_fitted_text_is_exactly_as_wide_as_it_must_be(given_text: str, width: int, ellipsis: str) -> None:
    for fitted in (fit(given_text, width, ellipsis), right(given_text, width, ellipsis)):
        assert cell_len(fitted) == width
        assert len(fitted) <= 8 * width + 64
    assert cell_len(clip(given_text, width, ellipsis)) <= width


def test_what_is_cut_says_so() -> None:
    assert fit("Ada Lovelace", 8) == "Ada Lov…"
    assert fit("日本語", 5) == "日本…"
    assert fit("日本語", 4) == "日… "
    assert right("12", 5) == "   12"


def test_ten_megabytes_are_not_looked_at() -> None:
    class Counted(str):
        longest = 0

        def __getitem__(self, index: object) -> str:
            taken = super().__getitem__(index)  # type: ignore[index]
            Counted.longest = max(Counted.longest, len(taken))
            return taken

    shown = fit(Counted("\x1b" * 10_000_000), 20)
    assert cell_len(shown) == 20
    assert shown.endswith("…")
    assert Counted.longest < 1000


@given(ANY_TEXT)
@settings(max_examples=200)
def test_what_is_typed_keeps_its_letters_and_loses_its_controls(given_text: str) -> None:
    taken = typed(given_text)
    assert not [c for c in taken if category(c) in ("Cc", "Cs", "Cf", "Zl", "Zp") and c not in "\u200c\u200d"]
    assert typed(taken) == taken
    assert "\x1b" not in taken


def test_a_typed_joiner_and_a_wide_space_are_kept() -> None:
    assert typed("می\u200cخواهم\u3000日\x1b[2Jx") == "می\u200cخواهم\u3000日[2Jx"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"), (1, "yesterday"), (2, "2 days"), (13, "13 days"), (21, "21 days"), (46, "46 days"),
        (59, "59 days"), (60, "2 months"), (152, "5 months"), (729, "24 months"), (730, "2 years"),
        (1100, "3 years"), (-1, "tomorrow"), (-5, "in 5 days"),
    ],
)  # fmt: skip
def test_days_ago(days: int, words: str) -> None:
    assert days_ago(days) == words


def test_days_ahead_and_days_by_name() -> None:
    assert [days_ahead(n) for n in (0, 1, 7, 14)] == ["today", "tomorrow", "in 7 days", "in 14 days"]
    assert short_day(date(2026, 11, 27), date(2026, 1, 1)) == "Fri 27 Nov"
    assert short_day(date(2025, 11, 28), date(2026, 1, 1)) == "Fri 28 Nov 2025"
    assert counted(1, "give") == "1 give"
    assert counted(3, "person", "people") == "3 people"


def filtered(line_filter: SafeFilter | NoColorFilter, *segments: Segment) -> list[Segment]:
    return line_filter.apply(list(segments), BLACK)


@given(ANY_TEXT, st.sampled_from(["utf-8", "latin-1", "ascii"]))
@settings(max_examples=300)
def test_the_filter_lets_nothing_through_and_moves_nothing(given_text: str, encoding: str) -> None:
    made = "".join(segment.text for segment in filtered(SafeFilter(encoding), Segment(given_text)))
    made.encode(encoding)
    assert cell_len(made) == cell_len(given_text)
    assert not [c for c in made if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\u2028\U000e0041"]


def test_the_filter_hands_on_what_is_sound_and_takes_links_off() -> None:
    sound = [Segment("Ada [/x] 日本", Style(bold=True)), Segment("  ")]
    assert SafeFilter().apply(sound, BLACK) is sound
    (made,) = filtered(SafeFilter(), Segment("site", Style(link="https://e.example\x1b\\", bold=True)))
    assert made.style is not None
    assert made.style.link is None
    assert made.style.bold


def test_a_terminal_without_unicode_gets_the_nearest_signs() -> None:
    (made,) = filtered(SafeFilter("ascii"), Segment("┌─│● Zoë 日…"))
    assert made.text == "+-|* Zo? ??."
    (latin,) = filtered(SafeFilter("latin-1"), Segment("Zoë│"))
    assert latin.text == "Zoë|"


def test_no_colour_takes_every_colour_and_dim_but_keeps_the_rest() -> None:
    style = Style(color="#ff0000", bgcolor="blue", bold=True, reverse=True, underline=True, dim=True)
    made, bare = filtered(NoColorFilter(), Segment("a", style), Segment("b"))
    assert made.style is not None
    assert made.style.color is made.style.bgcolor is None
    assert (made.style.bold, made.style.reverse, made.style.underline) == (True, True, True)
    assert not made.style.dim
    assert bare.style is None
