"""Running commands as the shell does, within this process."""

from __future__ import annotations

import json
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
