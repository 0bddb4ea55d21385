"""A few lines to fill in, over the screen that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from netui.errors import NetuiError
from netui.tui.widgets.line_input import LineInput


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    label: str
    text: str = ""
    hint: str = ""
    """Shown while the field is empty."""


class FormScreen(ModalScreen[bool]):
    """Asks for a few lines. What was typed stays until it could be kept, with the reason where it could not.

    ``keep`` takes the values, stripped, in the order of the fields; it raises NetuiError to refuse them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("down,tab", "app.focus_next", "next", show=False, priority=True),
        Binding("up,shift+tab", "app.focus_previous", "before", show=False, priority=True),
    ]

    def __init__(self, title: str, fields: Sequence[Field], keep: Callable[[list[str]], object]) -> None:
        super().__init__()
        self._heading = title
        self._asked = tuple(fields)
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Title, fields, what is wrong, keys."""
        with Vertical(id="ask"):
            yield Static(self._heading, markup=False, id="question")
            with Vertical(id="fields"):
                for index, field in enumerate(self._asked):
                    with Horizontal(classes="field"):
                        yield Static(field.label, markup=False, classes="field-label")
                        line = LineInput(field.hint, id=f"field-{index}")
                        line.value = field.text
                        yield line
            yield Static("", markup=False, id="refused")
            yield Static("enter keeps it, tab goes to the next line, esc leaves", markup=False, id="hint")

    def on_mount(self) -> None:
        """Begin with the first line."""
        self.query_one("#field-0").focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Keep it; or say why not."""
        message.stop()
        values = [
            self.query_one(f"#field-{index}", LineInput).value.strip() for index in range(len(self._asked))
        ]
        try:
            self._keep(values)
        except NetuiError as error:
            refused = self.query_one("#refused", Static)
            refused.update(error.message)
            refused.add_class("-said")
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Keep nothing."""
        self.dismiss(False)
