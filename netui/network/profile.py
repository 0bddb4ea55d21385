"""How a person practises, as the document keeps it: stage, routine, week and rollover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from netui.domain.cadence import LONGEST
from netui.domain.days import Now, week_of
from netui.domain.goals import STAGE_WORDS, presets_for
from netui.domain.records import PROFILE_ID, Circle, CircleCadence, Goal, Pace, Profile, RoutineChange
from netui.domain.routine import DEFAULT_ROUTINE, routine_on
from netui.errors import NetuiError
from netui.network.network import Network

ROUTINES = range(1, 8)
"""Active days a week that one can commit to (rules.md, section 2)."""
ROLLOVER_HOURS = range(7)
"""Hours before which it may still be yesterday (rules.md, section 1)."""
CADENCES = range(1, LONGEST + 1)
"""Days between talks that a circle can have."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""By ISO weekday, 1 first."""

STAGE_ROUTINES = {"student": 2, "returning": 2, "leading": 3, "founder": 4, "changing": 4}
"""Active days a week to begin with, by stage (choice); the usual routine for the others."""


def routine_for(stage: str | None) -> int:
    """Active days a week that are proposed at a stage."""
    return STAGE_ROUTINES.get(stage or "", DEFAULT_ROUTINE)


@dataclass(frozen=True, slots=True)
class Committed:
    """The routine in force, and the one that a change has set for the week after."""

    days: int
    next_days: int
    next_from: date | None
    """The first day of the week from which ``next_days`` hold; None where nothing changes."""


def committed(network: Network, now: Now) -> Committed:
    """The routine as of now."""
    routine = network.profile.routine
    following = week_of(now.today, now.week_start) + timedelta(days=7)
    days = routine_on(routine, now.today, week_start=now.week_start)
    next_days = routine_on(routine, following, week_start=now.week_start)
    return Committed(days, next_days, following if next_days != days else None)


def begin(network: Network, stage: str, days: int, now: Now) -> None:
    """Begin the practice at a stage: its routine and the goals to begin with, as one change.

    Raises NetuiError for a stage or a routine that there is not.
    """
    _refuse_unknown_stage(stage)
    _refuse_routine(days)
    with network.change(f"begin: {STAGE_WORDS[stage]}, {days} days a week") as change:
        routine = _with_routine(network, days, now)
        change.put(
            Profile.table,
            PROFILE_ID,
            msgspec.structs.replace(network.profile, stage=stage, routine=routine),
        )
        if not any(goal.ended is None for goal in network.goals.values()):
            for preset in presets_for(stage):
                paces = (Pace(since=now.today, weekly=preset.weekly),)
                change.insert(Goal(measure=preset.measure, first=now.today, paces=paces, why=preset.why))


def set_stage(network: Network, stage: str) -> None:
    """Set the stage of the working life. Raises NetuiError for one that there is not."""
    _refuse_unknown_stage(stage)
    _change(network, f"stage: {STAGE_WORDS[stage]}", stage=stage)


def set_routine(network: Network, days: int, now: Now) -> None:
    """Commit to so many active days a week, from next week on. Raises NetuiError outside 1 to 7."""
    _refuse_routine(days)
    _change(network, f"routine: {days} days a week", routine=_with_routine(network, days, now))


def set_week_start(network: Network, weekday: int) -> None:
    """Set the ISO weekday on which a week begins."""
    _change(network, f"week begins on {WEEKDAYS[weekday - 1]}", week_start=weekday)


def set_rollover_hour(network: Network, hour: int) -> None:
    """Set the local hour before which it is still yesterday. Raises NetuiError outside 0 to 6."""
    if hour not in ROLLOVER_HOURS:
        raise NetuiError(f"the day can begin at {ROLLOVER_HOURS[0]} to {ROLLOVER_HOURS[-1]} o'clock")
    _change(network, f"the day begins at {hour} o'clock", rollover_hour=hour)


def set_circle(network: Network, circle: Circle, days: int | None) -> None:
    """Set the days between talks with a circle; None for what is proposed. Raises NetuiError below 1."""
    if days is not None and days not in CADENCES:
        raise NetuiError(f"a circle's cadence is {CADENCES[0]} to {CADENCES[-1]} days")
    kept = [each for each in network.profile.circles if each.circle != circle]
    if days is not None:
        kept.append(CircleCadence(circle=circle, days=days))
    words = f"every {days} days" if days is not None else "as proposed"
    _change(network, f"{circle} circle: {words}", circles=tuple(kept))


def _change(network: Network, label: str, **fields: object) -> None:
    changed = msgspec.structs.replace(network.profile, **fields)
    with network.change(label) as change:
        change.put(Profile.table, PROFILE_ID, changed)


def _with_routine(network: Network, days: int, now: Now) -> tuple[RoutineChange, ...]:
    """The routine with a change as of today. Earlier weeks keep the routine of their time.

    A change replaces another of the same week, since neither has taken effect; before anything is logged it
    holds at once.
    """
    change = RoutineChange(since=now.today, days=days)
    if not network.interactions:
        return (change,)
    week = week_of(now.today, now.week_start)
    first, *later = network.profile.routine or (RoutineChange(since=week, days=DEFAULT_ROUTINE),)
    kept = (first, *(each for each in later if each.since < week))
    return kept if kept[-1].days == days else (*kept, change)


def _refuse_unknown_stage(stage: str) -> None:
    if stage not in STAGE_WORDS:
        raise NetuiError(f"the stages are {', '.join(STAGE_WORDS)}")


def _refuse_routine(days: int) -> None:
    if days not in ROUTINES:
        raise NetuiError(f"a routine is {ROUTINES[0]} to {ROUTINES[-1]} days a week")
