"""What is being typed where the cursor stands: a name, a tag, an event, a place, or a word after ``via:``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Sort = Literal["who", "tag", "event", "place", "kind", "channel", "purpose", "started"]

_VALUES: dict[str, Sort] = {
    "gave": "kind", "shared": "kind", "sent": "kind", "got": "kind", "received": "kind", "asked": "kind",
    "offered": "kind", "via": "channel", "purpose": "purpose", "started": "started", "event": "event",
    "place": "place",
}  # fmt: skip
"""What is awaited after a key and its colon."""

_WHO = re.compile(r'(?<![^\W_])@(?:"(?P<quoted>[^"]*)|(?P<word>[^\s"@,;:]*))$')
_TAG = re.compile(r"(?:^|(?<=\s))(?P<sign>[#+])(?P<word>[^\W\d_][\w:-]*|)$")
_EVENT = re.compile(r'\bat "(?P<word>[^"]*)$', re.IGNORECASE)
_KEY = re.compile(
    rf'\b(?P<key>{"|".join(_VALUES)}):(?:"(?P<quoted>[^"]*)|(?P<word>[^\s"@,;:]*))$', re.IGNORECASE
)
_PLACE = re.compile(r"(?:^|(?<=\s))in (?P<word>[^\W\d_]\w*(?: \w+)?)$", re.IGNORECASE)
_PLAIN = re.compile(r"[\w'’-]+")
_CLOSED = (" ", ",", ";", ".")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that could be completed."""

    sort: Sort
    word: str
    """As far as it is typed, without its marks."""
    start: int
    """Where it begins in the line, with its marks."""
    lead: str
    """What stands before it and stays: ``@``, ``#``, ``via:``, ``in ``."""


def wanted_at(before: str) -> Wanted | None:
    """What is being typed at the end of ``before``, the line up to the cursor; None: prose."""
    if (found := _WHO.search(before)) is not None:
        return Wanted("who", _word(found), found.start(), "@")
    if (found := _TAG.search(before)) is not None and (found["sign"] == "#" or found["word"]):
        return Wanted("tag", found["word"], found.start(), found["sign"])
    if (found := _EVENT.search(before)) is not None:
        return Wanted("event", found["word"], found.start(), before[found.start() : found.start() + 3])
    if (found := _KEY.search(before)) is not None:
        key = found["key"]
        return Wanted(_VALUES[key.lower()], _word(found), found.start(), f"{key}:")
    if (found := _PLACE.search(before)) is not None:
        return Wanted("place", found["word"], found.start(), before[found.start() : found.start() + 3])
    return None


def _word(found: re.Match[str]) -> str:
    return found["quoted"] if found["quoted"] is not None else found["word"]


def written(wanted: Wanted, value: str, after: str) -> tuple[str, int]:
    """What is written in place of the word, and how much of ``after``, the line from the cursor on, goes."""
    prose = wanted.sort == "place" and wanted.lead.lower() == "in "
    bare = prose or wanted.sort == "tag" or (_PLAIN.fullmatch(value) and wanted.lead.lower() != "at ")
    text = f"{wanted.lead}{value}" if bare else f'{wanted.lead}"{value}"'
    gone = 1 if text.endswith('"') and after.startswith('"') else 0
    return text + ("" if after[gone:].startswith(_CLOSED) else " "), gone
