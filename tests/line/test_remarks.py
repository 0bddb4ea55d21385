"""What is said of a reading that may have been meant otherwise."""

from __future__ import annotations

import pytest

from netui.domain.line.remarks import remarks_on
from tests.line.reader import reading


def _said(line: str) -> str:
    return "\n".join(remarks_on(reading(line)))


@pytest.mark.parametrize(
    "line",
    [
        "Ada turns 40 on saturday",
        "call Ada on tuesday",
        "friday: seeing Ada",
        "Ada is moving to Paris, 3 december",
    ],
)
def test_what_may_be_to_come_is_asked_about(line: str) -> None:
    assert "is taken for a day gone by: is this to come? “plan:”" in _said(line)


@pytest.mark.parametrize(
    "line",
    [
        "call with Ada on tuesday",
        "coffee with Ada on friday",
        "seeing Ada on friday",
        "Ada turns 40",
        "met Ada yesterday",
    ],
)
def test_a_day_that_is_plain_is_not_asked_about(line: str) -> None:
    assert "to come?" not in _said(line)


def test_the_day_of_what_one_has_to_do_is_no_prose() -> None:
    assert _said("must call Ada on friday") == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ada promised me a commission by february", "“by february” is no day"),
        ("owe Ada a new logo before christmas", "“before christmas” is no day"),
        ("owes Ada a new logo", "“owes” stays prose"),
    ],
)
def test_what_is_left_of_a_promise_is_said(line: str, words: str) -> None:
    assert words in _said(line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("helped @Ada with her cover letter", "“helped” stays prose; “gave:help” counts it as given"),
        ("sent Ada an invoice template", "“sent” stays prose; “gave:resource” counts it as given"),
        ("tea with Kat, lent Ada my table", "“lent” stays prose; “gave:resource” counts it as given"),
        ("recommended Ada to Kat", "“recommended” stays prose; “gave:referral” counts it as given"),
        ("Ada helped me move", "“helped” stays prose; “got:help” counts it as received"),
        ("tea with Ada, she lent me her lamp", "“lent” stays prose; “got:resource” counts it as received"),
        ("Ada emailed to say thank you", "“thank you” stays prose; “got:thanks” counts it as received"),
        ("Ada's birthday is on 14 march", "a birthday stays prose: the contact's form keeps it"),
        ("note: Ada birthday 14 march", "a birthday stays prose: the contact's form keeps it"),
    ],
)
def test_what_stays_prose_is_said_with_the_words_that_would_keep_it(line: str, words: str) -> None:
    assert _said(line).startswith(words)


@pytest.mark.parametrize(
    "line",
    [
        "sent Ada an email", "gave Ada a lift to the station", "sent Ada the link", "Ada gave me advice",
        "Ada thanked me for the logo", "helped at the market with Ada", "Ada's birthday party was good",
    ],
)  # fmt: skip
def test_what_is_read_or_is_no_giving_is_left_alone(line: str) -> None:
    assert _said(line) == ""


def test_a_plan_without_a_day_says_when_it_comes_up() -> None:
    assert _said("plan: coffee with Ada").startswith("no day said, so it comes up in a week")
    assert _said("plan: coffee with Ada on friday") == ""
