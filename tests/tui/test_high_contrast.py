"""The themes of high contrast, as they are painted; and that the focus is seen without any colour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from syrupy.assertion import SnapshotAssertion
from textual.color import Color

from netui.config import Config, Read
from netui.tui.app import NetuiApp
from netui.tui.theme import CONTRAST, CONTRAST_LIGHT, THEMES, contrast
from tests.tui.conftest import seen, settled, typed
from tests.tui.test_looks import looks
from tests.tui.test_snapshots import CLOCK, opened

SCREENS = {"today": "1", "balance": "3", "streak": "4"}
OTHERS = {"network": ("2",), "contact": ("enter",), "settings": ("comma",)}


def _painted(app: NetuiApp) -> Iterator[Segment]:
    """What is painted and is no blank."""
    for strip in app.screen._compositor.render_strips()[: app.size.height]:
        for line_filter in app.get_line_filters():
            strip = strip.apply_filter(line_filter, app.screen.background_colors[1])
        yield from (segment for segment in strip if segment.text.strip())


def _least_contrast(app: NetuiApp) -> tuple[float, str]:
    """The least contrast that anything painted has, and what has it."""
    found = []
    for text, style, _ in _painted(app):
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        ink, paper = (Color.from_rich_color(colour) for colour in (style.color, style.bgcolor))
        found.append((contrast(ink, paper), text))
    return min(found)


@pytest.mark.parametrize("theme", [CONTRAST.name, CONTRAST_LIGHT.name])
async def test_all_that_is_painted_has_seven_to_one(
    tmp_path: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config(theme=theme))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for name, key in SCREENS.items():
            await pilot.press(key)
            await settled(app, pilot)
            assert looks(app) == snapshot(name=f"{name} in {theme}")
            assert _least_contrast(app)[0] >= 7, (name, _least_contrast(app))
        for name, keys in OTHERS.items():
            await pilot.press(*keys)
            await settled(app, pilot)
            assert _least_contrast(app)[0] >= 7, (name, _least_contrast(app))
        await pilot.press("escape", "escape", "1", "l")
        await settled(app, pilot)
        await typed(pilot, "coffee with Ada, gave advice")
        await settled(app, pilot)
        assert _least_contrast(app)[0] >= 7, _least_contrast(app)
    network.close()


async def test_every_theme_can_be_chosen_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        said = seen(app)
        themes = sorted(app.available_themes)
        assert {theme.name for theme in THEMES} < set(themes)
        for theme in themes:
            app.configure(Read(Config(theme=theme), ()))
            await settled(app, pilot)
            assert app.theme == theme
            assert seen(app) == said
            assert app.problems == []
    network.close()


async def test_light_and_dark_are_exchanged_within_a_kind(tmp_path: Path) -> None:
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config(theme=CONTRAST.name))
    async with app.run_test() as pilot:
        await pilot.press("f2")
        assert app.theme == CONTRAST_LIGHT.name
        await pilot.press("f2")
        assert app.theme == CONTRAST.name
    network.close()


async def test_where_one_is_is_seen_without_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign stands before the row under the cursor, and moves with it; the screen is reversed."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("NO_COLOR", "1")
    network = opened("demo", tmp_path)
    app = NetuiApp(network, CLOCK, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for key in ("1", "2", "3", "5"):
            await pilot.press(key)
            await settled(app, pilot)
            before = [place for place, line in enumerate(seen(app).splitlines()) if app.glyphs.cursor in line]
            await pilot.press("down")
            await settled(app, pilot)
            after = [place for place, line in enumerate(seen(app).splitlines()) if app.glyphs.cursor in line]
            assert len(before) == len(after) == 1
            assert before != after
            title = list(app.screen._compositor.render_strips()[0])
            here = [segment.text for segment in title if segment.style is not None and segment.style.reverse]
            assert [text.split()[0] for text in here if text.strip()] == [key]
            assert all(
                segment.style is None or (segment.style.color is None or segment.style.color.is_default)
                for segment in _painted(app)
            )
    network.close()
