"""The numbers of the first look on the disk: private, whole, and missed by nobody."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from netui.kept_numbers import KeptNumbers


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Where a document would be."""
    return tmp_path / "network.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "state" / "netui"


def test_they_are_read_as_they_were_kept_and_for_nobody_else(folder: Path, document: Path) -> None:
    before = os.umask(0)
    try:
        KeptNumbers(folder, document).write(b"one")
        KeptNumbers(folder, document).write(b"two")
    finally:
        os.umask(before)
    assert KeptNumbers(folder, document).read() == b"two"
    assert KeptNumbers(folder, document.with_name("other.json")).read() == b""
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_said_where_they_cannot_be_kept_or_read(folder: Path, document: Path) -> None:
    numbers = KeptNumbers(folder, document)
    assert numbers.read() == b""
    folder.parent.write_text("no folder")
    numbers.write(b"one")
    numbers.forget()
    assert numbers.read() == b""


def test_what_is_no_plain_file_is_not_read(folder: Path, document: Path, tmp_path: Path) -> None:
    numbers = KeptNumbers(folder, document)
    numbers.write(b"one")
    (file,) = folder.iterdir()
    file.unlink()
    os.mkfifo(file)
    assert numbers.read() == b""  # and waits for nobody to write into it
    file.unlink()
    (tmp_path / "elsewhere").write_bytes(b"another's")
    file.symlink_to(tmp_path / "elsewhere")
    assert numbers.read() == b""
    numbers.write(b"two")
    assert numbers.read() == b"two"
    assert (tmp_path / "elsewhere").read_bytes() == b"another's"


def test_two_sessions_may_keep_them_at_once(folder: Path, document: Path) -> None:
    wholes = [bytes([each]) * 100_000 for each in range(8)]

    def keep(data: bytes) -> None:
        for _ in range(20):
            KeptNumbers(folder, document).write(data)
            assert KeptNumbers(folder, document).read() in wholes

    threads = [threading.Thread(target=keep, args=(data,)) for data in wholes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert KeptNumbers(folder, document).read() in wholes
    assert len(list(folder.iterdir())) == 1


def test_forgetting_leaves_nothing(folder: Path, document: Path) -> None:
    numbers = KeptNumbers(folder, document)
    numbers.write(b"one")
    (file,) = folder.iterdir()
    file.with_name(f"{file.name}-half").write_bytes(b"of a session that was killed")
    KeptNumbers(folder, document.with_name("other.json")).write(b"another's")
    numbers.forget()
    assert [each.read_bytes() for each in folder.iterdir()] == [b"another's"]
