"""Introducing two people: the words to send, and keeping that it was made or thought of."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from netui.domain.records import ME
from netui.network.brief import brief_of
from netui.network.introducing import draft, introduce
from netui.tui.text import clean, clip

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen

Answer = Literal["made", "proposed"]

LONGEST_DRAFT_LINE = 600
"""Characters of a line of the draft that are shown (choice)."""


class IntroduceScreen(ModalScreen[Answer | None]):
    """Shows the draft; answers with what is to be kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('made')", "made", show=False),
        Binding("p", "answer('proposed')", "proposed", show=False),
        Binding("y", "copy", "copy", show=False),
        Binding("escape,q,n", "leave", "leave", show=False),
    ]

    def __init__(self, title: str, reason: str, lines: tuple[str, ...]) -> None:
        super().__init__()
        self._heading = clip(title, 200)
        self._reason = clip(reason, 200)
        self._lines = tuple(clean(line[:LONGEST_DRAFT_LINE]) for line in lines)

    def compose(self) -> ComposeResult:
        """Whom and why, the words, the keys."""
        with Vertical(id="ask"):
            yield Static(Content.styled(self._heading, "bold"), id="question")
            if self._reason:
                yield Static(Content(self._reason), id="reason")
            yield Static(Content("\n".join(self._lines)), id="draft")
            yield Static(
                Content("enter it is made, log it   p only thought of, keep that   y copy   esc leave"),
                id="hint",
            )

    def action_answer(self, answer: Answer) -> None:
        """The answer."""
        self.dismiss(answer)

    def action_copy(self) -> None:
        """Give the words to the terminal's clipboard."""
        self.app.copy_to_clipboard("\n".join(self._lines))
        self.query_one("#hint", Static).update(
            Content("copied, where the terminal allows it   enter it is made, log it   esc leave")
        )

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss(None)


def introduce_two(screen: NetuiScreen, pair: tuple[int, int], reason: str = "") -> None:
    """Show the draft of introducing two, and keep what became of it."""
    network = screen.network
    names = " and ".join(network.contacts[each].name for each in pair)

    def answered(answer: Answer | None) -> None:
        if answer is not None:
            screen.attempt(
                lambda: introduce(network, pair, screen.netui.now(), by=ME, state=answer),
                "introduced and logged; u takes it back"
                if answer == "made"
                else "kept as thought of; it stands under 5 Goals",
            )

    title = f"Introduce {names}"
    screen.app.push_screen(IntroduceScreen(title, reason, draft(network, pair)), answered)


def introduce_somebody(screen: NetuiScreen, contact: int) -> None:
    """Choose to whom a contact is introduced, those first who fit, then go on as for two."""
    from netui.tui.choose import PickScreen

    network = screen.network
    brief = brief_of(network, contact, screen.netui.now())
    fitting = {other: f"offers {what}" for what, other in brief.could_help}
    fitting |= {other: f"needs {what}" for what, other in brief.could_be_helped}

    def chosen(other: int | None) -> None:
        if other is not None:
            introduce_two(screen, (contact, other), fitting.get(other, ""))

    question = f"Introduce {clip(brief.contact.name, 40)} to"
    screen.app.push_screen(PickScreen(question, fitting, without=frozenset({contact})), chosen)
