"""Asking whether something is to be forgotten for good, and doing it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from netui.errors import NetuiError
from netui.tui.ask import ConfirmScreen
from netui.tui.read import ReadScreen

if TYPE_CHECKING:
    from netui.network.redacting import Key
    from netui.tui.app import NetuiApp

SHOWN = 100
"""Records that still hold the words, shown at most (choice)."""


def ask_to_forget(app: NetuiApp, key: Key) -> None:
    """Say what would go, ask, and forget a contact or an entry for good."""
    # Late: rarely asked for.
    from netui.network.forgetting import plan_forgetting
    from netui.network.tellings import what_goes

    try:
        plan = plan_forgetting(app.network, key)
    except NetuiError as error:
        app.tell(error.message, problem=True)
        return
    app.push_screen(
        ConfirmScreen(f"{what_goes(plan)}. Nothing brings it back. Forget it for good?"),
        lambda yes: _forget(app, key) if yes else None,
    )


def _forget(app: NetuiApp, key: Key) -> None:
    app.tell("forgetting: history and backups are written anew…")
    # Painted first: with a large network and many backups it takes a while.
    app.call_after_refresh(partial(_forget_now, app, key))


def _forget_now(app: NetuiApp, key: Key) -> None:
    from netui.network.forgetting import forget

    try:
        outcome = forget(app.network, key)
    except NetuiError as error:
        app.tell(error.message, problem=True)
        return
    app.numbers.forget()
    app.forget_typed(outcome.plan.redaction.is_in)
    app.tell("forgotten for good")
    if outcome.plan.left_over:
        lines = ["The words still stand in these; netui amend ID, or netui edit, changes them.", ""]
        lines += [f"{each.table} {each.id}: “{each.words}”" for each in outcome.plan.left_over[:SHOWN]]
        app.push_screen(ReadScreen("Left over", lines))
