"""Measures of the network: what is done with the contacts, never how many there are (rules.md, section 8)."""

from __future__ import annotations

import msgspec

from netui.domain.records import ME
from netui.domain.suggestions import ACTIVE_UP_TO, DORMANT_DAYS
from netui.network.picture import Picture


class Measures(msgspec.Struct, frozen=True):
    """How alive a network is. Archived contacts are left out."""

    known: int
    """Contacts that are more than names."""
    active: int
    """Those with an urgency of 1.5 at most."""
    only_names: int
    resting: int
    dormant: int
    """Those with whom nothing was for three years."""
    introductions_made: int
    introductions_met: int
    """Of those made by oneself, where the two met or something came of it."""

    @property
    def active_share(self) -> float | None:
        """The share of the known that is active; None where nobody is known."""
        return self.active / self.known if self.known else None


def measures_of(picture: Picture) -> Measures:
    """The measures of the network that the picture was drawn from. Work in proportion to its contacts."""
    known = active = only_names = resting = dormant = 0
    for standing in picture.standings.values():
        touch = standing.touch
        if touch.state == "archived":
            continue
        if touch.urgency is None:
            only_names += 1
            continue
        known += 1
        active += touch.urgency <= ACTIVE_UP_TO
        resting += touch.state == "resting"
        dormant += touch.last_contact is not None and (touch.elapsed or 0) >= DORMANT_DAYS
    introductions = [record for record in picture.network.introductions.values() if record.introducer == ME]
    return Measures(
        known=known,
        active=active,
        only_names=only_names,
        resting=resting,
        dormant=dormant,
        introductions_made=sum(record.state in ("made", "met", "fruitful") for record in introductions),
        introductions_met=sum(record.state in ("met", "fruitful") for record in introductions),
    )
