"""Running commands as the shell does, within this process."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from netui.cli.main import main

NOW = "2026-11-23T10:00+00:00[Europe/London]"
"""A Monday morning."""

STORY = (
    'yesterday: coffee with @"Ada Lovelace" and @"Grace Hopper", got advice, '
    "promised send the paper by friday"
)


COMMANDS: list[list[str]] = [
    ["list"], ["list", "--all"], ["show", "1"], ["show", "1", "--all"], ["balance"], ["due"],
    ["due", "--all"], ["due", "--short"], ["history"], ["check"], ["streak"], [], ["show", "nobody"],
    ["ways"], ["goals"], ["goal", "list"], ["event"], ["event", "show", "3"], ["introduce"], ["review"],
    ["opportunities"], ["balance", "--channels"], ["balance", "--open"], ["balance", "--months"],
    ["balance", "--why"], ["streak", "--day", "today"], ["streak", "--months"], ["due", "--why", "--all"],
    ["help", "line"],
]  # fmt: skip
LATER = "2027-01-23T10:00+00:00[Europe/London]"


def is_quiet(text: str) -> bool:
    """Whether nothing in ``text`` can move, hide or turn anything on a terminal."""
    return all(
        character in "\n\u200c\u200d" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
        for character in text
    )


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The object on standard output, which holds nothing else."""
        assert self.out.endswith("\n")
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``netui`` on a document of the test's own, at a moment of its own."""

    def run_it(*arguments: str, now: str = NOW, code: int | None = 0) -> Result:
        got = main(["--document", str(path), "--now", now, *arguments])
        streams = capsys.readouterr()
        assert code is None or got == code, streams
        return Result(got, streams.out, streams.err)

    return run_it
