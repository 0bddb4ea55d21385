"""Two ends of one history made one: the later edit wins, by fields; the earlier one remains in the history.

The changes of the other end are done again, in their order, after those of the document; then one more change
gives back what the document's end has set later. So every value that either end had is in the history, and
undoing that last change shows the other end's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from netui.storage import schema
from netui.storage.changes import Operation, operations_of
from netui.storage.codec import MisfitError, Value, codec_of, fields_of, value_of
from netui.storage.lines import NULL, Body, Entry, Position, encode_line
from netui.storage.mending.chain import Chain, Way, before
from netui.storage.mending.lines_file import Found
from netui.storage.model import Model

JOINED_LABEL = "check: two histories joined, the later edits kept"

Times = dict[tuple[str, int], dict[str | None, datetime]]
"""When each field of each record was last set; under None, when it was made or removed."""


@dataclass(slots=True)
class Branch:
    """Changes that were made from some place of a history on, beside those that it has."""

    end: Position
    ancestor: Position | None
    """That place; None where it is not known."""
    lines: list[Found]
    """Oldest first."""
    beside: list[Found]
    """The lines that the history has after that place."""


def branches_of(chain: Chain, past: Way, known: Collection[Position]) -> list[Branch]:
    """All ends of the chain beside that of ``past``, of which ``known`` are the places; longest first."""
    found = []
    taken: set[Position] = set()
    for end in chain.tips():
        if end in known or end in taken:
            continue
        lines = chain.way(None, end).lines
        cut = next((n for n in range(len(lines) - 1, -1, -1) if before(lines[n].line) in known), None)
        ancestor = None if cut is None else before(lines[cut].line)
        lines = lines[cut or 0 :]
        taken |= {each.line.position for each in lines}
        beside = [] if ancestor is None else [f for f in past.lines if f.line.body.number > ancestor.number]
        found.append(Branch(end, ancestor, lines, beside))
    return found


def clashes(branch: Branch) -> Iterator[tuple[str, int]]:
    """Table and id of records of which each end has made another one. Raises DamagedError."""
    here, there = _made(branch.beside), _made(branch.lines)
    return (key for key in here.keys() & there.keys() if here[key] != there[key])


def _made(lines: Iterable[Found]) -> dict[tuple[str, int], Value]:
    made: dict[tuple[str, int], Value] = {}
    for found in lines:
        for operation in operations_of(found.line.body, "a line"):
            if operation.before is None and operation.after is not None:
                made.setdefault((operation.table, operation.id), operation.after)
    return made


class Joining:
    """Joins branches to records; gathers the lines that say so."""

    def __init__(self, model: Model, at: Position, session: str, account: str) -> None:
        self.at = at
        """The end of the chain by now."""
        self.lines: list[bytes] = []
        self._model = model
        self._session = session
        self._account = account

    def join(self, branch: Branch, now: datetime) -> None:
        """Do a branch's changes. Raises DamagedError where one of its lines does not fit."""
        here, there = _times(branch.beside), _times(branch.lines)
        was = {key: self._model.get(*key) for key in here.keys() & there.keys()}
        numbers: dict[int, int] = {}
        for found in branch.lines:
            body = found.line.body
            done = [self._model.apply(operation) for operation in operations_of(body, "a line")]
            self._model.name_tables(body.tables)
            undoes, redoes = (
                numbers.get(each, each if branch.ancestor and each <= branch.ancestor.number else None)
                if each is not None
                else None
                for each in (body.undoes, body.redoes)
            )
            if self._write(msgspec.structs.replace(body, undoes=undoes, redoes=redoes), done):
                numbers[body.number] = self.at.number
        kept = [operation for key, value in was.items() for operation in self._kept(key, value, here, there)]
        done = [self._model.apply(operation) for operation in kept]
        body = Body(
            number=0,
            at=now,
            session=self._session,
            account=self._account,
            label=JOINED_LABEL,
            records=[],
            previous="",
        )
        self._write(body, done)

    def _write(self, body: Body, done: Iterable[Operation]) -> bool:
        entries = [
            Entry(each.table, each.id, _raw(each.table, each.before), _raw(each.table, each.after))
            for each in done
            if each.before != each.after
        ]
        if not entries and not body.tables:
            return False
        line, self.at = encode_line(
            msgspec.structs.replace(
                body,
                schema=schema.SCHEMA,
                number=self.at.number + 1,
                previous=self.at.hash,
                records=entries,
            )
        )
        self.lines.append(line)
        return True

    def _kept(
        self, key: tuple[str, int], was: Value | None, here: Times, there: Times
    ) -> Iterator[Operation]:
        """What gives a record back that, or those fields of it that, the document's end has set later."""
        table, record_id = key
        now = self._model.get(table, record_id)
        if was is None or now is None:
            if max(here[key].values()) >= max(there[key].values()) and was != now:
                yield Operation(table, record_id, now, was)
            return
        fields, old = fields_of(table, now), fields_of(table, was)
        for name, at in here[key].items():
            if name is None or at < there[key].get(name, at):
                continue
            if name in old:
                fields[name] = old[name]
            else:
                fields.pop(name, None)
        try:
            value = value_of(table, record_id, fields)
        except MisfitError:  # fields of both do not go together: the document's own stay together
            value = was
        if value != now:
            yield Operation(table, record_id, now, value)


def _times(lines: Iterable[Found]) -> Times:
    times: Times = {}
    for found in lines:
        for operation in operations_of(found.line.body, "a line"):
            fields = times.setdefault((operation.table, operation.id), {})
            for name in _changed(operation):
                fields[name] = found.line.body.at
    return times


def _changed(operation: Operation) -> Iterator[str | None]:
    before_, after = (
        {} if value is None else fields_of(operation.table, value)
        for value in (operation.before, operation.after)
    )
    if operation.before is None or operation.after is None:
        yield None
    yield from (name for name in before_ | after if before_.get(name, ...) != after.get(name, ...))


def _raw(table: str, value: Value | None) -> msgspec.Raw:
    return NULL if value is None else msgspec.Raw(codec_of(table).encode(value))
