"""Files that TinyDB's users bring: taken over to the letter, or left as they are; never by netui itself."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from netui.errors import DamagedError, DocumentError
from netui.storage import MisfitError, Store
from netui.storage.tiny import Database, JournalStorage, StoreStorage
from tests.storage.helpers import labels, open_store, texts, write_note

OAK = {"name": "oak", "height": 40.5}


def opened(path: Path, **options: Any) -> Database:
    return Database(path, storage=JournalStorage, **options)


def journal_of(path: Path) -> Path:
    return path.with_suffix(".journal")


def test_a_file_of_tinydb_is_taken_over_at_the_first_write(path: Path) -> None:
    with TinyDB(path, indent=2) as stock:
        stock.insert(OAK)
        stock.table("trees", persist_empty=True)
    text = path.read_bytes()
    with opened(path) as database:
        assert database.all() == [OAK]
        assert path.read_bytes() == text
        assert list(path.parent.iterdir()) == [path]
        assert database.insert({"name": "elm"}) == 2
        size = journal_of(path).stat().st_size
        database.insert({"name": "ash"})
        assert journal_of(path).stat().st_size > size
    with TinyDB(path) as stock:
        assert [tree["name"] for tree in stock] == ["oak", "elm", "ash"]
        assert stock.tables() == {"_default", "trees", "profile"}
    with opened(path) as database:
        assert database.tables() == {"_default", "trees"}
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize(
    "tables",
    [
        {"_default": {"1": {"n": float("nan")}}},
        {"_default": {"1": {"half": "\ud83d"}}},
        {"_default": {"01": {"n": 1}}},
        {"_default": {"1": [1]}},
        {"notes": {"1": {"title": "not one of netui's"}}},
        {"contacts": {"1": {"name": "Ada", "added": "2026-11-23", "kind": "person"}}},
        {"profile": {"2": {"mine": True}}},
    ],
)
def test_what_cannot_be_kept_to_the_letter_stays_a_plain_file(path: Path, tables: dict[str, Any]) -> None:
    path.write_text(json.dumps(tables))
    with opened(path) as database:
        database.table("trees").insert(OAK)
        assert database.table("trees").all() == [OAK]
    assert repr(json.loads(path.read_text())) == repr({**tables, "trees": {"1": OAK}})
    assert not journal_of(path).exists()


def test_netui_itself_refuses_a_plain_file(path: Path) -> None:
    with TinyDB(path) as stock:
        stock.insert(OAK)
    text = path.read_bytes()
    with pytest.raises(DamagedError, match="not a document of netui"):
        open_store(path)
    assert path.read_bytes() == text


def test_a_document_of_netui_opens_by_its_path(path: Path) -> None:
    store = open_store(path)
    one = write_note(store, "one")
    with opened(path) as database:
        (found,) = database.table("notes").all()
        assert (found.doc_id, found["text"]) == (one, "one")
        write_note(store, "two")
        assert database.table("notes").count(where("text") == "two") == 1
        new = database.table("notes").insert({**found, "text": "three"})
        assert new > one
        with pytest.raises(MisfitError, match="missing required field"):
            database.table("contacts").insert({"name": "Ada"})
    store.follow()
    assert texts(store) == ["one", "two", "three"]
    store.close()


def test_the_text_of_a_document_of_netui_cannot_be_chosen(path: Path) -> None:
    open_store(path).close()
    text = path.read_bytes()
    with opened(path, indent=4) as database:
        for act in (database.all, lambda: database.insert(OAK), database.drop_tables):
            with pytest.raises(ValueError, match="its text cannot be chosen"):
                act()
    assert path.read_bytes() == text


def test_a_document_whose_journal_is_left_is_not_made_anew(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    store.close()
    path.write_bytes(b"")
    with opened(path) as database:
        for act in (database.all, lambda: database.insert(OAK), database.drop_tables):
            with pytest.raises(DamagedError, match="is empty"):
                act()
    assert path.read_bytes() == b""


def test_two_sessions_take_over_one_file(path: Path) -> None:
    one, two = opened(path), opened(path)
    assert two.all() == []
    assert one.insert(OAK) == 1
    assert two.insert({"name": "elm"}) == 2
    assert one.insert({"name": "ash"}) == 3
    assert two.insert({"name": "yew"}) == 4
    assert one.all() == two.all()
    assert len(one) == 4
    one.close()
    two.close()


def test_a_plain_write_gives_way_to_a_document_that_was_made_meanwhile(path: Path) -> None:
    one, two = opened(path, indent=1), opened(path)
    one.storage.write({"trees": {}})
    two.insert(OAK)
    with pytest.raises(ValueError, match="its text cannot be chosen"):
        one.insert({"name": "elm"})
    assert two.all() == [OAK]
    one.close()
    two.close()


def test_whole_copies_leave_what_others_wrote_meanwhile(path: Path) -> None:
    one, two = opened(path), TinyDB(path, storage=JournalStorage)
    one.insert_multiple([OAK, {"name": "elm"}])
    copy: Any = two.storage.read()
    one.insert({"name": "ash"})
    one.update({"height": 41}, doc_ids=[1])
    del copy["_default"]["2"]
    copy["trees"] = {"7": {"name": "yew"}}
    two.storage.write(copy)
    assert [(tree.doc_id, tree["name"]) for tree in one] == [(1, "oak"), (3, "ash")]
    assert one.get(doc_id=1)["height"] == 41
    # Its own copy holds no ash, and still does not take it away.
    two.storage.write({**copy, "trees": {}})
    assert [tree["name"] for tree in one] == ["oak", "ash"]
    assert one.tables() == {"_default", "trees"}
    copy = two.storage.read()
    one.insert({"name": "fir"})
    copy["_default"]["4"] = {"name": "larch"}
    with pytest.raises(MisfitError, match="_default 4 is another session's by now"):
        two.storage.write(copy)
    two.drop_tables()
    assert one.tables() == set()
    one.close()
    two.close()


def test_an_empty_table_is_durable_at_once(path: Path) -> None:
    one, two = opened(path), opened(path)
    one.table("named", persist_empty=True)
    one.table("emptied").insert(OAK)
    one.table("emptied").truncate()
    assert two.tables() == {"named", "emptied"}
    one.drop_table("named")
    assert two.tables() == {"emptied"}
    copy = path.parent / "copy" / path.name
    copy.parent.mkdir()
    for file in (path, journal_of(path)):  # as if killed: nothing was folded
        (copy.parent / file.name).write_bytes(file.read_bytes())
    with opened(copy) as third:
        assert third.tables() == {"emptied"}
    one.close()
    two.close()


def test_naming_a_table_is_a_change_that_touches_no_record(path: Path) -> None:
    store = open_store(path)
    store.database.table("named", persist_empty=True)
    assert (store.changes()[0].touched, store.changes()[0].tables) == ((), {"named": True})
    assert store.model.names() == ["named"]
    store.close(fold=True)
    again = open_store(path)
    assert again.model.names() == ["named"]
    again.close()


@pytest.mark.parametrize("options", [{}, {"indent": 1}], ids=["journal", "plain"])
def test_a_full_disk_is_an_oserror_and_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]
) -> None:
    database = opened(path, **options)
    database.insert(OAK)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space left"):
            database.insert({"name": "elm"})
    assert database.all() == [OAK]
    assert database.insert({"name": "elm"}) > 1
    assert len(database) == 2
    assert list(path.parent.glob(".*.tmp")) == []
    database.close()


def test_a_held_lock_is_an_oserror(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netui.storage.lock.TIMEOUT", 0.02)
    one, two = opened(path), opened(path)
    one.insert(OAK)
    assert two.insert({"name": "elm"}) == 2
    storage = one.storage
    assert isinstance(storage, StoreStorage)
    store = storage.store_to_write()
    assert isinstance(store, Store)
    with store.change("long"), pytest.raises(OSError, match="locked by") as caught:
        two.insert({"name": "ash"})
    assert isinstance(caught.value, DocumentError)
    one.close()
    two.close()


def test_the_programs_own_database_is_on_its_store(path: Path) -> None:
    store = open_store(path)
    assert Database(store).insert(Document(OAK, doc_id=5)) == 5
    assert labels(store) == ["tinydb: insert into _default"]
    with pytest.raises(MisfitError, match="tables of records"):
        store.database.storage.write({"text": "x"})  # type: ignore[dict-item]
    assert store.table("_default") == {5: OAK}
    store.close()
