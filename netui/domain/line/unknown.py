"""Capitalised words that stand where a name is awaited and are nobody's (rules.md, section 9)."""

from __future__ import annotations

from typing import Final

from netui.domain.line.names import TITLES
from netui.domain.line.ordinary import MONTHS, SMALL_WORDS, WEEKDAYS
from netui.domain.line.prose import Prose
from netui.domain.line.spans import ABBREVIATIONS, word_set
from netui.domain.line.words import CHANNELS, KINDS, NAMING_VERBS

_AWAITING: Final = NAMING_VERBS | {"with", "to", "from", "named", "owe"}
"""Words after which a name is awaited."""

_RATHER_A_THING_AFTER: Final = frozenset({"sent", "offered"})
"""Words after which a name is awaited as well, but no abbreviation: ``sent PDF files``."""

_HOUSES: Final = word_set(
    """
    academy agency association bank books bookshop bv cafe café centre center church clinic club college
    company consulting corp corporation council design foundation gallery gmbh group hospital hotel inc
    institute labs library llc ltd magazine media ministry museum news partners plc press productions
    publishers publishing records restaurant school society software solutions studio studios systems
    technologies theatre theater trust university ventures
    """
)
"""A name that ends with or has one of these is a house and no person: nobody is asked who it is."""
_GOING: Final = word_set(
    """
    move moves moved moving relocate relocates relocated relocating go goes going went gone fly flies flew
    flying travel travels travelled travelling traveled traveling drive drove driving trip trips back return
    returns returned returning visit train flight
    """
)
"""``to`` and ``from`` behind these lead to a place: ``moving to Lyon``."""
_COMING: Final = word_set("is are was were be i'm she's he's they're come comes came coming hails originally")
"""``from`` behind these tells of a place, too: ``she is from Lyon``."""
_ROLES: Final = word_set(
    """
    agent assistant aunt boss brother client cofounder colleague cousin coworker daughter editor father
    flatmate friend husband manager mentor mother neighbor neighbour partner publisher sister son student
    teacher uncle wife
    """
)
"""``her agent Lucas Ferrand``: behind these a name is a person's."""
_WHOSE: Final = word_set("a an the my our her his their")
_LONGEST_LIST: Final = 20
"""Items of a list, or words back to a verb, that are looked at (choice)."""

_NEVER: Final = SMALL_WORDS | frozenset(CHANNELS) | frozenset(KINDS) | frozenset(MONTHS) | frozenset(WEEKDAYS)


def strangers_in(prose: Prose) -> dict[int, int]:
    """The stretches of words that may be names of people not on record: first word → last, ascending.

    A word counts after a verb or preposition that awaits a name, and where ``and`` or ``&`` joins it to a
    name or to another such word; the capitalised words that follow belong to it. So does each of
    ``Prose.doubts``.
    """
    unknown: dict[int, int] = {}
    ends: set[int] = set(prose.doubts)
    index = 0
    while index < len(prose.words):
        if index in prose.doubts:
            unknown[index] = index
            index += 1
            continue
        if not (_may_be_name(prose, index) and _awaited(prose, index, ends)):
            index += 1
            continue
        last = index
        while _goes_on(prose, last):
            last += 1
        if not _is_house(prose, index, last):
            unknown[index] = last
            ends.add(last)
        index = last + 1
    return unknown


def _awaited(prose: Prose, index: int, ends: set[int]) -> bool:
    before = index - 1
    if index == 0:
        return False
    if prose.stop(index):
        return prose.stop(index) == "," and before in ends and _list_goes_on(prose, index)
    if prose.key(before) == "by":
        return _introduced_before(prose, before)
    if prose.key(before) == "and" and not prose.stop(before):
        return prose.name_at(before - 1) is not None or before - 1 in ends
    if prose.visible[prose.words[before].end : prose.words[index].start].strip() == "&":
        return prose.name_at(before) is not None or before in ends
    if prose.key(before) in _RATHER_A_THING_AFTER:
        return not prose.text[prose.words[index].start : prose.words[index].end].isupper()
    if prose.key(before) in ("to", "from") and _leads_to_a_place(prose, before):
        return False
    return prose.key(before) in _AWAITING or _somebodys(prose, before)


def _somebodys(prose: Prose, role: int) -> bool:
    """Whether the word is a role in somebody's life that is met: ``met her agent``, ``to his boss``."""
    whose = role - 1
    known = prose.name_at(whose)
    owned = prose.key(whose) in _WHOSE or (known is not None and known.owns)
    return prose.key(role) in _ROLES and owned and not prose.stop(role) and not prose.stop(whose)


def _leads_to_a_place(prose: Prose, preposition: int) -> bool:
    """Whether ``to`` or ``from`` follows a word of going somewhere, or of coming from there."""
    if prose.stop(preposition):
        return False
    before = prose.key(preposition - 1)
    return before in _GOING or (before in _COMING and prose.key(preposition) == "from")


def _is_house(prose: Prose, first: int, last: int) -> bool:
    """Whether the words are the name of a firm or the like: ``Kestrel Books``, ``Lyon University``."""
    after = last + 1
    goes_on = (
        after < len(prose.words)
        and not prose.words[last].stem
        and prose.visible[prose.words[last].end : prose.words[after].start] == " "
        and prose.text[prose.words[after].start].isupper()
    )
    words = range(first, after + goes_on)
    return any((prose.words[word].stem or prose.key(word)) in _HOUSES for word in words)


def _list_goes_on(prose: Prose, index: int) -> bool:
    """Whether the word is an item of a list that ends with ``and``: ``saw Zed, Yan and Ada``."""
    if prose.visible[prose.words[index - 1].end : prose.words[index].start].strip() != ",":
        return False
    for _ in range(_LONGEST_LIST):
        while _goes_on(prose, index):
            index += 1
        after = index + 1
        joined = prose.key(after) == "and"
        item = after + joined
        if not (joined or prose.stop(after) == ",") or item >= len(prose.words):
            return False
        name = prose.name_at(item)
        if name is None and not _may_be_name(prose, item):
            return False
        if joined:
            return True
        index = item if name is None else name.last
    return False


def _introduced_before(prose: Prose, index: int) -> bool:
    """Whether ``introduced`` stands before the word in its part of the sentence: ``introduced to Ada by``."""
    for place in range(index - 1, max(-1, index - _LONGEST_LIST), -1):
        if prose.key(place) == "introduced":
            return True
        if prose.stop(place):
            return False
    return False


def _may_be_name(prose: Prose, index: int) -> bool:
    word = prose.words[index]
    written = prose.text[word.start : word.end]
    if (
        index in prose.doubts
        or prose.name_at(index) is not None
        or prose.visible[word.start - 1 : word.start]
        in (
            "\\",
            '"',
            "#",
            "@",
        )
    ):
        return False
    if len(written) < 2 or not written[0].isupper() or any(char.isdigit() for char in written):
        return False
    if word.key in TITLES and prose.name_at(index + 1) is not None:
        return False
    return (word.stem or word.key) not in _NEVER and not word.key.startswith("i'")


def _goes_on(prose: Prose, last: int) -> bool:
    """Whether the next word belongs to the unknown name that ends with ``last``."""
    after = last + 1
    if after >= len(prose.words) or prose.words[last].stem or prose.name_at(after) is not None:
        return False
    gap = prose.visible[prose.words[last].end : prose.words[after].start]
    if gap != " " and not (gap == ". " and prose.words[last].key in ABBREVIATIONS):
        return False
    written = prose.text[prose.words[after].start : prose.words[after].end]
    return _may_be_name(prose, after) or (len(written) == 1 and written.isupper() and written not in "AI")
