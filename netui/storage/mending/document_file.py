"""What can be read of a document's file, and a flipped bit in it set right.

The bookkeeping at its end holds the length and checksum of all that stands before it. A single flipped bit
leaves a trace in that checksum by which it is found; the document is then whole again to the last byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple
from zlib import crc32

import msgspec

from netui.domain.records import Profile
from netui.errors import DamagedError, DocumentError
from netui.storage import schema as versions
from netui.storage.codec import BROKEN_JSON, Unknown, codec_of
from netui.storage.flipped_bit import SEARCHED_BYTES, flipped_bit
from netui.storage.layout import Bookkeeping, parse
from netui.storage.model import BOOKKEEPING_ID, Model

State = Literal["missing", "whole", "foreign", "bare", "misfits", "damaged", "newer"]
"""What a document is: not there; as netui wrote it; as another program wrote it; so, without netui's own
record; with records that do not fit, as another program wrote it; damaged; of a newer netui."""

_OWN = b'"%d":' % BOOKKEEPING_ID
_END = b"}}"
_BOOKKEEPING = re.compile(rb'\{"schema":\d+,"document":"')


class Misfit(NamedTuple):
    """A record that does not fit its table."""

    table: str
    key: str
    """Its id as it is written; empty where the table is none."""
    why: str


@dataclass(slots=True)
class DocumentFile:
    """A document, as far as it can be read."""

    path: Path
    data: bytes = b""
    state: State = "missing"
    why: str = ""
    """Why it does not open, in words; empty where it does."""
    bookkeeping: Bookkeeping | None = None
    """Also of a damaged document, where it can be read."""
    model: Model | None = None
    """The records, but of a document in which some do not fit, or nothing can be told."""
    misfits: list[Misfit] = field(default_factory=list)
    flipped: bool = False
    """Whether a flipped bit was set right, here, to read it."""

    @property
    def is_usable(self) -> bool:
        """Whether it opens: its records, and their place in the chain, can be relied on."""
        return self.state in ("whole", "foreign")


def read_document(path: Path, data: bytes | None) -> DocumentFile:
    """Read a document's bytes; None where there is no file."""
    if data is None:
        return DocumentFile(path, why=f"{path.name} is gone")
    file = _read(path, data)
    if file.state != "whole" and (right := set_right(data)) is not None:
        mended = _read(path, right)
        if mended.state == "whole":
            mended.data, mended.flipped, mended.why = data, True, file.why
            return mended
    return file


def _read(path: Path, data: bytes) -> DocumentFile:
    file = DocumentFile(path, data)
    try:
        file.bookkeeping, file.model, as_written = parse(path, data)
    except DocumentError as error:
        file.why = error.message.partition("; netui check")[0]
        file.state = "damaged" if isinstance(error, DamagedError) else "newer"
    else:
        file.state = "whole" if as_written else "foreign"
        if file.bookkeeping.schema > versions.SCHEMA:
            file.state = "newer"
        return file
    _read_tables(file)
    if file.bookkeeping is None:
        file.bookkeeping = _bookkeeping_at_end(data)
    return file


def _read_tables(file: DocumentFile) -> None:
    """Tell what another program wrote from damage, which leaves the length as it was, or no JSON."""
    try:
        tables = msgspec.json.decode(file.data, type=dict[str, msgspec.Raw])
        profile = msgspec.json.decode(tables.pop(Profile.table, b"{}"), type=dict[str, msgspec.Raw])
    except BROKEN_JSON:
        return
    own = profile.pop(str(BOOKKEEPING_ID), None)
    if own is not None:
        try:
            file.bookkeeping = msgspec.json.decode(own, type=Bookkeeping)
        except BROKEN_JSON:
            return
    elif Profile.table not in tables and not profile and not tables:
        return  # an empty object says nothing
    model = Model()
    for name, raw in (*tables.items(), (Profile.table, msgspec.Raw(msgspec.json.encode(profile)))):
        _fill(file, model, name, raw)
    laid_out = file.bookkeeping is not None and _is_in_its_place(file.data, file.bookkeeping)
    if file.state == "newer" or laid_out:
        return
    if file.misfits:
        file.state = "misfits"
    elif own is None:
        file.state, file.model = "bare", model


def _fill(file: DocumentFile, model: Model, name: str, raw: msgspec.Raw) -> None:
    try:
        records = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except BROKEN_JSON as error:
        file.misfits.append(Misfit(name, "", str(error)))
        return
    fitting: dict[int, object] = {}
    unknown: dict[int, Unknown] = {}
    for key, record in records.items():
        if not key.removeprefix("-").isdecimal():
            file.misfits.append(Misfit(name, key, "its id is no whole number"))
            continue
        try:
            value = codec_of(name).decode(record)
        except BROKEN_JSON as error:
            file.misfits.append(Misfit(name, key, str(error)))
            continue
        fitting[int(key)] = value.record
        if value.unknown is not None:
            unknown[int(key)] = value.unknown
    model.fill(name, fitting, unknown)


def _bookkeeping_at_end(data: bytes) -> Bookkeeping | None:
    """The bookkeeping of a document that is no JSON any more, where its end was left as it was."""
    starts = [match.start() for match in _BOOKKEEPING.finditer(data)]
    if not starts or not data.endswith(_END):
        return None
    try:
        return msgspec.json.decode(data[starts[-1] : -len(_END)], type=Bookkeeping)
    except BROKEN_JSON:
        return None


# --- a flipped bit -----------------------------------------------------------------------------------------


def set_right(data: bytes) -> bytes | None:
    """A document in which a single bit has flipped, as it was; None where it is not that, or is large."""
    if len(data) > SEARCHED_BYTES:
        return None
    found = _bookkeeping_at_end(data)
    if found is not None and found.extent is not None and _is_in_its_place(data, found):
        right = _with_body_right(data, found.extent.bytes, int(found.extent.crc32, 16))
        if right is not None:
            return right
    candidates = list(bookkeepings_one_bit_away(data))
    return candidates[0][0] if len(candidates) == 1 else None


def _is_in_its_place(data: bytes, found: Bookkeeping) -> bool:
    """Whether the bookkeeping stands where netui put it, so that no other program has written the file."""
    extent = found.extent
    if extent is None or re.fullmatch("[0-9a-f]{8}", extent.crc32) is None:
        return False
    return data[extent.bytes :] == msgspec.json.encode(found) + _END


def _with_body_right(data: bytes, size: int, wanted: int) -> bytes | None:
    trace = crc32(memoryview(data)[:size]) ^ wanted
    place = flipped_bit(trace, size)
    if place is None:
        return None
    right = bytearray(data)
    right[place[0]] ^= place[1]
    return bytes(right)


def bookkeepings_one_bit_away(data: bytes) -> Iterator[tuple[bytes, Bookkeeping]]:
    """The documents that one bit's flip in the bookkeeping of ``data`` makes whole, each with its own.

    Where it is whole as it stands, these are those that say another id or place in the chain.
    """
    start = data.rfind(_OWN) + len(_OWN)
    if start < len(_OWN) or len(data) - start > SEARCHED_BYTES >> 8:
        return
    checksum = f"{crc32(memoryview(data)[:start]):08x}"
    end = bytearray(data[start:])
    for place in range(len(end)):
        for bit in range(8):
            end[place] ^= 1 << bit
            found = _bookkeeping_of(bytes(end), start, checksum)
            if found is not None:
                yield data[:start] + bytes(end), found
            end[place] ^= 1 << bit


def _bookkeeping_of(end: bytes, start: int, checksum: str) -> Bookkeeping | None:
    try:
        found = msgspec.json.decode(end[: -len(_END)], type=Bookkeeping)
    except BROKEN_JSON:
        return None
    extent = found.extent
    if extent is None or (extent.bytes, extent.crc32) != (start, checksum):
        return None
    return found if end == msgspec.json.encode(found) + _END else None
