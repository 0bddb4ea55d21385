"""The first look at a large network: Today's page before everybody was judged.

To judge ten thousand contacts takes a second. What their histories come to (the latest contact day, the
cadence, what is unthanked …) does not depend on the day, so :func:`numbers_of` keeps it, as ids, ordinals
and numbers alone, for the records as they are. From these :func:`first_look` finds who may stand on Today's
page on this day, and has the rules judge those few; of all others it knows that they stand below, and how
many they are.

Nothing is taken from numbers that were kept for other records, by another netui, for a day to come, or that
do not reach to this week and month, by which some are chosen: then there is no first look. That it says what
is computed from nothing is held in ``tests/network/test_first_look.py``.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from heapq import nsmallest
from itertools import chain
from operator import itemgetter

import msgspec

from netui import __version__
from netui.domain import reaching, suggestions
from netui.domain.cadence import SOON
from netui.domain.days import Now, week_of
from netui.domain.facts import Day
from netui.domain.goals import count_day
from netui.domain.goals import is_running as goal_is_running
from netui.domain.ledger import OWING_BELOW, OWING_WEIGHT, SURE, DaySums, beta_cdf
from netui.domain.ranking import ReminderKind, past_due, rank_of
from netui.domain.reaching import THANKS_AFTER
from netui.domain.records import Contact
from netui.domain.reminders import COMING_DAYS
from netui.domain.review import chosen_for
from netui.domain.routine import DayTally
from netui.domain.suggestions import Feature, features_of
from netui.network.changes import contacts_of
from netui.network.known import facts_of, is_open, who_falls_due
from netui.network.network import Network
from netui.network.picture import Picture, Today
from netui.network.standing import Standing, then_on
from netui.network.suggesting import Suggestions

FORMAT = f"1 {__version__}"
"""Of the numbers. To be raised when what a rule makes of a history changes."""

STEP, STEP_AHEAD = 500, 250
"""Contacts that are taken down, or looked ahead for, at a step: a few milliseconds."""

_WEEK = 7

SILENT, LOOK = 1, 2
"""Of a contact: nobody is reminded to reach out to it; it may come to be owed to, so it is always judged."""

NEARLY_SURE = SURE - 0.05
"""How sure owing is where it may come to be :data:`SURE` by the end of the next week. In thirteen days all
fades to 97.6 %, which moves the probability by less than two hundredths."""

_NEAR = 0.01
"""The same of the mean."""


_RowBelow = tuple[tuple[int, float, int], int, int]
"""The rank of a row, the ordinal since when it waits, the contact."""
_BY_RANK = itemgetter(0)
_BY_WAITING = itemgetter(1, 0)


class _Begin(msgspec.Struct, frozen=True, array_like=True):
    """Somebody to begin with, and which of its features is shared with whom (0: nothing is)."""

    contact: int
    feature: int
    other: int


class _Week(msgspec.Struct, frozen=True, array_like=True):
    """Who is chosen in the week that begins on an ordinal."""

    start: int
    meet: int | None
    begin: tuple[_Begin, ...]


class _Month(msgspec.Struct, frozen=True, array_like=True):
    """Who is chosen in the month that begins on an ordinal."""

    start: int
    reconnect: int | None


class Numbers(msgspec.Struct, frozen=True, array_like=True):
    """What is kept. Columns of whole numbers, one of a contact and one of a day at each place; 0 for none."""

    format: str
    mark: str
    """Of the records; see ``Store.mark``."""
    day: int
    """The ordinal of the day on which they were computed."""
    weeks: tuple[_Week, ...]
    months: tuple[_Month, ...]
    contacts: bytes
    flags: bytes
    since: bytes
    """The latest contact day, or the day on which it was added."""
    cadence: bytes
    due: bytes
    met: bytes
    met_on: bytes
    """The event at which it was met last, with nothing since, and its day."""
    thanks_from: bytes
    """The day from which there is something to be thanked for."""
    first: bytes
    """The first contact day of a person."""
    latest: bytes
    """The latest contact day."""
    days: bytes
    tallies: bytes
    """Three of a day: interactions, whether it is active, whether it was logged late."""
    sums: bytes
    """Four of a day; see :data:`~netui.domain.ledger.DaySums`."""


class _Columns:
    """The columns of contacts in the making."""

    NAMES = (
        "contacts", "flags", "since", "cadence", "due", "met", "met_on", "thanks_from", "first", "latest",
    )  # fmt: skip

    def __init__(self) -> None:
        self._columns = {name: array("q") for name in self.NAMES}

    def add(self, standing: Standing) -> None:
        """Take down one contact."""
        contact, touch = standing.contact, standing.touch
        due, received, met = touch.due, standing.received, standing.met_at
        last = touch.last_contact.toordinal() if touch.last_contact is not None else 0
        thanked = received is None or not contact.in_ledger
        values = (
            standing.id,
            (SILENT if contact.archived or contact.muted else 0) | (LOOK if _may_owe(standing) else 0),
            last or contact.added.toordinal(),
            touch.cadence or 0,
            due.toordinal() if due is not None else 0,
            met.event if met is not None else 0,
            met.day.toordinal() if met is not None else 0,
            0 if thanked or received is None else received.day.toordinal() + THANKS_AFTER,
            standing.first.toordinal() if standing.first is not None and contact.kind == "person" else 0,
            last,
        )
        for column, value in zip(self._columns.values(), values, strict=True):
            column.append(value)

    def as_bytes(self) -> dict[str, bytes]:
        """The columns by name."""
        return {name: column.tobytes() for name, column in self._columns.items()}


def _may_owe(standing: Standing) -> bool:
    """Whether the ledger says so today, or may on another day of this week or the next."""
    balance = standing.balance
    if balance is None or balance.weight < OWING_WEIGHT or balance.mean >= OWING_BELOW + _NEAR:
        return False
    return beta_cdf(OWING_BELOW, 1 + balance.given, 1 + balance.received) >= NEARLY_SURE


def numbers_of(picture: Picture, mark: str, now: Now, *, ahead: bool) -> Iterator[bytes | None]:
    """Take down a picture that is computed for today, in steps of a few milliseconds; the last one gives what
    is to be kept. Nothing where a rule rests, or something lies ahead, which counts from its day on.

    ``ahead``: for the next week, too, for which it is to be found out who will be chosen in it. To be begun
    anew where anything changes between two steps.
    """
    today = now.today
    if picture.resting or picture.day != today or any(day > today for day in picture.tallies):
        return
    columns = _Columns()
    for number, standing in enumerate(tuple(picture.standings.values()), 1):
        columns.add(standing)
        if not number % STEP:
            yield None
    week, month = _chosen(picture.suggestions, now)
    weeks, months = {week.start: week}, {month.start: month}
    if ahead:
        later = msgspec.structs.replace(now, today=today + timedelta(days=_WEEK))
        suggested = Suggestions(picture.network)
        first = week_of(later.today, later.week_start)
        for number, standing in enumerate(tuple(picture.standings.values()), 1):
            then = then_on(picture.network, standing, later.today, first)
            suggested.put(standing.id, msgspec.structs.replace(standing, then=then))
            if not number % STEP_AHEAD:
                yield None
        week, month = _chosen(suggested, later)
        weeks[week.start] = week
        months[month.start] = month
    days = sorted(picture.tallies)
    tallies = (picture.tallies[day] for day in days)
    sums = picture.overall.known()
    nothing: DaySums = (0, 0, 0, 0)
    yield msgspec.msgpack.encode(
        Numbers(
            format=FORMAT,
            mark=mark,
            day=today.toordinal(),
            weeks=tuple(weeks.values()),
            months=tuple(months.values()),
            days=array("q", (day.toordinal() for day in days)).tobytes(),
            tallies=array("q", chain.from_iterable((t.count, t.active, t.late) for t in tallies)).tobytes(),
            sums=array(
                "q", chain.from_iterable(sums.get(day.toordinal(), nothing) for day in days)
            ).tobytes(),
            **columns.as_bytes(),
        )
    )


def _chosen(suggested: Suggestions, now: Now) -> tuple[_Week, _Month]:
    meet, reconnect, begin = suggested.chosen(now)
    return (
        _Week(
            week_of(now.today, now.week_start).toordinal(),
            meet,
            tuple(_Begin(contact, *_shared(suggested, contact)) for contact in begin),
        ),
        _Month(now.today.replace(day=1).toordinal(), reconnect),
    )


def _shared(suggested: Suggestions, contact: int) -> tuple[int, int]:
    """The place of the feature that a contact shares among its own, and with whom; 0 for nobody."""
    features = suggested.features(contact)
    shared = suggested.shared(features)
    return (0, 0) if shared is None else (features.index(shared[0]), shared[1])


def first_look(
    network: Network, kept: bytes, mark: str, now: Now, *, capacity: int, leap_day_in_march: bool
) -> FirstLook | None:
    """Today's page from the numbers that were ``kept``; None where they are of no use for today.

    Whatever is wrong with them, or with a rule, comes out where everything is computed.
    """
    try:
        numbers = msgspec.msgpack.decode(kept, type=Numbers)
        if (numbers.format, numbers.mark) != (FORMAT, mark) or numbers.day > now.today.toordinal():
            return None
        return FirstLook(network, numbers, now, capacity=capacity, leap_day_in_march=leap_day_in_march)
    except Exception:
        return None


class FirstLook(Picture):
    """A picture of those who may stand on Today's page. What it says of Today is all there is to say; of what
    lists and other screens show it knows a part, and it is not kept up."""

    def __init__(
        self, network: Network, numbers: Numbers, now: Now, *, capacity: int, leap_day_in_march: bool
    ) -> None:
        """Raises where the numbers do not fit the records or reach to today, or a rule fails."""
        self._numbers = numbers
        self._capacity = capacity
        if len(_column(numbers.contacts)) != len(network.contacts):
            raise ValueError("the numbers are of other contacts")
        week, month = week_of(now.today, now.week_start), now.today.replace(day=1)
        self._week = {each.start: each for each in numbers.weeks}[week.toordinal()]
        self._month = {each.start: each for each in numbers.months}[month.toordinal()]
        first, also = self._first_day_needed(network, now)
        judged, self._below = self._who_is_judged(network, now)
        super().__init__(
            network.narrowed(judged | also, first), capacity=capacity, leap_day_in_march=leap_day_in_march
        )
        self._seen_from = self._seen_at(now)
        self._outside = self._out_of_ledger()
        self._take_days(first)
        for contact in judged:
            self._stand(contact, now)
        self._first_days = Counter(date.fromordinal(day) for day in _column(numbers.first) if day)
        self._about_all_but_those_chosen(now)
        self._choose(now)
        self.complete = self.known = self.due_known = True

    def today(self, now: Now) -> Today:
        """What there is to do, with how many more rows there are than it names."""
        return msgspec.structs.replace(super().today(now), below=self._below)

    # --- who may stand on the page -------------------------------------------------------------------------

    def _who_is_judged(self, network: Network, now: Now) -> tuple[set[int], int]:
        """Those whom the rules judge, and how many others have a row, which stands below all of theirs."""
        numbers, today, most = self._numbers, now.today.toordinal(), self._capacity + 1
        wanted = self._always_judged(network, now)
        answered = _answered(network)
        judged: set[int] = set()
        rows: list[_RowBelow] = []
        columns = (
            numbers.contacts, numbers.flags, numbers.since, numbers.cadence, numbers.due, numbers.met,
            numbers.met_on, numbers.thanks_from,
        )  # fmt: skip
        for contact, flags, since, cadence, due, met, met_on, thanks_from in zip(
            *map(_column, columns), strict=True
        ):
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
        found.update(each.contact for each in self._week.begin)
        found.update(each for each in (self._week.meet, self._month.reconnect) if each is not None)
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
            met.update(chain.from_iterable(event.met for event in network.events.values()))
        return min(first, week_of(now.today, now.week_start)), met

    def _take_days(self, first: date) -> None:
        numbers, network = self._numbers, self._network
        days = [date.fromordinal(day) for day in _column(numbers.days)]
        of_day = iter(_column(numbers.tallies))
        sums = iter(_column(numbers.sums))
        for day in days:
            self.tallies[day] = DayTally(next(of_day), active=bool(next(of_day)), late=bool(next(of_day)))
            self.overall.put(day, (next(sums), next(sums), next(sums), next(sums)))
        for day in network.by_day.days():
            if day >= first:
                self._counts[day] = count_day(network.by_day.records_on(day))

    def _about_all_but_those_chosen(self, now: Now) -> None:
        contacts = self._network.contacts
        columns = _column(self._numbers.contacts), _column(self._numbers.latest)
        for contact, latest in zip(*columns, strict=True):
            known = contacts[contact]
            if known.needs or known.offers:
                self.matches.put(contact, known, date.fromordinal(latest) if latest else None)
        for name, make in self._rules_for_all():
            if name != "suggestions":
                self._apply(name, make, now)

    def _choose(self, now: Now) -> None:
        """The suggestions, of which it was kept whom they are about."""
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


def _shared_with(contacts: Mapping[int, Contact], begin: _Begin) -> tuple[Feature, int, str] | None:
    if not begin.other:
        return None
    features = features_of(begin.contact, contacts[begin.contact])
    return features[begin.feature], begin.other, contacts[begin.other].name


def _column(data: bytes) -> array[int]:
    column = array("q")
    column.frombytes(data)
    return column


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
