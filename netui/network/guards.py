"""What is worth a thought before a line is saved: said beside its reading, and never in the way twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from netui.domain.days import Now, short_day
from netui.domain.ledger import verdict_words
from netui.domain.line.leftovers import key_left_in_prose
from netui.domain.line.reading import Reading
from netui.domain.line.remarks import remarks_on
from netui.network.network import Network
from netui.network.picture import Picture
from netui.network.ways import Way, ways_of

AGAIN_WITHIN = timedelta(minutes=1)
"""A line that was logged so lately is the same line again (choice)."""

_MOST_LATELY = 20
"""Entries of a day, the latest, of which one may be the same line (choice: nobody logs more in a minute)."""


@dataclass(frozen=True, slots=True)
class Thought:
    """One thing to think of, in one line."""

    words: str
    asks: bool = False
    """Whether the line is saved only when it is said a second time."""


def thoughts_on(network: Network, picture: Picture, reading: Reading, now: Now) -> list[Thought]:
    """What the line gives to think, the weightiest first."""
    return [
        *_long_ago(reading, now),
        *_again(network, reading, now),
        *map(Thought, filter(None, [key_left_in_prose(reading, typing=True)])),
        *_asked_of_whom_one_owes(network, picture, reading, now),
        *_to_come(reading),
        *map(Thought, remarks_on(reading)),
    ]


def named_nobody(reading: Reading) -> str:
    """What is asked once where a line names nobody, but a word in it looks like a name; empty elsewhere.

    It is saved all the same (rules.md, section 9), but who is new seldom means it so.
    """
    if reading.form == "note" or reading.contacts or not reading.unknown:
        return ""
    return f"nobody here is called {reading.unknown[0].matched}, ctrl+n adds them"


def _long_ago(reading: Reading, now: Now) -> Iterator[Thought]:
    """A day over a year ago, which may be a year that was meant otherwise (rules.md, section 9: days)."""
    if reading.form == "interaction" and reading.day < _a_year_before(now.today):
        yield Thought(f"{short_day(reading.day, now.today)} is over a year ago", asks=True)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _to_come(reading: Reading) -> Iterator[Thought]:
    said = any(piece.kind == "form" for piece in reading.pieces)
    if reading.form == "plan" and not said:
        yield Thought("a day to come, so this is a plan")


def _again(network: Network, reading: Reading, now: Now) -> Iterator[Thought]:
    if any(timedelta(0) <= now.instant - logged < AGAIN_WITHIN for logged in _logged(network, reading)):
        yield Thought("the same line was logged a moment ago; esc leaves it at that")


def _logged(network: Network, reading: Reading) -> Iterator[datetime]:
    """When the very same line was logged before: lately, for that day; or with those named."""
    named = [one.contact for one in reading.contacts if one.contact is not None]
    match reading.form:
        case "interaction":
            latest = islice(reversed(network.by_day.on(reading.day)), _MOST_LATELY)  # ids rise with time
            lately = (network.interactions[each] for each in latest)
            yield from (record.logged_at for record in lately if record.text == reading.text)
        case "note":
            words = reading.text[slice(*reading.prose)]
            notes = network.notes_of(named[0]) if named else network.notes.items()
            yield from (note.logged_at for _, note in notes if note.text == words)
        case "plan":
            wanted = {(one.text, one.due) for one in reading.follow_ups}
            open_ones = network.follow_ups_of(named[0]) if named else network.follow_ups.items()
            yield from (each.made_at for _, each in open_ones if (each.text, each.due) in wanted)


def _asked_of_whom_one_owes(
    network: Network, picture: Picture, reading: Reading, now: Now
) -> Iterator[Thought]:
    """The balance with whoever is asked, where one owes them, and one way to give."""
    for index in _asked(reading):
        contact = reading.contacts[index].contact
        standing = picture.standings.get(contact) if contact is not None else None
        if standing is None or standing.balance is None or standing.balance.verdict != "owe":
            continue
        balance = standing.balance
        figures = f"received {balance.received_entries}, gave {balance.given_entries}"
        way = next(iter(_ways(network, picture, standing.id, now)), "you could give here")
        yield Thought(f"{verdict_words(balance)} {standing.name}: {figures}; {way}")


def _asked(reading: Reading) -> list[int]:
    """Of whom the line asks something: those of its exchanges, else all who took part in an ask."""
    asked = [index for one in reading.exchanges if one.direction == "asked" for index in one.contacts]
    if not asked and reading.purpose == "ask":
        asked = [index for index, one in enumerate(reading.contacts) if one.role == "took_part"]
    return list(dict.fromkeys(asked))


def _ways(network: Network, picture: Picture, contact: int, now: Now) -> Iterator[str]:
    """Ways to give to the contact, the most concrete first."""
    ways = ways_of(picture, network, now, contact)
    yield from (f"you promised {way.reason}" for way in ways if way.kind == "promise")
    yield from (_way_words(way) for way in ways if way.kind in ("owe", "introduce"))


def _way_words(way: Way) -> str:
    """What one could do: of the reason of ``owe``, without the figures before its colon."""
    return way.reason.partition(": ")[2] or way.reason if way.kind == "owe" else f"introduce: {way.reason}"
