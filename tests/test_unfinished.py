"""The half-typed line outlives its session, privately."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from netui.domain.line.changes import Change, Meant, Passed
from netui.unfinished import NOTHING, Line, Unfinished, forget

LINE: Line = (
    "coffee with Ada, gave advice by phone",
    (
        Change(12, "Ada", "contact", Meant(contact=7, role="mentioned")),
        Change(17, "gave advice", "exchange", Passed("received", 3)),
        Change(32, "phone", "channel", "video"),
        Change(-1, "", "channel", None),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files go; not made yet."""
    return tmp_path / "state" / "netui"


def test_a_line_comes_back_as_it_was_left(folder: Path, path: Path) -> None:
    first = Unfinished(folder, path)
    assert first.take() == NOTHING
    first.note(LINE)
    first.close()
    (kept,) = folder.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert path.name not in kept.name
    assert Unfinished(folder, path).take() == LINE
    assert Unfinished(folder, path.with_name("other.json")).take() == NOTHING


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_the_umask_changes_nothing(folder: Path, path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        first = Unfinished(folder, path)
        first.note(LINE)
        first.close()
    finally:
        os.umask(before)
    (kept,) = folder.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_killed_session_leaves_what_it_kept(folder: Path, path: Path) -> None:
    killed = Unfinished(folder, path)
    for text in ("a long line that was shortened", "short"):
        killed.note((text, ()))
        killed.keep()
    (kept,) = folder.iterdir()
    del killed  # its descriptor stays open, as that of a process would not
    kept.write_bytes(kept.read_bytes() + b"the rest of a longer line\n")
    other = folder / "copy"
    other.write_bytes(kept.read_bytes())
    kept.unlink()
    other.rename(kept)
    assert Unfinished(folder, path).take() == ("short", ())


def test_two_sessions_do_not_take_each_others_line(folder: Path, path: Path) -> None:
    first, second = Unfinished(folder, path), Unfinished(folder, path)
    first.note(("of the first", ()))
    first.keep()
    assert second.take() == NOTHING
    second.note(("of the second", ()))
    second.close()
    first.close()
    assert {Unfinished(folder, path).take()[0], Unfinished(folder, path).take()[0]} <= {
        "of the first", "of the second",
    }  # fmt: skip


def test_nothing_is_left_where_nothing_is_unfinished(folder: Path, path: Path) -> None:
    session = Unfinished(folder, path)
    session.note(LINE)
    session.keep()
    session.note(NOTHING)
    session.close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"text":7}', b"\xff\n", b'{"text":"a","changes":[{}]}']
)
def test_a_file_that_holds_no_line_is_no_line(folder: Path, path: Path, content: bytes) -> None:
    session = Unfinished(folder, path)
    session.note(LINE)
    session.close()
    (kept,) = folder.iterdir()
    kept.write_bytes(content)
    assert Unfinished(folder, path).take() == NOTHING


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path, path: Path) -> None:
    (tmp_path / "file").write_text("")
    session = Unfinished(tmp_path / "file" / "netui", path)
    assert session.take() == NOTHING
    session.note(LINE)
    session.close()


def test_a_link_is_not_followed(folder: Path, path: Path, tmp_path: Path) -> None:
    session = Unfinished(folder, path)
    session.note(LINE)
    session.close()
    (kept,) = folder.iterdir()
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert Unfinished(folder, path).take() == NOTHING


def test_what_is_forgotten_is_in_no_half_typed_line(folder: Path, path: Path) -> None:
    left, open_still, other = Unfinished(folder, path), Unfinished(folder, path), Unfinished(folder, path)
    for session, line in ((left, "tea with Ada"), (open_still, "met Ada"), (other, "met Grace")):
        session.note((line, ()))
        session.keep()
    left.close()
    elsewhere = Unfinished(folder, path.with_name("other.json"))
    elsewhere.note(("Ada, in another document", ()))
    elsewhere.close()
    assert forget(folder, path, lambda data: b"Ada" in data) == 2
    (with_ada,) = (data for file in folder.iterdir() if b"Ada" in (data := file.read_bytes()))
    assert b"in another document" in with_ada
    open_still.note(("met somebody", ()))
    open_still.keep()
    open_still.close()
    assert Unfinished(folder, path).take() == ("met somebody", ())
