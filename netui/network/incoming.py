"""Text on its way in: kept to the letter, but for what no record may hold."""

from __future__ import annotations

import re

_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def without_controls(text: str) -> tuple[str, bool]:
    """``text`` on one line and without control characters and lone surrogates; whether any were taken out.

    Line breaks and tabs become a space: no loss worth a word. Direction marks and joiners stay, since
    scripts need them: whoever shows the text shows it safely. Clean a line before it is read, so that the
    positions in the reading are those of the stored text.
    """
    line = _BREAKS.sub(" ", text)
    kept = _UNWANTED.sub("", line)
    return kept, kept != line
