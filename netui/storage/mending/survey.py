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
from netui.storage.files import TEMPORARY_SUFFIX, explained, open_for_reading, read_from, signature_of
from netui.storage.mending.document_file import DocumentFile, read_document
from netui.storage.mending.lines_file import LinesFile, read_lines
from netui.storage.resident import UNSTABLE_PAUSE, UNSTABLE_TRIES
from netui.storage.staging import Staging

CONFLICT_WORD = "conflict"
"""In the names that synchronisers give to the copy that lost.

Syncthing: ``network.sync-conflict-20261124-135035-ABCDEFG.json``; Dropbox: ``network (Ada's conflicted copy
2026-11-24).json``; Nextcloud: ``network (conflicted copy 2026-11-24 135035).json``, and before that
``network_conflict-20261124-135035.json``."""

JOURNAL_SUFFIX, HISTORY_SUFFIX = ".journal", ".history"


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
    staged: Literal["", "due", "left"]
    """Whether files wait to be exchanged: because all was ready, or for nothing."""
    unread: list[str] = field(default_factory=list)
    """Why some backups or copies could not be read at all, by no fault of what they hold."""
    contents: dict[Path, bytes] = field(default_factory=dict)
    """The bytes of document, journal and history, of those that are there."""


def survey(path: Path) -> Survey:
    """Read all files of the document at ``path``, symbolic links followed. Raises DocumentError."""
    contents = _steadily(path)
    journal, history = (path.with_suffix(suffix) for suffix in (JOURNAL_SUFFIX, HISTORY_SUFFIX))
    with explained("read", path.parent):
        staging = Staging(path)
        staged: Literal["", "due", "left"] = ""
        if staging.folder.exists():
            staged = "due" if staging.is_due else "left"
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
    for each in sorted(path.parent.iterdir()):
        name = each.name.removeprefix(path.stem)
        if name == each.name or CONFLICT_WORD not in name.lower() or not each.is_file():
            continue
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
        elif each.suffix != ".lock":
            continue
        yield copy


def _left(path: Path) -> Iterator[Path]:
    names = [path.name, *(path.with_suffix(each).name for each in (JOURNAL_SUFFIX, HISTORY_SUFFIX))]
    backups = Backups(path).folder
    found = [each for name in names for each in path.parent.glob(f".{name}.*{TEMPORARY_SUFFIX}")]
    found += backups.glob(f".*{TEMPORARY_SUFFIX}") if backups.is_dir() else ()
    return (each for each in sorted(found) if _is_left(each))


def _is_left(path: Path) -> bool:
    """Whether nobody holds the lock that a living session has on its temporary file."""
    try:
        descriptor = open_for_reading(path)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True
