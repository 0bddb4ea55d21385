"""The ledger of each channel, kept up day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from datetime import date

from netui.domain.ledger import DayLedger, DaySums, sums_of
from netui.domain.records import Interaction

UNKNOWN = "unknown"
"""Stands for the channel of a line that names none."""


class ChannelLedgers:
    """What was given and received through each channel, and how many interactions it carried."""

    def __init__(self) -> None:
        self._ledgers: defaultdict[str, DayLedger] = defaultdict(DayLedger)
        self._counts: Counter[str] = Counter()
        self._days: dict[date, dict[str, int]] = {}

    def set_day(
        self, day: date, interactions: Iterable[Interaction], outside: Container[int] = ()
    ) -> DaySums:
        """Put these interactions of ``day`` in the place of what was known of it; returns the sums of all.

        ``outside``: contacts that are out of the ledger.
        """
        counts: dict[str, int] = {}
        exchanging: dict[str, list[Interaction]] = {}
        for interaction in interactions:
            channel = interaction.channel or UNKNOWN
            counts[channel] = counts.get(channel, 0) + 1
            if interaction.exchanges:
                exchanging.setdefault(channel, []).append(interaction)
        before = self._days.pop(day, {})
        for channel, count in before.items():
            self._counts[channel] -= count
        for channel, count in counts.items():
            self._counts[channel] += count
        if counts:
            self._days[day] = counts
        given = received = entries = gave = 0
        for channel in before.keys() | exchanging.keys():
            sums = sums_of(exchanging.get(channel, ()), outside)
            self._ledgers[channel].put(day, sums)
            given, received = given + sums[0], received + sums[1]
            entries, gave = entries + sums[2], gave + sums[3]
        return given, received, entries, gave

    def counts(self) -> list[tuple[str, int]]:
        """The channels with their numbers of interactions, the most used first."""
        return sorted(
            ((channel, count) for channel, count in self._counts.items() if count),
            key=lambda item: (-item[1], item[0]),
        )

    def ledger(self, channel: str) -> DayLedger:
        """The ledger of one channel."""
        return self._ledgers[channel]
