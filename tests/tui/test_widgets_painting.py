"""What is painted without Textual's way of doing it is what Textual would paint."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from netui.tui.theme import DARK, LIGHT
from netui.tui.widgets.ground import Across, Down
from netui.tui.widgets.line_list import LineList, MadeOnce, MadeRows, Row, Rows
from netui.tui.widgets.meter import Meter
from netui.tui.widgets.painting import Cell, Column, Span
from netui.tui.widgets.summary import Line, Summary
from tests.tui.harness import Around

COLUMNS = (Column(12, flex=1), Column(6, right=True))


def seen(strips: list[Strip]) -> list[list[Segment]]:
    """Text and style of each line, in as few pieces as there are looks; a blank's ink is not seen."""
    plain = [Strip([Segment(*_as_seen(*segment[:2])) for segment in strip]) for strip in strips]
    return [list(strip.simplify()) for strip in plain]


def _as_seen(text: str, style: Style | None) -> tuple[str, Style]:
    style = (style or Style()).clear_meta_and_links()
    return text, Style(bgcolor=style.bgcolor) if text.isspace() else style


def textual_s_own(widget: Widget, crop: Region) -> list[Strip]:
    widget._styles_cache.clear()
    return Widget.render_lines(widget, crop)


@pytest.mark.parametrize("no_color", [False, True], ids=["colour", "no colour"])
@pytest.mark.parametrize("height", [6, 40], ids=["scrolls", "fits"])
async def test_a_list_and_what_is_behind_it_look_as_textual_would_have_it(
    height: int, no_color: bool
) -> None:
    rows = Rows((n, Row((Cell(f"Ada {n}", "strong"), Cell(str(n), "attention")))) for n in range(20))
    listed, headline = LineList(COLUMNS, rows), Summary()
    headline.show([Line("Network", [Span("12 % kept alive", "strong")])])
    down = Down(headline, listed)
    across = Across(down)
    async with Around(across, no_color=no_color).run_test(size=(40, height)) as pilot:
        listed.focus()
        await pilot.press("j", "j")
        await pilot.pause()
        for widget in (listed, headline, down, across):
            size = widget.region.size
            for crop in (size.region, Region(3, 0, size.width - 5, size.height)):
                ours = widget.render_lines(crop)
                assert seen(ours) == seen(textual_s_own(widget, crop)), widget
                assert len(ours) == crop.height


async def test_what_has_a_border_is_left_to_textual() -> None:
    listed = LineList(COLUMNS, Rows([("ada", Row((Cell("Ada"), Cell("1"))))]))
    down = Down(listed)
    async with Around(down).run_test(size=(40, 10)) as pilot:
        listed.styles.border = down.styles.border = ("round", "red")
        await pilot.pause()
        for widget in (listed, down):
            crop = widget.region.size.region
            shown = [strip.text for strip in widget.render_lines(crop)]
            assert shown[0].startswith("╭")
            assert seen(widget.render_lines(crop)) == seen(textual_s_own(widget, crop))


async def test_a_row_that_is_the_same_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Row] = []
    original = LineList._draw_row

    def counted(self: LineList, row: Row, indent: int, width: int, *, here: bool, marked: bool) -> Strip:
        drawn.append(row)
        return original(self, row, indent, width, here=here, marked=marked)

    monkeypatch.setattr(LineList, "_draw_row", counted)
    names = {n: f"row {n}" for n in range(60)}
    made = MadeOnce()

    def row(key: object) -> Row:
        assert isinstance(key, int)
        return made.row(key, names[key], lambda: Row((Cell(names[key]), Cell(""))))

    widget = LineList(COLUMNS, MadeRows(range(60), row))
    app = Around(widget)
    async with app.run_test(size=(30, 12)) as pilot:
        widget.focus()
        await pilot.pause()
        drawn.clear()
        await pilot.press("pagedown")
        await pilot.pause()
        assert 0 < len(drawn) < 12  # the window moved, and most of it was drawn already
        drawn.clear()
        widget.show(MadeRows([*range(0, 60, 3)], row), anew=True)
        await pilot.pause()
        assert len(drawn) < 12
        # Another object for the same key is another row; another theme is another look.
        names[6] = "somebody else"
        widget.show(MadeRows([*range(0, 60, 3)], row))
        await pilot.pause()
        assert "somebody else" in [
            line.text.strip() for line in widget.render_lines(widget.region.size.region)
        ]
        before = seen(widget.render_lines(widget.region.size.region))
        app.theme = LIGHT.name
        await pilot.pause()
        light = seen(widget.render_lines(widget.region.size.region))
        assert light != before
        app.theme = DARK.name
        await pilot.pause()
        assert seen(widget.render_lines(widget.region.size.region)) == before


def test_what_was_made_is_made_again_for_another_thing() -> None:
    made = MadeOnce()
    one, other = object(), object()
    first = made.row("ada", one, lambda: Row((Cell("one"),)))
    assert made.row("ada", one, Row) is first
    assert made.row("ada", other, Row) == Row()


async def test_a_meter_is_painted_anew_only_where_it_changes() -> None:
    meter = Meter()
    async with Around(meter).run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        crop = meter.region.size.region
        first = meter.render_lines(crop)
        assert [*map(id, meter.render_lines(crop))] == [*map(id, first)]
        assert seen(first) == seen(textual_s_own(meter, crop))


async def test_the_scrollbar_is_drawn_again_only_where_that_is_seen() -> None:
    def row(key: object) -> Row:
        return Row((Cell(f"row {key}"), Cell("")))

    widget = LineList(COLUMNS, MadeRows(range(60), row))
    async with Around(widget).run_test(size=(30, 12)) as pilot:
        bar = widget.vertical_scrollbar
        await pilot.press("pagedown", "pagedown", "pagedown")
        for rows in (60, 59, 200, 30, 1_000, 10_000, 60, 5, 13, 400):
            widget.show(MadeRows(range(rows), row))
            await pilot.pause()
            crop = bar.size.region
            shown = seen(bar.render_lines(crop))
            bar.refresh()
            assert shown == seen(bar.render_lines(crop)), rows
            assert bar.window_virtual_size == rows or not bar.display
        widget.show(MadeRows(range(9_000), row))
        await pilot.pause()
        bar.render_lines(bar.size.region)
        widget.show(MadeRows(range(8_000), row))
        assert not bar._styles_cache.is_dirty(0)
        widget.show(MadeRows(range(20), row))
        assert bar._styles_cache.is_dirty(0)
