"""The pictures of the README are made by one command, from the real screens."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MADE = runpy.run_path(str(ROOT / "screenshots" / "make.py"))


@pytest.mark.parametrize("name", sorted(MADE["README"]))
def test_each_picture_is_shown_and_asks_nothing_of_the_network(name: str) -> None:
    assert f"(screenshots/{name}.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
    drawn = (ROOT / "screenshots" / f"{name}.svg").read_text(encoding="utf-8")
    assert "@font-face" not in drawn
    assert "url(http" not in drawn
    assert "href=" not in drawn


def test_a_picture_is_drawn_from_the_real_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (streak,) = (picture for picture in MADE["SCREENS"] if picture.name == "streak")
    path = MADE["make"](streak, MADE["README"]["streak"], "demo", "dark", tmp_path / "streak.svg")
    drawn = path.read_text(encoding="utf-8")
    for words in ("43", "weeks", "introduced", "today"):
        assert words in drawn
