"""Files exchanged together: what one rename makes count is brought to its end, all else is cleared away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from netui.storage.lines import JOURNAL_FORMAT, Header, Position, encode_header
from netui.storage.staging import Staging

AT = Position(5, "ab" * 16)
JOURNAL = encode_header(
    Header(journal=JOURNAL_FORMAT, document="d" * 32, number=AT.number, hash=AT.hash, last_id=9)
)

OTHER = b'{"number":6,"hash":"x","files":[["0","network.json"]],"removed":[]}'


def staged(path: Path) -> Staging:
    """Two files that wait, a third that is to go, and what there is before."""
    for name in ("network.json", "network.journal", "network.torn-1"):
        path.with_name(name).write_text(f"old {name}")
    staging = Staging(path)
    staging.begin()
    staging.write(path, [b"new ", b"document"])
    copy = path.with_suffix(".backups") / "2026-11-23.json"
    copy.parent.mkdir()
    staging.write(copy, [b"new copy"], times=(10**9, 2 * 10**9))
    return staging


def commit(staging: Staging, path: Path) -> None:
    staging.commit(AT, JOURNAL, [path.with_suffix(".torn-1")])


def files(path: Path) -> dict[str, str]:
    found = (file for file in path.parent.rglob("*") if file.is_file())
    return {str(file.relative_to(path.parent)): file.read_text() for file in found}


OLD = {
    "network.json": "old network.json",
    "network.journal": "old network.journal",
    "network.torn-1": "old network.torn-1",
}
NEW = {
    "network.json": "new document",
    "network.journal": JOURNAL.decode(),
    "network.backups/2026-11-23.json": "new copy",
}


def test_what_was_never_made_to_count_is_cleared_away(path: Path) -> None:
    staged(path)
    assert (path.with_suffix(".staged").stat().st_mode & 0o777) == 0o700
    assert {file.stat().st_mode & 0o777 for file in path.with_suffix(".staged").iterdir()} == {0o600}
    Staging(path).finish()
    assert files(path) == OLD
    Staging(path).finish()


def test_what_counts_is_brought_to_its_end_once(path: Path) -> None:
    commit(staged(path), path)
    Staging(path).finish()
    assert files(path) == NEW
    assert (path.with_suffix(".backups") / "2026-11-23.json").stat().st_mtime_ns == 2 * 10**9
    assert not path.with_suffix(".staged").exists()
    path.write_text("later")
    Staging(path).finish()
    assert path.read_text() == "later"


@pytest.mark.parametrize("done", [0, 1, 2, 3])
def test_it_goes_on_from_wherever_it_was_broken_off(path: Path, done: int) -> None:
    commit(staged(path), path)
    folder = path.with_suffix(".staged")
    steps = (
        lambda: (folder / "0").replace(path),
        lambda: (folder / "1").replace(path.with_suffix(".backups") / "2026-11-23.json"),
        lambda: path.with_suffix(".torn-1").unlink(),
    )
    for step in steps[:done]:
        step()
    Staging(path).finish()
    assert files(path) == NEW


def test_a_list_that_is_torn_or_not_this_journals_does_not_count(path: Path) -> None:
    staging = staged(path)
    manifest = path.with_suffix(".staged") / "manifest"
    for content in (
        b"",
        b'{"number":5,"ha',
        b'{"number":6,"hash":"x","files":[["0","network.json"]],"removed":[]}',
    ):
        manifest.write_bytes(content)
        Staging(path).finish()
        assert files(path) == OLD
        shutil.rmtree(path.with_suffix(".backups"))
        staging = staged(path)
    staging.clear()
    assert files(path) == OLD


def test_the_folder_may_be_moved_in_between(path: Path, tmp_path: Path) -> None:
    home = tmp_path / "one"
    home.mkdir()
    commit(staged(home / "network.json"), home / "network.json")
    moved = home.rename(tmp_path / "two") / "network.json"
    Staging(moved).finish()
    assert files(moved) == NEW


def test_a_new_journal_that_begins_where_the_old_one_does_counts_only_once_it_is_there(path: Path) -> None:
    staging = staged(path)
    path.with_suffix(".journal").write_bytes(JOURNAL)
    staging._write("journal", [JOURNAL])
    staging._write(
        "manifest",
        [b'{"number":5,"hash":"%b","files":[["0","network.json"]],"removed":[]}' % AT.hash.encode()],
    )
    assert not Staging(path).is_due
    Staging(path).finish()
    assert path.read_text() == "old network.json"


def test_folders_are_made_for_what_goes_there(path: Path) -> None:
    staging = staged(path)
    kept = path.with_suffix(".kept-1") / "network.json"
    staging.write(kept, [b"kept"])
    commit(staging, path)
    staging.finish()
    assert kept.read_text() == "kept"
    assert kept.parent.stat().st_mode & 0o777 == 0o700
