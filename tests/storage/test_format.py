"""The bytes on the disk: what is written today must be read by every later version."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from netui.domain.records import Contact, Profile
from tests.storage.helpers import contact, note, open_store, write_note


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", bytes)


def blake(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def test_journal_lines(path: Path) -> None:
    store = open_store(path, session="0a1b2c3d")
    with store.change("new: Ada Lovelace") as change:
        ada = change.insert(contact("Ada Lovelace", tags=("maths",)))
    with store.change("undo: new: Ada Lovelace") as change:
        change.undoes = 1
        change.remove(Contact.table, ada)
    store.close()
    header, first, second = path.with_suffix(".journal").read_bytes().splitlines()
    document = "0" * 32
    begin = blake(document.encode())
    body = (
        f'{{"journal":1,"document":"{document}","number":0,"hash":"{begin}","last_id":0,"name":"network.json"'
    ).encode()
    assert header == body + f',"sum":"{blake(body)}"}}'.encode()
    record = '{"name":"Ada Lovelace","added":"2026-11-23","tags":["maths"]}'
    body = (
        '{"number":1,"at":"2026-11-23T10:00:00Z","session":"0a1b2c3d","account":"alice",'
        f'"label":"new: Ada Lovelace","records":[{{"table":"contacts","id":{ada},"before":null,'
        f'"after":{record}}}],"previous":"{begin}"'
    ).encode()
    assert first == body + f',"hash":"{blake(body)}"}}'.encode()
    body = (
        '{"number":2,"at":"2026-11-23T10:00:00Z","session":"0a1b2c3d","account":"alice",'
        f'"label":"undo: new: Ada Lovelace","undoes":1,"records":[{{"table":"contacts","id":{ada},'
        f'"before":{record},"after":null}}],"previous":"{blake(body)}"'
    ).encode()
    assert second == body + f',"hash":"{blake(body)}"}}'.encode()


def test_an_id_is_the_milliseconds_since_2020_and_twelve_random_bits(path: Path) -> None:
    store = open_store(path)
    milliseconds = 217_591_200_000
    assert write_note(store, "first") == milliseconds << 12
    store.close()


def test_folded_document(path: Path) -> None:
    store = open_store(path)
    with store.change("two") as change:
        change.insert(note("Zoë likes tea"), id=7)
        change.put(Profile.table, 1, Profile(stage="established"))
    with store.change("another") as change:
        change.insert(contact("Ada Lovelace"), id=5)
    last = store.changes()[0]
    assert store.fold()
    store.close()
    data = path.read_bytes()
    start = (
        '{"contacts":{"5":{"name":"Ada Lovelace","added":"2026-11-23"}},'
        '"notes":{"7":{"text":"Zoë likes tea","day":"2026-11-23","logged_at":"2026-11-23T10:00:00Z",'
        '"zone":"Europe/London"}},"profile":{"1":{"stage":"established"},"2":'
    ).encode()
    assert data.startswith(start)
    own = json.loads(data)["profile"]["2"]
    header = json.loads(path.with_suffix(".journal").read_bytes())
    assert own["schema"] == 1
    assert own["document"] == "0" * 32
    assert own["checkpoint"] == {"number": last.number, "hash": header["hash"], "last_id": 7}
    assert own["extent"]["bytes"] == len(start)
    assert (header["number"], header["last_id"]) == (2, 7)


def test_the_history_holds_the_journals_bytes(path: Path) -> None:
    store = open_store(path)
    written = b""
    for text in ("one", "two"):
        write_note(store, text)
        written += path.with_suffix(".journal").read_bytes().partition(b"\n")[2]
        store.fold()
    store.close()
    assert path.with_suffix(".history").read_bytes() == written
