"""Bytes as text, in the encodings that exports of contacts come in."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes, *, cut: bool = False) -> str:
    """``content`` as text: by its byte order mark, else UTF-8, else Windows' western code page.

    Never fails: what fits nowhere becomes U+FFFD. With ``cut`` the end may break off within a character.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = codecs.getincrementaldecoder(encoding)("replace").decode(content, final=not cut)
            return text.removeprefix("\ufeff")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content, final=not cut)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
