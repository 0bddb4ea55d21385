"""Outlook as CSV, in three shapes: Google's "Outlook CSV", Outlook.com's, and the desktop program's.

Their columns have the same names where they mean the same; ``Title`` is what stands before a name in two of
them and what stands before it in the third as well, ``Job Title`` the role. Empty dates are ``0/0/00``.
"""

from __future__ import annotations

from collections.abc import Iterator

from netui.domain.plain import Brought, PlainContact
from netui.domain.records import YearlyDate
from netui.exchange.cells import address, joined, labels, membership, name_and_kind, notes, role_note
from netui.exchange.dates import yearly_in
from netui.exchange.formats import Format, Source
from netui.exchange.table import has_header, read_rows

_NAME = ("Title", "First Name", "Middle Name", "Last Name", "Suffix")
_EMAILS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
_PHONES = (
    "Mobile Phone", "Primary Phone", "Business Phone", "Business Phone 2", "Home Phone", "Home Phone 2",
    "Other Phone", "Car Phone",
)  # fmt: skip
"""Phones that are a person's own: the firm's main line, its fax and an assistant's are many people's."""
_NOTED = {
    "Company Main Phone": "company's main phone",
    "Assistant's Phone": "assistant's phone",
    "Business Fax": "business fax",
    "Home Fax": "home fax",
    "Other Fax": "other fax",
    "Pager": "pager",
    "Assistant's Name": "assistant",
    "Manager's Name": "manager",
    "Spouse": "spouse",
    "Children": "children",
    "Referred By": "referred by",
    "Hobby": "hobby",
    "Schools": "schools",
    "Profession": "profession",
    "Office Location": "office",
    "IMAddress": "chat",
}
"""Columns that no field of a contact has, and what a note says of them."""
_ADDRESSES = ("Business", "Home", "Other")
_ADDRESS = (
    "Street", "Street 2", "Street 3", "Address PO Box", "City", "State", "Postal Code", "Country",
    "Country/Region",
)  # fmt: skip
_ADDRESS_COLUMNS = {kind: tuple(f"{kind} {part}" for part in _ADDRESS) for kind in _ADDRESSES}
_MARKS = {"First Name", "Last Name", "E-mail Address", "Business Phone", "Home Phone", "Company", "Job Title"}


def _is_header(cells: list[str]) -> bool:
    return _MARKS.issubset(cells)


def sniff(source: Source) -> bool:
    """Whether the header is one of Outlook's."""
    return has_header(source, _is_header)


def read(source: Source) -> Iterator[Brought]:
    """A contact a row."""
    return read_rows(source, _is_header, _contact)


def _contact(cells: dict[str, str]) -> PlainContact | str:
    emails = tuple(dict.fromkeys(cells[column] for column in _EMAILS if column in cells))
    house, role = cells.get("Company", ""), cells.get("Job Title", "")
    nicknames = (cells["Nickname"],) if "Nickname" in cells else ()
    name, kind = name_and_kind(
        joined(cells.get(column) for column in _NAME) if _is_named(cells) else "",
        nicknames=nicknames,
        organisation=house,
        emails=emails,
    )
    if not name:
        return "no name"
    return PlainContact(
        name=name,
        kind=kind,
        nicknames=tuple(nickname for nickname in nicknames if nickname != name),
        organisations=() if kind == "organisation" else membership(house, role, cells.get("Department", "")),
        emails=emails,
        phones=tuple(dict.fromkeys(cells[column] for column in _PHONES if column in cells)),
        urls=tuple(
            dict.fromkeys(cells[column] for column in ("Web Page", "Personal Web Page") if column in cells)
        ),
        place=cells.get("Location")
        or next((cells[f"{kind} City"] for kind in _ADDRESSES if f"{kind} City" in cells), ""),
        addresses=tuple(filter(None, (_address(cells, each) for each in _ADDRESSES))),
        tags=labels(cells.get("Categories", "").replace(",", ";").split(";")),
        dates=tuple(_dates(cells)),
        notes=notes(cells.get("Notes"), role_note(house, role), _noted(cells)),
    )


def _is_named(cells: dict[str, str]) -> bool:
    return any(column in cells for column in ("First Name", "Middle Name", "Last Name"))


def _address(cells: dict[str, str], kind: str) -> str:
    return address(cells, *_ADDRESS_COLUMNS[kind]) or joined(
        cells.get(f"{kind} Address", "").splitlines(), ", "
    )


def _dates(cells: dict[str, str]) -> Iterator[YearlyDate]:
    for column in ("Birthday", "Anniversary"):
        if found := yearly_in(cells.get(column, ""), column.lower()):
            yield found


def _noted(cells: dict[str, str]) -> str:
    """What only a note has room for."""
    return "; ".join(f"{words}: {cells[column]}" for column, words in _NOTED.items() if column in cells)


FORMAT = Format(name="outlook", title="Outlook", sniff=sniff, read=read)
