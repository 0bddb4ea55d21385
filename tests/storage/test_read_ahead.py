"""A document that another program has written is read before it is to be loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from netui.domain.records import Note
from netui.errors import DamagedError
from netui.storage import Store, layout, resident
from tests.storage.helpers import open_store, texts, write_note


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A session whose note is in the document."""
    store = open_store(path)
    write_note(store, "ours")
    store.fold()
    yield store
    store.close()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the session has parsed from now on."""
    found: list[bytes] = []

    def parse(path: Path, data: bytes) -> layout.Parsed:
        found.append(data)
        return layout.parse(path, data)

    monkeypatch.setattr(resident, "parse", parse)
    return found


def edit(path: Path, text: str) -> None:
    """Change every note as another program would."""
    with TinyDB(path) as database:
        database.table(Note.table).update({"text": text})


def test_it_is_read_once(store: Store, path: Path, parsed: list[bytes]) -> None:
    assert store.document_to_read() is None
    edit(path, "theirs")
    assert store.document_to_read() is not None
    store.read_ahead()
    assert store.document_to_read() is None
    assert texts(store) == ["ours"]
    (change,) = store.follow()
    assert change.reloaded
    assert texts(store) == ["theirs"]
    assert len(parsed) == 1
    assert store.document_to_read() is None
    write_note(store, "ours again")
    assert store.fold()
    assert store.follow() == []


def test_what_was_written_since_counts(store: Store, path: Path, parsed: list[bytes]) -> None:
    edit(path, "theirs")
    store.read_ahead()
    edit(path, "theirs, once more")
    assert store.document_to_read() is not None
    store.follow()
    assert texts(store) == ["theirs, once more"]
    assert len(parsed) == 2


def test_lines_of_the_journal_come_on_top_each_time(store: Store, path: Path) -> None:
    write_note(store, "not folded")
    edit(path, "theirs")
    store.read_ahead()
    store.follow()
    assert texts(store) == ["theirs", "not folded"]
    edit(path, "theirs again")
    store.read_ahead()
    store.follow()
    assert texts(store) == ["theirs again", "not folded"]


def test_what_is_wrong_with_it_is_said_when_it_is_loaded(
    store: Store, path: Path, parsed: list[bytes]
) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    store.read_ahead()
    assert store.document_to_read() is None
    for _ in range(3):
        with pytest.raises(DamagedError, match="is not a TinyDB document"):
            store.follow()
    assert len(parsed) == 1  # it is not read again and again
    assert texts(store) == ["ours"]
    path.write_bytes(whole)
    store.follow()
    assert texts(store) == ["ours"]
    write_note(store, "mended")
    assert texts(store) == ["ours", "mended"]


def test_another_session_s_fold_is_none(store: Store, path: Path) -> None:
    other = open_store(path)
    write_note(other, "another's")
    assert other.fold()
    assert store.document_to_read() is None
    assert [change.reloaded for change in store.follow()] == [False]
    other.close()
