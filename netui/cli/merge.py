"""One contact of two: merge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from netui.cli import output
from netui.cli.context import Session, pass_session
from netui.cli.options import command, name_argument

if TYPE_CHECKING:
    from netui.network.merging import Merged


@command("merge", short_help="Make one contact of two; undo makes them two again.")
@name_argument("name")
@name_argument("other")
@pass_session
def merge(session: Session, name: str, other: str) -> None:
    """Make one contact of two. NAME stays, and is given all that OTHER has; OTHER's name becomes a nickname.

    Two of the very same name are told apart as in “Ada Lovelace (Royal Society)”, or by their ids.
    """
    from netui.network import merging
    from netui.network.lookup import find_contact

    network = session.network
    kept, gone = find_contact(network, name), find_contact(network, other)
    merged = merging.merge(network, kept, gone, session.now)
    output.show(session.json, lambda: _shape(session, merged, gone), lambda: _lines(session, merged))


def _shape(session: Session, merged: Merged, gone: int) -> dict[str, Any]:
    from netui.cli.shapes import contact_shape

    return {
        "merged": {
            "id": merged.kept,
            "other": {"id": gone, "name": merged.name},
            "moved": merged.moved,
            "dropped_introductions": merged.dropped,
            "noted": merged.noted or None,
        },
        "contact": contact_shape(session.network, merged.kept, session.network.contacts[merged.kept]),
    }


def _lines(session: Session, merged: Merged) -> Iterator[str]:
    from netui.domain.days import counted
    from netui.network.tellings import counts_in_words

    name = session.network.contacts[merged.kept].name
    yield f"merged: {merged.name} into {name}; netui undo makes them two again"
    if merged.moved:
        yield f"moved: {counts_in_words(merged.moved)}"
    if merged.dropped:
        yield f"left out: {counted(merged.dropped, 'introduction')} in which both stood"
    if merged.noted:
        yield f"noted: {merged.noted}"
