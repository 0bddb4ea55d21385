"""What the conflict copies of synchronisers hold that the document does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from netui.storage.lines import Position
from netui.storage.mending.document_file import DocumentFile
from netui.storage.mending.findings import Finding, Kind
from netui.storage.mending.survey import Copy
from netui.storage.model import Model


def copy_findings(
    copies: Iterable[Copy], document_id: str, known: Collection[Position], here: Model | None
) -> Iterator[Finding]:
    """What each copy is; ``known`` are the places of the chain that the document has, or is joined to."""
    for copy in copies:
        if copy.document is not None:
            yield _of_document(copy, copy.document, document_id, known, here)
        elif copy.lines is not None:
            new = sum(found.line.position not in known for found in copy.lines.good)
            if new:
                yield Finding(Kind.COPY_UNKNOWN, copy.path, safe=False, values={"lines": new})
            else:
                yield Finding(Kind.COPY_KNOWN, copy.path)
        else:
            yield Finding(Kind.COPY_KNOWN, copy.path)


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
