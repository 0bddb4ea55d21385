"""The work of each month beside what came of it; the weekdays, and the minutes of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from netui.domain.channels import FACE_TO_FACE
from netui.domain.days import days_between, month_after, weekday_name
from netui.domain.routine import DayTally
from netui.network.network import Network
from netui.network.picture import Picture

WEEKDAYS_SINCE = 364
"""Days before today whose weekdays are told (choice)."""


@dataclass(frozen=True, slots=True)
class Month:
    """What was done in a month, and what came of it. Numbers of records, but for the minutes."""

    first: date
    active_days: int
    interactions: int
    meetings: int
    """Those in person."""
    minutes: int
    """Those that were noted."""
    given: int
    received: int
    introductions: int
    """Made by oneself."""
    opportunities: int
    """That came up."""


def months_until(network: Network, picture: Picture, today: date, number: int) -> list[Month]:
    """The last ``number`` months, this one first. Work in proportion to their interactions."""
    firsts = [month_after(today, -back) for back in range(number)]
    lasts = [today, *(first - timedelta(days=1) for first in firsts[:-1])]
    return [_month(network, picture, first, last) for first, last in zip(firsts, lasts, strict=True)]


def _month(network: Network, picture: Picture, first: date, last: date) -> Month:
    active = interactions = meetings = minutes = given = received = introductions = 0
    made = network.introductions_on().days
    for day in days_between(first, last):
        introductions += made.get(day, 0)
        tally = picture.tallies.get(day)
        active += tally is not None and tally.active
        for record_id in network.by_day.on(day):
            interaction = network.interactions[record_id]
            interactions += 1
            meetings += interaction.channel in FACE_TO_FACE
            minutes += interaction.minutes or 0
            given += sum(each.direction == "given" for each in interaction.exchanges)
            received += sum(each.direction == "received" for each in interaction.exchanges)
    came_up = sum(first <= each.day <= last for each in network.opportunities.values())
    return Month(first, active, interactions, meetings, minutes, given, received, introductions, came_up)


def minutes_lately(network: Network, today: date) -> int:
    """The minutes that were noted in the last seven days."""
    return sum(
        network.interactions[record_id].minutes or 0
        for day in days_between(today - timedelta(days=6), today)
        for record_id in network.by_day.on(day)
    )


def weekday_counts(tallies: Mapping[date, DayTally], today: date, week_start: int) -> list[tuple[str, int]]:
    """The weekdays from the week's first on, each with its active days of the last 52 weeks."""
    counts = [0] * 8
    for day in days_between(today - timedelta(days=WEEKDAYS_SINCE - 1), today):
        tally = tallies.get(day)
        counts[day.isoweekday()] += tally is not None and tally.active
    order = [(week_start - 1 + offset) % 7 + 1 for offset in range(7)]
    return [(weekday_name(weekday), counts[weekday]) for weekday in order]
