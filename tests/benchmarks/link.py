"""netui over a slow link: how long a key takes to be answered, through a real sshd.

Run with ``python -m tests.benchmarks.link``. A proxy between client and server delays what passes and lets
only so much of it through. Prints a table and asserts nothing.
"""

from __future__ import annotations

import asyncio
import shlex
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic
from types import TracebackType
from typing import Self

from tests.benchmarks.networks import make_small
from tests.ssh.server import NETUI, Server
from tests.terminal import Terminal

PIECE = 512
"""Bytes that pass at once."""


@dataclass(frozen=True, slots=True)
class Link:
    """What lies between client and server."""

    name: str
    there_and_back: float = 0.0
    """Seconds."""
    rate: float = 0.0
    """Bits per second each way; 0 for no limit."""
    options: tuple[str, ...] = ()
    """Of the ssh client."""


LINKS = (
    Link("loopback"),
    Link("200 ms there and back", 0.2),
    Link("64 kbit/s", 0.02, 64_000),
    Link("64 kbit/s, ssh -C", 0.02, 64_000, ("-C",)),
)
SIZES = ((80, 24), (200, 60))


class Proxy:
    """A slow link to a port of the loopback; as a context it lives in a thread of its own."""

    def __init__(self, target: int, link: Link) -> None:
        self._target, self._link = target, link
        self.port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ends = asyncio.Event()
        self._listens = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._listens.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._ends.set)
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._listens.set()
        await self._ends.wait()
        server.close()

    async def _pass(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        with suppress(asyncio.CancelledError):  # the end of the benchmark
            await asyncio.gather(self._one_way(client, to_server), self._one_way(server, to_client))

    async def _one_way(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Each piece arrives the delay after it has wholly left, and they leave one after the other."""
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        sender = asyncio.create_task(self._send(waiting, target))
        free = 0.0
        with suppress(ConnectionError):
            while piece := await source.read(PIECE):
                seconds = len(piece) * 8 / self._link.rate if self._link.rate else 0.0
                free = max(free, monotonic()) + seconds
                waiting.put_nowait((free + self._link.there_and_back / 2, piece))
        waiting.put_nowait((free, b""))
        await sender

    async def _send(self, waiting: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while True:
                when, piece = await waiting.get()
                await asyncio.sleep(max(0.0, when - monotonic()))
                if not piece:
                    break
                target.write(piece)
                await target.drain()
        target.close()


def milliseconds(terminal: Terminal, keys: Sequence[bytes], quiet: float) -> tuple[float, float]:
    """Median and longest time from a key to the last byte of its answer."""
    took = []
    for key in keys:
        took.append(terminal.press(key, quiet)[0] * 1000)
    return median(took), max(took)


def measured(server: Server, path: Path, link: Link, size: tuple[int, int]) -> None:
    """One session: letters into the log bar, moves of the cursor, changes of screen."""
    real = server.port
    with Proxy(real, link) as proxy:
        server.port = proxy.port
        try:
            command = f"{NETUI} --document {shlex.quote(str(path))}"
            with server.open(command, size=size, options=link.options) as terminal:
                terminal.until_shown("Balance ", 120)
                quiet = link.there_and_back + (0.8 if link.rate else 0.2)
                terminal.quiet(quiet)
                terminal.press(b"l", quiet)
                letters = milliseconds(terminal, [b"c", b"o", b"f", b"f", b"e", b"e"], quiet)
                terminal.press(b"\x1b", quiet)
                terminal.press(b"2", quiet)
                moves = milliseconds(terminal, [b"j"] * 6, quiet)
                screens = milliseconds(terminal, [b"3", b"4", b"5", b"1", b"2", b"3", b"4", b"1"], quiet)
                terminal.send("q")
                terminal.wait()
        finally:
            server.port = real
    figures = "".join(f"{middle:>9.0f} {most:>6.0f}" for middle, most in (letters, moves, screens))
    print(f"{link.name:<24}{f'{size[0]}x{size[1]}':>8}{figures}", flush=True)


def main(words: list[str]) -> None:
    """Print the table, or the rows of the links that have a word in their name."""
    print(f"{'milliseconds: median, longest':<32}{'letter':>16}{'cursor':>16}{'screen':>16}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "server"
        folder.mkdir()
        path = Path(name) / "network.json"
        make_small(path)
        with Server(folder) as server:
            for link in LINKS if not words else [link for link in LINKS if words[0] in link.name]:
                for size in SIZES:
                    measured(server, path, link, size)


if __name__ == "__main__":
    main(sys.argv[1:])
