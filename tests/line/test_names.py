"""The index of names: what a command's NAME means."""

from __future__ import annotations

import pytest

from netui.domain.line.names import NameIndex
from netui.domain.records import Contact
from tests.line.reader import (
    ACME,
    ADA,
    ADDED,
    GRACE,
    GUIDO,
    KAT,
    KATE,
    LI,
    NAMES,
    RENE,
    ROYAL,
    index_of,
    persons,
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ada Lovelace", [ADA]),
        ("ada", [ADA]),
        ("ADA L", [ADA]),
        ("ada l.", [ADA]),
        ("  ada   lovelace ", [ADA]),
        ("lovelace", [ADA]),
        ("the admiral", [GRACE]),
        ("grace", [GRACE]),
        ("kat", [KAT]),
        ("katherine", [KAT]),
        ("rene", [RENE]),
        ("RENÉ", [RENE]),
        ("mary-kate", [KATE]),
        ("o\u2019dowd", [KATE]),
        ("van rossum", [GUIDO]),
        ("李清照", [LI]),
        ("royal society of london", [ROYAL]),
        ("royal society", [ROYAL]),
        ("royal", [ROYAL]),
        ("acme", [ACME]),
        ("akme", [ACME]),
        ("ad", []),
        ("lovelace ada", []),
        ("nobody", []),
        ("", []),
        ("?", []),
    ],
)
def test_lookup(words: str, expected: list[int]) -> None:
    assert NAMES.lookup(words) == expected


def test_the_whole_name_is_alone_when_one_has_it() -> None:
    names = persons("Ada Lovelace", "Ada")
    assert names.lookup("ada") == [2]
    assert persons("Ada Lovelace", "Ada", "ada").lookup("Ada") == [2, 3, 1]


def test_candidates_come_by_the_form_of_the_name() -> None:
    names = index_of(
        (
            (1, "Sam Whole", (), "person"),
            (2, "Samuel Other", ("Sam",), "person"),
            (3, "Sam Another", (), "person"),
            (4, "Etta Sam", (), "person"),
        )
    )
    assert names.lookup("sam") == [2, 1, 3]
    assert names.lookup("sam w") == [1]


def test_shared_last_names_are_all_listed() -> None:
    assert persons("Bob Kepler", "Eve Kepler").lookup("kepler") == [1, 2]


def test_the_accents_as_typed_win() -> None:
    names = persons("René A", "Rene B", "Renë C")
    assert names.lookup("René") == [1]
    assert names.lookup("rene") == [2]
    assert names.lookup("Re\u0301ne") == [1, 2, 3]


def test_names_without_words_and_very_long_names_are_found_whole() -> None:
    names = persons("🐙", "word " * 40 + "end")
    assert names.lookup("🐙") == [1]
    assert names.lookup("word " * 40 + "END") == [2]
    assert names.lookup("word") == []


def test_titles_and_endings_are_no_first_or_last_names() -> None:
    names = persons("Dr. Rosa King Jr.", "Prof Amy Hall")
    assert names.lookup("rosa") == [1]
    assert names.lookup("Rosa King") == [1]
    assert names.lookup("king") == [1]
    assert names.lookup("amy") == [2]
    assert names.lookup("dr") == []
    assert names.lookup("jr") == []
    degrees = persons("Dr. Łukasz Wójcik, PhD, MBA", "Yo-Yo Ma", "Ann Lee, MA")
    assert degrees.lookup("wojcik") == degrees.lookup("Lukasz Wojcik") == degrees.lookup("Łukasz W") == [1]
    assert degrees.lookup("ma") == [2]
    assert degrees.lookup("lee") == [3]


def test_what_is_taken_out_is_gone_and_the_rest_stays() -> None:
    names = NameIndex()
    contacts = {
        number: Contact(name=name, nicknames=("Countess",), added=ADDED)
        for number, name in enumerate(("Ada Lovelace", "Ada Byron"), 1)
    }
    for number, contact in contacts.items():
        names.add(number, contact)
    assert names.lookup("countess") == [1, 2]
    names.remove(1, contacts[1])
    assert names.lookup("countess") == names.lookup("ada") == [2]
    assert names.lookup("lovelace") == []
    names.remove(1, contacts[1])
    names.remove(2, contacts[2])
    assert names.lookup("ada") == []
    with pytest.raises(KeyError):
        names.contact(2)


def test_brackets_of_a_name_are_the_names_own() -> None:
    names = persons("Bob (plumber)", "Bob (baker)", "Bob")
    assert names.lookup("bob (plumber)") == [1]
    assert names.lookup("Bob (3)") == [3]
    assert names.lookup("(2)") == [2]
    assert names.lookup("(4)") == names.lookup("Bob (4)") == []
    assert names.lookup("Bob ()") == [3]
    assert names.lookup(f"({'9' * 5000})") == names.lookup("(x)") == []


@pytest.mark.parametrize("name", ['María "Mari" García', "María “Mari” García", "María «Mari» García"])
@pytest.mark.parametrize("words", ["María García", "maria garcia", "Mari", "garcia", "María", "Maria G"])
def test_a_nickname_in_quotes_within_a_name_is_one(name: str, words: str) -> None:
    index = NameIndex()
    contact = Contact(name=name, added=ADDED)
    index.add(1, contact)
    index.add(2, Contact(name='"Quoted" alone', added=ADDED, kind="organisation"))
    assert index.lookup(words) == [1]
    assert index.lookup(name) == [1]
    index.remove(1, contact)
    assert index.lookup(words) == index.lookup(name) == []


def test_a_name_that_is_nothing_but_quoted_stays_itself() -> None:
    index = NameIndex()
    index.add(1, Contact(name='"Prince"', added=ADDED))
    assert index.lookup('"Prince"') == [1]
