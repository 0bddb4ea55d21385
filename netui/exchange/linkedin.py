"""LinkedIn's ``Connections.csv``: names, profiles, where they work, and the day on which one connected.

It begins with a note in several lines; older ones lack the profile's address. Most have no e-mail.
"""

from __future__ import annotations

from collections.abc import Iterator

from netui.domain.plain import Brought, PlainContact, PlainMembership, PlainNote
from netui.domain.sameness import profile_key
from netui.exchange.dates import day_in
from netui.exchange.formats import Format, Source
from netui.exchange.table import has_header, read_rows

_WANTED = {"First Name", "Last Name", "Company", "Position", "Connected On"}


def _is_header(cells: list[str]) -> bool:
    return _WANTED.issubset(cells)


def sniff(source: Source) -> bool:
    """Whether the header is LinkedIn's."""
    return has_header(source, _is_header)


def read(source: Source) -> Iterator[Brought]:
    """A contact a row; rows without a name, which LinkedIn has for accounts that are closed, are skipped."""
    return read_rows(source, _is_header, _contact)


def _contact(cells: dict[str, str]) -> PlainContact | str:
    name = " ".join(filter(None, (cells.get("First Name"), cells.get("Last Name"))))
    if not name:
        return "no name"
    url = cells.get("URL", "")
    company, position = cells.get("Company", ""), cells.get("Position", "")
    return PlainContact(
        name=name,
        organisations=(PlainMembership(organisation=company, role=position),) if company else (),
        emails=tuple(filter(None, (cells.get("Email Address"),))),
        urls=(url,) if url else (),
        # A position in no company is no membership, and still worth knowing.
        notes=(PlainNote(text=position),) if position and not company else (),
        connected=day_in(cells.get("Connected On", "")),
        key=profile_key(url),
    )


FORMAT = Format(name="linkedin", title="LinkedIn connections", sniff=sniff, read=read)
