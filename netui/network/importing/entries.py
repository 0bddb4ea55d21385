"""What an import brings besides contacts: interactions, notes, follow-ups, and meetings to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from netui.domain.plain import (
    PlainFollowUp,
    PlainInteraction,
    PlainMeeting,
    PlainMention,
    PlainNote,
    Who,
)
from netui.domain.records import Draft, FollowUp, Interaction, Invited, Mention, Note, Record, Source
from netui.domain.sameness import token
from netui.network.importing.desk import STEP
from netui.network.importing.gathering import Gathered
from netui.network.importing.weighing import Weighing


class Entries:
    """Lays out the entries of an import, each once."""

    def __init__(self, weighing: Weighing) -> None:
        self._weighing = weighing
        network = weighing.network
        self._now = weighing.now
        self._drafts = {draft.key for draft in network.drafts.values()}
        self._held: set[tuple[object, ...]] = {
            ("interaction", each.day, each.text) for each in network.interactions.values()
        } | {("note", each.day, each.text) for each in network.notes.values()}
        self._brought = {
            (source.source, key)
            for source in network.sources.values()
            if source.contact is None
            for key in source.keys
        }

    def take(self, gathered: Gathered) -> Iterator[None]:
        """Lay out what a file brings, in steps."""
        entries = (
            *((each, self._interaction) for each in gathered.interactions),
            *((each, self._note) for each in gathered.notes),
            *((each, self._follow_up) for each in gathered.follow_ups),
            *((each, self._draft) for each in gathered.meetings),
        )
        for number, (entry, lay_out) in enumerate(entries):
            lay_out(gathered.format, entry)  # type: ignore[operator]
            if number % STEP == 0:
                yield

    # --- each kind -----------------------------------------------------------------------------------------

    def _interaction(self, source: str, plain: PlainInteraction) -> None:
        if not self._is_new(source, "interaction", plain.key, plain.day, plain.text):
            return
        now = self._now
        took_part = self._all(source, plain.took_part)
        mentioned = tuple(each for each in self._all(source, plain.mentioned) if each not in took_part)
        record = Interaction(
            text=plain.text,
            day=plain.day,
            at=plain.at,
            zone=now.zone,
            logged_at=now.instant,
            logged_on=now.today,
            took_part=took_part,
            mentioned=mentioned,
            mentions=self._mentions(source, plain.mentions),
            channel=plain.channel,
            minutes=plain.minutes,
            place=plain.place or None,
            tags=plain.tags,
        )
        self._keep(source, "interaction", plain.key, plain.day, plain.text, record)
        self._weighing.plan.counts.interactions += 1

    def _note(self, source: str, plain: PlainNote) -> None:
        day = plain.day or self._now.today
        if not self._is_new(source, "note", plain.key, plain.day, plain.text):
            return
        record = Note(
            text=plain.text,
            day=day,
            logged_at=self._now.instant,
            zone=self._now.zone,
            contacts=self._all(source, plain.who),
            mentions=self._mentions(source, plain.mentions),
            tags=plain.tags,
        )
        self._keep(source, "note", plain.key, plain.day, plain.text, record)
        self._weighing.plan.counts.notes += 1

    def _follow_up(self, source: str, plain: PlainFollowUp) -> None:
        if not self._is_new(source, plain.kind, plain.key, plain.due, plain.text):
            return
        record = FollowUp(
            kind=plain.kind,
            owner=plain.owner,
            text=plain.text,
            made=plain.made or self._now.today,
            made_at=self._now.instant,
            zone=self._now.zone,
            contacts=self._all(source, plain.who),
            due=plain.due,
            at=plain.at,
        )
        self._keep(source, plain.kind, plain.key, plain.due, plain.text, record)
        self._weighing.plan.counts.follow_ups += 1

    def _draft(self, source: str, plain: PlainMeeting) -> None:
        key = token("draft", plain.key)
        if key in self._drafts:
            self._weighing.plan.counts.known += 1
            return
        self._drafts.add(key)
        known = [(who, self._weighing.find(source, who)) for who in plain.who]
        self._weighing.desk.make(
            Draft(
                key=key,
                text=plain.text,
                day=plain.day,
                at=plain.at,
                minutes=plain.minutes,
                contacts=tuple(dict.fromkeys(each for _, each in known if each is not None)),
                invited=tuple(Invited(name=who.name, email=who.email) for who, each in known if each is None),
                place=plain.place,
                channel=plain.channel,
            )
        )
        self._weighing.plan.counts.drafts += 1

    # --- what they share -----------------------------------------------------------------------------------

    def _is_new(self, source: str, kind: str, key: str, day: object, text: str) -> bool:
        """Whether an entry is neither here nor was brought before; one that is, is counted."""
        mark = _mark(kind, key, day, text)
        new = (source, mark) not in self._brought and (kind, day, text) not in self._held
        self._weighing.plan.counts.known += not new
        return new

    def _keep(self, source: str, kind: str, key: str, day: object, text: str, record: Record) -> None:
        mark = _mark(kind, key, day, text)
        entry = self._weighing.desk.make(record)
        self._weighing.desk.make(Source(source=source, keys=(mark,), entry=entry))
        self._brought.add((source, mark))

    def _all(self, source: str, who: Iterable[Who]) -> tuple[int, ...]:
        """The contacts that a file names; whoever is not here comes."""
        found = (self._weighing.find_or_make(source, each) for each in who)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def _mentions(self, source: str, mentions: Iterable[PlainMention]) -> tuple[Mention, ...]:
        found = ((mention, self._weighing.find(source, mention.who)) for mention in mentions)
        return tuple(
            Mention(contact=contact, start=mention.start, end=mention.end)
            for mention, contact in found
            if contact is not None
        )


def _mark(kind: str, key: str, day: object, text: str) -> int:
    return token(kind, key) if key else token(kind, str(day), text)
