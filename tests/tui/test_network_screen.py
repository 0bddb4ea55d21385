"""Network: found, narrowed down, ordered, several changed at once, and one's place kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Any

import pytest
from textual.widgets import Input

from netui.domain.days import Now
from netui.domain.records import Contact, Membership
from netui.network import Network
from netui.tui.app import NetuiApp
from netui.tui.screens.network import NetworkScreen
from netui.tui.widgets.column_heads import ColumnHeads
from netui.tui.widgets.line_list import LineList
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, screen_of, seen, settled, typed

Start = Callable[..., AbstractAsyncContextManager[Driven]]


@pytest.fixture
def people(network: Network, now: Now) -> dict[str, int]:
    """A handful of people, one of them only a name, one archived."""
    log_line(network, '9 days ago: met @"Ada Lovelace" and @"Emmy Noether"', now)
    log_line(network, '200 days ago: coffee with @"Alan Turing"', now)
    with network.change("people") as change:
        house = change.insert(Contact(name="Royal Society", kind="organisation", added=now.today))
        belongs = (Membership(organisation=house, role="fellow"),)
        change.insert(Contact(name="Mary Anning", added=now.today, imported=True, tags=("fossils",)))
        change.insert(
            Contact(name="Humphry Davy", added=now.today, imported=True, organisations=belongs, tags=("gas",))
        )
        change.insert(Contact(name="Antoine Lavoisier", added=now.today, archived=True))
    ids = {contact.name: each for each, contact in network.contacts.items()}
    log_line(network, 'call with @"Ada Lovelace"', now)
    with network.change("belongs") as change:
        change.update(Contact.table, ids["Ada Lovelace"], organisations=belongs, circle="close")
    return ids


def _listed(app: NetuiApp) -> LineList:
    return app.screen.query_one("#rows", LineList)


def _names(app: NetuiApp) -> list[str]:
    rows = _listed(app).rows
    keys = (rows.key(index) for index in range(len(rows)))
    return [app.network.contacts[key].name for key in keys if isinstance(key, int)]


def _selected(app: NetuiApp) -> set[str]:
    screen = app.screen
    assert isinstance(screen, NetworkScreen)
    return {app.network.contacts[each].name for each in screen._selected}


async def test_the_headline_is_what_is_kept_alive(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        assert "75% of 4 active · 2 only names" in seen(app)


async def test_typing_filters_and_the_arrows_move_meanwhile(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        await typed(pilot, "a")
        assert _listed(app).key is not None
        await pilot.press("down", "down", "up")
        assert app.focused is app.screen.query_one("#filter", Input)
        assert _listed(app).cursor == 1
        await typed(pilot, "da")
        assert _names(app) == ["Ada Lovelace"]
        assert "1 contact" in seen(app)
        await pilot.press("enter", "l", "escape")
        assert _names(app) == ["Ada Lovelace"]
        await pilot.press("escape")
        assert len(_names(app)) == 6


async def test_near_names_are_said_to_be_near(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        await typed(pilot, "lovelase")
        assert _names(app) == ["Ada Lovelace"]
        assert "nobody is called so, but near it: 1 contact" in seen(app)
        await typed(pilot, "xyzxyz")
        assert "Nobody here matches “lovelasexyzxyz”. esc shows all." in seen(app)


async def test_what_there_is_is_chosen_from_a_list(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "f")
        await settled(app, pilot)
        offered = seen(app)
        await pilot.press("end")
        await settled(app, pilot)
        offered += seen(app)
        for words in ("only names, to begin", "archived", "close circle", "#gas", "Royal Society"):
            assert words in offered
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.screen.query_one("#filter", Input).value == 'org:"Royal Society"'
        assert set(_names(app)) == {"Royal Society", "Ada Lovelace", "Humphry Davy"}
        # What is chosen next narrows what was chosen before.
        await pilot.press("f", *["down"] * 2, "enter")
        await settled(app, pilot)
        assert app.screen.query_one("#filter", Input).value.startswith('org:"Royal Society" is:')


async def test_only_names_are_a_place_to_start_from(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        await typed(pilot, "is:names")
        await pilot.press("enter")
        await settled(app, pilot)
        assert _names(app) == ["Humphry Davy", "Mary Anning"]
        assert "where to begin" in seen(app)
        assert "of Royal Society, where you know others" in seen(app)
        assert "a line would begin it" in seen(app)
        await pilot.press("l")
        await typed(pilot, "first word")
        await pilot.press("enter")
        await settled(app, pilot)
        assert _names(app) == ["Mary Anning"]


async def test_people_who_are_only_names_come_before_organisations(
    start: Start, network: Network, now: Now
) -> None:
    with network.change("import") as change:
        for name in ("Acme", "Basalt"):
            change.insert(Contact(name=name, kind="organisation", added=now.today, imported=True))
        for name in ("Humphry Davy", "Mary Anning"):
            change.insert(Contact(name=name, added=now.today, imported=True))
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        everybody = ["Humphry Davy", "Mary Anning", "Acme", "Basalt"]
        assert _names(app) == everybody
        await pilot.press("slash")
        await typed(pilot, "is:names")
        await pilot.press("enter")
        await settled(app, pilot)
        assert _names(app) == everybody
        await pilot.press("1")
        await settled(app, pilot)
        suggested = [line for line in seen(app).splitlines() if "only a name so far" in line]
        assert len(suggested) == 3
        assert sum("Humphry Davy" in line or "Mary Anning" in line for line in suggested) == 2


async def test_the_order_is_seen_in_the_heads_and_clicked(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        assert "due ▾" in seen(app)
        await pilot.press("o")
        assert "name ▾" in seen(app)
        assert _names(app) == sorted(_names(app))
        await pilot.click(ColumnHeads, offset=(25, 0))
        await pilot.pause()
        assert "organisat… ▾" in seen(app)
        assert _names(app)[0] == "Royal Society"


async def test_several_are_tagged_by_one_change_and_undone_by_one(
    start: Start, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "o", "home", "space", "space")
        await settled(app, pilot)
        assert _selected(app) == {"Ada Lovelace", "Alan Turing"}
        assert "2 selected · e changes them, esc lets go" in seen(app)
        assert seen(app).count("✓") == 2
        await pilot.press("e", "t")
        await typed(pilot, "#press")
        await pilot.press("enter")
        await settled(app, pilot)
        contacts = app.network.contacts
        assert {each for each, contact in contacts.items() if "press" in contact.tags} == {
            people["Ada Lovelace"], people["Alan Turing"],
        }  # fmt: skip
        await pilot.press("u")
        await settled(app, pilot)
        assert not any("press" in contact.tags for contact in contacts.values())
        await pilot.press("escape")
        assert not _selected(app)


async def test_circle_and_cadence_of_all_that_the_filter_shows(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        await typed(pilot, "org:royal")
        await pilot.press("enter", "asterisk")
        assert _selected(app) == {"Royal Society", "Ada Lovelace", "Humphry Davy"}
        await pilot.press("e", "c", "right", "enter")
        await settled(app, pilot)
        await pilot.press("e", "k")
        await typed(pilot, "often")
        await pilot.press("enter")
        assert "“often” is not how often" in seen(app)
        await pilot.press("ctrl+u")
        await typed(pilot, "2 weeks")
        await pilot.press("enter")
        await settled(app, pilot)
        davy = app.network.contacts[people["Humphry Davy"]]
        assert (davy.circle, davy.cadence) == ("inner", 14)
        await pilot.press("asterisk")
        assert not _selected(app)


async def test_several_are_archived_and_let_go(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "o", "home", "space", "space", "a")
        await settled(app, pilot)
        assert app.network.contacts[people["Ada Lovelace"]].archived
        assert app.network.contacts[people["Alan Turing"]].archived
        assert not _selected(app)
        assert "Ada Lovelace" not in seen(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert "Ada Lovelace" in seen(app)


async def test_two_are_merged_by_a_form_that_says_what_comes(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "o", "home", "space", "space", "M")
        await settled(app, pilot)
        assert "One contact of two" in seen(app)
        assert "Ada Lovelace: Royal Society, 2 entries" in seen(app)
        await pilot.press("right", "enter")
        await settled(app, pilot)
        assert people["Ada Lovelace"] not in app.network.contacts
        assert app.network.contacts[people["Alan Turing"]].nicknames == ("Ada Lovelace",)
        await pilot.press("u")
        await settled(app, pilot)
        assert people["Ada Lovelace"] in app.network.contacts
        # An organisation and a person cannot be one: said, and nothing lost.
        await pilot.press("slash")
        await typed(pilot, "org:royal is:o")
        await pilot.press("enter", "M")
        await typed(pilot, "ada")
        assert "Nobody by that name" in seen(app)


async def test_a_size_changed_at_any_moment_keeps_place_and_selection(
    start: Start, network: Network, now: Now
) -> None:
    with network.change("many") as change:
        for number in range(300):
            change.insert(Contact(name=f"Person {number:03}", added=now.today))
    async with start() as (app, pilot):
        await pilot.press("2", "o", "home", "pagedown", "pagedown", "space", "down")
        await settled(app, pilot)
        key, selected = _listed(app).key, _selected(app)
        name = network.contacts[int(str(key))].name
        for size in ((200, 60), (110, 20), (40, 10), (80, 24), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(app, pilot)
            assert (_listed(app).key, _selected(app)) == (key, selected)
            if size[0] >= 50:
                assert f"▸ {name}" in seen(app)
                assert app.focused is _listed(app)
        await pilot.press("down")
        assert _listed(app).cursor == int(name[-3:]) + 1
        # With the filter being typed in, too.
        await pilot.press("slash")
        await typed(pilot, "person 2")
        await pilot.resize_terminal(200, 60)
        await pilot.resize_terminal(80, 24)
        await typed(pilot, "99")
        assert _names(app) == ["Person 299"]


async def test_the_mouse_chooses_opens_and_scrolls(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "o")
        await settled(app, pilot)
        await pilot.click("#rows", offset=(6, 2))
        await pilot.pause()
        assert _listed(app).cursor == 2
        await pilot.click("#rows", offset=(6, 1), times=2)
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
        assert "Alan Turing" in seen(app)


async def test_an_empty_network_says_the_key(start: Start) -> None:
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        assert "Press n for a new contact" in seen(app)
        for key in ("space", "asterisk", "e", "a", "m", "y", "M", "D", "f", "o", "enter", "escape"):
            await pilot.press(key)
            await settled(app, pilot)
            assert on(app) == "NetworkScreen"


async def test_a_contact_gone_elsewhere_is_let_go(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    log_line(network, 'met @"Emmy Noether"', now)
    async with start() as (app, pilot):
        await pilot.press("2", "asterisk")
        assert len(_selected(app)) == 2
        await pilot.press("u")
        await settled(app, pilot)
        assert _selected(app) == {"Ada Lovelace"}


async def test_a_day_of_the_archive_is_shown_only_when_asked(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        assert "Antoine" not in seen(app)
        await pilot.press("slash")
        await typed(pilot, "is:arch")
        assert _names(app) == ["Antoine Lavoisier"]
        await pilot.press("enter", "a")
        await settled(app, pilot)
        assert not app.network.contacts[people["Antoine Lavoisier"]].archived


async def test_covered_and_seen_again_it_draws_what_changed_meanwhile(
    start: Start, network: Network, now: Now
) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        await pilot.press("1")
        with network.change("elsewhere") as change:
            change.insert(Contact(name="Emmy Noether", added=date(2026, 1, 1)))
        await settled(app, pilot)
        await pilot.press("2")
        await settled(app, pilot)
        assert "Emmy Noether" in seen(app)
        assert screen_of(app).NAME == "network"


async def test_the_line_of_keys_is_true_while_the_filter_is_typed(
    start: Start, people: dict[str, int]
) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        await settled(app, pilot)
        assert "enter to the list  up, down move  esc show all" in seen(app)
        assert "space select" not in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "space select" in seen(app)


async def test_another_order_is_told_in_the_headline(start: Start, people: dict[str, int]) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "o")
        await settled(app, pilot)
        assert "only names · by name" in seen(app)
        assert _names(app) == sorted(_names(app))


async def test_what_a_key_sets_off_is_painted_together_and_lays_out_nothing(
    start: Start, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for name in ("_refresh_layout", "_compositor_refresh"):
        original = getattr(NetworkScreen, name)

        def noted(
            self: NetworkScreen, *args: Any, _name: str = name, _original: Any = original, **named: Any
        ) -> None:
            done.append(_name)
            _original(self, *args, **named)

        monkeypatch.setattr(NetworkScreen, name, noted)
    async with start((120, 40)) as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        for key in ("down", "slash", "a", "d"):
            done.clear()
            await pilot.press(key)
            await settled(app, pilot)
            if key != "slash":  # for which the field comes, and the list gives way
                assert done == ["_compositor_refresh"], key
