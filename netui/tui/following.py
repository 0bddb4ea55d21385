"""Keeping up while the program is open: with other sessions, with the day, and with the journal."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from netui.errors import DocumentError
from netui.network import Changed
from netui.tui.workers import in_slices

if TYPE_CHECKING:
    from netui.storage.files import Signature
    from netui.tui.app import NetuiApp

FOLLOW_EVERY = 0.25
"""Seconds between two looks at what other sessions have written (measured: 0.1 % of a core)."""

FOLD_AFTER = 5.0
"""Seconds without a change after which the journal is folded into the document (choice)."""


class Following:
    """Has ``app`` look around again and again, and do what can wait while nothing happens."""

    def __init__(self, app: NetuiApp) -> None:
        self._app = app
        self._day = app.now().today
        self._last_change = monotonic()
        self._trouble: str | None = None
        """What is wrong with the document, so that it is told once and not at each look."""
        self._notice: str | None = None
        """What was found with it and seen to, so that this, too, is told once."""
        self._to_read: Signature | None = None
        """Another program's document that is waited for."""
        self._looking: asyncio.Task[None] | None = None
        self._folding: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look around."""
        self._looking = asyncio.create_task(self._look_again_and_again(), name="follow")
        self._looking.add_done_callback(self._app.ended)

    def wait_again(self) -> None:
        """Something has changed: what waits until nothing does waits anew."""
        self._last_change = monotonic()

    async def _look_again_and_again(self) -> None:
        # A plain task: a timer of Textual's costs ten times as much each time it finds nothing new.
        while True:
            await asyncio.sleep(FOLLOW_EVERY)
            if not self._app.network.store.is_free:
                continue
            with self._app._context():
                news = self._has_news()
                if news:
                    await self._take_in_much()
                    await self._read_ahead()
                self.look_around(follow=news and self._to_read is None)
                await in_slices(self._app.network.letting_go())

    def _has_news(self) -> bool:
        try:
            return not self._app.network.store.is_as_left()
        except DocumentError:  # told when one follows
            return True

    async def _read_ahead(self) -> None:
        """What another program has written is read in a thread, once it has been the same for a while: it may
        be in the middle of being written, or of another session's fold."""
        store, before = self._app.network.store, self._to_read
        try:
            self._to_read = store.document_to_read()
        except DocumentError:  # told when one looks around
            self._to_read = None
        if self._to_read is not None and self._to_read == before:
            await asyncio.to_thread(store.read_ahead)
            self._to_read = None

    async def _take_in_much(self) -> None:
        """What another session has imported, say, is taken in while keys work."""
        network = self._app.network
        with suppress(DocumentError):  # told when one looks around
            if network.store.has_much_to_take_in():
                intake = await asyncio.to_thread(network.store.begin_intake)
                if intake is not None:
                    await in_slices(network.taking_in(intake))

    def look_around(self, *, follow: bool = True) -> None:
        """Take in what others have written, unless it is to be read first, notice a new day, and fold when
        nothing happens."""
        app = self._app
        try:
            if follow:
                app.network.follow()
        except DocumentError as error:
            self._tell_trouble(error)
        else:
            self._trouble = None
            self._tell_notice()
        app.keep_unfinished()
        app.leave_when_idle()
        today = app.now().today
        if today != self._day:
            self._day = today
            app.take_in(Changed(everything=True))
        rested = monotonic() - self._last_change >= FOLD_AFTER and self._folding is None
        if rested and app.network.store.needs_fold:
            self._folding = asyncio.create_task(self._fold(), name="fold")
        elif rested:
            app.numbers.keep_if_old()

    def _tell_notice(self) -> None:
        notice = self._app.network.store.notice
        if notice != self._notice:
            self._notice = notice
            if notice:
                self._app.tell(notice, problem=True)

    def _tell_trouble(self, error: DocumentError) -> None:
        if error.message != self._trouble:
            self._trouble = error.message
            self._app.tell(error.message, problem=True)

    async def _fold(self) -> None:
        try:
            await asyncio.to_thread(self._app.network.store.fold)
        except DocumentError as error:
            self.wait_again()  # tried again later, not at each look
            self._tell_trouble(error)
        finally:
            self._folding = None
