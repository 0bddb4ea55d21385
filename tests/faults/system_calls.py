"""The real ``netui log`` under ``strace``: the system itself refuses a call, or kills the process there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.faults.processes import Skipped
from tests.storage.helpers import open_store, texts, write_note

CALLS = ("fsync", "fdatasync", "rename", "ftruncate", "flock", "pwrite64", "unlink")
"""Those that an interpreter does not make of itself, so that the counted ones are the storage's."""

ON_FILES = ("openat", "write")
"""Those that it does make: only where they touch the document's own files."""

ERRORS = ("EIO", "ENOSPC", "EDQUOT")

REMARK = "this line names nobody"
"""What is said of the line itself, before it is written."""


class Injection(NamedTuple):
    """One call that is to go wrong."""

    call: str
    number: int
    how: str
    """``error=…`` or ``signal=…``, as strace has it."""


def log(path: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """``netui log`` under strace."""
    command = [sys.executable, "-B", "-m", "netui", "--document", str(path), "log", f"note: {text}"]
    return subprocess.run(
        ["strace", "-f", "-qq", *options, *command], capture_output=True, text=True, check=False, timeout=60
    )


def only_ours(call: str, path: Path) -> list[str]:
    """The options that keep strace to the document's own files, where a call is made for others too."""
    if call not in ON_FILES:
        return []
    files = (path, *(path.with_suffix(suffix) for suffix in (".journal", ".history", ".lock")), path.parent)
    return [option for file in files for option in ("-P", str(file))]


def counted(path: Path, trace: Path) -> Counter[str]:
    """How often each call is made by one line and the fold after it."""
    counts: Counter[str] = Counter()
    for group in (CALLS, ON_FILES):
        options = only_ours(group[0], path)
        done = log(path, "counted", "-o", str(trace), "-e", f"trace={','.join(group)}", *options)
        assert done.returncode == 0, done.stderr
        counts.update(re.findall(r"^(?:\d+ +)?(\w+)\(", trace.read_text(), re.MULTILINE))
    return counts


def injections(counts: Counter[str]) -> Iterator[Injection]:
    """Every counted call going wrong in every way."""
    for call, count in counts.items():
        for number in range(1, count + 1):
            for error in ERRORS:
                yield Injection(call, number, f"error={error}")
            yield Injection(call, number, "signal=KILL")


def injected(folder: Path, rounds: int) -> str:
    """``rounds`` injections, spread over all there are."""
    if shutil.which("strace") is None:
        raise Skipped("strace is not installed")
    path = folder / "network.json"
    prepare(path)
    if subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode:
        raise Skipped("strace may not trace here")
    every = list(injections(counted(path, folder.parent / "trace")))
    chosen = every[:: max(1, len(every) // rounds)]
    refused = killed = 0
    for injection in chosen:
        shutil.rmtree(folder)
        prepare(path)
        call, number, how = injection
        options = only_ours(call, path)
        done = log(
            path, "new", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{how}:when={number}",
            *options,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, (injection, done.stderr)
        store = open_store(path)
        found = texts(store)
        store.close()
        assert found[:2] == ["folded", "journalled"], (injection, found)
        assert found[2:] in ([], ["new"]), (injection, found)
        if done.returncode == 0:
            assert found[2:] == ["new"], (injection, done.stdout)
        elif "KILL" in how:
            killed += 1
        else:
            refused += 1
            reasons = [line for line in done.stderr.splitlines() if line and line != REMARK]
            assert len(reasons) == 1, (injection, done.stderr)
        assert log(path, "later", "-o", "/dev/null", "-e", "trace=none").returncode == 0, injection
        store = open_store(path)
        assert texts(store) == [*found, "later"], injection
        store.close()
    return (
        f"{len(chosen)} of {len(every)} injections: {refused} refused in one line, {killed} killed, "
        "the old or the new document whole, and the next line written"
    )


def prepare(path: Path) -> None:
    """A document with a history and a line in its journal."""
    store = open_store(path)
    write_note(store, "folded")
    store.fold()
    write_note(store, "journalled")
    store.close()
