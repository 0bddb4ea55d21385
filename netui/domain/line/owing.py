"""What one owes: a promise in other words (``owe Ada a reply by friday``), where it is something definite."""

from __future__ import annotations

from typing import Final

from netui.domain.line.prose import Prose
from netui.domain.line.spans import word_set
from netui.domain.line.subjects import before_verb, people_from, subject_of

OWING: Final = frozenset({"owe", "owes"})
_ME: Final = frozenset({"me", "us"})
_OWE_AFTER: Final = word_set("i we and but now so because since as that think guess says said")
"""Before ``I owe``, or before ``owe`` itself, within a part of a sentence: ``what I owe`` is no promise."""
_NOTHING_OWED: Final = word_set(
    "it one much everything nothing lots so all big my what for because since to by too as"
)
"""``owe her one`` and ``owe it to her`` promise nothing in particular."""
_OWED_ANYHOW: Final = frozenset({("a", "lot"), ("a", "great"), ("a", "ton"), ("a", "debt"), ("a", "huge")})
_OWED_TO: Final = word_set("her him them you")
_DETERMINERS: Final = word_set("a an the some another two three that this these those her his their")


def owes(prose: Prose, verb: int) -> bool:
    """Whether ``owe`` says that something definite is owed to somebody by oneself, or to oneself."""
    if prose.stop(verb + 1):
        return False
    subject = subject_of(prose, verb)
    if subject is not None:
        return prose.key(verb + 1) in _ME and _definite(prose, verb + 2)
    before = before_verb(prose, verb)
    if prose.key(verb) == "owes" and before is None and prose.key(verb + 1) in _ME:
        return _definite(prose, verb + 2)
    if before is not None and prose.key(before) in ("i", "we"):
        before = before_verb(prose, before)
    if prose.key(verb) == "owes" or not (before is None or prose.key(before) in _OWE_AFTER):
        return False
    _, after, named = people_from(prose, verb + 1)
    if named or prose.key(verb + 1) in _OWED_TO:
        return _definite(prose, after if named else verb + 2)
    return prose.key(verb + 1) in _DETERMINERS and _definite(prose, verb + 1) and _to_somebody(prose, verb)


def _definite(prose: Prose, index: int) -> bool:
    """Whether the words from ``index`` on, in the same part of the sentence, say what is owed."""
    if prose.stop(index) or prose.key(index) in _NOTHING_OWED:
        return False
    return (prose.key(index), prose.key(index + 1)) not in _OWED_ANYHOW


def _to_somebody(prose: Prose, verb: int) -> bool:
    """Whether ``to Ada`` or ``to her`` follows within the part of the sentence."""
    for index in range(verb + 2, len(prose.words)):
        if prose.stop(index):
            return False
        if prose.key(index) == "to":
            return prose.name_at(index + 1) is not None or prose.key(index + 1) in _OWED_TO
    return False
