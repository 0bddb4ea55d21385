"""What a line says outside its prose: ``key:value``, tags, addresses, minutes, quoted events."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

Span = tuple[int, int]

_BEFORE = r"(?<![^\s(\[{,;])"
_LETTER = r"[^\W\d_]"

_KEY: Final = re.compile(
    _BEFORE
    + r"(?P<key>gave|shared|sent|got|received|asked|offered|via|place|event|needs|offers|opportunity|purpose"
    r'|started|todo|due):(?:"(?P<quoted>[^"\n]*)"|(?P<bare>[^\s;,"]+))',
    re.IGNORECASE,
)
_TAG: Final = re.compile(_BEFORE + rf"[#+](?P<tag>{_LETTER}(?:[^\W_]|[-:])*)(?![\w@#+])")
_LINK: Final = re.compile(
    r"(?<![\w+.-])[A-Za-z][A-Za-z0-9+.-]*://[^\s\"]+"
    r"|(?<![^\s(\"'])[~.]{0,2}/(?!@)[^\s\"]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?![\w-])(?:/[^\s\"]*)?"
)
_EVENT: Final = re.compile(r'(?<!\w)at[ \t]+"(?P<name>[^"\n]+)"', re.IGNORECASE)
_COUNTS: Final = ("two", "three", "four", "five", "six")
_MINUTES: Final = re.compile(
    r"(?<![\w.,/:$€£+-])(?P<for>for[ \t]+)?(?:"
    r"(?P<hours>\d{1,2})[ \t]*h[ \t]?(?P<rest>\d{1,2})(?:[ \t]?m(?:in)?)?"
    r"|(?P<decimal>\d{1,2}(?:[.,]\d{1,2})?)(?:[ \t]*(?:h|hrs?)|[ \t]+hours?|-hours?)"
    r"|(?P<minutes>\d{1,4})(?:[ \t]*mins?|[ \t]+minutes?)"
    r"|(?P<bare>\d{1,4})m"
    r"|(?P<worded>half[ \t]+an[ \t]+hour|an[ \t]+hour(?:[ \t]+and[ \t]+a[ \t]+half)?"
    rf"|(?:{'|'.join(_COUNTS)})[ \t]+hours)"
    r")(?![\w/-]|[.:]\d)",
    re.IGNORECASE | re.ASCII,
)
_NO_LENGTH: Final = re.compile(r"[ \t]+(?:late|early|ago|away|before|after|from|behind|walk|drive|ride)\b")
_MOST_MINUTES: Final = 24 * 60
_TRAILING = ".!?)]:"


@dataclass(frozen=True, slots=True)
class Key:
    """``key:value`` or ``key:"value"``."""

    key: str
    """Lower case."""
    value: str
    """As it was typed, without quotes."""
    start: int
    end: int
    value_start: int
    value_end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    start: int
    end: int


@dataclass(slots=True)
class Details:
    """What was found outside the prose. All spans lie apart from each other."""

    keys: list[Key] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    links: list[Span] = field(default_factory=list)
    events: list[Key] = field(default_factory=list)
    """``at "Event"``, as a key ``event`` of its own."""


def details_in(text: str, shadow: str) -> Details:
    """Find keys, quoted events, addresses and tags, in that order of right: none is cut out of another."""
    found = Details()
    taken: list[Span] = []
    for match in _KEY.finditer(shadow):
        key = _key(text, match)
        if key is not None:
            found.keys.append(key)
            taken.append((key.start, key.end))
    for match in _EVENT.finditer(shadow):
        start, end = match.span("name")
        if match["name"].strip() and _apart(taken, *match.span()):
            found.events.append(
                Key("event", text[start:end].strip(), match.start(), match.end(), start, end, quoted=True)
            )
    taken = sorted([*taken, *((event.start, event.end) for event in found.events)])
    for match in _LINK.finditer(shadow):
        if _apart(taken, *match.span()):
            found.links.append(match.span())
    taken = sorted([*taken, *found.links])
    for match in _TAG.finditer(shadow):
        if _apart(taken, *match.span()):
            start, _ = match.span("tag")
            end = start + len(match["tag"].rstrip(":-"))
            found.tags.append(Tag(text[start:end], match.start(), end))
    return found


def _key(text: str, match: re.Match[str]) -> Key | None:
    quoted = match["quoted"] is not None
    start, end = match.span("quoted" if quoted else "bare")
    if not quoted:
        end = start + len(match["bare"].rstrip(_TRAILING))
    value = text[start:end].strip()
    if not value or value.startswith("//"):
        return None
    value_start = text.index(value, start)
    return Key(
        match["key"].lower(),
        value,
        match.start(),
        end + quoted,
        value_start,
        value_start + len(value),
        quoted,
    )


def _apart(taken: list[Span], start: int, end: int) -> bool:
    """Whether the span touches none of ``taken`` (ascending, lying apart)."""
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low == len(taken) or taken[low][0] >= end


def minutes_in(visible: str, start: int = 0) -> tuple[int, int, int] | None:
    """The first length of time (``45min``, ``1h30``, ``for 45m``, ``for an hour``) in minutes, and its place.

    A bare ``5m`` may be money, and ``20 minutes late`` is no length: both stay prose.
    """
    for match in _MINUTES.finditer(visible, start):
        minutes = _minutes(match)
        if (
            minutes is not None
            and 0 < minutes <= _MOST_MINUTES
            and not _NO_LENGTH.match(visible, match.end())
        ):
            return match.start(), match.end(), minutes
    return None


def _minutes(match: re.Match[str]) -> int | None:
    if match["hours"] is not None:
        rest = int(match["rest"])
        return int(match["hours"]) * 60 + rest if rest < 60 else None
    if match["decimal"] is not None:
        return round(float(match["decimal"].replace(",", ".")) * 60)
    if match["minutes"] is not None:
        return int(match["minutes"])
    if not match["for"]:
        return None
    return int(match["bare"]) if match["bare"] is not None else _worded_minutes(match["worded"].lower())


def _worded_minutes(words: str) -> int:
    """``an hour``, ``half an hour``, ``an hour and a half``, ``two hours``."""
    if words.startswith("half"):
        return 30
    if words.startswith("an"):
        return 90 if words.endswith("half") else 60
    return 60 * (_COUNTS.index(words.split()[0]) + 2)
