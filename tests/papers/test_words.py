"""Every key, setting, field and line that the papers name is one of netui's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from netui.config import read_config
from netui.domain.channels import LABELS
from netui.domain.goals import MEASURE_WORDS
from netui.domain.ledger import Verdict
from netui.domain.ranking import ReminderKind
from netui.domain.records import RECORDS
from netui.exchange.csv_table import FIELDS
from netui.exchange.formats import all_formats
from netui.settings import SETTINGS
from netui.tui.commands import COMMANDS, keys_table
from netui.tui.keymap import keymap_of
from netui.tui.screens.help import EXAMPLES, LINE_KEYS
from tests.papers.reading import reading_of
from tests.papers.scratch import ROOT, pages

LIST_KEYS = {"j", "k", "g", "G", "ctrl+d", "ctrl+u"}
KEYS = {key for keys, _, _ in keys_table() for key in keys.split(", ")}
KEYS |= {key for keys, _ in LINE_KEYS for key in keys.split()} | LIST_KEYS

LOOKS_LIKE_A_KEY = re.compile(
    r"[^\W\d_]|[,:?/+*\[\]]|(?:ctrl|shift|alt)\+\S+|tab|enter|esc|space|f\d+", re.UNICODE
)


def codes(text: str) -> list[str]:
    """What stands between backquotes outside of blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


@pytest.mark.parametrize(("name", "text"), pages(), ids=lambda value: value if "\n" not in value else "")
def test_every_key_that_is_named_is_one(name: str, text: str) -> None:
    if name == "import":
        text = text.partition("<!-- generated: fields -->")[0]  # "role; w" are headers there
    for code in codes(text):
        if LOOKS_LIKE_A_KEY.fullmatch(code):
            assert code in KEYS, code


@pytest.mark.parametrize(("name", "text"), pages(), ids=lambda value: value if "\n" not in value else "")
def test_every_word_of_the_program_that_is_named_is_one(name: str, text: str) -> None:
    known = {setting.key for setting in SETTINGS} | set(RECORDS) | set(MEASURE_WORDS) | set(LABELS)
    known |= {*get_args(Verdict), *get_args(ReminderKind), *FIELDS} | {each.name for each in all_formats()}
    known |= {command.id for command in COMMANDS} | fields()
    for code in codes(text):
        if re.fullmatch(r"[a-z]+(?:_[a-z]+)+", code):
            assert code in known, code


def test_the_configuration_on_the_page_can_be_had(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for block in re.findall(r"```toml\n(.*?)```", dict(pages())["configuration"], re.DOTALL):
        path.write_text(block)
        read = read_config(path)
        assert read.problems == ()
        assert read.config.keys
        assert keymap_of(read.config.keys).problems == ()


def fields() -> set[str]:
    """The names in the shapes of the page about JSON, which are compared with what commands print."""
    text = dict(pages())["json"]
    return {
        word
        for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL)
        for word in re.findall(r"\w+", block)
    }


def test_the_words_about_json_are_fields() -> None:
    text = dict(pages())["json"].partition("## What the words mean")[2]
    for cell in re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE):
        for word in re.findall(r"`(\w+)`", cell):
            assert word in fields(), word


def example_lines() -> list[tuple[str, int]]:
    """Every example of the language in the papers as a whole line, with the place where it begins in it."""
    found = [(line, 0) for line in EXAMPLES]
    for name, text in pages():
        for block in re.findall(r"```line\n(.*?)```", text, re.DOTALL):
            found += [(line, 0) for line in block.splitlines() if not line.startswith(" ")]
        for row in re.findall(r"^\| (?!piece|---)([^|]+) \| ([^|]+) \|$", _section(name, text), re.MULTILINE):
            found += [_whole(code) for cell in row for code in codes(cell)]
    found += [(line, 0) for line in re.findall(r"`(coffee with [^`]+)`", (ROOT / "README.md").read_text())]
    return list(dict.fromkeys(found))


def _section(name: str, text: str) -> str:
    """Where a paper has a table of pieces of the language."""
    if name == "README":
        return text.partition("## One line")[2].partition("\n## ")[0]
    if name == "line":
        return text.partition("## Who")[2].partition("\n## ")[0] + text.partition("## More about it")[2]
    return ""


def _whole(code: str) -> tuple[str, int]:
    """A piece as part of a line, and where it begins."""
    before, after = "coffee with Ada, ", ""
    if "…" in code:
        return code.replace("…", "coffee with Ada"), 0
    if re.match(
        r"(?:plan|note|next tuesday|introduced|Ada introduced|gave|got|thanked|Kat called|I wrote)\b", code
    ):
        before = ""
    elif code in ("about", "re", "regarding"):
        after = " Emmy"
    elif code in ("big", "small"):
        before, after = "coffee with Ada, got ", " advice"
    elif re.fullmatch(r":\d", code):
        before = "coffee with Ada, got:advice"
    return f"{before}{code}{after}", len(before)


@pytest.mark.parametrize(("line", "place"), example_lines(), ids=lambda value: str(value))
def test_each_example_is_read_without_a_doubt(line: str, place: int) -> None:
    reading = reading_of(line)
    assert reading.unknown == ()
    assert reading.ties == ()
    assert reading.contacts
    if not line[place:].startswith("\\"):  # which says that it is nothing but prose
        assert any(piece.end > place for piece in reading.pieces)
