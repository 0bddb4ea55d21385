"""Examining the document: check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.errors import DamagedError

if TYPE_CHECKING:
    from netui.network.checking import Problem

PROBLEMS_FOUND = 1
"""Exit code when something is wrong."""


@command("check", short_help="Examine the document.")
@pass_session
def check(session: Session) -> int:
    """Examine the document: what is wrong, and how to mend it. Changes nothing; exits 1 for problems."""
    from netui.network.checking import Problem, problems, records_by_table

    records: dict[str, int] = {}
    try:
        network = session.open(create=False)
        found = list(problems(network))
        records = records_by_table(network)
    except DamagedError as error:
        found = [
            Problem(
                str(session.path),
                error.message.partition("; netui check says more")[0],
                "put a copy of the document and its journal in their place; nothing was overwritten",
            )
        ]
    output.show(
        session.json,
        lambda: {
            "ok": not found,
            "problems": [{"where": each.where, "what": each.what, "mend": each.mend} for each in found],
            "records": records,
        },
        lambda: _lines(found, records),
    )
    return PROBLEMS_FOUND if found else 0


def _lines(found: list[Problem], records: dict[str, int]) -> Iterator[str]:
    from netui.cli.layout import labelled

    yield "all is well" if not found else f"{len(found)} problem{'' if len(found) == 1 else 's'}"
    for problem in found:
        yield f"{problem.where}: {problem.what}"
        yield f"  to mend it: {problem.mend}"
    yield from labelled((table.replace("_", " "), str(count)) for table, count in records.items() if count)
