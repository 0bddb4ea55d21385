"""The worker: everything at first, then only what was touched; keys have their turn; the newest wins."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.ranking import ReminderKind
from netui.domain.records import Contact
from netui.network import Changed, Network, indexes
from netui.network import picture as picture_module
from netui.network.picture import Picture, compute
from netui.network.standing import Standing, standing_of
from netui.tui import workers
from netui.tui.workers import PictureWorker, Progress
from tests.conftest import INSTANT, ZONE, log_line
from tests.terminal import LONGEST


@pytest.fixture
def peopled(network: Network, now: Now) -> Network:
    """A network of three hundred, some of whom one has met."""
    with network.change("many") as change:
        for number in range(300):
            change.insert(Contact(name=f"Person Number{number}", added=now.today - timedelta(days=number)))
    log_line(network, "5 days ago: coffee with Person Number7, got advice", now)
    return network


async def _until_idle(worker: PictureWorker) -> None:
    async with asyncio.timeout(LONGEST):
        while not worker.idle:
            await asyncio.sleep(0)


async def test_it_computes_what_a_command_computes(peopled: Network, now: Now) -> None:
    picture = Picture(peopled)
    told: list[Progress] = []
    worker = PictureWorker(picture, lambda: now, told.append)
    worker.start()
    await _until_idle(worker)
    worker.stop()
    assert picture.standings == compute(peopled, now).standings
    assert told[-1] == Progress(complete=True)


async def test_only_what_a_line_touches_is_computed_again(
    peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[int] = []

    def counting(network: Network, contact: int, now: Now, **options: Any) -> Standing:
        computed.append(contact)
        return standing_of(network, contact, now, **options)

    monkeypatch.setattr(picture_module, "standing_of", counting)
    picture = Picture(peopled)
    worker = PictureWorker(picture, lambda: now, lambda _: None)
    peopled.subscribe(worker.want)
    worker.start()
    await _until_idle(worker)
    assert len(computed) == 300
    computed.clear()
    log_line(peopled, "call with Person Number7 and Person Number9", now)
    await _until_idle(worker)
    worker.stop()
    assert sorted(peopled.contacts[contact].name for contact in computed) == [
        "Person Number7",
        "Person Number9",
    ]


async def test_others_have_their_turn_between_slices(
    peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SLICE", 0.0)
    picture = Picture(peopled)
    worker = PictureWorker(picture, lambda: now, lambda _: None)
    worker.start()
    turns = 0
    async with asyncio.timeout(LONGEST):
        while not worker.idle:
            await asyncio.sleep(0)
            turns += 1
    worker.stop()
    assert turns >= 300


async def test_a_newer_computation_of_everything_replaces_an_older(
    peopled: Network, clock: Clock, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SLICE", 0.0)
    moments = [now]
    begun: list[Now] = []

    class Watched(Picture):
        def begin(self, now: Now) -> Iterator[bool]:
            begun.append(now)
            yield from super().begin(now)

    picture = Watched(peopled)
    told: list[Progress] = []
    worker = PictureWorker(picture, lambda: moments[-1], told.append)
    worker.start()
    async with asyncio.timeout(LONGEST):
        while not picture.standings:
            await asyncio.sleep(0)
    moments.append(Clock(ZONE, INSTANT + timedelta(days=40)).now())
    worker.want(Changed(everything=True))
    await _until_idle(worker)
    worker.stop()
    assert begun == moments
    assert [progress.complete for progress in told if progress.complete] == [True]
    assert picture.standings == compute(peopled, moments[-1]).standings


async def test_a_contact_that_cannot_be_judged_is_told_once_and_the_rest_goes_on(
    peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = next(iter(peopled.contacts))

    def fails(network: Network, contact: int, now: Now, **options: Any) -> Standing:
        if contact == broken:
            raise ZeroDivisionError
        return standing_of(network, contact, now, **options)

    monkeypatch.setattr(picture_module, "standing_of", fails)
    picture = Picture(peopled)
    told: list[Progress] = []
    worker = PictureWorker(picture, lambda: now, told.append)
    worker.start()
    await _until_idle(worker)
    worker.stop()
    assert len(picture.standings) == 299
    assert sum(progress.failed for progress in told) == 1


async def test_what_was_promised_is_told_before_all_is_computed(
    peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SLICE", 0.0)
    monkeypatch.setattr(workers, "EARLY_AFTER", 0.0)
    log_line(peopled, "call with Person Number299, promised the notes by today", now)
    log_line(peopled, "promised myself a walk by today", now)
    picture = Picture(peopled)
    early: list[tuple[list[ReminderKind], bool, int]] = []

    def tell(progress: Progress) -> None:
        if not progress.complete:
            kinds = [row.reminder.kind for row in picture.today(now).rows]
            early.append((kinds, picture.known, len(picture.standings)))

    worker = PictureWorker(picture, lambda: now, tell)
    worker.start()
    await _until_idle(worker)
    assert early == [(["promise", "promise"], False, 1)]
    worker.want(Changed(everything=True))  # what is shown is whole: a second time nothing comes early
    await _until_idle(worker)
    worker.stop()
    assert len(early) == 1


async def test_a_little_work_is_shown_in_one_piece(
    peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SLICE", 0.0)
    monkeypatch.setattr(workers, "EARLY_AFTER", float("inf"))
    told: list[Progress] = []
    log_line(peopled, "call with Person Number299, promised the notes by today", now)
    worker = PictureWorker(Picture(peopled), lambda: now, told.append)
    worker.start()
    await _until_idle(worker)
    worker.stop()
    assert told == [Progress(complete=True)]


async def test_a_line_logged_while_the_look_ups_are_made_is_in_them(
    peopled: Network, path: Path, clock: Clock, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SLICE", 0.0)
    monkeypatch.setattr(indexes, "FEW", 8)
    peopled._indexes.clear()
    picture = Picture(peopled)
    worker = PictureWorker(picture, lambda: now, lambda _: None)
    peopled.subscribe(worker.want)
    worker.start()
    logged = 0
    async with asyncio.timeout(LONGEST):
        while not picture.standings:
            await asyncio.sleep(0)
            if "members" not in peopled._indexes and logged < 9:
                log_line(peopled, f"call with Person Number{logged} and Person Number{logged + 10}", now)
                logged += 1
    await _until_idle(worker)
    worker.stop()
    assert logged > 3
    anew = Network.open(path, clock.instant, to_look=True)
    assert picture.standings == compute(anew, now).standings
    assert picture.today(now) == compute(anew, now).today(now)
    anew.close()


async def test_what_is_wanted_while_it_computes_is_computed_once_after_that(
    peopled: Network, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SLICE", 0.0)
    wanted: list[frozenset[int]] = []

    class Watched(Picture):
        def keep_up(self, changed: Changed, now: Now) -> Iterator[bool]:
            wanted.append(changed.contacts)
            yield from super().keep_up(changed, now)

    one, two, *_ = peopled.contacts
    worker = PictureWorker(Watched(peopled), lambda: now, lambda _: None)
    worker.start()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for contact in (one, two, one):
        worker.want(Changed(contacts=frozenset((contact,))))
        await asyncio.sleep(0)
    await _until_idle(worker)
    worker.stop()
    assert wanted == [frozenset(), frozenset((one, two))]
