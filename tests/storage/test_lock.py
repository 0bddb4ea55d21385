"""The lock beside a document, and what stands in for it where the file system knows no locks."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from netui.errors import LockedError
from netui.storage.lock import Lock
from netui.storage.marker import Holder

SINCE = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)

Refuse = Callable[[int], None]


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Make every ``flock`` fail from now on with an error number; 0 mends it."""
    real = fcntl.flock

    def failing(number: int) -> None:
        def flock(descriptor: int, operation: int) -> None:
            if number:
                raise OSError(number, os.strerror(number))
            real(descriptor, operation)

        monkeypatch.setattr(fcntl, "flock", flock)

    return failing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "network.lock"


def a_lock(path: Path, session: str = "a" * 8) -> Lock:
    lock = Lock(path, "ada", session)
    lock.timeout = 0.05
    return lock


def marker(path: Path) -> Path:
    return path.with_suffix(".session")


def leave_behind(path: Path, *, pid: int, host: str) -> None:
    holder = Holder(pid, host, "emil", "e" * 8, SINCE)
    marker(path).write_bytes(msgspec.json.encode(holder) + b"\n")


def dead_process() -> int:
    """The number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


class TestWhereFilesCanBeLocked:
    def test_two_sessions_take_turns(self, path: Path) -> None:
        first, second = a_lock(path), a_lock(path, "b" * 8)
        for lock in (first, second, first):
            with lock.held(SINCE):
                assert not lock.is_exclusive
        assert not marker(path).exists()

    def test_who_waits_too_long_is_told_who_holds_it(self, path: Path) -> None:
        first, second = a_lock(path), a_lock(path, "b" * 8)
        with first.held(SINCE), pytest.raises(LockedError) as refused, second.held(SINCE):
            pass
        message = str(refused.value)
        # What tells most comes first: where there is little room the end is not seen.
        wanted = f"locked by ada (process {os.getpid()}) since 09:14 UTC: try again, or end it (in "
        assert message.startswith(wanted)

    def test_a_session_that_knows_no_locks_keeps_those_out_that_do(self, path: Path, refuse: Refuse) -> None:
        mounted_elsewhere = a_lock(path)
        refuse(errno.ENOLCK)
        with mounted_elsewhere.held(SINCE):
            pass
        refuse(0)
        second = a_lock(path, "b" * 8)
        with pytest.raises(LockedError, match="in use by ada"), second.held(SINCE):
            pass
        mounted_elsewhere.close()
        with second.held(SINCE):
            pass

    def test_a_lock_file_removed_meanwhile_is_made_anew(self, path: Path) -> None:
        first, second = a_lock(path), a_lock(path, "b" * 8)
        with first.held(SINCE):
            pass
        path.unlink()
        with first.held(SINCE), pytest.raises(LockedError), second.held(SINCE):
            pass

    def test_a_failure_at_unlocking_neither_undoes_what_was_done_nor_keeps_the_lock(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = fcntl.flock

        def flock(descriptor: int, operation: int) -> None:
            if operation == fcntl.LOCK_UN:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            real(descriptor, operation)

        monkeypatch.setattr(fcntl, "flock", flock)
        with a_lock(path).held(SINCE):
            pass
        with a_lock(path, "b" * 8).held(SINCE):
            pass


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
class TestWhereTheyCannot:
    def test_one_session_has_the_document_until_it_ends(
        self, path: Path, refuse: Refuse, number: int
    ) -> None:
        refuse(number)
        first, second = a_lock(path), a_lock(path, "b" * 8)
        for _ in range(2):
            with first.held(SINCE):
                assert first.is_exclusive
        with pytest.raises(LockedError) as refused, second.held(SINCE):
            pass
        message = str(refused.value)
        assert f"{path.parent} cannot lock files" in message
        assert f"in use by ada (process {os.getpid()})" in message
        assert "remove network.session" in message
        first.close()
        assert not marker(path).exists()
        with second.held(SINCE):
            assert second.is_exclusive

    def test_what_a_dead_process_of_this_machine_left_is_taken_over(
        self, path: Path, refuse: Refuse, number: int
    ) -> None:
        refuse(number)
        leave_behind(path, pid=dead_process(), host=os.uname().nodename)
        lock = a_lock(path)
        with lock.held(SINCE):
            assert lock.is_exclusive
        assert sorted(file.name for file in path.parent.iterdir()) == ["network.lock", "network.session"]

    def test_what_another_machine_left_is_believed(self, path: Path, refuse: Refuse, number: int) -> None:
        refuse(number)
        leave_behind(path, pid=dead_process(), host="elsewhere.example")
        before = marker(path).read_bytes()
        with pytest.raises(LockedError, match=r"emil \(process \d+ on elsewhere\.example\)"):
            a_lock(path)._take(SINCE, 0)
        assert marker(path).read_bytes() == before

    def test_a_file_that_names_nobody_is_believed(self, path: Path, refuse: Refuse, number: int) -> None:
        refuse(number)
        marker(path).write_bytes(b'{"pid": 1')
        with pytest.raises(LockedError, match="by another session"):
            a_lock(path)._take(SINCE, 0)

    def test_whose_file_was_taken_away_writes_no_more(self, path: Path, refuse: Refuse, number: int) -> None:
        refuse(number)
        lock = a_lock(path)
        with lock.held(SINCE):
            pass
        leave_behind(path, pid=1, host="elsewhere.example")
        with pytest.raises(LockedError, match="taken away"), lock.held(SINCE):
            pass
        lock.close()
        assert b"elsewhere.example" in marker(path).read_bytes(), "another's file stays at the end"


def test_two_that_find_the_same_dead_file_never_both_have_it(
    path: Path, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(errno.ENOLCK)
    leave_behind(path, pid=dead_process(), host=os.uname().nodename)
    first, second = a_lock(path), a_lock(path, "b" * 8)
    real = Path.rename
    entered: list[str] = []

    def rename(source: Path, target: Path) -> Path:
        # The first is overtaken between its look at the dead file and its rename of it.
        if not entered:
            entered.append("overtaken")
            with second.held(SINCE):
                assert second.is_exclusive
        return real(source, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(LockedError), first.held(SINCE):
        pass
    with second.held(SINCE):
        pass
    assert entered
