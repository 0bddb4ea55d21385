"""What is computed with as little work as possible is what the rules say, for any network."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netui.clock import Clock
from netui.domain.cadence import DAYS_LOOKED_AT, touch
from netui.domain.channels import remote_since
from netui.domain.days import week_of
from netui.domain.records import Contact, Exchange, Interaction, Membership
from netui.network import Network
from netui.network.known import facts_of, last_day_before
from netui.network.picture import compute
from tests.conftest import INSTANT, ZONE
from tests.network import plain_rules

NOW = Clock(ZONE, INSTANT).now()
TODAY = NOW.today
WEEK = week_of(TODAY)
PEOPLE = 2

# Days on either side of all that the rules look at, and any others.
AGES = st.one_of(
    st.sampled_from(
        (-3, 0, 1, 2, 6, 7, 8, 29, 30, 89, 90, 91, 179, 180, 181, 364, 365, 366, 372, 1094, 1095)
    ),
    st.integers(0, 60),
    st.integers(0, 1500),
)
CHANNELS = ("in_person", "event", "video", "phone", "message", "message", "social", None)
DIRECTIONS = st.sampled_from(("given", "received", "received", "asked", "offered"))
EXCHANGES = st.lists(st.tuples(DIRECTIONS, st.integers(1, 3), st.booleans()), max_size=2)
INTERACTIONS = st.fixed_dictionaries(
    {
        "age": AGES,
        "with": st.sets(st.integers(0, PEOPLE), min_size=1, max_size=2),
        "channel": st.sampled_from(
            ("in_person", "event", "video", "phone", "message", "message", "social", None)
        ),
        "exchanges": EXCHANGES,
        "purpose": st.sampled_from(("relationship", "ask", "ask", "sale")),
        "started": st.sampled_from(("me", "me", "them", "both", None)),
    }
)
SPAN = st.one_of(st.none(), st.integers(0, 500))
PERSONS = st.fixed_dictionaries(
    {
        "in_ledger": st.booleans(),
        "far": st.booleans(),
        "cadence": st.sampled_from((None, None, 20)),
        "circle": st.sampled_from((None, "inner", "outer")),
        "imported": st.booleans(),
        "spans": st.lists(st.tuples(SPAN, SPAN), max_size=2),
    }
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(PERSONS, min_size=PEOPLE, max_size=PEOPLE),
    st.one_of(st.lists(INTERACTIONS, max_size=9), st.lists(INTERACTIONS, min_size=16, max_size=40)),
    st.sets(st.integers(0, 29)),
)
def test_every_standing_is_what_the_rules_say(
    tmp_path_factory: pytest.TempPathFactory,
    persons: list[dict[str, Any]],
    happened: list[dict[str, Any]],
    taken_back: set[int],
) -> None:
    network = Network.open(tmp_path_factory.mktemp("plain") / "network.json", lambda: INSTANT)
    contacts, interactions = _fill(network, persons, happened)
    picture = compute(network, NOW)  # the look-ups are made now, and kept up from here on
    with network.change("some are taken back") as change:
        for number in sorted(taken_back & set(range(len(interactions)))):
            change.remove(Interaction.table, interactions[number])
    picture = compute(network, NOW)
    for contact_id in contacts:
        _holds(network, picture.standings[contact_id], contact_id)
    network.close()


def _fill(
    network: Network, persons: list[dict[str, Any]], happened: list[dict[str, Any]]
) -> tuple[list[int], list[int]]:
    """An organisation, its people and what happened with any of them."""
    with network.change("people") as change:
        house = change.insert(Contact(name="Royal Society", kind="organisation", added=TODAY))
        contacts = [house]
        for number, person in enumerate(persons):
            fields = {key: value for key, value in person.items() if key != "spans"}
            spans = tuple(_membership(house, *span) for span in person["spans"])
            added = TODAY - timedelta(days=700)
            contacts.append(
                change.insert(Contact(name=f"Number {number}", added=added, organisations=spans, **fields))
            )
        interactions = [change.insert(_interaction(contacts, each)) for each in happened]
    return contacts, interactions


def _membership(house: int, begun: int | None, lasted: int | None) -> Membership:
    since = None if begun is None else TODAY - timedelta(days=begun)
    until = None if lasted is None else (since or TODAY - timedelta(days=600)) + timedelta(days=lasted)
    return Membership(organisation=house, since=since, until=until)


def _interaction(contacts: list[int], drawn: dict[str, Any]) -> Interaction:
    day = TODAY - timedelta(days=drawn["age"])
    took_part = tuple(sorted(contacts[each] for each in drawn["with"]))
    exchanges = tuple(
        Exchange(
            direction=direction, kind="advice", weight=weight, contacts=took_part if all_ else took_part[:1]
        )
        for direction, weight, all_ in drawn["exchanges"]
    )
    return Interaction(
        text="talked",
        day=day,
        zone=ZONE,
        logged_at=datetime.combine(day, time(12), UTC),
        logged_on=day,
        took_part=took_part,
        channel=drawn["channel"],
        purpose=drawn["purpose"],
        started=drawn["started"],
        exchanges=exchanges,
    )


def _holds(network: Network, standing: Any, contact_id: int) -> None:
    """A standing is what the plain rules say."""
    contact = network.contacts[contact_id]
    own = plain_rules.history(network, contact_id)
    days = plain_rules.contact_days(own)
    looked_at = days if contact.kind == "person" else days[-1:]
    assert standing.touch == touch(contact_id, contact, looked_at, TODAY)
    assert standing.touch == touch(contact_id, contact, looked_at[-DAYS_LOOKED_AT:], TODAY)
    assert standing.touch.usual == plain_rules.usual(looked_at)
    assert standing.first == (days[0] if days else None)
    assert standing.last == (own[-1][0] if own else None)
    assert last_day_before(own, WEEK) == max((day for day in days if day < WEEK), default=None)
    found = plain_rules.exchanges(network, contact_id)
    given, received, verdict = plain_rules.verdict(found, TODAY)
    balance = standing.balance
    if contact.in_ledger:
        assert (balance.given, balance.received, balance.verdict) == (given, received, verdict)
        assert (balance.entries, balance.weight) == (len(found), sum(each.weight for _, each in found))
    else:
        assert balance is None
    known = [mark.kind for mark in standing.marks]
    assert known == plain_rules.marks(own, verdict if contact.in_ledger else None, given, TODAY)
    assert remote_since([record for _, record in own], WEEK) == plain_rules.remote_since(own, WEEK)
    received_since = facts_of(network, contact_id, NOW).received
    wanted = plain_rules.unthanked(own, contact_id)
    assert (received_since.evidence if received_since else ()) == tuple(wanted)
