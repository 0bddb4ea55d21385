"""What a figure of the balance rests on: the exchanges themselves, and their sums month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from netui.domain.days import days_between, month_after
from netui.domain.ledger import (
    Balance,
    DayLedger,
    Entry,
    entries_overall,
    entries_with,
    entries_with_organisation,
)
from netui.domain.records import Interaction
from netui.network.channel_ledgers import UNKNOWN
from netui.network.known import involving
from netui.network.picture import Picture

MONTHS = 12


class Figure(msgspec.Struct, frozen=True):
    """A figure of the balance: of all, a contact (by id), a channel (by name), a month (by its first day)."""

    kind: Literal["overall", "contact", "channel", "month"]
    about: int | str | date | None = None

    @property
    def contact(self) -> int | None:
        """The contact that it is about, if it is about one."""
        return self.about if isinstance(self.about, int) else None


OVERALL = Figure("overall")


class MonthSum(msgspec.Struct, frozen=True):
    """What was given and received in a month, weighed by benefit (1 to 3 each), not faded by age."""

    first: date
    given: int
    received: int


def balance_behind(picture: Picture, figure: Figure, today: date) -> Balance | None:
    """The balance that a figure shows; None of a month, and of a contact that is out of the ledger."""
    if figure.kind == "contact":
        standing = picture.standings.get(figure.contact or 0)
        return standing.balance if standing is not None else None
    return None if figure.kind == "month" else _ledger(picture, figure).balance(today)


def entries_behind(picture: Picture, figure: Figure) -> Iterator[tuple[int, Entry]]:
    """The exchanges that a figure rests on, each with its interaction, the newest first.

    Found as they are asked for: of all that was ever logged nobody reads more than the beginning.
    """
    network = picture.network
    if figure.kind == "contact":
        yield from _entries_of_contact(picture, figure.contact or 0)
        return
    outside = {each for each, contact in network.contacts.items() if not contact.in_ledger}
    for day in _days(picture, figure):
        for record_id in reversed(network.by_day.on(day)):
            interaction = network.interactions[record_id]
            if figure.kind != "channel" or (interaction.channel or UNKNOWN) == figure.about:
                for entry in entries_overall((interaction,), outside):
                    yield record_id, entry


def months_behind(picture: Picture, figure: Figure, today: date) -> list[MonthSum]:
    """The sums of a figure in the last twelve months, the oldest first. What is to come is left out."""
    firsts = [month_after(today, -back) for back in reversed(range(MONTHS))]
    if figure.kind == "contact":
        sums = {first: [0, 0] for first in firsts}
        for _, entry in entries_behind(picture, figure):
            month = entry.day.replace(day=1)
            if month in sums and entry.day <= today:
                sums[month][not entry.given] += entry.weight
        return [MonthSum(first, given, received) for first, (given, received) in sums.items()]
    ledger = _ledger(picture, figure)
    lasts = [min(today, month_after(first, 1) - timedelta(days=1)) for first in firsts]
    return [MonthSum(first, *ledger.weights(first, last)) for first, last in zip(firsts, lasts, strict=True)]


def _ledger(picture: Picture, figure: Figure) -> DayLedger:
    return picture.channels.ledger(str(figure.about)) if figure.kind == "channel" else picture.overall


def _days(picture: Picture, figure: Figure) -> Iterator[date]:
    """The days that may hold exchanges, the newest first."""
    if isinstance(figure.about, date):
        yield from reversed(days_between(figure.about, month_after(figure.about, 1) - timedelta(days=1)))
    else:
        yield from _ledger(picture, figure).days()


def _entries_of_contact(picture: Picture, contact_id: int) -> Iterator[tuple[int, Entry]]:
    network = picture.network
    contact = network.contacts.get(contact_id)
    if contact is None:
        return
    members = {
        member: network.contacts[member]
        for member in network.members.of(contact_id)
        if network.contacts[member].in_ledger
    }

    def entries(item: tuple[int, Interaction]) -> list[Entry]:
        if contact.kind == "organisation":
            return entries_with_organisation([item], contact_id, members)
        return entries_with([item], contact_id)

    for item in reversed(involving(network, contact_id, contact)):
        for entry in entries(item):
            yield item[0], entry
