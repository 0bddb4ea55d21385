"""Reminders as text: due, and Today where there is no terminal for the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command, text_argument

if TYPE_CHECKING:
    from datetime import date

    from netui.domain.reminders import Ranked, Reminder
    from netui.network.picture import Today

SOMETHING_DUE = 10
"""Exit code of ``due --exit-code`` when there are reminders."""

NAMES_IN_SHORT = 2
"""Names that ``due --short`` gives (choice)."""

WAYS_SHOWN = 3
"""Ways to give that Today tells of (choice; as on the screen)."""

FIRST_WORDS = (
    "Nobody is here yet. Write what happened, as you would tell a friend:",
    "  netui log 'coffee with @\"Ada Lovelace\", got advice, promised send the paper by friday'",
)


@command("due", only_looks=True, short_help="Whom to reach out to, why, and what was promised.")
@text_argument("day", required=False)
@click.option(
    "--all", "show_all", is_flag=True, help="Those for later too, and the ids that done and snooze take."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="So many rows at most.")
@click.option("--why", is_flag=True, help="Each with all its reasons, and the records that they rest on.")
@click.option("--short", is_flag=True, help="One line, for a status bar.")
@click.option("--exit-code", is_flag=True, help="Exit with 10 when there is something.")
@pass_session
def due(
    session: Session,
    day: tuple[str, ...],
    show_all: bool,
    limit: int | None,
    why: bool,
    short: bool,
    exit_code: bool,
) -> int:
    """Whom to reach out to and why, and what was promised: for a login message, cron or a status bar.

    With a DAY to come (tomorrow, friday, next week, 2026-12-01): what will be due then if nothing is logged
    before.
    """
    from netui.cli.layout import named_day

    now = session.moment_to_come(" ".join(day)) if day else session.now
    ahead = now.today != session.now.today
    rows = (session.picture_at(now) if ahead else session.picture).today(now).rows

    def lines() -> Iterable[str]:
        if short:
            yield _short(session, rows, now.today)
            return
        if ahead:
            yield f"{named_day(now.today, session.now.today)}, if nothing is logged before:"
        if why:
            yield from _why_lines(session, [row for row in rows if show_all or row.today][:limit], now.today)
        else:
            yield from _due_lines(session, rows, limit, show_all, now.today)

    output.show(session.json, lambda: due_shape(session, rows[:limit], now.today), lines)
    return SOMETHING_DUE if exit_code and rows else 0


def due_shape(session: Session, rows: Sequence[Ranked], today: date) -> dict[str, Any]:
    """All reminders of some rows, those behind the first of a row after it, as of ``today``."""
    from netui.cli.shapes import reminder_shape

    reminders = []
    for row in rows:
        reminders.append(reminder_shape(session.network, row.reminder, today=row.today))
        reminders += [reminder_shape(session.network, behind, today=False) for behind in row.behind]
    return {"today": today, "reminders": reminders}


def _drafts_line(session: Session) -> Iterator[str]:
    from netui.domain.days import counted
    from netui.network.drafts import open_drafts

    if waiting := open_drafts(session.network):
        yield ""
        yield f"{counted(len(waiting), 'meeting')} to confirm: netui drafts"


def today_lines(session: Session, today: Today) -> Iterator[str]:
    """Today as plain text: what the first screen shows."""
    from netui.cli.layout import labelled, named_day, table
    from netui.cli.shapes import names_of
    from netui.domain.ledger import verdict_words

    network = session.network
    if not (network.contacts or network.interactions or network.follow_ups):
        yield from FIRST_WORDS
        yield from _drafts_line(session)
        return
    yield from _due_lines(session, today.rows, None, False, today.now.today)
    yield from _drafts_line(session)
    yield from _ways_lines(session, today)
    if today.coming:
        yield ""
        yield "Coming up"
        yield from table(
            [
                (
                    named_day(item.day, today.now.today),
                    ", ".join(names_of(session.network, item.contacts)),
                    item.text,
                )
                for item in today.coming
            ],
            indent="  ",
        )
    week, practice = today.practice.week, today.practice
    yield ""
    yield from labelled(
        [
            ("this week", f"{week.active} of {week.needed} days{', met' if week.met else ''}"),
            ("streak", f"{weeks_words(practice.weeks, practice.rested)}, strength {practice.strength:.0%}"),
            ("balance", f"{verdict_words(today.balance)}, {today.balance.entries} logged"),
        ],
        indent="",
    )


def _ways_lines(session: Session, today: Today) -> Iterator[str]:
    """A few ways to give of which no row above says anything."""
    from netui.cli.layout import table
    from netui.cli.shapes import names_of
    from netui.domain.ranking import REACHING_OUT
    from netui.network.ways import beside, few, ways_of

    rows = [row.reminder for row in today.rows if row.today]
    sought = {
        reminder.contacts[0] for reminder in rows if reminder.contacts and reminder.kind in REACHING_OUT
    }
    found = beside(
        ways_of(session.picture, session.network, today.now), {reminder.id for reminder in rows}, sought
    )
    shown = few(found, WAYS_SHOWN)
    if shown:
        more = len(found) - len(shown)
        yield ""
        yield f"Ways to give ({more} more: netui ways)" if more else "Ways to give"
        yield from table(
            [(" and ".join(names_of(session.network, way.contacts)), way.reason) for way in shown],
            indent="  ",
        )


def _nothing(session: Session, day: date) -> str:
    return f"Nothing {_on(session, day)}."


def _on(session: Session, day: date) -> str:
    from netui.domain.days import short_day

    today = session.now.today
    return "today" if day == today else f"on {short_day(day, today)}"


def _why_lines(session: Session, rows: Sequence[Ranked], day: date) -> Iterator[str]:
    """Each row with all its reasons, and below each the records that it rests on."""
    from netui.cli.layout import LINE_WIDTH, clip

    if not rows:
        yield _nothing(session, day)
    for place, row in enumerate(rows):
        if place:
            yield ""
        yield clip(_who(session, row.reminder), LINE_WIDTH)
        for reminder in (row.reminder, *row.behind):
            yield f"  {clip(reminder.reason, LINE_WIDTH)}"
            yield from _evidence_lines(session, reminder)


def _evidence_lines(session: Session, reminder: Reminder) -> Iterator[str]:
    from netui.cli.layout import table
    from netui.domain.days import short_day
    from netui.network.told import record_of, told_of

    rows = []
    for record_id in dict.fromkeys(reminder.evidence):
        if (record := record_of(session.network, record_id)) is not None:
            day, what, words = told_of(session.network, record)
            rows.append((short_day(day, session.now.today) if day is not None else "", what, words))
    if rows:
        yield from table(rows, indent="    ")


def weeks_words(weeks: int, rested: int) -> str:
    """A streak: "12 weeks (1 rested)"."""
    return f"{weeks} week{'' if weeks == 1 else 's'}" + (f" ({rested} rested)" if rested else "")


def _short(session: Session, rows: Sequence[Ranked], day: date) -> str:
    """One line: "3 today: Ada Lovelace, Emmy Noether +1"."""
    todays = [row.reminder for row in rows if row.today]
    if not todays:
        return _nothing(session, day)
    names = list(dict.fromkeys(_who(session, reminder, 1) for reminder in todays))
    more = f" +{len(names) - NAMES_IN_SHORT}" if len(names) > NAMES_IN_SHORT else ""
    return f"{len(todays)} {_on(session, day)}: {', '.join(names[:NAMES_IN_SHORT])}{more}"


def _due_lines(
    session: Session, rows: Sequence[Ranked], limit: int | None, show_all: bool, day: date
) -> Iterator[str]:
    from netui.cli.layout import table

    # A birthday to come is told whoever else has their turn today.
    wanted = [row for row in rows if show_all or row.today or row.ahead()]
    shown = wanted[:limit]
    if not shown:
        yield _nothing(session, day)
    else:
        then = "today" if day == session.now.today else "then"
        yield from table(cells for row in shown for cells in _cells(session, row, then if show_all else None))
    left = len(rows) - len(shown)
    if left:
        said = "" if day == session.now.today else f" {day}"
        yield f"{left} more: netui due{said} --all"


def _cells(session: Session, row: Ranked, then: str | None) -> Iterator[tuple[str, ...]]:
    """A row as cells; ``then`` is what the day is called where all are listed with theirs."""
    if then is None:
        # One contact makes one row, but a second promise to the same person is not to be hidden by the first.
        more = f" (and {len(row.behind)} more)" if row.behind else ""
        told = row.reminder if row.today else row.ahead()[0]
        yield _who(session, told), f"{told.reason}{more}"
        return
    when = then if row.today else "later"
    yield when, _who(session, row.reminder), row.reminder.id, row.reminder.reason
    for behind in row.behind:
        yield "", "", behind.id, behind.reason


def _who(session: Session, reminder: Reminder, most: int | None = None) -> str:
    from netui.network.shown import whom

    return whom(session.network, reminder, most)
