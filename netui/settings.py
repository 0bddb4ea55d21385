"""What a person can set, in one list: the practice (in the document) and the program (in ``config.toml``).

The command ``netui config``, the Settings screen and the papers all come from :data:`SETTINGS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from netui.clock import known_zone
from netui.config import Config, load_config
from netui.domain.days import Now, short_day
from netui.domain.goals import STAGES
from netui.domain.records import Profile
from netui.errors import NotFoundError, UsageProblem
from netui.network import Network
from netui.network import profile as practice

YES, NO = "yes", "no"
Plain = str | int | bool | list[str]
"""What the configuration file holds."""

DEFAULT = "default"
"""The word that takes a setting of the program back to what it is by itself."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    key: str
    about: str
    """One sentence."""
    choices: tuple[str, ...] = ()
    """All that it can be; none where it is free."""
    hint: str = ""
    """What it can be, where that is not a short list."""
    in_document: bool = False
    """Kept in the document: the same in every session, and undone like any change."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a setting is."""

    text: str
    """As it is typed; empty where nothing is set and none is the default."""
    is_set: bool
    """Whether a person has chosen it."""
    note: str = ""
    """What there is to know of it just now."""


SETTINGS = (
    Setting(
        "stage",
        "where you are; it only sets proposals",
        STAGES,
        in_document=True,
    ),
    Setting(
        "routine",
        "active days a week, from next week on",
        tuple(map(str, practice.ROUTINES)),
        in_document=True,
    ),
    Setting("week_start", "the day on which a week begins", practice.WEEKDAYS, in_document=True),
    Setting(
        "rollover_hour",
        "the hour before which it is yesterday",
        tuple(map(str, practice.ROLLOVER_HOURS)),
        in_document=True,
    ),
    Setting(
        "zone",
        "the time zone whose days count",
        hint="an IANA name such as Europe/London; empty: the system's",
    ),
    Setting("date_order", "how 11/12 is read: day or month first", ("dmy", "mdy")),
    Setting("capacity", "people to reach out to on one day", hint="1 to 20"),
    Setting(
        "leap_day",
        "birthdays of 29 Feb in other years",
        ("28 february", "1 march"),
    ),
    Setting("theme", "the colours", hint="netui-dark, netui-light, or one of Textual's"),
    Setting("ascii", "draw with ASCII alone", (NO, YES)),
    Setting("idle_minutes", "left untouched so long, netui ends", hint="minutes; 0 for never"),
    Setting("emails", "your own addresses, for calendars", hint="addresses with commas between them"),
)

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def find(key: str) -> Setting:
    """The setting that a person means. Raises NotFoundError."""
    setting = _BY_KEY.get(key.strip().lower().replace("-", "_").replace(" ", "_"))
    if setting is None:
        raise NotFoundError(f"there is no setting “{key}”: netui config lists those there are")
    return setting


def value_of(setting: Setting, config: Config, network: Network, now: Now) -> Value:
    """What a setting is now."""
    if setting.in_document:
        return _PRACTICE[setting.key].shown(network, now)
    value, default = getattr(config, setting.key), getattr(Config(), setting.key)
    return Value(_text(value), value != default)


def change(setting: Setting, text: str, path: Path, network: Network, now: Now) -> None:
    """Set a setting to what ``text`` says, in the document or in the configuration at ``path``.

    Raises UsageProblem where it cannot be that, NetuiError where it cannot be written.
    """
    text = text.strip()
    if not setting.in_document and text.lower() == DEFAULT:
        write(path, setting, None)
        return
    if setting.choices and text.lower() not in setting.choices:
        raise UsageProblem(f"{setting.key} is one of {', '.join(setting.choices)}")
    if setting.in_document:
        _PRACTICE[setting.key].keep(network, text.lower(), now)
    else:
        write(path, setting, _plain(setting, text))


def write(path: Path, setting: Setting, value: Plain | None) -> None:
    """Set one setting in the file at ``path``, or take it out for None; comments and order stay.

    Raises UsageProblem where it cannot be that, NetuiError where the file cannot be read or written.
    """
    import tomlkit  # late: rarely asked for

    from netui.paths import private_folder
    from netui.storage.files import explained, install_whole, resolved

    load_config(path)  # a file that cannot be used is put right by hand, never written over
    if setting.key == "zone" and value is not None:
        known_zone(str(value))
    try:
        msgspec.convert({setting.key: value} if value is not None else {}, Config)
    except msgspec.ValidationError as error:
        raise UsageProblem(f"{setting.key} is {setting.hint}") from error
    with explained("write", path):
        try:
            document = tomlkit.parse(path.read_text("utf-8"))
        except FileNotFoundError:
            document = tomlkit.document()
            document.add(tomlkit.comment("The settings of netui; netui config says what there is to set."))
        if value is None:
            document.pop(setting.key, None)
        else:
            document[setting.key] = value
        target = resolved(path)
        private_folder(target.parent)
        install_whole(target, (tomlkit.dumps(document).encode(),))


def _plain(setting: Setting, text: str) -> Plain:
    """A value as the configuration file has it."""
    if setting.choices == (NO, YES):
        return text.lower() == YES
    if setting.choices:
        return text.lower()
    if isinstance(getattr(Config(), setting.key), tuple):
        return [each.strip() for each in text.split(",") if each.strip()]
    return int(text) if text.isascii() and text.isdecimal() else text


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class _Kept:
    """How a setting of the document is read and written."""

    shown: Callable[[Network, Now], Value]
    keep: Callable[[Network, str, Now], None]


def _routine(network: Network, now: Now) -> Value:
    found = practice.committed(network, now)
    note = f"{found.next_days} from {short_day(found.next_from, now.today)}" if found.next_from else ""
    return Value(str(found.days), bool(network.profile.routine), note)


_PRACTICE: Mapping[str, _Kept] = {
    "stage": _Kept(
        lambda network, now: Value(network.profile.stage or "", network.profile.stage is not None),
        lambda network, text, now: practice.set_stage(network, text),
    ),
    "routine": _Kept(_routine, lambda network, text, now: practice.set_routine(network, int(text), now)),
    "week_start": _Kept(
        lambda network, now: Value(
            practice.WEEKDAYS[network.profile.week_start - 1],
            network.profile.week_start != Profile().week_start,
        ),
        lambda network, text, now: practice.set_week_start(network, practice.WEEKDAYS.index(text) + 1),
    ),
    "rollover_hour": _Kept(
        lambda network, now: Value(
            str(network.profile.rollover_hour), network.profile.rollover_hour != Profile().rollover_hour
        ),
        lambda network, text, now: practice.set_rollover_hour(network, int(text)),
    ),
}
