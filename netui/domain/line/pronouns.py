"""Whom ``her`` and ``them`` can mean: those who took part, as far as the line was told by then."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from netui.domain.line.prose import NOBODY, Found, Prose
from netui.domain.line.roster import at_home
from netui.domain.line.words import NAMING_VERBS

ONE_OF_THEM: Final = frozenset({"her", "him"})
ONE_DOES: Final = frozenset({"he", "she"})
MOST_NAMES: Final = 50
"""Names before a verb among which ``her`` and ``them`` are looked for (choice: keeps long lines quick)."""

_BEFORE_STRANGERS: Final = NAMING_VERBS | {"with", "and"}
"""After ``from`` and ``to`` it may as well be a town."""

SEVERAL: Final = (NOBODY,)
"""In place of names: the pronoun could mean several."""


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a line, for finding whom a pronoun means."""

    prose: Prose
    about: Sequence[bool]
    """For each word whether it is in what was only spoken of."""
    is_person: Callable[[Found], bool]
    """Whether a name is a person's, so that ``her`` can mean it."""

    def before(self, word: int) -> list[int]:
        """Persons who took part, named before ``word``, each once: indices into ``Prose.found``."""
        prose = self.prose
        there: dict[tuple[int, ...] | str, int] = {}
        for index in self._named_before(word):
            found = prose.found[index]
            owns = found.owns and not at_home(prose, found)
            if not (owns or self.about[found.first] or prose.promised[found.first]):
                there.setdefault(who(prose, index), index)
        return list(there.values())

    def _named_before(self, word: int) -> Iterator[int]:
        """The persons named before ``word``, in whatever way."""
        found = self.prose.found
        after = bisect_left(found, word, key=lambda name: name.first)
        return (index for index in range(max(0, after - MOST_NAMES), after) if self.is_person(found[index]))

    def one_before(self, word: int) -> tuple[int, ...] | None:
        """The one person ``her`` before ``word`` can mean, none for a stranger, or SEVERAL.

        None: whoever takes part later.
        """
        there, strangers = self.before(word), self._strangers_before(word)
        if there or strangers:
            return SEVERAL if len(there) + strangers > 1 else tuple(there)
        later = self.before(len(self.prose.words))
        if not later:  # nobody but whom it only speaks of: ``read Kat's paper, sent her feedback``
            return self._only_spoken_of(word)
        return None if len(later) == 1 else SEVERAL

    def _strangers_before(self, word: int) -> int:
        """How many are named before ``word`` who are not on record: ``met Zed``, ``with Ada and Zed``."""
        prose = self.prose
        return sum(first < word and prose.key(first - 1) in _BEFORE_STRANGERS for first in prose.strangers)

    def _only_spoken_of(self, word: int) -> tuple[int, ...] | None:
        names = {who(self.prose, index): index for index in self._named_before(word)}
        return tuple(names.values()) if len(names) == 1 else None


def who(prose: Prose, index: int) -> tuple[int, ...] | str:
    """What tells one person of ``Prose.found`` from another before ties are settled."""
    found = prose.found[index]
    return found.candidates or found.name
