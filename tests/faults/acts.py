"""What is done to documents while system calls fail."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from netui.domain.records import Note
from netui.errors import DamagedError, DocumentError
from netui.network import Network
from netui.network.forgetting import forget
from netui.network.mending import examine, mend_document
from netui.storage import Store, read_document
from netui.storage.backups import Backups
from netui.storage.tiny import Database, JournalStorage
from tests.faults.walk import Act, State, goes_on, state_of
from tests.storage.helpers import open_store, standing, texts, write_note


def with_past(path: Path) -> Store:
    """A session on a document that has a history, and a journal with two changes."""
    store = open_store(path)
    write_note(store, "folded")
    store.fold()
    for text in ("one", "two"):
        write_note(store, text)
    return store


def left_behind(path: Path) -> Path:
    """The same, its session gone."""
    with_past(path).close()
    return path


def with_torn_end(path: Path) -> Path:
    """The same, with a change that was never acknowledged."""
    with left_behind(path).with_suffix(".journal").open("ab") as journal:
        journal.write(b'{"number":4,"at":')
    return path


def log(store: Store) -> None:
    """One line."""
    write_note(store, "new")


def open_and_log(path: Path) -> None:
    """One line, as ``netui log`` writes it: open, change, fold, close."""
    store = open_store(path)
    try:
        write_note(store, "new")
    finally:
        store.close(fold=True)


def fold(store: Store) -> None:
    """The journal into the document."""
    if not store.fold():  # after a failure late in a fold, the document is another one than was seen
        store.follow()
        assert store.fold() or not store.needs_fold


def backup(store: Store) -> None:
    """A copy of everything, asked for."""
    copy = store.backup()
    assert [record.text for record in read_document(copy).table(Note.table).values()] == texts(store)


def with_copy(path: Path) -> Store:
    """The same, with a backup, and a note since."""
    store = with_past(path)
    store.backup()
    write_note(store, "since")
    return store


def restore(store: Store) -> None:
    """The backup put back, as a change."""
    (copy,) = (each for each in store.backups.all() if not each.dated)
    with store.change("restore") as change:
        change.become(read_document(copy.path))


def with_much_to_forget(path: Path) -> Store:
    """The same, with two backups, a torn line set aside, and a change since."""
    store = with_copy(path)
    store.fold()
    with path.with_suffix(".journal").open("ab") as journal:
        journal.write(b'{"number":5,"label":"note: one"')
    write_note(store, "last")
    assert len(store.backups.all()) == 2
    assert path.with_suffix(".torn-1").exists()
    return store


def forget_one(store: Store) -> None:
    """A note, forgotten for good."""
    network = Network(store, standing)
    network.follow()
    (wanted,) = (record_id for record_id, record in network.notes.items() if record.text == "one")
    forget(network, (Note.table, wanted))


def left_after_forgetting(path: Path) -> State:
    """What every session finds, and how much of a forgotten note there is in all files together."""
    found = state_of(path)
    files = [file for file in path.parent.rglob("*") if file.is_file()]
    return found, sum(len(re.findall(rb"\bone\b", file.read_bytes())) for file in files)


def with_much_to_mend(path: Path) -> Path:
    """A document with lost lines in its journal and its history, a broken backup, a copy beside it."""
    store = with_copy(path)
    store.close()
    for suffix, found in ((".journal", b'"text":"two"'), (".history", b'"text":"folded"')):
        file = path.with_suffix(suffix)
        file.write_bytes(file.read_bytes().replace(found, b'"text":"xyz"'))
    (copy,) = (each for each in Backups(path).all() if not each.dated)
    path.with_name("network.sync-conflict-20261124-135035-ABCDEFG.json").write_bytes(path.read_bytes())
    copy.path.write_bytes(b"rubbish")
    return path


def mend(path: Path) -> None:
    """All that is safe to mend."""
    mend_document(path, standing)


def left_after_mending(path: Path) -> State:
    """What a session finds, if it can open the document; what was kept; and what is still wrong with it."""
    try:
        found = state_of(path)
    except DamagedError:
        found = None
    kept = {file.name: file.read_bytes() for file in path.parent.glob("network.kept-*/*")}
    return found, sorted(kept), sorted({problem.kind for problem in examine(path, standing).problems})


def goes_on_mended(path: Path) -> None:
    """What was not mended is mended now, and work goes on."""
    mend(path)
    goes_on(path)


def make(path: Path) -> None:
    """A new document."""
    open_store(path).close()


def plain_file(path: Path) -> Path:
    """A file that stock TinyDB wrote."""
    with TinyDB(path) as stock:
        stock.insert({"text": "folded"})
    return path


def insert(path: Path, **options: Any) -> None:
    """One record, by TinyDB's interface."""
    database = Database(path, storage=JournalStorage, **options)
    try:
        database.insert({"text": "new"})
    finally:
        database.close()


def tables(path: Path) -> State:
    """The texts that another program finds by TinyDB's interface."""
    with Database(path, storage=JournalStorage) as database:
        return [record["text"] for record in database]


def tables_go_on(path: Path) -> None:
    """Another program's next insert works."""
    before = tables(path)
    insert(path)
    assert tables(path) == [*before, "new"]
    assert list(json.loads(path.read_bytes())["_default"]) == [str(n + 1) for n in range(len(before) + 1)]


ACTS = (
    Act("log", with_past, log, Store.close, refused_leaves_old=True),
    Act("open, log, fold", left_behind, open_and_log),
    Act("fold", with_past, fold, Store.close),
    Act("make the document", lambda path: path, make),
    Act("back up", with_past, backup, Store.close),
    Act("restore", with_copy, restore, Store.close),
    Act("forget for good", with_much_to_forget, forget_one, Store.close, state_of=left_after_forgetting),
    Act("set a torn line aside", with_torn_end, open_and_log),
    Act("mend", with_much_to_mend, mend, state_of=left_after_mending, goes_on=goes_on_mended),
    Act(
        "take over TinyDB's file",
        plain_file,
        insert,
        errors=(DocumentError, OSError),
        state_of=tables,
        goes_on=tables_go_on,
    ),
    Act(
        "write a plain file",
        plain_file,
        lambda path: insert(path, indent=1),
        errors=(DocumentError, OSError),
        state_of=tables,
        goes_on=tables_go_on,
    ),
)
