"""Documents of every format there ever was: kept as they were written, never changed, read by every netui."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from netui.domain.records import Contact, Dismissal, Interaction, Profile
from netui.storage import read_document, schema
from tests.storage.helpers import labels, open_store, texts, write_note

SAMPLES = Path(__file__).parent / "samples"
FORMATS = sorted(SAMPLES.iterdir())


@pytest.fixture(params=FORMATS, ids=lambda folder: folder.name)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a sample; its document."""
    folder = tmp_path / "sample"
    shutil.copytree(request.param, folder)
    return folder / "network.json"


def test_every_format_is_here() -> None:
    assert [folder.name for folder in FORMATS] == [f"format-{n}" for n in range(1, schema.SCHEMA + 1)]


def test_all_of_it_is_read(sample: Path) -> None:
    store = open_store(sample)
    counts = {name: len(store.table(name)) for name in store.model.names()}
    assert counts == {
        "contacts": 6, "dismissals": 1, "events": 2, "follow_ups": 3, "goals": 1, "interactions": 8,
        "introductions": 2, "milestones": 3, "notes": 3, "opportunities": 1, "profile": 1, "recipes": 1,
        "rests": 1, "reviews": 1,
    }  # fmt: skip
    people = {contact.name: contact for contact in store.table(Contact.table).values()}
    ada = people["Ada Lovelace"]
    assert (ada.circle, ada.tags, ada.needs) == ("close", ("maths",), ("a printer",))
    assert people["李清照"].nicknames == ("Yi'an",)
    assert people["Mary Somerville"].cadence == 30
    assert texts(store) == ["prefers letters", "Ada Lovelace likes long walks", "Zoë keeps bees"]
    lines = {entry.text: entry for entry in store.table(Interaction.table).values()}
    coffee = lines[
        "coffee with Ada Lovelace about engines, gave advice, got a big introduction #maths, 45min"
    ]
    assert (coffee.minutes, coffee.channel, coffee.tags) == (45, "in_person", ("maths",))
    assert [(part.direction, part.kind, part.weight) for part in coffee.exchanges] == [
        ("given", "advice", 1),
        ("received", "introduction", 3),
    ]
    [dismissal] = store.table(Dismissal.table).values()
    assert (dismissal.reminder, dismissal.answer) == ("routine:week:2026-11-16", "snoozed")
    assert store.table(Profile.table)[1] == Profile(stage="established")
    store.close()


def test_what_netui_does_not_know_stays(sample: Path) -> None:
    store = open_store(sample)
    [ada] = [id_ for id_, contact in store.table(Contact.table).items() if contact.name == "Ada Lovelace"]
    with store.change("edit: Ada") as change:
        change.update(Contact.table, ada, cadence=9)
    store.fold()
    store.close()
    document: dict[str, Any] = json.loads(sample.read_bytes())
    assert document["contacts"][str(ada)]["favourite_tea"] == "Assam"
    assert document["contacts"][str(ada)]["cadence"] == 9
    assert document["recipes"] == {"1": {"title": "plum cake", "steps": ["stone", "bake"]}}


def test_its_past_is_whole_and_can_be_taken_back(sample: Path) -> None:
    store = open_store(sample)
    found = labels(store)
    assert len(found) == store.changes()[0].number == 31
    assert found[-1] == "new contact: Ada Lovelace"
    assert found[:3] == [f"{way}note: Zoë keeps bees" for way in ("redo: ", "undo: ", "")]
    assert len(list(store.past_with(re.compile(b"Zo")))) >= 4
    for change in store.changes():
        with store.change(f"undo: {change.label}") as undoing:
            for touched in change.touched:
                if touched.before is None:
                    undoing.remove(touched.table, touched.id)
                else:
                    undoing.put(touched.table, touched.id, touched.before)
    assert not store.table(Contact.table)
    store.close()


def test_its_backups_are_read(sample: Path) -> None:
    store = open_store(sample)
    backups = store.backups.all()
    assert [backup.name for backup in backups] == ["2026-11-20", "2026-11-10T090000Z", "2026-11-10"]
    for backup in backups:
        assert "contacts" in read_document(backup.path).names()
    store.close()


def test_it_is_written_on(sample: Path) -> None:
    store = open_store(sample)
    write_note(store, "of today")
    store.fold()
    store.close()
    again = open_store(sample)
    assert texts(again)[-1] == "of today"
    again.close()
