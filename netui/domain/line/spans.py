"""The ground of the language: words of a text and where they stand.

Positions are code points of the text as it was typed. Two texts of the same length help: the *shadow*, in
which typographic quotes, apostrophes and hyphens are the plain ones and every combining mark is a letter, and
the *visible* text, a shadow in which what has been read otherwise (tags, addresses) is blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from netui.domain.line.scripts import (
    NameEnds,
    before_particles,
    has_particles,
    may_stand_in_run,
    names_in_run,
    runs_of,
)


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(words.split())


_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "‐": "-", "‑": "-"}
)
_JOINERS = "\u200c\u200d"
_WORD = re.compile(r"\w+(?:['-]\w+)*")
_LATIN_NAME = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ɏ]+(?: [0-9A-Za-zÀ-ÖØ-öø-ɏ]+)*")
"""Words of Latin letters, with accents in them, between single spaces: nothing else in it is to be read."""
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that carry their mark inside, so that no decomposition takes it away."""

ABBREVIATIONS = word_set("dr mr mrs ms mx prof rev st sr jr hon messrs mt")
"""Words whose full stop ends no sentence."""

BLANK = "·"
"""Stands in a visible text where something else than prose was read. Part of no word, and no space."""

SPACES = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""All that ``str.isspace`` takes for white space."""

EDGES = SPACES + ",;:.!-–—" + BLANK
"""What is cut off at both ends of a stretch of prose."""

_LONGEST_GAP = 8
"""Characters between two words of one name, spaces included (choice)."""


class Word(NamedTuple):
    """One word: ``text[start:end]``."""

    start: int
    end: int
    key: str
    """Folded: case and accents aside."""
    stem: str
    """Of a possessive (``Grace's``, ``James'``) the key without its ending; else empty."""
    stem_end: int


def shadow_of(text: str) -> str:
    """``text`` with plain quotes, apostrophes and hyphens and with marks as letters; of the same length."""
    if text.isascii():
        return text
    plain = text.translate(_PLAIN)
    shadow: list[str] = []
    in_word = False
    for char in plain:
        shown = char
        if not char.isalnum() and (char in _JOINERS or unicodedata.category(char)[0] == "M"):
            shown = "a" if in_word else " "
        in_word = shown.isalnum()
        shadow.append(shown)
    return "".join(shadow)


def fold(word: str) -> str:
    """``word`` with case and accents aside, for comparing; its length may differ."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN).casefold())
    bare = "".join(char for char in decomposed if not _is_accent(char))
    return unicodedata.normalize("NFC", bare.casefold().translate(_UNDECOMPOSED))


def fold_case(word: str) -> str:
    """``word`` with case aside and accents kept, composed and decomposed forms alike."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.translate(_PLAIN).casefold()))


def _is_accent(char: str) -> bool:
    """Whether a mark is an accent or a vowel point, and not a letter of its script."""
    combining = unicodedata.combining(char)
    return combining >= 200 or 10 <= combining <= 36


def words_of(text: str, visible: str) -> list[Word]:
    """The words of ``text`` that stand in ``visible``, a shadow of it with blanks.

    A word holds inner apostrophes and hyphens (``O'Dowd``, ``Mary-Kate``). Where a script sets no spaces, a
    change of script ends the word.
    """
    quoted = " '" in visible or visible.startswith("'")
    words: list[Word] = []
    for match in _WORD.finditer(visible):
        for start, end in runs_of(text, match.start(), match.end()):
            words.append(_word(text, visible, start, end, quoted=quoted))
    return words


def split_at_names(words: Iterable[Word], text: str, visible: str, name_ends: NameEnds) -> list[Word]:
    """The words, those of a script without spaces cut where names begin and end (``和李明喝咖啡``).

    A run behind ``@``, or after a word of English, stands for itself: ``tea with 李清照子`` is not with
    李清照. A Korean name is known by the particles after it wherever it stands.
    """
    parted: list[Word] = []
    for word in words:
        if not may_stand_in_run(word.key):
            parted.append(word)
        elif has_particles(word.key):
            parted += _without_particles(word, name_ends)
        elif visible[word.start - 1 : word.start] == "@" or (parted and parted[-1].key.isascii()):
            parted.append(word)
        else:
            parted += _cut(word, text, names_in_run(word.key, name_ends))
    return parted


def _without_particles(word: Word, name_ends: NameEnds) -> list[Word]:
    end, owns = before_particles(word.key, name_ends)
    if not end or len(word.key) != word.end - word.start:
        return [word]
    if owns:
        return [word._replace(stem=word.key[:end], stem_end=word.start + end)]
    return [
        Word(word.start + one, word.start + two, word.key[one:two], "", word.start + two)
        for one, two in ((0, end), (end, len(word.key)))
    ]


def _cut(word: Word, text: str, names: Iterable[tuple[int, int]]) -> list[Word]:
    """The word in pieces: the ``names`` in its key, and what stands between them."""
    places = _places(text[word.start : word.end], word.key)
    if places is None:
        return [word]
    edges = sorted({0, len(word.key), *(edge for name in names for edge in name)})
    return [
        Word(
            word.start + places[one],
            word.start + places[two],
            word.key[one:two],
            "",
            word.start + places[two],
        )
        for one, two in pairwise(edges)
    ]


def _places(written: str, key: str) -> Sequence[int] | None:
    """For each character of a folded word where it stands as written, and the end; None if unclear."""
    if len(written) == len(key):
        return range(len(key) + 1)
    folded = [fold(char) for char in written]
    if "".join(folded) != key:
        return None
    return [place for place, chars in enumerate(folded) for _ in chars] + [len(written)]


def _word(text: str, visible: str, start: int, end: int, *, quoted: bool) -> Word:
    key = fold(text[start:end])
    if key.endswith("'s") and len(key) > 2:
        return Word(start, end, key, key[:-2], end - 2)
    if key.endswith("s") and not quoted and visible[end : end + 1] == "'":
        return Word(start, end, key, key, end)
    return Word(start, end, key, "", end)


def gap_between(visible: str, before: Word, after: Word) -> str | None:
    """What stands between two words of a name, without spaces and abbreviating stops; None: no one name.

    ``Smith & Sons`` has ``&``; ``Grace Hopper`` and ``J. R. Hopper`` have nothing.
    """
    gap = visible[before.end : after.start]
    if gap == " ":
        return ""
    if len(gap) > _LONGEST_GAP or "\n" in gap:
        return None
    bare = "".join(gap.split())
    if bare.startswith(".") and (gap == "." or len(before.key) == 1 or before.key in ABBREVIATIONS):
        bare = bare[1:]
    return bare


def keys_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, each with the signs (``&``) that stand before it."""
    return _parts(name, case_only=False)


def accented_keys_of(name: str) -> tuple[str, ...]:
    """The same with the accents kept."""
    return _parts(name, case_only=True)


def _parts(name: str, *, case_only: bool) -> tuple[str, ...]:
    if name.isascii() and name.replace(" ", "").isalnum():
        return tuple(name.lower().split())
    if _LATIN_NAME.fullmatch(name):
        return tuple(map(fold_case if case_only else fold, name.split(" ")))
    shadow = shadow_of(name)
    words = words_of(name, shadow)
    parts = []
    for index, word in enumerate(words):
        key = fold_case(name[word.start : word.end]) if case_only else word.key
        gap = gap_between(shadow, words[index - 1], word) if index else ""
        parts.append(f"{'|' if gap is None else gap}{key}")
    return tuple(parts)


def blanked(visible: str, spans: Iterable[tuple[int, int]]) -> str:
    """``visible`` with :data:`BLANK` in the spans. Spans may come in any order but must not overlap."""
    pieces: list[str] = []
    place = 0
    for start, end in sorted(spans):
        pieces += (visible[place:start], BLANK * (end - start))
        place = end
    return "".join((*pieces, visible[place:]))


def trimmed(visible: str, start: int, end: int, edges: str = EDGES) -> tuple[int, int]:
    """The span without the ``edges`` at its ends; empty at ``start`` when nothing else is there."""
    kept = visible[start:end]
    left = len(kept) - len(kept.lstrip(edges))
    if left == len(kept):
        return start, start
    return start + left, start + len(kept.rstrip(edges))
