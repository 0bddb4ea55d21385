"""Clocks set back, zones changed, and the days at which clocks are odd."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from netui.clock import Clock
from netui.domain.records import Note
from netui.network import Network
from tests.conftest import log_line
from tests.storage.helpers import INSTANT, open_store, write_note


def clock_set_back(folder: Path, rounds: int) -> str:
    """A clock that jumps to and fro by years while notes are written, folded, undone and reopened."""
    chance = random.Random(13)
    now = [INSTANT]
    path = folder / "network.json"
    store = open_store(path, instant=lambda: now[0])
    ids = []
    jumps_back = 0
    for _ in range(rounds):
        before = now[0]
        now[0] = INSTANT + timedelta(seconds=chance.randrange(-(10**8), 10**8))
        jumps_back += now[0] < before
        ids.append(write_note(store, "now"))
        if chance.random() < 0.2:
            with store.change("remove") as change:
                change.remove(Note.table, ids[-1])
        if chance.random() < 0.1:
            store.close(fold=chance.random() < 0.5)
            store = open_store(path, instant=lambda: now[0])
    store.close()
    assert ids == sorted(set(ids))
    assert max(ids) < 1 << 53
    return f"{rounds} notes, {jumps_back} after the clock was set back: ids rising"


ODD = [
    # zone, instant in UTC, the day that counts (the rollover hour is three in the morning, local time)
    ("Europe/London", "2026-03-29T00:59:59Z", "2026-03-28"),
    ("Europe/London", "2026-03-29T01:30:00Z", "2026-03-28"),
    ("Europe/London", "2026-03-29T01:59:59Z", "2026-03-28"),
    ("Europe/London", "2026-03-29T02:00:00Z", "2026-03-29"),
    ("Europe/London", "2026-10-25T00:30:00Z", "2026-10-24"),
    ("Europe/London", "2026-10-25T01:30:00Z", "2026-10-24"),
    ("Europe/London", "2026-10-25T02:59:59Z", "2026-10-24"),
    ("Europe/London", "2026-10-25T03:00:00Z", "2026-10-25"),
    ("America/New_York", "2026-03-08T06:59:59Z", "2026-03-07"),
    ("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08"),
    ("America/New_York", "2026-11-01T07:59:59Z", "2026-10-31"),
    ("America/New_York", "2026-11-01T08:00:00Z", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-10-03T15:45:00Z", "2026-10-03"),
    ("Asia/Tokyo", "2028-02-29T12:00:00Z", "2028-02-29"),
    ("Asia/Tokyo", "2028-02-29T17:59:59Z", "2028-02-29"),
    ("Asia/Tokyo", "2028-02-29T18:00:00Z", "2028-03-01"),
    ("Pacific/Kiritimati", "2026-12-31T13:00:00Z", "2027-01-01"),
    ("Pacific/Pago_Pago", "2027-01-01T13:00:00Z", "2026-12-31"),
    ("Pacific/Pago_Pago", "2027-01-01T14:00:00Z", "2027-01-01"),
]


def odd_days(folder: Path, rounds: int) -> str:
    """One person travels: lines logged at both sides of every oddity, in whatever zone it is."""
    path = folder / "network.json"
    logged: dict[int, date] = {}
    for turn in range(rounds):
        for zone, instant, day in ODD:
            clock = Clock(zone, datetime.fromisoformat(instant).astimezone(UTC))
            network = Network.open(path, clock.instant)
            saved = log_line(network, f'coffee with @"Ada {turn}"', network.now(clock.now))
            assert saved.interaction is not None
            found = network.interactions[saved.interaction]
            assert (found.day, found.logged_on) == (date.fromisoformat(day),) * 2, (zone, instant, found)
            assert found.zone == zone
            logged[saved.interaction] = found.day
            network.close()
    assert list(logged) == sorted(logged)
    again = Network.open(path, clock.instant)
    assert {record_id: record.day for record_id, record in again.interactions.items()} == logged
    again.close()
    return f"{len(logged)} lines in {len({zone for zone, *_ in ODD})} zones: each on its day, ids rising"
