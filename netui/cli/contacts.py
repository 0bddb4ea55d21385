"""Looking at contacts: list, show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.due import FIRST_WORDS
from netui.cli.options import command, name_argument
from netui.domain.days import counted

if TYPE_CHECKING:
    from netui.network.brief import Brief
    from netui.network.standing import Standing


@command("list", only_looks=True, short_help="Contacts, those who want a word first.")
@click.argument("query", required=False, metavar="[QUERY]")
@click.option("--all", "show_all", is_flag=True, help="Archived ones too; --json and QUERY have them anyway.")
@pass_session
def list_contacts(session: Session, query: str | None, show_all: bool) -> None:
    """Contacts, those who want a word first.

    QUERY stands in a name, an organisation or a tag, or is a word of the list itself (never, resting).
    #TAG, org:NAME, circle:close and is:due (soon, active, resting, names, archived, muted, organisation,
    person) narrow it down.
    """
    from netui.cli.shapes import listed_shape
    from netui.network.listing import order_key
    from netui.network.query import Sought, holding, read_query

    found = holding(read_query(query or ""), list(map(Sought, session.picture.standings.values())))
    standings = [sought.standing for sought in found]
    standings.sort(key=order_key("urgency"))
    output.show(
        session.json,
        lambda: {"contacts": [listed_shape(standing) for standing in standings]},
        lambda: _list_lines(session, standings, query, show_all or bool(query)),
    )


def _list_lines(
    session: Session, standings: list[Standing], query: str | None, show_all: bool
) -> Iterator[str]:
    from netui.cli.layout import table

    shown = [standing for standing in standings if show_all or standing.touch.state != "archived"]
    if shown:
        yield from table(_row(standing) for standing in shown)
    elif query:
        yield f"Nobody here matches “{query}”{_meant(session, query) or '.'}"
    elif not standings:
        yield from FIRST_WORDS
    if len(shown) < len(standings):
        yield f"{len(standings) - len(shown)} archived: netui list --all"
    if shown and not query:
        yield from _headline(session)


def _meant(session: Session, query: str) -> str:
    """What may have been meant by a query that nobody matches."""
    from netui.domain.nearest import did_you_mean, nearest
    from netui.network.lookup import meant_perhaps
    from netui.network.query import STATES

    key, _, state = query.rpartition("is:")
    if key or query.startswith("is:"):
        return did_you_mean(f"{key}is:{each}" for each in nearest(state, STATES))
    return meant_perhaps(session.network, query)


def _headline(session: Session) -> Iterator[str]:
    """How much of it is alive: what one does with the contacts counts, not their number."""
    from netui.network.measures import measures_of

    measures = measures_of(session.picture)
    parts = [f"{measures.active_share:.0%} active" if measures.active_share is not None else ""]
    made, names = measures.introductions_made, measures.only_names
    for number, words in (
        (measures.resting, f"{measures.resting} resting"),
        (measures.dormant, f"{measures.dormant} dormant"),
        (names, counted(names, "only a name", "only names")),
        (made, f"{counted(made, 'introduction')} made"),
    ):
        parts.append(words if number else "")
    yield ""
    yield ", ".join(filter(None, parts))


def _row(standing: Standing) -> tuple[str, ...]:
    from netui.network.query import STATE_WORDS

    touch = standing.touch
    last = "never"
    if touch.last_contact is not None and touch.elapsed is not None:
        last = {0: "today", 1: "yesterday"}.get(touch.elapsed, f"{touch.elapsed} days")
    house = standing.organisation or ("organisation" if standing.contact.kind == "organisation" else "")
    cadence = f"every {touch.cadence} days" if touch.cadence is not None else ""
    remarks = [STATE_WORDS[touch.state], *(mark.label for mark in standing.marks)]
    tags = [f"#{tag}" for tag in standing.contact.tags]
    return standing.name, house, last, cadence, " ".join([", ".join(filter(None, remarks)), *tags]).strip()


@command("show", only_looks=True, short_help="The brief of one contact.")
@name_argument()
@click.option(
    "--all", "show_all", is_flag=True, help="The whole timeline, and the ids that amend and delete take."
)
@pass_session
def show(session: Session, name: str, show_all: bool) -> None:
    """The brief of one contact: who they are, the last talks, what is open, the balance."""
    from netui.cli.brief import brief_lines
    from netui.cli.ties import people_shapes
    from netui.network.brief import brief_of
    from netui.network.lookup import find_contact

    contact = find_contact(session.network, name)
    brief = brief_of(session.network, contact, session.now)
    output.show(
        session.json,
        lambda: {
            **show_shape(session, brief),
            **({"people": people_shapes(session, brief)} if show_all else {}),
        },
        lambda: brief_lines(session, brief, show_all=show_all),
    )


def show_shape(session: Session, brief: Brief) -> dict[str, Any]:
    """All of a contact's page."""
    from netui.cli import shapes

    network, balance = session.network, brief.standing.balance
    return {
        "contact": shapes.contact_shape(network, brief.standing.id, brief.contact),
        "timeline": [
            shapes.timeline_shape(network, entry.id, entry.interaction, entry.role)
            for entry in brief.timeline
        ],
        "follow_ups": [
            {"id": record_id, **shapes.follow_up_shape(network, follow_up)}
            for record_id, follow_up in brief.follow_ups
        ],
        "balance": shapes.balance_shape(balance) if balance is not None else None,
        "channels": brief.channels,
        "introduced_by": shapes.references(network, brief.introduced_by),
        "in_common": shapes.references(network, brief.in_common),
        "notes": [
            {
                "id": record_id,
                "day": note.day,
                "text": note.text,
                "contacts": shapes.names_of(network, note.contacts),
            }
            for record_id, note in brief.notes
        ],
    }
