"""The title line, the line of keys, and the themes."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from netui.tui.theme import (
    ASCII,
    CONTRAST,
    CONTRAST_LIGHT,
    DARK,
    THEMES,
    UNICODE,
    contrast,
    glyphs_for,
    theme_defaults,
)
from netui.tui.widgets.key_line import KeyLine, keys_that_fit
from netui.tui.widgets.line_list import LineList
from netui.tui.widgets.painting import TONES
from netui.tui.widgets.title_bar import TitleBar
from tests.tui.harness import Around, painted

TITLES = (
    ("1", "today", "Today"),
    ("2", "network", "Network"),
    ("3", "balance", "Balance"),
    ("4", "streak", "Streak"),
)
KEYS = [("l", "log"), ("enter", "open"), ("d", "done"), ("s", "snooze"), ("?", "help"), ("q", "quit")]
DAY = date(2026, 11, 27)


async def test_the_title_line() -> None:
    bar = TitleBar(TITLES, "network", DAY)
    app = Around(bar, no_color=True)
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        (text,) = painted(bar)
        assert " ".join(text.split()) == "netui 1 Today 2 Network 3 Balance 4 Streak Fri 27 Nov 2026"
        assert text.endswith("2026 ")
        (strip,) = bar.render_lines(bar.size.region)
        assert [s.text for s in strip if s.style and s.style.reverse and s.style.bold] == [" 2 Network "]
        bar.show(date(2026, 11, 28), "streak")
        assert painted(bar)[0].endswith("Sat 28 Nov 2026 ")
        await pilot.click(bar, offset=(text.index("Today"), 0))
        assert [m.name for m in app.messages if isinstance(m, TitleBar.Chosen)] == ["today"]


@pytest.mark.parametrize(("width", "words"), [(50, "4 Streak"), (40, "1 2 Network 3 4"), (22, "1 2 Network")])
async def test_a_narrow_title_line_keeps_where_one_is(width: int, words: str) -> None:
    bar = TitleBar(TITLES, "network", DAY)
    async with Around(bar).run_test(size=(width, 5)) as pilot:
        await pilot.pause()
        assert words in " ".join(painted(bar)[0].split())


async def test_the_line_of_keys_drops_the_last_ones_but_not_help() -> None:
    line = KeyLine(KEYS)
    async with Around(line).run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        assert painted(line)[0].rstrip() == " l log  enter open  d done  s snooze  ? help  q quit"
        await pilot.resize_terminal(40, 5)
        await pilot.pause()
        assert painted(line)[0].rstrip() == " l log  enter open  ? help  q quit"
        line.show([("x", "Bob [/x]\x1b")])
        assert painted(line)[0].rstrip() == " x Bob [/x]�"


def test_keys_that_fit() -> None:
    assert keys_that_fit(KEYS, 200) == KEYS
    assert keys_that_fit(KEYS, 14) == [("?", "help"), ("q", "quit")]
    assert keys_that_fit(KEYS, 6) == [("?", "help")]
    assert keys_that_fit(KEYS, 1) == []


def test_every_glyph_of_the_plain_set_is_ascii_and_as_wide() -> None:
    for field in msgspec.structs.fields(ASCII):
        plain, full = getattr(ASCII, field.name), getattr(UNICODE, field.name)
        assert "".join(plain).isascii()
        if field.name not in ("arrow", "ellipsis", "both_ways", "spark"):
            assert [cell_len(sign) for sign in plain] == [cell_len(sign) for sign in full]
    assert len(set(ASCII.levels)) == len(set(UNICODE.levels)) == 5


def test_glyphs_by_encoding() -> None:
    assert glyphs_for("UTF-8") is glyphs_for("utf8") is UNICODE
    assert glyphs_for("utf-8", ascii_wanted=True) is glyphs_for("ISO-8859-1") is glyphs_for(None) is ASCII


READ = ("give", "take", "practice", "attention", "calm")
COLOURED = [theme for theme in (*BUILTIN_THEMES.values(), *THEMES) if not theme.ansi]


def test_contrast_is_that_of_the_web_guidelines() -> None:
    black, white, grey = (Color.parse(colour) for colour in ("#000000", "#ffffff", "#767676"))
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(grey, grey) == pytest.approx(1)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_text_can_be_read_on_every_background_of_every_theme(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    ours = theme_defaults(theme)
    for paper in (colours["background"], colours["surface"], ours["row-cursor"]):
        for tone in READ:
            assert contrast(Color.parse(ours[tone]), Color.parse(paper)) >= 4.5, (tone, paper)


@pytest.mark.parametrize("theme", [CONTRAST, CONTRAST_LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", [*READ, "faint", "border", "practice-1"])
def test_the_themes_of_high_contrast_have_seven_to_one(theme: Theme, name: str) -> None:
    for background in (theme.background, theme.surface, theme.panel, theme.variables["row-cursor"]):
        assert background is not None
        assert contrast(Color.parse(theme.variables[name]), Color.parse(background)) >= 7


@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), *THEMES], ids=lambda theme: theme.name)
def test_every_theme_knows_our_variables(theme: Theme) -> None:
    assert set(theme_defaults(theme)) == set(theme_defaults(DARK))


@pytest.mark.parametrize("name", ["netui-dark", "netui-light", "netui-contrast", "ansi-dark", "nord"])
async def test_every_tone_has_a_look_in_a_theme(name: str) -> None:
    widget = LineList()
    async with Around(widget, theme=name).run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        looks = {tone: widget.look(tone) for tone in TONES}
        assert all(looks.values())
        assert looks["give"] != looks["take"]
