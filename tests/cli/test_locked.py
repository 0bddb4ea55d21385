"""A document that another session has locked, and stopped: it can be looked at, not changed."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from netui.storage import lock
from tests.cli.conftest import STORY, Run


@pytest.fixture
def locked(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody holds the lock for as long as the test takes."""
    run("log", STORY)
    run("goal", "new", "conversations", "3")
    run("event", "new", "Looms", "--day", "2026-11-20")
    run("opportunity", "new", "A talk", "--via", "Ada")
    monkeypatch.setattr(lock, "TIMEOUT", 0.02)
    with path.with_suffix(".lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.mark.parametrize(
    "command",
    [
        ("due",),
        ("list",),
        ("show", "ada"),
        ("balance",),
        ("streak",),
        ("ways",),
        ("goals",),
        ("goal", "list"),
        ("goal", "show", "conversations"),
        ("opportunities",),
        ("opportunity", "show", "A talk"),
        ("event", "show", "Looms"),
        ("history",),
        (),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("locked")
def test_looking_needs_no_lock(run: Run, path: Path, command: tuple[str, ...]) -> None:
    before = path.with_suffix(".journal").read_bytes()
    found = run(*command)
    assert found.out
    assert found.err.startswith("only looked at, since it is locked by ")
    assert run(*command, "--json").json["version"] == 1
    assert path.with_suffix(".journal").read_bytes() == before


@pytest.mark.usefixtures("locked")
def test_what_changes_anything_is_refused(run: Run) -> None:
    for command in (
        ("log", "called Ada"),
        ("archive", "ada"),
        ("undo",),
        ("goal", "change", "conversations", "5"),
    ):
        refused = run(*command, "--json", code=1)
        assert refused.json["error"]["message"].startswith("locked by ")
        assert "try again, or end it" in refused.json["error"]["message"]
