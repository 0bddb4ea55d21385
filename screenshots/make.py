"""Make the pictures of the real screens: ``python screenshots/make.py``.

Without arguments the pictures of the README are made anew, from the demo network on a fixed day. With
``--all FOLDER`` every screen at three sizes, light, dark, in ANSI colours and without, with the demo, an
empty and a hostile network, to be looked at; ``--only NAME`` (again for more) makes those of some screens;
with ``--png`` also as PNG, where rsvg-convert is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netui.clock import Clock
from netui.config import Config
from netui.domain.records import Contact
from netui.network import Network
from netui.network.demo import load_demo
from netui.paths import shipped

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from netui.tui.app import NetuiApp

CLOCK = Clock("Europe/London", datetime(2026, 11, 29, 10, tzinfo=UTC))
"""A Sunday: the week of the demo ends on the day on which it is opened."""
SIZES = ((80, 24), (120, 40), (200, 60))
FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono', monospace"
HOSTILE = (
    "Bob [/x]", "[@click=app.bell]Click[/]", "Eve \x1b]52;c;cm0=\x07 Escape", "Title \x1b]0;owned\x07",
    "Clear \x1b[2J\x1b[H", "\u202eright to left\u202c", "شهرزاد بنت الوزير",
    "山田 太郎 and a very wide name indeed",
    "Z" + "\u0327\u0301\u0323" * 12, "x" * 300, "NUL\x00name", "C1 \x9b31m red", "👩‍👩‍👧 family",
)  # fmt: skip
TABLE = """\
Name,Email,Company,Phone,Notes
M. Somerville,mary.s@example.net,Royal Society,+44 20 7946 0001,
Turing Alan,at@example.net,,,
Emmy Noether,emmy@example.net,,+49 551 123456,
Bob [/] x,[@click=app.quit]x[/],Engines,,
,,,,a note about nobody
"""
"""A file to be imported, by the name ``people.csv``."""


@dataclass(frozen=True)
class Picture:
    """One picture: what it is called and which keys lead to it."""

    name: str
    keys: tuple[str, ...]


SCREENS = (
    Picture("today", ("1",)),
    Picture("network", ("2",)),
    Picture("balance", ("3",)),
    Picture("streak", ("4",)),
    Picture("goals", ("5",)),
    Picture("opportunities", ("5", "tab")),
    Picture("event", ("5", "tab", "tab", "tab", "enter")),
    Picture("contact", ("2", "enter")),
    Picture("known", ("2", "enter", "tab", "tab")),
    Picture("reason", ("1", "enter")),
    Picture("channels", ("3", "tab", "tab")),
    Picture("asked", ("3", "tab", "tab", "tab")),
    Picture("ways", ("3", "tab", "tab", "tab", "tab")),
    Picture("introduce", ("3", "tab", "tab", "tab", "tab", "end", "i")),
    Picture("months", ("3", "shift+tab")),
    Picture("evidence", ("3", "down", "enter")),
    Picture("rest", ("4", "r", "down", "down")),
    Picture("review", ("w", "tab", "tab", "space")),
    Picture("log", ("1", "l", *"coffee with Emmy")),
    Picture("help", ("1", "question_mark")),
    Picture("import", ("1", "I", *"people.csv", "enter", "down")),
    Picture("imported", ("1", "I", *"people.csv", "enter", "i", "down")),
    Picture("columns", ("1", "I", *"people.csv", "enter", "e")),
)
README = {"today": (100, 32), "balance": (120, 38), "streak": (120, 40)}
THEMES = {"dark": "netui-dark", "light": "netui-light", "ansi": "ansi-dark", "none": "netui-dark"}
"""By how a picture is called; ``none`` is without colour."""


def main() -> None:
    """Make the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    parser.add_argument("--only", action="append", metavar="NAME", choices=[one.name for one in SCREENS])
    parser.add_argument("--png", action="store_true")
    wanted = parser.parse_args()
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    pictures = [one for one in SCREENS if wanted.only is None or one.name in wanted.only]
    if wanted.all is None:
        folder = Path(__file__).parent
        made = [
            make(picture, README[picture.name], "demo", "dark", folder / f"{picture.name}.svg")
            for picture in pictures
            if picture.name in README
        ]
    else:
        wanted.all.mkdir(parents=True, exist_ok=True)
        made = [
            make(
                picture,
                size,
                network,
                colours,
                wanted.all / f"{picture.name}-{network}-{size[0]}x{size[1]}-{colours}.svg",
            )
            for network in ("demo", "empty", "hostile")
            for size in SIZES
            for colours in THEMES
            for picture in pictures
        ]
    if wanted.png:
        for path in made:
            subprocess.run(["rsvg-convert", str(path), "-o", str(path.with_suffix(".png"))], check=True)


def make(picture: Picture, size: tuple[int, int], network: str, colours: str, path: Path) -> Path:
    """Make one picture, of ``size`` columns and rows."""
    asyncio.run(_draw(picture, size, network, colours, path))
    return path


async def _draw(picture: Picture, size: tuple[int, int], network: str, colours: str, path: Path) -> None:
    from netui.tui.app import NetuiApp

    with tempfile.TemporaryDirectory() as folder, _colours(colours), chdir(folder):
        Path("people.csv").write_text(TABLE, encoding="utf-8")  # noqa: ASYNC240 - nothing else runs
        opened = Network.open(_document(network, Path(folder)), CLOCK.instant)
        app = NetuiApp(opened, CLOCK, Config(theme=THEMES[colours]))
        async with app.run_test(size=size) as pilot:
            await _settled(app, pilot)
            for key in picture.keys:
                await pilot.press(_key(key))
                await _settled(app, pilot)
            drawn = _own_font(app.export_screenshot(title="netui"))
        opened.close()
    path.write_text(drawn, encoding="utf-8")  # noqa: ASYNC240 - nothing else runs


async def _settled(app: NetuiApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    while not app.settled or getattr(app.screen, "is_busy", False):
        await pilot.pause()
    await pilot.pause()


def _own_font(svg: str) -> str:
    """The picture with the viewer's own monospace font: Textual's names one that it would have to fetch."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS};", svg)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def _key(character: str) -> str:
    return {" ": "space", ".": "full_stop"}.get(character, character)


def _document(network: str, folder: Path) -> Path:
    if network == "demo":
        return load_demo(shipped("demo.json"), folder, CLOCK.now())
    path = folder / "network.json"
    opened = Network.open(path, CLOCK.instant)
    if network == "hostile":
        with opened.change("hostile names") as change:
            for name in HOSTILE:
                change.insert(Contact(name=name, added=date(2026, 6, 1), tags=(name,), needs=(name,)))
    opened.close()
    return path


@contextmanager
def _colours(colours: str) -> Iterator[None]:
    if colours == "none":
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)


if __name__ == "__main__":
    main()
