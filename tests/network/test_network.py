"""Changes, undo and redo, listeners, and two sessions on one document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.line.grammar import read
from netui.domain.records import Contact, FollowUp, Interaction, Membership
from netui.errors import ChoiceNeeded, DocumentError, NetuiError, NotFoundError
from netui.network import Changed, Network
from netui.network.amending import amend
from netui.network.answers import delete, follow_up_done, lengthen
from netui.network.logging import Saved, save
from netui.network.lookup import exact_name, find_contact
from netui.network.shown import shown_interaction
from tests.conftest import log_line

Log = Callable[[str], Saved]


def test_a_line_becomes_records_that_name_each_other(network: Network, log: Log, now: Now) -> None:
    saved = log('yesterday: coffee with @"Ada Lovelace", got advice, promised send the paper by friday')
    (ada,) = saved.contacts
    assert saved.interaction is not None
    interaction = network.interactions[saved.interaction]
    assert network.contacts[ada] == Contact(name="Ada Lovelace", added=now.today)
    assert interaction.took_part == (ada,)
    assert interaction.day == date(2026, 11, 22)
    assert [(e.direction, e.kind, e.contacts) for e in interaction.exchanges] == [
        ("received", "advice", (ada,))
    ]
    (mention,) = interaction.mentions
    assert interaction.text[mention.start : mention.end] == '@"Ada Lovelace"'
    (follow_up,) = (network.follow_ups[i] for i in saved.follow_ups)
    assert (follow_up.text, follow_up.due, follow_up.owner) == ("send the paper", date(2026, 11, 27), "me")
    assert follow_up.interaction == saved.interaction


def test_what_was_saved_is_there_after_reopening(
    network: Network, log: Log, path: Path, clock: Clock
) -> None:
    saved = log('coffee with @"Ada Lovelace"')
    again = Network.open(path, clock.instant)
    assert again.interactions == network.interactions
    assert again.by_contact.took_part(saved.contacts[0]) == [saved.interaction]
    again.close()


def test_listeners_are_told_what_was_touched(network: Network, log: Log) -> None:
    told: list[Changed] = []
    stop = network.subscribe(told.append)
    saved = log('yesterday: coffee with @"Ada Lovelace"')
    assert len(told) == 1
    assert told[0].contacts == frozenset(saved.contacts)
    assert told[0].days == {date(2026, 11, 22)}
    assert told[0].labels == ('log: yesterday: coffee with @"Ada Lovelace"',)
    stop()
    log("coffee with Ada")
    assert len(told) == 1


def test_undo_and_redo_walk_back_and_forth(network: Network, log: Log) -> None:
    states = [_records(network)]
    for line in ('met @"Ada Lovelace"', "coffee with Ada, gave advice", "note: Ada plays the harp"):
        log(line)
        states.append(_records(network))
    for state in reversed(states[:-1]):
        network.undo()
        assert _records(network) == state
    with pytest.raises(NetuiError, match="nothing to undo"):
        network.undo()
    for state in states[1:]:
        network.redo()
        assert _records(network) == state
    with pytest.raises(NetuiError, match="nothing to redo"):
        network.redo()


def test_a_new_change_after_undo_leaves_nothing_to_redo(network: Network, log: Log) -> None:
    log('met @"Ada Lovelace"')
    log("coffee with Ada")
    network.undo()
    log("lunch with Ada")
    with pytest.raises(NetuiError, match="nothing to redo"):
        network.redo()
    network.undo()
    assert [record.text for record in network.interactions.values()] == ['met @"Ada Lovelace"']


def test_undo_after_undo_redo_undo_takes_the_right_one(network: Network, log: Log) -> None:
    log('met @"Ada Lovelace"')
    log("coffee with Ada")
    network.undo()
    network.redo()
    network.undo()
    network.undo()
    assert not network.contacts
    network.redo()
    assert [contact.name for contact in network.contacts.values()] == ["Ada Lovelace"]


def test_undo_works_after_reopening_and_folding(network: Network, log: Log, path: Path, clock: Clock) -> None:
    log('met @"Ada Lovelace"')
    network.store.fold()
    again = Network.open(path, clock.instant)
    assert again.undo().label == 'log: met @"Ada Lovelace"'
    assert not again.contacts
    again.close()


def test_indexes_follow_undo(network: Network, log: Log) -> None:
    saved = log('coffee with @"Ada Lovelace"')
    assert network.names.lookup("ada") == [saved.contacts[0]]
    assert network.by_day.on(date(2026, 11, 23)) == [saved.interaction]
    network.undo()
    assert network.names.lookup("ada") == []
    assert network.by_day.on(date(2026, 11, 23)) == []
    assert network.by_contact.took_part(saved.contacts[0]) == []


def test_two_sessions_see_each_other(network: Network, log: Log, path: Path, clock: Clock, now: Now) -> None:
    other = Network.open(path, clock.instant)
    told: list[Changed] = []
    other.subscribe(told.append)
    saved = log('coffee with @"Ada Lovelace"')
    assert other.follow()
    assert told[0].contacts == frozenset(saved.contacts)
    assert other.names.lookup("ada") == [saved.contacts[0]]
    log_line(other, "lunch with Ada", now)
    assert network.follow()
    assert len(network.interactions) == 2
    assert not network.follow()
    other.close()


def test_a_change_takes_in_others_first(
    network: Network, log: Log, path: Path, clock: Clock, now: Now
) -> None:
    other = Network.open(path, clock.instant)
    log('coffee with @"Ada Lovelace"')
    told: list[Changed] = []
    other.subscribe(told.append)
    with other.change("look") as change:
        assert other.names.lookup("ada")
        change.insert(Contact(name="Emmy Noether", added=now.today))
    assert len(told) == 1
    assert len(told[0].contacts) == 2
    other.close()


def test_nothing_changes_when_a_change_fails(network: Network, now: Now) -> None:
    def fail() -> None:
        with network.change("fails") as change:
            change.insert(Contact(name="Nobody", added=now.today))
            raise NetuiError("no")

    with pytest.raises(NetuiError, match="no"):
        fail()
    assert not network.contacts
    assert not network.names.lookup("nobody")


def test_a_promise_that_is_done_becomes_an_interaction_and_an_exchange(
    network: Network, log: Log, now: Now
) -> None:
    saved = log('met @"Ada Lovelace", promised a book by friday')
    interaction = network.interactions[follow_up_done(network, saved.follow_ups[0], now)]
    assert interaction.took_part == saved.contacts
    assert [(e.direction, e.kind) for e in interaction.exchanges] == [("given", "resource")]
    assert network.follow_ups[saved.follow_ups[0]].done == now.today
    with pytest.raises(NotFoundError):
        follow_up_done(network, saved.follow_ups[0], now)


def test_a_meeting_that_is_done_happened_on_its_day(network: Network, log: Log, now: Now) -> None:
    log('met @"Ada Lovelace"')
    saved = log("plan: coffee with Ada tomorrow")
    follow_up = network.follow_ups[saved.follow_ups[0]]
    assert (follow_up.kind, follow_up.due, follow_up.channel) == ("meeting", date(2026, 11, 24), "in_person")
    later = Clock(now.zone, now.instant + timedelta(days=3)).now()
    interaction = network.interactions[follow_up_done(network, saved.follow_ups[0], later)]
    assert (interaction.day, interaction.channel) == (date(2026, 11, 24), "in_person")


def test_a_renamed_contact_is_shown_by_the_new_name(network: Network, log: Log) -> None:
    saved = log('yesterday: coffee with @"Ada Byron" about poetry')
    assert saved.interaction is not None
    interaction = network.interactions[saved.interaction]
    assert shown_interaction(network, interaction) == "coffee with Ada Byron about poetry"
    with network.change("rename") as change:
        change.update(Contact.table, saved.contacts[0], name="Ada Lovelace")
    assert shown_interaction(network, interaction) == "coffee with Ada Lovelace about poetry"
    assert interaction.text == 'yesterday: coffee with @"Ada Byron" about poetry'


def test_a_first_name_that_still_fits_stays_as_it_was_written(network: Network, log: Log) -> None:
    log('met @"Ada Byron"')
    saved = log("coffee with Ada, 3 days ago")
    with network.change("rename") as change:
        change.update(Contact.table, saved.contacts[0], name="Ada Lovelace")
    assert saved.interaction is not None
    assert shown_interaction(network, network.interactions[saved.interaction]) == "coffee with Ada"


def test_find_contact(network: Network, log: Log) -> None:
    log('met @"Grace Hopper" and @"Grace Kelly" and @"Emmy Noether"')
    assert network.contacts[find_contact(network, "emmy")].name == "Emmy Noether"
    assert network.contacts[find_contact(network, '@"Grace Kelly"')].name == "Grace Kelly"
    with pytest.raises(NotFoundError, match="nobody here is called “alan”"):
        find_contact(network, "alan")
    with pytest.raises(ChoiceNeeded) as caught:
        find_contact(network, "grace")
    assert {candidate.name for candidate in caught.value.ambiguities[0].candidates} == {
        "Grace Hopper",
        "Grace Kelly",
    }


def test_a_true_tie_saves_nothing(network: Network, log: Log) -> None:
    log('met @"Grace Hopper" and @"Grace Kelly"')
    before = _records(network)
    with pytest.raises(ChoiceNeeded):
        log("coffee with @Grace")
    assert _records(network) == before


def test_deleting_an_entry_takes_its_promise_along(network: Network, log: Log) -> None:
    saved = log('met @"Ada Lovelace", promised a book by friday')
    before = _records(network)
    assert saved.interaction is not None
    delete(network, saved.interaction)
    assert not network.interactions
    assert not network.follow_ups
    network.undo()
    assert _records(network) == before


def test_namesakes_are_told_apart_by_their_ids(network: Network, now: Now) -> None:
    with network.change("namesakes") as change:
        ids = [change.insert(Contact(name="Ada Lovelace", added=now.today)) for _ in range(2)]
    with pytest.raises(ChoiceNeeded) as caught:
        find_contact(network, "ada lovelace")
    assert all(str(record_id) in caught.value.message for record_id in ids)
    assert find_contact(network, str(ids[1])) == ids[1]
    assert find_contact(network, f"Ada Lovelace ({ids[1]})") == ids[1]
    assert exact_name(network, ids[1]) == f"Ada Lovelace ({ids[1]})"


def test_namesakes_are_told_apart_by_what_they_are_known_by(network: Network, now: Now) -> None:
    with network.change("namesakes") as change:
        house = change.insert(Contact(name="Royal Society", kind="organisation", added=now.today))
        one = change.insert(
            Contact(name="Ada Lovelace", organisations=(Membership(organisation=house),), added=now.today)
        )
        two = change.insert(
            Contact(name="Ada Lovelace", nicknames=("Countess",), tags=("maths",), added=now.today)
        )
        called = change.insert(Contact(name='Ada "A" Byron', added=now.today))
        quoted = change.insert(Contact(name='House "A"', kind="organisation", added=now.today))
        nothing_else = change.insert(Contact(name='"B"', kind="organisation", added=now.today))
    assert exact_name(network, one) == "Ada Lovelace (Royal Society)"
    assert exact_name(network, two) == "Ada Lovelace (Countess)"
    assert exact_name(network, called) == "Ada Byron"
    assert exact_name(network, quoted) == "House"
    assert find_contact(network, "House") == quoted
    assert exact_name(network, nothing_else) == f"({nothing_else})"
    assert exact_name(network, house) == "Royal Society"
    found = [
        find_contact(network, f"ada lovelace ({mark})") for mark in ("royal society", "#Maths", "countess")
    ]
    assert found == [one, two, two]
    with pytest.raises(NotFoundError):
        find_contact(network, "Ada Lovelace (Acme)")
    with pytest.raises(ChoiceNeeded) as caught:
        find_contact(network, "ada lovelace")
    assert caught.value.message == (
        "“ada lovelace” could be Ada Lovelace (Royal Society), Ada Lovelace (Countess): "
        'write which, as in @"Ada Lovelace (Royal Society)"'
    )


def test_a_closed_door_is_one_line(tmp_path: Path, clock: Clock) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(DocumentError):
        Network.open(blocked / "network.json", clock.instant)


def _records(network: Network) -> dict[str, dict[int, object]]:
    tables = (Contact.table, Interaction.table, FollowUp.table, "notes")
    return {table: dict(network.store.table(table)) for table in tables}


def test_saving_a_reading_twice_logs_twice(network: Network, log: Log, now: Now) -> None:
    log('met @"Ada Lovelace"')
    reading = read(
        "coffee with Ada", now=now, names=network.names, acquaintance=network.acquaintance(now.today)
    )
    save(network, reading, now)
    save(network, reading, now)
    assert len(network.interactions) == 3


def test_undo_and_redo_keep_to_the_letter_what_netui_does_not_know(network: Network, log: Log) -> None:
    (ada,) = log('coffee with @"Ada Lovelace"').contacts
    fields = {"name": "Ada Lovelace", "added": "2026-11-23", "orbit": {"moons": [1]}}
    with network.change("by a newer netui") as change:
        change.put_fields("contacts", ada, fields)

    def orbit() -> object:
        value = network.store.model.get("contacts", ada)
        return None if value is None or value.unknown is None else value.unknown.fields.get("orbit")

    assert orbit() == {"moons": [1]}
    network.undo()
    assert orbit() is None
    network.redo()
    assert orbit() == {"moons": [1]}
    with network.change("by a newer netui still") as change:
        change.put_fields("contacts", ada, {**fields, "orbit": {"moons": [2]}})
    network.undo()
    assert orbit() == {"moons": [1]}


def test_undo_and_redo_of_another_programs_tables(network: Network) -> None:
    table = network.store.database.table("trees", persist_empty=True)
    table.insert({"name": "oak"})
    network.store.database.drop_table("trees")
    found = []
    for act in (network.undo, network.undo, network.undo, network.redo, network.redo, network.redo):
        act()
        found.append((network.store.model.names(), dict(network.store.table("trees"))))
    oak = {1: {"name": "oak"}}
    assert found == [
        (["trees"], oak),
        (["trees"], {}),
        ([], {}),
        (["trees"], {}),
        (["trees"], oak),
        ([], {}),
    ]


def test_deleting_what_a_promise_became_opens_it_again(network: Network, now: Now) -> None:
    (promise,) = log_line(network, 'met @"Ada Lovelace", promised send a book by friday', now).follow_ups
    before = network.follow_ups[promise]
    became = follow_up_done(network, promise, now)
    delete(network, became)
    assert network.follow_ups[promise] == before
    network.undo()
    assert network.follow_ups[promise].answered_by == became
    assert became in network.interactions


def test_a_follow_up_is_moved_and_a_cadence_lengthened(network: Network, now: Now) -> None:
    saved = log_line(network, 'plan: coffee with @"Ada Lovelace" friday at 10:00', now)
    (meeting,), (ada,) = saved.follow_ups, saved.contacts
    assert network.follow_ups[meeting].at is not None
    amend(network, meeting, "coffee with Ada at 10:00, 2026-12-01", now)
    moved = network.follow_ups[meeting]
    assert (moved.due, moved.at) == (date(2026, 12, 1), datetime(2026, 12, 1, 10, tzinfo=UTC))
    follow_up_done(network, meeting, now)
    with pytest.raises(NetuiError, match="no longer open"):
        amend(network, meeting, "coffee with Ada, 2026-12-02", now)
    lengthen(network, ada, 60)
    assert network.contacts[ada].cadence == 60
