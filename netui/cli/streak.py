"""The routine as text: streak, rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.domain.days import Now
    from netui.domain.routine import CalendarDay, Practice
    from netui.network.months import Month

CALENDAR_DAYS = 371
"""Days of ``streak --json``: 53 weeks."""

WEEKS_SHOWN = 26
"""Weeks of the calendar that is drawn as text (choice)."""

MONTHS_SHOWN = 12
"""Months whose work is told (choice)."""

CALENDAR_WORDS = "Weeks across, this one last; netui streak --day DAY says what a day holds."

GLYPHS = ("·░▒▓█", "◌", "~")
ASCII_GLYPHS = (".-+*#", "o", "~")
"""By level 0 to 4; late; rest."""


@command("streak", only_looks=True, short_help="The week, the streak, the calendar.")
@click.option("--day", metavar="DAY", help="What was logged on that day.")
@click.option("--months", is_flag=True, help="Only weekdays, and each month's work beside what came of it.")
@pass_session
def streak(session: Session, day: str | None, months: bool) -> None:
    """The week, the streak and its strength, the calendar, and each month's work beside what came of it."""
    from netui.domain.routine import calendar

    if day is not None:
        _show_day(session, session.day(day))
        return
    if months:
        output.show(session.json, lambda: _months_shape(session), lambda: _months_lines(session))
        return

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


def _months(session: Session) -> list[Month]:
    from netui.network.months import months_until

    return months_until(session.network, session.picture, session.now.today, MONTHS_SHOWN)


def _months_shape(session: Session) -> dict[str, Any]:
    from netui.network.months import minutes_lately, weekday_counts

    now, tallies = session.now, session.picture.tallies
    return {
        "minutes": minutes_lately(session.network, now.today),
        "weekdays": [
            {"weekday": name, "active_days": count}
            for name, count in weekday_counts(tallies, now.today, now.week_start)
        ],
        "months": [asdict(month) for month in _months(session)],
    }


def _months_lines(session: Session) -> Iterator[str]:
    yield f"active on  {_weekday_words(session, session.now)}"
    yield ""
    yield from _month_lines(_since_the_first(session))


def _show_day(session: Session, day: date) -> None:
    from netui.cli.shapes import interaction_shape
    from netui.network.weeks import else_in_week

    ids = session.network.by_day.on(day)
    others = else_in_week(session.network, day, session.now.week_start)

    def shape(record_id: int) -> dict[str, Any]:
        return interaction_shape(session.network, record_id, session.network.interactions[record_id])

    output.show(
        session.json,
        lambda: {
            "day": day,
            "rest": _is_rest(session, day),
            "interactions": [shape(each) for each in ids],
            "else_in_week": [shape(each) for _, each in others],
        },
        lambda: _day_lines(session, day, others),
    )


def _is_rest(session: Session, day: date) -> bool:
    from netui.network.resting import is_rest

    return is_rest(session.network, day)


def _day_lines(session: Session, day: date, others: list[tuple[date, int]]) -> Iterator[str]:
    from netui.cli.layout import named_day, table

    tally = session.picture.tallies.get(day)
    words = (
        named_day(day, session.now.today), "rest" if _is_rest(session, day) else "",
        "logged late" if tally is not None and tally.late else "",
    )  # fmt: skip
    yield ", ".join(word for word in words if word)
    rows = [_interaction_row(session, each) for each in session.network.by_day.on(day)]
    yield from table(rows, indent="  ") if rows else ["  nothing logged"]
    if others:
        yield "else in that week"
        rows = [
            (named_day(other, session.now.today), *_interaction_row(session, each)) for other, each in others
        ]
        yield from table(rows, indent="  ")


def _interaction_row(session: Session, record_id: int) -> tuple[str, ...]:
    """Who, how long, and what."""
    from netui.cli.shapes import names_of
    from netui.network.shown import shown_interaction

    interaction = session.network.interactions[record_id]
    return (
        ", ".join(names_of(session.network, interaction.took_part)),
        f"{interaction.minutes} min" if interaction.minutes else "",
        shown_interaction(session.network, interaction),
    )


def _streak_lines(session: Session, practice: Practice, days: list[CalendarDay]) -> Iterator[str]:
    from netui.cli.due import weeks_words
    from netui.cli.layout import labelled
    from netui.network.months import minutes_lately

    week, minutes = practice.week, minutes_lately(session.network, session.now.today)
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
            ("strength", _strength_words(session, practice)),
            ("minutes", f"{minutes} in 7 days" if minutes else ""),
            ("active on", _weekday_words(session, session.now)),
            ("spare rests", spare),
            ("rhythm", "in bursts" if practice.bursts else ""),
        ],
        indent="",
    )
    yield ""
    yield from calendar_lines(
        days, practice.week.start, ascii_only=session.config.ascii or not output.unicode_shown()
    )
    yield CALENDAR_WORDS
    yield ""
    yield from _month_lines(_since_the_first(session))


def _strength_words(session: Session, practice: Practice) -> str:
    lowest = min((value for _, value in session.picture.strength_curve(session.now)[-365:]), default=None)
    return f"{practice.strength:.0%}" + (
        f", {lowest:.0%} at its lowest this year" if lowest is not None else ""
    )


def _weekday_words(session: Session, now: Now) -> str:
    from netui.network.months import weekday_counts

    counts = weekday_counts(session.picture.tallies, now.today, now.week_start)
    return ", ".join(f"{name} {count}" for name, count in counts) + " days in 52 weeks"


def _since_the_first(session: Session) -> list[Month]:
    """The months from the first on in which anything was logged: there is nothing to tell of earlier ones."""
    months = _months(session)
    held = [place for place, month in enumerate(months) if month.interactions or month.opportunities]
    return months[: max(held, default=0) + 1]


def _month_lines(months: list[Month]) -> Iterator[str]:
    """Each month's work beside what came of it."""
    from netui.cli.layout import table
    from netui.domain.days import month_name

    heads = ("", "active", "logged", "met", "minutes", "gave", "received", "introduced", "came up")
    rows = [
        (
            f"{month_name(each.first.month)} {each.first.year}",
            *map(str, (
                each.active_days, each.interactions, each.meetings, each.minutes, each.given, each.received,
                each.introductions, each.opportunities,
            )),
        )
        for each in months
    ]  # fmt: skip
    return table([heads, *rows])


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
