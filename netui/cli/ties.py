"""How one is tied to a contact as text: who belongs where, introductions, events, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from netui.cli.layout import CELL_WIDTH, clip, table
from netui.domain.days import short_day

if TYPE_CHECKING:
    from datetime import date

    from netui.cli.context import Session
    from netui.cli.shapes import Shape
    from netui.network.brief import Brief
    from netui.network.memberships import Belonging

Rows = Iterator[tuple[str, ...]]

PEOPLE_NAMED = 6
"""People of an organisation that its brief names (choice): show --all has the others."""


def people_words(session: Session, brief: Brief) -> str:
    """The people who belong to an organisation now, in a line."""
    from netui.cli.shapes import name_of

    here = [each for each in _people(session, brief) if each.is_present(session.now.today)]
    names = [clip(name_of(session.network, each.person), CELL_WIDTH) for each in here[:PEOPLE_NAMED]]
    more = [f"{len(here) - PEOPLE_NAMED} more"] if len(here) > PEOPLE_NAMED else []
    return ", ".join((*names, *more))


def people_shapes(session: Session, brief: Brief) -> list[Shape]:
    """Those who belong or belonged to an organisation, as JSON."""
    from netui.cli.shapes import name_of

    return [
        {
            "id": each.person,
            "name": name_of(session.network, each.person),
            "role": each.membership.role,
            "from": each.membership.since,
            "until": each.membership.until,
        }
        for each in _people(session, brief)
    ]


def tie_lines(session: Session, brief: Brief) -> Iterator[str]:
    """All that ties one to a contact, under headings; those without anything are left out."""
    sections: tuple[tuple[str, Callable[[Session, Brief], Rows]], ...] = (
        ("Belongs to", _belongs_rows),
        ("People", _people_rows),
        ("Introductions", _introduction_rows),
        ("Led to", _opportunity_rows),
        ("Met at", _event_rows),
    )
    for title, rows_of in sections:
        if rows := list(rows_of(session, brief)):
            yield title
            yield from table(rows, indent="  ")


def _belongs_rows(session: Session, brief: Brief) -> Rows:
    from netui.network.memberships import memberships_of

    for each in memberships_of(session.network, brief.standing.id, session.now.today):
        yield _belonging(session, each, each.membership.organisation)


def _people(session: Session, brief: Brief) -> list[Belonging]:
    from netui.network.memberships import people_of

    return people_of(session.network, brief.standing.id, session.now.today)


def _people_rows(session: Session, brief: Brief) -> Rows:
    for each in _people(session, brief):
        yield _belonging(session, each, each.person)


def _belonging(session: Session, belonging: Belonging, other: int) -> tuple[str, ...]:
    from netui.cli.shapes import name_of
    from netui.domain.written import stretch_written

    membership = belonging.membership
    return (
        name_of(session.network, other),
        membership.role,
        stretch_written(membership.since, membership.until),
    )


def _introduction_rows(session: Session, brief: Brief) -> Rows:
    from netui.network.told import introduction_words

    for _, record in _latest_first(session.network.introductions_of(brief.standing.id)):
        yield _day(session, record.day), introduction_words(session.network, record)


def _opportunity_rows(session: Session, brief: Brief) -> Rows:
    from netui.network.opportunities import STATE_WORDS

    found = (item for item in session.network.opportunities.items() if brief.standing.id in item[1].via)
    for _, record in _latest_first(found):
        yield _day(session, record.day), f"{record.title}: {STATE_WORDS[record.state]}"


class _Dated(Protocol):
    @property
    def day(self) -> date: ...


_D = TypeVar("_D", bound=_Dated)


def _latest_first(items: Iterable[tuple[int, _D]]) -> list[tuple[int, _D]]:
    return sorted(items, key=lambda item: (item[1].day, item[0]), reverse=True)


def _day(session: Session, day: date) -> str:
    return short_day(day, session.now.today)


def _event_rows(session: Session, brief: Brief) -> Rows:
    events = session.network.events
    found = ((each, events[each]) for each in session.network.events_of(brief.standing.id))
    for _, record in _latest_first(found):
        yield _day(session, record.day), record.name
