"""The network as the program holds it: records, look-ups, changes, undo, and who is told of them.

Screens, commands and importers speak only to :class:`Network`. A change is on disk when the ``with`` block
that made it ends; the indexes are then kept up and the listeners told. Changes that other sessions made come
in the same way, by :meth:`Network.follow`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from netui.domain.days import Now
from netui.domain.records import (
    PROFILE_ID,
    Contact,
    Dismissal,
    Draft,
    Event,
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Milestone,
    Note,
    Opportunity,
    Profile,
    Record,
    Rest,
    Review,
    Source,
)
from netui.domain.words import folded
from netui.network import undoing
from netui.network.changes import Changed, contacts_of, touched_by
from netui.network.indexes import (
    Index,
    InteractionsByContact,
    InteractionsByDay,
    Names,
    RecordsByKey,
    fill,
    letting_go,
    members_index,
    members_of,
    places_index,
    tags_index,
)
from netui.network.practice_indexes import (
    DayIndex,
    answers_index,
    introduced_index,
    kept_index,
    made_index,
    nameless_index,
    needs_index,
    offers_index,
    pair_key,
)
from netui.storage import Change, Store, Transaction, collector_off, emptying, read_document
from netui.storage.account import account_name

if TYPE_CHECKING:
    from netui.domain.line.names import NameIndex
    from netui.storage.intake import Intake

Listener = Callable[[Changed], None]
_AnyIndex = TypeVar("_AnyIndex", bound=Index)
_Named = tuple[str, Callable[[], _AnyIndex]]

RECENT_DAYS = 365
"""How far back "in the last year" reaches when a tie of names is settled (rules.md, section 9)."""


MANY = 5_000
"""Records of one change beyond which all is looked at anew (choice): to tell what they touch would take
longer than any key may wait."""


class Network:
    """All records of one document, with what is needed to find, change and follow them."""

    def __init__(self, store: Store, instant: Callable[[], datetime]) -> None:
        self.store = store
        self._instant = instant
        self._indexes: dict[str, Index] = {}
        self._makers: dict[str, Callable[[], Index]] = {}
        """What each look-up is made by."""
        self._former: list[Index] = []
        """Look-ups that are used no more."""
        self._listeners: list[Listener] = []
        self._kept_up = 0
        """How often the look-ups were told of changes."""

    @classmethod
    def open(
        cls, path: Path, instant: Callable[[], datetime], *, create: bool = True, to_look: bool = False
    ) -> Network:
        """Open the document at ``path``, making it where there is none and ``create``.

        With ``to_look`` nothing is written, not even a lock file. ``instant`` tells the time in UTC. Raises
        DocumentError and its kinds.
        """
        store = Store.open(path, instant=instant, account=account_name(), create=create, to_look=to_look)
        return cls(store, instant)

    # --- records -------------------------------------------------------------------------------------------

    @property
    def contacts(self) -> Mapping[int, Contact]:
        """All contacts by id."""
        return cast(Mapping[int, Contact], self.store.table(Contact.table))

    @property
    def interactions(self) -> Mapping[int, Interaction]:
        """All interactions by id."""
        return cast(Mapping[int, Interaction], self.store.table(Interaction.table))

    @property
    def notes(self) -> Mapping[int, Note]:
        """All notes by id."""
        return cast(Mapping[int, Note], self.store.table(Note.table))

    @property
    def follow_ups(self) -> Mapping[int, FollowUp]:
        """All follow-ups by id, done ones too."""
        return cast(Mapping[int, FollowUp], self.store.table(FollowUp.table))

    @property
    def introductions(self) -> Mapping[int, Introduction]:
        """All introductions by id."""
        return cast(Mapping[int, Introduction], self.store.table(Introduction.table))

    @property
    def events(self) -> Mapping[int, Event]:
        """All events by id."""
        return cast(Mapping[int, Event], self.store.table(Event.table))

    @property
    def rests(self) -> Mapping[int, Rest]:
        """All planned rests by id."""
        return cast(Mapping[int, Rest], self.store.table(Rest.table))

    @property
    def dismissals(self) -> Mapping[int, Dismissal]:
        """All answers to reminders by id."""
        return cast(Mapping[int, Dismissal], self.store.table(Dismissal.table))

    @property
    def opportunities(self) -> Mapping[int, Opportunity]:
        """All opportunities by id."""
        return cast(Mapping[int, Opportunity], self.store.table(Opportunity.table))

    @property
    def goals(self) -> Mapping[int, Goal]:
        """All goals by id, ended ones too."""
        return cast(Mapping[int, Goal], self.store.table(Goal.table))

    @property
    def milestones(self) -> Mapping[int, Milestone]:
        """The milestones noticed so far, by id."""
        return cast(Mapping[int, Milestone], self.store.table(Milestone.table))

    @property
    def reviews(self) -> Mapping[int, Review]:
        """All weekly reviews by id."""
        return cast(Mapping[int, Review], self.store.table(Review.table))

    @property
    def drafts(self) -> Mapping[int, Draft]:
        """All meetings that calendars brought, answered ones too, by id."""
        return cast(Mapping[int, Draft], self.store.table(Draft.table))

    @property
    def sources(self) -> Mapping[int, Source]:
        """Where imported records came from, by id."""
        return cast(Mapping[int, Source], self.store.table(Source.table))

    @property
    def profile(self) -> Profile:
        """How the person practises."""
        return cast(Profile, self.store.table(Profile.table).get(PROFILE_ID) or Profile())

    # --- look-ups ------------------------------------------------------------------------------------------

    @property
    def names(self) -> NameIndex:
        """Whose name is whose."""
        return self._index(*_NAMES).names

    @property
    def by_contact(self) -> InteractionsByContact:
        """Interactions by contact."""
        return self._index(*_BY_CONTACT)

    @property
    def by_day(self) -> InteractionsByDay:
        """Interactions by day."""
        return self._index(*_BY_DAY)

    @property
    def members(self) -> RecordsByKey:
        """Persons by organisation, past members too."""
        return self._index(*_MEMBERS)

    def follow_ups_of(self, contact: int) -> list[tuple[int, FollowUp]]:
        """The follow-ups that name a contact, done ones too, oldest first."""
        ids = self._index(*_FOLLOW_UPS).of(contact)
        return [(record_id, self.follow_ups[record_id]) for record_id in ids] if ids else []

    def notes_of(self, contact: int) -> list[tuple[int, Note]]:
        """The notes about a contact, oldest first."""
        ids = self._index("notes", lambda: _by_contacts(Note.table)).of(contact)
        return [(record_id, self.notes[record_id]) for record_id in ids]

    def introductions_of(self, contact: int) -> list[tuple[int, Introduction]]:
        """The introductions that a contact made or was part of, oldest first."""
        ids = self._index("introductions", lambda: _by_contacts(Introduction.table)).of(contact)
        return [(record_id, self.introductions[record_id]) for record_id in ids]

    def events_of(self, contact: int) -> list[int]:
        """The events at which a contact was met, oldest record first."""
        return self._index(*_EVENTS).of(contact)

    def introduced(self, one: int, other: int) -> bool:
        """Whether an introduction of the two is on record, whatever became of it."""
        return bool(self._index("introduced", introduced_index).of(pair_key(one, other)))

    def introductions_on(self) -> DayIndex:
        """The introductions that one made oneself, by day."""
        return self._index("introductions made", made_index)

    def kept_on(self) -> DayIndex:
        """The promises kept, by day."""
        return self._index("promises kept", kept_index)

    def offering(self, what: str) -> list[int]:
        """The contacts, but for archived ones, who offer something; case and spacing aside."""
        return self._index("offers", offers_index).of(folded(what))

    def needing(self, what: str) -> list[int]:
        """The contacts, but for archived ones, who need something; case and spacing aside."""
        return self._index("needs", needs_index).of(folded(what))

    def nameless_follow_ups(self) -> list[int]:
        """The open follow-ups that name nobody."""
        return self._index("nameless", nameless_index).of("open")

    def answers_to(self, reminder: str) -> list[Dismissal]:
        """What was answered to a reminder, by its id, oldest first."""
        ids = self._index(*_ANSWERS).of(reminder)
        return [self.dismissals[record_id] for record_id in ids]

    def places(self) -> set[str]:
        """The places on record: of contacts, interactions and events."""
        tables = (Contact.table, Interaction.table, Event.table)
        indexes = (self._index(f"places of {table}", partial(places_index, table)) for table in tables)
        return {str(place) for index in indexes for place in index.keys()}  # noqa: SIM118 - no dict

    def tags(self) -> set[str]:
        """The tags on record: of contacts, interactions and notes."""
        tables = (Contact.table, Interaction.table, Note.table)
        indexes = (self._index(f"tags of {table}", partial(tags_index, table)) for table in tables)
        return {str(tag) for index in indexes for tag in index.keys()}  # noqa: SIM118 - no dict

    def acquaintance(self, today: date) -> Acquaintance:
        """What settles a tie of names on ``today``."""
        return Acquaintance(self, today)

    def now(self, clock_now: Callable[..., Now]) -> Now:
        """What it is now by this person's rollover hour and week."""
        profile = self.profile
        return clock_now(rollover_hour=profile.rollover_hour, week_start=profile.week_start)

    def gather(self) -> Iterator[None]:
        """Make the look-ups that the rules about a contact need, a few records a step.

        Begins anew what changed meanwhile.
        """
        return self._made(_BY_CONTACT, _FOLLOW_UPS, _EVENTS, _MEMBERS, _ANSWERS)

    def gather_days(self) -> Iterator[None]:
        """Make the look-up by day in the same way."""
        return self._made(_BY_DAY)

    def gather_names(self) -> Iterator[None]:
        """Make the look-up of names in the same way: lines are shown and read by it."""
        return self._made(_NAMES)

    def narrowed(
        self, contacts: Collection[int], first: date, days: Collection[date] = frozenset()
    ) -> Network:
        """The same records, of whose interactions only those are looked up in which ``contacts`` took part,
        or who belonged to an organisation among them; and of whose days ``days``, and those from
        ``first`` on.

        For one look: it is not told of changes.
        """
        narrow = Network(self.store, self._instant)
        houses = {each for each in contacts if self.contacts[each].kind == "organisation"}
        members = members_of(houses, self.contacts)
        narrow._indexes[_MEMBERS[0]] = members
        wanted = set(contacts).union(*(map(int, members.of(house)) for house in houses))
        happened = self.interactions.items()
        narrow._indexes[_BY_CONTACT[0]] = InteractionsByContact.of(wanted, happened)
        narrow._indexes[_BY_DAY[0]] = InteractionsByDay.since(first, happened, days)
        return narrow

    def _made(self, *wanted: _Named[Any]) -> Iterator[None]:
        for name, make in wanted:
            self._makers[name] = make
            while name not in self._indexes:
                yield
                index: Index = make()
                seen = self._kept_up
                for _ in index.filling(self.store.table(index.table)):
                    yield
                    if name in self._indexes or self._kept_up != seen:
                        break
                else:
                    self._indexes[name] = index

    def _index(self, name: str, make: Callable[[], _AnyIndex]) -> _AnyIndex:
        index = self._indexes.get(name)
        if index is None:
            self._makers[name] = make
            index = make()
            fill(index, self.store.table(index.table))
            self._indexes[name] = index
        return cast(_AnyIndex, index)

    # --- changes -------------------------------------------------------------------------------------------

    @contextmanager
    def change(self, label: str) -> Iterator[Transaction]:
        """One change, all or nothing, durable at the end of the block; listeners are told after it.

        What a decision rests on is read inside the block, through the transaction, or, of records that it
        does not touch, from the network: before the block another session may have written, what it wrote is
        taken in as the block begins, and until its end nobody else writes. An exception in the block takes
        everything back. So a check stands in the block, too, and a record is set by the fields that change.

        ``label`` says for people what is done; where that rests on a record, the block says it. Raises
        DocumentError when it cannot be written; nothing has then changed.
        """
        told: list[Change] = []
        try:
            with self.store.change(label) as transaction:
                told.extend(transaction.caught_up)
                if told:
                    # What others have written since is looked up inside the block, so it must be indexed.
                    self._keep_up(told)
                yield transaction
            if transaction.change is not None:
                self._keep_up([transaction.change])
                told.append(transaction.change)
        finally:
            self._tell(told)

    def follow(self) -> bool:
        """Take in what other sessions have written since; True if there was anything."""
        with collector_off():  # it may be a whole import
            changes = self.store.follow()
            self._keep_up(changes)
            self._tell(changes)
        return bool(changes)

    def taking_in(self, intake: Intake) -> Iterator[None]:
        """Take in what other sessions have written since, very much (an import, say), in steps of a few
        milliseconds; ``intake`` is what the store has begun. What is little, :meth:`follow` takes in.

        Records and look-ups stay as they are until the last step. Whoever follows, or changes something,
        between two steps has the rest done at once. Raises DocumentError, DamagedError.
        """
        indexes: dict[str, Index] = {}
        while intake.step():
            yield
        for name in tuple(self._indexes):
            index = indexes[name] = self._makers[name]()
            for _ in index.filling(intake.table(index.table)):
                if intake.is_installed:
                    return
                yield
        if intake.is_installed:
            return
        changes = self.store.follow()
        self._former = list(self._indexes.values())
        self._indexes = indexes
        known = len(intake.changes) if changes[: len(intake.changes)] == intake.changes else 0
        self._kept_up += known
        self._keep_up(changes[known:])
        self._tell(changes)
        touched = [each for change in changes for each in change.touched]
        changes.clear()
        intake.changes.clear()
        yield from emptying(touched)
        yield from self.letting_go()

    def letting_go(self) -> Iterator[None]:
        """Let go, in steps, of much that is used no more: what there was before another session's import was
        taken in, or the document was read anew."""
        while self._former:
            yield from letting_go(self._former.pop())
        yield from self.store.letting_go()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have ``listener`` told of each change, one's own and others'. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self, *, fold: bool = False) -> None:
        """Let go of the files, having folded the journal into the document: always if ``fold``, otherwise
        where that is not felt or the journal has grown long. Every change was on disk before."""
        try:
            if not fold:
                self.store.fold_if_small()
        finally:
            self.store.close(fold=fold)

    # --- undo and copies -----------------------------------------------------------------------------------

    def undo(self, number: int | None = None, *, own_first: bool = False, anyway: bool = False) -> Change:
        """Take back change ``number``, or the latest that stands; returns it.

        ``own_first`` prefers this session's changes to those of others; ``anyway`` takes it back over what
        was changed since, by fields. Raises ChangedSince where that is asked for, NetuiError when there is
        nothing to undo, or when later entries rest on what would go.
        """
        return undoing.take_back(self, number, own_first=own_first, anyway=anyway)

    def redo(self, *, own_first: bool = False, anyway: bool = False) -> Change:
        """Do again what was undone last; returns it. Raises as :meth:`undo` does."""
        return undoing.do_again(self, own_first=own_first, anyway=anyway)

    def backup(self) -> Path:
        """Keep a copy of everything; returns its path. Raises DocumentError."""
        self.follow()
        return self.store.backup()

    def restore(self, name: str) -> Change | None:
        """Put a backup back, by name or path, as one change that can be undone; returns it.

        None where everything is as in the backup already. Raises NotFoundError, DocumentError.
        """
        path = self.store.backups.find(name)
        wanted = read_document(path)
        with self.change(f"restore: {path.name}") as transaction:
            transaction.become(wanted)
        return transaction.change

    # --- telling -------------------------------------------------------------------------------------------

    def _keep_up(self, changes: list[Change]) -> None:
        self._kept_up += len(changes)
        for change in changes:
            if change.reloaded:
                self._former = list(self._indexes.values())
                self._indexes.clear()
                continue
            for touched in change.touched:
                for index in self._indexes.values():
                    if index.table == touched.table:
                        if touched.before is not None:
                            index.remove(touched.id, cast(Record, touched.before))
                        if touched.after is not None:
                            index.add(touched.id, cast(Record, touched.after))

    def _tell(self, changes: list[Change]) -> None:
        if not changes or not self._listeners:
            return
        changed = Changed()
        for change in changes:
            changed = changed.joined(self._changed_by(change))
        for listener in tuple(self._listeners):
            listener(changed)

    def _changed_by(self, change: Change) -> Changed:
        if len(change.touched) > MANY:
            tables = frozenset(touched.table for touched in change.touched)
            return Changed(everything=True, tables=tables, labels=(change.label,))
        contacts, days = touched_by(change)
        # An organisation's ledger rests on its people's exchanges, and they are listed by its name.
        for contact in tuple(contacts):
            known = self.contacts.get(contact)
            if known is not None:
                contacts.update(membership.organisation for membership in known.organisations)
        for touched in change.touched:
            if touched.table == Contact.table:
                contacts.update(int(member) for member in self.members.of(touched.id))
        return Changed(
            contacts=frozenset(contacts),
            days=frozenset(days),
            tables=frozenset(touched.table for touched in change.touched),
            everything=change.reloaded,
            labels=(change.label,),
        )


class Acquaintance:
    """Who shares interactions with whom, as the line's rule for ties asks."""

    def __init__(self, network: Network, today: date) -> None:
        # Most lines hold no tie: then the index, which reads every interaction, is never made.
        self._network = network
        self._first = today - timedelta(days=RECENT_DAYS)

    def shared(self, contact: int, other: int) -> int:
        """Number of interactions that both took part in."""
        return self._network.by_contact.shared(contact, other)

    def in_last_year(self, contact: int) -> int:
        """Number of interactions in the last 365 days that the contact took part in."""
        return self._network.by_contact.since(contact, self._first)


def _by_contacts(table: str) -> RecordsByKey:
    return RecordsByKey(table, lambda record: contacts_of(0, record))


_BY_CONTACT: _Named[InteractionsByContact] = ("interactions by contact", InteractionsByContact)
_BY_DAY: _Named[InteractionsByDay] = ("interactions by day", InteractionsByDay)
_MEMBERS: _Named[RecordsByKey] = ("members", members_index)
_FOLLOW_UPS: _Named[RecordsByKey] = ("follow-ups", partial(_by_contacts, FollowUp.table))
_EVENTS: _Named[RecordsByKey] = ("events", partial(_by_contacts, Event.table))
_NAMES: _Named[Names] = ("names", Names)
_ANSWERS: _Named[RecordsByKey] = ("answers", answers_index)
