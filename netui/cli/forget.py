"""Forgetting for good: forget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.asking import confirm
from netui.cli.context import Session, pass_session
from netui.cli.options import command, name_argument
from netui.domain.days import counted, counted_each

if TYPE_CHECKING:
    from netui.network.forgetting import Outcome

LEFT_OVER_SHOWN = 12
"""Records that still hold the words, as text (choice); JSON has all of them."""


@command("forget", short_help="Take a contact or an entry out of everything, for good.")
@name_argument("name")
@click.option("--yes", is_flag=True, help="Without asking: nothing brings it back.")
@click.option(
    "--words", is_flag=True, help="Put “someone” also where the name stands in prose without being linked."
)
@pass_session
def forget(session: Session, name: str, yes: bool, words: bool) -> None:
    """Take a contact, or the entry with an ID, out of document, journal, history and backups for good.

    What only the contact took part in goes too; where others were there, the name becomes “someone”. Nothing
    brings it back. Copies that you have made elsewhere are yours to look after.
    """
    from netui import unfinished
    from netui.kept_numbers import KeptNumbers
    from netui.network import forgetting
    from netui.network.tellings import what_goes
    from netui.paths import state_folder

    network = session.open(create=False)
    key = forgetting.find_forgettable(network, name)
    if not yes:
        plan = forgetting.plan_forgetting(network, key, words=words)
        confirm(session, what_goes(plan), "forget it for good")
    outcome = forgetting.forget(network, key, words=words)
    KeptNumbers(state_folder(), network.store.path).forget()
    typed = unfinished.forget(state_folder(), network.store.path, outcome.plan.redaction.is_in)
    output.show(session.json, lambda: _shape(outcome, typed), lambda: _lines(outcome, typed))


def _shape(outcome: Outcome, typed: int) -> dict[str, Any]:
    plan = outcome.plan
    return {
        "forgotten": {
            "table": plan.key[0],
            "id": plan.key[1],
            "records": {table: len(ids) for table, ids in plan.gone.items()},
            "lessened": {table: len(ids) for table, ids in plan.lessened.items()},
            "changes": outcome.changes,
            "backups": outcome.backups,
            "files": [path.name for path in outcome.files],
            "half_typed": typed,
        },
        "left_over": [{"table": each.table, "id": each.id, "words": each.words} for each in plan.left_over],
    }


def _lines(outcome: Outcome, typed: int) -> Iterator[str]:
    from netui.network.tellings import records_in_words

    plan = outcome.plan
    yield f"forgotten for good: {records_in_words(plan.gone)}"
    if plan.lessened:
        yield f"with less in it: {records_in_words(plan.lessened)}"
    elsewhere = (
        (outcome.changes, "change of the history", "changes of the history"),
        (outcome.backups, "backup", None),
    )
    if written := counted_each(elsewhere):
        yield f"written anew: {written}"
    if outcome.files:
        yield f"removed: {', '.join(path.name for path in outcome.files)}"
    if typed:
        yield f"emptied: {counted(typed, 'half-typed line', 'half-typed lines')}"
    if plan.left_over:
        yield "these still say it in words; netui amend, or netui edit, changes them:"
        for each in plan.left_over[:LEFT_OVER_SHOWN]:
            yield f"  {each.table} {each.id}: “{each.words}”"
        if len(plan.left_over) > LEFT_OVER_SHOWN:
            yield f"  and {counted(len(plan.left_over) - LEFT_OVER_SHOWN, 'other')}; --json has them all"
