"""Words about events that several screens show."""

from __future__ import annotations

from collections.abc import Iterator

from netui.domain.events import Met, Shares
from netui.network import Network
from netui.network.gatherings import met_of
from netui.tui.widgets.painting import Span
from netui.tui.widgets.summary import Line


def met_words(met: list[Met]) -> str:
    """How many were met, and how many of them are still to be followed up."""
    still_open = sum(one.followed_up is None for one in met)
    return f"{len(met)} met, {f'{still_open} still open' if still_open else 'all followed up'}"


def share_lines(shares: Shares) -> Iterator[Line]:
    """How small a piece events are of the last 90 days, and what was made of them."""
    if shares.of_activity is None:
        return
    spans = [
        Span(f"{shares.of_activity:.0%} of what was logged in 90 days"),
        Span(f" ({shares.at_events} of {shares.interactions})", "calm"),
    ]
    yield Line("Events", spans)
    if shares.of_met is not None:
        followed = f"{shares.followed_up} of them followed up, {shares.within_48_hours} within 48 hours"
        yield Line("", [Span(f"{shares.met} met there, {followed}")])


def met_count(network: Network, event: int) -> str:
    """As :func:`met_words`, where anybody was met."""
    met = met_of(network, event)
    return met_words(met) if met else "nobody noted"
