"""Who led to whom: as a path in one line, and as a text tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from netui.domain.days import month_name, short_day
from netui.domain.introductions import Link, Step
from netui.network import Network
from netui.network.introducing import Root
from netui.network.opportunities import STATE_WORDS, story_of
from netui.network.shown import names_of
from netui.tui.theme import Glyphs

TREE_LINES = 12
"""Lines of a tree at most (choice)."""


def path_words(network: Network, path: Sequence[Step], today: date, glyphs: Glyphs, *more: str) -> str:
    """A path: "Mary → Ada (introduced you, Mar) → the fellowship"; ``more`` stands at its end."""
    steps = [
        _name(network, step.contact)
        + (f" (introduced you, {month_words(step.introduced, today)})" if step.introduced is not None else "")
        for step in path
    ]
    return f" {glyphs.arrow} ".join((*steps, *more))


def story_lines(network: Network, opportunity: int, today: date, glyphs: Glyphs) -> list[str]:
    """An opportunity with all that led to it: its title, then a line each."""
    story = story_of(network, opportunity)
    record = story.opportunity
    kind = f"{record.kind}, " if record.kind else ""
    ended = f" {short_day(record.ended)}" if record.ended is not None else ""
    told = [
        record.title,
        f"{kind}came up {short_day(record.day)}; {STATE_WORDS[record.state]}{ended}",
        *(path_words(network, path, today, glyphs, record.title) for path in story.paths),
    ]
    return [*told, record.story] if record.story else told


TreeLine = tuple[str, int | None]
"""A line of a tree, and the contact that it names, if it names one."""


def tree_lines(network: Network, root: Root, today: date, glyphs: Glyphs) -> list[TreeLine]:
    """How one came to know somebody: each below whom they led to, back to how it began."""
    links = {link.contact: link for link in root.links}
    lines = list(_branches(network, root, links, root.links[0], today, glyphs, "", frozenset()))
    return lines if len(lines) <= TREE_LINES else [*lines[: TREE_LINES - 1], (glyphs.ellipsis, None)]


def _branches(
    network: Network,
    root: Root,
    links: dict[int, Link],
    link: Link,
    today: date,
    glyphs: Glyphs,
    indent: str,
    seen: frozenset[int],
) -> Iterator[TreeLine]:
    before = f"{indent}{glyphs.branch} "
    if link.contact in root.beginnings:
        yield f"{before}{root.beginnings[link.contact]}", None
    for parent in link.parents:
        when = f", {month_words(parent.day, today)}" if parent.day is not None else ""
        here = parent.contact if parent.contact in network.contacts else None
        yield f"{before}introduced by {_name(network, parent.contact)}{when}", here
        if parent.contact in links and parent.contact not in seen:
            yield from _branches(
                network,
                root,
                links,
                links[parent.contact],
                today,
                glyphs,
                f"{indent}  ",
                seen | {link.contact},
            )


def _name(network: Network, contact: int) -> str:
    return "".join(names_of(network, (contact,))) or "somebody"


def month_words(day: date, today: date) -> str:
    """The month of a day, with its year where that is another one than today's."""
    return month_name(day.month) if day.year == today.year else f"{month_name(day.month)} {day.year}"
