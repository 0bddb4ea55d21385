"""Very much of another session, taken in step by step: whoever looks sees all of it, or nothing yet."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from netui.domain.records import Contact, Note
from netui.errors import DamagedError
from netui.storage import Store, resident
from netui.storage.intake import Intake
from netui.storage.lines import NULL, Body, Entry, encode_line
from tests.storage.helpers import INSTANT, contact, note, open_store, tables_of, texts, write_note

MANY = 700


@pytest.fixture
def here(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The session that takes in; a note of its own is there already."""
    monkeypatch.setattr(resident, "MUCH_BYTES", 1_000)
    store = open_store(path)
    write_note(store, "before")
    yield store
    store.close()


@pytest.fixture
def there(here: Store, path: Path) -> Iterator[Store]:
    """The session that writes much."""
    store = open_store(path)
    yield store
    store.close()


def write_much(store: Store) -> list[int]:
    """Notes and contacts as one change; the ids of the notes."""
    with store.change("import") as transaction:
        for number in range(MANY // 2):
            transaction.insert(contact(f"Ada {number}"))
        return [transaction.insert(note(f"note {number}")) for number in range(MANY)]


def exhaust(intake: Intake) -> None:
    """Take in all that is left."""
    while intake.step():
        pass


def test_little_is_left_to_who_follows(here: Store, there: Store) -> None:
    write_note(there, "little")
    assert here.begin_intake() is None
    assert [change.label for change in here.follow()] == ["note: little"]


def test_a_line_that_was_never_finished_is_looked_at_once(here: Store, there: Store, path: Path) -> None:
    """What a killed import leaves behind must not be read again and again."""
    with path.with_suffix(".journal").open("ab") as file:
        file.write(b"x" * 5_000)
    assert here.has_much_to_take_in()
    assert here.begin_intake() is None
    assert not here.has_much_to_take_in()
    assert here.follow() == []
    write_much(there)
    assert [change.label for change in here.follow()] == ["import"]


def test_nothing_is_seen_until_all_is_read(here: Store, there: Store) -> None:
    write_much(there)
    write_note(there, "after it")
    intake = here.begin_intake()
    assert intake is not None
    generation, steps = here.generation, 0
    while intake.step():
        steps += 1
        assert texts(here) == ["before"]
        assert here.generation == generation
        assert here.mark() is None
        assert not here.fold()
        assert here.begin_intake() is None
    assert steps > 3
    assert len(intake.table(Note.table)) == MANY + 2
    write_note(there, "and more")
    changes = here.follow()
    assert [change.label for change in changes] == ["import", "note: after it", "note: and more"]
    assert len(changes[0].touched) == MANY + MANY // 2
    assert tables_of(here) == tables_of(there)
    assert here.mark() == there.mark() is not None
    assert here.follow() == []
    assert here.fold()


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_who_cannot_wait_has_the_rest_at_once(here: Store, there: Store, path: Path, steps: int) -> None:
    ids = write_much(there)
    view = here.table(Note.table)
    intake = here.begin_intake()
    assert intake is not None
    for _ in range(steps):
        assert intake.step()
    with here.change("mine") as transaction:
        assert [change.label for change in transaction.caught_up] == ["import"]
        assert transaction.get(Note.table, ids[-1]) == note(f"note {MANY - 1}")
        mine = transaction.insert(note("mine"))
    assert intake.is_installed
    assert not intake.step()
    assert mine > ids[-1]
    assert len(view) == MANY + 2  # a view that somebody holds goes on living
    there.follow()
    assert tables_of(there) == tables_of(here)
    with closing(open_store(path)) as fresh:
        assert tables_of(fresh) == tables_of(here)


def test_a_fold_beside_it_does_no_harm(here: Store, there: Store) -> None:
    write_much(there)
    intake = here.begin_intake()
    assert intake is not None
    assert intake.step()
    assert there.fold()
    write_note(there, "after the fold")
    exhaust(intake)
    here.follow()
    assert tables_of(here) == tables_of(there)
    write_note(here, "mine")
    there.follow()
    assert tables_of(here) == tables_of(there)


@pytest.mark.parametrize("at_once", [False, True])
def test_what_does_not_fit_is_not_passed_over(here: Store, there: Store, path: Path, at_once: bool) -> None:
    """A line that is whole, and says what no record can be."""
    write_much(there)
    journal = there._resident.journal
    bad = Body(
        schema=there._resident.schema,
        number=journal.at.number + 1,
        at=INSTANT,
        session="0" * 8,
        account="somebody",
        label="bad",
        records=[Entry(Contact.table, 1 << 52, NULL, Raw(b'{"name":5}'))],
        previous=journal.at.hash,
    )
    with path.with_suffix(".journal").open("ab") as file:
        file.write(encode_line(bad)[0])
    if not at_once:
        intake = here.begin_intake()
        assert intake is not None
        for _ in range(2):
            with pytest.raises(DamagedError, match="does not fit"):
                exhaust(intake)
    for _ in range(2):
        with pytest.raises(DamagedError, match="does not fit"):
            here.follow()
    with pytest.raises(DamagedError, match="does not fit"):
        write_note(here, "mine")
    assert texts(here) == ["before"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_was_changed_it_is_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("intake") / "network.json"
    with (
        closing(open_store(path)) as here,
        closing(open_store(path)) as there,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(resident, "MUCH_BYTES", 1)
        for _ in range(chance.randrange(1, 8)):
            with there.change("some") as transaction:
                known = list(there.table(Note.table))
                for each in chance.sample(known, chance.randrange(len(known) + 1)):
                    if chance.random() < 0.5:
                        transaction.remove(Note.table, each)
                    else:
                        transaction.update(Note.table, each, text=f"changed {chance.random()}")
                for _ in range(chance.randrange(1, 5)):
                    transaction.insert(note(f"{chance.random()}"))
            if chance.random() < 0.2:
                there.fold()
            intake = here.begin_intake()
            for _ in range(chance.randrange(6)):
                if intake is not None and not intake.step():
                    break
            if chance.random() < 0.6:
                here.follow()
                assert tables_of(here) == tables_of(there)
        here.follow()
        assert tables_of(here) == tables_of(there)
