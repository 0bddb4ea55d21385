"""Backups: made before the day's first rewrite, thinned by their number, whole documents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from netui.errors import DocumentError, NotFoundError
from netui.storage import read_document
from netui.storage.backups import DAILY_KEPT, MONTHLY_KEPT, Backups, to_remove
from netui.storage.files import Temporary
from tests.storage.helpers import INSTANT, open_store, texts, write_note


class Days:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = INSTANT

    def __call__(self) -> datetime:
        return self.now


def backed_up(path: Path) -> dict[str, list[str]]:
    """The notes in each backup, oldest first, as stock TinyDB reads them."""
    found = {}
    for file in path.with_suffix(".backups").iterdir():
        with TinyDB(file, access_mode="r") as stock:
            found[file.stem] = [record["text"] for record in stock.table("notes")]
    return dict(sorted(found.items()))


def test_a_day_has_one_copy_of_how_it_began(path: Path) -> None:
    clock = Days()
    store = open_store(path, instant=clock)
    for day in range(3):
        for number in range(2):
            write_note(store, f"{day}.{number}")
            assert store.fold()
        clock.now += timedelta(days=1)
    store.close()
    assert backed_up(path) == {
        "2026-11-23": ["0.0"],  # what was there before was empty: nothing to keep
        "2026-11-24": ["0.0", "0.1"],
        "2026-11-25": ["0.0", "0.1", "1.0", "1.1"],
    }


def test_a_copy_is_a_file_of_its_own(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    store.fold()
    path.chmod(0o666)  # another program has written it so
    with TinyDB(path) as stock:  # and holds it open, over the fold that makes the copy
        store.follow()
        write_note(store, "two")
        assert store.fold()
        stock.table("mine").insert({"mark": "STOCK"})
    (backup,) = path.with_suffix(".backups").iterdir()
    assert backup.stat().st_nlink == 1
    assert backup.stat().st_mode & 0o777 == 0o600
    assert backed_up(path) == {"2026-11-23": ["one"]}
    assert "mine" not in read_document(backup).names()
    store.close()


def test_a_copy_is_made_while_nobody_waits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, other = open_store(path), open_store(path)
    write_note(store, "one")
    store.fold()
    write_note(store, "two")
    copy_of_day = Backups.copy_of_day

    def slowly(backups: Backups, day: date) -> Temporary | None:
        copy = copy_of_day(backups, day)
        write_note(other, "meanwhile")
        return copy

    monkeypatch.setattr(Backups, "copy_of_day", slowly)
    assert store.fold()
    store.follow()
    assert texts(store) == ["one", "two", "meanwhile"]
    assert backed_up(path) == {"2026-11-23": ["one"]}
    store.close()
    other.close()


def test_a_copy_of_what_another_has_replaced_meanwhile_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(path)
    write_note(store, "one")
    store.fold()
    write_note(store, "two")
    copy_of_day = Backups.copy_of_day

    def replaced(backups: Backups, day: date) -> Temporary | None:
        copy = copy_of_day(backups, day)
        with TinyDB(path) as stock:
            stock.table("mine").insert({"mark": "STOCK"})
        return copy

    with monkeypatch.context() as patch:
        patch.setattr(Backups, "copy_of_day", replaced)
        assert not store.fold()
    assert list(path.with_suffix(".backups").iterdir()) == []
    store.follow()
    assert store.fold()
    backup, edited = sorted(path.with_suffix(".backups").iterdir())
    assert edited.stem.endswith("-edited")
    assert "mine" in read_document(backup).names()
    store.close()


def test_a_backup_that_cannot_be_made_stops_the_fold_and_loses_nothing(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    store.fold()
    path.with_suffix(".backups").write_text("in the way")
    write_note(store, "two")
    with pytest.raises(DocumentError, match="cannot back up"):
        store.fold()
    path.with_suffix(".backups").unlink()
    assert texts(store) == ["one", "two"]
    assert store.fold()
    store.close()
    assert backed_up(path) == {"2026-11-23": ["one"]}


def test_one_that_is_asked_for_holds_the_journal_too_and_is_never_thinned(path: Path) -> None:
    clock = Days()
    store = open_store(path, instant=clock)
    write_note(store, "one")
    first, second = store.backup(), store.backup()
    assert (first.name, second.name) == ("2026-11-23T100000Z.json", "2026-11-23T100000Z-2.json")
    for day in range(DAILY_KEPT + 3):
        clock.now += timedelta(days=1)
        write_note(store, f"{day}")
        store.fold()
    store.close()
    assert [record.text for record in read_document(first).table("notes").values()] == ["one"]
    assert first.exists()
    assert second.exists()
    assert sum(backup.dated for backup in store.backups.all()) < DAILY_KEPT + 3


def test_thinning_keeps_fourteen_days_and_the_last_of_twelve_months() -> None:
    first = date(2025, 1, 1)
    kept: list[str] = []
    for number in range(700):
        kept.insert(0, (first + timedelta(days=number)).isoformat())
        for day in to_remove(kept):
            kept.remove(day)
    assert kept[:DAILY_KEPT] == [
        (first + timedelta(days=699 - number)).isoformat() for number in range(DAILY_KEPT)
    ]
    assert kept[DAILY_KEPT:] == [
        "2026-11-17", "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31",
        "2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31",
    ]  # fmt: skip


@given(st.sets(st.dates(), max_size=60))
def test_thinning_counts_and_asks_no_clock(days: set[date]) -> None:
    names = sorted((day.isoformat() for day in days), reverse=True)
    removed = to_remove(names)
    kept = [name for name in names if name not in removed]
    assert kept[:DAILY_KEPT] == names[:DAILY_KEPT]
    assert len(kept) == min(len(names), DAILY_KEPT) + min(
        MONTHLY_KEPT, len({name[:7] for name in names[DAILY_KEPT:]})
    )


def test_a_backup_is_found_by_its_name_or_its_path(path: Path, tmp_path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    made = store.backup()
    assert store.backups.find("2026-11-23T100000Z") == store.backups.find(str(made)) == made
    with pytest.raises(NotFoundError, match="netui backup --list"):
        store.backups.find(str(tmp_path / "nothing"))
    store.close()


def test_the_name_of_a_backup_is_in_utc(path: Path) -> None:
    store = open_store(path, instant=lambda: datetime(2026, 11, 23, 23, tzinfo=UTC))
    assert store.backup().stem == "2026-11-23T230000Z"
    store.close()
