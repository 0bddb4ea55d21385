"""Somebody new, named again elsewhere in the line (rules.md, section 9: new contact)."""

from __future__ import annotations

import pytest

from netui.domain.line.reading import Named
from tests.line.reader import ADA, NAMES, persons, reading, short

NOBODY = persons()
LISE, OTTO = '@"Lise Meitner"', '@"Otto Hahn"'


def who(line: str) -> list[str]:
    """The contacts of a line, by their names."""
    return [contact.name for contact in reading(line).contacts]


def test_the_first_name_of_one_of_two_newcomers() -> None:
    line = 'coffee with @"Ada Lovelace" and @"Grace Hopper", got big advice from Ada'
    assert short(line, names=NOBODY) == {
        "who": ['+Ada Lovelace=@"Ada Lovelace"', '+Grace Hopper=@"Grace Hopper"'],
        "channel": "in_person",
        "exchanges": ["received advice 3: Ada Lovelace"],
    }
    found = reading(line, names=NOBODY)
    assert found.named == (Named(0, 12, 27), Named(1, 32, 47), Named(0, 69, 72))
    assert [(piece.kind, piece.label) for piece in found.pieces if piece.start == 69] == [
        ("new_contact", "Ada Lovelace")
    ]


@pytest.mark.parametrize(
    "again",
    [
        "Lise Meitner",
        "lise meitner",
        "Lise",
        "lise",
        "Meitner",
        "Lise M",
        "Lise M.",
        "@Lise",
        '@"Lise"',
        "**Lise**",
    ],
)
def test_every_form_in_which_a_newcomer_is_named_again(again: str) -> None:
    found = short(f"tea with {LISE} and Emmy, got advice from {again} at last")
    assert found["who"] == [f"+Lise Meitner={LISE}", "Emmy Noether=Emmy"]
    assert found["exchanges"] == ["received advice 1: Lise Meitner"]
    assert "unknown" not in found


@pytest.mark.parametrize("marked", [LISE, "**Lise Meitner**", '@"lise  meitner"', "@“Lise Meitner”"])
def test_however_a_newcomer_is_marked(marked: str) -> None:
    found = short(f"tea with {marked} and Emmy, gave Lise advice")
    assert len(found["who"]) == 2
    assert found["exchanges"][0].casefold() == "given advice 1: lise meitner"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # in each clause that names people
        (f"introduced {LISE} to {OTTO}; thanked Lise", "given thanks 1: Lise Meitner"),
        (f"tea with {LISE} and {OTTO}, introduced Lise to Otto", "me: Lise Meitner & Otto Hahn"),
        (f"tea with {LISE} and {OTTO}, Lise introduced me to Otto", "Lise Meitner: me & Otto Hahn"),
        (f"tea with {LISE} and {OTTO}, promised Otto a book", "promise me -: Otto a book (Otto Hahn)"),
        (f"tea with {LISE} and {OTTO}; Otto promised a book", "expected them -: a book (Otto Hahn)"),
        (f"tea with {LISE} and {OTTO}, asked Otto for advice", "asked advice 1: Otto Hahn"),
        (f"tea with {LISE} and {OTTO} gave:intro:2 to Otto", "given introduction 2: Otto Hahn"),
        (f"tea with {LISE} and {OTTO}, Otto sent me a link", "received resource 1: Otto Hahn"),
        (f"tea with {LISE} and {OTTO}, @Lise needs:editor", "Lise Meitner needs editor"),
    ],
)
def test_a_newcomer_in_a_clause(line: str, expected: str) -> None:
    found = short(line)
    told = [
        one for key in ("exchanges", "introductions", "follow_ups", "about") for one in found.get(key, [])
    ]
    assert expected in told
    assert found["who"] == [f"+Lise Meitner={LISE}", f"+Otto Hahn={OTTO}"]
    assert "unknown" not in found


def test_a_newcomer_is_known_before_the_mark_as_well() -> None:
    assert short(f"Lise sang; tea with {LISE}") == {"who": ["+Lise Meitner=Lise"]}


def test_a_newcomer_who_is_only_mentioned() -> None:
    assert short(f"tea with Emmy about {LISE}, Lise's lab") == {
        "who": ["Emmy Noether=Emmy", f"~+Lise Meitner={LISE}"]
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # a newcomer who is named first is meant, though somebody on record has that name too
        ('tea with @"Ada Byron", Ada sang', ["Ada Byron"]),
        ('tea with @"Ada Byron", @Ada sang', ["Ada Byron"]),
        # but not beside the newcomer, nor before the mark, and then nowhere else in the line
        ('tea with @"Ada Byron" and Ada', ["Ada Byron", "Ada Lovelace"]),
        ('tea with Ada and @"Ada Byron", Ada sang', ["Ada Lovelace", "Ada Byron"]),
        ('Ada came; tea with @"Ada Byron"', ["Ada Lovelace", "Ada Byron"]),
        ('tea with @"Ada Byron" and @Ada', ["Ada Byron", "Ada Lovelace"]),
        # and nobody where both are in the line, unless it is said to be a name
        ('tea with Ada Lovelace and @"Ada Byron", Ada sang', ["Ada Lovelace", "Ada Byron"]),
        ('tea with Ada Lovelace and @"Ada Byron", @Ada sang', ["Ada Lovelace", "Ada Byron"]),
        # two newcomers of one name
        ('tea with @"Lise Meitner" and @"Lise Curie", Lise sang', ["Lise Meitner", "Lise Curie"]),
        ('tea with @"Lise Meitner" and @"Lise Curie", Lise C. sang', ["Lise Meitner", "Lise Curie"]),
        ('tea with @"Lise Meitner" and @"Lise Curie", @Lise sang', ["Lise Meitner", "Lise Curie", "Lise"]),
        ('tea with @"Lise Meitner" and @Lise', ["Lise Meitner", "Lise"]),
        ('tea with @"Lise Meitner" and Lise Curie', ["Lise Meitner"]),
    ],
)
def test_who_else_the_words_could_mean(line: str, expected: list[str]) -> None:
    assert who(line) == expected


def test_what_cannot_be_told_is_pointed_out_and_nobodys() -> None:
    found = short('tea with Ada Lovelace and @"Ada Byron", got advice from Ada')
    assert found["unknown"] == ["Ada"]
    assert found["exchanges"] == ["received advice 1: "]


def test_a_whole_name_on_record_comes_first() -> None:
    names = persons("Sam", "Ada Lovelace")
    found = reading('tea with @"Sam Vimes", Sam sang', names=names)
    assert [contact.contact for contact in found.contacts] == [None, 1]


def test_an_ordinary_word_is_no_newcomer() -> None:
    assert short('tea with @"Hope Power" and Emmy, I hope to power on')["who"] == [
        '+Hope Power=@"Hope Power"',
        "Emmy Noether=Emmy",
    ]
    assert [named.start for named in reading("tea with @Hope, I hope so").named] == [9]
    assert [named.start for named in reading("tea with @Hope, gave Hope advice").named] == [9, 21]


def test_what_is_new_in_one_line_is_not_known_in_the_next() -> None:
    reading(f"tea with {LISE}, Lise sang")
    assert short("tea with Lise")["unknown"] == ["Lise"]
    assert NAMES.lookup("ada") == [ADA]
