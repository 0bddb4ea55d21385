"""Whom to take up again, meet or begin with: few at a time, and the same all week or month (section 6).

Who is chosen follows from a hash of the week or month and the ids, so it is the same in every session and on
every machine. What it is chosen from is how things stood when the week or month began, so that answering one
suggestion does not bring the next at once.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from hashlib import blake2b
from heapq import nsmallest
from typing import Literal

import msgspec

from netui.domain.cadence import OVERDUE
from netui.domain.days import counted
from netui.domain.facts import ContactFacts
from netui.domain.ranking import Reminder
from netui.domain.reaching import NAME_LENGTH, reach
from netui.domain.records import Contact
from netui.domain.words import folded, one_line

DORMANT_DAYS = 1095
"""Days without contact after which a tie is dormant, three years (Levin, Walter & Murnighan 2011)."""
BEGIN_A_WEEK = 3
"""Only names that are suggested in a week at most (choice)."""
MEET_EVERY_WEEKS = 13
"""Weeks after which a contact's turn to be met comes round: 90 days at least (choice)."""
ACTIVE_UP_TO = OVERDUE
"""Urgency up to which a contact counts as active (choice)."""

Tie = Literal["organisation", "tag", "need"]
Feature = tuple[Tie, int | str]
"""Something that two contacts may share."""

_WEIGHTS: dict[Tie, int] = {"organisation": 3, "tag": 2, "need": 1}


class Then(msgspec.Struct, frozen=True):
    """How a contact stood when the week or the month began; what :mod:`suggestions` chooses from."""

    meet: bool = False
    """Its turn to be met has come this week."""
    dormant: bool = False
    only_name: bool = False
    house: bool = False
    """Only the name of an organisation."""
    active: bool = False
    features: tuple[Feature, ...] = ()
    """Of only names and of active contacts."""


def first_of(period: str, contacts: Iterable[int]) -> int | None:
    """The contact whose turn it is in a period (``2026-11``, ``2026-11-23``)."""
    return min(contacts, key=lambda contact: _lot(period, contact), default=None)


def _lot(period: str, contact: int) -> bytes:
    return blake2b(f"{period} {contact}".encode(), digest_size=8).digest()


# --- meet --------------------------------------------------------------------------------------------------


def turn_to_meet(remote_since: date | None, week: date) -> bool:
    """Whether the week that begins on ``week`` is one in which a contact who is remote only has its turn.

    Its first is the week after it became so, and the others follow every 13 weeks.
    """
    if remote_since is None or remote_since > week:
        return False
    return (week - remote_since).days // 7 % MEET_EVERY_WEEKS == 0


# --- reconnect ---------------------------------------------------------------------------------------------


def is_dormant(last_contact: date | None, day: date) -> bool:
    """Whether a tie was dormant on ``day``, by the latest contact day before it."""
    return last_contact is not None and (day - last_contact).days >= DORMANT_DAYS


def reconnect(facts: ContactFacts, today: date) -> Reminder | None:
    """The suggestion of the month: a dormant tie is worth as much as a new one."""
    last = facts.touch.last_contact
    month = today.replace(day=1)
    if last is None or not is_dormant(last, month) or facts.planned:
        return None
    years = (today - last).days * 4 // 1461
    return reach(
        facts,
        "reconnect",
        f"{month:%Y-%m}",
        month,
        f"{counted(years, 'year')} since you spoke: an old tie is worth a word",
        facts.last_contact_ids,
        today,
    )


# --- begin -------------------------------------------------------------------------------------------------


def features_of(contact_id: int, contact: Contact) -> tuple[Feature, ...]:
    """What a contact may share with others: organisations, tags, needs."""
    found: list[Feature] = []
    if contact.organisations or contact.kind == "organisation":
        houses = {membership.organisation for membership in contact.organisations}
        if contact.kind == "organisation":
            houses.add(contact_id)
        found += [("organisation", house) for house in sorted(houses)]
    if contact.tags:
        found += [("tag", tag) for tag in sorted(set(map(folded, contact.tags)))]
    if contact.needs:
        found += [("need", need) for need in sorted(set(map(folded, contact.needs)))]
    return tuple(found)


def weight_of(features: Iterable[Feature], active: Container[Feature]) -> int:
    """How strong the strongest tie is that ``features`` make with active contacts; 0 where there is none."""
    return max((_WEIGHTS[each[0]] for each in features if each in active), default=0)


def to_begin_with(
    week: date,
    names: Mapping[int, tuple[Feature, ...]],
    active: Container[Feature],
    houses: Container[int] = (),
) -> list[int]:
    """At most three only names for a week: people before organisations (``houses``), since it is people with
    whom one begins (choice); then those first who share an organisation, a tag or a need with active contacts
    (the keys of ``active``), then by hash."""
    weights: dict[tuple[Feature, ...], int] = {}
    by_weight: dict[tuple[bool, int], list[int]] = {}
    for contact, features in names.items():
        weight = weights.get(features)  # many share the same, an organisation's all
        if weight is None:
            weight = weights[features] = weight_of(features, active)
        by_weight.setdefault((contact not in houses, weight), []).append(contact)
    period = f"{week}"
    chosen: list[int] = []
    for place in sorted(by_weight, reverse=True):
        left = BEGIN_A_WEEK - len(chosen)
        chosen += nsmallest(left, by_weight[place], key=lambda contact: _lot(period, contact))
        if len(chosen) == BEGIN_A_WEEK:
            break
    return chosen


def begin(
    facts: ContactFacts, today: date, week: date, shared: tuple[Feature, int, str] | None
) -> Reminder | None:
    """A gentle beginning with somebody who is only a name. ``shared``: what, with whom, and a name for it
    (the organisation's, or the contact's)."""
    if facts.touch.state != "only_name" or facts.planned or facts.contact.muted:
        return None
    due = max(week, min(facts.contact.added, today))
    evidence: tuple[int, ...] = (facts.id,)
    words = "a line would begin it"
    if shared is not None:
        evidence = (facts.id, shared[1])
        words = shared_words(shared)
    return reach(facts, "begin", week, due, f"only a name so far; {words}", evidence, today)


def shared_words(shared: tuple[Feature, int, str]) -> str:
    """What is shared with an active contact, in words: "of the Royal Society, where you know others"."""
    (tie, value), _, name = shared
    name = one_line(name, NAME_LENGTH)
    return {
        "organisation": f"of {name}, where you know others",
        "tag": f"#{one_line(str(value), NAME_LENGTH)}, as {name}",
        "need": f"looks for {one_line(str(value), NAME_LENGTH)}, as {name} does",
    }[tie]


def week_after(week: date) -> date:
    """The beginning of the next week."""
    return week + timedelta(days=7)
