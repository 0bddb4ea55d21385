"""The ledger of each channel, kept up day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from datetime import date

from netui.domain.ledger import DayLedger
from netui.domain.records import Interaction

UNKNOWN = "unknown"
"""Stands for the channel of a line that names none."""


class ChannelLedgers:
    """What was given and received through each channel, and how many interactions it carried."""

    def __init__(self) -> None:
        self._ledgers: defaultdict[str, DayLedger] = defaultdict(DayLedger)
        self._counts: Counter[str] = Counter()
        self._days: dict[date, Counter[str]] = {}

    def set_day(self, day: date, interactions: Iterable[Interaction], outside: Container[int] = ()) -> None:
        """Put these interactions of ``day`` in the place of what was known of it.

        ``outside``: contacts that are out of the ledger.
        """
        by_channel: defaultdict[str, list[Interaction]] = defaultdict(list)
        for interaction in interactions:
            by_channel[interaction.channel or UNKNOWN].append(interaction)
        before = self._days.pop(day, Counter())
        now = Counter({channel: len(records) for channel, records in by_channel.items()})
        for channel in before.keys() | now.keys():
            self._counts[channel] += now[channel] - before[channel]
            exchanging = [record for record in by_channel.get(channel, ()) if record.exchanges]
            if exchanging or channel in self._ledgers:
                self._ledgers[channel].set_day(day, exchanging, outside)
        if now:
            self._days[day] = now

    def counts(self) -> list[tuple[str, int]]:
        """The channels with their numbers of interactions, the most used first."""
        return sorted(
            ((channel, count) for channel, count in self._counts.items() if count),
            key=lambda item: (-item[1], item[0]),
        )

    def ledger(self, channel: str) -> DayLedger:
        """The ledger of one channel."""
        return self._ledgers[channel]
