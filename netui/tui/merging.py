"""One contact of two, from the screens: whom, which name stays, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from netui.domain.days import counted
from netui.network.query import folded
from netui.tui.choose import PickScreen
from netui.tui.form import Field, FormScreen
from netui.tui.text import clip

if TYPE_CHECKING:
    from netui.network import Network
    from netui.network.merging import Merged
    from netui.network.standing import Standing
    from netui.tui.base_screen import NetuiScreen

SUGGESTED = 6
"""Contacts offered first, who could be the same (choice)."""

ALIKE = 85
"""Likeness of two names, of 100, from which they could be one person's (choice)."""


def merge_with_somebody(screen: NetuiScreen, contact: int) -> None:
    """Choose whom a contact is the same as, those first who look like it, then go on as for two."""
    known = screen.network.contacts[contact]
    could_be = dict(_could_be(screen.netui.picture.standings, contact))
    others = frozenset(each for each, other in screen.network.contacts.items() if other.kind != known.kind)

    def chosen(other: int | None) -> None:
        if other is not None:
            merge_two(screen, contact, other)

    question = f"{clip(known.name, 40)} is the same as"
    screen.app.push_screen(PickScreen(question, could_be, without=others | {contact}), chosen)


def _could_be(standings: dict[int, Standing], contact: int) -> Iterator[tuple[int, str]]:
    """Those who could be the same, and why: an address in common first, then names that are alike."""
    from rapidfuzz import fuzz, process  # late: seldom needed

    mine = standings[contact].contact
    reach = {*map(str.casefold, mine.emails), *mine.phones, *mine.urls}
    others = {each: standing for each, standing in standings.items() if each != contact}
    found = 0
    for each, standing in others.items():
        other = standing.contact
        if other.kind == mine.kind and reach & {*map(str.casefold, other.emails), *other.phones, *other.urls}:
            found += 1
            yield each, "the same address"
            if found == SUGGESTED:
                return
    names = {
        each: folded(standing.name) for each, standing in others.items() if standing.contact.kind == mine.kind
    }
    alike = process.extract(
        folded(mine.name), names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=SUGGESTED - found
    )
    yield from ((each, "a name like it") for _, _, each in alike)


def merge_two(screen: NetuiScreen, one: int, other: int, done: Callable[[], None] | None = None) -> None:
    """Say what two contacts hold, ask which name stays, and make one of them; ``done`` is called after it."""
    network = screen.network
    first, second = network.contacts[one].name, network.contacts[other].name
    if first == second:
        second = f"{second} (the other)"
    told: list[Merged] = []

    def keep(values: list[str]) -> None:
        from netui.network.merging import merge  # late: seldom needed

        kept, gone = (one, other) if values[0] == first else (other, one)
        told.append(merge(network, kept, gone, screen.netui.now()))

    def merged(kept: bool | None) -> None:
        if kept:
            name = network.contacts[told[-1].kept].name
            if done is not None:
                done()
            screen.netui.tell(f"one contact now, {clip(name, 24)}; u makes them two again")

    about = [*_held(network, one, first), *_held(network, other, second)]
    about.append("All that both hold is kept; the other name becomes a nickname.")
    field = Field("The name kept", first, one_of=(first, second))
    screen.app.push_screen(FormScreen("One contact of two", [field], keep, about=about), merged)


def _held(network: Network, contact: int, name: str) -> Iterator[str]:
    """What is on record of a contact, in a line."""
    known = network.contacts[contact]
    talks = len(network.by_contact.took_part(contact))
    houses = [
        network.contacts[each.organisation].name
        for each in known.organisations
        if each.organisation in network.contacts
    ]
    parts = [*houses, *known.emails, *known.phones, counted(talks, "entry", "entries")]
    yield f"{clip(name, 30)}: {clip(', '.join(parts), 90)}"
