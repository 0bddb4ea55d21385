"""What a newer netui, or another program, wrote survives this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from netui.domain.records import Contact, Membership
from netui.storage import Store
from tests.storage.helpers import contact, note, open_store, write_note

NEWER: dict[str, Any] = {
    "name": "Ada Lovelace",
    "added": "2026-11-23",
    "kind": "person",  # a default, written out
    "organisations": [{"organisation": 3, "role": "engineer", "badge": {"n": 1}}, {"organisation": 4}],
    "pronouns": "she",
    "orbits": [1, {"x": None}],
}


def a_newer_document(path: Path) -> int:
    """A document in which a newer netui has written one contact and a table; the contact's id."""
    store = open_store(path)
    with store.change("new") as change:
        ada = change.insert(contact("Ada Lovelace"))
    store.close(fold=True)
    data = json.loads(path.read_bytes())
    data["contacts"][str(ada)] = NEWER
    data["orbits"] = {"1": {"any": ["thing", 1.5, None]}, "12": {}}
    path.write_text(json.dumps(data))
    return ada


def on_disk(path: Path, ada: int) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(path.read_bytes())["contacts"][str(ada)]
    return fields


def reopened(store: Store) -> Store:
    store.close()
    return open_store(store.path)


def test_unknown_fields_and_tables_survive_changes_and_folds(path: Path) -> None:
    ada = a_newer_document(path)
    store = open_store(path)
    assert store.table("orbits") == {1: {"any": ["thing", 1.5, None]}, 12: {}}
    with store.change("moves") as change:
        change.update(Contact.table, ada, place="Paris")
    for _ in range(2):  # from the journal, and from a document of ours that holds unknown fields
        store = reopened(store)
        assert store.table(Contact.table)[ada].place == "Paris"
        write_note(store, "more")
        store.fold()
        wanted = {name: value for name, value in NEWER.items() if name != "kind"} | {"place": "Paris"}
        assert on_disk(path, ada) == wanted
    assert json.loads(path.read_bytes())["orbits"] == {"1": {"any": ["thing", 1.5, None]}, "12": {}}
    store.close()


def test_unknown_fields_of_a_part_go_where_the_part_goes(path: Path) -> None:
    ada = a_newer_document(path)
    store = open_store(path)
    first, second = store.table(Contact.table)[ada].organisations
    with store.change("the other way round") as change:
        change.update(Contact.table, ada, organisations=(second, first, Membership(organisation=5)))
    store.fold()
    assert on_disk(path, ada)["organisations"] == [
        {"organisation": 4},
        {"organisation": 3, "role": "engineer", "badge": {"n": 1}},
        {"organisation": 5},
    ]
    with store.change("left") as change:
        change.update(Contact.table, ada, organisations=(second,))
    store.close(fold=True)
    assert on_disk(path, ada)["organisations"] == [{"organisation": 4}]
    assert on_disk(path, ada)["pronouns"] == "she"


def test_unknown_fields_come_back_with_an_undone_removal(path: Path) -> None:
    ada = a_newer_document(path)
    store = open_store(path)
    with store.change("remove") as change:
        change.remove(Contact.table, ada)
    store.fold()
    store = reopened(store)
    removal = store.changes()[0]
    with store.change("undo: remove") as change:
        change.undoes = removal.number
        change.do(removal.touched[0].operation.inverse)
    store.close(fold=True)
    assert on_disk(path, ada) == {name: value for name, value in NEWER.items() if name != "kind"}


def test_another_session_keeps_unknown_fields_it_only_followed(path: Path) -> None:
    ada = a_newer_document(path)
    one, two = open_store(path), open_store(path)
    fields = NEWER | {"pronouns": "they"}
    with one.change("by a newer netui") as change:
        change.put_fields(Contact.table, ada, fields)
    two.follow()
    with two.change("by this one") as change:
        change.update(Contact.table, ada, muted=True)
    two.close(fold=True)
    one.close()
    assert on_disk(path, ada)["pronouns"] == "they"
    assert on_disk(path, ada)["muted"] is True


def test_records_without_unknown_fields_have_none(path: Path) -> None:
    ada = a_newer_document(path)
    store = open_store(path)
    with store.change("note") as change:
        plain = change.insert(note("plain"))
    unknown = [store.model.get(*key) for key in (("notes", plain), ("contacts", ada))]
    assert [value is not None and value.unknown is not None for value in unknown] == [False, True]
    store.close()
