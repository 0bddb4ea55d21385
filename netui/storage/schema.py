"""The versions of the document's format, and the steps from one to the next.

A step changes one record at a time, so that it can be done to the records of a document and, just as well, to
what the lines of a journal or the history say of them: each line names the version that it was written by.
An older document is backed up before it is written anew. A newer one is opened for reading only.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from netui.errors import DamagedError, DocumentError

SCHEMA = 1
"""The version that this program writes."""

Step = Callable[[str, dict[str, Any]], dict[str, Any]]
"""What makes a record of a table (by its name), as JSON holds it, one of the next version."""

STEPS: dict[int, Step] = {}
"""The steps, by the version that each begins from. Every version before :data:`SCHEMA` has one."""


def migrated(table: str, fields: dict[str, Any], schema: int) -> dict[str, Any]:
    """A record of version ``schema`` as one of this program's version."""
    for version in range(schema, SCHEMA):
        fields = STEPS[version](table, fields)
    return fields


def check_schema(schema: int, document: Path) -> None:
    """Raise DamagedError for a version that never was."""
    if schema < 1:
        raise DamagedError(
            f"{document.name} says that its format is {schema}, which never was: see netui check"
        )


def newer(schema: int, document: Path) -> DocumentError | None:
    """The error that a document of a newer netui can only be looked at; None for any other."""
    if schema <= SCHEMA:
        return None
    return DocumentError(
        f"{document.name} was written by a newer netui (format {schema}; this one knows {SCHEMA}): "
        "it can be looked at, not changed; upgrade netui"
    )
