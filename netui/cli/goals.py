"""Goals: goal, goals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, get_args

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import Command, command, commands, text_argument
from netui.domain.records import Measure
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.domain.goals import Preset, Standing
    from netui.domain.records import Goal

MEASURES = tuple(measure.replace("_", "-") for measure in get_args(Measure))
NOTHING = "No goal is running: netui goal new conversations 4; netui goal presets has some to begin with."


@command("goals", only_looks=True, short_help="Goals with their pace, and what came of it.")
@pass_session
def goals(session: Session) -> None:
    """The goals that run, with their pace and the days in hand; beside them, what came up meanwhile."""
    found = session.picture.running_goals(session.now)
    output.show(
        session.json,
        lambda: {"goals": [goal_shape(*item) for item in found]},
        lambda: _goals_lines(session, found),
    )


def goal_shape(goal_id: int, goal: Goal, standing: Standing) -> dict[str, Any]:
    """A goal as scripts rely on it."""
    from netui.domain.goals import weekly_on

    return {
        "id": goal_id,
        "measure": goal.measure,
        "weekly": weekly_on(goal, goal.paces[-1].since),
        "from": goal.first,
        "until": goal.until,
        "done": standing.done,
        "planned": standing.planned,
        "buffer_days": standing.buffer_days,
        "state": standing.state,
    }


def _goals_lines(session: Session, found: list[tuple[int, Goal, Standing]]) -> Iterator[str]:
    from netui.domain.days import counted
    from netui.network.goals import results_since

    if not found:
        yield NOTHING
        return
    for _, goal, standing in found:
        yield from _lines(session, goal, standing)
    today = session.now.today
    results = results_since(session.network, min(goal.first for _, goal, _ in found), today)
    yield ""
    yield (
        f"Meanwhile: {counted(results.opportunities, 'opportunity', 'opportunities')} came up"
        f" ({results.happened} happened), {counted(results.introductions_received, 'introduction')} "
        f"received, {counted(results.fruitful, 'introduction')} of yours bore fruit. "
        "No goal guarantees any of it."
    )


def _lines(session: Session, goal: Goal, standing: Standing) -> Iterator[str]:
    from netui.domain.days import day_words
    from netui.domain.goals import span_words, weekly_on, words_of

    today, last = session.now.today, goal.paces[-1]
    softer = standing.running and last.since > today
    still = f" ({weekly_on(goal, today)} until {day_words(last.since, today)})" if softer else ""
    yield f"{words_of(goal)}{still}: {_where(session, goal, standing)}"
    why = f"; {goal.why}" if goal.why else ""
    if standing.running:
        yield f"  {pace_line(standing)}  {standing.done} done, {_number(standing.planned)} planned by now"
    yield f"  {span_words(goal, today)}{why}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def pace_line(standing: Standing, width: int = 20) -> str:
    """What is done as a bar, and where the plan stands in it: ``[=======|==   ]``."""
    most = max(standing.done, standing.planned, 1.0) * 1.2
    filled, mark = round(standing.done / most * width), round(standing.planned / most * width)
    signs = ["=" if place < filled else " " for place in range(width)]
    signs[min(mark, width - 1)] = "|"
    return f"[{''.join(signs)}]"


# --- one goal ----------------------------------------------------------------------------------------------


@commands("goal", short_help="Goals: make, change, end.")
@click.pass_context
def goal(ctx: click.Context) -> None:
    """Process goals: how many a week of something in your own hands. Without more: those that run.

    \b
    netui goal new conversations 4 --weeks 12 --why "to be known in the new field"
    netui goal change conversations 3
    netui goal end conversations "two of them became friends"
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(goals)


@goal.command("new", cls=Command, short_help="Make a goal.")
@click.argument("measure", type=click.Choice(MEASURES, case_sensitive=False), metavar="MEASURE")
@click.argument("weekly", type=click.IntRange(min=1), metavar="NUMBER")
@click.option("--tag", metavar="TAG", help="Which one, for the measure tag.")
@click.option("--from", "first", metavar="DAY", help="The day it begins; today unless given.")
@click.option("--until", metavar="DAY", help="Its last day; open unless given.")
@click.option("--weeks", type=click.IntRange(min=1, max=520), metavar="N", help="So many weeks, for --until.")
@click.option("--why", metavar="TEXT", help="Why it matters.")
@pass_session
def new(
    session: Session,
    measure: str,
    weekly: int,
    tag: str | None,
    first: str | None,
    until: str | None,
    weeks: int | None,
    why: str | None,
) -> None:
    """NUMBER a week of MEASURE: conversations, interactions, gives, introductions, in-person, promises-kept,
    event-follow-ups, new-people or tag."""
    from netui.network.goals import new_goal

    if until is not None and weeks is not None:
        raise UsageProblem("give either --until or --weeks")
    begins = session.day(first) if first is not None else session.now.today
    ends = session.day_to_come(until) if until is not None else None
    if weeks is not None:
        ends = begins + timedelta(weeks=weeks) - timedelta(days=1)
    made = new_goal(
        session.network,
        measure.replace("-", "_"),  # type: ignore[arg-type]
        weekly,
        session.now,
        first=begins,
        until=ends,
        why=session.typed(why or "").strip(),
        tag=session.typed(tag or "").strip().removeprefix("#"),
    )
    _show(session, made, "goal")


@goal.command("change", cls=Command, short_help="Ask for more or less: more at once, less in a week.")
@click.argument("wanted", metavar="GOAL")
@click.argument("weekly", type=click.IntRange(min=1), metavar="NUMBER")
@pass_session
def change(session: Session, wanted: str, weekly: int) -> None:
    """Ask for NUMBER a week: harder takes effect at once, easier in a week. GOAL is a measure or an id."""
    from netui.cli.layout import named_day
    from netui.network.goals import change_pace, find_goal

    found = find_goal(session.network, session.typed(wanted))
    since = change_pace(session.network, found, weekly, session.now)
    _show(session, found, f"from {named_day(since, session.now.today)} on")


@goal.command("end", cls=Command, short_help="Put a goal to rest, with what came of it.")
@click.argument("wanted", metavar="GOAL")
@text_argument("outcome", required=False)
@pass_session
def end(session: Session, wanted: str, outcome: tuple[str, ...]) -> None:
    """Put a goal to rest, with what came of it in your words. GOAL is a measure or an id."""
    from netui.network.goals import end_goal, find_goal

    found = find_goal(session.network, session.typed(wanted))
    end_goal(session.network, found, session.typed(" ".join(outcome)).strip(), session.now)
    _show(session, found, "ended")


@goal.command("list", cls=Command, only_looks=True, short_help="All goals with their ids, ended ones too.")
@pass_session
def list_goals(session: Session) -> None:
    """All goals with their ids, those to come and ended ones too."""
    found = [
        (goal_id, record, session.picture.goal(record, session.now))
        for goal_id, record in sorted(session.network.goals.items())
    ]
    output.show(
        session.json,
        lambda: {"goals": [_whole_shape(*item) for item in found]},
        lambda: _list_lines(session, found),
    )


def _list_lines(session: Session, found: list[tuple[int, Goal, Standing]]) -> Iterator[str]:
    from netui.cli.layout import table
    from netui.domain.goals import span_words, words_of

    if not found:
        return iter([NOTHING])
    return table(
        (
            str(goal_id),
            words_of(record),
            _where(session, record, standing),
            record.outcome or span_words(record, session.now.today),
        )
        for goal_id, record, standing in found
    )


def _where(session: Session, record: Goal, standing: Standing) -> str:
    from netui.domain.goals import state_words

    today = session.now.today
    if record.ended is not None:
        return f"ended, {standing.done} done"
    if record.until is not None and record.until < today:
        return f"over, {standing.done} done"
    return "to come" if today < record.first else state_words(record, standing, today)


@goal.command("show", cls=Command, only_looks=True, short_help="One goal.")
@text_argument("goal")
@pass_session
def show(session: Session, goal: tuple[str, ...]) -> None:
    """One goal, by its measure or id."""
    from netui.network.goals import find_goal

    _show(session, find_goal(session.network, session.typed(" ".join(goal))), "")


@goal.command("presets", cls=Command, short_help="Goals to begin with, by stage.")
@click.option("--stage", metavar="STAGE", help="Another stage than your own.")
@click.option("--take", is_flag=True, help="Make them goals of yours.")
@pass_session
def presets(session: Session, stage: str | None, take: bool) -> None:
    """Goals to begin with at your stage of working life. They are suggestions; change what does not fit."""
    from netui.domain.goals import STAGES, presets_for
    from netui.network.goals import new_goal

    if stage is not None and stage not in STAGES:
        raise UsageProblem(f"the stages are {', '.join(STAGES)}")
    found = presets_for(stage or session.network.profile.stage)
    if take:
        for preset in found:
            new_goal(session.network, preset.measure, preset.weekly, session.now, why=preset.why)
    output.show(
        session.json,
        lambda: {
            "taken": take,
            "presets": [
                {"measure": preset.measure, "weekly": preset.weekly, "why": preset.why} for preset in found
            ],
        },
        lambda: _preset_lines(found),
    )


def _preset_lines(found: tuple[Preset, ...]) -> Iterator[str]:
    from netui.cli.layout import table

    return table((preset.measure.replace("_", "-"), str(preset.weekly), preset.why) for preset in found)


def _whole_shape(goal_id: int, record: Goal, standing: Standing) -> dict[str, Any]:
    return {
        **goal_shape(goal_id, record, standing),
        "tag": record.tag,
        "why": record.why,
        "ended": record.ended,
        "outcome": record.outcome,
        "paces": [{"from": pace.since, "weekly": pace.weekly} for pace in record.paces],
    }


def _show(session: Session, goal_id: int, word: str) -> None:
    record = session.network.goals[goal_id]
    standing = session.picture.goal(record, session.now)
    output.show(
        session.json,
        lambda: {"goal": _whole_shape(goal_id, record, standing)},
        lambda: _one(session, goal_id, record, standing, word),
    )


def _one(session: Session, goal_id: int, record: Goal, standing: Standing, word: str) -> Iterator[str]:
    first, *rest = _lines(session, record, standing)
    yield f"{word}: {first}" if word else first
    yield from rest
    if record.outcome:
        yield f"  came of it: {record.outcome}"
    yield f"  id {goal_id}"
