"""Making, changing and ending goals, opportunities and introductions, by asking for a line or two."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, get_args

from netui.domain.days import day_words
from netui.domain.goals import MEASURE_WORDS, Preset, amount, presets_for
from netui.domain.introductions import STATE_WORDS
from netui.domain.records import ME, IntroductionState, Measure, OpportunityState
from netui.errors import NetuiError
from netui.network.goals import change_pace, end_goal, new_goal
from netui.network.introducing import become
from netui.network.lookup import find_contact
from netui.network.opportunities import STATE_WORDS as OPPORTUNITY_WORDS
from netui.network.opportunities import change_opportunity, new_opportunity
from netui.network.shown import names_of
from netui.tui.ask import AskScreen
from netui.tui.choose import Choice, ChoiceScreen, PickScreen
from netui.tui.event_form import DAY, day_typed
from netui.tui.form import Field, FormScreen, changed_fields
from netui.tui.introducing import introduce_somebody

if TYPE_CHECKING:
    from netui.tui.base_screen import NetuiScreen

LONGEST_WEEKS = 520
"""Weeks that a goal may run at most (choice)."""


# --- goals -------------------------------------------------------------------------------------------------


def preset_words(preset: Preset) -> str:
    """A goal to begin with: "4 conversations a week"."""
    return f"{amount(preset.measure, preset.weekly)} a week"


def new_goal_form(screen: NetuiScreen) -> None:
    """Ask for the measure, those to begin with first, then for number, weeks and why."""
    presets = presets_for(screen.network.profile.stage)
    offered: list[tuple[Measure, str, str]] = [
        (preset.measure, str(preset.weekly), preset.why) for preset in presets
    ]
    known = {preset.measure for preset in presets}
    measures: tuple[Measure, ...] = get_args(Measure)
    offered += [(measure, "", "") for measure in measures if measure not in known]
    choices: list[Choice] = [
        (f"{MEASURE_WORDS[measure][1]}{' with a tag' if measure == 'tag' else ''}",
         f"{number} a week: {why}" if number else "")
        for measure, number, why in offered
    ]  # fmt: skip

    def chosen(index: int | None) -> None:
        if index is not None:
            _number_form(screen, *offered[index])

    screen.app.push_screen(
        ChoiceScreen("A new goal: so many a week of", choices, screen.netui.glyphs), chosen
    )


def _number_form(screen: NetuiScreen, measure: Measure, number: str, why: str) -> None:
    now = screen.netui.now()

    def keep(values: list[str]) -> None:
        weekly, weeks, reason, *tags = values
        ends = None
        if weeks:
            ends = now.today + timedelta(weeks=_number(weeks, LONGEST_WEEKS)) - timedelta(days=1)
        tag = tags[0].removeprefix("#") if tags else ""
        new_goal(screen.network, measure, _number(weekly, 200), now, until=ends, why=reason, tag=tag)

    fields = [
        Field("A week", number, "a number"),
        Field("Weeks", "", "how many; open if left empty"),
        Field("Why", why, "why it matters"),
    ]
    if measure == "tag":
        fields.append(Field("Tag", "", "#tag of the lines that count"))
    screen.app.push_screen(FormScreen(f"{MEASURE_WORDS[measure][1].capitalize()} a week", fields, keep))


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and 1 <= int(text) <= most):
        raise NetuiError(f"“{text}” is no number from 1 to {most}")
    return int(text)


def pace_form(screen: NetuiScreen, goal_id: int) -> None:
    """Ask for another number a week."""
    goal = screen.network.goals.get(goal_id)
    if goal is None:
        return

    def answered(text: str | None) -> None:
        if text is None:
            return
        now = screen.netui.now()
        since = []

        def change() -> None:
            since.append(change_pace(screen.network, goal_id, _number(text, 200), now))

        if screen.attempt(change, "changed"):
            screen.netui.tell(f"from {day_words(since[0], now.today)} on; u takes it back")

    hint = "more at once, less in seven days"
    screen.app.push_screen(AskScreen("How many a week?", str(goal.paces[-1].weekly), hint), answered)


def end_form(screen: NetuiScreen, goal_id: int) -> None:
    """Ask what came of a goal, and put it to rest."""
    goal = screen.network.goals.get(goal_id)
    if goal is None or goal.ended is not None:
        screen.netui.tell("this goal has ended; what came of it stands beside it")
        return

    def keep(values: list[str]) -> None:
        end_goal(screen.network, goal_id, values[0], screen.netui.now())

    fields = (Field("Came of it", "", "in your words; may be left empty"),)
    screen.app.push_screen(FormScreen("The goal ends. It is never failed: what came of it?", fields, keep))


# --- opportunities -----------------------------------------------------------------------------------------


def new_opportunity_form(screen: NetuiScreen) -> None:
    """Ask for an opportunity and who led to it."""
    _opportunity_form(screen, None)


def change_opportunity_form(screen: NetuiScreen, opportunity: int) -> None:
    """Ask for other values of an opportunity."""
    if opportunity in screen.network.opportunities:
        _opportunity_form(screen, opportunity)


def _opportunity_form(screen: NetuiScreen, known_id: int | None) -> None:
    network, now = screen.network, screen.netui.now()
    known = network.opportunities[known_id] if known_id is not None else None

    def keep(values: list[str]) -> None:
        title, who, kind, day, story = values
        if not title:
            raise NetuiError("an opportunity needs a title")
        via = tuple(dict.fromkeys(find_contact(network, name) for name in who.split(",") if name.strip()))
        when = day_typed(screen, day, now, known.day if known is not None else now.today)
        if known_id is None:
            new_opportunity(network, title, via, when, kind=kind, story=story)
        else:
            changed = changed_fields(known, title=title, via=via, kind=kind, day=when, story=story)
            change_opportunity(network, known_id, now, **changed)

    via = ", ".join(names_of(network, known.via)) if known is not None else ""
    fields = (
        Field("Title", known.title if known is not None else ""),
        Field("Who led to it", via, "names, with commas between them"),
        Field("Kind", known.kind if known is not None else "", "job, client, mentor, move …"),
        Field("Day", known.day.isoformat() if known is not None else "", DAY),
        Field("Story", known.story if known is not None else "", "how it came about"),
    )
    title = "A new opportunity" if known is None else "Change the opportunity"
    screen.app.push_screen(FormScreen(title, fields, keep))


def opportunity_became_form(screen: NetuiScreen, opportunity: int) -> None:
    """Ask what became of an opportunity."""
    states: tuple[OpportunityState, ...] = get_args(OpportunityState)

    def chosen(index: int | None) -> None:
        if index is not None:
            state = states[index]
            screen.attempt(
                lambda: change_opportunity(screen.network, opportunity, screen.netui.now(), state=state),
                f"{OPPORTUNITY_WORDS[state]}; u takes it back",
            )

    choices = [(OPPORTUNITY_WORDS[state], "") for state in states]
    known = screen.network.opportunities.get(opportunity)
    at = states.index(known.state) if known is not None else 0
    screen.app.push_screen(ChoiceScreen("What became of it?", choices, screen.netui.glyphs, at=at), chosen)


# --- introductions -----------------------------------------------------------------------------------------


def introduce_form(screen: NetuiScreen) -> None:
    """Ask who is to be introduced, then to whom."""

    def chosen(contact: int | None) -> None:
        if contact is not None:
            introduce_somebody(screen, contact)

    screen.app.push_screen(PickScreen("Introduce whom?", {}), chosen)


def became_form(screen: NetuiScreen, introduction: int) -> None:
    """Ask what became of an introduction."""
    record = screen.network.introductions.get(introduction)
    if record is None:
        return
    states: list[IntroductionState] = [
        state for state in get_args(IntroductionState) if state != record.state and state != "proposed"
    ]
    by_me = record.introducer == ME
    told: dict[IntroductionState, str] = {
        "made": "by you, and logged" if by_me else "",
        "met": "they spoke" if by_me else "",
        "fruitful": "and that was good",
        "declined": "it was not wanted, or not the time",
    }

    def chosen(index: int | None) -> None:
        if index is not None:
            state = states[index]
            screen.attempt(
                lambda: become(screen.network, introduction, state, screen.netui.now()),
                f"{STATE_WORDS[state]}; u takes it back",
            )

    names = " and ".join(names_of(screen.network, record.between))
    choices = [(STATE_WORDS[state], told.get(state, "")) for state in states]
    screen.app.push_screen(ChoiceScreen(f"{names}: what became of it?", choices, screen.netui.glyphs), chosen)
