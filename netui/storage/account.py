"""The account that a session runs under, as the journal and the lock name it."""

from __future__ import annotations

import getpass
import os


def account_name() -> str:
    """The account's name; its number where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
