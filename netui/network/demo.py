"""The demo network: a private copy, its days moved so that it is alive on the day it is opened."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from netui.domain.days import Now
from netui.domain.records import PROFILE_ID, Contact, Profile
from netui.storage import try_lock

ANCHOR = date(2026, 1, 4)
"""The day that counts as *today* in the shipped file."""

ANCHOR_TABLE = "demo"
"""Table of the shipped file that tells its anchor."""

_DAYS = frozenset(
    {"day", "logged_on", "made", "due", "done", "dropped", "from", "to", "until", "marked", "added"}
    | {"became", "ended", "noticed", "week", "begun", "finished"}
)
_INSTANTS = frozenset({"at", "logged_at", "made_at"})


FOLDER_PREFIX = "netui-demo-"

_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def demo_folder() -> Iterator[Path]:
    """A folder of this account alone for a copy of the demo, removed with all in it at the end of the block.

    A session that is killed outright leaves its folder behind, and the next one removes it: while a session
    lives, its folder is locked. Raises OSError.
    """
    _remove_left()
    folder, descriptor = _make_locked()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _make_locked() -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
        with suppress(FileNotFoundError):  # another session has taken it for left behind
            descriptor = os.open(folder, _OPEN_FOLDER)
            with suppress(BlockingIOError):
                try_lock(descriptor)
                if folder.exists():
                    return folder, descriptor
            os.close(descriptor)


def _remove_left() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        with suppress(OSError):  # of a session that lives, of another account, or no folder at all
            descriptor = os.open(folder, _OPEN_FOLDER)
            try:
                # Where nothing can be locked nobody knows who lives.
                if os.fstat(descriptor).st_uid == os.getuid() and try_lock(descriptor):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(descriptor)


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
