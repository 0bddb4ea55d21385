"""Nothing that a screen says is missing from the commands that the page on accessibility names for it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from netui.clock import make_clock
from netui.config import Config
from netui.domain.line.spans import word_set
from netui.network import Network
from netui.papers import page
from netui.tui.app import NetuiApp
from tests.papers.scratch import NOW, Scratch
from tests.tui.conftest import screen_of, seen, settled
from tests.tui.test_commands import SCREENS

ADA, MARY = "Ada Lovelace", "Mary-Kate O'Dowd"

OPENED: tuple[tuple[str, Sequence[str], str], ...] = (
    ("today", ("1",), MARY),
    ("today", ("1", "plus"), MARY),
    ("network", ("2",), ADA),
    *(("balance", ("3", *("tab",) * turns), "Leonhard Euler") for turns in range(6)),
    ("streak", ("4",), ""),
    ("streak", ("4", "up", "up", "up"), ""),
    *(("goals", ("5", *("tab",) * turns), "") for turns in range(4)),
    *(("contact", ("2", "enter", *("tab",) * turns), ADA) for turns in range(3)),
    *(("contact", ("open", *("tab",) * turns), "Royal Society") for turns in range(4)),
    ("reason", ("1", "enter"), MARY),
    ("evidence", ("3", "enter"), ""),
    ("evidence", ("3", "down", "enter"), "Leonhard Euler"),
    ("event", ("5", "tab", "tab", "tab", "enter"), ""),
    *(("review", ("w", *("tab",) * turns), "") for turns in range(6)),
    ("settings", ("comma",), ""),
)
"""A screen, the keys that lead to it, and whom it is about."""

OF_THE_SCREEN_ITSELF = word_set(
    """
    actions adds after again alive also another anything asked back balance benefit beside between both
    brief changes channels close contacts counts does done else enter entries entry events fewer filter
    find finished first give given gives goals goes half have head here interaction interactions introduces
    introductions keep keeps kept late less lets little log logged logs look looked marks meeting month months
    more moves needs network networks next offered oftenest open opens opportunities order organisations
    other others people person place plan richest role settings share shows skip snooze somebody space
    stand stands step tab take takes talks tells than thank that them there they things through time
    times today took twelve until want ways what whom with word words work would year years yesterday
    """
)
"""Words that name keys, lists and columns, or say how to go about: they are no content."""

DAYS = re.compile(
    r"mon|tues|wednes|thurs|fri|satur|sun|january|february|march|april|june|july|august|september|october|november"
    r"|december|20\d\d$"
)
"""Days are written shorter or longer where there is less room or more."""


def commands_for(screen: str, name: str, day: str) -> list[list[str]]:
    """The commands that the page names for a screen, for whom and when the screen is about."""
    found = re.search(rf"^\| {screen} \| (.*) \|$", page("accessible"), re.MULTILINE)
    assert found is not None, screen
    words = {"NAME": name or ADA, "EVENT": "eclipse", "FILE": "vcard-gmail-list.vcf", "friday": day}
    commands = (shlex.split(code)[1:] for code in re.findall(r"`(netui[^`]*)`", found[1]))
    return [[words.get(word, word) for word in command] for command in commands]


def words_of(text: str) -> set[str]:
    """The words that are long enough to tell something, whole."""
    return {
        word
        for word in re.findall(r"\b[^\W_]{4,}\b(?!…)", text.casefold().replace("_", " "))
        if not DAYS.match(word)
    }


def words_told(scratch: Scratch, screen: str, name: str, day: str) -> set[str]:
    """The words that the commands print which the page names for a screen."""
    commands = commands_for(screen, name, day)
    return set[str]().union(*(words_of(scratch.run(*command).out) for command in commands))


def test_each_screen_has_its_commands() -> None:
    named = re.findall(r"^\| (\w+) \| `netui", page("accessible"), re.MULTILINE)
    assert named == [screen.NAME for screen in sorted(SCREENS, key=lambda each: named.index(each.NAME))]
    assert {name for name, _, _ in OPENED} == set(named) - {"import"}


@pytest.mark.parametrize(
    ("name", "keys", "whom"), OPENED, ids=lambda value: value if isinstance(value, str) else "-".join(value)
)
async def test_what_a_screen_says_a_command_says(
    name: str, keys: Sequence[str], whom: str, tmp_path: Path
) -> None:
    scratch, clock = Scratch(tmp_path), make_clock(NOW, None, None)
    scratch.run("log", "call with Hypatia, asked for advice")
    # The last step of the review notices the milestones that it tells, for good: afterwards they are no news.
    told = words_told(scratch, name, whom, "today") if name == "review" else set()
    network = Network.open(scratch.document, clock.instant)
    app = NetuiApp(network, clock, Config())
    async with app.run_test(size=(200, 60)) as pilot:
        await settled(app, pilot)
        for key in keys:
            if key == "open":
                app.open_contact(next(each for each, one in network.contacts.items() if one.name == whom))
            else:
                await pilot.press(key)
            await settled(app, pilot)
        screen = screen_of(app)
        assert name == screen.NAME
        shown = words_of("\n".join(seen(app).splitlines()[1:-1]))
        day = screen.log_prefix().removesuffix(": ") if name == "streak" else "friday"
    network.close()
    told |= words_told(scratch, name, whom, day or "today")
    assert shown - told - OF_THE_SCREEN_ITSELF == set()
