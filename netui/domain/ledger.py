"""Give and take (rules.md, section 4).

What was given and received is weighed by its benefit and fades with a half-life of a year. The share of
giving, theta, is then known as a Beta distribution (the beta reputation of Jøsang & Ismail 2002): its mean
says where a tie leans, its spread how sure that is. A verdict is passed only where it is sure.

Whether a contact is in the ledger at all (``Contact.in_ledger``) is the caller's to look at: these functions
count what they are given, and :class:`DayLedger` leaves out the contacts that it is told to.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import Literal

import msgspec

from netui.domain.records import Contact, Exchange, ExchangeKind, Interaction

Verdict = Literal["too_little", "owe", "mostly_giving", "balanced", "unclear"]
InitiationLabel = Literal["balanced", "one_sided"]

HALF_LIFE = 365
"""Days in which what was given or received comes to count half."""

# The choices below are asymmetric on purpose: the aim is to give at least as much as one takes.
LEAST_WEIGHT = 2.0
"""Undecayed weight below which too little is logged (choice)."""
LEAST_FRESH_WEIGHT = 1.0
"""Decayed weight below which too little is logged (choice)."""
SURE = 0.8
"""Probability from which a leaning is asserted, and mass of the interval (choice)."""
OWING_BELOW, OWING_WEIGHT = 0.45, 3.0
"""Share of giving that means owing, and the undecayed weight that it takes to say so (choice)."""
GIVING_ABOVE, GIVING_WEIGHT = 0.75, 5.0
"""Share of giving that means mostly giving, and the undecayed weight that it takes to say so (choice)."""
BALANCED_FROM, BALANCED_TO = 0.25, 0.80
"""Where the interval lies of what is called balanced (choice)."""
LEANS_TO_RECEIVING_BELOW, LEANS_TO_GIVING_ABOVE = 0.45, 0.60
"""Means from which what is unclear is said to lean (choice)."""

SURE_MOST = 99
"""Per cent that are said at most: nothing logged makes certain."""

LEAST_INITIATIONS = 3
"""Interactions of known beginning that a label takes (choice)."""
EVEN_SHARE = (0.4, 0.6)
"""Share of mine that counts as balanced (choice)."""
ONE_SIDED_SHARE = 0.8
"""Share of either side above which the beginning is one-sided (choice)."""

HAPPENED = ("given", "received")
"""Directions of what has happened: asked and offered count for nothing yet."""

_TAIL = (1 - SURE) / 2
_PRECISION = 1e-12
_TINY = 1e-300


class Balance(msgspec.Struct, frozen=True):
    """The give/take ledger of a contact, an organisation or all."""

    given: float
    """G: decayed sum of the weights given."""
    received: float
    """T: decayed sum of the weights received."""
    entries: int
    """Number of exchanges given or received (asked and offered are none)."""
    weight: float
    """W: undecayed sum of both."""
    verdict: Verdict
    given_entries: int = 0
    """How many of the entries were given."""

    @property
    def received_entries(self) -> int:
        """How many of the entries were received."""
        return self.entries - self.given_entries

    @property
    def mean(self) -> float:
        """The mean of theta, 0 (all received) to 1 (all given); 0.5 where nothing is logged."""
        return (1 + self.given) / (2 + self.given + self.received)

    @property
    def interval(self) -> tuple[float, float]:
        """The central 80 % interval of theta; computed when asked for (costs more than the verdict)."""
        return central_interval(self.given, self.received)


NOTHING_LOGGED = Balance(given=0.0, received=0.0, entries=0, weight=0, verdict="too_little")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One exchange that happened, as a ledger holds it. Of these there are very many."""

    day: date
    given: bool
    weight: int
    kind: ExchangeKind = "other"


Weighed = tuple[date, bool, Exchange | Entry]
"""Something that happened: the day, whether it was given, and what has its weight."""


class Initiation(msgspec.Struct, frozen=True):
    """Who begins. A thing apart from give and take; unknown beginnings count for nothing."""

    known: int
    """Interactions of known beginning."""
    mine: float
    """Of these the ones that I began; one that both began counts half."""

    @property
    def label(self) -> InitiationLabel | None:
        """In a word; None where too few are known, or where it is neither."""
        if self.known < LEAST_INITIATIONS:
            return None
        share = self.mine / self.known
        if EVEN_SHARE[0] <= share <= EVEN_SHARE[1]:
            return "balanced"
        return "one_sided" if max(share, 1 - share) > ONE_SIDED_SHARE else None


def balance_of(entries: Iterable[Entry], today: date) -> Balance:
    """The balance of some entries as of ``today``. A day to come counts as today."""
    return balance_of_exchanges(((entry.day, entry.given, entry) for entry in entries), today)


def balance_of_exchanges(exchanges: Iterable[Weighed], today: date) -> Balance:
    """The balance of what happened, as :func:`exchanges_with` finds it; see :func:`balance_of`."""
    until = today.toordinal()
    given = received = 0.0
    weight = count = gave = 0
    for day, is_given, exchange in exchanges:
        fresh = exchange.weight * _freshness(until - day.toordinal())
        if is_given:
            given += fresh
            gave += 1
        else:
            received += fresh
        weight += exchange.weight
        count += 1
    return _balance(given, received, weight, count, gave) if count else NOTHING_LOGGED


def verdict_of(given: float, received: float, weight: float) -> Verdict:
    """The first verdict that holds, of decayed sums ``given`` and ``received``, undecayed ``weight`` in all.

    Needs three values of the distribution at most. Since the density is log-concave, no more than 1 − 1/e of
    it lies on one side of its mean (Grünbaum 1960); that is less than :data:`SURE`, so a leaning that the
    mean does not share need not be computed.
    """
    if weight < LEAST_WEIGHT or given + received < LEAST_FRESH_WEIGHT:
        return "too_little"
    a, b = 1 + given, 1 + received
    mean = a / (a + b)
    if mean < OWING_BELOW and weight >= OWING_WEIGHT and beta_cdf(OWING_BELOW, a, b) >= SURE:
        return "owe"
    if mean > GIVING_ABOVE and weight >= GIVING_WEIGHT and 1 - beta_cdf(GIVING_ABOVE, a, b) >= SURE:
        return "mostly_giving"
    if beta_cdf(BALANCED_FROM, a, b) <= _TAIL and beta_cdf(BALANCED_TO, a, b) >= 1 - _TAIL:
        return "balanced"
    return "unclear"


def how_sure(balance: Balance) -> float | None:
    """The probability of what the verdict says, :data:`SURE` at least; None where it asserts nothing."""
    a, b = 1 + balance.given, 1 + balance.received
    if balance.verdict == "owe":
        return beta_cdf(OWING_BELOW, a, b)
    if balance.verdict == "mostly_giving":
        return 1 - beta_cdf(GIVING_ABOVE, a, b)
    if balance.verdict == "balanced":
        return beta_cdf(BALANCED_TO, a, b) - beta_cdf(BALANCED_FROM, a, b)
    return None


def percent_sure(balance: Balance) -> int | None:
    """The same in whole per cent, :data:`SURE_MOST` at most."""
    sure = how_sure(balance)
    return None if sure is None else min(SURE_MOST, int(100 * sure))


def verdict_words(balance: Balance) -> str:
    """The verdict for people, short and in lower case."""
    if balance.verdict == "too_little":
        return "too little logged"
    if balance.verdict == "owe":
        return "you owe"
    if balance.verdict == "mostly_giving":
        return "mostly giving"
    if balance.verdict == "balanced":
        return "balanced"
    if balance.mean < LEANS_TO_RECEIVING_BELOW:
        return "unclear, leans to receiving"
    if balance.mean > LEANS_TO_GIVING_ABOVE:
        return "unclear, leans to giving"
    return "unclear"


# --- whose exchanges ---------------------------------------------------------------------------------------


def exchanges_with(interactions: Iterable[tuple[int, Interaction]], contact_id: int) -> Iterator[Weighed]:
    """What happened with one contact. An exchange with two people counts whole in the ledger of each."""
    for _, record in interactions:
        if record.exchanges:
            for exchange in record.exchanges:
                if exchange.direction in HAPPENED and contact_id in exchange.contacts:
                    yield record.day, exchange.direction == "given", exchange


def exchanges_with_organisation(
    interactions: Iterable[tuple[int, Interaction]], organisation_id: int, members: Mapping[int, Contact]
) -> Iterator[Weighed]:
    """What happened with an organisation: with itself, or with whoever belonged to it on that day; each once.

    ``members`` are those to look at, past ones too, by id; leave out the ones that are out of the ledger.
    """
    always = {organisation_id, *(each for each in members if always_belongs(members[each], organisation_id))}
    sometimes = members.keys() - always
    for _, record in interactions:
        for exchange in record.exchanges:
            if exchange.direction in HAPPENED and (
                not always.isdisjoint(exchange.contacts)
                or any(
                    contact in sometimes and belonged(members[contact], organisation_id, record.day)
                    for contact in (exchange.contacts if sometimes else ())
                )
            ):
                yield record.day, exchange.direction == "given", exchange


def entries_with(interactions: Iterable[tuple[int, Interaction]], contact_id: int) -> list[Entry]:
    """The entries of one contact, see :func:`exchanges_with`."""
    return list(starmap(_entry, exchanges_with(interactions, contact_id)))


def entries_with_organisation(
    interactions: Iterable[tuple[int, Interaction]], organisation_id: int, members: Mapping[int, Contact]
) -> list[Entry]:
    """The entries of an organisation, see :func:`exchanges_with_organisation`."""
    return list(starmap(_entry, exchanges_with_organisation(interactions, organisation_id, members)))


def _entry(day: date, given: bool, exchange: Exchange) -> Entry:
    return Entry(day, given, exchange.weight, exchange.kind)


def exchanges_overall(interactions: Iterable[Interaction], outside: Container[int] = ()) -> Iterator[Weighed]:
    """Each exchange once, but for those only with contacts ``outside`` the ledger; with nobody, it counts."""
    for record in interactions:
        if record.exchanges:
            for exchange in record.exchanges:
                if exchange.direction in HAPPENED and not (
                    outside and exchange.contacts and all(contact in outside for contact in exchange.contacts)
                ):
                    yield record.day, exchange.direction == "given", exchange


def entries_overall(interactions: Iterable[Interaction], outside: Container[int] = ()) -> list[Entry]:
    """The entries of all, see :func:`exchanges_overall`."""
    return list(starmap(_entry, exchanges_overall(interactions, outside)))


def belonged(contact: Contact, organisation_id: int, day: date) -> bool:
    """Whether the contact belonged to the organisation on ``day``; first and last day included."""
    return any(
        membership.organisation == organisation_id
        and (membership.since is None or membership.since <= day)
        and (membership.until is None or day <= membership.until)
        for membership in contact.organisations
    )


def always_belongs(contact: Contact, organisation_id: int) -> bool:
    """Whether the contact belongs to the organisation without a known beginning or end."""
    return any(
        membership.organisation == organisation_id and membership.since is None and membership.until is None
        for membership in contact.organisations
    )


def initiation_of(interactions: Iterable[Interaction]) -> Initiation:
    """Who began the interactions with a contact."""
    known = 0
    mine = 0.0
    for record in interactions:
        if record.started is not None:
            known += 1
            mine += {"me": 1.0, "both": 0.5, "them": 0.0}[record.started]
    return Initiation(known, mine)


DaySums = tuple[int, int, int, int]
"""Of a day: weight given, weight received, entries, entries given."""


def sums_of(interactions: Iterable[Interaction], outside: Container[int] = ()) -> DaySums:
    """The sums of a day's interactions. ``outside``: contacts that are out of the ledger."""
    given = received = count = gave = 0
    for _, is_given, exchange in exchanges_overall(interactions, outside):
        count += 1
        if is_given:
            given += exchange.weight
            gave += 1
        else:
            received += exchange.weight
    return given, received, count, gave


class DayLedger:
    """The ledger of all, kept up day by day so that one change, and one balance, cost one day's work.

    Each day adds ``weight * 2^(day / HALF_LIFE)`` to a sum, of which a balance takes the part that is left on
    its own day. The sums are whole numbers, so that the order in which days come and go does not show.
    """

    def __init__(self) -> None:
        self._days: dict[int, DaySums] = {}
        """By ordinal."""
        self._ahead: list[int] = []
        """The ordinals, ascending: days after the day of a balance count as that day."""
        self._sums = [0, 0, 0, 0, 0, 0]
        """Grown given and received, as whole numbers; the four of the days, plain."""

    def set_day(self, day: date, interactions: Iterable[Interaction], outside: Container[int] = ()) -> None:
        """Put these interactions of ``day`` in the place of what was known of it.

        ``outside``: contacts that are out of the ledger.
        """
        self.put(day, sums_of(interactions, outside))

    def put(self, day: date, sums: DaySums) -> None:
        """Put what happened on ``day`` in the place of what was known of it."""
        ordinal = day.toordinal()
        before = self._days.pop(ordinal, None)
        if before is not None:
            self._add(ordinal, before, -1)
            del self._ahead[bisect_left(self._ahead, ordinal)]
        if sums[2]:
            self._days[ordinal] = sums
            self._add(ordinal, sums, 1)
            insort(self._ahead, ordinal)

    def balance(self, today: date) -> Balance:
        """The balance of all days as of ``today``."""
        until = today.toordinal()
        given, received, gave, got, entries, given_entries = self._sums
        ahead = [self._days[day] for day in self._ahead[bisect_right(self._ahead, until) :]]
        for day in self._ahead[bisect_right(self._ahead, until) :]:
            grown, known = _grown(day), self._days[day]
            given -= grown * known[0]
            received -= grown * known[1]
        left = _grown(until)
        return _balance(
            given / left + sum(known[0] for known in ahead),
            received / left + sum(known[1] for known in ahead),
            gave + got,
            entries,
            given_entries,
        )

    def known(self) -> Mapping[int, DaySums]:
        """The sums of the days that hold exchanges, by their ordinals; to be read only."""
        return self._days

    def days(self) -> Iterator[date]:
        """The days that hold exchanges, the latest first."""
        return (date.fromordinal(ordinal) for ordinal in reversed(self._ahead))

    def weights(self, first: date, last: date) -> tuple[int, int]:
        """The weights given and received from ``first`` to ``last``, both included; not faded by age."""
        begin = bisect_left(self._ahead, first.toordinal())
        known = [self._days[day] for day in self._ahead[begin : bisect_right(self._ahead, last.toordinal())]]
        return sum(given for given, *_ in known), sum(received for _, received, *_ in known)

    def _add(self, ordinal: int, known: DaySums, sign: int) -> None:
        grown = _grown(ordinal)
        for place, value in enumerate((grown * known[0], grown * known[1], *known)):
            self._sums[place] += sign * value


@lru_cache(maxsize=8192)
def _grown(ordinal: int) -> int:
    """``2^(ordinal / HALF_LIFE)`` as a whole number, precise to 52 bits: these have no largest one."""
    doublings, rest = divmod(ordinal, HALF_LIFE)
    return round(2 ** (rest / HALF_LIFE) * (1 << 52)) << doublings


def _balance(given: float, received: float, weight: float, count: int, given_count: int) -> Balance:
    return Balance(
        given=given,
        received=received,
        entries=count,
        weight=weight,
        verdict=verdict_of(given, received, weight),
        given_entries=given_count,
    )


@lru_cache(maxsize=16384)
def _freshness(age: int) -> float:
    """What is left of a weight after ``age`` days."""
    return 0.5 ** (age / HALF_LIFE) if age > 0 else 1.0


# --- the Beta distribution ---------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def central_interval(given: float, received: float) -> tuple[float, float]:
    """The central interval of mass :data:`SURE` of Beta(1 + given, 1 + received), to 1e-9."""
    a, b = 1 + given, 1 + received
    return beta_quantile(_TAIL, a, b), beta_quantile(1 - _TAIL, a, b)


def beta_cdf(x: float, a: float, b: float) -> float:
    """P(theta <= x) for theta ~ Beta(a, b), a and b positive: the regularised incomplete beta function.

    By its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22), on the side of the
    mean where that converges quickly. Precise to about 1e-12.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return front / (a * _continued_fraction(x, a, b))


def _continued_fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + …)) evaluated forwards (Lentz's method), until a step changes nothing."""
    value, ahead, behind = 1.0, 1.0, 0.0
    # It takes in the order of sqrt(max(a, b)) steps; the bound is for sums that no life reaches.
    for m in range(1_000_000):
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        even = (m + 1) * (b - m - 1) * x / ((a + 2 * m + 1) * (a + 2 * m + 2))
        for term in (odd, even):
            behind = 1 / (1 + term * behind or _TINY)
            ahead = 1 + term / ahead or _TINY
            value *= ahead * behind
        if abs(ahead * behind - 1) < _PRECISION:
            break
    return value


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The x with P(theta <= x) = ``probability`` for theta ~ Beta(a, b), a and b at least 1; to 1e-9.

    Newton's method from the mean, kept within a bracket that each step narrows.
    """
    low, high = 0.0, 1.0
    x = a / (a + b)
    log_scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    while high - low > 1e-10:
        miss = beta_cdf(x, a, b) - probability
        low, high = (low, x) if miss > 0 else (x, high)
        density = math.exp(log_scale + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        step = miss / density if density > _TINY else math.inf
        following = x - step
        if abs(step) < 1e-11:
            return x
        x = following if low < following < high else (low + high) / 2
    return x
