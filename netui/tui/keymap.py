"""The keys as a person has set them: the list of commands, and what the configuration changes of it.

No Textual here: ``netui keys`` and ``netui config`` load none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from netui.tui.commands import COMMANDS, EVERYWHERE, MOVES, SHOWN, Command, keys_table

Configured = Mapping[str, str | Sequence[str]]
"""Keys by the id of a command, as a person writes them; of several the first is the one that is shown."""

ALWAYS = {
    "quit": ("ctrl+q", "ctrl+c"),
    "palette": ("ctrl+p",),
    "back": ("escape",),
    "open": ("enter",),
    "move_up": ("up",),
    "move_down": ("down",),
}
"""Keys that stay beside what is set, so that nobody is ever locked in."""

_MOVING = ("home", "end", "pageup", "pagedown", "up", "down", "left", "right")
_FUNCTIONS = (f"f{number}" for number in range(1, 13))
_NAMED = frozenset({"escape", "enter", "tab", "space", "insert", *_MOVING, *_FUNCTIONS})
_EDITING = ("backspace", "delete")
"""Keys that take back what was typed: no command has them."""
_WRITTEN = {shown: name for name, shown in SHOWN.items()} | {"esc": "escape", " ": "space"}
_OF_UNICODE = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual calls a key otherwise than Unicode calls its character."""


_KEY_OF = re.compile(r"\{([a-z_]+)\}")
_TAKES_BACK = re.compile(r"(^|[;,] )u ((?:takes|brings) (?:it|them) (?:all )?back)$")


class Keymap(msgspec.Struct, frozen=True):
    """The commands with the keys that they have here."""

    commands: tuple[Command, ...] = COMMANDS
    moves: tuple[Command, ...] = MOVES
    changed: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Textual's names of the keys by the id of what was changed, for ``App.set_keymap``."""
    problems: tuple[str, ...] = ()
    """Why a key is not as it was set, for people."""

    def shown(self, command: str) -> str:
        """The key of a command as people write it."""
        return next(each.shown_key for each in self.commands if each.id == command)

    def worded(self, template: str) -> str:
        """A text of ours with the keys in it as they are set: ``Press {log}`` names the key of ``log``."""
        return _KEY_OF.sub(lambda match: self.shown(match[1]), template)

    def said(self, message: str) -> str:
        """What is said in passing, with the key that takes it back as it is set: "done; u takes it back"."""
        if "undo" not in self.changed:
            return message
        return _TAKES_BACK.sub(lambda match: f"{match[1]}{self.shown('undo')} {match[2]}", message)

    def table(self) -> list[tuple[str, str, str]]:
        """Key, id and sentence of all that a key does."""
        return keys_table((*self.commands, *self.moves))


def keymap_of(configured: Configured) -> Keymap:
    """The keys with what is ``configured``. What cannot be keeps its default; the rest is honoured."""
    if not configured:
        return Keymap()
    known = {command.id: command for command in (*COMMANDS, *MOVES)}
    wanted: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for command, written in configured.items():
        if command not in known:
            problems.append(f"there is no key “{command}”")
            continue
        keys = [(each, key_name(each)) for each in ([written] if isinstance(written, str) else written)]
        unknown = [each for each, name in keys if name is None]
        if unknown or not keys:
            problems.append(f"{command}: “{unknown[0] if unknown else ''}” is no key that can be had")
            continue
        wanted[command] = _distinct((*(name for _, name in keys if name), *ALWAYS.get(command, ())))
    while (clash := _first_clash(known.values(), wanted)) is not None:
        loser, other, key = clash
        del wanted[loser]
        problems.append(f"{loser}: {SHOWN.get(key, key)} is {other}’s already")
    changed = {command: ",".join(keys) for command, keys in wanted.items()}
    return Keymap(_with(COMMANDS, changed), _with(MOVES, changed), changed, tuple(problems))


def key_name(written: str) -> str | None:
    """Textual's name of a key as a person writes it: ``a``, ``?``, ``f5``, ``ctrl+e``; None for none.

    Only keys that every terminal tells apart: letters with ctrl, but not with alt or with ctrl and shift.
    """
    text = _WRITTEN.get(written, written)
    if len(text) == 1:
        return _name_of(text)
    text = text.strip().lower()
    text = _WRITTEN.get(text, text)
    modifier, plus, key = text.partition("+")
    if plus and modifier == "ctrl":
        # ctrl with h, i, j or m is what terminals send for backspace, tab and enter.
        return text if len(key) == 1 and key in "abcdefgklnopqrstuvwxyz" else None
    if text == "shift+tab":
        return text
    named = text in _NAMED or text in SHOWN
    return text if named and text not in _EDITING else None


def _name_of(character: str) -> str | None:
    """Textual's name of the key of one character."""
    if character.isalnum():
        return character
    if not character.isprintable():
        return None
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _OF_UNICODE.get(name, name) or None


def _first_clash(
    known: Iterable[Command], wanted: Mapping[str, tuple[str, ...]]
) -> tuple[str, str, str] | None:
    """Two commands of one screen that share a key: whose setting has to go, the other, the key.

    It is the one that was set; of two that were, the later one.
    """
    order = {command: place for place, command in enumerate(wanted)}
    holders: dict[str, list[Command]] = {}
    for command in known:
        for key in wanted.get(command.id) or command.keys.split(","):
            for other in holders.setdefault(key, []):
                if (command.id in wanted or other.id in wanted) and _meet(command, other):
                    pair = sorted((command.id, other.id), key=lambda each: order.get(each, -1))
                    return pair[1], pair[0], key
            holders[key].append(command)
    return None


def _meet(one: Command, other: Command) -> bool:
    """Whether a screen has both."""
    screens = {*one.screens, *other.screens}
    return EVERYWHERE in screens or len(screens) < len(one.screens) + len(other.screens)


def _with(commands: Iterable[Command], changed: Mapping[str, str]) -> tuple[Command, ...]:
    return tuple(
        msgspec.structs.replace(command, keys=changed[command.id]) if command.id in changed else command
        for command in commands
    )


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
