"""check, check --mend, and restore over what cannot be opened: words, shapes, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import STORY, Run


@pytest.fixture
def _story(run: Run) -> None:
    run("log", STORY)
    run("edit", "Ada Lovelace", "--circle", "inner")
    run("edit", "Ada Lovelace", "--circle", "close")


def break_a_line(path: Path) -> None:
    history = path.with_suffix(".history")
    data = history.read_bytes()
    assert data.count(b'"after":{"name":"Ada Lovelace"') >= 1
    history.write_bytes(
        data.replace(b'"circle":"inner"', b'"circle":"infer"', 1).replace(b"coffee", b"c~ffee", 1)
    )


@pytest.mark.usefixtures("_story")
def test_looking_writes_nothing(run: Run, path: Path) -> None:
    path.with_suffix(".lock").unlink()
    path.write_bytes(path.read_bytes()[:100])
    before = {file: (file.stat().st_mtime_ns, file.stat().st_mode) for file in path.parent.iterdir()}
    run("check", code=1)
    run("check", "--json", code=1)
    assert {file: (file.stat().st_mtime_ns, file.stat().st_mode) for file in path.parent.iterdir()} == before


@pytest.mark.usefixtures("_story")
def test_a_damaged_document_is_told_and_mended(run: Run, path: Path) -> None:
    network = run("list", "--json").json
    path.write_bytes(path.read_bytes()[:100])
    assert "netui check says more" in run("list", code=1).err
    told = run("check", code=1).out.splitlines()
    assert told[0] == "1 problem, 1 safe to mend by netui check --mend"
    assert told[1].startswith(f"{path}: the document cannot be opened: it is not a TinyDB document")
    assert told[2].startswith("  to mend it: netui check --mend rebuilds it from ")
    mended = run("check", "--mend").out.splitlines()
    assert mended[0].startswith(f"mended: {path}: the document cannot be opened")
    assert mended[1] == f"what was there before is in {path.with_suffix('.kept-1')}"
    assert mended[2] == "all is well"
    assert run("check").out.startswith("all is well")
    assert run("list", "--json").json == network


@pytest.mark.usefixtures("_story")
def test_the_shapes(run: Run, path: Path) -> None:
    break_a_line(path)
    checked = run("check", "--json", code=1).json
    assert checked.keys() == {"version", "ok", "problems", "records"}
    assert checked["ok"] is False
    assert checked["records"]["contacts"] == 2
    for problem in checked["problems"]:
        assert problem.keys() == {"where", "what", "mend", "kind", "file", "safe"}
        assert problem["file"] == str(path.with_suffix(".history"))
        assert problem["safe"] is True
    mended = run("check", "--mend", "--json").json
    assert mended.keys() == {"version", "ok", "problems", "records", "mended", "kept"}
    assert mended["mended"] == checked["problems"]
    assert (mended["ok"], mended["problems"]) == (True, [])
    assert mended["kept"] == str(path.with_suffix(".kept-1"))
    again = run("check", "--mend", "--json").json
    assert (again["mended"], again["kept"]) == ([], None)


@pytest.mark.usefixtures("_story")
def test_what_is_not_safe_is_left_and_restored(run: Run, path: Path) -> None:
    run("backup")
    path.with_suffix(".history").unlink()
    run("log", "call with Grace")
    path.with_suffix(".history").unlink()
    for dated in path.with_suffix(".backups").glob("????-??-??.json"):
        dated.unlink()
    path.write_text("rubbish")
    (problem,) = run("check", "--mend", "--json", code=1).json["problems"]
    assert problem["kind"] == "document-damaged"
    assert problem["safe"] is False
    assert path.read_text() == "rubbish"
    (backup,) = path.with_suffix(".backups").iterdir()
    assert f"netui restore {backup.stem}" in problem["mend"]
    assert run("restore", "yesterday", code=1).err == (
        "netui: there is no backup yesterday: netui backup --list shows those there are\n"
    )
    restored = run("restore", backup.stem, "--json").json["restored"]
    assert restored["kept"] == str(path.with_suffix(".kept-1"))
    assert (path.with_suffix(".kept-1") / path.name).read_text() == "rubbish"
    assert run("check").out.startswith("all is well")
    assert "there is nothing to undo" in run("undo", code=1).err
    run("log", "call with Grace")
    run("undo")


@pytest.mark.usefixtures("_story")
def test_records_are_looked_at_too(run: Run, path: Path) -> None:
    ada = run("show", "Ada Lovelace", "--json").json["contact"]["id"]
    path.write_text(path.read_text().replace(f'"{ada}":', f'"{ada + 1}": '))
    found = run("check", "--mend", "--json", code=1).json["problems"]
    assert {problem["kind"] for problem in found} == {"record"}
    assert not any(problem["safe"] for problem in found)
    assert any(f"names contact {ada}, which is not here" in problem["what"] for problem in found)


def test_nothing_there(run: Run, path: Path) -> None:
    assert "there is no document" in run("check", code=1).err
    assert "there is no document" in run("check", "--mend", "--json", code=1).json["error"]["message"]
    assert not path.exists()


def test_a_command_says_what_it_set_aside(run: Run, path: Path) -> None:
    run("log", 'coffee with @"Ada Lovelace"')
    with path.with_suffix(".journal").open("ab") as journal:
        journal.write(b'{"number":')
    logged = run("log", "call with Ada")
    assert "never finished was set aside in network.torn-1" in logged.err
    assert run("list").err == ""
