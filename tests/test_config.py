"""The configuration: an administrator's under the account's own, and what does not fit left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from netui.config import RESTRICTED_IDLE_MINUTES, Config, read_config


def test_an_accounts_own_goes_over_the_sites(tmp_path: Path) -> None:
    site, own = tmp_path / "site.toml", tmp_path / "own.toml"
    assert read_config(site, own) == (Config(), ())
    site.write_text("capacity = 5\ntheme = 'nord'\nidle_minutes = 20\n[keys]\nlog = 'a'\nundo = 'z'\n")
    assert read_config(site, own).config == Config(
        capacity=5, theme="nord", idle_minutes=20, keys={"log": "a", "undo": "z"}
    )
    own.write_text("capacity = 2\n[keys]\nlog = ['b', 'c']\n")
    assert read_config(site, own).config == Config(
        capacity=2, theme="nord", idle_minutes=20, keys={"log": ["b", "c"], "undo": "z"}
    )
    site.unlink()
    assert read_config(site, own).config == Config(capacity=2, keys={"log": ["b", "c"]})


@pytest.mark.parametrize(
    "text",
    [
        "capacity = 0",
        "capacity = 'many'",
        "unheard = 1",
        "zone = 'Mars/Olympus'",
        "keys = 3",
        "[keys]\nlog = 3",
        "glyphs = 'emoji'",
    ],
)
def test_what_does_not_fit_is_left_out_and_told_the_rest_holds(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"theme = 'nord'\n{text}\n")
    config, problems = read_config(path)
    assert config == Config(theme="nord")
    (problem,) = problems
    assert problem.path == path
    assert text.lstrip("[").split()[0].rstrip("]") in problem.what


def test_each_value_that_does_not_fit_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("capacity = 0\nmouse = 'maybe'\ndate_order = 'mdy'\n")
    config, problems = read_config(path)
    assert config == Config(date_order="mdy")
    whats = ["capacity cannot be 0", "mouse cannot be 'maybe'"]
    assert [each.what for each in problems] == whats
    assert read_config(path).message == f"{path}: {'; '.join(whats)}"
    assert read_config().message == ""


def test_of_a_long_value_the_beginning_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"mouse = '{'x' * 1000}'\n")
    (problem,) = read_config(path).problems
    assert len(problem.what) < 70


@pytest.mark.parametrize("text", ["capacity", "\xff", "capacity = = 3", "a = " + "[" * 9000])
def test_a_file_that_is_no_toml_is_left_out_whole(tmp_path: Path, text: str) -> None:
    site, own = tmp_path / "site.toml", tmp_path / "own.toml"
    for bad, good in ((site, own), (own, site)):
        good.write_text("capacity = 4")
        bad.write_text(text, encoding="latin-1")
        config, problems = read_config(site, own)
        assert config == Config(capacity=4)
        (problem,) = problems
        assert problem.path == bad
        assert "cannot be used" in problem.what


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    config, problems = read_config(tmp_path)
    assert config == Config()
    assert "cannot be read" in problems[0].what


def test_how_long_nobody_need_touch_it() -> None:
    assert Config().idle_seconds(restricted=False) is None
    assert Config().idle_seconds(restricted=True) == RESTRICTED_IDLE_MINUTES * 60
    assert Config(idle_minutes=0).idle_seconds(restricted=True) is None
    assert Config(idle_minutes=5).idle_seconds(restricted=False) == 300


@pytest.mark.parametrize(
    ("mouse", "over_ssh", "wanted"),
    [("auto", True, False), ("auto", False, True), ("on", True, True), ("off", False, False)],
)
def test_the_mouse_is_off_over_ssh_unless_wanted(mouse: str, over_ssh: bool, wanted: bool) -> None:
    assert Config(mouse=mouse).wants_mouse(over_ssh=over_ssh) is wanted  # type: ignore[arg-type]
