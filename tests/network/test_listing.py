"""Which contacts a query lets through, and that the kept-up list equals one made from nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import Contact, Membership
from netui.network import Network
from netui.network.listing import Listing
from netui.network.picture import compute
from netui.network.query import STATES, read_query
from netui.network.standing import Standing
from tests.conftest import log_line

ORDERS = ("urgency", "name", "organisation", "last", "balance", "entries")


def _people(network: Network, now: Now) -> dict[str, int]:
    """A few people of every state."""
    with network.change("people") as change:
        house = change.insert(Contact(name="Royal Society", kind="organisation", added=now.today))
        belongs = (Membership(organisation=house, role="fellow"),)
        for contact in (
            Contact(
                name="Ada Lovelace", added=now.today, tags=("engines",), circle="close", organisations=belongs
            ),
            Contact(name="Émilie du Châtelet", added=date(2020, 1, 1), nicknames=("Milly",)),
            Contact(name="Emmy Noether", added=date(2026, 8, 20), tags=("maths",), muted=True),
            Contact(name="Mary Anning", added=now.today, imported=True, tags=("engines",)),
            Contact(name="Antoine Lavoisier", added=now.today, archived=True),
        ):
            change.insert(contact)
    return {contact.name: each for each, contact in network.contacts.items()}


def _shown(network: Network, now: Now, query: str, order: str = "name") -> list[str]:
    listing = Listing()
    listing.keep_up(compute(network, now).standings)
    return [network.contacts[each].name for each in listing.shown(query, order).contacts]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ada Lovelace", "Émilie du Châtelet", "Emmy Noether", "Mary Anning", "Royal Society"]),
        ("CHATELET", ["Émilie du Châtelet"]),
        ("milly", ["Émilie du Châtelet"]),
        ("love ada", ["Ada Lovelace"]),
        ("#engine", ["Ada Lovelace", "Mary Anning"]),
        ("#engine mary", ["Mary Anning"]),
        ("circle:close", ["Ada Lovelace"]),
        ("org:royal", ["Ada Lovelace", "Royal Society"]),
        ('org:"royal society" is:person', ["Ada Lovelace"]),
        ('org:"royal soc', ["Ada Lovelace", "Royal Society"]),
        ("is:names", ["Mary Anning"]),
        ("is:archived", ["Antoine Lavoisier"]),
        ("lavoisier", ["Antoine Lavoisier"]),
        ("is:muted", ["Emmy Noether"]),
        ("is:organisation", ["Royal Society"]),
        ("is:resting", ["Émilie du Châtelet"]),
        ("never #engines", ["Ada Lovelace", "Mary Anning"]),
        ("yesterday", []),
        ("only a name", ["Mary Anning"]),
        ("archived", ["Antoine Lavoisier"]),
        ("resting #engines", []),
        ("active", ["Ada Lovelace", "Emmy Noether", "Royal Society"]),
        ("is:nonsense", []),
        ("at:three", []),
    ],
)
def test_what_a_query_lets_through(network: Network, now: Now, query: str, names: list[str]) -> None:
    _people(network, now)
    assert _shown(network, now, query) == names


def test_a_word_that_the_list_shows_finds_its_rows(network: Network, now: Now) -> None:
    ids = _people(network, now)
    log_line(network, "yesterday: coffee with Ada", now)
    log_line(network, "an email to Anning", now)
    listing = Listing()
    standings = compute(network, now).standings
    listing.keep_up(standings)
    seen = {
        word: {network.contacts[each].name for each in listing.shown(word, "name").contacts}
        # One letter after the other, as they are typed, and taken away again.
        for word in ("n", "ne", "neve", "never", "neve", "ne", "yesterday", "today", "active", "never a")
    }
    assert seen["yesterday"] == {"Ada Lovelace", "Royal Society"}
    assert seen["today"] == {"Mary Anning"}
    assert "Ada Lovelace" in seen["active"]
    assert ids["Mary Anning"] not in listing.shown("never", "name").contacts
    for word, names in seen.items():
        fresh = Listing()
        fresh.keep_up(standings)
        assert names == {network.contacts[each].name for each in fresh.shown(word, "name").contacts}


def test_near_names_stand_in_where_nobody_is_called_so(network: Network, now: Now) -> None:
    _people(network, now)
    listing = Listing()
    listing.keep_up(compute(network, now).standings)
    for typed, name in (
        ("lovelase", "Ada Lovelace"),
        ("noehter", "Emmy Noether"),
        ("aning mary", "Mary Anning"),
    ):
        shown = listing.shown(typed, "name")
        assert shown.near
        assert network.contacts[shown.contacts[0]].name == name
    assert not listing.shown("ada", "name").near
    # All else that is asked for must hold to the letter, and a few letters are near nothing.
    assert listing.shown("lovelase #maths", "name").contacts == ()
    assert listing.shown("qx", "name").contacts == ()
    assert listing.shown("bartholomew", "name").contacts == ()


def test_the_organisation_heads_its_people(network: Network, now: Now) -> None:
    _people(network, now)
    assert _shown(network, now, "", "organisation")[:2] == ["Royal Society", "Ada Lovelace"]


def test_the_list_is_kept_up_as_if_made_anew(network: Network, now: Now) -> None:
    ids = _people(network, now)
    listing = Listing()
    listing.keep_up(compute(network, now).standings)
    for order in ORDERS:
        listing.shown("", order)
    log_line(network, 'call with @"Émilie du Châtelet", got advice:3', now)
    with network.change("changes") as change:
        change.update(Contact.table, ids["Ada Lovelace"], name="Ada King")
        change.remove(Contact.table, ids["Mary Anning"])
        change.insert(Contact(name="Zuse", added=now.today))
    standings = compute(network, now).standings
    listing.keep_up(standings)
    fresh = Listing()
    fresh.keep_up(standings)
    for order in ORDERS:
        assert listing.shown("", order) == fresh.shown("", order)
    assert listing.shown("mary", "name").contacts == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.integers(1, 30), st.sampled_from("abcde"), max_size=30), max_size=5))
def test_any_run_of_changes_leaves_the_list_in_order(runs: list[dict[int, str]]) -> None:
    listing, known = Listing(), dict[int, Standing]()
    for run in runs:
        known = {each: known.get(each) or _standing(each, name) for each, name in run.items()}
        listing.keep_up(known)
        fresh = Listing()
        fresh.keep_up(known)
        for order in ORDERS:
            assert listing.shown("", order) == fresh.shown("", order)


def _standing(contact: int, name: str) -> Standing:
    from netui.domain.cadence import touch

    record = Contact(name=name, added=date(2026, 1, contact))
    return Standing(
        id=contact, contact=record, organisation=None, touch=touch(contact, record, [], date(2026, 3, 1)),
        balance=None, marks=(), reminders=(), coming=(), last=None,
    )  # fmt: skip


_TYPED = st.lists(
    st.text("ad #org:is.uecl", max_size=12)
    | st.sampled_from(("is:a", "is:ar", "is:o", "#eng", "#engines love")),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(asked=_TYPED, order=st.sampled_from(ORDERS))
def test_what_is_typed_letter_by_letter_shows_what_it_would_at_once(
    people_standing: dict[int, Standing], asked: list[str], order: str
) -> None:
    listing = Listing()
    listing.keep_up(people_standing)
    for text in asked:
        typed = [text[:end] for end in range(len(text) + 1)]
        for each in (*typed, *reversed(typed)):
            fresh = Listing()
            fresh.keep_up(people_standing)
            assert listing.shown(each, order) == fresh.shown(each, order)


@pytest.fixture(scope="module")
def people_standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Standing]]:
    """Those of :func:`_people`, and one whose name holds what no name should."""
    clock = Clock("Europe/London", datetime(2026, 11, 23, 10, tzinfo=UTC))
    network, now = (
        Network.open(tmp_path_factory.mktemp("people") / "network.json", clock.instant),
        clock.now(),
    )
    _people(network, now)
    with network.change("a foreign name") as change:
        change.insert(Contact(name="Alu\0cd", added=now.today))
    yield compute(network, now).standings
    network.close()


def test_what_is_prepared_is_what_would_be_made(people_standing: dict[int, Standing]) -> None:
    prepared, fresh = Listing(), Listing()
    for listing in (prepared, fresh):
        listing.keep_up(people_standing)
    for _ in prepared.prepare():
        pass
    for order in ORDERS:
        for text in ("", "a", "ad", "cd"):
            assert prepared.shown(text, order) == fresh.shown(text, order)


@given(st.text(max_size=40))
def test_any_text_is_a_query(text: str) -> None:
    query = read_query(text)
    assert all(word == word.casefold() or not word.isascii() for word in query.words)


def test_every_state_can_be_asked_for_by_its_beginning() -> None:
    for state in STATES:
        assert read_query(f"is:{state}").states == (state,)
    assert read_query("is:n").only_names
    assert not read_query("is:").only_names
