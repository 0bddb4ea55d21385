"""The list widget."""

from __future__ import annotations

from collections.abc import Hashable

import pytest
from textual.geometry import Region
from textual.strip import Strip

from netui.tui.theme import ASCII, LIGHT, UNICODE
from netui.tui.widgets.line_list import Joined, LineList, MadeRows, Row, Rows, blank, heading, line
from netui.tui.widgets.painting import Cell, Column, Span, widths_for
from tests.tui.harness import Around, painted

COLUMNS = (Column(12, flex=1), Column(6, right=True))


def rows_of(*names: str) -> Rows:
    return Rows((name, Row((Cell(name), Cell(str(len(name)))))) for name in names)


def mixed() -> Rows:
    return Rows(
        [
            heading("Promised", "2 open"),
            ("ada", Row((Cell("Ada"), Cell("1")))),
            blank(),
            heading("Reach out"),
            ("grace", Row((Cell("Grace"), Cell("2")))),
            ("emmy", Row((Cell("Emmy"), Cell("3")))),
            line(Span("that is all", "calm")),
        ]
    )


def key_of(widget: LineList) -> Hashable:
    """Asked anew each time, also in the eyes of the type checker."""
    return widget.key


def keys_told(app: Around) -> list[Hashable]:
    return [message.key for message in app.messages if isinstance(message, LineList.Highlighted)]


async def test_rows_are_aligned_and_the_cursor_has_a_mark() -> None:
    widget = LineList(COLUMNS, mixed())
    async with Around(widget).run_test(size=(30, 9)) as pilot:
        await pilot.pause()
        assert [text.rstrip() for text in painted(widget)] == [
            " Promised              2 open",
            " ▸ Ada                      1",
            "",
            " Reach out",
            "   Grace                    2",
            "   Emmy                     3",
            " that is all",
            "",
            "",
        ]


async def test_the_cursor_skips_what_cannot_be_selected_and_stops_at_the_ends() -> None:
    widget = LineList(COLUMNS, mixed())
    app = Around(widget)
    async with app.run_test(size=(30, 9)) as pilot:
        widget.focus()
        seen: list[Hashable] = []
        for key in ("j", "down", "j", "k", "g", "k", "G", "home", "end"):
            await pilot.press(key)
            seen.append(widget.key)
        assert seen == ["grace", "emmy", "emmy", "grace", "ada", "ada", "emmy", "ada", "emmy"]
        assert keys_told(app)[0] == "ada"
        assert keys_told(app)[-1] == "emmy"


async def test_enter_and_a_double_click_activate() -> None:
    widget = LineList(COLUMNS, mixed())
    app = Around(widget)
    async with app.run_test(size=(30, 9)) as pilot:
        widget.focus()
        await pilot.press("enter")
        await pilot.click(widget, offset=(5, 0))
        await pilot.click(widget, offset=(5, 4))
        assert key_of(widget) == "grace"
        await pilot.click(widget, offset=(5, 5), times=2)
        assert [m.key for m in app.messages if isinstance(m, LineList.Activated)] == ["ada", "emmy"]


async def test_the_cursor_stays_on_its_key_when_rows_change() -> None:
    widget = LineList(COLUMNS, rows_of("a", "b", "c", "d"))
    app = Around(widget)
    async with app.run_test(size=(30, 9)) as pilot:
        widget.select("c")
        widget.show(rows_of("new", "d", "c", "a"))
        assert (widget.key, widget.cursor) == ("c", 2)
        await pilot.pause()
        told = keys_told(app)
        widget.show(rows_of("new", "d", "a"))
        assert key_of(widget) == "a"
        widget.show(rows_of())
        assert key_of(widget) is None
        await pilot.press("j", "enter", "G", "pagedown")
        await pilot.pause()
        assert told[-1] == "c"
        assert keys_told(app)[-1] is None
        widget.show(rows_of("z"))
        assert key_of(widget) == "z"
        assert not widget.select("gone")


async def test_an_empty_list_says_what_to_do() -> None:
    widget = LineList(COLUMNS, empty="Nobody is here yet.\nPress l [/x].")
    async with Around(widget).run_test(size=(30, 6)) as pilot:
        await pilot.pause()
        assert [text.strip() for text in painted(widget)][1:3] == ["Nobody is here yet.", "Press l [/x]."]


class Counting(MadeRows):
    """Ten thousand rows that count how often one is asked for."""

    def __init__(self) -> None:
        self.asked = 0
        super().__init__(range(10_000), self._make_counted)

    def _make_counted(self, key: Hashable) -> Row:
        self.asked += 1
        return Row((Cell(f"contact {key}"), Cell(str(key))))


async def test_ten_thousand_rows_cost_what_is_seen() -> None:
    rows = Counting()
    widget = LineList(COLUMNS, rows)
    async with Around(widget).run_test(size=(80, 24)) as pilot:
        widget.focus()
        await pilot.press("G")
        assert key_of(widget) == 9_999
        assert "contact 9999" in painted(widget)[23]
        for _ in range(5):
            await pilot.press("ctrl+u", "pageup", "k")
        await pilot.press("g")
        assert key_of(widget) == 0
        assert "contact 0 " in painted(widget)[0]
        assert rows.asked < 24 * 60


async def test_a_move_repaints_two_lines_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = LineList(COLUMNS, Counting())
    async with Around(widget).run_test(size=(80, 24)) as pilot:
        widget.focus()
        await pilot.press("j")
        await pilot.pause()
        drawn: list[int] = []
        original = widget.render_line

        def counted(y: int) -> Strip:
            drawn.append(y)
            return original(y)

        monkeypatch.setattr(widget, "render_line", counted)
        await pilot.press("j")
        await pilot.pause()
        assert sorted(set(drawn)) == [1, 2]


async def test_the_window_follows_in_jumps_and_shows_the_heading_above() -> None:
    source = Rows([heading("Top"), *((n, Row((Cell(f"row {n}"), Cell()))) for n in range(40))])
    widget = LineList(COLUMNS, source)
    async with Around(widget).run_test(size=(30, 9)) as pilot:
        widget.focus()
        tops = []
        for _ in range(20):
            await pilot.press("j")
            await pilot.pause()
            tops.append(widget.scroll_offset.y)
            assert any(text.startswith(" ▸") for text in painted(widget))
        assert len(set(tops)) <= 6
        await pilot.press("g")
        await pilot.pause()
        assert painted(widget)[0].strip() == "Top"


async def test_the_cursor_stays_in_sight_when_the_terminal_shrinks() -> None:
    widget = LineList(COLUMNS, Counting())
    async with Around(widget).run_test(size=(80, 30)) as pilot:
        widget.focus()
        await pilot.press("pagedown")
        await pilot.resize_terminal(40, 6)
        await pilot.pause()
        assert key_of(widget) == 29
        assert sum(text.startswith(" ▸") for text in painted(widget)) == 1


HOSTILE = [
    "Bob [/x]",
    "\x1b]52;c;AA\x07",
    "日本語" * 20,
    "عائشة القرطبية",
    "Z" + "\u0301" * 900,
    "a\u200db" * 40,
    "\ud83d",
]


@pytest.mark.parametrize("width", [12, 40, 80, 200])
async def test_hostile_text_keeps_every_line_exactly_wide(width: int) -> None:
    rows = Rows((n, Row((Cell(text, "strong"), Cell(text)))) for n, text in enumerate(HOSTILE))
    widget = LineList((*COLUMNS, Column(10, flex=1, drop=1)), rows, glyphs=ASCII)
    async with Around(widget, theme=LIGHT.name).run_test(size=(width, 10)) as pilot:
        await pilot.pause()
        lines = painted(widget)
        assert not [text for text in lines if "\x1b" in text or "\x07" in text]
        assert width < 40 or "[/x]" in lines[0]


async def test_without_colour_the_cursor_is_still_marked_and_bold() -> None:
    widget = LineList(COLUMNS, rows_of("a", "b"))
    async with Around(widget, no_color=True).run_test(size=(30, 5)) as pilot:
        widget.focus()
        await pilot.pause()
        first, second = widget.render_lines(Region(0, 0, 30, 2))
        styles = [segment.style for strip in (first, second) for segment in strip if segment.style]
        assert all(style.color is None and style.bgcolor is None for style in styles)
        assert first.text.startswith(f" {UNICODE.cursor} a")
        assert all(segment.style and segment.style.bold for segment in first)


def test_columns_share_the_room_and_the_dispensable_go_first() -> None:
    flexible = (Column(10, flex=1, most=20), Column(8, flex=1))
    columns = (*flexible, Column(5), Column(6, drop=1), Column(6, drop=2))
    assert widths_for(columns, 200) == [20, 200 - 20 - 5 - 6 - 6 - 8, 5, 6, 6]
    assert widths_for(columns, 35) == [10, 8, 5, 6, 0]
    assert widths_for(columns, 29) == [11, 9, 5, 0, 0]
    assert widths_for(columns, 9) == [9, 0, 0, 0, 0]


def test_joined_rows_are_those_of_the_parts_in_turn() -> None:
    parts = (
        rows_of("ada", "emmy"),
        Rows(),
        MadeRows(("x", "y"), lambda key: Row((Cell(str(key)),))),
        mixed(),
    )
    joined = Joined(parts)
    keys = [part.key(index) for part in parts for index in range(len(part))]
    assert [joined.key(index) for index in range(len(joined))] == keys
    assert joined.row(3) == Row((Cell("y"),))
    assert joined.row(4) == mixed().row(0)
    for key in ("ada", "y", "grace"):
        assert joined.index_of(key) == keys.index(key)
    assert joined.index_of("nobody") is None
    assert len(Joined(())) == 0
