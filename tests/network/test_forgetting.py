"""Forgetting for good: nothing of it is in any file, the rest stays, and nothing brings it back."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from netui.domain.days import Now
from netui.domain.records import (
    ME,
    Contact,
    Dismissal,
    Event,
    Goal,
    Interaction,
    Introduction,
    Membership,
    Mention,
    Note,
    Opportunity,
    Pace,
    Review,
)
from netui.errors import DamagedError, DocumentError, NetuiError, NotFoundError
from netui.network import Changed, ChangedSince, Network
from netui.network.amending import amend
from netui.network.answers import delete, follow_up_done
from netui.network.checking import problems
from netui.network.forgetting import find_forgettable, forget, plan_forgetting
from netui.network.merging import merge
from netui.network.redacting import SOMEONE, without_names
from netui.network.tellings import what_goes
from netui.storage.forgetting import lines_of
from netui.storage.lines import beginning, parse_header
from netui.storage.staging import Staging
from tests.conftest import INSTANT, Log, log_line
from tests.network.helpers import tables

DAY = date(2026, 11, 23)


def make(network: Network, name: str, **fields: Any) -> int:
    with network.change(f"new contact: {name}") as change:
        return change.insert(Contact(name=name, added=DAY, **fields))


def labels(network: Network) -> list[str]:
    return [change.label for change in network.store.changes()]


def files_with(path: Path, *words: str) -> list[str]:
    """The files of the document's folder, whatever they are called, that hold any of the words."""
    wanted = {form.casefold() for word in words for form in (word, json.dumps(word)[1:-1])}
    return sorted(
        f"{file.relative_to(path.parent)}: {word}"
        for file in path.parent.rglob("*")
        if file.is_file()
        for word in wanted
        if word in file.read_bytes().decode(errors="replace").casefold()
    )


def contents(path: Path) -> dict[Path, bytes]:
    """All that lies beside a document, and itself, but for the lock."""
    files = (file for file in path.parent.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {file: file.read_bytes() for file in files}


def chain_is_whole(path: Path) -> None:
    """Each line of the history follows the one before it, the journal and the document follow the last."""
    lines = list(lines_of(path.with_suffix(".history")))
    for before, after in pairwise(lines):
        assert (after.body.number, after.body.previous) == (before.body.number + 1, before.hash)
    journal = path.with_suffix(".journal").read_bytes()
    header = parse_header(journal.partition(b"\n")[0])
    assert header.position == lines[-1].position
    document = json.loads(path.read_bytes())
    own = document["profile"]["2"]
    assert (own["checkpoint"]["number"], own["checkpoint"]["hash"]) == lines[-1].position
    if lines[0].body.number == 1:
        assert lines[0].body.previous == beginning(own["document"]).hash


def test_a_contact_is_in_no_file_any_more(
    network: Network, other: Network, path: Path, log: Log, now: Now
) -> None:
    society = make(network, "Royal Society", kind="organisation")
    with network.change("new contact: Zoë Quillfeather") as change:
        zoe = change.insert(
            Contact(
                name="Zoë Quillfeather",
                added=DAY,
                nicknames=("Plumeria",),
                emails=("zoe.q@example.com",),
                phones=("+44 20 5550",),
                organisations=(Membership(organisation=society, role="keeper of owls"),),
                offers=("owl pellets",),
            )
        )
    grace = log(
        'coffee with @"Grace Hopper" and Plumeria, promised Plumeria the owl paper by friday'
    ).contacts[0]
    other.follow()
    log_line(other, "lunch with Zoë about the secret owlery", now)  # by another session
    log("note: Zoë likes mulberry wine")
    log('called Grace about Plumeria, opportunity:"A talk"')
    network.store.fold()
    network.backup()
    entry = log("dinner with Grace and Zoë").interaction
    assert entry is not None
    amend(network, entry, "dinner with Grace and Plumeria and Zoë Quillfeather", now)
    with network.change("edit: Zoë Quillfeather") as change:
        change.update(Contact.table, zoe, name="Zoë Underhill")
        change.update(Contact.table, grace, introduced_by=(zoe,))
        change.insert(Introduction(introducer=zoe, between=(ME, grace), day=DAY))
        change.insert(Event(name="meetup", day=DAY, met=(zoe, grace)))
        change.insert(Opportunity(title="a grant", day=DAY, via=(zoe,)))
        change.insert(Review(week=DAY, begun=DAY, next=(grace, zoe)))
        change.insert(Dismissal(reminder=f"cadence:{zoe}:x", answer="done", made=DAY, contacts=(zoe,)))
    deleted = log("tea with Zoë Underhill, just the two of us").interaction
    assert deleted is not None
    delete(network, deleted)
    network.undo()
    network.redo()
    network.backup()
    path.with_suffix(".torn-1").write_bytes(b'{"number":3,"label":"note: Zo\xc3\xab likes mulb')
    path.with_suffix(".torn-2").write_bytes(b'{"number":3,"label":"note: Grace likes')
    kept = path.parent / "network.kept-1"
    kept.mkdir()
    (kept / "network.json").write_bytes(path.read_bytes())
    (kept / "why").write_text("two documents")
    other.follow()
    words = (
        *("Quillfeather", "Underhill", "Zoë", "Plumeria", "zoe.q@", "5550", "owl pellets", "keeper of owls"),
        *("owlery", "mulberry", "just the two", "owl paper"),
    )
    assert len({line.partition(":")[0] for line in files_with(path, *words)}) == 7
    told: list[Changed] = []
    network.subscribe(told.append)

    outcome = forget(network, (Contact.table, zoe))

    assert files_with(path, *words[:7], *words[8:11]) == []
    assert [change.everything for change in told] == [True]
    assert {table: len(ids) for table, ids in outcome.plan.gone.items()} == {
        "contacts": 1,
        "interactions": 1,
        "notes": 1,
        "follow_ups": 1,
        "introductions": 1,
        "dismissals": 1,
    }
    assert [file.name for file in outcome.files] == ["network.json", "network.torn-1"]
    assert (kept / "why").exists()
    assert path.with_suffix(".torn-2").exists()
    assert outcome.backups == 3  # the two that were asked for, and the day's own
    assert network.contacts[grace].introduced_by == ()
    assert [event.met for event in network.events.values()] == [(grace,)]
    assert [review.next for review in network.reviews.values()] == [(grace,)]
    assert {record.via for record in network.opportunities.values()} == {(grace,), ()}
    assert not network.introductions
    assert sorted(record.text for record in network.interactions.values()) == [
        'called Grace about someone, opportunity:"A talk"',
        'coffee with @"Grace Hopper" and someone, promised someone the owl paper by friday',
        "dinner with Grace and someone and someone",
    ]
    assert not list(problems(network))
    chain_is_whole(path)
    other.follow()
    assert tables(other) == tables(network)
    with TinyDB(path, access_mode="r") as stock:
        assert len(stock.table("contacts")) == len(network.contacts)


def test_nothing_brings_it_back(network: Network, path: Path, log: Log) -> None:
    zoe = make(network, "Zoë Quillfeather")
    log("lunch with Zoë")
    log('coffee with @"Grace Hopper" and Zoë')
    network.undo()
    copy = network.backup()
    network.redo()
    forget(network, (Contact.table, zoe))
    after = tables(network)
    with pytest.raises(NetuiError, match="nothing to redo"):
        network.redo()
    for number in (1, 2):
        with pytest.raises(NetuiError, match=f"what change {number} did was forgotten for good"):
            network.undo(number)
    with pytest.raises(NetuiError, match="was forgotten for good"):
        network.undo(6)  # the line that says so
    assert labels(network) == [
        "forget: something was taken out for good",
        "redo: log: forgotten",
        "undo: log: forgotten",
        "log: forgotten",
        "log: forgotten",
        "new contact: forgotten",
    ]
    with pytest.raises(
        ChangedSince, match="to forget something for good, which nothing takes back; before it"
    ):
        network.undo()
    assert tables(network) == after
    assert network.undo(anyway=True).number == 3  # what is left of it: the coffee with Grace
    assert not network.contacts
    with pytest.raises(NetuiError, match="nothing to undo"):
        network.undo()
    network.redo()
    assert tables(network) == after
    network.restore(str(copy))
    assert not network.contacts
    network.store.fold()
    assert files_with(path, "Zoë") == []


def test_an_entry_goes_with_what_its_line_brought(network: Network, path: Path, log: Log, now: Now) -> None:
    saved = log('lunch with @"Ada Lovelace", promised the secret paper; opportunity:"Mulberry"')
    assert saved.interaction is not None
    (ada,) = saved.contacts
    follow_up_done(network, saved.follow_ups[0], now)
    with network.change("review") as change:
        change.insert(Review(week=DAY, begun=DAY, moment=saved.interaction, words="that lunch"))
    outcome = forget(network, (Interaction.table, saved.interaction))
    assert {table: len(ids) for table, ids in outcome.plan.gone.items()} == {
        "interactions": 1,
        "follow_ups": 1,
        "opportunities": 1,
    }
    (became,) = network.interactions
    assert [(each.table, each.id, each.words) for each in outcome.plan.left_over] == [
        ("interactions", became, "the secret paper")
    ]
    assert ada in network.contacts
    (review,) = network.reviews.values()
    assert (review.moment, review.words) == (None, "")
    assert files_with(path, "lunch", "Mulberry") == []
    forget(network, (Interaction.table, became))
    assert files_with(path, "secret") == []
    chain_is_whole(path)


@pytest.mark.parametrize("kind", ["notes", "follow_ups", "introductions", "events", "opportunities", "goals"])
def test_any_entry_can_be_forgotten_by_its_id(network: Network, path: Path, log: Log, kind: str) -> None:
    log('note: @"Ada Lovelace" is fond of mulberry')
    log("promised Ada the mulberry paper")
    log('met Ada at "Mulberry meetup"')
    (ada,) = network.contacts
    with network.change("more") as change:
        change.insert(Introduction(introducer=ME, between=(ada, ada + 1), day=DAY, note="mulberry"))
        change.insert(Opportunity(title="mulberry", day=DAY))
        change.insert(Goal(measure="gives", first=DAY, paces=(Pace(since=DAY, weekly=1),), why="mulberry"))
    (wanted,) = network.store.table(kind)
    assert find_forgettable(network, f" {wanted} ") == (kind, wanted)
    before = tables(network)
    forget(network, (kind, wanted))
    assert not network.store.table(kind)
    left = {table: set(ids) for table, ids in before.items() if table != kind}
    assert {table: set(ids) for table, ids in tables(network).items()} == left
    assert all(record.event is None or kind != "events" for record in network.interactions.values())


def test_what_is_not_here_cannot_be_forgotten(network: Network, log: Log) -> None:
    with pytest.raises(NotFoundError, match="no contact and no entry with the id 12"):
        find_forgettable(network, "12")
    with pytest.raises(NotFoundError, match="nobody here is called"):
        find_forgettable(network, "Ada")
    log("sunshine")
    before = labels(network)
    with pytest.raises(NotFoundError):
        forget(network, (Note.table, 12))
    assert labels(network) == before


def test_words_in_prose_are_told_or_taken_out_too(network: Network, path: Path, log: Log) -> None:
    zoe = make(network, "Zoë Quillfeather", nicknames=("Will",))
    log('coffee with @"Grace Hopper", will see about \\Zoë Quillfeather')
    entry = log('opportunity:"Owls of ZOË QUILLFEATHER" with Grace').interaction
    plan = plan_forgetting(network, (Contact.table, zoe))
    assert len(plan.left_over) == 3  # two lines, and the opportunity's title
    assert {each.words for each in plan.left_over} == {"Zoë Quillfeather", "ZOË QUILLFEATHER"}
    assert entry in {each.id for each in plan.left_over}
    outcome = forget(network, (Contact.table, zoe), words=True)
    assert outcome.plan.left_over == ()
    assert files_with(path, "Zoë", "Quillfeather") == []
    (title,) = (record.title for record in network.opportunities.values())
    assert title == f"Owls of {SOMEONE}"
    assert any("will see about" in record.text for record in network.interactions.values())


def test_prose_that_nobody_can_amend_any_more_loses_the_name(network: Network, path: Path, log: Log) -> None:
    zoe = make(network, "Zoë Quillfeather")
    entry = log('coffee with @"Grace Hopper"; \\Zoë Quillfeather is away').interaction
    assert entry is not None
    delete(network, entry)
    outcome = forget(network, (Contact.table, zoe))
    assert outcome.plan.left_over == ()
    assert files_with(path, "Quillfeather") == []
    network.undo(anyway=True)
    assert network.interactions[entry].text.endswith("\\someone is away")


def test_a_namesake_keeps_the_name(network: Network, path: Path, log: Log) -> None:
    one, two = make(network, "Zoë Quillfeather"), make(network, "Zoë Quillfeather", place="Paris")
    with network.change("log") as change:
        note = Note(text="Zoë Quillfeather", day=DAY, logged_at=INSTANT, zone="UTC", contacts=(two,))
        kept = change.insert(note)
    outcome = forget(network, (Contact.table, one), words=True)
    assert outcome.plan.left_over == ()
    assert network.contacts[two].name == "Zoë Quillfeather"
    assert network.notes[kept] == note


def test_who_was_merged_into_it_goes_too_but_nobody_who_is_still_here(
    network: Network, path: Path, log: Log, now: Now
) -> None:
    ids = [make(network, name) for name in ("Zoë Quill", "Zoë Feather", "Zoë Plume", "Zoë Down")]
    quill, feather, plume, down = ids
    log("lunch with Zoë Plume about owls")
    merge(network, feather, plume, now)
    merge(network, quill, feather, now)
    merge(network, quill, down, now)
    network.undo()
    forget(network, (Contact.table, quill))
    assert list(network.contacts) == [down]
    assert files_with(path, "Quill", "Feather", "Plume", "owls") == []
    for _ in range(20):
        try:
            network.undo(anyway=True)
        except NetuiError:
            break
    else:
        raise AssertionError("there is no end to what can be undone")
    assert not network.interactions
    assert files_with(path, "Quill", "Feather", "Plume", "owls") == []


def test_what_a_killed_session_left_half_written_goes_too(network: Network, path: Path, log: Log) -> None:
    logged = log('lunch with @"Zoë Quill" about owls')
    network.backup()
    backups = [backup.path for backup in network.store.backups.all()]
    for file in (path, path.with_suffix(".journal"), path.with_suffix(".history"), *backups):
        file.with_name(f".{file.name}.99999-abcdef01.tmp").write_text("lunch with Zoë Quill about owls")
    assert files_with(path, "owls")
    forget(network, (Contact.table, logged.contacts[0]))
    assert files_with(path, "Quill", "owls") == []


def test_an_organisation_is_forgotten_and_its_people_stay(network: Network, path: Path) -> None:
    house = make(network, "Mulberry Society", kind="organisation")
    ada = make(network, "Ada Lovelace", organisations=(Membership(organisation=house, role="fellow"),))
    forget(network, (Contact.table, house))
    assert network.contacts[ada].organisations == ()
    assert files_with(path, "Mulberry", "fellow") == []


def test_what_another_session_wrote_meanwhile_goes_too(
    network: Network, other: Network, path: Path, log: Log, now: Now
) -> None:
    zoe = make(network, "Zoë Quillfeather")
    other.follow()
    log_line(other, "lunch with Zoë", now)
    outcome = forget(network, (Contact.table, zoe))
    assert len(outcome.plan.gone["interactions"]) == 1
    log_line(other, 'coffee with @"Grace Hopper"', now)
    network.follow()
    assert labels(network)[0].startswith("log: coffee")
    assert files_with(path, "Zoë") == []
    with pytest.raises(NotFoundError):
        forget(other, (Contact.table, zoe))


def test_what_another_program_wrote_goes_where_it_holds_any_of_it_and_only_there(
    network: Network, path: Path, log: Log
) -> None:
    zaphod, grace = log('met @"Zaphod Beeblebrox" and @"Grace Hopper"').contacts
    house = make(network, "Royal Society", kind="organisation")
    with network.change("another program") as change:
        fields = {
            "name": "Grace Hopper",
            "added": "2026-11-23",
            "mood": "fine",
            "heard": {"from Zaphod Beeblebrox": True},
            "met": [{"with": zaphod}],
            "organisations": [
                {"organisation": house, "boss": "Zaphod Beeblebrox", "floor": 3},
                {"organisation": house, "role": "chair", "desk": str(zaphod)},
            ],
        }
        change.put_fields("contacts", grace, fields)
        change.put_fields("moods", 7, {"of": "Grace", "mood": "fine"})
        change.put_fields("moods", 8, {"Zaphod Beeblebrox": "fine"})
        change.put_fields("about Zaphod Beeblebrox", 9, {"mood": "fine"})
        change.name_table("more of Zaphod Beeblebrox")
    network.store.fold()
    network.backup()
    forget(network, (Contact.table, zaphod))
    assert files_with(path, "Zaphod", "Beeblebrox", str(zaphod)) == []
    with TinyDB(path, access_mode="r") as stock:
        left = stock.table("contacts").get(doc_id=grace)
        assert left is not None
        assert left.keys() >= {"mood"}
        assert left.keys().isdisjoint({"heard", "met"})
        assert left["organisations"] == [
            {"organisation": house, "floor": 3},
            {"organisation": house, "role": "chair"},
        ]
        assert [record.doc_id for record in stock.table("moods")] == [7]
        assert not [name for name in stock.tables() if "Zaphod" in name]
    chain_is_whole(path)


@pytest.mark.parametrize(
    "name",
    [
        "network.sync-conflict-20261124-135035-ABCDEFG{}",
        "network (Ada's conflicted copy 2026-11-24){}",
        "network_conflict-20261124-135035{}",
    ],
)
def test_copies_that_a_synchroniser_put_beside_it_are_named_and_go(
    network: Network, path: Path, log: Log, name: str
) -> None:
    (zaphod,) = log('met @"Zaphod Beeblebrox"').contacts
    network.store.fold()
    copies = [path.with_name(name.format(suffix)) for suffix in (".json", ".history")]
    for copy in copies:
        copy.write_bytes(path.with_suffix(copy.suffix).read_bytes())
    other = path.with_name(name.format(".journal"))
    other.write_bytes(b"of somebody else")
    plan = plan_forgetting(network, (Contact.table, zaphod))
    assert all(copy.name in what_goes(plan) for copy in copies)
    outcome = forget(network, (Contact.table, zaphod))
    assert sorted(outcome.files) == sorted(copies)
    assert files_with(path, "Zaphod", "Beeblebrox") == []
    assert other.exists()


def test_an_exchange_that_was_broken_off_is_ended_by_whoever_comes_next(
    network: Network, other: Network, path: Path, log: Log, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoe = make(network, "Zoë Quillfeather")
    network.backup()
    log("lunch with Zoë")
    other.follow()
    finish = Staging.finish
    journal = path.with_suffix(".journal").read_bytes

    def dies_after_commit(staging: Staging) -> None:
        if (staging.folder / "manifest").exists():
            raise OSError(5, "Input/output error")
        finish(staging)

    with monkeypatch.context() as patched:
        patched.setattr(Staging, "finish", dies_after_commit)
        with pytest.raises(DocumentError, match="Input/output error"):
            forget(network, (Contact.table, zoe))
        assert files_with(path, "Zoë")
        with pytest.raises(DocumentError, match="Input/output error"):  # nobody writes in between
            log_line(other, 'coffee with @"Grace Hopper"', now)
    assert journal().count(b"\n") == 1
    log_line(other, 'coffee with @"Grace Hopper"', now)
    assert files_with(path, "Zoë") == []
    network.follow()
    assert tables(network) == tables(other)
    assert not path.with_suffix(".staged").exists()
    network.store.fold()
    chain_is_whole(path)


def test_a_session_that_slept_does_not_bring_an_old_journal_back(
    network: Network, other: Network, path: Path, log: Log, now: Now
) -> None:
    zoe = make(network, "Zoë Quillfeather")
    other.follow()
    forget(network, (Contact.table, zoe))
    path.with_suffix(".journal").unlink()
    log_line(other, 'coffee with @"Grace Hopper"', now)
    assert files_with(path, "Zoë") == []
    assert len(other.contacts) == 1


def test_a_backup_that_cannot_be_read_stops_it_before_anything_is_done(
    network: Network, path: Path, log: Log
) -> None:
    zoe = make(network, "Zoë Quillfeather")
    copy = network.backup()
    copy.write_bytes(copy.read_bytes()[:-20])
    network.store.fold()
    before = contents(path)
    with pytest.raises(DamagedError, match="mend that backup, or remove it, and forget again"):
        forget(network, (Contact.table, zoe))
    assert contents(path) == before
    assert zoe in network.contacts
    assert not path.with_suffix(".staged").exists()


# --- texts -------------------------------------------------------------------------------------------------

parts = st.lists(
    st.tuples(st.text("ab ö💡", max_size=4), st.sampled_from([None, 1, 2])),
    max_size=8,
)


@given(parts)
def test_the_other_names_stay_where_they_stand(pieces: list[tuple[str, int | None]]) -> None:
    text, mentions = "", []
    for piece, contact in pieces:
        if contact is not None and piece:
            mentions.append(Mention(contact=contact, start=len(text), end=len(text) + len(piece)))
        text += piece
    left, still, moved = without_names(text, mentions, {1})
    wanted = "".join(SOMEONE if contact == 1 and piece else piece for piece, contact in pieces)
    assert left == wanted
    assert [left[m.start : m.end] for m in still] == [
        piece for piece, contact in pieces if contact == 2 and piece
    ]
    assert moved(len(text)) == len(left)
