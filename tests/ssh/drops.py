"""Links that drop, each in its own way, while a line is logged and the next one is half typed."""

from __future__ import annotations

import os
import shlex
import signal
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from netui.domain.records import Interaction
from tests.ssh.server import NETUI, Server, end_quietly, parent_of
from tests.storage.helpers import open_store
from tests.terminal import LONGEST, Terminal, is_busy

GONE_WITHIN = 3.0
"""Seconds from the hang-up (bars.md, "Nothing lost")."""

NOTICED_WITHIN = 5.0
"""Seconds that the server needs to notice a client that no longer answers, by KEEP_ALIVE."""

BIG = (400, 120)
"""Columns and rows of a terminal whose painting soon fills what lies between."""

KEEP_ALIVE = "ClientAliveInterval 1\nClientAliveCountMax 2"

OPEN = f"exec {NETUI}"
IGNORING = f"trap '' HUP; exec {NETUI}"


def client_killed(terminal: Terminal, session: int) -> None:
    """The client dies."""
    os.kill(terminal.pid, signal.SIGKILL)


def server_side_killed(terminal: Terminal, session: int) -> None:
    """The server's process for this session dies."""
    os.kill(parent_of(session), signal.SIGKILL)


def terminal_closed(terminal: Terminal, session: int) -> None:
    """The window with the client in it is closed."""
    terminal.hang_up()


def asked_to_end(terminal: Terminal, session: int) -> None:
    """The system asks every program to end."""
    os.kill(session, signal.SIGTERM)


def network_cut(terminal: Terminal, session: int) -> None:
    """The client no longer answers, and the server notices."""
    os.kill(terminal.pid, signal.SIGSTOP)


def frozen_then_killed(terminal: Terminal, session: int) -> None:
    """The client stops reading until nothing more can be painted, and is killed then."""
    terminal.resize(*BIG)
    terminal.quiet()
    os.kill(terminal.pid, signal.SIGSTOP)
    end = time.monotonic() + LONGEST
    written, still = 0, 0
    while still < 20:  # until nothing more of what is painted can be written
        assert time.monotonic() < end, "painting never froze"
        os.kill(session, signal.SIGWINCH)
        time.sleep(0.03)
        before, written = written, _written(session)
        still = still + 1 if written == before and not is_busy(session) else 0
    os.kill(terminal.pid, signal.SIGKILL)


def _written(pid: int) -> int:
    """Bytes that a process has written."""
    lines = Path(f"/proc/{pid}/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar"))


Drop = Callable[[Terminal, int], None]

DROPS: Mapping[str, tuple[Drop, str, float]] = {
    "its client is killed": (client_killed, OPEN, GONE_WITHIN),
    "its session process is killed": (server_side_killed, OPEN, GONE_WITHIN),
    "its terminal is closed": (terminal_closed, OPEN, GONE_WITHIN),
    "its client is killed, SIGHUP ignored": (client_killed, IGNORING, GONE_WITHIN),
    "SIGTERM": (asked_to_end, OPEN, GONE_WITHIN),
    "the network is cut": (network_cut, OPEN, GONE_WITHIN + NOTICED_WITHIN),
    "its client stops, then is killed": (frozen_then_killed, OPEN, GONE_WITHIN),
}
"""How a link drops, what was run over it, and in how many seconds netui must be gone."""


def dropped(name: str, folder: Path, rounds: int) -> str:
    """``rounds`` sessions over one server, each of which loses its link in the way of that name."""
    drop, command, within = DROPS[name]
    slowest = 0.0
    with Server(folder, more=KEEP_ALIVE) as server:
        path = folder / "network.json"
        for number in range(rounds):
            terminal = server.open(f"{command} --document {shlex.quote(str(path))}")
            with terminal:
                _log_and_begin(server, terminal, number)
                session = server.session()
                try:
                    drop(terminal, session)
                    slowest = max(slowest, server.gone_after(session, within * 2))
                finally:
                    end_quietly(session)
        assert slowest <= within, f"gone after {slowest:.1f} s"
        store = open_store(path)  # the lock is free
        logged = [record.text for _, record in sorted(store.table(Interaction.table).items())]
        assert logged == [half_typed(number) for number in range(rounds)], logged
        store.close()
        left = server.half_typed()
        assert len(left) == 1, left
        assert half_typed(rounds) in left[0]
    return f"{rounds} links: gone after {slowest:.2f} s at most, every line there, the half-typed one kept"


def _log_and_begin(server: Server, terminal: Terminal, number: int) -> None:
    """Log the line that the session before could not finish, and begin another one."""
    terminal.until_shown("Balance ")
    terminal.send("l" if number else f"l{half_typed(0)}")
    terminal.until_shown(half_typed(number))
    terminal.send("\r")
    terminal.until_shown("logged:")
    terminal.send(f"l{half_typed(number + 1)}")
    terminal.until_shown(half_typed(number + 1))
    server.until_kept(half_typed(number + 1))


def half_typed(number: int) -> str:
    """The line that a session cannot finish, and the next one logs."""
    return f"lunch with somebody {number}"


def rows() -> list[tuple[str, Callable[[Path, int], str]]]:
    """A row a drop: its name, and what runs it."""
    return [(f"over sshd: {name}", partial(dropped, name)) for name in DROPS]
