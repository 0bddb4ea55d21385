"""The one place that prints. Standard output is data; standard error is for people.

No text that a person typed or a file brought reaches the terminal with a control, an escape or a direction
mark in it: text is cleaned here, and in JSON such characters are written as ``\\uXXXX``: the same value.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from io import TextIOWrapper
from time import monotonic
from typing import Any, Self
from unicodedata import category, combining

from netui.errors import NetuiError
from netui.terminal import terminal_encoding

VERSION = 1
"""Of the shapes of ``--json``."""

ASCII = ("ascii", "us-ascii", "ansi_x3.4-1968")

MARKS_IN_A_ROW = 4
"""Combining marks shown on one character at most (choice): a flood of them covers the lines around."""

MOMENT = 0.4
"""Seconds for which nobody wonders what goes on (choice)."""

_JOINERS = "\u200c\u200d"
_UNSEEN = (
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)

Shape = Mapping[str, Any]


class OutputError(NetuiError):
    """Standard output takes nothing more: a full disk. What was done before stays done. Exit code 1."""


def clean(text: str) -> str:
    """``text`` as one line that is safe to print.

    Breaks and tabs become a space, controls and lone surrogates ``�``; direction marks, tag characters and
    other invisible ones go, but for the joiners that scripts and emoji need.
    """
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for character in text:
        kind = category(character)
        marks = marks + 1 if combining(character) else 0
        if marks > MARKS_IN_A_ROW:
            continue
        if kind in ("Zs", "Zl", "Zp") or character in "\t\n\v\f\r\x85":
            shown.append(" ")
        elif kind in ("Cc", "Cs"):
            shown.append("\N{REPLACEMENT CHARACTER}")
        elif kind != "Cf" or character in _JOINERS:
            shown.append(character)
    return "".join(shown)


def say(lines: Iterable[str]) -> None:
    """Print lines of text on standard output."""
    _write(sys.stdout, "".join(f"{clean(line).rstrip()}\n" for line in lines))


def tell(message: str) -> None:
    """Say something to the person, on standard error."""
    _write(sys.stderr, f"{clean(message)}\n")


def answer(shape: Shape) -> None:
    """Print one JSON object, with the version of the shapes, on standard output."""
    import msgspec  # late: an error in the usage needs no JSON

    text = msgspec.json.encode({"version": VERSION, **shape}).decode()
    _write(sys.stdout, f"{re.sub(_UNSEEN, _escaped, text)}\n")


def data(content: bytes) -> None:
    """Write a file's bytes on standard output, as they are: but a terminal is shown them as text."""
    if sys.stdout is None or sys.stdout.isatty():
        say(content.decode("utf-8", "replace").splitlines())
        return
    _write(sys.stdout, "")
    _write_bytes(sys.stdout, content)


def show(as_json: bool, shape: Callable[[], Shape], lines: Callable[[], Iterable[str]]) -> None:
    """Print the one or the other; only that one is made."""
    if as_json:
        answer(shape())
    else:
        say(lines())


class Progress:
    """How far long work has come, on one line of standard error; nothing where that is no terminal.

    It is shown only when the work takes longer than a moment, and taken away at the end.
    """

    def __init__(self, what: str) -> None:
        self._what = clean(what)
        self._shown = monotonic() + MOMENT
        self._told = False
        self._wanted = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._told:
            _write(sys.stderr, "\r\x1b[K")

    def at(self, part: float) -> None:
        """So much is done, 0 to 1."""
        if self._wanted and monotonic() >= self._shown:
            self._told = True
            self._shown = monotonic() + MOMENT / 4
            _write(sys.stderr, f"\r{self._what} {part:.0%} (ctrl+c stops)\x1b[K")


def prepare_streams() -> None:
    """Let both streams take any text: UTF-8, but on a terminal that is set to something else.

    By what the locale says it is: the interpreter takes one that is not installed for none at all.
    """
    told = terminal_encoding()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            with suppress(OSError, ValueError):  # closed, or in a detached state
                if stream.isatty() and told not in ("ascii", "utf-8"):
                    stream.reconfigure(encoding=told, errors="replace")
                elif stream.isatty() and stream.encoding.lower() not in ASCII:
                    stream.reconfigure(errors="replace")
                else:
                    stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def unicode_shown() -> bool:
    """Whether standard output can show more than ASCII signs; no terminal of which nothing says so can."""
    if sys.stdout is not None and sys.stdout.isatty() and terminal_encoding() == "ascii":
        return False
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return encoding.lower().replace("-", "").startswith("utf")


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[place] << 8 | units[place + 1]:04x}" for place in range(0, len(units), 2))


def _write_bytes(stream: Any, content: bytes) -> None:
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream that somebody has put in its place
        _write(stream, content.decode("utf-8", "replace"))
    else:
        _write(buffer, content)


def _write(stream: Any, text: str | bytes) -> None:
    """Write and flush. A reader that has gone away is no error: what was done is done.

    Raises OutputError where an answer cannot be written; a word to a person that cannot is let go.
    """
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # The interpreter flushes once more at its end, and would complain then.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream in (sys.stdout, getattr(sys.stdout, "buffer", None)) and not isinstance(
            error, BrokenPipeError
        ):
            reason = error.strerror or "unknown"
            raise OutputError(f"cannot write the answer: {reason}; any change is saved") from None
