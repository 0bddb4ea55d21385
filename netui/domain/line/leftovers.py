"""What is written as ``key:value`` and could not be read: it stays prose, but not in silence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from netui.domain.line.details import Key, details_in
from netui.domain.line.reading import Reading
from netui.domain.line.spans import shadow_of
from netui.domain.line.words import CHANNEL_NAMES, EXPLICIT_KINDS, TRIGGERS

_TAKES: Final = {
    **dict.fromkeys(TRIGGERS, "a kind such as advice or intro, and then :1 to :3"),
    "via": "in-person, event, video, phone, message or social",
    "purpose": "relationship, ask or sale",
    "started": "me, them or both",
}
"""What may stand behind a key that does not take everything."""


_VALUES: Final[Mapping[str, Collection[str]]] = {
    **dict.fromkeys(TRIGGERS, EXPLICIT_KINDS),
    "via": CHANNEL_NAMES,
    "purpose": ("relationship", "ask", "sale"),
    "started": ("me", "them", "both"),
}


def key_left_in_prose(reading: Reading, *, typing: bool = False) -> str:
    """Of the first key that says nothing here, why; empty where all were read.

    ``typing``: nothing is said of one at the end of the text that may be read with a few more letters.
    """
    promised = [(one.start, one.end) for one in reading.follow_ups if one.kind != "meeting"]
    spans = [*promised, *((piece.start, piece.end) for piece in reading.pieces)]
    for key in details_in(reading.text, shadow_of(reading.text)).keys:
        is_day_of_promise = key.key == "due" and any(one.due is not None for one in reading.follow_ups)
        taken = any(start < key.end and key.start < end for start, end in spans)
        coming = typing and key.end == len(reading.text) and _may_become_one(key)
        if not coming and not is_day_of_promise and not (taken and key.key != "due"):
            said = reading.text[key.start : key.end]
            return f"“{said}” stays prose: {_why(reading, key)}"
    return ""


def _may_become_one(key: Key) -> bool:
    """Whether more letters could make something of it: ``got:a``, ``due:fri``."""
    value = key.value.lower()
    return key.key == "due" or any(each.startswith(value) for each in _VALUES.get(key.key, ()))


def _why(reading: Reading, key: Key) -> str:
    twice = any(
        piece.start != key.start and reading.text[piece.start :].lower().startswith(f"{key.key}:")
        for piece in reading.pieces
    )
    if key.key in ("needs", "offers"):
        return "@ before one name says whose it is"
    if key.key == "due":
        promised = any(one.kind != "meeting" for one in reading.follow_ups)
        return (
            "that is no day" if promised else 'it is the day of a promise, as in todo:"the book" due:friday'
        )
    if reading.form == "note":
        return "a note tells of nothing that happened"
    if reading.form == "plan" and key.key in TRIGGERS:
        return "nothing has happened yet"
    if twice:
        return "said twice, and the last one counts"
    return f"{key.key}: takes {_TAKES[key.key]}" if key.key in _TAKES else "nothing is made of it here"
