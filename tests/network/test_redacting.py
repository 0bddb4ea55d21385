"""What is left of each kind of record when a contact or an entry is forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from netui.domain.records import (
    ME,
    Contact,
    Dismissal,
    Event,
    Exchange,
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Membership,
    Mention,
    Note,
    Opportunity,
    Pace,
    Review,
)
from netui.network.redacting import Gone, falls, left_of
from tests.conftest import INSTANT, ZONE

DAY = date(2026, 11, 23)
ADA, GRACE, LUNCH, PROMISE = 1, 2, 10, 20
CONTACT = Gone(contacts=frozenset({ADA}), interactions=frozenset({LUNCH}), names=frozenset({"Ada Byron"}))
LINE = Gone(lines=frozenset({LUNCH}), interactions=frozenset({LUNCH}))
GOAL: dict[str, Any] = {"measure": "gives", "first": DAY, "paces": (Pace(since=DAY, weekly=1),)}

ADA_FIRST = Mention(contact=ADA, start=0, end=3)


def interaction(text: str = "lunch", **fields: Any) -> Interaction:
    return Interaction(text=text, day=DAY, logged_at=INSTANT, logged_on=DAY, zone=ZONE, **fields)


def note(**fields: Any) -> Note:
    return Note(text="tea", day=DAY, logged_at=INSTANT, zone=ZONE, **fields)


def promise(**fields: Any) -> FollowUp:
    return FollowUp(kind="promise", owner="me", text="tea", made=DAY, made_at=INSTANT, zone=ZONE, **fields)


def answer(reminder: str, *contacts: int) -> Dismissal:
    return Dismissal(reminder=reminder, answer="done", made=DAY, contacts=contacts)


@pytest.mark.parametrize(
    ("record", "contact", "line"),
    [
        (interaction(took_part=(ADA,)), True, False),
        (interaction(took_part=(ADA,), mentioned=(GRACE,)), True, False),
        (interaction(took_part=(ADA, GRACE)), False, False),
        (interaction(mentioned=(ADA,)), True, False),
        (interaction(took_part=(GRACE,), mentioned=(ADA,)), False, False),
        (interaction(), False, False),
        (note(contacts=(ADA,)), True, False),
        (note(contacts=(ADA, GRACE)), False, False),
        (note(), False, False),
        (promise(contacts=(ADA,)), True, False),
        (promise(contacts=(GRACE,), interaction=LUNCH), False, True),
        (promise(interaction=LUNCH), True, True),
        (promise(answered_by=LUNCH), False, False),
        (promise(), False, False),
        (Introduction(introducer=ADA, between=(ME, GRACE), day=DAY), True, False),
        (Introduction(introducer=ME, between=(GRACE, ADA), day=DAY), True, False),
        (Introduction(introducer=ME, between=(GRACE, 3), day=DAY, interaction=LUNCH), False, True),
        (Opportunity(title="a grant", day=DAY, via=(ADA,)), False, False),
        (Opportunity(title="a grant", day=DAY, interaction=LUNCH), False, True),
        (Event(name="meetup", day=DAY, met=(ADA,)), False, False),
        (answer(f"cadence:{ADA}:x", ADA), True, False),
        (answer(f"introduce:{GRACE}.{ADA}:x", GRACE), True, False),
        (answer(f"cadence:{GRACE}:{ADA}-{LUNCH}", GRACE), False, False),
        (answer(f"promise:{ADA}:x"), False, False),
        (Review(week=DAY, begun=DAY, next=(ADA,), moment=LUNCH), False, False),
        (Goal(**GOAL), False, False),
        (Contact(name="Grace", added=DAY, introduced_by=(ADA,)), False, False),
    ],
)
def test_what_makes_no_sense_without_it_goes_with_it(record: Any, contact: bool, line: bool) -> None:
    assert (falls(record, CONTACT), falls(record, LINE)) == (contact, line)


def test_an_answer_goes_with_the_promise_that_it_is_about() -> None:
    gone = Gone(others=frozenset({("follow_ups", PROMISE)}))
    assert falls(answer(f"promise:{PROMISE}:x"), gone)
    assert not falls(answer(f"cadence:{PROMISE}:x", GRACE), gone)


@pytest.mark.parametrize(
    ("record", "left"),
    [
        (
            interaction(
                "yesterday: Ada's friend Grace, and Ada, monday",
                day_words=(0, 10),
                took_part=(ADA, GRACE),
                mentioned=(ADA,),
                mentions=(
                    Mention(contact=ADA, start=11, end=14),
                    Mention(contact=GRACE, start=24, end=29),
                    Mention(contact=ADA, start=35, end=38),
                ),
                exchanges=(
                    Exchange(direction="given", kind="advice", contacts=(ADA,)),
                    Exchange(direction="given", kind="time", contacts=(ADA, GRACE)),
                    Exchange(direction="received", kind="time"),
                ),
            ),
            interaction(
                "yesterday: someone's friend Grace, and someone, monday",
                day_words=(0, 10),
                took_part=(GRACE,),
                mentions=(Mention(contact=GRACE, start=28, end=33),),
                exchanges=(
                    Exchange(direction="given", kind="time", contacts=(GRACE,)),
                    Exchange(direction="received", kind="time"),
                ),
            ),
        ),
        (
            interaction(
                "Ada, on monday", day_words=(5, 14), mentions=(Mention(contact=ADA, start=0, end=3),)
            ),
            interaction("someone, on monday", day_words=(9, 18)),
        ),
        (
            promise(contacts=(ADA, GRACE), interaction=LUNCH, answered_by=LUNCH),
            promise(contacts=(GRACE,)),
        ),
        (promise(interaction=11, answered_by=12), promise(interaction=11, answered_by=12)),
        (
            Contact(
                name="Grace",
                added=DAY,
                introduced_by=(ADA, 3),
                organisations=(Membership(organisation=ADA), Membership(organisation=4, role="fellow")),
            ),
            Contact(
                name="Grace",
                added=DAY,
                introduced_by=(3,),
                organisations=(Membership(organisation=4, role="fellow"),),
            ),
        ),
        (
            Opportunity(title="a grant", day=DAY, via=(ADA, GRACE), interaction=LUNCH),
            Opportunity(title="a grant", day=DAY, via=(GRACE,)),
        ),
        (
            Introduction(introducer=ME, between=(GRACE, 3), day=DAY, interaction=LUNCH),
            Introduction(introducer=ME, between=(GRACE, 3), day=DAY),
        ),
        (Event(name="meetup", day=DAY, met=(GRACE, ADA)), Event(name="meetup", day=DAY, met=(GRACE,))),
        (
            Review(week=DAY, begun=DAY, next=(ADA, GRACE), moment=LUNCH, words="that lunch"),
            Review(week=DAY, begun=DAY, next=(GRACE,)),
        ),
        (answer(f"cadence:{GRACE}:x", GRACE, ADA), answer(f"cadence:{GRACE}:x", GRACE)),
    ],
)
def test_what_is_left(record: Any, left: Any) -> None:
    assert left_of(record, CONTACT) == left


def test_an_event_that_is_gone_is_named_no_more() -> None:
    gone = Gone(others=frozenset({("events", 5)}))
    assert left_of(interaction(event=5), gone) == interaction()
    assert left_of(interaction(event=6), gone) == interaction(event=6)


@pytest.mark.parametrize(
    "record",
    [
        Opportunity(title="the ADA BYRON prize", day=DAY, story="by Ada Byron, with Ada Byronic"),
        Event(name="Ada Byron's wedding", day=DAY, place="Ada Byron hall", tags=()),
        Goal(**GOAL, why="for Ada Byron"),
        interaction("Ada Byron", place="at Ada Byron's"),
        Contact(name="Grace", added=DAY, offers=("an introduction to Ada Byron",)),
        Introduction(introducer=ME, between=(GRACE, 3), day=DAY, note="Ada Byron asked"),
    ],
)
def test_names_in_prose_go_only_where_that_is_asked_for(record: Any) -> None:
    assert left_of(record, CONTACT) == record
    said = str(left_of(record, CONTACT, words=True))
    assert "byron" not in said.replace("Ada Byronic", "").casefold()
    assert "someone" in said


def test_a_name_that_is_linked_to_somebody_else_stays() -> None:
    record = interaction("Ada Byron, Ada Byron", mentions=(Mention(contact=GRACE, start=0, end=9),))
    left = left_of(record, CONTACT, words=True)
    assert left.text == "Ada Byron, someone"
    assert left.mentions == record.mentions
