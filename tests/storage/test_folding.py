"""Folding: the document takes in the journal, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from netui.domain.records import Note
from netui.errors import DocumentError
from netui.storage import Store, document, folding, history
from netui.storage.history import History, lines_backwards
from netui.storage.journal import Journal
from tests.storage.helpers import labels, note, open_store, tables_of, texts, write_note


def journal_of(path: Path) -> bytes:
    return path.with_suffix(".journal").read_bytes()


def test_stock_tinydb_opens_the_folded_document(path: Path) -> None:
    store = open_store(path)
    ids = [write_note(store, text) for text in ("one", "two – zwei", "three")]
    store.close(fold=True)
    with TinyDB(path) as stock:
        table = stock.table("notes")
        assert [(found.doc_id, found["text"]) for found in table] == [
            (ids[0], "one"),
            (ids[1], "two – zwei"),
            (ids[2], "three"),
        ]
    again = open_store(path)
    assert texts(again) == ["one", "two – zwei", "three"]
    again.close()


def test_nothing_to_fold(path: Path) -> None:
    store = open_store(path)
    seen = [(store.needs_fold, store.fold())]
    write_note(store, "one")
    seen += [(store.needs_fold, store.fold()) for _ in range(2)]
    assert seen == [(False, False), (True, True), (False, False)]
    store.close(fold=True)


def test_the_journal_begins_anew_and_history_keeps_the_changes(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    write_note(store, "two")
    store.fold()
    assert journal_of(path).count(b"\n") == 1
    write_note(store, "three")
    store.close()
    again = open_store(path)
    assert labels(again) == ["note: three", "note: two", "note: one"]
    assert [change.number for change in again.changes()] == [3, 2, 1]
    assert texts(again) == ["one", "two", "three"]
    again.fold()
    assert labels(again) == ["note: three", "note: two", "note: one"]
    again.close()


def during_fold(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have ``act`` done once, when the new document is written and not yet in place."""
    write_beside = folding.write_beside
    acts = iter([act])

    def written(path: Path, frozen: folding.Frozen, instant: datetime) -> folding.Written:
        found = write_beside(path, frozen, instant)
        next(acts, lambda: None)()
        return found

    monkeypatch.setattr(document, "write_beside", written)


def test_lines_written_during_a_fold_stay_in_the_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = open_store(path), open_store(path)
    write_note(one, "one")

    def meanwhile() -> None:
        write_note(one, "own")
        write_note(two, "other's")

    during_fold(monkeypatch, meanwhile)
    assert one.fold()
    assert one.needs_fold
    assert journal_of(path).count(b"\n") == 3
    assert [change.label for change in one.follow()] == ["note: other's"]
    assert texts(one) == ["one", "own", "other's"]
    # The other session was ahead of the document: it keeps its records.
    assert two.follow() == []
    write_note(two, "after")
    assert [change.label for change in one.follow()] == ["note: after"]
    assert labels(one) == labels(two) == [f"note: {text}" for text in ("after", "other's", "own", "one")]
    third = open_store(path)
    assert tables_of(third) == tables_of(two) == tables_of(one)
    for store in (one, two, third):
        store.close()


def test_another_sessions_fold_keeps_the_model(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    write_note(one, "one")
    write_note(one, "two")
    one.fold()
    # Two has not looked: it reads the rest of the old journal through its open descriptor.
    assert [change.label for change in two.follow()] == ["note: one", "note: two"]
    write_note(one, "three")
    one.fold()
    write_note(one, "four")
    assert [change.label for change in two.follow()] == ["note: three", "note: four"]
    assert not any(change.reloaded for change in two.follow())
    assert tables_of(two) == tables_of(one)
    one.close()
    two.close()


def test_two_folds_missed_are_read_anew(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    for text in ("one", "two"):
        write_note(one, text)
        one.fold()
    (change,) = two.follow()
    assert change.reloaded
    assert change.number == 2
    assert tables_of(two) == tables_of(one)
    write_note(two, "three")
    assert [change.label for change in one.follow()] == ["note: three"]
    one.close()
    two.close()


@pytest.mark.parametrize("followed", [True, False])
def test_a_fold_gives_way_to_another(path: Path, monkeypatch: pytest.MonkeyPatch, followed: bool) -> None:
    one, two = open_store(path), open_store(path)
    write_note(one, "one")
    two.follow()

    def meanwhile() -> None:
        write_note(two, "of two")
        two.fold()
        if followed:
            one.follow()

    during_fold(monkeypatch, meanwhile)
    assert not one.fold()
    assert list(path.parent.glob(".*.tmp")) == []
    write_note(one, "two")
    assert texts(one) == ["one", "of two", "two"]
    assert [change.number for change in one.changes()] == [3, 2, 1]
    again = open_store(path)
    assert tables_of(again) == tables_of(one)
    for store in (one, two, again):
        store.close()


def test_a_fold_gives_way_to_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    write_note(store, "one")

    def stock() -> None:
        with TinyDB(path) as database:
            database.table("other").insert({"a": 1})

    during_fold(monkeypatch, stock)
    assert not store.fold()
    assert [change.reloaded for change in store.follow()] == [True]
    assert store.fold()
    assert tables_of(store)["other"] == {1: {"a": 1}}
    assert texts(store) == ["one"]
    store.close()


def test_folding_in_a_thread_beside_changes(path: Path) -> None:
    store = open_store(path)
    with store.change("many") as change:
        for number in range(3000):
            change.insert(note(f"{number}"), id=number + 1)
    folds: list[bool] = []
    written = 0
    for _ in range(4):
        thread = threading.Thread(target=lambda: folds.append(store.fold()))
        thread.start()
        while thread.is_alive():
            write_note(store, "beside")
            written += 1
        thread.join()
    assert folds.count(True) >= 2
    store.close()
    again = open_store(path)
    assert texts(again).count("beside") == written
    assert len(again.table(Note.table)) == 3000 + written
    assert [change.number for change in again.changes()] == list(range(written + 1, 0, -1))
    again.close()


def test_small_documents_are_folded_and_large_ones_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    write_note(store, "one")
    assert store.fold_if_small()
    assert not store.fold_if_small()
    monkeypatch.setattr(document, "SMALL_DOCUMENT_BYTES", 10)
    write_note(store, "two")
    assert not store.fold_if_small()
    monkeypatch.setattr(document, "LONG_JOURNAL_BYTES", 10)
    assert store.fold_if_small()
    store.close()


@pytest.mark.parametrize("step", ["history", "document", "journal"])
def test_a_fold_that_dies_at_a_step_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Death(BaseException):
        """As if killed."""

    def die(*_: object, **__: object) -> None:
        raise Death

    store = open_store(path)
    write_note(store, "one")
    store.fold()
    write_note(store, "two")
    with monkeypatch.context() as patch:
        if step == "history":
            patch.setattr(History, "trim", die)
        elif step == "document":
            patch.setattr(folding, "sync_folder", die)
        else:
            patch.setattr(Journal, "create", die)
        with pytest.raises(Death):
            store.fold()
    other = open_store(path)
    assert texts(other) == ["one", "two"]
    assert labels(other) == ["note: two", "note: one"]
    write_note(other, "three")
    assert other.fold()
    assert labels(other) == ["note: three", "note: two", "note: one"]
    assert path.with_suffix(".history").read_bytes().count(b"\n") == 3
    # The session whose fold failed goes on, too.
    write_note(store, "four")
    assert texts(store) == ["one", "two", "three", "four"]
    store.close()
    other.close()


def test_a_failing_fold_leaves_all_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    write_note(store, "one")
    before = path.read_bytes(), journal_of(path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DocumentError, match="No space left"):
            store.close(fold=True)
    assert (path.read_bytes(), journal_of(path)) == before
    assert list(path.parent.glob(".*")) == []
    again = open_store(path)
    assert again.fold()
    again.close()


def test_lines_backwards_over_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [b"x" * length for length in (0, 1, 5, 0, 17, 3, 40, 2)]
    file = tmp_path / "lines"
    for tail in (b"", b"torn"):
        file.write_bytes(b"".join(line + b"\n" for line in lines) + tail)
        for block in range(1, 30):
            monkeypatch.setattr(history, "BLOCK_BYTES", block)
            with file.open("rb") as opened:
                found = list(lines_backwards(opened.fileno(), 0, file.stat().st_size))
            assert [line for _, line in found] == lines[::-1]
            data = file.read_bytes()
            assert all(data[start : start + len(line)] == line for start, line in found)


def test_a_long_history_is_cut_from_its_beginning(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT_BYTES", 1000)
    store = open_store(path)
    for number in range(60):
        write_note(store, f"{number}")
        store.fold()
    kept = labels(store)
    assert history.KEPT_CHANGES <= len(kept) < 60
    assert kept == [f"note: {number}" for number in range(59, 59 - len(kept), -1)]
    assert len(texts(store)) == 60
    store.close()


def test_a_torn_history_is_mended_by_the_next_fold(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    store.fold()
    file = path.with_suffix(".history")
    whole = file.read_bytes()
    write_note(store, "two")
    with file.open("ab") as history_file:
        history_file.write(journal_of(path).splitlines()[1][:30])
    assert labels(store) == ["note: two", "note: one"]
    store.fold()
    assert file.read_bytes().startswith(whole)
    assert labels(store) == ["note: two", "note: one"]
    store.close()


def test_a_document_left_without_its_journal_opens(path: Path, tmp_path: Path) -> None:
    store = open_store(path)
    last = write_note(store, "one")
    store.close(fold=True)
    copy = tmp_path / "copy" / "network.json"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    again: Store = open_store(copy)
    assert texts(again) == ["one"]
    assert write_note(again, "two") > last
    assert [change.number for change in again.changes()] == [2]
    again.close()


def test_who_only_looks_need_not_wait_for_a_fold(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    write_note(store, "one")
    assert store.is_free
    found: list[bool] = []
    original = folding.install

    def install(*arguments: Any) -> bool:
        asks = threading.Thread(target=lambda: found.append(store.is_free))
        asks.start()
        asks.join()
        return original(*arguments)

    monkeypatch.setattr(document, "install", install)
    assert store.fold()
    assert found == [False]
    assert store.is_free
    store.close()
