"""Changing several contacts at once: what is to be done to all of them, each one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast, get_args

from netui.domain.days import counted
from netui.domain.records import Circle
from netui.domain.written import read_cadence
from netui.errors import NetuiError
from netui.network import several
from netui.tui.ask import ChooseScreen
from netui.tui.contact_forms import NO_CIRCLE
from netui.tui.form import Field, FormScreen
from netui.tui.merging import merge_two

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen


def change_several(screen: NetuiScreen, contacts: Sequence[int], done: Callable[[], None]) -> None:
    """Ask what is to be done to all of ``contacts``, and do it. ``done`` is called after they were put away
    or merged: they are then no longer to be chosen."""
    choices = {
        "t": "tag them, or take a tag away",
        "c": "set their circle",
        "k": "set how often to be in touch",
    }
    known = [screen.network.contacts[each] for each in contacts]
    all_muted = all(contact.muted for contact in known)
    all_archived = all(contact.archived for contact in known)
    choices["m"] = "have their reminders again" if all_muted else "mute them: no reminders"
    choices["a"] = "take them out of the archive" if all_archived else "archive them"
    if len(contacts) == 2:
        choices["M"] = "make one contact of the two"

    def chosen(key: str | None) -> None:
        if key == "t":
            _ask_tag(screen, contacts)
        elif key == "c":
            _ask_circle(screen, contacts)
        elif key == "k":
            _ask_cadence(screen, contacts)
        elif key == "m":
            mute_several(screen, contacts)
        elif key == "a":
            archive_several(screen, contacts, done)
        elif key == "M":
            merge_two(screen, contacts[0], contacts[1], done)

    screen.app.push_screen(ChooseScreen(f"What is to be done to {_all(contacts)}?", choices), chosen)


def _all(contacts: Sequence[int]) -> str:
    return f"the {counted(len(contacts), 'contact')} selected"


def archive_several(screen: NetuiScreen, contacts: Sequence[int], done: Callable[[], None]) -> None:
    """Archive all of them; or take them out again, where all are archived."""
    archived = not all(screen.network.contacts[each].archived for each in contacts)
    words = "archived" if archived else "out of the archive"
    if _tell(screen, lambda: several.archive_all(screen.network, contacts, archived=archived), words):
        done()


def mute_several(screen: NetuiScreen, contacts: Sequence[int]) -> None:
    """Mute all of them; or have their reminders again, where all are muted."""
    muted = not all(screen.network.contacts[each].muted for each in contacts)
    words = "muted" if muted else "no longer muted"
    _tell(screen, lambda: several.mute_all(screen.network, contacts, muted=muted), words)


def _tell(screen: NetuiScreen, act: Callable[[], int], words: str) -> bool:
    """Do it, and say of how many it holds now; or why it could not be done."""
    changed: list[int] = []
    if screen.attempt(lambda: changed.append(act())):
        screen.netui.tell(f"{counted(changed[0], 'contact')}: {words}; u takes it back")
    return bool(changed)


def _ask(screen: NetuiScreen, question: str, field: Field, act: Callable[[str], int], words: str) -> None:
    """Ask for one value, set it of all, and say of how many it is new."""
    changed: list[int] = []

    def keep(values: list[str]) -> None:
        changed.append(act(values[0]))

    def kept(yes: bool | None) -> None:
        if yes:
            screen.netui.tell(f"{counted(changed[0], 'contact')}: {words}; u takes it back")

    screen.app.push_screen(FormScreen(question, [field], keep), kept)


def _ask_tag(screen: NetuiScreen, contacts: Sequence[int]) -> None:
    network = screen.network
    field = Field("Tag", "", "-tag takes it away", _a_tag, known=sorted(network.tags()))
    _ask(
        screen, f"Tag {_all(contacts)}", field, lambda tag: several.tag_all(network, contacts, tag), "tagged"
    )


def _a_tag(text: str) -> None:
    if not text.lstrip("-#"):
        raise NetuiError("a tag needs a letter")


def _ask_circle(screen: NetuiScreen, contacts: Sequence[int]) -> None:
    known = {screen.network.contacts[each].circle or NO_CIRCLE for each in contacts}
    field = Field(
        "Circle", known.pop() if len(known) == 1 else NO_CIRCLE, one_of=(NO_CIRCLE, *get_args(Circle))
    )

    def set_circle(word: str) -> int:
        circle = None if word == NO_CIRCLE else cast(Circle, word)
        return several.circle_all(screen.network, contacts, circle)

    _ask(screen, f"The circle of {_all(contacts)}", field, set_circle, "in that circle")


def _ask_cadence(screen: NetuiScreen, contacts: Sequence[int]) -> None:
    field = Field("In touch every", "", "30 days, 2 weeks; empty: by habit and circle", read_cadence)

    def set_cadence(text: str) -> int:
        return several.cadence_all(screen.network, contacts, read_cadence(text))

    _ask(screen, f"How often with {_all(contacts)}", field, set_cadence, "kept")
