"""Which of the words there are somebody may have meant who mistyped one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from netui.domain.line.spans import fold

MOST: Final = 3
"""Words that are offered, at most (choice)."""

NEAR: Final = 0.66
"""How like a word must be, 1 being the same: ``lgo`` is that near to ``log`` (choice)."""

BESIDE_THE_BEST: Final = 0.1
"""How much less like than the nearest another may be (choice)."""

LONGEST: Final = 100
"""Characters of a word, beyond which none is near it (choice)."""

_BEGUN: Final = 3
"""Letters with which a longer word is begun (choice)."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The few of ``known`` that come near ``word``, the nearest first, case and accents aside."""
    from rapidfuzz.distance import OSA  # late: only what went wrong needs it

    wanted = fold(word.strip())
    if not wanted or len(wanted) > LONGEST:
        return []
    likeness: dict[str, float] = {}
    for one in dict.fromkeys(known):
        plain = fold(one)
        begun = len(wanted) >= _BEGUN and plain.startswith(wanted)
        like = 1.0 if begun else OSA.normalized_similarity(wanted, plain[: LONGEST + 1], score_cutoff=NEAR)
        if like:
            likeness[one] = like
    least = max(likeness.values(), default=0.0) - BESIDE_THE_BEST
    return sorted((one for one, like in likeness.items() if like >= least), key=lambda one: -likeness[one])[
        :MOST
    ]


def nearest_called(mistyped: str, called: Mapping[int, Iterable[str]]) -> list[int]:
    """The few of whom a name, or one word of it, comes near ``mistyped``; ``called``: the names of each."""
    owners: dict[str, list[int]] = {}
    for one, names in called.items():
        for name in dict.fromkeys(word for whole in names for word in (whole, *whole.split())):
            owners.setdefault(name, []).append(one)
    found = dict.fromkeys(one for name in nearest(mistyped, owners) for one in owners[name])
    return list(found)[:MOST]


def did_you_mean(words: Iterable[str]) -> str:
    """What ends a sentence that says a word is none: ``; did you mean “log”?``; empty where none is near."""
    offered = [f"“{word}”" for word in words]
    if not offered:
        return ""
    *others, last = offered
    return f"; did you mean {', '.join(others)} or {last}?" if others else f"; did you mean {last}?"
