"""The work of each month beside what came of it."""

from __future__ import annotations

from datetime import date

from netui.domain.days import Now
from netui.network import Network
from netui.network.months import Month, months_until
from netui.network.picture import compute
from tests.conftest import log_line


def test_each_month_tells_its_work_and_what_came_of_it(network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace", 45min, got advice, gave a referral', now)
    log_line(network, 'today: liked a post by @"Emmy Noether" on linkedin', now)
    log_line(network, 'yesterday: introduced Ada to Emmy, 15min, opportunity:"the fellowship"', now)
    log_line(network, "2026-10-31: call with Ada, 30min, gave feedback", now)
    log_line(network, "2026-09-01: call with Ada", now)
    november, october, september = months_until(network, compute(network, now), now.today, 3)
    assert november == Month(date(2026, 11, 1), 2, 3, 1, 60, 2, 1, 1, 1)
    assert october == Month(date(2026, 10, 1), 0, 1, 0, 30, 1, 0, 0, 0)
    assert september == Month(date(2026, 9, 1), 0, 1, 0, 0, 0, 0, 0, 0)


def test_months_go_back_over_the_turn_of_the_year(network: Network, now: Now) -> None:
    found = months_until(network, compute(network, now), date(2026, 2, 15), 4)
    assert [month.first for month in found] == [date(2026, m, 1) for m in (2, 1)] + [
        date(2025, m, 1) for m in (12, 11)
    ]
