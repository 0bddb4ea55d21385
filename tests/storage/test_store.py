"""Changes: made, looked at, remembered, seen by other sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from netui.domain.records import Contact, Note, Profile
from netui.errors import DamagedError, DocumentError, NotFoundError
from netui.storage import ForkedError, MisfitError, Value, past, staged
from netui.storage.ids import ID_LIMIT, next_id
from netui.storage.lines import Body, Outline, encode_line, parse_outline, position_after
from netui.storage.model import BOOKKEEPING_ID
from tests.storage.helpers import (
    DAY,
    INSTANT,
    contact,
    labels,
    note,
    open_store,
    tables_of,
    texts,
    write_note,
)


def test_a_new_document_is_empty_and_opens_again(path: Path) -> None:
    store = open_store(path)
    assert tables_of(store) == {}
    store.close()
    again = open_store(path, create=False)
    assert again.document_id == store.document_id
    again.close()


def test_what_was_changed_is_there_after_reopening(path: Path) -> None:
    store = open_store(path)
    with store.change("both") as change:
        ada = change.insert(contact("Ada Lovelace", cadence=30))
        change.insert(note("likes tea", contacts=(ada,)))
    with store.change("edit") as change:
        change.update(Contact.table, ada, cadence=14, tags=("maths",))
    kept = tables_of(store)
    assert kept[Contact.table] == {ada: contact("Ada Lovelace", cadence=14, tags=("maths",))}
    store.close()
    again = open_store(path)
    assert tables_of(again) == kept
    again.close()


def test_an_exception_in_the_block_leaves_nothing(path: Path) -> None:
    store = open_store(path)
    size = path.with_suffix(".journal").stat().st_size

    def fail() -> None:
        with store.change("half") as change:
            change.insert(note("never"))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert tables_of(store) == {}
    assert path.with_suffix(".journal").stat().st_size == size
    write_note(store, "after")
    assert texts(store) == ["after"]
    store.close()


def test_no_operation_no_line(path: Path) -> None:
    store = open_store(path)
    one = write_note(store, "one")
    with store.change("nothing") as change:
        change.update(Note.table, one, text="one")
        passing = change.insert(note("gone again"))
        change.remove(Note.table, passing)
    assert change.change is None
    assert labels(store) == ["note: one"]
    store.close()


def test_a_transaction_sees_its_own_operations(path: Path) -> None:
    store = open_store(path)
    with store.change("several") as change:
        ada = change.insert(contact("Ada"))
        assert change.update(Contact.table, ada, muted=True) == contact("Ada", muted=True)
        assert change.get(Contact.table, ada) == contact("Ada", muted=True)
        assert ada not in store.table(Contact.table)
        with pytest.raises(MisfitError):
            change.insert(contact("Twice"), id=ada)
        change.remove(Contact.table, ada)
        assert change.get(Contact.table, ada) is None
        change.put(Contact.table, ada, contact("Ada again"))
    assert change.change is not None
    (touched,) = change.change.touched
    assert (touched.before, touched.after) == (None, contact("Ada again"))
    store.close()


def test_what_does_not_fit_is_refused(path: Path) -> None:
    store = open_store(path)
    with store.change("misfits") as change:
        with pytest.raises(MisfitError, match="notes 5"):
            change.put(Note.table, 5, contact("Ada"))
        with pytest.raises(MisfitError):
            change.insert(contact("Ada", kind="robot"))
        with pytest.raises(MisfitError):
            change.insert(note("half a pair: \ud83d"))
        with pytest.raises(ValueError, match="own record"):
            change.put(Profile.table, 2, Profile())
        with pytest.raises(NotFoundError):
            change.update(Note.table, 5, text="nobody")
        with pytest.raises(NotFoundError):
            change.remove(Note.table, 5)
    assert tables_of(store) == {}
    store.close()


def test_hostile_labels_and_accounts_are_written_somehow(path: Path) -> None:
    store = open_store(path)
    with store.change("a\nb\ud83d\x1b[31m\u2028\0") as change:
        change.insert(note("one"))
    store.close()
    again = open_store(path)
    assert labels(again) == ["a\nb?\x1b[31m\u2028\0"]
    again.close()


def test_records_made_ready_ahead_are_written_as_others(path: Path) -> None:
    store = open_store(path)
    with store.change("one") as change:
        change.insert(contact("Ada"))
    generation, ids = store.generation, list(islice(store.ids_ahead(), 3))
    assert ids == sorted(set(ids))
    assert ids[0] > max(store.table(Contact.table))
    ready = [staged(Contact.table, each, Value(contact(f"Nobody {each}"))) for each in ids]
    assert store.generation == generation, "nothing is written yet"
    with store.change("ahead") as change:
        for record_id, each in zip(ids, ready, strict=True):
            change.put_staged(Contact.table, record_id, each)
        assert change.get(Contact.table, ids[0]) == contact(f"Nobody {ids[0]}")
        with pytest.raises(MisfitError):
            change.put_staged(Profile.table, BOOKKEEPING_ID, ready[0])
    assert store.generation > generation
    kept = tables_of(store)
    assert set(ids) < kept[Contact.table].keys()
    store.close()
    again = open_store(path)
    assert tables_of(again) == kept
    again.close()
    with pytest.raises(MisfitError):
        staged(Contact.table, 1, Value(note("no contact")))


def test_one_change_at_a_time(path: Path) -> None:
    store = open_store(path)
    with store.change("outer"), pytest.raises(RuntimeError), store.change("inner"):
        pass
    store.close()


def test_views_are_live_and_read_only(path: Path) -> None:
    store = open_store(path)
    view = store.table(Note.table)
    one = write_note(store, "one")
    assert view[one].text == "one"
    with pytest.raises(TypeError):
        view[one] = note("two")  # type: ignore[index]
    store.close()


def test_changes_newest_first_with_their_links(path: Path) -> None:
    store = open_store(path, session="0a1b2c3d")
    one = write_note(store, "one")
    with store.change("undo: one") as change:
        change.undoes = 1
        change.remove(Note.table, one)
    with store.change("redo: one") as change:
        change.redoes = 1
        change.put(Note.table, one, note("one"))
    newest, undo, first = store.changes()
    assert (newest.number, newest.redoes, newest.undoes) == (3, 1, None)
    assert (undo.undoes, undo.touched[0].before, undo.touched[0].after) == (1, note("one"), None)
    assert (first.at, first.session, first.account) == (INSTANT, "0a1b2c3d", "alice")
    assert first.label == "note: one"
    assert [change.number for change in store.changes(2)] == [3, 2]
    assert len(store.changes()) == 3
    assert store.changes()[-1] == first
    assert not store.changes(0)
    store.close()


def test_ids_rise_with_the_clock_set_back(path: Path) -> None:
    now = [INSTANT]
    store = open_store(path, instant=lambda: now[0])
    ids = [write_note(store, "now")]
    now[0] -= timedelta(days=3000)
    ids.append(write_note(store, "years ago"))
    with store.change("removed") as change:
        change.remove(Note.table, ids[-1])
    store.fold()
    store.close()
    again = open_store(path, instant=lambda: now[0])
    ids.append(write_note(again, "years ago still"))
    now[0] = datetime(1999, 1, 1, tzinfo=UTC)
    with again.change("many") as change:
        ids.extend(change.new_id() for _ in range(50))
    assert ids == sorted(set(ids))
    assert ids[2] == ids[1] + 1
    again.close()


def test_ids_end_at_2_to_the_53(path: Path) -> None:
    assert next_id(INSTANT, ID_LIMIT - 2) == ID_LIMIT - 1
    with pytest.raises(DocumentError):
        next_id(INSTANT, ID_LIMIT - 1)


def test_sessions_see_each_other(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    assert one.follow() == []
    ada = write_note(two, "from two")
    (change,) = one.follow()
    assert (change.label, change.session, change.touched[0].id) == ("note: from two", two.session, ada)
    assert one.follow() == []
    write_note(two, "again from two")
    with one.change("mine") as mine:
        mine.insert(note("from one"))
    assert [change.label for change in mine.caught_up] == ["note: again from two"]
    assert [change.label for change in two.follow()] == ["mine"]
    assert texts(one) == texts(two) == ["from two", "again from two", "from one"]
    assert [change.number for change in one.changes()] == [3, 2, 1]
    one.close()
    two.close()


def test_the_later_edit_wins_by_fields(path: Path) -> None:
    one, two = open_store(path), open_store(path)
    with one.change("new") as change:
        ada = change.insert(contact("Ada", place="London", cadence=30))
    two.follow()
    with one.change("moves") as change:
        change.update(Contact.table, ada, place="Paris", tags=("maths",))
    with two.change("oftener") as change:  # has not followed: one's edit is caught up with first
        change.update(Contact.table, ada, cadence=7)
    one.follow()
    wanted = contact("Ada", place="Paris", tags=("maths",), cadence=7)
    assert one.table(Contact.table)[ada] == two.table(Contact.table)[ada] == wanted
    with one.change("gone") as change:
        change.remove(Contact.table, ada)
    with pytest.raises(NotFoundError), two.change("too late") as change:
        change.update(Contact.table, ada, cadence=8)
    assert ada not in two.table(Contact.table)
    one.close()
    two.close()


def test_a_document_replaced_by_another_program_is_read_anew(path: Path) -> None:
    from tinydb import TinyDB
    from tinydb.table import Document

    store = open_store(path)
    with store.change("new") as change:
        ada = change.insert(contact("Ada", place="London"))
    store.fold()
    with store.change("moves") as change:
        change.update(Contact.table, ada, place="Paris")
    fields = {"text": "x", "day": DAY.isoformat(), "logged_at": INSTANT.isoformat(), "zone": "UTC"}
    with TinyDB(path) as stock:  # knows nothing of the journal: Ada still lives in London for it
        stock.table("contacts").update({"cadence": 7}, doc_ids=[ada])
        stock.table("notes").insert(Document(fields, doc_id=9))
    (reloaded,) = store.follow()
    assert reloaded.reloaded
    assert reloaded.touched == ()
    assert store.table(Contact.table)[ada] == contact("Ada", place="Paris", cadence=7)
    assert texts(store) == ["x"]
    store.fold()
    kept = tables_of(store)
    store.close()
    again = open_store(path)
    assert tables_of(again) == kept
    again.close()


def test_a_change_meets_a_replaced_document(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    view = store.table(Note.table)
    path.write_bytes(path.read_bytes().replace(b'"profile":', b'"extra":{"1":{"a":2}}, "profile":'))
    with store.change("two") as change:
        change.insert(note("two"))
    assert [past.reloaded for past in change.caught_up] == [True]
    assert len(view) == 2
    assert store.table("extra") == {1: {"a": 2}}
    store.close()


def test_an_older_document_put_back_by_hand_is_a_fork(path: Path) -> None:
    store = open_store(path)
    write_note(store, "one")
    store.fold()
    old = path.read_bytes()
    write_note(store, "two")
    store.fold()
    path.write_bytes(old)
    with pytest.raises(ForkedError):
        store.follow()
    with pytest.raises(ForkedError):
        write_note(store, "three")
    assert texts(store) == ["one", "two"]
    store.close()
    with pytest.raises(ForkedError, match=r"network\.json and network\.journal do not belong together"):
        open_store(path)
    assert path.read_bytes() == old


def test_a_long_line_is_looked_through_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(line: bytes) -> Outline:
        read.append(len(line))
        return parse_outline(line)

    monkeypatch.setattr(past, "parse_outline", counted)
    store = open_store(path)
    write_note(store, "x" * past.LONG_BYTES)
    write_note(store, "short")
    store.fold()
    for _ in range(3):
        assert [line.outline().number for line in store.past()] == [2, 1]
    assert sum(length > past.LONG_BYTES for length in read) == 1
    assert [line.outline().label[:8] for line in store.past()] == ["note: sh", "note: xx"]
    # Once is enough for what it says, never for what is done by it.
    history = path.with_suffix(".history")
    history.write_bytes(history.read_bytes().replace(b"xxxx", b"xxyx", 1))
    with pytest.raises(DamagedError, match="checksum"):
        list(store.changes())
    store.close()


def test_an_outline_is_that_of_the_whole_line_whatever_its_label_says() -> None:
    for label in ("import", 'log: ,"records":[ and "records"', "a \\ b"):
        body = Body(
            number=7, at=INSTANT, session="0" * 8, account="a", label=label, records=[], previous="p"
        )  # fmt: skip
        line, place = encode_line(body)
        assert parse_outline(line[:-1]).label == label
        assert position_after(line[:-1]) == place
