"""pytest's plug-in for :mod:`tests.faults.tinydb_suite`: ours in place of TinyDB's storage and table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
import tinydb
import tinydb.database
import tinydb.storages
import tinydb.table

from netui.storage.journal import Journal
from netui.storage.lines import Position
from netui.storage.plain import PlainFile
from netui.storage.tiny import JournalStorage, JournalTable

counts = Counter[str]()
"""How often the two ways of writing were gone in the run."""


def named_as(ours: type, theirs: type) -> type:
    """``ours``, by the name that ``theirs`` has."""
    return type(theirs.__name__, (ours,), {"__module__": theirs.__module__})


storage = named_as(JournalStorage, tinydb.storages.JSONStorage)
table = named_as(JournalTable, tinydb.table.Table)

for module in (tinydb, tinydb.storages, tinydb.database):
    setattr(module, "JSONStorage", storage)  # noqa: B010 - mypy holds a class for no variable
for module in (tinydb.table, tinydb.database):
    setattr(module, "Table", table)  # noqa: B010
setattr(tinydb.TinyDB, "default_storage_class", storage)  # noqa: B010
setattr(tinydb.TinyDB, "table_class", table)  # noqa: B010

append, write = Journal.append, PlainFile.write


def counted_append(journal: Journal, line: bytes, after: Position) -> None:
    counts["lines of a journal"] += 1
    append(journal, line, after)


def counted_write(file: PlainFile, data: Mapping[str, Any]) -> None:
    counts["files written whole"] += 1
    write(file, data)


setattr(Journal, "append", counted_append)  # noqa: B010
setattr(PlainFile, "write", counted_write)  # noqa: B010


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that it was ours that was tested."""
    said = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    terminalreporter.write_line(f"netui's storage wrote: {said or 'nothing'}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run in which ours was not used has not passed."""
    if not counts["lines of a journal"]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
