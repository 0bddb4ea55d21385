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
        self._turn = 0
        """Raised with each key, so that what was left behind by an earlier one is told from this one's."""
        self._limit: asyncio.TimerHandle | None = None
        """When the key under way is given up; None: none is under way."""

    @property
    def idle(self) -> bool:
        """Whether every key is done with."""
        return self._limit is None and not self._waiting

    async def take(self, event: events.Event) -> None:
        """Hand a key on, now or when its turn has come."""
        if self._limit is None:
            await self._begin(event)
        else:
            self._waiting.append(event)

    async def _begin(self, event: events.Event) -> None:
        self._turn += 1
        turn, path = self._turn, self._path()
        self._limit = asyncio.get_running_loop().call_later(WAITED, self._give_up, turn)
        await self._hand_on(event)
        await self._follow(turn, path, ROUNDS)

    def _path(self) -> list[MessagePump]:
        """Whom a key passes: from what has the focus up to the program."""
        first = self._app.focused or self._app.screen
        return [*first.ancestors_with_self]

    async def _follow(self, turn: int, path: list[MessagePump], rounds: int) -> None:
        """Wait for the next one on the path that still takes messages; behind the last, for the next key."""
        if turn != self._turn:
            return
        while path:
            if path.pop(0).call_later(self._follow, turn, path, rounds):
                return
        if rounds > 1:
            await self._follow(turn, self._path(), rounds - 1)
        else:
            await self._end(turn)

    def _give_up(self, turn: int) -> None:
        self._app.call_later(self._end, turn)

    async def _end(self, turn: int) -> None:
        if turn != self._turn or self._limit is None:
            return
        self._limit.cancel()
        self._limit = None
        if self._waiting:
            await self._begin(self._waiting.popleft())
