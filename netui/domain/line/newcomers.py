"""Who is new in a line, and where else in it that contact is named (rules.md, section 9: new contact)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from netui.domain.line.names import NameForm, NameIndex
from netui.domain.line.prose import Found, counted_up
from netui.domain.line.spans import keys_of
from netui.domain.records import Contact


class NamesOfLine(NameIndex):
    """The names on record and, beside them, those that are new in one line.

    A newcomer has an id below zero, is named in the forms in which a person on record would be, and is never
    found in ``Prose.found``: :func:`newcomers_settled` puts a name in place of the id.
    """

    def __init__(self, known: NameIndex) -> None:
        super().__init__()
        self._known = known
        self._ids: dict[str, int] = {}

    def newcomer(self, name: str) -> int:
        """The id of the new contact called ``name``: one for the same words, case and accents aside."""
        key = " ".join(keys_of(name))
        if key not in self._ids:
            self._ids[key] = -1 - len(self._ids)
            self.add(self._ids[key], Contact(name=name, added=date.min))  # of no account here: the day
        return self._ids[key]

    def forms(self, key: str) -> Mapping[int, NameForm]:
        new, known = super().forms(key), self._known.forms(key)
        return {**known, **new} if new else known

    def reach(self, first: str) -> int:
        return max(super().reach(first), self._known.reach(first))

    def contact(self, contact_id: int) -> Contact:
        return super().contact(contact_id) if contact_id < 0 else self._known.contact(contact_id)


def newcomers_settled(text: str, found: Sequence[Found], names: NamesOfLine) -> list[Found]:
    """``found`` with the names of newcomers in place of their ids.

    What could be a newcomer or somebody on record is settled for all places of these words at once. Where
    that cannot be told, the words are nobody's name, so that they are pointed out.
    """
    meant = _Meant(text, found)
    settled: list[Found] = []
    for place in found:
        candidates = meant.by(place)
        if candidates == place.candidates and not _newcomer(candidates):
            settled.append(place)
        elif _newcomer(candidates):
            name = names.contact(candidates[0]).name
            settled.append(replace(place, candidates=(), name=name, whole=None))
        elif candidates:
            settled.append(replace(place, candidates=candidates))
    return settled


def _newcomer(candidates: tuple[int, ...]) -> bool:
    """Whether a newcomer is among contacts that are in ascending order."""
    return bool(candidates) and candidates[0] < 0


class _Meant:
    """Whom the names of one line mean, as far as newcomers are concerned."""

    def __init__(self, text: str, found: Sequence[Found]) -> None:
        self._text = text
        self._found = found
        self._own: dict[int, list[int]] = {}
        """For each newcomer the places of the whole name, ascending."""
        self._surely: set[int] = set()
        """Contacts on record who are surely named."""
        groups: dict[tuple[int, ...], list[int]] = {}
        for index, place in enumerate(found):
            if place.whole is not None and place.whole < 0:
                self._own.setdefault(place.whole, []).append(index)
            elif _newcomer(place.candidates):
                groups.setdefault(place.candidates, []).append(index)
            elif len(place.candidates) == 1:
                self._surely.update(place.candidates)
        self._by_words = {words: self._settle(indexes) for words, indexes in groups.items()}

    def by(self, place: Found) -> tuple[int, ...]:
        """The contacts that a name can mean: one newcomer, or some on record; nobody when it is unclear."""
        if place.whole is not None and place.whole < 0:
            return (place.whole,)
        return self._by_words.get(place.candidates, place.candidates)

    def _settle(self, indexes: Sequence[int]) -> tuple[int, ...]:
        """Whom the words at ``indexes``, the same everywhere, mean.

        Somebody on record of whom they are the whole name; else the one newcomer who was named before them,
        unless the two are counted up side by side, or somebody on record of that name is in the line as well.
        """
        first = self._found[indexes[0]]
        newcomers = tuple(contact for contact in first.candidates if contact < 0)
        known = first.candidates[len(newcomers) :]
        if first.whole is not None:
            return known
        if len(newcomers) > 1:
            return ()
        own = self._own.get(newcomers[0], [])
        named_before = bool(own) and own[0] < indexes[0]
        if self._beside(indexes, newcomers[0]) or (known and not named_before):
            return known
        if self._surely.intersection(known):
            return known if first.explicit else ()
        return newcomers

    def _beside(self, indexes: Sequence[int], newcomer: int) -> bool:
        """Whether a name next to one at ``indexes`` is the newcomer's whole name, in one list with it."""
        return any(
            self._found[other].whole == newcomer
            and counted_up(self._text, self._span(min(index, other)), self._span(max(index, other)))
            for index in indexes
            for other in (index - 1, index + 1)
            if 0 <= other < len(self._found)
        )

    def _span(self, index: int) -> tuple[int, int]:
        return self._found[index].start, self._found[index].end
