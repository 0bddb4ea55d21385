"""What the figures of the balance rest on."""

from __future__ import annotations

from datetime import date

import pytest

from netui.domain.days import Now
from netui.domain.ledger import balance_of, entries_overall
from netui.domain.records import Contact, Membership
from netui.network import Network
from netui.network.evidence import (
    OVERALL,
    Figure,
    MonthSum,
    balance_behind,
    entries_behind,
    months_behind,
)
from netui.network.picture import Picture, compute
from tests.conftest import log_line


@pytest.fixture
def picture(network: Network, now: Now) -> Picture:
    """A network with a house, somebody in it, somebody out of the ledger."""
    with network.change("people") as change:
        house = change.insert(Contact(name="Royal Society", kind="organisation", added=date(2024, 1, 1)))
        member = (Membership(organisation=house, until=date(2026, 10, 31)),)
        change.insert(Contact(name="Ada Lovelace", added=date(2024, 1, 1), organisations=member))
        change.insert(Contact(name="Emmy Noether", added=date(2024, 1, 1)))
        change.insert(Contact(name="Cousin Kat", added=date(2024, 1, 1), in_ledger=False))
    for text in (
        "2025-03-04: coffee with Ada Lovelace, got advice:3",
        "2026-10-02: call with Ada, gave a referral",
        "2026-11-02: call with Ada and Emmy, got feedback, asked for time",
        "2026-11-03: dinner with Cousin Kat, gave time",
        "2026-11-20: email to Emmy, gave advice:2",
    ):
        log_line(network, text, now)
    return compute(network, now)


def told(picture: Picture, figure: Figure) -> list[tuple[date, bool, int, str]]:
    found = list(entries_behind(picture, figure))
    for record_id, entry in found:
        assert picture.network.interactions[record_id].day == entry.day
    return [(entry.day, entry.given, entry.weight, entry.kind) for _, entry in found]


ADVICE = (date(2025, 3, 4), False, 3, "advice")
REFERRAL = (date(2026, 10, 2), True, 1, "referral")
FEEDBACK = (date(2026, 11, 2), False, 1, "feedback")
EMAIL = (date(2026, 11, 20), True, 2, "advice")


def test_each_figure_has_its_own_exchanges_the_newest_first(picture: Picture) -> None:
    ids = {contact.name: each for each, contact in picture.network.contacts.items()}
    ada, house = Figure("contact", ids["Ada Lovelace"]), Figure("contact", ids["Royal Society"])
    assert told(picture, OVERALL) == [EMAIL, FEEDBACK, REFERRAL, ADVICE]
    assert told(picture, ada) == [FEEDBACK, REFERRAL, ADVICE]
    assert told(picture, house) == [REFERRAL, ADVICE], "only while she belonged to it"
    assert told(picture, Figure("channel", "phone")) == [FEEDBACK, REFERRAL]
    assert told(picture, Figure("month", date(2026, 11, 1))) == [EMAIL, FEEDBACK]
    assert told(picture, Figure("contact", 1)) == []


@pytest.mark.parametrize("figure", [OVERALL, Figure("channel", "phone"), Figure("channel", "in_person")])
def test_a_figure_is_the_balance_of_what_it_rests_on(picture: Picture, figure: Figure, now: Now) -> None:
    balance = balance_behind(picture, figure, now.today)
    assert balance is not None
    wanted = balance_of([entry for _, entry in entries_behind(picture, figure)], now.today)
    assert (balance.entries, balance.given_entries, balance.verdict) == (
        wanted.entries,
        wanted.given_entries,
        wanted.verdict,
    )
    assert balance.given == pytest.approx(wanted.given)
    assert balance.received == pytest.approx(wanted.received)


def test_contacts_too(picture: Picture, now: Now) -> None:
    for contact, standing in picture.standings.items():
        figure = Figure("contact", contact)
        assert balance_behind(picture, figure, now.today) == standing.balance
        if standing.balance is not None:
            entries = [entry for _, entry in entries_behind(picture, figure)]
            assert balance_of(entries, now.today) == standing.balance
    assert balance_behind(picture, Figure("month", date(2026, 11, 1)), now.today) is None


def test_twelve_months_end_with_this_one(picture: Picture, now: Now) -> None:
    months = months_behind(picture, OVERALL, now.today)
    assert len(months) == 12
    assert months[-2:] == [MonthSum(date(2026, 10, 1), 1, 0), MonthSum(date(2026, 11, 1), 2, 1)]
    assert months[0] == MonthSum(date(2025, 12, 1), 0, 0)
    ids = {contact.name: each for each, contact in picture.network.contacts.items()}
    assert months_behind(picture, Figure("contact", ids["Emmy Noether"]), now.today)[-1] == months[-1]
    assert months_behind(picture, Figure("channel", "phone"), now.today)[-1].received == 1


def test_channels_hold_all_there_is(picture: Picture, now: Now) -> None:
    counts = dict(picture.channels.counts())
    assert counts == {"in_person": 2, "phone": 2, "message": 1}
    overall = balance_of(entries_overall(picture.network.interactions.values()), now.today)
    kat = 1
    channels = sum(picture.channels.ledger(name).balance(now.today).entries for name in counts)
    assert channels == overall.entries - kat
