"""What TinyDB's users know of TinyDB holds of its own storage and of netui's alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import JSONStorage, Query, TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import add, decrement, delete, increment, subtract
from tinydb.operations import set as set_field
from tinydb.queries import QueryLike
from tinydb.table import Document

from netui.storage.tiny import Database, JournalStorage

Open = Callable[..., TinyDB]

KINDS: dict[str, Open] = {
    "TinyDB's": lambda path, **options: TinyDB(path, storage=JSONStorage, **options),
    "netui's storage": lambda path, **options: TinyDB(path, storage=JournalStorage, **options),
    "netui's storage and table": lambda path, **options: Database(path, storage=JournalStorage, **options),
}

BIRDS = [
    {"name": "wren", "grams": 9, "calls": ["trill"], "nest": {"eggs": 6, "in": "ivy"}},
    {"name": "robin", "grams": 18, "calls": ["tick", "song"], "nest": {"eggs": 5, "in": "bank"}},
    {"name": "heron", "grams": 1500, "calls": [], "nest": {"eggs": 4, "in": "tree"}},
    {"name": "swift", "grams": 40, "away": None},
]


@pytest.fixture(params=KINDS)
def opening(request: pytest.FixtureRequest) -> Open:
    """What opens a database at a path."""
    return KINDS[request.param]


@pytest.fixture
def birds(opening: Open, path: Path) -> TinyDB:
    """Four birds in the default table, by the ids 1 to 4."""
    database = opening(path)
    assert database.insert_multiple(BIRDS) == [1, 2, 3, 4]
    return database


def names(found: list[Document]) -> list[str]:
    return [document["name"] for document in found]


# --- inserting and ids -------------------------------------------------------------------------------------


def test_inserted_one_after_the_other(opening: Open, path: Path) -> None:
    with opening(path) as database:
        assert [database.insert(bird) for bird in BIRDS] == [1, 2, 3, 4]
        assert database.all() == BIRDS
        assert [found.doc_id for found in database] == [1, 2, 3, 4]
        assert len(database) == 4


def test_inserted_from_a_generator_and_from_nothing(opening: Open, path: Path) -> None:
    with opening(path) as database:
        assert database.insert_multiple([]) == []
        assert database.insert_multiple({"n": n} for n in range(3)) == [1, 2, 3]


def test_ids_of_ones_own(opening: Open, path: Path) -> None:
    with opening(path) as database:
        assert database.insert(Document({"n": 1}, doc_id=12)) == 12
        assert database.insert({"n": 2}) == 13
        assert database.insert_multiple([{"n": 3}, Document({"n": 4}, doc_id=20)]) == [14, 20]
        with pytest.raises(ValueError, match="already exists"):
            database.insert(Document({"n": 5}, doc_id=20))
        with pytest.raises(ValueError, match="already exists"):
            database.insert_multiple([{"n": 6}, Document({"n": 7}, doc_id=12)])
        assert [found["n"] for found in database] == [1, 2, 3, 4]


def test_ids_go_on_after_removals_and_reopening(opening: Open, path: Path) -> None:
    with opening(path) as database:
        database.insert_multiple(BIRDS)
        database.remove(doc_ids=[2])
        assert database.insert({"name": "rook"}) == 5
    with opening(path) as database:
        assert database.insert({"name": "jay"}) == 6
        database.truncate()
        assert database.insert({"name": "kite"}) == 1


def test_what_is_no_document_is_refused_and_changes_nothing(birds: TinyDB) -> None:
    for wrong in (["a", "list"], {"a", "set"}, "text", 5):
        with pytest.raises(ValueError, match="Mapping"):
            birds.insert(wrong)
    with pytest.raises(TypeError):
        birds.insert({"value": object()})
    with pytest.raises(TypeError):
        birds.update({"value": {1, 2}})
    assert birds.all() == BIRDS
    assert birds.insert({"name": "jay"}) > 4


def test_what_was_inserted_is_a_copy(opening: Open, path: Path) -> None:
    mine: dict[str, Any] = {"list": [1]}
    with opening(path) as database:
        database.insert(mine)
        mine["list"].append(2)
        database.all()[0]["list"].append(3)
        assert database.all() == [{"list": [1]}]


# --- asking ------------------------------------------------------------------------------------------------

B = Query()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (B.name == "wren", ["wren"]),
        (B["name"] != "wren", ["robin", "heron", "swift"]),
        (B.grams < 18, ["wren"]),
        (B.grams <= 18, ["wren", "robin"]),
        (B.grams > 40, ["heron"]),
        (B.grams >= 40, ["heron", "swift"]),
        (B.nest.eggs == 5, ["robin"]),
        (B.nest["in"] == "tree", ["heron"]),
        (B.nest.exists(), ["wren", "robin", "heron"]),
        (~B.nest.exists(), ["swift"]),
        (B.away == None, ["swift"]),  # noqa: E711 - a query
        ((B.grams < 20) & (B.nest.eggs > 5), ["wren"]),
        ((B.name == "heron") | (B.name == "swift"), ["heron", "swift"]),
        (~((B.name == "heron") | (B.grams < 20)), ["swift"]),
        (B.name.matches("[rs]"), ["robin", "swift"]),
        (B.name.search("R", flags=re.IGNORECASE), ["wren", "robin", "heron"]),
        (B.name.test(lambda name, length: len(name) == length, 4), ["wren"]),
        (B.name.one_of(["swift", "kite", "wren"]), ["wren", "swift"]),
        (B.calls.any(["song", "trill"]), ["wren", "robin"]),
        (B.calls.all(["song", "tick"]), ["robin"]),
        (B.calls.any(str.isalpha), ["wren", "robin"]),
        (B.nest.fragment({"eggs": 4, "in": "tree"}), ["heron"]),
        (B.fragment({"grams": 40}), ["swift"]),
        (B.name.map(len) == 4, ["wren"]),
        (B.noop(), ["wren", "robin", "heron", "swift"]),
        (where("grams").test(lambda grams: str(grams) == "9"), ["wren"]),
    ],
)
def test_queries(birds: TinyDB, query: QueryLike, wanted: list[str]) -> None:
    assert names(birds.search(query)) == wanted
    assert birds.count(query) == len(wanted)
    assert birds.contains(query) == bool(wanted)
    found = birds.get(query)
    assert isinstance(found, Document)
    assert found["name"] == wanted[0]


def test_asked_by_id(birds: TinyDB) -> None:
    robin = birds.get(doc_id=2)
    assert isinstance(robin, Document)
    assert (robin.doc_id, robin["name"]) == (2, "robin")
    assert birds.get(doc_id=9) is None
    assert birds.get(B.name == "kite") is None
    assert names(birds.get(doc_ids=[4, 1, 9])) == ["wren", "swift"]
    assert birds.contains(doc_id=4)
    assert not birds.contains(doc_id=5)
    for ask in (birds.get, birds.contains):
        with pytest.raises(RuntimeError):
            ask()


def test_answers_are_fresh_after_each_change(birds: TinyDB) -> None:
    heavy = B.grams > 20
    assert names(birds.search(heavy)) == ["heron", "swift"]
    birds.search(heavy).clear()
    assert names(birds.search(heavy)) == ["heron", "swift"]
    birds.update({"grams": 21}, B.name == "wren")
    assert names(birds.search(heavy)) == ["wren", "heron", "swift"]
    birds.clear_cache()
    assert names(birds.search(heavy)) == ["wren", "heron", "swift"]


# --- changing ----------------------------------------------------------------------------------------------


def test_updated(birds: TinyDB) -> None:
    assert birds.update({"seen": True}) == [1, 2, 3, 4]
    assert birds.update({"grams": 10}, B.name == "wren") == [1]
    assert birds.update({"seen": False}, doc_ids=[3, 4]) == [3, 4]
    assert birds.update({"seen": 7}, B.name == "kite") == []
    assert [(bird["grams"], bird["seen"]) for bird in birds] == [
        (10, True),
        (18, True),
        (1500, False),
        (40, False),
    ]
    assert birds.update({"seen": 8}, doc_ids=[2, 99]) == [2]
    assert birds.get(doc_id=2)["seen"] == 8


def test_updated_by_operations(birds: TinyDB) -> None:
    birds.update(increment("grams"), B.name == "wren")
    birds.update(decrement("grams"), B.name == "robin")
    birds.update(add("grams", 100), B.name == "heron")
    birds.update(subtract("grams", 10), B.name == "swift")
    birds.update(delete("calls"), doc_ids=[1])
    birds.update(set_field("name", "Wren"), doc_ids=[1])
    birds.update(lambda bird: bird.update(own=len(bird)), doc_ids=[4])
    assert [bird["grams"] for bird in birds] == [10, 17, 1600, 30]
    assert birds.get(doc_id=1) == {"name": "Wren", "grams": 10, "nest": BIRDS[0]["nest"]}
    assert birds.get(doc_id=4) == {"name": "swift", "grams": 30, "away": None, "own": 3}


def test_several_updates_at_once(birds: TinyDB) -> None:
    done = birds.update_multiple(
        [({"size": "small"}, B.grams < 20), (increment("grams"), B.size == "small"), ({"x": 1}, B.grams == 0)]
    )
    assert done == [1, 1, 2, 2]
    assert [bird["grams"] for bird in birds] == [10, 19, 1500, 40]


def test_upserted(birds: TinyDB) -> None:
    assert birds.upsert({"name": "wren", "grams": 8}, B.name == "wren") == [1]
    assert birds.upsert({"name": "kite", "grams": 900}, B.name == "kite") == [5]
    assert birds.upsert(Document({"grams": 19}, doc_id=2)) == [2]
    assert birds.upsert(Document({"name": "jay"}, doc_id=30)) == [30]
    with pytest.raises(ValueError, match="doc_id"):
        birds.upsert({"name": "nobody"})
    assert [(bird.doc_id, bird["name"], bird.get("grams")) for bird in birds] == [
        (1, "wren", 8),
        (2, "robin", 19),
        (3, "heron", 1500),
        (4, "swift", 40),
        (5, "kite", 900),
        (30, "jay", None),
    ]


def test_removed(birds: TinyDB) -> None:
    assert birds.remove(B.grams < 20) == [1, 2]
    assert birds.remove(doc_ids=[4]) == [4]
    assert birds.remove(B.grams < 20) == []
    assert names(birds.all()) == ["heron"]
    with pytest.raises(RuntimeError):
        birds.remove()
    birds.truncate()
    assert birds.all() == []
    assert birds.tables() == {"_default"}


# --- tables ------------------------------------------------------------------------------------------------


def test_tables_are_apart(birds: TinyDB) -> None:
    trees = birds.table("trees")
    assert trees.name == "trees"
    assert trees is birds.table("trees")
    assert birds.tables() == {"_default"}
    assert trees.insert({"name": "oak"}) == 1
    assert birds.tables() == {"_default", "trees"}
    assert (len(birds), len(trees)) == (4, 1)
    birds.drop_table("_default")
    assert birds.tables() == {"trees"}
    birds.drop_table("nothing")
    birds.drop_tables()
    assert birds.tables() == set()
    assert birds.table("trees").all() == []


def test_dropped_tables_are_gone_and_emptied_ones_there_after_reopening(opening: Open, path: Path) -> None:
    with opening(path) as database:
        for name in ("dropped", "emptied", "kept"):
            database.table(name).insert({"n": 1})
        database.table("emptied").truncate()
        database.drop_table("dropped")
        database.table("named", persist_empty=True)
        database.table("unnamed")
    with opening(path) as database:
        assert database.tables() == {"emptied", "kept", "named"}


def test_another_default_table(opening: Open, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TinyDB, "default_table_name", "birds")
    with opening(path) as database:
        database.insert(BIRDS[0])
        assert database.tables() == {"birds"}


# --- files -------------------------------------------------------------------------------------------------


def test_everything_is_there_after_reopening(opening: Open, path: Path) -> None:
    hostile = {"": "\x00\x1b[31m\u2028\u202e", "ключ": "値 🐦", "deep": [[{"a": [None, True, -1.5e-9]}]]}
    with opening(path) as database:
        database.insert_multiple([*BIRDS, hostile])
        database.table("\n{}").insert({"n": 2**70})
    for _ in range(2):
        with opening(path) as database:
            assert database.all() == [*BIRDS, hostile]
            assert database.table("\n{}").all() == [{"n": 2**70}]
    with TinyDB(path) as stock:
        assert stock.all() == [*BIRDS, hostile]
        assert stock.table("\n{}").get(doc_id=1) == {"n": 2**70}


def test_opened_for_reading_alone(opening: Open, path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        opening(path, access_mode="r")
    assert not path.exists()
    with opening(path) as database:
        database.insert_multiple(BIRDS)
    for mode in ("r", "rb"):
        with opening(path, access_mode=mode) as database:
            assert database.all() == BIRDS
            for write in (
                lambda db: db.insert({"name": "kite"}),
                lambda db: db.truncate(),
                lambda db: db.drop_tables(),
            ):
                with pytest.raises(OSError, match=r"[Aa]ccess mode|write"):
                    write(database)  # type: ignore[no-untyped-call]
            assert database.all() == BIRDS


def test_other_access_modes_are_warned_of(opening: Open, path: Path) -> None:
    with pytest.warns(UserWarning, match="Using an `access_mode` other than"):
        opening(path, access_mode="a+").close()


def test_folders_are_made_on_request_alone(opening: Open, tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "birds.json"
    with pytest.raises(FileNotFoundError):
        opening(path)
    opening(path, create_dirs=True).close()
    with opening(path, create_dirs=True) as database:
        database.insert(BIRDS[0])
    with opening(str(path)) as database:
        assert database.all() == BIRDS[:1]


def test_a_folder_is_no_file(opening: Open, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        opening(tmp_path)


def test_what_nothing_was_written_to_stays_empty(opening: Open, path: Path) -> None:
    with opening(path) as database:
        assert database.all() == []
        assert database.tables() == set()
        assert len(database) == 0
    assert path.read_bytes() == b""
    assert list(path.parent.iterdir()) == [path]


def test_the_text_is_as_asked_for(opening: Open, path: Path) -> None:
    with opening(path, indent=1, sort_keys=True, separators=(",", " : "), ensure_ascii=True) as database:
        database.insert({"b": "ü", "a": 1})
        text = '{\n "_default" : {\n  "1" : {\n   "a" : 1,\n   "b" : "\\u00fc"\n  }\n }\n}'
        assert path.read_text() == text
        assert database.insert({}) == 2
        database.remove(doc_ids=[2])
        assert path.read_text() == text


def test_another_encoding(opening: Open, path: Path) -> None:
    with opening(path, encoding="utf-16", ensure_ascii=False) as database:
        database.insert({"bird": "Zaunkönig"})
    assert "Zaunkönig" in path.read_bytes().decode("utf-16")
    with opening(path, encoding="utf-16") as database:
        assert database.all() == [{"bird": "Zaunkönig"}]
    with opening(path, encoding="utf-8") as database, pytest.raises(UnicodeError):
        database.all()


def test_what_is_no_json_is_said_and_left(opening: Open, path: Path) -> None:
    path.write_bytes(b'{"_default": {"1": {"na')
    with opening(path) as database:
        with pytest.raises(json.JSONDecodeError):
            database.all()
        with pytest.raises(json.JSONDecodeError):
            database.insert(BIRDS[0])
    assert path.read_bytes() == b'{"_default": {"1": {"na'


def test_whole_copies_are_read_and_written(opening: Open, path: Path) -> None:
    with opening(path) as database:
        storage = database.storage
        assert storage.read() is None
        storage.write({"trees": {"3": {"name": "oak"}}, "none": {}})
        data: Any = storage.read()
        assert data == {"trees": {"3": {"name": "oak"}}, "none": {}}
        data["trees"]["4"] = {"name": "elm"}
        del data["none"]
        assert storage.read() == {"trees": {"3": {"name": "oak"}}, "none": {}}
        storage.write(data)
        assert storage.read() == {"trees": {"3": {"name": "oak"}, "4": {"name": "elm"}}}
        assert database.table("trees").insert({"name": "ash"}) == 5


def test_what_is_no_table_is_kept_whole(opening: Open, path: Path) -> None:
    odd = {"list": [1, None], "text": "x", "table": {"1": {}}, "named": {"wren": {"n": 1}}}
    with opening(path) as database:
        database.storage.write(odd)
    with opening(path) as database:
        assert database.storage.read() == odd


def test_written_from_a_cache(opening: Open, path: Path) -> None:
    kind: type[TinyDB] = type(opening(path.with_name("other.json")))
    storage = type(opening(path.with_name("another.json")).storage)
    with kind(path, storage=CachingMiddleware(storage)) as database:  # type: ignore[no-untyped-call]
        for bird in BIRDS:
            database.insert(bird)
        database.remove(doc_ids=[1])
        assert database.insert({"name": "kite"}) == 5
    with opening(path) as database:
        assert names(database.all()) == ["robin", "heron", "swift", "kite"]


def test_closed_once_and_for_all(opening: Open, path: Path) -> None:
    before = set(Path("/proc/self/fd").iterdir())
    for _ in range(2):
        with opening(path) as database:
            database.insert(BIRDS[0])
    assert set(Path("/proc/self/fd").iterdir()) == before


def test_a_symbolic_link_is_followed_and_stays(opening: Open, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "birds.json")
    for options in ({}, {"indent": 1}):
        target = tmp_path / "birds.json"
        for left in tmp_path.glob("birds.*"):
            left.unlink()
        target.touch()
        with opening(link, **options) as database:
            database.insert(BIRDS[0])
        assert link.is_symlink()
        with TinyDB(target) as stock:
            assert stock.all() == BIRDS[:1]
