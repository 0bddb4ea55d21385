"""Forgetting a contact or an entry for good: what goes, what stays with less, which words are left over.

It is no change that could be taken back: document, journal, history and backups are written anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from netui.domain.line.ordinary import ORDINARY_WORDS
from netui.domain.line.spans import fold
from netui.domain.records import (
    RECORDS,
    Contact,
    Event,
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Note,
    Opportunity,
)
from netui.errors import NotFoundError
from netui.network.lookup import find_contact
from netui.network.network import Network
from netui.network.redacting import (
    Gone,
    Key,
    falls,
    left_of,
    numbers_in,
    pattern_of,
    strings_in,
)
from netui.network.references import ID_LENGTH
from netui.storage import Change, Touched, Value
from netui.storage.forgetting import holding

ENTRIES = (Interaction, Note, FollowUp, Introduction, Event, Opportunity, Goal)
"""Records besides contacts that can be forgotten by their id."""

FORGOTTEN = "forgotten"
"""What the label of a change says that told of what is forgotten, after the word for what was done."""

_DONE = re.compile(
    r"(?:(?:undo|redo|log|note|plan|amend|delete|done|edit|new contact|archive|take out of the archive|mute"
    r"|unmute|introduce|merge|import|restore): )*"
)
"""Words of netui's own at the beginning of a label."""

SHORTEST_WORD = 3
"""Letters of a word by itself that is looked for as a name (choice): shorter ones stand everywhere."""

FRAGMENT = 12
"""Characters at the beginning or end of a text by which it is known in a torn file (choice)."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A record that stays and holds words of what is forgotten, not as a name by position."""

    table: str
    id: int
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What forgetting would do, as of the moment at which it was planned."""

    key: Key
    name: str
    """A contact's name, an entry's text: for the question."""
    gone: dict[str, tuple[int, ...]]
    """By table, the ids of the records that go."""
    lessened: dict[str, tuple[int, ...]]
    """By table, those that stay and lose a name or a reference."""
    left_over: tuple[LeftOver, ...]
    files: tuple[Path, ...]
    """Files set aside, and synchronisers' copies, that may hold any of it: they are removed."""
    redaction: Redaction


@dataclass(frozen=True, slots=True)
class Outcome:
    """What forgetting did."""

    plan: Plan
    changes: int
    """Changes of the history of which less is left, or nothing."""
    backups: int
    """Backups of whose records less is left."""
    files: tuple[Path, ...]
    """Files set aside, and synchronisers' copies, that were removed."""


def find_forgettable(network: Network, text: str) -> Key:
    """What a name or an id means. Raises NotFoundError, ChoiceNeeded."""
    words = text.strip()
    if words.isdecimal() and len(words) <= ID_LENGTH and int(words) not in network.contacts:
        for record_class in ENTRIES:
            if int(words) in network.store.table(record_class.table):
                return record_class.table, int(words)
        raise NotFoundError(f"there is no contact and no entry with the id {words}")
    return Contact.table, find_contact(network, text)


def plan_forgetting(network: Network, key: Key, *, words: bool = False) -> Plan:
    """What forgetting a record would do; with ``words``, names in the prose of others go as well.

    Raises NotFoundError where it is not here any more, DamagedError where the history cannot be read.
    """
    table, record_id = key
    record = network.store.table(table).get(record_id)
    if record is None:
        raise NotFoundError("that is not here any more")
    gone = _gone(network, key)
    if table == Contact.table:
        gone = replace(gone, names=_names(network, gone))
    texts = [
        each.text
        for kept, each in _records(network)
        if gone.has(*kept) and isinstance(each, Interaction | Note | FollowUp)
    ]
    redaction = Redaction(network, gone, (*texts, *_titles(record)), everywhere=words)
    lessened: dict[str, list[int]] = {}
    left_over: list[LeftOver] = []
    looked_for = gone.words if table == Contact.table else pattern_of(frozenset({*texts, *_titles(record)}))
    for kept, each in _records(network):
        # Most records have nothing to do with it, and this is quickly seen.
        if gone.has(*kept) or not redaction.concerns(msgspec.json.encode(each)):
            continue
        left = left_of(each, gone, words=words)
        if left != each:
            lessened.setdefault(kept[0], []).append(kept[1])
        left_over += _left_over(kept, left, looked_for)
    return Plan(
        key=key,
        name=_name(record),
        gone={
            name: ids
            for name in RECORDS
            if (ids := tuple(each for each in network.store.table(name) if gone.has(name, each)))
        },
        lessened={name: tuple(ids) for name, ids in lessened.items()},
        left_over=tuple(left_over),
        files=tuple(holding(redaction, network.store.path)),
        redaction=redaction,
    )


def forget(network: Network, key: Key, *, words: bool = False) -> Outcome:
    """Forget a record for good; every session that is open follows.

    Raises NotFoundError, DocumentError and its kinds. After an error in the middle of the exchange of files,
    whoever opens the document next brings it to its end; otherwise nothing has happened.
    """
    plans: list[Plan] = []

    def decide() -> Redaction:
        plans.append(plan_forgetting(network, key, words=words))
        return plans[0].redaction

    done = network.store.forget(decide)
    network.follow()
    return Outcome(plans[0], done.changes, done.backups, done.files)


# --- what goes ---------------------------------------------------------------------------------------------


def _gone(network: Network, key: Key) -> Gone:
    table, record_id = key
    match table:
        case Contact.table:
            gone = Gone(contacts=frozenset(_merged_into(network, record_id)))
        case Interaction.table:
            gone = Gone(lines=frozenset({record_id}), interactions=frozenset({record_id}))
        case _:
            gone = Gone(others=frozenset({key}))
    # In this order each table rests only on those before it: see the rules in ``falls``.
    for name in RECORDS:
        records = network.store.table(name)
        ids = frozenset(each for each in records if not gone.has(name, each) and falls(records[each], gone))
        if name == Interaction.table:
            gone = replace(gone, interactions=gone.interactions | ids)
        elif ids:
            gone = replace(gone, others=gone.others | {(name, each) for each in ids})
    return gone


def _merged_into(network: Network, contact: int) -> set[int]:
    """A contact, and those that were merged into it: undo and the history still know them."""
    found, waiting = {contact}, [contact]
    while waiting:
        for touched in _past_of(network, waiting.pop(), _is_merge):
            if touched.after is None and touched.id not in found and touched.id not in network.contacts:
                found.add(touched.id)
                waiting.append(touched.id)
    return found


def _is_merge(change: Change) -> bool:
    return change.label.removeprefix("redo: ").startswith("merge: ")


def _past_of(
    network: Network, contact: int, wanted: Callable[[Change], bool] = lambda _: True
) -> Iterator[Touched]:
    """What the changes that touched a contact have touched among contacts."""
    for change in network.store.past_with(re.compile(rb'"contacts","id":%d\b' % contact)):
        if wanted(change):
            yield from (touched for touched in change.touched if touched.table == Contact.table)


def _records(network: Network) -> Iterator[tuple[Key, Any]]:
    for table in RECORDS:
        for record_id, record in network.store.table(table).items():
            yield (table, record_id), record


def _name(record: Any) -> str:
    match record:
        case Contact() | Event():
            return record.name
        case Interaction() | Note() | FollowUp():
            return record.text
        case Opportunity():
            return record.title
        case _:
            return f"this {'goal' if isinstance(record, Goal) else 'introduction'}"


def _titles(record: Any) -> tuple[str, ...]:
    return (_name(record),) if isinstance(record, Event | Opportunity) else ()


def _names(network: Network, gone: Gone) -> frozenset[str]:
    """What the contacts that go are or were called, as far as nobody who stays is called so, too."""
    versions = [network.contacts[contact] for contact in gone.contacts if contact in network.contacts]
    for contact in gone.contacts:
        for touched in _past_of(network, contact):
            if touched.id == contact:
                versions += [record for record in (touched.before, touched.after) if record is not None]
    found = {word for version in versions for word in _called(version)}
    others = {
        fold(word)
        for contact_id, contact in network.contacts.items()
        if contact_id not in gone.contacts
        for word in _called(contact)
    }
    return frozenset(word for word in found if fold(word) not in others and _tells(word))


def _called(contact: Contact) -> Iterable[str]:
    return (contact.name, *contact.nicknames, *contact.emails, *contact.phones, *contact.urls)


def _tells(word: str) -> bool:
    """Whether a word is likely to mean the contact wherever it stands."""
    return len(word) >= SHORTEST_WORD and fold(word) not in ORDINARY_WORDS


def _left_over(key: Key, left: Any, looked_for: re.Pattern[str] | None) -> Iterator[LeftOver]:
    if looked_for is None:
        return
    for text in strings_in(msgspec.to_builtins(left)):
        if found := looked_for.search(text):
            yield LeftOver(*key, found[0])
            return


# --- what storage asks -------------------------------------------------------------------------------------


class Redaction:
    """Says what is left of the versions of records, of labels, of files set aside."""

    def __init__(self, network: Network, gone: Gone, texts: Iterable[str], *, everywhere: bool) -> None:
        self._network = network
        self._gone = gone
        self._everywhere = everywhere
        self._ids = frozenset(b"%d" % record_id for record_id in gone.ids())
        shortest = min(map(len, self._ids), default=1)
        self._numbers = re.compile(rb"\d{%d,}" % shortest)
        # A contact's entries are many; what was done about them names it, and that is looked for.
        few = gone.names if gone.contacts else texts
        self._words = frozenset(form for words in few for form in _in_json(words))
        self._fragments = tuple(_fragments(gone.names, texts))
        self._beginnings = tuple(
            text[:FRAGMENT] for text in texts if len(text) >= FRAGMENT and not gone.contacts
        )

    def concerns(self, data: bytes) -> bool:
        """Whether an id or a name may stand in some JSON."""
        if any(number[0] in self._ids for number in self._numbers.finditer(data)):
            return True
        text = data.decode(errors="replace").casefold()
        return any(word in text for word in self._words)

    def keeps_table(self, name: str) -> bool:
        """Whether a table stays: one that is named after what is forgotten is all about it."""
        return name in RECORDS or not self._is_in({name: None})

    def value(self, table: str, record_id: int, value: Value) -> Value | None:
        """What is left of a record in any of its versions."""
        if self._gone.has(table, record_id):
            return None
        if table not in RECORDS:
            return None if self._is_in(value.record) else value
        now = self._network.store.table(table).get(record_id)
        if now is None and falls(value.record, self._gone):
            return None
        # What stands in prose now can be amended by the person, who is told of it; what stood there cannot.
        words = self._everywhere or value.record != now
        left = left_of(value.record, self._gone, words=words)
        unknown = value.unknown and value.unknown.without(self._is_in)
        return value if left == value.record and unknown == value.unknown else Value(left, unknown)

    def label(self, label: str, *, touched: bool) -> str:
        """A change that touched any of it says no more than that."""
        named = self._gone.words is not None and self._gone.words.search(label) is not None
        named = named or any(beginning in label for beginning in self._beginnings)
        if not (touched or named) or label.endswith(FORGOTTEN):
            return label
        done = _DONE.match(label)
        return f"{done[0] if done else ''}{FORGOTTEN}"

    def is_in(self, data: bytes) -> bool:
        """Whether a file set aside may hold any of it: rather one too many than one too few."""
        text = data.decode(errors="replace").casefold()
        return self.concerns(data) or any(fragment in text for fragment in self._fragments)

    def _is_in(self, fields: Mapping[str, Any]) -> bool:
        """Whether fields, by their names or their values, tell of it."""
        ids = self._gone.ids()
        words = self._gone.words
        return any(number in ids for number in numbers_in(fields)) or (
            words is not None and any(words.search(text) for text in strings_in(fields, keys=True))
        )


def _fragments(words: Iterable[str], texts: Iterable[str]) -> Iterator[str]:
    """What may be left of names and texts in a file that is torn somewhere, in lower case, as JSON has it."""
    found = {part for word in words for part in word.split() if len(part) >= SHORTEST_WORD}
    for text in texts:
        if len(text) >= SHORTEST_WORD:
            found |= {text[:FRAGMENT], text[-FRAGMENT:]}
    for each in found:
        yield from _in_json(each)


def _in_json(text: str) -> set[str]:
    """A text without regard to case, in the two ways in which JSON may write it: as it is, or escaped."""
    return {json.dumps(text, ensure_ascii=ascii_only)[1:-1].casefold() for ascii_only in (False, True)}
