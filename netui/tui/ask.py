"""A question in one line, over the screen that asks it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class AskScreen(ModalScreen[str | None]):
    """Asks for one line; answers with the text, or None when it is left with ``esc``."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", show=False)]

    def __init__(self, question: str, text: str = "", hint: str = "") -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Question, input, hint."""
        with Vertical(id="ask"):
            yield Static(self._question, markup=False, id="question")
            field = Input(self._text, id="answer", select_on_focus=True)
            field.cursor_blink = False
            yield field
            yield Static(f"{self._hint}   enter takes it, esc leaves".strip(), markup=False, id="hint")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """The answer."""
        message.stop()
        text = message.value.strip()
        self.dismiss(text or None)

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)


class ConfirmScreen(ModalScreen[bool]):
    """Asks what is answered with ``y`` or ``n``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", show=False),
        Binding("n,escape,enter", "answer(False)", "no", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and the keys."""
        with Vertical(id="ask"):
            yield Static(self._question, markup=False, id="question")
            yield Static("y yes   n or esc no", markup=False, id="hint")

    def action_answer(self, yes: bool) -> None:
        """The answer."""
        self.dismiss(yes)
