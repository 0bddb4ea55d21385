"""Files that others replace, edit or cut beneath a session: what it shows, what it keeps, what it refuses."""

from __future__ import annotations

import errno
import json
import os
import shutil
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from tinydb import TinyDB

from netui.domain.records import Note
from netui.errors import DamagedError, DocumentError
from netui.network.mending import examine, mend_document
from netui.storage import ForkedError, Store
from netui.storage.mending.findings import Kind
from tests.storage.helpers import labels, note, open_store, standing, texts, write_note

# --- after another session's fold --------------------------------------------------------------------------


def test_an_edit_of_the_same_length_after_anothers_fold_is_taken_in(path: Path) -> None:
    one, other = open_store(path), open_store(path)
    write_note(one, "lovelace")
    other.follow()
    one.fold()
    path.write_bytes(path.read_bytes().replace(b"lovelace", b"loveliest"[:8]))
    other.follow()
    assert texts(other) == ["loveliest"[:8]]
    write_note(other, "more")
    assert other.fold()
    assert [record["text"] for record in TinyDB(path).table("notes")] == ["loveliest"[:8], "more"]


@pytest.mark.parametrize("length", range(60, 90))
def test_a_stock_edit_after_anothers_fold_is_taken_in_wherever_the_end_comes_to_lie(
    path: Path, length: int
) -> None:
    one, other = open_store(path), open_store(path)
    gone = write_note(one, "x" * length)
    for number in range(24):
        write_note(one, f"note {number}")
    other.follow()
    one.fold()
    with TinyDB(path) as stock:
        stock.table(Note.table).remove(doc_ids=[gone])
    other.follow()
    assert gone not in other.table(Note.table)


def test_anothers_fold_is_not_read_anew(path: Path) -> None:
    one, other = open_store(path), open_store(path)
    write_note(one, "first")
    other.follow()
    one.fold()
    write_note(one, "second")
    assert [change.reloaded for change in other.follow()] == [False]
    assert texts(other) == ["first", "second"]


# --- edits without a change of length ----------------------------------------------------------------------


def test_an_edit_by_hand_that_keeps_the_length_is_honoured(path: Path) -> None:
    store = open_store(path)
    write_note(store, "call with Ada")
    store.close(fold=True)
    path.write_bytes(path.read_bytes().replace(b"call with", b"cake with"))
    again = open_store(path)
    assert texts(again) == ["cake with Ada"]
    again.close()
    assert examine(path, standing).problems == []


def test_a_flipped_bit_is_no_edit(path: Path) -> None:
    store = open_store(path)
    write_note(store, "call with Ada")
    store.close(fold=True)
    path.write_bytes(path.read_bytes().replace(b"call with", b"call vith"))  # v and w: one bit
    with pytest.raises(DamagedError, match="checksum"):
        open_store(path)


# --- what another program wrote, and a document rebuilt ----------------------------------------------------


def test_a_rebuilt_document_holds_what_another_program_had_written(path: Path) -> None:
    store = open_store(path)
    for text in ("one", "two", "three"):
        write_note(store, text)
        store.fold()
    with TinyDB(path) as stock:
        stock.table("mine").insert({"text": "theirs"})
        stock.table(Note.table).update({"text": "changed"}, doc_ids=[min(store.table(Note.table))])
    store.follow()
    write_note(store, "four")
    store.close(fold=True)
    path.write_bytes(path.read_bytes()[:100])
    mended = mend_document(path, standing)
    assert [problem.kind for problem in mended.mended] == [Kind.DOCUMENT_DAMAGED]
    again = open_store(path)
    assert texts(again) == ["changed", "two", "three", "four"]
    assert [record["text"] for record in again.table("mine").values()] == ["theirs"]


def test_copies_of_edited_documents_are_one_a_day(path: Path) -> None:
    store = open_store(path)
    for number in range(3):
        write_note(store, f"{number}")
        store.fold()
        with TinyDB(path) as stock:
            stock.table("mine").insert({"number": number})
        store.follow()
    write_note(store, "last")
    store.fold()
    edited = [backup.name for backup in store.backups.all() if backup.name.endswith("-edited")]
    assert edited == ["2026-11-23T100000Z-edited"]
    write_note(store, "nobody edited this")
    store.fold()
    newest = json.loads((store.backups.folder / f"{edited[0]}.json").read_bytes())
    assert len(newest["mine"]) == 3
    assert "nobody edited this" not in json.dumps(newest)


# --- an older document or journal put in place -------------------------------------------------------------


def test_an_old_document_without_its_journal_takes_no_numbers_of_the_history(
    path: Path, tmp_path: Path
) -> None:
    store = open_store(path)
    write_note(store, "first")
    store.fold()
    old = shutil.copy(path, tmp_path / "old")
    for text in ("second", "third"):
        write_note(store, text)
    store.close(fold=True)
    shutil.copy(old, path)
    path.with_suffix(".journal").unlink()
    before = path.read_bytes(), path.with_suffix(".history").read_bytes()
    with pytest.raises(ForkedError, match="nothing is overwritten"):
        open_store(path)
    assert (path.read_bytes(), path.with_suffix(".history").read_bytes()) == before
    mend_document(path, standing)
    assert texts(open_store(path)) == ["first", "second", "third"]


def test_a_history_never_takes_lines_that_divide_from_it(path: Path) -> None:
    one = open_store(path)
    write_note(one, "first")
    one.fold()
    history = path.with_suffix(".history")
    line = history.read_bytes()
    write_note(one, "second")
    one.fold()
    history.write_bytes(line + history.read_bytes()[len(line) :].replace(b"second", b"sec0nd"))
    write_note(one, "third")
    one.fold()  # what cannot be read at the end is set aside, and the rest goes on
    assert [change.label for change in one.changes(1)] == ["note: third"]


def test_a_journal_put_back_by_a_synchroniser_loses_nothing(path: Path, tmp_path: Path) -> None:
    store = open_store(path)
    write_note(store, "first")
    old = shutil.copy(path.with_suffix(".journal"), tmp_path / "old")
    for text in ("second", "third"):
        write_note(store, text)
    Path(old).replace(path.with_suffix(".journal"))
    assert [change.reloaded for change in store.follow()] == [True]
    assert texts(store) == ["first"]
    assert store.notice is not None
    assert "network.conflict-1.journal" in store.notice
    write_note(store, "fourth")
    store.close()
    assert Kind.FORK in {problem.kind for problem in examine(path, standing).problems}
    mend_document(path, standing)
    assert sorted(texts(open_store(path))) == ["first", "fourth", "second", "third"]


def test_a_journal_cut_at_a_line_loses_nothing(path: Path) -> None:
    store = open_store(path)
    write_note(store, "first")
    size = path.with_suffix(".journal").stat().st_size
    write_note(store, "second")
    os.truncate(path.with_suffix(".journal"), size)
    write_note(store, "third")
    assert texts(store) == ["first", "third"]
    kept = path.with_name("network.conflict-1.json")
    assert [record["text"] for record in TinyDB(kept).table("notes")] == ["first", "second"]
    store.close()
    assert Kind.COPY_UNKNOWN in {problem.kind for problem in examine(path, standing).problems}


def test_a_folder_put_back_keeps_the_whole_document_of_a_session(path: Path, tmp_path: Path) -> None:
    store = open_store(path)
    write_note(store, "first")
    store.fold()
    shutil.copytree(path.parent, tmp_path / "kept")
    for text in ("second", "third"):
        write_note(store, text)
        store.fold()
    for file in (tmp_path / "kept").iterdir():
        if file.is_file():
            file.replace(path.with_name(file.name))
    store.follow()
    assert texts(store) == ["first"]
    kept = path.with_name("network.conflict-1.json")
    assert [record["text"] for record in TinyDB(kept).table("notes")] == ["first", "second", "third"]


def test_missed_folds_and_forgetting_are_no_loss(path: Path) -> None:
    one, other = open_store(path), open_store(path)
    for number in range(3):
        write_note(one, f"{number}")
        one.fold()
    other.follow()
    assert other.notice is None
    assert texts(other) == ["0", "1", "2"]
    assert not list(path.parent.glob("*conflict*"))


# --- the last line -----------------------------------------------------------------------------------------


def test_a_refused_line_that_another_session_saw_is_forgotten_by_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = open_store(path), open_store(path)
    write_note(one, "first")
    other.follow()
    sync = os.fdatasync

    def failing(descriptor: int) -> None:
        other.follow()  # in the very moment between write and sync
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fdatasync", failing)
    with pytest.raises(DocumentError):
        write_note(one, "AAA")
    monkeypatch.setattr(os, "fdatasync", sync)
    assert texts(other) == ["first", "AAA"]
    write_note(one, "BBB")
    write_note(other, "CCC")
    one.follow()
    assert texts(one) == texts(other) == ["first", "BBB", "CCC"]
    one.close()
    other.close()
    assert texts(open_store(path)) == ["first", "BBB", "CCC"]


def test_a_flipped_bit_in_the_last_line_is_set_right(path: Path) -> None:
    store = open_store(path)
    for text in ("first", "second"):
        write_note(store, text)
    store.close()
    journal = path.with_suffix(".journal")
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace(b'"text":"second"', b'"text":"seconf"'))
    again = open_store(path)
    write_note(again, "third")
    assert texts(again) == ["first", "second", "third"]
    assert journal.read_bytes().startswith(whole)
    assert not list(path.parent.glob("*.torn-*"))


def test_a_change_that_was_never_finished_is_told(path: Path) -> None:
    store = open_store(path)
    write_note(store, "first")
    store.close()
    with path.with_suffix(".journal").open("ab") as journal:
        journal.write(b'{"schema":1,"number":2')
    again = open_store(path)
    assert not again.notice
    write_note(again, "second")
    assert again.remark == "a change that was never finished was set aside in network.torn-1"
    assert labels(again) == ["note: second", "note: first"]


# --- names and modes ---------------------------------------------------------------------------------------


def test_two_documents_do_not_share_a_journal(path: Path) -> None:
    store = open_store(path)
    write_note(store, "first")
    store.close(fold=True)
    copy = path.with_suffix(".bak")
    shutil.copy(path, copy)
    with pytest.raises(DocumentError, match=r"network\.journal belongs to network\.json"):
        open_store(copy)
    assert texts(open_store(path)) == ["first"]


def test_a_document_may_be_given_another_name_with_its_files(path: Path) -> None:
    store = open_store(path)
    write_note(store, "first")
    store.close(fold=True)
    for suffix in (".json", ".journal", ".history"):
        path.with_suffix(suffix).rename(path.with_name(f"other{suffix}"))
    again = open_store(path.with_name("other.json"))
    write_note(again, "second")
    assert texts(again) == ["first", "second"]


def test_a_document_put_in_place_for_all_to_read_is_made_private(path: Path) -> None:
    store = open_store(path)
    write_note(store, "first")
    store.close(fold=True)
    path.chmod(0o666)
    open_store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_fold_that_fails_in_the_history_leaves_no_half_line(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = open_store(path)
    write_note(store, "first")
    store.fold()
    history = path.with_suffix(".history")
    before = history.read_bytes()
    with store.change("two notes") as change:
        change.insert(note("second"))
    monkeypatch.setattr(
        "netui.storage.history.write_all", lambda descriptor, data: _half_of(descriptor, data)
    )
    with pytest.raises(DocumentError, match="No space"):
        store.fold()
    assert history.read_bytes() == before
    monkeypatch.undo()
    assert store.fold()
    assert not list(path.parent.glob("*.torn-*"))


def _half_of(descriptor: int, data: bytes) -> None:
    os.write(descriptor, data[: len(data) // 2])
    raise OSError(errno.ENOSPC, "No space left on device")


def in_two_places(path: Path, tmp_path: Path) -> tuple[Store, Store]:
    """A session on a document, and one on a copy of it elsewhere, a minute ahead."""
    store = open_store(path)
    write_note(store, "of both")
    store.fold()
    twin = tmp_path / "twin" / path.name
    shutil.copytree(path.parent, twin.parent)
    return store, open_store(twin, instant=lambda: standing() + timedelta(minutes=1))


@pytest.mark.parametrize(
    "which", [".json", ".journal", ".history", ".json .journal", ".json .journal .history"]
)
def test_a_copy_that_went_on_put_over_a_session_loses_nothing_of_it(
    path: Path, tmp_path: Path, which: str
) -> None:
    """Whatever files of it a synchroniser brings."""
    store, there = in_two_places(path, tmp_path)
    twin = there.path
    write_note(there, "there")
    there.close(fold=True)
    write_note(store, "of this one")
    for suffix in which.split():
        path.with_suffix(suffix).write_bytes(twin.with_suffix(suffix).read_bytes())
    for act in (
        store.follow,
        store.follow,
        partial(write_note, store, "later"),
        partial(store.close, fold=True),
    ):
        with suppress(DocumentError):
            act()
    store.close()
    files = [file.read_bytes() for file in path.parent.rglob("*") if file.is_file()]
    assert any(b"of this one" in content for content in files)
    assert len(list(path.parent.glob("*.conflict-*.json"))) <= 1, "it is kept once, however often one looks"


def test_lines_written_over_the_journal_are_folded_into_nothing(path: Path, tmp_path: Path) -> None:
    store, there = in_two_places(path, tmp_path)
    twin = there.path
    for number in range(3):
        write_note(there, f"there, at length, number {number}")
    there.close()
    write_note(store, "of this one")
    path.with_suffix(".journal").write_bytes(twin.with_suffix(".journal").read_bytes())
    before = {suffix: path.with_suffix(suffix).read_bytes() for suffix in (".json", ".journal", ".history")}
    assert not store.fold()
    assert before == {suffix: path.with_suffix(suffix).read_bytes() for suffix in before}
    assert [change.reloaded for change in store.follow()] == [True]
    assert texts(store) == ["of both", *(f"there, at length, number {number}" for number in range(3))]
    assert store.fold()
    store.close()
    kept = path.with_name("network.conflict-1.json")
    assert [record["text"] for record in TinyDB(kept).table("notes")] == ["of both", "of this one"]


def test_what_is_kept_of_a_session_can_be_joined(path: Path, tmp_path: Path) -> None:
    store, there = in_two_places(path, tmp_path)
    twin = there.path
    write_note(there, "there")
    there.close(fold=True)
    write_note(store, "here")
    # The journal comes first, by renaming, and the two that belong to it later.
    twin.with_suffix(".journal").replace(path.with_suffix(".journal"))
    with pytest.raises(ForkedError):
        store.follow()
    store.close()
    for file in (path, path.with_suffix(".history")):
        twin.with_suffix(file.suffix).replace(file)
    mend_document(path, standing)
    assert sorted(texts(open_store(path))) == ["here", "of both", "there"]


@pytest.mark.parametrize("looks", [True, False])
def test_what_an_older_document_and_history_lack_is_kept_where_the_journal_does_not_hold_it(
    path: Path, looks: bool
) -> None:
    store = open_store(path)
    write_note(store, "one")
    store.fold()
    older = {file: file.read_bytes() for file in (path, path.with_suffix(".history"))}
    write_note(store, "in no journal")
    store.fold()
    write_note(store, "three")
    for file, content in older.items():
        file.write_bytes(content)
    if looks:
        with pytest.raises(ForkedError):
            store.follow()
        store.close()
    else:
        with pytest.raises(ForkedError):
            store.close(fold=True)
    kept = path.with_name("network.conflict-1.json")
    assert [record["text"] for record in TinyDB(kept).table("notes")] == ["one", "in no journal", "three"]
