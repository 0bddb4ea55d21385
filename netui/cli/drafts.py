"""Meetings to confirm, which a calendar brought: drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import Command, commands
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.domain.days import Now
    from netui.domain.records import Draft
    from netui.network import Network

ALL = "all"
"""Said in place of ids."""


@commands("drafts", short_help="Meetings that a calendar brought, to confirm or drop.")
@click.pass_context
def drafts(ctx: click.Context) -> None:
    """Meetings that a calendar brought. Confirmed ones become interactions; none is asked about again.

    \b
    netui drafts confirm ID
    netui drafts drop all
    """
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(Session))


def _list(session: Session) -> None:
    from netui.network.drafts import open_drafts

    waiting = open_drafts(session.network)
    output.show(
        session.json,
        lambda: {"drafts": [_shape(session, each, draft) for each, draft in waiting]},
        lambda: _lines(session, waiting),
    )


@drafts.command("confirm", cls=Command, short_help="They took place.")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@pass_session
def confirm(session: Session, ids: tuple[str, ...]) -> None:
    """They took place: each becomes an interaction. “all” means all that wait."""
    from netui.network import drafts as acts

    _answer(session, ids, partial(acts.confirm, own=session.config.own), "confirmed")


@drafts.command("drop", cls=Command, short_help="They did not, or do not matter here.")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@pass_session
def drop(session: Session, ids: tuple[str, ...]) -> None:
    """They did not take place, or do not matter here. “all” means all that wait."""
    from netui.network import drafts as acts

    _answer(session, ids, acts.drop, "dropped")


def _answer(
    session: Session, ids: tuple[str, ...], act: Callable[[Network, int, Now], int | None], word: str
) -> None:
    from netui.network.drafts import open_drafts

    waiting = dict(open_drafts(session.network))
    wanted = list(waiting) if ids == (ALL,) else [_id(each) for each in ids]
    answered: list[dict[str, Any]] = []
    texts: list[str] = []
    for draft_id in wanted:
        interaction = act(session.network, draft_id, session.now)
        answered.append({"id": draft_id, "interaction": interaction})
        texts.append(waiting[draft_id].text)
    output.show(
        session.json,
        lambda: {word: answered},
        lambda: [f"{word}: {text}" for text in texts] or ["nothing waits to be confirmed"],
    )


def _id(text: str) -> int:
    if not text.isdecimal():
        raise UsageProblem(f"“{text}” is no id; netui drafts shows them")
    return int(text)


def _shape(session: Session, draft_id: int, draft: Draft) -> dict[str, Any]:
    from netui.cli.shapes import references
    from netui.network.drafts import others_of

    return {
        "id": draft_id,
        "day": draft.day,
        "text": draft.text,
        "minutes": draft.minutes,
        "place": draft.place or None,
        "contacts": references(session.network, draft.contacts),
        "invited": [
            {"name": each.name, "email": each.email} for each in others_of(draft, session.config.own)
        ],
    }


def _lines(session: Session, waiting: list[tuple[int, Draft]]) -> Iterator[str]:
    from netui.cli.layout import named_day, table
    from netui.network.drafts import people_of

    if not waiting:
        yield "No meetings wait to be confirmed."
        return
    yield from table(
        [
            (
                named_day(draft.day, session.now.today),
                str(draft_id),
                ", ".join(people_of(session.network, draft, session.config.own)),
                draft.text,
            )
            for draft_id, draft in waiting
        ]
    )
    yield ""
    yield "They took place: netui drafts confirm ID. They did not: netui drafts drop ID. “all” means all."
    if not session.config.own and any(draft.invited for _, draft in waiting):
        yield "Are you among them? netui config emails ADDRESS leaves you out."
