"""Goals made, changed and ended; and the lagging results that stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netui.domain import goals as rules
from netui.domain.days import Now
from netui.domain.introductions import MADE
from netui.domain.records import ME, Goal, Measure, Pace
from netui.domain.words import folded
from netui.errors import Ambiguity, Candidate, ChoiceNeeded, NetuiError, NotFoundError
from netui.network.network import Network
from netui.storage import Transaction

MOST_WEEKLY = 200
"""What a goal may ask for in a week at most (choice)."""


@dataclass(frozen=True, slots=True)
class Results:
    """What came of it since a goal began. Beside it, not because of it: there is no guarantee."""

    opportunities: int
    happened: int
    introductions_received: int
    fruitful: int
    """Introductions of one's own of which something came."""


def results_since(network: Network, first: date, last: date) -> Results:
    """The lagging results of a stretch of days."""
    opportunities = [each for each in network.opportunities.values() if first <= each.day <= last]
    introductions = [each for each in network.introductions.values() if first <= each.day <= last]
    return Results(
        opportunities=len(opportunities),
        happened=sum(each.state == "happened" for each in opportunities),
        introductions_received=sum(
            ME in each.between and each.introducer != ME and each.state in MADE for each in introductions
        ),
        fruitful=sum(each.introducer == ME and each.state == "fruitful" for each in introductions),
    )


def new_goal(
    network: Network,
    measure: Measure,
    weekly: int,
    now: Now,
    *,
    first: date | None = None,
    until: date | None = None,
    why: str = "",
    tag: str = "",
) -> int:
    """Make a goal; returns its id. Raises NetuiError where it would end before it begins, or names no tag."""
    begins = first or now.today
    _refuse_number(weekly)
    if until is not None and until < begins:
        raise NetuiError(f"a goal cannot end on {until}, before it begins on {begins}")
    if (measure == "tag") != bool(tag):
        raise NetuiError("a goal of the measure tag, and no other, names a tag")
    goal = Goal(
        measure=measure,
        first=begins,
        paces=(Pace(since=begins, weekly=weekly),),
        until=until,
        why=why,
        tag=tag,
    )
    with network.change(f"goal: {rules.words_of(goal)}") as change:
        return change.insert(goal)


def _refuse_number(weekly: int) -> None:
    if not 1 <= weekly <= MOST_WEEKLY:
        raise NetuiError(f"a goal asks for 1 to {MOST_WEEKLY} a week")


def change_pace(network: Network, goal_id: int, weekly: int, now: Now) -> date:
    """Ask for another number a week: harder at once, easier in a week. Returns the day it holds from."""
    _refuse_number(weekly)
    with network.change(f"goal: {weekly} a week") as change:
        goal = _running(change, goal_id)
        paces = rules.with_pace(goal, weekly, now.today)
        if paces == goal.paces:
            raise NetuiError(f"it asks for {weekly} a week already")
        change.update(Goal.table, goal_id, paces=paces)
    return max(now.today, paces[-1].since) if len(paces) > 1 else goal.first


def end_goal(network: Network, goal_id: int, outcome: str, now: Now) -> None:
    """Put a goal to rest, with what came of it."""
    with network.change("goal ended") as change:
        change.label = f"goal ended: {rules.words_of(_running(change, goal_id))}"
        change.update(Goal.table, goal_id, ended=now.today, outcome=outcome)


def _running(change: Transaction, goal_id: int) -> Goal:
    goal = change.get(Goal.table, goal_id)
    if not isinstance(goal, Goal):
        raise NotFoundError("there is no such goal")
    if goal.ended is not None:
        raise NetuiError(f"that goal ended on {goal.ended}")
    return goal


def find_goal(network: Network, wanted: str) -> int:
    """The goal of an id, or the only one of a measure that runs. Raises NotFoundError, ChoiceNeeded."""
    words = folded(wanted).replace("-", "_")
    if words.isdecimal() and len(words) <= 16 and int(words) in network.goals:
        return int(words)
    found = [
        each
        for each, goal in network.goals.items()
        if goal.ended is None and words and words in (goal.measure, folded(goal.tag))
    ]
    if not found:
        raise NotFoundError(f"there is no goal “{wanted}”; netui goal list shows their ids")
    if len(found) > 1:
        candidates = (Candidate(each, rules.words_of(network.goals[each])) for each in sorted(found))
        raise ChoiceNeeded((Ambiguity(wanted, tuple(candidates)),), by_id="give the id")
    return found[0]
