"""What the conflict copies of synchronisers hold that the document does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from netui.storage.lines import Position
from netui.storage.mending.document_file import DocumentFile
from netui.storage.mending.findings import Finding, Kind
from netui.storage.mending.lines_file import LinesFile
from netui.storage.mending.survey import HISTORY_SUFFIX, JOURNAL_SUFFIX, Copy
from netui.storage.model import Model


def copy_findings(
    copies: Iterable[Copy], document_id: str, known: Collection[Position], here: Model | None
) -> Iterator[Finding]:
    """What each copy is; ``known`` are the places of the chain that the document has, or is joined to."""
    copies = tuple(copies)
    here_too = {copy.path for copy in copies}
    for finding in _findings(copies, document_id, known, here):
        yield _with_missing(finding, here_too) if finding.kind == Kind.COPY_UNKNOWN else finding


def _with_missing(finding: Finding, here_too: Collection[Path]) -> Finding:
    """The same with the names of what would tell more: of what was folded the history, else the journal."""
    wanted = (finding.path.with_suffix(suffix) for suffix in (HISTORY_SUFFIX, JOURNAL_SUFFIX))
    missing = [path.name for path in wanted if path not in here_too]
    return replace(finding, values={**finding.values, "missing": missing})


def _findings(
    copies: Iterable[Copy], document_id: str, known: Collection[Position], here: Model | None
) -> Iterator[Finding]:
    for copy in copies:
        if copy.document is not None:
            yield _of_document(copy, copy.document, document_id, known, here)
        elif copy.lines is not None:
            yield _of_lines(copy, copy.lines, known)
        else:
            yield Finding(Kind.COPY_KNOWN, copy.path)


def _of_lines(copy: Copy, there: LinesFile, known: Collection[Position]) -> Finding:
    new = sum(found.line.position not in known for found in there.good)
    if new:
        return Finding(Kind.COPY_UNKNOWN, copy.path, safe=False, values={"lines": new})
    if there.header is not None and there.header.position not in known:
        # It holds no change, but without it nobody would know where the copy of the document goes on.
        return Finding(Kind.COPY_UNKNOWN, copy.path, safe=False, values={"journal": there.header.number})
    return Finding(Kind.COPY_KNOWN, copy.path)


def _of_document(
    copy: Copy, there: DocumentFile, document_id: str, known: Collection[Position], here: Model | None
) -> Finding:
    own = there.bookkeeping
    if not there.is_usable or own is None or own.document != document_id:
        why = there.why or "it is another document"
        return Finding(Kind.COPY_UNREADABLE, copy.path, safe=False, values={"why": why})
    if there.state == "whole" and own.checkpoint.position in known:
        return Finding(Kind.COPY_KNOWN, copy.path)
    values: dict[str, object] = {}
    if here is not None and there.model is not None:
        only, other = _differences(there.model, here)
        if not only and not other:
            return Finding(Kind.COPY_KNOWN, copy.path)
        values = {"only": only, "other": other}
    return Finding(Kind.COPY_UNKNOWN, copy.path, safe=False, values=values)


def _differences(there: Model, here: Model) -> tuple[int, int]:
    """How many records are only there, and how many are other there than here."""
    only = other = 0
    for table in there.names():
        for record_id in there.table(table):
            current = here.get(table, record_id)
            only += current is None
            other += current is not None and current != there.get(table, record_id)
    return only, other
