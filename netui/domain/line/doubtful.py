"""Ordinary words that may well be a name where the rules read none: pointed out, never silently passed over.

``Rich says the grant came through``: at the beginning of a sentence, or in lower case, a name that is also a
word of English is no name by the rules (rules.md, section 9: ordinary words). Where somebody on record is
called so and the words around it are such as stand around a person, the line says so.
"""

from __future__ import annotations

from typing import Final

from netui.domain.line.ordinary import SMALL_WORDS
from netui.domain.line.prose import Doubt, Prose
from netui.domain.line.spans import word_set
from netui.domain.line.words import CHANNELS, KINDS, NAMING_VERBS, TRIGGERS, WEIGHTS

_PERSONAL_VERBS: Final = word_set(
    """
    is was has had does did isn't wasn't hasn't hadn't doesn't didn't won't can't couldn't wouldn't would
    could says tells thinks wants needs knows likes loves hates works lives moves starts leaves gets gives
    goes comes asks brings keeps makes takes feels looks sounds seems hopes plans promises wonders
    suggests agrees offers owes sends writes told said thought knew went came got gave brought kept made
    took felt left met saw spoke wrote sent rang ran read lost found won taught heard sold bought built
    began chose drove flew drew paid put quit set showed stood understood woke wore sang lent held led spent
    grew fell ate drank rode threw caught cut hit let
    """
)
"""Verbs of the third person or of the past that a name may stand before; regular ones end in ``-ed``."""

_NO_PAST: Final = word_set("need feed seed speed breed weed bed red bleed indeed embed")
"""Words in ``-ed`` that are no past."""

_ADVERBS: Final = word_set("also just still then already finally never kindly")
_WITH_SOMEBODY: Final = NAMING_VERBS | {"with", "promised"}
_FROM_SOMEBODY: Final = frozenset({"to", "from"})
_COMES_FROM: Final = frozenset(CHANNELS) | frozenset(KINDS) | NAMING_VERBS | {"heard", "news", "promised"}
"""Before ``to`` and ``from`` these say that a person follows: ``an email from mark``."""
_AFTER_SOMEBODY: Final = SMALL_WORDS | frozenset(KINDS) | frozenset(WEIGHTS) | frozenset(TRIGGERS) | {
    "yesterday", "today", "tomorrow", "said", "says",
}  # fmt: skip
_OTHERS: Final = word_set("i we she he they")


def doubts_in(prose: Prose) -> dict[int, Doubt]:
    """Those of ``Prose.doubts`` that the words around them make somebody, by their first word, ascending."""
    named = {contact for found in prose.found for contact in found.candidates}
    lower = prose.text.islower()
    return {
        index: doubt
        for index, doubt in sorted(prose.doubts.items())
        if not named.intersection(doubt.candidates) and _is_somebody(prose, index, doubt, lower=lower)
    }


def _is_somebody(prose: Prose, index: int, doubt: Doubt, *, lower: bool) -> bool:
    capital = prose.text[prose.words[index].start].isupper()
    if capital or lower:
        if prose.stop(index) == "." and _does_something(prose, index):
            return True
        if capital and (prose.words[index].stem or _begins_list(prose, index)):
            return prose.words[index].key not in _OTHERS
    return not capital and doubt.called_so and _awaited(prose, index)


def _does_something(prose: Prose, index: int) -> bool:
    """Whether what follows tells what a person does or did: ``Rich says``, ``Mark also asked``."""
    verb = index + 1
    if prose.key(verb) in _ADVERBS and not prose.stop(verb):
        verb += 1
    key = prose.key(verb)
    if not key or prose.stop(verb):
        return False
    return key in _PERSONAL_VERBS or (len(key) > 3 and key.endswith("ed") and key not in _NO_PAST)


def _begins_list(prose: Prose, index: int) -> bool:
    """Whether others are counted up with it: ``Mark and I``, ``Rich, Ada and I``; or a colon ends it."""
    after = index + 1
    gap = prose.visible[prose.words[index].end : prose.words[after].start] if after < len(prose.words) else ""
    if gap.strip() == ":" and index == 0:
        return True
    if prose.key(after) == "and" and not prose.stop(after):
        return prose.name_at(after + 1) is not None or prose.key(after + 1) in _OTHERS
    return gap.strip() in (",", "&") and prose.name_at(after) is not None


def _awaited(prose: Prose, index: int) -> bool:
    """Whether a word in lower case stands where somebody is named, and nothing goes on with it."""
    word, before, after = prose.words[index], index - 1, index + 1
    if before < 0 or prose.stop(index) or word.key in SMALL_WORDS:
        return False
    if not word.stem and not prose.stop(after) and prose.key(after) not in _AFTER_SOMEBODY:
        return False
    key = prose.key(before)
    if key == "and" and not prose.stop(before):
        return prose.name_at(before - 1) is not None
    if key in _FROM_SOMEBODY:
        return not prose.stop(before) and prose.key(before - 1) in _COMES_FROM
    return key in _WITH_SOMEBODY
