"""Help for where one is: what the screen shows, its keys, and the line in six examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from netui.tui.commands import commands_for
from netui.tui.keymap import Keymap
from netui.tui.read import BoxScreen

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

EXAMPLES = (
    "coffee with Ada, got advice",
    'yesterday: call with @"Grace Hopper", 45min',
    "lunch with Emmy and Alan about the grant, gave a referral",
    "met Kat; promised send the paper by friday",
    "plan: walk with Ada next tuesday",
    "note: Emmy is looking for a lecture room",
)

IN_THE_LINE = (
    "@ offers names, # tags; tab takes one. A name in quotes after @ that nobody has is a new contact. enter "
    "saves; esc leaves, and what was typed comes back with the next {log}."
)
LINE_KEYS = (
    ("tab", "To the pieces under the line, and from each to the next; left and right too."),
    ("up down", "On a piece: change it. In the line: bring earlier lines."),
    ("delete", "On a piece: let its words be nothing but prose."),
    ("backspace", "At the beginning: let go of the row's contact, who stands before the line."),
    ("ctrl+n", "Read a word pointed out as a name; nobody's is a new contact."),
    ("enter", "Keep the change; in the line, save."),
    ("esc", "Back to the line; then leave, the line is kept."),
    ("f1", "This help; so does ? where the line is empty."),
)


class _HelpBox(BoxScreen):
    """Closed by the keys that open it, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "leave", "leave", show=False),
        Binding("p", "app.pages", "pages", show=False),
    ]

    @property
    def _keymap(self) -> Keymap:
        return cast("NetuiApp", self.app).keymap

    def on_mount(self) -> None:
        """Say on the frame, which is always seen, how to leave."""
        self.box.border_subtitle = "esc closes, j k scroll, p more pages"


class HelpScreen(_HelpBox):
    """Help for the screen that is shown."""

    def __init__(self, name: str, about: str, why_not: Callable[[str], str]) -> None:
        """``why_not``: why a command does nothing now; empty where it does something."""
        super().__init__()
        self._screen_name = name
        self._about = about
        self._why_not = why_not

    def compose(self) -> ComposeResult:
        """What the screen is for, its keys, the line."""
        with VerticalScroll(id="help"):
            yield Static(Content.styled(self._screen_name.capitalize(), "bold"), classes="help-heading")
            yield Static(Content(self._about))
            yield Static(Content.styled("Keys", "bold"), classes="help-heading")
            for command in commands_for(self._screen_name, self._keymap.commands):
                yield from _key(command.shown_key, command.help, self._why_not(command.id))
            yield Static(
                Content("Arrows or j and k move, g and G go to the ends, ctrl+d and ctrl+u half a page.")
            )
            yield Static(Content.styled("One line", "bold"), classes="help-heading")
            yield Static(Content("\n".join(EXAMPLES)))
            yield Static(Content(self._keymap.worded(IN_THE_LINE)), classes="help-heading")


class LineHelpScreen(_HelpBox):
    """Help for the line: six examples, and the keys of the log bar."""

    def compose(self) -> ComposeResult:
        """The examples, the keys."""
        with VerticalScroll(id="help"):
            yield Static(Content.styled("One line", "bold"), classes="help-heading")
            yield Static(Content("\n".join(EXAMPLES)))
            yield Static(Content.styled("Keys", "bold"), classes="help-heading")
            for key, what in LINE_KEYS:
                yield from _key(key, what)
            yield Static(Content(self._keymap.worded(IN_THE_LINE)), classes="help-heading")


def _key(key: str, does: str, why_not: str = "") -> ComposeResult:
    """A key and what it does, or why it does nothing now, in words as well as in grey."""
    with Horizontal(classes="help-key -idle" if why_not else "help-key"):
        yield Static(Content(key), classes="key")
        yield Static(Content(f"{does} Not now: {why_not}." if why_not else does), classes="does")
