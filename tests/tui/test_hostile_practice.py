"""Hostile text through every screen and question of the practice: shown as letters, and nothing runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta

import pytest

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
)
from netui.network import Network
from tests.tui.conftest import Driven, seen, settled

Start = Callable[..., AbstractAsyncContextManager[Driven]]

HOSTILE = (
    "Bob [/x]",
    "[@click=app.bell]Click[/] [bold]b",
    "Eve \x1b]52;c;cm0=\x07 \x9b31m \x00",
    "\u202eright to left\u202c شهرزاد",
    "山田 太郎 and a name that is wide",
    "x" * 300 + "\nsecond line\ttab",
    'quoted "name" \\ {curly} %s $var',
)

WAYS = (
    ("1",), ("1", "enter"), ("1", "plus"), ("1", "s", "escape"), ("1", "e", "escape"), ("1", "i", "escape"),
    ("1", "end", "enter"), ("3", "tab", "tab"), ("3", "tab"), ("3", "end", "enter"), ("3", "i", "escape"),
    ("5",), ("5", "e", "escape"), ("5", "d", "escape"), ("5", "n", "enter", "escape"),
    ("5", "tab"), ("5", "enter"), ("5", "e", "escape"), ("5", "d", "escape"), ("5", "n", "escape"),
    ("5", "tab"), ("5", "enter", "escape"), ("5", "n", "escape"),
    ("5", "tab"), ("5", "enter"), ("5", "n", "escape"), ("5", "enter", "e", "escape"), ("5", "enter", "n"),
    ("w",), ("w", "tab"), ("w", "tab"), ("w", "space", "n", "escape"), ("w", "tab"), ("w", "tab"),
    ("w", "space", "tab"), ("w", "tab"),
    ("2", "enter"), ("2", "enter", "enter"), ("2", "enter", "tab", "tab"), ("2", "enter", "i", "enter"),
)  # fmt: skip
"""Keys that lead to a screen or a question, each begun from Today."""


def _fill(network: Network, now: Now) -> None:
    long_ago, zone = now.today - timedelta(days=200), now.zone
    with network.change("hostile records") as change:
        ids = [
            change.insert(
                Contact(
                    name=name, added=date(2025, 1, 1), needs=(name,), offers=(HOSTILE[place - 1],),
                    tags=(name,), place=name,
                )
            )
            for place, name in enumerate(HOSTILE)
        ]  # fmt: skip
        for place, (each, text) in enumerate(zip(ids, HOSTILE, strict=True)):
            other = ids[place - 1]
            change.insert(
                Interaction(
                    text=text, day=long_ago, logged_at=now.instant, logged_on=long_ago, zone=zone,
                    took_part=(each, other), place=text, tags=(text,),
                )
            )  # fmt: skip
            change.insert(Note(text=text, day=long_ago, logged_at=now.instant, zone=zone, contacts=(each,)))
            change.insert(
                FollowUp(
                    kind="promise", owner="me", text=text, made=long_ago, made_at=now.instant, zone=zone,
                    contacts=(each,), due=now.today,
                )
            )  # fmt: skip
            change.insert(
                Introduction(introducer=ME, between=(each, other), day=long_ago, note=text, state="proposed")
            )
            change.insert(
                Event(name=text, day=now.today - timedelta(days=1), place=text, met=(each,), note=text)
            )
            change.insert(Opportunity(title=text, day=long_ago, kind=text, via=(each,), story=text))
            pace = (Pace(since=long_ago, weekly=2),)
            change.insert(Goal(measure="tag", first=long_ago, paces=pace, why=text, tag=text))
            change.insert(Goal(measure="gives", first=long_ago, paces=pace, ended=now.today, outcome=text))
        change.insert(
            Review(week=now.today - timedelta(days=7), begun=now.today, next=tuple(ids[:3]), words=HOSTILE[1])
        )


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_hostile_records_harm_no_screen(
    start: Start, network: Network, size: tuple[int, int], now: Now
) -> None:
    _fill(network, now)
    literally = 0
    async with start(size) as (app, pilot):
        for keys in WAYS:
            await pilot.press("1")
            await pilot.press(*keys)
            await settled(app, pilot)
            text = seen(app)
            for payload in ("\x1b", "\x9b", "\x07", "\x00", "\u202e"):
                assert payload not in text, keys
            literally += "[@click=app.bell]Click[/]" in text
            for _ in range(3):
                await pilot.press("escape")
    assert literally > len(WAYS) // 2
