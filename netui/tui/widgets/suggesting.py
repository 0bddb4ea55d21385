"""What a line could go on to be, shown behind the cursor: the right arrow takes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.suggester import Suggester

_LAST = re.compile(r"[^,;]*$")


class LastValue(Suggester):
    """Completes the last of the values on a line (those before it end in a comma or a semicolon)."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = tuple(sorted(known, key=len))
        """The shortest first: it is the one that the others begin with."""

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last value completed; None where nothing is known that begins so."""
        found = _LAST.search(value)
        typed = found.group().lstrip() if found is not None else ""
        if not typed:
            return None
        begun = typed.casefold()
        known = next((each for each in self._known if each.casefold().startswith(begun)), None)
        return None if known is None else value[: len(value) - len(typed)] + known
