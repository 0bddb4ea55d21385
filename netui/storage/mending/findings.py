"""What can be found wrong with a document's files; :mod:`netui.storage.mending.words` says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """The kinds of damage, by the file that they concern."""

    DOCUMENT_GONE = "document-gone"
    DOCUMENT_DAMAGED = "document-damaged"
    DOCUMENT_FLIPPED = "document-flipped"
    DOCUMENT_MISFIT = "document-misfit"
    DOCUMENT_BARE = "document-bare"
    DOCUMENT_NEWER = "document-newer"
    DOCUMENT_OTHER = "document-other"
    DOCUMENT_BEHIND = "document-behind"
    DOCUMENT_OLDER = "document-older"
    JOURNAL_GONE = "journal-gone"
    JOURNAL_HEADER = "journal-header"
    JOURNAL_OTHER = "journal-other"
    JOURNAL_BEHIND = "journal-behind"
    LINE_FLIPPED = "line-flipped"
    LINE_BROKEN = "line-broken"
    LINE_MISFIT = "line-misfit"
    LINES_STRAY = "lines-stray"
    TORN = "torn-end"
    GAP = "gap"
    FORK = "fork"
    FORK_UNKNOWN = "fork-unknown"
    FORK_FORGOTTEN = "fork-forgotten"
    FORK_CLASH = "fork-clash"
    COPY_KNOWN = "copy-known"
    COPY_UNKNOWN = "copy-unknown"
    COPY_UNREADABLE = "copy-unreadable"
    BACKUP_UNREADABLE = "backup-unreadable"
    BACKUP_FLIPPED = "backup-flipped"
    LEFT_OVER = "left-over"
    HALF_DONE = "half-done"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    kind: Kind
    path: Path
    """The file."""
    safe: bool = True
    """Whether mending it loses nothing that can still be read, and guesses nothing."""
    line: int | None = None
    """The line in the file, from 1."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the words need."""
