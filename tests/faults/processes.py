"""Children of this warm process: a fork costs milliseconds, an interpreter a third of a second."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from tests.terminal import LONGEST

END_WITHIN = 300.0
"""Seconds that all of a child's work may take."""


class Skipped(Exception):
    """A row that this machine cannot try; the text says why."""


@dataclass
class Child:
    """A forked process, and the pipe by which it tells what it has done."""

    pid: int
    pipe: int
    status: int | None = None

    def read_some(self, timeout: float = LONGEST) -> bytes:
        """What it has told since, waiting at most ``timeout`` seconds for anything; empty at its end."""
        readable, _, _ = select.select([self.pipe], [], [], timeout)
        assert readable, f"process {self.pid} has told nothing for {timeout} s"
        return os.read(self.pipe, 1 << 16)

    def end(self, number: int = 0) -> bytes:
        """Send it a signal, if any; what it had told besides, after its death."""
        if number:
            os.kill(self.pid, number)
        told = b""
        while part := self.read_some(END_WITHIN):
            told += part
        os.close(self.pipe)
        _, self.status = os.waitpid(self.pid, 0)
        return told

    def stop(self) -> None:
        """Stop it, as Ctrl-Z does, and wait until it stands."""
        os.kill(self.pid, signal.SIGSTOP)
        os.waitpid(self.pid, os.WUNTRACED)


def forked(work: Callable[[Callable[[str], None]], None]) -> Child:
    """Have ``work`` done in a child. It is given a function that tells the parent a line."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    try:
        os.close(reading)
        work(lambda line: told(writing, line))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def told(pipe: int, line: str) -> None:
    """One line, in one piece."""
    os.write(pipe, line.encode() + b"\n")


def died_of(status: int | None) -> int | None:
    """The signal that a process died of."""
    return os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else None


def ended_well(child: Child) -> bool:
    """Whether its work came to its end."""
    return child.status is not None and os.waitstatus_to_exitcode(child.status) == 0


def pause(seconds: float) -> None:
    """Let a moment go by: the moment is the fault."""
    time.sleep(seconds)
