"""How Balance, Streak, the log bar and what comes over a screen look in light, dark, ANSI colours and none.

The same words, and in which styles.

A style is written once, with a letter; a line is the letters of its cells, each with how many cells it holds.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from string import ascii_letters

import pytest
from rich.style import Style
from syrupy.assertion import SnapshotAssertion

from netui.config import Config
from netui.tui.app import NetuiApp
from tests.tui.conftest import seen, settled
from tests.tui.test_snapshots import CLOCK, SIZES, STATES, log_bar, opened, reach

THEMES = ("netui-dark", "netui-light", "ansi-dark", "NO_COLOR")
SCREENS = {"balance": "3", "streak": "4"}
LINES = {
    "log": ("Rich says hello, coffee with @Zed and Emmy, gave Zed advice, got feedback", "tab tab"),
    "log, wrong": ("2026-02-30: coffee with Emmy", ""),
    "log, to be typed over": ("coffee with Emmy", "shift+home"),
}
"""Lines in the log bar, and the keys pressed in them."""


async def test_every_theme_says_the_same_and_looks_as_it_did(
    tmp_path: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    said: dict[str, str] = {}
    for theme in THEMES:
        if theme == "NO_COLOR":
            monkeypatch.setenv("NO_COLOR", "1")
        folder = tmp_path / theme
        folder.mkdir()
        network = opened("demo", folder)
        app = NetuiApp(network, CLOCK, Config() if theme == "NO_COLOR" else Config(theme=theme))
        async with app.run_test(size=SIZES[0]) as pilot:
            await settled(app, pilot)
            for name, key in SCREENS.items():
                await pilot.press(key)
                for size in SIZES:
                    await pilot.resize_terminal(*size)
                    await settled(app, pilot)
                    shown = f"{name} {size[0]}x{size[1]}"
                    assert seen(app) == said.setdefault(shown, seen(app)), f"{theme} says something else"
                    assert looks(app) == snapshot(name=f"{shown} in {theme}")
            await pilot.resize_terminal(*SIZES[0])
            for name, pressed in STATES.items():
                await reach(app, pilot, pressed)
                if not app.screen.is_modal:  # behind a question all is dimmed, where colours can be mixed
                    assert seen(app) == said.setdefault(name, seen(app)), f"{theme} says something else"
                assert looks(app) == snapshot(name=f"{name} in {theme}")
            await pilot.press("3")
            for name, (line, then) in LINES.items():
                bar = await log_bar(app, pilot, line)
                await pilot.press(*then.split())
                for size in SIZES:
                    await pilot.resize_terminal(*size)
                    await settled(app, pilot)
                    shown = f"{name} {size[0]}x{size[1]}"
                    assert seen(app) == said.setdefault(shown, seen(app)), f"{theme} says something else"
                    assert looks(app) == snapshot(name=f"{shown} in {theme}")
                bar.close()
        network.close()


def looks(app: NetuiApp) -> str:
    """The styles of what is shown, line by line."""
    letters: dict[str, str] = {}
    lines = []
    for strip in app.screen._compositor.render_strips()[: app.size.height]:
        for line_filter in app.get_line_filters():
            strip = strip.apply_filter(line_filter, app.screen.background_colors[1])
        cells = [_words(segment.style) for segment in strip for _ in range(segment.cell_length)]
        runs = [(style, len(list(run))) for style, run in groupby(cells)]
        for style, _ in runs:
            letters.setdefault(style, ascii_letters[len(letters)])
        lines.append(" ".join(f"{letters[style]}{length}" for style, length in runs))
    legend = [f"{letter}: {style}" for style, letter in letters.items()]
    return "\n".join((*lines, *legend))


def _words(style: Style | None) -> str:
    if style is None:
        return "plain"
    colours = (style.color.name if style.color else "", f"on {style.bgcolor.name}" if style.bgcolor else "")
    marks = ("bold", "dim", "underline", "reverse")
    return " ".join(word for word in (*colours, *(m for m in marks if getattr(style, m))) if word) or "plain"
