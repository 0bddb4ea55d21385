"""The one list of commands: keys, palette, help, the line of keys and the documentation come from it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

EVERYWHERE = ""
"""The screen name of commands that every screen has."""


LAST_SHOWN = ("order", "undo", "introduce", "review", "redo", "help", "quit")
"""Commands at the end of the line of keys, in this order: the first to go where there is little room."""

BY_THE_LIST = "open"
"""The command whose key the focused list or calendar answers itself."""


class Command(msgspec.Struct, frozen=True):
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
        return SHOWN.get(first, first)


SHOWN = {
    "plus": "+",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "comma": ",",
    "asterisk": "*",
}
"""Textual's names of keys that people write otherwise."""

_LISTS = (
    "today", "network", "balance", "streak", "goals", "contact", "reason", "evidence", "event", "review",
    "settings", "import",
)  # fmt: skip
_CONTACTS = ("today", "network", "balance", "contact", "reason", "evidence", "event")
_REMINDERS = ("today", "reason")
_FOLLOW_UPS = (*_REMINDERS, "contact", "review")
_OVER = ("contact", "reason", "evidence", "event", "review", "settings", "import")
"""Screens that lie over another one."""

COMMANDS: tuple[Command, ...] = (
    Command("log", "l", "log", "Log a line: what happened, with whom.", footer=True),
    Command(
        "open",
        "enter",
        "open",
        "Open what is under the cursor; of a reminder, what it rests on.",
        _LISTS,
        footer=True,
    ),
    Command("next_step", "tab", "next", "Keep this step and go on.", ("review",), True),
    Command("step_before", "shift+tab", "step before", "Go back a step.", ("review",)),
    Command("choose", "space", "choose", "Choose what is under the cursor, or not.", ("review",), True),
    Command(
        "done", "d", "done", "It is done; a promise becomes an interaction.", (*_FOLLOW_UPS, "event"), True
    ),
    Command("snooze", "s", "snooze", "Hide the reminder until a day.", _REMINDERS, True),
    Command("skip", "x", "skip", "Hide the reminder until tomorrow.", _REMINDERS, True),
    Command("skip_step", "x", "skip", "Leave this step out; it can be taken later.", ("review",), True),
    Command("all", "plus", "all", "Show all reminders and ways to give, or those of today.", ("today",)),
    Command("filter", "slash", "filter", "Show only contacts that hold what you type.", ("network",), True),
    Command("narrow", "f", "only", "Only those of a state, circle, tag or organisation.", ("network",), True),
    Command(
        "select",
        "space",
        "select",
        "Select the contact, or let it go; e changes all of them.",
        ("network",),
        True,
    ),
    Command(
        "select_all", "asterisk", "select all", "Select all that are listed, or let them go.", ("network",)
    ),
    Command("order", "o", "order by", "Order the list by the next column.", ("network", "balance"), True),
    Command("new", "n", "new", "A new contact.", ("network",), True),
    Command("new_here", "n", "new", "A new one of what the list shows.", ("goals",), True),
    Command("met", "n", "who was met", "Add the people met, in one line.", ("event",), True),
    Command("somebody", "n", "somebody else", "Name somebody else for next week.", ("review",)),
    Command(
        "next_list",
        "tab",
        "next list",
        "People, organisations, channels, what is open, ways to give or months.",
        ("balance",),
        True,
    ),
    Command("list_before", "shift+tab", "list before", "The list before.", ("balance",)),
    Command(
        "next_kind", "tab", "next list", "Goals, opportunities, introductions or events.", ("goals",), True
    ),
    Command("next_page", "tab", "page", "The brief, or how you know them.", ("contact",), True),
    Command("page_before", "shift+tab", "page before", "The page before.", ("contact",)),
    Command("ended", "d", "done", "End the goal, or say what became of it.", ("goals",), True),
    Command(
        "edit",
        "e",
        "edit",
        "Change what is under the cursor: its line; of a promise or a meeting its day, too.",
        (*_FOLLOW_UPS, "goals", "event", "network"),
    ),
    Command("edit_contact", "E", "edit", "Change the contact itself.", ("contact",), True),
    Command(
        "belongs", "n", "belongs to", "Add where they belong; of an organisation, who belongs.", ("contact",)
    ),
    Command("merge", "M", "merge", "Make one contact of two.", ("network", "contact")),
    Command("copy", "y", "copy", "Copy an address.", ("network", "contact")),
    Command(
        "rest",
        "r",
        "rest",
        "Begin a rest on this day, and again on its last; on a day of rest, take it back.",
        ("streak",),
        True,
    ),
    Command("to_today", "t", "today", "Go to today.", ("streak",), True),
    Command(
        "year_before",
        "left_square_bracket",
        "year before",
        "The same day a year before.",
        ("streak",),
        True,
    ),
    Command("year_after", "right_square_bracket", "year after", "The same day a year after.", ("streak",)),
    Command(
        "introduce",
        "i",
        "introduce",
        "Introduce two people: the words to send, and logged when made.",
        _CONTACTS,
        footer=True,
    ),
    Command("take_note", "c", "note", "Note something to know; nothing happened.", _CONTACTS),
    Command("promise", "p", "promise", "Promise something, by a day if there is one.", _CONTACTS),
    Command(
        "mute",
        "m",
        "mute",
        "Mute: no reminders of this contact; again to have them back.",
        ("today", "network", "balance", "contact", "reason"),
    ),
    Command("archive", "a", "archive", "Put the contact away, or take it out again.", ("network", "contact")),
    Command(
        "delete",
        "D",
        "delete",
        "Delete an entry, or forget it or the contact for good.",
        ("network", "contact"),
    ),
    Command(
        "leave_out", "D", "leave out", "Take the contact out of those met; u brings it back.", ("event",)
    ),
    Command(
        "find",
        "slash",
        "find",
        "Find a contact.",
        ("today", "balance", "streak", "goals", "contact", "reason", "event"),
        True,
    ),
    Command("review", "w", "review", "The weekly review: two minutes, five steps.", footer=True),
    Command("today", "1", "Today", "Whom to reach out to today, and why."),
    Command("network", "2", "Network", "People and organisations, by what wants doing."),
    Command("balance", "3", "Balance", "What you give and take, and how sure that is."),
    Command("streak", "4", "Streak", "The calendar of your practice."),
    Command("goals", "5", "Goals", "Goals, opportunities, introductions and events."),
    Command("take_in", "i", "import it", "Take it all in as one change; u takes it back.", ("import",), True),
    Command("join", "m", "merge", "Make one contact of the two under the cursor.", ("import",), True),
    Command(
        "read_as",
        "e",
        "read as",
        "Say what a table's columns are, or since when a calendar's meetings are wanted.",
        ("import",),
        True,
    ),
    Command("import", "I", "import", "Bring people in from a file: LinkedIn, vCards, a calendar, any CSV."),
    Command("undo", "u", "undo", "Take the last change back, also tomorrow.", footer=True),
    Command("redo", "ctrl+r", "redo", "Do again what was undone.", footer=True),
    Command("palette", "colon,ctrl+p", "palette", "All commands by name."),
    Command("settings", "comma", "settings", "What can be set: the practice and the program."),
    Command("tour", "T", "tour", "The tour of the demo: hide it, or go on where you were."),
    Command("redraw", "ctrl+l", "redraw", "Paint the screen anew, if something else wrote on it."),
    Command("suspend", "ctrl+z", "suspend", "Back to the shell for a while; fg brings netui back."),
    Command("light", "f2", "light, dark", "Change between the light and the dark theme."),
    Command("help", "question_mark", "help", "What this screen shows, and its keys.", footer=True),
    Command("pages", "f1", "pages", "Read a page: the line, the rules, your data, SSH and more."),
    Command("back", "escape", "back", "Back to where you came from.", _OVER, True),
    Command("quit", "q,ctrl+q,ctrl+c", "quit", "Leave netui.", footer=True),
)


MOVES: tuple[Command, ...] = (
    Command("move_up", "up,k", "up", "A row up."),
    Command("move_down", "down,j", "down", "A row down."),
    Command("left", "left", "left", "A week back in the calendar."),
    Command("right", "right", "right", "A week on in the calendar."),
    Command("page_up", "pageup", "page up", "A page up; in the calendar, a month back."),
    Command("page_down", "pagedown", "page down", "A page down; in the calendar, a month on."),
    Command("half_up", "ctrl+u", "half a page up", "Half a page up; in the calendar, a month back."),
    Command("half_down", "ctrl+d", "half a page down", "Half a page down; in the calendar, a month on."),
    Command("first", "home,g", "first", "To the first row or day."),
    Command("last", "end,G", "last", "To the last row or day."),
)
"""What the lists and the calendar themselves do: no commands, but keys that can be changed like theirs."""


def commands_for(screen: str, commands: Sequence[Command] = COMMANDS) -> list[Command]:
    """The commands that a screen has, its own first, in the order of the list.

    ``commands``: the list, with the keys as they are set here.
    """
    own = [command for command in commands if screen in command.screens]
    return own + [command for command in commands if EVERYWHERE in command.screens]


def keys_shown(screen: str, commands: Sequence[Command] = COMMANDS) -> list[tuple[str, str]]:
    """Key and label for the line of keys at the foot of a screen."""
    shown = [each for each in commands_for(screen, commands) if each.footer and each.id != screen]
    shown.sort(key=lambda command: LAST_SHOWN.index(command.id) if command.id in LAST_SHOWN else -1)
    return [(command.shown_key, command.label) for command in shown]


def keys_table(commands: Sequence[Command] = COMMANDS) -> list[tuple[str, str, str]]:
    """Key, id and sentence of each command, for ``netui keys`` and the documentation."""
    return [
        (", ".join(SHOWN.get(key, key) for key in command.keys.split(",")), command.id, command.help)
        for command in commands
    ]
