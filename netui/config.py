"""The configuration file: what a person may set, with its defaults. Read when asked, never at import.

What can be set, in words, is in :mod:`netui.settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from netui.domain.days import known_zone
from netui.errors import NetuiError, UsageProblem

RESTRICTED_IDLE_MINUTES = 30
"""Minutes without a key after which the screens are left under restricted use (choice)."""


SHOWN = 40
"""Characters that are shown of a value that does not fit."""


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
    glyphs: Literal["auto", "unicode", "ascii"] = "auto"
    """The signs to draw with; auto: as the terminal's encoding allows."""
    mouse: Literal["auto", "on", "off"] = "auto"
    """Whether the mouse is listened to; auto: not over SSH, where each of its moves costs kilobytes."""
    idle_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] | None = None
    """Minutes without a key after which the screens are left; 0: never. Not set: never, but under restricted
    use after :data:`RESTRICTED_IDLE_MINUTES`."""
    keys: Mapping[str, str | list[str]] = {}
    """Keys by the id of what they do (``netui keys`` lists them); checked by :mod:`netui.tui.keymap`."""

    @property
    def ascii(self) -> bool:
        """Whether nothing but ASCII is to be drawn with, whatever the terminal shows."""
        return self.glyphs == "ascii"

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

    def wants_mouse(self, *, over_ssh: bool) -> bool:
        """Whether the mouse is listened to."""
        return self.mouse == "on" or (self.mouse == "auto" and not over_ssh)


class Problem(NamedTuple):
    """Something in a file that cannot be used; the default holds there."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


class Read(NamedTuple):
    """What the files say."""

    config: Config
    problems: tuple[Problem, ...]

    @property
    def message(self) -> str:
        """All problems in one line, each file named once; empty where there are none."""
        by_path: dict[Path, list[str]] = {}
        for path, what in self.problems:
            by_path.setdefault(path, []).append(what)
        return "; ".join(f"{path}: {'; '.join(whats)}" for path, whats in by_path.items())


def read_config(*paths: Path) -> Read:
    """The configuration of the files at ``paths``, a later one over an earlier one; a file need not exist.

    What does not fit is left out and told, value by value; a file that is no TOML is left out whole.
    """
    fitting: dict[str, Any] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            values = _values(path)
        except NetuiError as error:
            problems.append(Problem(path, error.message))
            continue
        for key, value in values.items():
            try:
                check_value(key, value)
            except UsageProblem as error:
                problems.append(Problem(path, error.message))
            else:
                fitting[key] = {**fitting.get(key, {}), **value} if key == "keys" else value
    return Read(msgspec.convert(fitting, Config), tuple(problems))


def check_readable(path: Path) -> None:
    """Raise NetuiError where the file at ``path`` is there and is no TOML that can be read."""
    try:
        _values(path)
    except NetuiError as error:
        raise NetuiError(f"the configuration {path}: {error.message}") from error


def _values(path: Path) -> dict[str, Any]:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise NetuiError(f"cannot be read: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NetuiError(f"cannot be used: {error}") from error


def check_value(key: str, value: object) -> None:
    """Raise UsageProblem where the setting ``key`` cannot be ``value``."""
    if key not in Config.__struct_fields__:
        raise UsageProblem(f"there is no setting “{key}”")
    try:
        msgspec.convert({key: value}, Config)
    except msgspec.ValidationError as error:
        raise UsageProblem(f"{key} cannot be {repr(value)[:SHOWN]}") from error
    if key == "zone" and value is not None:
        known_zone(str(value))
