"""The numbers that the first look at a large network is drawn from, taken down from a picture.

What the contacts' histories come to (the latest contact day, the cadence, what is unthanked …) does not
depend on the day, so :func:`numbers_of` keeps it, as ids, ordinals and numbers alone, for the records as they
are. See :mod:`netui.network.first_look`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

import msgspec

from netui import __version__
from netui.domain.days import Now, week_of
from netui.domain.ledger import OWING_BELOW, OWING_WEIGHT, SURE, DaySums, beta_cdf
from netui.domain.reaching import THANKS_AFTER
from netui.domain.records import Contact
from netui.domain.suggestions import Then, features_of
from netui.network.picture import Picture
from netui.network.standing import Standing, then_on
from netui.network.suggesting import Suggestions

FORMAT = f"2 {__version__}"
"""Of the numbers. To be raised when what a rule makes of a history changes."""

STEP = 100
"""Contacts that are taken down at a step. They are looked ahead for one by one: an organisation has the
conversations of all its people."""

_WEEK = 7

SILENT, LOOK = 1, 2
"""Of a contact: nobody is reminded to reach out to it; it may come to be owed to, so it is always judged."""

MEET, DORMANT, ONLY_NAME, ACTIVE = 4, 8, 16, 32
"""Of a contact: how it stood when the week (the month: dormant) began. Of the next one, :data:`PERIOD_BITS`
higher."""
PERIOD_BITS = 4

NEARLY_SURE = SURE - 0.05
"""How sure owing is where it may come to be :data:`SURE` by the end of the next week. In thirteen days all
fades to 97.6 %, which moves the probability by less than two hundredths."""

_NEAR = 0.01
"""The same of the mean."""


class Begin(msgspec.Struct, frozen=True, array_like=True):
    """Somebody to begin with, and which of its features is shared with whom (0: nothing is)."""

    contact: int
    feature: int
    other: int


class Week(msgspec.Struct, frozen=True, array_like=True):
    """Who is chosen in the week that begins on an ordinal."""

    start: int
    meet: int | None
    begin: tuple[Begin, ...]


class Month(msgspec.Struct, frozen=True, array_like=True):
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
    weeks: tuple[Week, ...]
    """This one, and the next where that was looked ahead for."""
    months: tuple[Month, ...]
    """This one, and the one in which the next week lies where that is another."""
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
    days: bytes
    tallies: bytes
    """Three of a day: interactions, whether it is active, whether it was logged late."""
    sums: bytes
    """Four of a day; see :data:`~netui.domain.ledger.DaySums`."""


def column(data: bytes) -> array[int]:
    """A column as it was kept."""
    made = array("q")
    made.frombytes(data)
    return made


class _Columns:
    """The columns of contacts in the making."""

    NAMES = ("contacts", "flags", "since", "cadence", "due", "met", "met_on", "thanks_from", "first")

    def __init__(self) -> None:
        self._columns = {name: array("q") for name in self.NAMES}

    def add(self, standing: Standing) -> None:
        """Take down one contact."""
        contact, touch = standing.contact, standing.touch
        due, received, met = touch.due, standing.received, standing.met_at
        last = touch.last_contact or contact.added
        thanked = received is None or not contact.in_ledger
        flags = (SILENT if contact.archived or contact.muted else 0) | (LOOK if _may_owe(standing) else 0)
        values = (
            standing.id,
            flags | then_flags(standing.then, 0),
            last.toordinal(),
            touch.cadence or 0,
            due.toordinal() if due is not None else 0,
            met.event if met is not None else 0,
            met.day.toordinal() if met is not None else 0,
            0 if thanked or received is None else received.day.toordinal() + THANKS_AFTER,
            standing.first.toordinal() if standing.first is not None and contact.kind == "person" else 0,
        )
        for values_of, value in zip(self._columns.values(), values, strict=True):
            values_of.append(value)

    def add_then(self, place: int, then: Then | None) -> None:
        """Take down how the contact at a place will have stood when the next week began."""
        self._columns["flags"][place] |= then_flags(then, 1)

    def as_bytes(self) -> dict[str, bytes]:
        """The columns by name."""
        return {name: values.tobytes() for name, values in self._columns.items()}


def then_flags(then: Then | None, week: int, month: int | None = None) -> int:
    """How a contact stood when a week and a month began, as flags: at which place among those that are kept
    the two stand (the month by default where the week does)."""
    if then is None:
        return 0
    of_week = MEET * then.meet | ONLY_NAME * then.only_name | ACTIVE * then.active
    return of_week << PERIOD_BITS * week | DORMANT * then.dormant << PERIOD_BITS * (
        week if month is None else month
    )


def then_from(flags: int, contact_id: int, contact: Contact, week: int, month: int) -> Then:
    """The same back from the flags."""
    of_week = flags >> PERIOD_BITS * week
    only_name, active = bool(of_week & ONLY_NAME), bool(of_week & ACTIVE)
    return Then(
        meet=bool(of_week & MEET),
        dormant=bool(flags >> PERIOD_BITS * month & DORMANT),
        only_name=only_name,
        house=only_name and contact.kind == "organisation",
        active=active,
        features=features_of(contact_id, contact) if only_name or active else (),
    )


def _may_owe(standing: Standing) -> bool:
    """Whether the ledger says so today, or may on another day of this week or the next."""
    balance = standing.balance
    if balance is None or balance.weight < OWING_WEIGHT or balance.mean >= OWING_BELOW + _NEAR:
        return False
    return beta_cdf(OWING_BELOW, 1 + balance.given, 1 + balance.received) >= NEARLY_SURE


def numbers_of(picture: Picture, mark: str, now: Now, *, ahead: bool) -> Iterator[bytes | None]:
    """Take down a picture that is computed for today, in steps of some milliseconds at most; the last one
    gives what is to be kept. Nothing where a rule rests, or something lies ahead: it counts from its day on.

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
    week, month = chosen_of(picture.suggestions, now)
    weeks, months = {week.start: week}, {month.start: month}
    if ahead:
        later = msgspec.structs.replace(now, today=today + timedelta(days=_WEEK))
        suggested = Suggestions(picture.network)
        first = week_of(later.today, later.week_start)
        for place, standing in enumerate(tuple(picture.standings.values())):
            then = then_on(picture.network, standing, later.today, first)
            suggested.put(standing.id, then)
            columns.add_then(place, then)
            yield None
        week, month = chosen_of(suggested, later)
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


def chosen_of(suggested: Suggestions, now: Now) -> tuple[Week, Month]:
    """Who is chosen in this week and in this month."""
    meet, reconnect, begin = suggested.chosen(now)
    return (
        Week(
            week_of(now.today, now.week_start).toordinal(),
            meet,
            tuple(Begin(contact, *_shared(suggested, contact)) for contact in begin),
        ),
        Month(now.today.replace(day=1).toordinal(), reconnect),
    )


def _shared(suggested: Suggestions, contact: int) -> tuple[int, int]:
    """The place of the feature that a contact shares among its own, and with whom; 0 for nobody."""
    features = suggested.features(contact)
    shared = suggested.shared(features)
    return (0, 0) if shared is None else (features.index(shared[0]), shared[1])
