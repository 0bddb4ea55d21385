"""A document that another program has written is read before it is to be loaded."""

from __future__ import annotations

import os
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
    depths = []
    for _ in range(3):
        with pytest.raises(DamagedError, match="is not a TinyDB document") as caught:
            store.follow()
        depths.append(len(caught.traceback))
    assert len(set(depths)) == 1  # nothing is held of the times before
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


def test_what_was_read_and_is_not_needed_is_let_go_of(store: Store, path: Path) -> None:
    whole = path.read_bytes()
    status = path.stat()
    edit(path, "theirs")
    store.read_ahead()
    path.write_bytes(whole)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert store.follow() == []
    assert store._resident._ahead is None


def test_one_document_at_most_waits_to_be_let_go_of(store: Store, path: Path) -> None:
    for number in range(3):
        edit(path, f"theirs {number}")
        store.follow()
    assert len(store._resident.former) == 1
    assert list(store.letting_go())
    assert not store._resident.former
    assert texts(store) == ["theirs 2"]
