"""What is to be said of a reading that may have been meant otherwise: in the log bar and by the command."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from netui.domain.line.ordinary import WEEKDAYS
from netui.domain.line.reading import Reading, Unknown

_DAY_WORD: Final = re.compile(
    r"(?<![\w'’-])(?<!about )(?<!for )(?<!since )(?<!until )(?<!till )(?<!by )"
    r"(?<!before )(?<!after )(?<!every )"
    rf"(?P<day>yesterday|tomorrow|{'|'.join(WEEKDAYS)})(?![\w'’-])",
    re.IGNORECASE,
)
_MOST_DAY_WORDS: Final = 8
"""Words for days that are looked at in one line (choice)."""


def doubt_words(unknown: Unknown) -> str:
    """Of a word that may be a name: ``Rich may be Rich Holt``."""
    return f"{unknown.matched} may be {unknown.name or 'a name'}"


def day_left_in_prose(reading: Reading) -> str:
    """Of a word for a day that is not read as the line's: it may only be spoken of, but never in silence."""
    if reading.form != "interaction" or reading.day_words is not None:
        return ""
    taken = [(one.start, one.end) for one in reading.follow_ups]
    taken += [(one.start, one.end) for one in reading.pieces]
    for match in islice(_DAY_WORD.finditer(reading.text), _MOST_DAY_WORDS):
        if not any(start <= match.start("day") < end for start, end in taken):
            word = match["day"]
            return f"“{word}” stays prose; “{word}:” at the beginning makes it the day"
    return ""
