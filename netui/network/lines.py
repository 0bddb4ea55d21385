"""Reading a line with all that the network knows: names, who meets whom, places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from netui.domain.days import Now
from netui.domain.line.changes import Change, by_hand, with_changes
from netui.domain.line.dates import DayReader
from netui.domain.line.grammar import DayOrder, read
from netui.domain.line.reading import Form, Reading
from netui.errors import LineError
from netui.network.network import Network

_SHORT = re.compile(r"(?P<count>\d{1,4})[ \t]*(?P<unit>[dw])", re.IGNORECASE | re.ASCII)


def read_line(
    network: Network,
    text: str,
    now: Now,
    *,
    form: Form | None = None,
    day_order: DayOrder = "dmy",
    choices: Mapping[int, int] | None = None,
    changes: Sequence[Change] = (),
) -> Reading:
    """Understand ``text`` as it stands in this network. Raises LineError (blank, impossible day).

    ``choices``: start of a name → contact. ``changes``: what the person changed of the pieces by hand.
    """
    hand = by_hand(changes, text)
    reading = read(
        text,
        now=now,
        names=network.names,
        acquaintance=network.acquaintance(now.today),
        form=form,
        day_order=day_order,
        choices={**(choices or {}), **hand.choices},
        roles=hand.roles,
        plain=hand.plain,
        places=known_places(network, text),
    )
    return with_changes(reading, changes)


def day_to_come(text: str, now: Now, *, day_order: DayOrder = "dmy") -> date:
    """The day that ``text`` says, looking ahead: ``2026-12-01``, ``friday``, ``next week``, ``3d``.

    Raises LineError where it says none, or one that does not exist.
    """
    words = text.strip()
    short = _SHORT.fullmatch(words)
    if short is not None:  # 9999 weeks at most: the calendar reaches further
        return now.today + timedelta(days=int(short["count"]) * (7 if short["unit"] in "wW" else 1))
    reader = DayReader(today=now.today, week_start=now.week_start, order=day_order, future=True)
    found = reader.day_at(words, 0, sure=True)
    if found is None or found.end != len(words):
        raise LineError(f"“{words}” is not a day such as 2026-12-01, tomorrow, friday, next week or 3d")
    return found.day


def known_places(network: Network, text: str) -> frozenset[str]:
    """The places on record that ``text`` could name; none are looked for where it has no ``in``."""
    line = text.casefold()
    if "in " not in line:
        return frozenset()
    return frozenset(place for place in network.places() if place.casefold() in line)
