"""What the network looks up by: kept up by each change, made when first asked for.

An index is told of each record of its tables that comes and goes, and does work in proportion to that record
alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from operator import itemgetter
from typing import Protocol, Self, TypeVar, cast

from netui.domain.records import Contact, Event, Interaction, Note, Record
from netui.storage import collector_off, emptying

AnyRecord = TypeVar("AnyRecord", bound=Record)

Records = Mapping[int, Record]
"""The records of a table by their ids. It is live: between two steps nothing of it is kept."""

FEW = 64
"""Records that are taken in at a step: well under a slice of the worker's."""

Keys = Callable[[Record], Iterable[int | str]]
"""The keys that a record belongs to."""

Happened = tuple[int, Interaction]
"""An interaction with its id."""


class Index(Protocol):
    """Is told of the records of one table."""

    table: str

    def filling(self, records: Records) -> Iterator[None]:
        """All these records came, and there were none before: take them in, a few a step."""
        ...

    def add(self, record_id: int, record: Record) -> None:
        """A record came."""
        ...

    def remove(self, record_id: int, record: Record) -> None:
        """A record went."""
        ...


class InteractionsByContact:
    """For each contact the interactions it took part in, and those that mention it, by day.

    The records stand beside their ids: who looks through a contact's history looks nothing up.
    """

    table = Interaction.table

    def __init__(self) -> None:
        self._took_part: defaultdict[int, list[Happened]] = defaultdict(list)
        self._mentioned: defaultdict[int, list[Happened]] = defaultdict(list)

    def filling(self, records: Records) -> Iterator[None]:
        took_part, mentioned = self._took_part, self._mentioned
        for some in _a_few(records):
            for item in cast(Sequence[Happened], some):
                for contact in item[1].took_part:
                    took_part[contact].append(item)
                for contact in item[1].mentioned:
                    mentioned[contact].append(item)
            yield
        for number, entries in enumerate((*took_part.values(), *mentioned.values())):
            entries.sort(key=_day)  # those of a day stay in the order of their ids
            if not number % FEW:
                yield

    def add(self, record_id: int, record: Record) -> None:
        assert isinstance(record, Interaction)
        entry = (record_id, record)
        for contact in record.took_part:
            insort(self._took_part[contact], entry, key=_when)
        for contact in record.mentioned:
            insort(self._mentioned[contact], entry, key=_when)

    def remove(self, record_id: int, record: Record) -> None:
        assert isinstance(record, Interaction)
        when = (record.day, record_id)
        for contact in record.took_part:
            _take_out(self._took_part[contact], when, _when)
        for contact in record.mentioned:
            _take_out(self._mentioned[contact], when, _when)

    @classmethod
    def of(cls, contacts: Set[int], happened: Iterable[Happened]) -> Self:
        """Of these contacts alone, and of what they took part in."""
        made = cls()
        took_part = made._took_part
        for item in [item for item in happened if not contacts.isdisjoint(item[1].took_part)]:
            for contact in item[1].took_part:
                if contact in contacts:
                    took_part[contact].append(item)
        for entries in took_part.values():
            entries.sort(key=_when)
        return made

    def history(self, contact: int) -> Sequence[Happened]:
        """Interactions that the contact took part in with their ids, oldest first; to be read only."""
        return self._took_part.get(contact, ())

    def history_of_any(self, contacts: Iterable[int]) -> Sequence[Happened]:
        """Interactions that any of the contacts took part in, each once, oldest first."""
        found = {item[0]: item for contact in contacts for item in self._took_part.get(contact, ())}
        return sorted(found.values(), key=_when)

    def took_part(self, contact: int) -> list[int]:
        """Interactions that the contact took part in, oldest first."""
        return [record_id for record_id, _ in self._took_part.get(contact, ())]

    def mentioned(self, contact: int) -> list[int]:
        """Interactions that mention the contact, oldest first."""
        return [record_id for record_id, _ in self._mentioned.get(contact, ())]

    def shared(self, contact: int, other: int) -> int:
        """Number of interactions that both took part in."""
        return len(set(self.took_part(contact)).intersection(self.took_part(other)))

    def since(self, contact: int, first: date) -> int:
        """Number of interactions on ``first`` or later that the contact took part in."""
        entries = self._took_part.get(contact, [])
        return len(entries) - bisect_left(entries, (first, -1), key=_when)


class InteractionsByDay:
    """For each day its interactions, in the order of their ids."""

    table = Interaction.table

    def __init__(self) -> None:
        self._days: defaultdict[date, list[Happened]] = defaultdict(list)

    def filling(self, records: Records) -> Iterator[None]:
        for some in _a_few(records):
            for item in cast(Sequence[Happened], some):
                self._days[item[1].day].append(item)
            yield

    def add(self, record_id: int, record: Record) -> None:
        assert isinstance(record, Interaction)
        insort(self._days[record.day], (record_id, record), key=_id)

    def remove(self, record_id: int, record: Record) -> None:
        assert isinstance(record, Interaction)
        of_day = self._days[record.day]
        _take_out(of_day, record_id, _id)
        if not of_day:
            del self._days[record.day]

    @classmethod
    def since(cls, first: date, happened: Iterable[Happened], before: Collection[date] = frozenset()) -> Self:
        """Of the days from ``first`` on, and of some ``before`` it."""
        made = cls()
        earlier = {day for day in before if day < first}
        for item in [item for item in happened if (day := item[1].day) >= first or day in earlier]:
            made._days[item[1].day].append(item)
        for entries in made._days.values():
            entries.sort(key=_id)
        return made

    def on(self, day: date) -> list[int]:
        """The interactions of a day."""
        return [record_id for record_id, _ in self._days.get(day, ())]

    def records_on(self, day: date) -> list[Interaction]:
        """The interactions of a day, as they are."""
        return [record for _, record in self._days.get(day, ())]

    def days(self) -> Iterable[date]:
        """The days that hold interactions, in no order."""
        return self._days.keys()


class RecordsByKey:
    """For each key (a contact, a reminder) the ids of the records that ``keys`` says belong to it."""

    def __init__(self, table: str, keys: Keys) -> None:
        self.table = table
        self._keys = keys
        self._ids: defaultdict[int | str, list[int]] = defaultdict(list)

    def filling(self, records: Records) -> Iterator[None]:
        return one_by_one(self, records)

    def add(self, record_id: int, record: Record) -> None:
        for key in set(self._keys(record)):
            insort(self._ids[key], record_id)

    def remove(self, record_id: int, record: Record) -> None:
        for key in set(self._keys(record)):
            _discard(self._ids[key], record_id)

    @classmethod
    def under(cls, wanted: Set[int | str], table: str, keys: Keys, records: Records) -> Self:
        """Of these keys alone."""
        made = cls(table, keys)
        for record_id, record in records.items():
            for key in keys(record):
                if key in wanted and record_id not in made._ids[key]:
                    insort(made._ids[key], record_id)
        return made

    def keys(self) -> Iterable[int | str]:
        """The keys that any record belongs to."""
        return (key for key, ids in self._ids.items() if ids)

    def of(self, key: int | str) -> list[int]:
        """The ids under ``key``, oldest record first."""
        return list(self._ids.get(key, ()))


class Names:
    """The names of all contacts, for the line and for commands."""

    table = Contact.table

    def __init__(self) -> None:
        from netui.domain.line.names import NameIndex  # late: a start without a line needs no language

        self.names = NameIndex()

    def filling(self, records: Records) -> Iterator[None]:
        return one_by_one(self, records)

    def add(self, record_id: int, record: Record) -> None:
        assert isinstance(record, Contact)
        self.names.add(record_id, record)

    def remove(self, record_id: int, record: Record) -> None:
        assert isinstance(record, Contact)
        self.names.remove(record_id, record)


def letting_go(index: Index) -> Iterator[None]:
    """Empty a look-up that is used no more, some entries a step; see :func:`netui.storage.emptying`."""
    for part in vars(index.names if isinstance(index, Names) else index).values():
        if isinstance(part, dict):
            yield from emptying(part)


def members_index() -> RecordsByKey:
    """Persons by the organisations that they belong or belonged to."""
    return RecordsByKey(Contact.table, _memberships)


def members_of(organisations: Set[int | str], contacts: Records) -> RecordsByKey:
    """The same of these organisations alone."""
    return RecordsByKey.under(organisations, Contact.table, _memberships, contacts)


def places_index(table: str) -> RecordsByKey:
    """Contacts, interactions or events by the place that they name."""
    return RecordsByKey(table, _place)


def tags_index(table: str) -> RecordsByKey:
    """Contacts, interactions or notes by their tags."""
    return RecordsByKey(table, _tags)


def _tags(record: Record) -> Iterable[str]:
    assert isinstance(record, Contact | Interaction | Note)
    return record.tags


def _place(record: Record) -> Iterable[str]:
    assert isinstance(record, Contact | Interaction | Event)
    return (record.place,) if record.place else ()


def _memberships(record: Record) -> Iterable[int]:
    assert isinstance(record, Contact)
    return (membership.organisation for membership in record.organisations)


def one_by_one(index: Index, records: Records) -> Iterator[None]:
    """Tell an index of one record after the other."""
    for some in _a_few(records):
        for record_id, record in some:
            index.add(record_id, record)
        yield


def fill(index: Index, records: Records) -> None:
    """Tell a new index of all records."""
    with collector_off():
        for _ in index.filling(records):
            pass


def _a_few(records: Records) -> Iterator[Sequence[tuple[int, Record]]]:
    """Records in the order of their ids, some at a time. To have all in a row takes longer than a slice.

    One that went meanwhile is left out; whoever tells of that has the index made anew.
    """
    ids = sorted(records)
    for start in range(0, len(ids), FEW):
        yield [(each, records[each]) for each in ids[start : start + FEW] if each in records]


def _day(item: Happened) -> date:
    return item[1].day


def _when(item: Happened) -> tuple[date, int]:
    return item[1].day, item[0]


_id: Callable[[Happened], int] = itemgetter(0)
_Order = TypeVar("_Order", int, tuple[date, int])


def _take_out(items: list[Happened], place_of: _Order, order: Callable[[Happened], _Order]) -> None:
    """Take the interaction out that stands where ``order`` puts it."""
    place = bisect_left(items, place_of, key=order)
    if place < len(items) and order(items[place]) == place_of:
        del items[place]


def _discard(entries: list[int], entry: int) -> None:
    place = bisect_left(entries, entry)
    if place < len(entries) and entries[place] == entry:
        del entries[place]
