"""Events with the people met there, from the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from netui.domain import events
from netui.domain.records import Event, Interaction
from netui.network.network import Network


def met_of(network: Network, event_id: int) -> list[events.Met]:
    """The people met at an event, in the order in which they were added, and how it went on."""
    event = network.events[event_id]
    return [
        events.met_at(contact, event_id, event.day, _taken_part(network, contact))
        for contact in event.met
        if contact in network.contacts
    ]


def _taken_part(network: Network, contact: int) -> Iterator[Interaction]:
    return (network.interactions[each] for each in network.by_contact.took_part(contact))


def follow_up_days(network: Network, first: date) -> Counter[date]:
    """How many of those met at events were followed up within 48 hours, by its day; from ``first`` on."""
    return Counter(
        met.followed_up
        for event_id, event in network.events.items()
        if (event.until or event.day) >= first or event.day >= first
        for met in met_of(network, event_id)
        if met.followed_up is not None and met.within_48_hours
    )


def shares_of(network: Network, today: date) -> events.Shares:
    """How small a piece events are of the last 90 days, and how many of those met were followed up."""
    first = events.first_day(today)
    interactions = (
        network.interactions[each]
        for day in network.by_day.days()
        if first <= day <= today
        for each in network.by_day.on(day)
    )
    met = (
        one
        for event_id, event in network.events.items()
        if first <= event.day <= today
        for one in met_of(network, event_id)
    )
    return events.shares(interactions, met)


def events_newest_first(network: Network) -> list[tuple[int, Event]]:
    """All events, the latest first."""
    return sorted(network.events.items(), key=lambda item: (item[1].day, item[0]), reverse=True)
