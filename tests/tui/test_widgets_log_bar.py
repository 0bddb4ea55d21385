"""The quick log's bar."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from textual import events
from textual.widgets import Static

from netui.domain.line.reading import Piece, PieceKind, ReadFollowUp, Reading, Tie
from netui.tui.theme import ASCII, UNICODE, Glyphs
from netui.tui.widgets.choices import Choices
from netui.tui.widgets.key_line import KeyLine
from netui.tui.widgets.line_input import LONGEST_LINE, LineInput
from netui.tui.widgets.log_bar import LogBar
from netui.tui.widgets.painting import Span, span_width
from netui.tui.widgets.reading_lines import ReadingLines, pieces_of, wrap_pieces
from tests.tui.harness import Around, painted

M = TypeVar("M")

NAMES = ["Mary Somerville", "Marie", "Maryam Mirzakhani"]


def reading(*pieces: tuple[PieceKind, str], ties: tuple[Tie, ...] = ()) -> Reading:
    made = tuple(Piece(0, 1, kind, label) for kind, label in pieces)
    return Reading(text="", form="interaction", day=date(2026, 11, 27), pieces=made, ties=ties)


def around(glyphs: Glyphs = UNICODE) -> tuple[LogBar, Around]:
    bar = LogBar(glyphs)
    above = Static("above", markup=False)
    above.styles.height = "1fr"
    return bar, Around(above, bar)


def is_open(bar: LogBar) -> bool:
    """Asked anew each time, also in the eyes of the type checker."""
    return bar.is_open


def told(app: Around, kind: type[M]) -> list[M]:
    return [message for message in app.messages if isinstance(message, kind)]


def lines_of(bar: LogBar) -> list[str]:
    return [text.strip() for text in painted(bar.query_one(ReadingLines))]


async def test_it_is_hidden_until_opened_and_tells_what_is_typed() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        assert not is_open(bar)
        bar.open("Ada: ")
        await pilot.press("h", "i")
        await pilot.pause()
        assert is_open(bar)
        assert bar.text == "Ada: hi"
        assert told(app, LogBar.Typed)[-1].text == "Ada: hi"
        assert told(app, LogBar.Typed)[-1].wanted is None
        await pilot.press("enter")
        assert [message.text for message in told(app, LogBar.Submitted)] == ["Ada: hi"]


async def test_escape_closes_the_list_and_then_the_bar() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open("with @ma")
        bar.show_completions(NAMES)
        await pilot.press("escape")
        assert is_open(bar)
        assert not told(app, LogBar.Left)
        await pilot.press("escape")
        assert not is_open(bar)
        assert [message.text for message in told(app, LogBar.Left)] == ["with @ma"]


@pytest.mark.parametrize(
    ("text", "at_word"),
    [
        ("with @", ""),
        ("with @Ma", "Ma"),
        ('@"Mary So', "Mary So"),
        ("@Mary ", None),
        ('@"Mary" ', None),
        ("plain", None),
    ],
)
async def test_the_word_after_an_at_sign(text: str, at_word: str | None) -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open(text)
        await pilot.pause()
        wanted = told(app, LogBar.Typed)[-1].wanted
        assert (wanted.word if wanted is not None else None) == at_word


@pytest.mark.parametrize(
    ("text", "keys", "taken"),
    [
        ("tea with @ma", ["tab"], 'tea with @"Mary Somerville" '),
        ('tea with @"ma', ["enter"], 'tea with @"Mary Somerville" '),
        ("tea with @ma", ["down", "enter"], "tea with @Marie "),
        ("tea with @ma", ["up", "enter"], 'tea with @"Maryam Mirzakhani" '),
    ],
)
async def test_taking_a_name_writes_it(text: str, keys: list[str], taken: str) -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open(text)
        bar.show_completions(NAMES)
        await pilot.press(*keys)
        assert bar.text == taken
        assert not told(app, LogBar.Submitted)
        assert not bar.query_one(Choices).display


async def test_a_name_is_taken_into_the_middle_of_a_line() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open('tea with @"ma", got advice')
        field = bar.query_one(LineInput)
        field.cursor_position = len('tea with @"ma')
        bar.show_completions(NAMES)
        await pilot.press("tab")
        assert bar.text == 'tea with @"Mary Somerville", got advice'
        assert app.focused is field


async def test_a_question_is_answered_by_its_index() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open("tea with Kat")
        bar.show_choices("Which Kat?", ["Kat Jones [/x]", "Kat \x1b]0;x\x07"])
        await pilot.pause()
        shown = painted(bar.query_one(Choices))
        assert [text.strip() for text in shown] == ["Which Kat?", "▸ Kat Jones [/x]", "Kat �]0;x�"]
        await pilot.press("down", "enter")
        assert [(message.index, message.text) for message in told(app, LogBar.Chosen)] == [
            (1, "tea with Kat")
        ]
        assert bar.text == "tea with Kat"


async def test_only_six_names_are_seen_and_the_rest_is_reached() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open("@a")
        bar.show_completions([f"name {n}" for n in range(9)])
        await pilot.pause()
        choices = bar.query_one(Choices)
        assert len(painted(choices)) == 6
        await pilot.press(*["down"] * 8)
        assert painted(choices)[5].startswith(" ▸ name 8")


async def test_the_reading_its_error_and_what_is_said() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open("x")
        await pilot.pause()
        known = reading(("day", "Thu 26 Nov"), ("contact", "Ada Lovelace"), ("exchange", "received advice"))
        bar.show_reading(known)
        assert lines_of(bar) == ["Thu 26 Nov · with Ada Lovelace · received advice", ""]
        bar.show_reading(known, "not saved: the disk is full")
        assert lines_of(bar)[1] == "! not saved: the disk is full"
        bar.show_reading(None, "31 February is no day")
        assert lines_of(bar)[0] == "! 31 February is no day"
        bar.say("saved")
        assert lines_of(bar) == ["saved", ""]
        bar.close()
        assert bar.text == ""


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_what_wants_a_look_differs_by_a_sign(glyphs: Glyphs) -> None:
    tie = Tie("Kat", 0, 3, (1, 2, 3))
    pieces = pieces_of(
        reading(("contact", "Ada"), ("new_contact", "Mary"), ("unknown", "Bo"), ties=(tie,)), glyphs
    )
    assert ["".join(span.text for span in piece) for piece in pieces] == [
        "? which Kat? 3 could be meant",
        "? who is Bo",
        "with Ada",
        "+ new Mary",
    ]


def test_who_is_asked_for_is_never_folded_away() -> None:
    long: list[tuple[PieceKind, str]] = [
        ("contact", "Katherine Johnson"),
        ("exchange", "received introduction"),
        ("place", "Llanfair"),
    ]
    read = reading(*long, ("tag", "harbours"), ("tag", "bridges"), ("unknown", "Ursula Kern"))
    wrapped = wrap_pieces(pieces_of(read), 78, 1)
    assert "".join(span.text for span in wrapped[0]).startswith("? who is Ursula Kern")


def test_a_promise_says_what_is_promised_and_nothing_is_told_twice() -> None:
    text = "call with Ada, promised the paper by friday; they promised notes #maths"
    read = Reading(
        text=text,
        form="interaction",
        day=date(2026, 11, 27),
        follow_ups=(
            ReadFollowUp("promise", "me", "the paper", date(2026, 11, 27), (0,), 24, 33, 15),
            ReadFollowUp("expected", "them", "notes", None, (0,), 59, 64, 45),
        ),
        pieces=(
            Piece(10, 13, "contact", "Ada"),
            Piece(15, 23, "promise", "promised by Fri 27 Nov"),
            Piece(45, 58, "promise", "expected"),
            Piece(65, 71, "tag", "maths"),
            Piece(72, 75, "contact", "Ada"),
        ),
    )
    assert ["".join(span.text for span in piece) for piece in pieces_of(read)] == [
        "with Ada",
        "promised: the paper by Fri 27 Nov",
        "expected: notes",
        "#maths",
    ]


def test_a_name_that_is_asked_about_is_not_also_told() -> None:
    tie = Tie("Kat", 9, 12, (1, 2))
    read = Reading(
        text="tea with Kat",
        form="interaction",
        day=date(2026, 11, 27),
        pieces=(Piece(9, 12, "contact", "Kat?"),),
        ties=(tie,),
    )
    assert ["".join(span.text for span in piece) for piece in pieces_of(read)] == [
        "? which Kat? 2 could be meant"
    ]


def test_exchanges_have_the_colour_of_their_side() -> None:
    pieces = pieces_of(
        reading(("exchange", "gave advice"), ("exchange", "received advice"), ("exchange", "asked"))
    )
    assert [piece[0].tone for piece in pieces] == ["give", "take", "plain"]


def test_a_word_is_not_said_twice() -> None:
    pieces = pieces_of(reading(("introduction", "introduction"), ("introduction", "by Grace")))
    assert ["".join(span.text for span in piece) for piece in pieces[:2]] == [
        "introduction",
        "introduction by Grace",
    ]


def test_pieces_wrap_whole_and_the_rest_is_counted() -> None:
    pieces = [[Span(f"piece number {n}")] for n in range(12)]
    wrapped = wrap_pieces(pieces, 50, 2)
    assert len(wrapped) == 2
    assert all(span_width(line) <= 50 for line in wrapped)
    shown = sum(span.text.startswith("piece") for line in wrapped for span in line)
    assert wrapped[-1][-1].text.strip() == f"+{12 - shown}"
    assert wrap_pieces([], 50, 2) == []


@pytest.mark.parametrize("height", [15, 24])
async def test_what_is_typed_is_seen_whatever_stands_above(height: int) -> None:
    body, bar, keys = Static("above", markup=False), LogBar(), KeyLine([("q", "quit")])
    body.styles.height = 2 * height
    async with Around(body, bar, keys).run_test(size=(80, height)) as pilot:
        bar.open()
        bar.show_completions([f"Name {n}" for n in range(6)])
        await pilot.pause()
        assert keys.region.bottom == height
        assert bar.query_one(ReadingLines).region.bottom == height - 1
        assert bar.query_one(LineInput).region.height == 1
        assert bar.region.y >= 0


HOSTILE = "\x1b]52;c;AA\x07日本語\u202eevil\u202c\x00 Bob [/x] Z" + "\u0301" * 50


@pytest.mark.parametrize("size", [(40, 16), (80, 24), (200, 60)])
async def test_hostile_text_is_shown_as_it_is(size: tuple[int, int]) -> None:
    bar, app = around()
    async with app.run_test(size=size) as pilot:
        bar.open(HOSTILE)
        bar.show_reading(reading(("contact", HOSTILE), ("tag", HOSTILE * 9)), HOSTILE)
        bar.show_completions([HOSTILE] * 3)
        await pilot.pause()
        for widget in (bar.query_one(ReadingLines), bar.query_one(Choices), bar.query_one(LineInput)):
            shown = "".join(painted(widget))
            assert not set(shown) & set("\x1b\x07\x00\u202e\u202c")
        assert "[/x]" in painted(bar.query_one(Choices))[0]


async def test_a_paste_is_one_line_without_controls() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open("a ")
        field = bar.query_one(LineInput)
        field.post_message(events.Paste("tea \x1b[201~with\nAda\u202e\tnow\ud83d"))
        await pilot.pause()
        assert bar.text == "a tea [201~with Ada now"
        field.post_message(events.Paste("x" * 1_000_000))
        await pilot.pause()
        assert len(bar.text) == LONGEST_LINE
        assert field.cursor_position == LONGEST_LINE


async def test_the_input_keeps_its_place_while_the_list_comes_and_goes() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open("@a")
        await pilot.pause()
        field = bar.query_one(LineInput)
        before = field.region
        bar.show_completions(NAMES)
        await pilot.pause()
        assert field.region == before
        bar.show_completions([])
        await pilot.pause()
        assert field.region == before


async def test_the_cursor_does_not_blink() -> None:
    bar, app = around()
    async with app.run_test(size=(80, 24)) as pilot:
        bar.open("@a")
        await pilot.press("b")
        field = bar.query_one(LineInput)
        assert not field.cursor_blink
        assert field._blink_timer is not None
        assert not field._blink_timer._active.is_set()
