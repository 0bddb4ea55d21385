"""A machine that refuses: full, over a limit, read-only, not allowed, gone. Real ones where there are any."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from netui.errors import DocumentError
from netui.storage import Store
from tests.faults.processes import Skipped, ended_well, forked
from tests.faults.walk import goes_on
from tests.storage.helpers import labels, open_store, texts, write_note

NOBODY = 65534


def refused(act: Callable[[], object], reason: str) -> None:
    """Assert that an act is refused by one plain line with a reason in it."""
    found = reason_of(act)
    assert reason in found, found


def reason_of(act: Callable[[], object]) -> str:
    """Why an act is refused, in one line."""
    try:
        act()
    except DocumentError as error:
        reason = str(error)
    else:
        raise AssertionError("nothing was refused")
    assert reason
    assert "\n" not in reason, reason
    return reason


def holds(path: Path, wanted: list[str]) -> None:
    """Assert that a new session finds these notes, each with its change."""
    store = open_store(path)
    assert texts(store) == wanted
    assert labels(store) == [f"note: {text}" for text in wanted[::-1]]
    store.close()


def write_until_refused(store: Store, reason: str) -> list[str]:
    """The notes that were acknowledged until one was refused for a reason."""
    written: list[str] = []
    while len(written) < 10_000:
        text = f"{len(written)} {'x' * 200}"
        try:
            write_note(store, text)
        except DocumentError as error:
            found = str(error)
            break
        written.append(text)
    else:
        raise AssertionError("nothing was refused")
    assert reason in found, found
    assert "\n" not in found, found
    assert texts(store) == written
    return written


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A real file system of 64 KiB. Raises Skipped where one may not mount any."""
    mounted = folder / "disk"
    mounted.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        raise Skipped("mounting a small file system needs root")
    done = mount("-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", str(mounted))
    if done.returncode:
        raise Skipped(f"mounting a small file system: {done.stderr.strip()}")
    try:
        yield mounted
    finally:
        subprocess.run(["umount", "--lazy", mounted], check=True)


def mount(*options: str) -> subprocess.CompletedProcess[str]:
    """Run mount(8)."""
    return subprocess.run(["mount", *options], capture_output=True, text=True, check=False)


def full_disk(folder: Path, rounds: int) -> str:
    """Lines until the disk is full; then room is made, and one carries on."""
    written = 0
    with small_disk(folder) as disk:
        for turn in range(rounds):
            path = disk / f"{turn}" / "network.json"
            store = open_store(path)
            acknowledged = write_until_refused(store, "No space left on device")
            refused(store.fold, "No space left on device")
            refused(lambda: write_note(store, "y" * 5000), "No space left on device")  # noqa: B023
            holds(path, acknowledged)
            assert mount("-o", "remount,size=1m", str(disk)).returncode == 0
            write_note(store, "room again")
            assert store.fold()
            store.close()
            holds(path, [*acknowledged, "room again"])
            goes_on(path)
            written += len(acknowledged)
            shutil.rmtree(path.parent)
            assert mount("-o", "remount,size=64k", str(disk)).returncode == 0
    return f"{rounds} times full: {written} acknowledged lines there, refused ones not, carried on with room"


def read_only_disk(folder: Path, rounds: int) -> str:
    """A file system that turns read-only under a session, and back."""
    with small_disk(folder) as disk:
        for turn in range(rounds):
            path = disk / f"{turn}" / "network.json"
            store = open_store(path)
            write_note(store, "one")
            store.close()  # a file that is open for writing would keep the disk from being made read-only
            assert mount("-o", "remount,ro", str(disk)).returncode == 0
            before = contents(path.parent)
            refused(lambda: log_once(path), "can be looked at, not changed")  # noqa: B023
            store = open_store(path)
            assert texts(store) == ["one"]
            assert not store.fold()
            store.close(fold=True)
            assert contents(path.parent) == before
            assert mount("-o", "remount,rw", str(disk)).returncode == 0
            log_once(path)
            holds(path, ["one", "new"])
            shutil.rmtree(path.parent)
    return (
        f"{rounds} times: looked at, changes refused in one line, nothing changed, carried on when writable"
    )


def log_once(path: Path) -> None:
    """One line as a command writes it."""
    store = open_store(path)
    try:
        write_note(store, "new")
    finally:
        store.close()


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder but the lock."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".lock"}


def size_limit(folder: Path, rounds: int) -> str:
    """A limit on the size of files (RLIMIT_FSIZE), reached and lifted."""

    def work(tell: Callable[[str], None]) -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        written = 0
        for turn in range(rounds):
            path = folder / f"{turn}" / "network.json"
            store = open_store(path)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000 + 997 * turn, hard))
            acknowledged = write_until_refused(store, "File too large")
            resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
            refused(store.fold, "File too large")
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            holds(path, acknowledged)
            write_note(store, "lifted")
            assert store.fold()
            store.close()
            holds(path, [*acknowledged, "lifted"])
            goes_on(path)
            written += len(acknowledged)
        tell(f"{written}")

    child = forked(work)
    told = child.end().decode().strip()
    assert ended_well(child)
    return f"{rounds} limits: {told} acknowledged lines there, refused ones not, carried on when lifted"


def not_allowed(folder: Path, rounds: int) -> str:
    """Another account, that may read, or not even that; and one's own files made read-only."""
    if os.geteuid() != 0:
        raise Skipped("trying another account needs root")
    top = folder / "shared"
    path = top / "network.json"
    for turn in range(rounds):
        shutil.rmtree(top, ignore_errors=True)
        store = open_store(path)
        write_note(store, "one")
        before = contents(top)
        for part in (folder, *folder.parents[:-1]):
            part.chmod(part.stat().st_mode | 0o111)  # this test's own folders let nobody through
        for mode in (0o000, 0o644)[turn % 2 :]:
            top.chmod(0o755)
            for file in top.iterdir():
                file.chmod(mode)

            def as_nobody(_: Callable[[str], None]) -> None:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
                refused(lambda: log_once(path), "")

            child = forked(as_nobody)
            child.end()
            assert ended_well(child)
            assert contents(top) == before
        top.chmod(0o700)
        write_note(store, "two")
        store.close()
        holds(path, ["one", "two"])
    return f"{rounds} times: refused in one line, nothing changed, the owner carried on"


def removed(folder: Path, rounds: int) -> str:
    """The document, the journal, the lock or the whole folder taken away under a session, and put back."""
    taken = ("network.json", "network.journal", "network.lock", "network.history", ".")
    reasons: list[str] = []
    for turn in range(rounds):
        home = folder / f"{turn}"
        path = home / "network.json"
        store = open_store(path)
        write_note(store, "one")
        store.fold()
        write_note(store, "two")
        wanted = ["one", "two"]
        what = home / taken[turn % len(taken)]
        away = folder / "away"
        what.resolve().rename(away)
        try:
            write_note(store, "three")
            wanted.append("three")
        except DocumentError as error:
            reasons.append(str(error))
        assert texts(store) == wanted
        if not what.exists():
            away.rename(what.resolve())
        else:  # made anew: what was taken away is not needed
            away.unlink()
        write_note(store, "four")
        store.close(fold=True)
        store = open_store(path)
        assert texts(store) == [*wanted, "four"]
        store.close()
    assert all(reason and "\n" not in reason for reason in reasons), reasons
    return f"{rounds} things taken away: {len(reasons)} lines refused, nothing lost, carried on when put back"
