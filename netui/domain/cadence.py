"""Cadence and urgency (rules.md, section 3)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Literal

import msgspec

from netui.domain.records import Circle, Contact, Profile

State = Literal["active", "soon", "due", "overdue", "resting", "only_name", "archived"]
CadenceSource = Literal["hand", "inferred", "circle", "default"]

CIRCLE_CADENCES: dict[Circle, int] = {"inner": 7, "close": 30, "wider": 90, "outer": 365}
"""Days between talks, by how near a contact is (choice)."""
DEFAULT_CADENCE = CIRCLE_CADENCES["wider"]
STAGE_CADENCES: Mapping[str, Mapping[Circle, int]] = {
    "leading": {"close": 45, "wider": 120},
    "founder": {"close": 21, "wider": 60, "outer": 180},
    "changing": {"close": 21, "wider": 60, "outer": 180},
}
"""What is proposed in place of these at a stage: less often where many people are to be kept in touch with,
more often where threads must not go cold (choice)."""

LONGEST = 36_500
"""Days that a cadence set by hand counts as at most: a hundred years (choice)."""

SOON, DUE, OVERDUE, RESTING = 0.8, 1.0, 1.5, 3.0
"""Urgencies from which a contact is in the state of that name (choice)."""

GAPS_LOOKED_AT, GAPS_NEEDED = 8, 3
"""The latest gaps between contact days make the inferred cadence: how many at most and at least (choice)."""
DAYS_LOOKED_AT = GAPS_LOOKED_AT + 1
"""Of the contact days no more than these, the latest, are looked at."""
INFERRED_FROM, INFERRED_TO = 7, 365
"""Days within which an inferred cadence is kept (choice)."""

SPREAD_BASE = 1.0
SPREAD_PARTS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))
"""How many days the due days of a cadence are spread over: the base, and of each part of the cadence (from,
to, in days) a share. The figures of the scheduler FSRS."""


class Touch(msgspec.Struct, frozen=True):
    """How things stand with one contact by time alone: staleness, never closeness."""

    last_contact: date | None
    elapsed: int | None
    """Days since the latest contact day (or since added, when added by hand and never contacted)."""
    cadence: int | None
    """Days; None for an imported contact never contacted (only a name)."""
    source: CadenceSource | None
    urgency: float | None
    due: date | None
    """The day it falls due, spread for cadences not set by hand."""
    state: State
    usual: int | None
    """Median of the last 8 gaps, if there are 3 gaps or more (what "usually" says)."""


def circle_cadences(profile: Profile) -> Mapping[Circle, int]:
    """Days between talks by circle, as the person has set them, else as the stage proposes.

    At least 1 and at most :data:`LONGEST`, whatever another program has written.
    """
    proposed = STAGE_CADENCES.get(profile.stage or "")
    if proposed is None and not profile.circles:
        return CIRCLE_CADENCES
    by_hand = {each.circle: min(LONGEST, max(1, each.days)) for each in profile.circles}
    return CIRCLE_CADENCES | dict(proposed or {}) | by_hand


def touch(
    contact_id: int,
    contact: Contact,
    contact_days: Sequence[date],
    today: date,
    circles: Mapping[Circle, int] = CIRCLE_CADENCES,
) -> Touch:
    """How things stand with a contact on ``today``.

    ``contact_days``: distinct days, ascending; the last :data:`DAYS_LOOKED_AT` of them are enough.
    ``circles``: see :func:`circle_cadences`.
    """
    last = contact_days[-1] if contact_days else None
    if last is None and contact.imported:
        state: State = "archived" if contact.archived else "only_name"
        return Touch(None, None, None, None, None, None, state, None)
    usual = usual_gap(contact_days)
    cadence, source = cadence_of(contact, usual, circles)
    since = (last or contact.added).toordinal()
    elapsed = max(0, today.toordinal() - since)
    urgency = elapsed / cadence
    offset = 0 if source == "hand" else spread_offset(contact_id, cadence)
    return Touch(
        last_contact=last,
        elapsed=elapsed,
        cadence=cadence,
        source=source,
        urgency=urgency,
        due=date.fromordinal(min(since + cadence + offset, date.max.toordinal())),
        state="archived" if contact.archived else state_of(urgency),
        usual=usual,
    )


def cadence_of(
    contact: Contact, usual: int | None, circles: Mapping[Circle, int] = CIRCLE_CADENCES
) -> tuple[int, CadenceSource]:
    """The cadence in days, and where it comes from. ``usual``: see :func:`usual_gap`."""
    if contact.cadence is not None:
        return min(LONGEST, max(1, contact.cadence)), "hand"
    if usual is not None:
        return min(INFERRED_TO, max(INFERRED_FROM, usual)), "inferred"
    if contact.circle is not None:
        return circles[contact.circle], "circle"
    return circles["wider"], "default"


def usual_gap(contact_days: Sequence[date]) -> int | None:
    """Median of the last 8 gaps between contact days (ascending), in days, a half up; None below 3 gaps."""
    if len(contact_days) <= GAPS_NEEDED:
        return None
    recent = [day.toordinal() for day in contact_days[-DAYS_LOOKED_AT:]]
    gaps = sorted([later - earlier for earlier, later in pairwise(recent)])
    middle = len(gaps) // 2
    return gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle] + 1) // 2


def state_of(urgency: float) -> State:
    """The state of a contact that is neither archived nor only a name."""
    if urgency >= RESTING:
        return "resting"
    if urgency >= OVERDUE:
        return "overdue"
    if urgency >= DUE:
        return "due"
    return "soon" if urgency >= SOON else "active"


@lru_cache(maxsize=1024)
def spread_width(cadence: int) -> float:
    """Over how many days the due days of a cadence (in days) are spread."""
    return SPREAD_BASE + sum(share * max(0.0, min(cadence, to) - start) for start, to, share in SPREAD_PARTS)


def spread_offset(contact_id: int, cadence: int) -> int:
    """Days by which the due day of this contact is moved, so that no day is a flood: fixed by its id."""
    return _rounded((stable_fraction(contact_id) - 0.5) * spread_width(cadence))


def stable_fraction(identity: int) -> float:
    """A number from 0 to below 1 that is the same for the same id in every process and on every machine."""
    digest = blake2b(identity.to_bytes(8, "little", signed=True), digest_size=6).digest()
    return int.from_bytes(digest, "little") / (1 << 48)


def _rounded(number: float) -> int:
    """To the nearest whole number, a half up."""
    return math.floor(number + 0.5)
