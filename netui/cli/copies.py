"""Copies of the document: backup, restore."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.cli.restricted import refuse_path
from netui.domain.days import counted
from netui.errors import DamagedError

if TYPE_CHECKING:
    from netui.cli.output import Shape
    from netui.storage import Backup


@command("backup", short_help="Keep a copy of everything, or list the copies.")
@click.option("--list", "listing", is_flag=True, help="The copies there are, newest first.")
@pass_session
def backup(session: Session, listing: bool) -> None:
    """Keep a copy of everything as it is now, in the folder of backups beside the document.

    One is made each day by itself; one made by this command stays until you remove it.
    """
    if listing:
        backups = session.open(create=False).store.backups.all()
        output.show(
            session.json, lambda: {"backups": [_shape(each) for each in backups]}, lambda: _lines(backups)
        )
        return
    path = session.open(create=False).backup()
    output.show(session.json, lambda: {"backup": {"path": str(path)}}, lambda: [f"kept in {path}"])


def _shape(backup: Backup) -> Shape:
    status = backup.path.stat()
    return {
        "name": backup.name,
        "path": str(backup.path),
        "at": datetime.fromtimestamp(status.st_mtime, UTC),
        "bytes": status.st_size,
    }


def _lines(backups: list[Backup]) -> Iterator[str]:
    from netui.cli.layout import table

    if not backups:
        return iter(["There are no backups yet: the first is made before the document is next rewritten."])
    return table(
        [
            (backup.name, f"{backup.path.stat().st_size / 1000:,.0f} kB", str(backup.path))
            for backup in backups
        ]
    )


@command("restore", short_help="Put a backup back; undo takes that back too.")
@click.argument("file", metavar="FILE")
@pass_session
def restore(session: Session, file: str) -> None:
    """Put a backup back: FILE is a path, or a name that netui backup --list shows.

    It is a change like any other: open sessions follow it, and netui undo takes it back. Where the document
    cannot be opened, the backup takes its place, and what was there is kept in a folder beside it.
    """
    refuse_path(session, file)
    try:
        network = session.network
    except DamagedError as error:
        _restore_over(session, file, error)
        return
    change = network.restore(file)
    touched = 0 if change is None else len(change.touched)
    output.show(
        session.json,
        lambda: {"restored": {"file": file, "records": touched}},
        lambda: [
            f"restored: {file}, {counted(touched, 'record')} changed; netui undo takes it back"
            if touched
            else f"everything is as in {file} already"
        ],
    )


def _restore_over(session: Session, file: str, error: DamagedError) -> None:
    from netui.network.mending import restore_document

    kept, records = restore_document(session.path, file, session.clock.instant)
    output.show(
        session.json,
        lambda: {"restored": {"file": file, "records": records, "kept": str(kept)}},
        lambda: [
            f"restored: {file}, {counted(records, 'record')}",
            f"what could not be opened is kept in {kept} ({error.message.partition('; netui check')[0]})",
        ],
    )
