"""What a person can set, in one list: the practice (in the document) and the program (in ``config.toml``).

The command ``netui config``, the Settings screen and the papers all come from :data:`SETTINGS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

from netui.config import Config, check_readable, check_value
from netui.domain.cadence import STAGE_CADENCES, circle_cadences
from netui.domain.days import Now, short_day
from netui.domain.goals import STAGES
from netui.domain.nearest import did_you_mean, nearest
from netui.domain.records import Circle, Profile
from netui.errors import NetuiError, NotFoundError, UsageProblem
from netui.network import Network
from netui.network import profile as practice

Plain = str | int | list[str]
"""What the configuration file holds."""

DEFAULT = "default"
"""The word that takes a setting of the program, or a circle's cadence, back to what it is by itself."""

CIRCLES: tuple[Circle, ...] = get_args(Circle)

MOST_DIGITS = 9

KEYS = "keys"
"""The table of the configuration that says which key does what."""


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
    sample: str = ""
    """As a line of ``config.toml`` has it, where that is not its default."""


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
        "where you are; it sets proposals",
        STAGES,
        in_document=True,
    ),
    Setting(
        "routine",
        "active days a week, as of next week",
        tuple(map(str, practice.ROUTINES)),
        in_document=True,
    ),
    Setting("week_start", "the day on which a week begins", practice.WEEKDAYS, in_document=True),
    Setting(
        "rollover_hour",
        "hour before which it is yesterday",
        tuple(map(str, practice.ROLLOVER_HOURS)),
        in_document=True,
    ),
    *(
        Setting(
            f"{circle}_days",
            f"days between talks, {circle} circle{more}",
            hint="days, 1 to 36500",
            in_document=True,
        )
        for circle, more in (("inner", ""), ("close", ""), ("wider", " or none"), ("outer", ""))
    ),
    Setting(
        "zone",
        "the time zone whose days count",
        hint="an IANA name such as Europe/London; empty: the system's",
        sample="Europe/London",
    ),
    Setting("date_order", "day or month first, as in 11/12", ("dmy", "mdy")),
    Setting("capacity", "people to reach out to on one day", hint="1 to 20"),
    Setting(
        "leap_day",
        "birthdays of 29 Feb in other years",
        ("28 february", "1 march"),
    ),
    Setting(
        "theme",
        "the colours",
        hint="netui-dark, netui-light, netui-contrast, netui-contrast-light or Textual's",
    ),
    Setting("glyphs", "the signs that are drawn with", ("auto", "unicode", "ascii")),
    Setting("mouse", "listened to; auto: not over SSH", ("auto", "on", "off")),
    Setting("idle_minutes", "left untouched so long, netui ends", hint="minutes, 0 for never", sample="30"),
    Setting(
        "emails",
        "your own addresses, for calendars",
        hint="addresses with commas between them",
        sample="me@example.org",
    ),
    Setting(KEYS, "keys that are other than usual", hint="netui config keys.log v; ids: netui keys"),
)

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def find(key: str) -> Setting:
    """The setting that a person means; ``keys.ID`` is the one of a single key. Raises NotFoundError."""
    plain = key.strip().lower().replace("-", "_").replace(" ", "_")
    table, dot, command = plain.partition(".")
    if dot and table == KEYS:
        known = dict(_commands())
        if command not in known:
            near = did_you_mean(nearest(command, known)) or ": netui keys lists those there are"
            raise NotFoundError(f"there is no key “{command}”{near}")
        return Setting(plain, known[command], hint="a key such as a, ?, f5 or ctrl+e; several with spaces")
    setting = _BY_KEY.get(plain)
    if setting is None:
        near = did_you_mean(nearest(plain, _BY_KEY)) or ": netui config lists those there are"
        raise NotFoundError(f"there is no setting “{key}”{near}")
    return setting


def value_of(setting: Setting, config: Config, network: Network, now: Now) -> Value:
    """What a setting is now."""
    if setting.in_document:
        return _PRACTICE[setting.key].shown(network, now)
    table, dot, command = setting.key.partition(".")
    if dot:
        from netui.tui.keymap import keymap_of

        shown = next(keys for keys, each, _ in keymap_of(config.keys).table() if each == command)
        return Value(shown, command in config.keys)
    if table == KEYS:
        shown = "; ".join(f"{each} {_text(keys)}" for each, keys in config.keys.items())
        return Value(shown, bool(config.keys))
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
        near = did_you_mean(nearest(text, setting.choices))
        raise UsageProblem(f"{setting.key} is one of {', '.join(setting.choices)}{near}")
    if setting.in_document:
        _PRACTICE[setting.key].keep(network, text.lower(), now)
    else:
        write(path, setting, _plain(setting, text))


def write(path: Path, setting: Setting, value: Plain | None) -> None:
    """Set one setting in the file at ``path``, or take it out for None; comments and order stay.

    A new file says of each setting what it is. Raises UsageProblem where it cannot be that, NetuiError where
    the file cannot be read or written.
    """
    import tomlkit  # late: rarely asked for

    check_readable(path)  # a file that is no TOML is put right by hand, never written over
    table, _, command = setting.key.partition(".")
    if table == KEYS:
        if not command and value is not None:
            raise UsageProblem(f"one key at a time: {setting.hint}")
        _refuse_clash(path, command, value)
    elif value is not None:
        try:
            check_value(setting.key, value)
        except UsageProblem as error:
            if setting.key == "zone":
                raise
            raise UsageProblem(f"{setting.key} is {setting.hint}") from error
    text = _text_of(path)
    if text is None:
        text = template()
    document = tomlkit.parse(text)
    if value is not None and not command and setting.key not in document:
        document = tomlkit.parse(_without_sample(text, setting.key, value))
    if command:
        keys = document.setdefault(KEYS, tomlkit.table())
        _put(keys, command, value)
        if not keys:
            document.pop(KEYS)
    else:
        _put(document, setting.key, value)
    _install(path, tomlkit.dumps(document))


def write_template(path: Path) -> None:
    """Write a file that sets nothing and says what can be set. Raises NetuiError where there is one."""
    if path.exists():
        raise NetuiError(f"there is a configuration already: {path}")
    _install(path, template())


def template() -> str:
    """A configuration that sets nothing: of each setting of the program what it is, and a sample."""
    lines = [
        "# The settings of netui. Take away the # before one to set it; netui config KEY VALUE does so, too.",
        "# What belongs to the practice (stage, routine, circles …) is kept in the document: netui config.",
    ]
    for setting in SETTINGS:
        if setting.in_document or setting.key == KEYS:
            continue
        can_be = ", ".join(setting.choices) or setting.hint
        sample = _plain(setting, setting.sample or str(getattr(Config(), setting.key)))
        lines += ["", f"# {setting.about} ({can_be})", f"# {setting.key} = {_toml(sample)}"]
    lines += ["", "# keys by the id of what they do, as netui keys lists them", "# [keys]", '# log = "v"']
    return "\n".join(lines) + "\n"


def _refuse_clash(path: Path, command: str, value: Plain | None) -> None:
    """Raise UsageProblem where a key could not be had beside the others of the file."""
    from netui.config import read_config
    from netui.tui.keymap import keymap_of

    if value is None:
        return
    # The new one last: of two that clash, it is the one to be told.
    others = {each: keys for each, keys in read_config(path).config.keys.items() if each != command}
    before = set(keymap_of(others).problems)
    after = keymap_of({**others, command: [str(value)] if isinstance(value, int) else value})
    if new := [each for each in after.problems if each not in before]:
        raise UsageProblem(new[0])


def _commands() -> Iterator[tuple[str, str]]:
    from netui.tui.commands import COMMANDS, MOVES

    return ((each.id, each.help) for each in (*COMMANDS, *MOVES))


def _without_sample(text: str, key: str, value: Plain) -> str:
    """The file with the sample line of a setting, if one stands before any table, made the setting itself."""
    before = re.split(r"^\s*\[", text, maxsplit=1, flags=re.MULTILINE)[0]
    sample = re.search(rf"^# ?{key} = .*$", before, re.MULTILINE)
    if sample is None:
        return text
    return f"{text[: sample.start()]}{key} = {_toml(value)}{text[sample.end() :]}"


def _toml(value: Plain) -> str:
    import tomlkit

    return tomlkit.item(value).as_string()


def _put(table: Any, key: str, value: Plain | None) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value


def _text_of(path: Path) -> str | None:
    from netui.storage.files import explained

    with explained("read", path):
        try:
            return path.read_text("utf-8")
        except FileNotFoundError:
            return None


def _install(path: Path, text: str) -> None:
    from netui.paths import private_folder
    from netui.storage.files import explained, install_whole, resolved

    with explained("write", path):
        target = resolved(path)
        private_folder(target.parent)
        install_whole(target, (text.encode(),))


def _plain(setting: Setting, text: str) -> Plain:
    """A value as the configuration file has it."""
    if setting.choices:
        return text.lower()
    if setting.key.startswith(f"{KEYS}."):
        keys = text.split() or [text]
        return keys[0] if len(keys) == 1 else keys
    if isinstance(getattr(Config(), setting.key), tuple):
        return [each.strip() for each in text.split(",") if each.strip()]
    return int(text) if _is_number(text) else text


def _is_number(text: str) -> bool:
    """Whether a text is a number, and none that nobody means."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
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


def _circle(circle: Circle, network: Network, now: Now) -> Value:
    profile = network.profile
    by_hand = any(each.circle == circle for each in profile.circles)
    proposed = not by_hand and circle in STAGE_CADENCES.get(profile.stage or "", ())
    days = circle_cadences(profile)[circle]
    return Value(str(days), by_hand, "by your stage" if proposed else "")


def _keep_circle(circle: Circle, network: Network, text: str, now: Now) -> None:
    if text == DEFAULT:
        practice.set_circle(network, circle, None)
        return
    if not _is_number(text):
        raise UsageProblem(f"{circle}_days is {find(f'{circle}_days').hint}")
    practice.set_circle(network, circle, int(text))


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
    **{
        f"{circle}_days": _Kept(partial(_circle, circle), partial(_keep_circle, circle)) for circle in CIRCLES
    },
}
