"""Given, received, asked, offered, introduced, and who began it (rules.md, section 9)."""

from __future__ import annotations

from typing import Any

import pytest

from netui.domain.line.words import exchange_kind_in
from tests.line.reader import persons, short

ADA, GRACE, KAT, EMMY = "Ada Lovelace", "Grace Hopper", "Katherine Johnson", "Emmy Noether"


def exchanged(line: str, **options: Any) -> list[str]:
    """The exchanges of a line alone."""
    found: list[str] = short(line, **options).get("exchanges", [])
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("gave Emmy advice", f"given advice 1: {EMMY}"),
        ("gave Emmy a bit of advice", f"given advice 1: {EMMY}"),
        ("gave advice to Emmy", f"given advice 1: {EMMY}"),
        ("gave advice on grants to Emmy", f"given advice 1: {EMMY}"),
        ("gave advice about grants to Emmy", f"given advice 1: {EMMY}"),
        ("tea with Ada, gave advice", f"given advice 1: {ADA}"),
        ("tea with Ada and Kat, gave advice", f"given advice 1: {ADA}, {KAT}"),
        ("tea with Ada and Kat, gave Kat advice", f"given advice 1: {KAT}"),
        ("tea with Ada about Kat, gave advice", f"given advice 1: {ADA}"),
        ("gave Emmy, Ada and Kat advice", f"given advice 1: {EMMY}, {ADA}, {KAT}"),
        ("gave advice to Emmy, Ada and Kat", f"given advice 1: {EMMY}, {ADA}, {KAT}"),
        ("gave advice", "given advice 1: "),
        ("I gave Emmy advice", f"given advice 1: {EMMY}"),
        ("Gave Emmy ADVICE", f"given advice 1: {EMMY}"),
        ("shared a link with Emmy", f"given resource 1: {EMMY}"),
        ("shared the file with Ada and Kat", f"given resource 1: {ADA}, {KAT}"),
        ("sent Emmy the paper", f"given resource 1: {EMMY}"),
        ("sent thanks to Emmy", f"given thanks 1: {EMMY}"),
        ("gave Emmy time", f"given time 1: {EMMY}"),
        ("gave Ada's paper a review", "given feedback 1: "),
        ("gave help to Emmy", f"given other 1: {EMMY}"),
        ("gave the Royal Society of London a referral", "given referral 1: Royal Society of London"),
        # received
        ("got advice from Kat", f"received advice 1: {KAT}"),
        ("got a referral from Kat", f"received referral 1: {KAT}"),
        ("received support from Kat and Ada", f"received encouragement 1: {KAT}, {ADA}"),
        ("tea with Ada, got advice", f"received advice 1: {ADA}"),
        ("tea with Ada, got advice from Kat", f"received advice 1: {KAT}"),
        ("got from Kat a book", f"received resource 1: {KAT}"),
        ("got advice on grants from Kat", f"received advice 1: {KAT}"),
        ("got advice about Ada from Kat", f"received advice 1: {KAT}"),
        ("tea with Ada, got an intro to Kat", f"received introduction 1: {ADA}"),
        ("Kat gave me advice", f"received advice 1: {KAT}"),
        ("Kat and Ada gave us advice", f"received advice 1: {KAT}, {ADA}"),
        ("tea with Ada, Kat sent me a link", f"received resource 1: {KAT}"),
        ("tea with Ada, she gave me advice", f"received advice 1: {ADA}"),
        ("Kat sent a link to me", f"received resource 1: {KAT}"),
        ("Kat got me a referral", f"received referral 1: {KAT}"),
        ("tea with Kat and Ada gave me advice", f"received advice 1: {KAT}, {ADA}"),
        # weights
        ("gave Emmy big advice", f"given advice 3: {EMMY}"),
        ("got a big referral from Kat", f"received referral 3: {KAT}"),
        ("got a small referral from Kat", f"received referral 1: {KAT}"),
        ("got feedback:2 from Kat", f"received feedback 2: {KAT}"),
        ("got feedback:1 from Kat", f"received feedback 1: {KAT}"),
        ("got big feedback:2 from Kat", f"received feedback 2: {KAT}"),
        # as many as four words between; a name counts as one
        ("gave Emmy a word of advice", f"given advice 1: {EMMY}"),
        ("got some very long dry feedback from Kat", f"received feedback 1: {KAT}"),
        ("gave Emmy Noether some very good advice", f"given advice 1: {EMMY}"),
        # explicit
        ("gave:intro:3 tea with Ada", f"given introduction 3: {ADA}"),
        ("tea with Ada got:advice", f"received advice 1: {ADA}"),
        ("tea with Ada gave:other", f"given other 1: {ADA}"),
        ("tea with Ada, got:Help:2.", f"received other 2: {ADA}"),
        ("tea with Ada gave:intro:3 to Kat", f"given introduction 3: {KAT}"),
        ("tea with Ada received:lead from Kat", f"received opportunity 1: {KAT}"),
        ("tea with Ada shared:link", f"given resource 1: {ADA}"),
        ("tea with Ada offered:time", f"offered time 1: {ADA}"),
        # thanks
        ("thanked Emmy", f"given thanks 1: {EMMY}"),
        ("thanked Emmy and Kat for the book", f"given thanks 1: {EMMY}, {KAT}"),
        ("offered feedback to Emmy", f"offered feedback 1: {EMMY}"),
        ("offered Emmy some help", f"offered other 1: {EMMY}"),
        ("tea with Ada, offered a referral", f"offered referral 1: {ADA}"),
    ],
)
def test_one_exchange(line: str, expected: str) -> None:
    assert exchanged(line) == [expected]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("introduction", "introduction"), ("intro", "introduction"), ("intros", "introduction"),
        ("advice", "advice"), ("referral", "referral"), ("ref", "referral"), ("reference", "referral"),
        ("feedback", "feedback"), ("review", "feedback"), ("time", "time"), ("resource", "resource"),
        ("link", "resource"), ("links", "resource"), ("book", "resource"), ("books", "resource"),
        ("paper", "resource"), ("file", "resource"), ("encouragement", "encouragement"),
        ("support", "encouragement"), ("opportunity", "opportunity"), ("opportunities", "opportunity"),
        ("lead", "opportunity"), ("thanks", "thanks"), ("help", "other"),
    ],
)  # fmt: skip
def test_every_kind(word: str, kind: str) -> None:
    assert exchanged(f"gave Emmy {word}") == [f"given {kind} 1: {EMMY}"]
    assert exchanged(f"got {word} from Kat") == [f"received {kind} 1: {KAT}"]
    assert exchanged(f"tea with Ada got:{word}:2") == [f"received {kind} 2: {ADA}"]


@pytest.mark.parametrize(
    "line",
    [
        "gave Emmy a smile",
        "got home with Ada",
        "got some very long and dry feedback from Kat",
        "got there late, time was short",
        "got there in time",
        "gave Emmy a hard time",
        "got no feedback from Kat",
        "never got feedback from Kat",
        "didn't get feedback from Kat",
        "got ready for feedback",
        "got Kat to give advice",
        "sent Ada out. Advice came later",
        "gave Ada a ride; advice came later",
        "joined a book club, got the book club list",
        "opened the support ticket that Ada sent; support ticket closed",
        "gave a talk about time",
        "Ada gave Emmy advice",
        "Ada got advice from Kat",
        "she got advice from Kat",
        "advice, feedback and time",
        "gave:foo and got:advice:4",
        "the paper sent itself",
        "Kat thanked Ada",
        "thanked them all",
        "thanked her for Ada's book",
        "was asked for advice",
        "Kat asked me for advice",
        "they asked for feedback",
        "asked Kat about time",
        "asked whether Ada wants feedback",
        "Kat offered me advice",
        "offered to review it",
    ],
)
def test_no_exchange(line: str) -> None:
    assert exchanged(line) == []


def test_several_exchanges() -> None:
    assert exchanged("tea with Ada, gave advice and got big feedback; sent Kat a book") == [
        f"given advice 1: {ADA}, {KAT}",
        f"received feedback 3: {ADA}, {KAT}",
        f"given resource 1: {KAT}",
    ]
    assert exchanged("gave Emmy advice and a big referral") == [
        f"given advice 1: {EMMY}",
        f"given referral 3: {EMMY}",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "asked Ada for advice",
            {"who": [f"{ADA}=Ada"], "purpose": "ask", "exchanges": [f"asked advice 1: {ADA}"]},
        ),
        (
            "asked for a referral from Ada",
            {"who": [f"{ADA}=Ada"], "purpose": "ask", "exchanges": [f"asked referral 1: {ADA}"]},
        ),
        (
            "tea with Ada, asked for some quick feedback",
            {"who": [f"{ADA}=Ada"], "purpose": "ask", "exchanges": [f"asked feedback 1: {ADA}"]},
        ),
        (
            "tea with Ada asked:intro:3",
            {"who": [f"{ADA}=Ada"], "purpose": "ask", "exchanges": [f"asked introduction 3: {ADA}"]},
        ),
        (
            "asked Ada for advice, gave feedback",
            {"who": [f"{ADA}=Ada"], "exchanges": [f"asked advice 1: {ADA}", f"given feedback 1: {ADA}"]},
        ),
        (
            "asked Ada for advice, got feedback",
            {
                "who": [f"{ADA}=Ada"],
                "purpose": "ask",
                "exchanges": [f"asked advice 1: {ADA}", f"received feedback 1: {ADA}"],
            },
        ),
        (
            "asked Ada for advice purpose:relationship",
            {"who": [f"{ADA}=Ada"], "exchanges": [f"asked advice 1: {ADA}"]},
        ),
        ("tea with Ada purpose:ask", {"who": [f"{ADA}=Ada"], "purpose": "ask"}),
        ("tea with Ada purpose:Sale", {"who": [f"{ADA}=Ada"], "purpose": "sale"}),
        ("tea with Ada purpose:fun", {"who": [f"{ADA}=Ada"]}),
    ],
)
def test_asks_and_purpose(line: str, expected: dict[str, Any]) -> None:
    assert short(line) == expected


@pytest.mark.parametrize(
    ("line", "introductions", "exchanges"),
    [
        ("introduced Ada to Kat", [f"me: {ADA} & {KAT}"], [f"given introduction 1: {ADA}, {KAT}"]),
        ("I introduced Ada to Kat", [f"me: {ADA} & {KAT}"], [f"given introduction 1: {ADA}, {KAT}"]),
        ("introduced Ada and Kat", [f"me: {ADA} & {KAT}"], [f"given introduction 1: {ADA}, {KAT}"]),
        (
            "introduced Ada and Kat to each other",
            [f"me: {ADA} & {KAT}"],
            [f"given introduction 1: {ADA}, {KAT}"],
        ),
        (
            "introduced Ada to Kat and Emmy",
            [f"me: {ADA} & {KAT}", f"me: {ADA} & {EMMY}"],
            [f"given introduction 1: {ADA}, {KAT}, {EMMY}"],
        ),
        (
            'introduced Ada to @"New Person"',
            [f"me: {ADA} & New Person"],
            [f"given introduction 1: {ADA}, New Person"],
        ),
        ("Ada introduced me to Kat", [f"{ADA}: me & {KAT}"], [f"received introduction 1: {ADA}"]),
        ("Ada introduced Kat to me", [f"{ADA}: me & {KAT}"], [f"received introduction 1: {ADA}"]),
        (
            "tea with Ada, she introduced me to Kat",
            [f"{ADA}: me & {KAT}"],
            [f"received introduction 1: {ADA}"],
        ),
        ("tea with Ada, introduced me to Kat", [f"{ADA}: me & {KAT}"], [f"received introduction 1: {ADA}"]),
        ("Ada introduced Kat to Emmy", [f"{ADA}: {KAT} & {EMMY}"], []),
        ("introduced me to Kat", [], []),
        ("tea with Ada and Emmy, introduced me to Kat", [], []),
        ("she introduced Ada to Kat", [], []),
        ("introduced Ada to the team", [], []),
        ("introduced Ada to Kat's boss", [], []),
        ("Ada was introduced to Kat", [], []),
        ("never introduced Ada to Kat", [], []),
        ("introduced myself to Kat", [], []),
        ("introduced Ada to ada", [], []),
    ],
)
def test_introductions(line: str, introductions: list[str], exchanges: list[str]) -> None:
    found = short(line)
    assert found.get("introductions", []) == introductions
    assert found.get("exchanges", []) == exchanges


def test_all_of_an_introduction_took_part() -> None:
    assert short("Ada introduced me to Kat") == {
        "who": [f"{ADA}=Ada", f"{KAT}=Kat"],
        "introductions": [f"{ADA}: me & {KAT}"],
        "exchanges": [f"received introduction 1: {ADA}"],
    }


def test_a_tie_in_an_exchange_leaves_it_open() -> None:
    names = persons("Ada Lovelace", "Ada Byron", "Emmy Noether")
    found = short("introduced Ada to Emmy", names=names)
    assert found["ties"] == ["Ada: (1, 2)"]
    assert "introductions" not in found


@pytest.mark.parametrize(
    ("line", "started"),
    [
        ("they called", "them"),
        ("she wrote", "them"),
        ("Kat called", "them"),
        ("Kat wrote, at last", "them"),
        ("Kat invited us", "them"),
        ("Kat reached out", "them"),
        ("Kat and Ada called", "them"),
        ("yesterday Kat called", "them"),
        ("I called Kat", "me"),
        ("I wrote to Kat", "me"),
        ("I invited Kat", "me"),
        ("I reached out to Kat", "me"),
        ("called Kat", None),
        ("meeting with Kat called off", None),
        ("Kat called off tea", None),
        ("we called Kat", None),
        ("Kat reached home", None),
        ("talked about Kat", None),
        ("tea with Kat started:me", "me"),
        ("Kat called started:both", "both"),
        ("tea with Kat started:Them", "them"),
        ("tea with Kat started:nobody", None),
        ("promised Ada called Kat", None),
    ],
)
def test_who_began_it(line: str, started: str | None) -> None:
    assert short(line).get("started") == started


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("send the paper", "resource"),
        ("an intro to Kat", "introduction"),
        ("introduce Ada to Kat", "introduction"),
        ("thank Kat for the book", "thanks"),
        ("a review of the draft", "feedback"),
        ("help with the move", "other"),
        ("call Ada", None),
        ("see Ada next time", None),
        ("close the support ticket", None),
        ("", None),
    ],
)
def test_the_kind_that_a_promise_will_be(text: str, kind: str | None) -> None:
    assert exchange_kind_in(text) == kind
