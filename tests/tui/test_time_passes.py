"""What time alone changes: the rollover, a suspend, a clock set back, another zone, another week."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from netui.clock import Clock
from netui.config import Config
from netui.domain.records import PROFILE_ID, Contact, Profile
from netui.network import Network
from netui.network.picture import compute
from netui.tui.app import NetuiApp
from tests.conftest import ZONE, log_line
from tests.terminal import LONGEST
from tests.tui.conftest import seen, settled

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATE = datetime(2026, 11, 24, 2, 59, tzinfo=UTC)
"""A minute before Monday is over, by the rollover hour."""


class RunningClock(Clock):
    """A clock that a test moves."""

    moment = MONDAY

    def instant(self) -> datetime:
        return self.moment

    def now(self, **options: int):  # type: ignore[no-untyped-def]
        return Clock(self.zone, self.moment).now(**options)


@dataclass
class Opened:
    """The program, and the clock that it looks at."""

    app: NetuiApp
    pilot: Pilot[None]
    clock: RunningClock

    async def noticed(self) -> None:
        """Wait until the program has looked around and shows the day that it is."""
        now = self.app.now()
        async with asyncio.timeout(LONGEST):
            while self.app.today.now.today != now.today or self.app.picture.day != now.today:
                await self.pilot.pause()
        await settled(self.app, self.pilot)

    @property
    def as_from_nothing(self) -> bool:
        """Whether what is shown is what a program started now would show."""
        now = self.app.now()
        fresh = compute(self.app.network, now)
        return self.app.picture.standings == fresh.standings and self.app.today == fresh.today(now)


@asynccontextmanager
async def opened(network: Network, moment: datetime) -> AsyncIterator[Opened]:
    clock = RunningClock(ZONE)
    clock.moment = moment
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        yield Opened(app, pilot, clock)


@pytest.fixture
def people(network: Network) -> Network:
    """A birthday on Wednesday in a week, a promise, somebody due tomorrow, and a name of an import."""
    now = Clock(ZONE, MONDAY).now()
    with network.change("people") as change:
        change.insert(Contact(name="Emmy Noether", added=now.today - timedelta(days=29), cadence=30))
        change.insert(Contact(name="Only Name", added=now.today, imported=True))
    log_line(network, 'call with @"Ada Lovelace", promised the notes by friday', now)
    return network


async def test_the_rollover_brings_the_new_day_and_midnight_does_not(people: Network) -> None:
    async with opened(people, LATE) as program:
        assert "Mon 23 Nov" in seen(program.app)
        assert "30 days ago" not in seen(program.app)
        program.clock.moment = LATE + timedelta(minutes=1)
        await program.noticed()
        assert "Tue 24 Nov" in seen(program.app)
        assert "added 30 days ago, and nothing since" in seen(program.app)
        assert program.as_from_nothing


async def test_waking_from_a_suspend_of_weeks_shows_what_time_has_brought(people: Network) -> None:
    async with opened(people, MONDAY) as program:
        program.clock.moment = MONDAY + timedelta(days=45)
        await program.noticed()
        assert "the notes, by Friday 27 November" in seen(program.app)
        assert program.as_from_nothing


async def test_a_clock_set_back_takes_the_day_back(people: Network) -> None:
    async with opened(people, MONDAY + timedelta(days=5)) as program:
        assert "the notes, by yesterday" in seen(program.app)
        program.clock.moment = MONDAY
        await program.noticed()
        assert "the notes, by yesterday" not in seen(program.app)
        assert program.as_from_nothing


async def test_another_zone_can_be_another_day(people: Network) -> None:
    async with opened(people, MONDAY) as program:
        program.clock.zone = "Pacific/Kiritimati"  # 14 hours ahead: Tuesday, past the rollover hour
        program.clock.moment = MONDAY + timedelta(hours=4)
        await program.noticed()
        assert "Tue 24 Nov" in seen(program.app)
        assert program.as_from_nothing


async def test_a_week_that_begins_on_another_day_is_looked_at_anew(people: Network) -> None:
    async with opened(people, MONDAY + timedelta(days=6)) as program:
        (before,) = [row.reminder.id for row in program.app.today.rows if row.reminder.kind == "begin"]
        with people.change("weeks begin on Sunday") as change:
            change.put(Profile.table, PROFILE_ID, Profile(week_start=7))
        await settled(program.app, program.pilot)
        (after,) = [row.reminder.id for row in program.app.today.rows if row.reminder.kind == "begin"]
        assert (before[-10:], after[-10:]) == ("2026-11-23", "2026-11-29")
        assert program.as_from_nothing


async def test_a_line_logged_by_another_session_overnight_is_shown_with_the_new_day(
    people: Network, path: Path
) -> None:
    async with opened(people, LATE) as program:
        moment = LATE + timedelta(hours=9)
        other = Network.open(path, lambda: moment)
        log_line(other, "coffee with Emmy", Clock(ZONE, moment).now())
        other.close()
        program.clock.moment = moment
        await program.noticed()
        assert "30 days ago" not in seen(program.app)
        assert program.as_from_nothing
