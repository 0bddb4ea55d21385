"""Opportunities and who led to them: opportunity, opportunities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args

import click

from netui.cli import output
from netui.cli.completing import contact_names
from netui.cli.context import Session, pass_session
from netui.cli.options import Command, command, commands, text_argument
from netui.domain.records import OpportunityState
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.network.opportunities import Story

NOTHING = 'None yet: netui opportunity new "TITLE" --via NAME, or opportunity:"TITLE" in a line.'


@command("opportunities", only_looks=True, short_help="What came up, and who led to it.")
@pass_session
def opportunities(session: Session) -> None:
    """What came up, and who led to it; open ones first."""
    from netui.network.opportunities import newest_first, story_of

    stories = [story_of(session.network, each) for each in newest_first(session.network)]
    output.show(
        session.json,
        lambda: {"opportunities": [story_shape(session, story) for story in stories]},
        lambda: _list_lines(session, stories),
    )


@commands("opportunity", short_help="Opportunities: make, change, show.")
@click.pass_context
def opportunity(ctx: click.Context) -> None:
    """Something good that came up: a job, a client, a project, a mentor, a move. Without more: all of them.

    \b
    netui opportunity new "The fellowship" --via ada
    netui opportunity happened fellowship
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(opportunities)


@opportunity.command("new", cls=Command, short_help="Keep an opportunity.")
@click.argument("title", nargs=-1, required=True, metavar="TITLE…")
@click.option("--via", multiple=True, metavar="NAME", shell_complete=contact_names, help="Who led to it.")
@click.option("--kind", metavar="KIND", help="A word of your own: job, client, mentor, move …")
@click.option("--day", metavar="DAY", help="When it came up; today unless given.")
@click.option("--story", metavar="TEXT", help="How it came about.")
@pass_session
def new(
    session: Session,
    title: tuple[str, ...],
    via: tuple[str, ...],
    kind: str | None,
    day: str | None,
    story: str | None,
) -> None:
    """Keep an opportunity, with who led to it. Who led to them is known from their introductions."""
    from netui.network.lookup import find_contact
    from netui.network.opportunities import new_opportunity

    made = new_opportunity(
        session.network,
        _title(session, " ".join(title)),
        tuple(dict.fromkeys(find_contact(session.network, name) for name in via)),
        session.day(day) if day is not None else session.now.today,
        kind=session.typed(kind or "").strip(),
        story=session.typed(story or "").strip(),
    )
    _show(session, made)


@opportunity.command("change", cls=Command, short_help="Change an opportunity.")
@click.argument("wanted", metavar="OPPORTUNITY")
@click.option("--title", metavar="TITLE")
@click.option(
    "--via",
    multiple=True,
    metavar="NAME",
    shell_complete=contact_names,
    help="Who led to it; adds to those there are.",
)
@click.option(
    "--not-via", multiple=True, metavar="NAME", shell_complete=contact_names, help="Who did not, after all."
)
@click.option("--kind", metavar="KIND")
@click.option("--day", metavar="DAY", help="When it came up.")
@click.option("--story", metavar="TEXT", help="How it came about.")
@click.option("--state", type=click.Choice(get_args(OpportunityState)))
@pass_session
def change(
    session: Session, /, wanted: str, via: tuple[str, ...], not_via: tuple[str, ...], **given: Any
) -> None:
    """Change an opportunity. OPPORTUNITY is its title, some words of it, or its id."""
    from netui.network.lookup import find_contact
    from netui.network.opportunities import change_opportunity, find_opportunity

    found = find_opportunity(session.network, session.typed(wanted))
    fields: dict[str, Any] = {
        name: session.typed(given[name]).strip() for name in ("kind", "story") if given[name] is not None
    }
    if given["title"] is not None:
        fields["title"] = _title(session, given["title"])
    if given["day"] is not None:
        fields["day"] = session.day(given["day"])
    if given["state"] is not None:
        fields["state"] = given["state"]
    if via or not_via:
        gone = {find_contact(session.network, name) for name in not_via}
        known = session.network.opportunities[found].via
        more = (find_contact(session.network, name) for name in via)
        fields["via"] = tuple(each for each in dict.fromkeys((*known, *more)) if each not in gone)
    if not fields:
        raise UsageProblem("say what to change; “netui opportunity change --help” lists what there is")
    change_opportunity(session.network, found, session.now, **fields)
    _show(session, found)


def _become(session: Session, wanted: tuple[str, ...], state: OpportunityState) -> None:
    from netui.network.opportunities import change_opportunity, find_opportunity

    found = find_opportunity(session.network, session.typed(" ".join(wanted)))
    change_opportunity(session.network, found, session.now, state=state)
    _show(session, found)


@opportunity.command("happened", cls=Command, short_help="It came true.")
@text_argument("opportunity")
@pass_session
def happened(session: Session, opportunity: tuple[str, ...]) -> None:
    """It came true."""
    _become(session, opportunity, "happened")


@opportunity.command("passed", cls=Command, short_help="It passed by.")
@text_argument("opportunity")
@pass_session
def passed(session: Session, opportunity: tuple[str, ...]) -> None:
    """It passed by."""
    _become(session, opportunity, "passed")


@opportunity.command("show", cls=Command, only_looks=True, short_help="One of them, with its story.")
@text_argument("opportunity")
@pass_session
def show(session: Session, opportunity: tuple[str, ...]) -> None:
    """One of them, with its story."""
    from netui.network.opportunities import find_opportunity

    _show(session, find_opportunity(session.network, session.typed(" ".join(opportunity))))


def _title(session: Session, text: str) -> str:
    title = " ".join(session.typed(text).split())
    if not title:
        raise UsageProblem("an opportunity needs a title")
    return title


def _show(session: Session, opportunity_id: int) -> None:
    from netui.network.opportunities import story_of

    story = story_of(session.network, opportunity_id)
    output.show(
        session.json,
        lambda: {"opportunity": story_shape(session, story)},
        lambda: _story_lines(session, story),
    )


def story_shape(session: Session, story: Story) -> dict[str, Any]:
    """An opportunity as JSON; each path from its beginning to who led to it."""
    from netui.cli.chains import path_shape
    from netui.cli.shapes import references

    record = story.opportunity
    return {
        "id": story.id,
        "title": record.title,
        "kind": record.kind,
        "day": record.day,
        "state": record.state,
        "ended": record.ended,
        "via": references(session.network, record.via),
        "paths": [path_shape(session, path) for path in story.paths],
        "story": record.story,
    }


def _list_lines(session: Session, stories: list[Story]) -> Iterator[str]:
    if not stories:
        yield NOTHING
    for place, story in enumerate(stories):
        if place:
            yield ""
        yield from _story_lines(session, story, show_id=False)


def _story_lines(session: Session, story: Story, *, show_id: bool = True) -> Iterator[str]:
    from netui.cli.chains import path_words
    from netui.cli.layout import labelled, named_day
    from netui.network.opportunities import STATE_WORDS

    record = story.opportunity
    yield f"{record.title}: {STATE_WORDS[record.state]}"
    paths = [path_words(session, path, record.title) for path in story.paths]
    yield from labelled(
        [
            ("kind", record.kind),
            ("came up", named_day(record.day, session.now.today)),
            *(("by way of" if place == 0 else " ", path) for place, path in enumerate(paths)),
            ("story", record.story),
            ("id", str(story.id) if show_id else ""),
        ]
    )
