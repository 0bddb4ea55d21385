"""From one version of the document's format to the next, told with a version that is still to come."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netui.domain.records import Note
from netui.errors import DamagedError, DocumentError
from netui.storage import schema
from netui.storage.codec import Value
from tests.storage.helpers import labels, open_store, texts, write_note

WORDS = b"words"


class Words:
    """Forgets what holds "words"."""

    def concerns(self, data: bytes) -> bool:
        return WORDS in data

    def keeps_table(self, name: str) -> bool:
        return True

    def value(self, table: str, record_id: int, value: Value) -> Value | None:
        return None if WORDS in str(value).encode() else value

    def label(self, label: str, *, touched: bool) -> str:
        return "something" if touched else label

    is_in = concerns


Upgrade = Callable[[], None]


def louder(table: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The step that these tests try: done twice, or not at all, it shows."""
    return {**fields, "text": fields["text"] + "!"} if table == Note.table else fields


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """Make this program one of the next version."""

    def now() -> None:
        monkeypatch.setattr(schema, "SCHEMA", 2)
        monkeypatch.setitem(schema.STEPS, 1, louder)

    return now


@pytest.fixture
def downgrade(monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """Make it the older program again."""
    return lambda: monkeypatch.setattr(schema, "SCHEMA", 1)


@pytest.fixture
def old(path: Path) -> Path:
    """A document of version 1: a note in it, one changed in the journal, a backup."""
    store = open_store(path)
    write_note(store, "folded")
    store.fold()
    store.backup()
    changed = write_note(store, "first words")
    with store.change("edit") as change:
        change.update(Note.table, changed, text="second words")
    store.close()
    return path


def contents(path: Path) -> dict[Path, bytes]:
    """What netui keeps; the lock's holder was signed before it was known that nothing may be written."""
    files = [file for file in path.parent.rglob("*") if file.is_file() and file.suffix != ".lock"]
    return {file: file.read_bytes() for file in files}


def bookkeeping(path: Path) -> dict[str, Any]:
    own: dict[str, Any] = json.loads(path.read_bytes())["profile"]["2"]
    return own


def journal(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.with_suffix(".journal").read_bytes().splitlines()]


def test_every_older_version_has_its_step() -> None:
    assert sorted(schema.STEPS) == list(range(1, schema.SCHEMA))


def test_an_older_document_is_written_anew_and_kept_as_it_was(old: Path, upgrade: Upgrade) -> None:
    before = old.read_bytes()
    upgrade()
    store = open_store(old)
    assert texts(store) == ["folded!", "second words!"]
    assert bookkeeping(old)["schema"] == 2
    [kept] = [backup for backup in store.backups.all() if "format-1" in backup.name]
    assert kept.path.read_bytes() == before or b"second words" in kept.path.read_bytes()
    assert b"words!" not in kept.path.read_bytes()
    store.close()
    again = open_store(old)
    assert texts(again) == ["folded!", "second words!"], "no step is done twice"
    again.close()


def test_what_was_written_before_can_be_undone_after(old: Path, upgrade: Upgrade) -> None:
    upgrade()
    store = open_store(old)
    assert labels(store) == ["edit", "note: first words", "note: folded"]
    [edit, first, _] = store.changes()
    [operation] = edit.touched
    assert (operation.before.text, operation.after.text) == ("first words!", "second words!")
    with store.change("undo: edit") as change:
        change.undoes = edit.number
        change.put(Note.table, operation.id, operation.before)
    assert texts(store) == ["folded!", "first words!"]
    assert first.touched[0].after == operation.before
    store.close()


def test_the_backup_of_an_older_version_stays_when_others_go(old: Path, upgrade: Upgrade) -> None:
    upgrade()
    store = open_store(old)
    for _ in range(30):
        store.backup()
    assert any("format-1" in backup.name for backup in store.backups.all())
    store.close()


def test_lines_of_both_versions_follow_each_other(old: Path, upgrade: Upgrade) -> None:
    upgrade()
    store = open_store(old)
    write_note(store, "new")
    assert [line.outline().number for line in store.past()] == [4, 3, 2, 1]
    assert journal(old)[-1]["schema"] == 2
    store.close()
    again = open_store(old)
    assert texts(again) == ["folded!", "second words!", "new"]
    assert len(list(again.past_with(re.compile(b"words")))) == 2
    again.close()


def test_forgetting_reaches_the_lines_of_an_older_version(old: Path, upgrade: Upgrade) -> None:
    upgrade()
    store = open_store(old)
    store.forget(Words)
    store.close()
    for file in old.parent.rglob("*"):
        if file.is_file():
            assert b"words" not in file.read_bytes(), file
    again = open_store(old)
    assert texts(again) == ["folded!"]
    again.close()


class TestTheOlderProgram:
    def test_a_newer_document_is_looked_at_and_not_changed(
        self, old: Path, upgrade: Upgrade, downgrade: Upgrade
    ) -> None:
        upgrade()
        open_store(old).close()
        downgrade()
        before = contents(old)
        store = open_store(old)
        assert texts(store) == ["folded!", "second words!"]
        assert store.read_only is not None
        assert "newer netui (format 2; this one knows 1)" in store.read_only
        assert store.notice == store.read_only
        for refused in (lambda: write_note(store, "no"), store.backup):
            with pytest.raises(DocumentError, match="newer netui"):
                refused()
        assert not store.fold()
        store.close(fold=True)
        assert contents(old) == before

    def test_a_session_that_is_open_while_a_newer_one_folds_stops_writing(
        self, old: Path, upgrade: Upgrade, downgrade: Upgrade
    ) -> None:
        older = open_store(old)
        write_note(older, "before")
        upgrade()
        newer = open_store(old)
        write_note(newer, "of the newer")
        newer.close()
        downgrade()
        older.follow()
        assert older.read_only is not None
        assert "of the newer" in texts(older)
        with pytest.raises(DocumentError, match="newer netui"):
            write_note(older, "after")
        assert "note: after" not in old.with_suffix(".journal").read_text()
        older.close()

    def test_the_same_where_it_has_not_looked_yet(
        self, old: Path, upgrade: Upgrade, downgrade: Upgrade
    ) -> None:
        older = open_store(old)
        upgrade()
        open_store(old).close()
        downgrade()
        with pytest.raises(DocumentError, match="newer netui"):
            write_note(older, "after")
        older.close()
        assert "note: after" not in old.with_suffix(".journal").read_text()


def test_a_version_that_never_was(old: Path) -> None:
    old.write_bytes(old.read_bytes().replace(b'"schema":1', b'"schema":0'))
    with pytest.raises(DamagedError, match="never was"):
        open_store(old)
