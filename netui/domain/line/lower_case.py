"""Words in lower case where somebody would be named: ``a call with rosa``. By the rules they are no name.

Where the line is otherwise taken to be with somebody who is not in it, that is worth a question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from netui.domain.line.ordinary import ORDINARY_WORDS, SMALL_WORDS
from netui.domain.line.reading import Piece, Reading, Unknown
from netui.domain.line.spans import fold, word_set
from netui.domain.line.words import CHANNELS, KINDS, TRIGGERS

_MET: Final = re.compile(
    r"(?<![\w@#-])(?P<how>with|met) (?=(?P<name>[^\W\d_]{2,}(?: [^\W\d_]{2,})?)(?![\w'’-]))"
)
_NOBODY: Final = (
    ORDINARY_WORDS
    | frozenset(CHANNELS)
    | frozenset(KINDS)
    | frozenset(TRIGGERS)
    | word_set(
        """
        adults attendees audience bags beer board boss bosses bread breakfast butter cake care children
        client clients colleague colleagues company confidence customer customers dessert details difficulty
        donors drinks ease engineers enthusiasm everybody everyone experts family finance folks food founders
        friend friends guests humour husband interest investors joy kids leaders legal management manager
        managers marketing members mentor milk neighbour neighbours notes others parents partner partners
        passion pastries people pleasure press pride questions sales slides speakers staff strangers students
        success support tears team trouble visitors volunteers wife yesterday today tomorrow downtown online
        halfway homework code virtually nearby abroad indoors
        """
    )
)
"""Who or what one is with without a name (choice: the commonest)."""
_NO_NAME: Final = re.compile(r".*(?:ly|ing|(?<![aiu])(?<!me)(?<!ar)s)")
"""Adverbs, what is done, and several of a kind; but not ``jonas``, ``james`` and ``lars`` (choice)."""
_ENDS: Final = SMALL_WORDS | frozenset(KINDS) | frozenset(TRIGGERS) | {"yesterday", "today", "tomorrow"}
"""Words with which the sentence goes on after a name."""


def perhaps_named(reading: Reading) -> Unknown | None:
    """The first words in lower case where somebody met would be named, as a name; None: there are none."""
    text = reading.text
    for match in _MET.finditer(text):
        start, words = match.start("name"), match["name"].split(" ")
        if len(words) > 1 and fold(words[1]) in _ENDS:
            del words[1]
        end = start + len(" ".join(words))
        after = text[end:].split(maxsplit=1)
        ends = not after or not text[end].isspace() or fold(after[0].rstrip(",.;:!?")) in _ENDS
        taken = any(one.start < end and start < one.end for one in reading.pieces)
        # With whom one helped or what one was happy with is rather a thing.
        told = match["how"] == "met" or reading.channel is not None
        ordinary = any(fold(word) in _NOBODY or _NO_NAME.fullmatch(word) for word in words)
        if told and ends and not taken and not ordinary and all(word.islower() for word in words):
            return Unknown(" ".join(words).title(), start, end)
    return None


def with_name(reading: Reading, name: Unknown) -> Reading:
    """The reading with ``name`` among those that are nobody's."""
    piece = Piece(name.start, name.end, "unknown", name.matched)
    return replace(
        reading,
        unknown=tuple(sorted((*reading.unknown, name), key=lambda each: each.start)),
        pieces=tuple(sorted((*reading.pieces, piece), key=lambda each: each.start)),
    )
