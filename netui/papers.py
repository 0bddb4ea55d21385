"""The pages about netui: Markdown files of the package, for the web, ``netui help`` and the program.

Their tables of commands, options, keys, settings and JSON fields are compared with the code by
``tests/papers``; ``python -m tests.papers`` writes them anew.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from netui.domain.nearest import did_you_mean, nearest
from netui.errors import NotFoundError

TOPICS: dict[str, str] = {
    "line": "the one-line language, with examples",
    "rules": "how netui counts: streak, balance, reminders, goals, and what that rests on",
    "document": "where your data is, undo, backups, and what is promised",
    "ssh": "on a server: for every account, for one key, over slow links",
    "import": "bringing people in, and taking everything out",
    "configuration": "what can be set",
    "keys": "the keys, and where they do something",
    "commands": "every command with its options, and the exit codes",
    "shell": "completion, a login message, tmux, cron",
    "json": "what commands print for scripts",
    "accessible": "every screen as plain text: screen readers, no colour, ASCII",
}
"""Every page, with what it is about, in the order in which they are offered."""

MOST_WIDE = 96
"""Columns that a page takes at most: longer lines are hard to read (choice)."""

LAST_CELL_LEAST = 24
"""Columns below which the last cell of a table's row stands under the others (choice)."""

Kind = Literal["heading", "text"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page as plain text."""

    text: str
    kind: Kind = "text"


def page(topic: str) -> str:
    """The Markdown of a page. Raises NotFoundError, with the topics there are, for one there is not."""
    if topic not in TOPICS:
        near = did_you_mean(nearest(topic, TOPICS)) or f"; there are {', '.join(TOPICS)}"
        raise NotFoundError(f"there is no page “{topic}”{near}")
    return (Path(__file__).parent / "pages" / f"{topic}.md").read_text("utf-8")


def lines_of(markdown: str, width: int) -> list[Line]:
    """A page as lines of plain text, ``width`` columns wide at most but for what stands in a code block."""
    width = min(width, MOST_WIDE)
    lines: list[Line] = []
    for block in _blocks(markdown):
        if lines:
            lines.append(Line(""))
        lines += _block_lines(block, width)
    return lines


def _blocks(markdown: str) -> Iterator[list[str]]:
    """What stands between empty lines; a code block is one, whatever is in it. Comments are left out."""
    block: list[str] = []
    in_code = False
    for line in re.sub(r"<!--.*?-->\n?", "", markdown, flags=re.DOTALL).splitlines():
        fence = line.startswith("```")
        if (not line and not in_code) or (fence and not in_code):
            if block:
                yield block
            block = []
        if line or in_code:
            block.append(line)
        if fence:
            in_code = not in_code
            if not in_code:
                yield block
                block = []
    if block:
        yield block


def _block_lines(block: list[str], width: int) -> Iterator[Line]:
    first = block[0]
    if first.startswith("```"):
        yield from (Line(f"    {line}".rstrip()) for line in block[1:-1])
    elif first.startswith("#"):
        yield Line(_plain(first.lstrip("# ")), "heading")
    elif first.startswith("|"):
        yield from _table([_cells(line) for line in block if not re.fullmatch(r"\|[-| :]+\|", line)], width)
    elif first.startswith(("- ", "1. ")):
        for item in _items(block):
            mark, _, text = item.partition(" ")
            indent = " " * (len(mark) + 1)
            yield from _wrapped(_plain(text), width, f"{mark} ", indent)
    else:
        yield from _wrapped(_plain(" ".join(block)), width)


def _items(block: list[str]) -> Iterator[str]:
    """The items of a list, each on one line."""
    item = ""
    for line in block:
        if re.match(r"(- |\d+\. )", line):
            if item:
                yield item
            item = line
        else:
            item += f" {line.strip()}"
    yield item


def _cells(line: str) -> list[str]:
    """The cells of a table's row; a sign ``\\|`` is no border."""
    return [
        _plain(cell.strip(), quotes=False).replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]
    ]


def _table(rows: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    """A table in columns; the last cell of a row goes on below itself, or under the others in little room."""
    head, *body = rows
    if any(head):
        body = [head, *body]
    widths = [max(len(row[column]) for row in body) for column in range(len(head) - 1)]
    before = sum(each + 2 for each in widths)
    beside = width - before >= LAST_CELL_LEAST
    indent = " " * before if beside else "    "
    for number, row in enumerate(body):
        kind: Kind = "heading" if any(head) and not number else "text"
        first = "".join(f"{cell:{room}}  " for cell, room in zip(row[:-1], widths, strict=True))
        if beside:
            yield from (Line(each.text, kind) for each in _wrapped(row[-1], width, first, indent))
            continue
        told = [cell for cell in row[:-1] if cell]
        yield from (Line(each.text, kind) for each in _wrapped("  ".join(told), width, "", "  "))
        yield from (Line(each.text, kind) for each in _wrapped(row[-1], width, indent, indent))


def _wrapped(text: str, width: int, first: str = "", other: str = "") -> Iterator[Line]:
    wrapped = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=other,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (Line(each) for each in wrapped or [first.rstrip()])


def _plain(text: str, *, quotes: bool = True) -> str:
    """Inline Markdown as plain text: a link is its words, and code that has spaces in it stands in quotes."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    parts = re.split(r"`([^`]+)`", text)
    # What stands between backquotes is at the odd places, and is kept to the letter.
    return "".join(
        (_quoted(part) if quotes else part) if place % 2 else _bare(part) for place, part in enumerate(parts)
    )


def _bare(text: str) -> str:
    return re.sub(r"(\*\*?)(?=\S)([^*]+)(?<=\S)\1", r"\2", text)


def _quoted(code: str) -> str:
    return f"“{code}”" if " " in code else code
