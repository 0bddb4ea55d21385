"""Changing and taking away what was logged: amend, delete."""

from __future__ import annotations

from typing import Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command, text_argument


@command("amend", short_help="Write an entry's line anew.")
@click.argument("entry", type=int, metavar="ID")
@text_argument()
@pass_session
def amend(session: Session, entry: int, text: tuple[str, ...]) -> None:
    """Write an entry's line anew. ID is what log gives, and “show --all”.

    Its days are read as of the day on which it was logged, of a promise or a meeting as of today; without a
    day in it the entry keeps its own.
    """
    from netui.network.amending import amend as amend_entry

    line = session.typed(" ".join(text))
    kind = amend_entry(session.network, entry, line, session.now, day_order=session.config.date_order)
    output.show(
        session.json,
        lambda: {"amended": _amended_shape(session, entry, kind)},
        lambda: [f"changed: {line}"],
    )


def _amended_shape(session: Session, entry: int, kind: str) -> dict[str, Any]:
    from netui.cli.shapes import follow_up_shape, names_of, timeline_shape

    network = session.network
    if kind == "interaction":
        return {"kind": kind, **timeline_shape(network, entry, network.interactions[entry], "took_part")}
    if kind == "note":
        note = network.notes[entry]
        return {
            "kind": kind,
            "id": entry,
            "day": note.day,
            "text": note.text,
            "contacts": names_of(network, note.contacts),
        }
    return {"id": entry, **follow_up_shape(network, network.follow_ups[entry])}


@command("delete", short_help="Take an entry away.")
@click.argument("entry", type=int, metavar="ID")
@pass_session
def delete(session: Session, entry: int) -> None:
    """Take an entry away: an interaction, a note, a promise or a plan. “netui undo” brings it back."""
    from netui.network import answers

    answers.delete(session.network, entry)
    output.show(
        session.json,
        lambda: {"deleted": {"id": entry}},
        lambda: ["deleted; netui undo brings it back"],
    )
