"""What was logged in the week of a day."""

from __future__ import annotations

from datetime import date, timedelta

from netui.domain.days import days_between, week_of
from netui.network.network import Network


def else_in_week(network: Network, day: date, week_start: int) -> list[tuple[date, int]]:
    """The interactions of the other days of a day's week, each with its day, the latest day first."""
    first = week_of(day, week_start)
    others = [each for each in days_between(first, first + timedelta(days=6)) if each != day]
    return [(each, record_id) for each in reversed(others) for record_id in network.by_day.on(each)]
