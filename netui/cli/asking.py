"""Questions to the person at the terminal, and what happens where there is none to ask."""

from __future__ import annotations

import sys

from netui.cli import output
from netui.cli.context import Session
from netui.errors import NetuiError


class Declined(NetuiError):
    """What was asked was not agreed to, or there was nobody to ask. Exit code 1."""


def confirm(session: Session, reason: str, question: str) -> None:
    """Go on only when the person says yes to ``question``, asked on standard error after ``reason``.

    Raises Declined when they do not, and where nobody can be asked: with ``--json``, or without a terminal.
    """
    streams = (sys.stdin, sys.stderr)
    if session.json or not all(stream is not None and stream.isatty() for stream in streams):
        raise Declined(f"{reason}: add --yes to {question}")
    sys.stderr.write(output.clean(f"{reason}: {question}? [y/N] "))
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise Declined("nothing was changed")
