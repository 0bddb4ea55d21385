"""A program in a real pseudo-terminal, and eyes that read what the terminal shows."""

from __future__ import annotations

import errno
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

LONGEST = 60.0
"""Seconds that anything may take on a slow, loaded machine before it counts as never."""

REST_WITHIN = 300.0
"""Seconds in which a program is done with all that was asked of it, however much that was."""

UTF8_TERMINAL = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def netui(path: Path | str, *arguments: str) -> list[str]:
    """The command that opens netui on a document."""
    return [sys.executable, "-m", "netui", "--document", str(path), *arguments]


def path_with_netui(folder: Path) -> str:
    """A PATH on which netui comes first; a link to it is put into ``folder``."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "netui").symlink_to(Path(sys.executable).with_name("netui"))
    return f"{programs}:{os.environ['PATH']}"


class Terminal:
    """A program in a pseudo-terminal; as a context it is ended with the block."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        before: Callable[[], object] | None = None,
    ) -> None:
        self.output = bytearray()
        self._shown = 0
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.started = time.perf_counter()
        self.status: int | None = None
        self.watched: int | None = None
        """The process that is at rest when it is quiet, where that is none of its own: over a network."""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            try:
                self._become(arguments, environment or {}, size, before)
            finally:
                os._exit(127)
        self.resize(*size)

    def _become(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int],
        before: Callable[[], object] | None,
    ) -> None:
        for name in ("COLUMNS", "LINES", "COLORTERM", "NO_COLOR", "SSH_CONNECTION", "TERM_PROGRAM"):
            os.environ.pop(name, None)
        os.environ |= {**UTF8_TERMINAL, **environment}
        ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        if before is not None:
            before()
        os.execvp(arguments[0], list(arguments))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    # --- reading -------------------------------------------------------------------------------------------

    def read(self, seconds: float) -> bytes:
        """What comes within ``seconds``; returns at the first bytes, and with none at the end."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError as error:
            if error.errno != errno.EIO:  # what Linux says when the other end is closed
                raise
            return b""
        self.output += data
        return data

    def text(self) -> str:
        """What the terminal shows."""
        # pyte takes the end of a sequence with < or > in it, as the keyboard protocol has, for text.
        data = bytes(self.output[self._shown :])
        for told in (b"\x1b[>25u", b"\x1b[<u", b"\x1b[?2026$p", b"\x1b[?2048$p"):
            data = data.replace(told, b"")
        self._stream.feed(data)
        self._shown = len(self.output)
        return "\n".join(self.screen.display)

    def until(self, wanted: bytes, seconds: float = LONGEST) -> float:
        """Seconds since the start when ``wanted`` had been sent."""
        end = time.perf_counter() + seconds
        while wanted not in self.output:
            if self._is_over(end):
                raise TimeoutError(f"never saw {wanted!r}")
        return time.perf_counter() - self.started

    def until_shown(self, wanted: str, seconds: float = LONGEST) -> str:
        """Read until the terminal shows ``wanted``; what it shows then."""
        end = time.perf_counter() + seconds
        while wanted not in (shown := self.text()):
            if self._is_over(end):
                raise TimeoutError(f"never saw {wanted!r}, but\n{shown}")
        return shown

    def _is_over(self, end: float) -> bool:
        """Read on; whether the time is over, or nothing more can come."""
        if self.read(0.2):
            return False
        return time.perf_counter() > end or (self.ended() and not self.read(0))

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing comes for ``seconds`` and the program does nothing: a slow one may be at it."""
        end = time.perf_counter() + REST_WITHIN
        while self.read(seconds) or is_busy(self.watched or self.pid):
            if time.perf_counter() > end:
                raise TimeoutError("it never comes to rest")

    # --- doing ---------------------------------------------------------------------------------------------

    def send(self, keys: bytes | str) -> None:
        """Type."""
        os.write(self.descriptor, keys.encode() if isinstance(keys, str) else keys)

    def press(self, key: bytes, quiet: float = 0.12) -> tuple[float, int]:
        """Seconds from a key to the last byte of what it painted, and how many bytes that were.

        The answer ends where nothing comes for ``quiet`` seconds.
        """
        started = time.perf_counter()
        os.write(self.descriptor, key)
        last, count = started, 0
        while data := self.read(quiet):
            last = time.perf_counter()
            count += len(data)
        return last - started, count

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.text()
        self.screen.resize(rows, columns)
        ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Close the terminal, as a window or a connection that goes away does."""
        os.close(self.descriptor)
        self.descriptor = -1

    # --- the process ---------------------------------------------------------------------------------------

    def ended(self) -> bool:
        """Whether the program has ended; its status is then in ``status``, negative for a signal."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait(self, seconds: float = LONGEST) -> float:
        """Wait for the program's end, and read all that it wrote; how many seconds the end took."""
        started = time.perf_counter()
        while not self.ended():
            if time.perf_counter() - started > seconds:
                raise TimeoutError(f"still running after {seconds} s")
            if self.descriptor >= 0 and self.read(0.02):
                continue
            time.sleep(0.01)
        took = time.perf_counter() - started
        while self.descriptor >= 0 and self.read(0):
            pass  # what it wrote last
        return took

    def memory(self) -> float:
        """Resident megabytes."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self) -> None:
        """Ask it to leave."""
        os.kill(self.pid, signal.SIGTERM)
        self.wait()
        self.kill()

    def kill(self) -> None:
        """Make sure that nothing is left of it."""
        if not self.ended():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGCONT)
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.status = -signal.SIGKILL
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


def is_busy(pid: int) -> bool:
    """Whether a process, or one that it started, runs, waits for its turn, or for a disk."""
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):  # it has just ended
            if (task / "stat").read_text().rpartition(")")[2].split()[0] in "RD":
                return True
            if any(map(is_busy, map(int, (task / "children").read_text().split()))):
                return True
    return False
