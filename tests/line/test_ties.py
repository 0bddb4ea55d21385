"""Which of several people a name means (rules.md, section 9: tie)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from netui.domain.line.reading import Reading, Tie
from tests.line.reader import Acquainted, persons, reading

TWO_ADAS = persons("Ada Lovelace", "Ada Byron", "Grace Hopper", "Grace Kelly", "Emmy Noether")
ADA_L, ADA_B, GRACE_H, GRACE_K, EMMY = 1, 2, 3, 4, 5


def _together(**counts: int) -> dict[frozenset[int], int]:
    """``_13=2``: contacts 1 and 3 share two interactions."""
    return {frozenset(int(digit) for digit in pair[1:]): count for pair, count in counts.items()}


def _ids(found: Reading) -> list[int | None]:
    return [contact.contact for contact in found.contacts]


def test_a_true_tie_names_nobody_and_lists_the_candidates() -> None:
    found = reading("tea with Ada and Emmy, gave Ada advice", names=TWO_ADAS)
    assert _ids(found) == [EMMY]
    assert found.ties == (Tie("Ada", 9, 12, (ADA_L, ADA_B)), Tie("Ada", 28, 31, (ADA_L, ADA_B)))
    assert [(piece.kind, piece.label) for piece in found.pieces if piece.start == 9] == [("contact", "Ada?")]


def test_the_whole_name_is_the_words_written() -> None:
    names = persons("Ada", "Ada Lovelace")
    found = reading("tea with Ada", names=names, acquaintance=Acquainted(recent={2: 50}))
    assert _ids(found) == [1]
    assert found.contacts[0].others == (2,)
    assert found.ties == ()


def test_two_of_the_same_whole_name_are_a_tie() -> None:
    names = persons("Ada Lovelace", "Ada Lovelace")
    assert [tie.candidates for tie in reading('tea with @"Ada Lovelace"', names=names).ties] == [(1, 2)]


@pytest.mark.parametrize(
    ("line", "together", "recent", "expected"),
    [
        # shared interactions with the others taking part
        ("tea with Ada and Emmy", _together(_15=1), {}, [ADA_L, EMMY]),
        ("tea with Ada and Emmy", _together(_25=1), {ADA_L: 90}, [ADA_B, EMMY]),
        ("tea with Ada and Emmy", _together(_15=2, _25=3), {}, [ADA_B, EMMY]),
        # of all ambiguous names together, most shared first
        ("tea with Ada and so Grace", _together(_13=2, _24=3), {}, [ADA_B, GRACE_K]),
        ("tea with Ada and so Grace", _together(_13=2), {ADA_B: 9, GRACE_K: 9}, [ADA_L, GRACE_H]),
        ("tea with Ada, Grace and Emmy", _together(_15=5, _13=1, _14=2), {}, [ADA_L, GRACE_K, EMMY]),
        # one name settled, the other told apart by it
        ("tea with Ada and so Grace", _together(_13=2, _23=2, _14=2), {ADA_L: 8}, [ADA_L, None]),
        # then three interactions or more in the last year, and twice the other's
        ("tea with Ada", {}, {ADA_L: 3}, [ADA_L]),
        ("tea with Ada", {}, {ADA_L: 6, ADA_B: 3}, [ADA_L]),
        ("tea with Ada", {}, {ADA_L: 2}, [None]),
        ("tea with Ada", {}, {ADA_L: 5, ADA_B: 3}, [None]),
        ("tea with Ada and Emmy", _together(_15=2, _25=2), {ADA_L: 7, ADA_B: 1}, [ADA_L, EMMY]),
        ("tea with Ada and Emmy", _together(_15=2, _25=2), {}, [None, EMMY]),
        # somebody who is only mentioned takes no part in it
        ("tea with Ada about Emmy", _together(_15=2), {}, [None, EMMY]),
        ("tea with Emmy about Ada", _together(_15=2), {}, [EMMY, ADA_L]),
    ],
)
def test_ties(
    line: str, together: Mapping[frozenset[int], int], recent: Mapping[int, int], expected: list[int | None]
) -> None:
    found = reading(line, names=TWO_ADAS, acquaintance=Acquainted(together, recent))
    settled = {contact.start: contact.contact for contact in found.contacts}
    tied: dict[int, int | None] = {tie.start: None for tie in found.ties}
    assert [contact for _, contact in sorted({**settled, **tied}.items())] == expected


def test_what_one_name_settles_tells_another() -> None:
    # Emmy settles Ada; with that Ada it was Grace Kelly, though Grace Hopper knows the other Ada better.
    together = _together(_15=9, _14=1)
    found = reading("tea with Emmy, Ada and so Grace", names=TWO_ADAS, acquaintance=Acquainted(together))
    assert _ids(found) == [EMMY, ADA_L, GRACE_K]


def test_the_others_of_a_settled_tie_are_shown() -> None:
    found = reading("tea with Ada", names=TWO_ADAS, acquaintance=Acquainted(recent={ADA_B: 4}))
    assert [(contact.contact, contact.others) for contact in found.contacts] == [(ADA_B, (ADA_L,))]


def test_a_choice_beats_every_rule() -> None:
    acquainted = Acquainted(recent={ADA_B: 40})
    found = reading("tea with Ada", names=TWO_ADAS, acquaintance=acquainted, choices={9: ADA_L})
    assert [(contact.contact, contact.others) for contact in found.contacts] == [(ADA_L, (ADA_B,))]
    whole = reading("tea with Ada", names=persons("Ada", "Ada Byron"), choices={9: 2})
    assert _ids(whole) == [2]


def test_a_choice_holds_for_the_same_words_elsewhere() -> None:
    found = reading("tea with Ada, Ada sang", names=TWO_ADAS, choices={9: ADA_B})
    assert _ids(found) == [ADA_B]
    assert [named.start for named in found.named] == [9, 14]


def test_each_place_can_have_its_own_choice() -> None:
    found = reading("tea with Ada, Ada sang", names=TWO_ADAS, choices={9: ADA_B, 14: ADA_L})
    assert _ids(found) == [ADA_B, ADA_L]


def test_a_choice_that_the_words_cannot_mean_is_none() -> None:
    assert len(reading("tea with Ada", names=TWO_ADAS, choices={9: EMMY, 4: ADA_L}).ties) == 1


def test_a_name_beside_its_fuller_form_is_the_same() -> None:
    found = reading("tea with Ada Lovelace, Ada sang", names=TWO_ADAS)
    assert _ids(found) == [ADA_L]
    assert found.ties == ()


@pytest.mark.parametrize("line", ["tea with Ada Lovelace and Ada", "tea with Ada Lovelace, Ada and Emmy"])
def test_but_not_where_the_two_are_counted_up(line: str) -> None:
    found = reading(line, names=TWO_ADAS)
    assert _ids(found)[0] == ADA_L
    assert [tie.matched for tie in found.ties] == ["Ada"]


def test_an_initial_tells_them_apart() -> None:
    assert _ids(reading("tea with Ada B", names=TWO_ADAS)) == [ADA_B]
    assert _ids(reading("tea with Ada B. and Ada L.", names=TWO_ADAS)) == [ADA_B, ADA_L]


def test_many_of_one_name_are_settled_in_time() -> None:
    names = persons(*(f"Ada {chr(65 + number % 26)}{number}x" for number in range(200)), "Emmy Noether")
    found = reading(
        "tea with Ada and Emmy",
        names=names,
        acquaintance=Acquainted(_together(_0=0) | {frozenset((77, 201)): 2}),
    )
    assert _ids(found) == [77, 201]
