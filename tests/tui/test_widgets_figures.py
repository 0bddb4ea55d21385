"""The words that stand beside meters and names."""

from __future__ import annotations

import pytest

from netui.domain.days import Now
from netui.domain.ledger import Balance, Verdict
from netui.network import Network, answers
from netui.network.brief import brief_of
from netui.tui.balance_lines import balance_heading, verdicts_counted, words_beside
from netui.tui.brief_lines import brief_lines
from netui.tui.theme import UNICODE
from tests.conftest import log_line

LEANING = Balance(given=1, received=3, entries=4, weight=4, verdict="unclear")
EVERY: dict[Verdict, int] = {"owe": 5, "unclear": 15, "balanced": 7, "mostly_giving": 1, "too_little": 8}


def test_verdicts_are_counted_in_full_where_there_is_room() -> None:
    assert verdicts_counted({}, 67, UNICODE) == "nothing given or received yet"
    assert verdicts_counted({"owe": 2, "unclear": 0}, 67, UNICODE) == "you owe 2"
    whole = "you owe 5 · unclear 15 · balanced 7 · mostly giving 1 · too little 8"
    assert verdicts_counted(EVERY, len(whole), UNICODE) == whole
    narrow = verdicts_counted(EVERY, len(whole) - 1, UNICODE)
    assert narrow == "you owe 5, unclear 15, balanced 7, giving 1, too little 8"


OWING = Balance(given=0, received=9, entries=7, weight=9, verdict="owe", given_entries=0)


@pytest.mark.parametrize(
    ("balance", "width", "grouped", "words"),
    [
        (LEANING, 40, False, "unclear, leans to receiving"),
        (LEANING, 18, True, "leans to receiving"),
        (LEANING, 18, False, "unclear"),
        (OWING, 18, False, "you owe, 99% sure"),
        (OWING, 18, True, "99% sure"),
        (OWING, 12, False, "you owe"),
    ],
)
def test_how_sure_it_is_stands_beside_a_meter_and_is_never_cut(
    balance: Balance, width: int, grouped: bool, words: str
) -> None:
    assert words_beside(balance, width, grouped=grouped).text == words


def test_headings_say_what_there_is_too_little_of() -> None:
    assert balance_heading("too_little") == "Too little logged"
    assert balance_heading("owe") == "You owe"


def test_a_brief_begins_with_what_changes_how_the_rest_is_read(network: Network, now: Now) -> None:
    (ada,) = log_line(network, 'yesterday: coffee with @"Ada Lovelace"', now).contacts
    answers.mute(network, ada)
    first, second, *_ = brief_lines(network, brief_of(network, ada, now), UNICODE)
    assert not callable(first.content)
    assert not callable(second.content)
    assert "".join(span.text for span in first.content) == "Ada Lovelace · muted"
    assert second.content[0].text == "Sun 22 Nov, yesterday; about every 90 days"
