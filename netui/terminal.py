"""What the terminal understands, by the environment: for the screens and for what commands print."""

from __future__ import annotations

import codecs
import os


def terminal_encoding() -> str:
    """The encoding of the terminal by its locale; ASCII where none is set."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = os.environ.get(name)
        if value:
            encoding = value.partition("@")[0].partition(".")[2] or "ascii"
            try:
                return codecs.lookup(encoding).name
            except LookupError:
                return "ascii"
    return "ascii"
