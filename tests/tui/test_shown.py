"""What is sent to the terminal: less, and the same to see."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from netui.tui.shown import PLAIN, Shown, change_of_look, look_after

WIDTH, HEIGHT = 24, 6

LOOKS = (
    "0", "1", "7", "1;38;5;252;48;5;234", "38;5;246;48;5;233", "48;5;233", "38;2;1;2;3;48;2;9;8;7", "31;44",
    "3;4;38;5;9", "2;9;97;101",
)  # fmt: skip
# No joiners: pyte leaves out what follows one.
TEXTS = st.text("abc  ▸·━é", min_size=1, max_size=WIDTH) | st.sampled_from(
    ["山田", "👩 x", "e\u0301a", "plain words", " " * WIDTH]
)
PIECES = st.lists(st.tuples(st.sampled_from(LOOKS), TEXTS), min_size=1, max_size=4)
PAINTINGS = st.lists(
    st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), PIECES), min_size=1, max_size=5
)


def painted(painting: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """As Textual paints: where, and each piece with its look switched on before it and off after it."""
    parts = []
    for row, column, pieces in painting:
        parts.append(f"\x1b[{row + 1};{column + 1}H")
        room = WIDTH - column
        for look, text in pieces:
            cut = set_cell_size(text, min(cell_len(text), room))
            parts.append(f"\x1b[{look}m{cut}\x1b[0m" if cut else "")
            room -= cell_len(cut)
    return "".join(parts) + "\x1b[1;1H"


class Eyes:
    """A terminal, and what is seen on it: ink where there is a letter, paper and lines everywhere."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self._stream = pyte.Stream(self.screen)

    def see(self, data: str) -> list[tuple[object, ...]]:
        """Show ``data``, and look."""
        self._stream.feed(data)
        cells = (self.screen.buffer[row][column] for row in range(HEIGHT) for column in range(WIDTH))
        return [
            (cell.data, cell.bg, cell.reverse, cell.underscore, cell.strikethrough)
            + ((cell.fg, cell.bold, cell.italics) if cell.data != " " or cell.reverse else ())
            for cell in cells
        ]


@settings(max_examples=60, deadline=None)
@given(st.lists(PAINTINGS, min_size=1, max_size=5), st.integers(0, 5))
def test_the_terminal_shows_the_same(
    paintings: list[list[tuple[int, int, list[tuple[str, str]]]]], forgotten: int
) -> None:
    whole, sparing, shown = Eyes(), Eyes(), Shown(WIDTH)
    for number, painting in enumerate(paintings):
        if number == forgotten:
            shown.forget()
        data = painted(painting)
        assert sparing.see(shown.less(data)) == whole.see(data)
        assert (sparing.screen.cursor.y, sparing.screen.cursor.x) == (0, 0)


@given(st.sampled_from(LOOKS), st.sampled_from(LOOKS))
def test_a_change_of_look_leads_there(before: str, after: str) -> None:
    wanted = look_after(PLAIN, after)
    change = change_of_look(look_after(PLAIN, before), wanted)
    assert len(change) <= len(f"\x1b[0;{after}m")
    assert look_after(look_after(PLAIN, before), change[2:-1] if change else "") == (
        wanted if change else look_after(look_after(PLAIN, before), "")
    )


def test_what_is_shown_already_is_not_sent_again() -> None:
    shown = Shown(WIDTH)
    line = "\x1b[2;1H\x1b[1;31mAda\x1b[0m\x1b[2m Lovelace\x1b[0m\x1b[1;1H"
    assert "Ada" in shown.less(line)
    assert shown.less(line) == ""
    assert shown.less(line.replace("Lovelace", "Lavelace")) == "\x1b[2;6H\x1b[2ma\x1b[m\x1b[1;1H"
    shown.forget()
    assert "Ada" in shown.less(line)


def test_what_cannot_be_read_is_passed_on_and_makes_it_forget() -> None:
    shown = Shown(WIDTH)
    line = "\x1b[2;1HAda\x1b[1;1H"
    shown.less(line)
    for odd in ("\x1b[?1049h", "\x1b]0;title\x07", "\x1b[2J", "\t", "\x1b[5A"):
        assert shown.less(odd) == odd
        assert "Ada" in shown.less(line)
    for switch in ("\x1b[?2026h", "\x1b[?25l"):
        assert shown.less(switch) == switch
        assert shown.less(line) == ""


def test_a_line_of_doubtful_width_is_sent_whole() -> None:
    shown = Shown(WIDTH)
    line = "\x1b[2;1H👩‍🔬 Ada\x1b[1;1H"
    for _ in range(2):
        assert "👩‍🔬 Ada" in shown.less(line)
    after = "\x1b[2;1H" + " " * WIDTH + "\x1b[1;1H"
    assert " " * WIDTH in shown.less(after)
    assert shown.less(after) == ""
