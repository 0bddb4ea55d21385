"""forget and merge as commands: asked first, told what happened, and the shapes that scripts rely on."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from netui.kept_numbers import KeptNumbers
from netui.paths import state_folder
from netui.unfinished import Unfinished
from tests.cli.conftest import STORY, Run


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def files_with(path: Path, word: str) -> list[str]:
    """The files that hold a word, case aside; not those in whose checksums its letters happen to stand."""
    wanted = re.compile(rf"(?<![0-9a-f]){re.escape(word)}(?![0-9a-f])", re.IGNORECASE)
    return [
        file.name
        for file in path.parent.rglob("*")
        if file.is_file() and wanted.search(file.read_bytes().decode(errors="replace"))
    ]


def test_it_asks_and_leaves_all_as_it_is_without_a_yes(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("log", STORY)
    refused = run("forget", "ada", code=1)
    assert refused.err == (
        "netui: “Ada Lovelace” goes for good, from history and backups too; less is left of "
        "1 interaction and 1 follow-up, where “someone” stands in its place: "
        "add --yes to forget it for good\n"
    )
    assert run("forget", "ada", "--json", code=1).json["error"]["code"] == 1
    for answer, code in (("", 1), ("n\n", 1), ("Y\n", 0)):
        monkeypatch.setattr(sys, "stdin", Terminal(answer))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        run("show", "ada")
        assert run("forget", "ada", code=code).code == code
    run("show", "ada", code=1)
    assert files_with(path, "Lovelace") == []


def test_a_half_typed_line_is_forgotten_too(run: Run, path: Path) -> None:
    run("log", STORY)
    for text in ("tea with Ada Lovelace", "tea with Grace"):
        left = Unfinished(state_folder(), path)
        left.note((text, ()))
        left.close()
    assert "emptied: 1 half-typed line\n" in run("forget", "Ada", "--yes").out
    kept = "".join(file.read_text() for file in state_folder().iterdir())
    assert ("tea with Grace" in kept, "Lovelace" in kept) == (True, False)
    assert run("forget", "Grace", "--yes", "--json").json["forgotten"]["half_typed"] == 1


def test_the_numbers_of_the_first_look_go_with_it(run: Run, path: Path) -> None:
    run("log", 'coffee with @"Ada Lovelace"')
    numbers = KeptNumbers(state_folder(), path)
    numbers.write(b"ids of everybody")
    run("forget", "Ada Lovelace", "--yes")
    assert numbers.read() == b""
    assert not list(state_folder().glob("numbers-*"))


def test_it_tells_what_went_and_what_is_left_over(run: Run, path: Path) -> None:
    run("log", STORY)
    run("backup")
    run("log", "called Grace; \\Ada Lovelace is away")
    told = run("forget", "Ada", "--yes").out.splitlines()
    assert told[:3] == [
        "forgotten for good: 1 contact",
        "with less in it: 1 interaction and 1 follow-up",
        "written anew: 2 changes of the history, 2 backups",
    ]
    assert told[3] == "these still say it in words; netui amend, or netui edit, changes them:"
    entry = told[4].split()[1].removesuffix(":")
    assert told[4] == f"  interactions {entry}: “Ada Lovelace”"
    run("amend", entry, "called Grace")
    assert run("show", "grace", "--json").json["timeline"][-1]["text"].count("someone") == 1


def test_the_shape(run: Run, path: Path) -> None:
    saved = run("log", STORY, "--json").json
    ada = saved["contacts"][0]["id"]
    run("backup")
    path.with_suffix(".torn-1").write_text('{"label":"note: Ada')
    question = run("forget", "ada", code=1).err
    assert "1 file beside it that may hold it will be removed: network.torn-1" in question
    found = run("forget", str(ada), "--yes", "--json").json
    assert found == {
        "version": 1,
        "forgotten": {
            "table": "contacts",
            "id": ada,
            "records": {"contacts": 1},
            "lessened": {"interactions": 1, "follow_ups": 1},
            "changes": 1,
            "backups": 1,
            "files": ["network.torn-1"],
            "half_typed": 0,
        },
        "left_over": [],
    }
    assert files_with(path, "Ada") == []
    assert run("history", "--json").json["changes"][0]["label"] == "forget: something was taken out for good"
    assert run("check", "--json").json["ok"]
    assert "was forgotten for good" in run("undo", "2", code=1).err
    assert "add --yes to have it undone all the same" in run("undo", code=1).err
    assert run("undo", "--yes").out == "undone: log: forgotten\n"
    assert "nothing to undo" in run("undo", code=1).err


def test_an_entry_is_forgotten_by_its_id(run: Run, path: Path) -> None:
    entry = run("log", "lunch about the mulberry plot", "--json").json["interaction"]["id"]
    run("forget", str(entry), "--yes")
    assert files_with(path, "mulberry") == []
    assert "no contact and no entry with the id" in run("forget", str(entry), "--yes", code=1).err


def test_words_are_taken_out_too_when_asked_for(run: Run, path: Path) -> None:
    run("log", STORY)
    run("log", "called Grace; \\Ada Lovelace is away")
    found = run("forget", "Ada", "--yes", "--words", "--json").json
    assert found["left_over"] == []
    assert files_with(path, "Lovelace") == []


def test_names_of_several_give_the_same_answer_as_elsewhere(run: Run, path: Path) -> None:
    run("add", "Ada Lovelace")
    run("add", "Ada Byron")
    shown = run("show", "ada", "--json", code=3).json
    for command in (("forget", "ada", "--yes"), ("merge", "ada", "Ada Byron"), ("merge", "Ada Byron", "ada")):
        assert run(*command, "--json", code=3).json == shown
    assert run("forget", "nobody", "--yes", code=1).err == "netui: nobody here is called “nobody”\n"


def test_a_missing_document_is_not_made_to_forget_in(run: Run, path: Path) -> None:
    assert "there is no document" in run("forget", "ada", "--yes", code=1).err
    assert not path.exists()


def test_merge_tells_what_it_did_and_undo_takes_it_back(run: Run, path: Path) -> None:
    run("log", STORY)
    run("add", "Ada Byron", "--email", "ada@example.com", "--cadence", "20")
    run("edit", "Ada Lovelace", "--cadence", "10")
    run("log", "lunch with Ada Byron, promised Ada Byron the notes by friday")
    before = run("list", "--json").json
    told = run("merge", "Ada Lovelace", "Ada Byron").out.splitlines()
    assert told == [
        "merged: Ada Byron into Ada Lovelace; netui undo makes them two again",
        "moved: 1 interaction and 1 follow-up",
        "noted: as Ada Byron: cadence 20",
    ]
    shown = run("show", "Ada Byron", "--json").json
    assert shown["contact"]["name"] == "Ada Lovelace"
    assert shown["contact"]["nicknames"] == ["Ada Byron"]
    assert shown["contact"]["emails"] == ["ada@example.com"]
    assert len(shown["timeline"]) == 2
    run("undo")
    assert run("list", "--json").json == before


def test_the_shape_of_merging(run: Run) -> None:
    one = run("add", "Ada Lovelace", "--json").json["contact"]["id"]
    other = run("add", "Ada Byron", "--tag", "maths", "--json").json["contact"]["id"]
    found = run("merge", "Ada Lovelace", "Ada Byron", "--json").json
    assert found["merged"] == {
        "id": one,
        "other": {"id": other, "name": "Ada Byron"},
        "moved": {},
        "dropped_introductions": 0,
        "noted": None,
    }
    assert found["contact"]["tags"] == ["maths"]


def test_an_introducer_can_be_taken_away_so_that_two_can_be_one(run: Run) -> None:
    run("add", "Ada Lovelace")
    run("add", "Ada Byron", "--introduced-by", "Ada Lovelace")
    assert "was introduced by the other" in run("merge", "Ada Lovelace", "Ada Byron", code=1).err
    run("edit", "Ada Byron", "--introduced-by=-Ada Lovelace")
    assert "was not introduced by" in run("edit", "Ada Byron", "--introduced-by=-Ada Lovelace", code=1).err
    run("merge", "Ada Lovelace", "Ada Byron")
    assert "nothing to merge" in run("merge", "Ada Lovelace", "Ada Byron", code=1).err
