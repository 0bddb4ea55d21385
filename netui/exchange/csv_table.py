"""Any table with a header, and netui's own table of contacts.

What a column means is guessed from its header, told, and can be said by ``--map COLUMN=FIELD``. Of netui's
own table every column is read back as it was written. What a spreadsheet would run as a formula is written
with an apostrophe before it, which is taken away again when it is read.

Where the list separator is ``;``, as in much of Europe, a spreadsheet that opens a file by itself splits it
there, or at tabs, and not at our commas; then our quotes are in the middle of a cell and hold nothing
together. So the apostrophe stands also within a cell where one would begin: after these, and in each line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import StringIO

from netui.domain.days import Now
from netui.domain.line.spans import fold
from netui.domain.plain import Brought, Outgoing, PlainContact, PlainMembership, PlainNote, Who
from netui.domain.records import YearlyDate
from netui.errors import UsageProblem
from netui.exchange.cells import cadence_in, circle_in, joined, name_and_kind, role_note
from netui.exchange.dates import day_in, yearly_in
from netui.exchange.formats import File, Format, Source
from netui.exchange.table import SPLITTER, Row, Table, has_header, read_rows, several

FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What begins a formula for a spreadsheet (OWASP, "CSV Injection"); the last four are the wide forms of the
first, which some programs take for them."""
_BEGINS = r"(?:\A|(?<=[;\t\r\n]))"
"""Where a cell begins for some spreadsheet."""
_TO_A_FORMULA = rf"(?=['\" ]*[{re.escape(FORMULA)}])"
"""That a formula follows, if not at once: a quote at the beginning is taken off, a space may be, and an
apostrophe is looked at as well so that our own can be told from those that were there."""
_WOULD_RUN = re.compile(_BEGINS + _TO_A_FORMULA)
_HARMLESS = re.compile(f"{_BEGINS}'{_TO_A_FORMULA}")

IGNORED = "ignore"
"""Said of a column that is not to be read."""

FIELDS: Mapping[str, str] = {
    "name": "name; full name; display name; contact; contact name; nombre completo; nom complet; vollername",
    "first name": "first name; given name; firstname; forename; vorname; prenom; nombre; nome",
    "middle name": "middle name; additional name; second name",
    "last name": "last name; family name; surname; lastname; nachname; nom; apellido; apellidos; cognome",
    "nickname": "nickname; nicknames; also called; alias; aka; spitzname",
    "kind": "kind",
    "organisation": "organisation; organization; company; employer; firm; firma; societe; empresa",
    "role": "role; job title; title; position; job; occupation; stelle; poste; cargo",
    "department": "department; team; abteilung",
    "from": "from",
    "until": "until",
    "email": "email; e-mail; emails; email address; e-mail address; mail; e-mails; email addresses; correo",
    "phone": "phone; phones; mobile; telephone; phone number; mobile phone; telefon; handy; telefono",
    "url": "url; urls; website; web page; web; linkedin; profile; link; homepage",
    "place": "place; city; location; town; ort; stadt; ville; ciudad",
    "address": "address; addresses; postal address; adresse; direccion",
    "tag": "tag; tags; labels; label; groups; group; categories; category; keywords",
    "circle": "circle",
    "cadence": "cadence; every; days",
    "needs": "needs; looking for",
    "offers": "offers; can help with",
    "birthday": "birthday; birth date; date of birth; bday; geburtstag; anniversaire; cumpleanos",
    "date": "dates",
    "introduced by": "introduced by; referred by; met through",
    "connected": "connected; connected on",
    "archived": "archived",
    "note": "note; notes; comment; comments; description; remarks; notizen; notas",
}
"""The fields that a column can be, and headers by which each is guessed."""

_GUESSES = {header.strip(): field for field, headers in FIELDS.items() for header in headers.split(";")}
_NUMBERED = re.compile(r"[ ]*\(?(?:\d+|primary|home|work|other|private|personal|business|mobile)\)?$")

COLUMNS = (
    "Name", "Kind", "Nicknames", "Organisation", "Role", "Department", "From", "Until", "Emails", "Phones",
    "URLs", "Place", "Addresses", "Tags", "Circle", "Cadence", "Needs", "Offers", "Dates", "Introduced by",
    "Connected", "Archived", "Notes",
)  # fmt: skip
"""The header of netui's own table."""


# --- out ---------------------------------------------------------------------------------------------------


def write(outgoing: Outgoing, now: Now) -> Iterable[File]:
    """A table of the contacts, one a row, as UTF-8 with the mark that spreadsheets look for."""
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for contact in outgoing.contacts:
        writer.writerow([harmless(cell) for cell in _row(contact)])
    yield File("", table.getvalue().encode("utf-8-sig", "replace"))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs, wherever it splits it: an apostrophe stands before each formula."""
    return _WOULD_RUN.sub("'", cell)


def as_it_was(cell: str) -> str:
    """A cell of netui's own table without the apostrophes that made it harmless."""
    return _HARMLESS.sub("", cell)


def without_mark(cell: str) -> str:
    """A cell of a foreign table without the apostrophe that many programs write before a formula."""
    return cell[1:] if _HARMLESS.match(cell) else cell


def _row(contact: PlainContact) -> tuple[str, ...]:
    memberships = contact.organisations
    return (
        contact.name,
        contact.kind,
        _cell(contact.nicknames),
        _parallel(each.organisation for each in memberships),
        _parallel(each.role for each in memberships),
        _parallel(each.department for each in memberships),
        _parallel(_iso(each.since) for each in memberships),
        _parallel(_iso(each.until) for each in memberships),
        _cell(contact.emails),
        _cell(contact.phones),
        _cell(contact.urls),
        contact.place,
        _cell(contact.addresses),
        _cell(contact.tags),
        contact.circle or "",
        "" if contact.cadence is None else str(contact.cadence),
        _cell(contact.needs),
        _cell(contact.offers),
        _cell(f"{each.label}: {_yearly(each)}" for each in contact.dates),
        _cell(each.name for each in contact.introduced_by),
        _iso(contact.connected),
        "yes" if contact.archived else "",
        _cell(f"[{note.day}] {note.text}" if note.day else note.text for note in contact.notes),
    )


def _cell(values: Iterable[str]) -> str:
    return f" {SPLITTER} ".join(values)


def _parallel(values: Iterable[str]) -> str:
    """Values of which the first belongs to the first organisation, and so on; empty where all are."""
    values = list(values)
    return _cell(values) if any(values) else ""


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _yearly(each: YearlyDate) -> str:
    return f"{'-' if each.year is None else f'{each.year:04}'}-{each.month:02}-{each.day:02}"


# --- in ----------------------------------------------------------------------------------------------------


def _is_own(cells: list[str]) -> bool:
    return set(COLUMNS).issubset(cells)


def sniff(source: Source) -> bool:
    """Whether there is a header in which a name or an e-mail can be told."""
    return has_header(source, _is_known)


def _says_who(fields: Iterable[str]) -> bool:
    found = set(fields)
    return bool(found & {"name", "first name", "last name"}) or {"email", "organisation"}.issubset(found)


def columns_of(source: Source) -> list[tuple[str, str]]:
    """The columns of a table, whatever they are called, each with what stands first in it.

    None where it is no table: a header has at least two names, unless one of them tells who it is; and so has
    what stands below it. A letter or a picture is none.
    """
    if "\0" in source.head:
        return []
    for is_header in (_is_known, _has_two):
        table = Table(source, is_header)
        if table.header:
            first = next((row.cells for row in table.rows() if isinstance(row, Row)), {})
            if is_header is _has_two and not _has_two([*first.values()]):
                return []
            return [(column, first.get(column, "")) for column in table.header if column]
    return []


def _is_known(cells: list[str]) -> bool:
    return _is_own(cells) or _says_who(map(guess, cells))


def _has_two(cells: list[str]) -> bool:
    return sum(map(bool, cells)) > 1


def guess(header: str) -> str:
    """The field that a column of this header is likely to be; empty for none."""
    words = " ".join(fold(header).replace("_", " ").replace(".", " ").split())
    return _GUESSES.get(words) or _GUESSES.get(_NUMBERED.sub("", words).strip()) or ""


def read(source: Source) -> Iterator[Brought]:
    """A contact a row. Raises UsageProblem for a column that is not there or a field that there is not."""
    wanted = {fold(column.strip()): field for column, field in source.columns.items()}

    def is_header(cells: list[str]) -> bool:
        if wanted:
            return bool(wanted.keys() & set(map(fold, cells)))
        return _is_known(cells)

    table = Table(source, is_header)
    _refuse_nonsense(wanted, table.header)
    fields = {column: wanted.get(fold(column)) or guess(column) for column in table.header if column}
    source.fields = {column: field for column, field in fields.items() if field and field != IGNORED}
    if not source.fields:
        raise UsageProblem("no column is known; --map COLUMN=FIELD says what one is")
    is_ours = _is_own(table.header)
    plain, own = as_it_was if is_ours else without_mark, is_ours and not wanted
    return read_rows(
        source,
        is_header,
        lambda cells: _contact(
            {column: plain(cell) for column, cell in cells.items()}, source.fields, own=own
        ),
    )


def _refuse_nonsense(wanted: Mapping[str, str], header: list[str]) -> None:
    there = set(map(fold, header))
    for column, field in wanted.items():
        if column not in there:
            raise UsageProblem(f"there is no column “{column}”; there are {', '.join(filter(None, header))}")
        if field not in FIELDS and field != IGNORED:
            raise UsageProblem(f"there is no field “{field}”; there are {', '.join((*FIELDS, IGNORED))}")


def _contact(cells: dict[str, str], fields: Mapping[str, str], *, own: bool) -> PlainContact | str:
    values: dict[str, list[str]] = {}
    for column, field in fields.items():
        if column in cells:
            values.setdefault(field, []).append(cells[column])

    def first(field: str) -> str:
        return next(iter(values.get(field, ())), "")

    def all_of(field: str) -> tuple[str, ...]:
        found = (part for cell in values.get(field, ()) for part in several(cell))
        return tuple(dict.fromkeys(found))

    house, role = first("organisation"), first("role")
    nicknames, emails = all_of("nickname"), all_of("email")
    whole = first("name") or joined(map(first, ("first name", "middle name", "last name")))
    name, kind = name_and_kind(whole, nicknames=nicknames, organisation=house, emails=emails)
    if not name:
        return "no name"
    if fold(first("kind")) in ("organisation", "organization"):
        kind = "organisation"
    return PlainContact(
        name=name,
        kind=kind,
        nicknames=tuple(nickname for nickname in nicknames if nickname != name),
        organisations=() if name == house else _memberships(values),
        emails=emails,
        phones=all_of("phone"),
        urls=all_of("url"),
        place=first("place"),
        addresses=all_of("address"),
        tags=_tags(all_of("tag"), own=own),
        circle=circle_in(first("circle")),
        cadence=cadence_in(first("cadence")),
        needs=_listed(all_of("needs"), own=own),
        offers=_listed(all_of("offers"), own=own),
        dates=tuple(_dates(first("birthday"), all_of("date"))),
        introduced_by=tuple(Who(name=each) for each in all_of("introduced by")),
        connected=day_in(first("connected")),
        archived=fold(first("archived")) in ("yes", "true", "1"),
        notes=tuple(map(_note, (*all_of("note"), *filter(None, [role_note(house, role)])))),
    )


def _memberships(values: Mapping[str, list[str]]) -> tuple[PlainMembership, ...]:
    """The first of each column belongs together, then the second: one a column, or several in a cell."""
    columns: dict[str, list[str]] = {
        field: [part.strip() for cell in values.get(field, ()) for part in cell.split(SPLITTER)]
        for field in ("organisation", "role", "department", "from", "until")
    }

    def at(field: str, place: int) -> str:
        return columns[field][place] if place < len(columns[field]) else ""

    return tuple(
        PlainMembership(
            organisation=house,
            role=at("role", place),
            department=at("department", place),
            since=day_in(at("from", place)),
            until=day_in(at("until", place)),
        )
        for place, house in enumerate(columns["organisation"])
        if house
    )


def _tags(values: tuple[str, ...], *, own: bool) -> tuple[str, ...]:
    return values if own else tuple(each.lstrip("#") for each in _listed(values, own=own) if each.strip("# "))


def _listed(values: tuple[str, ...], *, own: bool) -> tuple[str, ...]:
    """Of a foreign table also what commas or semicolons set off."""
    if own:
        return values
    return tuple(
        dict.fromkeys(part.strip() for each in values for part in re.split("[,;]", each) if part.strip())
    )


def _dates(birthday: str, others: Iterable[str]) -> Iterator[YearlyDate]:
    if found := yearly_in(birthday):
        yield found
    for each in others:
        label, _, day = each.rpartition(": ")
        if found := yearly_in(day, label or "birthday"):
            yield found


_NOTE_DAY = re.compile(r"\[(\d{4}-\d{2}-\d{2})\] ")


def _note(text: str) -> PlainNote:
    match = _NOTE_DAY.match(text)
    day = day_in(match[1]) if match else None
    return PlainNote(text=text[match.end() :], day=day) if match and day else PlainNote(text=text)


FORMAT = Format(name="csv", title="CSV", sniff=sniff, read=read, write=write, suffix=".csv")
