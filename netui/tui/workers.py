"""The worker that keeps the picture up to date, a few milliseconds at a time.

It runs as one asyncio task. The rules are pure and quick for one contact, and they work on the records that
the event loop itself changes: slices that give way to keys need no copy of the network and no lock, where a
thread would hold the interpreter for longer than a slice lasts. What it finds out is told through one
callback, which posts a message; it never touches a widget.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from itertools import chain
from time import perf_counter

import msgspec

from netui.domain.days import Now
from netui.network.changes import Changed
from netui.network.picture import Picture
from netui.storage import collector_off, set_aside

SLICE = 0.01
"""Seconds of work before others get their turn."""

TURNS = 16
"""Turns of the event loop given to others between slices. A key goes through several queues before it is
painted; when nobody wants a turn, they cost next to nothing, where a pause of a millisecond is a tenth more.
"""


EARLY_AFTER = 0.05
"""Seconds of computing from which what can be shown is told before all is there; a whole page comes sooner
than two where there is less to do (choice)."""


PAINTED = 0.05
"""Seconds in which a first screen that was computed before it was drawn is painted (choice)."""


class Progress(msgspec.Struct, frozen=True):
    """What the worker has done."""

    complete: bool
    """Nothing is left to do."""
    failed: int = 0
    """Contacts that the rules could not judge; the rest went on."""


async def in_slices(steps: Iterator[object]) -> None:
    """Do all the steps, giving way to others after each slice of time."""
    while _for_a_while(steps):
        await _give_way()


def _for_a_while(steps: Iterator[object], stop: Callable[[object], bool] = lambda _: False) -> bool:
    """Do as many steps as there is time for, up to one that ``stop`` says to be the last for now; False when
    there are no more.

    What long work has made lives long: the collector need not look at it, as it would again and again the
    more there is, for a tenth of a second and more in which no key is answered.
    """
    deadline = perf_counter() + SLICE
    with collector_off():
        for step in steps:
            late = perf_counter() >= deadline
            if late:
                set_aside()
            if stop(step) or late:
                return True
    return False


async def _give_way() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)


class PictureWorker:
    """Computes the picture when it is told what has changed. At most one computation runs."""

    def __init__(
        self,
        picture: Picture,
        now: Callable[[], Now],
        tell: Callable[[Progress], None],
        prepare: Callable[[], Iterator[object]] = lambda: iter(()),
    ) -> None:
        """``prepare``: what is done, in steps, when all is computed and before it is told."""
        self._picture = picture
        self._now = now
        self._tell = tell
        self._prepare = prepare
        self._wanted = asyncio.Event()
        self._changed = Changed(everything=True)
        self._task: asyncio.Task[None] | None = None
        self._steps: Iterator[bool] | None = None
        """What is under way and could not be finished before the start."""
        self._names_wait = False
        """Whether the look-up of names was left for after the first painting."""
        self._failures = 0
        self._busy = False
        self._begun = 0.0
        picture.failed = self._failed

    def hasten(self, seconds: float, most: float) -> Progress | None:
        """Before :meth:`start`, while nobody waits for a key yet: compute for so long, or until there is
        something to show, at most for ``most`` seconds; what was done where that was all, which is then not
        told again."""
        begun = perf_counter()
        steps = self._picture_as_wanted()
        with collector_off():
            for _ in steps:
                if perf_counter() - begun >= (seconds if self._picture.due_known else most):
                    self._steps = chain(steps, self._names())
                    return None
        self._names_wait = True
        return self._progress()

    def start(self) -> asyncio.Task[None]:
        """Begin, with all that is not computed yet; on the event loop. The task returned ends only by a
        fault."""
        if self._changed.everything:
            self._wanted.set()
        self._task = asyncio.create_task(self._run(), name="picture")
        return self._task

    def stop(self) -> None:
        """Stop wherever it is; the picture keeps what was computed."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def want(self, changed: Changed) -> None:
        """Have what ``changed`` touches computed again; everything replaces what is under way."""
        self._changed = self._changed.joined(changed)
        self._wanted.set()

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do."""
        waits = self._steps is None and not (self._busy or self._wanted.is_set())
        return waits and self._picture.complete

    async def _run(self) -> None:
        if self._names_wait:
            await asyncio.sleep(PAINTED)
            await self._compute(self._names())
        while True:
            if self._steps is None:
                await self._wanted.wait()
                self._wanted.clear()
                self._steps = chain(self._picture_as_wanted(), self._names(), self._prepared())
            self._busy = True
            steps, self._steps = self._steps, None
            if not await self._compute(steps):
                self._tell(self._progress())
            self._busy = False

    def _picture_as_wanted(self) -> Iterator[bool]:
        self._begun = perf_counter()
        changed, self._changed = self._changed, Changed()
        return self._picture.keep_up(changed, self._now())

    def _names(self) -> Iterator[bool]:
        """The look-up of names, made in slices too: screens show lines with names in them."""
        for _ in self._picture.network.gather_names():
            yield False

    def _prepared(self) -> Iterator[bool]:
        for _ in self._prepare():
            yield False

    def _progress(self) -> Progress:
        failures, self._failures = self._failures, 0
        return Progress(complete=not self._wanted.is_set(), failed=failures)

    def _failed(self, contact: int, error: Exception) -> None:
        self._failures += 1

    async def _compute(self, steps: Iterator[bool]) -> bool:
        """Do the steps; True if a newer computation of everything replaced this one."""
        while _for_a_while(steps, self._is_to_be_told):
            await _give_way()
            if self._changed.everything:
                return True
        return False

    def _is_to_be_told(self, shows: object) -> bool:
        """Tell of what can be shown before all is there, if it has taken long enough."""
        told = bool(shows) and perf_counter() - self._begun >= EARLY_AFTER
        if told:
            self._tell(Progress(complete=False))
        return told
