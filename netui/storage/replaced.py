"""What a session keeps when the files of its document were replaced by others under it.

A copy of yesterday put in place of today's, a folder synchronised from elsewhere: what was acknowledged here
must not be lost with the files that held it. It is kept beside them, as files that ``netui check`` can join.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from glob import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from netui.storage.files import Signature, explained, install_whole, signature_of, sync_folder
from netui.storage.journal import Journal
from netui.storage.lines import Position, beginning

if TYPE_CHECKING:
    from netui.storage.resident import Resident


def is_nowhere(resident: Resident, place: Position) -> bool:
    """Whether what was so at a place of the chain cannot be had from the files that lie here now.

    Not where something has been forgotten since, which would come back. Asked once of the same files, under
    the lock.
    """
    from netui.storage.mending.chain import Chain  # late: only of files that do not go together
    from netui.storage.mending.survey import survey

    path, journal, history = resident.path, resident.journal.path, resident.history.path
    there = tuple(map(_signature_at, (path, journal, history)))
    if there == resident.looked_through:
        return False
    resident.looked_through = there
    found = survey(path, locked=True)
    files = (found.journal, found.history, *(copy.lines for copy in found.copies))
    chain = Chain(line for file in files if file is not None for line in file.good)
    documents = (found.document, *(copy.document for copy in found.copies))
    known = [each.bookkeeping.checkpoint.position for each in documents if each and each.bookkeeping]

    def leads(start: Position, end: Position) -> bool:
        way = chain.way(start, end)
        return way.reached and not way.lost

    begun = (beginning(resident.document_id), *known)
    if any(leads(each, place) for each in begun) or any(leads(place, each) for each in known):
        return False
    return not any(
        line is not None and line.body.forgotten and line.body.number > place.number
        for line in map(chain.line, chain.positions)
    )


def leads_on_from(resident: Resident, place: Position) -> bool:
    """Whether the history that the files hold goes through a place in the chain.

    Where something was forgotten for good since, the chain was made anew, and nothing can be said against it.
    Raises DocumentError, DamagedError.
    """
    if resident.journal.has_been_at(place):
        return True
    for line in resident.history.backwards(resident.journal.header.number):
        outline = line.outline()
        if outline.forgotten:
            return True
        if outline.number <= place.number:
            return line.line().position == place
    return place == beginning(resident.document_id)


def keep_lost(resident: Resident, old: Journal, document: Iterable[bytes]) -> None:
    """Keep what was acknowledged here and is in none of the files any more, as a file that can be joined.

    The lines of the ``old`` journal alone where they can be read still and follow from a place in the history
    that is there, else the whole ``document``. Raises DocumentError.
    """
    path = resident.path
    aside = _free_name(path)
    with explained("write", aside):
        if old.ends_as_known() and leads_on_from(resident, old.header.position):
            aside = aside.with_suffix(old.path.suffix)
            document = (old.bytes_between(0, old.offset),)
        install_whole(aside, document)
        sync_folder(aside.parent)
    resident.remark = (
        f"{path.name} or its journal was replaced by an older one: what it lacks is kept in "
        f"{aside.name}, and netui check says how to join them"
    )


def keep_all(resident: Resident, old: Journal, document: Iterable[bytes]) -> None:
    """Keep the records that are known here, and the lines of the ``old`` journal if they can be read still.

    They can be joined once the other files go together. Raises DocumentError.
    """
    path = resident.path
    aside = _free_name(path)
    with explained("write", aside):
        install_whole(aside, document)
        if old.ends_as_known():
            install_whole(aside.with_suffix(old.path.suffix), (old.bytes_between(0, old.offset),))
        sync_folder(aside.parent)
    resident.remark = (
        f"{path.name} and its journal were replaced by others: what this session had is kept in "
        f"{aside.name}, and netui check says how to join them"
    )


def _free_name(path: Path) -> Path:
    """A name beside a document by which :mod:`netui.storage.mending` finds what was kept of it."""
    names = (f"{path.stem}.conflict-{number}" for number in count(1))
    free = next(name for name in names if not any(path.parent.glob(f"{escape(name)}.*")))
    return path.with_name(f"{free}{path.suffix}")


def _signature_at(path: Path) -> Signature | None:
    with suppress(OSError):
        return signature_of(path.stat())
    return None
