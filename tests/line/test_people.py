"""Persons, organisations, ordinary words, new and unknown names, and who took part (rules.md, section 9)."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from netui.domain.line.names import NameIndex
from netui.domain.line.reading import Named
from netui.domain.records import Contact
from tests.line.reader import ADDED, NAMES, index_of, persons, reading, short


def who(line: str, **options: Any) -> list[str]:
    """The contacts of a line alone."""
    found: list[str] = short(line, **options).get("who", [])
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # full name, nickname, first name, leading parts, last name
        ("tea with Ada Lovelace", ["Ada Lovelace"]),
        ("told Ada I'd come", ["Ada Lovelace=Ada"]),
        ("tea w/@Ada", ["Ada Lovelace=@Ada"]),
        ("tea with ada lovelace", ["Ada Lovelace=ada lovelace"]),
        ("tea with ADA", ["Ada Lovelace=ADA"]),
        ("tea with ada", ["Ada Lovelace=ada"]),
        ("tea with Kat", ["Katherine Johnson=Kat"]),
        ("tea with Katherine", ["Katherine Johnson=Katherine"]),
        ("tea with The Admiral", ["Grace Hopper=The Admiral"]),
        ("tea with the admiral", ["Grace Hopper=the admiral"]),
        ("tea with Lovelace", ["Ada Lovelace=Lovelace"]),
        ("tea with turing", ["Alan Turing=turing"]),
        ("tea with van Rossum", ["Guido van Rossum=van Rossum"]),
        ("tea with Rossum", ["Guido van Rossum=Rossum"]),
        ("tea with Guido van Rossum", ["Guido van Rossum"]),
        ("tea with Guido v", ["Guido van Rossum=Guido"]),
        ("Ada, Kat and Emmy", ["Ada Lovelace=Ada", "Katherine Johnson=Kat", "Emmy Noether=Emmy"]),
        ("Ada/Kat & Emmy", ["Ada Lovelace=Ada", "Katherine Johnson=Kat", "Emmy Noether=Emmy"]),
        ("(Ada) “Kat” Emmy…", ["Ada Lovelace=Ada", "Katherine Johnson=Kat", "Emmy Noether=Emmy"]),
        # first name and last initial
        ("tea with Grace H", ["Grace Hopper=Grace H"]),
        ("tea with grace h", ["Grace Hopper=grace h"]),
        ("Grace H said so", ["Grace Hopper=Grace H"]),
        ("tea with Grace H. and the rest", ["Grace Hopper=Grace H."]),
        ("tea with Grace H., then home", ["Grace Hopper=Grace H."]),
        ("tea (Grace H.) then home", ["Grace Hopper=Grace H."]),
        ("tea with Grace H.", ["Grace Hopper=Grace H"]),
        ("tea with Grace H. Then home", ["Grace Hopper=Grace H"]),
        ("tea with Grace H... then home", ["Grace Hopper=Grace H"]),
        ("tea with Grace H.… then home", ["Grace Hopper=Grace H"]),
        ("tea with Grace H.\nthen home", ["Grace Hopper=Grace H"]),
        ("Grace H.'s thesis", ["~Grace Hopper=Grace H."]),
        ("Grace H's thesis", ["~Grace Hopper=Grace H"]),
        # whole words
        ("tea with Ren", []),
        ("tea with René", ["René Descartes=René"]),
        ("tea with Rene", ["René Descartes=Rene"]),
        ("tea with RENE\u0301 today", ["René Descartes=RENE\u0301"]),
        ("tea with Mary", ["Mary Somerville=Mary"]),
        ("tea with Mary-Kate", ["Mary-Kate O'Dowd=Mary-Kate"]),
        ("tea with Mary\u2011Kate O\u2019Dowd", ["Mary-Kate O'Dowd=Mary\u2011Kate O\u2019Dowd"]),
        ("Gracefully and adagio", []),
        ("the Adas, Ada2 and Ada_b", []),
        ("tea with Ada-Marie", []),
        # organisations: whole name, nickname, two leading words
        ("at Acme Corporation", ["Acme Corporation"]),
        ("at acme corporation", ["Acme Corporation=acme corporation"]),
        ("at Akme", ["Acme Corporation=Akme"]),
        ("at Acme", []),
        ("at @Acme", ["Acme Corporation=@Acme"]),
        ("the Royal Society dinner", ["Royal Society of London=Royal Society"]),
        ("the Royal Society of London", ["Royal Society of London"]),
        ("the Royal Society of Arts", []),
        ("the royal society", ["Royal Society of London=royal society"]),
        ("the Royal dinner", []),
        # any script
        ("茶 李清照", ["李清照"]),
        ("tea with 李清照、then home", ["李清照"]),
        ("tea with 李清照子", []),
        # not in addresses, tags, values
        ("wrote to ada@example.org", []),
        ("see https://ada.example/kat?x=Emmy and www.kat.example", []),
        ("see ada.example and /home/ada/kat", []),
        ("#ada +kat and x#ada", []),
        ("via:phone event:Ada place:Kat", []),
        ('event:"Ada Lovelace Day"', []),
        ("ada@home and kat@work", []),
        # not a name
        (r"the \Ada language", []),
        (r"the \Ada Lovelace prize", []),
        (r"the \@Ada handle", []),
    ],
)
def test_who_is_named(line: str, expected: list[str]) -> None:
    assert who(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tea with Will", ["Will Young=Will"]),
        ("tea with will", []),
        ("Will came", []),
        ("will came", []),
        ("Home. Will came", []),
        ("Home! Grace came", []),
        ("so Will came", ["Will Young=Will"]),
        ("home; Grace came", ["Grace Hopper=Grace"]),
        ("yesterday: Grace came", ["Grace Hopper=Grace"]),
        ("friday Grace came", ["Grace Hopper=Grace"]),
        ("note: Grace sings", ["~Grace Hopper=Grace"]),
        ("Will Young came", ["Will Young"]),
        ("will young came", ["Will Young=will young"]),
        ("Will Y came", ["Will Young=Will Y"]),
        ("@will came", ["Will Young=@will"]),
        ("@Grace came", ["Grace Hopper=@Grace"]),
        ("the young ones", []),
        ("tea with Young", ["Will Young=Young"]),
        ("by the grace of tea", []),
        ("Dr. Grace came", ["Grace Hopper=Grace"]),
        ("grace a smile", []),
        ("so Grace I think", ["Grace Hopper=Grace"]),
    ],
)
def test_an_ordinary_word_is_a_name_only_where_something_says_so(line: str, expected: list[str]) -> None:
    assert who(line) == expected


@pytest.mark.parametrize(
    "first",
    [
        "Will", "May", "Hope", "Grace", "Mark", "Rich", "Bill", "Rose", "Frank", "Long", "Young", "Park",
        "June", "April", "August", "Dawn", "Art", "Grant", "Faith", "Joy",
    ],
)  # fmt: skip
def test_the_words_of_the_rules_are_ordinary(first: str) -> None:
    names = persons(f"{first} Testperson")
    assert who(f"tea {first.lower()} home", names=names) == []
    assert who(f"{first} came", names=names) == []
    assert who(f"tea with {first}", names=names) == [f"{first} Testperson={first}"]


def test_a_month_in_a_date_is_no_name() -> None:
    names = persons("April Testperson", "May Testperson")
    assert who("home in April, since May, on 5 May and April 5", names=names) == []
    assert who("home with April", names=names) == ["April Testperson=April"]


def test_someone_else_of_that_name_is_left_alone() -> None:
    assert short("tea with Grace Kelly") == {"unknown": ["Grace Kelly"]}
    assert short("tea with Ada Byron and Kat") == {
        "who": ["Katherine Johnson=Kat"],
        "unknown": ["Ada Byron"],
    }
    assert short("so Bob Turing came") == {}
    assert short("Fred Turing came") == {}
    assert who("Pinged Turing") == ["Alan Turing=Turing"]
    assert who("tea with Grace K") == []
    assert who("thanks Ada Tuesday fits") == ["Ada Lovelace=Ada"]


def test_the_accented_form_wins_where_both_exist() -> None:
    names = persons("René Descartes", "Rene Other")
    assert who("tea with René", names=names) == ["René Descartes=René"]
    assert who("tea with RENE", names=names) == ["Rene Other=RENE"]
    decomposed = unicodedata.normalize("NFD", "tea with René")
    assert who(decomposed, names=names)[0].startswith("René Descartes")


def test_scripts_and_signs() -> None:
    names = persons(
        "Зоя Космодемьянская", "Σοφία", "Đặng Thị", "Straße Groß", "मीरा बाई", "نور", "J. R. R. Hall"
    )
    assert who("чай с ЗОЯ", names=names) == ["Зоя Космодемьянская=ЗОЯ"]
    assert who("tea with σοφια", names=names) == ["Σοφία=σοφια"]
    assert who("tea with dang thi", names=names) == ["Đặng Thị=dang thi"]
    assert who("tea with STRASSE GROSS", names=names) == ["Straße Groß=STRASSE GROSS"]
    assert who("tea with मीरा today", names=names) == ["मीरा बाई=मीरा"]
    assert who("tea with نور", names=names) == ["نور"]
    assert who("tea with J.R.R. Hall", names=names) == ["J. R. R. Hall=J.R.R. Hall"]
    assert who("tea with J R R Hall", names=names) == ["J. R. R. Hall=J R R Hall"]


def test_houses_with_signs_in_their_names() -> None:
    names = index_of(
        (
            (1, "Smith & Sons", (), "organisation"),
            (2, "Booking.example", (), "organisation"),
            (3, "Engines, Inc.", (), "organisation"),
            (4, "Wendy's", (), "organisation"),
            (5, "The Quiet Press", (), "organisation"),
            (6, "Bank of the Sea", (), "organisation"),
        )
    )
    assert who("tea at Smith & Sons", names=names) == ["Smith & Sons"]
    assert who("tea at Smith and Sons", names=names) == []
    assert who("tea at Booking.example", names=names) == ["Booking.example"]
    assert who("see www.booking.example", names=names) == []
    assert who("tea at Engines, Inc. today", names=names) == ["Engines, Inc.=Engines, Inc"]
    assert who("tea at Wendy's", names=names) == ["Wendy's"]
    assert who("the Quiet Press", names=names) == ["The Quiet Press=the Quiet Press"]
    assert who("by Quiet Press", names=names) == ["The Quiet Press=Quiet Press"]
    assert who("the bank of England", names=names) == []


def test_longest_first() -> None:
    names = persons("Ann Lee", "Ann Lee Marsh", "Ann")
    assert who("tea with Ann Lee Marsh", names=names) == ["Ann Lee Marsh"]
    assert who("tea with Ann Lee", names=names) == ["Ann Lee"]
    assert who("tea with Ann", names=names) == ["Ann"]
    assert who("tea with Ann M", names=names) == ["Ann Lee Marsh=Ann M"]


def test_a_last_name_that_two_have_is_nobodys() -> None:
    names = persons("Bob Kepler", "Eve Kepler")
    assert short("tea with Kepler", names=names) == {"unknown": ["Kepler"]}
    assert short("tea with Eve Kepler", names=names) == {"who": ["Eve Kepler"]}


def test_a_last_name_gives_way_to_a_first_name() -> None:
    names = persons("James Clerk", "Etta James")
    assert who("tea with James", names=names) == ["James Clerk=James"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('tea with @"New Person"', ['+New Person=@"New Person"']),
        ("tea with @“New Person”", ["+New Person=@“New Person”"]),
        ("tea with @Newname", ["+Newname=@Newname"]),
        ("tea with @Newname's boss", ["~+Newname=@Newname"]),
        ("tea with **New Person**", ["+New Person=**New Person**"]),
        ("tea with **New  Person**'s boss", ["~+New Person=**New  Person**"]),
        ("tea with @Zed and @Zed, Zed sang", ["+Zed=@Zed"]),
        ('Zed sang to @"Zed" and @zed', ["+Zed"]),
        ('tea with @"Yan Li", then yan li left', ['+Yan Li=@"Yan Li"']),
        ("tea with @李白", ["+李白=@李白"]),
        # on record
        ('tea with @"Ada Lovelace"', ['Ada Lovelace=@"Ada Lovelace"']),
        ('tea with @"Ada"', ['Ada Lovelace=@"Ada"']),
        ("tea with @Ada Lovelace", ["Ada Lovelace=@Ada Lovelace"]),
        ("tea with @ada", ["Ada Lovelace=@ada"]),
        ("tea with @Kat", ["Katherine Johnson=@Kat"]),
        ("tea with **Ada Lovelace**", ["Ada Lovelace=**Ada Lovelace**"]),
        ("tea with **kat**", ["Katherine Johnson=**kat**"]),
        ("tea with @Royal", ["Royal Society of London=@Royal"]),
        ("tea with @Grace Kelly", ["Grace Hopper=@Grace"]),
        # nothing
        ("tea @ noon, @3pm, a@b", []),
        ('tea @"" and ** ** and @"', []),
        ("2 ** 3 ** 4", []),
    ],
)
def test_names_that_are_marked(line: str, expected: list[str]) -> None:
    assert who(line) == expected


def test_a_new_contact_is_a_person_and_one_entry() -> None:
    found = reading('tea with @"Yan Li" and Ada, @"yan li" sang')
    new, ada = found.contacts
    assert (new.contact, new.new, new.kind, new.name) == (None, True, "person", "Yan Li")
    assert (ada.contact, ada.new, ada.start) == (1, False, 23)
    assert found.named == (Named(0, 9, 18), Named(1, 23, 26), Named(0, 28, 37))


def test_one_entry_a_contact_at_its_first_place() -> None:
    found = reading("Ada's idea: tea with Ada Lovelace and ada")
    (ada,) = found.contacts
    assert (ada.matched, ada.start, ada.end, ada.role) == ("Ada", 0, 3, "took_part")
    assert [(named.start, named.end) for named in found.named] == [(0, 3), (21, 33), (38, 41)]


def test_positions_are_code_points_of_what_was_typed() -> None:
    line = "☕️ mit Rene\u0301 und 𝔞 Straße, Kat"
    found = reading(line)
    assert [line[named.start : named.end] for named in found.named] == ["Rene\u0301", "Kat"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tea with Ada about Kat", ["Ada Lovelace=Ada", "~Katherine Johnson=Kat"]),
        (
            "tea with Ada about Kat and Emmy",
            ["Ada Lovelace=Ada", "~Katherine Johnson=Kat", "~Emmy Noether=Emmy"],
        ),
        ("tea about Kat, Ada came", ["~Katherine Johnson=Kat", "Ada Lovelace=Ada"]),
        ("tea about Kat; Ada came", ["~Katherine Johnson=Kat", "Ada Lovelace=Ada"]),
        ("tea about Kat with Ada", ["~Katherine Johnson=Kat", "Ada Lovelace=Ada"]),
        ("tea about Kat. Ada came", ["~Katherine Johnson=Kat", "Ada Lovelace=Ada"]),
        ("tea re Kat with Ada", ["~Katherine Johnson=Kat", "Ada Lovelace=Ada"]),
        ("tea re: Kat with Ada", ["~Katherine Johnson=Kat", "Ada Lovelace=Ada"]),
        ("tea regarding Kat with Ada", ["~Katherine Johnson=Kat", "Ada Lovelace=Ada"]),
        ("spoke to Ada", ["Ada Lovelace=Ada"]),
        ("Kat's thesis", ["~Katherine Johnson=Kat"]),
        ("Kat’s thesis", ["~Katherine Johnson=Kat"]),
        ("Descartes' thesis", ["~René Descartes=Descartes"]),
        ("Kat's thesis with Kat", ["Katherine Johnson=Kat"]),
        ("tea with Kat about Kat", ["Katherine Johnson=Kat"]),
        ("the Royal Society's rooms", ["~Royal Society of London=Royal Society"]),
    ],
)
def test_took_part_or_mentioned(line: str, expected: list[str]) -> None:
    assert who(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tea with Zed", ["Zed"]),
        ("tea with Zed Omar and Yan", ["Zed Omar", "Yan"]),
        ("saw Zed & Yan", ["Zed", "Yan"]),
        ("spoke to Zed's boss", ["Zed"]),
        ("a card from Zed", ["Zed"]),
        ("tea with Ada and Zed", ["Zed"]),
        ("met Grace K", ["Grace K"]),
        ("tea with Zed K", ["Zed K"]),
        ("tea with zed", []),
        ("tea Zed", []),
        ("tea with Ada Zed", ["Ada Zed"]),
        ("went to I and to A, from Monday to The end, with LinkedIn", []),
        ("tea with #Zed and @Zed", []),
        (r"tea with \Zed", []),
        ("from Q3 to X", []),
        ("walked, to", []),
        ("with. Zed", []),
    ],
)
def test_unknown_names(line: str, expected: list[str]) -> None:
    names = persons("Ada Lovelace")
    assert short(line, names=names).get("unknown", []) == expected


@pytest.mark.parametrize(
    "verb", ["met", "saw", "called", "emailed", "phoned", "texted", "messaged", "visited", "thanked", "asked"]
)
def test_unknown_after_each_verb(verb: str) -> None:
    assert short(f"so {verb} Zed", names=NameIndex())["unknown"] == ["Zed"]


def test_a_place_on_record_is_no_contact() -> None:
    names = persons("Paris Testperson")
    assert short("tea in Paris", names=names, places=frozenset({"Paris"})) == {"place": "Paris"}
    assert short("tea with Paris", names=names, places=frozenset({"Paris"})) == {
        "who": ["Paris Testperson=Paris"]
    }


def test_names_come_and_go_with_the_index() -> None:
    names = NameIndex()
    ada = Contact(name="Ada Lovelace", nicknames=("Countess",), added=ADDED)
    assert who("tea with Ada", names=names) == []
    names.add(1, ada)
    assert who("tea with the countess", names=names) == ["Ada Lovelace=countess"]
    names.remove(1, ada)
    assert who("tea with Ada Lovelace, the countess", names=names) == []
    names.add(1, Contact(name="Ada King", added=ADDED))
    assert who("tea with Ada", names=names) == ["Ada King=Ada"]


def test_the_demo_people_do_not_clash() -> None:
    assert NAMES.lookup("ada") == [1]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Help Desk", "tea with Ada, asked for help"),
        ("Tomas Feedback", "tea with Ada, got feedback"),
        ("Conference Room", "conference with Ada"),
        ("Message Centre", "message to Ada"),
        ("Saw Win", "saw Ada"),
        ("Lin Advice", "gave Ada big advice"),
    ],
)
def test_a_word_that_the_line_reads_is_nobody_unless_it_is_written_as_a_name(name: str, line: str) -> None:
    names = persons(name, "Ada Lovelace")
    assert who(line, names=names) == ["Ada Lovelace=Ada"]
    part = next(each for each in name.split() if each.lower() in line.lower())
    assert who(f"tea with {part}", names=names) == [f"{name}={part}"]
    assert who(f"tea with {name}", names=names) == [name]
    assert who(f"@{part.lower()} came", names=names) == [f"{name}=@{part.lower()}"]
