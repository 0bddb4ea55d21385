"""Choosing: one of a few things, or a contact, over the screen that asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from netui.tui.theme import Glyphs
from netui.tui.widgets.line_input import LineInput
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows
from netui.tui.widgets.painting import Cell, Column

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

NAMES_OFFERED = 8
"""Contacts that are offered at once (choice): more are found by typing on."""

MOST_CHOICES_SEEN = 12
"""Lines of a list of choices before it scrolls (choice)."""

Choice = tuple[str, str]
"""What can be chosen, and a word about it."""


class ChoiceScreen(ModalScreen[int | None]):
    """Offers a few things; answers with the index of the one that was taken, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "leave", show=False)]

    def __init__(
        self, question: str, choices: Sequence[Choice], glyphs: Glyphs, hint: str = "", *, at: int = 0
    ) -> None:
        """``at``: where the cursor stands at first, on what holds now."""
        super().__init__()
        self._at = at
        self._question = question
        self._choices = tuple(choices)
        self._glyphs = glyphs
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Question, choices, keys."""
        columns = (Column(20, flex=2), Column(20, flex=2, drop=1))
        if not any(aside for _, aside in self._choices):
            columns = (Column(flex=1), Column(0, drop=1))
        rows = Rows(
            (index, Row((Cell(choice), Cell(aside, "calm"))))
            for index, (choice, aside) in enumerate(self._choices)
        )
        with Vertical(id="ask"):
            yield Static(self._question, markup=False, id="question")
            listed = LineList(columns, rows, glyphs=self._glyphs, id="choices")
            listed.styles.height = min(MOST_CHOICES_SEEN, len(self._choices))
            yield listed
            yield Static(f"{self._hint}   enter takes it, esc leaves".strip(), markup=False, id="hint")

    def on_mount(self) -> None:
        """Keys go to the list."""
        listed = self.query_one("#choices", LineList)
        listed.focus()
        listed.select(self._at)

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """The answer."""
        message.stop()
        self.dismiss(cast(int, message.key))

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)


class PickScreen(ModalScreen[int | None]):
    """Asks for a contact: suggestions first, others as they are typed. Answers with the id, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("up", "move(-1)", "up", show=False, priority=True),
        Binding("down", "move(1)", "down", show=False, priority=True),
    ]

    def __init__(
        self, question: str, suggested: Mapping[int, str], *, without: frozenset[int] = frozenset()
    ) -> None:
        super().__init__()
        self._question = question
        self._suggested = dict(suggested)
        self._without = without

    @property
    def _netui(self) -> NetuiApp:
        return cast("NetuiApp", self.app)

    def compose(self) -> ComposeResult:
        """Question, input, names."""
        with Vertical(id="ask"):
            yield Static(self._question, markup=False, id="question")
            yield LineInput("a name", id="answer")
            columns = (Column(20, flex=1), Column(26, flex=1, drop=1))
            listed = LineList(columns, glyphs=self._netui.glyphs, id="choices", empty="Nobody by that name.")
            listed.styles.height = NAMES_OFFERED
            listed.can_focus = False
            yield listed
            yield Static("enter takes who is marked, esc leaves", markup=False, id="hint")

    def on_mount(self) -> None:
        """Offer those who are suggested."""
        self._offer("")
        self.query_one("#answer").focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Offer those whose names hold what is typed."""
        message.stop()
        self._offer(message.value.strip())

    def _offer(self, typed: str) -> None:
        listed = self.query_one("#choices", LineList)
        listed.show(Rows(self._rows(typed)))
        listed.action_first()

    def _rows(self, typed: str) -> Iterator[Keyed]:
        standings = self._netui.picture.standings
        found = [
            each for each in self._netui.listing.shown(typed, "name").contacts if each not in self._without
        ]
        first = [each for each in self._suggested if each in found]
        others = (each for each in found if each not in self._suggested) if typed or not first else ()
        here = (standings[each] for each in chain(first, others) if not standings[each].contact.archived)
        for standing in islice(here, NAMES_OFFERED):
            aside = self._suggested.get(standing.id) or standing.organisation or ""
            yield standing.id, Row((Cell(standing.name), Cell(aside, "calm")))

    def action_move(self, step: int) -> None:
        """Move in the names while the input keeps the focus."""
        self.query_one("#choices", LineList).action_move(step)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """The answer."""
        message.stop()
        key = self.query_one("#choices", LineList).key
        if key is not None:
            self.dismiss(cast(int, key))

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """The answer, by a double click."""
        message.stop()
        self.dismiss(cast(int, message.key))

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)
