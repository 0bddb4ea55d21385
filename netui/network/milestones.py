"""Which milestones were passed, from what is counted already."""

from __future__ import annotations

from netui.domain.days import Now
from netui.domain.milestones import MONTH_OF_PROMISES, Reached, kept_month, reached
from netui.network.network import Network
from netui.network.picture import Picture


def passed(network: Network, picture: Picture, now: Now) -> list[Reached]:
    """All that were passed so far, noticed or not. ``picture``: computed to the end."""
    return reached(_counts(network, picture, now), ())


def new_milestones(network: Network, picture: Picture, now: Now) -> list[Reached]:
    """The milestones that were passed and that no review has noticed yet."""
    noticed = {(record.kind, record.reached) for record in network.milestones.values()}
    return reached(_counts(network, picture, now), noticed)


def _counts(network: Network, picture: Picture, now: Now) -> dict[str, int]:
    days = picture.day_counts.values()
    return {
        "interactions": sum(day.interactions for day in days),
        "gives": sum(day.gives for day in days),
        "introductions": sum(network.introductions_on().days.values()),
        "fruitful": sum(each.state == "fruitful" for each in network.introductions.values()),
        "promises_kept": sum(network.kept_on().days.values()),
        "streak": picture.practice(now).longest,
        "opportunities": sum(each.state == "happened" for each in network.opportunities.values()),
        MONTH_OF_PROMISES: kept_month(network.follow_ups.values(), now.today),
    }
