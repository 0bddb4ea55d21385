"""System calls of the storage, watched and made to fail: every one in turn."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

WATCHED = (
    *("open", "write", "pwrite", "fsync", "fdatasync", "replace", "rename", "link"),
    *("truncate", "ftruncate", "unlink", "mkdir", "chmod", "fchmod"),
)
"""The functions of ``os`` that change what is on the disk, and open."""

Fault = Callable[[Callable[..., Any], tuple[Any, ...]], Any]
"""Is given a system call with its arguments in place of the system."""


@dataclass
class Watch:
    """What was called while one watched, in order."""

    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The calls' names."""
        return [name for name, _ in self.calls]


@contextmanager
def watched(fault: Fault | None = None, at: int = -1, *, from_there_on: bool = False) -> Iterator[Watch]:
    """Count this thread's calls in the block; have ``fault`` happen at the one numbered ``at`` (from 0)."""
    watch = Watch()
    thread = threading.get_ident()
    originals = {name: getattr(os, name) for name in WATCHED}

    def watching(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if threading.get_ident() != thread:
                return original(*arguments, **options)
            place = len(watch.calls)
            watch.calls.append((name, arguments))
            if fault is not None and (place == at or (from_there_on and place > at)):
                return fault(original, arguments)
            return original(*arguments, **options)

        return call

    for name, original in originals.items():
        setattr(os, name, watching(name, original))
    try:
        yield watch
    finally:
        for name, original in originals.items():
            setattr(os, name, original)


def failing(number: int) -> Fault:
    """The call fails with an error."""

    def fail(_: Callable[..., Any], __: tuple[Any, ...]) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def failing_halfway(number: int) -> Fault:
    """A write takes half of its bytes, and the disk is full; any other call fails."""

    def fail(original: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        half_done(original, arguments)
        raise OSError(number, os.strerror(number))

    return fail


def killed(_: Callable[..., Any], __: tuple[Any, ...]) -> Any:
    """The process dies before the call."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed_halfway(original: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The process dies when half of the bytes are written; in any other call, when it has been done."""
    if not half_done(original, arguments):
        original(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)


def half_done(original: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
    """Write half of what a write is to write; False for any other call."""
    if original.__name__ not in ("write", "pwrite"):
        return False
    descriptor, data, *where = arguments
    original(descriptor, bytes(data)[: len(data) // 2], *where)
    return True


ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EINTR)
