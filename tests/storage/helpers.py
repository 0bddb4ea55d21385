"""What the tests of storage begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from netui.domain.records import Contact, Note
from netui.storage import Store

INSTANT = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = date(2026, 11, 23)


def standing() -> datetime:
    """A clock that stands still."""
    return INSTANT


def open_store(path: Path, *, instant: Callable[[], datetime] = standing, **options: Any) -> Store:
    """A session on the document at ``path``."""
    return Store.open(path, instant=instant, account="alice", **options)


def note(text: str, **fields: Any) -> Note:
    """A note of Monday."""
    return Note(text=text, day=DAY, logged_at=INSTANT, zone="Europe/London", **fields)


def contact(name: str, **fields: Any) -> Contact:
    """A contact added on Monday."""
    return Contact(name=name, added=DAY, **fields)


def write_note(store: Store, text: str) -> int:
    """One note as one change; its id."""
    with store.change(f"note: {text}") as transaction:
        return transaction.insert(note(text))


def texts(store: Store) -> list[str]:
    """The notes' texts, oldest first."""
    return [record.text for _, record in sorted(store.table(Note.table).items())]


def tables_of(store: Store) -> Mapping[str, Mapping[int, Any]]:
    """All tables that hold records, copied."""
    return {name: dict(store.table(name)) for name in store.model.names() if store.table(name)}


def labels(store: Store) -> list[str]:
    """The labels of all changes, newest first."""
    return [change.label for change in store.changes()]
