"""Scripts that set no spaces between words, or hang particles on them, and where names stand in their words.

Chinese, Japanese, Thai, Lao, Khmer and Burmese run words together, so that a name is looked for within a run
(``和李明喝咖啡``, ``คุยกับสมชายเรื่องงาน``). Korean sets spaces and hangs particles on names (``김민수와``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

_HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HIRAGANA: Final = "\u3040-\u309f"
_KATAKANA: Final = "\u30a0-\u30ff\u31f0-\u31ff"
_HANGUL: Final = "\uac00-\ud7a3"
_THAI_AND_LIKE: Final = "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer."""

UNSPACED: Final = _HAN + _HIRAGANA + _KATAKANA + _HANGUL + _THAI_AND_LIKE
"""Characters at which a word of another script ends without a space, for a class of a pattern."""

_compiled = cache(re.compile)
"""Patterns are made when the first word of such a script is met: so large classes take milliseconds."""

_RUN: Final = "|".join(f"[{script}]+" for script in (_HAN, _HIRAGANA, _KATAKANA, _HANGUL, _THAI_AND_LIKE))
_IN_RUN: Final = f"[{_HAN}]{{2,}}|[{_HIRAGANA}]{{3,}}|[{_HANGUL}]{{2,}}|[{_THAI_AND_LIKE}]{{2,}}"
"""Words of names that are looked for within a run: fewer characters are mostly part of another word, and a
run of Katakana mostly is one (choice)."""

_PARTICLES: Final = (
    "이?"
    "(?:씨|님|군|양|선생님?|교수님?|박사님?|대표님?|사장님?|부장님?|과장님?|차장님?|대리님?|팀장님?|실장님?"
    "|이사님?|원장님?|변호사님?|기자님?|작가님?|감독님?|선배님?|후배|형님?|누나|언니|오빠)?"
    "(?:이랑|랑|와|과|하고|은|는|이|가|을|를|에게서?|한테서?|께서?|에서?|의|도|만|으로|로|부터|까지|보다"
    "|처럼|이나|나|이라고|라고|이고|이에요|예요|입니다|야|아|네){0,3}"
)
"""What follows a Korean name within its word: a title, then particles."""
OF: Final = "의"
"""The particle of a possessive."""

_CLINGING: Final = "[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3]"
"""A vowel, tone or sign that belongs to the letter before it: no word begins with one."""
_LEADING: Final = "[\u0e40-\u0e44\u0ec0-\u0ec4\u1039\u17d2]"
"""A vowel or sign that belongs to the letter after it: no word ends with one."""
_BEFORE_SOMEBODY: Final = ("คุณ", "กับ", "พี่", "น้อง", "อาจารย์", "ครู", "หมอ")
"""Thai words (Mr or Ms, with, elder, younger, teacher, doctor) after which a short name is one, too."""
_LONG_ENOUGH: Final = 4
"""Characters from which on a Thai name is one wherever it stands in a run (choice)."""

NameEnds = Callable[[str, int], Iterable[int]]
"""Where words of names end that stand at a place of a run, the longest first."""


def runs_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of ``text[start:end]``, one word by its spaces, that are of one script each."""
    piece = text[start:end]
    if piece.isascii() or not _compiled(_RUN).search(piece):
        yield start, end
        return
    place = 0
    for match in _compiled(_RUN).finditer(piece):
        if match.start() > place:
            yield start + place, start + match.start()
        yield start + match.start(), start + match.end()
        place = match.end()
    if place < len(piece):
        yield start + place, end


def may_stand_in_run(key: str) -> bool:
    """Whether a folded word of a name is looked for within a longer word."""
    return not key.isascii() and _compiled(_IN_RUN).fullmatch(key) is not None


def has_particles(key: str) -> bool:
    """Whether a word is of a script that sets spaces and hangs particles on names."""
    return "\uac00" <= key[:1] <= "\ud7a3"


def before_particles(key: str, name_ends: NameEnds) -> tuple[int, bool]:
    """Where the name at the beginning of a Korean word ends, 0 for none; and whether it is a possessive."""
    for end in name_ends(key, 0):
        if end < len(key) and _compiled(_PARTICLES).fullmatch(key, end):
            return end, key[end:] == OF
    return 0, False


def names_in_run(key: str, name_ends: NameEnds) -> list[tuple[int, int]]:
    """Where words of names stand in a run, ascending; at each place the longest that may be one."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(key):
        end = next((end for end in name_ends(key, place) if _may_stand(key, place, end)), place)
        if end > place:
            found.append((place, end))
        place = max(end, place + 1)
    return found


def _may_stand(key: str, start: int, end: int) -> bool:
    """Whether a word may begin and end there. Only of Thai and the like can it be told, and must it be."""
    if not "\u0e00" <= key[start] <= "\u17ff":
        return True
    if _compiled(_CLINGING).match(key, start) or _compiled(_CLINGING).match(key, end):
        return False
    if (start and _compiled(_LEADING).match(key, start - 1)) or _compiled(_LEADING).match(key, end - 1):
        return False
    return end - start >= _LONG_ENOUGH or key.endswith(_BEFORE_SOMEBODY, 0, start)
