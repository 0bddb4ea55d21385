"""What was asked or offered, and when it is no longer open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from netui.domain.records import Direction, Exchange, ExchangeKind, Interaction
from netui.domain.requests import OPEN_FOR, open_requests

TODAY = date(2026, 11, 23)
ADA, EMMY = 1, 2


def line(ago: int, *exchanges: Exchange) -> Interaction:
    day = TODAY - timedelta(days=ago)
    return Interaction(
        text="", day=day, logged_at=datetime(2026, 11, 23, tzinfo=UTC), logged_on=day, zone="UTC",
        took_part=(ADA, EMMY), exchanges=exchanges,
    )  # fmt: skip


def one(direction: Direction, kind: ExchangeKind = "advice", *contacts: int) -> Exchange:
    return Exchange(direction=direction, kind=kind, contacts=contacts or (ADA,))


def shown(*lines: Interaction) -> list[tuple[int, str, str, int | None]]:
    found = open_requests(enumerate(lines), TODAY)
    return [(each.interaction, each.direction, each.kind, each.contact) for each in found]


def test_what_was_asked_of_two_is_open_with_each_and_the_newest_comes_first() -> None:
    assert shown(line(9, one("asked", "advice", ADA, EMMY)), line(3, one("offered", "time"))) == [
        (1, "offered", "time", ADA),
        (0, "asked", "advice", ADA),
        (0, "asked", "advice", EMMY),
    ]


@pytest.mark.parametrize(
    ("later", "is_open"),
    [
        (one("received"), False),
        (one("given"), True),
        (one("received", "referral"), True),
        (one("received", "advice", EMMY), True),
        (one("asked"), True),
    ],
)
def test_it_is_answered_by_its_own_kind_from_the_same_contact(later: Exchange, is_open: bool) -> None:
    found = shown(line(9, one("asked")), line(3, later))
    assert ((0, "asked", "advice", ADA) in found) == is_open


def test_it_is_answered_in_the_same_line_but_not_by_an_earlier_one() -> None:
    assert shown(line(3, one("asked"), one("received"))) == []
    assert shown(line(9, one("given")), line(3, one("offered"))) == [(1, "offered", "advice", ADA)]


def test_all_that_was_asked_before_is_answered_at_once() -> None:
    assert shown(line(9, one("asked")), line(8, one("asked")), line(3, one("received"))) == []


def test_after_a_year_nobody_waits_any_more() -> None:
    assert len(shown(line(OPEN_FOR, one("asked")))) == 1
    assert shown(line(OPEN_FOR + 1, one("asked"))) == []


def test_what_names_nobody_is_open_with_nobody() -> None:
    nobody = Exchange(direction="asked", kind="advice")
    assert shown(line(3, nobody)) == [(0, "asked", "advice", None)]
