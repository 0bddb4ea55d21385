"""Give and take: the vectors of rules.md, section 4, and what must hold of every ledger."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.domain.ledger import (
    Balance,
    DayLedger,
    Entry,
    Initiation,
    Verdict,
    balance_of,
    beta_cdf,
    beta_quantile,
    entries_overall,
    entries_with,
    entries_with_organisation,
    initiation_of,
    verdict_of,
    verdict_words,
)
from netui.domain.records import Contact, Direction, Exchange, Interaction, Membership, Owner

TODAY = date(2026, 11, 23)
ADA, EMMY, WORKS, CLUB = 11, 12, 21, 22

sums = st.floats(0, 200)


def entries(given_weight: int, received_weight: int, day: date = TODAY) -> list[Entry]:
    return [Entry(day, True, 1)] * given_weight + [Entry(day, False, 1)] * received_weight


def interaction(
    *exchanges: tuple[Direction, tuple[int, ...]],
    day: date = TODAY,
    started: Owner | None = None,
    weight: int = 1,
) -> Interaction:
    return Interaction(
        text="coffee",
        day=day,
        logged_at=datetime(2026, 11, 23, tzinfo=UTC),
        logged_on=TODAY,
        zone="UTC",
        took_part=(ADA,),
        started=started,
        exchanges=tuple(
            Exchange(direction=direction, kind="advice", contacts=contacts, weight=2 if weight == 2 else 1)
            for direction, contacts in exchanges
        ),
    )


@pytest.mark.parametrize(
    ("given_sum", "received", "mean", "low", "high", "verdict"),
    [
        (0, 2, 0.250, 0.035, 0.536, "unclear"),
        (0, 3, 0.200, 0.026, 0.438, "owe"),
        (1, 3, 0.333, 0.112, 0.584, "unclear"),
        (1, 4, 0.286, 0.093, 0.510, "owe"),
        (2, 6, 0.300, 0.129, 0.490, "owe"),
        (3, 3, 0.500, 0.279, 0.721, "balanced"),
        (4, 0, 0.833, 0.631, 0.979, "unclear"),
        (5, 0, 0.857, 0.681, 0.983, "mostly_giving"),
        (8, 1, 0.818, 0.663, 0.945, "unclear"),
        (14, 2, 0.833, 0.716, 0.933, "mostly_giving"),
    ],
)
def test_the_vectors(
    given_sum: int, received: int, mean: float, low: float, high: float, verdict: Verdict
) -> None:
    balance = balance_of(entries(given_sum, received), TODAY)
    assert (balance.given, balance.received) == (given_sum, received)
    assert balance.mean == pytest.approx(mean, abs=5e-4)
    assert balance.interval == pytest.approx((low, high), abs=5e-4)
    assert balance.verdict == verdict


def test_one_thing_received_is_too_little_to_judge() -> None:
    assert balance_of(entries(0, 1), TODAY).verdict == "too_little"
    assert balance_of([], TODAY).verdict == "too_little"
    assert balance_of([], TODAY).mean == 0.5


def test_what_has_faded_is_too_little_however_much_it_was() -> None:
    long_ago = TODAY - timedelta(days=365 * 5)
    balance = balance_of(entries(3, 12, long_ago), TODAY)
    assert balance.weight == 15
    assert balance.given + balance.received < 1
    assert balance.verdict == "too_little"


def test_a_weight_counts_half_after_a_year() -> None:
    balance = balance_of([Entry(TODAY - timedelta(days=365), True, 3)], TODAY)
    assert balance.given == pytest.approx(1.5)
    assert balance.weight == 3


def test_owing_takes_weight_that_is_undecayed() -> None:
    # Fresh sums alone would say so; the weight that was ever logged does not.
    assert verdict_of(0, 2.9, 2.9) == "unclear"
    assert verdict_of(0, 2.9, 3) == "owe"
    assert verdict_of(4.9, 0, 4.9) == "unclear"
    assert verdict_of(4.9, 0, 5) == "mostly_giving"


def test_a_day_to_come_counts_as_today() -> None:
    assert balance_of(entries(1, 1, TODAY + timedelta(days=400)), TODAY).given == 1


@pytest.mark.parametrize(
    ("given_sum", "received", "words"),
    [
        (0, 1, "too little logged"),
        (0, 3, "you owe"),
        (3, 3, "balanced"),
        (5, 0, "mostly giving"),
        (0, 2, "unclear, leans to receiving"),
        (4, 0, "unclear, leans to giving"),
        (1, 1, "unclear"),
    ],
)
def test_verdicts_in_words(given_sum: int, received: int, words: str) -> None:
    assert verdict_words(balance_of(entries(given_sum, received), TODAY)) == words


# --- whose exchanges ---------------------------------------------------------------------------------------


def test_asked_and_offered_count_for_nothing() -> None:
    records = [(1, interaction(("asked", (ADA,)), ("offered", (ADA,)), ("given", (ADA,))))]
    assert entries_with(records, ADA) == [Entry(TODAY, True, 1, "advice")]


def test_an_exchange_with_two_counts_whole_for_each_and_once_overall() -> None:
    record = interaction(("received", (ADA, EMMY)), weight=2)
    entry = Entry(TODAY, False, 2, "advice")
    assert entries_with([(1, record)], ADA) == entries_with([(1, record)], EMMY) == [entry]
    assert entries_overall([record]) == [entry]


def test_whom_an_exchange_does_not_name_it_does_not_concern() -> None:
    assert entries_with([(1, interaction(("given", (EMMY,))))], ADA) == []


def test_who_is_out_of_the_ledger_counts_for_nothing_overall() -> None:
    shared, alone = interaction(("given", (ADA, EMMY))), interaction(("given", (ADA,)))
    assert len(entries_overall([shared, alone], outside={ADA})) == 1
    assert entries_overall([alone], outside={ADA}) == []
    assert len(entries_overall([interaction(("given", ()))], outside={ADA})) == 1


def member(*memberships: Membership) -> Contact:
    return Contact(name="Ada", added=TODAY, organisations=memberships)


def test_an_exchange_counts_for_the_organisation_of_that_day() -> None:
    moved = member(
        Membership(organisation=WORKS, until=date(2026, 6, 30)),
        Membership(organisation=CLUB, since=date(2026, 7, 1)),
    )
    records = [
        (1, interaction(("given", (ADA,)), day=date(2026, 6, 30))),
        (2, interaction(("given", (ADA,)), day=date(2026, 7, 1))),
    ]
    assert [entry.day for entry in entries_with_organisation(records, WORKS, {ADA: moved})] == [
        date(2026, 6, 30)
    ]
    assert [entry.day for entry in entries_with_organisation(records, CLUB, {ADA: moved})] == [
        date(2026, 7, 1)
    ]


def test_an_exchange_counts_once_for_an_organisation() -> None:
    belongs = member(Membership(organisation=WORKS), Membership(organisation=WORKS, role="chair"))
    record = interaction(("given", (ADA, EMMY, WORKS)))
    assert len(entries_with_organisation([(1, record)], WORKS, {ADA: belongs, EMMY: belongs})) == 1
    named_itself = interaction(("given", (WORKS,)))
    assert len(entries_with_organisation([(1, named_itself)], WORKS, {})) == 1
    assert entries_with_organisation([(1, interaction(("given", (ADA,))))], WORKS, {}) == []


# --- the ledger of all -------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 2000), st.booleans()), max_size=30))
def test_the_day_ledger_says_what_the_entries_say_in_any_order(
    exchanges: list[tuple[int, bool]],
) -> None:
    records: dict[date, list[Interaction]] = {}
    for age, gave in exchanges:
        day = TODAY - timedelta(days=age)
        records.setdefault(day, []).append(interaction(("given" if gave else "received", (ADA,)), day=day))
    forwards, backwards = DayLedger(), DayLedger()
    for day in records:
        forwards.set_day(day, records[day])
    for day in reversed(records):
        backwards.set_day(day, records[day][:1])
        backwards.set_day(day, records[day])
    expected = balance_of((entry for day in records for entry in entries_overall(records[day])), TODAY)
    balance = forwards.balance(TODAY)
    assert balance == backwards.balance(TODAY)
    assert (balance.entries, balance.given_entries) == (expected.entries, expected.given_entries)
    assert balance.given == pytest.approx(expected.given)
    assert balance.received == pytest.approx(expected.received)


def test_a_day_is_forgotten() -> None:
    ledger = DayLedger()
    ledger.set_day(TODAY, [interaction(("given", (ADA,)))])
    ledger.set_day(TODAY, [])
    assert ledger.balance(TODAY) == balance_of([], TODAY)


# --- who begins --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "mine", "label"),
    [
        (2, 2, None),
        (3, 3, "one_sided"),
        (5, 4, None),
        (6, 5, "one_sided"),
        (5, 0, "one_sided"),
        (5, 2, "balanced"),
        (5, 3, "balanced"),
        (4, 3, None),
    ],
)
def test_initiation_labels(known: int, mine: float, label: str | None) -> None:
    assert Initiation(known, mine).label == label


def test_unknown_beginnings_count_for_nothing() -> None:
    begun: list[Owner | None] = ["me", "them", "both", None, None]
    assert initiation_of([interaction(started=owner) for owner in begun]) == Initiation(3, 1.5)


# --- the Beta distribution ---------------------------------------------------------------------------------


@given(st.floats(0, 1), st.integers(1, 30), st.integers(1, 30))
def test_the_distribution_for_whole_parameters_is_a_binomial_tail(x: float, a: int, b: int) -> None:
    n = a + b - 1
    tail = math.fsum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert beta_cdf(x, a, b) == pytest.approx(tail, abs=1e-10)


@given(sums, sums, st.floats(0.01, 0.99))
def test_a_quantile_has_its_probability_below_it(gave: float, got: float, probability: float) -> None:
    x = beta_quantile(probability, 1 + gave, 1 + got)
    assert beta_cdf(x, 1 + gave, 1 + got) == pytest.approx(probability, abs=1e-7)


def test_large_sums_are_no_trouble() -> None:
    assert beta_cdf(0.5, 50_001, 50_001) == pytest.approx(0.5, abs=1e-8)
    low, high = Balance(50_000, 50_000, 0, 0, "balanced").interval
    assert 0.49 < low < 0.5 < high < 0.51


@settings(max_examples=200)
@given(sums, sums)
def test_the_verdict_is_the_rule_word_for_word(gave: float, got: float) -> None:
    weight = gave + got
    a, b = 1 + gave, 1 + got
    expected: Verdict = "unclear"
    if weight < 2:
        expected = "too_little"
    elif beta_cdf(0.45, a, b) >= 0.8 and weight >= 3:
        expected = "owe"
    elif 1 - beta_cdf(0.75, a, b) >= 0.8 and weight >= 5:
        expected = "mostly_giving"
    elif beta_cdf(0.25, a, b) <= 0.1 and beta_cdf(0.80, a, b) >= 0.9:
        expected = "balanced"
    assert verdict_of(gave, got, weight) == expected


@given(sums, sums)
def test_the_mean_lies_in_the_interval(gave: float, got: float) -> None:
    balance = Balance(gave, got, 0, gave + got, "unclear")
    low, high = balance.interval
    assert 0 <= low < balance.mean < high <= 1


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0.1, 10))
def test_giving_more_never_makes_one_owe(gave: float, got: float, more: float) -> None:
    weight = gave + got + 100
    if verdict_of(gave, got, weight) != "owe":
        assert verdict_of(gave + more, got, weight) != "owe"
