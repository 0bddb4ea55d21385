"""Reading every file of a document, whatever state it is in. Never writes, takes no lock."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from netui.errors import DocumentError
from netui.storage.backups import Backups
from netui.storage.beside import conflict_copies
from netui.storage.files import (
    NO_LOCKS,
    explained,
    open_for_reading,
    read_from,
    signature_of,
    temporaries_in,
    temporaries_of,
)
from netui.storage.mending.document_file import DocumentFile, read_document
from netui.storage.mending.lines_file import LinesFile, read_lines
from netui.storage.resident import UNSTABLE_PAUSE, UNSTABLE_TRIES
from netui.storage.staging import Staging

JOURNAL_SUFFIX, HISTORY_SUFFIX = ".journal", ".history"


Staged = Literal["", "due", "left"]


@dataclass(slots=True)
class Copy:
    """A conflict copy that a synchroniser has put beside the document, or one of its files."""

    path: Path
    document: DocumentFile | None = None
    lines: LinesFile | None = None


@dataclass(slots=True)
class Survey:
    """All that lies there."""

    path: Path
    document: DocumentFile
    journal: LinesFile | None
    history: LinesFile | None
    backups: list[DocumentFile]
    """Newest first, without their bytes and records: there may be many."""
    copies: list[Copy]
    left: list[Path]
    """Temporary files of sessions that are no more."""
    staged: Staged
    """Whether files wait to be exchanged, of a session that is no more: all was ready, or for nothing."""
    unread: list[str] = field(default_factory=list)
    """Why some backups or copies could not be read at all, by no fault of what they hold."""
    contents: dict[Path, bytes] = field(default_factory=dict)
    """The bytes of document, journal and history, of those that are there."""


def survey(path: Path, *, locked: bool = False) -> Survey:
    """Read all files of the document at ``path``, symbolic links followed. Raises DocumentError.

    ``locked``: whoever asks holds the lock, so nobody else is at work.
    """
    for _ in range(UNSTABLE_TRIES):
        staged = _staged(path, locked)
        contents = _steadily(path)
        if _staged(path, locked) == staged:  # nobody has exchanged files meanwhile
            break
    journal, history = (path.with_suffix(suffix) for suffix in (JOURNAL_SUFFIX, HISTORY_SUFFIX))
    with explained("read", path.parent):
        backups = [_backup(backup.path) for backup in Backups(path).all()]
        copies = list(_copies(path))
        beside = [*backups, *(copy.document for copy in copies if copy.document is not None)]
        return Survey(
            path=path,
            document=read_document(path, contents.get(path)),
            journal=read_lines(journal, contents[journal], journal=True) if journal in contents else None,
            history=read_lines(history, contents[history], journal=False) if history in contents else None,
            backups=backups,
            copies=copies,
            left=list(_left(path)),
            staged=staged,
            unread=[file.why for file in beside if file.state == "missing"],
            contents=contents,
        )


def content(path: Path) -> bytes | None:
    """A file's bytes; None where there is none. Raises DocumentError."""
    with explained("read", path):
        try:
            descriptor = open_for_reading(path)
        except FileNotFoundError:
            return None
        try:
            return read_from(descriptor, 0)
        finally:
            os.close(descriptor)


def _steadily(path: Path) -> dict[Path, bytes]:
    """The three files' bytes, read again where a session has written them meanwhile."""
    paths = [path.with_suffix(JOURNAL_SUFFIX), path, path.with_suffix(HISTORY_SUFFIX)]
    for left in reversed(range(UNSTABLE_TRIES)):
        before = [_signature(each) for each in paths]
        found = {each: data for each in paths if (data := content(each)) is not None}
        if not left or before == [_signature(each) for each in paths]:
            break
        time.sleep(UNSTABLE_PAUSE)
    return found


def _signature(path: Path) -> object:
    with suppress(OSError):
        return signature_of(path.stat())
    return None


def _backup(path: Path) -> DocumentFile:
    try:
        file = read_document(path, content(path))
    except DocumentError as error:
        file = DocumentFile(path, why=error.message)  # it may be whole: nothing is known
    file.data, file.model = b"", None
    return file


def _copies(path: Path) -> Iterator[Copy]:
    for each in conflict_copies(path):
        copy = Copy(each)
        try:
            data = content(each) or b""
        except DocumentError as error:
            copy.document = DocumentFile(each, why=error.message)
            yield copy
            continue
        if each.suffix == path.suffix:
            copy.document = read_document(each, data)
            copy.document.data = b""
        elif each.suffix in (JOURNAL_SUFFIX, HISTORY_SUFFIX):
            copy.lines = read_lines(each, data, journal=each.suffix == JOURNAL_SUFFIX)
        yield copy


def _left(path: Path) -> Iterator[Path]:
    targets = (path, path.with_suffix(JOURNAL_SUFFIX), path.with_suffix(HISTORY_SUFFIX))
    found = [each for target in targets for each in temporaries_of(target)]
    found += temporaries_in(Backups(path).folder)
    return (each for each in sorted(found) if _is_free(each))


def _staged(path: Path, locked: bool) -> Staged:
    """What waits; nothing where somebody who holds the lock is still writing it. Raises DocumentError."""
    staging, lock = Staging(path), path.with_suffix(".lock")
    with explained("read", staging.folder):
        for left in reversed(range(UNSTABLE_TRIES)):
            # The folder is made and removed under one hold of the lock: one that is there before and after a
            # moment at which nobody held it was left.
            if not staging.folder.exists():
                return ""
            over = locked or not lock.exists() or _is_free(lock)
            if staging.is_due:
                if over or not left:  # whoever holds the lock is stopped: it takes but a moment
                    return "due"
            elif not over:
                return ""
            elif staging.folder.exists():
                return "left"
            time.sleep(UNSTABLE_PAUSE)
    return ""


def _is_free(path: Path) -> bool:
    """Whether a file is there and nobody holds a lock on it, as a living session does."""
    try:
        descriptor = open_for_reading(path)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in NO_LOCKS
    finally:
        os.close(descriptor)
    return True
