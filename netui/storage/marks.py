"""Marks: what tells the records of one moment from all others, and what was changed since.

A mark is for what is computed from the records and outlives the session. It holds the document's id, the
number of the last change, and a digest of that change's place in the chain and of the document's end, where
the checksum of all of it stands. So it says nothing of what the records hold.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from itertools import accumulate

from netui.storage.files import open_for_reading, read_from
from netui.storage.lines import Position
from netui.storage.past import PastLine
from netui.storage.resident import Resident

MARK_BYTES = 1024
"""The end of a document, which holds the checksum of all that stands before it."""


def mark_of(resident: Resident) -> str | None:
    """See :meth:`netui.storage.Store.mark`."""
    end = _end_of_document(resident)
    return None if end is None else _mark(resident.document_id, end, resident.journal.at)


def lines_since(resident: Resident, mark: str, most_bytes: int) -> list[PastLine] | None:
    """The lines that :meth:`netui.storage.Store.since` is made of."""
    end, journal = _end_of_document(resident), resident.journal
    if end is None or not journal.ends_as_known():
        return None
    number = _number_of(mark)
    raws = journal.bytes_between(journal.header_bytes, journal.offset).split(b"\n")[:-1]
    behind = -1 if number is None else number - journal.header.number
    if not 0 <= behind <= len(raws) or sum(map(len, raws[behind:])) > most_bytes:
        return None
    starts = accumulate((len(raw) + 1 for raw in raws), initial=journal.header_bytes)
    lines = [PastLine(raw, journal.path, start) for raw, start in zip(raws, starts, strict=False)]
    place = lines[behind - 1].line().position if behind else journal.header.position
    return lines[behind:] if _mark(resident.document_id, end, place) == mark else None


def _mark(document_id: str, end: bytes, at: Position) -> str:
    whole = b"%b %d %b" % (end, at.number, at.hash.encode())
    return f"{document_id} {at.number} {blake2b(whole, digest_size=16).hexdigest()}"


def _number_of(mark: str) -> int | None:
    """The number of the change that a mark names; None where it is no mark."""
    parts = mark.split(" ")
    return int(parts[1]) if len(parts) == 3 and parts[1].isdecimal() else None


def _end_of_document(resident: Resident) -> bytes | None:
    """What stands for the whole document as netui wrote it; None where another program has written it, or
    where what others have written is not taken in yet."""
    with suppress(OSError):
        if resident.edited or resident.takes_in or resident.document_is_new():
            return None
        descriptor = open_for_reading(resident.path)
        try:
            end = read_from(descriptor, max(0, resident.signature.size - MARK_BYTES))
        finally:
            os.close(descriptor)
        if not resident.document_is_new():
            return end
    return None
