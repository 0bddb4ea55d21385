"""Planned rest on the records: days off the routine, planned and taken back (rules.md, section 2)."""

from __future__ import annotations

from datetime import date, timedelta

from netui.domain.days import days_between
from netui.domain.records import Rest
from netui.errors import NetuiError
from netui.network.network import Network

_DAY = timedelta(days=1)


def plan_rest(network: Network, first: date, last: date, today: date) -> int:
    """Plan the days from ``first`` to ``last`` as rest; returns the record's id.

    Raises NetuiError for a day that has passed: rest is marked on its day at the latest.
    """
    _refuse_past(first, today)
    with network.change(_label("rest", first, last)) as change:
        return change.insert(Rest(first=first, last=last, marked=today))


def take_back_rest(network: Network, first: date, last: date, today: date) -> int:
    """Let the days from ``first`` to ``last`` be no rest; returns how many were. What lies around them stays.

    Raises NetuiError for a day that has passed: what was rested was rested.
    """
    _refuse_past(first, today)
    touched = {
        record_id: rest
        for record_id, rest in network.rests.items()
        if rest.first <= last and first <= rest.last
    }
    freed = {
        day for rest in touched.values() for day in days_between(max(first, rest.first), min(last, rest.last))
    }
    if not touched:
        return 0
    with network.change(_label("no rest", first, last)) as change:
        for record_id, rest in touched.items():
            change.remove(Rest.table, record_id)
            if rest.first < first:
                change.insert(Rest(first=rest.first, last=first - _DAY, marked=rest.marked))
            if last < rest.last:
                change.insert(Rest(first=last + _DAY, last=rest.last, marked=rest.marked))
    return len(freed)


def is_rest(network: Network, day: date) -> bool:
    """Whether ``day`` is planned as rest."""
    return any(rest.first <= day <= rest.last for rest in network.rests.values())


def _refuse_past(first: date, today: date) -> None:
    if first < today:
        raise NetuiError(f"{first} has passed: rest is planned, at the latest on its day")


def _label(what: str, first: date, last: date) -> str:
    return f"{what}: {first}" + (f" to {last}" if last > first else "")
