"""The demo network: a private copy, its days moved so that it is alive on the day it is opened."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from netui.domain.days import Now
from netui.domain.records import PROFILE_ID, Contact, Profile

ANCHOR = date(2026, 1, 4)
"""The day that counts as *today* in the shipped file."""

ANCHOR_TABLE = "demo"
"""Table of the shipped file that tells its anchor."""

_DAYS = frozenset(
    {"day", "logged_on", "made", "due", "done", "dropped", "from", "to", "until", "marked", "added"}
    | {"became", "ended", "noticed", "week", "begun", "finished"}
)
_INSTANTS = frozenset({"at", "logged_at", "made_at"})


def load_demo(shipped: Path, folder: Path, now: Now) -> Path:
    """Write the demo network into ``folder`` as of ``now``; returns the document's path.

    The week of the demo ends today, so that the reminder of the routine can be seen on any day of opening.
    """
    document: dict[str, dict[str, Any]] = msgspec.json.decode(shipped.read_bytes())
    anchor = date.fromisoformat(document.pop(ANCHOR_TABLE)["1"]["day"])
    shift = now.today - anchor
    moved = {table: _moved(records, shift) for table, records in document.items()}
    for record in moved[Contact.table].values():
        for yearly in record.get("dates", ()):
            _move_yearly(yearly, anchor, shift)
    moved[Profile.table][str(PROFILE_ID)]["week_start"] = now.today.isoweekday() % 7 + 1
    path = folder / "network.json"
    path.write_bytes(msgspec.json.encode(moved))
    path.chmod(0o600)
    return path


def _moved(value: Any, shift: timedelta, name: str = "") -> Any:
    """``value`` with every day and instant in it moved by ``shift``."""
    if isinstance(value, dict):
        return {key: _moved(part, shift, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_moved(part, shift, name) for part in value]
    if isinstance(value, str) and name in _DAYS:
        return (date.fromisoformat(value) + shift).isoformat()
    if isinstance(value, str) and name in _INSTANTS:
        return (datetime.fromisoformat(value) + shift).isoformat().replace("+00:00", "Z")
    return value


def _move_yearly(yearly: dict[str, Any], anchor: date, shift: timedelta) -> None:
    """Keep a yearly date as far from today as it was from the anchor."""
    upcoming = date(anchor.year, yearly["month"], min(yearly["day"], 28))
    if (upcoming - anchor).days < -180:
        upcoming = upcoming.replace(year=anchor.year + 1)
    elif (upcoming - anchor).days > 185:
        upcoming = upcoming.replace(year=anchor.year - 1)
    moved = upcoming + shift
    yearly["month"], yearly["day"] = moved.month, moved.day
