"""Looking at contacts: list, show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.due import FIRST_WORDS
from netui.cli.options import command, name_argument

if TYPE_CHECKING:
    from netui.domain.cadence import Touch
    from netui.domain.records import Contact, FollowUp, YearlyDate
    from netui.network.brief import Brief
    from netui.network.standing import Standing

LAST_TALKS = 3
"""Talks that the brief tells of (choice)."""


@command("list", short_help="Contacts, those who want a word first.")
@click.argument("query", required=False, metavar="[QUERY]")
@click.option("--all", "show_all", is_flag=True, help="Archived ones too; --json and QUERY have them anyway.")
@pass_session
def list_contacts(session: Session, query: str | None, show_all: bool) -> None:
    """Contacts, those who want a word first. QUERY stands in a name, an organisation or a tag."""
    from netui.cli.shapes import listed_shape
    from netui.network.listing import matches, order_key

    standings = [
        standing for standing in session.picture.standings.values() if matches(standing, query or "")
    ]
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
        yield f"Nobody here matches “{query}”."
    elif not standings:
        yield from FIRST_WORDS
    if len(shown) < len(standings):
        yield f"{len(standings) - len(shown)} archived: netui list --all"


def _row(standing: Standing) -> tuple[str, ...]:
    from netui.network.listing import STATE_WORDS

    touch = standing.touch
    last = "never"
    if touch.last_contact is not None and touch.elapsed is not None:
        last = {0: "today", 1: "yesterday"}.get(touch.elapsed, f"{touch.elapsed} days")
    house = standing.organisation or ("organisation" if standing.contact.kind == "organisation" else "")
    cadence = f"every {touch.cadence} days" if touch.cadence is not None else ""
    remarks = [STATE_WORDS[touch.state], *(mark.label for mark in standing.marks)]
    tags = [f"#{tag}" for tag in standing.contact.tags]
    return standing.name, house, last, cadence, " ".join([", ".join(filter(None, remarks)), *tags]).strip()


@command("show", short_help="The brief of one contact.")
@name_argument()
@click.option(
    "--all", "show_all", is_flag=True, help="The whole timeline, and the ids that amend and delete take."
)
@pass_session
def show(session: Session, name: str, show_all: bool) -> None:
    """The brief of one contact: who they are, the last talks, what is open, the balance."""
    from netui.network.brief import brief_of
    from netui.network.lookup import find_contact

    contact = find_contact(session.network, name)
    brief = brief_of(session.network, contact, session.now)
    output.show(
        session.json,
        lambda: show_shape(session, brief),
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


def brief_lines(session: Session, brief: Brief, *, show_all: bool) -> Iterator[str]:
    """The brief as text."""
    from netui.cli.layout import labelled

    yield " · ".join(_who(session, brief.contact))
    yield from labelled(_about(session, brief))
    yield from _section("Open", _open_rows(session, brief, show_all))
    yield from _section("Notes", _note_rows(session, brief, show_all))
    title = "Timeline" if show_all else "Last talks"
    yield from _section(title, _talk_rows(session, brief, show_all))
    left = len(brief.timeline) - LAST_TALKS
    if left > 0 and not show_all:
        yield f"  {left} more: netui show --all"


def _section(title: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    from netui.cli.layout import table

    rows = list(rows)
    if rows:
        yield title
        yield from table(rows, indent="  ")


def _who(session: Session, contact: Contact) -> Iterator[str]:
    today = session.now.today
    yield contact.name
    if contact.kind == "organisation":
        yield "organisation"
    for membership in contact.organisations:
        house = session.network.contacts.get(membership.organisation)
        if house is not None and (membership.until is None or membership.until >= today):
            yield ", ".join(filter(None, (membership.role, house.name)))
    if contact.circle is not None:
        yield f"{contact.circle} circle"
    for word in ("far", "muted", "archived"):
        if getattr(contact, word):
            yield word


def _about(session: Session, brief: Brief) -> Iterator[tuple[str, str]]:
    from netui.cli.layout import CHANNEL_WORDS
    from netui.cli.practice import balance_words
    from netui.cli.shapes import names_of

    contact, balance = brief.contact, brief.standing.balance
    yield "also called", ", ".join(contact.nicknames)
    yield "last spoke", _touch_words(session, brief.standing.touch)
    yield "balance", balance_words(balance) if balance is not None else "taken out of the ledger"
    yield (
        "channels",
        ", ".join(f"{CHANNEL_WORDS[channel]} {count}" for channel, count in brief.channels.items()),
    )
    for mark in brief.standing.marks[:1]:
        yield "note well", mark.evidence
    yield "needs", ", ".join(contact.needs)
    yield "offers", ", ".join(contact.offers)
    yield "dates", ", ".join(_date_words(yearly) for yearly in contact.dates)
    yield "reach", ", ".join((*contact.emails, *contact.phones, *contact.urls, contact.place)).strip(", ")
    yield "tags", " ".join(f"#{tag}" for tag in contact.tags)
    yield "introduced by", ", ".join(names_of(session.network, brief.introduced_by))
    yield "introduced to", ", ".join(names_of(session.network, brief.introduced_to))
    yield "in common", ", ".join(names_of(session.network, brief.in_common))


def _touch_words(session: Session, touch: Touch) -> str:
    from netui.cli.layout import named_day

    if touch.last_contact is None:
        return "only a name so far" if touch.state == "only_name" else "never yet"
    words = named_day(touch.last_contact, session.now.today)
    if touch.cadence is None:
        return words
    source = {"hand": "wanted every", "inferred": "usually every"}.get(touch.source or "", "about every")
    return f"{words}; {source} {touch.cadence} days"


def _date_words(yearly: YearlyDate) -> str:
    year = f"{yearly.year:04}-" if yearly.year is not None else ""
    return f"{yearly.label} {year}{yearly.month:02}-{yearly.day:02}"


def _open_rows(session: Session, brief: Brief, show_all: bool) -> Iterator[tuple[str, ...]]:
    from netui.cli.layout import named_day

    for record_id, follow_up in brief.follow_ups:
        due = named_day(follow_up.due, session.now.today) if follow_up.due is not None else ""
        yield _owner_words(follow_up), due, str(record_id) if show_all else "", follow_up.text


def _owner_words(follow_up: FollowUp) -> str:
    return {"me": "you promised", "them": "expected", "both": "planned"}[follow_up.owner]


def _note_rows(session: Session, brief: Brief, show_all: bool) -> Iterator[tuple[str, ...]]:
    from netui.network.shown import with_names

    for record_id, note in brief.notes:
        text = with_names(session.network, note.text, note.mentions)
        yield f"{note.day}", str(record_id) if show_all else "", text


def _talk_rows(session: Session, brief: Brief, show_all: bool) -> Iterator[tuple[str, ...]]:
    from netui.network.shown import shown_interaction

    for entry in brief.timeline[: None if show_all else LAST_TALKS]:
        text = shown_interaction(session.network, entry.interaction)
        role = " (mentioned)" if entry.role == "mentioned" else ""
        day = f"{entry.interaction.day:%a} {entry.interaction.day}"
        yield day, str(entry.id) if show_all else "", text + role
