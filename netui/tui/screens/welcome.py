"""The first start: three questions on one screen, which can be left at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from netui.domain.cadence import circle_cadences
from netui.domain.goals import STAGE_WORDS, STAGES, amount, presets_for
from netui.domain.records import Profile
from netui.errors import NetuiError
from netui.network import profile as practice
from netui.tui.widgets.line_list import Keyed, LineList, Row, Rows
from netui.tui.widgets.painting import Cell, Column, Span

if TYPE_CHECKING:
    from netui.tui.app import NetuiApp

WHAT_IT_IS = (
    "Networking as a practice: kept up every week, giving at least as much as one takes. Three questions to "
    "begin with."
)
DAYS_ABOUT = "A week is met when you spoke or met with somebody on so many days. Rest can be planned."
COLUMNS = (Column(16), Column(24, flex=1))
ROOM = 18
"""Rows that all of it needs."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What to do once the questions are answered."""

    words: str
    about: str
    then: Callable[[NetuiApp], object]


def _stay(app: NetuiApp) -> None:
    app.tell(app.keymap.worded("begun; press {log} and write what happened"))


BEGINNINGS = (
    Beginning("begin", "Today is empty at first. Press {log} and write one line about somebody.", _stay),
    Beginning(
        "import your people",
        "From LinkedIn, Google, Outlook, vCard, a calendar or any table; netui finds out which.",
        lambda app: app.action_import(),
    ),
    Beginning(
        "look round the demo",
        "A private copy of a network in full swing; {quit} comes back to your own.",
        lambda app: app.look_round(),
    ),
)


class WelcomeScreen(ModalScreen[None]):
    """Asks for the stage, the days a week, and what to do first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("left", "turn(-1)", "before", show=False),
        Binding("right,space", "turn(1)", "next", show=False),
        Binding("l", "log", "log", id="log", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._stage = STAGES.index("established")
        self._days: int | None = None
        """As chosen; None where the stage's proposal stands."""
        self._beginning = 0

    @property
    def _netui(self) -> NetuiApp:
        return cast("NetuiApp", self.app)

    @property
    def stage(self) -> str:
        """The stage that is chosen."""
        return STAGES[self._stage]

    @property
    def days(self) -> int:
        """Active days a week."""
        return practice.routine_for(self.stage) if self._days is None else self._days

    def compose(self) -> ComposeResult:
        """What netui is, the questions, what the one under the cursor means, the keys."""
        with Vertical(id="ask"):
            yield Static(WHAT_IT_IS, markup=False, id="question")
            questions = LineList(COLUMNS, glyphs=self._netui.glyphs, id="choices")
            questions.styles.height = 3
            yield questions
            yield Static("", markup=False, id="about")
            yield Static("left, right change   enter goes on   esc asks later", markup=False, id="hint")

    def on_mount(self) -> None:
        """Ask."""
        self._show()
        questions = self.query_one("#choices", LineList)
        questions.action_first()
        questions.focus()

    def on_resize(self, event: events.Resize) -> None:
        """In little room the questions go first, without what netui is."""
        self.set_class(event.size.height < ROOM, "-small")

    def _show(self) -> None:
        self.query_one("#choices", LineList).show(Rows(self._rows()))
        self._say()

    def _rows(self) -> Iterator[Keyed]:
        for key, label, value in (
            ("stage", "Where you are", STAGE_WORDS[self.stage]),
            ("days", "Days a week", str(self.days)),
            ("then", "Then", BEGINNINGS[self._beginning].words),
        ):
            chosen = (Span("< ", "calm"), Span(value, "strong"), Span(" >", "calm"))
            yield key, Row((Cell(label, "calm"), Cell(chosen)))

    def _say(self) -> None:
        about = {
            "stage": f"To begin with: {_goals_of(self.stage)}; {_talks_of(self.stage)}. "
            + self._netui.keymap.worded("Keys {goals} and {settings} change it."),
            "days": DAYS_ABOUT,
            "then": self._netui.keymap.worded(BEGINNINGS[self._beginning].about),
        }
        self.query_one("#about", Static).update(about[str(self._under_cursor)])

    @property
    def _under_cursor(self) -> str:
        return str(self.query_one("#choices", LineList).key or "stage")

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Say what the question means."""
        message.stop()
        self._say()

    def action_turn(self, step: int) -> None:
        """Another answer to the question under the cursor."""
        match self._under_cursor:
            case "stage":
                self._stage = (self._stage + step) % len(STAGES)
            case "days":
                count = len(practice.ROUTINES)
                self._days = practice.ROUTINES[(self.days - practice.ROUTINES[0] + step) % count]
            case _:
                self._beginning = (self._beginning + step) % len(BEGINNINGS)
        self._show()

    def on_line_list_activated(self, message: LineList.Activated) -> None:
        """Keep the answers and go on; from a question above the last one, to the next."""
        message.stop()
        if message.key != "then":
            self.query_one("#choices", LineList).action_move(1)
            return
        try:
            practice.begin(self._netui.network, self.stage, self.days, self._netui.now())
        except NetuiError as error:
            self._netui.tell(error.message, problem=True)
            return
        app, beginning = self._netui, BEGINNINGS[self._beginning]
        self.dismiss(None)
        # The program's to do: an answer to what this screen asks would come back to it, and it is gone.
        app.call_later(beginning.then, app)

    async def action_log(self) -> None:
        """Leave it for later and log the first line: l always means log."""
        await self.dismiss(None)
        await self._netui.action_log()

    def action_leave(self) -> None:
        """Keep nothing; it asks again while there is nobody here."""
        self.dismiss(None)


def _goals_of(stage: str) -> str:
    return f"{', '.join(amount(each.measure, each.weekly) for each in presets_for(stage))} a week"


def _talks_of(stage: str) -> str:
    """How often one talks with the contacts of each circle, from the nearest."""
    days = circle_cadences(Profile(stage=stage)).values()
    return f"talks every {', '.join(map(str, days))} days by circle"
