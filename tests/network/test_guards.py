"""What a line gives to think before it is saved."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from netui.domain.days import Now
from netui.domain.records import Contact
from netui.network import Network
from netui.network.guards import thoughts_on
from netui.network.lines import read_line
from netui.network.logging import save
from netui.network.picture import Picture


def log(network: Network, line: str, now: Now) -> None:
    save(network, read_line(network, line, now), now)


def words(network: Network, line: str, now: Now) -> list[str]:
    picture = Picture(network)
    for _ in picture.begin(now):
        pass
    return [one.words for one in thoughts_on(network, picture, read_line(network, line, now), now)]


def test_an_ask_to_somebody_one_owes_shows_the_balance_and_a_way_to_give(network: Network, now: Now) -> None:
    with network.change("add") as change:
        change.insert(Contact(name="Ada Lovelace", added=now.today, needs=("reviewer",)))
        change.insert(Contact(name="Emmy Noether", added=now.today))
    log(network, "coffee with Ada, got:advice:3", now)
    (told,) = words(network, "called Ada, asked for advice", now)
    assert told == "you owe Ada Lovelace: received 1, gave 0; you could give here (looking for reviewer)"
    assert words(network, "called Ada purpose:ask", now) == [told]
    assert words(network, "called Emmy, asked for advice", now) == []
    assert words(network, "called Ada, gave advice", now) == []
    log(network, "called Ada, promised the paper", now)
    assert words(network, "called Ada, asked for advice", now)[0].endswith("you promised the paper")


def test_a_key_that_cannot_be_read_is_said(network: Network, now: Now) -> None:
    (told,) = words(network, "purpose:fun tea with @Ada", now)
    assert told == "“purpose:fun” stays prose: purpose: takes relationship, ask or sale"
    assert words(network, "purpose:ask tea with @Ada", now) == []


@pytest.mark.parametrize(
    "line", ["tea with Ada", "note: Ada plays the harp", "plan: tea with Ada tomorrow", "idle"]
)
def test_the_same_line_within_a_minute_is_said(network: Network, now: Now, line: str) -> None:
    with network.change("add") as change:
        change.insert(Contact(name="Ada Lovelace", added=now.today))
    assert words(network, line, now) == []
    log(network, line, now)
    for seconds, said in ((0, 1), (59, 1), (60, 0), (-5, 0)):
        later = msgspec.structs.replace(now, instant=now.instant + timedelta(seconds=seconds))
        assert len(words(network, line, later)) == said
    assert not any("same line" in told for told in words(network, f"{line} again", now))


@pytest.mark.parametrize(
    ("today", "day", "asked"),
    [
        ("2026-11-23", "2025-11-22", True),
        ("2026-11-23", "2025-11-23", False),
        ("2024-11-23", "2023-11-23", False),  # 366 days, and no more than a year
        ("2024-02-29", "2023-02-27", True),
        ("2024-02-29", "2023-02-28", False),
    ],
)
def test_a_day_over_a_year_ago_is_asked_about(
    network: Network, now: Now, today: str, day: str, asked: bool
) -> None:
    then = msgspec.structs.replace(now, today=date.fromisoformat(today))
    reading = read_line(network, f"{day}: tea", then)
    assert [one.asks for one in thoughts_on(network, Picture(network), reading, then)] == [True] * asked


def test_a_day_to_come_is_said_to_be_a_plan(network: Network, now: Now) -> None:
    assert words(network, "tomorrow tea in the garden", now) == ["a day to come, so this is a plan"]
    assert words(network, "plan: tea tomorrow", now) == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("ran into Bob on the train Tuesday, tired", "Tuesday"),
        ("coffee with Kat tomorrow at 10, her treat", "tomorrow"),
        ("talked about plans for sunday", ""),
        ("tea, promised the paper by friday", ""),
        ("yesterday: tea, and friday again", ""),
        ("good fridays and a mondayish tea", ""),
    ],
)
def test_a_day_that_stays_prose_is_said(network: Network, now: Now, line: str, word: str) -> None:
    told = [f"“{word}” stays prose; “{word}:” at the beginning makes it the day"] if word else []
    assert words(network, line, now) == told
