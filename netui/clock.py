"""The one place that asks the system for the time and the zone.

Everything else gets *now* as a parameter. ``--now`` and ``--zone`` make a clock that stands still, for
scripts and tests.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from netui.domain.days import DEFAULT_ROLLOVER_HOUR, DEFAULT_WEEK_START, Now, known_zone, now_at
from netui.errors import UsageProblem

FALLBACK_ZONE = "UTC"

_INSTANT = re.compile(r"(?P<instant>\d{4}-\d\d-\d\d[T ]\d\d[^][]*)(?:\[(?P<zone>[^][]+)\])?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_INSTANT = "--now {!r} is not an instant such as 2026-11-23T10:00+00:00[Europe/London]"
_A_DAY = "--now {0!r} is not an instant such as {0}T10:00; “netui due {0}” says what will be due then"


class Clock:
    """Tells the time in one zone, running or standing still."""

    def __init__(self, zone: str, fixed: datetime | None = None) -> None:
        self.zone = zone
        self._fixed = fixed

    @property
    def stands_still(self) -> bool:
        """Whether this clock was set to an instant."""
        return self._fixed is not None

    def instant(self) -> datetime:
        """The instant, UTC."""
        return self._fixed if self._fixed is not None else datetime.now(UTC)

    def now(self, *, rollover_hour: int = DEFAULT_ROLLOVER_HOUR, week_start: int = DEFAULT_WEEK_START) -> Now:
        """What it is now for the person."""
        return now_at(self.instant(), self.zone, rollover_hour=rollover_hour, week_start=week_start)


def make_clock(now: str | None = None, zone: str | None = None, configured_zone: str | None = None) -> Clock:
    """A clock for ``--now`` and ``--zone``, either of which may be missing.

    The zone is, first that is given: ``zone``, the one in ``now``'s brackets, the configured one, the
    system's. Raises UsageProblem for an instant or a zone that does not exist.
    """
    if now is None:
        return Clock(known_zone(zone or configured_zone or system_zone()))
    match = _INSTANT.fullmatch(now.strip())
    if match is None:
        said = _A_DAY if _DAY.fullmatch(now.strip()) else _NO_INSTANT
        raise UsageProblem(said.format(now.strip()))
    text, bracket = match["instant"], match["zone"] or ""
    name = known_zone(zone or bracket or configured_zone or system_zone())
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise UsageProblem(_NO_INSTANT.format(now)) from None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=ZoneInfo(name))
    return Clock(name, instant.astimezone(UTC))


def system_zone() -> str:
    """The IANA name of the system's zone, or UTC where it cannot be told.

    ``TZ`` counts only where it holds such a name: for the POSIX form (``CET-1CEST``), which has no name to
    keep, pendulum would silently answer with another setting of the system, and so do we, knowingly.
    """
    import pendulum  # late: 50 ms that a given or configured zone saves

    for name in (os.environ.get("TZ", "").removeprefix(":"), pendulum.now().timezone_name or ""):
        if name:
            try:
                return known_zone(name)
            except UsageProblem:
                continue
    return FALLBACK_ZONE
