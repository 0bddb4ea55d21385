"""Channel, tags, minutes, places, events and what else stands beside the prose (rules.md, section 9)."""

from __future__ import annotations

from typing import Any

import pytest

from netui.domain.line.reading import Piece
from tests.line.reader import persons, reading, short

ADA, KAT = "Ada Lovelace", "Katherine Johnson"


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("in_person", "coffee lunch dinner breakfast drinks walk met visit visited"),
        ("video", "zoom teams video"),
        ("phone", "call called phone phoned rang"),
        ("message", "email emailed wrote message messaged text texted chat chatted letter dm"),
        ("social", "linkedin tweet tweeted liked commented posted"),
        ("event", "conference meetup panel summit"),
    ],
)
def test_every_word_of_a_channel(channel: str, words: str) -> None:
    for word in words.split():
        assert short(f"{word} with Ada") == {"who": [f"{ADA}=Ada"], "channel": channel}, word
        assert short(f"so {word.upper()}, then home") == {"channel": channel}, word
        assert short(f"{word}x and x{word} and {word}-x") == {}, word


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("conference call with Ada", "phone"),
        ("lunch, then a conference call with Ada", "phone"),
        ("linkedin message to Ada", "message"),
        ("google meet with Ada", "video"),
        ("video call with Ada", "video"),
        ("coffee with Ada, then zoom with Kat", "in_person"),
        ("zoom with Ada, then coffee with Kat", "video"),
        ("emailed Ada about lunch", "message"),
        ("spoke to Ada about the conference", None),
        ("tea with Ada", None),
        ("tea with Ada; promised to call", None),
        ("tea with Ada #coffee", None),
        ("via:phone coffee with Ada", "phone"),
        ("coffee with Ada via:Video", "video"),
        ("tea via:in_person", "in_person"),
        ('tea via:"in person"', "in_person"),
        ("tea via:event", "event"),
        ("tea via:message", "message"),
        ("tea via:social", "social"),
        ("tea via:zoom", "video"),
        ("tea via:pigeon", None),
        ("coffee via:phone via:video", "video"),
    ],
)
def test_channel(line: str, channel: str | None) -> None:
    assert reading(line).channel == channel


def test_a_name_is_no_channel() -> None:
    names = persons("Chat Walker", "Penny Lunch")
    assert reading("tea with Penny Lunch", names=names).channel is None


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("tea #work", ["work"]),
        ("#work tea +fun", ["work", "fun"]),
        ("tea #work-life #a1 #b:c", ["work-life", "a1", "b:c"]),
        ("tea #Work #work", ["Work"]),
        ("tea (#work), #fun; #x.", ["work", "fun", "x"]),
        ("tea #work: long", ["work"]),
        ("tea #Ärger #日本", ["Ärger", "日本"]),
        ("tea #1 #-a # a ## C# x#y a+b +44 20 7946 0000 +1", []),
        ("me+tag@example.org and #tag@example.org", []),
        ("tea #follow_up", []),
        ("https://example.org/#anchor", []),
    ],
)
def test_tags(line: str, tags: list[str]) -> None:
    assert list(reading(line).tags) == tags


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("tea 45min", 45),
        ("tea, 45 min", 45),
        ("tea for 45 minutes", 45),
        ("tea 90mins.", 90),
        ("tea 1h30", 90),
        ("tea 1h 30min", 90),
        ("tea 1h", 60),
        ("tea 1.5h", 90),
        ("tea 1,5h", 90),
        ("tea 2 hours", 120),
        ("tea for 45m", 45),
        ("tea for 1h30", 90),
        ("45min tea", 45),
        ("tea 45min then 20min", 45),
        ("tea 5m", None),
        ("raised $45m", None),
        ("tea 0min", None),
        ("tea 1h75", None),
        ("tea 3000min", None),
        ("came 20 minutes late", None),
        ("a 45minx", None),
        ("tea v1.5h2", None),
        ("promised call for 45m", None),
    ],
)
def test_minutes(line: str, minutes: int | None) -> None:
    assert reading(line).minutes == minutes


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('met Ada at "PyCon UK"', {"who": [f"{ADA}=Ada"], "channel": "in_person", "event": "PyCon UK"}),
        ("met Ada at “PyCon UK”", {"who": [f"{ADA}=Ada"], "channel": "in_person", "event": "PyCon UK"}),
        ('Ada at "PyCon UK"', {"who": [f"{ADA}=Ada"], "channel": "event", "event": "PyCon UK"}),
        ('Ada event:"PyCon UK"', {"who": [f"{ADA}=Ada"], "channel": "event", "event": "PyCon UK"}),
        ("Ada event:PyCon", {"who": [f"{ADA}=Ada"], "channel": "event", "event": "PyCon"}),
        ('Ada at "Kat\'s Fair"', {"who": [f"{ADA}=Ada"], "channel": "event", "event": "Kat's Fair"}),
        ('Ada at " "', {"who": [f"{ADA}=Ada"]}),
        ('that "PyCon UK" again', {}),
        ("Ada place:London", {"who": [f"{ADA}=Ada"], "place": "London"}),
        ('Ada place:"New York", tea', {"who": [f"{ADA}=Ada"], "place": "New York"}),
        ("Ada in new york", {"who": [f"{ADA}=Ada"], "place": "New York"}),
        ("Ada in New York, tea", {"who": [f"{ADA}=Ada"], "place": "New York"}),
        ("Ada in Zurich", {"who": [f"{ADA}=Ada"], "place": "Zürich"}),
        ("Ada in York", {"who": [f"{ADA}=Ada"]}),
        ("Ada in New, York", {"who": [f"{ADA}=Ada"]}),
        ("promised tea in Zurich", {"follow_ups": ["promise me -: tea in Zurich ()"]}),
        ('opportunity:"Big job" via Ada', {"who": [f"{ADA}=Ada"], "opportunity": "Big job"}),
        ("Ada opportunity:job", {"who": [f"{ADA}=Ada"], "opportunity": "job"}),
        ('note: opportunity:"Big job"', {"form": "note", "prose": 'opportunity:"Big job"'}),
    ],
)
def test_places_events_and_opportunities(line: str, expected: dict[str, Any]) -> None:
    assert short(line, places=frozenset({"New York", "Zürich"})) == expected


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("tea with Ada needs:designer", [f"{ADA} needs designer"]),
        ('tea with Ada offers:"grant review"', [f"{ADA} offers grant review"]),
        ("needs:designer tea with Ada", [f"{ADA} needs designer"]),
        ("tea with Ada about Kat needs:designer", [f"{ADA} needs designer"]),
        ("tea with Ada needs:designer, offers:time.", [f"{ADA} needs designer", f"{ADA} offers time"]),
        (
            "tea with @Ada needs:designer and @Kat offers:time",
            [f"{ADA} needs designer", f"{KAT} offers time"],
        ),
        ("tea with @Ada and Kat needs:designer", [f"{ADA} needs designer"]),
        ("tea with Ada and Kat needs:designer", []),
        ("needs:designer tea with @Ada and @Kat", []),
        ("tea with @Zed needs:designer", ["Zed needs designer"]),
        ("note: Ada needs:designer", [f"{ADA} needs designer"]),
        ("needs:designer", []),
        ("Ada needs: a designer", []),
    ],
)
def test_needs_and_offers(line: str, about: list[str]) -> None:
    assert short(line).get("about", []) == about


def test_everything_at_once() -> None:
    line = (
        'yesterday: lunch with Ada and @"Yan Li" about Kat at 12:30, 1h15, gave Ada big feedback and got a '
        "lead from Yan Li #work place:London; promised the paper by friday; expecting a call"
    )
    assert short(line) == {
        "day": "2026-11-22",
        "said": "yesterday:",
        "prose": line.removeprefix("yesterday: "),
        "time": "12:30",
        "who": [f"{ADA}=Ada", '+Yan Li=@"Yan Li"', f"~{KAT}=Kat"],
        "channel": "in_person",
        "minutes": 75,
        "place": "London",
        "tags": ["work"],
        "exchanges": [f"given feedback 3: {ADA}", "received opportunity 1: Yan Li"],
        "follow_ups": [
            f"promise me 2026-11-27: the paper ({ADA}, Yan Li)",
            f"expected them -: a call ({ADA}, Yan Li)",
        ],
    }


def test_pieces_are_labelled_for_people() -> None:
    line = "fri: coffee with Ada at 3pm, got advice, 45min #tea; promised @Zed a book by 5 jan via:phone"
    assert reading(line).pieces == (
        Piece(0, 4, "day", "Fri 20 Nov"),
        Piece(17, 20, "contact", "Ada Lovelace"),
        Piece(21, 27, "time", "15:00"),
        Piece(33, 39, "exchange", "received advice"),
        Piece(41, 46, "minutes", "45 min"),
        Piece(47, 51, "tag", "tea"),
        Piece(53, 61, "promise", "promised by Tue 5 Jan 2027"),
        Piece(62, 66, "new_contact", "Zed"),
        Piece(83, 92, "channel", "phone"),
    )


def test_pieces_of_a_plan_a_note_and_the_rest() -> None:
    kinds = {piece.kind: piece.label for piece in reading("plan: tea with Ada tomorrow").pieces}
    assert kinds == {"form": "plan", "contact": "Ada Lovelace", "day": "Tue 24 Nov"}
    line = 'introduced Ada to Zed, asked @Kat needs:x purpose:sale started:me event:E place:P opportunity:"O"'
    kinds = {piece.kind: piece.label for piece in reading(line).pieces}
    assert kinds == {
        "contact": "Katherine Johnson",
        "unknown": "Zed",
        "about": "Katherine Johnson needs x",
        "purpose": "sale",
        "started": "started by me",
        "event": "E",
        "place": "P",
        "opportunity": "O",
    }
