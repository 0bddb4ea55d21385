"""The large network of the benchmarks: 10,000 contacts and 100,000 interactions from a seed."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from netui.domain.records import (
    Channel,
    Contact,
    Direction,
    Exchange,
    ExchangeKind,
    FollowUp,
    Interaction,
    Membership,
    Mention,
)
from netui.storage import Store

SEED = 20261123
CONTACTS = 10_000
INTERACTIONS = 100_000
ORGANISATIONS = 400
TODAY = date(2026, 11, 23)
YEARS = 8

_SYLLABLES = (
    "ka", "lo", "mi", "ren", "ta", "shu", "vel", "dor", "an", "bre", "ci", "fen", "gus", "hal", "is", "jo",
    "kri", "lan", "mor", "nia", "ol", "pet", "qui", "ros", "sel", "tor", "ul", "wen", "xi", "yo", "zar",
    "eth",
)  # fmt: skip
_CHANNELS: tuple[Channel, ...] = ("in_person", "phone", "message", "video", "event", "social")
_KINDS: tuple[ExchangeKind, ...] = ("advice", "referral", "feedback", "time", "resource", "encouragement")
_WORDS = ("coffee with", "call with", "lunch with", "emailed", "zoom with", "walk with")
_REST = (
    "talked about the grant and how to begin", "mostly the move to the coast", "the printing costs again",
    "what makes a good teacher, and the summer school", "an old proof that still does not hold",
)  # fmt: skip


def make_large(
    path: Path, *, contacts: int = CONTACTS, interactions: int = INTERACTIONS, today: date = TODAY
) -> None:
    """Write a document of that size to ``path``, folded. The same every time, but for ids."""
    chance = random.Random(SEED)
    store = Store.open(path, instant=lambda: datetime.combine(today, time(8), UTC), account="seed")
    with store.change("the large network") as change:
        organisations = [
            change.insert(
                Contact(name=f"{_name(chance)} {place}", kind="organisation", added=_day(chance, today))
            )
            for place in ("Works", "Institute", "House", "Society") * (ORGANISATIONS // 4)
        ]
        people = [
            (change.insert(contact), contact)
            for contact in (_contact(chance, today, organisations) for _ in range(contacts - ORGANISATIONS))
        ]
        # A tenth of the people hold half of the conversations, as in life.
        near = people[: len(people) // 10]
        for _ in range(interactions):
            change.insert(_interaction(chance, today, near if chance.random() < 0.5 else people))
        for _ in range(contacts // 50):
            change.insert(_follow_up(chance, today, chance.choice(near)[0]))
    store.fold()
    store.close()


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()


def _day(chance: random.Random, today: date) -> date:
    return today - timedelta(days=int(365 * YEARS * chance.random() ** 1.5))


def _contact(chance: random.Random, today: date, organisations: list[int]) -> Contact:
    memberships: tuple[Membership, ...] = ()
    if chance.random() < 0.7:
        memberships = (Membership(organisation=chance.choice(organisations), role="engineer"),)
    return Contact(
        name=f"{_name(chance)} {_name(chance)}",
        added=today - timedelta(days=365 * YEARS),
        organisations=memberships,
        tags=tuple(
            chance.sample(("mentor", "maths", "writing", "club", "press"), k=chance.choice((0, 0, 1, 2)))
        ),
        circle=chance.choice((None, None, "outer", "wider", "close")),
        imported=chance.random() < 0.4,
        emails=(f"{chance.randrange(10**6)}@example.org",) if chance.random() < 0.5 else (),
    )


def _interaction(chance: random.Random, today: date, people: list[tuple[int, Contact]]) -> Interaction:
    day = _day(chance, today)
    with_whom = chance.sample(people, k=chance.choice((1, 1, 1, 2)))
    text = chance.choice(_WORDS)
    mentions = []
    for contact_id, contact in with_whom:
        start = len(text) + 1
        text = f"{text} {contact.name}"
        mentions.append(Mention(contact=contact_id, start=start, end=len(text)))
        text += " and" if contact_id != with_whom[-1][0] else ""
    text = f"{text}, {chance.choice(_REST)}"
    took_part = tuple(contact_id for contact_id, _ in with_whom)
    exchanges: tuple[Exchange, ...] = ()
    if chance.random() < 0.4:
        direction: Direction = chance.choice(("given", "given", "received"))
        exchanges = (Exchange(direction=direction, kind=chance.choice(_KINDS), contacts=took_part),)
    return Interaction(
        text=text,
        day=day,
        zone="Europe/London",
        logged_at=datetime.combine(day, time(20), UTC),
        logged_on=day,
        took_part=took_part,
        mentions=tuple(mentions),
        channel=chance.choice(_CHANNELS),
        minutes=chance.choice((None, None, 30, 45)),
        exchanges=exchanges,
    )


def _follow_up(chance: random.Random, today: date, contact: int) -> FollowUp:
    made = today - timedelta(days=chance.randrange(20))
    return FollowUp(
        kind="promise",
        owner="me",
        text="send the notes",
        made=made,
        made_at=datetime.combine(made, time(20), UTC),
        zone="Europe/London",
        contacts=(contact,),
        due=made + timedelta(days=chance.randrange(40)),
    )
