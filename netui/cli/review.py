"""The weekly review as text: review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.completing import contact_names
from netui.cli.context import Session, pass_session
from netui.cli.options import command

if TYPE_CHECKING:
    from netui.domain.records import FollowUp
    from netui.network.reviewing import Looked

SHOWN = 5
"""Promises of each sort that are listed (choice)."""


@command("review", short_help="The week in five steps, and who comes next.")
@click.option(
    "--next",
    "chosen",
    multiple=True,
    metavar="NAME",
    shell_complete=contact_names,
    help="Somebody for next week; three at most.",
)
@click.option("--moment", metavar="TEXT", help="The good moment of the week, in your words.")
@click.option("--done", is_flag=True, help="Finish it: what was not answered is skipped.")
@pass_session
def review(session: Session, chosen: tuple[str, ...], moment: str | None, done: bool) -> None:
    """The week in five steps: what went unlogged, promises, who next week, the balance, one good moment.

    Those named by --next head Today in the week to come. It takes two minutes, and can be left at any step.
    """
    from netui.network.lookup import find_contact
    from netui.network.reviewing import look, take

    picture, now = session.picture, session.now
    looked = look(session.network, picture, now)
    if chosen:
        wanted = [find_contact(session.network, name) for name in chosen]
        take(session.network, picture, "next", now, next=wanted)
    if moment is not None:
        take(session.network, picture, "moment", now, words=session.typed(moment).strip())
    if done:
        while (step := look(session.network, picture, now).step) is not None:
            take(session.network, picture, step, now, skipped=step in ("next", "moment"))
    # What was told of milestones before the review was finished is told still.
    after = look(session.network, picture, now)
    output.show(
        session.json,
        lambda: review_shape(session, after, looked),
        lambda: _lines(session, after, looked),
    )


def review_shape(session: Session, looked: Looked, before: Looked) -> dict[str, Any]:
    """The review as JSON."""
    from netui.cli.shapes import balance_shape, follow_up_shape, references

    network = session.network

    def listed(items: tuple[tuple[int, FollowUp], ...]) -> list[dict[str, Any]]:
        return [{"id": each, **follow_up_shape(network, record)} for each, record in items]

    return {
        "week": looked.week,
        "step": looked.step,
        "finished": looked.review.finished,
        "unlogged": {
            "days": looked.unlogged.empty_days,
            "meetings": listed(looked.unlogged.meetings),
        },
        "promises": {
            "kept": listed(looked.promises.kept),
            "open": listed(looked.promises.open),
            "expected": listed(looked.promises.expected),
        },
        "next": {
            "candidates": references(network, looked.candidates),
            "chosen": references(network, looked.review.next),
        },
        "balance": {
            "given": looked.balance.given,
            "received": looked.balance.received,
            "overall": balance_shape(looked.balance.overall),
            "owing": references(network, looked.balance.owing),
            "interactions": looked.balance.interactions,
            "meetings": looked.balance.meetings,
            "minutes": looked.balance.minutes,
            "opportunities": looked.balance.opportunities,
            "introductions": looked.balance.introductions,
        },
        "moment": {
            "candidates": [each for each, _ in looked.moments],
            "words": looked.review.words,
            "milestones": [
                {"kind": each.kind, "reached": each.number, "words": each.words} for each in before.milestones
            ],
        },
    }


def _lines(session: Session, looked: Looked, before: Looked) -> Iterator[str]:
    from datetime import timedelta

    from netui.domain.days import short_day

    last = looked.week + timedelta(days=6)
    state = f", finished {looked.review.finished}" if looked.review.finished is not None else ""
    yield f"The week {short_day(looked.week)} to {short_day(last)}{state}"
    for title, lines in (
        ("1 What went unlogged", _unlogged(session, looked)),
        ("2 Promises", _promises(session, looked)),
        ("3 Who next week", _next(session, looked)),
        ("4 The balance", _balance(session, looked)),
        ("5 One good moment", _moment(session, looked, before)),
    ):
        yield ""
        yield title
        for line in lines:
            yield f"  {line}"


def _unlogged(session: Session, looked: Looked) -> Iterator[str]:
    from netui.domain.days import weekday_name

    days = looked.unlogged.empty_days
    if days:
        names = ", ".join(weekday_name(day.isoweekday()) for day in days)
        yield f"nothing logged on {names}: netui log 'friday: …' still counts for a week"
    for _, meeting in looked.unlogged.meetings[:SHOWN]:
        yield f"did it happen? {_follow_up(session, meeting)}"
    if not days and not looked.unlogged.meetings:
        yield "nothing that one could see"


def _promises(session: Session, looked: Looked) -> Iterator[str]:
    from netui.domain.days import counted

    promises = looked.promises
    yield f"{counted(len(promises.kept), 'promise')} kept this week"
    for word, items in (("still open", promises.open), ("expected", promises.expected)):
        for _, record in items[:SHOWN]:
            yield f"{word}: {_follow_up(session, record)}"
        if len(items) > SHOWN:
            yield f"{word}: {len(items) - SHOWN} more"


def _follow_up(session: Session, record: FollowUp) -> str:
    from netui.cli.shapes import names_of
    from netui.domain.days import day_words
    from netui.domain.reminders import plain_text

    due = f", by {day_words(record.due, session.now.today)}" if record.due is not None else ""
    names = ", ".join(names_of(session.network, record.contacts))
    return f"{names}: {plain_text(record)}{due}" if names else f"{plain_text(record)}{due}"


def _next(session: Session, looked: Looked) -> Iterator[str]:
    from netui.cli.shapes import names_of

    if looked.review.next:
        yield f"you named {', '.join(names_of(session.network, looked.review.next))}"
        return
    names = names_of(session.network, looked.candidates)
    yield f"perhaps {', '.join(names)}" if names else "nobody is waiting"
    yield "name up to three: netui review --next NAME --next NAME"


def _balance(session: Session, looked: Looked) -> Iterator[str]:
    from netui.cli.events import shares_lines
    from netui.cli.practice import balance_words
    from netui.cli.shapes import names_of

    week = looked.balance
    yield f"this week: gave {week.given}, received {week.received}; {week.work}"
    if week.came:
        yield f"came of it: {week.came}"
    yield f"overall: {balance_words(week.overall)}"
    if week.owing:
        names = ", ".join(names_of(session.network, week.owing[:SHOWN]))
        yield f"you could give to {names}"
    yield from shares_lines(week.events)


def _moment(session: Session, looked: Looked, before: Looked) -> Iterator[str]:
    from netui.domain.days import weekday_name
    from netui.network.shown import shown_interaction

    for reached in before.milestones:
        yield f"a milestone: {reached.words}"
    if looked.review.words:
        yield looked.review.words
        return
    for _, record in looked.moments:
        yield f"{weekday_name(record.day.isoweekday())}: {shown_interaction(session.network, record)}"
    yield "keep one in your words: netui review --moment '…'"
