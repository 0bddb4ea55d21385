"""Ways to give: ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command, name_argument

if TYPE_CHECKING:
    from netui.network.ways import Way, WayKind

HEADINGS: dict[WayKind, str] = {
    "promise": "Promised",
    "thanks": "Thanks not said yet",
    "owe": "You could give here",
    "introduce": "Who should meet",
}

NOTHING = "Nothing comes to mind. needs: and offers: in a line tell netui who should meet whom."


@command("ways", only_looks=True, short_help="Concrete things you could give.")
@name_argument(required=False)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="So many at most.")
@pass_session
def ways(session: Session, name: str | None, limit: int | None) -> None:
    """Concrete things you could give: promises, thanks, to whom you owe, introductions to make.

    With NAME, only those that concern this contact.
    """
    from netui.cli.shapes import references
    from netui.network.lookup import find_contact
    from netui.network.ways import ways_of

    contact = find_contact(session.network, name) if name is not None else None
    found = ways_of(session.picture, session.network, session.now, contact)[:limit]
    output.show(
        session.json,
        lambda: {
            "ways": [
                {
                    "kind": way.kind,
                    "contacts": references(session.network, way.contacts),
                    "reason": way.reason,
                }
                for way in found
            ]
        },
        lambda: _lines(session, found),
    )


def _lines(session: Session, found: list[Way]) -> Iterator[str]:
    from netui.cli.layout import table
    from netui.cli.shapes import names_of
    from netui.network.ways import ORDER

    if not found:
        yield NOTHING
    for kind in ORDER:
        of_kind = [way for way in found if way.kind == kind]
        if not of_kind:
            continue
        yield HEADINGS[kind]
        yield from table(
            [
                (
                    " and ".join(names_of(session.network, way.contacts)) or "nobody named",
                    way.reason,
                )
                for way in of_kind
            ],
            indent="  ",
        )
