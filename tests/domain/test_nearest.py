"""Which of some words a mistyped one may mean."""

from __future__ import annotations

import pytest

from netui.domain.nearest import LONGEST, MOST, did_you_mean, nearest

WORDS = ("log", "list", "balance", "goal", "goals", "opportunity", "opportunities", "Émilie")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("lgo", ["log"]),
        ("BLANCE", ["balance"]),
        ("goalz", ["goal", "goals"]),
        ("opp", ["opportunity", "opportunities"]),
        ("emile", ["Émilie"]),
        ("op", []),
        ("quagmire", []),
        ("", []),
        ("l" * (LONGEST + 1), []),
    ],
)
def test_the_nearest(word: str, found: list[str]) -> None:
    assert nearest(word, WORDS) == found


def test_few_are_offered_however_many_are_near() -> None:
    assert nearest("word", [f"word{number}" for number in range(10)]) == ["word0", "word1", "word2"]
    assert len(nearest("word", ["wordy"] * 10)) == 1
    assert MOST == 3


def test_they_are_offered_in_one_sentence() -> None:
    assert did_you_mean([]) == ""
    assert did_you_mean(["log"]) == "; did you mean “log”?"
    assert did_you_mean(["log", "list", "goal"]) == "; did you mean “log”, “list” or “goal”?"
