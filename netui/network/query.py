"""What is typed to find contacts: words, ``#tag``, ``org:``, ``circle:`` and ``is:``, and who is meant by it.

All parts of a query must hold. Case and accents are aside, and a word may be the beginning or the middle of
another; a whole word that the list itself says of a contact (``never``, ``resting``) finds its rows as well.
Only where nobody holds the words are those taken whose names come near them (:func:`near`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from netui.domain.cadence import State
from netui.domain.channels import LABELS
from netui.network.standing import Standing

NEAR = 75
"""Likeness, of 100, from which a word comes near a name (choice)."""

NEAR_FROM = 3
"""Letters that a word needs to come near anything (choice): fewer are like everything."""

STATES: dict[str, Callable[[Standing], bool]] = {
    "due": lambda standing: standing.touch.state in ("due", "overdue"),
    "soon": lambda standing: standing.touch.state == "soon",
    "active": lambda standing: standing.touch.state in ("active", "soon", "due"),
    "resting": lambda standing: standing.touch.state == "resting",
    "names": lambda standing: standing.touch.state == "only_name",
    "archived": lambda standing: standing.touch.state == "archived",
    "muted": lambda standing: standing.contact.muted,
    "organisation": lambda standing: standing.contact.kind == "organisation",
    "person": lambda standing: standing.contact.kind == "person",
}
"""What may stand after ``is:``, by its beginning. Active is what the share counts as such: not long due."""

STATE_WORDS: dict[State, str] = {
    "active": "",
    "soon": "soon",
    "due": "due",
    "overdue": "long due",
    "resting": "resting",
    "only_name": "only a name",
    "archived": "archived",
}
"""No word scolds; an active contact needs none."""

_EVER = {"never": None, "today": 0, "yesterday": 1}
"""Words for when one last spoke, and how many days ago that is."""

ROW_WORDS = (
    frozenset(" ".join((*STATE_WORDS.values(), *LABELS.values())).split())
    | _EVER.keys()
    | {"active", "names"}
) - {"a"}
"""Words that a row may say of a contact beside the name. A letter less or more is part of a name."""

_PIECE = re.compile(r'(?P<key>[a-z]+):(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S*))|(?P<word>\S+)')


def folded(text: str) -> str:
    """``text`` with case and accents aside."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


class Query(msgspec.Struct, frozen=True):
    """A query, read. Each value is folded; an empty one lets everybody through."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    """As typed after ``is:``: each is the beginning of one of :data:`STATES`, or nobody is meant."""

    def narrows(self, other: Query) -> bool:
        """Whether nobody can hold all of this who does not hold all of ``other``, as when a letter is added.

        Said only where it is certain: of ``is:d`` and ``is:du`` the states are others, and ``never`` finds
        rows that ``neve`` does not.
        """
        return (
            self.states == other.states
            and not ROW_WORDS.intersection(self.words).difference(other.words)
            and _each_within(other.words, self.words, str.__contains__)
            and _each_within(other.organisations, self.organisations, str.__contains__)
            and _each_within(other.tags, self.tags, str.startswith)
            and _each_within(other.circles, self.circles, str.startswith)
        )

    @property
    def only_names(self) -> bool:
        """Whether those are asked for who are only names."""
        return any(state and "names".startswith(state) for state in self.states)


def _each_within(parts: tuple[str, ...], longer: tuple[str, ...], within: Callable[[str, str], bool]) -> bool:
    """Whether each of ``parts`` is asked for by one of ``longer`` too."""
    return all(any(within(text, part) for text in longer) for part in parts)


def read_query(text: str) -> Query:
    """What ``text`` asks for. Nothing is refused: what is no filter is a word."""
    found: dict[str, list[str]] = {"org": [], "circle": [], "is": [], "#": [], "": []}
    for piece in _PIECE.finditer(folded(text)):
        key = piece["key"] or ""
        if key in found and key:
            found[key].append((piece["quoted"] if piece["quoted"] is not None else piece["bare"]).strip())
            continue
        word = piece.group()
        found["#" if word.startswith("#") else ""].append(word.removeprefix("#"))
    words = found[""]
    if {"only", "name"} <= set(words):  # as a row says it: only a name
        words = [word for word in words if word != "a"]
    return Query(
        words=tuple(words),
        tags=tuple(found["#"]),
        organisations=tuple(found["org"]),
        circles=tuple(found["circle"]),
        states=tuple(found["is"]),
    )


class Sought:
    """What a contact is found by, folded once."""

    __slots__ = ("id", "name", "organisation", "standing", "tags", "text")

    def __init__(self, standing: Standing) -> None:
        contact = standing.contact
        self.standing = standing
        self.id = standing.id
        self.name = folded(contact.name)
        self.organisation = folded(standing.organisation or "")
        self.tags = tuple(map(folded, contact.tags))
        self.text = " ".join(
            (self.name, *map(folded, contact.nicknames), self.organisation, contact.circle or "", *self.tags)
        )


def holding(
    query: Query, among: Sequence[Sought], texts: Callable[[], Sequence[str]] | None = None
) -> list[Sought]:
    """Those who hold all that ``query`` asks for, in the order in which they come.

    ``texts``: the text of each of those ``among``, for a long list: lying one behind the other in memory they
    are looked through in a fraction of the time.
    """
    words = [word for word in query.words if word not in ROW_WORDS]
    left = list(among) if texts is None or not words else _holding_word(words.pop(), among, texts())
    for word in words:
        left = [sought for sought in left if word in sought.text]
    for test in _filters(query):
        left = [sought for sought in left if test(sought)]
    return left


def _holding_word(word: str, among: Sequence[Sought], texts: Sequence[str]) -> list[Sought]:
    return [among[place] for place, text in enumerate(texts) if word in text]


def _filters(query: Query) -> list[Callable[[Sought], bool]]:
    """A test for each part of ``query`` that is no mere word."""
    return [
        *(partial(_has_tag, tag) for tag in query.tags),
        *(partial(_belongs, organisation) for organisation in query.organisations),
        *(partial(_in_circle, circle) for circle in query.circles),
        *(partial(_in_state, state) for state in query.states),
        *(partial(_says, word) for word in query.words if word in ROW_WORDS),
    ]


def _says(word: str, sought: Sought) -> bool:
    """Whether a contact is found by a word of :data:`ROW_WORDS`, or its row says it."""
    standing = sought.standing
    touch = standing.touch
    if word in sought.text or word in STATE_WORDS[touch.state].split():
        return True
    if word in _EVER:
        return touch.elapsed == _EVER[word] if touch.last_contact is not None else word == "never"
    if word in STATES:
        return STATES[word](standing)
    return any(word in mark.label.split() for mark in standing.marks)


def _has_tag(tag: str, sought: Sought) -> bool:
    return any(each.startswith(tag) for each in sought.tags)


def _belongs(organisation: str, sought: Sought) -> bool:
    """Whether a person belongs to it, or an organisation is called so."""
    is_one = sought.standing.contact.kind == "organisation"
    return organisation in (sought.name if is_one else sought.organisation)


def _in_circle(circle: str, sought: Sought) -> bool:
    return (sought.standing.contact.circle or "").startswith(circle)


def _in_state(typed: str, sought: Sought) -> bool:
    meant = next((test for state, test in STATES.items() if state.startswith(typed)), None)
    return meant is not None and meant(sought.standing)


def near(query: Query, among: Sequence[Sought]) -> list[Sought]:
    """Those who come near the words of ``query`` and hold all else that it asks for, the nearest first."""
    words = query.words
    if not words or any(len(word) < NEAR_FROM for word in words):
        return []
    from rapidfuzz import fuzz, process  # late: few queries need it

    left = holding(msgspec.structs.replace(query, words=()), among)
    likeness = [0.0] * len(left)
    for word in words:
        texts = [sought.text for sought in left]
        found = process.extract(word, texts, scorer=fuzz.partial_ratio, score_cutoff=NEAR, limit=None)
        # A text shorter than the word is not near it for standing in it.
        kept = [(place, score) for text, score, place in found if len(text) >= len(word)]
        likeness = [likeness[place] + score for place, score in kept]
        left = [left[place] for place, _ in kept]
    places: Sequence[int] = sorted(range(len(left)), key=lambda place: (-likeness[place], left[place].name))
    return [left[place] for place in places]
