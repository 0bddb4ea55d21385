"""Google Contacts as CSV, in the shape of today and in the older one.

Most columns are numbered groups (``Phone 2 - Value``); several values of one label stand in one cell, set off
by `` ::: ``. The photograph is an address, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count

from netui.domain.plain import Brought, PlainContact, PlainMembership
from netui.domain.records import YearlyDate
from netui.exchange.cells import joined, labels, name_and_kind, notes, role_note
from netui.exchange.dates import yearly_in
from netui.exchange.formats import Format, Source
from netui.exchange.table import has_header, read_rows, several

_ADDRESS = ("Street", "Extended Address", "PO Box", "City", "Region", "Postal Code", "Country")


def _is_current(cells: list[str]) -> bool:
    return {"First Name", "Last Name", "File As", "Organization Name", "Labels"}.issubset(cells)


def _is_older(cells: list[str]) -> bool:
    return {"Name", "Given Name", "Family Name", "Group Membership"}.issubset(cells)


def _current_contact(cells: dict[str, str]) -> PlainContact | str:
    name = joined(
        cells.get(column)
        for column in ("Name Prefix", "First Name", "Middle Name", "Last Name", "Name Suffix")
    )
    house = cells.get("Organization Name", "")
    role, department = cells.get("Organization Title", ""), cells.get("Organization Department", "")
    memberships = [PlainMembership(organisation=house, role=role, department=department)] if house else []
    return _contact(cells, name, memberships, role_note(house, role), cells.get("Labels", ""))


def _older_contact(cells: dict[str, str]) -> PlainContact | str:
    name = cells.get("Name") or joined(
        cells.get(column)
        for column in ("Name Prefix", "Given Name", "Additional Name", "Family Name", "Name Suffix")
    )
    memberships: list[PlainMembership] = []
    role = ""
    for number in count(1):
        group = {part: cells.get(f"Organization {number} - {part}", "") for part in _ORGANISATION}
        if not any(group.values()):
            break
        if group["Name"]:
            memberships.append(
                PlainMembership(
                    organisation=group["Name"], role=group["Title"], department=group["Department"]
                )
            )
        role = role or role_note(group["Name"], group["Title"])
    return _contact(cells, name, memberships, role, cells.get("Group Membership", ""))


_ORGANISATION = ("Name", "Title", "Department")


def _contact(
    cells: dict[str, str], name: str, memberships: list[PlainMembership], role: str, groups: str
) -> PlainContact | str:
    emails = tuple(dict.fromkeys(_values(cells, "E-mail")))
    nicknames = several(cells.get("Nickname"))
    house = memberships[0].organisation if memberships else ""
    name, kind = name_and_kind(name, nicknames=nicknames, organisation=house, emails=emails)
    if not name:
        return "no name"
    return PlainContact(
        name=name,
        kind=kind,
        nicknames=tuple(nickname for nickname in nicknames if nickname != name),
        organisations=() if kind == "organisation" else tuple(memberships),
        emails=emails,
        phones=tuple(dict.fromkeys(_values(cells, "Phone"))),
        urls=tuple(dict.fromkeys(_values(cells, "Website"))),
        place=cells.get("Address 1 - City") or cells.get("Location", ""),
        addresses=tuple(_addresses(cells)),
        tags=labels(several(groups)),
        dates=tuple(_dates(cells)),
        notes=notes(cells.get("Notes"), role, *_customs(cells)),
    )


def _numbered(cells: dict[str, str], group: str, name: str = "Value") -> Iterator[tuple[str, str]]:
    """Label and value of each of a numbered group; a gap in the numbers ends it not before the tenth."""
    for number in count(1):
        value = cells.get(f"{group} {number} - {name}")
        if value:
            label = cells.get(f"{group} {number} - Label") or cells.get(f"{group} {number} - Type") or ""
            yield label.removeprefix("*").strip(), value
        elif number > _GAP:
            return


_GAP = 10


def _values(cells: dict[str, str], group: str) -> Iterator[str]:
    return chain.from_iterable(several(value) for _, value in _numbered(cells, group))


def _addresses(cells: dict[str, str]) -> Iterator[str]:
    for number in range(1, _GAP + 1):
        parts = [cells.get(f"Address {number} - {part}") for part in _ADDRESS]
        if line := joined(parts, ", ") or joined(
            (cells.get(f"Address {number} - Formatted") or "").splitlines(), ", "
        ):
            yield line


def _dates(cells: dict[str, str]) -> Iterator[YearlyDate]:
    if found := yearly_in(cells.get("Birthday", "")):
        yield found
    for label, value in _numbered(cells, "Event"):
        for each in several(value):
            if found := yearly_in(each, label.lower() or "event"):
                yield found


def _customs(cells: dict[str, str]) -> Iterator[str]:
    """What the person has noted in fields of their own, in the words of a note."""
    for group in ("Custom Field", "Relation"):
        for label, value in _numbered(cells, group):
            yield f"{label}: {value}" if label else value


def _sniff_current(source: Source) -> bool:
    return has_header(source, _is_current)


def _read_current(source: Source) -> Iterator[Brought]:
    return read_rows(source, _is_current, _current_contact)


def _sniff_older(source: Source) -> bool:
    return has_header(source, _is_older)


def _read_older(source: Source) -> Iterator[Brought]:
    return read_rows(source, _is_older, _older_contact)


FORMATS = (
    Format(name="google", title="Google Contacts", sniff=_sniff_current, read=_read_current),
    Format(name="google-older", title="Google Contacts, older", sniff=_sniff_older, read=_read_older),
)
