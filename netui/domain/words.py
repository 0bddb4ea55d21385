"""Other people's text within our own: on one line, and no longer than a sentence can bear."""

from __future__ import annotations


def one_line(text: str, length: int) -> str:
    """``text`` on one line, cut with an ellipsis where it is longer than ``length`` code points."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def folded(text: str) -> str:
    """``text`` with case and spacing aside, as two needs or titles are held against each other."""
    return " ".join(text.casefold().split())


def holds_words(title: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in ``title`` from the beginning of a word on, case and spacing aside."""
    return bool(folded(wanted)) and f" {folded(wanted)}" in f" {folded(title)}"
