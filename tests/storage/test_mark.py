"""What tells records from all others: the same in each session, another after any change."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netui.domain.records import Contact
from netui.storage import Change, Store


def _open(path: Path) -> Store:
    return Store.open(path, instant=lambda: datetime(2026, 11, 23, 10, tzinfo=UTC), account="ada")


def _add(store: Store, name: str) -> None:
    with store.change(f"add {name}") as change:
        change.insert(Contact(name=name, added=datetime(2026, 11, 23, tzinfo=UTC).date()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document with somebody in it, folded."""
    path = tmp_path / "network.json"
    store = _open(path)
    _add(store, "Ada Lovelace")
    store.close(fold=True)
    return path


def test_it_is_the_same_in_another_session(path: Path) -> None:
    one, other = _open(path), _open(path)
    assert one.mark() == other.mark() is not None
    one.close()
    again = _open(path)
    assert again.mark() == other.mark()
    again.close()
    other.close()


def test_it_is_another_after_any_change_and_after_it_is_taken_back(path: Path) -> None:
    store = _open(path)
    marks = [store.mark()]
    _add(store, "Emmy Noether")
    marks.append(store.mark())
    with store.change("remove") as change:
        change.remove(Contact.table, max(store.table(Contact.table)))
    marks.append(store.mark())
    assert len(set(marks)) == 3
    other = _open(path)
    assert other.mark() == marks[-1]
    store.close()
    other.close()


def test_what_was_changed_since_is_told_in_order_and_to_any_session(path: Path) -> None:
    store = _open(path)
    _add(store, "Emmy Noether")
    marks = [store.mark()]
    for name in ("Hypatia", "Alan Turing"):
        _add(store, name)
        marks.append(store.mark())
    other = _open(path)
    for session in (store, other):
        told = [[each.label for each in _since(session, mark) or ()] for mark in marks]
        assert told == [["add Hypatia", "add Alan Turing"], ["add Alan Turing"], []]
    told_last = _since(other, marks[1]) or []
    assert [each.after.name for change in told_last for each in change.touched] == ["Alan Turing"]
    store.close()
    other.close()


def test_it_is_told_from_where_the_journal_begins(path: Path) -> None:
    store = _open(path)
    begun = store.mark()
    assert _since(store, begun) == []
    _add(store, "Emmy Noether")
    assert [each.label for each in _since(store, begun) or ()] == ["add Emmy Noether"]
    assert [each.number for each in _since(store, begun) or ()] == [2]
    store.close()


def test_it_is_not_told_over_a_fold_or_of_too_much(path: Path) -> None:
    store = _open(path)
    before = store.mark()
    _add(store, "Emmy Noether")
    assert before is not None
    assert store.since(before, most_bytes=50) is None
    store.fold()
    assert _since(store, before) is None
    assert _since(store, store.mark()) == []
    store.close()


def test_it_is_not_told_where_another_program_has_written(path: Path) -> None:
    store = _open(path)
    before = store.mark()
    _add(store, "Emmy Noether")
    document = json.loads(path.read_text())
    next(iter(document["contacts"].values()))["name"] = "Augusta Ada King"
    path.write_text(json.dumps(document))
    assert _since(store, before) is None
    store.follow()
    assert _since(store, before) is None
    store.close(fold=True)
    after = _open(path)
    assert _since(after, before) is None
    after.close()


def test_it_is_not_told_of_what_is_no_mark_of_this_journal(path: Path) -> None:
    store = _open(path)
    _add(store, "Emmy Noether")
    mark = store.mark() or ""
    identity, number, digest = mark.split()
    assert _since(store, mark) == []
    for wrong in (
        "", "a b", "a b c", f"{identity} -1 {digest}", f"{identity} 0 {digest}", f"{identity} 1 {digest}",
        f"{identity} {int(number) + 1} {digest}", f"{identity[::-1]} {number} {digest}", f"{mark} ",
    ):  # fmt: skip
        assert _since(store, wrong) is None
    store.close()


def _since(store: Store, mark: str | None) -> list[Change] | None:
    assert mark is not None
    return store.since(mark, most_bytes=1 << 20)


def test_it_is_none_where_another_program_has_written(path: Path) -> None:
    store = _open(path)
    before = store.mark()
    document = json.loads(path.read_text())
    next(iter(document["contacts"].values()))["name"] = "Augusta Ada King"
    path.write_text(json.dumps(document))
    assert store.mark() is None
    store.follow()
    assert store.mark() is None
    store.close()
    again = _open(path)
    assert again.mark() is None
    _add(again, "Emmy Noether")
    again.close(fold=True)
    after = _open(path)
    assert after.mark() not in (None, before)
    after.close()


def test_it_is_none_while_a_fold_of_another_session_is_not_taken_in(path: Path) -> None:
    one, other = _open(path), _open(path)
    _add(one, "Emmy Noether")
    other.follow()
    one.fold()
    assert other.mark() is None
    other.follow()
    assert other.mark() == one.mark() is not None
    one.close()
    other.close()
