"""What was changed: undo, redo, history."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command

if TYPE_CHECKING:
    from netui.storage import Change

HISTORY_LENGTH = 50
"""Changes that the history shows unless told otherwise (choice)."""


@command("undo", short_help="Take the last change back.")
@pass_session
def undo(session: Session) -> None:
    """Take the last change back, whichever session made it."""
    _tell_of(session, "undone", session.network.undo())


@command("redo", short_help="Do again what was undone last.")
@pass_session
def redo(session: Session) -> None:
    """Do again what was undone last."""
    _tell_of(session, "redone", session.network.redo())


def _tell_of(session: Session, word: str, change: Change) -> None:
    output.show(
        session.json,
        lambda: {word: {"label": change.label, "at": change.at}},
        lambda: [f"{word}: {change.label}"],
    )


@command("history", short_help="What was changed, when, and by which session.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=HISTORY_LENGTH,
    show_default=True,
    metavar="N",
    help="So many changes at most.",
)
@pass_session
def history(session: Session, limit: int) -> None:
    """What was changed, when, and by which session; newest first."""
    changes = list(islice(session.network.store.changes(limit), limit))
    output.show(
        session.json,
        lambda: {
            "changes": [
                {
                    "seq": change.number,
                    "at": change.at,
                    "session": change.session,
                    "account": change.account,
                    "label": change.label,
                }
                for change in changes
            ]
        },
        lambda: _history_lines(session, changes),
    )


def _history_lines(session: Session, changes: list[Change]) -> Iterator[str]:
    from netui.cli.layout import moment, table

    if not changes:
        return iter(["Nothing was changed yet."])
    return table(
        [
            (
                str(change.number),
                moment(change.at, session.clock.zone),
                f"{change.account} {change.session}",
                change.label,
            )
            for change in changes
        ]
    )
