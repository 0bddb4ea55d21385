"""Examining a document, files and records; mending it; a backup put over one that cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from netui.errors import DocumentError
from netui.network.checking import Problem, problems, records_by_table
from netui.network.network import Network
from netui.storage.account import account_name
from netui.storage.files import resolved
from netui.storage.mending.diagnosis import diagnose
from netui.storage.mending.findings import Finding
from netui.storage.mending.mend import mend
from netui.storage.mending.restoring import restore_over
from netui.storage.mending.survey import survey
from netui.storage.mending.words import where, words_of


@dataclass(slots=True)
class Examined:
    """What was found; and, where it was to be mended, what was done."""

    problems: list[Problem]
    records: dict[str, int] = field(default_factory=dict)
    """How many each table holds; empty where the document cannot be opened."""
    mended: list[Problem] = field(default_factory=list)
    kept: Path | None = None
    """The folder with all that was replaced or removed."""


def examine(path: Path, instant: Callable[[], datetime]) -> Examined:
    """Look at all files of the document at ``path``, and at its records; nothing is written.

    Raises DocumentError where there is nothing, or where it cannot be read.
    """
    path = resolved(path)
    _refuse_nothing(path)
    examined = Examined(_in_words(diagnose(survey(path)).findings))
    _look_at_records(examined, path, instant)
    return examined


def mend_document(path: Path, instant: Callable[[], datetime]) -> Examined:
    """Mend what is safe to mend, and look at what is left.

    Raises LockedError, DocumentError; nothing has then happened, or all of it.
    """
    path = resolved(path)
    _refuse_nothing(path)
    mended = mend(path, instant=instant, account=account_name(), session=_session())
    examined = examine(path, instant)
    examined.mended = _in_words(mended.done)
    examined.kept = mended.kept
    return examined


def restore_document(path: Path, name: str, instant: Callable[[], datetime]) -> tuple[Path, int]:
    """Put a backup, by name or path, over a document that cannot be opened; all that is there is kept.

    Returns the folder it is kept in, and how many records there are now. Raises NotFoundError, DocumentError.
    """
    return restore_over(path, name, instant=instant, account=account_name(), session=_session())


def _session() -> str:
    return os.urandom(4).hex()


def _refuse_nothing(path: Path) -> None:
    if not any(path.with_suffix(suffix).exists() for suffix in (path.suffix, ".journal", ".history")):
        raise DocumentError(f"there is no document at {path}")


def _in_words(findings: Iterable[Finding]) -> list[Problem]:
    return [
        Problem(where(each), *words_of(each), kind=each.kind.value, file=str(each.path), safe=each.safe)
        for each in findings
    ]


def _look_at_records(examined: Examined, path: Path, instant: Callable[[], datetime]) -> None:
    try:
        network = Network.open(path, instant, create=False, to_look=True)
    except DocumentError as error:
        if not examined.problems:
            reason = error.message.partition("; netui check")[0]
            remedy = "put a copy of the document and its journal in their place; nothing was overwritten"
            examined.problems.append(Problem(str(path), reason, remedy, kind="unopened", file=str(path)))
        return
    try:
        examined.problems += problems(network)
        examined.records = records_by_table(network)
    finally:
        network.close()
