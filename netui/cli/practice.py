"""The balance and the routine: balance, streak, rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command, name_argument
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.domain.ledger import Balance
    from netui.domain.routine import CalendarDay, Practice
    from netui.network.standing import Standing

CALENDAR_DAYS = 371
"""Days of ``streak --json``: 53 weeks."""

WEEKS_SHOWN = 26
"""Weeks of the calendar that is drawn as text (choice)."""

GLYPHS = ("·░▒▓█", "◌", "~")
ASCII_GLYPHS = (".-+*#", "o", "~")
"""By level 0 to 4; late; rest."""


@command("balance", only_looks=True, short_help="What was given and received.")
@name_argument(required=False)
@pass_session
def balance(session: Session, name: str | None) -> None:
    """What was given and received: overall, and with each person and organisation, or with one."""
    from netui.cli.shapes import balance_shape
    from netui.network.listing import order_key

    standings = sorted(_wanted(session, name), key=order_key("balance"))
    overall = session.picture.balance(session.now)
    people = [standing for standing in standings if standing.contact.kind == "person"]
    houses = [standing for standing in standings if standing.contact.kind == "organisation"]
    output.show(
        session.json,
        lambda: {
            "overall": balance_shape(overall),
            "contacts": [
                {"id": standing.id, "name": standing.name, "kind": standing.contact.kind, **_ledger(standing)}
                for standing in people
            ],
            "organisations": [
                {"id": standing.id, "name": standing.name, **_ledger(standing)} for standing in houses
            ],
        },
        lambda: _balance_lines(overall, people, houses),
    )


def _wanted(session: Session, name: str | None) -> list[Standing]:
    """Those in the ledger with whom anything was exchanged; or the one that was asked for."""
    from netui.network.lookup import find_contact

    standings = session.picture.standings
    if name is None:
        return [found for found in standings.values() if found.balance is not None and found.balance.entries]
    one = standings[find_contact(session.network, name)]
    if one.balance is None and not session.json:
        output.tell(f"{one.name} is taken out of the ledger")
    return [one] if one.balance is not None else []


def _ledger(standing: Standing) -> dict[str, Any]:
    from netui.cli.shapes import balance_shape

    assert standing.balance is not None
    return balance_shape(standing.balance)


def _balance_lines(overall: Balance, people: list[Standing], houses: list[Standing]) -> Iterator[str]:
    from netui.cli.layout import table

    rows = [("Overall", *_balance_cells(overall))]
    for heading, standings in (("People", people), ("Organisations", houses)):
        if standings:
            rows += [("",) * len(rows[0]), (heading, *("",) * (len(rows[0]) - 1))]
            rows += [
                (f"  {standing.name}", *_balance_cells(standing.balance))
                for standing in standings
                if standing.balance is not None
            ]
    return table(rows)


def _balance_cells(balance: Balance) -> tuple[str, ...]:
    low, high = balance.interval
    return (
        f"gave {balance.given_entries}",
        f"received {balance.received_entries}",
        meter(balance.mean, low, high) if balance.entries else "",
        verdict(balance),
    )


def balance_words(balance: Balance) -> str:
    """A balance in one line."""
    return f"gave {balance.given_entries}, received {balance.received_entries}: {verdict(balance)}"


def verdict(balance: Balance) -> str:
    """The verdict in words."""
    from netui.domain.ledger import verdict_words

    return verdict_words(balance)


def meter(mean: float, low: float, high: float, width: int = 13) -> str:
    """The share of giving, 0 (all received) to 1 (all given): its mean, and the 80 % interval in brackets."""
    track = ["-"] * width
    first, middle, last = (round(share * (width - 1)) for share in (low, mean, high))
    track[width // 2] = "+"
    track[first : last + 1] = "=" * (last + 1 - first)
    track[first], track[last], track[middle] = "[", "]", "o"
    return f"take |{''.join(track)}| give"


@command("streak", only_looks=True, short_help="The week, the streak, the calendar.")
@pass_session
def streak(session: Session) -> None:
    """The week, the streak and its strength, and the calendar."""
    from netui.domain.routine import calendar

    picture, today = session.picture, session.now.today
    practice = picture.practice(session.now)
    rests = tuple(session.network.rests.values())
    days = calendar(picture.tallies, rests, today - timedelta(days=CALENDAR_DAYS - 1), today)
    output.show(
        session.json,
        lambda: streak_shape(practice, days),
        lambda: _streak_lines(session, practice, days),
    )


def streak_shape(practice: Practice, days: list[CalendarDay]) -> dict[str, Any]:
    """The routine as scripts rely on it."""
    week = practice.week
    return {
        "today": practice.today,
        "routine": practice.routine,
        "week": {"start": week.start, "active": week.active, "needed": week.needed, "met": week.met},
        "current": {"weeks": practice.weeks, "rested": practice.rested},
        "longest": {"weeks": practice.longest},
        "days_in_a_row": practice.days_in_a_row,
        "strength": practice.strength,
        "spare_rests": practice.spare_rests,
        "days": [
            {"day": day.day, "count": day.count, "level": day.level, "late": day.late, "rest": day.rest}
            for day in days
        ],
    }


def _streak_lines(session: Session, practice: Practice, days: list[CalendarDay]) -> Iterator[str]:
    from netui.cli.due import weeks_words
    from netui.cli.layout import labelled

    week = practice.week
    met = ", met" if week.met else ""
    spare = {0: "none", 1: "1 week", 2: "2 weeks"}.get(practice.spare_rests, str(practice.spare_rests))
    yield from labelled(
        [
            ("this week", f"{week.active} of {week.needed} days{met} (routine: {practice.routine} a week)"),
            (
                "streak",
                f"{weeks_words(practice.weeks, practice.rested)}, longest {weeks_words(practice.longest, 0)}",
            ),
            ("days in a row", str(practice.days_in_a_row)),
            (
                "active days",
                f"{practice.active_this_month} this month, {practice.active_this_year} this year",
            ),
            ("strength", f"{practice.strength:.0%}"),
            ("spare rests", spare),
            ("rhythm", "in bursts" if practice.bursts else ""),
        ],
        indent="",
    )
    yield ""
    yield from calendar_lines(
        days, practice.week.start, ascii_only=session.config.ascii or not output.unicode_shown()
    )


def calendar_lines(days: list[CalendarDay], week_start: date, *, ascii_only: bool = False) -> Iterator[str]:
    """The last half year: weeks across, days down, this week last."""
    from netui.domain.days import weekday_name

    levels, late, rest = ASCII_GLYPHS if ascii_only else GLYPHS
    by_day = {day.day: day for day in days}
    first = week_start - timedelta(weeks=WEEKS_SHOWN - 1)
    for weekday in range(7):
        signs = []
        for week in range(WEEKS_SHOWN):
            day = by_day.get(first + timedelta(weeks=week, days=weekday))
            if day is None:
                signs.append(" ")
            elif day.late:
                signs.append(late)
            else:
                signs.append(rest if day.rest and not day.count else levels[day.level])
        yield f"{weekday_name((first + timedelta(days=weekday)).isoweekday())}  {' '.join(signs)}"


@command("rest", short_help="Plan days off the routine, or list them.")
@click.argument("first", required=False, metavar="[FROM]")
@click.argument("last", required=False, metavar="[TO]")
@pass_session
def rest(session: Session, first: str | None, last: str | None) -> None:
    """Plan days off the routine, both ends included; without FROM, list those planned."""
    if first is None:
        _list_rests(session)
        return
    from netui.cli.layout import named_day
    from netui.network.resting import plan_rest

    today = session.now.today
    begins = session.day_to_come(first)
    ends = session.day_to_come(last) if last is not None else begins
    if ends < begins:
        raise UsageProblem(f"a rest cannot end on {ends}, before it begins on {begins}")
    record = plan_rest(session.network, begins, ends, today)
    output.show(
        session.json,
        lambda: {"rest": {"id": record, "from": begins, "to": ends, "marked": today}},
        lambda: [
            f"rest: {named_day(begins, today)}" + (f" to {named_day(ends, today)}" if ends > begins else "")
        ],
    )


def _list_rests(session: Session) -> None:
    rests = sorted(session.network.rests.items(), key=lambda item: (item[1].first, item[1].last, item[0]))
    coming = [(record_id, record) for record_id, record in rests if record.last >= session.now.today]
    output.show(
        session.json,
        lambda: {
            "rests": [
                {"id": record_id, "from": record.first, "to": record.last, "marked": record.marked}
                for record_id, record in rests
            ]
        },
        lambda: [f"{record.first} to {record.last}" for _, record in coming] or ["No rest is planned."],
    )
