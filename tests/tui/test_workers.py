"""The worker: everything at first, then only what was touched; keys have their turn; the newest wins."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from netui.clock import Clock
from netui.domain.days import Now
from netui.domain.records import Contact
from netui.network import Changed, Network
from netui.network import picture as picture_module
from netui.network.picture import Picture, compute
from netui.network.standing import Standing, standing_of
from netui.tui import workers
from netui.tui.workers import PictureWorker, Progress
from tests.conftest import INSTANT, ZONE, log_line


@pytest.fixture
def peopled(network: Network, now: Now) -> Network:
    """A network of three hundred, some of whom one has met."""
    with network.change("many") as change:
        for number in range(300):
            change.insert(Contact(name=f"Person Number{number}", added=now.today - timedelta(days=number)))
    log_line(network, "5 days ago: coffee with Person Number7, got advice", now)
    return network


async def _until_idle(worker: PictureWorker) -> None:
    async with asyncio.timeout(20):
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
        def begin(self, now: Now) -> Iterator[None]:
            begun.append(now)
            yield from super().begin(now)

    picture = Watched(peopled)
    told: list[Progress] = []
    worker = PictureWorker(picture, lambda: moments[-1], told.append)
    worker.start()
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
