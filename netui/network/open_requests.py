"""What was asked or offered in this network and has not happened."""

from __future__ import annotations

from datetime import date, timedelta

from netui.domain.days import days_between
from netui.domain.requests import OPEN_FOR, Request, open_requests
from netui.network.network import Network


def requests_open(network: Network, today: date) -> list[Request]:
    """All that is still open, the newest first. Work in proportion to a year of interactions."""
    records = network.interactions
    recent = (
        (record_id, records[record_id])
        for day in days_between(today - timedelta(days=OPEN_FOR), today)
        for record_id in network.by_day.on(day)
        if records[record_id].exchanges
    )
    return open_requests(recent, today)
