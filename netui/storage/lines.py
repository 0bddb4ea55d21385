"""The lines of a journal: their bytes, their checksums, the chain they form.

A journal is JSON lines. The first is a :class:`Header`, each other one a :class:`Line`. The last field of a
line is BLAKE2b (16 bytes, hexadecimal) over its bytes before that field: checksum and, as ``previous`` of the
next line, link of the chain. The chain goes on over folds: the first line after a header follows the line
that the header names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from netui.storage.files import Signature

HASH_BYTES = 16

_HASH_FIELD = b',"hash":"'
_SUM_FIELD = b',"sum":"'
_LINE_TAIL = len(_HASH_FIELD) + 2 * HASH_BYTES + len(b'"}')
_HEADER_TAIL = len(_SUM_FIELD) + 2 * HASH_BYTES + len(b'"}')

JOURNAL_FORMAT = 1


class BadLineError(Exception):
    """Bytes that are no line of a journal; the text says why, for a person."""


class Position(NamedTuple):
    """A place in the chain: just after the line ``number``, whose hash is ``hash``."""

    number: int
    hash: str


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line of a journal: the document that it belongs to, and the last line which that holds."""

    journal: int
    document: str
    number: int
    hash: str
    last_id: int
    """The highest id ever used up to there."""
    schema: int = 1
    """The version of the format that the document has."""
    name: str = ""
    """The document's file name, so that another file beside it does not take this journal for its own."""
    written: Signature | None = None
    """The document's file as written by the fold that began this journal. Whoever finds another reads it."""

    @classmethod
    def after(
        cls,
        place: Position,
        *,
        document: str,
        last_id: int,
        schema: int,
        name: str = "",
        written: Signature | None = None,
    ) -> Header:
        """The header, in the format of this program, of a journal that goes on from a place in the chain."""
        return cls(
            journal=JOURNAL_FORMAT,
            document=document,
            number=place.number,
            hash=place.hash,
            last_id=last_id,
            schema=schema,
            name=name,
            written=written,
        )

    @property
    def position(self) -> Position:
        """Where the journal's lines begin in the chain."""
        return Position(self.number, self.hash)


class Entry(msgspec.Struct, frozen=True):
    """One record that a change touched, as JSON; ``null`` where there was or is none."""

    table: str
    id: int
    before: msgspec.Raw
    after: msgspec.Raw


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change's line without its hash. Every field that has no default is always written."""

    schema: int = 1
    """The version of the format that its records have."""
    number: int
    at: datetime
    """UTC."""
    session: str
    account: str
    label: str
    undoes: int | None = None
    redoes: int | None = None
    forgotten: bool = False
    """What it did was forgotten for good: nothing is left of it that could be taken back."""
    records: list[Entry]
    tables: Mapping[str, bool] = {}
    """By name, tables that are there from now on though they may hold nothing, and tables that are not.

    Only TinyDB's users need it: netui's own tables are always there."""
    previous: str


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What a change's line says without its records: quick to read, for walking back through many."""

    number: int
    at: datetime
    session: str
    account: str
    label: str
    undoes: int | None = None
    redoes: int | None = None
    forgotten: bool = False


class Line(NamedTuple):
    """A line that was read, checksum verified."""

    body: Body
    hash: str

    @property
    def position(self) -> Position:
        """The place in the chain after this line."""
        return Position(self.body.number, self.hash)


NULL = msgspec.Raw(b"null")
_RECORDS = b',"records":'

_encoder = msgspec.json.Encoder()
_header_decoder = msgspec.json.Decoder(Header)
_body_decoder = msgspec.json.Decoder(Body)
_outline_decoder = msgspec.json.Decoder(Outline)


def digest(data: bytes | bytearray | memoryview) -> str:
    """BLAKE2b of ``data``, 16 bytes in hexadecimal."""
    return hashlib.blake2b(data, digest_size=HASH_BYTES).hexdigest()


def beginning(document_id: str) -> Position:
    """Where the chain of a new document begins."""
    return Position(0, digest(document_id.encode()))


def encode_header(header: Header) -> bytes:
    """The header's line, newline included."""
    return _sealed(_encoder.encode(header), _SUM_FIELD)[0]


def encode_line(body: Body) -> tuple[bytes, Position]:
    """A change's line, newline included, and the place in the chain after it."""
    line, hash_ = _sealed(_encoder.encode(body), _HASH_FIELD)
    return line, Position(body.number, hash_)


def parse_header(line: bytes) -> Header:
    """Read a header without its newline. Raises BadLineError."""
    _unsealed(line, _SUM_FIELD, _HEADER_TAIL)
    try:
        header = _header_decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise BadLineError(f"it is no header of a journal ({error})") from error
    if header.journal != JOURNAL_FORMAT:
        raise BadLineError(f"it is of journal format {header.journal}, this netui knows {JOURNAL_FORMAT}")
    return header


def parse_line(line: bytes) -> Line:
    """Read a change's line without its newline. Raises BadLineError."""
    hash_ = _unsealed(line, _HASH_FIELD, _LINE_TAIL)
    try:
        return Line(_body_decoder.decode(line), hash_)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise BadLineError(f"it is no change ({error})") from error


def parse_outline(line: bytes) -> Outline:
    """Read a change's line without its newline and without looking at its records. Raises BadLineError."""
    return _outline(line)[0]


def position_after(line: bytes) -> Position:
    """The place in the chain after a change's line, given without its newline. Raises BadLineError."""
    outline, hash_ = _outline(line)
    return Position(outline.number, hash_)


def _outline(line: bytes) -> tuple[Outline, str]:
    hash_ = _unsealed(line, _HASH_FIELD, _LINE_TAIL)
    # It stands before the records, of which an import's line has tens of megabytes: to look for their end
    # holds the interpreter for a tenth of a second. In no text are these quotes without a backslash.
    end = line.find(_RECORDS)
    try:
        return _outline_decoder.decode(line if end < 0 else line[:end] + b"}"), hash_
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise BadLineError(f"it is no change ({error})") from error


def line_end(hash_: str) -> bytes:
    """How the line of this hash ends, newline included."""
    return b'%b"}\n' % hash_.encode()


def is_whole(line: bytes) -> bool:
    """Whether a line's checksum is right."""
    try:
        _unsealed(line, _HASH_FIELD, _LINE_TAIL)
    except BadLineError:
        return False
    return True


def _sealed(encoded: bytes, field: bytes) -> tuple[bytes, str]:
    content = memoryview(encoded)[:-1]  # not copied: an import's line has tens of megabytes
    hash_ = digest(content)
    return b"".join((content, field, hash_.encode(), b'"}\n')), hash_


def _unsealed(line: bytes, field: bytes, tail: int) -> str:
    if line[-tail : len(field) - tail] != field or not line.endswith(b'"}'):
        raise BadLineError("it does not end in its checksum")
    hash_ = line[-2 * HASH_BYTES - 2 : -2]
    if digest(line[:-tail]).encode() != hash_:
        raise BadLineError("its checksum is wrong")
    return hash_.decode()


MENDABLE_BYTES = 1 << 13
"""Lines up to this length are mended: every bit is tried, 0.5 s for the longest (choice)."""


def mended(line: bytes, *, header: bool = False) -> bytes | None:
    """A line of which one bit has flipped, set right; None where it is not that.

    The checksum tells which bit it was: 128 bits leave no second answer.
    """
    field, tail = (_SUM_FIELD, _HEADER_TAIL) if header else (_HASH_FIELD, _LINE_TAIL)
    content = line[:-tail]
    sealed = _sealed(content + b"}", field)[0][:-1]
    if _one_bit_apart(sealed, line):
        return sealed
    hash_ = line[-2 * HASH_BYTES - 2 : -2]
    if len(line) > MENDABLE_BYTES or line[-tail:] != field + hash_ + b'"}':
        return None
    tried = bytearray(content)
    for place in range(len(tried)):
        for bit in range(8):
            tried[place] ^= 1 << bit
            if digest(tried).encode() == hash_:
                return bytes(tried) + line[-tail:]
            tried[place] ^= 1 << bit
    return None


def _one_bit_apart(one: bytes, other: bytes) -> bool:
    return len(one) == len(other) and (int.from_bytes(one) ^ int.from_bytes(other)).bit_count() == 1
