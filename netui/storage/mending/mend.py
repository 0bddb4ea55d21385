"""Mending what is safe to mend, under the lock, all of it or nothing.

Whatever was damaged, the outcome is one: the records at the end of the history, written as a whole document;
all lines that led there as its history; a new journal. Every file that is replaced or removed is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from netui.errors import DocumentError
from netui.storage import schema
from netui.storage.access import why_only_reading
from netui.storage.backups import Backups
from netui.storage.files import explained, resolved, sweep, sweep_folder
from netui.storage.layout import pieces
from netui.storage.lines import Body, Header, Position, encode_header
from netui.storage.lock import Lock
from netui.storage.mending.chain import LOST_AT_MOST, Way, stand_in
from netui.storage.mending.diagnosis import BY_ITSELF, Diagnosis, diagnose
from netui.storage.mending.document_file import set_right
from netui.storage.mending.findings import Finding, Kind
from netui.storage.mending.joining import Joining
from netui.storage.mending.survey import HISTORY_SUFFIX, JOURNAL_SUFFIX, content, survey
from netui.storage.model import Model
from netui.storage.staging import Staging

MOVED = {Kind.COPY_KNOWN, Kind.BACKUP_UNREADABLE}
"""What is mended by moving the file away."""


class Mended(NamedTuple):
    """What was done."""

    done: list[Finding]
    left: list[Finding]
    kept: Path | None
    """The folder that holds what was replaced or removed; None where nothing was."""


class Outcome(NamedTuple):
    """What document, history and journal are to hold."""

    model: Model
    document_id: str
    at: Position
    history: list[bytes]
    """Lines, newlines included, oldest first."""


def mend(path: Path, *, instant: Callable[[], datetime], account: str, session: str) -> Mended:
    """Mend what is safe to mend in the files of the document at ``path``.

    Raises LockedError, DocumentError: nothing has then happened, or all of it, which the next session to open
    the document brings to its end.
    """
    path = resolved(path)
    with held(path, instant, account, session):
        with explained("mend", path):
            waiting = [
                each for each in diagnose(survey(path, locked=True)).findings if each.kind in BY_ITSELF
            ]
            Staging(path).finish()
            sweep_all(path)
        diagnosis = diagnose(survey(path, locked=True))
        left = [each for each in diagnosis.findings if not each.safe]
        if diagnosis.survey.unread:  # what it would have told is not known
            raise DocumentError(f"{diagnosis.survey.unread[0]}: see to that, or move it away, and mend again")
        if not diagnosis.is_mendable:
            return Mended(waiting, left, None)
        now = instant().astimezone(UTC)
        outcome = outcome_of(diagnosis, now, account, session)
        kept = write(diagnosis, outcome)
    return Mended([*waiting, *(each for each in diagnosis.findings if each.safe)], left, kept)


@contextmanager
def held(path: Path, instant: Callable[[], datetime], account: str, session: str) -> Iterator[None]:
    """Hold the lock of a document that may be written. Raises LockedError, DocumentError."""
    if reason := why_only_reading(path):
        raise DocumentError(reason)
    lock = Lock(path.with_suffix(".lock"), account.encode(errors="replace").decode(), session)
    try:
        with lock.held(instant().astimezone(UTC)):
            yield
    finally:
        lock.close()


def sweep_all(path: Path) -> None:
    """Remove the temporary files of sessions that are no more. Raises OSError."""
    for each in (path, path.with_suffix(JOURNAL_SUFFIX), path.with_suffix(HISTORY_SUFFIX)):
        sweep(each)
    sweep_folder(Backups(path).folder)


def outcome_of(diagnosis: Diagnosis, now: datetime, account: str, session: str) -> Outcome:
    """The end of the history, with all branches joined to it. Raises DamagedError."""
    base, past = diagnosis.base, diagnosis.past
    assert base is not None
    assert past is not None
    joining = Joining(base.model, base.at, session, account.encode(errors="replace").decode())
    labels = _labels_lost(diagnosis)
    last = Body(
        schema=schema.SCHEMA,
        number=0,
        at=now,
        session=session,
        account=account,
        label="",
        records=[],
        previous="",
    )
    history = list(lines_with_stand_ins(past, labels, last))
    for branch in diagnosis.branches:
        joining.join(branch, now)
    base.model.note_id(diagnosis.last_id)
    return Outcome(base.model, diagnosis.document_id, joining.at, [*history, *joining.lines])


def lines_with_stand_ins(past: Way, labels: dict[int, str], last: Body) -> Iterator[bytes]:
    """The lines of a way, with one in the place of each that is lost, unless they are too many."""
    lost = iter(past.lost if len(past.lost) <= LOST_AT_MOST else ())
    next_lost = next(lost, None)
    at, after = past.start, None
    for found in past.lines:
        while next_lost is not None and next_lost < found.line.body.number:
            line, at = stand_in(Position(next_lost - 1, at.hash), after, labels.get(next_lost), last)
            yield line
            next_lost = next(lost, None)
        yield found.raw + b"\n"
        at, after = found.line.position, found.line
    while next_lost is not None:
        line, at = stand_in(Position(next_lost - 1, at.hash), after, labels.get(next_lost), last)
        yield line
        next_lost = next(lost, None)


def _labels_lost(diagnosis: Diagnosis) -> dict[int, str]:
    """By number, what lines that cannot be read seem to have said, where it is plain which they were."""
    labels: dict[int, str] = {}
    for file in (diagnosis.survey.history, diagnosis.survey.journal):
        if file is None:
            continue
        begins = file.header.number if file.header is not None else None
        for broken in file.broken:
            after = begins if broken.after is None else broken.after
            if after is not None and broken.label is not None:
                labels.setdefault(after + 1, broken.label)
    return labels


def write(diagnosis: Diagnosis, outcome: Outcome) -> Path:
    """Exchange all files; returns the folder in which those there were are kept. Raises DocumentError."""
    path = diagnosis.survey.path
    history = path.with_suffix(HISTORY_SUFFIX)
    snapshot = outcome.model.snapshot()
    header = Header.after(
        outcome.at,
        document=outcome.document_id,
        last_id=snapshot.last_id,
        schema=schema.SCHEMA,
    )
    staging = Staging(path)
    kept = free_folder(path)
    moved = [each.path for each in diagnosis.findings if each.safe and each.kind in MOVED]
    flipped = [each.path for each in diagnosis.findings if each.safe and each.kind == Kind.BACKUP_FLIPPED]
    with explained("write", staging.folder):
        try:
            staging.begin()
            for each, data in diagnosis.survey.contents.items():
                staging.write(kept / each.name, [data])
            for each in (*moved, *flipped):
                staging.write(kept / each.name, [content(each) or b""])
            for each in flipped:
                staging.write(each, [set_right(content(each) or b"") or b""])
            if outcome.history or history in diagnosis.survey.contents:
                staging.write(history, outcome.history)
            staging.write(path, pieces(snapshot, outcome.document_id, outcome.at))
            staging.commit(outcome.at, encode_header(header), moved)
            staging.finish()
        except BaseException:
            with suppress(OSError):  # whoever comes next tries again
                staging.finish()
            raise
    return kept


def free_folder(path: Path) -> Path:
    """Where what is replaced is kept: ``network.kept-1``, or the next number that is free."""
    names = (path.with_suffix(f".kept-{number}") for number in count(1))
    return next(each for each in names if not os.path.lexists(each))
