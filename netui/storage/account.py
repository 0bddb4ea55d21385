"""The account that a session runs under, as the journal and the lock name it."""

from __future__ import annotations

import os
import pwd


def account_name() -> str:
    """The account's name; its number where it has none.

    By the process's own account and by no variable: ``su`` leaves those of the one before, and anybody can
    set them.
    """
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except (KeyError, OSError):
        return str(os.getuid())
