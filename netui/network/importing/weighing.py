"""What becomes of each record that an import brings, weighed against those who are here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from netui.domain.days import Now
from netui.domain.introductions import leads_back
from netui.domain.plain import PlainContact, Who
from netui.domain.records import Contact, Draft, FollowUp, Interaction, Note, Source
from netui.network.importing.coming import describe
from netui.network.importing.contacts import joined, keys_of, made, note_token, renewed, said_by, said_here
from netui.network.importing.desk import STEP, Desk
from netui.network.importing.gathering import Gathered
from netui.network.importing.plan import Coming, Pair, Plan
from netui.network.importing.roster import Roster
from netui.network.network import Network
from netui.storage import Value


class Weighing:
    """One making of a plan."""

    def __init__(self, network: Network, now: Now) -> None:
        self.network = network
        self.now = now
        self.desk = Desk(network)
        self.plan = Plan(self.desk)
        self.roster = Roster(self.desk.name)
        self._sources: dict[str, dict[int, int]] = {}
        """By format and key, a source."""
        self._others: dict[str, dict[int, list[int]]] = {}
        """Further ones of the same key: some files say the same of two records."""
        self._records: dict[int, Source] = {}
        self._touched: set[int] = set()
        """Sources that this import has looked at already: what it brings twice, it brings together."""
        self._merged: set[int] = set()
        self._came: list[int] = []
        """Persons to be made."""
        self._by_key: dict[tuple[str, str], int] = {}
        """The contacts that records of the files are, by what the files call them."""

    def begin(self) -> Iterator[None]:
        """Take in who is here and what was brought before, in steps."""
        for number, (contact_id, contact) in enumerate(tuple(self.network.contacts.items())):
            self.roster.add(contact_id, contact)
            if number % STEP == 0:
                yield
        for number, (source_id, source) in enumerate(tuple(self.network.sources.items())):
            self._remember(source_id, source)
            if number % STEP == 0:
                yield

    # --- contacts ------------------------------------------------------------------------------------------

    def contact(self, source: str, plain: PlainContact) -> None:
        """Weigh a record: somebody new, somebody who is here, or what is known of them from there."""
        keys, said = keys_of(plain), said_by(plain)
        source_id = self._source_of(source, keys, said)
        known = self._records[source_id].contact if source_id is not None else None
        if source_id is not None and known is not None and self._is_here(known):
            self._again(source_id, plain, keys, said)
            contact_id = known
        else:
            contact_id = self._first_time(source, plain, keys, said)
        if plain.key:
            self._by_key[source, plain.key] = contact_id

    def _first_time(
        self, source: str, plain: PlainContact, keys: tuple[int, ...], said: tuple[int, ...]
    ) -> int:
        contact_id = self.roster.same(plain)
        here: set[int] = set()
        if contact_id is None:
            contact = made(plain, self.house, self.now.today)
            contact_id = self.desk.make(contact)
            self.plan.counts.added += 1
            self.plan.added.append(Coming(contact_id, plain.name))
            if plain.kind == "person":
                self._came.append(contact_id)
        else:
            known = self.desk.contact(contact_id)
            here = said_here(known, self.desk.name) | self._notes_of(contact_id)
            contact = joined(known, plain, self.house, self.now.today)
            changed = known != contact or self._has_new_notes(contact_id, plain)
            self.count(contact_id, changed=changed, name=known.name)
            self.desk.put(contact_id, contact)
        self.roster.add(contact_id, contact)
        self._add_notes(contact_id, plain, here)
        record = Source(
            source=source,
            keys=keys,
            contact=contact_id,
            said=said,
            here=tuple(each for each in said if each in here),
        )
        place = self.desk.make(record)
        self._remember(place, record)
        self._touched.add(place)
        return contact_id

    def _again(
        self, source_id: int, plain: PlainContact, keys: tuple[int, ...], said: tuple[int, ...]
    ) -> None:
        """A record that its source has brought in an earlier import."""
        record = self._records[source_id]
        assert record.contact is not None
        known = self.desk.contact(record.contact)
        before = set(record.said)
        if said == record.said or before == set(said):
            self.count(record.contact, changed=False, name=known.name)
            self._touched.add(source_id)
            return
        here = set(record.here)
        gone = before - set(said) - here
        fresh = set(said) - before
        held = said_here(known, self.desk.name) | self._notes_of(record.contact)
        contact = renewed(known, plain, gone, fresh, self.house, self.desk.name, self.now.today)
        changed = contact != known or self._has_new_notes(record.contact, plain, fresh)
        self.count(record.contact, changed=changed, name=known.name)
        self.desk.put(record.contact, contact)
        self.roster.add(record.contact, contact)
        self._renew_notes(record.contact, plain, gone, fresh)
        still = said_here(contact, self.desk.name)
        stands = (*said, *(each for each in record.said if each in still and each not in said))
        renewed_record = Source(
            source=record.source,
            keys=tuple(dict.fromkeys((*keys, *record.keys))),
            contact=record.contact,
            said=stands,
            here=tuple(each for each in stands if each in here or (each in fresh and each in held)),
        )
        self.desk.put(source_id, renewed_record)
        self._remember(source_id, renewed_record)
        self._touched.add(source_id)

    def arrive(self, contact_id: int, value: Value) -> None:
        """Lay out a contact who comes with the id of another document."""
        contact: Contact = value.record
        self.desk.give(Contact.table, contact_id, value)
        self.roster.add(contact_id, contact)
        self.plan.counts.added += 1
        self.plan.added.append(Coming(contact_id, contact.name))
        if contact.kind == "person":
            self._came.append(contact_id)

    def count(self, contact_id: int, *, changed: bool, name: str) -> None:
        """Count a contact who is here already, once: as merged, if anything about them changes."""
        if changed and contact_id not in self._merged:
            self._merged.add(contact_id)
            self.plan.merged.append(Coming(contact_id, name))
        self.plan.counts.merged += changed
        self.plan.counts.unchanged += not changed

    def count_moved(self, table: str) -> None:
        """Count a further record of a document that moves in."""
        counts = self.plan.counts
        field = {Interaction.table: "interactions", Note.table: "notes", FollowUp.table: "follow_ups"}.get(
            table, "drafts" if table == Draft.table else "others"
        )
        setattr(counts, field, getattr(counts, field) + 1)

    def introducers(self, gathered: Gathered) -> None:
        """Keep who introduced whom, now that all are here; but no circle, which would have no beginning."""
        for plain in gathered.contacts:
            if plain.introduced_by:
                me = Who(name=plain.name, email=next(iter(plain.emails), ""), key=plain.key)
                contact_id = self.find(gathered.format, me)
                for who in plain.introduced_by if contact_id is not None else ():
                    introducer = self.find(gathered.format, who)
                    if contact_id is not None and introducer is not None:
                        self._introduced(contact_id, introducer)

    def _introduced(self, contact_id: int, introducer: int) -> None:
        known = self.desk.contact(contact_id)
        if introducer not in known.introduced_by and not leads_back(
            contact_id, introducer, lambda each: self.desk.contact(each).introduced_by
        ):
            together = (*known.introduced_by, introducer)
            self.desk.put(contact_id, msgspec.structs.replace(known, introduced_by=together))

    # --- who is who ----------------------------------------------------------------------------------------

    def find(self, source: str, who: Who) -> int | None:
        """Whom a record of a file means: by what the file calls them, by e-mail, by whole name.

        None for nobody who is here, and for a name that several have.
        """
        if who.key and (source, who.key) in self._by_key:
            return self._by_key[source, who.key]
        if who.email and (found := self.roster.with_email(who.email)) is not None:
            return found
        named = self.roster.named(who.name) if who.name else []
        return named[0] if len(named) == 1 else None

    def find_or_make(self, source: str, who: Who) -> int | None:
        """The same; whoever is not here comes. None for a name that several have, and for nobody."""
        found = self.find(source, who)
        if found is not None or not (who.name or who.email) or len(self.roster.named(who.name)) > 1:
            return found
        emails = (who.email,) if who.email else ()
        contact = Contact(name=who.name or who.email, added=self.now.today, emails=emails, imported=True)
        contact_id = self.desk.make(contact)
        self.roster.add(contact_id, contact)
        self.plan.counts.added += 1
        self.plan.added.append(Coming(contact_id, contact.name))
        self._came.append(contact_id)
        return contact_id

    def house(self, name: str) -> int:
        """The organisation of that name, made where there is none."""
        found = self.roster.house(name)
        if found is None:
            house = Contact(name=name, kind="organisation", added=self.now.today, imported=True)
            found = self.desk.make(house)
            self.roster.add(found, house)
            self.plan.counts.organisations += 1
        return found

    def _is_here(self, contact_id: int) -> bool:
        return contact_id < 0 or contact_id in self.network.contacts

    def _source_of(self, source: str, keys: tuple[int, ...], said: tuple[int, ...]) -> int | None:
        """What the source had brought as this record, if it is not another record of this import already."""
        first, others = self._sources.get(source, {}), self._others.get(source, {})
        found = [
            source_id
            for key in keys
            if key in first
            for source_id in (first[key], *others.get(key, ()))
            if source_id not in self._touched
        ]
        return next((each for each in found if self._records[each].said == said), next(iter(found), None))

    def _remember(self, source_id: int, record: Source) -> None:
        self._records[source_id] = record
        first = self._sources.setdefault(record.source, {})
        for key in record.keys:
            if first.setdefault(key, source_id) != source_id:
                further = self._others.setdefault(record.source, {}).setdefault(key, [])
                if source_id not in further:
                    further.append(source_id)

    # --- notes about a contact -----------------------------------------------------------------------------

    def _notes_of(self, contact_id: int) -> set[int]:
        if contact_id < 0:
            return set()
        return {note_token(note.text) for _, note in self.network.notes_of(contact_id)}

    def _has_new_notes(self, contact_id: int, plain: PlainContact, fresh: set[int] | None = None) -> bool:
        held = self._notes_of(contact_id)
        tokens = {note_token(note.text) for note in plain.notes}
        return bool(tokens - held if fresh is None else tokens & fresh - held)

    def _add_notes(self, contact_id: int, plain: PlainContact, held: set[int]) -> None:
        for note in plain.notes:
            if note_token(note.text) not in held:
                self.desk.make(self._note(contact_id, note.text, note.day or self.now.today, note.tags))
                self.plan.counts.notes += 1

    def _renew_notes(self, contact_id: int, plain: PlainContact, gone: set[int], fresh: set[int]) -> None:
        """A note that the source has changed is changed here, where it is as the source had it."""
        old = [
            (note_id, note)
            for note_id, note in (self.network.notes_of(contact_id) if contact_id > 0 else ())
            if note_token(note.text) in gone
        ]
        held = self._notes_of(contact_id)
        for note in plain.notes:
            if note_token(note.text) not in fresh or note_token(note.text) in held:
                continue
            if old:
                note_id, before = old.pop(0)
                self.desk.put(note_id, self._note(contact_id, note.text, before.day, before.tags))
            else:
                self.desk.make(self._note(contact_id, note.text, note.day or self.now.today, note.tags))
            self.plan.counts.notes += 1

    def _note(self, contact_id: int, text: str, day: date, tags: tuple[str, ...]) -> Note:
        return Note(
            text=text,
            day=day,
            logged_at=self.now.instant,
            zone=self.now.zone,
            contacts=(contact_id,),
            tags=tags,
        )

    # --- the end -------------------------------------------------------------------------------------------

    def finish(self) -> Iterator[float]:
        """Look for near names among those who came, and say what they bring, in steps that say how far it has
        come."""
        for _ in describe(self.plan, self.network):
            yield 0.0
        if self._came:
            for number, _ in enumerate(self.roster.settling()):
                if number % STEP == 0:
                    yield 0.0
        for number, contact_id in enumerate(self._came):
            found = self.roster.near(contact_id)
            if found is not None:
                other, score = found
                self.plan.pairs.append(Pair(contact_id, other, score))
                for each in (contact_id, other):
                    self.plan.names[each] = self.desk.contact(each).name
            if number % STEP == 0:
                yield number / len(self._came)
        seen: set[frozenset[int]] = set()
        unique = []
        for pair in sorted(self.plan.pairs, key=lambda pair: -pair.score):
            both = frozenset((pair.one, pair.other))
            if both not in seen:
                seen.add(both)
                unique.append(pair)
        self.plan.pairs = unique
