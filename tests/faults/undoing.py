"""Random changes of every kind, through the network as the program makes them; undone, and done again."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import PROFILE_ID, Profile, Rest, RoutineChange, YearlyDate
from netui.errors import NetuiError
from netui.network import Network
from netui.network.amending import amend
from netui.network.answers import archive, delete, follow_up_done, mute, skip, snooze
from netui.network.contacts import Fields, add_contact, edit_contact
from netui.network.picture import compute
from netui.storage.codec import codec_of
from tests.conftest import log_line

ZONE = "Europe/London"
START = datetime(2026, 11, 23, 10, tzinfo=UTC)

NAMES = ("Ada Lovelace", "Grace Hopper", "Žofie Ω", "Li 李", "Bob [/] x", "Acme", "al-Khwārizmī")

Records = dict[str, dict[int, bytes]]
Edit = Callable[[Network, random.Random, Now], None]


class Nothing(NetuiError):
    """There is nothing yet that this kind of change could be done to."""


def records_of(network: Network) -> Records:
    """Every record's bytes, as the document has them, unknown fields too."""
    model = network.store.model
    found: Records = {}
    for table in model.names():
        for record_id in model.table(table):
            value = model.get(table, record_id)
            assert value is not None
            found.setdefault(table, {})[record_id] = codec_of(table).encode(value)
    return found


def anybody(network: Network, chance: random.Random) -> int:
    """A contact that there is."""
    return _one_of(list(network.contacts), chance)


def _one_of(ids: list[int], chance: random.Random) -> int:
    if not ids:
        raise Nothing("nothing there yet")
    return chance.choice(ids)


def _named(chance: random.Random) -> str:
    return f'@"{chance.choice(NAMES)}"'


def log(network: Network, chance: random.Random, now: Now) -> None:
    one, two = _named(chance), _named(chance)
    line = chance.choice(
        (
            f"coffee with {one}, got advice",
            f"yesterday: call with {one} and {two} 30min",
            f"met {one} at the harbour fair, promised send the paper by friday",
            f"{one} introduced me to {two}",
            f"introduced {one} to {two} #sailing",
            f"gave {one} a reference, opportunity: board seat",
            f"note: {one} needs a plumber",
            f"note: {one} likes [@click=x] \u202eTea\u200d🐦",
            f"plan: lunch with {one} in 3 days at 12:30",
        )
    )
    log_line(network, line, now)


def add(network: Network, chance: random.Random, now: Now) -> None:
    wanted = Fields(tags=(f"t{chance.randrange(5)}",), organisations=(f"Org {chance.randrange(3)}",))
    add_contact(network, chance.choice(NAMES), wanted, now, anyway=True)


def edit(network: Network, chance: random.Random, now: Now) -> None:
    wanted = chance.choice(
        (
            Fields(cadence=chance.randrange(1, 400)),
            Fields(emails=(f"a{chance.randrange(9)}@example.org",), needs=("a plumber",)),
            Fields(birthday=YearlyDate(month=2, day=29)),
            Fields(organisations=(f"Org {chance.randrange(3)}",), roles=("chair",)),
            Fields(nicknames=(f"Nick {chance.randrange(99)}",), notes=("a note besides",)),
        )
    )
    edit_contact(network, anybody(network, chance), wanted, now)


def write_anew(network: Network, chance: random.Random, now: Now) -> None:
    entry = _one_of([*network.interactions, *network.notes], chance)
    text = f"call with {_named(chance)}, promised call back by friday"
    amend(network, entry, text if entry in network.interactions else f"note: {text}", now)


def take_away(network: Network, chance: random.Random, now: Now) -> None:
    delete(network, _one_of([*network.interactions, *network.notes, *network.follow_ups], chance))


def finish(network: Network, chance: random.Random, now: Now) -> None:
    follow_up_done(network, _one_of(list(network.follow_ups), chance), now)


def silence(network: Network, chance: random.Random, now: Now) -> None:
    mute(network, anybody(network, chance), muted=chance.random() < 0.5)


def put_away(network: Network, chance: random.Random, now: Now) -> None:
    archive(network, anybody(network, chance), archived=chance.random() < 0.5)


def answer(network: Network, chance: random.Random, now: Now) -> None:
    rows = compute(network, now).today(now).rows
    if not rows:
        raise Nothing("no reminder yet")
    reminder = chance.choice(rows).reminder
    if chance.random() < 0.5:
        skip(network, reminder, now)
    else:
        snooze(network, reminder, now.today + timedelta(days=chance.randrange(1, 9)), now)


def rest(network: Network, chance: random.Random, now: Now) -> None:
    first = now.today + timedelta(days=chance.randrange(300))
    with network.change(f"rest from {first}") as change:
        change.insert(Rest(first=first, last=first + timedelta(days=3), marked=now.today))


def set_routine(network: Network, chance: random.Random, now: Now) -> None:
    with network.change("routine") as change:
        routine = RoutineChange(since=now.today, days=chance.randrange(1, 8))
        profile = msgspec.structs.replace(network.profile, routine=(*network.profile.routine, routine))
        change.put(Profile.table, PROFILE_ID, profile)


def from_a_newer_netui(network: Network, chance: random.Random, now: Now) -> None:
    """A field and a table that this netui does not know."""
    contact = anybody(network, chance)
    fields = {"name": f"New {chance.randrange(9)}", "added": "2026-11-23", "orbit": chance.randrange(99)}
    with network.change("by a newer netui") as change:
        change.put_fields("contacts", contact, fields)
        change.put_fields("orbits", chance.randrange(1, 9), {"any": chance.randrange(99)})


EDITS: tuple[Edit, ...] = (
    *(log,) * 5,
    *(add, edit, edit, write_anew, take_away, finish, silence, put_away, answer, rest, set_routine),
    from_a_newer_netui,
)


def change_something(network: Network, chance: random.Random, now: Now) -> bool:
    """Do one thing, whatever can be done; False where it came to nothing, and then nothing has changed."""
    before = network.store.generation
    try:
        chance.choice(EDITS)(network, chance, now)
    except NetuiError:
        assert network.store.generation == before
    return network.store.generation != before


def difference(wanted: Records, network: Network) -> list[object]:
    """The records that are not as wanted: as wanted, and as they are."""
    found = records_of(network)
    return [
        (table, record_id, wanted.get(table, {}).get(record_id), found.get(table, {}).get(record_id))
        for table in wanted.keys() | found.keys()
        for record_id in wanted.get(table, {}).keys() | found.get(table, {}).keys()
        if wanted.get(table, {}).get(record_id) != found.get(table, {}).get(record_id)
    ]


def undone(folder: Path, rounds: int) -> str:
    """``rounds`` random changes, all undone, all done again: the very same records, byte for byte."""
    clock = Clock(ZONE, START)
    path = folder / "network.json"
    network = Network.open(path, clock.instant)
    chance = random.Random(23)
    states = [records_of(network)]
    while len(states) <= rounds:
        if change_something(network, chance, network.now(clock.now)):
            states.append(records_of(network))
            if chance.random() < 0.02:
                network.store.fold()
    kinds = {change.label.split(":")[0] for change in network.store.changes()}
    for state in states[-2::-1]:
        done = network.undo()
        assert records_of(network) == state, f"undone: {done.label}: {difference(state, network)}"
    network.close(fold=True)
    network = Network.open(path, clock.instant)
    assert records_of(network) == states[0] == {}
    for state in states[1:]:
        done = network.redo()
        assert records_of(network) == state, f"done again: {done.label}: {difference(state, network)}"
    network.close(fold=True)
    network = Network.open(path, clock.instant)
    assert records_of(network) == states[-1]
    count = sum(len(table) for table in states[-1].values())
    network.close()
    return (
        f"{rounds} changes of {len(kinds)} kinds, {count} records: undone and redone one by one to the byte"
    )
