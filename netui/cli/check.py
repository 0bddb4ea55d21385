"""Examining the document, and mending it: check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.domain.days import counted

if TYPE_CHECKING:
    from netui.network.checking import Problem
    from netui.network.mending import Examined

PROBLEMS_FOUND = 1
"""Exit code when something is wrong, or is still wrong after mending."""


@command("check", short_help="Examine the document; mend it with --mend.")
@click.option("--mend", is_flag=True, help="Mend what is safe to mend; what is replaced is kept.")
@pass_session
def check(session: Session, mend: bool) -> int:
    """Examine document, journal, history, backups and copies: what is wrong, and how to mend it.

    Changes nothing without --mend. Exits 1 for problems, after mending for those that are left.
    """
    from netui.network.mending import examine, mend_document

    examined = (mend_document if mend else examine)(session.path, session.clock.instant)
    output.show(session.json, lambda: _shape(examined, mend), lambda: _lines(examined, mend))
    return PROBLEMS_FOUND if examined.problems else 0


def _shape(examined: Examined, mend: bool) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "ok": not examined.problems,
        "problems": [_problem(each) for each in examined.problems],
        "records": examined.records,
    }
    if mend:
        shape["mended"] = [_problem(each) for each in examined.mended]
        shape["kept"] = None if examined.kept is None else str(examined.kept)
    return shape


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "where": problem.where,
        "what": problem.what,
        "mend": problem.mend,
        "kind": problem.kind,
        "file": problem.file,
        "safe": problem.safe,
    }


def _lines(examined: Examined, mend: bool) -> Iterator[str]:
    from netui.cli.layout import labelled

    for problem in examined.mended:
        yield f"mended: {problem.where}: {problem.what}"
    if examined.kept is not None:
        yield f"what was there before is in {examined.kept}"
    found = examined.problems
    if not found:
        yield "all is well"
    else:
        left = " left" if mend else ""
        safe = sum(each.safe for each in found)
        told = f", {safe} safe to mend by netui check --mend" if safe else ""
        yield f"{counted(len(found), 'problem')}{left}{told}"
    for problem in found:
        yield f"{problem.where}: {problem.what}"
        yield f"  to mend it: {problem.mend}"
    yield from labelled(
        (table.replace("_", " "), str(count)) for table, count in examined.records.items() if count
    )
