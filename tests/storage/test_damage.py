"""Damage: opened with everything before it, or refused saying where; never overwritten."""

from __future__ import annotations

import os
import random
from pathlib import Path

import msgspec
import pytest

from netui.domain.records import Contact
from netui.errors import DamagedError, DocumentError
from netui.storage import ForkedError
from tests.storage.helpers import contact, labels, open_store, texts, write_note

NOTES = ["one", "two", "three"]


def make(path: Path, *, folded: bool = False) -> None:
    store = open_store(path)
    for text in NOTES:
        write_note(store, text)
    store.close(fold=folded)


def opened_texts(path: Path) -> list[str]:
    store = open_store(path)
    found = texts(store)
    store.close()
    return found


def test_a_journal_cut_at_every_byte(path: Path) -> None:
    make(path)
    journal = path.with_suffix(".journal")
    data = journal.read_bytes()
    ends = [place + 1 for place, byte in enumerate(data) if byte == ord("\n")]
    for cut in range(len(data)):
        journal.write_bytes(data[:cut])
        if cut < ends[0]:
            with pytest.raises(DamagedError, match=r"network\.journal, line 1"):
                open_store(path)
            assert journal.read_bytes() == data[:cut]
            continue
        whole = sum(end <= cut for end in ends) - 1
        store = open_store(path)
        assert texts(store) == NOTES[:whole]
        assert journal.read_bytes() == data[:cut]  # only whoever writes next may cut
        if cut % 7 == 0:
            write_note(store, "next")
            assert opened_texts(path) == [*NOTES[:whole], "next"]
            torn = list(path.parent.glob("network.torn-*"))
            assert [file.read_bytes() for file in torn] == [data[ends[whole] : cut]] * (cut not in ends)
            for file in torn:
                file.unlink()
        store.close()


def test_torn_ends_are_set_aside_one_after_the_other(path: Path) -> None:
    make(path)
    for number in (1, 2):
        with path.with_suffix(".journal").open("ab") as journal:
            journal.write(b"\0" * 10 * number)
        store = open_store(path)
        write_note(store, f"after {number}")
        store.close()
        assert path.with_suffix(f".torn-{number}").read_bytes() == b"\0" * 10 * number
    assert opened_texts(path) == [*NOTES, "after 1", "after 2"]


def test_a_fold_sets_a_torn_end_aside(path: Path) -> None:
    make(path)
    with path.with_suffix(".journal").open("ab") as journal:
        journal.write(b'{"number":4')
    store = open_store(path)
    assert store.fold()
    write_note(store, "four")
    store.close()
    assert path.with_suffix(".torn-1").read_bytes() == b'{"number":4'
    assert opened_texts(path) == [*NOTES, "four"]


def test_a_follower_waits_for_a_torn_line(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    write_note(one, "one")
    journal = path.with_suffix(".journal")
    data = journal.read_bytes()
    start = data.index(b"\n") + 1
    for cut in (start + 1, start + 40, len(data) - 1):
        journal.write_bytes(data[:cut])
        assert two.follow() == []
    journal.write_bytes(data)
    assert [change.label for change in two.follow()] == ["note: one"]
    one.close()
    two.close()


def test_a_line_taken_back_is_taken_back_by_followers(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    journal = path.with_suffix(".journal")
    size = journal.stat().st_size
    write_note(one, "never acknowledged")
    one.close()
    two.follow()
    os.truncate(journal, size)
    assert [change.reloaded for change in two.follow()] == [True]
    write_note(two, "instead")
    assert texts(two) == ["instead"]
    two.close()


def test_damage_in_the_middle_names_file_and_line(path: Path) -> None:
    make(path)
    journal = path.with_suffix(".journal")
    data = journal.read_bytes()
    broken = data.replace(b'"text":"two"', b'"text":"tvo"')
    journal.write_bytes(broken)
    with pytest.raises(DamagedError, match=r"network\.journal, line 3: its checksum is wrong.*netui check"):
        open_store(path)
    lines = data.splitlines(keepends=True)
    journal.write_bytes(b"".join((*lines[:2], lines[3])))
    with pytest.raises(DamagedError, match=r"network\.journal, line 3: change 3 does not follow change 1"):
        open_store(path)
    assert journal.read_bytes() == b"".join((*lines[:2], lines[3]))


def test_a_running_session_meets_damage(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    other = open_store(path)
    write_note(other, "two")
    write_note(other, "three")
    other.close()
    journal = path.with_suffix(".journal")
    broken = journal.read_bytes().replace(b'"text":"two"', b'"text":"tvo"')
    journal.write_bytes(broken)
    with pytest.raises(DamagedError, match="line 3"):
        store.follow()
    with pytest.raises(DamagedError, match="line 3"):
        write_note(store, "four")
    assert texts(store) == ["one"]
    assert journal.read_bytes() == broken
    store.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"{", "is not a TinyDB document"),
        (b"[]", "is not a TinyDB document"),
        (b"\xff\xfe{}", "is not a TinyDB document"),
        (b'{"_default":{"1":{"a":1}}}', "is not a document of netui"),
        (b'{"profile":{"1":{"stage":"leading"}}}', "is not a document of netui"),
        (b'{"profile":{"2":{"schema":1}}}', "table profile"),
        (b'{"profile":[]}', "table profile"),
        (b"[" * 100_000, "is not a TinyDB document"),
        (b"\x89PNG\r\n\x1a\n", "is not a TinyDB document"),
    ],
)
def test_what_is_no_document_is_refused(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedError, match=reason):
        open_store(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("found", "instead", "reason"),
    [
        (b'"added":"2026-11-23"', b'"added":"2026-02-30"', r"contacts \d+: .*"),
        (b'"name":"Ada"', b'"name":17', r"contacts \d+: Expected `str`, got `int`"),
        (b'"name":"Ada",', b"", r"contacts \d+: .*missing required field `name`"),
        (b'"contacts":{"', b'"contacts":{"x', r"contacts x \d+: its id is no whole number"),
        (b'"contacts":{', b'"contacts":[', "is not a TinyDB document"),
    ],
)
def test_a_record_that_does_not_fit_is_named(path: Path, found: bytes, instead: bytes, reason: str) -> None:
    store = open_store(path)
    with store.change("new") as change:
        change.insert(contact("Ada"))
    store.close(fold=True)
    data = path.read_bytes().replace(found, instead + b" ")  # another length: another program's edit
    path.write_bytes(data)
    with pytest.raises(DamagedError, match=reason):
        open_store(path)
    assert path.read_bytes() == data


def test_a_journal_line_that_does_not_fit_is_named(path: Path) -> None:
    store = open_store(path)
    with store.change("new") as change:
        ada = change.insert(contact("Ada"))
        staged = change._staged[Contact.table, ada]
        change._staged[Contact.table, ada] = staged._replace(raw=msgspec.Raw(b'{"name":1}'))
    store.close()
    with pytest.raises(DamagedError, match=rf"network\.journal, change 1: contacts {ada} does not fit"):
        open_store(path)


def test_a_newer_journal_is_refused(path: Path) -> None:
    make(path)
    journal = path.with_suffix(".journal")
    journal.write_bytes(journal.read_bytes().replace(b'{"journal":1', b'{"journal":2', 1))
    with pytest.raises(DamagedError, match="line 1"):
        open_store(path)


def test_two_documents_files_do_not_mix(path: Path, tmp_path: Path) -> None:
    make(path)
    other = tmp_path / "other.json"
    make(other)
    path.with_suffix(".journal").write_bytes(other.with_suffix(".journal").read_bytes())
    with pytest.raises(ForkedError, match="they are of two documents"):
        open_store(path)


def test_a_journal_of_before_is_a_fork(path: Path) -> None:
    make(path)
    journal = path.with_suffix(".journal")
    old = journal.read_bytes()
    store = open_store(path)
    write_note(store, "four")
    store.close(fold=True)
    journal.write_bytes(old)
    with pytest.raises(ForkedError, match="change 4 of the one is not in the other"):
        open_store(path)


def test_the_same_number_and_another_hash_is_a_fork(path: Path, tmp_path: Path) -> None:
    make(path)
    twin = tmp_path / "twin.json"
    for suffix in (".json", ".journal"):
        twin.with_suffix(suffix).write_bytes(path.with_suffix(suffix).read_bytes())
    for file, text in ((path, "here"), (twin, "there")):
        store = open_store(file)
        write_note(store, text)
        store.close()
    store = open_store(twin)
    store.fold()
    store.close()
    path.write_bytes(twin.read_bytes())
    with pytest.raises(ForkedError):
        open_store(path)


@pytest.mark.parametrize("left", [".journal", ".history"])
def test_a_document_that_is_gone_is_not_made_anew_over_its_journal(path: Path, left: str) -> None:
    make(path, folded=True)
    for suffix in {".journal", ".history"} - {left}:
        path.with_suffix(suffix).unlink()
    path.unlink()
    with pytest.raises(DamagedError, match=rf"network\.json is gone, but network{left} is there"):
        open_store(path)
    assert not path.exists()


def test_damage_in_the_history_names_the_place(path: Path) -> None:
    make(path, folded=True)
    history = path.with_suffix(".history")
    history.write_bytes(history.read_bytes().replace(b'"text":"two"', b'"text":"tvo"'))
    store = open_store(path)
    assert store.changes()[0].label == "note: three"
    with pytest.raises(DamagedError, match=r"network\.history, the line at byte \d+: its checksum is wrong"):
        labels(store)
    assert texts(store) == NOTES
    store.close()


@pytest.mark.parametrize("suffix", [".json", ".journal"])
def test_flipped_bits(path: Path, suffix: str) -> None:
    """Every flip is refused, or what was written before it is there and nothing else."""
    store = open_store(path)
    for text in NOTES[:2]:
        write_note(store, text)
    store.fold()
    write_note(store, NOTES[2])
    store.close()
    file = path.with_suffix(suffix)
    data = file.read_bytes()
    chance = random.Random(1)
    refused = 0
    for bit in chance.sample(range(8 * len(data)), min(400, 8 * len(data))):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        try:
            found = opened_texts(path)
        except DocumentError:
            refused += 1
        else:
            assert found in (NOTES, NOTES[:2])
        assert file.read_bytes() == flipped
    assert refused > 50


def test_store_is_closed_when_opening_fails(path: Path) -> None:
    path.write_bytes(b"{}")
    before = set(Path("/proc/self/fd").iterdir())
    with pytest.raises(DamagedError):
        open_store(path)
    assert set(Path("/proc/self/fd").iterdir()) == before
