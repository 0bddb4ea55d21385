"""Capitalised words that stand where a name is awaited and are nobody's (rules.md, section 9)."""

from __future__ import annotations

from typing import Final

from netui.domain.line.names import TITLES
from netui.domain.line.ordinary import MONTHS, SMALL_WORDS, WEEKDAYS
from netui.domain.line.prose import Prose
from netui.domain.line.spans import ABBREVIATIONS
from netui.domain.line.words import CHANNELS, KINDS, NAMING_VERBS

_AWAITING: Final = NAMING_VERBS | {"with", "to", "from", "named", "owe"}
"""Words after which a name is awaited."""

_RATHER_A_THING_AFTER: Final = frozenset({"sent", "offered"})
"""Words after which a name is awaited as well, but no abbreviation: ``sent PDF files``."""

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
    return prose.key(before) in _AWAITING


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
