"""Where a person belongs, in which role, from when to when, as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netui.domain import written
from netui.domain.records import Membership
from netui.errors import NetuiError
from netui.network.memberships import add_membership, change_membership
from netui.tui.choose import PickScreen
from netui.tui.contact_forms import KEPT, organisations
from netui.tui.form import Field, FormScreen
from netui.tui.text import clip

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen


def membership_form(
    screen: NetuiScreen, person: int, place: int | None = None, *, organisation: str = ""
) -> None:
    """Ask where a person belongs. ``place``: among the memberships, of one to change; else a new one is asked
    for, in ``organisation`` where that is known."""
    network = screen.network
    known = Membership(organisation=0)
    if place is not None:
        known = network.contacts[person].organisations[place]
        organisation = network.contacts[known.organisation].name

    def keep(values: list[str]) -> None:
        house, role, begin, end = values
        since, until = written.read_begin(begin), written.read_end(end)
        wanted = Membership(organisation=0, role=role, since=since, until=until)
        if place is None:
            add_membership(network, person, house, wanted, screen.netui.now())
        else:
            change_membership(network, person, place, house, wanted, screen.netui.now())

    fields = (
        Field("Organisation", organisation, "made where it is new", _named, known=organisations(network)),
        Field("Role", known.role, "what they do there"),
        Field("From", written.begin_written(known.since), "2019, 2019-05 or a day", written.read_begin),
        Field("Until", written.end_written(known.until), "empty where it goes on", written.read_end),
    )
    title = f"{network.contacts[person].name} belongs to"
    screen.app.push_screen(
        FormScreen(title, fields, keep, at=1 if organisation else 0),
        lambda kept: screen.netui.tell(KEPT) if kept else None,
    )


def _named(text: str) -> None:
    if not text:
        raise NetuiError("an organisation needs a name")


def member_form(screen: NetuiScreen, organisation: int) -> None:
    """Choose who belongs to an organisation, then ask for role and days."""
    network = screen.network
    name = network.contacts[organisation].name
    houses = frozenset(each for each, contact in network.contacts.items() if contact.kind == "organisation")

    def chosen(person: int | None) -> None:
        if person is not None:
            membership_form(screen, person, organisation=name)

    screen.app.push_screen(PickScreen(f"Who belongs to {clip(name, 40)}?", {}, without=houses), chosen)
