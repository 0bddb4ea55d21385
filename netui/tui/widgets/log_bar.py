"""The quick log: one line to type in, and under it what was understood of it.

The bar knows nothing of the network. It says what was :class:`LogBar.Typed`, and whoever hears that answers
with :meth:`LogBar.show_reading` and :meth:`LogBar.show_completions`. The lines below the input keep their
place while one types; the list of names grows upwards, so that the input never moves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from netui.domain.line.reading import Reading
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.choices import Choices
from netui.tui.widgets.line_input import LineInput
from netui.tui.widgets.painting import Painted, Span
from netui.tui.widgets.reading_lines import ReadingLines, pieces_of

PROMPT = "log"
HINT = "what happened, as you would tell a friend: coffee with Ada, got advice"

_AT_WORD = re.compile(r'@(?:"([^"]*)|([^\s"@,;:]*))$')


class Prompt(Painted):
    """The word before the input."""

    DEFAULT_CSS = """
    Prompt { height: 1; width: 6; }
    """

    def __init__(self, word: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._word = word
        self._glyphs = glyphs

    def render_line(self, y: int) -> Strip:
        """Draw the word."""
        return self.strip_of([Span(f" {self._word}{self._glyphs.cursor} "[:6], "strong")], self.size.width)


class Rule(Painted):
    """A line between the bar and what lies above it."""

    DEFAULT_CSS = """
    Rule { height: 1; width: 1fr; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        return self.strip_of([Span(self._glyphs.rule * self.size.width, "faint")], self.size.width)


class LogBar(Vertical):
    """The bar at the foot; hidden until it is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False, priority=True),
        Binding("up", "choose(-1)", "up", show=False, priority=True),
        Binding("down", "choose(1)", "down", show=False, priority=True),
        Binding("tab", "take", "take", show=False, priority=True),
        Binding("enter", "enter", "save", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    LogBar {
        display: none;
        dock: bottom;
        width: 1fr;
        height: auto;
        margin: 0 0 1 0;
        background: $surface;
        & > Horizontal { height: 1; }
        & LineInput, & LineInput:focus {
            width: 1fr;
            height: 1;
            padding: 0;
            border: none;
            background: $surface;
            background-tint: transparent;
        }
    }
    """

    class Typed(Message):
        """The line is another one now."""

        def __init__(self, text: str, at_word: str | None) -> None:
            super().__init__()
            self.text = text
            self.at_word = at_word
            """What stands after ``@`` where the cursor is; None where no name is being typed."""

        def can_replace(self, message: Message) -> bool:
            """Of several keys in a row only the last line matters."""
            return isinstance(message, LogBar.Typed)

    class Submitted(Message):
        """The line is to be saved."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Chosen(Message):
        """One of the choices offered by :meth:`LogBar.show_choices` was taken."""

        def __init__(self, index: int, text: str) -> None:
            super().__init__()
            self.index = index
            self.text = text
            """The line."""

    class Left(Message):
        """The bar was left without saving."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, glyphs: Glyphs = UNICODE, *, prompt: str = PROMPT, hint: str = HINT) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._prompt = prompt
        self._choices = Choices(glyphs)
        self._input = LineInput(hint)
        self._lines = ReadingLines(glyphs)
        self._asking = False

    def compose(self) -> ComposeResult:
        """The list, the input, the reading."""
        yield Rule(self._glyphs)
        yield self._choices
        with Horizontal():
            yield Prompt(self._prompt, self._glyphs)
            yield self._input
        yield self._lines

    # --- from outside --------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the bar is there to type in."""
        return bool(self.display)

    @property
    def text(self) -> str:
        """The line as it stands."""
        return self._input.value

    def open(self, text: str = "") -> None:
        """Show the bar with ``text`` in it, the cursor at its end."""
        self.display = True
        self._lines.show([])
        self._close_list()
        self._input.value = text
        self._input.cursor_position = len(self._input.value)
        self._input.focus()
        self._tell()

    def close(self) -> None:
        """Hide the bar and forget the line."""
        self.display = False
        self._close_list()
        self._lines.show([])
        with self._input.prevent(Input.Changed):
            self._input.value = ""

    def show_reading(self, reading: Reading | None, error: str | None = None) -> None:
        """Show what was understood, and in one line what is wrong with it."""
        self._lines.show(pieces_of(reading, self._glyphs) if reading is not None else [], error)

    def say(self, message: str) -> None:
        """Say something in place of the reading, until the next key."""
        self._lines.show([], said=message)

    def show_completions(self, names: Sequence[str]) -> None:
        """Offer names for the word after ``@``; taking one writes it into the line. None closes the list."""
        self._asking = False
        self._choices.offer(names)

    def show_choices(self, question: str, choices: Sequence[str]) -> None:
        """Ask which of several is meant; taking one posts :class:`Chosen`."""
        self._asking = bool(choices)
        self._choices.offer(choices, question)

    # --- keys ----------------------------------------------------------------------------------------------

    def on_input_changed(self, message: Input.Changed) -> None:
        """The line has changed."""
        message.stop()
        self._tell()

    def action_choose(self, step: int) -> None:
        """Move in the list."""
        self._choices.move(step)

    def action_take(self) -> None:
        """Take what the list stands on."""
        choices, index = self._choices.choices, self._choices.cursor
        if not choices:
            return
        if self._asking:
            self._close_list()
            self.post_message(self.Chosen(index, self.text))
        else:
            self._complete(choices[index])

    def action_enter(self) -> None:
        """Take from the list if there is one, else save."""
        if self._choices.choices:
            self.action_take()
        else:
            self.post_message(self.Submitted(self.text))

    def action_leave(self) -> None:
        """Close the list, then the bar."""
        if self._choices.choices:
            self._close_list()
            return
        text = self.text
        self.close()
        self.post_message(self.Left(text))

    def _tell(self) -> None:
        before = self.text[: self._input.cursor_position]
        found = _AT_WORD.search(before)
        at_word = None if found is None else next((part for part in found.groups() if part is not None), "")
        self.post_message(self.Typed(self.text, at_word))

    def _complete(self, name: str) -> None:
        """Write ``name`` in place of the word after ``@``, in quotes where the line needs them."""
        self._close_list()
        place = self._input.cursor_position
        found = _AT_WORD.search(self.text[:place])
        start = found.start() if found is not None else place
        rest = self.text[place:]
        written = f"@{name}" if re.fullmatch(r"[\w'’-]+", name) else f'@"{name}"'
        if written.endswith('"') and rest.startswith('"'):
            place += 1
        space = "" if self.text[place:].startswith((" ", ",", ";", ".")) else " "
        self._input.replace(written + space, start, place)

    def _close_list(self) -> None:
        self._asking = False
        self._choices.offer(())
