"""The configuration file: what a person may set, with its defaults. Read when asked, never at import.

What can be set, in words, is in :mod:`netui.settings`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from netui.errors import NetuiError


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``config.toml``; every setting has a default."""

    zone: str | None = None
    """IANA name; the system's zone if not set."""
    date_order: Literal["dmy", "mdy"] = "dmy"
    """How ``11/12`` is read: day first, or month first."""
    capacity: Annotated[int, msgspec.Meta(ge=1, le=20)] = 3
    """Contacts to reach out to that Today shows."""
    leap_day: Literal["28 february", "1 march"] = "28 february"
    """When somebody born on 29 February has their birthday in other years."""
    emails: tuple[str, ...] = ()
    """One's own e-mail addresses, so that a calendar's meetings are not with oneself."""
    theme: str = "netui-dark"
    ascii: bool = False
    """Draw with ASCII only, also in a terminal that has UTF-8."""


def load_config(path: Path) -> Config:
    """The configuration at ``path``, the defaults where there is no file.

    Raises NetuiError in one line that names the file and the setting that does not fit.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise NetuiError(f"cannot read the configuration {path}: {error.strerror}") from error
    try:
        return msgspec.toml.decode(text, type=Config)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NetuiError(f"the configuration {path} cannot be used: {error}") from error
