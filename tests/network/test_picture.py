"""The picture kept up change by change is the picture computed from nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import Contact, Membership, Rest
from netui.errors import NetuiError
from netui.network import Network
from netui.network.answers import follow_up_done, mute, skip
from netui.network.picture import Picture, compute, exhaust
from tests.conftest import INSTANT, ZONE, log_line

LINES = (
    'coffee with @"Ada Lovelace", got advice',
    'yesterday: lunch with @"Emmy Noether", gave a big referral',
    '3 days ago: call with @"Ada Lovelace" and @"Emmy Noether", gave feedback',
    'met @"Alan Turing", promised the notes by friday',
    '40 days ago: zoom with @"Alan Turing", got a big lead',
    "talked about nothing in particular",
    'note: @"Ada Lovelace" plays the harp',
    'plan: walk with @"Emmy Noether" tomorrow',
    '20 days ago: liked a post by @"Alan Turing" on linkedin',
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(st.sampled_from(LINES), st.sampled_from(("undo", "redo", "mute", "skip", "out", "rest")))
    )
)
def test_incremental_equals_from_nothing(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    folder: Path = tmp_path_factory.mktemp("picture")
    clock = Clock(ZONE, INSTANT)
    now = clock.now()
    network = Network.open(folder / "network.json", clock.instant)
    picture = Picture(network)
    exhaust(picture.begin(now))
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    for step in steps:
        _take(network, picture, step, now)
        fresh = compute(network, now)
        assert picture.standings == fresh.standings
        assert picture.tallies == fresh.tallies
        assert picture.today(now) == fresh.today(now)
    network.close()


def _take(network: Network, picture: Picture, step: str, now: Now) -> None:
    try:
        match step:
            case "undo":
                network.undo()
            case "redo":
                network.redo()
            case "mute" if network.contacts:
                mute(network, next(iter(network.contacts)))
            case "out" if network.contacts:
                with network.change("out of the ledger") as change:
                    change.update(Contact.table, next(iter(network.contacts)), in_ledger=False)
            case "rest":
                with network.change("rest") as change:
                    change.insert(Rest(first=now.today, last=now.today, marked=now.today))
            case "skip":
                if rows := picture.today(now).rows:
                    skip(network, rows[0].reminder, now)
            case line if line in LINES:
                log_line(network, line, now)
    except NetuiError:
        pass  # nothing to undo or redo


def test_done_answers_a_promise_at_once(network: Network, now: Now) -> None:
    saved = log_line(network, 'met @"Alan Turing", promised the notes by today', now)
    picture = compute(network, now)
    assert [row.reminder.kind for row in picture.today(now).rows] == ["promise"]
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    follow_up_done(network, saved.follow_ups[0], now)
    assert picture.today(now).rows == ()
    network.undo()
    assert [row.reminder.kind for row in picture.today(now).rows] == ["promise"]


def test_logging_answers_a_cadence_reminder_at_once(network: Network, now: Now) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    picture = compute(network, now)
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    assert [row.reminder.kind for row in picture.today(now).rows] == ["cadence"]
    log_line(network, "call with Ada", now)
    assert picture.today(now).rows == ()


def test_a_skipped_reminder_comes_back_tomorrow(network: Network, clock: Clock, now: Now) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    picture = compute(network, now)
    (row,) = picture.today(now).rows
    skip(network, row.reminder, now)
    assert compute(network, now).today(now).rows == ()
    tomorrow = Clock(ZONE, INSTANT + timedelta(days=1)).now()
    assert [row.reminder.kind for row in compute(network, tomorrow).today(tomorrow).rows] == ["cadence"]


def test_one_line_touches_only_its_contacts(network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace"', now)
    log_line(network, 'coffee with @"Emmy Noether"', now)
    picture = compute(network, now)
    before = dict(picture.standings)
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    log_line(network, "call with Ada", now)
    emmy = next(i for i, contact in network.contacts.items() if contact.name == "Emmy Noether")
    ada = next(i for i, contact in network.contacts.items() if contact.name == "Ada Lovelace")
    assert picture.standings[emmy] is before[emmy]
    assert picture.standings[ada] is not before[ada]


def test_an_exchange_with_two_counts_once_overall(network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace" and @"Emmy Noether", gave advice', now)
    picture = compute(network, now)
    assert picture.balance(now).entries == 1
    assert [standing.balance.entries for standing in picture.standings.values() if standing.balance] == [1, 1]


def test_an_exchange_counts_for_the_organisation_of_that_day(network: Network, now: Now) -> None:
    log_line(network, 'yesterday: coffee with @"Ada Lovelace", gave advice', now)
    log_line(network, "100 days ago: coffee with Ada, gave advice", now)
    with network.change("joins") as change:
        works = change.insert(Contact(name="The Works", kind="organisation", added=now.today))
        ada = next(iter(network.contacts))
        since = now.today - timedelta(days=30)
        change.update(Contact.table, ada, organisations=(Membership(organisation=works, since=since),))
    balance = compute(network, now).standings[works].balance
    assert balance is not None
    assert balance.entries == 1


def test_a_renamed_organisation_is_renamed_beside_its_people(network: Network, now: Now) -> None:
    with network.change("joins") as change:
        works = change.insert(Contact(name="The Works", kind="organisation", added=now.today))
        ada = change.insert(
            Contact(name="Ada", added=now.today, organisations=(Membership(organisation=works),))
        )
    picture = compute(network, now)
    network.subscribe(lambda changed: exhaust(picture.keep_up(changed, now)))
    with network.change("renamed") as change:
        change.update(Contact.table, works, name="The New Works")
    assert picture.standings[ada].organisation == "The New Works"


def test_with_a_meeting_planned_a_contact_is_not_due(network: Network, now: Now) -> None:
    log_line(network, '200 days ago: coffee with @"Ada Lovelace"', now)
    (ada,) = network.contacts
    assert compute(network, now).standings[ada].touch.state == "overdue"
    log_line(network, "plan: coffee with Ada tomorrow", now)
    assert compute(network, now).standings[ada].touch.state == "active"
    network.undo()
    mute(network, ada)
    assert compute(network, now).standings[ada].touch.state == "active"


def test_a_contact_taken_out_of_the_ledger_has_none(network: Network, now: Now) -> None:
    log_line(network, 'coffee with @"Ada Lovelace", gave advice', now)
    (ada,) = network.contacts
    with network.change("out") as change:
        change.update(Contact.table, ada, in_ledger=False)
    picture = compute(network, now)
    assert picture.standings[ada].balance is None
    assert picture.balance(now).entries == 0
