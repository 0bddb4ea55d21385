"""The configuration file: what a person may set, with its defaults. Read when asked, never at import.

What can be set, in words, is in :mod:`netui.settings`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from netui.errors import NetuiError

RESTRICTED_IDLE_MINUTES = 30
"""Minutes without a key after which the screens are left under restricted use (choice)."""


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
    idle_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] | None = None
    """Minutes without a key after which the screens are left; 0: never. Not set: never, but under restricted
    use after :data:`RESTRICTED_IDLE_MINUTES`."""

    @property
    def own(self) -> frozenset[str]:
        """One's own e-mail addresses, in lower case."""
        return frozenset(email.casefold() for email in self.emails)

    def idle_seconds(self, *, restricted: bool) -> float | None:
        """Seconds without a key after which the screens are left; None: never."""
        minutes = self.idle_minutes
        if minutes is None:
            minutes = RESTRICTED_IDLE_MINUTES if restricted else 0
        return minutes * 60.0 or None


def load_config(*paths: Path) -> Config:
    """The configuration of the files at ``paths``, a later one over an earlier one; a file need not exist.

    Raises NetuiError in one line that names the file and the setting that does not fit.
    """
    settings: dict[str, Any] = {}
    config = Config()
    for path in paths:
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise NetuiError(f"cannot read the configuration {path}: {error.strerror}") from error
        try:
            settings |= msgspec.toml.decode(text, type=dict[str, Any])
            config = msgspec.convert(settings, type=Config)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NetuiError(f"the configuration {path} cannot be used: {error}") from error
    return config
