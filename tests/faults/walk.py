"""The walker: an act is done once to count its system calls, and then once for each call and each fault.

After each fault the document must be as it was or as it was to be, whole; an error must be one plain line;
the same session's next try and another session's next change must work; nothing may be left lying about.

A new act is an :class:`Act` in :data:`tests.faults.acts.ACTS`: how to prepare, what to do, nothing more.
"""

from __future__ import annotations

import errno
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netui.errors import DocumentError
from tests.faults.calls import ERRORS, Fault, failing, failing_halfway, killed, killed_halfway, watched
from tests.faults.processes import died_of, ended_well, forked
from tests.storage.helpers import labels, open_store, texts, write_note

State = Any


def state_of(path: Path) -> State:
    """The notes and the changes that a new session finds in a document."""
    store = open_store(path)
    try:
        return texts(store), labels(store)
    finally:
        store.close()


def goes_on(path: Path) -> None:
    """A session opens what is left, finds what was there, changes it, folds it, and finds all of it again."""
    found, past = state_of(path)
    store = open_store(path)
    write_note(store, "later")
    store.close(fold=True)
    assert state_of(path) == ([*found, "later"], ["note: later", *past])


@dataclass(frozen=True)
class Act:
    """Something that is done to a document."""

    name: str
    prepare: Callable[[Path], Any]
    """Makes what there is before at a path; what it returns is given to ``act``."""
    act: Callable[[Any], None]
    end: Callable[[Any], None] = lambda _: None
    """Lets go of what ``prepare`` returned."""
    refused_leaves_old: bool = False
    """Whether an error means that nothing was done: else the act may have been done all the same."""
    errors: tuple[type[Exception], ...] = (DocumentError,)
    """What it may raise."""
    state_of: Callable[[Path], State] = state_of
    goes_on: Callable[[Path], None] = goes_on


@dataclass
class Walk:
    """One act, with the states before and after it."""

    act: Act
    folder: Path
    calls: list[str]
    old: State
    new: State
    rounds: int = 0
    refused: int = 0

    def fresh(self) -> Path:
        """An empty folder's document."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        return self.folder / "network.json"

    def check(self, path: Path, allowed: tuple[State, ...], what: str) -> State:
        """The state that was found."""
        found = self.act.state_of(path)
        assert found in allowed, f"{self.act.name}, {what}: {found}"
        return found

    def go_on(self, path: Path, what: str) -> None:
        """Work goes on, and what the fault left lying about is cleared away."""
        self.act.goes_on(path)
        left = [file.name for file in self.folder.rglob(".*.tmp")]
        assert not left, f"{self.act.name}, {what}: {left} are left lying about"


def begin(act: Act, folder: Path) -> Walk:
    """Do the act without any fault: the calls that it makes, and the states before and after."""
    walk = Walk(act, folder, [], None, None)
    path = walk.fresh()
    act.end(act.prepare(path))
    walk.old = act.state_of(path)
    path = walk.fresh()
    subject = act.prepare(path)
    with watched() as watch:
        act.act(subject)
    act.end(subject)
    walk.calls = watch.names
    walk.new = act.state_of(path)
    return walk


def fail_at(walk: Walk, at: int, fault: Fault, what: str, *, from_there_on: bool = False) -> None:
    """One round in which a call fails."""
    act = walk.act
    path = walk.fresh()
    subject = act.prepare(path)
    error: Exception | None = None
    try:
        with watched(fault, at, from_there_on=from_there_on):
            act.act(subject)
    except (DocumentError, OSError) as caught:
        error = caught
    walk.rounds += 1
    if error is None:
        walk.check(path, (walk.new,), what)
    else:
        walk.refused += 1
        assert isinstance(error, act.errors), f"{act.name}, {what}: {error!r}"
        assert str(error), f"{act.name}, {what}: no reason"
        assert "\n" not in str(error), f"{act.name}, {what}: {error}"
        strict = act.refused_leaves_old and not from_there_on
        found = walk.check(path, (walk.old,) if strict else (walk.old, walk.new), what)
        if found == walk.old:
            act.act(subject)
            walk.check(path, (walk.new,), f"{what}, tried again")
    act.end(subject)
    walk.go_on(path, what)


def kill_at(walk: Walk, at: int, fault: Fault, what: str) -> None:
    """One round in which the process dies."""
    act = walk.act
    path = walk.fresh()

    def work(_: Callable[[str], None]) -> None:
        # The lock belongs to a description of a file: what a parent had opened would outlive the child.
        subject = act.prepare(path)
        with watched(fault, at):
            act.act(subject)

    child = forked(work)
    child.end()
    walk.rounds += 1
    assert died_of(child.status) == signal.SIGKILL or ended_well(child), f"{act.name}, {what}"
    walk.check(path, (walk.old, walk.new), what)
    walk.go_on(path, what)


def walked(act: Act, folder: Path, *, every: int = 1) -> Walk:
    """Every call of an act failing in every way; or each ``every``-th of these rounds."""
    walk = begin(act, folder)
    rounds: list[Callable[[], None]] = []
    for at, name in enumerate(walk.calls):
        where = f"call {at} ({name})"
        for number in ERRORS:
            what = f"{where}: {errno.errorcode[number]}"
            rounds.append(lambda a=at, n=number, w=what: fail_at(walk, a, failing(n), w))  # type: ignore[misc]
        if name in ("write", "pwrite"):
            rounds.append(
                lambda a=at, w=where: fail_at(walk, a, failing_halfway(errno.ENOSPC), f"{w}: half")  # type: ignore[misc]
            )
        rounds.append(
            lambda a=at, w=where: fail_at(  # type: ignore[misc]
                walk, a, failing(errno.EIO), f"{w}: dead from here on", from_there_on=True
            )
        )
        rounds.append(lambda a=at, w=where: kill_at(walk, a, killed, f"{w}: killed"))  # type: ignore[misc]
        rounds.append(
            lambda a=at, w=where: kill_at(walk, a, killed_halfway, f"{w}: killed in it")  # type: ignore[misc]
        )
    for turn in rounds[::every]:
        turn()
    assert walk.rounds == len(rounds[::every]) > 0
    return walk
