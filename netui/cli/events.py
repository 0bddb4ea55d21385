"""Events and who was met at them: event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from netui.cli import output
from netui.cli.completing import contact_names
from netui.cli.context import Session, pass_session
from netui.cli.options import Command, commands, text_argument
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.domain.events import Met, Shares
    from netui.domain.records import Event


@commands("event", short_help="Events: make, list, show, and add who was met.")
@click.pass_context
def event(ctx: click.Context) -> None:
    """Events and the people met there. Without more: all of them, and how small a piece of it they are.

    \b
    netui event new "Engines and Looms" --day 2026-11-20 --place Leeds
    netui event met engines 'Ada, Grace H and @"Emil Berg"'
    netui event show engines
    """
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(Session))


def _list(session: Session) -> None:
    from netui.network.gatherings import events_newest_first, met_of, shares_of

    found = [
        (each, record, met_of(session.network, each)) for each, record in events_newest_first(session.network)
    ]
    shares = shares_of(session.network, session.now.today)
    output.show(
        session.json,
        lambda: {
            "events": [event_shape(session, *item) for item in found],
            "shares": shares_shape(shares),
        },
        lambda: _list_lines(session, found, shares),
    )


def _list_lines(session: Session, found: list[tuple[int, Event, list[Met]]], shares: Shares) -> Iterator[str]:
    from netui.cli.layout import named_day, table

    if not found:
        yield 'No events yet: netui event new "NAME", or at "NAME" in a line.'
        return
    yield from table(
        [
            (named_day(record.day, session.now.today), record.name, record.place, _met_words(met))
            for _, record, met in found
        ]
    )
    yield from ("", *shares_lines(shares))


def _met_words(met: list[Met]) -> str:
    if not met:
        return "nobody noted"
    still_open = sum(one.followed_up is None for one in met)
    return f"{len(met)} met, {still_open} still open" if still_open else f"{len(met)} met, all followed up"


def shares_lines(shares: Shares) -> Iterator[str]:
    """How small a piece events are, in words."""
    if shares.of_activity is not None:
        yield (
            f"Events are {shares.of_activity:.0%} of the last 90 days "
            f"({shares.at_events} of {shares.interactions} interactions)."
        )
    if shares.of_met is not None:
        verb = "was" if shares.followed_up == 1 else "were"
        yield (
            f"Of {shares.met} met there, {shares.followed_up} {verb} followed up, "
            f"{shares.within_48_hours} within 48 hours."
        )


def shares_shape(shares: Shares) -> dict[str, Any]:
    """The shares as JSON; a share is null where there is nothing to share."""
    return {
        "interactions": shares.interactions,
        "at_events": shares.at_events,
        "of_activity": shares.of_activity,
        "met": shares.met,
        "followed_up": shares.followed_up,
        "within_48_hours": shares.within_48_hours,
        "of_met": shares.of_met,
    }


def event_shape(session: Session, event_id: int, record: Event, met: list[Met]) -> dict[str, Any]:
    """An event as JSON, with those met and how it went on."""
    from netui.cli.shapes import name_of

    return {
        "id": event_id,
        "name": record.name,
        "day": record.day,
        "until": record.until,
        "place": record.place,
        "tags": record.tags,
        "note": record.note,
        "met": [
            {
                "id": one.contact,
                "name": name_of(session.network, one.contact),
                "followed_up": one.followed_up,
                "days": one.days,
            }
            for one in met
        ],
    }


# --- one event ---------------------------------------------------------------------------------------------

_day_option = click.option("--day", metavar="DAY", help="When; today unless given.")
_until_option = click.option("--until", metavar="DAY", help="The last day, where it takes several.")
_place_option = click.option("--place", metavar="PLACE", help="Where.")
_tag_option = click.option("--tag", multiple=True, metavar="TAG")
_note_option = click.option("--note", metavar="TEXT", help="Something worth knowing about it.")


@event.command("new", cls=Command, short_help="Keep an event.")
@click.argument("name", nargs=-1, required=True, metavar="NAME…")
@_day_option
@_until_option
@_place_option
@_tag_option
@_note_option
@pass_session
def new(
    session: Session,
    name: tuple[str, ...],
    day: str | None,
    until: str | None,
    place: str | None,
    tag: tuple[str, ...],
    note: str | None,
) -> None:
    """Keep an event, past or to come. One that a line names with at "NAME" is made by itself."""
    from netui.network.events import new_event

    made = new_event(
        session.network,
        _words(session, " ".join(name), "an event needs a name"),
        session.day(day) if day is not None else session.now.today,
        until=session.day(until) if until is not None else None,
        place=session.typed(place or "").strip(),
        tags=_tags(session, tag),
        note=session.typed(note or "").strip(),
    )
    _show(session, made, "kept")


@event.command("change", cls=Command, short_help="Change an event.")
@click.argument("wanted", metavar="EVENT")
@click.option("--name", metavar="NAME", help="Another name.")
@_day_option
@_until_option
@_place_option
@_tag_option
@_note_option
@click.option(
    "--leave-out",
    multiple=True,
    metavar="NAME",
    shell_complete=contact_names,
    help="Somebody who was not met there after all.",
)
@pass_session
def change(session: Session, /, wanted: str, leave_out: tuple[str, ...], **given: Any) -> None:
    """Change an event. EVENT is its name, some words of it, or its id."""
    from netui.network import events
    from netui.network.lookup import find_contact

    found = events.find_event(session.network, session.typed(wanted))
    fields: dict[str, Any] = {
        name: session.typed(given[name]).strip() for name in ("place", "note") if given[name] is not None
    }
    if given["name"] is not None:
        fields["name"] = _words(session, given["name"], "an event needs a name")
    fields |= {name: session.day(given[name]) for name in ("day", "until") if given[name] is not None}
    if given["tag"]:
        fields["tags"] = _tags(session, given["tag"])
    if not fields and not leave_out:
        raise UsageProblem("say what to change; “netui event change --help” lists what there is")
    gone = [find_contact(session.network, name) for name in leave_out]
    if fields:
        events.change_event(session.network, found, **fields)
    if gone:
        events.leave_out(session.network, found, gone)
    _show(session, found, "changed")


@event.command("met", cls=Command, short_help="Add the people met there, in one line.")
@click.argument("wanted", metavar="EVENT")
@text_argument()
@pass_session
def met(session: Session, wanted: str, text: tuple[str, ...]) -> None:
    """Add the people met at EVENT, in one line as log takes it; each is to be followed up within 48 hours."""
    from netui.cli.line import remarks
    from netui.network.events import find_event, met_at

    found = find_event(session.network, session.typed(wanted))
    reading = session.read(session.typed(" ".join(text)))
    met_at(session.network, found, reading, session.now)
    _show(session, found, "logged")
    for remark in remarks(session, reading):
        output.tell(remark)


@event.command("show", cls=Command, only_looks=True, short_help="Who was met, and who has been followed up.")
@text_argument("event")
@pass_session
def show(session: Session, event: tuple[str, ...]) -> None:
    """Who was met at EVENT, and who has been followed up."""
    from netui.network.events import find_event

    _show(session, find_event(session.network, session.typed(" ".join(event))), "")


def _show(session: Session, event_id: int, word: str) -> None:
    from netui.network.gatherings import met_of

    record, people = session.network.events[event_id], met_of(session.network, event_id)
    output.show(
        session.json,
        lambda: {"event": event_shape(session, event_id, record, people)},
        lambda: _event_lines(session, event_id, record, people, word),
    )


def _event_lines(
    session: Session, event_id: int, record: Event, people: list[Met], word: str
) -> Iterator[str]:
    from netui.cli.layout import labelled, named_day, table
    from netui.cli.shapes import name_of

    today = session.now.today
    yield f"{word}: {record.name}" if word else record.name
    until = f" to {named_day(record.until, today)}" if record.until is not None else ""
    yield from labelled(
        [
            ("when", f"{named_day(record.day, today)}{until}"),
            ("where", record.place),
            ("tags", " ".join(f"#{tag}" for tag in record.tags)),
            ("note", record.note),
            ("id", str(event_id)),
        ]
    )
    if people:
        yield f"Met: {_met_words(people)}"
        # Those still open stand first: they are what is left to do.
        ordered = sorted(people, key=lambda one: one.followed_up is not None)
        yield from table(
            [(name_of(session.network, one.contact), _went_on(one)) for one in ordered], indent="  "
        )


def _went_on(one: Met) -> str:
    from netui.domain.days import counted

    if one.days is None:
        return "still open"
    return "followed up the same day" if one.days == 0 else f"followed up after {counted(one.days, 'day')}"


def _words(session: Session, text: str, missing: str) -> str:
    words = " ".join(session.typed(text).split())
    if not words:
        raise UsageProblem(missing)
    return words


def _tags(session: Session, tags: tuple[str, ...]) -> tuple[str, ...]:
    typed = (session.typed(tag).strip().removeprefix("#") for tag in tags)
    return tuple(tag for tag in typed if tag)
