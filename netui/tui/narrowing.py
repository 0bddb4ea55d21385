"""What the list of contacts can be narrowed down to, so that nobody need know how to write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from netui.domain.days import counted
from netui.domain.records import Circle
from netui.network.query import STATES
from netui.network.standing import Standing

MOST_OF_A_KIND = 40
"""Tags and organisations that are offered, those of most people (choice): others are found by typing."""

_STATE_LABELS = {
    "due": "due",
    "soon": "soon due",
    "active": "active",
    "resting": "resting",
    "names": "only names, to begin with",
    "archived": "archived",
    "muted": "muted",
    "organisation": "organisations",
    "person": "persons",
}


def narrowings(standings: Iterable[Standing]) -> list[tuple[str, str, str]]:
    """What there is to choose from: its name, how many it is of, and how it is written."""
    known = list(standings)
    here = [standing for standing in known if standing.touch.state != "archived"]
    found: list[tuple[str, str, str]] = []
    for state, holds in STATES.items():
        number = sum(map(holds, known if state == "archived" else here))
        if number:
            found.append((_STATE_LABELS[state], counted(number, "contact"), f"is:{state}"))
    circles = Counter(standing.contact.circle for standing in here)
    for circle in get_args(Circle):
        if circles[circle]:
            found.append((f"{circle} circle", counted(circles[circle], "contact"), f"circle:{circle}"))
    tags = Counter(tag for standing in here for tag in set(standing.contact.tags))
    for tag, number in tags.most_common(MOST_OF_A_KIND):
        found.append((f"#{tag}", counted(number, "contact"), f"#{tag}"))
    houses = Counter(standing.organisation for standing in here if standing.organisation)
    for house, number in houses.most_common(MOST_OF_A_KIND):
        found.append((house, counted(number, "person", "people"), f"org:{_quoted(house)}"))
    return found


def _quoted(name: str) -> str:
    """A name as a filter takes it: of one that holds quotation marks, the longest part without."""
    part = max(name.split('"'), key=len)
    return f'"{part}"' if " " in part else part
