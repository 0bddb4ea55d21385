"""Textual's bindings of the one list of commands, apart from it so that ``netui keys`` loads no Textual."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from netui.tui.commands import BY_THE_LIST, COMMANDS


def bindings_for(screen: str) -> list[BindingType]:
    """Textual's bindings of a screen's own commands (or of the app's, for :data:`EVERYWHERE`)."""
    return [
        Binding(command.keys, command.id, command.label, id=command.id, show=False)
        for command in COMMANDS
        if screen in command.screens and command.id != BY_THE_LIST
    ]
