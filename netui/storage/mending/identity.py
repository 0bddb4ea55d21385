"""Which document the files are of, and the chain of all lines that can be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from netui.storage.lines import Header, Position, beginning
from netui.storage.mending.chain import Chain
from netui.storage.mending.document_file import DocumentFile, bookkeepings_one_bit_away, read_document
from netui.storage.mending.findings import Kind
from netui.storage.mending.lines_file import LinesFile
from netui.storage.mending.survey import Survey


class Identity(NamedTuple):
    """What belongs together."""

    document: DocumentFile
    """As it was read; or with a flipped bit set right that kept it from its journal."""
    document_id: str
    """Empty where nothing says it."""
    place: Position | None
    """Where in the chain the document says that it is."""
    last_id: int
    chain: Chain
    journal: LinesFile | None
    """The journal, if it is this document's."""
    odd: Kind | None
    """Whether the document, or its journal, is another one's."""


def identify(survey: Survey) -> Identity:
    """Find out which document it is; its journal is the judge of its bookkeeping, its history of both."""
    header = survey.journal.header if survey.journal else None
    beside = [survey.history, *(copy.lines for copy in survey.copies)]
    journal, odd = survey.journal, None
    chain = _chain_of([journal, *beside])
    document = _set_right(survey.document, header, chain)
    own = document.bookkeeping
    place = own.checkpoint.position if own else None
    if own and header and own.document != header.document:
        is_known = own.checkpoint.number == 0 or own.checkpoint.position in chain
        odd = Kind.DOCUMENT_OTHER if header.position in chain and not is_known else Kind.JOURNAL_OTHER
        journal, chain = None, _chain_of(beside)
    return Identity(
        document=document,
        document_id=own.document if own else header.document if header else "",
        place=place,
        last_id=max(own.checkpoint.last_id if own else 0, header.last_id if header else 0),
        chain=chain,
        journal=journal,
        odd=odd,
    )


def _chain_of(files: Iterable[LinesFile | None]) -> Chain:
    return Chain(found for file in files if file is not None for found in file.good)


def _set_right(document: DocumentFile, header: Header | None, chain: Chain) -> DocumentFile:
    """Set the one bit right, if there is one, that keeps a document's own record from its journal's chain."""
    own = document.bookkeeping
    if header is None or document.state not in ("whole", "damaged"):
        return document
    places = {header.position, *chain.positions, beginning(header.document)}

    def goes_with(document_id: str, place: Position) -> bool:
        return document_id == header.document and place in places

    if document.state == "whole" and own and goes_with(own.document, own.checkpoint.position):
        return document
    found = [
        data
        for data, other in bookkeepings_one_bit_away(document.data)
        if goes_with(other.document, other.checkpoint.position)
    ]
    if len(found) != 1:
        return document
    right = read_document(document.path, found[0])
    right.data, right.flipped = document.data, True
    return right
