"""Each kind of damage is found, and mended where that is safe; nothing that can be read is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tinydb import TinyDB

from netui.errors import DamagedError, DocumentError, NotFoundError
from netui.storage import ForkedError, forgetting
from netui.storage.lines import is_whole
from netui.storage.mending.chain import LOST
from netui.storage.mending.diagnosis import Diagnosis, diagnose
from netui.storage.mending.findings import Kind
from netui.storage.mending.joining import JOINED_LABEL
from netui.storage.mending.mend import Mended, mend
from netui.storage.mending.restoring import restore_over
from netui.storage.mending.survey import survey
from netui.storage.mending.words import in_ranges, words_of
from netui.storage.staging import Staging
from tests.faults.acts import forget_one
from tests.faults.damage import SUFFIXES, make
from tests.storage.helpers import contact, labels, note, open_store, standing, texts, write_note

ALL = ["one", "two", "three", "four"]
SESSION = "0badcafe"


def examined(path: Path) -> Diagnosis:
    """What is found, by looking alone."""
    before = files(path.parent)
    found = diagnose(survey(path))
    assert files(path.parent) == before
    for finding in found.findings:
        words = words_of(finding)
        assert words.what
        assert words.mend
        assert "\n" not in words.what + words.mend
    return found


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and content."""
    return {
        str(file.relative_to(folder)): (file.stat().st_mtime_ns, file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def kinds(path: Path) -> set[Kind]:
    return {finding.kind for finding in examined(path).findings}


def mended(path: Path) -> Mended:
    return mend(path, instant=standing, account="alice", session=SESSION)


def opened(path: Path) -> tuple[list[str], list[str]]:
    """Texts, and labels oldest first, as a new session finds them."""
    store = open_store(path)
    try:
        return texts(store), labels(store)[::-1]
    finally:
        store.close()


def well(path: Path, expected: list[str] = ALL) -> None:
    """Nothing is wrong any more, all is there, and work goes on."""
    assert kinds(path) == set()
    assert opened(path)[0] == expected
    store = open_store(path)
    write_note(store, "next")
    store.close(fold=True)
    assert opened(path)[0] == [*expected, "next"]
    assert kinds(path) == set()


def flip(file: Path, found: bytes, instead: bytes) -> None:
    """Exchange bytes."""
    data = file.read_bytes()
    assert data.count(found) == 1
    file.write_bytes(data.replace(found, instead))


def test_a_whole_document_has_nothing(path: Path) -> None:
    make(path)
    assert kinds(path) == set()
    assert mended(path) == Mended([], [], None)
    well(path)


# --- the document ------------------------------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (cut, Kind.DOCUMENT_DAMAGED),
        (lambda _: b"", Kind.DOCUMENT_DAMAGED),
        (lambda _: b"<<<<<<< HEAD\n", Kind.DOCUMENT_DAMAGED),
        (lambda data: data.replace(b'"two"', b'"two '), Kind.DOCUMENT_DAMAGED),
        (lambda data: data.replace(b'"text":"two"', b'"text":"tvo"'), Kind.DOCUMENT_DAMAGED),
        (lambda data: data.replace(b'"text":"one"', b'"text":"nne"'), Kind.DOCUMENT_FLIPPED),
    ],
)
@pytest.mark.parametrize("with_backup", [False, True])
def test_a_damaged_document_is_rebuilt(
    path: Path, damage: Callable[[bytes], bytes], kind: Kind, with_backup: bool
) -> None:
    make(path)
    if with_backup:
        store = open_store(path)
        store.backup()
        store.close()
    data = damage(path.read_bytes())
    path.write_bytes(data)
    assert kinds(path) in ({kind}, {Kind.DOCUMENT_FLIPPED})
    result = mended(path)
    assert result.left == []
    assert result.kept == path.with_suffix(".kept-1")
    assert (result.kept / path.name).read_bytes() == data
    assert opened(path)[1] == [f"note: {text}" for text in ALL]
    well(path)


def test_a_document_that_is_gone_is_rebuilt(path: Path) -> None:
    make(path)
    path.unlink()
    assert kinds(path) == {Kind.DOCUMENT_GONE}
    mended(path)
    well(path)


def test_what_nothing_proves_is_left(path: Path) -> None:
    make(path)
    store = open_store(path)
    store.backup()
    store.close(fold=True)
    path.with_suffix(".history").unlink()
    store = open_store(path)
    write_note(store, "five")
    store.close(fold=True)
    path.with_suffix(".history").unlink()
    path.write_bytes(b"")
    before = files(path.parent)
    (finding,) = examined(path).findings
    assert not finding.safe
    assert "netui restore 2026-11-23" in words_of(finding).mend
    assert mended(path).kept is None
    assert {name: each for name, each in files(path.parent).items() if "lock" not in name} == {
        name: each for name, each in before.items() if "lock" not in name
    }


def test_edits_of_another_program_are_never_rebuilt_away(path: Path) -> None:
    """The records at the document's place are not what the lines say: no checksum proves the outcome."""
    make(path)
    flip(path, b'"text":"one"', b'"text":"edited elsewhere"')
    store = open_store(path)
    write_note(store, "five")
    store.close(fold=True)
    assert opened(path)[0] == ["edited elsewhere", *ALL[1:], "five"]
    for backup in path.with_suffix(".backups").iterdir():
        backup.unlink()
    flip(path, b'"edited elsewhere"', b'"edited elsewh\0\0\0"')
    (finding,) = examined(path).findings
    assert (finding.kind, finding.safe) == (Kind.DOCUMENT_DAMAGED, False)


def test_a_record_of_another_program_that_does_not_fit_is_named(path: Path) -> None:
    make(path)
    flip(path, b'"text":"two"', b'"text": 17')
    data = path.read_bytes()
    (finding,) = examined(path).findings
    assert (finding.kind, finding.safe, finding.values["table"]) == (Kind.DOCUMENT_MISFIT, False, "notes")
    mended(path)
    assert path.read_bytes() == data


def test_its_own_record_is_written_again(path: Path) -> None:
    make(path)
    with TinyDB(path) as stock:
        stock.table("profile").truncate()
        stock.table("notes").update({"text": "elsewhere"}, doc_ids=[stock.table("notes").all()[0].doc_id])
    assert kinds(path) == {Kind.DOCUMENT_BARE}
    mended(path)
    well(path, ["elsewhere", *ALL[1:]])


def test_a_newer_document_is_left_alone(path: Path) -> None:
    make(path)
    store = open_store(path)
    store.close(fold=True)
    data = path.read_bytes().replace(b'"schema":1,', b'"schema":987654321, ')
    path.write_bytes(data)
    assert kinds(path) == {Kind.DOCUMENT_NEWER}
    mended(path)
    assert path.read_bytes() == data


# --- the journal and the history ---------------------------------------------------------------------------


def test_a_torn_end_is_set_aside(path: Path) -> None:
    make(path)
    for suffix in (".journal", ".history"):
        with path.with_suffix(suffix).open("ab") as file:
            file.write(b'{"number":')
    assert kinds(path) == {Kind.TORN}
    mended(path)
    well(path)


def test_a_flipped_bit_is_set_right(path: Path) -> None:
    make(path)
    flip(path.with_suffix(".journal"), b'"text":"four"', b'"text":"fouz"'.replace(b"z", b"s"))
    flip(path.with_suffix(".history"), b'"text":"one"', b'"text":"nne"')
    found = examined(path).findings
    assert {(f.kind, f.path.suffix, f.line) for f in found} == {
        (Kind.LINE_FLIPPED, ".journal", 3),
        (Kind.LINE_FLIPPED, ".history", 1),
    }
    mended(path)
    assert opened(path)[1] == [f"note: {text}" for text in ALL]
    well(path)


def test_a_broken_line_in_the_journal_costs_that_line_alone(path: Path) -> None:
    make(path)
    flip(path.with_suffix(".journal"), b'"text":"three"', b'"text":"xyz"')
    with pytest.raises(DamagedError):
        open_store(path)
    assert kinds(path) == {Kind.LINE_BROKEN, Kind.GAP}
    assert mended(path).left == []
    assert opened(path) == (
        ["one", "two", "four"],
        ["note: one", "note: two", f"{LOST}note: three", "note: four"],
    )
    well(path, ["one", "two", "four"])


def test_a_broken_line_that_stands_elsewhere_too_costs_nothing(path: Path) -> None:
    make(path)
    journal, history = path.with_suffix(".journal"), path.with_suffix(".history")
    lines = journal.read_bytes().splitlines(keepends=True)
    history.write_bytes(history.read_bytes() + lines[1])  # of a fold that died
    flip(journal, b'"text":"three"', b'"text":"xyz"')
    assert kinds(path) == {Kind.LINE_BROKEN}
    mended(path)
    assert opened(path)[1] == [f"note: {text}" for text in ALL]
    well(path)


def test_what_a_later_line_shows_of_a_lost_one_is_taken_over(path: Path) -> None:
    store = open_store(path)
    with store.change("new") as change:
        ada = change.insert(contact("Ada"))
    for fields in ({"place": "Rome"}, {"circle": "close"}):
        with store.change(f"edit: {fields}") as change:
            change.update("contacts", ada, **fields)
    store.close()
    lines = path.with_suffix(".journal").read_bytes().splitlines(keepends=True)
    lines[2] = b"rubbish\n"
    path.with_suffix(".journal").write_bytes(b"".join(lines))
    mended(path)
    store = open_store(path)
    assert (store.table("contacts")[ada].place, store.table("contacts")[ada].circle) == ("Rome", "close")
    store.close()


def test_a_gap_in_the_history_is_said_in_its_place(path: Path) -> None:
    make(path)
    history = path.with_suffix(".history")
    history.write_bytes(history.read_bytes().splitlines(keepends=True)[0])
    assert kinds(path) == {Kind.GAP}
    mended(path)
    assert opened(path)[1][1].startswith(LOST)
    well(path)


def test_a_journal_that_is_gone(path: Path) -> None:
    make(path)
    path.with_suffix(".journal").unlink()
    assert kinds(path) == {Kind.JOURNAL_GONE}
    mended(path)
    well(path, ["one", "two"])


def test_a_copy_of_the_document_alone_is_well(path: Path) -> None:
    make(path)
    path.with_suffix(".journal").unlink()
    path.with_suffix(".history").unlink()
    assert kinds(path) == set()


def test_a_broken_header(path: Path) -> None:
    make(path)
    journal = path.with_suffix(".journal")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([b"rubbish\n", *lines[1:]]))
    assert kinds(path) == {Kind.JOURNAL_HEADER}
    mended(path)
    well(path)


def test_the_journal_of_another_document(path: Path, tmp_path: Path) -> None:
    make(path)
    other = tmp_path / "other.json"
    make(other)
    foreign = other.with_suffix(".journal").read_bytes()
    path.with_suffix(".journal").write_bytes(foreign)
    assert kinds(path) == {Kind.JOURNAL_OTHER}
    result = mended(path)
    assert result.kept is not None
    assert (result.kept / "network.journal").read_bytes() == foreign
    well(path, ["one", "two"])


def test_another_document_between_these_files_is_left(path: Path, tmp_path: Path) -> None:
    make(path)
    other = tmp_path / "other.json"
    make(other)
    path.write_bytes(other.read_bytes())
    assert kinds(path) == {Kind.DOCUMENT_OTHER}
    assert mended(path).kept is None


def test_a_line_whose_record_does_not_fit(path: Path) -> None:
    store = open_store(path)
    with store.change("new") as change:
        ada = change.insert(contact("Ada"))
        staged = change._staged["contacts", ada]
        change._staged["contacts", ada] = staged._replace(raw=msgspec.Raw(b'{"name":1}'))
    store.close()
    assert kinds(path) == {Kind.LINE_MISFIT}
    assert mended(path).kept is None


# --- forks -------------------------------------------------------------------------------------------------


def later() -> datetime:
    """Somewhat later: no two records are made in the same millisecond."""
    return standing() + timedelta(minutes=1)


def twins(path: Path, tmp_path: Path) -> Path:
    """A second copy of a document, each going on by itself; the first has three notes more."""
    make(path)
    twin = tmp_path / "twin" / "network.json"
    shutil.copytree(path.parent, twin.parent, dirs_exist_ok=True)
    for file, words in ((path, ("here", "and here")), (twin, ("there",))):
        store = open_store(file, instant=later if file == twin else standing)
        for text in words:
            write_note(store, text)
        store.close(fold=True)
    return twin


def test_an_older_document_goes_on_to_the_newest(path: Path) -> None:
    make(path)
    old = path.read_bytes()
    store = open_store(path)
    store.close(fold=True)
    path.write_bytes(old)
    with pytest.raises(ForkedError):
        open_store(path)
    assert kinds(path) == {Kind.DOCUMENT_BEHIND}
    mended(path)
    well(path)


def test_an_older_journal_is_replaced(path: Path) -> None:
    make(path)
    old = path.with_suffix(".journal").read_bytes()
    store = open_store(path)
    write_note(store, "five")
    store.close(fold=True)
    path.with_suffix(".journal").write_bytes(old)
    assert kinds(path) == {Kind.JOURNAL_BEHIND}
    mended(path)
    well(path, [*ALL, "five"])


def test_a_document_older_than_anything_known(path: Path) -> None:
    make(path)
    old = path.read_bytes()
    store = open_store(path)
    store.close(fold=True)
    path.write_bytes(old)
    path.with_suffix(".history").unlink()
    assert kinds(path) == {Kind.DOCUMENT_OLDER}
    assert mended(path).kept is None
    restore_over(path, str(path), instant=standing, account="alice", session=SESSION)
    well(path, ["one", "two"])


def test_a_fork_is_joined(path: Path, tmp_path: Path) -> None:
    twin = twins(path, tmp_path)
    for suffix in (".json", ".history"):
        name = f"network.sync-conflict-20261124-135035-ABCDEFG{suffix}"
        path.with_name(name).write_bytes(twin.with_suffix(suffix).read_bytes())
    found = examined(path)
    assert {f.kind for f in found.findings} == {Kind.FORK, Kind.COPY_KNOWN}
    (fork,) = (f for f in found.findings if f.kind == Kind.FORK)
    said = words_of(fork).what
    assert "“note: and here”" in said
    assert "“note: there”" in said
    mended(path)
    assert not list(path.parent.glob("*conflict*"))
    notes, past = opened(path)
    assert sorted(notes) == sorted([*ALL, "here", "and here", "there"])
    assert past[-1] == "note: there"
    well(path, notes)


def test_the_files_that_a_copy_wants_to_be_joined_are_named_and_nothing_of_it_goes(
    path: Path, tmp_path: Path
) -> None:
    twin = twins(path, tmp_path)
    name = "network.sync-conflict-20261124-135035-ABCDEFG"
    for suffix in (".json", ".journal"):
        path.with_name(name + suffix).write_bytes(twin.with_suffix(suffix).read_bytes())
    copies = {file: file.read_bytes() for file in path.parent.glob("*conflict*")}
    found = examined(path)
    assert [f.kind for f in found.findings] == [Kind.COPY_UNKNOWN, Kind.COPY_UNKNOWN]
    for finding in found.findings:
        said = words_of(finding).mend
        assert said.startswith(
            f"put {name}.history beside it, from where it was made, and netui check --mend"
        )
    assert mended(path).kept is None
    assert {file: file.read_bytes() for file in copies} == copies
    path.with_name(f"{name}.history").write_bytes(twin.with_suffix(".history").read_bytes())
    assert {f.kind for f in examined(path).findings} == {Kind.FORK, Kind.COPY_KNOWN}
    mended(path)
    notes = opened(path)[0]
    assert sorted(notes) == sorted([*ALL, "here", "and here", "there"])
    well(path, notes)


FOLDED_OR_NOT = [pytest.param(pair, id=f"folded {pair}") for pair in product((True, False), repeat=2)]
CONFLICT = "network.sync-conflict-20261124-135035-ABCDEFG"


def mixed(path: Path, tmp_path: Path, folded: tuple[bool, bool], which: tuple[str, ...]) -> dict[Path, bytes]:
    """Twins whose files a synchroniser has mixed, each from here or there; returns those that lost."""
    make(path)
    twin = tmp_path / "twin" / "network.json"
    shutil.copytree(path.parent, twin.parent, dirs_exist_ok=True)
    for file, words, fold in zip((path, twin), (("here", "and here"), ("there",)), folded, strict=True):
        store = open_store(file, instant=later if file == twin else standing)
        for text in words:
            write_note(store, text)
        store.close(fold=fold)
    lost = {}
    for suffix, side in zip(SUFFIXES, which, strict=True):
        ours, theirs = (file.with_suffix(suffix).read_bytes() for file in (path, twin))
        if ours != theirs:
            lost[path.with_name(CONFLICT + suffix)] = theirs if side == "here" else ours
        if side == "there":
            path.with_suffix(suffix).write_bytes(theirs)
    return lost


@pytest.mark.parametrize("folded", FOLDED_OR_NOT)
@pytest.mark.parametrize("which", list(product(("here", "there"), repeat=3)))
def test_files_that_a_synchroniser_has_mixed_are_joined(
    path: Path, tmp_path: Path, folded: tuple[bool, bool], which: tuple[str, ...]
) -> None:
    for copy, content in mixed(path, tmp_path, folded, which).items():
        copy.write_bytes(content)
    assert Kind.FORK in kinds(path)
    assert mended(path).left == []
    notes = opened(path)[0]
    assert sorted(notes) == sorted([*ALL, "here", "and here", "there"])
    well(path, notes)


@pytest.mark.parametrize("folded", FOLDED_OR_NOT)
@pytest.mark.parametrize("which", list(product(("here", "there"), repeat=3)))
def test_mixed_files_alone_lose_nothing(
    path: Path, tmp_path: Path, folded: tuple[bool, bool], which: tuple[str, ...]
) -> None:
    mixed(path, tmp_path, folded, which)
    before = {file.name: file.read_bytes() for file in map(path.with_suffix, SUFFIXES)}
    examined(path)
    kept = mended(path).kept
    folder = path.parent if kept is None else kept
    assert before == {name: (folder / name).read_bytes() for name in before}


def test_a_document_of_the_other_end_is_named_and_gone_on_with_only_when_told(
    path: Path, tmp_path: Path
) -> None:
    twin = twins(path, tmp_path)
    path.write_bytes(twin.read_bytes())
    with pytest.raises(ForkedError):
        open_store(path)
    (finding,) = examined(path).findings
    assert (finding.kind, finding.safe, finding.values["there"]) == (Kind.FORK_UNKNOWN, False, 6)
    assert f"netui restore {path} to go on with" in words_of(finding).mend
    copies = [path.with_name(f"network.conflict-1{suffix}") for suffix in (".history", ".journal")]
    assert all(copy.name in words_of(finding).mend for copy in copies)
    for copy in copies:
        copy.write_bytes(twin.with_suffix(copy.suffix).read_bytes())
    assert {f.kind for f in examined(path).findings if f.safe} == {Kind.FORK, Kind.COPY_KNOWN}
    for copy in copies:
        copy.unlink()
    kept, _ = restore_over(path, str(path), instant=standing, account="alice", session=SESSION)
    assert b"and here" in (kept / "network.history").read_bytes()
    well(path, [*ALL, "there"])


def test_an_empty_journal_of_the_other_end_is_named(path: Path, tmp_path: Path) -> None:
    twin = twins(path, tmp_path)
    path.with_suffix(".journal").write_bytes(twin.with_suffix(".journal").read_bytes())
    (finding,) = examined(path).findings
    assert (finding.kind, finding.safe, finding.values["there"]) == (Kind.FORK_UNKNOWN, False, 0)
    assert "another change 5 than the document's" in words_of(finding).what


def test_a_history_of_the_other_end_is_no_rubbish(path: Path, tmp_path: Path) -> None:
    twin = twins(path, tmp_path)
    history = path.with_suffix(".history")
    for suffix in (".json", ".journal"):
        path.with_suffix(suffix).write_bytes(twin.with_suffix(suffix).read_bytes())
    (finding,) = examined(path).findings
    assert (finding.kind, finding.safe, finding.path) == (Kind.FORK_UNKNOWN, False, history)
    assert "move this one elsewhere" in words_of(finding).mend
    assert mended(path).kept is None
    history.rename(tmp_path / "elsewhere")
    mended(path)
    well(path, [*ALL, "there"])


def test_the_history_of_another_document_is_taken_out(path: Path, tmp_path: Path) -> None:
    make(path)
    other = tmp_path / "other" / "network.json"
    other.parent.mkdir()
    make(other)
    store = open_store(other)
    store.close(fold=True)
    strange = other.with_suffix(".history").read_bytes()
    path.with_suffix(".history").write_bytes(strange)
    assert Kind.LINES_STRAY in kinds(path)
    kept = mended(path).kept
    assert kept is not None
    assert (kept / "network.history").read_bytes() == strange
    assert b"note: one" not in path.with_suffix(".history").read_bytes()
    well(path)


def test_two_records_of_one_id_are_not_joined(path: Path, tmp_path: Path) -> None:
    make(path)
    twin = tmp_path / "twin" / "network.json"
    shutil.copytree(path.parent, twin.parent, dirs_exist_ok=True)
    for file, text in ((path, "here"), (twin, "there")):
        store = open_store(file)
        with store.change("same id") as change:
            change.insert(note(text), id=1 << 52)
        store.close(fold=True)
    copy = path.with_name("network.sync-conflict-20261124-135035-ABCDEFG.history")
    copy.write_bytes(twin.with_suffix(".history").read_bytes())
    assert Kind.FORK_CLASH in kinds(path)
    assert mended(path).kept is None
    assert opened(path)[0] == [*ALL, "here"]


def test_the_journal_of_the_other_end_is_joined(path: Path, tmp_path: Path) -> None:
    make(path)
    twin = tmp_path / "twin" / "network.json"
    shutil.copytree(path.parent, twin.parent, dirs_exist_ok=True)
    for file, text in ((path, "here"), (twin, "there")):
        store = open_store(file, instant=later if file == twin else standing)
        write_note(store, text)
        store.close()
    store = open_store(path)
    store.close(fold=True)
    path.with_suffix(".journal").write_bytes(twin.with_suffix(".journal").read_bytes())
    assert kinds(path) == {Kind.FORK}
    mended(path)
    assert sorted(opened(path)[0]) == sorted([*ALL, "here", "there"])
    assert kinds(path) == set()


@pytest.mark.parametrize("here_later", [False, True])
def test_the_later_edit_wins_by_fields(path: Path, tmp_path: Path, here_later: bool) -> None:
    store = open_store(path)
    with store.change("new") as change:
        ada = change.insert(contact("Ada"))
    store.close(fold=True)
    twin = tmp_path / "twin" / "network.json"
    shutil.copytree(path.parent, twin.parent, dirs_exist_ok=True)
    for file, place, own, last in (
        (path, "Rome", {"circle": "close"}, here_later),
        (twin, "Oslo", {"muted": True}, not here_later),
    ):
        store = open_store(file, instant=later if last else standing)
        with store.change("edit") as change:
            change.update("contacts", ada, place=place, **own)
        store.close(fold=True)
    copy = path.with_name("network (Ada's conflicted copy 2026-11-24).history")
    copy.write_bytes(twin.with_suffix(".history").read_bytes())
    assert kinds(path) == {Kind.FORK, Kind.COPY_KNOWN}
    mended(path)
    store = open_store(path)
    record = store.table("contacts")[ada]
    assert (record.place, record.circle, record.muted) == ("Rome" if here_later else "Oslo", "close", True)
    past = list(store.changes())
    assert (past[0].label == JOINED_LABEL) is here_later
    places = {touched.after.place for change in past for touched in change.touched}
    assert {"Rome", "Oslo"} <= places  # whichever lost is in the history
    store.close()
    assert kinds(path) == set()


def test_what_was_forgotten_is_not_joined_again(path: Path, tmp_path: Path) -> None:
    twin = twins(path, tmp_path)
    store = open_store(path)
    forget_one(store)
    store.close(fold=True)
    copy = path.with_name("network (conflicted copy 2026-11-24 135035).history")
    copy.write_bytes(twin.with_suffix(".history").read_bytes())
    before = opened(path)
    found = examined(path).findings
    assert any(f.kind in (Kind.FORK_FORGOTTEN, Kind.COPY_UNKNOWN) for f in found)
    assert not any(f.safe for f in found)
    mended(path)
    assert opened(path) == before


def test_a_fork_of_unknown_beginning_is_left(path: Path, tmp_path: Path) -> None:
    twin = twins(path, tmp_path)
    store = open_store(twin)
    write_note(store, "unplaced")
    store.close()
    path.with_suffix(".journal").write_bytes(twin.with_suffix(".journal").read_bytes())
    before = path.read_bytes()
    assert kinds(path) == {Kind.FORK_UNKNOWN}
    assert mended(path).kept is None
    assert path.read_bytes() == before


# --- what lies beside --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "network.sync-conflict-20261124-135035-ABCDEFG.json",
        "network (Ada's conflicted copy 2026-11-24).json",
        "network (conflicted copy 2026-11-24 135035).json",
        "network_conflict-20261124-135035.json",
    ],
)
def test_conflict_copies(path: Path, name: str) -> None:
    make(path)
    copy = path.with_name(name)
    copy.write_bytes(path.read_bytes())
    assert kinds(path) == {Kind.COPY_KNOWN}
    mended(path)
    assert not copy.exists()
    assert path.with_suffix(".kept-1").joinpath(name).exists()
    copy.write_bytes(path.read_bytes().replace(b'"text":"one"', b'"text":"elsewhere"'))
    (finding,) = examined(path).findings
    assert (finding.kind, finding.safe, finding.values["other"]) == (Kind.COPY_UNKNOWN, False, 1)
    copy.write_bytes(b"rubbish")
    assert kinds(path) == {Kind.COPY_UNREADABLE}
    mended(path)
    assert copy.read_bytes() == b"rubbish"
    copy.unlink()
    well(path)


def test_backups(path: Path) -> None:
    make(path)
    store = open_store(path)
    one, two = store.backup(), store.backup()
    store.close()
    good = one.read_bytes()
    one.write_bytes(b"rubbish")
    flip(two, b'"text":"two"', b'"text":"twn"')
    assert kinds(path) == {Kind.BACKUP_UNREADABLE, Kind.BACKUP_FLIPPED}
    mended(path)
    assert not one.exists()
    assert two.read_bytes() == good
    well(path)


def test_what_cannot_be_read_at_all_is_not_judged(path: Path) -> None:
    make(path)
    with path.with_suffix(".journal").open("ab") as journal:
        journal.write(b"torn")
    folder = path.with_suffix(".backups") / "2026-11-20.json"
    folder.mkdir(parents=True)
    assert {(f.kind, f.safe) for f in examined(path).findings} == {
        (Kind.TORN, True),
        (Kind.BACKUP_UNREADABLE, False),
    }
    with pytest.raises(DocumentError, match=r"2026-11-20\.json.*move it away"):
        mended(path)
    folder.rmdir()
    mended(path)
    well(path)


def test_left_over_files(path: Path) -> None:
    make(path)
    left = path.with_name(".network.json.123-0badcafe.tmp")
    left.write_bytes(b"half")
    assert kinds(path) == {Kind.LEFT_OVER}
    assert [each.kind for each in mended(path).done] == [Kind.LEFT_OVER]
    assert not left.exists()
    well(path)


def test_an_exchange_that_was_never_begun(path: Path) -> None:
    make(path)
    path.with_suffix(".staged").mkdir()
    assert kinds(path) == {Kind.HALF_DONE}
    mended(path)
    assert not path.with_suffix(".staged").exists()
    well(path)


def test_an_exchange_that_is_being_made_is_nothing_to_mend(path: Path) -> None:
    make(path)
    store = open_store(path)
    found: list[set[Kind]] = []

    class Looking(Staging):
        """Has somebody look while the files wait, before they count and after."""

        def commit(self, *arguments: Any) -> None:
            found.append(kinds(path))
            super().commit(*arguments)
            found.append(kinds(path))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forgetting, "Staging", Looking)
        forget_one(store)
    assert found == [set(), {Kind.HALF_DONE}]  # from then on there is but a moment, unless it was stopped
    store.close()
    assert kinds(path) == set()


# --- whatever happens --------------------------------------------------------------------------------------


def readable(folder: Path) -> set[str]:
    """The labels of the lines that can be read as they stand."""
    found = set()
    for suffix in (".journal", ".history"):
        file = folder / f"network{suffix}"
        for line in file.read_bytes().split(b"\n")[:-1] if file.exists() else ():
            if is_whole(line):
                found |= {f"note: {text}" for text in ALL if b'"label":"note: %b"' % text.encode() in line}
    return found


def meet(path: Path, *, mending: bool) -> None:
    """Look at what is there, and mend it: nothing that can be read is lost, nothing mended is found again."""
    before = readable(path.parent)
    kept = path.read_bytes() if path.exists() else None
    found = examined(path)
    if not mending:
        return
    result = mended(path)
    if result.kept is None:
        assert (path.read_bytes() if path.exists() else None) == kept
        return
    again = {(f.kind, f.path, f.line) for f in examined(path).findings}
    assert not again & {(f.kind, f.path, f.line) for f in result.done}
    notes, past = opened(path)
    assert before <= set(past), found.findings
    assert {f"note: {text}" for text in notes} >= before
    assert set(notes) <= set(ALL)


def fresh(path: Path, whole: dict[str, bytes]) -> None:
    for file in path.parent.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    for suffix, data in whole.items():
        path.with_suffix(suffix).write_bytes(data)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_cut(path: Path, suffix: str) -> None:
    make(path)
    whole = {each: path.with_suffix(each).read_bytes() for each in SUFFIXES}
    for at in range(len(whole[suffix])):
        if at % 9 == 1:
            fresh(path, whole)
        path.with_suffix(suffix).write_bytes(whole[suffix][:at])
        meet(path, mending=at % 9 == 0)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_flipped_bits_and_bytes(path: Path, suffix: str) -> None:
    make(path)
    whole = {each: path.with_suffix(each).read_bytes() for each in SUFFIXES}
    chance = random.Random(7)
    for turn in range(80):
        data = bytearray(whole[suffix])
        for _ in range(1 if turn % 2 else chance.randrange(2, 40)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        fresh(path, whole)
        path.with_suffix(suffix).write_bytes(data)
        meet(path, mending=True)


def test_two_files_damaged_at_once(path: Path) -> None:
    make(path)
    whole = {each: path.with_suffix(each).read_bytes() for each in SUFFIXES}
    chance = random.Random(8)
    for _ in range(60):
        fresh(path, whole)
        for suffix in chance.sample(SUFFIXES, 2):
            data = whole[suffix]
            path.with_suffix(suffix).write_bytes(data[: chance.randrange(len(data))])
        meet(path, mending=True)


def test_a_session_that_is_open_goes_on(path: Path) -> None:
    make(path)
    store = open_store(path)
    flip(path.with_suffix(".history"), b'"text":"one"', b'"text":"xxx"')
    mended(path)
    store.follow()
    assert texts(store) == ALL
    write_note(store, "five")
    store.close()
    assert opened(path)[0] == [*ALL, "five"]


def test_what_cannot_be_written_is_not_mended(path: Path) -> None:
    make(path)
    flip(path.with_suffix(".history"), b'"text":"one"', b'"text":"xxx"')
    path.chmod(0o400)
    assert kinds(path) == {Kind.LINE_BROKEN, Kind.GAP} or kinds(path) == {Kind.LINE_BROKEN}
    with pytest.raises(DocumentError, match="read-only"):
        mended(path)
    path.chmod(0o600)


# --- restoring ---------------------------------------------------------------------------------------------


def test_a_backup_is_put_over_what_cannot_be_opened(path: Path) -> None:
    make(path)
    store = open_store(path)
    backup = store.backup()
    write_note(store, "five")
    store.close()
    path.write_bytes(b"rubbish")
    with pytest.raises(NotFoundError):
        restore_over(path, "yesterday", instant=standing, account="alice", session=SESSION)
    assert path.read_bytes() == b"rubbish"
    kept, records = restore_over(path, backup.stem, instant=standing, account="alice", session=SESSION)
    assert records == 4
    assert (kept / path.name).read_bytes() == b"rubbish"
    assert opened(path)[1] == [*(f"note: {text}" for text in [*ALL, "five"]), f"restore: {backup.name}"]
    well(path)


def test_numbers_in_words() -> None:
    assert in_ranges([3]) == "3"
    assert in_ranges([1, 2, 3, 5, 7, 8]) == "1 to 3, 5 and 7 to 8"
