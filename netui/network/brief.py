"""The brief of one contact: all there is to know before meeting, and the whole timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

import msgspec

from netui.domain.days import Now
from netui.domain.records import Contact, FollowUp, Interaction, Note, Role
from netui.network.introducing import Root, parents_in, root_of
from netui.network.known import is_open
from netui.network.network import Network
from netui.network.standing import Standing, standing_of

MATCHES = 3
"""Needs and offers that fit, which the brief names at most each way (choice)."""
IN_COMMON = 5
"""People in common that the brief names at most (choice)."""


class TimelineEntry(msgspec.Struct, frozen=True):
    """An interaction as it stands in a contact's timeline."""

    id: int
    interaction: Interaction
    role: Role


class Brief(msgspec.Struct, frozen=True):
    """What is known of one contact."""

    standing: Standing
    timeline: tuple[TimelineEntry, ...]
    """All of it, newest first."""
    follow_ups: tuple[tuple[int, FollowUp], ...]
    """Open ones, both ways, soonest first; those without a day last."""
    notes: tuple[tuple[int, Note], ...]
    """Newest first."""
    channels: dict[str, int]
    """Interactions by channel, most used first; ``unknown`` where none is known."""
    introduced_by: tuple[int, ...]
    introduced_to: tuple[int, ...]
    in_common: tuple[int, ...]
    """Others who took part in the same interactions, most shared first."""
    could_help: tuple[tuple[str, int], ...] = ()
    """What the contact needs and who offers it, not yet introduced."""
    could_be_helped: tuple[tuple[str, int], ...] = ()
    """What the contact offers and who needs it, not yet introduced."""
    root: Root | None = None
    """How one came to know it."""

    @property
    def contact(self) -> Contact:
        """The contact itself."""
        return self.standing.contact


def brief_of(network: Network, contact_id: int, now: Now) -> Brief:
    """The brief of ``contact_id``."""
    took_part = network.by_contact.took_part(contact_id)
    mentioned = network.by_contact.mentioned(contact_id)
    roles: dict[int, Role] = {
        **dict.fromkeys(mentioned, "mentioned"),
        **dict.fromkeys(took_part, "took_part"),
    }
    timeline = sorted(
        roles, key=lambda record_id: (network.interactions[record_id].day, record_id), reverse=True
    )
    together = [network.interactions[record_id] for record_id in took_part]
    return Brief(
        standing=standing_of(network, contact_id, now),
        timeline=tuple(
            TimelineEntry(record_id, network.interactions[record_id], roles[record_id])
            for record_id in timeline
        ),
        follow_ups=tuple(
            sorted(
                (item for item in network.follow_ups_of(contact_id) if is_open(item[1])),
                key=lambda item: (item[1].due is None, item[1].due, item[0]),
            )
        ),
        notes=tuple(reversed(network.notes_of(contact_id))),
        channels=dict(Counter(record.channel or "unknown" for record in together).most_common()),
        introduced_by=tuple(parent.contact for parent in parents_in(network)(contact_id)),
        introduced_to=_introduced_to(network, contact_id),
        in_common=tuple(
            other
            for other, _ in Counter(
                other for record in together for other in record.took_part if other != contact_id
            ).most_common(IN_COMMON)
            if other in network.contacts
        ),
        could_help=_matching(network, contact_id, network.contacts[contact_id].needs, network.offering),
        could_be_helped=_matching(network, contact_id, network.contacts[contact_id].offers, network.needing),
        root=root_of(network, contact_id),
    )


def _matching(
    network: Network, contact_id: int, wishes: Iterable[str], who: Callable[[str], list[int]]
) -> tuple[tuple[str, int], ...]:
    """The first of each that fits: the brief has no room for more."""
    found = (
        (what, other)
        for what in wishes
        for other in islice(
            (each for each in who(what) if each != contact_id and not network.introduced(contact_id, each)), 1
        )
    )
    return tuple(islice(found, MATCHES))


def _introduced_to(network: Network, contact_id: int) -> tuple[int, ...]:
    others = (
        other
        for _, introduction in network.introductions_of(contact_id)
        for other in introduction.between
        if other != contact_id and contact_id in introduction.between and other in network.contacts
    )
    return tuple(dict.fromkeys(others))
