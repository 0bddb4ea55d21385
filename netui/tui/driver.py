"""The terminal as netui drives it: what Textual's driver does, but sparing with bytes and hard to upset.

Textual's reads UTF-8 alone and breaks off at the first byte that is none (an old terminal, a noisy line); at
the end of a hung-up terminal it spins; it writes to standard error, wherever that leads; and it paints whole
what has changed in part. See also :mod:`netui.tui.leaving`, which ends the program when the terminal is gone.
"""

from __future__ import annotations

import codecs
import os
import select
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from netui.terminal import terminal_encoding
from netui.tui.shown import Shown

READ_BYTES = 4096

POINTER_SHAPE = "\x1b]22;"

TICK = 0.1
"""Seconds after which an escape that nothing follows is the key."""

TICKS = 3
"""Looks for such an escape after something was typed; then nothing is waited for but a key."""


class TerminalDriver(LinuxDriver):
    """Drives the terminal that standard input and standard output are."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stdout__ is not None
        self._file = sys.__stdout__
        self._encoding = getattr(app, "encoding", None) or terminal_encoding()
        if isinstance(self._file, TextIOWrapper):
            self._file.reconfigure(encoding=self._encoding, errors="replace")
        self._shown = Shown()
        self._wake = self._waker = -1
        """What ends the wait for a key, and what is written to for that: nobody looks again and again."""

    def write(self, data: str) -> None:
        """Send what the terminal does not show already."""
        if data.startswith(POINTER_SHAPE):
            return  # of no use without a mouse, and old terminals print it
        if data and (less := self._shown.less(data)):
            super().write(less)

    def forget_what_is_shown(self) -> None:
        """Send the next painting whole: the terminal has another size, or something else wrote on it."""
        self._shown.forget(self._get_terminal_size()[0])

    def start_application_mode(self) -> None:
        """Take the terminal over, at the start and after having been suspended."""
        self.forget_what_is_shown()
        self._wake, self._waker = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Read no more of what is typed."""
        if self._waker >= 0:
            os.write(self._waker, b"\0")
        super().disable_input()
        for end in (self._wake, self._waker):
            if end >= 0:
                os.close(end)
        self._wake = self._waker = -1

    def run_input_thread(self) -> None:
        """Hand on what is typed until the end, or until the terminal is gone."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder(self._encoding)("replace").decode
        waiting = select.poll()
        for descriptor in (self.fileno, self._wake):
            waiting.register(descriptor, select.POLLIN)
        ticks = TICKS
        while True:
            ready = dict(waiting.poll(TICK * 1000 if ticks else None))
            if self._wake in ready:
                return
            if ready:
                with suppress(OSError):
                    if typed := os.read(self.fileno, READ_BYTES):
                        self._hand_on(parser.feed(decode(typed)))
                        ticks = TICKS
                        continue
                return
            self._hand_on(parser.tick())
            ticks -= 1

    def _hand_on(self, messages: Any) -> None:
        for message in messages:
            self.process_message(message)
