"""What was given, received, asked and offered (rules.md, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, cast

from netui.domain.line.details import Key
from netui.domain.line.pronouns import ONE_DOES, ONE_OF_THEM, People
from netui.domain.line.prose import Prose
from netui.domain.line.spans import word_set
from netui.domain.line.subjects import (
    NOT_DONE,
    Subject,
    before_verb,
    is_mine,
    names_from,
    people_from,
    subject_of,
)
from netui.domain.line.words import (
    EXPLICIT_KINDS,
    KINDS,
    NOT_BETWEEN,
    TRIGGERS,
    WEIGHTS,
    WINDOW,
    is_kind_at,
)
from netui.domain.records import Direction, ExchangeKind

Weight = Literal[1, 2, 3]

_ME: Final = frozenset({"me", "us"})
_TOWARDS: Final[dict[Direction, frozenset[str]]] = {
    "given": frozenset({"to"}),
    "offered": frozenset({"to"}),
    "received": frozenset({"from"}),
    "asked": frozenset({"from"}),
}
_TO_PEOPLE: Final = frozenset({"to", "from", "with"})
_ENDS_SEARCH: Final = frozenset(
    {"thanked", "introduced", "promised", "expecting", "owe", "owes", "then", *TRIGGERS}
)
_ADDED: Final = 2
"""Words, at most, between ``and`` and a further kind: ``gave advice and a good link``."""

_AFTER_THANKED: Final = word_set("for and again then with over at in on by so very")
"""``thanked her for the book`` thanks her; ``thanked her team`` somebody else."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An exchange as the prose says it."""

    direction: Direction
    kind: ExchangeKind
    weight: Weight
    names: tuple[int, ...] | None
    """Indices into ``Prose.found`` of those whose it is, none for a stranger; None: all who took part."""
    start: int
    end: int
    """Where the kind stands in the text."""
    apart: tuple[int, ...] = ()
    """Names that are no part of "all who took part": ``got an intro to Kat`` is not from Kat."""
    addressed: tuple[int, ...] = ()
    """Names after ``to`` and ``from``: they took part."""


def exchanges_in(prose: Prose, people: People) -> list[Exchanged]:
    """The exchanges that the prose tells of, in its order; those only spoken about are prose.

    Where ``her`` or ``him`` could be several of the ``people`` its names are SEVERAL.
    """
    found: list[Exchanged] = []
    for index, word in enumerate(prose.words):
        if not prose.free(index) or people.about[index]:
            continue
        if word.key in TRIGGERS:
            found.extend(_told_by(prose, index, people))
        elif word.key == "thanked":
            found.extend(_thanked(prose, index, people))
    return found


def _told_by(prose: Prose, verb: int, people: People) -> Iterator[Exchanged]:
    """What one verb tells: usually one exchange, none when it is about something else."""
    direction = TRIGGERS[prose.words[verb].key]
    subject = subject_of(prose, verb)
    if _not_done(prose, verb):
        return
    kind = _kind_after(prose, verb, skip_for=direction == "asked")
    if kind is None:
        return
    to_me = any(prose.key(index) in _ME for index in range(verb + 1, kind)) or _towards_me(prose, kind)
    if to_me:
        if direction in ("given", "received"):
            names = _doing(prose, verb, subject, people)
            for first, place, _ in _kinds(prose, verb, kind):
                yield _exchanged(prose, first, place, "received", names, addressed=names or ())
        return
    if subject is not None and not (subject.described and direction == "received"):
        return
    yield from _kinds_from(prose, verb, kind, direction, people)


def _doing(prose: Prose, verb: int, subject: Subject | None, people: People) -> tuple[int, ...] | None:
    """Of whom one received something; None: of all who took part."""
    if subject is None or not subject.pronoun:
        return None if subject is None else subject.names
    before = before_verb(prose, verb)
    return people.one_before(verb) if before is not None and prose.key(before) in ONE_DOES else None


def _not_done(prose: Prose, verb: int) -> bool:
    before = before_verb(prose, verb)
    return before is not None and (prose.key(before) in NOT_DONE or prose.key(before).endswith("n't"))


_Groups = tuple[tuple[str, tuple[int, ...]], ...]
"""The people named after ``to``, ``from`` and ``with``, by that word; none where they are strangers."""


def _kinds_from(
    prose: Prose, verb: int, kind: int, direction: Direction, persons: People
) -> Iterator[Exchanged]:
    """An exchange for the kind at ``kind`` and for those that ``and`` adds to it, each with its people.

    Whose it is say those after ``to`` or ``from``, else those between verb and kind. A kind without people of
    its own has the next one's (``advice and feedback from Kat``), else the last one's.
    """
    towards = _TOWARDS[direction] | ({"with"} if prose.words[verb].key == "shared" else frozenset())
    between = _between(prose, verb, kind)
    hers = persons.one_before(verb) if _says_her(prose, verb, kind) else None
    owner = _owner(prose, verb, kind) if direction == "received" and between is None else ()
    between = owner or between
    kinds = list(_kinds(prose, verb, kind))
    people = _people_of([own for _, _, own in kinds])
    for number, ((first, place, own), after) in enumerate(zip(kinds, people, strict=True)):
        whose = [group for word, group in after if word in towards]
        addressed = tuple(name for group in whose for name in group) if whose else None
        added_to_others = number > 0 and bool(own)
        names = addressed if whose and (added_to_others or not between) else between
        names = hers if names is None else names
        apart = () if direction in ("given", "offered") else tuple(
            name for word, group in after if word == "to" for name in group
        )  # fmt: skip
        there = owner + tuple(name for _, group in after for name in group)
        if names is hers and hers is not None:
            there += hers
        yield _exchanged(prose, first, place, direction, names, apart, there)


def _owner(prose: Prose, verb: int, kind: int) -> tuple[int, ...]:
    """Whose it is that one received, where a possessive stands before the kind: ``got Kat's feedback``."""
    found = prose.name_at(kind - 1) if kind - 1 > verb else None
    return (prose.owner[kind - 1],) if found is not None and found.owns else ()


def _says_her(prose: Prose, verb: int, kind: int) -> bool:
    """Whether ``her`` or ``him`` stands between verb and kind, or after ``to`` or ``from`` behind it."""
    return any(prose.key(index) in ONE_OF_THEM for index in range(verb + 1, kind)) or any(
        prose.key(index) in _TO_PEOPLE and prose.key(index + 1) in ONE_OF_THEM and not prose.stop(index + 1)
        for index in _rest(prose, kind)
    )


def _people_of(groups: list[_Groups]) -> list[_Groups]:
    """For each kind its own people, else the next one's, else those of the one before."""
    for places in (range(len(groups) - 2, -1, -1), range(1, len(groups))):
        step = places.step
        for place in places:
            groups[place] = groups[place] or groups[place - step]
    return groups


def _exchanged(
    prose: Prose, first: int, kind: int, direction: Direction, names: tuple[int, ...] | None,
    apart: tuple[int, ...] = (), addressed: tuple[int, ...] = (),
) -> Exchanged:  # fmt: skip
    word = prose.words[kind]
    weight = _weight(prose, first, kind)
    return Exchanged(direction, KINDS[word.key], weight, names, word.start, word.end, apart, addressed)


def _kinds(prose: Prose, verb: int, kind: int) -> Iterator[tuple[int, int, _Groups]]:
    """The kind at ``kind`` and those added to it: where its words begin, its place, the people after it."""
    first: int = verb + 1
    place: int | None = kind
    while place is not None:
        groups, added = _after(prose, place)
        yield first, place, groups
        first, place = place + 1, added


def _kind_after(prose: Prose, verb: int, *, skip_for: bool) -> int | None:
    """The index of the kind that follows a verb within the window; None when the words are prose."""
    keys = _Keys(prose)
    seen, index = 0, verb + 1
    while index < len(prose.words) and seen <= WINDOW:
        if prose.stop(index) and not (prose.stop(index) == "," and _within_names(prose, verb, index)):
            return None
        found = prose.name_at(index)
        if found is not None:
            seen += 1
            index = found.last + 1
            continue
        key = prose.key(index)
        if prose.promised[index]:
            return None
        if is_kind_at(keys.around(index), 1 if index else 0):
            if KINDS[key] == "resource" and _given_back(prose, verb, index):
                return None
            return _given_to_a_thing(prose, index) or index
        if skip_for and key == "for":
            index += 1
            continue
        if key in NOT_BETWEEN or key in _ENDS_SEARCH:
            return None
        if key == "to" and prose.name_at(index + 1) is None:
            return None
        seen += 1
        index += 1
    return None


def _given_back(prose: Prose, verb: int, kind: int) -> bool:
    """Whether something was only given back: ``sent Kat her book back``, ``got back my book``."""
    between = any(prose.key(index) == "back" for index in range(verb + 1, kind))
    return between or (prose.key(kind + 1) == "back" and not prose.stop(kind + 1))


def _given_to_a_thing(prose: Prose, kind: int) -> int | None:
    """The kind in ``gave the paper a review``, where the first one only received it."""
    after = kind + 2
    if prose.key(kind + 1) not in ("a", "an", "some") or prose.stop(kind + 1) or prose.stop(after):
        return None
    return after if prose.key(after) in KINDS else None


@dataclass(frozen=True, slots=True)
class _Keys:
    prose: Prose

    def around(self, index: int) -> list[str]:
        """The words before, at and after ``index``, as far as no stop parts them."""
        prose = self.prose
        before = [prose.key(index - 1)] if index else []
        after = [prose.key(index + 1)] if index + 1 < len(prose.words) and not prose.stop(index + 1) else []
        return [*before, prose.key(index), *after]


def _within_names(prose: Prose, verb: int, index: int) -> bool:
    """Whether the comma before ``index`` counts up names that began right after the verb."""
    _, after = names_from(prose, verb + 1)
    return index < after


def _between(prose: Prose, verb: int, kind: int) -> tuple[int, ...] | None:
    """Names between a verb and its kind, possessives aside; None where nobody is named there."""
    names: list[int] = []
    stranger = False
    for index in range(verb + 1, kind):
        found = prose.name_at(index)
        if found is not None and not found.owns and prose.owner[index] not in names:
            names.append(prose.owner[index])
        last = prose.strangers.get(index)
        stranger = stranger or (last is not None and not prose.words[last].stem)
    return tuple(names) if names or stranger else None


def _after(prose: Prose, kind: int) -> tuple[_Groups, int | None]:
    """The people after a kind, up to a further kind that ``and`` adds; and the place of that one."""
    added = _added_kind(prose, kind + 1)
    if added is not None:
        return (), added
    groups: list[tuple[str, tuple[int, ...]]] = []
    for index in _rest(prose, kind):
        if prose.key(index) not in _TO_PEOPLE or prose.stop(index + 1):
            continue
        names, after, named = people_from(prose, index + 1)
        if not named:
            continue
        groups.append((prose.key(index), names))
        added = _added_kind(prose, after) if prose.key(after) == "and" else None
        if added is not None and (prose.stop(added + 1) or prose.key(added + 1) in _TO_PEOPLE):
            return tuple(groups), added
    return tuple(groups), None


def _rest(prose: Prose, kind: int) -> Iterator[int]:
    """The words after a kind that still belong to what was exchanged."""
    index = kind + 1
    while index < len(prose.words) and not prose.promised[index] and prose.key(index) not in _ENDS_SEARCH:
        if prose.stop(index) and not (
            prose.stop(index) == "," and prose.name_at(index) and prose.name_at(index - 1)
        ):
            return
        yield index
        index += 1


def _towards_me(prose: Prose, kind: int) -> bool:
    return any(
        prose.key(index) in ("to", "with") and prose.key(index + 1) in _ME and not prose.stop(index + 1)
        for index in _rest(prose, kind)
    )


def _added_kind(prose: Prose, index: int) -> int | None:
    """A further kind that ``and`` or a comma at the word ``index`` adds: ``advice and feedback``."""
    if prose.stop(index) not in ("", ",") or index >= len(prose.words):
        return None
    if prose.key(index) == "and":
        index += 1
    elif prose.stop(index) != ",":
        return None
    keys = _Keys(prose)
    for place in range(index, min(index + _ADDED + 1, len(prose.words))):
        if place > index and prose.stop(place):
            return None
        if not prose.free(place) or prose.key(place) in NOT_BETWEEN | _ENDS_SEARCH | {"to"}:
            return None
        if is_kind_at(keys.around(place), 1):
            return place
    return None


def _weight(prose: Prose, first: int, kind: int) -> Weight:
    """``small`` or ``big`` before the kind, or ``:1`` to ``:3`` after it."""
    end = prose.words[kind].end
    sign = prose.visible[end : end + 2]
    if sign in (":1", ":2", ":3") and not prose.visible[end + 2 : end + 3].isalnum():
        return cast("Weight", int(sign[1]))
    for index in range(first, kind):
        if prose.key(index) in WEIGHTS:
            return cast("Weight", WEIGHTS[prose.key(index)])
    return 1


def _thanked(prose: Prose, verb: int, people: People) -> Iterator[Exchanged]:
    """``thanked NAME`` and ``thanked her`` give thanks, ``thanked me`` receives them."""
    if prose.stop(verb + 1) or _not_done(prose, verb):
        return
    word, key = prose.words[verb], prose.key(verb + 1)
    subject = subject_of(prose, verb)
    if key in _ME:
        if not is_mine(prose, verb):
            names = _doing(prose, verb, subject, people)
            yield Exchanged("received", "thanks", 1, names, word.start, word.end, addressed=names or ())
        return
    if subject is not None:
        return
    thanked, _ = names_from(prose, verb + 1)
    if not thanked and (prose.stop(verb + 2) or prose.key(verb + 2) in _AFTER_THANKED):
        one = people.one_before(verb) if key in ONE_OF_THEM else None
        thanked = tuple(people.before(verb)) if key == "them" else one or ()
    if thanked:
        yield Exchanged("given", "thanks", 1, thanked, word.start, word.end, addressed=thanked)


def explicit_exchange(prose: Prose, key: Key) -> Exchanged | None:
    """``gave:intro:3``, ``got:advice``, with ``to NAME`` or ``from NAME`` after it; None when it is prose."""
    word, _, weight = key.value.lower().partition(":")
    if word not in EXPLICIT_KINDS or weight not in ("", "1", "2", "3"):
        return None
    direction = TRIGGERS[key.key]
    next_word = prose.word_from(key.end)
    after = _after_key(prose, key, next_word)
    whose = [group for said, group in after if said in _TOWARDS[direction]]
    names = tuple(name for group in whose for name in group) if whose else None
    return Exchanged(
        direction, EXPLICIT_KINDS[word], cast("Weight", int(weight or 1)), names, key.start,
        key.end, addressed=tuple(name for _, group in after for name in group),
    )  # fmt: skip


def _after_key(prose: Prose, key: Key, index: int) -> _Groups:
    if index >= len(prose.words) or any(
        mark in prose.visible[key.end : prose.words[index].start] for mark in ",;."
    ):
        return ()
    if prose.key(index) not in ("to", "from"):
        return ()
    names, _, named = people_from(prose, index + 1)
    return ((prose.key(index), names),) if named and not prose.stop(index + 1) else ()
