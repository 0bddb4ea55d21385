"""A document to try what the papers say on: a copy of the demo network, and files to bring in."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netui.cli.main import main
from netui.clock import make_clock
from netui.network.demo import load_demo

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "netui" / "pages"
NOW = "2026-11-23T10:00+00:00[Europe/London]"
"""A Monday morning."""

PEOPLE_CSV = "who,mail\nWilhelmina Fleming,williamina@example.org\n"


@dataclass(frozen=True)
class Told:
    """What a command did."""

    code: int
    out: str
    err: str


class Scratch:
    """netui on a document of its own, in a folder of its own that is the current one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for sample in (ROOT / "data" / "samples").iterdir():
            shutil.copy(sample, folder)
        shutil.copy(ROOT / "data" / "samples" / "linkedin-Connections.csv", folder / "Connections.csv")
        (folder / "people.csv").write_text(PEOPLE_CSV)
        made = load_demo(ROOT / "data" / "demo.json", folder, make_clock(NOW, None, None).now())
        self.document = made.rename(folder / "network.json")

    def run(self, *arguments: str) -> Told:
        """Run a command of netui's as the shell does, at a moment of its own unless it says another."""
        out, err = io.StringIO(), io.StringIO()
        before = os.environ.get("NETUI_DOCUMENT")
        os.environ["NETUI_DOCUMENT"] = str(self.document)
        try:
            with (
                contextlib.chdir(self.folder),
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
            ):
                code = main(["--now", NOW, *arguments])
        finally:
            if before is None:
                del os.environ["NETUI_DOCUMENT"]
            else:
                os.environ["NETUI_DOCUMENT"] = before
        return Told(code, out.getvalue(), err.getvalue())

    def json(self, *arguments: str) -> Any:
        """The object that a command prints."""
        return json.loads(self.run(*arguments, "--json").out)


def pages() -> Iterator[tuple[str, str]]:
    """Each paper with commands in it, by name: the README and the pages."""
    yield "README", (ROOT / "README.md").read_text()
    for path in sorted(PAGES.glob("*.md")):
        yield path.stem, path.read_text()
