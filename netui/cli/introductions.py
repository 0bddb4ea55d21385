"""Introductions and what became of them: introduce."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args

import click

from netui.cli import output
from netui.cli.completing import contact_names
from netui.cli.context import Session, pass_session
from netui.cli.options import command
from netui.domain.records import ME, IntroductionState
from netui.errors import UsageProblem

if TYPE_CHECKING:
    from netui.domain.records import Introduction

ONESELF = ("me", "myself")
"""Words that stand for oneself where a contact's name is asked for."""


@command("introduce", short_help="Introduce two people, say what became of it, or list.")
@click.argument("names", nargs=-1, metavar="[A B]", shell_complete=contact_names)
@click.option(
    "--by", metavar="NAME", shell_complete=contact_names, help="Who introduced them; you unless given."
)
@click.option("--day", metavar="DAY", help="When; today unless given.")
@click.option("--proposed", is_flag=True, help="Only thought of so far: nothing is logged.")
@click.option("--became", type=click.Choice(get_args(IntroductionState)), help="What became of it.")
@click.option("--note", metavar="TEXT", help="Something worth knowing about it.")
@pass_session
def introduce(
    session: Session,
    names: tuple[str, ...],
    by: str | None,
    day: str | None,
    proposed: bool,
    became: IntroductionState | None,
    note: str | None,
) -> None:
    """Keep that you introduced A and B; logged as given to both. One of the two may be “me” with --by.

    \b
    netui introduce ada emmy --proposed
    netui introduce ada emmy --became made
    netui introduce me emmy --by ada
    netui introduce
    """
    from netui.network import introducing

    if not names:
        _list(session)
        return
    if len(names) != 2:
        raise UsageProblem('name two: netui introduce "Ada Lovelace" "Emmy Noether"')
    one, other = (_contact(session, name) for name in names)
    said = session.typed(note or "").strip()
    if became is not None and not proposed:
        found = introducing.latest_between(session.network, one, other)
        introducing.become(session.network, found, became, session.now, said)
        _tell_of(session, found, "")
        return
    if became is not None:
        raise UsageProblem("--proposed makes an introduction, --became changes one: give either")
    made = introducing.introduce(
        session.network,
        (one, other),
        session.now,
        by=_contact(session, by) if by is not None else ME,
        day=session.day(day) if day is not None else None,
        state="proposed" if proposed else "made",
        note=said,
    )
    _tell_of(session, made, "introduced" if not proposed else "to introduce")


def _contact(session: Session, name: str) -> int:
    from netui.network.lookup import find_contact

    if name.strip().casefold() in ONESELF and not session.network.names.lookup(name.strip()):
        return ME
    return find_contact(session.network, name)


def introduction_shape(session: Session, introduction_id: int, record: Introduction) -> dict[str, Any]:
    """An introduction as JSON; oneself has the id 0 and the name "me"."""
    from netui.cli.shapes import references

    return {
        "id": introduction_id,
        "introducer": references(session.network, (record.introducer,))[0],
        "between": references(session.network, record.between),
        "day": record.day,
        "state": record.state,
        "became": record.became,
        "note": record.note,
    }


def _tell_of(session: Session, introduction_id: int, word: str) -> None:
    record = session.network.introductions[introduction_id]
    output.show(
        session.json,
        lambda: {"introduction": introduction_shape(session, introduction_id, record)},
        lambda: [f"{word}: {_pair(session, record)}" if word else " ".join((*_cells(session, record)[1:3],))],
    )


def _pair(session: Session, record: Introduction) -> str:
    from netui.cli.shapes import names_of

    return " and ".join(names_of(session.network, record.between))


def _cells(session: Session, record: Introduction) -> tuple[str, ...]:
    from netui.cli.layout import named_day
    from netui.cli.shapes import name_of
    from netui.domain.introductions import STATE_WORDS

    by = f"by {name_of(session.network, record.introducer)}" if record.introducer != ME else ""
    words = STATE_WORDS[record.state]
    return named_day(record.day, session.now.today), _pair(session, record), words, by, record.note


def _list(session: Session) -> None:
    from netui.network.introducing import all_newest_first

    found = list(all_newest_first(session.network))
    output.show(
        session.json,
        lambda: {"introductions": [introduction_shape(session, *item) for item in found]},
        lambda: _list_lines(session, [record for _, record in found]),
    )


def _list_lines(session: Session, records: list[Introduction]) -> Iterator[str]:
    from netui.cli.layout import table

    if not records:
        return iter(["No introductions yet: netui introduce A B; netui ways says who should meet."])
    return table(_cells(session, record) for record in records)
