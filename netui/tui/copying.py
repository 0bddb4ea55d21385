"""Copying an address to the clipboard of the terminal (OSC 52), wherever the terminal is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netui.network.links import readable
from netui.tui.choose import Choice, ChoiceScreen
from netui.tui.text import clip, typed

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen


def copy_address(screen: NetuiScreen, contact: int) -> None:
    """Copy the address of a contact; where there are several, ask which."""
    known = screen.network.contacts[contact]
    found = [
        *((email, "e-mail") for email in known.emails),
        *((phone, "phone") for phone in known.phones),
        *((url, "link") for url in known.urls),
        *(((known.place, "place"),) if known.place else ()),
    ]
    if not found:
        edit = "edit_contact" if screen.NAME == "contact" else "edit"
        screen.netui.tell(screen.worded(f"no address is on record; {{{edit}}} adds one"))
    elif len(found) == 1:
        _copy(screen, found[0][0])
    else:
        choices: list[Choice] = [(readable(address), kind) for address, kind in found]
        screen.app.push_screen(
            ChoiceScreen("Copy", choices, screen.netui.glyphs),
            lambda index: _copy(screen, found[index][0]) if index is not None else None,
        )


def _copy(screen: NetuiScreen, address: str) -> None:
    text = typed(address)  # what is pasted somewhere else holds no control characters either
    screen.app.copy_to_clipboard(text)
    screen.netui.tell(f"copied: {clip(text, 40)}")
