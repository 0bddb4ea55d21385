"""Start and end: the environment, the terminal, and what is left behind when something breaks."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from netui import __version__
from netui.errors import NetuiError
from netui.paths import private_folder, state_folder

CRASHED = 70
"""Exit code after a fault of the program itself (EX_SOFTWARE of sysexits)."""


COLOURLESS = ("vt1", "vt2", "vt3", "vt4", "vt5", "xterm-mono", "ansi-m", "linux-m")
"""How the names of terminals begin that have no colours by their terminfo."""


class ProgramFault(NetuiError):
    """The program itself broke; what was acknowledged is on disk."""

    exit_code = CRASHED


def without_colour() -> bool:
    """Whether no colour is wanted (``NO_COLOR``) or the terminal has none."""
    return "NO_COLOR" in os.environ or os.environ.get("TERM", "").startswith(COLOURLESS)


def a_shell_waits() -> bool:
    """Whether a shell with job control started netui, and can bring it back once it is suspended.

    A forced command and ``ssh -t host netui`` have none: a program suspended there can only be killed.
    """
    try:
        parent = os.getppid()
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:
        return False


def write_crash_report(error: BaseException, instant: datetime) -> Path | None:
    """Keep where the program broke, readable by the account alone; None when that cannot be written.

    The report holds files, lines and functions of the program and no values: values here are private notes.
    """
    lines = [
        f"netui {__version__}, Python {platform.python_version()}, {platform.system()}, {instant:%FT%TZ}"
    ]
    for fault in _chain(error):
        lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(fault.__traceback__, limit=-40)
        ]
    path = state_folder() / f"crash-{instant:%Y%m%dT%H%M%S}.txt"
    try:
        private_folder(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as report:
            os.fchmod(descriptor, 0o600)
            report.write("\n".join(lines) + "\n")
    except (OSError, NetuiError):
        return None
    return path


def _chain(error: BaseException | None) -> list[BaseException]:
    faults: list[BaseException] = []
    while error is not None and error not in faults:
        faults.append(error)
        error = error.__cause__ or error.__context__
    return faults


def _short(filename: str) -> str:
    """A file's path within its package: what lies before it tells of the machine, not of the fault."""
    for root in sorted(sys.path, key=len, reverse=True):
        if root and filename.startswith(root + os.sep):
            return filename.removeprefix(root + os.sep)
    return Path(filename).name
