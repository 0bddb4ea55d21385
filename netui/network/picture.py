"""The whole picture: standings, reminders, balances and the routine, computed piece by piece.

:class:`Picture` is what Today, the lists and ``netui due`` are drawn from. It is computed in steps, so that
whoever drives it decides how much to do at a time: a command drives it to the end, the program's worker a
few milliseconds between keys. After a change only what the change touched is computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from netui.domain.days import Now
from netui.domain.ledger import Balance, DayLedger, Verdict
from netui.domain.ranking import Ranked, rank
from netui.domain.records import Contact, Dismissal
from netui.domain.reminders import (
    Coming,
    Reminder,
    reminders_without_contact,
    routine_reminder,
)
from netui.domain.routine import DayTally, Practice, practice, strength_curve, tally_day
from netui.network.changes import Changed
from netui.network.network import Network
from netui.network.standing import Standing, is_open, standing_of


@dataclass(frozen=True, slots=True)
class Today:
    """What there is to do today, in order."""

    now: Now
    rows: tuple[Ranked, ...]
    coming: tuple[Coming, ...]
    practice: Practice
    balance: Balance

    @property
    def reminders(self) -> tuple[Ranked, ...]:
        """The rows within the capacity."""
        return tuple(row for row in self.rows if row.today)


class Picture:
    """What is computed from a network, kept up change by change."""

    def __init__(self, network: Network, *, capacity: int = 3, leap_day_in_march: bool = False) -> None:
        self._network = network
        self._capacity = capacity
        self._leap_day_in_march = leap_day_in_march
        self.standings: dict[int, Standing] = {}
        self.tallies: dict[date, DayTally] = {}
        self.overall = DayLedger()
        self._active_days_version = 0
        """Raised when a day becomes active, or no longer is."""
        self._practice: tuple[object, Practice] | None = None
        self._outside: frozenset[int] = frozenset()
        self.complete = False
        """Whether every contact has been computed since the last beginning."""
        self.known = False
        """Whether every contact has been computed once: until then nothing is ranked."""
        self.failed: Callable[[int, Exception], None] | None = None
        """Told of a contact that the rules could not judge, so that the others go on; without it, raised."""

    # --- computing -----------------------------------------------------------------------------------------

    def begin(self, now: Now) -> Iterator[None]:
        """Compute everything, a contact or a day a step. What was there stands until it is replaced."""
        self.complete = False
        self._outside = self._out_of_ledger()
        days = tuple(self._network.by_day.days())
        for gone in self.tallies.keys() - set(days):
            self._forget_day(gone)
        for day in days:
            self._tally(day)
            yield
        contacts = tuple(self._network.contacts)
        for former in self.standings.keys() - set(contacts):
            del self.standings[former]
        for contact in contacts:
            self._stand(contact, now)
            yield
        self.complete = self.known = True

    def keep_up(self, changed: Changed, now: Now) -> Iterator[None]:
        """Compute again what a change touched, a contact or a day a step."""
        if changed.everything:
            yield from self.begin(now)
            return
        for day in changed.days | self._days_of_the_ledger(changed):
            self._tally(day)
            yield
        for contact in changed.contacts:
            self._stand(contact, now)
            yield

    def _stand(self, contact: int, now: Now) -> None:
        if contact not in self._network.contacts:
            self.standings.pop(contact, None)
            return
        try:
            self.standings[contact] = standing_of(
                self._network, contact, now, leap_day_in_march=self._leap_day_in_march
            )
        except Exception as error:
            if self.failed is None:
                raise
            self.failed(contact, error)

    def _tally(self, day: date) -> None:
        records = self._network.interactions
        interactions = [records[record_id] for record_id in self._network.by_day.on(day)]
        if interactions:
            before, tally = self.tallies.get(day), tally_day(interactions)
            self._active_days_version += before is None or before.active != tally.active
            self.tallies[day] = tally
            self.overall.set_day(day, interactions, self._outside)
        else:
            self._forget_day(day)

    def _days_of_the_ledger(self, changed: Changed) -> set[date]:
        """The days of those whom a change has taken out of the ledger, or into it again."""
        if Contact.table not in changed.tables:
            return set()
        before, self._outside = self._outside, self._out_of_ledger()
        return {
            self._network.interactions[record_id].day
            for contact in before ^ self._outside
            for record_id in self._network.by_contact.took_part(contact)
        }

    def _out_of_ledger(self) -> frozenset[int]:
        """Contacts whose exchanges count nowhere."""
        return frozenset(
            contact_id for contact_id, contact in self._network.contacts.items() if not contact.in_ledger
        )

    def _forget_day(self, day: date) -> None:
        if self.tallies.pop(day, None) is not None:
            self._active_days_version += 1
        self.overall.set_day(day, ())

    # --- the answers ---------------------------------------------------------------------------------------

    def practice(self, now: Now) -> Practice:
        """Routine, streak and strength; computed again only when what they rest on has changed."""
        rests, routine = tuple(self._network.rests.values()), self._network.profile.routine
        rests_on = (self._active_days_version, rests, routine, now.today, now.week_start)
        if self._practice is None or self._practice[0] != rests_on:
            practised = practice(self.tallies, rests, routine, now.today, week_start=now.week_start)
            self._practice = (rests_on, practised)
        return self._practice[1]

    def strength_curve(self, now: Now) -> list[tuple[date, float]]:
        """Strength on each day from the first active day to today."""
        return strength_curve(
            self.tallies,
            tuple(self._network.rests.values()),
            self._network.profile.routine,
            now.today,
            week_start=now.week_start,
        )

    def balance(self, now: Now) -> Balance:
        """The ledger of all, each exchange once."""
        return self.overall.balance(now.today)

    def verdicts(self) -> dict[Verdict, int]:
        """How many contacts stand at each verdict: pooled figures hide opposite imbalances."""
        counts: dict[Verdict, int] = {}
        for standing in self.standings.values():
            if standing.balance is not None and standing.balance.entries:
                counts[standing.balance.verdict] = counts.get(standing.balance.verdict, 0) + 1
        return counts

    def reminders(self, now: Now, practised: Practice | None = None) -> list[Reminder]:
        """All reminders that the records give, before any answer to them is looked at."""
        found = [reminder for standing in self.standings.values() for reminder in standing.reminders]
        nameless = (
            item for item in self._network.follow_ups.items() if not item[1].contacts and is_open(item[1])
        )
        found.extend(reminders_without_contact(nameless, now.today))
        routine = routine_reminder(practised or self.practice(now), now.today)
        return [*found, routine] if routine else found

    def today(self, now: Now) -> Today:
        """What there is to do, ranked, with what is coming up."""
        practised = self.practice(now)
        reminders = self.reminders(now, practised)
        dismissals: dict[str, list[Dismissal]] = {}
        for dismissal in self._network.dismissals.values():
            dismissals.setdefault(dismissal.reminder, []).append(dismissal)
        coming = (item for standing in self.standings.values() for item in standing.coming)
        return Today(
            now=now,
            rows=tuple(rank(reminders, dismissals, now.today, capacity=self._capacity)),
            coming=tuple(sorted(coming, key=_by_day)),
            practice=practised,
            balance=self.balance(now),
        )


def _by_day(item: Coming) -> tuple[date, tuple[int, ...], str]:
    return item.day, item.contacts, item.text


def compute(network: Network, now: Now, *, capacity: int = 3, leap_day_in_march: bool = False) -> Picture:
    """The picture of a network, computed to the end."""
    picture = Picture(network, capacity=capacity, leap_day_in_march=leap_day_in_march)
    exhaust(picture.begin(now))
    return picture


def exhaust(steps: Iterable[None]) -> None:
    """Do all the steps."""
    for _ in steps:
        pass
