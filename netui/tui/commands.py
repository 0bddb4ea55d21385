"""The one list of commands: keys, palette, help, the line of keys and the documentation come from it."""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = ""
"""The screen name of commands that every screen has."""


BY_THE_LIST = "open"
"""The command whose key the focused list or calendar answers itself."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does."""

    id: str
    """Stable: the configuration names it, and the action method is ``action_`` + id."""
    keys: str
    """Textual's names of the keys, comma separated; the first is the one that is shown."""
    label: str
    """One or two words, for the line of keys."""
    help: str
    """One sentence, for help and palette."""
    screens: tuple[str, ...] = (EVERYWHERE,)
    footer: bool = False
    """Whether the line of keys shows it."""

    @property
    def shown_key(self) -> str:
        """The key as people write it."""
        first = self.keys.partition(",")[0]
        return _SHOWN.get(first, first)


_SHOWN = {
    "plus": "+",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
}

_LISTS = ("today", "network", "balance", "streak", "contact")
_CONTACTS = ("today", "network", "balance", "contact")

COMMANDS: tuple[Command, ...] = (
    Command("log", "l", "log", "Log a line: what happened, with whom.", footer=True),
    Command("open", "enter", "open", "Open what is under the cursor.", _LISTS, footer=True),
    Command("done", "d", "done", "The reminder is done; a promise becomes an interaction.", ("today",), True),
    Command("snooze", "s", "snooze", "Hide the reminder until a day.", ("today",), True),
    Command("skip", "x", "skip", "Hide the reminder until tomorrow.", ("today",), True),
    Command("all", "plus", "all", "Show all reminders, or those of today.", ("today",)),
    Command("filter", "slash", "filter", "Show only contacts that hold what you type.", ("network",), True),
    Command("order", "o", "order by", "Order the list by the next column.", ("network", "balance"), True),
    Command("new", "n", "new", "A new contact.", ("network",), True),
    Command("next_list", "tab", "next list", "Persons, organisations or channels.", ("balance",), True),
    Command(
        "rest", "r", "rest", "Plan the day under the cursor as rest, or take that back.", ("streak",), True
    ),
    Command("to_today", "t", "today", "Go to today.", ("streak",), True),
    Command("year_before", "left_square_bracket", "year before", "The year before.", ("streak",), True),
    Command("year_after", "right_square_bracket", "year after", "The year after.", ("streak",)),
    Command("take_note", "c", "note", "Note something to know; nothing happened.", _CONTACTS),
    Command("promise", "p", "promise", "Promise something, by a day if there is one.", _CONTACTS),
    Command("mute", "m", "mute", "Mute: no reminders of this contact; again to have them back.", _CONTACTS),
    Command("archive", "a", "archive", "Put the contact away, or take it out again.", ("network", "contact")),
    Command(
        "delete",
        "D",
        "delete",
        "Delete an entry, or forget it or the contact for good.",
        ("network", "contact"),
    ),
    Command("find", "slash", "find", "Find a contact.", ("today", "balance", "streak", "contact"), True),
    Command("today", "1", "Today", "Whom to reach out to today, and why."),
    Command("network", "2", "Network", "People and organisations, by what wants doing."),
    Command("balance", "3", "Balance", "What you give and take, and how sure that is."),
    Command("streak", "4", "Streak", "The calendar of your practice."),
    Command("undo", "u", "undo", "Take the last change back, also tomorrow.", footer=True),
    Command("redo", "ctrl+r", "redo", "Do again what was undone."),
    Command("palette", "colon,ctrl+p", "palette", "All commands by name."),
    Command("light", "f2", "light, dark", "Change between the light and the dark theme."),
    Command("help", "question_mark", "help", "What this screen shows, and its keys.", footer=True),
    Command("back", "escape", "back", "Back to where you came from.", ("contact",), True),
    Command("quit", "q,ctrl+q,ctrl+c", "quit", "Leave netui.", footer=True),
)


def commands_for(screen: str) -> list[Command]:
    """The commands that a screen has, its own first, in the order of the list."""
    own = [command for command in COMMANDS if screen in command.screens]
    return own + [command for command in COMMANDS if EVERYWHERE in command.screens]


def keys_shown(screen: str) -> list[tuple[str, str]]:
    """Key and label for the line of keys at the foot of a screen."""
    shown = [command for command in commands_for(screen) if command.footer]
    shown.sort(key=lambda command: command.id in ("undo", "help", "quit"))
    return [(command.shown_key, command.label) for command in shown]


def keys_table() -> list[tuple[str, str, str]]:
    """Key, id and sentence of each command, for ``netui keys`` and the documentation."""
    return [
        (", ".join(_SHOWN.get(key, key) for key in command.keys.split(",")), command.id, command.help)
        for command in COMMANDS
    ]
