"""A document of netui as one JSON file, to move in or out whole: ids, drafts, answers and all.

It is a TinyDB file, as the document itself is: by table, records by id. So a copy of the document or one of
its backups reads just as well as what ``netui export json`` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from netui.domain.days import Now
from netui.domain.plain import Brought, Outgoing, PlainRecord, Skipped
from netui.errors import NetuiError
from netui.exchange.formats import File, Format, Source

DEEPEST = 64
"""Lists and objects within each other at most (bars.md, "Kept out")."""

_SHAPE = re.compile(r'\s*\{\s*"[a-z_]+"\s*:\s*\{\s*(?:"\d+"\s*:\s*\{|\})')
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])')

_tables_decoder = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


def sniff(source: Source) -> bool:
    """Whether it is a TinyDB file."""
    return bool(_SHAPE.match(source.head))


def read(source: Source) -> Iterator[Brought]:
    """Its records, as they are. Raises NetuiError where it is no JSON of this shape."""
    try:
        tables = _tables_decoder.decode(source.content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise NetuiError(f"this is no document of netui: {error}") from error
    total = max(1, sum(map(len, tables.values())))
    number = 0
    for table, records in tables.items():
        for record_id, raw in records.items():
            number += 1
            source.done = number / total
            if not record_id.isdecimal() or len(record_id) > 16:
                yield Skipped(record=number, reason=f"“{record_id[:20]}” is no id")
            elif too_deep(bytes(raw)):
                yield Skipped(record=number, reason=f"it is nested more than {DEEPEST} deep")
            else:
                yield PlainRecord(table=table, id=int(record_id), json=bytes(raw))


def too_deep(raw: bytes) -> bool:
    """Whether JSON is nested deeper than netui reads."""
    if raw.count(b"[") + raw.count(b"{") <= DEEPEST:
        return False
    depth = 0
    for bracket in _BRACKETS.finditer(raw):
        depth += bool(bracket[1]) - bool(bracket[2])
        if depth > DEEPEST:
            return True
    return False


def write(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """All records by table and id."""
    tables: dict[str, dict[str, msgspec.Raw]] = {}
    for record in outgoing.records:
        tables.setdefault(record.table, {})[str(record.id)] = msgspec.Raw(record.json)
    yield File("", msgspec.json.encode(tables) + b"\n")


FORMAT = Format(
    name="json", title="netui, whole", sniff=sniff, read=read, write=write, wants="records", suffix=".json"
)
