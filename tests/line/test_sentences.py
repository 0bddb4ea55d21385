"""Whole lines, as one would write them on a Monday morning, with their full reading (rules.md, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.errors import LineError
from tests.line.reader import PEOPLE, index_of, short

MORE_PEOPLE = (
    "Tom Paine", "Tom Kilburn", "José Rizal", "Rose Franklin", "Rosalind Franklin", "May Sinclair",
    "Bill Rich", "Sam", "Sam Adams", "Jean-Paul Marat", "Ren Ito", "Дмитрий Менделеев",
)  # fmt: skip
NAMES = index_of((*PEOPLE, *((number, name, (), "person") for number, name in enumerate(MORE_PEOPLE, 15))))
PLACES = frozenset({"Paris"})


def _sentences() -> Iterator[tuple[str, list[str]]]:
    """The lines of ``sentences.txt``, each with the rows of its reading."""
    line, rows = "", list[str]()
    for row in Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("    "):
            rows.append(row.strip())
            continue
        if line:
            yield line, rows
        line, rows = "" if row.startswith("# ") else row, []
    yield line, rows


def _rows(line: str) -> list[str]:
    """The reading of a line as it is written in ``sentences.txt``."""
    try:
        found = short(line, names=NAMES, places=PLACES)
    except LineError:
        return ["refused"]
    rows = [
        f"{key}: {' | '.join(value) if isinstance(value, list) else value}".rstrip()
        for key, value in found.items()
        if key not in ("said", "prose")
    ]
    return rows or ["nothing"]


@pytest.mark.parametrize(("line", "expected"), _sentences())
def test_a_sentence(line: str, expected: list[str]) -> None:
    assert _rows(line) == expected
