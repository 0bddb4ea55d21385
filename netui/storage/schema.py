"""The version of the document's format, and what becomes of other versions."""

from __future__ import annotations

from pathlib import Path

from netui.errors import DamagedError, DocumentError

SCHEMA = 1
"""The version that this program writes."""


def check_schema(schema: int, document: Path) -> None:
    """Raise DocumentError for a document of a newer netui, DamagedError for a version that never was."""
    if schema > SCHEMA:
        raise DocumentError(
            f"{document} was written by a newer netui (format {schema}; this one knows {SCHEMA}): "
            "upgrade netui"
        )
    if schema < 1:
        raise DamagedError(f"{document} says that its format is {schema}, which never was: see netui check")
