"""One contact of two: nothing lost, nothing left dangling, and undo makes them two again."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import (
    ME,
    Contact,
    Dismissal,
    Event,
    Exchange,
    FollowUp,
    Interaction,
    Introduction,
    Membership,
    Mention,
    Note,
    Opportunity,
    Review,
    YearlyDate,
)
from netui.errors import NetuiError
from netui.network import Network
from netui.network.checking import problems
from netui.network.merging import both, merge
from netui.network.shown import with_names
from netui.storage.codec import fields_of
from tests.conftest import INSTANT, ZONE, Log
from tests.network.helpers import tables

DAY = date(2026, 11, 23)
PEOPLE = 4
HOUSES = 2


def make(network: Network, name: str, **fields: Any) -> int:
    with network.change(f"new contact: {name}") as change:
        return change.insert(Contact(name=name, added=DAY, **fields))


def test_everything_goes_to_the_one_that_stays(network: Network, log: Log, now: Now) -> None:
    (ada,) = log('coffee with @"Ada Lovelace", gave advice').contacts
    (byron,) = log('lunch with @"Ada Byron", promised the paper by friday').contacts
    log('note: @"Ada Byron" likes tea')
    before = tables(network)
    merged = merge(network, ada, byron, now)
    assert byron not in network.contacts
    assert network.contacts[ada].nicknames == ("Ada Byron",)
    assert merged.moved == {"interactions": 1, "notes": 1, "follow_ups": 1}
    assert len(network.by_contact.took_part(ada)) == 2
    assert [record.text for _, record in network.notes_of(ada)] == ['@"Ada Byron" likes tea']
    (lunch,) = (record for record in network.interactions.values() if record.text.startswith("lunch"))
    assert with_names(network, lunch.text, lunch.mentions).startswith("lunch with Ada Byron, promised")
    assert ada in network.names.lookup("Ada Byron")
    assert not list(problems(network))
    network.undo()
    assert tables(network) == before
    network.redo()
    assert byron not in network.contacts


def test_every_distinct_value_is_kept() -> None:
    one = Contact(
        name="Ada Lovelace",
        added=date(2026, 2, 1),
        nicknames=("Ada",),
        emails=("ada@example.com",),
        phones=("+44 20 1234",),
        tags=("maths",),
        needs=("Designer",),
        dates=(YearlyDate(month=12, day=10),),
        circle="inner",
        archived=True,
    )
    two = Contact(
        name="Countess",
        added=date(2026, 1, 1),
        nicknames=("ada", "Enchantress"),
        emails=("ADA@example.com", "countess@example.org"),
        phones=("+44-20-1234", "5678"),
        urls=("https://example.org/ada",),
        tags=("Maths", "engines"),
        needs=("designer", "engine"),
        offers=("notes",),
        dates=(YearlyDate(month=12, day=10, year=1815), YearlyDate(month=7, day=8, label="wedding")),
        circle="close",
        place="London",
        cadence=20,
        in_ledger=False,
    )
    assert both(one, two) == Contact(
        name="Ada Lovelace",
        added=date(2026, 1, 1),
        nicknames=("Ada", "Countess", "Enchantress"),
        emails=("ada@example.com", "countess@example.org"),
        phones=("+44 20 1234", "5678"),
        urls=("https://example.org/ada",),
        tags=("maths", "engines"),
        needs=("Designer", "engine"),
        offers=("notes",),
        dates=(YearlyDate(month=12, day=10, year=1815), YearlyDate(month=7, day=8, label="wedding")),
        circle="inner",
        place="London",
        cadence=20,
        in_ledger=False,
    )


def test_what_there_can_be_but_one_of_is_noted(network: Network, now: Now) -> None:
    ada = make(network, "Ada Lovelace", place="London", circle="inner", cadence=7)
    other = make(network, "A. Lovelace", place="Paris", circle="inner", cadence=30)
    assert merge(network, ada, other, now).noted == "as A. Lovelace: place Paris, cadence 30"
    assert [record.text for _, record in network.notes_of(ada)] == ["as A. Lovelace: place Paris, cadence 30"]
    assert (network.contacts[ada].place, network.contacts[ada].cadence) == ("London", 7)


def test_organisations_become_one_and_their_people_belong_to_it_once(network: Network, now: Now) -> None:
    society = make(network, "Royal Society", kind="organisation")
    double = make(network, "The Royal Society", kind="organisation")
    ada = make(
        network,
        "Ada Lovelace",
        organisations=(
            Membership(organisation=society),
            Membership(organisation=double, role="fellow"),
            Membership(organisation=double, role="guest", until=date(2020, 1, 1)),
        ),
    )
    merge(network, society, double, now)
    assert network.contacts[ada].organisations == (
        Membership(organisation=society, role="fellow"),
        Membership(organisation=society, role="guest", until=date(2020, 1, 1)),
    )


@pytest.mark.parametrize("turned", [False, True])
def test_whoever_introduced_the_other_is_another(network: Network, now: Now, turned: bool) -> None:
    ada = make(network, "Ada Lovelace")
    mary = make(network, "Mary Somerville", introduced_by=(ada,))
    alan = make(network, "Alan Turing", introduced_by=(mary,))
    before = tables(network)
    for one, other in ((ada, mary), (ada, alan)):
        pair = (other, one) if turned else (one, other)
        with pytest.raises(NetuiError, match="was introduced by the other, or by way of them"):
            merge(network, *pair, now)
    assert tables(network) == before


def test_two_who_were_introduced_by_the_same_can_be_one(network: Network, now: Now) -> None:
    mary = make(network, "Mary Somerville")
    one = make(network, "Ada Lovelace", introduced_by=(mary,))
    other = make(network, "Ada Byron", introduced_by=(mary,))
    merge(network, one, other, now)
    assert network.contacts[one].introduced_by == (mary,)


def test_a_contact_is_not_merged_with_itself_nor_with_a_house(network: Network, now: Now) -> None:
    ada = make(network, "Ada Lovelace")
    society = make(network, "Royal Society", kind="organisation")
    with pytest.raises(NetuiError, match="nothing to merge"):
        merge(network, ada, ada, now)
    with pytest.raises(NetuiError, match="Royal Society is an organisation, the other a person"):
        merge(network, ada, society, now)


def test_an_introduction_of_the_two_to_each_other_is_left_out(network: Network, now: Now) -> None:
    one, other = make(network, "Ada Lovelace"), make(network, "Ada Byron")
    with network.change("introduce") as change:
        change.insert(Introduction(introducer=ME, between=(one, other), day=DAY))
    before = tables(network)
    assert merge(network, one, other, now).dropped == 1
    assert not network.introductions
    network.undo()
    assert tables(network) == before


def test_fields_of_a_newer_version_are_kept_of_both(network: Network, now: Now) -> None:
    with network.change("a newer netui") as change:
        plain = {"added": "2026-11-23"}
        change.put_fields("contacts", 5, {"name": "Ada Lovelace", "mood": "fine", **plain})
        change.put_fields("contacts", 6, {"name": "Ada Byron", "mood": "sad", "hat": "top", **plain})
    merge(network, 5, 6, now)
    value = network.store.model.get("contacts", 5)
    assert value is not None
    assert value.unknown is not None
    assert value.unknown.fields == {"mood": "fine", "hat": "top"}


def test_fields_of_a_newer_version_in_a_piece_of_a_record_are_kept_too(network: Network, now: Now) -> None:
    plain: dict[str, Any] = {"added": "2026-11-23"}
    house = {"organisation": 7, "floor": 3}
    mention = {"contact": 6, "start": 7, "end": 10, "sure": True}
    told = {"text": "about: Ada", "day": "2026-11-23", "logged_at": "2026-11-23T10:00:00Z", "zone": "UTC"}
    with network.change("a newer netui") as change:
        change.put_fields("contacts", 5, {"name": "Ada Lovelace", "organisations": [house], **plain})
        desk = {"organisation": 8, "role": "chair", "desk": "by the window"}
        change.put_fields("contacts", 6, {"name": "Ada Byron", "organisations": [desk], **plain})
        change.put_fields("notes", 9, {**told, "contacts": [6], "mentions": [mention]})
    merge(network, 5, 6, now)
    kept, written = (network.store.model.get(*key) for key in (("contacts", 5), ("notes", 9)))
    assert kept is not None
    assert written is not None
    assert fields_of("contacts", kept)["organisations"] == [house, desk]
    assert fields_of("notes", written)["mentions"] == [{**mention, "contact": 5}]


# --- any network -------------------------------------------------------------------------------------------

contact_ids = st.integers(1, PEOPLE)
several = st.lists(contact_ids, unique=True, max_size=3).map(tuple)
TEXT = "one two three four"
mentions = st.lists(contact_ids, max_size=3).map(
    lambda ids: tuple(
        Mention(contact=each, start=4 * place, end=4 * place + 3) for place, each in enumerate(ids)
    )
)
moments: dict[str, Any] = {"logged_at": INSTANT, "zone": ZONE}
records = st.one_of(
    st.builds(
        Interaction,
        text=st.just(TEXT),
        day=st.just(DAY),
        logged_at=st.just(INSTANT),
        logged_on=st.just(DAY),
        zone=st.just(ZONE),
        took_part=several,
        mentioned=several,
        mentions=mentions,
        exchanges=several.map(lambda ids: (Exchange(direction="given", kind="advice", contacts=ids),)),
    ),
    st.builds(
        Note,
        text=st.just(TEXT),
        day=st.just(DAY),
        logged_at=st.just(INSTANT),
        zone=st.just(ZONE),
        contacts=several,
        mentions=mentions,
    ),
    st.builds(
        FollowUp,
        kind=st.just("promise"),
        owner=st.just("me"),
        text=st.just(TEXT),
        made=st.just(DAY),
        made_at=st.just(INSTANT),
        zone=st.just(ZONE),
        contacts=several,
        mentions=mentions,
    ),
    st.permutations([ME, *range(1, PEOPLE + 1)]).map(
        lambda ids: Introduction(introducer=ids[0], between=(ids[1], ids[2]), day=DAY)
    ),
    several.map(lambda ids: Event(name="meetup", day=DAY, met=ids)),
    several.map(lambda ids: Opportunity(title="talk", day=DAY, via=ids)),
    contact_ids.map(
        lambda each: Dismissal(reminder=f"cadence:{each}:x", answer="done", made=DAY, contacts=(each,))
    ),
    several.map(lambda ids: Review(week=DAY, begun=DAY, next=ids)),
)
belongings = st.lists(
    st.builds(Membership, organisation=st.integers(11, 10 + HOUSES), role=st.sampled_from(["", "fellow"])),
    max_size=3,
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(
    people=st.lists(belongings, min_size=PEOPLE, max_size=PEOPLE),
    entries=st.lists(records, max_size=12),
    pair=st.sampled_from([(1, 2), (2, 1), (3, 1), (11, 12), (12, 11)]),
)
def test_no_reference_is_left_dangling_and_undo_gives_all_back(
    people: list[tuple[Membership, ...]], entries: list[Any], pair: tuple[int, int]
) -> None:
    clock = Clock(ZONE, INSTANT)
    with tempfile.TemporaryDirectory() as folder:
        network = Network.open(Path(folder) / "network.json", clock.instant)
        with network.change("all") as change:
            for place, memberships in enumerate(people, start=1):
                change.insert(Contact(name=f"Person {place}", added=DAY, organisations=memberships), id=place)
            for place in range(11, 11 + HOUSES):
                change.insert(Contact(name=f"House {place}", added=DAY, kind="organisation"), id=place)
            for entry in entries:
                change.insert(entry)
        before = tables(network)
        kept, other = pair
        merge(network, kept, other, clock.now())
        assert not list(problems(network))
        _check_moved(before, tables(network), kept, other)
        network.undo()
        assert tables(network) == before
        network.close()


def _check_moved(before: Mapping[str, Any], after: Mapping[str, Any], kept: int, other: int) -> None:
    """Whoever was named still is, and whatever else a record says."""
    for table, found in before.items():
        for record_id, record in found.items():
            if table == Contact.table and record_id in (kept, other):
                continue
            left = after.get(table, {}).get(record_id)
            if left is None:
                assert isinstance(record, Introduction)
                assert {kept, other} <= {record.introducer, *record.between}
                continue
            for name in ("text", "day", "name", "title", "mentions"):
                if name != "mentions":
                    assert getattr(left, name, None) == getattr(record, name, None)
                else:
                    was, now = (getattr(each, name, ()) for each in (record, left))
                    assert [(m.start, m.end) for m in now] == [(m.start, m.end) for m in was]
            for name in ("took_part", "contacts", "met", "via", "next"):
                wanted = {kept if each == other else each for each in getattr(record, name, ())}
                assert set(getattr(left, name, ())) == wanted
                assert len(getattr(left, name, ())) == len(wanted)
            assert str(other) not in str(getattr(left, "reminder", "")).split(":")
            assert msgspec.to_builtins(left).keys() <= msgspec.to_builtins(record).keys()
