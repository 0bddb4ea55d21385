"""Links as one reads them, with the letters that percent signs stand for; kept and copied as they are."""

from __future__ import annotations

import re
import unicodedata

_ENCODED = re.compile(r"(?:%[0-9a-fA-F]{2})+")


def readable(url: str) -> str:
    """``url`` with letters in place of their percent-encoding: ``/in/zo%C3%AB`` is ``/in/zoë``.

    Only letters, marks and digits beyond ASCII: what parts an address, blanks, and what no eye sees, such as
    a mark that turns the writing round, stay encoded.
    """
    return _ENCODED.sub(lambda match: _decoded(match[0]), url)


def _decoded(encoded: str) -> str:
    try:
        text = bytes.fromhex(encoded.replace("%", "")).decode()
    except UnicodeDecodeError:
        return encoded
    parts, place = [], 0
    for character in text:
        end = place + 3 * len(character.encode())
        shown = not character.isascii() and unicodedata.category(character)[0] in "LMN"
        parts.append(character if shown else encoded[place:end])
        place = end
    return "".join(parts)
