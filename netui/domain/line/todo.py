"""What one has to do: a promise in other words (``must call Ada back``, ``todo: write to Kat``)."""

from __future__ import annotations

import re
from typing import Final

from netui.domain.line.prose import Prose

_VERBS: Final = (
    "answer|arrange|ask|book|bring|buy|call|check|congratulate|contact|e-?mail|finish|follow|forward|get back"
    "|give|help|introduce|invite|lend|mail|meet|message|order|pay|phone|ping|post|prepare|read|remind|reply"
    "|respond|return|review|ring|schedule|see|send|share|show|tell|text|thank|visit|write"
)
"""What one has to do for somebody; ``I must say`` and ``must have been`` are none of them (choice)."""
TO_DO: Final = re.compile(
    r"(?<![\w'’-])(?:"
    r"(?P<said>(?:must|(?:need|have|remember|don['’]t forget|not to forget)[ \t]+to)"
    rf"(?:[ \t]+(?:also|still|really))?)(?=[ \t]+(?:{_VERBS})(?![\w'’-]))"
    r"|(?P<todo>to-?do)(?=[ \t]*:[ \t]+\S))",
    re.IGNORECASE,
)
_MINE: Final = frozenset({"i", "we"})
_GOING_ON: Final = frozenset({"and", "but", "so", "then", "also", "still"})


def to_do_at(prose: Prose, index: int) -> int | None:
    """The last of the words that begin with the word ``index`` and say that one has to do what follows.

    None where somebody else has to, and where they are not the beginning of a part of a sentence.
    """
    match = TO_DO.match(prose.visible, prose.words[index].start)
    if match is None:
        return None
    before = index
    if not prose.stop(before) and prose.key(before - 1) in _MINE and match["todo"] is None:
        before -= 1
    if not prose.stop(before) and prose.key(before - 1) not in _GOING_ON:
        return None
    return prose.word_from(match.end()) - 1
