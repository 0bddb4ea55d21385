"""The configuration: an administrator's under the account's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from netui.config import RESTRICTED_IDLE_MINUTES, Config, load_config
from netui.errors import NetuiError


def test_an_accounts_own_goes_over_the_sites(tmp_path: Path) -> None:
    site, own = tmp_path / "site.toml", tmp_path / "own.toml"
    assert load_config(site, own) == Config()
    site.write_text("capacity = 5\ntheme = 'nord'\nidle_minutes = 20\n")
    assert load_config(site, own) == Config(capacity=5, theme="nord", idle_minutes=20)
    own.write_text("capacity = 2\n")
    assert load_config(site, own) == Config(capacity=2, theme="nord", idle_minutes=20)
    site.unlink()
    assert load_config(site, own) == Config(capacity=2)


@pytest.mark.parametrize("text", ["capacity = 0", "capacity = 'many'", "unheard = 1", "capacity", "\xff"])
def test_the_file_that_does_not_fit_is_named(tmp_path: Path, text: str) -> None:
    site, own = tmp_path / "site.toml", tmp_path / "own.toml"
    for bad, good in ((site, own), (own, site)):
        good.write_text("capacity = 4")
        bad.write_text(text, encoding="latin-1")
        with pytest.raises(NetuiError, match=bad.name):
            load_config(site, own)


def test_how_long_nobody_need_touch_it() -> None:
    assert Config().idle_seconds(restricted=False) is None
    assert Config().idle_seconds(restricted=True) == RESTRICTED_IDLE_MINUTES * 60
    assert Config(idle_minutes=0).idle_seconds(restricted=True) is None
    assert Config(idle_minutes=5).idle_seconds(restricted=False) == 300
