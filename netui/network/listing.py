"""Which contacts a query lets through, and in which order they are listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

from netui.domain.cadence import State
from netui.domain.ledger import Verdict
from netui.network.standing import Standing

OWED_FIRST: dict[Verdict, int] = {"owe": 0, "unclear": 1, "balanced": 2, "mostly_giving": 3, "too_little": 4}
"""Verdicts in the order of who you owe."""

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


def folded(text: str) -> str:
    """``text`` with case and accents aside."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def matches(standing: Standing, query: str) -> bool:
    """Whether each word of ``query`` stands in a name, nickname or organisation; ``#tag`` in the tags."""
    words = folded(query).split()
    if not words:
        return True
    contact = standing.contact
    tags = [folded(tag) for tag in contact.tags]
    text = folded(
        " ".join((contact.name, *contact.nicknames, standing.organisation or "", contact.circle or ""))
    )
    return all(
        any(tag.startswith(word[1:]) for tag in tags)
        if word.startswith("#")
        else word in text or any(word in tag for tag in tags)
        for word in words
    )


def order_key(order: str) -> Callable[[Standing], tuple[object, ...]]:
    """A sort key: ``urgency`` (what wants doing first), ``name``, ``organisation``, ``last``, ``balance``."""
    return {
        "urgency": _by_urgency,
        "name": lambda standing: (folded(standing.name), standing.id),
        "organisation": lambda standing: (
            standing.organisation is None,
            folded(standing.organisation or ""),
            *_by_urgency(standing),
        ),
        "last": lambda standing: (
            -(standing.touch.last_contact or date.min).toordinal(),
            folded(standing.name),
            standing.id,
        ),
        "balance": _by_balance,
    }[order]


def _by_urgency(standing: Standing) -> tuple[object, ...]:
    """Most urgent first; resting ones after the others, then those who are only names, then the archived."""
    group = {"resting": 1, "only_name": 2, "archived": 3}.get(standing.touch.state, 0)
    return (group, -(standing.touch.urgency or 0.0), folded(standing.name), standing.id)


def _by_balance(standing: Standing) -> tuple[object, ...]:
    balance = standing.balance
    if balance is None or not balance.entries:
        return (9, 0.0, folded(standing.name), standing.id)
    return (OWED_FIRST[balance.verdict], balance.mean, folded(standing.name), standing.id)
