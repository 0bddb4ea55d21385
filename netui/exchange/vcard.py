"""vCard 2.1, 3.0 and 4.0 as phones and address books write them (RFC 2426, RFC 6350, RFC 9554).

A card that breaks off or has no name is skipped, and the others are read. What a contact has no field for
(a profession, a fax, a relation) is kept in the words of a note; keys, photographs and sounds are dropped.
What netui itself has written (``X-NETUI-…``, see :mod:`netui.exchange.vcard_writing`) is read back as it was.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import unquote

from msgspec.structs import replace

from netui.domain.plain import Brought, Dropped, PlainContact, PlainMembership, PlainNote, Skipped, Who
from netui.domain.records import ContactKind, YearlyDate
from netui.errors import NetuiError
from netui.exchange.cells import cadence_in, circle_in, joined, labels, name_and_kind, notes
from netui.exchange.content_lines import ContentLine, TooManyLines, content_lines, split_at
from netui.exchange.dates import day_in, yearly_in
from netui.exchange.formats import Format, Source
from netui.exchange.vcard_writing import write_folder, write_three, write_three_folder, write_whole

_BEGINNING = re.compile(r"\s*(?:[\w-]+\.)?BEGIN:[ \t]*VCARD", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_MOST_LINES = 10_000
"""Lines of a card; one that has more is none (choice)."""
_TOO_LONG = f"a card of more than {_MOST_LINES:,} lines"
_BINARY = {"PHOTO": "photograph", "LOGO": "logo", "SOUND": "sound", "KEY": "key"}
_ORGANISATION_KINDS = frozenset({"org", "organization", "organisation"})
_OTHER_KINDS = {"group": "a group, not a contact", "location": "a place, not a contact"}
_YEARLY = {
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
}
_ADDRESSES_ELSEWHERE = ("SOCIALPROFILE", "X-SOCIALPROFILE", "IMPP")
_NOT_A_PHONE = ("fax", "pager", "assistant")
"""Kinds of number that others answer, too: nobody is known by them."""
_NOTED = {
    "RELATED": "",
    "X-ABRELATEDNAMES": "",
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-MANAGER": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "BIRTHPLACE": "born in",
    "DEATHDATE": "died",
    "EXPERTISE": "expertise",
    "HOBBY": "hobby",
    "INTEREST": "interest",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-JABBER": "jabber",
    "X-TWITTER": "twitter",
}
"""Properties without a field of their own that are worth a note, and what it calls them; where that is
empty, the property says it itself."""

_ANDROID = "vnd.android.cursor.item/"
_ANDROID_EVENTS = {"1": "anniversary", "2": "event", "3": "birthday"}


def sniff(source: Source) -> bool:
    """Whether it begins with a card."""
    return _BEGINNING.match(source.head.replace("\0", "")) is not None


def read(source: Source) -> Iterator[Brought]:
    """A contact a card, or why there is none, and what binary parts were dropped.

    Raises NetuiError where there is no card at all.
    """
    number = 0
    try:
        for number, lines in enumerate(_cards(source), 1):
            yield from _read_card(number, lines)
    except TooManyLines as problem:
        yield Skipped(record=number + 1, reason=str(problem))
        return
    if number == 0:
        raise NetuiError("there is no vCard in it")


def _read_card(number: int, lines: list[ContentLine] | None) -> Iterator[Brought]:
    if lines is None or len(lines) > _MOST_LINES:
        yield Skipped(record=number, reason="the card breaks off" if lines is None else _TOO_LONG)
        return
    contact = _Card(lines).contact()
    if isinstance(contact, str):
        yield Skipped(record=number, reason=contact)
        return
    yield contact
    yield from _dropped(number, lines)


def _cards(source: Source) -> Iterator[list[ContentLine] | None]:
    """The lines of each card; None for one that breaks off. A card within a card (``AGENT``) is left out."""
    lines: list[ContentLine] | None = None
    within = 0
    for line in content_lines(source):
        if line is None:
            continue
        edge = line.name if line.name in ("BEGIN", "END") and line.value.strip().upper() == "VCARD" else ""
        if lines is None:
            lines = [] if edge == "BEGIN" else None
        elif within:
            within += 1 if edge == "BEGIN" else -1 if edge == "END" else 0
        elif edge == "BEGIN" and lines and lines[-1].name == "AGENT":
            within = 1
        elif edge == "BEGIN":
            yield None
            lines = []
        elif edge == "END":
            yield lines
            lines = None
        elif len(lines) <= _MOST_LINES:
            lines.append(line)
    if lines is not None:
        yield None


def _dropped(number: int, lines: Iterable[ContentLine]) -> Iterator[Dropped]:
    for line in lines:
        if line.left_out:
            word = _BINARY.get(line.name, "attachment") if line.left_out == "binary" else line.name.lower()
            yield Dropped(record=number, what=word, size=line.size)


class _Card:
    """The properties of one card, and what contact they make."""

    def __init__(self, lines: Iterable[ContentLine]) -> None:
        self._lines: dict[str, list[ContentLine]] = {}
        self._labels: dict[str, str] = {}
        seen: set[tuple[str, str]] = set()
        for line in lines:
            if line.name == "X-ABLABEL" and line.group:
                self._labels[line.group] = _bare_label(line.text)
            if line.left_out or not line.value.strip(" ;,\r\n\t"):
                continue
            alternative = (line.name, line.param("ALTID"))
            if alternative[1] and line.name not in ("FN", "NICKNAME") and alternative in seen:
                continue  # the same in another language
            seen.add(alternative)
            self._lines.setdefault(line.name, []).append(line)

    def contact(self) -> PlainContact | str:
        """The contact, or why there is none."""
        kind = self._one("KIND", "X-ADDRESSBOOKSERVER-KIND").lower()
        if kind in _OTHER_KINDS:
            return _OTHER_KINDS[kind]
        names = self._names()
        nicknames = self._nicknames()
        memberships, noted = self._memberships()
        house = memberships[0].organisation if memberships else ""
        emails = _distinct(_bare(line, "mailto:") for line in self._all("EMAIL"))
        phones, other_phones = self._phones()
        name, named_as = name_and_kind(
            names[0] if names else "", nicknames=nicknames, organisation=house, emails=(*emails, *phones)
        )
        if not name:
            return "no name"
        called: ContactKind = "organisation" if self._is_organisation(kind, name, house) else named_as
        place, addresses = self._addresses()
        dates, dates_in_words = self._dates()
        words = (*noted, *other_phones, *dates_in_words, *self._said())
        others = [each for each in memberships if called == "person" or each.organisation != name]
        return PlainContact(
            name=name,
            kind=called,
            nicknames=_distinct(each for each in (*names[1:], *nicknames) if each != name),
            organisations=tuple(others),
            emails=emails,
            phones=phones,
            urls=self._urls(),
            place=place,
            addresses=addresses,
            tags=labels(part for line in self._all("CATEGORIES") for part in split_at(line.value, ",")),
            dates=dates,
            circle=circle_in(self._one("X-NETUI-CIRCLE")),
            cadence=cadence_in(self._one("X-NETUI-CADENCE")),
            needs=self._own("NEEDS"),
            offers=self._own("OFFERS"),
            introduced_by=tuple(self._introducers()),
            connected=day_in(self._one("X-NETUI-CONNECTED")),
            archived=self._one("X-NETUI-ARCHIVED").lower() == "yes",
            notes=(*self._notes(), *notes(*_distinct(words))),
            key=self._one("UID"),
        )

    def _own(self, name: str) -> tuple[str, ...]:
        """The values of a property of netui's own."""
        return _distinct(joined((line.text,)) for line in self._all(f"X-NETUI-{name}"))

    def _introducers(self) -> Iterator[Who]:
        for line in self._all("X-NETUI-INTRODUCED-BY"):
            uid = line.param("X-UID")
            yield Who(
                name=joined((line.text,)), email=line.param("X-EMAIL"), key=f"urn:uuid:{uid}" if uid else ""
            )

    def _day_of(self, name: str, group: str) -> date | None:
        """A day that belongs to the properties of a group."""
        lines = (line for line in self._lines.get(name, ()) if group and line.group == group)
        return next((day for line in lines if (day := day_in(line.text))), None)

    def _all(self, *names: str) -> Iterator[ContentLine]:
        """The lines of those names, the preferred one first."""
        for name in names:
            lines = self._lines.get(name, ())
            yield from sorted(lines, key=_preference) if len(lines) > 1 else lines

    def _one(self, *names: str) -> str:
        return next((joined((line.text,)) for line in self._all(*names)), "")

    def _label(self, line: ContentLine) -> str:
        """What the person calls this value."""
        return self._labels.get(line.group, "") if line.group else ""

    def _names(self) -> list[str]:
        """The name, and what other forms of it the card has."""
        written = [joined((line.text,)) for line in self._all("FN")]
        if not any(written):
            parts = [split_at(line.value, ";") for line in self._all("N")][:1]
            written = [_whole_name(each) for each in parts]
        return list(dict.fromkeys(filter(None, written)))

    def _nicknames(self) -> tuple[str, ...]:
        written = [part for line in self._all("NICKNAME") for part in split_at(line.value, ",")]
        written += [fields[0] for fields in self._android("nickname")]
        return _distinct(joined((each,)) for each in written)

    def _is_organisation(self, kind: str, name: str, house: str) -> bool:
        if kind in _ORGANISATION_KINDS or self._one("X-ABSHOWAS").upper() == "COMPANY":
            return True
        # Google and Apple write a firm as its name in FN and in ORG, and no name in N.
        return name == house and "N" not in self._lines and kind != "individual"

    def _memberships(self) -> tuple[list[PlainMembership], list[str]]:
        """Where the person belongs, and what else is said of their work, in words."""
        houses = list(self._all("ORG"))
        groups = {line.group for line in houses if line.group}
        own = {line.group: line for line in self._all("TITLE") if line.group in groups}
        titles = [joined((line.text,)) for line in self._all("TITLE") if line.group not in groups]
        roles = deque(dict.fromkeys(titles))
        found: dict[PlainMembership, None] = {}
        for line in houses:
            house, *departments = (joined((part,)) for part in split_at(line.value, ";"))
            role = joined((own[line.group].text,)) if line.group in own else roles.popleft() if roles else ""
            department = ", ".join(filter(None, departments))
            if house:
                membership = PlainMembership(
                    organisation=house,
                    role=role,
                    department=department,
                    since=self._day_of("X-NETUI-FROM", line.group),
                    until=self._day_of("X-NETUI-UNTIL", line.group),
                )
                found[membership] = None
        professions = [joined((line.text,)) for line in self._all("ROLE")]
        memberships = list(found)
        if professions and memberships and not memberships[0].role:
            memberships[0] = replace(memberships[0], role=professions.pop(0))
        known = {each.role for each in memberships}
        return memberships, [each for each in (*roles, *professions) if each not in known]

    def _phones(self) -> tuple[tuple[str, ...], list[str]]:
        """The numbers, and those that others answer, too, in words."""
        phones, others = [], []
        for line in self._all("TEL"):
            number = _phone(line)
            label = self._label(line).lower()
            kind = next((each for each in _NOT_A_PHONE if each in line.types or each in label), "")
            if kind and number:
                others.append(f"{kind}: {number}")
            elif number:
                phones.append(number)
        return _distinct(phones), others

    def _urls(self) -> tuple[str, ...]:
        urls = [joined((line.text,)) for line in self._all("URL")]
        for line in self._all(*_ADDRESSES_ELSEWHERE):
            if ":" in line.text:
                urls.append(joined((line.text,)))
        return _distinct(urls)

    def _addresses(self) -> tuple[str, tuple[str, ...]]:
        """The place, and postal addresses on a line. An address that is but a city is a place."""
        towns, addresses = [], []
        alone = ""
        for line in self._all("ADR"):
            parts = [joined(part.splitlines(), ", ").strip(" ,") for part in split_at(line.value, ";")]
            parts += [""] * 7
            town = parts[3]
            if town and not any((*parts[:3], *parts[4:])):
                alone = alone or town
                continue
            towns.append(town)
            addresses.append(joined(parts, ", "))
        return alone or next(filter(None, towns), ""), _distinct(addresses)

    def _dates(self) -> tuple[tuple[YearlyDate, ...], list[str]]:
        """Yearly dates, and those that are no days, in words."""
        dates, words = [], []
        for line in self._all(*_YEARLY, "X-ABDATE"):
            label = _YEARLY.get(line.name) or self._label(line).lower() or "event"
            text = joined((line.text,))
            found = None if line.param("VALUE").lower() == "text" else yearly_in(text, label)
            if found is None:
                words.append(f"{label}: {text}")
            elif str(found.year) == line.param("X-APPLE-OMIT-YEAR"):
                dates.append(YearlyDate(month=found.month, day=found.day, label=label))
            else:
                dates.append(found)
        for text, kind, *others in self._android("contact_event"):
            label = _ANDROID_EVENTS.get(kind) or next(filter(None, others), "event").lower()
            if found := yearly_in(text, label):
                dates.append(found)
        return tuple(dict.fromkeys(dates)), words

    def _notes(self) -> Iterator[PlainNote]:
        for line in self._all("NOTE"):
            text = line.text.replace("\r\n", "\n").replace("\r", "\n").strip()
            if text:
                yield PlainNote(text=text, day=day_in(line.param("CREATED")))

    def _said(self) -> Iterator[str]:
        """What the card says that a contact has no field for, in words."""
        for line in self._all(*_NOTED):
            text = joined((line.text,))
            if text.startswith("urn:uuid:"):
                continue  # another card, which says nothing to a person
            kind = next(iter(sorted(line.types - {"pref"})), "")
            label = _NOTED[line.name] or self._label(line).lower() or kind or "related"
            yield f"{label}: {text}"
        for line in self._all(*_ADDRESSES_ELSEWHERE):
            if ":" not in line.text:
                yield f"{line.param('SERVICE-TYPE') or 'profile'}: {joined((line.text,))}"
        for fields in self._android("relation"):
            yield f"related: {fields[0]}"

    def _android(self, kind: str) -> Iterator[list[str]]:
        """The fields of Android's own properties of a kind; the first two are there."""
        for line in self._all("X-ANDROID-CUSTOM"):
            item, *fields = split_at(line.value, ";")
            if item == _ANDROID + kind and fields and fields[0].strip():
                yield [*map(str.strip, fields), ""]


def _preference(line: ContentLine) -> int:
    """1 to 100 as vCard 4.0 says it; of older ones, 1 where it is preferred."""
    said = line.param("PREF")
    if said.isascii() and said.isdigit() and len(said) < 4:
        return int(said)
    return 1 if "pref" in line.types else 100


def _whole_name(parts: list[str]) -> str:
    family, given, additional, prefix, suffix = ([part.replace(",", " ") for part in parts] + [""] * 5)[:5]
    return joined((prefix, given, additional, family, suffix))


def _bare_label(text: str) -> str:
    match = _APPLE_LABEL.fullmatch(text.strip())
    return joined((match[1] if match else text,))


def _bare(line: ContentLine, scheme: str) -> str:
    text = joined((line.text,))
    return unquote(text[len(scheme) :]) if text[: len(scheme)].lower() == scheme else text


def _phone(line: ContentLine) -> str:
    number = _INVISIBLE.sub("", _bare(line, "tel:"))
    return joined((re.sub(r";ext=", " ext. ", number, flags=re.IGNORECASE).partition(";")[0],))


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Each value that is there once, in their order."""
    return tuple(dict.fromkeys(filter(None, values)))


FORMATS = (
    Format(
        name="vcard", title="vCard", sniff=sniff, read=read, write=write_whole, write_folder=write_folder,
        suffix=".vcf",
    ),
    Format(
        name="vcard3", title="vCard 3.0", write=write_three, write_folder=write_three_folder, suffix=".vcf"
    ),
)  # fmt: skip
