"""A few lines to fill in, over the screen that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from netui.errors import NetuiError
from netui.tui.ask import ConfirmScreen
from netui.tui.text import clean
from netui.tui.widgets.line_input import LineInput
from netui.tui.widgets.one_of import OneOf
from netui.tui.widgets.suggesting import LastValue

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    label: str
    text: str = ""
    hint: str = ""
    """Shown while the field is empty."""
    check: Callable[[str], object] | None = None
    """Raises NetuiError with what is wrong with a value: said under the field once it is left."""
    one_of: tuple[str, ...] = ()
    """The words that it is one of; then it is chosen, not typed."""
    known: Sequence[str] = ()
    """What its last value may go on to be."""


def changed_fields(known: object, **values: object) -> dict[str, object]:
    """Those of the values that are others than a record had when the form was opened.

    What another session has changed meanwhile in the other fields stays.
    """
    return {name: value for name, value in values.items() if value != getattr(known, name)}


class FormScreen(ModalScreen[bool]):
    """Asks for a few lines. What was typed stays until it could be kept, with the reason where it could not.

    ``keep`` takes the values, stripped, in the order of the fields; it raises NetuiError to refuse them.
    ``at`` is the field to begin with; ``about`` stands above the fields, a line each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("down,tab", "app.focus_next", "next", show=False, priority=True),
        Binding("up,shift+tab", "app.focus_previous", "before", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        keep: Callable[[list[str]], object],
        *,
        at: int = 0,
        about: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._heading = title
        self._asked = tuple(fields)
        self._keep = keep
        self._at = at
        self._about = tuple(about)
        self._told: set[int] = set()
        """The fields under which something was said: they are looked at again as one types."""

    def compose(self) -> ComposeResult:
        """Title, fields, what is wrong, keys."""
        with Vertical(id="ask"):
            yield Static(self._heading, markup=False, id="question")
            if self._about:
                yield Static("\n".join(map(clean, self._about)), markup=False, id="about")
            with VerticalScroll(id="fields", can_focus=False):
                for index, field in enumerate(self._asked):
                    yield from self._line(index, field)
            yield Static("", markup=False, id="refused")
            yield Static(self._keys(), markup=False, id="hint")

    def _line(self, index: int, field: Field) -> Iterator[Static | LineInput | OneOf]:
        with Vertical(classes="field"):
            with Horizontal(classes="field-line"):
                yield Static(field.label, markup=False, classes="field-label")
                if field.one_of:
                    glyphs = cast("NetuiApp", self.app).glyphs
                    yield OneOf(field.one_of, field.text, glyphs, id=f"field-{index}")
                else:
                    line = LineInput(field.hint, id=f"field-{index}")
                    line.value = field.text
                    line.suggester = LastValue(field.known) if field.known else None
                    yield line
            yield Static("", markup=False, classes="field-wrong", id=f"wrong-{index}")

    def _keys(self, below: int = 0) -> str:
        takes = ", → takes what it could be" if any(field.known for field in self._asked) else ""
        more = f" ({below} more below)" if below else ""
        return f"enter keeps it, tab goes to the next line{more}{takes}, esc leaves"

    def on_mount(self) -> None:
        """Begin with the line that was asked for."""
        self._field(self._at).focus()
        self.watch(self.query_one("#fields"), "scroll_y", self._tell_more)
        self.watch(self.query_one("#fields"), "show_vertical_scrollbar", self._tell_more)

    def _tell_more(self) -> None:
        """Say how many lines there are below those that are seen."""
        fields = self.query_one("#fields", VerticalScroll)
        end = fields.scroll_offset.y + fields.container_size.height
        lines = self.query(".field").results()
        below = sum(line.virtual_region.bottom > end for line in lines) if fields.max_scroll_y else 0
        self.query_one("#hint", Static).update(self._keys(below))

    # --- values --------------------------------------------------------------------------------------------

    def _field(self, index: int) -> LineInput | OneOf:
        field = self.query_one(f"#field-{index}")
        assert isinstance(field, LineInput | OneOf)
        return field

    @property
    def _values(self) -> list[str]:
        return [self._field(index).value.strip() for index in range(len(self._asked))]

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed or chosen that was not there."""
        return self._values != [field.text.strip() for field in self._asked]

    # --- what is wrong -------------------------------------------------------------------------------------

    def on_input_blurred(self, message: Input.Blurred) -> None:
        """Look at a line when it is left."""
        message.stop()
        self._look_at(_place(message.input))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look again at a line under which something was said."""
        message.stop()
        if (index := _place(message.input)) in self._told:
            self._look_at(index)

    def _look_at(self, index: int) -> bool:
        """Say under a field what is wrong with it; True where nothing is."""
        check, reason = self._asked[index].check, ""
        if check is not None:
            try:
                check(self._field(index).value.strip())
            except NetuiError as error:
                reason = error.message
        wrong = self.query_one(f"#wrong-{index}", Static)
        if reason or index in self._told:
            wrong.update(reason)
            wrong.set_class(bool(reason), "-said")
        if reason:
            self._told.add(index)
        return not reason

    # --- keeping -------------------------------------------------------------------------------------------

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Keep it; or say why not."""
        message.stop()
        self._submit()

    def on_one_of_submitted(self, message: OneOf.Submitted) -> None:
        """Keep it; or say why not."""
        message.stop()
        self._submit()

    def _submit(self) -> None:
        wrong = [index for index in range(len(self._asked)) if not self._look_at(index)]
        if wrong:
            self._field(wrong[0]).focus()
            return
        try:
            self._keep(self._values)
        except NetuiError as error:
            refused = self.query_one("#refused", Static)
            refused.update(error.message)
            refused.add_class("-said")
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Keep nothing; ask first where that would lose something."""
        if not self.is_changed:
            self.dismiss(False)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(False)

        self.app.push_screen(ConfirmScreen("What you typed is not kept. Leave it?"), answered)


def _place(field: Input) -> int:
    return int((field.id or "").removeprefix("field-"))
