"""Leaving when the link drops or the system asks: soon, whatever the event loop is doing.

By default SIGHUP and SIGTERM end a program in the middle, and one that handles them on its event loop stays
for ever where that loop waits for a terminal that no longer reads. So two threads wait, one for the signals
and one for the terminal to hang up; they ask the loop to end, and end the process themselves where it has
not in :data:`PATIENCE` seconds. Nothing that must be saved waits for that moment but the half-typed line.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any, ClassVar

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)

PATIENCE = 1.5
"""Seconds that the event loop has for ending by itself (choice; it needs some milliseconds)."""

RESTORE = (
    b"\x1b[?2026l\x1b[m\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?7h"
    b"\x1b[<u\x1b[?1049l\x1b[?25h"
)
"""Ends what the driver began: colours, mouse, paste, reports, keyboard protocol, second screen, no cursor."""


class Watch:
    """Waits for the signals and for the end of the terminal: one for the process, see :func:`watch`."""

    one: ClassVar[Watch | None] = None
    """The watch of this process."""

    def __init__(self, leave: Callable[[int], None], keep: Callable[[], None]) -> None:
        self.leave = leave
        self.keep = keep
        self._terminal = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
        self._attributes: list[Any] | None = None
        with suppress(termios.error):
            self._attributes = termios.tcgetattr(self._terminal)
        # A session that was begun with nohup ignores SIGHUP, and what is ignored cannot be waited for.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        for wait in (self._wait_for_signals, self._wait_for_terminal):
            Thread(target=wait, name="netui-leaving", daemon=True).start()

    def _wait_for_signals(self) -> None:
        self._end(128 + signal.sigwait(SIGNALS))

    def _wait_for_terminal(self) -> None:
        terminal = select.poll()
        terminal.register(self._terminal, 0)  # a hang-up is told without being asked for
        while True:
            for _, event in terminal.poll():
                if event & select.POLLHUP:
                    self._end(128 + signal.SIGHUP)
                return  # a system on which terminals cannot be polled

    def _end(self, code: int) -> None:
        """End the process with ``code``; by itself if it can."""
        Thread(target=self.keep, name="netui-keep", daemon=True).start()
        with suppress(RuntimeError):  # the loop has ended already
            self.leave(code)
        time.sleep(PATIENCE)
        restore(self._terminal, self._attributes)
        os._exit(code)


def watch(leave: Callable[[int], None], keep: Callable[[], None]) -> None:
    """Watch over a program, in place of the one before it in this process.

    ``leave`` is called with the exit code, from a thread, and is to ask the event loop to end. ``keep`` is
    called from another thread, and may take its time. The first time it must be called on the main thread
    before any other thread is started, since they inherit that the signals wait.
    """
    if Watch.one is None:
        Watch.one = Watch(leave, keep)
    else:
        Watch.one.leave, Watch.one.keep = leave, keep


def restore(terminal: int, attributes: list[Any] | None) -> None:
    """Leave the terminal as it was found, without ever waiting for it."""
    # From the background a terminal may be set only by a process that waits for no leave to do so.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])
    with suppress(OSError):
        # Opened anew: not to wait is a property of what was opened, which the shell shares.
        output = os.open(os.ttyname(terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        os.write(output, RESTORE)
    with suppress(termios.error):
        if attributes is not None:
            termios.tcsetattr(terminal, termios.TCSANOW, attributes)
