"""A line written out again, so that it says of itself who is meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from netui.domain.line.details import Span, details_in
from netui.domain.line.reading import Reading, Unknown
from netui.domain.line.spans import shadow_of

_ABOUT: Final = re.compile(r"\b(?:needs|offers):", re.IGNORECASE)


def written_out(
    text: str, places: Iterable[tuple[int, int, str]], names: Iterable[tuple[int, int]] = ()
) -> str:
    """``text`` with ``@"Full Name"`` in the ``places`` (start, end, name; ascending), all else to the letter.

    It reads the same whoever else has come by a like name since. A place within a value (``todo:"see Ada"``)
    and a name that holds a quote stay as they were written; so does a line with a quote that stands alone.
    ``names``: where else names stand, quotes and all.
    """
    wanted = list(places)
    shadow = shadow_of(text)
    details = details_in(text, shadow)
    values = sorted((one.start, one.end) for one in (*details.keys, *details.events))
    taken = sorted([*values, *names, *((start, end) for start, end, _ in wanted)])
    if '"' in _outside(shadow, taken):
        return text
    pieces: list[str] = []
    last = 0
    for start, end, name in wanted:
        stays = '"' in name or "\n" in name or _lies_in(start, values)
        pieces += (text[last:start], text[start:end] if stays else f'@"{name}"')
        last = end
    return "".join((*pieces, text[last:]))


def _outside(shadow: str, spans: list[Span]) -> str:
    """What stands outside the spans, which may lie in one another."""
    outside: list[str] = []
    last = 0
    for start, end in spans:
        outside.append(shadow[last:start])
        last = max(last, end)
    return "".join((*outside, shadow[last:]))


def _lies_in(place: int, spans: list[Span]) -> bool:
    before = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return before >= 0 and place < spans[before][1]


def printed(reading: Reading) -> str:
    """The line of a reading with each contact by the whole name, but for those told apart in brackets.

    Where not one alone took part, ``needs:`` is of the ``@name`` before it: beside it no name is marked
    that was not.
    """
    names = [(named.start, named.end) for named in reading.named]
    places = [
        (named.start, named.end, reading.contacts[named.index].name)
        for named in reading.named
        if not reading.text.endswith(')"', named.start, named.end)
    ]
    took_part = [contact for contact in reading.contacts if contact.role == "took_part"]
    if len(took_part) != 1 and _ABOUT.search(reading.text):
        places = [place for place in places if reading.text[place[0]] in "@*"]
    return written_out(reading.text, places, names)


def with_new(reading: Reading, unknown: Unknown) -> str:
    """The line with an unknown name said to be one: ``? who is Zed Omar`` answered by one key.

    It is a new contact's then, or of whoever is called by the word.
    """
    name = unknown.matched.rstrip(".")
    names = [(named.start, named.end) for named in reading.named]
    return written_out(reading.text, [(unknown.start, unknown.start + len(name), name)], names)
