"""The quick log: one line to type in, and under it what was understood of it.

The bar knows nothing of the network. It says what was :class:`LogBar.Typed`, and whoever hears that answers
with :meth:`LogBar.show_reading` and :meth:`LogBar.show_completions`. The input keeps the focus also while one
changes pieces: what is typed goes on with the line. The lines below the input keep their
place while one types; the list of names grows upwards, so that the input never moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from netui.domain.line.reading import Piece, Reading
from netui.tui.theme import UNICODE, Glyphs
from netui.tui.widgets.choices import Choices
from netui.tui.widgets.completing import Wanted, wanted_at, written
from netui.tui.widgets.log_line import Prompt, Rule, TypedLine
from netui.tui.widgets.reading_lines import ReadingLines, pieces_of, told_pieces

PROMPT = "log"
HINT = "what happened, as you would tell a friend: coffee with @Ada, got advice"


KEYS_IN_THE_LINE = (
    ("enter", "save"), ("esc", "leave"), ("tab", "pieces"), ("@", "names"), ("up", "earlier"), ("f1", "help"),
)  # fmt: skip
KEYS_IN_THE_LIST = (("enter", "take"), ("esc", "close"), ("up down", "choose"), ("f1", "help"))
KEYS_ON_A_PIECE = (
    ("enter", "keep"), ("esc", "back"), ("up down", "change"), ("tab", "next"), ("delete", "prose"),
)  # fmt: skip


class LogBar(Vertical):
    """The bar at the foot; hidden until it is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False, priority=True),
        Binding("up", "choose(-1)", "up", show=False, priority=True),
        Binding("down", "choose(1)", "down", show=False, priority=True),
        Binding("tab", "take", "take, or to the pieces", show=False, priority=True),
        Binding("shift+tab", "piece(-1)", "piece before", show=False, priority=True),
        Binding("right", "piece(1)", "next piece", show=False, priority=True),
        Binding("left", "piece(-1)", "piece before", show=False, priority=True),
        Binding("delete,backspace", "prose", "nothing but prose", show=False, priority=True),
        Binding("backspace", "let_go", "not with whom is named", show=False, priority=True),
        Binding("ctrl+n", "new_contact", "a contact of a name that is nobody's", show=False, priority=True),
        Binding("f1", "help", "help", show=False, priority=True),
        Binding("question_mark", "help_if_empty", "help", show=False, priority=True),
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
        & LineInput > .input--selection { text-style: underline; }
    }
    """

    class Typed(Message):
        """The line is another one now."""

        def __init__(self, text: str, wanted: Wanted | None) -> None:
            super().__init__()
            self.text = text
            self.wanted = wanted
            """The word at the cursor that could be completed; None in prose."""

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

    class OnPiece(Message):
        """The person stands on a piece, to change it; alternatives are to be offered."""

        def __init__(self, piece: Piece) -> None:
            super().__init__()
            self.piece = piece

    class Changed(Message):
        """The piece that one stands on is to be the alternative at an index."""

        def __init__(self, index: int, *, taken: bool = False) -> None:
            super().__init__()
            self.index = index
            self.taken = taken
            """Whether that is the last word, and the piece is left."""

    class LetGo(Message):
        """It is not with whom the bar was opened about."""

    class NewContact(Message):
        """The first name that is nobody's is to be a new contact's."""

    class Earlier(Message):
        """An earlier line is wanted (-1), or a later one (1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Help(Message):
        """Help with the line is wanted."""

    class Left(Message):
        """The bar was left without saving."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, glyphs: Glyphs = UNICODE, *, prompt: str = PROMPT, hint: str = HINT) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._choices = Choices(glyphs)
        self._input = TypedLine(hint, self._is_untouched)
        self._lines = ReadingLines(glyphs)
        self._about = Prompt(prompt, glyphs)
        self._named = ""
        """Whom the bar was opened about; empty: nobody."""
        self._counts = True
        """Whether it is with whom the bar was opened about."""
        self._asking = False
        self._told: list[Piece] = []
        """The pieces of the reading, as they are shown."""
        self._reading: Reading | None = None
        self._problem: str | None = None
        self._thought = ""
        self._opened = ""
        """What the bar was opened with."""
        self._piece: int | None = None
        """Where the piece begins that is being changed; None while one types."""

    def compose(self) -> ComposeResult:
        """The list, the input, the reading."""
        yield Rule(self._glyphs)
        yield self._choices
        with Horizontal():
            yield self._about
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

    @property
    def on_piece(self) -> bool:
        """Whether one stands on a piece, to change it."""
        return self._piece is not None

    def open(self, text: str = "", selected: tuple[int, int] | None = None, named: str = "") -> None:
        """Show the bar with ``text`` in it, the cursor at its end or a part ``selected``, for typing over.

        ``named``: whom it is about, which stands before the input and in nothing that is typed.
        """
        self.display = True
        self._opened, self._named = text, named
        self._show_named(counts=True)
        self._forget_reading()
        self.write(text)
        # At once, not after the messages that wait: among them are keys typed for it.
        self.screen.set_focus(self._input)
        self._keys_changed()
        if selected is not None:
            self._input.selection = Selection(*selected)
        self._tell()

    def write(self, text: str) -> None:
        """Put ``text`` in place of the line, the cursor at its end."""
        self._close_list()
        self._input.value = text
        self._input.cursor_position = len(self._input.value)

    def close(self) -> None:
        """Hide the bar and forget the line."""
        self.display = False
        self._close_list()
        self._forget_reading()
        self._keys_changed()
        with self._input.prevent(Input.Changed):
            self._input.value = ""

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys that matter now, and what they do."""
        if self.on_piece:
            return KEYS_ON_A_PIECE
        return KEYS_IN_THE_LIST if self._choices.choices else KEYS_IN_THE_LINE

    def _keys_changed(self) -> None:
        """Called where other keys may matter than before."""

    def _forget_reading(self) -> None:
        self._reading, self._problem, self._thought, self._told, self._piece = None, None, "", [], None
        self._lines.show([])

    def show_reading(
        self,
        reading: Reading | None,
        problem: str | None = None,
        thought: str = "",
        *,
        happened: bool = True,
        counts: bool = True,
    ) -> None:
        """Show what was understood, and in one line what is wrong with it, else what to think of.

        ``happened``: whether a channel is awaited, as it is not of what is promised. ``counts``: whether it
        is with whom the bar was opened about.
        """
        self._show_named(counts=counts)
        self._reading, self._problem, self._thought = reading, problem, thought
        self._told = told_pieces(reading, happened=happened) if reading is not None else []
        self._show_pieces()

    def _show_named(self, *, counts: bool) -> None:
        self._counts = counts
        self._about.show(self._named, counts=counts)

    def on_resize(self) -> None:
        """The name before the input has as much room as there is now."""
        self._show_named(counts=self._counts)

    def stand_on(self, start: int) -> None:
        """Stand on the piece that begins at ``start``: the one that was left has become it."""
        self._piece = start
        self._show_pieces()

    def _show_pieces(self) -> None:
        """Show the pieces, with that in reverse on which one stands."""
        pieces = pieces_of(self._reading, self._glyphs, self._told) if self._reading is not None else []
        self._lines.show(pieces, self._problem, at=self._index_of_piece(), thought=self._thought)
        self._keys_changed()

    def say(self, message: str) -> None:
        """Say something in place of the reading, until the next key."""
        self._lines.show([], said=message)

    def show_completions(self, names: Sequence[str]) -> None:
        """Offer what the word at the cursor could be; taking one writes it. None closes the list."""
        self._asking = False
        self._offer(names)

    def show_choices(self, question: str, choices: Sequence[str], cursor: int = 0) -> None:
        """Ask which of several is meant; taking one posts :class:`Chosen`, or of a piece :class:`Changed`."""
        self._asking = bool(choices)
        self._offer(choices, question, cursor)

    def _offer(self, choices: Sequence[str], question: str = "", cursor: int = 0) -> None:
        self._choices.offer(choices, question, cursor)
        self._keys_changed()

    def leave_piece(self) -> None:
        """Go back from the pieces to the line."""
        if self.on_piece:
            self._piece = None
            self._close_list()
            self._show_pieces()

    def _index_of_piece(self) -> int | None:
        return next((index for index, one in enumerate(self._told) if one.start == self._piece), None)

    # --- keys ----------------------------------------------------------------------------------------------

    def on_input_changed(self, message: Input.Changed) -> None:
        """The line has changed."""
        message.stop()
        self._piece = None
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that only mean something on a piece, or in an empty line, are otherwise those of the input."""
        if action in ("piece", "prose"):
            return self.on_piece
        if action == "let_go":
            return bool(self._named) and self._counts and self._input.selection == Selection.cursor(0)
        if action == "help_if_empty":
            return self._is_untouched()
        return True

    def _is_untouched(self) -> bool:
        return self.text.strip() in ("", self._opened.strip())

    def action_help_if_empty(self) -> None:
        """Help, where a question mark would begin the line."""
        self.action_help()

    def action_choose(self, step: int) -> None:
        """Move in the list; on a piece that changes it at once. Without a list, to earlier lines."""
        if not self._choices.choices:
            self.post_message(self.Earlier(step))
            return
        self._choices.move(step)
        if self.on_piece:
            self.post_message(self.Changed(self._choices.cursor))

    def action_take(self) -> None:
        """Take what the list stands on; without one go to the pieces, and from each to the next."""
        if self.on_piece or not self._choices.choices:
            self.action_piece(1)
            return
        choices, index = self._choices.choices, self._choices.cursor
        if self._asking:
            self._close_list()
            self.post_message(self.Chosen(index, self.text))
        else:
            self._complete(choices[index])

    def action_piece(self, step: int) -> None:
        """Go to the next piece, round the ends."""
        if not self._told:
            return
        here = self._index_of_piece()
        index = (0 if step > 0 else -1) if here is None else here + step
        piece = self._told[index % len(self._told)]
        self._piece = piece.start
        self._show_pieces()
        self.post_message(self.OnPiece(piece))

    def action_prose(self) -> None:
        """Let the piece be nothing but prose: the last of its alternatives."""
        if self._choices.choices:
            self._choices.move_to(len(self._choices.choices) - 1)
            self.post_message(self.Changed(self._choices.cursor))

    def action_let_go(self) -> None:
        """Let go of whom the bar was opened about, as one deletes what stands before the cursor."""
        self.post_message(self.LetGo())

    def action_new_contact(self) -> None:
        """Make a contact of the first name that is nobody's."""
        self.post_message(self.NewContact())

    def action_help(self) -> None:
        """Help with the line."""
        self.post_message(self.Help())

    def action_enter(self) -> None:
        """Take from the list if there is one, else save."""
        if self.on_piece:
            self.post_message(self.Changed(self._choices.cursor, taken=True))
        elif self._choices.choices:
            self.action_take()
        else:
            self.post_message(self.Submitted(self.text))

    def action_leave(self) -> None:
        """Go back from the pieces, close the list, then the bar."""
        if self.on_piece:
            self.leave_piece()
            return
        if self._choices.choices:
            self._close_list()
            return
        text = self.text
        self.close()
        self.post_message(self.Left(text))

    def _wanted(self) -> Wanted | None:
        return wanted_at(self.text[: self._input.cursor_position])

    def _tell(self) -> None:
        self.post_message(self.Typed(self.text, self._wanted()))

    def _complete(self, value: str) -> None:
        """Write ``value`` in place of the word at the cursor, in quotes where the line needs them."""
        self._close_list()
        place = self._input.cursor_position
        wanted = self._wanted()
        if wanted is not None:
            text, gone = written(wanted, value, self.text[place:])
            self._input.replace(text, wanted.start, place + gone)

    def _close_list(self) -> None:
        self._asking = False
        self._offer(())
