"""Having the next session of a large network draw Today at once: when the numbers are kept, and read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from netui.domain.days import week_of
from netui.tui.preparing import PAUSE
from netui.tui.workers import SLICE

if TYPE_CHECKING:
    from netui.kept_numbers import KeptNumbers
    from netui.network.first_look import FirstLook
    from netui.tui.app import NetuiApp

MANY = 1000
"""Contacts from which numbers are kept for the first look of the next session (choice): fewer are computed
before the first screen is drawn."""


class NumbersKeeper:
    """Keeps the numbers of the network that ``app`` shows; nowhere where ``kept`` is None."""

    def __init__(self, app: NetuiApp, kept: KeptNumbers | None) -> None:
        self._app = app
        self._kept = kept
        self._kept_of: tuple[str | None, date] | None = None
        """The mark of the records whose numbers were kept last, and the day."""
        self._keeping: asyncio.Task[None] | None = None

    @property
    def is_keeping(self) -> bool:
        """Whether numbers are being taken down."""
        return self._keeping is not None

    def look(self) -> FirstLook | None:
        """Today's page from the numbers that an earlier session kept; None where there is nothing of use."""
        network, config = self._app.network, self._app.config
        if self._kept is None or len(network.contacts) < MANY:
            return None
        kept = self._kept.read()
        if not kept:
            return None
        from netui.network.first_look import first_look

        now = self._app.now()
        look = first_look(
            network,
            kept,
            now,
            capacity=config.capacity,
            leap_day_in_march=config.leap_day == "1 march",
        )
        if look is not None:
            # They need not be taken down again, if nothing was changed since.
            self._kept_of = look.mark, now.today
        return look

    def keep_if_old(self) -> None:
        """Begin to keep the numbers as they are, unless they are kept, or there is something else to do."""
        if self._keeping is None and self._are_old():
            self._keeping = asyncio.create_task(self._keep(), name="numbers")
            self._keeping.add_done_callback(self._app.ended)

    def keep_at_the_end(self) -> None:
        """Keep what the first look of the next session needs, as this one ends; what is to be found out for
        the next week or month only where that begins tomorrow."""
        if self._are_old():
            now = self._app.now()
            tomorrow = now.today + timedelta(days=1)
            weeks = (week_of(day, now.week_start) for day in (now.today, tomorrow))
            for write in self._taken_down(ahead=tomorrow.day == 1 or len(set(weeks)) > 1):
                if write is not None:
                    write()

    def forget(self) -> None:
        """Let go of what was kept: something is forgotten for good."""
        if self._kept is not None:
            self._kept.forget()

    def _are_old(self) -> bool:
        app = self._app
        if self._kept is None or len(app.network.contacts) < MANY or not app.worker_is_idle:
            return False
        of = app.network.store.mark(), app.now().today
        return of[0] is not None and of != self._kept_of

    async def _keep(self) -> None:
        store = self._app.network.store
        generation = store.generation
        try:
            if not self._app.worker_is_idle:
                return
            until = perf_counter() + SLICE
            for write in self._taken_down(ahead=True):
                if write is None and perf_counter() < until:
                    continue
                await (asyncio.to_thread(write) if write is not None else asyncio.sleep(PAUSE))
                until = perf_counter() + SLICE
                if store.generation != generation or not self._app.worker_is_idle:
                    return
        finally:
            self._keeping = None

    def _taken_down(self, *, ahead: bool) -> Iterator[Callable[[], object] | None]:
        """Take down the numbers, a few milliseconds a step; the last one gives what writes them."""
        from netui.network.numbers import numbers_of

        kept, store, now = self._kept, self._app.network.store, self._app.now()
        mark = store.mark()
        if kept is None or mark is None:
            return
        for made in numbers_of(self._app.picture, mark, now, ahead=ahead):
            if made is not None and store.mark() != mark:
                return  # another session has changed something, or forgotten it for good
            yield partial(kept.write, made) if made is not None else None
        self._kept_of = mark, now.today
