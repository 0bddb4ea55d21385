"""Restricted use: netui as the only program of an account, as a forced command over SSH.

There is no shell to come from and none to leave for. What the client sends in ``NETUI_*`` does not count, the
document is the one that the administrator named, and no path of the client's is followed.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from netui.errors import NotFoundError, UsageProblem

if TYPE_CHECKING:
    from netui.cli.context import Session

ASKED = "SSH_ORIGINAL_COMMAND"
"""Where sshd leaves the command that the client asked for, when another one is forced."""

NOT_THEIRS = ("--document",)
"""Options that only the forced command itself may have."""


def is_restricted(options: Collection[str]) -> bool:
    """Whether this is a restricted use: by ``--restricted`` among the options, or by ``NETUI_RESTRICTED``."""
    return "--restricted" in options or os.environ.get("NETUI_RESTRICTED", "") not in ("", "0")


def forget_environment() -> None:
    """Let nothing count that a client may have sent about netui, shell completion included."""
    for name in [name for name in os.environ if name.lstrip("_").startswith("NETUI_")]:
        del os.environ[name]


def asked_for() -> list[str]:
    """The words of the command that the client asked for: ``ssh host due`` and ``ssh host netui due`` alike.

    There are none where it asked for the program, as by ``ssh -t host``. Raises UsageProblem for what cannot
    be read, and for options that are not the client's to give.
    """
    try:
        words = shlex.split(os.environ.get(ASKED, ""))
    except ValueError:
        raise UsageProblem("the command cannot be read: a quotation mark is missing") from None
    if words[:1] == ["netui"]:
        del words[0]
    options = words[: words.index("--")] if "--" in words else words
    for word in options:
        if word.partition("=")[0] in NOT_THEIRS:
            raise UsageProblem(f"{word.partition('=')[0]} cannot be given here")
    return words


def confined(arguments: Sequence[str], commands: Collection[str]) -> list[str]:
    """The arguments of a restricted run: those of the forced command and, if it names none of the
    ``commands``, what the client asked for."""
    forget_environment()
    if any(word in commands for word in arguments):
        return list(arguments)
    return [*arguments, *asked_for()]


def refuse_path(session: Session, backup: str) -> None:
    """Under restricted use a backup is named, never a path. Raises NotFoundError."""
    if not session.restricted:
        return
    from netui.storage.backups import Backups
    from netui.storage.files import resolved

    kept = Backups(resolved(session.path)).all()
    if not any(backup in (each.name, each.path.name) for each in kept):
        raise NotFoundError("there is no such backup: netui backup --list shows those there are")
