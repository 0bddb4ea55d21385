"""What was changed: undo, redo, history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import click

from netui.cli import output
from netui.cli.asking import confirm
from netui.cli.context import Session, pass_session
from netui.cli.options import command

if TYPE_CHECKING:
    from netui.storage import Change
    from netui.storage.lines import Outline

HISTORY_LENGTH = 50
"""Changes that the history shows unless told otherwise (choice)."""


@command("undo", short_help="Take the last change back.")
@click.argument("number", type=int, required=False, metavar="[NUMBER]")
@click.option("--yes", is_flag=True, help="Also where it was changed again since; what others changed stays.")
@pass_session
def undo(session: Session, number: int | None, yes: bool) -> None:
    """Take the last change back, whichever session made it; or change NUMBER of the history."""
    _step(session, "undone", partial(session.network.undo, number), yes)


@command("redo", short_help="Do again what was undone last.")
@click.option("--yes", is_flag=True, help="Also where it was changed again since; what others changed stays.")
@pass_session
def redo(session: Session, yes: bool) -> None:
    """Do again what was undone last."""
    _step(session, "redone", session.network.redo, yes)


def _step(session: Session, word: str, step: Callable[..., Change], yes: bool) -> None:
    from netui.network import ChangedSince

    try:
        change = step(anyway=yes)
    except ChangedSince as question:
        confirm(session, question.message, f"have it {word} all the same")
        change = step(anyway=True)
    _tell_of(session, word, change)


def _tell_of(session: Session, word: str, change: Change) -> None:
    output.show(
        session.json,
        lambda: {word: {"label": change.label, "at": change.at}},
        lambda: [f"{word}: {change.label}"],
    )


@command("history", only_looks=True, short_help="What was changed, when, and by which session.")
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
    changes = [line.outline() for line in islice(session.network.store.past(), limit)]
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


def _history_lines(session: Session, changes: list[Outline]) -> Iterator[str]:
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
