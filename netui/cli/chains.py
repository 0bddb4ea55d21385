"""Who led to whom, drawn in one line or as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from netui.cli import output
from netui.cli.shapes import Shape, name_of
from netui.domain.days import month_name

if TYPE_CHECKING:
    from netui.cli.context import Session
    from netui.domain.introductions import Link, Step
    from netui.network.introducing import Root

TREE_LINES = 12
"""Lines of a tree at most (choice)."""


def arrow() -> str:
    """What stands between two of a path."""
    return " → " if output.unicode_shown() else " -> "


def path_words(session: Session, path: Sequence[Step], *more: str) -> str:
    """A path: "Mary → Ada (introduced you, March) → the fellowship"; ``more`` stands at its end."""
    today = session.now.today
    names = [
        name_of(session.network, step.contact)
        + (f" (introduced you, {_month(step.introduced, today)})" if step.introduced is not None else "")
        for step in path
    ]
    return arrow().join((*names, *more))


def through_words(session: Session, path: Sequence[Step]) -> str:
    """The path to somebody without them at its end: "Mary → Ada (introduced you, March), June"."""
    when = path[-1].introduced
    month = f", {_month(when, session.now.today)}" if when is not None else ""
    return f"{path_words(session, path[:-1])}{month}"


def path_shape(session: Session, path: Sequence[Step]) -> list[Shape]:
    """A path as JSON: who, and the day on which the one before introduced them."""
    return [
        {
            "id": step.contact,
            "name": name_of(session.network, step.contact),
            "introduced": step.introduced,
        }
        for step in path
    ]


def _month(day: date, today: date) -> str:
    return month_name(day.month) if day.year == today.year else f"{month_name(day.month)} {day.year}"


def tree_lines(session: Session, root: Root) -> Iterator[str]:
    """How one came to know somebody: each below whom they led to, back to how it began."""
    links = {link.contact: link for link in root.links}
    lines = list(_branches(session, root, links, root.links[0], "", frozenset()))
    yield from lines[:TREE_LINES]
    if len(lines) > TREE_LINES:
        yield "…"


def _branches(
    session: Session, root: Root, links: dict[int, Link], link: Link, indent: str, seen: frozenset[int]
) -> Iterator[str]:
    branch = "└ " if output.unicode_shown() else "- "
    if link.contact in root.beginnings:
        yield f"{indent}{branch}{root.beginnings[link.contact]}"
    for parent in link.parents:
        when = f", {_month(parent.day, session.now.today)}" if parent.day is not None else ""
        yield f"{indent}{branch}introduced by {name_of(session.network, parent.contact)}{when}"
        if parent.contact in links and parent.contact not in seen:
            onward = links[parent.contact]
            yield from _branches(session, root, links, onward, f"{indent}  ", seen | {link.contact})
