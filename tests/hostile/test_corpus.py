"""Is the corpus what it says it is?"""

from __future__ import annotations

import unicodedata

from tests.hostile.corpus import CORPUS, FORBIDDEN, LONG


def test_it_is_large_and_varied() -> None:
    assert len(set(CORPUS)) == len(CORPUS) >= 300
    kinds = {unicodedata.category(character) for text in CORPUS for character in text[:100]}
    assert {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "So", "Lo", "Nd", "Zl", "Zp"} <= kinds
    assert all(len(text) >= 40_000 for text in LONG)
    whole = "\n".join(CORPUS).encode("utf-8", "surrogatepass")
    assert [text for text in FORBIDDEN if text not in whole] == []
