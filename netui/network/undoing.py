"""Taking changes back and doing them again: which change is meant, and whether that can simply be done.

Both are changes like any other: the inverse is written, in whatever session, also after a restart. A change
whose records are still as it left them is taken back without a word. Where they were changed again since,
that is said first; it can then be taken back all the same, by fields, and what others did to other fields
stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from netui.domain.records import RECORDS, Contact, Event, Interaction
from netui.errors import NetuiError, NotFoundError
from netui.network.references import contacts_named
from netui.storage import Change, Operation, PastLine, Transaction, collector_off

if TYPE_CHECKING:
    from netui.network.network import Network

_MOST_NUMBERS = 8
"""Changes that are told by their numbers (choice)."""

LARGE_BYTES = 1 << 20
"""A change whose line is longer takes more than a tenth of a second to take back (choice)."""


class ChangedSince(NetuiError):
    """What a change touched has been changed again since. Taking it back all the same wants a word."""

    def __init__(self, change: Change, since: list[Change]) -> None:
        self.change = change
        by = "".join(f", last by “{each.label}” on {each.at:%Y-%m-%d}" for each in since[:1])
        super().__init__(f"what “{change.label}” changed has been changed again since{by}")


class ForgottenSince(ChangedSince):
    """The last thing done was to forget for good: taking back what was done before wants a word."""

    def __init__(self, change: Change) -> None:
        NetuiError.__init__(
            self,
            "the last thing done was to forget something for good, which nothing takes back; "
            f"before it came “{change.label}”",
        )
        self.change = change


def take_back(network: Network, number: int | None, *, own_first: bool, anyway: bool) -> Change:
    """Write the inverse of a change: number ``number``, or the latest that stands; returns that change.

    Raises ChangedSince, NetuiError.
    """
    with collector_off(), network.change("undo") as transaction:
        change = _to_undo(network, number, own_first=own_first)
        if number is None and not anyway and next(network.store.past()).outline().forgotten:
            raise ForgottenSince(change)
        transaction.label, transaction.undoes = f"undo: {change.label}", change.number
        operations = [touched.operation.inverse for touched in reversed(change.touched)]
        _do(network, transaction, change, operations, anyway=anyway)
        for name, there in change.tables.items():
            transaction.name_table(name, there=not there)
    return change


def is_large(network: Network, *, again: bool) -> bool:
    """Whether what is next to be taken back, or done ``again``, is more than is done at once.

    Raises NetuiError where there is nothing, or where it cannot be read.
    """
    line = _line_to_redo(network, True) if again else _line_to_undo(network, True)
    return len(line.raw) > LARGE_BYTES


def can_take_back(network: Network) -> bool:
    """Whether there is a change that stands, to be taken back."""
    return _latest_standing(network.store.past()) is not None


def can_do_again(network: Network) -> bool:
    """Whether something was undone last, to be done again."""
    return (
        _latest_undone(network.store.past()) is not None
        or _latest_undone(_own(network), network.store.past()) is not None
    )


def do_again(network: Network, *, own_first: bool, anyway: bool) -> Change:
    """Write once more what was undone last; returns that change. Raises ChangedSince, NetuiError."""
    with collector_off(), network.change("redo") as transaction:
        change = _line_to_redo(network, own_first).change()
        transaction.label, transaction.redoes = f"redo: {change.label}", change.number
        operations = [touched.operation for touched in change.touched]
        _do(network, transaction, change, operations, anyway=anyway)
        for name, there in change.tables.items():
            transaction.name_table(name, there=there)
    return change


def _to_undo(network: Network, number: int | None, *, own_first: bool) -> Change:
    """The change to take back. Raises NetuiError."""
    return _numbered(network, number) if number is not None else _line_to_undo(network, own_first).change()


def _line_to_undo(network: Network, own_first: bool) -> PastLine:
    latest = _latest_standing(_own(network)) if own_first else None
    latest = latest or _latest_standing(network.store.past())
    if latest is None:
        raise NetuiError("there is nothing to undo")
    return latest


def _line_to_redo(network: Network, own_first: bool) -> PastLine:
    """What was undone last, unless something was changed after that. Raises NetuiError."""
    latest = _latest_undone(_own(network), network.store.past()) if own_first else None
    latest = latest or _latest_undone(network.store.past())
    if latest is None:
        raise NetuiError("there is nothing to redo")
    return latest


def _do(
    network: Network, transaction: Transaction, change: Change, operations: list[Operation], *, anyway: bool
) -> None:
    changed = [operation for operation in operations if not transaction.stands(operation.inverse)]
    for operation in operations:
        transaction.do(operation)
    if next(network.store.past()).outline().number != change.number:
        _refuse_orphans(network, transaction, change, operations)
    if changed and not anyway:
        raise ChangedSince(change, _since(network, change, changed))


def _since(network: Network, change: Change, operations: list[Operation]) -> list[Change]:
    """The changes after ``change`` that touched the same records, newest first."""
    keys = {(operation.table, operation.id) for operation in operations}
    newer = takewhile(lambda each: each.number > change.number, network.store.changes())
    return [each for each in newer if any((touched.table, touched.id) in keys for touched in each.touched)]


def _refuse_orphans(
    network: Network, transaction: Transaction, change: Change, operations: list[Operation]
) -> None:
    """Raise NetuiError where records that stay name a record that would go."""
    gone = {
        table: {each.id for each in operations if each.table == table and each.after is None}
        for table in (Contact.table, Event.table)
    }
    if not any(gone.values()):
        return

    def names(table: str, record_id: int, record: object) -> set[tuple[str, int]]:
        event = record.event if isinstance(record, Interaction) else None
        named = set(contacts_named(record_id, record)) - {record_id if table == Contact.table else 0}
        found = {(Contact.table, each) for each in named & gone[Contact.table]}
        return found | ({(Event.table, event)} if event in gone[Event.table] and event is not None else set())

    naming = {
        (table, record_id): named
        for table in RECORDS
        for record_id in network.store.table(table)
        if (named := names(table, record_id, transaction.get(table, record_id)))
    }
    if not naming:
        return
    making = [
        each.number
        for each in takewhile(lambda each: each.number > change.number, network.store.changes())
        if any(
            (touched.table, touched.id) in naming
            and names(touched.table, touched.id, touched.after)
            and not names(touched.table, touched.id, touched.before)
            for touched in each.touched
        )
    ]
    whose = sorted({_called(network, *each) for named in naming.values() for each in named})
    entries = f"{len(naming)} later entr{'y names' if len(naming) == 1 else 'ies name'}"
    alone = len(gone[Contact.table]) == 1 and not gone[Event.table]
    raise NetuiError(
        f"{entries} what would go with it ({_counted_up(whose)}): {_first(making)}"
        + (f", or archive “{whose[0]}” instead" if alone else "")
    )


def _called(network: Network, table: str, record_id: int) -> str:
    return (network.contacts if table == Contact.table else network.events)[record_id].name


def _counted_up(names: list[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"“{names[0]}”{more}"


def _first(numbers: list[int]) -> str:
    """What is to be taken back first: the changes of those numbers, the latest first."""
    if not numbers:
        return "take those back first"
    if len(numbers) == 1:
        return f"take change {numbers[0]} back first (netui undo {numbers[0]})"
    few = ", ".join(map(str, numbers[:_MOST_NUMBERS]))
    more = f" and {len(numbers) - _MOST_NUMBERS} before them" if len(numbers) > _MOST_NUMBERS else ""
    return f"take the changes {few}{more} back first, in this order (netui undo {numbers[0]} …)"


def _numbered(network: Network, number: int) -> Change:
    said = False
    for line in network.store.past():
        outline = line.outline()
        if outline.number == number:
            if outline.forgotten:
                raise NetuiError(
                    f"what change {number} did was forgotten for good: nothing of it can be taken back"
                )
            return line.change()
        if outline.undoes == number and not said:
            last = _latest_undone(network.store.past())
            redo = last is not None and last.outline().number == number
            again = "netui redo" if redo else f"netui undo {outline.number}"
            raise NetuiError(f"change {number} is taken back already: {again} does it again")
        said = said or outline.redoes == number
    raise NotFoundError(f"there is no change {number}: netui history shows those there are")


def _own(network: Network) -> Iterator[PastLine]:
    """The lines of this session, newest first."""
    store = network.store
    for line in store.past():
        outline = line.outline()
        if outline.number <= store.opened_at:
            return
        if outline.session == store.session:
            yield line


def _latest_standing(lines: Iterable[PastLine]) -> PastLine | None:
    """The latest change that is not taken back."""
    undone: set[int] = set()
    settled: set[int] = set()
    for line in lines:
        outline = line.outline()
        target = outline.undoes if outline.undoes is not None else outline.redoes
        if target is None:
            if outline.number not in undone and not outline.forgotten:
                return line
        elif target not in settled:
            settled.add(target)
            if outline.undoes is not None:
                undone.add(target)
    return None


def _latest_undone(lines: Iterable[PastLine], all_lines: Iterable[PastLine] | None = None) -> PastLine | None:
    """The change that was undone last and not done again, if nothing was changed after it.

    It is looked for further on in ``lines``, or in ``all_lines``, where a session undid another's change.
    """
    settled: set[int] = set()
    lines = iter(lines)
    for line in lines:
        outline = line.outline()
        if outline.redoes is not None:
            settled.add(outline.redoes)
        elif outline.undoes is None:
            return None
        elif outline.undoes not in settled:
            rest = lines if all_lines is None else all_lines
            found = next((each for each in rest if each.outline().number == outline.undoes), None)
            return None if found is None or found.outline().forgotten else found
    return None
