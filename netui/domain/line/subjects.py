"""Who does what in a line: the subject before a verb, and the names that are counted up after a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from netui.domain.line.people import looks_like_name
from netui.domain.line.prose import Prose
from netui.domain.line.spans import word_set
from netui.domain.line.words import TRIGGERS

_THEY: Final = frozenset({"he", "she", "they", "who"})
_I: Final = frozenset({"i", "we"})
ADVERBS: Final = word_set("also then just kindly even later again finally still already both")
_PASSED_OVER: Final = ADVERBS | {"has", "have", "had"}
_ME: Final = frozenset({"me", "us"})
_DETERMINERS: Final = word_set("a an the her his their my our one some")
_LEADERS: Final = word_set(
    """
    with to from at for by of about via on in near without met saw told gave got asked sent shared helped
    joined thanked called emailed phoned texted messaged visited rang introduced invited re regarding call
    email message phone visit text dm zoom lunch coffee dinner breakfast drinks walk
    """
)
"""Words after which a name is an object: ``with Kat gave advice`` does not say that Kat gave it."""
CLAUSE_VERBS: Final = frozenset({"thanked", "introduced", "promised", "expecting", "owe", "owes", *TRIGGERS})
_SUBJECTS: Final = word_set("i we he she they then also")
_SUBJECT_WORDS: Final = 2
"""Words, at most, before the verb of a clause; a name counts as one (choice)."""
NOT_DONE: Final = word_set("never not nobody hardly barely was were is are been be being got get")
"""Before a verb these say that it was not done, or by somebody else."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody else than oneself, who does what the verb says."""

    names: tuple[int, ...]
    """Indices into ``Prose.found``; none for ``she`` or ``they``, and for somebody not on record."""
    pronoun: bool = False
    described: bool = False
    """Somebody not on record without a name: ``her boss``."""

    @property
    def stranger(self) -> bool:
        """Whether it is somebody with a name that is not on record."""
        return not (self.names or self.pronoun or self.described)


def before_verb(prose: Prose, verb: int) -> int | None:
    """The word before a verb, adverbs and ``has`` passed over; None at the beginning of a part."""
    index = verb
    while not prose.stop(index):
        index -= 1
        if prose.key(index) not in _PASSED_OVER:
            return index
    return None


def subject_of(prose: Prose, verb: int) -> Subject | None:
    """Who else does it; None where one does it oneself, or nothing says who."""
    before = before_verb(prose, verb)
    if before is None:
        return None
    if prose.key(before).partition("'")[0] in _THEY:  # she'd sent, they've promised
        return Subject((), pronoun=True)
    return (
        _named_subject(prose, before)
        or _named_elsewhere(prose, before)
        or _subject_not_on_record(prose, verb, before)
    )


def _named_elsewhere(prose: Prose, index: int) -> Subject | None:
    """An ordinary word that begins a sentence, where the line says elsewhere whose name it is.

    ``drinks with Rose and Tom. Rose got me an intro``: by itself it is no name there.
    """
    word = prose.words[index]
    if not (prose.stop(index) and prose.free(index) and prose.text[word.start].isupper()):
        return None
    same = [place for place, found in enumerate(prose.found) if prose.words[found.first].key == word.key]
    return Subject((same[0],)) if same else None


def _subject_not_on_record(prose: Prose, verb: int, last: int) -> Subject | None:
    """``her boss`` or ``Zorro`` at the beginning of a part of the sentence; ``last`` is the last word of it.

    A capital at the beginning of a sentence says little: there only where the verb's object is oneself.
    """
    if not prose.free(last):
        return None
    if last in prose.doubts and prose.stop(last):
        return Subject(())
    if not prose.stop(last) and prose.key(last - 1) in _DETERMINERS and prose.stop(last - 1):
        return Subject((), described=True)
    first = last
    while not prose.stop(first) and _capitalised(prose, first):
        first -= 1
    if not prose.stop(first) or not _capitalised(prose, first):
        return None
    if prose.stop(first) == "." and (
        prose.key(verb + 1) not in _ME or prose.key(first).endswith("ly") or prose.stop(verb + 1)
    ):
        return None
    return Subject(())


def _capitalised(prose: Prose, index: int) -> bool:
    word = prose.words[index]
    written = prose.text[word.start : word.end]
    return prose.free(index) and not word.stem and looks_like_name(written, word.key)


def begins_clause(prose: Prose, index: int) -> bool:
    """Whether words tell, from here on, what was done: ``got``, ``then she sent``, ``Kat gave``."""
    for _ in range(_SUBJECT_WORDS):
        name = prose.name_at(index)
        if name is not None:
            index = name.last + 1
        elif prose.key(index) in _SUBJECTS:
            index += 1
    return prose.key(index) in CLAUSE_VERBS


def is_mine(prose: Prose, verb: int) -> bool:
    """Whether ``I`` or ``we`` stands before the verb."""
    before = before_verb(prose, verb)
    return before is not None and prose.key(before).partition("'")[0] in _I


def _named_subject(prose: Prose, last: int) -> Subject | None:
    """The names joined by ``and`` that end with the word ``last``, unless they are another verb's object."""
    names: list[int] = []
    index = last
    while (found := prose.name_at(index)) is not None and not found.owns:
        names.insert(0, prose.owner[index])
        index = found.first
        if prose.stop(index) and not (names[1:] and prose.stop(index) == "," and prose.name_at(index - 1)):
            return Subject(tuple(names))
        index -= 1
        if prose.key(index) == "and" and prose.name_at(index - 1) is not None:
            index -= 1
            continue
        if prose.name_at(index) is None:
            key = prose.key(index)
            return None if key in _LEADERS or key.endswith("ed") else Subject(tuple(names))
    return None


def names_from(prose: Prose, index: int) -> tuple[tuple[int, ...], int]:
    """The names counted up from the word ``index`` on (``Ada, Kat and Emmy``), and the word after them.

    A possessive is no item: ``to Grace's office`` is not to Grace.
    """
    names: list[int] = []
    after = index
    while (found := prose.name_at(index)) is not None and not found.owns:
        names.append(prose.owner[index])
        index = after = found.last + 1
        if index >= len(prose.words) or prose.stop(index) not in ("", ","):
            break
        if prose.stop(index) and not _item_follows(prose, index):
            break
        if prose.key(index) == "and" and prose.stop(index) in ("", ","):
            index += 1
            if prose.stop(index):
                break
        elif not prose.stop(index) and not _ampersand(prose, index):
            break
    return tuple(names), after


def _item_follows(prose: Prose, index: int) -> bool:
    """Whether the name after a comma is one more of a list, and does not begin what comes next.

    ``from Emmy, Kat and Ada`` is from three; ``from Emmy, Kat offered more`` is from Emmy.
    """
    found = prose.name_at(index)
    if found is None:
        return True
    after = found.last + 1
    return bool(prose.stop(after)) or prose.key(after) == "and" or _ampersand(prose, after)


def people_from(prose: Prose, index: int) -> tuple[tuple[int, ...], int, bool]:
    """Like :func:`names_from`, passing over strangers; and whether anybody is named at all."""
    names: list[int] = []
    first = end = index
    while True:
        found, after = names_from(prose, index)
        names += found
        if not found and index in prose.strangers:
            after = prose.strangers[index] + 1
        elif not found:
            break
        end = after
        if prose.key(after) == "and" and prose.stop(after) in ("", ","):
            index = after + 1
        elif (prose.stop(after) == "," and _item_follows(prose, after)) or (
            after < len(prose.words) and _ampersand(prose, after)
        ):
            index = after
        else:
            break
    return tuple(names), end, end > first


def _ampersand(prose: Prose, index: int) -> bool:
    if not 0 < index < len(prose.words):
        return False
    return prose.visible[prose.words[index - 1].end : prose.words[index].start].strip(' \t"@*') in (
        "&",
        "+",
        "/",
    )
