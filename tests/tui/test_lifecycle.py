"""Crash reports hold no notes; the environment cannot steer Textual."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime

from netui.tui.commands import COMMANDS, keys_table
from netui.tui.lifecycle import write_crash_report


def test_a_crash_report_holds_no_values_and_is_private() -> None:
    def breaks(secret: str) -> None:
        raise ValueError(f"about {secret}")

    os.umask(0)
    try:
        breaks("Ada's divorce")
    except ValueError as error:
        report = write_crash_report(error, datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert report is not None
    text = report.read_text(encoding="utf-8")
    assert "divorce" not in text
    assert "builtins.ValueError" in text
    assert "breaks" in text
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700


def test_no_two_commands_share_a_key_on_a_screen() -> None:
    for screen in ("today", "network", "balance", "streak", "contact"):
        keys: dict[str, str] = {}
        for command in COMMANDS:
            if screen in command.screens or "" in command.screens:
                for key in command.keys.split(","):
                    assert key not in keys, f"{key} on {screen}: {command.id} and {keys[key]}"
                    keys[key] = command.id
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_the_table_of_keys_names_each_command() -> None:
    assert [row[1] for row in keys_table()] == [command.id for command in COMMANDS]
