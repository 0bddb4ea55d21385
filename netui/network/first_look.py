"""The first look at a large network: Today's page before everybody was judged.

To judge ten thousand contacts takes a second. What their histories come to does not depend on the day, and an
earlier session has kept it (:mod:`netui.network.numbers`). From that :func:`first_look` finds who may stand
on Today's page on this day, and has the rules judge those few; of all others it knows that they stand below,
and how many they are. Whom and what the journal has touched since is judged afresh, too, from the records
(:mod:`netui.network.since`).

Nothing is taken from numbers of which the journal does not tell what was changed since, that another netui
kept, that are of a day to come, or that do not reach to this week and month, by which some are chosen: then
there is no first look. That it says what is computed from nothing is held in
``tests/network/test_first_look.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from heapq import nsmallest
from itertools import chain
from operator import itemgetter

import msgspec

from netui.domain import reaching, suggestions
from netui.domain.cadence import SOON
from netui.domain.days import Now, week_of
from netui.domain.facts import Day
from netui.domain.goals import count_day
from netui.domain.goals import is_running as goal_is_running
from netui.domain.ranking import ReminderKind, past_due, rank_of
from netui.domain.records import Contact
from netui.domain.reminders import COMING_DAYS
from netui.domain.review import chosen_for
from netui.domain.routine import DayTally
from netui.domain.suggestions import Feature, Then, features_of
from netui.network.changes import contacts_of
from netui.network.known import facts_of, is_open, who_falls_due
from netui.network.network import Network
from netui.network.numbers import (
    FORMAT,
    LOOK,
    SILENT,
    Begin,
    Month,
    Numbers,
    Week,
    chosen_of,
    column,
    then_flags,
    then_from,
)
from netui.network.picture import Picture, Today
from netui.network.since import Since, touched_since
from netui.network.standing import then_of
from netui.network.suggesting import Suggestions

_RowBelow = tuple[tuple[int, float, int], int, int]
"""The rank of a row, the ordinal since when it waits, the contact."""
_BY_RANK = itemgetter(0)
_BY_WAITING = itemgetter(1, 0)

_SHARES = Then(only_name=True, active=True)
"""How those stood of whom it counts what they share with whom."""
_ALL = Then(meet=True, dormant=True, only_name=True, active=True)
"""All of how anybody may have stood."""


def first_look(
    network: Network, kept: bytes, now: Now, *, capacity: int, leap_day_in_march: bool
) -> FirstLook | None:
    """Today's page from the numbers that were ``kept``; None where they are of no use for today.

    Whatever is wrong with them, or with a rule, comes out where everything is computed.
    """
    try:
        numbers = msgspec.msgpack.decode(kept, type=Numbers)
        if numbers.format != FORMAT or numbers.day > now.today.toordinal():
            return None
        since = touched_since(network, numbers.mark)
        if since is None:
            return None
        return FirstLook(network, numbers, since, now, capacity=capacity, leap_day_in_march=leap_day_in_march)
    except Exception:
        return None


class FirstLook(Picture):
    """A picture of those who may stand on Today's page. What it says of Today is all there is to say; of what
    lists and other screens show it knows a part, and it is not kept up."""

    def __init__(
        self,
        network: Network,
        numbers: Numbers,
        since: Since,
        now: Now,
        *,
        capacity: int,
        leap_day_in_march: bool,
    ) -> None:
        """Of numbers that hold but for what was touched ``since``.

        Raises where they do not fit the records or do not reach to today, or a rule fails.
        """
        self._numbers = numbers
        self._since = since
        self._contacts = column(numbers.contacts)
        self._capacity = capacity
        if set(self._contacts) - since.contacts != network.contacts.keys() - since.contacts:
            raise ValueError("the numbers are of other contacts")
        self._week_at, self._month_at = _periods(numbers, now)
        self._chosen_are(numbers.weeks[self._week_at], numbers.months[self._month_at])
        first, also = self._first_day_needed(network, now)
        judged, self._below = self._who_is_judged(network, now)
        narrow = network.narrowed(judged | also, first, since.days)
        chosen = self._choice_anew(narrow, now) if since.contacts else None
        if chosen is not None:
            self._chosen_are(*chosen)
            if not self._named <= judged:
                judged, self._below = self._who_is_judged(network, now)
                narrow = network.narrowed(judged | also, first, since.days)
        super().__init__(narrow, capacity=capacity, leap_day_in_march=leap_day_in_march)
        self._seen_from = self._seen_at(now)
        self._outside = self._out_of_ledger()
        self._take_days(first)
        for contact in judged:
            self._stand(contact, now)
        self._first_days = self._first_days_of_all()
        for name, make in self._rules_for_all():
            if name != "suggestions":
                self._apply(name, make, now)
        self._suggest(now)
        self.complete = self.known = self.due_known = True

    @property
    def mark(self) -> str:
        """Of the records that the numbers were kept of; something may have been changed since."""
        return self._numbers.mark

    def today(self, now: Now) -> Today:
        """What there is to do, with how many more rows there are than it names."""
        return msgspec.structs.replace(super().today(now), below=self._below)

    # --- who is chosen -------------------------------------------------------------------------------------

    def _chosen_are(self, week: Week, month: Month) -> None:
        self._week, self._month = week, month
        named = {week.meet, month.reconnect, *(each.contact for each in week.begin)}
        self._named = {each for each in named if each is not None}

    def _choice_anew(self, network: Network, now: Now) -> tuple[Week, Month] | None:
        """Who is chosen now, where somebody who was touched since stood otherwise than was kept when the week
        or the month began; None where nobody did, so that the same are chosen."""
        touched, contacts = self._since.contacts, network.contacts
        then = {each: then_of(network, each, now) for each in touched if each in contacts}
        kept = list(zip(self._contacts, column(self._numbers.flags), strict=True))
        before = {contact: flags for contact, flags in kept if contact in touched}
        if all(self._stood_so(each, before.get(each, 0), then.get(each), contacts) for each in touched):
            return None
        suggested = Suggestions(network)
        for contact, flags in kept:
            if contact not in touched:
                stood = then_from(flags, contact, contacts[contact], self._week_at, self._month_at)
                suggested.put(contact, stood)
        for contact, stands in then.items():
            suggested.put(contact, stands)
        return chosen_of(suggested, now)

    def _stood_so(self, contact: int, kept: int, then: Then | None, contacts: Mapping[int, Contact]) -> bool:
        """Whether nobody else is chosen for how this contact stood; ``kept`` are its flags."""
        now = then_flags(then, self._week_at, self._month_at)
        of_periods = then_flags(_ALL, self._week_at, self._month_at)
        if kept & of_periods != now:
            return False
        if contact not in self._since.edited:
            return True
        # It may share something else now; an organisation is shared by its people whatever its own standing.
        shares = now & then_flags(_SHARES, self._week_at)
        return not shares and contact in contacts and contacts[contact].kind == "person"

    # --- who may stand on the page -------------------------------------------------------------------------

    def _who_is_judged(self, network: Network, now: Now) -> tuple[set[int], int]:
        """Those whom the rules judge, and how many others have a row, which stands below all of theirs."""
        numbers, today, most = self._numbers, now.today.toordinal(), self._capacity + 1
        wanted, touched = self._always_judged(network, now), self._since.contacts
        answered = _answered(network)
        judged = {each for each in touched if each in network.contacts}
        rows: list[_RowBelow] = []
        columns = (
            numbers.contacts, numbers.flags, numbers.since, numbers.cadence, numbers.due, numbers.met,
            numbers.met_on, numbers.thanks_from,
        )  # fmt: skip
        for contact, flags, since, cadence, due, met, met_on, thanks_from in zip(
            *map(column, columns), strict=True
        ):
            if contact in touched:
                continue
            if contact in wanted or flags & LOOK or (not flags & SILENT and 0 < thanks_from <= today):
                judged.add(contact)
                continue
            if flags & SILENT:
                continue
            places: list[tuple[tuple[int, float, int], int]] = []
            if cadence:
                urgency = max(0, today - since) / cadence
                if due <= today:
                    began = reaching.occurrence_began(due, cadence, urgency, today)
                    places.append((rank_of("cadence", urgency, began), began))
                elif urgency >= SOON and due - today <= COMING_DAYS:
                    judged.add(contact)
                    continue
            if 0 < met_on <= today:
                urgency = past_due(date.fromordinal(met_on), now.today)
                places.append((rank_of("event_follow_up", urgency, met_on), met_on))
            if not places:
                continue
            if contact in answered and not answered[contact].isdisjoint(
                (f"cadence:{contact}:{date.fromordinal(since)}", f"event_follow_up:{contact}:{met}")
            ):
                judged.add(contact)
                continue
            rows.append((*min(places), contact))
        for order in (_BY_RANK, _BY_WAITING):
            last = nsmallest(most, rows, key=order)[-1:]
            judged.update(row[2] for row in rows for bound in last if order(row) <= order(bound))
        return judged, sum(row[2] not in judged for row in rows)

    def _always_judged(self, network: Network, now: Now) -> set[int]:
        """Those of whom their own history does not tell all that they are reminded of."""
        numbers = self._numbers
        found = set(who_falls_due(network, now.today))
        for record_id, record in network.follow_ups.items():
            if is_open(record):
                found.update(contacts_of(record_id, record))
        for record_id, event in network.events.items():
            if event.day.toordinal() >= numbers.day:
                found.update(contacts_of(record_id, event))
        found.update(chosen_for(network.reviews, now.today))
        found.update(self._named)
        found.update(
            record_id for record_id, contact in network.contacts.items() if contact.needs or contact.offers
        )
        return {each for each in found if each in network.contacts}

    # --- what the page rests on beside them ----------------------------------------------------------------

    @staticmethod
    def _first_day_needed(network: Network, now: Now) -> tuple[date, set[int]]:
        """The day from which the days' interactions are looked at, and whose histories goals look at."""
        running = [goal for goal in network.goals.values() if goal_is_running(goal, now.today)]
        first = min((goal.first for goal in running), default=now.today)
        met: set[int] = set()
        if any(goal.measure == "event_follow_ups" for goal in running):
            named = chain.from_iterable(event.met for event in network.events.values())
            met.update(each for each in named if each in network.contacts)
        return min(first, week_of(now.today, now.week_start)), met

    def _take_days(self, first: date) -> None:
        numbers, network = self._numbers, self._network
        days = [date.fromordinal(day) for day in column(numbers.days)]
        of_day = iter(column(numbers.tallies))
        sums = iter(column(numbers.sums))
        for day in days:
            self.tallies[day] = DayTally(next(of_day), active=bool(next(of_day)), late=bool(next(of_day)))
            self.overall.put(day, (next(sums), next(sums), next(sums), next(sums)))
        for day in network.by_day.days():
            if day >= first:
                self._counts[day] = count_day(network.by_day.records_on(day))
        for day in self._since.days:
            self._tally(day)

    def _first_days_of_all(self) -> Counter[date]:
        touched, firsts = self._since.contacts, column(self._numbers.first)
        found = Counter(
            date.fromordinal(first)
            for contact, first in zip(self._contacts, firsts, strict=True)
            if first and contact not in touched
        )
        for contact in touched:
            standing = self.standings.get(contact)
            if standing is not None and standing.first is not None and standing.contact.kind == "person":
                found[standing.first] += 1
        return found

    def _suggest(self, now: Now) -> None:
        """The suggestions, of which it is known whom they are about."""
        network, chosen, reconnect = self._network, self._week, self._month.reconnect
        week = date.fromordinal(chosen.start)
        if chosen.meet is not None:
            facts = facts_of(network, chosen.meet, now)
            self.board.put("meet", reaching.meet(facts, Day(now.today, week)))
        if reconnect is not None:
            reminder = suggestions.reconnect(facts_of(network, reconnect, now), now.today)
            self.board.put("reconnect", [reminder] if reminder is not None else ())
        made = [
            suggestions.begin(
                facts_of(network, each.contact, now), now.today, week, _shared_with(network.contacts, each)
            )
            for each in chosen.begin
        ]
        self.board.put("begin", [reminder for reminder in made if reminder is not None])


def _periods(numbers: Numbers, now: Now) -> tuple[int, int]:
    """Where this week and this month stand among those that are kept. Raises ValueError where one is not."""
    week, month = week_of(now.today, now.week_start), now.today.replace(day=1)
    return (
        [each.start for each in numbers.weeks].index(week.toordinal()),
        [each.start for each in numbers.months].index(month.toordinal()),
    )


def _shared_with(contacts: Mapping[int, Contact], begin: Begin) -> tuple[Feature, int, str] | None:
    if not begin.other:
        return None
    features = features_of(begin.contact, contacts[begin.contact])
    return features[begin.feature], begin.other, contacts[begin.other].name


def _answered(network: Network) -> dict[int, set[str]]:
    """The reminders to reach out that were ever answered, by contact."""
    kinds: tuple[ReminderKind, ...] = ("cadence", "event_follow_up")
    found: dict[int, set[str]] = {}
    for answer in network.dismissals.values():
        kind, _, about = answer.reminder.partition(":")
        contact = about.partition(":")[0]
        if kind in kinds and contact.isdecimal():
            found.setdefault(int(contact), set()).add(answer.reminder)
    return found
