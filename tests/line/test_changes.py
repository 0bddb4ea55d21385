"""What a person changes of a reading by hand stays beside the line, whose prose is never touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.domain.line.alternatives import alternatives, as_it_is
from netui.domain.line.changes import (
    ANYWHERE,
    Change,
    Meant,
    Passed,
    Value,
    by_hand,
    changed_to,
    moved,
    with_changes,
)
from netui.domain.line.grammar import read
from netui.domain.line.reading import Piece, Reading
from netui.errors import LineError
from tests.line.reader import NAMES, NOW, Acquainted, digest, persons, reading
from tests.line.test_any_text import WORDS

ADAS = persons("Ada Lovelace", "Ada Byron", "Kat Jones")


def changed(text: str, changes: tuple[Change, ...], names=NAMES) -> Reading:  # type: ignore[no-untyped-def]
    hand = by_hand(changes, text)
    found = read(
        text,
        now=NOW,
        names=names,
        acquaintance=Acquainted(),
        choices=hand.choices,
        roles=hand.roles,
        plain=hand.plain,
    )
    return with_changes(found, changes)


def piece(found: Reading, words: str) -> Piece:
    return next(one for one in found.pieces if found.text[one.start : one.end] == words)


def made(text: str, words: str, value: Value, names=NAMES) -> Reading:  # type: ignore[no-untyped-def]
    found = reading(text, names=names)
    return changed(text, changed_to((), found, piece(found, words), value), names)


@pytest.mark.parametrize(
    ("words", "value", "key", "expected"),
    [
        ("advice", Passed("received", 3), "exchanges", ["received advice 3: Emmy Noether"]),
        ("advice", None, "exchanges", None),
        ("coffee", "phone", "channel", "phone"),
        ("coffee", None, "channel", None),
        ("Emmy", Meant(3, "mentioned"), "who", ["~Emmy Noether=Emmy", "Alan Turing=Alan"]),
        ("Emmy", None, "who", ["Alan Turing=Alan"]),
        ("promised", "expected", "follow_ups", ["expected them -: a call (Emmy Noether, Alan Turing)"]),
        ("promised", None, "follow_ups", None),
        ("yesterday:", None, "day", None),
        ("#work", None, "tags", None),
        ("45min", None, "minutes", None),
    ],
)
def test_one_piece_is_changed(words: str, value: Value, key: str, expected: object) -> None:
    text = "yesterday: coffee with Emmy and Alan, gave Emmy advice 45min #work, promised a call"
    found = made(text, words, value)
    assert digest(found, text).get(key) == expected
    assert found.text == text


def test_a_note_made_prose_is_an_interaction_with_all_its_words() -> None:
    found = made("note: coffee with Ada", "note:", None)
    assert (found.form, found.channel, found.prose) == ("interaction", "in_person", (0, 21))


def test_a_tie_is_settled_everywhere_it_is_written() -> None:
    text = "tea with Ada, promised Ada a book"
    found = reading(text, names=ADAS)
    tie = Piece(9, 12, "contact", "Ada?")
    offered = alternatives(found, tie, lambda contact: f"number {contact}")
    assert [one.label for one in offered] == ["number 1", "number 2", "nothing but prose"]
    after = changed(text, changed_to((), found, tie, offered[1].value), ADAS)
    assert [contact.contact for contact in after.contacts] == [2]
    assert not after.ties


def test_a_channel_for_a_line_that_says_none() -> None:
    text = "saw Ada"
    found = reading(text)
    how = Piece(len(text), len(text), "channel", "how not said")
    changes = changed_to((), found, how, "video")
    assert changes == (Change(ANYWHERE, "", "channel", "video"),)
    assert changed(text, changes).channel == "video"
    assert changed(f"{text} over lunch", moved(changes, text, f"{text} over lunch")).channel == "in_person"


@pytest.mark.parametrize(
    ("after", "stands"),
    [
        ("tea with Ada, later", True),
        ("yesterday: tea with Ada", True),
        ("tea with Adam", False),
        ("tea with Ad", False),
        ("tea with XAda", False),
        ("coffee with Ada", True),
    ],
)
def test_a_change_stays_while_its_words_do(after: str, stands: bool) -> None:
    before = "tea with Ada"
    (change,) = moved((Change(9, "Ada", "contact", None),), before, after) or (None,)
    assert (change is not None and change.stands(after)) == stands


def test_prose_is_read_by_the_rules_again() -> None:
    text = "tea with Ada"
    found = reading(text)
    changes = changed_to((), found, piece(found, "Ada"), None)
    without = changed(text, changes)
    plain = piece(without, "Ada")
    assert plain.kind == "plain"
    offered = alternatives(without, plain, str)
    assert as_it_is(without, plain, offered) == 1
    assert changed_to(changes, without, plain, offered[0].value) == ()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10), st.data())
def test_any_alternative_of_any_piece_can_be_taken_and_what_it_is_changes_nothing(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    try:
        found = reading(text)
    except LineError:
        return
    for one in found.pieces:
        offered = alternatives(found, one, str)
        here = offered[as_it_is(found, one, offered)].value
        tied = one.start in {tie.start for tie in found.ties}
        if not tied and here is not None:
            assert changed_to((), found, one, here) == ()
        changes = changed_to((), found, one, data.draw(st.sampled_from(offered)).value)
        try:
            after = changed(text, changes)
        except LineError:
            continue
        assert after.text == text
        assert all(0 <= each.start < each.end <= len(text) for each in after.pieces)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_a_change_moves_with_its_words(before: str, typed: str, after: str) -> None:
    line = f"{before} Ada {after}"
    change = Change(len(before) + 1, "Ada", "contact", None)
    for longer in (f"{typed}{line}", f"{line}{typed}"):
        for one in moved((change,), line, longer):
            assert longer[one.start : one.end] == "Ada"
