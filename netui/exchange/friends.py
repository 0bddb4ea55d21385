"""friends.md, the document of the program ``friends``: activities, notes, friends and locations as a list.

Names are in ``**``, places in ``_``, tags begin with ``@``. A line is kept to the letter; what of it is a
name, a place or a tag is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from netui.domain.days import Now
from netui.domain.plain import (
    Brought,
    Outgoing,
    PlainContact,
    PlainInteraction,
    PlainMention,
    PlainNote,
    Skipped,
    Who,
)
from netui.errors import NetuiError
from netui.exchange.cells import joined
from netui.exchange.dates import day_in
from netui.exchange.formats import File, Format, Source

HEADINGS = ("Activities", "Notes", "Friends", "Locations")

ORGANISATION = "organisation"
"""The tag that an organisation is written with: friends.md knows people only."""

_HEADING = re.compile(r"#{1,6}[ \t]*(Activities|Notes|Friends|Locations)[ \t]*:?[ \t]*", re.IGNORECASE)
_BEGINNING = re.compile(r"\s*###[ \t]*(?:Activities|Notes|Friends|Locations):[ \t]*(?:\r?\n|$)")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2}):?[ \t]+(.+)", re.DOTALL)
_NAME = re.compile(r"\*\*([^*\n]+)\*\*")
_PLACE = re.compile(r"(?<!\w)_([^_\n]+)_(?!\w)")
_TAG = re.compile(r"(?:^|(?<=\s))@([^\s@*]*[^\s@*,.;:!?)])")
_ENDING_TAG = re.compile(r"[ \t]@(\S+)[ \t]*$")
_ENDING_PLACE = re.compile(r"[ \t]\[([^\[\]]*)\][ \t]*$")
_ENDING_NICKNAMES = re.compile(r"[ \t]\(a\.k\.a\.[ \t]([^()]*)\)[ \t]*$")
_ALSO = re.compile(r"[ \t]a\.k\.a\.[ \t]")
_MARKS = re.compile(r"[*()\[\]\n\r]")
"""What a name cannot hold here."""


# --- in ----------------------------------------------------------------------------------------------------


def sniff(source: Source) -> bool:
    """Whether it begins with one of the four headings."""
    return _BEGINNING.match(source.head) is not None


def read(source: Source) -> Iterator[Brought]:
    """Everything in it: friends first, then activities and notes, and places where nobody is.

    Raises NetuiError where it has none of the headings.
    """
    entries = list(_entries(source))
    if not any(heading for heading, _, _ in entries):
        raise NetuiError("there is none of the headings of friends.md in it")
    seen: set[str] = set()
    for heading in ("Friends", "Activities", "Notes", "Locations"):
        for under, number, text in entries:
            if under == heading:
                brought = _record(heading, number, text, seen)
                if brought is not None:
                    yield brought
    for under, number, _ in entries:
        if not under and number:
            yield Skipped(record=number, reason="it stands under no heading")


def _entries(source: Source) -> Iterator[tuple[str, int, str]]:
    """Heading, number and text of each entry; a heading by itself has number 0."""
    heading, number = "", 0
    text = source.text
    lines = text.splitlines()
    for place, line in enumerate(lines, 1):
        source.done = place / len(lines)
        if match := _HEADING.fullmatch(line.strip()):
            heading = match[1].capitalize()
            yield heading, 0, ""
        elif line.strip():
            number += 1
            yield heading, number, line.strip()


def _record(heading: str, number: int, line: str, seen: set[str]) -> Brought | None:
    """What one entry is; None for a heading, and for a place where somebody is."""
    if not number:
        return None
    if not line.startswith(("- ", "* ")):
        return Skipped(record=number, reason="no entry: one begins with “- ”")
    text = line[2:].strip()
    if heading == "Friends":
        contact = _friend(text)
        if contact is None:
            return Skipped(record=number, reason="no name")
        seen.add(contact.place.casefold())
        return contact
    if heading == "Locations":
        place = _ENDING_NICKNAMES.sub("", text).strip()
        return None if place.casefold() in seen else Skipped(record=number, reason="a place where nobody is")
    return _dated(heading, number, text, seen)


def _friend(text: str) -> PlainContact | None:
    tags: list[str] = []
    while match := _ENDING_TAG.search(text):
        tags.insert(0, match[1])
        text = text[: match.start()]
    place = nicknames = ""
    if match := _ENDING_PLACE.search(text):
        place, text = joined((match[1],)), text[: match.start()]
    if match := _ENDING_NICKNAMES.search(text):
        nicknames, text = match[1], text[: match.start()]
    name = joined((text.replace("**", ""),))
    if not name:
        return None
    called = (joined((each,)) for each in _ALSO.split(nicknames))
    return PlainContact(
        name=name,
        kind="organisation" if ORGANISATION in tags else "person",
        nicknames=tuple(dict.fromkeys(filter(None, called))),
        place=place,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag != ORGANISATION)),
    )


def _dated(heading: str, number: int, text: str, seen: set[str]) -> Brought:
    match = _DATED.fullmatch(text)
    day = day_in(match[1]) if match else None
    if match is None or day is None:
        return Skipped(record=number, reason="no day" if match is None else f"{match[1]} is no day")
    said = match[2].strip()
    mentions = tuple(
        PlainMention(who=Who(name=joined((found[1],))), start=found.start(), end=found.end())
        for found in _NAME.finditer(said)
        if found[1].strip()
    )
    who = tuple(dict.fromkeys(mention.who for mention in mentions))
    tags = tuple(dict.fromkeys(_TAG.findall(said)))
    places = [joined((place,)) for place in _PLACE.findall(said)]
    seen.update(place.casefold() for place in places)
    if heading == "Notes":
        return PlainNote(text=said, day=day, who=who, mentions=mentions, tags=tags)
    return PlainInteraction(
        text=said,
        day=day,
        took_part=who,
        mentions=mentions,
        place=next(iter(places), ""),
        tags=tags,
    )


# --- out ---------------------------------------------------------------------------------------------------


def write(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """One document: names, nicknames, places and tags of contacts, days and words of the rest."""
    names = {contact.key: contact.name for contact in outgoing.contacts if contact.key}
    activities = [_activity(each, names) for each in outgoing.interactions]
    own_notes = (
        PlainNote(text=note.text, day=note.day, who=(Who(name=contact.name),), tags=note.tags)
        for contact in outgoing.contacts
        for note in contact.notes
    )
    notes = [_note(each, names, now) for each in chain(outgoing.notes, own_notes)]
    friends = [_written_friend(contact) for contact in outgoing.contacts]
    places = {_bare(place) for place in (*outgoing.places, *(each.place for each in outgoing.contacts))}
    sections = (
        sorted(activities, reverse=True),
        sorted(notes, reverse=True),
        sorted(friends),
        sorted(places),
    )
    text = "\n".join(
        f"### {heading}:\n" + "".join(f"- {entry}\n" for entry in entries if entry)
        for heading, entries in zip(HEADINGS, sections, strict=True)
    )
    yield File("", text.encode("utf-8", "replace"))


def _activity(each: PlainInteraction, names: dict[str, str]) -> str:
    text = _marked(each.text, each.mentions, each.took_part, names)
    place = _bare(each.place).replace("_", " ")
    if place and not re.search(rf"(?<!\w)_{re.escape(place)}_(?!\w)", text):
        text = f"{text} _{place}_"
    return f"{each.day:%Y-%m-%d}: {_tagged(text, each.tags)}"


def _note(each: PlainNote, names: dict[str, str], now: Now) -> str:
    text = _tagged(_marked(each.text, each.mentions, each.who, names), each.tags)
    return f"{each.day or now.today:%Y-%m-%d}: {text}"


def _marked(text: str, mentions: Sequence[PlainMention], who: Iterable[Who], names: dict[str, str]) -> str:
    """``text`` on one line, with the names in it marked; those that it does not name are put at its end."""
    pieces: list[str] = []
    place = 0
    named: set[str] = set()
    for mention in sorted(mentions, key=lambda each: each.start):
        name = _name_of(mention.who, names)
        if mention.start < place or not name:
            continue
        pieces += [text[place : mention.start], f"**{name}**"]
        place = mention.end
        named.add(name)
    pieces.append(text[place:])
    marked = joined("".join(pieces).splitlines())
    others = dict.fromkeys(name for name in (_name_of(each, names) for each in who) if name not in named)
    rest = ", ".join(f"**{name}**" for name in others if name)
    return f"{marked} ({rest})" if rest and marked else marked or rest


def _name_of(who: Who, names: dict[str, str]) -> str:
    return _bare(who.name or names.get(who.key, "") or who.email)


def _tagged(text: str, tags: Iterable[str]) -> str:
    there = set(_TAG.findall(text))
    return joined((text, *(f"@{tag}" for tag in map(_one_word, tags) if tag and tag not in there)))


def _written_friend(contact: PlainContact) -> str:
    text = _bare(contact.name)
    nicknames = list(filter(None, map(_bare, contact.nicknames)))
    if nicknames:
        text += f" (a.k.a. {' a.k.a. '.join(nicknames)})"
    if place := _bare(contact.place):
        text += f" [{place}]"
    kinds = (ORGANISATION,) if contact.kind == "organisation" else ()
    return " ".join((text, *(f"@{tag}" for tag in map(_one_word, (*kinds, *contact.tags)) if tag)))


def _bare(text: str) -> str:
    return joined((_MARKS.sub(" ", text),))


def _one_word(tag: str) -> str:
    return "-".join(_bare(tag).replace("@", " ").split())


FORMAT = Format(name="friends", title="friends.md", sniff=sniff, read=read, write=write, suffix=".md")
