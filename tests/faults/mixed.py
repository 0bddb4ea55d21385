"""Files of two machines and of several moments, put together as a synchroniser or a hand may put them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from netui.errors import DocumentError
from netui.storage.mending.diagnosis import Diagnosis, diagnose
from netui.storage.mending.mend import mend
from netui.storage.mending.survey import survey
from netui.storage.mending.words import words_of
from tests.faults.acts import forget_one
from tests.faults.damage import SUFFIXES, make
from tests.storage.helpers import open_store, standing, texts, write_note

Files = dict[str, bytes]
"""By suffix."""


def mixed(folder: Path, rounds: int) -> str:
    """Each time ``check`` explains what there is; ``--mend`` keeps every file, and what it mends is well."""
    whole = mended = left = 0
    for number in range(rounds):
        chance = random.Random(number)
        path = folder / f"{number}" / "here" / "network.json"
        make(path)
        put_together(path, moments(path, chance), chance)
        before = {file: file.read_bytes() for file in path.parent.iterdir() if file.suffix in SUFFIXES}
        found = examined(path)
        try:
            done = mend(path, instant=standing, account="alice", session="0badcafe")
        except DocumentError:  # no file is of this document, or one of them cannot be read
            done = None
        kept = [file.read_bytes() for file in path.parent.rglob("*") if file.is_file()]
        for file, content in before.items():
            assert content in kept, f"round {number}: {file.name} is lost"
        after = examined(path).findings
        if done is not None and done.kept is not None and not done.left:
            assert after == [], f"round {number}: {after}"
            mended += 1
        elif found.findings:
            left += 1
        else:
            whole += 1
        if not after:
            goes_on(path)
        shutil.rmtree(folder / f"{number}")
    return (
        f"{rounds} mixtures: {whole} go together, {mended} joined or mended and well, {left} explained and "
        "left as they are or in part; no file lost"
    )


def moments(path: Path, chance: random.Random) -> list[Files]:
    """The files at several moments of two copies that each went on by itself."""
    twin = path.parent.with_name("there") / path.name
    shutil.copytree(path.parent, twin.parent)
    found = [files_of(path)]
    for turn in range(chance.randrange(1, 6)):
        each = chance.choice((path, twin))
        store = open_store(each, instant=at(turn))
        for number in range(chance.randrange(3)):
            write_note(store, f"{each.parent.name} {turn} {number}")
        if chance.random() < 0.15 and "one" in texts(store):
            forget_one(store)
        if chance.random() < 0.3:
            store.fold()
        if chance.random() < 0.3:
            write_note(store, f"{each.parent.name} {turn} after")
        store.close(fold=chance.random() < 0.4)
        found.append(files_of(each))
    return found


def at(minutes: int) -> Callable[[], datetime]:
    """A clock that stands some minutes later: no two records are made in the same millisecond."""
    return lambda: standing() + timedelta(minutes=1 + minutes)


def files_of(path: Path) -> Files:
    """The three files that belong together."""
    files = (path.with_suffix(suffix) for suffix in SUFFIXES)
    return {file.suffix: file.read_bytes() for file in files if file.exists()}


def put_together(path: Path, found: list[Files], chance: random.Random) -> None:
    """Each file from some moment, or from none; and copies beside them."""
    for suffix in SUFFIXES:
        if chance.random() < 0.1:
            path.with_suffix(suffix).unlink(missing_ok=True)
        elif content := chance.choice(found).get(suffix):
            path.with_suffix(suffix).write_bytes(content)
    for number in range(chance.randrange(3)):
        for suffix, content in chance.choice(found).items():
            if chance.random() < 0.7:
                path.with_name(f"network.conflict-{number}{suffix}").write_bytes(content)


def examined(path: Path) -> Diagnosis:
    """What is found, each thing in words."""
    found = diagnose(survey(path))
    for finding in found.findings:
        assert all(words_of(finding))
    return found


def goes_on(path: Path) -> None:
    """Assert that a line can be written, and all is well then."""
    store = open_store(path)
    write_note(store, "next")
    store.close(fold=True)
    assert examined(path).findings == []
