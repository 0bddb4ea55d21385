"""Forms: what is wrong is said beside the field, and nothing typed is lost without asking."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual.widgets import Static

from netui.domain.days import Now
from netui.domain.records import Contact, YearlyDate
from netui.network import Network
from netui.tui.contact_forms import FIELDS
from netui.tui.form import Field, FormScreen
from netui.tui.widgets.line_input import LineInput
from netui.tui.widgets.one_of import OneOf
from tests.conftest import log_line
from tests.tui.conftest import Driven, on, seen, settled, typed
from tests.tui.harness import Around, painted

Start = Callable[..., AbstractAsyncContextManager[Driven]]


def _to(label: str, *, new: bool = False) -> list[str]:
    """The keys that lead from the first field to another."""
    labels = [*FIELDS[:2], "Organisation", "Role", *FIELDS[2:]] if new else list(FIELDS)
    return ["tab"] * labels.index(label)


async def test_a_new_contact_by_keys_alone(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "n")
        await typed(pilot, "Ada Lovelace")
        await pilot.press("tab", "tab")
        await typed(pilot, "Analytical Engines")
        await pilot.press("tab")
        await typed(pilot, "programmer")
        for label, text in (
            ("E-mail", "ada@example.org"),
            ("Tags", "#engines, poetry"),
            ("Birthday", "12-10"),
        ):
            for _ in FIELDS:
                if isinstance(app.focused, LineInput) and app.focused.id == _id(label):
                    break
                await pilot.press("tab")
            await typed(pilot, text)
        await pilot.press("enter")
        await settled(app, pilot)
        assert on(app) == "ContactScreen"
        ada = next(contact for contact in network.contacts.values() if contact.kind == "person")
        assert (ada.emails, ada.tags) == (("ada@example.org",), ("engines", "poetry"))
        assert ada.dates == (YearlyDate(month=12, day=10),)
        assert "programmer, Analytical Engines" in seen(app)
        await pilot.press("u")
        await settled(app, pilot)
        assert not network.contacts


def _id(label: str) -> str:
    return f"field-{[*FIELDS[:2], 'Organisation', 'Role', *FIELDS[2:]].index(label)}"


async def test_what_is_wrong_stands_beside_the_field(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "n", "enter")
        await settled(app, pilot)
        assert "a contact needs a name" in seen(app)
        assert app.focused is app.screen.query_one("#field-0")
        # It goes as soon as it is mended.
        await typed(pilot, "Ada")
        assert "a contact needs a name" not in seen(app)
        await pilot.press(*_to("E-mail", new=True))
        await typed(pilot, "nowhere")
        await pilot.press("tab")
        await settled(app, pilot)
        wrong = app.screen.query_one(f"#wrong-{_id('E-mail').removeprefix('field-')}", Static)
        assert "no address" in str(wrong.content)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.focused is app.screen.query_one(f"#{_id('E-mail')}")
        assert not network.contacts


async def test_escape_asks_before_it_loses_anything(start: Start, network: Network) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "n", "escape")
        assert on(app) == "NetworkScreen"
        await pilot.press("n")
        await typed(pilot, "Ada")
        await pilot.press("escape")
        assert "What you typed is not kept. Leave it?" in seen(app)
        await pilot.press("escape")
        assert on(app) == "FormScreen"
        assert app.screen.query_one("#field-0", LineInput).value == "Ada"
        await pilot.press("escape", "y")
        assert on(app) == "NetworkScreen"
        assert not network.contacts


async def test_a_name_that_is_here_is_asked_about(start: Start, network: Network, now: Now) -> None:
    log_line(network, 'met @"Ada Lovelace"', now)
    async with start() as (app, pilot):
        await pilot.press("2", "n")
        await typed(pilot, "Ada Lovelace")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "is here already; enter again adds another" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert len(network.contacts) == 2


async def test_a_contact_is_changed_and_what_was_not_touched_stays(
    start: Start, network: Network, now: Now
) -> None:
    (ada,) = log_line(network, 'met @"Ada Lovelace"', now).contacts
    other = YearlyDate(month=7, day=1, label="wedding")
    with network.change("more") as change:
        change.update(Contact.table, ada, needs=("a printer, soon",), dates=(other,), tags=("two words",))
    before = network.contacts[ada]
    async with start() as (app, pilot):
        await pilot.press("2", "e", "enter")
        await settled(app, pilot)
        assert network.contacts[ada] == before
        await pilot.press("e", *_to("Circle"), "right", "right", "tab")
        await typed(pilot, "2 weeks")
        await pilot.press("tab", "end")
        await typed(pilot, " ink")
        await pilot.press(*["tab"] * (FIELDS.index("Birthday") - FIELDS.index("Needs")))
        await typed(pilot, "1815-12-10")
        await pilot.press("tab", "tab", "right", "tab", "space", "tab", "right", "enter")
        await settled(app, pilot)
        after = network.contacts[ada]
        assert (after.circle, after.cadence) == ("close", 14)
        assert after.needs == ("a printer, soon", "ink")
        assert after.dates == (YearlyDate(month=12, day=10, year=1815), other)
        assert after.tags == ("two words",)
        assert (after.far, after.in_ledger, after.muted) == (True, False, True)
        await pilot.press("u")
        await settled(app, pilot)
        assert network.contacts[ada] == before


async def test_introducers_are_named_and_nobody_is_refused(start: Start, network: Network, now: Now) -> None:
    (ada,) = log_line(network, 'met @"Ada Lovelace"', now).contacts
    log_line(network, '9 days ago: met @"Mary Somerville"', now)
    async with start() as (app, pilot):
        await pilot.press("2", "slash")
        await typed(pilot, "ada")
        await pilot.press("enter", "e", *_to("Introduced by"))
        await typed(pilot, "Nobody")
        await pilot.press("enter")
        await settled(app, pilot)
        assert "nobody here is called “Nobody”" in seen(app)
        await pilot.press("ctrl+u")
        await typed(pilot, "mary s")
        await settled(app, pilot)
        await pilot.press("right", "enter")
        await settled(app, pilot)
        (introducer,) = network.contacts[ada].introduced_by
        assert network.contacts[introducer].name == "Mary Somerville"


async def test_a_long_form_is_walked_in_a_small_terminal(start: Start, network: Network) -> None:
    async with start((60, 14)) as (app, pilot):
        await pilot.press("2", "n")
        for label in [*FIELDS[:2], "Organisation", "Role", *FIELDS[2:]]:
            await settled(app, pilot)
            assert label in seen(app)
            await pilot.press("down")
        assert app.focused is app.screen.query_one("#field-0")
        await pilot.resize_terminal(200, 60)
        await pilot.press("up")
        await settled(app, pilot)
        assert "Reminders" in seen(app)


async def test_one_of_a_few_words() -> None:
    from netui.tui.theme import UNICODE

    field = OneOf(("none", "inner", "close"), "inner", UNICODE)
    async with Around(field).run_test(size=(40, 3)) as pilot:
        field.focus()
        await pilot.pause()
        assert painted(field)[0].rstrip() == " none  [inner]  close"
        await pilot.press("right", "right")
        assert field.value == "close"
        await pilot.press("left", "left", "left")
        assert field.value == "none"
        await pilot.click(OneOf, offset=(16, 0))
        assert field.value == "close"


async def test_a_form_of_the_whole_program_keeps_its_values_while_another_is_asked(start: Start) -> None:
    kept: list[list[str]] = []
    form = FormScreen("A form", [Field("One", "1"), Field("Two", "a", one_of=("a", "b"))], kept.append)
    async with start() as (app, pilot):
        app.push_screen(form)
        await pilot.pause()
        await typed(pilot, "2")
        await pilot.press("escape", "n", "tab", "right", "enter")
        await pilot.pause()
        assert kept == [["12", "b"]]


async def test_a_form_says_how_many_lines_are_below(start: Start) -> None:
    async with start() as (app, pilot):
        await pilot.press("2", "n")
        await settled(app, pilot)
        below = int(seen(app).partition("(")[2].partition(" more below")[0])
        assert below > 0
        await pilot.press(*["tab"] * (len(app.screen.query(".field")) - 1))
        await pilot.pause()
        assert "more below" not in seen(app)
    async with start((100, 60)) as (app, pilot):
        await pilot.press("2", "n")
        await settled(app, pilot)
        assert "more below" not in seen(app)
