"""Lines with their full reading, places included (rules.md, section 9), from the files of ``table``.

The readings were written from the rules before the program was asked. In a line ``{…}`` is a place of
somebody on record or new, ``<…>`` a word that is pointed out, ``[…]`` one by which several could be meant:
the marks are taken out before it is read, and say where each must be found. A ``nothing`` is prose alone;
what a row does not name must not be read. ``= now`` and ``= people`` hold until the next of their kind, any
other ``=`` is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from netui.domain.days import Now, now_at
from netui.domain.line.names import NameIndex
from netui.domain.line.reading import Reading
from netui.errors import LineError
from tests.line.reader import NOW, digest, index_of, reading
from tests.line.test_sentences import NAMES, PLACES

FOLDER = Path(__file__).with_name("table")
MARKS = re.compile(r"\{(?P<contact>[^}]+)\}|<(?P<unknown>[^>]+)>|\[(?P<tie>[^\]{]+)\]")


@dataclass(frozen=True)
class Row:
    """A line as it stands in the table, and what must be read of it."""

    marked: str
    expected: dict[str, str]
    now: Now
    names: NameIndex


def _now(words: str) -> Now:
    """``2026-11-23 10:00``, the time in UTC; in London unless a zone follows."""
    day, time, *zone = words.split()
    return now_at(datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC), *(zone or ["Europe/London"]))


def _people(words: str) -> NameIndex:
    """Persons between semicolons, their nicknames in brackets, with the ids 1, 2, …"""
    people = enumerate((person.strip().rstrip(")").partition(" (") for person in words.split(";")), 1)
    return index_of(
        tuple((number, name, tuple(filter(None, nicknames.split(", "))), "person")
              for number, (name, _, nicknames) in people)
    )  # fmt: skip


def _rows(name: str) -> Iterator[Row]:
    """The rows of a file, each with the moment and the people that stand above it."""
    now, names = NOW, NAMES
    row: Row | None = None
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            assert row is not None, line
            key, _, value = line.strip().partition(": ")
            row.expected[key.rstrip(":")] = value
            continue
        if row is not None:
            yield row
        row = None
        if line.startswith("= now "):
            now = _now(line.removeprefix("= now "))
        elif line.startswith("= people "):
            names = _people(line.removeprefix("= people "))
        elif line and not line.startswith(("= ", "# ")):
            row = Row(line, {}, now, names)
    if row is not None:
        yield row


ROWS = tuple((path.stem, row) for path in sorted(FOLDER.glob("*.txt")) for row in _rows(path.name))


def unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The line without its marks, and what each said: (contact, unknown or tie; start; end)."""
    plain, places, last = "", list[tuple[str, int, int]](), 0
    for found in MARKS.finditer(marked):
        plain += marked[last : found.start()]
        kind = str(found.lastgroup)
        places.append((kind, len(plain), len(plain) + len(found[kind])))
        plain, last = plain + found[kind], found.end()
    return plain + marked[last:], places


def _places(found: Reading) -> list[tuple[str, int, int]]:
    """Where a reading found what the marks of a line stand for."""
    marked = [("contact", one.start, one.end) for one in found.named]
    marked += [("unknown", one.start, one.end) for one in found.unknown]
    marked += [("tie", one.start, one.end) for one in found.ties]
    return sorted(marked, key=lambda place: place[1])


def _full(found: Reading, row: Row) -> dict[str, str]:
    """A reading as the table has it: the contacts by their places, everything else as in ``digest``."""
    short: dict[str, Any] = digest(found, found.text)
    short.pop("prose", None)
    short["day"] = found.day.isoformat()
    by_place = [found.contacts[named.index] for named in found.named]
    if by_place:
        short["who"] = ", ".join(
            f"{'~' * (contact.role == 'mentioned')}{'+' * contact.new}{contact.name}" for contact in by_place
        )
    if found.unknown:
        short["unknown"] = ", ".join(unknown.matched for unknown in found.unknown)
    if found.ties:
        short["ties"] = " | ".join(
            f"{tie.matched}: {' / '.join(row.names.contact(one).name for one in tie.candidates)}"
            for tie in found.ties
        )
    return {
        key: " | ".join(value).rstrip() if isinstance(value, list) else str(value)
        for key, value in short.items()
    }


def test_the_table_is_not_thin() -> None:
    assert len({row.marked for _, row in ROWS}) >= 250


@pytest.mark.parametrize(
    "row", [row for _, row in ROWS], ids=[f"{theme}: {row.marked}" for theme, row in ROWS]
)
def test_a_line_of_the_table(row: Row) -> None:
    line, places = unmarked(row.marked)
    if "refused" in row.expected:
        with pytest.raises(LineError) as refusal:
            reading(line, now=row.now, names=row.names, places=PLACES)
        assert row.expected == {"refused": refusal.value.message}
        return
    found = reading(line, now=row.now, names=row.names, places=PLACES)
    expected = {"day": row.now.today.isoformat(), **row.expected}
    expected.pop("nothing", None)
    assert _full(found, row) == expected
    assert _places(found) == places
    if found.day_words is not None:
        assert line[slice(*found.day_words)] == row.expected["said"]
