"""A document that can only be looked at: nothing is written, nothing is locked, and the reason is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from netui.domain.records import Note
from netui.errors import DocumentError
from netui.storage.tiny import JournalStorage
from tests.storage.helpers import labels, open_store, texts, write_note

Contents = dict[str, bytes]


@pytest.fixture
def made(path: Path) -> Path:
    """A document with one note in it and one in its journal."""
    store = open_store(path)
    write_note(store, "folded")
    store.fold()
    write_note(store, "in the journal")
    store.close()
    path.with_suffix(".lock").unlink()
    return path


@pytest.fixture
def unwritable(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same in a folder where nothing can be made, for the superuser too."""
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != made.parent and real(path, mode))
    made.parent.chmod(0o500)
    yield made
    made.parent.chmod(0o700)


def contents(path: Path) -> Contents:
    return {
        file.relative_to(path.parent).as_posix(): file.read_bytes()
        for file in path.parent.rglob("*")
        if file.is_file()
    }


def changes_nothing(path: Path, reason: str) -> None:
    before = contents(path)
    store = open_store(path)
    assert texts(store) == ["folded", "in the journal"]
    assert labels(store) == ["note: in the journal", "note: folded"]
    assert store.read_only is not None
    assert reason in store.read_only
    for refused in (lambda: write_note(store, "no"), store.backup):
        with pytest.raises(DocumentError, match=reason):
            refused()
    assert not store.fold()
    assert store.follow() == []
    assert texts(store) == ["folded", "in the journal"], "what was refused is not there"
    store.close(fold=True)
    assert contents(path) == before


def test_a_document_of_mode_0400(made: Path) -> None:
    made.chmod(0o400)
    changes_nothing(made, "is read-only: it can be looked at, not changed")


def test_a_folder_that_cannot_be_written(unwritable: Path) -> None:
    changes_nothing(unwritable, "cannot be written: network.json can be looked at, not changed")


def test_to_look_only(made: Path) -> None:
    before = contents(made)
    store = open_store(made, to_look=True)
    assert texts(store) == ["folded", "in the journal"]
    with pytest.raises(DocumentError, match="opened to look at only"):
        write_note(store, "no")
    store.close()
    assert contents(made) == before


def test_without_its_journal(made: Path) -> None:
    made.with_suffix(".journal").unlink()
    made.chmod(0o400)
    store = open_store(made)
    assert texts(store) == ["folded"]
    store.close()
    assert not made.with_suffix(".journal").exists()


def test_a_torn_end_is_left_where_it_is(made: Path) -> None:
    journal = made.with_suffix(".journal")
    journal.write_bytes(journal.read_bytes()[:-20])
    made.chmod(0o400)
    before = contents(made)
    store = open_store(made)
    assert texts(store) == ["folded"]
    store.close()
    assert contents(made) == before


def test_what_others_write_is_followed(made: Path) -> None:
    writer = open_store(made)
    looker = open_store(made, to_look=True)
    write_note(writer, "later")
    assert [change.label for change in looker.follow()] == ["note: later"]
    assert looker.follow() == []
    writer.fold()
    write_note(writer, "after the fold")
    looker.follow()
    assert texts(looker) == texts(writer) == ["folded", "in the journal", "later", "after the fold"]
    for number in range(3):
        write_note(writer, f"{number}")
        writer.fold()
    looker.follow()
    assert texts(looker) == texts(writer)
    looker.close()
    writer.close()


def test_what_became_unwritable_meanwhile_loses_nothing(made: Path) -> None:
    store = open_store(made)
    made.chmod(0o400)
    write_note(store, "appended: the journal still can be")
    store.close()
    again = open_store(made)
    assert again.read_only is not None
    assert texts(again)[-1] == "appended: the journal still can be"
    again.close()


def test_a_copy_of_a_few_files_elsewhere(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "network.json"
    copy.parent.mkdir()
    shutil.copy(made, copy)
    copy.chmod(0o400)
    store = open_store(copy)
    assert texts(store) == ["folded"]
    assert labels(store) == []
    store.close()
    assert list(contents(copy)) == ["network.json"]


def test_tinydb_opened_for_reading(made: Path) -> None:
    before = contents(made)
    database = TinyDB(made, access_mode="r", storage=JournalStorage)
    assert [record["text"] for record in database.table(Note.table)] == ["folded", "in the journal"]
    with pytest.raises((DocumentError, OSError)):
        database.table(Note.table).insert({"text": "no"})
    database.close()
    assert contents(made) == before
