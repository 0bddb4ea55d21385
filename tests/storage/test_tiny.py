"""The document by TinyDB's own interface."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.operations import delete, increment
from tinydb.table import Document

from netui.domain.records import Contact, Note
from netui.storage import MisfitError
from netui.storage.codec import RecordCodec
from netui.storage.ids import EPOCH
from tests.storage.helpers import INSTANT, contact, labels, open_store, tables_of, texts, write_note

ADA = {"name": "Ada Lovelace", "added": "2026-11-23"}


def test_known_tables_hold_typed_records_and_dicts_alike(path: Path) -> None:
    store = open_store(path)
    table = store.database.table("contacts")
    ada = table.insert(ADA | {"tags": ["maths"]})
    assert ada >> 12 == (INSTANT - EPOCH).total_seconds() * 1000
    assert store.table(Contact.table)[ada] == contact("Ada Lovelace", tags=("maths",))
    assert table.get(doc_id=ada) == ADA | {"tags": ["maths"]}
    assert table.search(where("tags").any(["maths"]))[0].doc_id == ada
    table.update({"cadence": 30}, doc_ids=[ada])
    table.update(increment("cadence"), where("name") == "Ada Lovelace")
    table.update(delete("tags"), doc_ids=[ada])
    assert store.table(Contact.table)[ada] == contact("Ada Lovelace", cadence=31)
    assert table.contains(doc_id=ada)
    assert not table.contains(doc_id=ada + 1)
    assert table.remove(doc_ids=[ada, 5]) == [ada]
    assert len(table) == 0
    assert len(labels(store)) == 5
    store.close()
    again = open_store(path)
    assert tables_of(again) == {}
    again.close()


def test_the_programs_documents_bring_their_ids(path: Path) -> None:
    store = open_store(path)
    table = store.database.table("contacts")
    assert table.insert(Document(ADA, doc_id=77)) == 77
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document(ADA, doc_id=77))
    assert table.insert_multiple([Document(ADA, doc_id=78), Document(ADA, doc_id=79)]) == [78, 79]
    assert [found.doc_id for found in table.get(doc_ids=[79, 77, 5])] == [77, 79]
    assert labels(store) == ["tinydb: insert into contacts"] * 2
    store.database.close()
    assert json.loads(path.read_bytes())["contacts"].keys() == {"77", "78", "79"}


def test_what_does_not_fit_is_refused_whole(path: Path) -> None:
    store = open_store(path)
    table = store.database.table("contacts")
    with pytest.raises(MisfitError, match="missing required field `added`"):
        table.insert_multiple([ADA, {"name": "no day"}])
    with pytest.raises(ValueError, match="contacts"):
        table.insert(ADA | {"kind": "robot"})
    with pytest.raises(TypeError):
        store.database.table("other").insert({"a": {1, 2}})
    with pytest.raises(ValueError, match="own record"):
        store.database.table("profile").insert(Document({}, doc_id=2))
    assert store.database.table("profile").get(doc_id=2) is None
    assert tables_of(store) == {}
    store.close()


def test_other_tables_are_numbered_by_tinydb(path: Path) -> None:
    store = open_store(path)
    table = store.database.table("other")
    assert [table.insert({"n": number}) for number in range(3)] == [1, 2, 3]
    assert store.table("other")[2] == {"n": 1}
    store.database.drop_table("other")
    assert store.database.tables() == set()
    store.close()


def test_searches_see_other_sessions(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    table = one.database.table("notes", cache_size=10)
    assert table.count(where("text") == "one") == 0
    write_note(two, "one")
    one.follow()
    assert table.count(where("text") == "one") == 1
    one.close()
    two.close()


def test_whole_writes_journal_the_difference(path: Path) -> None:
    store = open_store(path)
    first, second = write_note(store, "one"), write_note(store, "two")
    data: dict[str, Any] = store.database.storage.read() or {}
    data["notes"][str(first)]["text"] = "changed"
    del data["notes"][str(second)]
    store.database.storage.write(data)
    (changed, removed) = sorted(store.changes()[0].touched, key=lambda touched: touched.id)
    assert (changed.id, changed.after.text, removed.id, removed.after) == (first, "changed", second, None)
    assert texts(store) == ["changed"]
    store.close()


def test_work_by_id_touches_one_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: records encoded and bytes written do not grow with the document."""
    encoded = 0
    encode = RecordCodec.encode

    def counted(codec: RecordCodec, value: Any) -> bytes:
        nonlocal encoded
        encoded += 1
        return encode(codec, value)

    counts = []
    for name, size in (("small", 10), ("large", 3000)):
        store = open_store(path.with_name(f"{name}.json"))
        with store.change("fill") as change:
            for _ in range(size):
                change.insert(contact("Ada Lovelace"))
        store.fold()
        table = store.database.table("contacts")
        start = store.path.with_suffix(".journal").stat().st_size
        monkeypatch.setattr(RecordCodec, "encode", counted)
        encoded = 0
        new = table.insert(ADA)
        table.insert_multiple([ADA, ADA])
        table.update({"cadence": 3}, doc_ids=[new])
        assert table.contains(doc_id=new)
        assert len(table.get(doc_ids=[new])) == 1
        table.remove(doc_ids=[new])
        with store.change("one") as change:
            change.update(Contact.table, next(iter(store.table(Contact.table))), cadence=3)
        monkeypatch.setattr(RecordCodec, "encode", encode)
        counts.append((encoded, store.path.with_suffix(".journal").stat().st_size - start))
        store.close()
    assert counts[0][0] == counts[1][0] < 30
    assert abs(counts[0][1] - counts[1][1]) < 50  # numbers of more digits


def test_notes_are_a_table_like_any(path: Path) -> None:
    store = open_store(path)
    one = write_note(store, "one")
    (found,) = store.database.table(Note.table).all()
    assert found.doc_id == one
    assert found["text"] == "one"
    found["text"] = "a copy is changed, not the record"
    assert texts(store) == ["one"]
    store.close()
