"""Keys one after the other: each is done with before the next is looked at.

A slow link brings many keys at once, and so does a quick hand on a busy machine. Textual sends each of them
at once to what has the focus when it arrives, and asks last whether it is a command: of ``l`` and a sentence
the letters would go to the list and be taken for commands, and enter would save a line without its last
letters. Here a key waits until the one before it has gone its whole way, from the widget up to the program
and through whatever that set off, and so arrives where it was meant to.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

ROUNDS = 2
"""How often a key is followed up: once for itself, once for what it set off where the focus is now."""

WAITED = 5.0
"""Seconds after which a widget that does not answer is no longer waited for (choice)."""


class KeysInTurn:
    """Hands on the keys and pastes of a program, one at a time; all in the program's own pump."""

    def __init__(self, app: App[Any], hand_on: Callable[[events.Event], Awaitable[None]]) -> None:
        """``hand_on``: what the program does with a key as it arrives."""
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[events.Event] = deque()
        self._way: _Way | None = None
        """That of the key under way; None: none is."""

    @property
    def idle(self) -> bool:
        """Whether every key is done with."""
        return self._way is None and not self._waiting

    async def take(self, event: events.Event) -> None:
        """Hand a key on, now or when its turn has come."""
        if self._way is None:
            await self._begin(event)
        else:
            self._waiting.append(event)

    async def _begin(self, event: events.Event) -> None:
        self._way = way = _Way(self._path, self._end)
        way.limit = asyncio.get_running_loop().call_later(WAITED, self._app.call_later, way.end)
        await self._hand_on(event)
        await way.follow()

    def _path(self) -> list[MessagePump]:
        """Whom a key passes, the last one first: from what has the focus up to the program."""
        first = self._app.focused or self._app.screen
        return [*reversed(first.ancestors_with_self)]

    async def _end(self) -> None:
        self._way = None
        if self._waiting:
            await self._begin(self._waiting.popleft())


class _Way:
    """The way of one key, to its end once."""

    def __init__(self, path: Callable[[], list[MessagePump]], ended: Callable[[], Awaitable[None]]) -> None:
        self.limit: asyncio.TimerHandle | None = None
        """When it is given up."""
        self._find_path = path
        self._path = path()
        """Whom it has still to pass in this round, the last one first."""
        self._rounds = ROUNDS
        self._ended = ended
        self._is_under_way = True

    async def follow(self) -> None:
        """Wait for the next one on the path that still takes messages; behind the last, for the next key."""
        if not self._is_under_way:  # given up
            return
        while True:
            while self._path:
                # With call_later, which makes a partial, Textual would look at the signature each time.
                if self._path.pop().post_message(events.Callback(self.follow)):
                    return
            self._rounds -= 1
            if not self._rounds:
                break
            self._path = self._find_path()
        await self.end()

    async def end(self) -> None:
        """Be done with it."""
        if self._is_under_way:
            self._is_under_way = False
            if self.limit is not None:
                self.limit.cancel()
            await self._ended()
