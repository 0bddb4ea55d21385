"""backup, restore, and undo where something was changed since."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from netui.cli.main import main
from tests.cli.conftest import NOW, STORY, Run


class Typed(io.StringIO):
    """A terminal at which something is typed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def _changed_since(run: Run) -> None:
    run("log", STORY)
    run("edit", "Ada Lovelace", "--circle", "inner")
    run("edit", "Ada Lovelace", "--circle", "close")


def circle(run: Run) -> str | None:
    return run("show", "Ada Lovelace", "--json").json["contact"]["circle"]  # type: ignore[no-any-return]


def test_a_backup_is_made_listed_and_put_back(run: Run, path: Path) -> None:
    run("log", STORY)
    before = run("show", "Ada Lovelace", "--json").json
    made = run("backup", "--json").json["backup"]["path"]
    assert Path(made).parent == path.with_suffix(".backups")
    run("edit", "Ada Lovelace", "--circle", "inner")
    (backup,) = [each for each in run("backup", "--list", "--json").json["backups"] if each["path"] == made]
    assert backup["bytes"] == Path(made).stat().st_size
    assert Path(made).stem in run("backup", "--list").out
    restored = run("restore", backup["name"], "--json").json["restored"]
    assert restored == {"file": backup["name"], "records": 1}
    assert run("show", "Ada Lovelace", "--json").json == before
    assert "everything is as in" in run("restore", made).out
    assert run("undo").out == f"undone: restore: {Path(made).name}\n"
    assert circle(run) == "inner"


def test_what_is_no_backup_is_refused(run: Run, tmp_path: Path) -> None:
    run("log", STORY)
    assert "there is no backup yesterday" in run("restore", "yesterday", code=1).err
    rubbish = tmp_path / "rubbish.json"
    rubbish.write_text('{"contacts": {}}')
    assert "is not a document of netui" in run("restore", str(rubbish), code=1).err
    assert run("list", "--json").json["contacts"]


@pytest.mark.usefixtures("_changed_since")
def test_undo_over_a_later_change_wants_a_word(run: Run) -> None:
    told = run("undo", "2", code=1)
    assert told.err.startswith(
        "netui: what “edit: Ada Lovelace” changed has been changed again since, last by"
    )
    assert told.err.endswith("add --yes to have it undone all the same\n")
    assert run("undo", "2", "--json", code=1).json["error"]["code"] == 1
    assert circle(run) == "close"
    run("undo", "2", "--yes")
    assert circle(run) is None
    assert "taken back already" in run("undo", "2", code=1).err


@pytest.mark.usefixtures("_changed_since")
@pytest.mark.parametrize(
    ("answer", "code", "after"), [("y\n", 0, None), ("\n", 1, "close"), ("", 1, "close")]
)
def test_undo_asks_at_a_terminal(
    run: Run,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: int,
    after: str | None,
) -> None:
    asked = Typed()
    monkeypatch.setattr(sys, "stdin", Typed(answer))
    monkeypatch.setattr(sys, "stderr", asked)
    assert main(["--document", str(path), "--now", NOW, "undo", "2"]) == code
    assert "have it undone all the same? [y/N]" in asked.getvalue()
    monkeypatch.undo()
    capsys.readouterr()
    assert circle(run) == after
