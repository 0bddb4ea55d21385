"""The clock that ``--now`` and ``--zone`` make."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from netui.clock import make_clock, system_zone
from netui.errors import UsageProblem


@pytest.mark.parametrize(
    ("now", "zone", "instant", "in_zone"),
    [
        (
            "2026-11-23T10:00+00:00[Europe/London]",
            None,
            datetime(2026, 11, 23, 10, tzinfo=UTC),
            "Europe/London",
        ),
        ("2026-07-01T10:00[Europe/London]", None, datetime(2026, 7, 1, 9, tzinfo=UTC), "Europe/London"),
        ("2026-11-23T10:00Z", "Asia/Tokyo", datetime(2026, 11, 23, 10, tzinfo=UTC), "Asia/Tokyo"),
        (
            "2026-11-23T10:00+05:00[Europe/London]",
            "Asia/Tokyo",
            datetime(2026, 11, 23, 5, tzinfo=UTC),
            "Asia/Tokyo",
        ),
        ("2026-11-23 10:00:30", "UTC", datetime(2026, 11, 23, 10, 0, 30, tzinfo=UTC), "UTC"),
    ],
)
def test_an_instant_and_its_zone(now: str, zone: str | None, instant: datetime, in_zone: str) -> None:
    clock = make_clock(now, zone)
    assert clock.instant() == instant
    assert clock.zone == in_zone
    assert clock.stands_still


@pytest.mark.parametrize(
    "now",
    [
        "",
        "now",
        "2026-11-23",
        "2026-13-01T10:00",
        "2026-11-23T10:00[Asia/Tokyo",
        "2026-11-23T10:00[]",
        "12:30",
    ],
)
def test_what_is_no_instant_is_refused(now: str) -> None:
    with pytest.raises(UsageProblem, match="is not an instant"):
        make_clock(now, "UTC")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageProblem, match="no time zone"):
        make_clock("2026-11-23T10:00[Mars/Olympus]")


def test_the_system_zone_is_that_of_tz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert system_zone() == "Asia/Tokyo"
