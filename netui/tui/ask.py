"""A question in one line, over the screen that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
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


class ChooseScreen(ModalScreen[str | None]):
    """Asks which of a few things to do, each by its key; answers with the key, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n,escape,enter", "leave", "no", show=False)]

    def __init__(self, question: str, choices: Mapping[str, str]) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        """What is done, by its key."""

    def compose(self) -> ComposeResult:
        """The question, the choices, the way out."""
        with Vertical(id="ask"):
            yield Static(self._question, markup=False, id="question")
            for key, label in self._choices.items():
                yield Static(f"{key}  {label}", markup=False)
            yield Static("esc leaves all as it is", markup=False, id="hint")

    def on_key(self, event: events.Key) -> None:
        """A choice."""
        if event.character in self._choices:
            event.stop()
            self.dismiss(event.character)

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss(None)
