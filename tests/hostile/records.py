"""A network that is hostile in every field: the corpus as if another program had written it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from netui.domain.days import Now
from netui.domain.records import (
    ME,
    Contact,
    Event,
    FollowUp,
    Goal,
    Interaction,
    Introduction,
    Note,
    Opportunity,
    Pace,
    Review,
    YearlyDate,
)
from netui.network import Network
from netui.storage import Transaction


def fill(network: Network, texts: Iterable[str], now: Now) -> list[int]:
    """One contact a text, with something of each kind about it; their ids."""
    with network.change("log: \x1b]52;c;cm0gLXJm\x07[/]") as change:
        filling = _Filling(change, now)
        return [filling.add(text) for text in texts if _can_be_in_a_document(text)]


def _can_be_in_a_document(text: str) -> bool:
    """Half a surrogate pair is no text that UTF-8 has."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


class _Filling:
    def __init__(self, change: Transaction, now: Now) -> None:
        self._change = change
        self._now = now
        self._before = ME
        self._text_before = ""

    def add(self, text: str) -> int:
        insert = self._change.insert
        now, long_ago, zone = self._now, date(2025, 6, 1), "Europe/London"
        birthday = YearlyDate(month=now.today.month, day=now.today.day, label=text)
        offers = (self._text_before,) if self._text_before else ()  # so that needs and offers meet
        house = insert(Contact(name=text, added=long_ago, kind="organisation", tags=(text,)))
        contact = insert(
            Contact(
                name=text, added=long_ago, nicknames=(text,), needs=(text,), offers=offers,
                tags=(text,), place=text, emails=(text,), phones=(text,), urls=(text,), dates=(birthday,),
                introduced_by=(self._before,) if self._before != ME else (),
            )
        )  # fmt: skip
        other = self._before or house
        self._before, self._text_before = contact, text
        insert(
            Interaction(
                text=text, day=long_ago, logged_at=now.instant, logged_on=long_ago, zone=zone,
                took_part=(contact, other), place=text, tags=(text,),
            )
        )  # fmt: skip
        insert(Note(text=text, day=long_ago, logged_at=now.instant, zone=zone, contacts=(contact,)))
        insert(
            FollowUp(
                kind="promise", owner="me", text=text, made=long_ago, made_at=now.instant, zone=zone,
                contacts=(contact,), due=now.today,
            )
        )  # fmt: skip
        insert(
            Introduction(introducer=ME, between=(contact, other), day=long_ago, note=text, state="proposed")
        )
        yesterday = now.today - timedelta(days=1)
        insert(Event(name=text, day=yesterday, place=text, met=(contact,), note=text))
        insert(Opportunity(title=text, day=long_ago, kind=text, via=(contact,), story=text))
        pace = (Pace(since=long_ago, weekly=2),)
        insert(Goal(measure="tag", first=long_ago, paces=pace, why=text, tag=text))
        insert(Goal(measure="gives", first=long_ago, paces=pace, ended=now.today, outcome=text))
        insert(Review(week=now.today - timedelta(days=7), begun=now.today, next=(contact,), words=text))
        return contact
