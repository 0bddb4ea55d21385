"""Files and locks: private, swept, beside the resolved document, and honest when the disk is not."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.errors import DocumentError, LockedError
from netui.storage.files import Temporary, keep_aside, sweep
from netui.storage.mending.survey import survey
from tests.storage.helpers import labels, open_store, texts, write_note
from tests.terminal import LONGEST


@pytest.fixture
def _no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_no_umask")
def test_everything_is_for_the_account_alone(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "netui"
    path = folder / "network.json"
    store = open_store(path)
    write_note(store, "one")
    store.fold()
    with path.with_suffix(".journal").open("ab") as journal:
        journal.write(b"torn")
    write_note(store, "two")
    store.close(fold=True)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.rglob("*")}
    files = ("json", "journal", "history", "lock", "torn-1")
    assert modes == {
        **{f"network.{suffix}": 0o600 for suffix in files},
        "network.backups": 0o700,
        "2026-11-23.json": 0o600,
    }
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "synchronised" / "mine.json"
    real.parent.mkdir()
    link = tmp_path / "network.json"
    link.symlink_to(real)
    store = open_store(link)
    write_note(store, "one")
    store.close(fold=True)
    assert link.is_symlink()
    assert store.path == real
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["network.json"]
    assert {"mine.json", "mine.journal", "mine.history"} <= {file.name for file in real.parent.iterdir()}
    again = open_store(link)
    assert texts(again) == ["one"]
    again.close()


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(DocumentError):
        open_store(tmp_path / "a")


def test_what_cannot_be_a_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no document"):
        open_store(tmp_path / "none" / "network.json", create=False)
    assert not (tmp_path / "none").exists()
    folder = tmp_path / "folder.json"
    folder.mkdir()
    with pytest.raises(DocumentError, match="not a regular file"):
        open_store(folder)
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with pytest.raises(DocumentError, match="not a regular file"):
        open_store(pipe)
    for ending in ("journal", "history", "lock", "session", "staged", "backups", "torn-1", "kept-12"):
        with pytest.raises(DocumentError, match="name the document"):
            open_store(tmp_path / f"network.{ending}")
    with pytest.raises(DocumentError, match="Not a directory"):
        open_store(_file(tmp_path / "file") / "network.json")


def _file(path: Path) -> Path:
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize("name", ["network", "net[1]", "what?*"])
def test_left_temporary_files_are_swept_and_living_ones_kept(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.json"
    open_store(path).close()
    dead = path.with_name(f".{name}.json.1-0.tmp")
    living = path.with_name(f".{name}.journal.2-0.tmp")
    strange = path.with_name(".another.json.3-0.tmp")
    for file in (dead, living, strange):
        file.write_bytes(b"half")
    with living.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert survey(path).left == [dead]
        open_store(path).close()
    assert (dead.exists(), living.exists(), strange.exists()) == (False, True, True)


def test_what_cannot_be_set_aside_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for _ in range(3):
            with pytest.raises(OSError, match="No space left"):
                keep_aside(path, b"torn")
    assert list(path.parent.iterdir()) == []
    assert keep_aside(path, b"torn").name == "network.torn-1"


def test_a_temporary_file_that_is_swept_before_it_is_locked_is_made_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock = fcntl.flock
    turns = iter([True])

    def late(descriptor: int, operation: int) -> None:
        if next(turns, False):
            sweep(path)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    temporary = Temporary(path)
    temporary.write([b"whole"])
    temporary.install()
    assert path.read_bytes() == b"whole"
    assert list(path.parent.iterdir()) == [path]


def test_a_held_lock_names_the_holder(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    with one.change("long"):
        two._lock.timeout = 0.05
        with pytest.raises(LockedError, match=rf"by alice \(process {os.getpid()}\) since 10:00 UTC"):
            write_note(two, "never")
        two._lock.timeout = 2 * LONGEST
        started = time.monotonic()
        assert two.follow() == []
        assert time.monotonic() - started < LONGEST, "who looks waits for no lock"
    write_note(two, "now")
    assert labels(two) == ["note: now"]
    one.close()
    two.close()


def test_a_lock_file_that_was_removed_keeps_nobody_out_for_long(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    path.with_suffix(".lock").unlink()
    write_note(one, "one")
    write_note(two, "two")
    assert texts(two) == ["one", "two"]
    one.close()
    two.close()


@pytest.mark.parametrize("call", ["write", "fdatasync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_failed_append_leaves_everything_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    store = open_store(path)
    write_note(store, "one")
    journal = path.with_suffix(".journal")
    before = journal.read_bytes()
    write = os.write

    def half(descriptor: int, data: memoryview) -> int:
        if len(data) <= 20:
            raise OSError(number, os.strerror(number))
        return write(descriptor, data[:20])

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, half if call == "write" else fail)
        with pytest.raises(DocumentError, match=os.strerror(number)):
            write_note(store, "x" * 30)
    assert journal.read_bytes() == before
    assert texts(store) == ["one"]
    write_note(store, "two")
    store.close()
    again = open_store(path)
    assert texts(again) == ["one", "two"]
    assert labels(again) == ["note: two", "note: one"]
    again.close()


def test_an_interrupted_write_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
    write_note(store, "seven bytes at a time")
    store.fold()
    store.close()
    again = open_store(path)
    assert texts(again) == ["seven bytes at a time"]
    again.close()


def test_a_removed_journal_is_put_back(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    path.with_suffix(".journal").unlink()
    with pytest.raises(DocumentError, match="No such file"):
        store.follow()
    write_note(store, "two")
    store.close()
    again = open_store(path)
    assert texts(again) == ["one", "two"]
    again.close()


def test_a_removed_document_is_said_and_carried_on_once_back(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    away = path.with_name("away.json")
    path.rename(away)
    with pytest.raises(DocumentError, match="is gone"):
        write_note(store, "two")
    with pytest.raises(DocumentError, match="No such file"):
        store.follow()
    with pytest.raises(DocumentError):
        store.fold()
    assert not path.exists()
    away.rename(path)
    write_note(store, "two")
    assert texts(store) == ["one", "two"]
    store.close(fold=True)


def test_a_removed_folder_is_said_and_carried_on_once_back(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "network.json"
    store = open_store(path)
    write_note(store, "one")
    path.parent.rename(tmp_path / "away")
    for act in (lambda: write_note(store, "two"), store.follow, store.fold):
        with pytest.raises(DocumentError, match="No such file"):
            act()
    shutil.move(tmp_path / "away", path.parent)
    write_note(store, "two")
    assert texts(store) == ["one", "two"]
    store.close(fold=True)
