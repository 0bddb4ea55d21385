"""What the parts of a line come to: from words, names and promises to a reading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from netui.domain.days import Now
from netui.domain.line.circumstances import Said, channel_in, spoken_of, started_in
from netui.domain.line.dates import day_of_time
from netui.domain.line.details import Details, Key, Span, minutes_in
from netui.domain.line.exchanges import Exchanged, exchanges_in, explicit_exchange
from netui.domain.line.introducing import Introduced, introductions_in
from netui.domain.line.names import NameIndex
from netui.domain.line.opening import Opening
from netui.domain.line.pieces import Labels, exchange_label, pieces_of
from netui.domain.line.promises import Promised, concerned_in
from netui.domain.line.pronouns import ONE_OF_THEM, SEVERAL, People
from netui.domain.line.prose import Found, Prose
from netui.domain.line.reading import (
    ReadAbout,
    ReadExchange,
    ReadFollowUp,
    Reading,
    ReadIntroduction,
    Unknown,
)
from netui.domain.line.roster import Roster, roles_in, roster_of
from netui.domain.line.spans import blanked, fold, trimmed
from netui.domain.line.ties import Acquaintance
from netui.domain.line.words import CHANNEL_LABELS, CHANNEL_NAMES, TRIGGERS
from netui.domain.records import Channel, Owner, Purpose, Role

OWNERS: Mapping[str, Owner] = {"me": "me", "them": "them", "both": "both"}
PURPOSES: Mapping[str, Purpose] = {"relationship": "relationship", "ask": "ask", "sale": "sale"}


_TWO = 2
"""Who took part where one was introduced by somebody unnamed: that one, and whom one came to know."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart."""

    prose: Prose
    details: Details
    opening: Opening
    timeless: str
    """The visible text without the time of day and the minutes, with what is prose by hand."""
    said: str
    """The visible text with what is prose by hand."""
    span: Span
    """Where the prose stands."""
    promises: tuple[Promised, ...]
    promised_to: tuple[int, ...]
    """Those of ``Prose.found`` to whom all that the line says is promised: ``Ada: promised the book``."""
    now: Now
    hours: tuple[int, int, time] | None
    place: tuple[Said, range] | None

    @property
    def today(self) -> date:
        """The calendar day on which the line is written."""
        return self.now.today

    @property
    def happened(self) -> bool:
        """Whether the line tells of an interaction, and not of a plan or a note."""
        return self.opening.form == "interaction"


def make_sense(
    line: Line,
    names: NameIndex,
    acquaintance: Acquaintance,
    choices: Mapping[int, int],
    roles: Mapping[int, Role],
) -> Reading:
    """The reading of a line taken apart. ``choices`` and ``roles``: by hand, by the start of a name."""
    prose = line.prose
    about = spoken_of(prose)

    def is_person(found: Found) -> bool:
        return all(names.contact(contact).kind == "person" for contact in found.candidates)

    told, introduced = _told(line, People(prose, about, is_person))
    exchanged = [exchange for exchange in told if exchange.names != SEVERAL]
    addressed = frozenset(name for exchange in exchanged for name in exchange.addressed)
    read = roles_in(prose, about, addressed)
    parts = [roles.get(found.start, role) for found, role in zip(prose.found, read, strict=True)]
    roster = roster_of(prose, parts, names, acquaintance, choices)
    labels = Labels(prose.text, line.today)
    introductions, received = _introductions(introduced, roster, labels)
    exchanges = (*_exchanges(exchanged, roster, labels), *received)
    reading = Reading(
        text=prose.text,
        form=line.opening.form,
        day=line.opening.day.day if line.opening.day is not None else line.today,
        day_words=line.opening.day_words,
        prose=line.span,
        contacts=roster.contacts,
        named=roster.named,
        ties=roster.ties,
        unknown=tuple(_unknown(prose, names)),
        tags=_tags(line, labels),
        exchanges=exchanges,
        introductions=introductions,
        follow_ups=tuple(_follow_ups(line, roster, labels)),
        about=tuple(_about(line, roster, labels)),
        event=_event(line, labels),
        place=_place(line, labels),
        opportunity=_opportunity(line, labels),
        nobodys=tuple(prose.text[one.start : one.end] for one in told if one.names == SEVERAL),
    )
    if line.opening.form != "note":
        reading = _with_circumstances(line, reading, about, labels)
    reading = replace(reading, pieces=pieces_of(line.opening, reading, labels))
    return _as_note(reading) if line.opening.form == "note" else reading


def _unknown(prose: Prose, names: NameIndex) -> Iterator[Unknown]:
    for first, last in prose.strangers.items():
        start, word = prose.words[first].start, prose.words[last]
        end = word.stem_end if word.stem else word.end
        doubt = prose.doubts.get(first)
        candidates = doubt.candidates if doubt is not None else ()
        name = names.contact(candidates[0]).name if len(candidates) == 1 else ""
        yield Unknown(prose.text[start:end], start, end, candidates, name)


def _as_note(reading: Reading) -> Reading:
    """In a note nobody took part: nothing happened."""
    return replace(
        reading, contacts=tuple(replace(contact, role="mentioned") for contact in reading.contacts)
    )


def _told(line: Line, people: People) -> tuple[list[Exchanged], list[Introduced]]:
    """What was exchanged and who was introduced, which only something that happened tells."""
    if not line.happened:
        return [], []
    exchanged = exchanges_in(line.prose, people)
    for key in line.details.keys:
        if key.key in TRIGGERS:
            explicit = explicit_exchange(line.prose, key)
            if explicit is not None:
                exchanged.append(explicit)
    exchanged.sort(key=lambda exchange: exchange.start)
    return exchanged, introductions_in(line.prose, people)


def _exchanges(exchanged: Sequence[Exchanged], roster: Roster, labels: Labels) -> Iterator[ReadExchange]:
    for exchange in exchanged:
        if exchange.names is not None:
            named = roster.indexes(exchange.names)
            contacts = tuple(index for index in named if roster.contacts[index].role == "took_part")
            if named and not contacts:  # only mentioned: nothing passed between us
                continue
        else:
            apart = roster.indexes(exchange.apart)
            contacts = (
                tuple(index for index in roster.took_part if index not in apart)
                if apart
                else roster.took_part
            )
        read = ReadExchange(exchange.direction, exchange.kind, exchange.weight, contacts, exchange.start)
        labels.add(exchange.start, exchange.end, "exchange", exchange_label(read))
        yield read


def _introductions(
    introduced: Sequence[Introduced], roster: Roster, labels: Labels
) -> tuple[tuple[ReadIntroduction, ...], tuple[ReadExchange, ...]]:
    """The introductions, and what they give or receive: one exchange for each sentence that tells of some."""
    introductions: list[ReadIntroduction] = []
    parties: dict[int, tuple[str, set[int]]] = {}
    known: set[ReadIntroduction] = set()
    for one in introduced:
        read = _introduction(one, roster)
        if read is None or read in known:
            continue
        known.add(read)
        introductions.append(read)
        labels.add(one.start, one.verb_end, "introduction", "introduction")
        if read.introducer is None:
            _, given = parties.setdefault(one.start, ("given", set()))
            given.update(index for index in read.between if index is not None)
        elif None in read.between:
            parties.setdefault(one.start, ("received", set()))[1].add(read.introducer)
    exchanges = tuple(
        ReadExchange(
            "given" if direction == "given" else "received", "introduction", 1, tuple(sorted(contacts))
        )
        for _, (direction, contacts) in sorted(parties.items())
    )
    return tuple(introductions), exchanges


def _introduction(introduced: Introduced, roster: Roster) -> ReadIntroduction | None:
    """The introduction with contacts in place of names; None where one of them is a tie or unsaid."""
    between = tuple(None if name is None else roster.index_of[name] for name in introduced.between)
    if any(
        name is not None and index is None for name, index in zip(introduced.between, between, strict=True)
    ):
        return None
    introducer = None if introduced.by is None else roster.index_of[introduced.by]
    if introduced.by is not None and introducer is None:
        return None
    if introduced.unsaid:
        few = roster.took_part[: _TWO + 1]
        others = [index for index in few if index not in between]
        if len(others) != 1 or len(few) > _TWO:
            return None
        introducer = others[0]
    one, other = between
    return (
        None
        if one == other or (introducer is not None and introducer in between)
        else ReadIntroduction(introducer, (one, other))
    )


def _follow_ups(line: Line, roster: Roster, labels: Labels) -> Iterator[ReadFollowUp]:
    if line.opening.form == "plan":
        yield _meeting(line, roster)
    for promise in line.promises:
        text = line.prose.text[promise.start : promise.end]
        contacts = _promised_contacts(line, promise, roster)
        label = "promised" if promise.kind == "promise" else "expected"
        labels.add_due(*promise.word, label, promise.due)
        owner: Owner = "me" if promise.kind == "promise" else "them"
        yield ReadFollowUp(
            promise.kind, owner, text, promise.due, contacts, promise.start, promise.end, promise.word[0]
        )


def _promised_contacts(line: Line, promise: Promised, roster: Roster) -> tuple[int, ...]:
    """Whose a promise is: of whoever made it, of those it is to or from, else of all who took part.

    ``an intro to Emmy`` over coffee with Kat is a promise to Kat and, when it is mine to make, about both.
    """
    if promise.names is not None:
        return roster.indexes(promise.names)
    present = roster.took_part or roster.indexes(line.promised_to)
    concerned, introduced = concerned_in(line.prose, promise)
    if promise.kind == "expected":
        introduced = ()
    named = roster.indexes(concerned)
    if introduced and not named:
        named = present
    return (
        tuple(sorted({*named, *roster.indexes(introduced)}))
        or present
        or _only_one(line.prose, promise, roster)
    )


def _only_one(prose: Prose, promise: Promised, roster: Roster) -> tuple[int, ...]:
    """The one contact of the line whom ``her`` in a promise means, where nobody took part."""
    words = range(prose.word_from(promise.start), prose.word_from(promise.end))
    said = any(prose.key(index) in ONE_OF_THEM for index in words)
    return (0,) if said and len(roster.contacts) == 1 else ()


def _meeting(line: Line, roster: Roster) -> ReadFollowUp:
    """The planned meeting: the prose before the first promise."""
    start, end = line.span
    later = [promise.word[0] for promise in line.promises if promise.word[0] > start]
    end = min([end, *later])
    words = line.opening.day_words
    if words is not None and start <= words[0] < end:
        after = trimmed(line.timeless, words[1], end)
        end = words[0] if after[0] == after[1] else end
    start, end = trimmed(line.said, start, end)
    if line.hours is not None and line.hours[0] == start:  # said with the day: ``tomorrow 10am: coffee``
        start, end = trimmed(line.said, line.hours[1], end)
    if start == end:
        start, end = line.span
    day = line.opening.day.day if line.opening.day is not None else None
    return ReadFollowUp("meeting", "both", line.prose.text[start:end], day, roster.took_part, start, end)


def _about(line: Line, roster: Roster, labels: Labels) -> Iterator[ReadAbout]:
    """What contacts need and offer: of the only one who took part, else of the ``@name`` next before it."""
    explicit = [place for place, found in enumerate(line.prose.found) if found.explicit]
    ends = [line.prose.found[place].end for place in explicit]
    for key in line.details.keys:
        if key.key not in ("needs", "offers"):
            continue
        index: int | None = roster.took_part[0] if len(roster.took_part) == 1 else None
        before = bisect_right(ends, key.start)
        if index is None and before:
            index = roster.index_of[explicit[before - 1]]
        if index is not None:
            labels.add(key.start, key.end, "about", f"{roster.contacts[index].name} {key.key} {key.value}")
            yield ReadAbout(index, "needs" if key.key == "needs" else "offers", key.value)


def _with_circumstances(line: Line, reading: Reading, about: list[bool], labels: Labels) -> Reading:
    """The reading with time, channel, minutes, purpose and who began it."""
    prose = line.prose
    outside = blanked(prose.visible, [(promise.word[0], promise.until) for promise in line.promises])
    minutes = minutes_in(outside)
    if minutes is not None:
        labels.add(minutes[0], minutes[1], "minutes", f"{minutes[2]} min")
    hours = line.hours
    if hours is not None and not outside[hours[0] : hours[1]].strip("·"):
        hours = None
    if hours is not None:
        labels.add(hours[0], hours[1], "time", f"{hours[2]:%H:%M}")
    asked = any(exchange.direction == "asked" for exchange in reading.exchanges)
    given = any(exchange.direction == "given" for exchange in reading.exchanges)
    purpose = _last(line, "purpose")
    if purpose is not None:
        labels.add(purpose.start, purpose.end, "purpose", purpose.value.lower())
    by_the_hour = hours is not None and line.happened and line.opening.day is None
    return replace(
        reading,
        day=day_of_time(hours[2], line.now) if hours is not None and by_the_hour else reading.day,
        time=hours[2] if hours is not None else None,
        minutes=minutes[2] if minutes is not None else None,
        channel=_channel(line, about, labels),
        started=_started(line, labels),
        purpose=PURPOSES[purpose.value.lower()] if purpose is not None else "ask" if asked and not given
        else "relationship",
    )  # fmt: skip


def _channel(line: Line, about: list[bool], labels: Labels) -> Channel | None:
    """As ``via:`` says, else as the words say, else at an event when one is named."""
    via = _last(line, "via")
    if via is not None:
        channel = CHANNEL_NAMES[via.value.lower()]
        labels.add(via.start, via.end, "channel", CHANNEL_LABELS[channel])
        return channel
    said = channel_in(line.prose, about)
    if said is not None:
        labels.add(said[1], said[2], "channel", CHANNEL_LABELS[said[0]])
        return said[0]
    named = bool(line.details.events) or _last(line, "event") is not None
    return "event" if named else None


def _started(line: Line, labels: Labels) -> Owner | None:
    key = _last(line, "started")
    if key is not None:
        labels.add(key.start, key.end, "started", f"started by {key.value.lower()}")
        return OWNERS[key.value.lower()]
    said = started_in(line.prose) if line.happened else None
    if said is None:
        return None
    labels.add(said[1], said[2], "started", f"started by {said[0]}")
    return said[0]


def _tags(line: Line, labels: Labels) -> tuple[str, ...]:
    """The tags as they were written, each once, case aside."""
    tags: dict[str, str] = {}
    for tag in line.details.tags:
        labels.add(tag.start, tag.end, "tag", tag.name)
        tags.setdefault(fold(tag.name), tag.name)
    return tuple(tags.values())


def _event(line: Line, labels: Labels) -> str | None:
    key = _last(line, "event") or (line.details.events[0] if line.details.events else None)
    if key is None:
        return None
    labels.add(key.start, key.end, "event", key.value)
    return key.value


def _place(line: Line, labels: Labels) -> str | None:
    key = _last(line, "place")
    if key is not None:
        labels.add(key.start, key.end, "place", key.value)
        return key.value
    if line.place is None:
        return None
    said, words = line.place
    if not all(line.prose.free(word) for word in words):
        return None
    labels.add(said.start, said.end, "place", said.value)
    return said.value


def _opportunity(line: Line, labels: Labels) -> str | None:
    key = _last(line, "opportunity") if line.happened else None
    if key is None:
        return None
    labels.add(key.start, key.end, "opportunity", key.value)
    return key.value


def _last(line: Line, key: str) -> Key | None:
    """The last of the line's keys of that name: what is said later corrects what was said before."""
    return next((one for one in reversed(line.details.keys) if one.key == key), None)
