"""The work of each month beside what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from netui.domain.channels import FACE_TO_FACE
from netui.domain.days import days_between, month_after
from netui.network.network import Network
from netui.network.picture import Picture


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
