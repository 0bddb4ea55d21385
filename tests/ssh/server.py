"""An OpenSSH server on a high port of the loopback, with its own keys, for the account of the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.faults.processes import Skipped
from tests.terminal import LONGEST, Terminal

NETUI = f"{sys.executable} -m netui"
FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")

CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
PrintMotd no
PrintLastLog no
AcceptEnv LANG LC_* NO_COLOR NETUI_* TEXTUAL_*
SetEnv {environment}
{more}
"""


class Server:
    """The server, as a context; ``folder`` must be empty and is to be removed by whoever made it."""

    def __init__(self, folder: Path, more: str = "") -> None:
        self.folder = folder
        self.home = {name: folder / name.lower() for name in FOLDERS}
        self._more = more
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._keys: list[str] = []

    def __enter__(self) -> Self:
        programs = {name: shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in
                    ("sshd", "ssh", "ssh-keygen")}  # fmt: skip
        if missing := [name for name, path in programs.items() if path is None]:
            raise Skipped(f"no {' and no '.join(missing)} here (Debian: openssh-server, openssh-client)")
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where sshd leaves its powers
        for name in ("host", "key"):
            self._make_key(name)
        self.allow("")
        for _ in range(5):  # another process may take the port that was free
            if self._start(str(programs["sshd"])):
                self._begin()
                return self
        raise Skipped(f"sshd does not start: {(self.folder / 'log').read_text()}")

    def _begin(self) -> None:
        """Have the account's practice begun, so that the screens do not ask how to begin."""
        homes = {name: str(path) for name, path in self.home.items()}
        words = [*NETUI.split(), "config", "stage", "established"]
        subprocess.run(words, env={**os.environ, **homes}, stdout=subprocess.DEVNULL, check=True)

    def _make_key(self, name: str) -> None:
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.folder / name)], check=True
        )

    def _start(self, program: str) -> bool:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = " ".join(f"{name}={path}" for name, path in self.home.items())
        configuration = self.folder / "sshd_config"
        configuration.write_text(
            CONFIGURATION.format(port=self.port, folder=self.folder, environment=environment, more=self._more)
        )
        log = str(self.folder / "log")
        self._process = subprocess.Popen([program, "-D", "-f", str(configuration), "-E", log])
        end = time.monotonic() + LONGEST
        while self._process.poll() is None and time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return True
            time.sleep(0.02)
        self._stop()
        return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    # --- who may do what -----------------------------------------------------------------------------------

    def allow(self, options: str, key: str = "key") -> None:
        """Let a key in, with the options that stand before it in ``authorized_keys``."""
        public = (self.folder / f"{key}.pub").read_text()
        (self.folder / "authorized_keys").write_text(f"{options} {public}".lstrip())

    def force(self, command: str, options: str = "restrict,pty") -> None:
        """Let the key run one command alone."""
        self.allow(f'command="{command}",{options}')

    def ssh(self, *words: str, account: str = "", options: Sequence[str] = ()) -> list[str]:
        """The client's command line."""
        return [
            "ssh", "-F", "none", "-p", str(self.port), "-i", str(self.folder / "key"),
            "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
            *options, f"{account or pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1", *words,
        ]  # fmt: skip

    def run(
        self, *words: str, account: str = "", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command without a terminal."""
        sent = [word for name in environment or {} for word in ("-o", f"SendEnv={name}")]
        return subprocess.run(
            self.ssh(*words, account=account, options=sent),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**os.environ, **(environment or {})},
            timeout=LONGEST,
            check=False,
        )

    def open(
        self, *words: str, environment: Mapping[str, str] | None = None, size: tuple[int, int] = (80, 24),
        options: Sequence[str] = (),
    ) -> Terminal:  # fmt: skip
        """Open netui, or another command, on a terminal."""
        sent = [word for name in ("LC_ALL", *(environment or {})) for word in ("-o", f"SendEnv={name}")]
        return Terminal(
            self.ssh(*words, options=["-tt", *sent, *options]), environment=environment, size=size
        )

    # --- what runs at the other end ------------------------------------------------------------------------

    def sessions(self) -> list[int]:
        """The processes of netui that this server's clients have opened."""
        mark = f"XDG_DATA_HOME={self.home['XDG_DATA_HOME']}".encode()
        found = [pid for pid in _processes() if b"netui" in _read(pid, "cmdline")]
        return [pid for pid in found if mark in _read(pid, "environ")]

    def session(self) -> int:
        """The one process of netui; waits for it to be there."""
        end = time.monotonic() + LONGEST
        while not (found := self.sessions()):
            assert time.monotonic() < end, "netui was never started"
            time.sleep(0.02)
        (pid,) = found
        return pid

    def half_typed(self) -> list[str]:
        """What the files hold in which the account's sessions keep their half-typed lines."""
        return [file.read_text() for file in (self.home["XDG_STATE_HOME"] / "netui").glob("unfinished-*")]

    def until_kept(self, line: str) -> None:
        """Wait until a half-typed line is kept: netui does so four times a second."""
        end = time.monotonic() + LONGEST
        while not any(line in each for each in self.half_typed()):
            assert time.monotonic() < end, "the line is not kept"
            time.sleep(0.02)

    def gone_after(self, pid: int, seconds: float = LONGEST) -> float:
        """How many seconds it takes until a process is gone."""
        started = time.monotonic()
        while alive(pid):
            if time.monotonic() - started > seconds:
                raise TimeoutError(f"still there after {seconds} s")
            time.sleep(0.02)
        return time.monotonic() - started


def alive(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    status = _read(pid, "stat").rpartition(b")")[2].split()
    return bool(status) and status[0] not in (b"Z", b"X")


def parent_of(pid: int) -> int:
    """The process that started another one."""
    return int(_read(pid, "stat").rpartition(b")")[2].split()[1])


def end_quietly(pid: int) -> None:
    """Make sure that a process is gone."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
