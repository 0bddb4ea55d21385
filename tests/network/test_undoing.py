"""Undo and redo: over others' changes, by number, of one's own first; and restoring a backup."""

from __future__ import annotations

import gc
import random
from pathlib import Path

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import Contact
from netui.errors import NetuiError, NotFoundError
from netui.network import ChangedSince, Network
from tests.conftest import Log, log_line
from tests.network.helpers import tables

STEPS = 1000


def edit(network: Network, contact: int, **fields: object) -> None:
    with network.change(f"edit {', '.join(fields)}") as change:
        change.update(Contact.table, contact, **fields)


def test_one_takes_back_ones_own_first(network: Network, other: Network, log: Log, now: Now) -> None:
    (ada,) = log('coffee with @"Ada Lovelace"').contacts
    edit(network, ada, place="London")
    log_line(other, "coffee with Ada", now)
    assert network.undo(own_first=True).label == "edit place"
    assert other.undo(own_first=True).label.startswith("log: coffee with Ada")
    assert other.undo(own_first=True).label.startswith("log: coffee with @")  # none of its own are left
    assert other.redo(own_first=True).label.startswith("log: coffee with @")
    network.follow()
    assert network.redo(own_first=True).label == "edit place"
    assert network.contacts[ada].place == "London"


def test_what_may_be_a_whole_import_is_not_looked_through_for_garbage(
    network: Network, other: Network, log: Log
) -> None:
    gc.enable()
    log('coffee with @"Ada Lovelace"')
    other.follow()
    collected: list[bool] = []
    for session in (network, other):
        session.subscribe(lambda _: collected.append(gc.isenabled()))
    for step in (network.undo, other.follow, network.redo, other.follow):
        step()
    assert collected == [False] * 4
    assert gc.isenabled()


def test_what_was_changed_since_is_asked_and_then_taken_back_by_fields(
    network: Network, other: Network, log: Log
) -> None:
    (ada,) = log('coffee with @"Ada Lovelace"').contacts
    edit(network, ada, place="London", tags=("maths",))
    other.follow()
    edit(other, ada, place="Paris", circle="inner")
    before = tables(other)
    with pytest.raises(
        ChangedSince, match="“edit place, tags” changed has been changed again since"
    ) as asked:
        network.undo(own_first=True)
    assert "last by “edit place, circle” on 2026-11-23" in asked.value.message
    assert tables(network) == before
    network.undo(own_first=True, anyway=True)
    contact = network.contacts[ada]
    assert (contact.place, contact.tags, contact.circle) == ("", (), "inner")
    network.redo(own_first=True)
    contact = network.contacts[ada]
    assert (contact.place, contact.tags, contact.circle) == ("London", ("maths",), "inner")


def test_a_change_is_taken_back_by_its_number(network: Network, log: Log) -> None:
    (ada,) = log('coffee with @"Ada Lovelace"').contacts
    edit(network, ada, place="London")
    edit(network, ada, circle="inner")
    assert network.undo(2, anyway=True).label == "edit place"
    assert network.contacts[ada].circle == "inner"
    with pytest.raises(NetuiError, match="change 2 is taken back already: netui redo does it again"):
        network.undo(2)
    network.redo()
    assert network.undo(2, anyway=True).label == "edit place"
    with pytest.raises(NotFoundError, match="there is no change 99"):
        network.undo(99)


def test_a_contact_that_later_entries_name_is_not_taken_away_under_them(network: Network, log: Log) -> None:
    with network.change("new: Ada") as change:
        ada = change.insert(Contact(name="Ada Lovelace", added=network.now(Clock("UTC").now).today))
    log("coffee with Ada")
    with pytest.raises(NetuiError) as refused:
        network.undo(1)
    assert refused.value.message == (
        "1 later entry names what would go with it (“Ada Lovelace”): "
        "take change 2 back first (netui undo 2), or archive “Ada Lovelace” instead"
    )
    assert ada in network.contacts
    network.undo()
    network.undo()
    assert ada not in network.contacts


def test_what_must_be_taken_back_first_is_told_by_its_numbers(network: Network, log: Log) -> None:
    (ada, _) = log('coffee with @"Ada Lovelace" and @"Grace Hopper"').contacts
    log("call with Ada, promised the paper")
    edit(network, ada, place="London")
    log("tea with Grace")
    for anyway in (False, True):  # what no word can get round is said first
        with pytest.raises(NetuiError) as refused:
            network.undo(1, anyway=anyway)
        assert refused.value.message == (
            "3 later entries name what would go with it (“Ada Lovelace” and 1 more): "
            "take the changes 4, 2 back first, in this order (netui undo 4 …)"
        )
    network.undo(4)
    network.undo(2)
    assert network.undo(1, anyway=True).number == 1
    assert ada not in network.contacts


def test_what_is_taken_back_already_is_done_again_by_what_does_so(network: Network, log: Log) -> None:
    log('coffee with @"Ada Lovelace"')
    log('coffee with @"Grace Hopper"')
    network.undo(1)
    log('coffee with @"Emmy Noether"')
    with pytest.raises(NetuiError, match="change 1 is taken back already: netui undo 3 does it again"):
        network.undo(1)
    network.undo(3)
    assert {contact.name for contact in network.contacts.values()} == {
        "Ada Lovelace", "Grace Hopper", "Emmy Noether",
    }  # fmt: skip


def test_a_thousand_steps_back_and_forth_over_restarts(
    network: Network, log: Log, path: Path, clock: Clock
) -> None:
    (ada,) = log('coffee with @"Ada Lovelace"').contacts
    chance = random.Random(3)
    states = [tables(network)]
    fields = ("place", "needs", "tags", "circle")
    for number in range(STEPS):
        field = chance.choice(fields)
        value = chance.choice(("inner", "close", "outer")) if field == "circle" else f"{number}"
        edit(network, ada, **{field: value if field in ("place", "circle") else (value,)})
        if tables(network) != states[-1]:  # a change that changes nothing is none
            states.append(tables(network))
    network.close(fold=True)
    reopened = Network.open(path, clock.instant)
    changes = len(states) - 1
    for state in reversed(states[:-1][-20:]):
        reopened.undo()
        assert tables(reopened) == state
    for _ in range(changes - 20):
        reopened.undo()
    assert tables(reopened) == states[0]
    assert reopened.undo().label.startswith("log: coffee")
    assert tables(reopened) == {}
    with pytest.raises(NetuiError, match="nothing to undo"):
        reopened.undo()
    reopened.close(fold=True)
    again = Network.open(path, clock.instant)
    again.redo()
    for state in states[:50]:
        assert tables(again) == state
        again.redo()
    again.close()


def test_a_backup_is_put_back_as_one_change(network: Network, other: Network, log: Log, path: Path) -> None:
    log('coffee with @"Ada Lovelace", promised the paper by friday')
    then = tables(network)
    backup = network.backup()
    log('lunch with @"Grace Hopper", got advice')
    (ada,) = (record_id for record_id, each in network.contacts.items() if each.name == "Ada Lovelace")
    edit(network, ada, place="London")
    later = tables(network)
    change = network.restore(backup.stem)
    assert change is not None
    assert change.label == f"restore: {backup.name}"
    assert tables(network) == then
    other.follow()
    assert tables(other) == then
    assert other.undo().label == change.label
    assert tables(other) == later
    other.redo()
    assert network.restore(str(backup)) is None
    assert tables(network) == then
